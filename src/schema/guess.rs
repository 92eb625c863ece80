//! **`MappingGuess`**: what the columns of a file seem to be, with the evidence for it and what speaks for
//! something else. A **rival** is another role that a column could have, or another column that could have
//! its role. A **doubt** is a question that only the user can answer; where there is none the app goes on.
//!
//! The trap: the same header means different things in different files (`Name` is an order's number in
//! one platform and a person in another; `Total` a line's or an order's). So the file's nature is found
//! first, from the columns that leave no choice, and the others are read in its light.
//!
//! ## The amount of a line
//!
//! Order exports with a line an item hold both the item's price and the order's total, the latter
//! repeated on or blank in the further lines. What the customer pays is the total, with discounts,
//! freight and taxes in it, and DEFINITIONS count it once, on the first line; so the total is `amount`, with
//! [`AmountOf::Order`], and the item's quantity and price keep their own roles. Only where there is no
//! better column than quantity × price is the amount theirs, with no column of that role.
//!
//! ```
//! use carteira::schema::{guess::{Context, Verdict, guess}, profile::ColumnProfile, role::Role};
//! let header = ["customer_id", "date", "amount"].map(String::from);
//! let mut profiles = vec![ColumnProfile::default(); 3];
//! for (profile, value) in profiles.iter_mut().zip(["00001", "1997-01-01", "29.33"]) {
//!     profile.feed(value);
//! }
//! let guess = guess(Some(&header), &profiles, &Context::default());
//! assert_eq!(guess.verdict, Verdict::Orders);
//! assert_eq!(guess.columns[2].role, Role::Amount);
//! assert!(guess.doubts.is_empty());
//! ```

mod amounts;
mod assign;
mod doubts;
mod evidence;
mod formats;
mod nature;
mod settle;
#[cfg(test)]
mod tests;
mod weigh;

pub use doubts::Doubt;
pub use evidence::{Evidence, Why};
pub use settle::{Choices, kind_of};

use super::{
    header::{Candidate, candidates},
    mapping::{AmountOf, FileKind},
    profile::{ColumnProfile, DateReading, Decision, NumberReading, ValueType},
    role::Role,
    values::{DateOrder, NumberFormat},
    words::{HeaderWords, read_header},
};
use crate::{ingest::records::Records, money::Currency};
use serde::{Deserialize, Serialize};

/// What is known of a file beside its columns. All of it is evidence, none is needed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Context<'a> {
    /// The file's base name.
    pub file_name: &'a str,
    /// Some records from its beginning, for what only whole records show: totals repeated on the lines
    /// of an order, amounts that are quantity × price.
    pub sample: Option<&'a Records>,
}

/// What a file gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Purchases with a customer.
    Orders,
    /// People known to buy, without their orders.
    Customers,
    /// Dated acts that are no purchase.
    Events,
    /// Leads, contacts, deals.
    Prospects,
    /// No customer in it, or no table.
    Refused,
}

/// Something else that a column could be, with the confidence that it is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rival {
    /// Another role for this column.
    Role(Role, f64),
    /// Another column, by its place, for this role.
    Column(usize, f64),
}

/// What a column seems to be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ColumnGuess {
    /// The header, trimmed; `column 3` where the file has none.
    pub name: String,
    pub value_type: ValueType,
    pub role: Role,
    /// From 0 to 1.
    pub confidence: f64,
    pub evidence: Vec<Evidence>,
    /// The strongest first.
    pub rivals: Vec<Rival>,
    /// How its numbers are to be read, and what its own values say of that.
    pub number: NumberFormat,
    pub number_reading: NumberReading,
    /// How its dates are to be read, and what its own values say of that.
    pub date: DateOrder,
    pub date_reading: DateReading,
    /// Whether nothing in the file decides between two ways of reading its numbers.
    pub number_ambiguous: bool,
    /// Whether nothing in the file decides between two orders of its dates.
    pub date_ambiguous: bool,
}

/// The currency of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CurrencyGuess {
    /// Nothing says.
    #[default]
    Unknown,
    One(Currency),
    /// In order of appearance.
    Several(Vec<Currency>),
}

/// What a file seems to be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MappingGuess {
    /// How its records are to be used; follows from the roles ([`kind_of`]).
    pub kind: FileKind,
    pub verdict: Verdict,
    /// Why it does not give orders by itself.
    pub why: Option<Why>,
    /// All columns, in file order.
    pub columns: Vec<ColumnGuess>,
    pub amount_of: AmountOf,
    pub currency: CurrencyGuess,
    /// The column that is the customer's key.
    pub key: Option<usize>,
    pub doubts: Vec<Doubt>,
}

