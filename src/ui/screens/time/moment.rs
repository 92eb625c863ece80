//! The day that everything is measured to: a slider over the days of the data, steps by month, and play.
//!
//! While a day is worked out the pictures stay what they were; the slider already shows the day that is wished for.

use crate::{
    calendar::Day,
    ui::{locale, state::State},
};
use gloo::timers::callback::Timeout;
use leptos::prelude::*;

/// How long a month is looked at while time is played, in ms, from its answer on.
const PAUSE: u32 = 700;

/// The day and how to move it.
#[component]
pub fn Moment() -> impl IntoView {
    let state = State::here();
    let t = move || &state.t().time;
    let span = Memo::new(move |_| state.base.with(|base| base.span));
    let now = Memo::new(move |_| state.base.with(|base| base.as_of));
    let wished = RwSignal::new(now.get_untracked());
    let playing = RwSignal::new(false);
    Effect::new(move |_| {
        let day = now.get();
        if !state.time.is_moving() {
            wished.set(day);
        }
    });
    let go = move |day: i32| {
        let Some((first, last)) = span.get_untracked() else { return };
        let day = day.clamp(first, last);
        wished.set(Some(day));
        // The latest day is no rule to carry in the address.
        state.time.move_to(state, (day < last).then_some(Day(day)));
    };
    let step = move |months: i32| {
        if let Some(day) = wished.get_untracked() {
            go(month_end(day, months));
        }
    };
    let at_end = move || span.with(|span| span.map(|span| span.1)) <= wished.get();
    let at_start = move || wished.get() <= span.with(|span| span.map(|span| span.0));
    let timer = StoredValue::new_local(None::<Timeout>);
    Effect::new(move |_| {
        let plays = playing.get() && !state.time.is_moving();
        now.track();
        timer.set_value(plays.then(|| {
            Timeout::new(PAUSE, move || {
                if span.with_untracked(|span| span.map(|s| s.1)) <= wished.get_untracked() {
                    playing.set(false);
                } else {
                    step(1);
                }
            })
        }));
    });
    let toggle = move |_| {
        let plays = !playing.get_untracked();
        if let Some((first, last)) = span.get_untracked()
            && plays
            && wished.get_untracked() >= Some(last)
        {
            go(month_end(first, 0));
        }
        playing.set(plays);
    };
    let days = move || span.get().filter(|(first, last)| first < last);
    let day = move |day: Option<i32>| day.map(|day| locale::day(state.lang.get(), day));
    view! {
        <Show when=move || days().is_some()>
            <section class="card moment" aria-label=move || t().day aria-busy=move || state.time.is_moving().to_string()>
                <button class="primary" on:click=toggle>{move || if playing.get() { t().pause } else { t().play }}</button>
                <button
                    aria-label=move || t().month_before
                    title=move || t().month_before
                    disabled=at_start
                    on:click=move |_| step(-1)
                >
                    "‹"
                </button>
                <input
                    type="range"
                    aria-label=move || t().day
                    min=move || days().map(|days| days.0)
                    max=move || days().map(|days| days.1)
                    prop:value=move || wished.get().unwrap_or_default().to_string()
                    aria-valuetext=move || day(wished.get())
                    on:input=move |event| {
                        playing.set(false);
                        if let Ok(day) = event_target_value(&event).parse() {
                            go(day);
                        }
                    }
                />
                <button
                    aria-label=move || t().month_after
                    title=move || t().month_after
                    disabled=at_end
                    on:click=move |_| step(1)
                >
                    "›"
                </button>
                <output class="day">
                    <b>{move || day(wished.get())}</b>
                    <small>{move || state.time.is_moving().then(|| t().working)}</small>
                </output>
                <button
                    class="quiet"
                    disabled=at_end
                    on:click=move |_| if let Some((_, last)) = span.get_untracked() { go(last) }
                >
                    {move || t().latest}
                </button>
            </section>
        </Show>
    }
}

/// The end of a month: 0 that of the day's, 1 the first after the day, -1 the last before it.
fn month_end(day: i32, step: i32) -> i32 {
    let end = |from: i32| Day(from).month_start().add_months(1).0 - 1;
    match step {
        0 => end(day),
        step if step > 0 => end(day + 1),
        _ => Day(day).month_start().0 - 1,
    }
}
