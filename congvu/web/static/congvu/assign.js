// Find products and people while typing, and sum the shares; without this file the form's own
// buttons do it.
const bare = (text) =>
  text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();

const search = document.querySelector("[data-search]");
const products = document.querySelector("[data-products]");
let asked = 0;
let timer;

const find = async () => {
  const mine = ++asked;
  const chosen = document.querySelector("input[name=san-pham]:checked")?.value ?? "";
  const query = new URLSearchParams({ tim: search.value, chon: chosen });
  try {
    const answer = await fetch(`${search.dataset.search}&${query}`);
    if (answer.ok && mine === asked) products.innerHTML = await answer.text();
  } catch {
    // The button “Tìm” still works.
  }
};

search?.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(find, 150);
});
search?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  event.preventDefault();
  find();
});

const filter = document.querySelector("[data-people-filter]");
if (filter) {
  filter.hidden = false;
  filter.addEventListener("input", () => {
    const wanted = bare(filter.value.trim());
    for (const row of document.querySelectorAll("[data-people] .pick-row"))
      row.hidden = !bare(row.textContent).includes(wanted) && !row.querySelector(":checked");
  });
}

const shares = [...document.querySelectorAll("[data-share]")];
const told = document.querySelector("[data-share-sum]");
const add = () => {
  const typed = shares.filter((one) => one.value.trim());
  const sum = typed.reduce((all, one) => all + Math.round(100 * Number(one.value.replace(",", "."))), 0);
  told.textContent = typed.length ? `Cộng: ${(sum / 100).toString().replace(".", ",")} %, cần đúng 100 %.` : "";
  told.classList.toggle("wrong", typed.length > 0 && sum !== 10000);
};
for (const one of shares) {
  one.addEventListener("input", () => {
    const tick = one.closest(".pick-row")?.querySelector("input[name=nguoi]");
    if (tick && one.value.trim()) tick.checked = true;
    add();
  });
}
if (shares.length) add();
