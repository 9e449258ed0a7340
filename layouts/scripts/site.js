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
const now = new Date();
const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
for (const box of document.querySelectorAll("[data-only]")) box.hidden = !box.dataset.only.split(" ").includes(today);
for (const list of document.querySelectorAll("[data-line]")) {
  const stops = [...list.querySelectorAll("li")];
  const coming = stops.filter((stop) => stop.dataset.date > today).sort((a, b) => (a.dataset.date < b.dataset.date ? -1 : 1))[0];
  const sure = coming && stops.slice(0, stops.indexOf(coming)).every((stop) => stop.dataset.date);
  for (const stop of stops) {
    const { date, last = date } = stop.dataset;
    const state = !date ? "" : last < today ? "past" : date <= today ? "today" : stop === coming && sure ? "next" : "";
    if (!state) continue;
    stop.classList.add(`is-${state}`);
    if (!list.dataset[state]) continue;
    const tag = document.createElement("span");
    tag.className = "date-tag";
    tag.textContent = list.dataset[state];
    (stop.querySelector(".stop-day, .todo-day") || stop).append(" ", tag);
  }
}

// Tables: where one would have to scroll sideways, each row becomes a small card whose lines name their column.
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
for (const frame of document.querySelectorAll(".scroll")) {
  const table = frame.querySelector("table");
  const stacks = table.tHead && table.tHead.rows[0].cells.length > 2;
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

// The whole kit in one file: one section at a time, the one the address names; on paper and without scripts all of them.
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
  kit.classList.add("one-at-a-time");
  addEventListener("hashchange", turn);
  turn();
}

// The filter: every word must stand in the workplace's name or its area.
const filter = document.querySelector("[data-filter]");
if (filter) {
  const input = filter.querySelector("input");
  const count = filter.querySelector("[role=status]");
  const areas = [...document.querySelectorAll(".area")].map((area) => ({
    area,
    places: [...area.querySelectorAll(".places > li")].map((place) => ({
      place, words: `${place.textContent} ${area.querySelector("h2").textContent}`.toLowerCase(),
    })),
  }));
  const show = () => {
    const wanted = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { area, places } of areas) {
      let any = false;
      for (const { place, words } of places) {
        const fits = wanted.every((word) => words.includes(word));
        place.hidden = !fits;
        any ||= fits;
        shown += fits;
      }
      area.hidden = !any;
    }
    count.textContent = wanted.length ? filter.dataset.words.replace("{shown}", shown) : "";
  };
  input.addEventListener("input", show);
  filter.hidden = false;
  if (input.value) show();
}
