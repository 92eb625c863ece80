// Starts the door, then the house behind it, then, once all rests, the service worker that lets it work without a
// network. A file of its own because the page's policy allows no inline script.

const page = document.documentElement;

// The house: every screen but the first. Fetched when the door is open, or when it is asked for, whichever is first.
let house;
const fetched = () => (house ??= fetchHouse().catch((error) => ((house = undefined), Promise.reject(error))));
async function fetchHouse() {
  const app = await import("./app.js");
  await app.default();
  return app;
}
document.addEventListener("carteira:enter", async ({ detail }) => {
  try {
    (await fetched()).enter(detail);
  } catch (error) {
    document.dispatchEvent(new Event("carteira:closed"));
    throw error;
  }
});

try {
  const { js, wasm } = document.querySelector("script[data-wasm]").dataset;
  const { default: init } = await import(js);
  await init({ module_or_path: wasm });
} catch (error) {
  document.getElementById("boot").hidden = false;
  throw error;
}
await says("state");
await new Promise((resolve) => (window.requestIdleCallback ?? setTimeout)(resolve));
await fetched();
// Not before the engine has started its helpers: WebKit has the host answer whoever a worker of before starts later.
await says("loaded");
await keepOffline();

// Resolves when the page says something by this attribute.
function says(name) {
  return new Promise((resolve) => {
    const look = () => name in page.dataset && (watch.disconnect(), resolve());
    const watch = new MutationObserver(look);
    watch.observe(page, { attributeFilter: [`data-${name}`] });
    look();
  });
}

// Keeps every file of the app in the browser; then data-offline says "ready", and nothing more is asked of the host.
// data-update says "waiting" where a newer version is kept too: it takes over on the message "update", or when the last
// page is closed.
async function keepOffline() {
  const service = navigator.serviceWorker;
  if (!service || !window.isSecureContext) return;
  // By way of the browser's cache: the check for a newer version that some browsers make whenever a worker starts is
  // then answered without the network.
  const registration = await service.register("./sw.js", { updateViaCache: "all" });
  const told = () => {
    if (registration.waiting && service.controller) page.dataset.update = "waiting";
  };
  registration.addEventListener("updatefound", () => registration.installing.addEventListener("statechange", told));
  if (service.controller) {
    // The check of this visit is due some time after loading. Have it made now, so that it is behind us.
    await registration.update().catch(() => {});
  } else {
    await new Promise((resolve) => service.addEventListener("controllerchange", resolve, { once: true }));
  }
  told();
  page.dataset.offline = "ready";
}
