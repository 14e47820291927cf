// Minutes by keys: Ctrl+Enter writes what stands of one person and goes on to the next.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const form = event.target.closest("[data-minutes]");
  if (!form) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector('[name="sau"]'));
});
const open = document.querySelector(`${location.hash || "#loi"}.mt-one select`);
open?.focus({ preventScroll: true });
document.querySelector("#loi")?.focus();
