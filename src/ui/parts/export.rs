//! The Export menu: plain downloads of the list, in the order in which it is shown. On the People screen that is the
//! list with its search, elsewhere the selection.

use super::{
    popup::Popup,
    split::{self, split_dialog},
};
use crate::{
    engine::protocol::{Ask, ExportFormat},
    export::csv::CsvOptions,
    ui::{locale, page, route::Screen, state::State, transport},
};
use leptos::prelude::*;

/// The button and its menu.
#[component]
pub fn ExportMenu() -> impl IntoView {
    let state = State::here();
    let open = RwSignal::new(false);
    let options = RwSignal::new(CsvOptions::default());
    let is_list = move || state.route.with(|route| route.screen == Screen::People);
    let search = move || {
        let is_list = untrack(is_list);
        if is_list { state.list.search.get_untracked() } else { String::new() }
    };
    let export = move |format: ExportFormat| {
        open.set(false);
        let search = search();
        transport::ask(Ask::Export { format, sort: state.list.sort.get_untracked(), search });
    };
    let what = move || {
        let searched = is_list() && state.list.search.with(|search| !search.trim().is_empty());
        let n = if searched {
            state.rows.with(|rows| rows.total)
        } else {
            state.selection.with(|s| s.selected)
        };
        locale::plural(state.lang.get(), &state.t().people.export_list, f64::from(n))
    };
    view! {
        <Popup open label=Signal::derive(move || state.t().shell.export.to_string()) class="primary" menu=true>
            <small class="popup-note">{what}</small>
            <button role="menuitem" tabindex="-1" on:click=move |_| export(ExportFormat::Csv(options.get_untracked()))>
                "CSV"
            </button>
            <button role="menuitem" tabindex="-1" on:click=move |_| export(ExportFormat::Xlsx)>
                "XLSX"
            </button>
            <button role="menuitem" tabindex="-1" on:click=move |_| export(ExportFormat::Json)>
                "JSON"
            </button>
            <button role="menuitem" tabindex="-1" on:click=move |_| export(ExportFormat::Rules)>
                {move || state.t().packed.rule_sheet}
            </button>
            <button
                role="menuitem"
                tabindex="-1"
                on:click=move |_| {
                    open.set(false);
                    // Once the focus is back on the button, from where the dialog takes it and to where it returns it.
                    page::after_paint(split::ask);
                }
            >
                {move || state.t().people.split}
            </button>
            <div role="group" aria-label=move || state.t().people.export_options>
                <small class="popup-note" aria-hidden="true">{move || state.t().people.export_options}</small>
                {[
                    (|o: &mut CsvOptions| &mut o.semicolon) as fn(&mut CsvOptions) -> &mut bool,
                    |o| &mut o.decimal_comma,
                    |o| &mut o.bom,
                ]
                    .into_iter()
                    .enumerate()
                    .map(|(i, option)| {
                        view! {
                            <button
                                role="menuitemcheckbox"
                                tabindex="-1"
                                aria-checked=move || (*option(&mut options.get())).to_string()
                                on:click=move |_| {
                                    options
                                        .update(|options| {
                                            let option = option(options);
                                            *option = !*option;
                                        })
                                }
                            >
                                {move || {
                                    let people = &state.t().people;
                                    [people.export_semicolon, people.export_comma, people.export_bom][i]
                                }}
                            </button>
                        }
                    })
                    .collect_view()}
            </div>
        </Popup>
        {split_dialog(state, options, search)}
    }
}
