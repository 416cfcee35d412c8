"use strict";
// The page is whole without this script; it adds picking a pair, sorting, filtering, and lighting up every span of a record.

const pairs = [...document.querySelectorAll(".pair")];
if (pairs.length > 1) {
  const [first, second] = ["pick-a", "pick-b"].map((id) => document.getElementById(id));
  const names = new Map();
  for (const pair of pairs) {
    names.set(pair.dataset.a, pair.dataset.aName);
    names.set(pair.dataset.b, pair.dataset.bName);
  }
  for (const select of [first, second]) {
    for (const [id, name] of names) select.add(new Option(name, id));
  }
  first.value = pairs[0].dataset.a;
  second.value = pairs[0].dataset.b;
  const show = () => {
    let found = false;
    for (const pair of pairs) {
      const is = [pair.dataset.a, pair.dataset.b];
      const wanted = is.includes(first.value) && is.includes(second.value) && first.value !== second.value;
      pair.hidden = !wanted;
      pair.open = wanted;
      found = found || wanted;
    }
    document.getElementById("pick-none").textContent = found ? "" : "These two share no issue.";
  };
  first.addEventListener("change", show);
  second.addEventListener("change", show);
  document.querySelector(".picker").hidden = false;
  show();
  addEventListener("beforeprint", () => pairs.forEach((pair) => { pair.hidden = false; }));
  addEventListener("afterprint", show);
}

for (const table of document.querySelectorAll("table.sortable")) {
  const body = table.tBodies[0];
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const label = head.textContent.trim();
    if (!label || head.querySelector(".sr")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const order = new Intl.Collator("en", { numeric: true });
      const rows = [...body.rows].sort((a, b) => order.compare(a.cells[column].textContent, b.cells[column].textContent));
      body.append(...(down ? rows.reverse() : rows));
    });
  });
}

const filter = document.getElementById("filter");
if (filter) {
  const stance = document.getElementById("filter-stance");
  const rows = [...document.querySelectorAll("#statement-table tbody tr")];
  const words = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
  const show = () => {
    const wanted = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const row of rows) {
      const fits = wanted.every((word) => words.get(row).includes(word)) && (!stance.value || row.dataset.stance === stance.value);
      row.hidden = !fits;
      count += fits;
    }
    document.getElementById("filter-count").textContent = `${count} of ${rows.length}`;
  };
  filter.addEventListener("input", show);
  stance.addEventListener("change", show);
  document.querySelector(".filter").hidden = false;
  show();
}

const light = () => {
  for (const lit of document.querySelectorAll(".hl.lit")) lit.classList.remove("lit");
  const target = decodeURIComponent(location.hash.slice(1));
  if (!target.startsWith("t-") && !target.startsWith("r-")) return;
  const record = target.slice(2);
  for (const span of document.querySelectorAll(".hl")) {
    if (span.dataset.records.split(" ").includes(record)) span.classList.add("lit");
  }
  const row = document.getElementById(`r-${record}`);
  if (target.startsWith("r-") && row && row.hidden) {
    row.hidden = false;
    row.scrollIntoView();
  }
};
addEventListener("hashchange", light);
light();
