// Search in the workplace's kit. search-index.js is loaded the first time somebody searches; in the one file it is there.
"use strict";

{
  const WORD = /[\p{L}\p{N}]+/gu;
  const MOST = 20;
  const wordsOf = (text) => (text.match(WORD) || []).map(fold);

  // What the kit holds: folded word -> place -> weight, and folded word -> all forms of it.
  function prepare({ pages, entries, forms }) {
    const words = new Map(), family = new Map(), endings = new Set([""]);
    const put = (text, place, weight) => {
      wordsOf(text).forEach((word, _, all) => {
        if (!words.has(word)) words.set(word, new Map());
        const places = words.get(word), worth = weight > 1 ? weight + 5 / all.length : weight;
        places.set(place, Math.max(worth, (places.get(place) || 0) + 0.05));
      });
    };
    entries.forEach(([page, , heading, text], place) => {
      put(pages[page], place, heading ? 0.5 : 6);
      put(heading, place, 5);
      put(text, place, 1);
    });
    for (const line of forms) {
      const [start, ...ends] = line.replace("-", "").split(" ");
      const all = ends.map((end) => fold(start + end)).filter((word) => words.has(word));
      for (const word of all) family.set(word, all);
      for (const end of ends) endings.add(fold(end));
    }
    return { pages, entries, words, family, endings };
  }

  const shared = (a, b, n = 0) => (n < a.length && a[n] === b[n] ? shared(a, b, n + 1) : n);

  // One letter wrong, too many, too few, or two in the wrong order; the rest of the word may still be missing.
  const nearly = (asked, word) => {
    const n = shared(asked, word), [a, b, ...rest] = asked.slice(n);
    return [[1, 1], [1, 0], [0, 1]].some(([more, less]) => word.startsWith(asked.slice(n + more), n + less)) ||
      word.startsWith([b, a, ...rest].join(""), n);
  };

  // The words of the kit that the one asked for may mean -> how surely, up to 1. Endings serve a form the kit lacks.
  function likely(asked, { words, endings }) {
    const known = words.has(asked), number = /^\d+$/.test(asked), long = asked.length > 3;
    const those = (measure) => new Map([...words.keys()].map((word) => [word, measure(word)]).filter(([, sure]) => sure));
    const found = those((word) => {
      if (word === asked) return 1;
      if (number) return 0;
      if (word.startsWith(asked)) return 0.7;
      const n = known ? 0 : shared(asked, word);
      if (long && n > 2 && endings.has(asked.slice(n)) && endings.has(word.slice(n))) return 0.6 * n / asked.length;
      return long && word.includes(asked) ? 0.3 : 0;
    });
    if (found.size || number || asked.length < 5) return found;
    const near = those((word) => word.length > 3 && nearly(asked, word) && 0.5);
    const longest = Math.max(5, asked.length * 0.6, ...[...words.keys()].map((word) => shared(asked, word)));
    return near.size ? near : those((word) => shared(asked, word) === longest && 0.3);
  }

  function meant(asked, index) {
    const found = likely(asked, index);
    for (const [word, sure] of [...found]) {
      for (const form of index.family.get(word) || []) found.set(form, Math.max(sure * 0.9, found.get(form) || 0));
    }
    return found;
  }

  // The places with every word asked for, best first; the title of the page may hold some of them.
  function find(query, index) {
    const asked = [...new Set(wordsOf(query))].map((word) => meant(word, index));
    const own = new Set();
    const best = asked.map((found) => {
      const scores = new Map();
      for (const [word, sure] of found) {
        for (const [place, weight] of index.words.get(word)) {
          if (weight >= 1) own.add(place);
          scores.set(place, Math.max(sure * weight, scores.get(place) || 0));
        }
      }
      return scores;
    });
    const score = (place) => best.reduce((sum, scores) => sum + scores.get(place), 0);
    const places = [...own].filter((place) => best.every((scores) => scores.has(place)));
    places.sort((a, b) => score(b) - score(a) || a - b);
    return [places, new Set(asked.flatMap((found) => [...found.keys()]))];
  }

  const make = (tag, kind, ...content) => {
    const element = Object.assign(document.createElement(tag), { className: kind });
    element.append(...content);
    return element;
  };

  // A text with the words found marked; of a long one the part around the first.
  function marking(text, marked, length = text.length) {
    const hits = [...text.matchAll(WORD)].filter(([word]) => marked.has(fold(word)));
    const before = text.length > length && hits.length ? hits[0].index - 60 : 0;
    let start = before > 0 ? text.indexOf(" ", before) + 1 : 0;
    const end = start + length < text.length ? text.lastIndexOf(" ", start + length) : text.length;
    const parts = [start ? "… " : ""];
    for (const { 0: word, index } of hits.filter((hit) => hit.index >= start && hit.index < end)) {
      parts.push(text.slice(start, index), make("mark", "", word));
      start = index + word.length;
    }
    return [...parts, text.slice(start, end), end < text.length ? " …" : ""];
  }

  function result([page, address, heading, text], marked, pages) {
    const link = Object.assign(make("a", "", ...marking(heading || pages[page], marked)), { href: address });
    if (address.endsWith(".pdf")) link.append(" ", make("span", "sheet-kind", "PDF"));
    return make("li", "", link, make("span", "search-page", heading && pages[page]),
      make("span", "search-text", ...marking(text, marked, 140)));
  }

  function start(box) {
    const input = box.querySelector("input");
    const status = box.querySelector("[role=status]");
    const list = box.querySelector(".search-list");
    let index;

    const say = (words, results = []) => {
      status.textContent = words;
      list.replaceChildren(...results);
      box.classList.toggle("is-open", words !== "");
    };
    const close = () => say("");
    const show = () => {
      index ||= prepare(window.searchIndex);
      const query = input.value.trim();
      if (query.length < 2) return close();
      const [places, marked] = find(query, index);
      const n = places.length, values = { n, shown: MOST, words: query };
      const sentence = box.dataset[n > MOST ? "most" : n > 1 ? "many" : n ? "one" : "none"];
      say(sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]),
        places.slice(0, MOST).map((place) => result(index.entries[place], marked, index.pages)));
    };
    const script = Object.assign(make("script", ""), { src: box.dataset.search, onload: show });
    const load = () => (window.searchIndex ? show() : document.head.append(script));
    input.addEventListener("focus", load);
    input.addEventListener("input", load);

    box.addEventListener("keydown", (event) => {
      const stops = [input, ...list.querySelectorAll("a")], here = stops.indexOf(document.activeElement);
      const way = { ArrowDown: 1, ArrowUp: -1, Enter: here === 0 ? 1 : 0 }[event.key];
      if (way && here >= 0) stops[here + way]?.focus();
      else if (event.key === "Escape" && status.textContent) input.focus(), close();
      else return;
      event.preventDefault();
    });
    list.addEventListener("click", (event) => event.target.closest("a") && close());
    box.addEventListener("focusout", ({ relatedTarget: next }) => next && !box.contains(next) && close());
    document.addEventListener("pointerdown", ({ target }) => box.contains(target) || close());

    // The key "/" leads here; who dictates to the computer can turn it off (WCAG 2.1.4).
    const key = box.querySelector("[type=checkbox]");
    try {
      key.checked = localStorage.getItem("search-key") !== "off";
      key.addEventListener("change", () => localStorage.setItem("search-key", key.checked ? "on" : "off"));
    } catch { /* nothing is kept */ }
    document.addEventListener("keydown", (event) => {
      if (event.key !== "/" || !key.checked || event.target.closest("input, textarea, select")) return;
      event.preventDefault();
      input.select();
    });
    box.hidden = false;
    if (document.activeElement === input) load();
  }

  const box = document.querySelector("[data-search]");
  if (box) start(box);
}
