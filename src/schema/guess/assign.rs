//! Which column gets which role: the single roles to their best column, the others to whoever names them.

use super::{Draft, ENOUGH, Rival};
use crate::schema::{profile::ValueType, role::Role};

/// A rival must be at least so strong to be named.
const NAMED: f64 = 0.15;

/// The role of every column.
pub fn roles(drafts: &[Draft]) -> Vec<Role> {
    let mut roles = vec![Role::Attribute; drafts.len()];
    let mut offers: Vec<(usize, Role, f64)> = drafts
        .iter()
        .enumerate()
        .flat_map(|(at, draft)| draft.candidates.iter().map(move |c| (at, c.role, c.weight)))
        .filter(|&(_, _, weight)| weight >= ENOUGH)
        .collect();
    // Stable: of equal offers the first column's wins.
    offers.sort_by(|a, b| b.2.total_cmp(&a.2));
    for (at, role, _) in offers {
        let taken = role.is_single() && roles.contains(&role);
        if roles[at] == Role::Attribute && !taken {
            roles[at] = role;
        }
    }
    roles
}

/// How sure the role of a column is.
pub fn confidence(draft: &Draft, role: Role) -> f64 {
    let weight = if role == Role::Attribute {
        let strongest = draft.candidates.first().map_or(0.0, |c| c.weight);
        (1.0 - strongest).clamp(0.3, 0.9)
    } else {
        draft.weight(role)
    };
    rounded(weight)
}

/// What else a column could be, and who else could have its role.
pub fn rivals(drafts: &[Draft], roles: &[Role], at: usize) -> Vec<Rival> {
    let role = roles[at];
    let mut rivals: Vec<Rival> = drafts[at]
        .candidates
        .iter()
        .filter(|c| c.role != role && c.weight >= NAMED)
        .map(|c| Rival::Role(c.role, rounded(c.weight)))
        .collect();
    if role.is_single() {
        rivals.extend(drafts.iter().enumerate().filter(|&(other, _)| other != at).filter_map(
            |(other, draft)| {
                let weight = draft.weight(role);
                (weight >= NAMED).then(|| Rival::Column(other, rounded(weight)))
            },
        ));
    }
    rivals.sort_by(|a, b| strength(b).total_cmp(&strength(a)));
    rivals
}

fn strength(rival: &Rival) -> f64 {
    match rival {
        Rival::Role(_, strength) | Rival::Column(_, strength) => *strength,
    }
}

fn rounded(weight: f64) -> f64 {
    (weight * 100.0).round() / 100.0
}

/// The type of a column. Telephone numbers and documents are text even where a mark makes them read as
/// numbers; eight digits are dates where the role is a day's.
pub fn value_type(draft: &Draft, role: Role) -> ValueType {
    let found = draft.decision.value_type;
    match role {
        Role::Phone | Role::Document if found == ValueType::Number => ValueType::Text,
        Role::OrderDate | Role::EventDate | Role::Birthday | Role::SignupDate => {
            let profile = draft.profile;
            let compact = profile.n_values > 0 && profile.dates.n_read() == profile.n_values;
            if found == ValueType::Number && compact { ValueType::Date } else { found }
        }
        _ => found,
    }
}
