// Starts Carteira from one file that has everything in it (scripts/single.py puts the parts in). It asks nobody for
// anything, so it can be opened from a folder. A worker is made of its text, and is sent its wasm.

const text = (id) => document.getElementById(id).textContent;

const compiled = {};
const wasm = (id) => (compiled[id] ??= compile(id));
async function compile(id) {
  const packed = Uint8Array.from(atob(text(id)), (c) => c.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return WebAssembly.compile(await new Response(stream).arrayBuffer());
}

const WORKERS = { "./worker_loader.js": "worker", "./sheets_loader.js": "sheets" };
globalThis.Worker = class extends Worker {
  constructor(loader, options) {
    const name = WORKERS[loader];
    const script = new Blob([text(`${name}-js`), text("worker-start")], { type: "text/javascript" });
    super(URL.createObjectURL(script), { ...options, type: "classic" });
    const helper = text("worker-js") + text("helper-start");
    wasm(`${name}-wasm`).then((module) => this.postMessage({ module, helper }));
  }
};

const door = (() => {
  /* door.js */
})();
const house = (() => {
  /* app.js */
})();

const page = document.documentElement;
const inside = () => wasm("app-wasm").then((module) => house.default({ module_or_path: module }));
document.addEventListener("carteira:enter", async ({ detail }) => {
  try {
    await inside();
    house.enter(detail);
  } catch (error) {
    document.dispatchEvent(new Event("carteira:closed"));
    throw error;
  }
});

try {
  await door.default({ module_or_path: await wasm("door-wasm") });
} catch (error) {
  document.getElementById("boot").hidden = false;
  throw error;
}
await inside();
page.dataset.offline = "ready";
