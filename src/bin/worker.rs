//! The engine's worker.
fn main() {
    #[cfg(target_arch = "wasm32")]
    glue::start();
}

#[cfg(target_arch = "wasm32")]
mod glue {
    use wasm_bindgen::prelude::*;

    pub fn start() {
        console_error_panic_hook::set_once();
        let scope: web_sys::DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
        let speaking = scope.clone();
        let hear = Closure::<dyn FnMut(_)>::new(move |event: web_sys::MessageEvent| {
            let number: u32 = event.data().as_string().unwrap_or_default().parse().unwrap_or(0);
            speaking.post_message(&format!("{}", number + 1).into()).unwrap();
        });
        scope.set_onmessage(Some(hear.as_ref().unchecked_ref()));
        hear.forget();
        scope.post_message(&"ready".into()).unwrap();
    }
}
