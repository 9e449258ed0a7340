// What scripts add to pages that work without them: which dates are past, tables that restack, the menu on wide screens,
// a filter over many workplaces. Nothing is fetched and nothing is stored.
"use strict";

const wide = matchMedia("(min-width: 62em)");

// The menu stands open beside the page on wide screens; on narrow ones, and above the clock, the reader opens it.
const menu = document.getElementById("menu");
if (menu && !menu.closest(".menu-folded")) {
  const adjust = () => { menu.open = wide.matches; };
  adjust();
  wide.addEventListener("change", adjust);
  const here = menu.querySelector("[aria-current]");
  const box = menu.closest(".menu");
  if (here && wide.matches && here.offsetTop > box.clientHeight - 60) box.scrollTop = here.offsetTop - box.clientHeight / 2;
}

// Dates: what is past, what is today, what comes next. The words stand in the page.
const today = new Date().toLocaleDateString("sv"); // year-month-day
for (const box of document.querySelectorAll("[data-only], [data-after], [data-until]")) {
  const { only, after, until } = box.dataset;
  box.hidden = !(only ?? today).includes(today) || today <= after || today > until;
}
for (const list of document.querySelectorAll("[data-line]")) {
  const stops = [...list.querySelectorAll("li")];
  if (!list.dataset.past && stops.every(({ dataset: day }) => (day.last || day.date) < today)) continue;
  const coming = stops.filter((stop) => stop.dataset.date > today).sort((a, b) => a.dataset.date.localeCompare(b.dataset.date))[0];
  const sure = coming && stops.slice(0, stops.indexOf(coming)).every((stop) => stop.dataset.date);
  for (const stop of stops) {
    const { date, last = date } = stop.dataset;
    const state = !date ? "" : last < today ? "past" : date <= today ? "today" : stop === coming && sure ? "next" : "";
    if (!state) continue;
    stop.classList.add(`is-${state}`);
    const words = list.dataset[state];
    if (!words) continue;
    const tag = document.createElement("span");
    tag.className = "date-tag";
    tag.textContent = words;
    (stop.querySelector(".stop-day, .todo-day") || stop).append(" ", tag);
  }
}

// Tables: where one would have to scroll sideways, each row becomes a card whose lines name their column.
function prepare(table) {
  const heads = [...table.querySelectorAll("thead th")].map((th) => th.textContent.trim());
  table.setAttribute("role", "table");
  for (const group of table.querySelectorAll("thead, tbody")) group.setAttribute("role", "rowgroup");
  for (const row of table.rows) {
    row.setAttribute("role", "row");
    [...row.cells].forEach((cell, index) => {
      const head = cell.tagName === "TH";
      cell.setAttribute("role", !head ? "cell" : cell.closest("thead") ? "columnheader" : "rowheader");
      if (!head && heads[index] && row.cells.length > 1) cell.dataset.label = heads[index];
      cell.classList.toggle("short", cell.textContent.trim().length < 16);
    });
  }
}
for (const frame of document.querySelectorAll(".scroll, figure.fig")) {
  const table = frame.querySelector("table");
  const stacks = table?.tHead && table.tHead.rows[0].cells.length > 2;
  let width = 0;
  const fit = () => {
    if (frame.clientWidth === width) return;
    width = frame.clientWidth;
    frame.classList.remove("stack");
    const over = frame.scrollWidth > frame.clientWidth + 1;
    if (over && stacks) {
      if (!table.hasAttribute("role")) prepare(table);
      frame.classList.add("stack");
    }
    if (over && !stacks) frame.tabIndex = 0; else frame.removeAttribute("tabindex");
  };
  fit();
  new ResizeObserver(fit).observe(frame);
}

// The whole kit in one file: one section at a time, the one the address names.
const kit = document.querySelector("[data-kit]");
if (kit) {
  const sections = [...kit.querySelectorAll(".kit-page")];
  const links = [...document.querySelectorAll(".menu a[href^='#']")];
  const turn = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const here = (target && target.closest(".kit-page")) || (target ? null : sections[0]);
    if (!here) return;
    for (const section of sections) section.classList.toggle("is-here", section === here);
    for (const link of links) {
      if (link.hash === `#${here.id}`) link.setAttribute("aria-current", "page"); else link.removeAttribute("aria-current");
    }
    const current = links.find((link) => link.hash === `#${here.id}`);
    if (current?.closest(".menu-group")) current.closest(".menu-group").open = true;
    if (wide.matches) current?.scrollIntoView({ block: "nearest" }); else menu.open = false;
    if (target) (target === here ? document.documentElement : target).scrollIntoView({ behavior: "instant" });
  };
  // A sheet is as wide as there is room for.
  const fitted = new ResizeObserver((changes) => {
    for (const { target } of changes) {
      const paper = target.querySelector(".paper");
      paper.style.zoom = 1;
      if (target.clientWidth) paper.style.zoom = Math.min(1, (target.clientWidth - 1) / paper.offsetWidth);
    }
  });
  for (const sheet of kit.querySelectorAll(".kit-sheet")) fitted.observe(sheet);
  kit.classList.add("one-at-a-time");
  addEventListener("hashchange", turn);
  turn();
}

// Two spellings a reader may mean the same by: å, aa and a; ø, oe and o; æ, ae and e; any case, any accent.
function fold(text) {
  return text.toLowerCase().normalize("NFC").replace(/æ|ae|ä/g, "e").replace(/oe|ø/g, "o").replace(/aa/g, "a")
    .normalize("NFD").replace(/\p{M}/gu, "");
}

// The filter: three letters are enough. Names that begin with them come first, then words, then any place in them.
const filter = document.querySelector("[data-filter]");
if (filter) {
  const input = filter.querySelector("input");
  const count = filter.querySelector("[role=status]");
  const found = filter.querySelector(".places");
  const areas = document.querySelector(".all-areas");
  const most = 50;
  const places = [...areas.querySelectorAll(".places > li")].map((place) => {
    const area = place.closest(".area").querySelector(".area-name").textContent;
    const called = place.querySelector("a").textContent;
    const name = ` ${fold(called)}`;
    return { place, area, called, name, words: `${name} ${fold(area)}` };
  });
  const { compare } = new Intl.Collator(document.documentElement.lang, { numeric: true });
  places.sort((a, b) => compare(a.called, b.called));
  const rank = ({ name }, word) => [name.startsWith(` ${word}`), name.includes(` ${word}`), name.includes(word), true].indexOf(true);
  const row = ({ place, area }) => {
    const copy = place.cloneNode(true);
    const where = document.createElement("span");
    where.className = "place-area";
    where.textContent = area;
    copy.querySelector("a").after(where);
    return copy;
  };
  const show = () => {
    const wanted = fold(input.value).split(/\s+/).filter(Boolean);
    const fit = wanted.length ? places.filter(({ words }) => wanted.every((word) => words.includes(word))) : [];
    fit.sort((a, b) => rank(a, wanted[0]) - rank(b, wanted[0]));
    found.replaceChildren(...fit.slice(0, most).map(row));
    areas.hidden = fit.length > 0;
    const { words, none } = filter.dataset;
    count.textContent = !wanted.length ? "" : fit.length ? words.replace("{shown}", fit.length) : none;
  };
  input.addEventListener("input", show);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && found.children.length === 1) found.querySelector("a").click();
  });
  filter.hidden = false;
  if (input.value) show();
}
