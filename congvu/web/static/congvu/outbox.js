// Lines are kept here before they are sent, by account; their keys, made here, let each count once.
const BOX = "congvu.outbox.", CLOCK = "congvu.clock", DAY = 86400000;
const area = () => document.querySelector("[data-outbox]");
const said = () => document.querySelector("[data-box]");
const { who, send, today, log, worker } = area().dataset;
const LATER = "Chưa gửi được; sẽ gửi lại khi có mạng.";
let busy = false;
let note = "";

const read = (name, otherwise) => {
  try { return JSON.parse(localStorage.getItem(name)) ?? otherwise; } catch { return otherwise; }
};
const every = () => Object.keys(localStorage).filter((name) => name.startsWith(BOX))
  .map((name) => read(name)).filter(Boolean).sort((one, other) => one.at - other.at);
const mine = () => every().filter((line) => line.who === who);
const put = (line) => { localStorage.setItem(BOX + line.key, JSON.stringify(line)); tell(); };
const drop = (key) => { localStorage.removeItem(BOX + key); tell(); };

const uuid = () => crypto.randomUUID?.() ?? URL.createObjectURL(new Blob()).slice(-36);

// The server's day, and the days that passed here since.
const dayNow = () => {
  const { day, at } = read(CLOCK, { day: area().dataset.day, at: Date.now() });
  const midnight = (moment) => new Date(moment).setHours(0, 0, 0, 0);
  const passed = Math.round((midnight(Date.now()) - midnight(at)) / DAY);
  return new Date(Date.parse(day) + passed * DAY).toISOString().slice(0, 10);
};

const made = (tag, text, more = {}) => Object.assign(document.createElement(tag), { textContent: text, ...more });

const row = (line) => {
  const item = made("li", "");
  const mend = new URLSearchParams({ ...line.fields, key: line.key });
  item.append(made("b", line.fields["so-luong"] || "1"), ` ${line.label}`,
    made("p", line.problem, { className: "wrong" }),
    made("a", "Sửa", { href: `${log}?${mend}`, className: "btn plain" }),
    made("button", "Bỏ", { className: "btn plain", onclick: () => drop(line.key) }));
  return item;
};

const tell = () => {
  const box = said(), lines = mine(), bad = lines.filter((line) => line.problem);
  if (!box) return;
  box.hidden = !lines.length;
  box.classList.toggle("bad", bad.length > 0);
  const waiting = lines.length - bad.length;
  const words = [waiting && `${waiting} việc chờ gửi`, bad.length && `${bad.length} việc chưa ghi được`];
  const list = made("ul", "");
  list.append(...bad.map(row));
  box.replaceChildren(made("b", words.filter(Boolean).join(", ")), made("span", note, { className: "sub" }), list);
};

const probe = async () => {
  const answer = await fetch(send, { redirect: "manual", cache: "no-store" });
  if (!answer.ok) return null;
  const told = await answer.json();
  localStorage.setItem(CLOCK, JSON.stringify({ day: told.today, at: Date.now() }));
  return told;
};

const sendOne = async (line, token) => {
  const body = new URLSearchParams({ ...line.fields, key: line.key, who: line.who });
  const headers = { "X-CSRFToken": token, "Idempotency-Key": line.key };
  const answer = await fetch(send, { method: "POST", body, headers, redirect: "manual" });
  const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
  if (answer.ok && told.entry) { drop(line.key); return told.entry; }
  if (answer.status === 422) put({ ...line, problem: told.words ?? "Máy chủ không nhận dòng này." });
  return 0;
};

// Rows stay under the thumb.
const keepOrder = (fresh) => {
  const places = [...document.querySelectorAll("[data-quick] .what")].map((one) => one.href);
  const place = (item) => places.indexOf(item.querySelector(".what").href) + 1 || 99;
  const list = fresh.querySelector("[data-quick]");
  list?.append(...[...list.children].sort((one, other) => place(one) - place(other)));
};

const refresh = async (entry) => {
  const address = entry ? `${today}?vua=${entry}` : today;
  if (location.pathname !== today) { location.assign(address); return; }
  const text = await (await fetch(address)).text();
  const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("main");
  if (!fresh?.querySelector("[data-outbox]")) { location.assign(today); return; }
  const held = document.activeElement?.getAttribute("aria-label");
  keepOrder(fresh);
  document.querySelector("main").replaceWith(fresh);
  if (held) [...fresh.querySelectorAll("button")].find((one) => one.getAttribute("aria-label") === held)?.focus();
  tell();
  leaveLater();
};

const flush = async () => {
  if (busy) return;
  busy = true;
  let last = 0;
  const tried = new Set();
  try {
    const session = await probe();
    if (session?.who !== who) note = session ? "" : "Đăng nhập lại để gửi.";
    else {
      for (let line; (line = mine().find((one) => !one.problem && !tried.has(one.key))); ) {
        tried.add(line.key);
        note = "Đang gửi…";
        tell();
        last = (await sendOne(line, session.token)) || last;
      }
      note = LATER;
    }
  } catch { note = LATER; } finally { busy = false; }
  tell();
  if (last) await refresh(last).catch(() => {});
};

const leaveLater = () => {
  const just = document.querySelector("[data-just]");
  if (just) setTimeout(() => just.remove(), 10000);
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-entry]")) return;
  const fields = Object.fromEntries([...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken"));
  const { submitter } = event;
  if (submitter?.name) fields[submitter.name] = submitter.value;
  const key = form.dataset.entry === "press" ? uuid() : fields.key;
  delete fields.key;
  fields.ngay ||= dayNow();
  try { put({ key, who, fields, at: Date.now(), label: form.dataset.label }); } catch { return; }
  event.preventDefault();
  flush();
});

addEventListener("online", flush);
addEventListener("storage", tell);
addEventListener("load", () => navigator.serviceWorker?.register(worker).catch(() => {}));
leaveLater();
tell();
flush();
