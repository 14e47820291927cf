// A filter that is chosen is asked for at once; without this file the form's button does it.
const form = document.querySelector("[data-filters]");
for (const select of document.querySelectorAll(`select[form="${form?.id}"]`)) {
  select.addEventListener("change", () => form.requestSubmit());
}
