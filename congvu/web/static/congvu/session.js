// Two minutes before the session ends: say so, and let one press keep it open.
const notice = document.querySelector("[data-session-left]");
const said = notice.querySelector("p");
const stay = notice.querySelector("button");
const WARNING = 120;
let timers = [];

function begin(seconds) {
  timers.forEach(clearTimeout);
  notice.hidden = true;
  timers = [
    setTimeout(warn, Math.max(0, seconds - WARNING) * 1000),
    setTimeout(over, seconds * 1000),
  ];
}

function warn() {
  said.textContent = "Phiên làm việc sẽ đóng sau 2 phút nếu không dùng tiếp.";
  stay.hidden = false;
  notice.hidden = false;
}

function over() {
  said.textContent = "Phiên làm việc đã đóng. Những gì đã gõ còn trên trang: cứ gửi, đăng nhập lại rồi gửi tiếp.";
  stay.hidden = true;
}

stay.addEventListener("click", async () => {
  const token = document.querySelector(".who [name=csrfmiddlewaretoken]").value;
  const answer = await fetch(notice.dataset.keep, { method: "POST", headers: { "X-CSRFToken": token } });
  if (answer.ok) begin(Number(await answer.text()));
  else over();
});
begin(Number(notice.dataset.sessionLeft));
