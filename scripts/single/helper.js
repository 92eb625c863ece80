
// The engine's worker sends its own wasm.
self.onmessage = ({ data }) => {
  self.onmessage = null;
  __wbg_init({ module_or_path: data });
};
