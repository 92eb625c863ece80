//! Answers about a base: each question of the protocol that needs no file.

use super::{
    base::{Base, Rules},
    customer, facets,
    groups::lists::rule_problem,
    list, order, overview,
    tally::{Spent, major},
    view::*,
    worth::value::standing,
};
use crate::{
    classes::rules::ClassError,
    mask::Mask,
    portfolio::columns::EMPTY_I32,
    query::{
        ast::Node,
        edit,
        error::QueryError,
        evaluator::{Evaluation, Evaluator, n_conditions},
        explain::{Has, Line},
        fields::Kind,
        parse::parse,
        print::{canonical, print},
        range::chosen_range,
    },
};

/// Days over which the Overview tells what changed.
const CHANGE_DAYS: i32 = 90;

/// The selection and what was worked out for it, valid for one revision of the base.
pub struct Selection {
    pub node: Node,
    pub mask: Mask,
    pub conditions: Vec<ConditionView>,
    pub parts: Vec<PartView>,
    /// What they spent, in minor units.
    spend: i64,
    /// The list last asked for: its order and what it was asked with.
    order: Option<(Sort, String, Vec<u32>)>,
}

/// The selection that a query makes.
pub fn select(
    base: &Base,
    rules: &Rules,
    evaluator: &mut Evaluator,
    spent: &mut Spent,
    text: &str,
) -> Result<Selection, QueryError> {
    let node = canonical(&parse(text)?);
    let data = base.data(rules);
    let Evaluation { mask, parts } = evaluator.evaluate(&node, &data)?;
    let parts: Vec<PartView> = parts
        .into_iter()
        .map(|part| PartView {
            first: part.first as u32,
            n: part.n as u32,
            keeps: part.keeps as u32,
            alone_removes: part.alone_removes.map(|n| n as u32),
        })
        .collect();
    let conditions = top_conditions(&node, &parts);
    let spend = spent.by(&base.table, &mask);
    Ok(Selection { node, mask, conditions, parts, spend, order: None })
}

/// What the parts at the top do.
fn top_conditions(node: &Node, parts: &[PartView]) -> Vec<ConditionView> {
    let mut first = 0;
    let below = usize::from(matches!(node, Node::And(_)));
    edit::parts(node)
        .iter()
        .filter_map(|part| {
            // The outermost part that has just these conditions.
            let n = n_conditions(part) as u32;
            let count = parts.iter().skip(below).find(|p| (p.first, p.n) == (first, n))?;
            first += n;
            Some(ConditionView {
                text: print(part),
                keeps: count.keeps,
                alone_removes: count.alone_removes,
            })
        })
        .collect()
}

impl Selection {
    /// The customers of the list in its order, worked out once for the same question.
    pub fn order(
        &mut self,
        sorted: &mut order::Sorted,
        base: &Base,
        sort: &Sort,
        search: &str,
    ) -> &[u32] {
        let known = matches!(&self.order, Some((s, text, _)) if s == sort && text == search);
        if !known {
            let (portfolio, table) = (&base.portfolio, &base.table);
            let rows = order::order(sorted, portfolio, table, &self.mask, search, sort);
            self.order = Some((sort.clone(), search.to_string(), rows));
        }
        self.order.as_ref().map_or(&[], |(_, _, rows)| rows)
    }

    /// The bar under the header.
    pub fn view(&self, base: &Base, revision: Revision) -> SelectionView {
        let (portfolio, table) = (&base.portfolio, &base.table);
        let money = portfolio.has_money.then(|| portfolio.decimals());
        let all = base.facts.sums.spend_total;
        SelectionView {
            revision,
            query: print(&self.node),
            selected: self.mask.count() as u32,
            customers: table.exists.count() as u32,
            revenue: money.map(|decimals| major(self.spend, decimals)),
            total_revenue: money.map(|decimals| major(all, decimals)),
            revenue_share: money.filter(|_| all > 0).map(|_| self.spend as f64 / all as f64),
            conditions: self.conditions.clone(),
            parts: self.parts.clone(),
        }
    }
}

/// What all screens show around the data.
pub fn base_view(base: &Base, rules: &Rules, files: Vec<String>, is_sample: bool) -> BaseView {
    let portfolio = &base.portfolio;
    BaseView {
        as_of: base.table.as_of,
        span: portfolio.span(),
        currency: portfolio.currency.map(|currency| currency.code().to_string()),
        decimals: portfolio.decimals(),
        has_money: portfolio.has_money,
        is_sample,
        files,
        records_read: portfolio.ledger.total_read(),
        unaccounted: portfolio.ledger.unaccounted(),
        settings: Some(rules.settings),
        set_aside: base.classes.set_aside.iter().map(set_aside).collect(),
    }
}

