// Filter and sort the units without a page load; without this file the same links and form do it.

// Vietnamese text without diacritics, as the server folds it.
const fold = (text) =>
  text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase().replace(/\s+/g, " ").trim();

const table = document.querySelector("[data-units]");
const body = table.tBodies[0];
const input = document.querySelector("[data-filter]");
const told = document.querySelector("[data-count]");
const none = document.querySelector("[data-none]");
const total = told.textContent.match(/\d+(?=\D*$)/)[0];

const filter = () => {
  const wanted = fold(input.value);
  let shown = 0;
  for (const row of body.rows) {
    row.hidden = !row.dataset.key.includes(wanted);
    shown += row.hidden ? 0 : 1;
  }
  told.textContent = `${shown} trong ${total} đơn vị`;
  none.hidden = shown > 0;
};

const sort = (event) => {
  const link = event.target.closest("[data-sort]");
  if (!link || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const head = link.closest("th");
  const column = Number(link.dataset.sort);
  const down = head.getAttribute("aria-sort") === (column ? "descending" : "ascending") ? !column : !!column;
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  const value = (row) => Number(row.dataset.values.split(" ")[column]);
  const rows = [...body.rows].sort((one, two) => (down ? value(two) - value(one) : value(one) - value(two)));
  body.append(...rows);
};

input.addEventListener("input", filter);
table.tHead.addEventListener("click", sort);
