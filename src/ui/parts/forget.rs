//! "Forget everything": asks once, in words that say what is lost and what is not.

use crate::ui::{page, state::State};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlDialogElement;

const ID: &str = "forget";

/// Asks whether to forget.
pub fn ask() {
    if let Some(dialog) = dialog() {
        // It fails only for a dialog that is open already.
        let _ = dialog.show_modal();
    }
}

fn dialog() -> Option<HtmlDialogElement> {
    page::document().get_element_by_id(ID)?.dyn_into().ok()
}

/// The question, in the page once.
#[component]
pub fn ForgetDialog() -> impl IntoView {
    let state = State::here();
    let close = || dialog().iter().for_each(HtmlDialogElement::close);
    view! {
        <dialog id=ID aria-labelledby="forget-title">
            <h2 id="forget-title">{move || state.t().shell.forget_question}</h2>
            <p>{move || state.t().shell.forget_means}</p>
            <p class="buttons">
                <button class="primary" on:click=move |_| { close(); state.forget(); }>
                    {move || state.t().shell.forget}
                </button>
                <button autofocus on:click=move |_| close()>{move || state.t().shell.forget_not}</button>
            </p>
        </dialog>
    }
}
