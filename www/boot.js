// Starts the app, and then, once it rests, the service worker that lets it work without a network. A file of its own
// because the page's policy allows no inline script.

const page = document.documentElement;

try {
  const { js, wasm } = document.querySelector("script[data-wasm]").dataset;
  const { default: init } = await import(js);
  await init({ module_or_path: wasm });
  await settled();
  await keepOffline();
} catch (error) {
  if (!page.dataset.state) document.getElementById("boot").hidden = false;
  throw error;
}

// Resolves when the app has said that it is live and the browser has nothing better to do.
async function settled() {
  await new Promise((resolve) => {
    const live = () => page.dataset.state && (watch.disconnect(), resolve());
    const watch = new MutationObserver(live);
    watch.observe(page, { attributeFilter: ["data-state"] });
    live();
  });
  await new Promise((resolve) => (window.requestIdleCallback ?? setTimeout)(resolve));
}

// Keeps every file of the app in the browser. After data-offline says "ready", nothing more is asked of the host;
// data-update says "waiting" where a newer version is kept and takes over on the message "update".
async function keepOffline() {
  const service = navigator.serviceWorker;
  if (!service || !window.isSecureContext) return;
  const registration = await service.register("./sw.js", { updateViaCache: "none" }).catch(() => undefined);
  if (!registration) return;
  const told = () => registration.waiting && service.controller && (page.dataset.update = "waiting");
  registration.addEventListener("updatefound", () => registration.installing.addEventListener("statechange", told));
  told();
  if (!service.controller) {
    await new Promise((resolve) => service.addEventListener("controllerchange", resolve, { once: true }));
  }
  page.dataset.offline = "ready";
}
