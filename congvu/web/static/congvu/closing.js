// The bar of a running close follows it, once a second; when it is over the page shows how it ended.
// Without this file the page loads itself anew.
const LIVE = "[data-progress][data-live]";
const PARTS = [".headed", ".lead", "[data-progress]"];
const bar = () => document.querySelector(LIVE);

const look = async () => {
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!fresh.querySelector(LIVE)) return location.reload();
    PARTS.forEach((part) => document.querySelector(part).replaceWith(fresh.querySelector(part)));
  } catch {
    // the line is gone for a moment: the next look tells
  }
};

const again = async () => {
  await look();
  if (bar()) setTimeout(again, 1000);
};
if (bar()) setTimeout(again, 1000);