fn set_aside((list, error): &(String, ClassError)) -> SetAsideList {
    let (place, problem) = rule_problem(error);
    let rule = match error {
        ClassError::Query { field, name, .. } | ClassError::TooEarly { field, name, .. } => {
            Some((field.clone(), place, name.clone()))
        }
        _ => None,
    };
    SetAsideList { list: list.clone(), rule, problem }
}

/// What became of the records.
pub fn ledger_view(base: &Base) -> LedgerView {
    let portfolio = &base.portfolio;
    let returns = portfolio.lines.is_return.iter().filter(|&&is_return| is_return).count() as u64;
    LedgerView {
        read: portfolio.ledger.total_read(),
        used: portfolio.ledger.total_used(),
        purchases: portfolio.lines.len() as u64 - returns,
        returns,
        orders: portfolio.orders.day.iter().filter(|&&day| day != EMPTY_I32).count() as u64,
        unaccounted: portfolio.ledger.unaccounted(),
        reasons: portfolio.ledger.reasons(),
        orphan_lines: portfolio.orphans.lines,
        orphan_revenue: portfolio
            .has_money
            .then(|| major(portfolio.orphans.amount, portfolio.decimals())),
    }
}

/// What changed in the activity classes in [`CHANGE_DAYS`]: the base is worked out as of that day too.
pub fn changes(base: &mut Base, rules: &Rules) -> Vec<ActivityChange> {
    let Some(as_of) = base.table.as_of else { return Vec::new() };
    let before = Rules { as_of: Some(as_of - CHANGE_DAYS), ..rules.clone() };
    let money = base.portfolio.has_money.then(|| base.portfolio.decimals());
    match base.visit(&before, |base| std::mem::take(&mut base.table)) {
        Ok(before) => overview::changes(&before, &base.table, money),
        Err(_) => Vec::new(),
    }
}

/// The facets of these fields, each seeing the query without its own condition.
pub fn facets(
    base: &Base,
    rules: &Rules,
    evaluator: &mut Evaluator,
    scales: &mut facets::Scales,
    selection: &Selection,
    asks: &[FacetAsk],
) -> Vec<FacetView> {
    let data = base.data(rules);
    let mut facet_of = |ask: &FacetAsk| {
        let rest = edit::without_field(&selection.node, &ask.field);
        // The query was evaluated whole, so a part of it can be.
        let mask = evaluator.mask(&rest, &data).ok()?;
        let (low, high) = chosen_range(&selection.node, &ask.field, base.table.as_of);
        let values = edit::chosen_values(&selection.node, &ask.field);
        let chosen = facets::Chosen { values, low, high };
        facets::facet(&base.portfolio, &base.table, scales, ask, &mask, &chosen)
    };
    asks.iter().filter_map(&mut facet_of).collect()
}

/// A customer's page, where it stands in a list, and why it is selected or not.
pub fn customer(
    base: &Base,
    rules: &Rules,
    evaluator: &mut Evaluator,
    node: &Node,
    key: &str,
    list: &[u32],
    revision: Revision,
) -> Option<CustomerView> {
    let (portfolio, table) = (&base.portfolio, &base.table);
    let customer = customer::find(portfolio, table, key)?;
    let mut page = customer::page(portfolio, table, &base.classes.lists, customer, revision);
    // The query was evaluated whole, so it can be explained.
    let lines = evaluator.explain(node, &base.data(rules), customer).unwrap_or_default();
    page.why = lines.into_iter().map(|line| why(base, customer, line)).collect();
    page.standing = standing(base, customer);
    if let Some(place) = list.iter().position(|&other| other as usize == customer) {
        let key = |place: usize| {
            list.get(place).map(|&other| portfolio.customers.key(other as usize).to_string())
        };
        page.place = Some(place as u32);
        page.previous = place.checked_sub(1).and_then(key);
        page.next = key(place + 1);
    }
    Some(page)
}

fn why(base: &Base, customer: usize, line: Line) -> WhyLine {
    let (portfolio, table) = (&base.portfolio, &base.table);
    let mut field = String::new();
    let value = match line.has {
        Has::Field(name) => {
            let cell = list::cell_of(portfolio, table, &name, customer);
            field = name;
            cell
        }
        Has::Records(kind, Some(value)) => match kind {
            Kind::Money => Cell::Money(value),
            Kind::Quantity => Cell::Quantity(value),
            Kind::Date => Cell::Day(value as i32),
            Kind::Whole => Cell::Whole(value as i32),
            _ => Cell::Number(value),
        },
        Has::Group | Has::Records(_, None) => Cell::Empty,
    };
    WhyLine { depth: line.depth, text: line.text, holds: line.holds, field, value }
}
