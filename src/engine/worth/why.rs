//! **Why**: what the most profitable, the lost or the selected customers have more often, or less often, than all buyers:
//! values of attributes, rhythm, what they bought and where, each with the query that selects it.
//!
//! The trap: what makes the target what it is. Fields of its own definition, and classes made of money, are no reasons and
//! are left out. Profit is told by margin where it is known, else by revenue, and it is said which.

use super::{LOST, has_values, whom};
use crate::{
    engine::{
        base::{Base, Rules},
        groups::dimension::{self, DimensionAsk, GroupName},
        view::{FacetKind, Problem, Revision},
    },
    insight::lift::{Attribute, lifts},
    mask::Mask,
    portfolio::columns::{Attribute as Own, Column},
    query::{
        evaluator::Evaluator,
        print::{print_name, quote},
    },
    schema::role::Role,
    text::Texts,
};
use serde::{Deserialize, Serialize};

/// Values of one attribute that are compared, those with the most buyers.
const VALUES: usize = 100;
/// Rows told.
const ROWS: usize = 40;
/// Texts that an attribute may have for its values to be groups.
const MOST_TEXTS: usize = 60;
/// Classes that may explain: the others are made of money or of the target.
const CLASSES: [&str; 2] = ["rhythm", "activity"];

/// Who is to be explained.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Target {
    Profitable,
    Lost,
    Selected,
}

/// By what the most profitable were told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Gauge {
    Margin,
    Revenue,
    Orders,
}

/// What sets the target apart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WhyView {
    pub revision: Revision,
    pub target: Target,
    pub gauge: Gauge,
    /// Whom it is about; empty for the selection.
    pub query: String,
    pub targets: u32,
    pub buyers: u32,
    /// The strongest first.
    pub rows: Vec<WhyRow>,
}

/// A value and how much more often the target has it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WhyRow {
    /// The field, of customers or of their lines.
    pub field: String,
    pub kind: FacetKind,
    pub name: GroupName,
    pub query: String,
    pub in_target: u32,
    pub in_base: u32,
    pub lift: f64,
    pub low: f64,
    pub high: f64,
    /// Whether the interval leaves one out.
    pub is_certain: bool,
}

/// What sets a target apart from all buyers.
pub fn why(
    base: &Base,
    rules: &Rules,
    evaluator: &mut Evaluator,
    target: Target,
    selected: &Mask,
    revision: Revision,
) -> Result<WhyView, Problem> {
    let gauge = match () {
        () if has_values(base, "margin_total") => Gauge::Margin,
        () if base.portfolio.has_money => Gauge::Revenue,
        () => Gauge::Orders,
    };
    let query = match (target, gauge) {
        (Target::Selected, _) => String::new(),
        (Target::Lost, _) => LOST.to_string(),
        (Target::Profitable, Gauge::Margin) => "margin_total in top 20 %".into(),
        (Target::Profitable, Gauge::Revenue) => "spend_total in top 20 %".into(),
        (Target::Profitable, Gauge::Orders) => "n_orders in top 20 %".into(),
    };
    let mut of = match target {
        Target::Selected => selected.clone(),
        _ => whom(base, rules, evaluator, &query)?,
    };
    let buyers = &base.table.buyers;
    of.and(buyers);
    let mut values = Values::default();
    values.of_customers(base, target);
    values.of_lines(base);
    let found = lifts(&of, buyers, &values.attributes());
    let rows = found
        .into_iter()
        .filter_map(|lift| {
            let (field, kind, named) = values.names.get(lift.attribute)?;
            let (name, query) = named.get(lift.value)?.clone();
            let ratio = lift.ratio?;
            Some(WhyRow {
                field: field.clone(),
                kind: *kind,
                name,
                query,
                in_target: lift.in_target,
                in_base: lift.in_base,
                lift: ratio.lift,
                low: ratio.low,
                high: ratio.high,
                is_certain: lift.is_certain(),
            })
        })
        // What all of both have, or what is unknown, explains nothing.
        .filter(|row| row.name != GroupName::Empty && row.in_base < buyers.count() as u32)
        .take(ROWS)
        .collect();
    let (targets, buyers) = (of.count() as u32, buyers.count() as u32);
    Ok(WhyView { revision, target, gauge, query, targets, buyers, rows })
}

type Named = Vec<(GroupName, String)>;

/// The attributes that are compared, with the names and queries of their values.
#[derive(Default)]
struct Values {
    names: Vec<(String, FacetKind, Named)>,
    held: Vec<Held>,
}

enum Held {
    One(Vec<u16>),
    Many(Vec<Mask>),
}

