//! **Picking**: the marks of a picture or rows of a table, each of which stands for a query, as alternatives of each
//! other. Picking one adds it to the selection; two of one picture are this or that.

use crate::{
    query::{ast::Node, edit, parse::parse},
    ui::state::State,
};
use leptos::prelude::*;

/// What is picked, and what picking does. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Picking {
    chosen: Signal<Vec<bool>>,
    pick: Callback<usize>,
}

impl Picking {
    /// Anything: what is chosen now, and what a choice does.
    pub fn new(chosen: impl Into<Signal<Vec<bool>>>, pick: Callback<usize>) -> Picking {
        Picking { chosen: chosen.into(), pick }
    }

    /// Among these queries.
    pub fn among(queries: Signal<Vec<String>>) -> Picking {
        let state = State::here();
        let everyone = || Node::And(Vec::new());
        let alternatives = Memo::new(move |_| {
            let parsed = |query: &String| parse(query).unwrap_or_else(|_| everyone());
            queries.with(|queries| queries.iter().map(parsed).collect::<Vec<Node>>())
        });
        let chosen = Memo::new(move |_| {
            let query = state.selection.with(|selection| selection.query.clone());
            let node = parse(&query).unwrap_or_else(|_| everyone());
            alternatives.with(|alternatives| edit::chosen_among(&node, alternatives).0)
        });
        let pick = Callback::new(move |index| {
            let alternatives = alternatives.get_untracked();
            state.edit(|node| edit::toggle_among(node, &alternatives, index));
        });
        Picking::new(chosen, pick)
    }

    /// Whether the selection names this one.
    pub fn is_chosen(self, index: usize) -> bool {
        self.chosen.with(|chosen| chosen.get(index).copied().unwrap_or(false))
    }

    /// Adds it to the selection, or takes it away.
    pub fn toggle(self, index: usize) {
        self.pick.run(index);
    }
}
