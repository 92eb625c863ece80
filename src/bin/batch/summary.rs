//! `--summary`: the figures of a run as JSON.

use crate::worth::worth;
use carteira::{
    calendar::Day,
    engine::base::{Base, Rules},
    mask::Mask,
    measures::{
        scores::Band,
        settings::{PurchaseModel, Returns},
    },
    models::{Models, purchase::Purchase, refusal::Refusal},
    money::format_units,
    portfolio::columns::{Column, EMPTY_CLASS},
};
use serde_json::{Map, Value, json};

/// Milliseconds of each stage of a run.
#[derive(Debug, Clone, Copy, Default)]
pub struct Timings {
    pub read: f64,
    pub build: f64,
    pub models: f64,
    pub segment: f64,
    pub total: f64,
}

/// The summary of a run in which these customers were kept.
pub fn summary(
    base: &Base,
    models: &Models,
    rules: &Rules,
    selected: &Mask,
    timings: &Timings,
) -> Value {
    let (portfolio, facts, counts) = (&base.portfolio, &base.facts, &base.facts.counts);
    let decimals = portfolio.decimals();
    let money = |units: i64| portfolio.has_money.then(|| format_units(units, decimals));
    let day = |day: Option<i32>| day.map(|day| Day(day).to_string());
    let settings = &rules.settings;
    let checks = base.checks(rules);
    let (bgnbd, mbgnbd) = match settings.model {
        PurchaseModel::Bgnbd => (&models.purchase, &checks.other),
        PurchaseModel::Mbgnbd => (&checks.other, &models.purchase),
    };
    json!({
        "as_of": day(base.table.as_of),
        "first_day": day(facts.first_day),
        "currency": portfolio.currency.map(|currency| currency.code().to_string()),
        "settings": {
            "returns": match settings.returns { Returns::Net => "net", Returns::Ignore => "ignore" },
            "model": match settings.model { PurchaseModel::Mbgnbd => "mbgnbd", PurchaseModel::Bgnbd => "bgnbd" },
            "discount_rate": settings.discount_rate,
            "margin": settings.margin,
        },
        "counts": {
            "customers": counts.customers,
            "buyers": counts.buyers,
            "prospects": counts.prospects,
            "repeat_customers": counts.repeat_customers,
            "orders": counts.orders,
            "order_days": counts.order_days,
            "lines": counts.lines,
            "return_lines": counts.return_lines,
            "lines_without_customer": counts.lines_without_customer,
        },
        "sums": {
            "spend_total": money(facts.sums.spend_total),
            "returns": money(facts.sums.returns),
            "without_customer": money(facts.sums.without_customer),
        },
        "gap_median": facts.gap_median,
        "regularity": facts.regularity,
        "cuts": {
            "r": bands(&facts.bands.r, |days| json!(days)),
            "f": bands(&facts.bands.f, |orders| json!(orders)),
            "m": bands(&facts.bands.m, |units| json!(format_units(units, decimals))),
        },
        "classes": classes(base),
        "pareto": base.classes.pareto.map(|pareto| json!({
            "customers_share": pareto.customers_share(),
            "spend_share": pareto.spend_share(),
            "concentrated": pareto.concentrated(),
        })),
        "selected": selected.count(),
        "worth": worth(base, rules, selected),
        "models": {
            "bgnbd": purchase(bgnbd),
            "mbgnbd": purchase(mbgnbd),
            "gamma_gamma": models.gamma_gamma.as_ref().ok().map(|model| json!({
                "p": model.p,
                "q": model.q,
                "gamma": model.gamma,
                "log_likelihood": model.log_likelihood,
                "n": model.n,
                "refused": model.refused.map(|refusal| refusal.to_string()),
            })),
        },
        "holdout": checks.holdout.as_ref().ok().map(|holdout| json!({
            "split_day": Day(holdout.split_day).to_string(),
            "customers": holdout.customers,
            "predicted_orders": holdout.predicted_orders,
            "actual_orders": holdout.actual_orders,
            "error": holdout.error,
        })),
        "refusals": {
            "bgnbd": refusal(bgnbd),
            "mbgnbd": refusal(mbgnbd),
            "gamma_gamma": refusal(&models.gamma_gamma),
            "holdout": refusal(&checks.holdout),
        },
        "ledger": ledger(base),
        "timings_ms": {
            "read": timings.read,
            "build": timings.build,
            "models": timings.models,
            "segment": timings.segment,
            "total": timings.total,
        },
    })
}

fn bands(bands: &[Band; 5], value: impl Fn(i64) -> Value) -> Value {
    let band = |(i, band): (usize, &Band)| {
        let score = (i + 1).to_string();
        let values = if band.customers == 0 {
            json!({ "customers": 0, "min": null, "max": null })
        } else {
            json!({ "customers": band.customers, "min": value(band.min), "max": value(band.max) })
        };
        (score, values)
    };
    Value::Object(bands.iter().enumerate().map(band).collect())
}

/// Every class of every classification with its number, those without anyone too.
fn classes(base: &Base) -> Value {
    let fields = carteira::classes::ORDER.into_iter().filter_map(|field| {
        let Some(Column::Class { codes, names }) = base.table.get(field) else { return None };
        let mut counts = vec![0u64; names.len()];
        for &code in codes.iter().filter(|&&code| code != EMPTY_CLASS) {
            counts[code as usize] += 1;
        }
        let counted: Map<String, Value> =
            names.iter().zip(counts).map(|(name, count)| (name.clone(), json!(count))).collect();
        Some((field.to_string(), Value::Object(counted)))
    });
    Value::Object(fields.collect())
}

fn purchase(model: &Result<Purchase, Refusal>) -> Value {
    match model {
        Ok(model) => json!({
            "r": model.r,
            "alpha": model.alpha,
            "a": model.a,
            "b": model.b,
            "log_likelihood": model.log_likelihood,
            "n": model.n,
        }),
        Err(_) => Value::Null,
    }
}

/// Why there is no number, in words; null where there is one.
fn refusal<T>(model: &Result<T, Refusal>) -> Value {
    model.as_ref().err().map_or(Value::Null, |refusal| json!(refusal.to_string()))
}

fn ledger(base: &Base) -> Value {
    let ledger = &base.portfolio.ledger;
    let reasons: Map<String, Value> = ledger
        .reasons()
        .into_iter()
        .map(|(reason, count)| (reason.name().to_string(), json!(count)))
        .collect();
    json!({
        "read": ledger.total_read(),
        "used": ledger.total_used(),
        "set_aside": ledger.set_aside.len(),
        "unaccounted": ledger.unaccounted(),
        "reasons": reasons,
    })
}