impl Values {
    fn attributes(&self) -> Vec<Attribute<'_>> {
        let sizes = self.names.iter().map(|(_, _, named)| named.len());
        (self.held.iter().zip(sizes))
            .map(|(held, values)| match held {
                Held::One(of) => Attribute::One { of, values },
                Held::Many(masks) => Attribute::Many(masks),
            })
            .collect()
    }

    fn of_customers(&mut self, base: &Base, target: Target) {
        let most = MOST_TEXTS.max(base.table.exists.count() / 4);
        let attributes = base.portfolio.customers.attributes.iter();
        // An id is no reason, and why somebody left is told by the lost alone.
        let is_reason = |own: &&Own| {
            use Role::*;
            !matches!(own.role, LossReason | Referrer | Email | Phone | Document)
        };
        let few = |column: &Column| match column {
            Column::Text { texts, .. } => texts.len() <= most,
            Column::Day(_) => false,
            _ => true,
        };
        let classes =
            CLASSES.iter().filter(|&&class| target == Target::Profitable || class == "rhythm");
        let fields = (attributes.filter(is_reason).filter(|attribute| few(&attribute.column)))
            .map(|attribute| attribute.name.as_str())
            .chain(classes.copied())
            .chain(["age_years", "reachable"]);
        for field in fields {
            let ask = DimensionAsk { field: field.into(), cuts: Vec::new() };
            if let Some(cut) = dimension::cut(base, &ask, VALUES) {
                self.names.push((field.into(), cut.kind, cut.groups));
                self.held.push(Held::One(cut.of));
            }
        }
    }

    fn of_lines(&mut self, base: &Base) {
        let lines = &base.portfolio.lines;
        self.bought(base, "product", &lines.product, &lines.products, |code| {
            let name = lines.product_names.get(code as usize);
            name.map(|&name| lines.product_name_texts.get(name)).unwrap_or_default()
        });
        self.bought(base, "category", &lines.category, &lines.categories, |_| "");
        // How far an order has come is no reason; what customers have as well is told of them.
        let told: Vec<&String> = self.names.iter().map(|(field, ..)| field).collect();
        let is_reason = |own: &&Own| own.role != Role::Status && !told.contains(&&own.name);
        let attributes: Vec<&Own> = lines.attributes.iter().filter(is_reason).collect();
        for attribute in attributes {
            if let Column::Text { codes, texts } = &attribute.column
                && texts.len() <= MOST_TEXTS
            {
                self.bought(base, &attribute.name, codes, texts, |_| "");
            }
        }
    }

    /// Who ever bought a line with each value.
    fn bought<'a>(
        &mut self,
        base: &Base,
        field: &str,
        codes: &[u32],
        texts: &Texts,
        name: impl Fn(u32) -> &'a str,
    ) {
        let (lines, table) = (&base.portfolio.lines, &base.table);
        let Some(as_of) = table.as_of.filter(|_| !codes.is_empty()) else { return };
        let each = |mut hear: Box<dyn FnMut(usize, u32) + '_>| {
            let mut seen = vec![0u32; texts.len()];
            for customer in table.buyers.iter() {
                for line in lines.of(customer) {
                    let code = codes[line];
                    let counts = code != 0 && !lines.is_return[line] && lines.day[line] <= as_of;
                    if counts && seen[code as usize] != customer as u32 + 1 {
                        seen[code as usize] = customer as u32 + 1;
                        hear(customer, code);
                    }
                }
            }
        };
        let mut counts = vec![0u32; texts.len()];
        each(Box::new(|_, code| counts[code as usize] += 1));
        let mut ranked: Vec<u32> =
            (1..texts.len() as u32).filter(|&code| counts[code as usize] > 0).collect();
        ranked.sort_by_key(|&code| (std::cmp::Reverse(counts[code as usize]), code));
        ranked.truncate(VALUES);
        let mut place = vec![usize::MAX; texts.len()];
        ranked.iter().enumerate().for_each(|(i, &code)| place[code as usize] = i);
        let mut masks = vec![Mask::none(table.len()); ranked.len()];
        each(Box::new(|customer, code| {
            if let Some(mask) = masks.get_mut(place[code as usize]) {
                mask.set(customer, true);
            }
        }));
        let named = ranked
            .into_iter()
            .map(|code| {
                let text = texts.get(code);
                let shown = match name(code) {
                    "" => text,
                    name => name,
                };
                let query = format!(
                    "lines({} = {}, kind = \"purchase\", count >= 1)",
                    print_name(field),
                    quote(text)
                );
                (GroupName::Text(shown.into()), query)
            })
            .collect();
        self.names.push((field.into(), FacetKind::Text, named));
        self.held.push(Held::Many(masks));
    }
}
