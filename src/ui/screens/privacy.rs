//! "How can I check?": ways to see for oneself that nothing leaves the device.

use crate::ui::{page, state::State};
use leptos::prelude::*;

/// The page of checks, with the policy that the browser enforces.
#[component]
pub fn PrivacyScreen() -> impl IntoView {
    let state = State::here();
    view! {
        <article class="prose">
            <h1>{move || state.t().privacy.title}</h1>
            <p class="lead">{move || state.t().privacy.lead}</p>
            <ol class="ways">
                {move || {
                    state
                        .t()
                        .privacy
                        .ways
                        .iter()
                        .map(|(heading, text)| view! { <li><h2>{*heading}</h2><p>{*text}</p></li> })
                        .collect_view()
                }}
            </ol>
            <p>{move || state.t().privacy.policy}</p>
            <pre>{policy()}</pre>
            <p class="muted">{move || state.t().privacy.honest}</p>
        </article>
    }
}

/// The policy as this very page carries it.
fn policy() -> String {
    page::document()
        .query_selector("meta[http-equiv='Content-Security-Policy']")
        .ok()
        .flatten()
        .and_then(|meta| meta.get_attribute("content"))
        .unwrap_or_default()
        .split(';')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}
