//! The **nature** of a file: what its records are, from the columns that leave no choice; then the roles
//! of the columns whose headers say little, in its light; and the verdict.

use super::{Context, Draft, ENOUGH, Verdict, Why};
use crate::{
    schema::{
        role::Role,
        words::Word::{self, *},
    },
    text::fold,
};

/// What a file's records are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    Orders,
    Customers,
    /// People who are not known to buy.
    Contacts,
    Deals,
    Events,
}

/// Finds the nature of a file.
pub fn nature(drafts: &[Draft], context: &Context) -> Nature {
    let most = |role: Role| drafts.iter().map(|d| d.weight(role)).fold(0.0, f64::max);
    let best = |role: Role, least: f64| {
        drafts.iter().any(|d| d.best().is_some_and(|b| b.role == role && b.weight >= least))
    };
    let says = |word: Word| drafts.iter().any(|draft| draft.words.has(word));
    let order_id = best(Role::OrderId, 0.7);
    let goods = best(Role::Product, 0.7)
        || best(Role::ProductName, 0.7)
        || best(Role::Quantity, 0.7)
        || best(Role::UnitPrice, 0.85);
    let named = drafts.iter().any(|draft| !draft.words.words.is_empty());
    let least = if named { 0.65 } else { ENOUGH };
    let money = most(Role::Amount) >= least || most(Role::UnitPrice) >= 0.7;
    let dated = most(Role::OrderDate) >= ENOUGH || most(Role::EventDate) >= ENOUGH;
    let order_date = best(Role::OrderDate, 0.9);
    let event_date = best(Role::EventDate, ENOUGH);
    let stage = best(Role::Stage, 0.7);
    let dealing = says(Deal) || stage && money;
    if dealing && !(order_id && order_date) && !goods {
        return Nature::Deals;
    }
    if dated && best(Role::EventKind, 0.85) && !order_id && !goods && !(order_date && money) {
        return Nature::Events;
    }
    if event_date && !order_id && !goods && !order_date {
        return Nature::Events;
    }
    if dated && best(Role::Score, 0.8) && !order_id && !goods && !money {
        return Nature::Events;
    }
    let created_only = most(Role::OrderDate) < 0.85;
    if dated && (money || order_id || goods || order_date) {
        return Nature::Orders;
    }
    let personal = [Role::CustomerName, Role::Email, Role::Phone, Role::Region, Role::Birthday];
    let n_personal = personal.iter().filter(|&&role| best(role, 0.5)).count();
    if dated && !created_only && n_personal < 3 && !stage {
        return Nature::Orders;
    }
    if order_id && (money || goods) && n_personal < 3 {
        return Nature::Orders;
    }
    people(drafts, context, stage)
}

/// Whether a file of people lists buyers or contacts.
fn people(drafts: &[Draft], context: &Context, stage: bool) -> Nature {
    let says = |words: &[Word]| drafts.iter().any(|draft| draft.words.any(words));
    let file = fold(context.file_name);
    let file_says = |words: &[&str]| words.iter().any(|word| file.contains(word));
    if stage || says(&[Lead]) || file_says(&["lead", "prospect", "contact", "contato", "kontakt"]) {
        return Nature::Contacts;
    }
    let buying = says(&[Customer, Lifetime, Count, Beneficiary])
        || file_says(&["customer", "client", "klient", "pirkej", "buyer"]);
    if buying { Nature::Customers } else { Nature::Contacts }
}

/// Settles the columns whose headers mean different things in different files.
pub fn adapt(drafts: &mut [Draft], nature: Nature) {
    match nature {
        Nature::Orders => adapt_orders(drafts),
        Nature::Customers | Nature::Contacts => adapt_people(drafts),
        Nature::Events => adapt_events(drafts),
        Nature::Deals => adapt_deals(drafts),
    }
    fill_in(drafts);
}

/// Words of a header that says only `Name`, only `Id`.
fn is_bare(draft: &Draft, word: Word) -> bool {
    draft.words.n_unknown == 0 && draft.words.only(&[word])
}

