//! The page: starts the interface.
fn main() {
    #[cfg(target_arch = "wasm32")]
    page::start();
}

#[cfg(target_arch = "wasm32")]
mod page {
    use leptos::prelude::*;
    use wasm_bindgen::prelude::*;

    pub fn start() {
        console_error_panic_hook::set_once();
        let options = web_sys::WorkerOptions::new();
        options.set_type(web_sys::WorkerType::Module);
        let worker = web_sys::Worker::new_with_options("./worker_loader.js", &options).unwrap();
        let (answer, set_answer) = signal(String::new());
        let root = document().document_element().unwrap();
        let asking = worker.clone();
        let hear = Closure::<dyn FnMut(_)>::new(move |event: web_sys::MessageEvent| {
            let text = event.data().as_string().unwrap_or_default();
            if text == "ready" {
                root.set_attribute("data-state", "empty").unwrap();
                asking.post_message(&"41".into()).unwrap();
            } else {
                set_answer.set(text);
            }
        });
        worker.set_onmessage(Some(hear.as_ref().unchecked_ref()));
        hear.forget();
        mount_to_body(
            move || view! { <h1 style:color="teal">"Carteira"</h1><p id="answer">{answer}</p> },
        );
    }
}
