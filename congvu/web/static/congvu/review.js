// Review by keys: arrows (or j, k) walk what waits, Enter accepts, one key answers otherwise; a
// reason is asked for in place. Each answer is saved by itself and brings the row as it stands and
// a fresh token; whatever is not taken stays in its field. Without this file the buttons do it all.
import { post, renewList, rowOf } from "./answers.js";

const list = document.querySelector("#danh-sach");
const one = document.querySelector("#mot");
const said = document.querySelector("[data-said]");
const KEYS = { c: "chua-dat", t: "tra-lai", x: "xac-nhan", b: "khong" };
const LABELS = {
  "chua-dat": "Vì sao chưa đạt",
  "tra-lai": "Cần bổ sung gì",
  "hieu-qua": "Vì sao chấm mức này",
  "xac-nhan": "Ghi chú (không bắt buộc)",
  khong: "Vì sao không xác nhận",
};

const rows = () => [...list.querySelectorAll(".rv")].filter((row) => !row.closest("details:not([open])"));
const has = (row, name) => row.dataset[name] !== undefined;
const live = (row) => has(row, "waits") || has(row, "claim");
const here = () => document.activeElement?.closest?.(".rv");
const tell = (text) => (said.textContent = text);
const clone = (id) => document.querySelector(id).content.firstElementChild.cloneNode(true);

const stand = (row) => {
  for (const other of list.querySelectorAll('.rv[tabindex="0"]')) other.tabIndex = -1;
  row.tabIndex = 0;
  row.focus();
};

const walk = (step) => {
  const every = rows();
  const at = every.indexOf(here());
  const next = at < 0 ? every.find(live) : every[at + step];
  if (next) stand(next);
};

const onward = (from) => {
  const every = rows();
  const at = every.indexOf(from);
  const next = every.slice(at + 1).find(live) ?? every.find(live);
  if (next) stand(next);
  else if (from) stand(from);
};

const recount = () => {
  const left = [...list.querySelectorAll(".rv")];
  const plain = (within) => [...within.querySelectorAll(".rv[data-plain][data-waits]")].length;
  for (const button of list.querySelectorAll("[data-group], [data-all]")) {
    const number = plain(button.closest("section") ?? list);
    button.hidden = !number;
    button.firstElementChild.textContent = `Nghiệm thu ${number} việc không có gì lạ`;
  }
  if (document.querySelector(".months")) return;
  const waiting = left.filter((row) => has(row, "waits")).length;
  const look = left.filter((row) => live(row) && !has(row, "plain")).length;
  const facts = waiting || look ? [`${waiting} việc chờ nghiệm thu`, `${look} cần xem`] : ["Không còn việc nào chờ ông/bà duyệt"];
  list.querySelector(".tell").replaceChildren(
    ...facts.map((text) => Object.assign(document.createElement("span"), { textContent: text })),
  );
};

const filled = (pairs) => {
  const body = new FormData(one);
  for (const [name, value] of Object.entries(pairs)) body.set(name, value);
  return body;
};

const send = async (row, act, fields = {}) => {
  if (row.ariaBusy === "true") return;
  row.ariaBusy = "true";
  tell("đang lưu…");
  const told = await post(row.dataset.at, filled({ lam: act, ...fields }));
  row.ariaBusy = "false";
  tell(told.said);
  if (told.status !== 200 && told.status !== 409) return refused(row, act, fields, told.said);
  const fresh = rowOf(told);
  if (fresh) row.replaceWith(fresh);
  else row.remove();
  recount();
  if (told.status === 200) return fresh && live(fresh) ? stand(fresh) : onward(fresh);
  if (fresh) stand(fresh);
  if (fresh && live(fresh) && fields["ly-do"]) ask(fresh, act, fields).querySelector("[name=ly-do]").focus();
};

const refused = (row, act, fields, text) => {
  const form = row.querySelector(".rv-ask") ?? ask(row, act, fields);
  const wrong = form.querySelector("[data-wrong]");
  wrong.textContent = text;
  wrong.hidden = false;
  form.querySelector("[name=ly-do]").focus();
};

const close = (row) => row.querySelector(".rv-ask")?.remove();

