//! The sheet of rules: every rule and setting in use, so that the lists can be made again.

use crate::{
    engine::{groups::GroupsAsk, protocol::Ask},
    measures::settings::{PurchaseModel, Returns},
    ui::{locale, state::State, transport},
};
use leptos::prelude::*;

/// Asks for the rules, and again whenever the base is another.
pub fn keep_up(state: State) {
    Effect::new(move |_| {
        state.base.track();
        state.selection.track();
        transport::ask(Ask::Groups(GroupsAsk::Lists));
    });
}

/// The sheet.
pub fn sheet(state: State) -> AnyView {
    view! {
        <section class="card rules-sheet" aria-labelledby="rules-sheet">
            <h2 id="rules-sheet">{move || state.t().report.rules}</h2>
            {move || settings(state)}
            <table>
                <thead>
                    <tr>
                        <th scope="col">{move || state.t().report.classification}</th>
                        <th scope="col">{move || state.t().segments.class}</th>
                        <th scope="col">{move || state.t().segments.rule}</th>
                    </tr>
                </thead>
                <tbody>{move || lists(state)} {move || saved(state)}</tbody>
            </table>
        </section>
    }
    .into_any()
}

/// How money was counted and the future worked out.
fn settings(state: State) -> Option<AnyView> {
    let (t, lang) = (&state.t().report, state.lang.get());
    let settings = state.base.with(|base| base.settings)?;
    let returns = match settings.returns {
        Returns::Net => t.returns_net,
        Returns::Ignore => t.returns_ignored,
    };
    let model = match settings.model {
        PurchaseModel::Mbgnbd => "MBG/NBD",
        PurchaseModel::Bgnbd => "BG/NBD",
    };
    let rows = [
        (t.returns, returns.to_string()),
        (t.model, model.to_string()),
        (t.discount, locale::exact_percent(lang, settings.discount_rate)),
        (t.margin, locale::exact_percent(lang, settings.margin)),
    ];
    let row = |(name, value): (&'static str, String)| view! { <dt>{name}</dt> <dd>{value}</dd> };
    Some(view! { <dl class="settings">{rows.map(row).collect_view()}</dl> }.into_any())
}

fn lists(state: State) -> AnyView {
    let words = &state.t().words;
    let of = |list: &crate::engine::groups::lists::ListView| {
        let field = words.field(&list.field).to_string();
        let rows: Vec<(String, String)> = match (&list.list, list.shares) {
            (Some(list), _) => {
                let fallback = state.t().segments.fallback.to_string();
                let rules = list.rules.iter().map(|rule| (rule.name.clone(), rule.query.clone()));
                rules.chain([(list.fallback.clone(), fallback)]).collect()
            }
            (None, Some(shares)) => {
                let upto = |share: u32| {
                    format!("≤ {}", locale::percent(state.lang.get(), f64::from(share) / 100.0))
                };
                vec![
                    ("A".into(), upto(shares.a)),
                    ("B".into(), upto(shares.b)),
                    ("C".into(), "".into()),
                ]
            }
            (None, None) => Vec::new(),
        };
        let row = |(i, (class, rule)): (usize, (String, String))| {
            let name = if i == 0 { field.clone() } else { String::new() };
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td>{words.class(&class).to_string()}</td>
                    <td><code>{rule}</code></td>
                </tr>
            }
        };
        rows.into_iter().enumerate().map(row).collect_view()
    };
    let lists = state.groups.lists.get();
    lists.iter().filter(|list| list.offered).map(of).collect_view().into_any()
}

fn saved(state: State) -> AnyView {
    let row = |(i, (name, query)): (usize, (String, String))| {
        let head = if i == 0 { state.t().segments.saved } else { "" };
        view! {
            <tr>
                <th scope="row">{head}</th>
                <td>{name}</td>
                <td><code>{query}</code></td>
            </tr>
        }
    };
    let texts = state.groups.texts.get();
    let pairs = texts.into_iter().map(|text| (text.name, text.query));
    pairs.enumerate().map(row).collect_view().into_any()
}
