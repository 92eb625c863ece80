//! The summary's `worth`: what sets the profitable and the lost apart, look-alikes, what goes together, win-back, and what the
//! kept customers are worth. Money is text in major units, as everywhere in the summary; a null says that there is no number.

use carteira::{
    engine::{
        base::{Base, Rules},
        groups::dimension::GroupName,
        worth::{
            affinity::{AffinityView, affinity},
            alike::{AlikeView, alike},
            value::{conversion, value},
            why::{Target, WhyRow, why},
            win_back::{WinBackView, win_back},
        },
    },
    mask::Mask,
    query::evaluator::Evaluator,
};
use serde_json::{Value, json};

/// All of it.
pub fn worth(base: &Base, rules: &Rules, selected: &Mask) -> Value {
    let mut evaluator = Evaluator::new();
    let money = cash(base.portfolio.decimals());
    let everyone = &base.table.exists;
    let mut drivers = |target| {
        why(base, rules, &mut evaluator, target, selected, 0).ok().map(|view| {
            json!({
                "query": view.query,
                "gauge": format!("{:?}", view.gauge).to_lowercase(),
                "targets": view.targets,
                "buyers": view.buyers,
                "lifts": view.rows.iter().map(lift).collect::<Vec<_>>(),
            })
        })
    };
    let (profitable, lost) = (drivers(Target::Profitable), drivers(Target::Lost));
    let group = value(base, selected, 0);
    json!({
        "drivers": { "profitable": profitable, "lost": lost },
        "alike": alike(base, rules, &mut evaluator, "", 0).ok().map(|(view, _)| prospects(&view, &money)),
        "together": {
            "products": together(&affinity(base, false, None, everyone, 0)),
            "categories": together(&affinity(base, true, None, everyone, 0)),
        },
        "win_back": win_back(base, rules, &mut evaluator, 0).ok().map(|view| lost_ones(&view, &money)),
        "conversions": conversions(base, &money),
        "selected": {
            "customers": group.customers,
            "revenue": money(group.revenue),
            "revenue_share": group.revenue_share,
            "clv_12m": money(group.clv),
        },
    })
}

/// Major units with the currency's decimals.
fn cash(decimals: u32) -> impl Fn(Option<f64>) -> Option<String> {
    move |value| value.map(|value| format!("{value:.*}", decimals as usize))
}

fn lift(row: &WhyRow) -> Value {
    let value = match &row.name {
        GroupName::Class(text) | GroupName::Text(text) => json!(text),
        GroupName::YesNo(yes) => json!(yes),
        GroupName::Band { from, to } => json!({ "from": from, "to": to }),
        GroupName::Others(_) | GroupName::Empty => Value::Null,
    };
    json!({
        "field": row.field, "value": value, "query": row.query, "in_target": row.in_target, "in_base": row.in_base,
        "lift": row.lift, "low": row.low, "high": row.high, "certain": row.is_certain,
    })
}

fn prospects(view: &AlikeView, money: &impl Fn(Option<f64>) -> Option<String>) -> Value {
    let sources = view.sources.iter().map(|row| {
        json!({
            "source": row.source, "people": row.people, "buyers": row.buyers, "revenue": money(row.revenue),
        })
    });
    json!({
        "target": view.target,
        "targets": view.targets,
        "prospects": view.prospects,
        "auc": view.learned.ok(),
        "refused": view.learned.err().map(|why| format!("{why:?}")),
        "fields": view.fields,
        "expected": view.expected,
        "market": view.market.map(|(mean, low, high)| [mean, low, high].map(|value| money(Some(value)))),
        "sources": sources.collect::<Vec<_>>(),
    })
}

fn together(view: &AffinityView) -> Value {
    let pairs = view.rows.iter().map(|row| {
        json!({
            "with": row.code, "both": row.both, "never": row.never, "later": row.later, "lift": row.lift,
            "low": row.low, "high": row.high,
        })
    });
    json!({ "of": view.code, "customers": view.customers, "buyers": view.buyers, "pairs": pairs.collect::<Vec<_>>() })
}

fn lost_ones(view: &WinBackView, money: &impl Fn(Option<f64>) -> Option<String>) -> Value {
    let reasons = view.reasons.iter().map(|row| {
        json!({
            "reason": row.reason,
            "whose": format!("{:?}", row.whose).to_lowercase(),
            "lasting": format!("{:?}", row.lasting).to_lowercase(),
            "customers": row.customers,
            "spend_total": money(row.spent),
        })
    });
    json!({
        "query": view.query,
        "customers": view.customers,
        "worth": money(view.worth),
        "spend_total": money(view.spent),
        "once": view.once,
        "reasons": reasons.collect::<Vec<_>>(),
    })
}

/// Days after an act of each kind.
const DAYS: u32 = 90;

fn conversions(base: &Base, money: &impl Fn(Option<f64>) -> Option<String>) -> Value {
    let kinds = conversion(base, None, DAYS, 0).kinds;
    let each = kinds.iter().map(|kind| {
        let view = conversion(base, Some(kind), DAYS, 0);
        let [spent, alike, low, high] =
            [0, 1, 2, 3].map(|i| money(view.spent.map(|figures| figures[i])));
        json!({
            "kind": kind, "days": DAYS, "converted": view.converted, "compared": view.compared, "spent": spent,
            "alike": alike, "difference_low": low, "difference_high": high,
        })
    });
    Value::Array(each.collect())
}
