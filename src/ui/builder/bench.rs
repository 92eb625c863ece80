//! The **bench**: the draft on it, which condition is open, and the edits. Every edit is asked for at once; small steps
//! of one value (typing, sliding) are one step of undo.
//!
//! The trap: a frame. What an edit changes in the page is painted before the page hears what the engine counted. So a small
//! step changes nothing but the input it is made in; what is drawn of the draft follows once the count has been painted
//! (`ui::later`).

use crate::{
    calendar::Day,
    engine::{
        builder::{BuilderAsk, FieldView},
        view::PartView,
    },
    query::{
        ast::{Condition, Test},
        draft::{Body, Draft, Path},
        error::Scope,
        parse::parse,
    },
    ui::{page, state::State},
};
use leptos::prelude::*;

/// Where a new condition goes: a group, and whether into a new group in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Adding {
    pub group: Path,
    pub enclosed: bool,
}

/// What the builder works on. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Bench {
    pub state: State,
    pub draft: RwSignal<Draft>,
    /// The draft as it is drawn, which small steps change later.
    pub drawn: RwSignal<Draft>,
    /// The condition whose editor is open.
    pub open: RwSignal<Option<Path>>,
    pub adding: RwSignal<Option<Adding>>,
    /// What was done, for those who do not see it.
    pub said: RwSignal<String>,
    /// The sentence of what was deleted last, as long as nothing else was done.
    pub deleted: RwSignal<Option<String>>,
    pub dragged: RwSignal<Option<Path>>,
    /// What the parts of the draft do. While an edit of one condition is on its way to the engine, what they did before it.
    counted: Memo<Vec<PartView>>,
    /// The condition last changed in small steps, and the query then.
    touched: StoredValue<Option<(Path, String)>>,
}

impl Bench {
    /// A bench that follows the selection asked for.
    pub fn new(state: State) -> Bench {
        let (draft, drawn) = (RwSignal::<Draft>::default(), RwSignal::<Draft>::default());
        let counted = Memo::new(move |before: Option<&Vec<PartView>>| {
            // A small step of the draft keeps its parts: what they do comes with the counts.
            drawn.track();
            let text = draft.with_untracked(Draft::text);
            let parts =
                state.counts.with(|counts| (counts.query == text).then(|| counts.parts.clone()));
            let is_on_its_way = state.query_error.with(Option::is_none);
            let before = before.filter(|_| is_on_its_way).cloned().unwrap_or_default();
            parts.unwrap_or_else(|| {
                let n = draft.with_untracked(|draft| draft.conditions(&[]).len()) as u32;
                let is_alike = before.iter().any(|part| (part.first, part.n) == (0, n));
                if is_alike { before } else { Vec::new() }
            })
        });
        let bench = Bench {
            state,
            draft,
            drawn,
            open: RwSignal::new(None),
            adding: RwSignal::new(None),
            said: RwSignal::default(),
            deleted: RwSignal::new(None),
            dragged: RwSignal::new(None),
            counted,
            touched: StoredValue::new(None),
        };
        Effect::new(move |_| {
            let query = state.route.with(|route| route.query.clone());
            if bench.draft.with_untracked(|draft| draft.text() == query) {
                return;
            }
            // What cannot be read is said beside the text; the draft stays.
            if let Ok(node) = parse(&query) {
                bench.open.set(None);
                bench.draft.set(Draft::of(&node));
                bench.draw();
            }
        });
        Effect::new(move |_| {
            state.selection.track();
            bench.draw();
        });
        Effect::new(move |_| {
            let loaded = state.base.with(|base| !base.files.is_empty());
            if loaded && state.builder.fields.with(Option::is_none) {
                state.builder.ask(BuilderAsk::Fields);
            }
        });
        Effect::new(move |_| {
            if state.builder.adding.get() {
                state.builder.adding.set(false);
                bench.adding.set(Some(Adding { group: Vec::new(), enclosed: false }));
            }
        });
        bench
    }