fn adapt_orders(drafts: &mut [Draft]) {
    let lined = drafts.iter().any(|draft| {
        draft.words.any(&[Line]) && draft.best().is_some_and(|b| b.role != Role::Attribute)
    });
    let best_id = drafts.iter().map(|draft| draft.weight(Role::OrderId));
    let named_id = best_id.filter(|&weight| weight >= 0.95).count() > 0;
    let repeated_id = drafts
        .iter()
        .any(|draft| draft.weight(Role::OrderId) >= 0.7 && draft.profile.distinct.ratio() < 0.98);
    let described = drafts.iter().any(|draft| {
        draft.weight(Role::ProductName) < 0.7
            && draft
                .best()
                .is_some_and(|b| matches!(b.role, Role::Product | Role::Quantity | Role::UnitPrice))
    });
    let taxed_lines = drafts.iter().any(|draft| draft.words.has(Line) && draft.words.has(Tax));
    for (at, draft) in drafts.iter_mut().enumerate() {
        draft.set(
            Role::SignupDate,
            draft.weight(Role::SignupDate).min(draft.weight(Role::OrderDate) - 0.1),
        );
        let hashed = draft.profile.share(draft.profile.n_hashed) >= 0.5;
        if is_bare(draft, Name) && (lined || hashed) {
            draft.set(Role::OrderId, 0.97);
            draft.set(Role::CustomerName, 0.3);
        } else if is_bare(draft, Id) {
            let own = at == 0 && !named_id;
            let unique = draft.profile.n_values > 1 && draft.profile.distinct.ratio() > 0.99;
            let of_line = unique && repeated_id;
            draft.set(Role::OrderId, if own && !of_line { 0.89 } else { 0.55 });
            draft.set(Role::CustomerId, 0.3);
        }
        if draft.words.only(&[Description]) || draft.words.only(&[Title]) {
            let weight = if described { 0.85 } else { 0.3 };
            draft.set(Role::ProductName, weight);
        }
        if draft.words.has(Line) && draft.words.has(Price) && taxed_lines {
            // A tax of the item beside its price: both are sums of the line.
            draft.set(Role::Amount, draft.weight(Role::Amount).max(0.9));
            draft.set(Role::UnitPrice, 0.4);
        }
        draft.set(Role::Stage, draft.weight(Role::Stage) * 0.9);
    }
    prefer_prices_paid(drafts);
}

/// Without a quantity a price is what was paid; with one and without an amount it is the unit's.
fn prefer_prices_paid(drafts: &mut [Draft]) {
    let has = |drafts: &[Draft], role: Role| {
        drafts.iter().any(|draft| draft.best().is_some_and(|b| b.role == role))
    };
    let amount = drafts.iter().any(|draft| draft.weight(Role::Amount) >= 0.7);
    if has(drafts, Role::Quantity) || amount {
        return;
    }
    for draft in drafts {
        let price = draft.weight(Role::UnitPrice);
        if draft.weight(Role::Amount) > 0.4 && price > 0.4 {
            draft.set(Role::Amount, price.max(0.7));
            draft.set(Role::UnitPrice, 0.4);
        }
    }
}

/// Roles of orders that a file of people cannot have.
const OF_ORDERS: [Role; 7] = [
    Role::OrderId,
    Role::OrderDate,
    Role::Amount,
    Role::Quantity,
    Role::UnitPrice,
    Role::EventDate,
    Role::ProductName,
];

fn adapt_people(drafts: &mut [Draft]) {
    let named = drafts.iter().any(|draft| draft.weight(Role::CustomerId) >= 0.7);
    let goods = lists_goods(drafts);
    for draft in drafts.iter_mut() {
        if goods && is_bare(draft, Name) {
            draft.set(Role::CustomerName, 0.3);
        }
        let dated = draft.weight(Role::OrderDate);
        if dated > 0.5 && draft.weight(Role::SignupDate) > 0.2 {
            draft.set(Role::SignupDate, dated.max(draft.weight(Role::SignupDate)));
        }
        if is_bare(draft, Id) {
            draft.set(Role::CustomerId, if named { 0.4 } else { 0.88 });
            draft.set(Role::Product, 0.0);
        }
        for role in OF_ORDERS {
            draft.set(role, 0.0);
        }
    }
    take_companies(drafts);
}

/// Whether the file lists things rather than people: codes, prices or stocks of goods and nobody's address.
fn lists_goods(drafts: &[Draft]) -> bool {
    let goods = drafts.iter().any(|d| d.words.any(&[Sku, Stock]) || d.weight(Role::Product) >= 0.9);
    let personal = [Role::CustomerId, Role::Email, Role::Phone, Role::Document, Role::Birthday];
    goods && !personal.iter().any(|&role| drafts.iter().any(|draft| draft.weight(role) >= 0.7))
}

