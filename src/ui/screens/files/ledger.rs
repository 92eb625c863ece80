//! What became of every record, and the way to have those that were set aside.

use crate::{
    engine::{protocol::Ask, view::LedgerView},
    issues::Reason,
    ui::{locale, messages::fill, state::State, transport},
};
use leptos::prelude::*;

/// The card.
#[component]
pub fn LedgerCard() -> impl IntoView {
    let state = State::here();
    let ledger = Memo::new(move |_| state.files.with(|files| files.ledger.clone()));
    let none_aside =
        move || ledger.with(|ledger| ledger.as_ref().is_none_or(|l| l.reasons.is_empty()));
    view! {
        <section class="card ledger" aria-labelledby="ledger">
            <div class="card-head">
                <h2 id="ledger">{move || state.t().files.ledger}</h2>
                <small>{move || state.t().files.balance}</small>
                <span class="space"></span>
                <button class="quiet" disabled=none_aside on:click=|_| transport::ask(Ask::LedgerCsv)>
                    {move || state.t().files.ledger_download}
                </button>
            </div>
            {move || ledger.with(|ledger| ledger.as_ref().map(|ledger| table(state, ledger)))}
        </section>
    }
}

fn table(state: State, ledger: &LedgerView) -> impl IntoView + use<> {
    let (lang, t) = (state.lang.get(), state.t());
    let files = &t.files;
    let total = ledger.read.max(1) as f64;
    let row = |name: String, count: u64, note: String, part: &'static str| {
        let width = format!("{:.2}%", 100.0 * count as f64 / total);
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="number">{locale::whole(lang, count as f64)}</td>
                <td class="share"><span class="bar" aria-hidden="true"><i class=part style:width=width></i></span></td>
                <td class="note">{note}</td>
            </tr>
        }
    };
    let orders = locale::plural(lang, &files.orders, ledger.orders as f64);
    let other = ledger.used.saturating_sub(ledger.purchases + ledger.returns);
    let mut rows = vec![
        row(files.read.into(), ledger.read, String::new(), "whole"),
        row(files.used_purchases.into(), ledger.purchases, orders, "used"),
    ];
    if ledger.returns > 0 {
        rows.push(row(
            files.used_returns.into(),
            ledger.returns,
            files.returns_note.into(),
            "used",
        ));
    }
    if other > 0 {
        rows.push(row(files.used_other.into(), other, String::new(), "used"));
    }
    for &(reason, count) in &ledger.reasons {
        let name = fill(files.set_aside, &[("reason", t.words.reason(reason))]);
        let note =
            if reason == Reason::NoCustomer { orphans(state, ledger) } else { String::new() };
        rows.push(row(name, count, note, "aside"));
    }
    let unaccounted = locale::whole(lang, ledger.unaccounted as f64);
    view! {
        <table>
            <tbody>
                {rows}
                <tr class="unaccounted">
                    <th scope="row">{files.unaccounted}</th>
                    <td class="number"><b>{unaccounted}</b></td>
                    <td class="share"></td>
                    <td class="note"></td>
                </tr>
            </tbody>
        </table>
    }
}

/// What the lines without a customer come to.
fn orphans(state: State, ledger: &LedgerView) -> String {
    let Some(revenue) = ledger.orphan_revenue else { return String::new() };
    let money = state.base.with(|base| {
        locale::money(state.lang.get(), base.currency.as_deref(), base.decimals, revenue)
    });
    fill(state.t().files.orphans_note, &[("money", &money)])
}
