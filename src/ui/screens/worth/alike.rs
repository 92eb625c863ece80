//! Prospects by how much they are like the best; where people come from, and who brings them.

use super::{Part, choice, head, muted, person, says, table, text};
use crate::{
    engine::worth::alike::AlikeView,
    insight::alike::NotAlike,
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
        {head(state, Part::Alike)}
        <p class="cuts">
            {move || {
                let t = &state.t().worth;
                let names = t.kinds.map(String::from).to_vec();
                choice(t.alike_of, names, state.worth.kind.get(), move |i| state.worth.kind.set(i))
            }}
        </p>
        {move || {
            let view = state.worth.alike.get()?;
            let write = Writer::of(state);
            Some(view! { {learned(state, &write, &view)} {sources(&write, &view)} {referrers(state, &write, &view)} })
        }}
    }
    .into_any()
}

fn learned(state: State, write: &Writer, view: &AlikeView) -> AnyView {
    let t = &write.messages.worth;
    if view.prospects == 0 {
        return muted(t.no_prospects);
    }
    let auc = match view.learned {
        Ok(auc) => auc,
        Err(why) => {
            return muted(&match why {
                NotAlike::FewTargets { n } => fill(t.few_targets, &[("n", &write.count(n))]),
                NotAlike::NobodyElse => t.nobody_else.into(),
                NotAlike::NothingKnown => t.nothing_known.into(),
                NotAlike::Weak { auc } => {
                    let auc = (auc * 100.0).round() / 100.0;
                    fill(t.weak, &[("auc", &locale::decimal(write.lang, auc))])
                }
            });
        }
    };
    let fields: Vec<String> =
        view.fields.iter().map(|field| state.voice().field_name(field)).collect();
    let lead = fill(
        t.alike_lead,
        &[
            ("prospects", &write.count(view.prospects)),
            ("expected", &write.figure(view.expected)),
            ("targets", &write.count(view.targets)),
        ],
    );
    let sure = fill(t.alike_auc, &[("fields", &fields.join(", ")), ("auc", &write.percent(auc))]);
    let market = view.market.map(|(mean, low, high)| {
        let money = |value| write.money(value);
        says(fill(
            t.market,
            &[("mean", &money(mean)), ("low", &money(low)), ("high", &money(high))],
        ))
    });
    let rows = view
        .rows
        .iter()
        .map(|row| vec![person(state, &row.key, &row.name), text(write.percent(row.chance))]);
    view! {
        {says(lead)}
        {market}
        {muted(&sure)}
        <p><Mark name=t.see_tenth.to_string() query=view.query.clone() /></p>
        {table(1, &[t.people, t.chance], rows.collect())}
    }
    .into_any()
}

fn sources(write: &Writer, view: &AlikeView) -> AnyView {
    if view.sources.is_empty() {
        return ().into_any();
    }
    let t = &write.messages.worth;
    let rows = view.sources.iter().map(|row| {
        let people = f64::from(row.people.max(1));
        vec![
            view! { <Mark name=row.source.clone() query=row.query.clone() /> }.into_any(),
            text(write.count(row.people)),
            text(write.count(row.buyers)),
            text(write.percent(f64::from(row.buyers) / people)),
            text(write.some_money(row.revenue)),
            text(write.some_money(row.revenue.map(|revenue| revenue / people))),
        ]
    });
    let revenue = write.messages.overview.revenue;
    view! {
        <h3>{t.sources}</h3>
        {table(1, &[t.what, t.people, t.ordered, t.conversion, revenue, t.each], rows.collect())}
    }
    .into_any()
}

fn referrers(state: State, write: &Writer, view: &AlikeView) -> AnyView {
    if view.referrers.is_empty() {
        return ().into_any();
    }
    let t = &write.messages.worth;
    let rows = view.referrers.iter().map(|row| {
        vec![
            person(state, &row.key, &row.name),
            text(write.count(row.brought)),
            text(write.count(row.in_all)),
            text(write.some_money(row.spend)),
        ]
    });
    view! { <h3>{t.referrers}</h3> {table(1, &[t.people, t.brought, t.in_all, t.they_spent], rows.collect())} }
        .into_any()
}
