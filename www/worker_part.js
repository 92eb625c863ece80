// A worker that helps to read: the engine's hands its wasm on, so that nothing is loaded twice. The build writes the import
// out (scripts/finish.py).
import init from "./worker.js";

self.onmessage = ({ data }) => {
  self.onmessage = null;
  init({ module_or_path: data });
};
