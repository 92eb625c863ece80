// A worker that helps to read: the engine's hands its wasm on, so that nothing is loaded twice.
import init from "./worker.js";

self.onmessage = ({ data }) => {
  self.onmessage = null;
  init({ module_or_path: data });
};
