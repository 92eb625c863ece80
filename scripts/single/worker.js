
// The page sends the wasm, and the text of a helper, which the engine's worker starts from it.
self.onmessage = ({ data: { module, helper } }) => {
  self.onmessage = null;
  const script = URL.createObjectURL(new Blob([helper], { type: "text/javascript" }));
  self.Worker = class extends Worker {
    constructor(loader, options) {
      super(script, { ...options, type: "classic" });
    }
  };
  __wbg_init({ module_or_path: module });
};
