{% load static %}// Keeps the page of the day, and what it is made of, for when there is no net. Only the last page of
// whoever is signed in is kept, for at most a working day; leaving or coming in forgets it.
const FILES = ["{% static 'congvu/app.css' %}", "{% static 'congvu/today.css' %}", "{% static 'congvu/outbox.js' %}", "{% static 'congvu/fresh.js' %}", "{% static 'congvu/session.js' %}", "{% static 'congvu/mark.svg' %}"];
const PAGE = "{{ page }}", LEAVING = [{% for one in leaving %}"{{ one }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
const PAGES = "congvu-page", PARTS = `congvu-parts ${FILES.join(" ")}`, KEPT = {{ kept_ms }};

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open(PARTS).then((cache) => cache.addAll(FILES)));
});

self.addEventListener("activate", (event) => {
  const stale = async () => {
    for (const name of await caches.keys()) if (name !== PAGES && name !== PARTS) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(stale());
});

const kept = async () => {
  const found = await (await caches.open(PAGES)).match(PAGE);
  const age = found ? Date.now() - Number(found.headers.get("X-Kept")) : Infinity;
  return age < KEPT ? found : null;
};

const keep = async (answer) => {
  const headers = new Headers(answer.headers);
  headers.set("X-Kept", Date.now());
  await (await caches.open(PAGES)).put(PAGE, new Response(await answer.blob(), { headers }));
};

const page = async (request) => {
  try {
    const answer = await fetch(request);
    if (answer.type === "opaqueredirect" || answer.redirected) await caches.delete(PAGES);
    else if (answer.ok) await keep(answer.clone());
    return answer;
  } catch (gone) {
    const found = await kept();
    if (found) return found;
    throw gone;
  }
};

self.addEventListener("fetch", (event) => {
  const { request } = event, path = new URL(request.url).pathname;
  if (LEAVING.some((one) => path.startsWith(one))) event.waitUntil(caches.delete(PAGES));
  if (request.method !== "GET" || new URL(request.url).origin !== location.origin) return;
  if (path === PAGE) event.respondWith(page(request));
  else if (path === "/" && request.mode === "navigate")
    event.respondWith(fetch(request).catch(async () => (await kept()) ?? Response.error()));
  else if (FILES.includes(path)) event.respondWith(caches.match(path).then((found) => found ?? fetch(request)));
});
