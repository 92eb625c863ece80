//! The house: all that is behind the door. boot.js starts it once the door is open, and calls [`enter`] when something
//! is given.

#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn enter(given: &wasm_bindgen::JsValue) {
    carteira::ui::app::enter(given);
}

fn main() {
    #[cfg(target_arch = "wasm32")]
    {
        console_error_panic_hook::set_once();
        carteira::ui::app::prepare();
    }
}
