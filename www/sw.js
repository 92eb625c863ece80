// Serves Carteira from the browser's own store, so that it works without a network and asks the host for nothing.
// The build fills in the three constants (scripts/finish.py).

const VERSION = "";
const POLICY = "";
// [path, its hash]: a file that is not what was built is refused, and with it the whole version.
const FILES = [];

const PREFIX = `carteira ${new URL(registration.scope).pathname} `;
const STORE = PREFIX + VERSION;

addEventListener("install", (event) => event.waitUntil(fill()));
addEventListener("activate", (event) => event.waitUntil(takeOver()));
addEventListener("fetch", (event) => {
  if (event.request.method === "GET") event.respondWith(answer(event.request));
});
addEventListener("message", (event) => {
  if (event.data === "update") skipWaiting();
});

async function fill() {
  const store = await caches.open(STORE);
  await Promise.all(
    FILES.map(async ([path, integrity]) => {
      const response = await fetch(path, { integrity, cache: "no-cache" });
      if (!response.ok) throw new Error(`${path}: ${response.status}`);
      await store.put(path, await fenced(response));
    }),
  );
}

// A worker has the policy of its own response, not of the page that starts it, and plain hosts send none: add it here.
async function fenced(response) {
  const headers = {
    "Content-Type": response.headers.get("Content-Type") ?? "application/octet-stream",
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
  };
  return new Response(await response.blob(), { headers });
}

// The page that installed the first version goes on under it at once: its later workers come from here too.
async function takeOver() {
  const stale = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== STORE);
  await Promise.all(stale.map((name) => caches.delete(name)));
  await clients.claim();
}

async function answer(request) {
  const store = await caches.open(STORE);
  const path = new URL(request.url).pathname;
  const isPage = path === new URL("./", location).pathname || path === new URL("./index.html", location).pathname;
  return (await store.match(isPage ? "./" : request, { ignoreSearch: true })) ?? fetch(request);
}
