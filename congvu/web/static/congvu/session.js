// Two minutes before the session ends: say so, and let one press keep it open.
const notice = document.querySelector("[data-session-left]");
const said = notice.querySelector("p");
const [stay, close] = notice.querySelectorAll("button");
const WARNING = 120;
let timers = [];

function begin(seconds) {
  timers.forEach(clearTimeout);
  hide();
  timers = [
    setTimeout(warn, Math.max(0, seconds - WARNING) * 1000),
    setTimeout(over, seconds * 1000),
  ];
}

function hide() {
  if (!notice.hidden) notice.hidePopover?.();
  notice.hidden = true;
}

function tell(text, open) {
  said.textContent = text;
  stay.hidden = !open;
  if (!notice.hidden) return;
  notice.hidden = false;
  notice.showPopover?.();
}

function warn() {
  tell("Phiên làm việc sẽ đóng sau 2 phút nếu không dùng tiếp.", true);
}

function over() {
  tell("Phiên làm việc đã đóng. Những gì đã gõ còn trên trang: cứ gửi, đăng nhập lại rồi gửi tiếp.", false);
}

close.addEventListener("click", hide);
stay.addEventListener("click", async () => {
  const token = document.querySelector(".who [name=csrfmiddlewaretoken]").value;
  const answer = await fetch(notice.dataset.keep, { method: "POST", headers: { "X-CSRFToken": token } });
  if (answer.ok) begin(Number(await answer.text()));
  else over();
});
begin(Number(notice.dataset.sessionLeft));
