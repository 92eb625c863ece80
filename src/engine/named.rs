//! What a question **names**: the queries and fields in it, by which the engine knows what must be made before it is answered.
//! Saved segments are known to the engine by themselves, so the names of those are none.

use super::{
    act::ActAsk, builder::BuilderAsk, cleanup::CleanupAsk, groups::GroupsAsk, protocol::Ask,
    time::view::TimeAsk,
};

/// The queries and fields that a question names; of those that only change what there is, none.
pub fn named(ask: &Ask) -> Vec<&str> {
    match ask {
        Ask::Facets { fields } => fields.iter().map(|ask| ask.field.as_str()).collect(),
        Ask::Rows(ask) => {
            ask.columns.iter().chain([&ask.sort.column]).map(String::as_str).collect()
        }
        Ask::Builder(ask) => match ask {
            BuilderAsk::Values { field, .. } | BuilderAsk::Spread { field, .. } => vec![field],
            BuilderAsk::Steps { template } => vec![template],
            BuilderAsk::Fields | BuilderAsk::Templates | BuilderAsk::Sql { .. } => Vec::new(),
        },
        Ask::Groups(ask) => match ask {
            GroupsAsk::Trial(list) => list.rules.iter().map(|rule| rule.query.as_str()).collect(),
            GroupsAsk::SetSaved(texts) => texts.iter().map(|text| text.query.as_str()).collect(),
            GroupsAsk::Groups(ask) => vec![&ask.field],
            GroupsAsk::Cross { rows, columns } => vec![&rows.field, &columns.field],
            GroupsAsk::Ladder { template } => vec![template],
            GroupsAsk::Compare { a, b } => vec![a, b],
            _ => Vec::new(),
        },
        Ask::Time(TimeAsk::Segment { query, .. }) => vec![query],
        Ask::Cleanup(CleanupAsk::NotForUs(query)) => vec![query],
        Ask::Act(ActAsk::Plans(plans)) => plans.iter().map(|plan| plan.group.as_str()).collect(),
        Ask::Act(ActAsk::Result(ask)) => vec![&ask.target, &ask.control],
        _ => Vec::new(),
    }
}
