//! The eleven RFM segments with what to do about each.

use super::{
    part,
    writer::{Writer, in_parts, queries},
};
use crate::ui::{messages::CLASS_NAMES, parts::picking::Picking, state::State};
use leptos::prelude::*;

/// The table of segments; each row selects.
#[component]
pub fn Segments() -> impl IntoView {
    let state = State::here();
    let rows = part(|overview| overview.rfm_segments.clone());
    let count = Memo::new(move |_| rows.with(Vec::len));
    let partial = Memo::new(move |_| rows.with(|rows| in_parts(rows)));
    let has_money = Memo::new(move |_| state.base.with(|base| base.has_money));
    let picking = Picking::among(Signal::derive(move || rows.with(|rows| queries(rows))));
    let t = move || &state.t().overview;
    let line = move |i: usize| {
        let row = Memo::new(move |_| rows.with(|rows| rows.get(i).cloned()));
        let name =
            move || row.with(|row| row.as_ref().map(|row| row.name.clone()).unwrap_or_default());
        let share = move || {
            row.with(|row| row.as_ref().and_then(|row| row.revenue_share)).unwrap_or_default()
        };
        view! {
            <tr data-chosen=move || picking.is_chosen(i).to_string()>
                <th scope="row">
                    <button
                        class="pick"
                        data-class=name
                        aria-pressed=move || picking.is_chosen(i).to_string()
                        on:click=move |_| picking.toggle(i)
                    >
                        {move || state.t().words.class(&name()).to_string()}
                    </button>
                </th>
                <td class="number">
                    {move || {
                        let write = Writer::of(state);
                        row.with(|row| row.as_ref().map(|row| write.part(row.selected, row.customers, partial.get())))
                    }}
                </td>
                <Show when=move || has_money.get()>
                    <td class="number">
                        {move || row.with(|row| row.as_ref().map(|row| Writer::of(state).some_money(row.revenue)))}
                    </td>
                    <td class="share">
                        <span class="bar" aria-hidden="true">
                            <i style:width=move || format!("{:.1}%", share().clamp(0.0, 1.0) * 100.0)></i>
                        </span>
                        <span class="number">{move || Writer::of(state).share(share())}</span>
                    </td>
                </Show>
                <td class="advice muted">{move || advice(t(), &name())}</td>
            </tr>
        }
    };
    view! {
        <section class="card advised" aria-labelledby="segments-title">
            <div class="card-head"><h2 id="segments-title">{move || t().segments}</h2></div>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{move || t().segment}</th>
                        <th scope="col" class="number">{move || t().customers}</th>
                        <Show when=move || has_money.get()>
                            <th scope="col" class="number">{move || t().revenue}</th>
                            <th scope="col">{move || t().share}</th>
                        </Show>
                        <th scope="col" class="advice">{move || t().what_to_do}</th>
                    </tr>
                </thead>
                <tbody>{move || (0..count.get()).map(line).collect_view()}</tbody>
            </table>
        </section>
    }
}

/// What to do with a segment; nothing for who has no order.
fn advice(t: &crate::ui::messages::Overview, segment: &str) -> &'static str {
    let place = CLASS_NAMES.iter().position(|name| *name == segment);
    place.and_then(|place| t.advice.get(place)).copied().unwrap_or_default()
}
