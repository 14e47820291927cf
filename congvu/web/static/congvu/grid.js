// Edit the grid in place: arrows walk, Enter or a click edits, Tab saves and goes on, Ctrl+Z takes
// back, Ctrl+V lays a block of cells down. The server checks every cell and answers with the row;
// whatever it does not simply accept is sent again as the plain form, which shows the whole page.
const table = document.querySelector("[data-grid]");
const body = table?.tBodies[0];
const sender = document.querySelector("#o");
const saving = document.querySelector("[data-saving]");
const heads = new Map([...(table?.querySelectorAll("th[data-col]") ?? [])].map((one) => [one.dataset.col, one]));
let active = null;
let editor = null;
let waiting = 0;
let queue = Promise.resolve();
let leaving = false;

const cells = (row) => [...row.querySelectorAll("td[data-col]")];
const rows = () => [...body.querySelectorAll("tr[data-row]")];
const raw = (cell) => cell.dataset.raw ?? cell.querySelector(".t").textContent;

const activate = (cell, focus = true) => {
  if (!cell) return;
  if (active) active.tabIndex = -1;
  active = cell;
  cell.tabIndex = 0;
  if (focus) cell.focus();
};

const neighbour = (cell, down, right) => {
  const row = cell.closest("tr");
  const at = cells(row).indexOf(cell) + right;
  const listed = rows();
  const there = listed[listed.indexOf(row) + down];
  return there && cells(there)[at];
};

const onward = (cell, step) => {
  const every = [...body.querySelectorAll("tr[data-row] td[data-col]")];
  return every[every.indexOf(cell) + step];
};

const field = (cell) => {
  const head = heads.get(cell.dataset.col);
  const look = head.dataset.look;
  const made = document.createElement(look === "choice" ? "select" : look === "lines" ? "textarea" : "input");
  if (look === "choice") {
    made.append(head.querySelector("template").content.cloneNode(true));
    if (![...made.options].some((one) => one.value === raw(cell))) made.add(new Option(raw(cell), raw(cell)));
  }
  if (look === "number") made.inputMode = "decimal";
  if (look === "lines") made.rows = 4;
  made.setAttribute("aria-label", `${cell.dataset.label}, dòng ${cells(cell.closest("tr"))[0].querySelector(".t")?.textContent ?? ""}`);
  return made;
};

const edit = (cell, first) => {
  if (editor) return;
  activate(cell, false);
  editor = field(cell);
  editor.value = first ?? raw(cell);
  editor.kept = [...cell.childNodes];
  cell.replaceChildren(editor);
  cell.classList.add("writing");
  editor.focus();
  if (first === undefined && editor.select) editor.select();
  editor.addEventListener("blur", () => close(true));
};

// Leave the editor, sending what was typed (or dropping it); returns the cell.
const close = (keeps) => {
  if (!editor) return active;
  const made = editor;
  const cell = made.closest("td");
  editor = null;
  cell.classList.remove("writing");
  cell.replaceChildren(...made.kept);
  if (keeps && made.value !== raw(cell)) send(cell, made.value);
  return cell;
};

const tell = (text) => (saving.textContent = text);

const send = (cell, value) => {
  cell.dataset.raw = value;
  const told = cell.querySelector(".t");
  told.textContent = value;
  cell.setAttribute("aria-busy", "true");
  waiting += 1;
  const row = cell.closest("tr").dataset.row;
  queue = queue.then(() => post(row, cell.dataset.col, value)).finally(() => (waiting -= 1));
};

const form = (pairs) => {
  const sent = new FormData(sender);
  for (const [name, value] of pairs) sent.append(name, value);
  return sent;
};

const post = async (id, column, value) => {
  if (leaving) return;
  const row = body.querySelector(`tr[data-row="${id}"]`);
  const pairs = [["viec", "luu"], ["dong", id], ["ban", row.dataset.seen], [`o-${column}`, value]];
  let answer;
  try {
    answer = await fetch(sender.action, { method: "POST", body: form(pairs), headers: { "X-Requested-With": "fetch" } });
  } catch {
    tell("Chưa lưu được ô vừa sửa: mất kết nối. Chữ đã gõ còn trong bảng; sửa lại ô đó để gửi lại.");
    delete row.querySelector(`td[data-col="${column}"]`).dataset.raw;
    return;
  }
  if (!answer.ok) return go(sender, pairs);
  const { row: html, told } = await answer.json();
  if (document.querySelector("[data-told]")) document.querySelector("[data-told]").textContent = told;
  renew(row, html);
  tell("");
};

