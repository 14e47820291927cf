// The sum grows as criteria are chosen; a step and a number of one's own put each other away.
// All in hundredths of a point, whole numbers. Without this file the server adds up.
const form = document.querySelector("[data-self-score]");
const READ = /^(\d{1,3})(?:[.,](\d{1,2}))?$/;

const written = (hundredths) => {
  const text = (hundredths % 100).toString().padStart(2, "0");
  return `${Math.floor(hundredths / 100)},${text}`;
};
const short = (hundredths) => written(hundredths).replace(/,?0+$/, "") || "0";

const typed = (field) => {
  const found = READ.exec(field.value.trim());
  return found ? Number(found[1]) * 100 + Number((found[2] ?? "").padEnd(2, "0")) : undefined;
};

const given = (criterion) => {
  const exact = criterion.querySelector('[name^="so-"]');
  if (exact.value.trim()) return typed(exact);
  const step = criterion.querySelector("[type=radio]:checked");
  return step ? Number(step.dataset.hundredths) : undefined;
};

const recount = () => {
  const points = [...form.querySelectorAll(".ss")].map(given).filter((one) => one !== undefined);
  const sum = points.reduce((all, one) => all + one, 0);
  form.querySelector("[data-sum]").textContent = sum % 100 ? short(sum) : String(sum / 100);
  form.querySelector("[data-chosen]").textContent = points.length;
  const total = form.querySelector("[data-total]");
  if (total) total.textContent = written(sum + Number(form.dataset.results));
};

if (form) {
  form.addEventListener("input", (event) => {
    const criterion = event.target.closest(".ss");
    if (!criterion) return;
    if (event.target.type === "radio") criterion.querySelector('[name^="so-"]').value = "";
    if (event.target.name.startsWith("so-") && event.target.value.trim())
      for (const step of criterion.querySelectorAll("[type=radio]")) step.checked = false;
    recount();
  });
  recount();
}
document.querySelector(".ss-page .problem")?.focus();
