// Arrow keys walk the rows of a table; Enter follows the row's link (the browser does that).
const links = () => [...document.querySelectorAll("tr[data-row]:not([hidden]) th a")];

const walk = (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const rows = links();
  const here = rows.indexOf(document.activeElement);
  if (!step || !rows.length || (here < 0 && step < 0)) return;
  event.preventDefault();
  rows[Math.min(Math.max(here + step, 0), rows.length - 1)].focus();
};

document.addEventListener("keydown", walk);