const ask = (row, act, given = {}) => {
  close(row);
  const form = clone("#hoi");
  const reason = form.querySelector("[name=ly-do]");
  form.querySelector("[data-label]").textContent = LABELS[act] ?? "Lý do";
  reason.value = given["ly-do"] ?? "";
  const days = form.querySelector("[data-days]");
  if (act === "xac-nhan") {
    form.elements.ngay.value = given.ngay ?? row.dataset.days;
    form.elements.lan.value = given.lan ?? row.dataset.failed;
  } else days.remove();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const sent = Object.fromEntries(new FormData(form));
    send(row, act, given.muc === undefined ? sent : { ...sent, muc: given.muc });
  });
  form.querySelector("[data-close]").addEventListener("click", () => (close(row), stand(row)));
  row.append(form);
  (act === "xac-nhan" ? form.elements.ngay : reason).focus();
  return form;
};

// An act on a row: some are sent at once, some ask first.
const act = (row, name, step) => {
  const report = name === "chua-dat" || name === "tra-lai" || name === "nhan";
  if (report && !has(row, "waits")) return;
  if ((name === "xac-nhan" || name === "khong") && !has(row, "claim")) return;
  if (name === "hieu-qua" && !has(row, "waits") && !has(row, "accepted")) return;
  const asks = document.querySelector("#nut").content.querySelector(`[data-step="${step}"][data-asks]`);
  if (name === "nhan" || (name === "hieu-qua" && !asks)) send(row, name, step === undefined ? {} : { muc: step });
  else ask(row, name, step === undefined ? {} : { muc: step });
};

const open = (row) => {
  const shown = row.querySelector(".rv-acts");
  for (const other of list.querySelectorAll(".rv-acts")) other.remove();
  if (shown || !(live(row) || has(row, "accepted"))) return;
  const made = clone("#nut");
  for (const button of made.children) {
    const cause = button.dataset.act === "xac-nhan" || button.dataset.act === "khong";
    const grade = button.dataset.act === "hieu-qua";
    button.hidden = cause ? !has(row, "claim") : !has(row, "waits") && !(grade && has(row, "accepted"));
    button.addEventListener("click", () => act(row, button.dataset.act, button.dataset.step));
  }
  row.append(made);
};

const pressed = (event) => {
  const row = here();
  if (event.key === "Escape" && row) return close(row), stand(row);
  if (event.altKey || event.ctrlKey || event.metaKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
  const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[name];
  if (step) walk(step);
  else if (name === "a") list.querySelector("[data-all]:not([hidden])")?.focus();
  else if (name === "g") row?.closest("section").querySelector("[data-group]:not([hidden])")?.focus();
  else if (!row) return;
  else if (name === "Enter" && document.activeElement === row) act(row, "nhan");
  else if (KEYS[name]) act(row, KEYS[name]);
  else if (/^[1-4]$/.test(name)) act(row, "hieu-qua", String(Number(name) - 1));
  else return;
  event.preventDefault();
};

const together = async (event) => {
  event.preventDefault();
  const button = event.submitter;
  const within = has(button, "group") ? button.closest("section") : list;
  const plain = [...within.querySelectorAll(".rv[data-plain][data-waits]")];
  button.disabled = true;
  tell("đang lưu…");
  const dong = plain.map((row) => `${row.dataset.row}:${row.dataset.seen}`).join(" ");
  const told = await post(event.target.action, filled({ dong, nguoi: button.value }));
  button.disabled = false;
  tell(told.said);
  if (told.status !== 200) return button.focus();
  await again();
  onward();
};

// Take the list as the page shows it now; where it cannot be had, the page is loaded anew.
const again = async () => {
  try {
    await renewList(list);
    begin();
  } catch {
    location.reload();
  }
};

const begin = () => {
  list.querySelector("[data-keys]").hidden = false;
  for (const row of list.querySelectorAll(".rv")) row.tabIndex = -1;
  const first = rows().find(live);
  if (first) first.tabIndex = 0;
  list.querySelector("#gop").addEventListener("submit", together);
};

if (list) {
  begin();
  one.addEventListener("submit", (event) => {
    event.preventDefault();
    send(event.submitter.closest(".rv"), "nhan");
  });
  list.addEventListener("click", (event) => {
    const row = event.target.closest(".rv");
    const other = event.target.closest(".rv-do .tap");
    if (!row || (!other && event.target.closest("a, button, input, label, form, .rv-acts"))) return;
    if (other && !live(row)) return;
    event.preventDefault();
    open(row);
  });
  document.addEventListener("keydown", pressed);
  window.addEventListener("beforeunload", (event) => {
    const typed = [...list.querySelectorAll('.rv-ask [name="ly-do"]')].some((field) => field.value);
    if (typed || list.querySelector('[aria-busy="true"]')) event.preventDefault();
  });
}