/// Under this weight a role is only a rival.
pub const ENOUGH: f64 = 0.45;

/// A column while it is thought about.
struct Draft<'a> {
    name: String,
    words: HeaderWords,
    profile: &'a ColumnProfile,
    decision: Decision,
    /// The strongest first.
    candidates: Vec<Candidate>,
}

impl Draft<'_> {
    /// The weight of a role, 0 where the column cannot have it.
    fn weight(&self, role: Role) -> f64 {
        self.candidates.iter().find(|c| c.role == role).map_or(0.0, |c| c.weight)
    }

    /// The likeliest role, if it is likely enough.
    fn best(&self) -> Option<Candidate> {
        self.candidates.first().copied().filter(|best| best.weight >= ENOUGH)
    }

    /// Sets the weight of a role; 0 takes it away.
    fn set(&mut self, role: Role, weight: f64) {
        self.candidates.retain(|candidate| candidate.role != role);
        if weight > 0.0 {
            self.candidates.push(Candidate { role, weight: weight.min(0.99) });
        }
        self.candidates.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    }
}

/// Guesses what a file's columns are, from its header and the profiles of its values.
pub fn guess(
    header: Option<&[String]>,
    profiles: &[ColumnProfile],
    context: &Context,
) -> MappingGuess {
    let mut drafts = drafts(header, profiles);
    for draft in &mut drafts {
        weigh::weigh(draft, header.is_some());
    }
    let nature = nature::nature(&drafts, context);
    nature::adapt(&mut drafts, nature);
    let roles = assign::roles(&drafts);
    conclude(&drafts, &roles, Some(nature), context)
}

/// What follows from roles that are given: formats, key, currency, verdict and doubts. Other roles than
/// those given are not looked for.
pub fn with_roles(
    header: Option<&[String]>,
    profiles: &[ColumnProfile],
    roles: &[Role],
    context: &Context,
) -> MappingGuess {
    let mut drafts = drafts(header, profiles);
    for (draft, &role) in drafts.iter_mut().zip(roles) {
        draft.candidates = if role == Role::Attribute {
            Vec::new()
        } else {
            vec![Candidate { role, weight: 1.0 }]
        };
    }
    conclude(&drafts, roles, None, context)
}

fn drafts<'a>(header: Option<&[String]>, profiles: &'a [ColumnProfile]) -> Vec<Draft<'a>> {
    let drafts = profiles.iter().enumerate().map(|(at, profile)| {
        let name = match header {
            Some(names) => names.get(at).map_or(String::new(), |name| name.trim().to_string()),
            None => format!("column {}", at + 1),
        };
        let words = if header.is_some() { read_header(&name) } else { HeaderWords::default() };
        let candidates = candidates(&words);
        Draft { name, words, profile, decision: profile.decide(), candidates }
    });
    drafts.collect()
}

/// Everything that follows once each column has its role.
fn conclude(
    drafts: &[Draft],
    roles: &[Role],
    nature: Option<nature::Nature>,
    context: &Context,
) -> MappingGuess {
    let formats = formats::formats(drafts, roles);
    let mut columns: Vec<ColumnGuess> = drafts
        .iter()
        .enumerate()
        .map(|(at, draft)| ColumnGuess {
            name: draft.name.clone(),
            value_type: assign::value_type(draft, roles[at]),
            role: roles[at],
            confidence: assign::confidence(draft, roles[at]),
            evidence: weigh::evidence(draft, roles[at], nature.is_none()),
            rivals: assign::rivals(drafts, roles, at),
            number: formats[at].number,
            number_reading: draft.decision.number,
            date: formats[at].date,
            date_reading: draft.decision.date,
            number_ambiguous: formats[at].number_ambiguous,
            date_ambiguous: formats[at].date_ambiguous,
        })
        .collect();
    let key = settle::key_of(roles, |at| drafts[at].profile.n_values > 0);
    let kind = kind_of(roles);
    let lines = amounts::look(drafts, roles, &formats, context.sample);
    if let Some(amount) = roles.iter().position(|&role| role == Role::Amount) {
        columns[amount].evidence.extend(lines.evidence);
    }
    let currency = amounts::currency(drafts, roles);
    let (verdict, why) = nature::verdict(drafts, roles, key, nature);
    let mut guess = MappingGuess {
        kind,
        verdict,
        why,
        columns,
        amount_of: lines.amount_of,
        currency,
        key,
        doubts: Vec::new(),
    };
    guess.doubts = doubts::doubts(&guess, drafts, lines.unsure, nature.is_none());
    guess
}
