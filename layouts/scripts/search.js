// Search in the workplace's kit. What can be found stands in search-index.js, a script that is loaded the first time
// somebody searches; in a file that holds all pages it is there already. Every word asked for must be found in a place.
"use strict";

{
  const TITLE = 8, HEADING = 5, TEXT = 1, BESIDE = 0.5; // where a word stands; BESIDE: in the title of the place's page
  const MOST = 20;
  const split = (text) => text.match(/[\p{L}\p{N}]+/gu) || [];

  // --- What is known: folded word -> place -> weight, and which words are forms of one another. ---
  function open({ pages, entries, forms }) {
    const words = new Map();
    const put = (text, place, weight) => {
      for (const word of split(text).map(fold)) {
        if (!words.has(word)) words.set(word, new Map());
        const places = words.get(word), known = places.get(place) || 0;
        places.set(place, known >= weight ? known + 0.05 : weight);
      }
    };
    entries.forEach(([page, , heading, text], place) => {
      put(pages[page], place, heading ? BESIDE : TITLE);
      put(heading, place, HEADING);
      put(text, place, TEXT);
    });
    const kin = new Map();
    const endings = new Set([""]);
    forms.forEach((line, group) => {
      const [start, ...rest] = line.split(" ");
      for (const ending of rest.map((end) => (end === "-" ? "" : end))) {
        kin.set(fold(start + ending), group);
        endings.add(fold(ending));
      }
    });
    return { pages, entries, words, kin, endings };
  }

  const shared = (a, b) => {
    let n = 0;
    while (n < a.length && a[n] === b[n]) n += 1;
    return n;
  };

  // One letter too many, too few, wrong, or two in the wrong order; what follows may still be missing.
  const nearly = (asked, word) => {
    const n = shared(asked, word);
    return word.startsWith(asked.slice(n + 1), n + 1) || word.startsWith(asked.slice(n + 1), n) ||
      word.startsWith(asked.slice(n), n + 1) ||
      (asked[n] === word[n + 1] && asked[n + 1] === word[n] && word.startsWith(asked.slice(n + 2), n + 2));
  };

  // How near each word of the kit is to the one asked for, from 0 to 1.
  function near(asked, { words, kin, endings }) {
    const found = new Map();
    const number = /^\d+$/.test(asked);
    const note = (measure) => {
      for (const word of words.keys()) {
        const value = measure(word);
        if (value) found.set(word, value);
      }
      return found.size > 0;
    };
    const group = kin.get(asked);
    if (note((word) => {
      if (word === asked) return 1;
      if (number) return 0;
      if (group !== undefined && kin.get(word) === group) return 0.9;
      return word.startsWith(asked) ? 0.7 : asked.length > 3 && word.includes(asked) ? 0.4 : 0;
    }) || number || asked.length < 4) return found;
    // A form the kit does not use: the same beginning, and endings that words of the kit have.
    if (note((word) => {
      const n = shared(asked, word);
      return n > 2 && endings.has(asked.slice(n)) && endings.has(word.slice(n)) ? n / asked.length : 0;
    })) return found;
    if (asked.length > 4 && note((word) => (word.length > 3 && nearly(asked, word) ? 0.5 : 0))) return found;
    let longest = Math.max(5, asked.length * 0.6);
    for (const word of words.keys()) longest = Math.max(longest, shared(asked, word));
    note((word) => (shared(asked, word) === longest ? 0.3 : 0));
    return found;
  }

  // The places that have every word, best first, and the words to mark in them.
  function find(query, index) {
    const asked = [...new Set(split(query).map(fold))].map((word) => near(word, index));
    const own = new Set();
    const sums = asked.map((found) => {
      const places = new Map();
      for (const [word, value] of found) {
        for (const [place, weight] of index.words.get(word)) {
          if (weight >= TEXT) own.add(place);
          if (value * weight > (places.get(place) || 0)) places.set(place, value * weight);
        }
      }
      return places;
    });
    const best = [];
    for (const place of own) {
      const values = sums.map((places) => places.get(place));
      if (values.every(Boolean)) best.push([place, values.reduce((a, b) => a + b)]);
    }
    best.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    return { places: best.map(([place]) => place), marked: new Set(asked.flatMap((found) => [...found.keys()])) };
  }

  // --- What the reader sees ---
  function make(tag, kind, ...content) {
    const element = document.createElement(tag);
    if (kind) element.className = kind;
    element.append(...content);
    return element;
  }

  // A text with the words found marked; of a long one the part around the first.
  function marking(text, marked, length = Infinity) {
    const hits = [...text.matchAll(/[\p{L}\p{N}]+/gu)].filter(([word]) => marked.has(fold(word)));
    let start = 0, end = text.length;
    if (end > length) {
      start = hits.length && hits[0].index > 60 ? text.indexOf(" ", hits[0].index - 60) + 1 : 0;
      end = start + length < end ? text.lastIndexOf(" ", start + length) : end;
    }
    const parts = [start ? "… " : ""];
    for (const { 0: word, index } of hits.filter((hit) => hit.index >= start && hit.index < end)) {
      parts.push(text.slice(start, index), make("mark", "", word));
      start = index + word.length;
    }
    return [...parts, text.slice(start, end), end < text.length ? " …" : ""];
  }

  function result([page, address, heading, text], marked, pages) {
    const link = make("a", "", ...marking(heading || pages[page], marked));
    link.href = address;
    if (address.endsWith(".pdf")) link.append(" ", make("span", "sheet-kind", "PDF"));
    const item = make("li", "", link);
    if (heading) item.append(make("span", "search-page", pages[page]));
    if (text) item.append(make("span", "search-text", ...marking(text, marked, 140)));
    return item;
  }

  const box = document.querySelector("[data-search]");
  if (box) {
    const input = box.querySelector("input");
    const status = box.querySelector("[role=status]");
    const list = box.querySelector(".search-list");
    const key = box.querySelector("[type=checkbox]");
    let index;

    const close = () => {
      box.classList.remove("is-open");
      status.textContent = "";
      list.replaceChildren();
    };
    const show = () => {
      const query = input.value.trim();
      if (!index || fold(query).length < 2) return close();
      const { places, marked } = find(query, index);
      const { none, one, many, most } = box.dataset;
      const said = places.length > MOST ? most : places.length > 1 ? many : places.length ? one : none;
      list.replaceChildren(...places.slice(0, MOST).map((place) => result(index.entries[place], marked, index.pages)));
      status.textContent = said.replace("{n}", places.length).replace("{shown}", MOST).replace("{words}", () => query);
      box.classList.add("is-open");
    };
    const ready = () => {
      if (!index) index = open(window.searchIndex);
      show();
    };
    const load = () => {
      if (window.searchIndex) return ready();
      if (document.querySelector("script[data-index]")) return;
      const script = make("script", "");
      script.dataset.index = "";
      script.src = box.dataset.search;
      script.addEventListener("load", ready);
      document.head.append(script);
    };
    const move = (way) => {
      const stops = [input, ...list.querySelectorAll("a")];
      const next = stops[stops.indexOf(document.activeElement) + way];
      if (next) next.focus();
    };

    input.addEventListener("focus", load);
    input.addEventListener("input", load);
    box.addEventListener("keydown", (event) => {
      const way = { ArrowDown: 1, ArrowUp: -1 }[event.key] || (event.key === "Enter" && event.target === input ? 1 : 0);
      const open = box.classList.contains("is-open");
      if (way) move(way);
      else if (event.key === "Escape" && open) input.focus(), close();
      else return;
      event.preventDefault();
    });
    list.addEventListener("click", (event) => { if (event.target.closest("a")) close(); });
    box.addEventListener("focusout", ({ relatedTarget }) => { if (relatedTarget && !box.contains(relatedTarget)) close(); });
    document.addEventListener("pointerdown", ({ target }) => { if (!box.contains(target)) close(); });

    // The key "/" leads here. Who dictates to the computer, or has shaky hands, can turn it off (WCAG 2.1.4).
    const memory = "search-key";
    try { key.checked = localStorage.getItem(memory) !== "off"; } catch { /* nothing may be stored here */ }
    key.addEventListener("change", () => {
      try { localStorage.setItem(memory, key.checked ? "on" : "off"); } catch { /* then it holds for this page */ }
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "/" || !key.checked || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target.closest("input, textarea, select, [contenteditable]")) return;
      event.preventDefault();
      input.focus();
      input.select();
    });
    box.hidden = false;
    if (document.activeElement === input) load();
  }
}
