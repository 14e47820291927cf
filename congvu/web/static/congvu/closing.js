// The bar of a running close follows it, once a second; when it is over the page shows how it ended.
// Without this file the page loads itself anew.
const bar = () => document.querySelector("[data-progress][data-live]");

const look = async () => {
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = fresh.querySelector("[data-progress][data-live]");
    if (next) bar().replaceWith(next);
    else location.reload();
  } catch {
    // the line is gone for a moment: the next look tells
  }
};

const again = async () => {
  await look();
  if (bar()) setTimeout(again, 1000);
};
if (bar()) setTimeout(again, 1000);