/// A company is the customer where no person is.
fn take_companies(drafts: &mut [Draft]) {
    let named = drafts.iter().any(|draft| draft.weight(Role::CustomerName) >= ENOUGH);
    if named {
        return;
    }
    for draft in drafts {
        if draft.words.has(Company) && draft.weight(Role::CustomerName) > 0.3 {
            draft.set(Role::CustomerName, 0.7);
        }
    }
}

fn adapt_events(drafts: &mut [Draft]) {
    let named = drafts
        .iter()
        .any(|draft| draft.weight(Role::CustomerId) >= 0.7 || draft.weight(Role::Email) >= 0.7);
    for draft in drafts.iter_mut() {
        let dated = draft.weight(Role::OrderDate).max(draft.weight(Role::EventDate));
        draft.set(Role::EventDate, if draft.weight(Role::SignupDate) > 0.8 { 0.0 } else { dated });
        draft.set(Role::OrderDate, 0.0);
        if is_bare(draft, Type) {
            draft.set(Role::EventKind, 0.8);
        }
        if is_bare(draft, Id) {
            draft.set(Role::CustomerId, if named { 0.3 } else { 0.5 });
            draft.set(Role::OrderId, 0.0);
        }
    }
    take_companies(drafts);
}

fn adapt_deals(drafts: &mut [Draft]) {
    for draft in drafts.iter_mut() {
        let dated = draft.weight(Role::OrderDate).max(draft.weight(Role::EventDate));
        draft.set(Role::EventDate, dated);
        for role in [Role::OrderDate, Role::SignupDate] {
            draft.set(role, 0.0);
        }
        draft.set(Role::OrderId, draft.weight(Role::OrderId).min(0.35));
        if is_bare(draft, Id) {
            draft.set(Role::CustomerId, 0.3);
        }
    }
    take_companies(drafts);
}

/// Of several columns for one place the fuller one is the better: takes a little from emptier ones.
fn fill_in(drafts: &mut [Draft]) {
    for draft in drafts {
        let profile = draft.profile;
        let empty = profile.n_blank + profile.n_nothing;
        if profile.n_values == 0 || empty == 0 {
            continue;
        }
        let part = empty as f64 / (empty + profile.n_values) as f64;
        for candidate in draft.candidates.iter_mut().filter(|c| c.role.is_single()) {
            candidate.weight -= 0.1 * part;
        }
    }
}

/// What the file gives, and why not orders.
pub fn verdict(
    drafts: &[Draft],
    roles: &[Role],
    key: Option<usize>,
    nature: Option<Nature>,
) -> (Verdict, Option<Why>) {
    let refused = |why| (Verdict::Refused, Some(why));
    let column = |role: Role| roles.iter().position(|&r| r == role);
    if drafts.is_empty() {
        return refused(Why::NoTable);
    }
    let Some(key) = key else { return refused(Why::NoCustomerColumn) };
    let rows = |d: &Draft| d.profile.n_values + d.profile.n_blank + d.profile.n_nothing;
    if drafts.iter().all(|draft| rows(draft) == 0) {
        return refused(Why::NoRecords);
    }
    if drafts[key].profile.n_values == 0 {
        return refused(Why::NoCustomerValues);
    }
    if let Some(date) = column(Role::OrderDate) {
        if drafts[date].profile.n_values == 0 {
            return (Verdict::Customers, Some(Why::NoDates));
        }
        return (Verdict::Orders, None);
    }
    match nature {
        Some(Nature::Deals) => (Verdict::Prospects, Some(Why::Deals)),
        Some(Nature::Contacts) => (Verdict::Prospects, Some(Why::Contacts)),
        Some(Nature::Orders) => (Verdict::Customers, Some(Why::NoDateColumn)),
        _ if column(Role::EventKind).is_some() || column(Role::EventDate).is_some() => {
            let deals = column(Role::Stage).is_some();
            if deals {
                (Verdict::Prospects, Some(Why::Deals))
            } else {
                (Verdict::Events, Some(Why::Acts))
            }
        }
        None if column(Role::Stage).is_some() => (Verdict::Prospects, Some(Why::Contacts)),
        _ => (Verdict::Customers, Some(Why::NoPurchases)),
    }
}
