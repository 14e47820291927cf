// Cards answered by keys: arrows walk, Enter confirms at the points that stand, a digit goes to a
// criterion, a letter to the words. Each answer is saved by itself and brings the card as it stands;
// what is not taken stays in its fields. Without this file the forms do it all.
import { post, renewList, rowOf } from "./answers.js";

const list = document.querySelector("#danh-sach");
const said = document.querySelector("[data-said]");
const REASON = "Điểm ở mức cao nhất hoặc dưới mức hoàn thành: ghi lý do rồi Enter.";
const STEP = "Chọn mức và ghi lý do cho tiêu chí đ, e rồi Enter.";
const READ = /^(\d{1,3})(?:[.,](\d{1,2}))?$/;

const rows = () => [...list.querySelectorAll(".cd")];
const has = (row, name) => row.dataset[name] !== undefined;
const here = () => document.activeElement?.closest?.(".cd");
const tell = (text) => (said.textContent = text);
const review = (row) => row.querySelector("[data-review]");

const stand = (row) => {
  for (const other of list.querySelectorAll('.cd[tabindex="0"]')) other.tabIndex = -1;
  row.tabIndex = 0;
  row.focus();
};

const walk = (step) => {
  const every = rows();
  const at = every.indexOf(here());
  const next = at < 0 ? every.find((row) => has(row, "waits")) : every[at + step];
  if (next) stand(next);
};

const onward = (from) => {
  const every = rows();
  const left = (row) => has(row, "waits") && !has(row, "plain");
  const next = every.slice(every.indexOf(from) + 1).find(left) ?? every.find(left) ?? from;
  if (next) stand(next);
};

const points = (text) => {
  const found = READ.exec(text.trim());
  return found ? Number(found[1]) * 100 + Number((found[2] ?? "").padEnd(2, "0")) : 0;
};

const resum = (form) => {
  const sum = [...form.querySelectorAll('[name^="t-"]')].reduce((all, one) => all + points(one.value), 0);
  const part = (sum % 100).toString().padStart(2, "0").replace(/0$/, "");
  form.closest(".cd").querySelector("[data-sum]").textContent = sum % 100 ? `${Math.floor(sum / 100)},${part}` : `${sum / 100}`;
};

const recount = () => {
  const button = list.querySelector("[data-all]");
  const plain = list.querySelectorAll(".cd[data-plain]").length;
  if (button) {
    button.textContent = `Xác nhận ${plain} phiếu không có gì bất thường`;
    button.closest("form").hidden = !plain;
  }
  if (document.querySelector(".months")) return;
  const waiting = list.querySelectorAll(".cd[data-waits]").length;
  const facts = [`${rows().length} phiếu`, waiting ? `${waiting} chờ ông/bà` : "không còn phiếu nào chờ ông/bà"];
  list.querySelector(".tell").replaceChildren(
    ...facts.map((text) => Object.assign(document.createElement("span"), { textContent: text })),
  );
};

const wrong = (row, text, field) => {
  const line = row.querySelector("[data-wrong]");
  line.textContent = text;
  line.hidden = !text;
  if (!text) return;
  const named = field && row.querySelector(`[name="${CSS.escape(field)}"]`);
  const where = named ?? row.querySelector("[name=ly-do], [name=can-sua]");
  const fold = where?.closest("details");
  if (fold) fold.open = true;
  (where ?? row).focus();
};

// What is known to be missing is asked for before anything is sent.
const missing = (row, form) => {
  for (const step of form.querySelectorAll(".cd-step")) {
    const chosen = step.querySelector(":checked");
    const reason = step.querySelector("[name$=ly-do]");
    if (!chosen) return [STEP, step.querySelector("[type=radio]").name];
    if (!reason.value.trim()) return [STEP, reason.name];
  }
  return has(row, "asks") && !form.elements["ly-do"].value.trim() ? [REASON, "ly-do"] : undefined;
};

const send = async (form, button) => {
  const row = form.closest(".cd");
  if (row.ariaBusy === "true") return;
  const lacks = form.matches("[data-review]") && missing(row, form);
  if (lacks) return wrong(row, ...lacks);
  const body = new FormData(form);
  body.set("viec", button.value);
  row.ariaBusy = "true";
  tell("đang lưu…");
  const told = await post(form.action, body);
  row.ariaBusy = "false";
  tell(told.said);
  if (told.status !== 200 && told.status !== 409) return wrong(row, told.said, told.field);
  const fresh = rowOf(told);
  if (!fresh) return row.remove(), recount(), onward();
  row.replaceWith(fresh);
  recount();
  if (told.status === 409) return stand(fresh);
  onward(fresh);
};

const open = (row, selector, field) => {
  const fold = row.querySelector(selector);
  if (!fold) return;
  fold.open = true;
  fold.querySelector(`[name=${field}]`).focus();
};

const WORDS = { n: ["[data-words]", "nhan-xet"], l: ["[data-words]", "ly-do"], t: ["[data-back]", "can-sua"] };

const pressed = (event) => {
  const row = here();
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === "Escape" && row) return stand(row);
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
  const radio = event.target.type === "radio";
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && !radio) walk(step);
  else if (typing) return;
  else if (event.key === "a") list.querySelector("[data-all]")?.focus();
  else if (!row) return;
  else if (event.key === "Enter" && event.target === row) {
    const form = review(row);
    if (form) send(form, form.querySelector("[name=viec]"));
  } else if (/^[0-9]$/.test(event.key) && review(row)) {
    const every = review(row).querySelectorAll('[name^="t-"]');
    every[(Number(event.key) + 9) % 10]?.select();
  } else if (WORDS[event.key]) open(row, ...WORDS[event.key]);
  else return;
  event.preventDefault();
};

const together = async (form) => {
  const button = form.querySelector("[data-all]");
  button.disabled = true;
  tell("đang lưu…");
  const told = await post(form.action, new FormData(form));
  button.disabled = false;
  tell(told.said);
  if (told.status !== 200) return button.focus();
  try {
    await renewList(list);
    begin();
    onward();
  } catch {
    location.reload();
  }
};

const begin = () => {
  list.querySelector("[data-keys]").hidden = false;
  for (const row of rows()) row.tabIndex = -1;
  const first = rows()[0];
  if (first) first.tabIndex = 0;
};

if (list) {
  begin();
  list.addEventListener("submit", (event) => {
    event.preventDefault();
    if (event.target.id === "gop") together(event.target);
    else send(event.target, event.submitter);
  });
  list.addEventListener("input", (event) => {
    const form = event.target.form;
    if (!form?.matches("[data-review]")) return;
    form.dataset.touched = "";
    if (event.target.name.startsWith("t-")) resum(form);
  });
  document.addEventListener("keydown", pressed);
  window.addEventListener("beforeunload", (event) => {
    if (list.querySelector('[data-touched], [aria-busy="true"]')) event.preventDefault();
  });
}
