//! The door: the start screen, ready at once.

fn main() {
    #[cfg(target_arch = "wasm32")]
    {
        console_error_panic_hook::set_once();
        carteira::ui::door::start();
    }
}
