//! What the Segments screen knows: the answers it was last given, and the segments the user saved.
//!
//! Saved segments are rules, never data. They are kept in the browser only while the user says so; else they live as
//! long as the page.

use super::grown::Grown;
use crate::engine::groups::{
    GroupsAsk, GroupsSay,
    bought::BoughtView,
    compare::CompareView,
    cross::CrossView,
    dimension::GroupsView,
    ladder::LadderView,
    lists::{ListView, TrialView},
    products::{ProductOrder, ProductsView},
    saved::{OverlapView, SavedText, SavedView},
    stages::StagesView,
    tiers::{Rates, TiersView},
};
use crate::{
    classes::{RuleSet, is_own, rules::RuleList},
    engine::protocol::Ask,
    query::{edit::rename_segment, parse::parse, print::print},
    text::fold,
    ui::{state::State, transport},
};
use gloo::storage::{LocalStorage, Storage};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
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
    pub stages: RwSignal<Option<Arc<StagesView>>>,
    pub tiers: RwSignal<Option<Arc<TiersView>>>,
    pub bought: RwSignal<Option<Arc<BoughtView>>>,
    /// A saved segment over time.
    pub grown: Grown,
    /// What the reward plan gives back.
    pub rates: RwSignal<Rates>,
    /// Which products come first.
    pub order: RwSignal<ProductOrder>,
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
    /// The lists that the user edited or made.
    pub edited: RwSignal<RuleSet>,
    /// One that was taken away, to be made again.
    pub dropped: RwSignal<Option<RuleList>>,
}

/// The rules that are kept, in the browser or in a file.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Kept {
    pub segments: Vec<SavedText>,
    /// Classifications, edited ones and the user's own.
    pub lists: Vec<RuleList>,
}

impl Kept {
    /// Reads them; earlier files hold the segments alone.
    pub fn read(text: &str) -> Option<Kept> {
        let earlier =
            |text| Some(Kept { segments: serde_json::from_str(text).ok()?, lists: vec![] });
        serde_json::from_str(text).ok().or_else(|| earlier(text))
    }
}

impl Groups {
    /// As the page begins: with the segments that were kept, if any were.
    pub fn of_browser() -> Groups {
        let kept = LocalStorage::raw().get_item(KEPT).ok().flatten();
        let kept = kept.and_then(|text| Kept::read(&text));
        let is_kept = kept.is_some();
        let Kept { segments, lists } = kept.unwrap_or_default();
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
            stages: RwSignal::new(None),
            tiers: RwSignal::new(None),
            bought: RwSignal::new(None),
            grown: Grown::default(),
            rates: RwSignal::default(),
            order: RwSignal::default(),
            cuts: RwSignal::default(),
            rows: RwSignal::new("rfm_segment".into()),
            columns: RwSignal::new("activity".into()),
            template: RwSignal::new("spend_total >= {x}".into()),
            kept: RwSignal::new(is_kept),
            texts: RwSignal::new(segments),
            edited: RwSignal::new(RuleSet { edited: lists, ..RuleSet::default() }),
            dropped: RwSignal::new(None),
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
            GroupsSay::Stages(stages) => self.stages.set(Some(Arc::new(stages))),
            GroupsSay::Tiers(tiers) => self.tiers.set(Some(Arc::new(tiers))),
            GroupsSay::Bought(bought) => self.bought.set(Some(Arc::new(bought))),
        }
    }

    /// Forgets what was told of the data. Saved segments and own classifications stay: they are the user's rules.
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
        self.stages.set(None);
        self.tiers.set(None);
        self.bought.set(None);
        self.grown.forget();
        self.cuts.update(HashMap::clear);
        self.edited.update(|set| {
            let mut own = std::mem::take(set).edited;
            own.retain(|list| is_own(&list.field));
            set.edited = own;
        });
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

    /// Gives a segment another name, unless that is empty or another's; queries and rules that name it follow.
    pub fn rename(self, state: State, place: usize, name: &str) {
        let is_free = self.texts.with_untracked(|texts| {
            !name.is_empty() && texts.iter().all(|text| fold(&text.name) != fold(name))
        });
        let Some(old) = self.texts.with_untracked(|texts| texts.get(place).map(|t| t.name.clone()))
        else {
            return;
        };
        if !is_free && fold(&old) != fold(name) || name.is_empty() {
            return;
        }
        let follow = |query: &mut String| {
            let new = parse(query).ok().and_then(|node| rename_segment(&node, &old, name));
            new.map(|new| *query = print(&new))
        };
        let mut set = self.edited.get_untracked();
        let rules = set.edited.iter_mut().flat_map(|list| &mut list.rules);
        if rules.filter_map(|rule| follow(&mut rule.query)).count() > 0 {
            // While the rules change, the segment bears both names.
            let mut both = self.texts.get_untracked();
            both.push(SavedText { name: name.to_string(), ..both[place].clone() });
            transport::ask(Ask::Groups(GroupsAsk::SetSaved(both)));
            transport::ask(Ask::Groups(GroupsAsk::SetRules(set.clone())));
            self.edited.set(set);
        }
        self.change(|texts| {
            texts.iter_mut().filter_map(|text| follow(&mut text.query)).for_each(drop);
            texts[place].name = name.to_string();
        });
        let mut selected = state.selection.with_untracked(|selection| selection.query.clone());
        if follow(&mut selected).is_some() {
            state.set_query(selected);
        }
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

    /// All that is kept.
    pub fn rules(self) -> Kept {
        let lists = self.edited.with_untracked(|set| set.edited.clone());
        Kept { segments: self.texts.get_untracked(), lists }
    }

    /// Takes in rules of a file; those of the same names give way.
    pub fn take_in(self, Kept { segments, lists }: Kept) {
        if !lists.is_empty() {
            self.edited.update(|set| {
                set.edited.retain(|old| lists.iter().all(|new| new.field != old.field));
                set.edited.extend(lists);
            });
            transport::ask(Ask::Groups(GroupsAsk::SetRules(self.edited.get_untracked())));
        }
        self.change(|known| {
            known.retain(|old| segments.iter().all(|new| new.name != old.name));
            known.extend(segments);
        });
    }

    /// The names of the user's own classifications.
    pub fn own_lists(self) -> Vec<String> {
        let own = |list: &&RuleList| is_own(&list.field);
        self.edited.with(|set| set.edited.iter().filter(own).map(|l| l.field.clone()).collect())
    }

    /// The rules that the user gave a classification.
    pub fn given(self, field: &str) -> Option<RuleList> {
        self.edited.with_untracked(|set| set.edited.iter().find(|l| l.field == field).cloned())
    }

    fn store(self) {
        if self.kept.get_untracked() {
            // Storage may be full or forbidden: the segments then live as long as the page, as without it.
            let _ = LocalStorage::set(KEPT, self.rules());
        } else {
            LocalStorage::delete(KEPT);
        }
    }

    /// Puts an edited list in the place of its field's, or, with none, the built-in one back; of the user's own, none is left.
    pub fn set_list(self, field: &str, list: Option<RuleList>) {
        self.edited.update(|set| {
            let place = set.edited.iter().position(|list| list.field == field);
            match (place, list) {
                (Some(place), Some(list)) => set.edited[place] = list,
                (Some(place), None) => drop(set.edited.remove(place)),
                (None, list) => set.edited.extend(list),
            }
        });
        self.store();
        transport::ask(Ask::Groups(GroupsAsk::SetRules(self.edited.get_untracked())));
    }
}
