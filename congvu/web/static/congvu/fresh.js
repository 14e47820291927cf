// A page that the browser brings back out of its memory still bears the token of its first showing.
// Whoever sends from it now means it: mark its forms, so that they are not taken for the old sending.
const again = () => {
  for (const form of document.querySelectorAll('form[method="post"]')) {
    const mark = form.elements.namedItem("luot") ?? form.appendChild(document.createElement("input"));
    mark.type = "hidden";
    mark.name = "luot";
    mark.value = String(Date.now());
  }
};
const [arrival] = performance.getEntriesByType("navigation");
addEventListener("pageshow", (event) => {
  if (event.persisted || arrival?.type === "back_forward") again();
});
