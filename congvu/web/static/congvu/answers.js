// Answers sent one by one by the pages of review: each has one effect, however often it is sent, and
// brings a fresh token. Shared by review.js and cards.js.
const LOST = "Chưa gửi được: mất kết nối. Những gì đã gõ còn ở đây; bấm lại để gửi.";
const ENDED = "Chưa lưu: phiên làm việc đã hết hoặc không còn quyền. Đăng nhập ở thẻ khác rồi tải lại trang.";
const TOKEN = "csrfmiddlewaretoken";

const key = () => {
  if (crypto.randomUUID) return crypto.randomUUID();
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{3}).(.{3}).(.{3})(.{12}).*$/, "$1-$2a-4$3-a$4-$5");
};

export const renew = (token) => {
  for (const field of document.querySelectorAll(`[name=${TOKEN}]`)) field.value = token;
};

// What got no answer is sent again under the key it was first sent under: it has one effect.
const unanswered = new Map();

export const post = async (address, body) => {
  const press = JSON.stringify([address, [...body].filter(([name]) => name !== TOKEN)]);
  if (!unanswered.has(press)) unanswered.set(press, key());
  const headers = { "X-Requested-With": "fetch", "Idempotency-Key": unanswered.get(press) };
  let answer;
  try {
    answer = await fetch(address, { method: "POST", body, headers });
  } catch {
    return { status: 0, said: LOST };
  }
  if (!answer.headers.get("Content-Type")?.includes("json")) return { status: 0, said: ENDED };
  unanswered.delete(press);
  const told = await answer.json();
  renew(told.token);
  return { ...told, status: answer.status };
};

// The row that an answer brought, none where it left the list.
export const rowOf = (told) => {
  const made = document.createElement("template");
  made.innerHTML = told.row.trim();
  return made.content.firstElementChild;
};

// The list as its page shows it now, in place of the one shown; raises where it cannot be had.
export const renewList = async (list) => {
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  list.replaceChildren(...page.querySelector(`#${list.id}`).childNodes);
  const token = page.querySelector(`[name=${TOKEN}]`) ?? list.querySelector(`[name=${TOKEN}]`);
  if (token) renew(token.value);
};
