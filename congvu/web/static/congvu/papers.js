// A run of papers goes on beside the page: look again every second until it is done.
const EVERY = 1000;

async function lookAgain() {
  const shown = document.getElementById("lan-in");
  if (!shown?.hasAttribute("data-waits")) return;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (answer.ok) {
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      const next = fresh.getElementById("lan-in");
      if (next) {
        shown.replaceWith(next);
        document.title = fresh.title;
      }
    }
  } catch {
    // Out of reach for a moment: the next look tells.
  }
  setTimeout(lookAgain, EVERY);
}

setTimeout(lookAgain, EVERY);
