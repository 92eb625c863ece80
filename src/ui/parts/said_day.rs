//! The day in an input of days, as this page says days.
//!
//! The trap: the browser writes it in its own language, not in the page's: one that runs in American English shows 9
//! December as `12/09/2011`, which a Portuguese reader takes for 12 September. Until somebody types into the input, what it
//! shows is covered by ours.

use crate::{
    calendar::Day,
    ui::{locale, state::State},
};
use leptos::prelude::*;

/// The input, and over it the day that it holds, given as `2011-12-09`; nothing over it where that is no day.
pub fn said_day(
    state: State,
    iso: impl Fn() -> String + Send + Sync + 'static,
    input: impl IntoView,
) -> impl IntoView {
    let said = move || {
        let day: Day = iso().parse().ok()?;
        Some(locale::narrow_day(state.lang.get(), day.0))
    };
    view! { <span class="said-day" data-said=said>{input}</span> }
}
