//! The Time screen: the day everything is measured to, who stays, who moves, who leaves.
//!
//! The trap: the day may be dragged. What is quick follows every day; movement and classes over time, which work whole
//! days out, wait until it rests.

mod cohorts;
mod departures;
pub mod figures;
mod growth;
mod lead;
mod matrix;
mod moment;
mod movement;
pub mod signals;

use super::overview::Nothing;
use crate::{
    engine::{protocol::Ask, time::view::TimeAsk},
    ui::{state::State, transport},
};
use leptos::prelude::*;

/// The whole screen.
#[component]
pub fn TimeScreen() -> impl IntoView {
    let state = State::here();
    let has_data = Memo::new(move |_| state.base.with(|base| !base.files.is_empty()));
    keep_up(state, has_data);
    view! {
        <h1 class="visually-hidden">{move || state.t().time.title}</h1>
        {move || {
            if !has_data.get() {
                return view! { <Nothing /> }.into_any();
            }
            view! {
                <lead::Lead />
                <moment::Moment />
                <figures::Figures />
                <cohorts::Cohorts />
                <movement::Movement />
                <div class="grid halves">
                    <growth::Growth />
                    <departures::Departures />
                </div>
            }
                .into_any()
        }}
    }
}

/// Asks for the standing figures whenever what there is is of another selection.
pub fn ask_standing(state: State) {
    let revision = Memo::new(move |_| state.selection.with(|selection| selection.revision));
    Effect::new(move |_| {
        revision.track();
        if state.has_data() {
            transport::ask(Ask::Time(TimeAsk::Standing));
        }
    });
}

/// Asks for what the screen shows whenever what it has is of another selection, day or question.
fn keep_up(state: State, has_data: Memo<bool>) {
    let time = state.time;
    let revision = Memo::new(move |_| state.selection.with(|selection| selection.revision));
    let rests = Memo::new(move |_| has_data.get() && !time.is_moving());
    let ask = |ask| transport::ask(Ask::Time(ask));
    ask_standing(state);
    Effect::new(move |_| {
        revision.track();
        if has_data.get() {
            ask(TimeAsk::Departures);
        }
    });
    Effect::new(move |_| {
        revision.track();
        let period = time.period.get();
        if has_data.get() {
            ask(TimeAsk::Cohorts { period });
        }
    });
    Effect::new(move |_| {
        revision.track();
        let wanted = time.ask.get();
        if rests.get() {
            ask(TimeAsk::Movement(wanted));
        }
    });
    let field = Memo::new(move |_| time.ask.with(|ask| ask.field.clone()));
    Effect::new(move |_| {
        revision.track();
        if rests.get() {
            ask(TimeAsk::Sizes { field: field.get(), day: None });
        }
    });
}
