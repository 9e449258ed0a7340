// HR's table: the areas' tables become one, which is filtered and sorted here. Without scripts the areas stand one by one.
"use strict";

{
  const place = document.querySelector("[data-workplaces]");
  const form = document.querySelector("[data-choose]");
  const tables = [...place.querySelectorAll("table")];
  const rows = tables.flatMap((table) => [...table.tBodies[0].rows]);
  const order = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const [table] = tables;
  const find = form.querySelector("#find");
  const area = form.querySelector("#area");
  const stage = form.querySelector("#stage");
  const late = form.querySelector("#late");
  const words = rows.map((row) => row.textContent.toLowerCase());

  const plain = (text) => text.toLowerCase().trim().split(/\s+/);
  function show() {
    const sought = plain(find.value);
    let shown = 0;
    rows.forEach((row, n) => {
      row.hidden =
        (area.value && row.dataset.a !== area.value) ||
        (stage.value && row.dataset.s !== stage.value) ||
        (late.checked && !row.classList.contains("late")) ||
        !sought.every((word) => words[n].includes(word));
      shown += !row.hidden;
    });
    form.querySelector(".count").textContent = form.dataset.words.replace("{shown}", shown);
  }

  const key = (row, column) => {
    const cell = row.cells[column];
    return cell ? cell.dataset.k ?? cell.textContent : "";
  };
  function sort(head, column) {
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    // What is empty stands last, whichever way.
    const sorted = rows
      .map((row) => [key(row, column), row])
      .sort(([a], [b]) => !a - !b || (down ? -1 : 1) * order.compare(a, b));
    table.tBodies[0].append(...sorted.map(([, row]) => row));
  }

  if (table) {
    table.tBodies[0].append(...rows);
    place.replaceChildren(table);
    const heads = [...table.tHead.rows[0].cells];
    // On a narrow screen a row is a card, whose longer lines name their column.
    for (const row of rows) {
      for (let n = 4; n < row.cells.length; n++) row.cells[n].dataset.label = heads[n].textContent;
    }
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      button.addEventListener("click", () => sort(head, column));
      head.append(button);
    });
    form.hidden = false;
    form.addEventListener("input", show);
    form.addEventListener("submit", (event) => event.preventDefault());
    show();
  }
}
