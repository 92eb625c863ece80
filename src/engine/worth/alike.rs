//! Look-alikes on these data: what is learned from the buyers is asked of those who never bought, and the chances become
//! the column [`FIELD`]. Beside it where people come from: sources, and who brought whom.
//!
//! The trap: what only buyers have. A trait counts only where people of all three kinds have it: targets, others, prospects.

use super::{money, numbers, whom};
use crate::{
    engine::{
        base::{Base, Rules},
        groups::dimension::{self, DimensionAsk},
        tally::spend,
        view::{Problem, Revision},
    },
    insight::alike::{self, NotAlike, Trait},
    mask::Mask,
    portfolio::columns::{Column, EMPTY_I64},
    query::{
        evaluator::Evaluator,
        print::{print_name, quote},
    },
    schema::role::Role,
    text::hash,
};
use serde::{Deserialize, Serialize};

/// The column of the chances, by which queries find the prospects.
pub const FIELD: &str = "alike";
/// Whom prospects are compared with where the user names nobody.
const BEST: [&str; 2] = ["pareto_class = \"A\"", "n_orders >= 2"];
const VALUES: usize = 40;
/// The least part of the targets, the others and the prospects that must have a trait.
const LEAST: f64 = 0.1;
/// People and sources told.
const ROWS: usize = 20;

/// Who is like the targets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AlikeView {
    pub revision: Revision,
    /// Whom they are compared with.
    pub target: String,
    pub targets: u32,
    pub prospects: u32,
    /// How well the targets are told apart, or why not at all.
    pub learned: Result<f64, NotAlike>,
    /// The fields it is learned from.
    pub fields: Vec<String>,
    /// Prospects expected to become such customers.
    pub expected: f64,
    /// What they would spend as the targets did: mean, low, high.
    pub market: Option<(f64, f64, f64)>,
    /// The most alike.
    pub rows: Vec<AlikeRow>,
    /// The most alike tenth of the prospects.
    pub query: String,
    pub sources: Vec<SourceRow>,
    pub referrers: Vec<ReferrerRow>,
}

/// A prospect.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AlikeRow {
    pub key: String,
    pub name: String,
    pub chance: f64,
}

/// Where people come from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SourceRow {
    pub source: String,
    pub people: u32,
    pub buyers: u32,
    pub revenue: Option<f64>,
    pub query: String,
}

/// Who brought others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReferrerRow {
    pub key: String,
    pub name: String,
    /// Brought themselves.
    pub brought: u32,
    /// With those whom these brought, and so on.
    pub in_all: u32,
    /// Spend of all of them.
    pub spend: Option<f64>,
}

/// Learns and scores the prospects: what is told, and the column of their chances.
pub fn alike(
    base: &Base,
    rules: &Rules,
    evaluator: &mut Evaluator,
    query: &str,
    revision: Revision,
) -> Result<(AlikeView, Column), Problem> {
    let query = match (query.trim(), base.portfolio.has_money) {
        ("", has_money) => BEST[usize::from(!has_money)],
        (query, _) => query,
    };
    let buyers = base.table.buyers.clone();
    let mut targets = whom(base, rules, evaluator, query)?;
    targets.and(&buyers);
    let mut prospects = base.table.exists.clone();
    prospects.and_not(&buyers);
    let mut others = buyers;
    others.and_not(&targets);
    // Where every buyer is a target, those who did not buy are what they are not.
    if others.count() == 0 {
        others = prospects.clone();
    }
    let (fields, cuts) = traits(base, [&targets, &others, &prospects]);
    let traits: Vec<Trait> = cuts.iter().map(|(of, bins)| Trait { of, bins: *bins }).collect();
    let fold = |customer: usize| hash(base.portfolio.customers.key(customer).as_bytes());
    let learned = alike::learn(&targets, &others, &traits, fold);
    let mut chances = vec![f64::NAN; base.table.len()];
    let mut view = AlikeView {
        revision,
        target: query.to_string(),
        targets: targets.count() as u32,
        prospects: prospects.count() as u32,
        learned: learned.as_ref().map(|learned| learned.auc).map_err(|&why| why),
        fields,
        expected: 0.0,
        market: None,
        rows: Vec::new(),
        query: String::new(),
        sources: sources(base),
        referrers: referrers(base),
    };
    if let Ok(learned) = learned {
        prospects.iter().for_each(|i| chances[i] = learned.chance(&traits, i));
        let mut ranked: Vec<usize> = prospects.iter().collect();
        ranked.sort_by(|&a, &b| chances[b].total_cmp(&chances[a]).then(a.cmp(&b)));
        view.expected = ranked.iter().map(|&i| chances[i]).sum();
        let spent = numbers(base, "spend_total");
        let spends: Vec<f64> = targets.iter().filter_map(spent).collect();
        if base.portfolio.has_money {
            view.market = alike::market(ranked.iter().map(|&i| chances[i]), &spends);
        }
        if let Some(&last) = ranked.get(ranked.len().div_ceil(10).saturating_sub(1)) {
            // Rounded down, so that whoever stands at the end is in.
            view.query = format!("{FIELD} >= {}", (chances[last] * 1e4).floor() / 1e4);
        }
        let customers = &base.portfolio.customers;
        view.rows = (ranked.into_iter().take(ROWS))
            .map(|i| AlikeRow {
                key: customers.key(i).into(),
                name: customers.name(i).into(),
                chance: chances[i],
            })
            .collect();
    }
    Ok((view, Column::Number(chances)))
}

