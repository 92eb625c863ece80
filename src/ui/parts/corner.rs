//! The corner of every header: a newer version, language, theme.

use crate::ui::{
    hall::{Hall, Theme},
    lang::Lang,
    page,
};
use leptos::prelude::*;

/// The corner of the header.
#[component]
pub fn Corner(hall: Hall) -> impl IntoView {
    let has_update = Memo::new(move |_| hall.kept.get().1);
    let theme_name = move |theme| {
        let shell = hall.t().shell;
        match theme {
            Theme::System => shell.theme_system,
            Theme::Light => shell.theme_light,
            Theme::Dark => shell.theme_dark,
        }
    };
    view! {
        <Show when=move || has_update.get()>
            <button title=move || hall.t().shell.update_closes on:click=|_| page::update()>
                {move || hall.t().shell.update}
            </button>
        </Show>
        <select
            aria-label=move || hall.t().shell.language
            on:change=move |event| {
                if let Some(lang) = Lang::from_code(&event_target_value(&event)) {
                    hall.set_language(lang);
                }
            }
        >
            {Lang::ALL
                .map(|lang| {
                    view! {
                        <option value=lang.code() selected=move || hall.lang.get() == lang>{lang.name()}</option>
                    }
                })
                .collect_view()}
        </select>
        <select
            class="theme"
            aria-label=move || hall.t().shell.theme
            on:change=move |event| hall.set_theme(&event_target_value(&event))
        >
            {Theme::ALL
                .map(|theme| {
                    view! {
                        <option value=theme.name() selected=move || hall.theme.get() == theme>
                            {move || theme_name(theme)}
                        </option>
                    }
                })
                .collect_view()}
        </select>
    }
}
