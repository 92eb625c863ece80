//! What the Segments screen knows: the answers it was last given, and the segments the user saved.
//!
//! Saved segments are rules, never data. They are kept in the browser only while the user says so; else they live as
//! long as the page.

use crate::engine::groups::{
    GroupsAsk, GroupsSay,
    compare::CompareView,
    cross::CrossView,
    dimension::GroupsView,
    ladder::LadderView,
    lists::{ListView, TrialView},
    products::ProductsView,
    saved::{OverlapView, SavedText, SavedView},
};
use crate::{
    classes::{RuleSet, rules::RuleList},
    engine::protocol::Ask,
    ui::transport,
};
use gloo::storage::{LocalStorage, Storage};
use leptos::prelude::*;
use std::{collections::HashMap, sync::Arc};

/// Where kept segments stand in the browser's storage.
const KEPT: &str = "carteira.segments";

/// The signals of the screen. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Groups {
    pub lists: RwSignal<Arc<Vec<ListView>>>,
    pub trial: RwSignal<Option<TrialView>>,
    pub groups: RwSignal<Option<Arc<GroupsView>>>,
    pub cross: RwSignal<Option<Arc<CrossView>>>,
    pub ladder: RwSignal<Option<Arc<LadderView>>>,
    pub products: RwSignal<Option<Arc<ProductsView>>>,
    pub saved: RwSignal<Arc<Vec<SavedView>>>,
    pub overlap: RwSignal<Option<Arc<OverlapView>>>,
    pub compare: RwSignal<Option<Arc<CompareView>>>,
    /// Where the user cut a field.
    pub cuts: RwSignal<HashMap<String, Vec<f64>>>,
    /// The two fields of the cross-table.
    pub rows: RwSignal<String>,
    pub columns: RwSignal<String>,
    /// The condition of the ladder.
    pub template: RwSignal<String>,
    /// The saved segments, in their order.
    pub texts: RwSignal<Vec<SavedText>>,
    /// Whether they are kept in this browser.
    pub kept: RwSignal<bool>,
    /// The lists that the user edited.
    pub edited: RwSignal<RuleSet>,
}

impl Groups {
    /// As the page begins: with the segments that were kept, if any were.
    pub fn of_browser() -> Groups {
        let kept: Option<Vec<SavedText>> = LocalStorage::get(KEPT).ok();
        Groups {
            lists: RwSignal::default(),
            trial: RwSignal::new(None),
            groups: RwSignal::new(None),
            cross: RwSignal::new(None),
            ladder: RwSignal::new(None),
            products: RwSignal::new(None),
            saved: RwSignal::default(),
            overlap: RwSignal::new(None),
            compare: RwSignal::new(None),
            cuts: RwSignal::default(),
            rows: RwSignal::new("rfm_segment".into()),
            columns: RwSignal::new("activity".into()),
            template: RwSignal::new("spend_total >= {x}".into()),
            kept: RwSignal::new(kept.is_some()),
            texts: RwSignal::new(kept.unwrap_or_default()),
            edited: RwSignal::default(),
        }
    }

    /// Takes in what the engine says.
    pub fn hear(self, say: GroupsSay) {
        match say {
            GroupsSay::Lists(lists) => self.lists.set(Arc::new(lists)),
            GroupsSay::Trial(trial) => self.trial.set(Some(trial)),
            GroupsSay::Groups(groups) => self.groups.set(Some(Arc::new(groups))),
            GroupsSay::Cross(cross) => self.cross.set(Some(Arc::new(cross))),
            GroupsSay::Ladder(ladder) => self.ladder.set(Some(Arc::new(ladder))),
            GroupsSay::Products(products) => self.products.set(Some(Arc::new(products))),
            GroupsSay::Saved(saved) => self.saved.set(Arc::new(saved)),
            GroupsSay::Overlap(overlap) => self.overlap.set(Some(Arc::new(overlap))),
            GroupsSay::Compare(compare) => self.compare.set(Some(Arc::new(compare))),
        }
    }

    /// Forgets what was told of the data. Saved segments stay: they are the user's rules.
    pub fn forget(self) {
        self.lists.set(Arc::default());
        self.trial.set(None);
        self.groups.set(None);
        self.cross.set(None);
        self.ladder.set(None);
        self.products.set(None);
        self.saved.set(Arc::default());
        self.overlap.set(None);
        self.compare.set(None);
        self.cuts.update(HashMap::clear);
        self.edited.set(RuleSet::default());
    }

    /// A worker that has just begun is told the segments before all else, since links may name them.
    pub fn introduce(self) {
        let texts = self.texts.get_untracked();
        if !texts.is_empty() {
            transport::ask(Ask::Groups(GroupsAsk::SetSaved(texts)));
        }
        let edited = self.edited.get_untracked();
        if edited != RuleSet::default() {
            transport::ask(Ask::Groups(GroupsAsk::SetRules(edited)));
        }
    }

    /// Changes the saved segments, tells the engine, and keeps them where the user wants that.
    pub fn change(self, edit: impl FnOnce(&mut Vec<SavedText>)) {
        self.texts.update(edit);
        self.store();
        transport::ask(Ask::Groups(GroupsAsk::SetSaved(self.texts.get_untracked())));
    }

    /// Saves a query under a name; one of that name is replaced.
    pub fn save(self, name: &str, query: String) {
        let name = name.trim().to_string();
        if name.is_empty() {
            return;
        }
        self.change(|texts| match texts.iter_mut().find(|text| text.name == name) {
            Some(text) => text.query = query,
            None => texts.push(SavedText { name, query, description: String::new() }),
        });
    }

    /// Keeps the segments in this browser, or takes them out of it.
    pub fn keep(self, kept: bool) {
        self.kept.set(kept);
        self.store();
    }

    fn store(self) {
        if self.kept.get_untracked() {
            // Storage may be full or forbidden: the segments then live as long as the page, as without it.
            let _ = LocalStorage::set(KEPT, self.texts.get_untracked());
        } else {
            LocalStorage::delete(KEPT);
        }
    }

    /// Puts an edited list in the place of its field's, or, with none, the built-in one back.
    pub fn set_list(self, field: &str, list: Option<RuleList>) {
        self.edited.update(|set| {
            set.edited.retain(|list| list.field != field);
            set.edited.extend(list);
        });
        transport::ask(Ask::Groups(GroupsAsk::SetRules(self.edited.get_untracked())));
    }
}
