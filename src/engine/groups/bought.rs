//! **Bought**: the groups of a field by category, and which part of each group ever bought in it.
//!
//! The trap: categories overlap, groups do not. A customer counts in every category bought, so that a row's shares
//! add up to anything.

use super::dimension::{DimensionAsk, GroupName, cut};
use crate::{
    engine::{base::Base, view::Revision},
    query::print::quote,
};
use serde::{Deserialize, Serialize};

/// Categories told, those with the most buyers.
const CATEGORIES: usize = 12;
/// Groups of a text field; the rest is one group.
const GROUPS: usize = 20;

/// The groups by category.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BoughtView {
    pub revision: Revision,
    pub field: String,
    pub groups: Vec<BoughtRow>,
    /// By falling number of buyers.
    pub categories: Vec<String>,
    /// Categories beyond those.
    pub more: u32,
}

/// A group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BoughtRow {
    pub name: GroupName,
    pub customers: u32,
    /// For each category, who ever bought in it.
    pub cells: Vec<BoughtCell>,
}

/// A group and a category.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BoughtCell {
    pub bought: u32,
    /// Whom of the group it is, and whom it is not.
    pub query: String,
    pub other_query: String,
}

/// Who of each group bought in which category; none where there is no such field.
pub fn bought(base: &Base, field: &str, revision: Revision) -> Option<BoughtView> {
    let dimension =
        cut(base, &DimensionAsk { field: field.to_string(), cuts: Vec::new() }, GROUPS)?;
    let lines = &base.portfolio.lines;
    let limit = base.table.as_of.unwrap_or(i32::MAX);
    let (n_groups, n) = (dimension.groups.len(), lines.categories.len().max(1));
    let mut sizes = vec![0u32; n_groups];
    let mut buyers = vec![0u32; n_groups * n];
    let mut last = vec![u32::MAX; n];
    for customer in base.table.exists.iter() {
        let group = dimension.of[customer] as usize;
        sizes[group] += 1;
        if lines.category.is_empty() {
            continue;
        }
        for line in
            lines.of(customer).filter(|&line| lines.day[line] <= limit && !lines.is_return[line])
        {
            let category = lines.category[line] as usize;
            if last[category] != customer as u32 {
                last[category] = customer as u32;
                buyers[group * n + category] += 1;
            }
        }
    }
    let total =
        |category: usize| (0..n_groups).map(|group| buyers[group * n + category]).sum::<u32>();
    let mut ranked: Vec<(u32, usize)> =
        (1..lines.categories.len()).map(|category| (total(category), category)).collect();
    ranked.retain(|(total, _)| *total > 0);
    ranked.sort_by_key(|&(total, category)| (std::cmp::Reverse(total), category));
    let more = ranked.len().saturating_sub(CATEGORIES) as u32;
    ranked.truncate(CATEGORIES);
    let name = |category: usize| lines.categories.get(category as u32);
    let groups = (dimension.groups.into_iter().enumerate())
        .filter(|(group, _)| sizes[*group] > 0)
        .map(|(group, (group_name, query))| {
            let cells = ranked.iter().map(|&(_, category)| {
                let has = format!(
                    "lines(category = {}, kind = \"purchase\", count >= 1)",
                    quote(name(category))
                );
                BoughtCell {
                    bought: buyers[group * n + category],
                    other_query: format!("{query} and not {has}"),
                    query: format!("{query} and {has}"),
                }
            });
            BoughtRow { name: group_name, customers: sizes[group], cells: cells.collect() }
        })
        .collect();
    let categories = ranked.iter().map(|&(_, category)| name(category).to_string()).collect();
    Some(BoughtView { revision, field: field.to_string(), groups, categories, more })
}
