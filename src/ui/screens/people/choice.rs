//! **`ListChoice`**: how the list of people is shown: its order, its search, its columns, its filters, and whose page
//! is open. Kept as long as the page is; none of it goes into an address, since a search may hold a customer's name.

use crate::engine::view::{BaseView, CellKind, ListColumn, Sort};
use leptos::prelude::*;

/// Columns that the list begins with, of those that there are.
const FIRST_COLUMNS: [&str; 8] = [
    "customer_id",
    "name",
    "n_orders",
    "spend_total",
    "last_order",
    "activity",
    "rfm_segment",
    "top_product_name",
];

/// Filters that the screen begins with, of those that there are.
const FIRST_FACETS: [&str; 7] = [
    "activity",
    "rfm_segment",
    "pareto_class",
    "spend_total",
    "n_orders",
    "last_order",
    "reachable",
];

/// An attribute with more texts than this is no filter to begin with: names, numbers, addresses.
const FEW_TEXTS: u32 = 60;

/// Most attributes among the first filters.
const FIRST_ATTRIBUTES: usize = 4;

/// How the list is shown.
#[derive(Clone, Copy, Default)]
pub struct ListChoice {
    pub sort: RwSignal<Sort>,
    pub search: RwSignal<String>,
    /// Names of the columns shown, in the order in which there are columns.
    pub columns: RwSignal<Vec<String>>,
    /// Names of the fields to filter by, likewise.
    pub facets: RwSignal<Vec<String>>,
    /// Key of the customer whose page is open.
    pub open: RwSignal<Option<String>>,
}

impl ListChoice {
    /// Back to before anything was loaded.
    pub fn forget(self) {
        self.sort.set(Sort::default());
        self.search.set(String::new());
        self.columns.set(Vec::new());
        self.facets.set(Vec::new());
        self.open.set(None);
    }

    /// What is shown that is no longer there goes.
    pub fn keep(self, columns: &[ListColumn]) {
        for shown in [self.columns, self.facets] {
            shown.update(|shown| {
                shown.retain(|name| columns.iter().any(|column| column.name == *name));
            });
        }
    }

    /// After a load: what was chosen stays where it still is; the rest begins anew.
    pub fn fit(self, base: &BaseView, columns: &[ListColumn]) {
        let is_there = |name: &str| columns.iter().any(|column| column.name == name);
        self.open.set(None);
        self.search.set(String::new());
        if !is_there(&self.sort.with_untracked(|sort| sort.column.clone())) {
            let by = if base.has_money { "spend_total" } else { "n_orders" };
            self.sort.set(Sort { column: by.into(), descending: true });
        }
        self.columns.update(|shown| {
            shown.retain(|name| is_there(name));
            if shown.len() < 2 {
                shown.clear();
                shown.extend(names(columns, |column| FIRST_COLUMNS.contains(&&*column.name)));
                if !is_there("top_product_name") && is_there("top_product") {
                    shown.push("top_product".into());
                }
                sort_like(shown, columns);
            }
        });
        self.facets.update(|shown| {
            shown.retain(|name| is_there(name));
            if shown.is_empty() {
                shown.extend(names(columns, |column| FIRST_FACETS.contains(&&*column.name)));
                let attributes = names(columns, |column| {
                    column.is_attribute && (2..=FEW_TEXTS).contains(&column.n_texts)
                });
                shown.extend(attributes.into_iter().take(FIRST_ATTRIBUTES));
                sort_facets(shown, columns);
            }
        });
    }
}

fn names(columns: &[ListColumn], keep: impl Fn(&ListColumn) -> bool) -> Vec<String> {
    columns.iter().filter(|column| keep(column)).map(|column| column.name.clone()).collect()
}

/// Puts filters into order: classes, numbers, days, yes or no, texts; each in the order in which there are columns.
pub fn sort_facets(shown: &mut [String], columns: &[ListColumn]) {
    shown.sort_by_key(|name| {
        let place = columns.iter().position(|column| column.name == *name);
        let rank = place.map(|place| match columns[place].kind {
            CellKind::Class => 0,
            CellKind::Money | CellKind::Whole | CellKind::Number | CellKind::Quantity => 1,
            CellKind::Day => 2,
            CellKind::YesNo => 3,
            CellKind::Text => 4,
        });
        (rank, place)
    });
}

/// Puts names into the order in which there are columns.
pub fn sort_like(shown: &mut [String], columns: &[ListColumn]) {
    shown.sort_by_key(|name| columns.iter().position(|column| column.name == *name));
}
