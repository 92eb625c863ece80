//! A list drawn into target and control: the share, the seed, and the file with a column that says who is in which.

use crate::{
    engine::protocol::{Ask, ExportFormat},
    export::{csv::CsvOptions, split::Split},
    ui::{messages::fill, page, state::State, transport},
};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlDialogElement;

const ID: &str = "split";

/// Opens the dialog.
pub fn ask() {
    if let Some(dialog) = dialog() {
        // It fails only for a dialog that is open already.
        let _ = dialog.show_modal();
    }
}

fn dialog() -> Option<HtmlDialogElement> {
    page::document().get_element_by_id(ID)?.dyn_into().ok()
}

/// The dialog. `search` is what the list on screen is searched for.
pub fn split_dialog(
    state: State,
    options: RwSignal<CsvOptions>,
    search: impl Fn() -> String + Copy + Send + Sync + 'static,
) -> AnyView {
    let (percent, seed) = (RwSignal::new(20u8), RwSignal::new(1u32));
    let close = || dialog().iter().for_each(HtmlDialogElement::close);
    let export = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        close();
        let split = Split { seed: seed.get_untracked(), control_percent: percent.get_untracked() };
        let format = ExportFormat::Split(options.get_untracked(), split);
        let sort = state.list.sort.get_untracked();
        transport::ask(Ask::Export { format, sort, search: search() });
    };
    let people = move || &state.t().people;
    let target = move || (100 - percent.get()).to_string();
    view! {
        <dialog id=ID aria-labelledby="split-title">
            <form on:submit=export>
                <h2 id="split-title">{move || people().split.trim_end_matches('…')}</h2>
                <p>{move || people().split_means}</p>
                <p class="cuts">
                    <label>
                        {move || people().split_share}
                        <input
                            type="number" min="1" max="99" step="1" required
                            prop:value=move || percent.get().to_string()
                            on:input=move |event| {
                                if let Ok(typed @ 1..=99) = event_target_value(&event).parse() {
                                    percent.set(typed);
                                }
                            }
                        />
                    </label>
                    <label>
                        {move || people().split_seed}
                        <input
                            type="number" min="0" max="4294967295" step="1" required
                            prop:value=move || seed.get().to_string()
                            on:input=move |event| {
                                if let Ok(typed) = event_target_value(&event).parse() {
                                    seed.set(typed);
                                }
                            }
                        />
                    </label>
                </p>
                <p class="muted small">
                    {move || fill(people().split_note, &[("control", &percent.get().to_string()), ("target", &target())])}
                </p>
                <p class="buttons">
                    <button class="primary">{move || people().split_save}</button>
                    <button type="button" on:click=move |_| close()>{move || people().split_close}</button>
                </p>
            </form>
        </dialog>
    }
    .into_any()
}