/// What is known of all three kinds of people: fields, and for each the bins, unknown being none of them.
fn traits(base: &Base, kinds: [&Mask; 3]) -> (Vec<String>, Vec<(Vec<u16>, usize)>) {
    let is_trait = |role: Role| {
        !matches!(
            role,
            Role::LossReason | Role::Referrer | Role::Email | Role::Phone | Role::Document
        )
    };
    let most = VALUES.max(base.table.exists.count() / 4);
    let attributes = base.portfolio.customers.attributes.iter();
    let fields = attributes
        .filter(|attribute| is_trait(attribute.role))
        .filter(|attribute| match &attribute.column {
            Column::Text { texts, .. } => texts.len() <= most,
            Column::Day(_) => false,
            _ => true,
        })
        .map(|attribute| attribute.name.clone())
        .chain(["age_years".to_string()]);
    fields
        .filter_map(|field| {
            let ask = DimensionAsk { field: field.clone(), cuts: Vec::new() };
            let mut cut = dimension::cut(base, &ask, VALUES)?;
            // The last group is that of the empty; one that nobody is in is no value.
            let mut place: Vec<u16> = vec![u16::MAX; cut.groups.len()];
            let mut bins = 0;
            for customer in base.table.exists.iter() {
                let place = &mut place[usize::from(cut.of[customer])];
                let is_value = usize::from(cut.of[customer]) + 1 < cut.groups.len();
                if is_value && *place == u16::MAX {
                    *place = bins;
                    bins += 1;
                }
            }
            let bins = usize::from(bins);
            cut.of.iter_mut().for_each(|group| *group = place[usize::from(*group)]);
            let known = |of: &&Mask| {
                let known = of.iter().filter(|&i| usize::from(cut.of[i]) < bins).count();
                known > 0 && known as f64 >= LEAST * of.count() as f64
            };
            kinds.iter().all(known).then_some((field, (cut.of, bins)))
        })
        .unzip()
}

fn sources(base: &Base) -> Vec<SourceRow> {
    let attributes = &base.portfolio.customers.attributes;
    let source = attributes.iter().find(|attribute| attribute.role == Role::Source);
    let Some((name, Column::Text { codes, texts })) = source.map(|a| (&a.name, &a.column)) else {
        return Vec::new();
    };
    let spend = spend(&base.table);
    let mut rows = vec![(0u32, 0u32, 0i64); texts.len()];
    for customer in base.table.exists.iter() {
        let row = &mut rows[codes[customer] as usize];
        row.0 += 1;
        row.1 += u32::from(base.table.buyers.get(customer));
        row.2 += spend.get(customer).copied().filter(|&s| s != EMPTY_I64).unwrap_or(0);
    }
    let mut rows: Vec<SourceRow> = (rows.into_iter().enumerate().skip(1))
        .filter(|(_, (people, ..))| *people > 0)
        .map(|(code, (people, buyers, spend))| {
            let source = texts.get(code as u32);
            SourceRow {
                source: source.into(),
                people,
                buyers,
                revenue: money(base, spend),
                query: format!("{} = {}", print_name(name), quote(source)),
            }
        })
        .collect();
    rows.sort_by(|a, b| b.people.cmp(&a.people).then(a.source.cmp(&b.source)));
    rows.truncate(ROWS);
    rows
}

/// Who brought the most, with those whom these brought in turn. Circles end where they meet themselves.
fn referrers(base: &Base) -> Vec<ReferrerRow> {
    let customers = &base.portfolio.customers;
    if customers.referrer.is_empty() {
        return Vec::new();
    }
    let spend = spend(&base.table);
    let exists = |customer: u32| {
        (customer as usize) < base.table.len() && base.table.exists.get(customer as usize)
    };
    let mut rows = std::collections::BTreeMap::<u32, (u32, u32, i64)>::new();
    for customer in base.table.exists.iter() {
        let brought = spend.get(customer).copied().filter(|&s| s != EMPTY_I64).unwrap_or(0);
        let mut above = vec![customer as u32];
        let mut next = customers.referrer[customer];
        while exists(next) && !above.contains(&next) {
            let row = rows.entry(next).or_default();
            row.0 += u32::from(above.len() == 1);
            row.1 += 1;
            row.2 += brought;
            above.push(next);
            next = customers.referrer[next as usize];
        }
    }
    let mut rows: Vec<(u32, (u32, u32, i64))> = rows.into_iter().collect();
    rows.sort_by_key(|(customer, (brought, in_all, spend))| {
        (std::cmp::Reverse((*spend, *in_all, *brought)), *customer)
    });
    (rows.into_iter().take(ROWS))
        .map(|(customer, (brought, in_all, spend))| ReferrerRow {
            key: customers.key(customer as usize).into(),
            name: customers.name(customer as usize).into(),
            brought,
            in_all,
            spend: money(base, spend),
        })
        .collect()
}
