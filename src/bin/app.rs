//! The page: starts the interface.

fn main() {
    #[cfg(target_arch = "wasm32")]
    {
        console_error_panic_hook::set_once();
        carteira::ui::app::start();
    }
}