    /// Draws the draft as it is.
    fn draw(self) {
        // The screen may have been left since.
        let Some(draft) = self.draft.try_get_untracked() else { return };
        if self.drawn.try_with_untracked(|drawn| *drawn != draft) == Some(true) {
            self.drawn.set(draft);
        }
    }

    /// Closes the choice of a new condition; the focus goes back to where it was opened.
    pub fn close_choice(self) {
        if let Some(adding) = self.adding.get_untracked() {
            self.adding.set(None);
            let button = add_id(&adding.group, adding.enclosed);
            page::after_paint(move || crate::ui::app::focus(&button));
        }
    }

    /// Edits the draft and asks for what it is then; where the item is after that.
    pub fn edit(self, edit: impl FnOnce(&mut Draft) -> Option<Path>) -> Option<Path> {
        let path = self.draft.try_update(edit).flatten();
        self.draw();
        self.touched.set_value(None);
        self.deleted.set(None);
        self.state.set_query(self.draft.with_untracked(Draft::text));
        path
    }

    /// Moves the item at a path, and its open editor with it.
    pub fn move_item(
        self,
        path: &[usize],
        edit: impl FnOnce(&mut Draft, &[usize]) -> Option<Path>,
    ) {
        let was_open = self.open.get_untracked().as_deref() == Some(path);
        if let Some(path) = self.edit(|draft| edit(draft, path)) {
            self.said.set(self.state.t().builder.moved.to_string());
            if was_open {
                self.open.set(Some(path.clone()));
            }
            page::after_paint(move || crate::ui::app::focus(&id(&path)));
        }
    }

    /// Puts another test in the place of one, in small steps.
    pub fn set(self, path: &[usize], test: Test) {
        self.draft.update(|draft| drop(draft.set(path, test)));
        let text = self.draft.with_untracked(Draft::text);
        let goes_on = self.touched.with_value(|touched| {
            let now = self.state.route.with_untracked(|route| route.query.clone());
            touched.as_ref().is_some_and(|(at, query)| at == path && *query == now)
        });
        if goes_on {
            self.state.retouch(text.clone());
        } else {
            self.state.set_query(text.clone());
        }
        self.touched.set_value(Some((path.to_vec(), text)));
        self.state.once_counted(move || self.draw());
    }

    /// The condition at a path; reactive.
    pub fn condition(self, path: &[usize]) -> Option<Condition> {
        self.draft.with(|draft| match &draft.item(path)?.body {
            Body::Condition(condition) => Some(condition.clone()),
            Body::Group(_) => None,
        })
    }

    /// What the item at a path does to the selection, once the engine has said so.
    pub fn count(self, path: &[usize]) -> Option<PartView> {
        let range = self.drawn.with(|draft| draft.conditions(path));
        let (first, n) = (range.start as u32, range.len() as u32);
        self.counted
            .with(|parts| parts.iter().find(|part| (part.first, part.n) == (first, n)).cloned())
    }

    /// A field of the data, by its name or role.
    pub fn field(self, scope: Scope, name: &str) -> Option<FieldView> {
        let name = crate::text::fold(name);
        self.state.builder.fields.with(|fields| {
            let fields = fields.as_ref()?;
            let list = match scope {
                Scope::Customers => &fields.customers,
                Scope::Orders => &fields.orders,
                Scope::Lines => &fields.lines,
                Scope::Events => &fields.events,
            };
            let by_name = list.iter().find(|field| crate::text::fold(&field.name) == name);
            by_name
                .or_else(|| list.iter().find(|field| field.role.as_deref() == Some(name.as_str())))
                .cloned()
        })
    }

    /// The day that ages are measured to; the beginning of time before there is data.
    pub fn as_of(self) -> Day {
        Day(self.state.base.with(|base| base.as_of).unwrap_or_default())
    }
}

/// The button that adds to a group, or adds a group to it.
pub fn add_id(group: &[usize], enclosed: bool) -> String {
    format!("{}-{}", id(group), if enclosed { "group" } else { "add" })
}

/// The element of an item.
pub fn id(path: &[usize]) -> String {
    path.iter().fold("item".to_string(), |id, place| format!("{id}-{place}"))
}
