// Minutes by keys: Ctrl+Enter writes what stands of one person and goes on to the next.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const form = event.target.closest("[data-minutes]");
  if (!form) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector('[name="sau"]'));
});
// The browser drops the focus when it goes to the place named in the address; it is taken after.
addEventListener("load", () => {
  const next = location.hash && document.querySelector(location.hash);
  const first = next?.matches?.(".mt-one, #ket-thuc") && next.querySelector("select, textarea");
  setTimeout(() => (document.querySelector("#loi") ?? first)?.focus?.({ preventScroll: true }));
});
