//! **`Roles`**: which columns of a read file are used for what. Where several have one role it is the first
//! in file order that is not mainly empty; the others stay attributes.

use super::shard::Shard;
use crate::{
    schema::{mapping::FileKind, role::Role},
    text::fold,
};

/// Columns by what they are used for.
#[derive(Debug, Clone, Default)]
pub struct Roles {
    pub product: Option<usize>,
    /// Only beside a product code.
    pub product_name: Option<usize>,
    pub category: Option<usize>,
    pub name: Option<usize>,
    /// The family name where it stands in a column of its own.
    pub surname: Option<usize>,
    pub cost: Option<usize>,
    pub margin: Option<usize>,
    pub event_kind: Option<usize>,
    pub stage: Option<usize>,
    pub score: Option<usize>,
    pub referrer: Option<usize>,
    pub statuses: Vec<usize>,
    pub directions: Vec<usize>,
    /// By column: whether it is no attribute.
    pub consumed: Vec<bool>,
}

/// Words in headers of family names, folded.
const SURNAMES: [&str; 9] = [
    "last name",
    "lastname",
    "last_name",
    "surname",
    "family name",
    "apellido",
    "sobrenome",
    "pavarde",
    "nachname",
];

impl Roles {
    /// The roles of a file all of whose rows are there.
    pub fn of(shard: &Shard) -> Roles {
        let columns = |role: Role| {
            shard
                .mapping
                .columns
                .iter()
                .enumerate()
                .filter(move |(_, column)| column.role == role)
                .map(|(at, _)| at)
        };
        let one = |role: Role| {
            let filled = |&at: &usize| !is_mainly_empty(shard, at);
            columns(role).find(filled).or_else(|| columns(role).next())
        };
        let mut roles = Roles { name: one(Role::CustomerName), ..Roles::default() };
        roles.surname = columns(Role::CustomerName)
            .find(|&at| is_surname(&shard.mapping.columns[at].name))
            .filter(|&at| roles.name.is_some_and(|name| name < at));
        roles.referrer = one(Role::Referrer);
        match shard.kind {
            FileKind::Orders => {
                roles.product = one(Role::Product).or(one(Role::ProductName));
                roles.product_name = one(Role::Product).and(one(Role::ProductName));
                roles.category = one(Role::Category);
                roles.cost = one(Role::Cost);
                roles.margin = one(Role::Margin);
                roles.statuses = columns(Role::Status).collect();
                roles.directions = columns(Role::Direction).collect();
            }
            FileKind::Events => {
                roles.event_kind = one(Role::EventKind);
                roles.stage = one(Role::Stage);
                roles.score = one(Role::Score);
            }
            FileKind::Customers => {
                roles.stage = one(Role::Stage);
                roles.score = one(Role::Score);
            }
        }
        roles.consumed = roles.consumed_of(shard);
        roles
    }

    fn consumed_of(&self, shard: &Shard) -> Vec<bool> {
        let hot = &shard.hot;
        // A lead's stage is shown and exported too; that of a deal is the event's.
        let stage = self.stage.filter(|_| shard.kind == FileKind::Events);
        let used = [
            hot.key,
            hot.order,
            hot.date,
            hot.amount,
            hot.quantity,
            hot.price,
            hot.currency,
            self.product,
            self.product_name,
            self.category,
            self.name,
            self.surname,
            self.cost,
            self.margin,
            self.event_kind,
            self.score,
            stage,
        ];
        (0..shard.mapping.columns.len()).map(|at| used.contains(&Some(at))).collect()
    }
}

fn is_surname(header: &str) -> bool {
    let folded = fold(header);
    SURNAMES.iter().any(|word| folded.contains(word))
}

fn is_mainly_empty(shard: &Shard, column: usize) -> bool {
    shard.texts[column].n_empty() * 2 > shard.len()
}
