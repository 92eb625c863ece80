//! Those who left: what their return is worth, and why they left.

use super::{Part, head, muted, person, says, table, text};
use crate::{
    engine::worth::win_back::WinBackView,
    insight::reasons::Whose,
    ui::{
        locale,
        messages::fill,
        screens::{overview::writer::Writer, segments::names::Mark},
        state::State,
    },
};
use leptos::prelude::*;

/// The panel.
pub fn panel(state: State) -> AnyView {
    view! {
        {head(state, Part::WinBack)}
        {move || {
            let view = state.worth.win_back.get()?;
            let write = Writer::of(state);
            Some(view! { {lead(&write, &view)} {reasons(&write, &view)} {people(state, &write, &view)} })
        }}
    }
    .into_any()
}

fn lead(write: &Writer, view: &WinBackView) -> AnyView {
    let t = &write.messages.worth;
    let n = write.count(view.customers);
    let said = match view.worth {
        _ if view.customers == 0 => t.nobody_left.to_string(),
        Some(worth) => fill(t.win_lead, &[("n", &n), ("money", &write.money(worth))]),
        None => fill(t.win_plain, &[("n", &n)]),
    };
    let all = (view.customers > 0).then(|| {
        view! { <Mark name=t.see_all.to_string() query=view.query.clone() /> }
    });
    let once = (view.once > 0).then(|| {
        let name = locale::plural(write.lang, &t.once, f64::from(view.once));
        view! { <Mark name query=view.once_query.clone() /> }
    });
    view! { {says(said)} <p class="cuts">{all} {once}</p> }.into_any()
}

fn reasons(write: &Writer, view: &WinBackView) -> AnyView {
    let t = &write.messages.worth;
    if view.reasons.is_empty() {
        return if view.customers + view.once == 0 { ().into_any() } else { muted(t.no_reasons) };
    }
    // Sorted by what they cost.
    let first = view.reasons.iter().find(|row| row.whose == Whose::Ours).and_then(|row| {
        let money = write.money(row.spent?);
        Some(says(fill(t.right_first, &[("reason", &row.reason), ("money", &money)])))
    });
    let customers = write.messages.overview.customers;
    let whose = view.whose.iter().map(|(whose, n, spent, query)| {
        vec![
            view! { <Mark name=t.whose[*whose as usize].to_string() query=query.clone() /> }
                .into_any(),
            text(write.count(*n)),
            text(write.some_money(*spent)),
        ]
    });
    let rows = view.reasons.iter().map(|row| {
        vec![
            view! { <Mark name=row.reason.clone() query=row.query.clone() /> }.into_any(),
            text(t.whose[row.whose as usize]),
            text(t.lasting[row.lasting as usize]),
            text(write.count(row.customers)),
            text(write.some_money(row.spent)),
        ]
    });
    view! {
        <h3>{t.reasons}</h3>
        {first}
        {table(1, &[t.whose_head, customers, t.they_spent], whose.collect())}
        {table(3, &[t.reason, t.whose_head, t.lasting_head, customers, t.they_spent], rows.collect())}
    }
    .into_any()
}

fn people(state: State, write: &Writer, view: &WinBackView) -> AnyView {
    if view.rows.is_empty() {
        return ().into_any();
    }
    let t = &write.messages.worth;
    let field = |name: &str| state.voice().field_name(name);
    let rows = view.rows.iter().map(|row| {
        vec![
            person(state, &row.key, &row.name),
            text(row.reason.clone()),
            text(write.some_money(row.worth)),
            text(write.count(row.missed)),
            text(write.some_money(row.ticket)),
            text(write.some_money(row.clv)),
        ]
    });
    let (missed, ticket, clv) = (field("missed_orders"), field("spend_mean"), field("clv_12m"));
    let customers = write.messages.overview.customers;
    let heads = [customers, t.reason, t.return_worth, &missed, &ticket, &clv];
    view! { <h3>{customers}</h3> {table(2, &heads, rows.collect())} }.into_any()
}
