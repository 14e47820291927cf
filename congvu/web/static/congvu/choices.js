// A person's own text is chosen by typing it; its boxes show only where it is chosen.
const radios = (name) => [...document.querySelectorAll(`input[type=radio][name="${name}"]`)];

for (const own of document.querySelectorAll("[data-own]")) {
  const sides = radios(own.dataset.own);
  const mine = sides.find((one) => one.value === "own");
  const settle = () => { own.hidden = !mine.checked; };
  for (const one of sides) one.addEventListener("change", settle);
  own.addEventListener("input", () => { mine.checked = true; });
  settle();
}