// Put the server's row in place of ours, but for a cell that is being written or waits to be sent.
const renew = (row, html) => {
  const made = document.createElement("template");
  made.innerHTML = html;
  const fresh = made.content.querySelector("tr");
  const sent = new Set([...row.querySelectorAll("td[aria-busy=true]")].slice(1));
  row.dataset.seen = fresh.dataset.seen;
  row.className = fresh.className;
  [...row.cells].forEach((old, at) => {
    const now = fresh.cells[0];
    now.remove();
    if (old.contains(editor) || (waiting > 1 && sent.has(old))) return;
    if (old.querySelector(":checked")) now.querySelector("input").checked = true;
    const held = old === active;
    const focused = old === document.activeElement;
    old.replaceWith(now);
    if (held) activate(now, focused);
  });
};

// Send as a plain form: the browser shows whatever page answers.
const go = (target, pairs) => {
  leaving = true;
  for (const [name, value] of pairs) {
    const made = document.createElement("textarea");
    made.name = name;
    made.value = value;
    target.append(made);
  }
  target.submit();
};

const block = (text) => {
  const listed = rows();
  const row = active.closest("tr");
  const lines = text.replace(/\r?\n$/, "").split("\n").length;
  const below = listed.slice(listed.indexOf(row)).slice(0, lines);
  const right = cells(row).slice(cells(row).indexOf(active));
  const pairs = [["viec", "khoi"], ["chu", text]];
  pairs.push(...below.map((one) => ["dong", `${one.dataset.row}:${one.dataset.seen}`]));
  pairs.push(...right.map((one) => ["cot", one.dataset.col]));
  queue.then(() => go(sender, pairs));
};

const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

const walks = (event, cell) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") {
    event.preventDefault();
    queue.then(() => go(document.querySelector("#hoan-tac"), []));
  } else if (event.ctrlKey || event.metaKey || event.altKey) {
    return;
  } else if (STEPS[event.key]) {
    event.preventDefault();
    activate(neighbour(cell, ...STEPS[event.key]));
  } else if (event.key === "Enter" || event.key === "F2") {
    event.preventDefault();
    edit(cell);
  } else if (event.key === "Delete" && raw(cell)) {
    send(cell, "");
  } else if (event.key.length === 1 && event.key !== " ") {
    const chooses = heads.get(cell.dataset.col).dataset.look === "choice";
    edit(cell, chooses ? undefined : "");
  }
};

const writes = (event, cell) => {
  const breaks = event.key === "Enter" && (event.shiftKey || event.altKey) && editor.tagName === "TEXTAREA";
  if (event.isComposing || breaks) return;
  if (event.key === "Escape") {
    activate(close(false));
  } else if (event.key === "Enter") {
    event.preventDefault();
    const left = close(true);
    activate(neighbour(left, 1, 0) ?? left);
  } else if (event.key === "Tab") {
    const next = onward(cell, event.shiftKey ? -1 : 1);
    if (!next) return;
    event.preventDefault();
    close(true);
    edit(next);
  }
};

const begin = () => {
  table.setAttribute("role", "grid");
  document.querySelector("[data-keys]").hidden = false;
  for (const cell of body.querySelectorAll("td[data-col]")) cell.tabIndex = -1;
  activate(body.querySelector("td[data-col]"), false);
  body.addEventListener("keydown", (event) => {
    const cell = event.target.closest("td[data-col]");
    if (!cell) return;
    if (editor) writes(event, cell);
    else if (event.target === cell) walks(event, cell);
  });
  body.addEventListener("click", (event) => {
    const cell = event.target.closest("td[data-col]");
    if (cell && !cell.contains(editor)) edit(cell);
  });
  document.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain");
    if (editor || document.activeElement !== active || !text) return;
    event.preventDefault();
    if (/[\t\n]/.test(text.replace(/\r?\n$/, ""))) block(text);
    else send(active, text.trim());
  });
  window.addEventListener("beforeunload", (event) => {
    if (waiting && !leaving) event.preventDefault();
  });
};

if (sender && body?.querySelector("td[data-col]")) begin();
