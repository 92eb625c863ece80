//! The signals of the page: what the engine last said, what the user last chose. Components read them; only the
//! functions here write what comes from the engine.

use super::{
    builder::state::Building,
    hall::Hall,
    intake::Intake,
    later::Later,
    locale::Lang,
    messages::Messages,
    page,
    route::{Route, Screen},
    screens::{
        act::state::Act, cleanup::Cleanup, people::choice::ListChoice, segments::state::Groups,
        time::signals::TimeSignals, worth::Worth,
    },
    sentence::Voice,
    transport, unpack,
};
use crate::{
    calendar::Day,
    engine::{
        protocol::{Ask, Say},
        view::*,
    },
    query::{ast::Node, edit, error::QueryError, parse::parse, print::print},
};
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen::JsValue;

/// Where the page stands; its name is `<html data-state>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    Empty,
    Reading,
    /// A question is open.
    Mapping,
    Ready,
    Error,
}

impl Phase {
    fn name(self) -> &'static str {
        match self {
            Phase::Empty => "empty",
            Phase::Reading => "reading",
            Phase::Mapping => "mapping",
            Phase::Ready => "ready",
            Phase::Error => "error",
        }
    }
}

/// Queries the user went through.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct History {
    past: Vec<String>,
    future: Vec<String>,
}

impl History {
    /// Whether there is something to undo.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// The query that undo leads to, and that redo leads to.
    pub fn neighbours(&self) -> (Option<String>, Option<String>) {
        (self.past.last().cloned(), self.future.last().cloned())
    }

    /// Whether there is something to redo.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }
}

/// Everything the page knows. Cheap to copy: all signals.
#[derive(Clone, Copy)]
pub struct State {
    pub hall: Hall,
    /// The hall's, at hand.
    pub lang: RwSignal<Lang>,
    pub phase: RwSignal<Phase>,
    pub route: RwSignal<Route>,
    pub intake: Intake,
    pub problem: RwSignal<Option<Problem>>,
    pub files: RwSignal<Arc<FilesView>>,
    pub base: RwSignal<Arc<BaseView>>,
    /// Columns that the list can show.
    pub columns: RwSignal<Arc<Vec<ListColumn>>>,
    /// The newest counts, drawn at once.
    pub counts: RwSignal<Arc<SelectionView>>,
    /// The selection, for all that follows from it. Of a change of the query it comes once the counts have been painted.
    pub selection: RwSignal<Arc<SelectionView>>,
    pub overview: RwSignal<Option<Arc<OverviewView>>>,
    /// What changed in 90 days; asked for after the first picture.
    pub changes: RwSignal<Option<Arc<Vec<ActivityChange>>>>,
    pub facets: RwSignal<Arc<Vec<FacetView>>>,
    pub rows: RwSignal<Arc<RowsView>>,
    pub customer: RwSignal<Option<Arc<CustomerView>>>,
    /// Of the segment builder.
    pub builder: Building,
    /// Of the Segments screen.
    pub groups: Groups,
    /// How the list of people is shown.
    pub list: ListChoice,
    pub time: TimeSignals,
    /// Of the Clean-up screen.
    pub cleanup: Cleanup,
    /// Of worth and why.
    pub worth: Worth,
    /// Of the Act screen.
    pub act: Act,
    pub history: RwSignal<History>,
    /// A query that could not be understood, and why; what is selected is another.
    pub query_error: RwSignal<Option<(String, QueryError)>>,
    /// When the query was changed: start of a measure, in ms since the page began.
    asked_at: StoredValue<Option<f64>>,
    later: Later,
}

impl State {
    /// The state of a page that has just begun.
    pub fn of_browser() -> State {
        let hall = Hall::of_browser();
        State {
            hall,
            lang: hall.lang,
            phase: RwSignal::new(Phase::Empty),
            route: RwSignal::new(Route::START),
            intake: Intake::default(),
            problem: RwSignal::new(None),
            files: RwSignal::default(),
            base: RwSignal::default(),
            columns: RwSignal::default(),
            counts: RwSignal::default(),
            selection: RwSignal::default(),
            overview: RwSignal::new(None),
            changes: RwSignal::new(None),
            facets: RwSignal::default(),
            rows: RwSignal::default(),
            customer: RwSignal::new(None),
            builder: Building::default(),
            groups: Groups::of_browser(),
            list: ListChoice::default(),
            time: TimeSignals::default(),
            cleanup: Cleanup::default(),
            worth: Worth::default(),
            act: Act::of_browser(),
            history: RwSignal::default(),
            query_error: RwSignal::new(None),
            asked_at: StoredValue::new(None),
            later: Later::default(),
        }
    }

    /// The state of this page, from anywhere in it.
    pub fn here() -> State {
        use_context().expect("the app provides its state")
    }

    /// The sentences of the chosen language.
    pub fn t(self) -> &'static Messages {
        Messages::of(self.lang.get())
    }

    /// How conditions are said: in the chosen language and the data's currency.
    pub fn voice(self) -> Voice {
        let (currency, decimals) = self.base.with(|base| (base.currency.clone(), base.decimals));
        Voice { lang: self.lang.get(), t: self.t(), currency, decimals }
    }

    /// The sentences of the language as it is now, for what is drawn anew when it changes.
    pub fn t_now(self) -> &'static Messages {
        Messages::of(self.lang.get_untracked())
    }

    /// Sets the phase, and with it `<html data-state>`.
    pub fn enter(self, phase: Phase) {
        self.phase.set(phase);
        page::set_data("state", phase.name());
    }

    /// Forgets everything: the worker ends and with it all data.
    pub fn forget(self) {
        unpack::end();
        transport::start(self);
        self.problem.set(None);
        self.lose();
        self.go_to(Route::START);
        self.enter(Phase::Empty);
    }

    /// Lets go of all that is known of any data.
    pub fn lose(self) {
        super::opened::forget();
        self.intake.refused.set(Vec::new());
        self.files.set(Arc::default());
        self.base.set(Arc::default());
        self.columns.set(Arc::default());
        self.counts.set(Arc::default());
        self.selection.set(Arc::default());
        self.overview.set(None);
        self.changes.set(None);
        self.facets.set(Arc::default());
        self.rows.set(Arc::default());
        self.customer.set(None);
        self.builder.forget();
        self.groups.forget();
        self.list.forget();
        self.time.forget();
        self.cleanup.forget();
        self.worth.forget();
        self.act.forget();
        self.history.set(History::default());
        self.query_error.set(None);
        for name in ["customers", "selected", "revision"] {
            page::set_data(name, "");
        }
    }

    /// Goes to a screen, keeping the query.
    pub fn go(self, screen: Screen) {
        let route = Route { screen, view: String::new(), ..self.route.get_untracked() };
        self.go_to(route);
    }

    /// Goes to a route and writes it into the address. What is elsewhere is seen from its top.
    pub fn go_to(self, route: Route) {
        let place = |route: &Route| (route.screen, route.view.clone());
        let is_elsewhere = self.route.with_untracked(place) != place(&route);
        super::app::push_address(&route);
        self.route.set(route);
        if is_elsewhere {
            page::to_top();
        }
    }

    /// Changes the selection, so that it can be undone.
    pub fn set_query(self, text: String) {
        let now = self.route.with_untracked(|route| route.query.clone());
        if text == now {
            return;
        }
        self.history.update(|history| {
            history.past.push(now);
            history.future.clear();
        });
        self.select(text);
    }

    /// Whether all that a query says is among the conditions of the selection.
    pub fn has(self, query: &str) -> bool {
        let Ok(node) = parse(query) else { return false };
        self.selection.with(|selection| {
            edit::parts(&node).iter().all(|part| {
                let text = print(part);
                selection.conditions.iter().any(|condition| condition.text == text)
            })
        })
    }

    /// One more condition in the selection, or, where it is there already, one less.
    pub fn toggle(self, part: &str) {
        let Ok(part) = parse(part) else { return };
        self.edit(|node| edit::toggle(node, &part));
    }

    /// Selects whom a query names and shows them, as one step back in the address.
    pub fn show(self, query: String) {
        self.route.update(|route| route.screen = Screen::People);
        self.set_query(query);
        super::app::push_address(&self.route.get_untracked());
        page::to_top();
    }

    /// Changes the selection's tree, so that it can be undone.
    pub fn edit(self, change: impl FnOnce(&Node) -> Node) {
        // The latest asked for, though its answer may still be on the way; a link's torn query counts as everyone.
        let text = self.route.with_untracked(|route| route.query.clone());
        let node = parse(&text).unwrap_or(Node::And(Vec::new()));
        self.set_query(print(&change(&node)));
    }

    /// Changes the selection while something is dragged. Only the whole way can be undone, by [`State::dragged`].
    pub fn drag(self, text: String) {
        if self.route.with_untracked(|route| route.query != text) {
            self.retouch(text);
        }
    }

    /// Dragging ended; before it, this was the query.
    pub fn dragged(self, before: String) {
        if self.route.with_untracked(|route| route.query != before) {
            self.history.update(|history| {
                history.past.push(before);
                history.future.clear();
            });
        }
    }

    /// Goes on changing the selection within one step of undo and of the address.
    pub fn retouch(self, text: String) {
        self.ask_for(text);
        self.write_address(super::app::replace_address);
    }

    /// Back to the selection before.
    pub fn undo(self) {
        let now = self.route.with_untracked(|route| route.query.clone());
        let before = self.history.try_update(|history| {
            let before = history.past.pop()?;
            history.future.push(now);
            Some(before)
        });
        if let Some(Some(text)) = before {
            self.select(text);
        }
    }

    /// Forward to the selection undone.
    pub fn redo(self) {
        let now = self.route.with_untracked(|route| route.query.clone());
        let after = self.history.try_update(|history| {
            let after = history.future.pop()?;
            history.past.push(now);
            Some(after)
        });
        if let Some(Some(text)) = after {
            self.select(text);
        }
    }

    /// Asks for a selection. On an error the address goes back to the selection there is.
    pub fn select(self, text: String) {
        self.ask_for(text);
        self.write_address(super::app::push_address);
    }

    fn ask_for(self, text: String) {
        self.asked_at.set_value(Some(page::now()));
        transport::ask(Ask::SetQuery { text: text.clone() });
        self.drop_wrong_query();
        self.route.update(|route| route.query = text);
    }

    /// Has the address say where the page is, once the counts stand there: a step in the history takes the browser longer
    /// than a query takes us.
    fn write_address(self, write: fn(&Route)) {
        self.once_counted(move || self.route.with_untracked(write));
    }

    /// Calls back once what the user did has been painted, with the counts of the query if that was changed.
    pub fn once_counted(self, call: impl FnOnce() + 'static) {
        match self.asked_at.get_value() {
            Some(_) => self.later.wait(call),
            None => page::after_paint(call),
        }
    }

    /// Leaves a query that cannot be understood for the selection there is.
    pub fn drop_wrong_query(self) {
        if self.query_error.with_untracked(Option::is_some) {
            self.query_error.set(None);
        }
    }

    /// Moves the day that ages are measured to; none for the latest.
    pub fn set_as_of(self, day: Option<Day>) {
        let route = Route { as_of: day, ..self.route.get_untracked() };
        self.go_to(route);
        transport::ask(Ask::SetAsOf { day: day.map(|day| day.0) });
    }

    /// Moves that day in small steps, which the back button takes as one.
    pub fn slide_as_of(self, day: Option<Day>) {
        let route = Route { as_of: day, ..self.route.get_untracked() };
        super::app::replace_address(&route);
        self.route.set(route);
        transport::ask(Ask::SetAsOf { day: day.map(|day| day.0) });
    }

    /// Takes in what the engine says.
    pub fn hear(self, say: Say, bytes: &JsValue) {
        match say {
            Say::Ready { .. } => page::is_loaded(),
            Say::Builder(say) => self.builder.hear(say),
            Say::Groups(say) => self.groups.hear(say),
            Say::Time(said) => self.time.hear(self, *said),
            Say::Cleanup(say) => self.cleanup.hear(say),
            Say::Worth(say) => self.worth.hear(*say),
            Say::Act(say) => self.act.hear(say),
            Say::Progress { .. }
            | Say::Files(_)
            | Say::Refused(_)
            | Say::Loaded(_)
            | Say::Cancelled => {
                self.hear_of_files(say);
            }
            Say::Rehearsal(loaded) => super::rehearsal::draw(*loaded),
            Say::Selection(selection) => self.settle(selection, self.asked_at.get_value()),
            Say::Base(base) => {
                self.base.set(Arc::new(base));
                self.builder.forget();
                self.changes.set(None);
                self.time.arrived(self);
            }
            Say::Columns(columns) => {
                self.list.keep(&columns);
                self.columns.set(Arc::new(columns));
            }
            Say::Overview(overview) => self.overview.set(Some(Arc::new(overview))),
            Say::Changes { changes, .. } => self.changes.set(Some(Arc::new(changes))),
            Say::Facets { facets, .. } => self.facets.set(Arc::new(facets)),
            Say::Rows(rows) => self.rows.set(Arc::new(rows)),
            Say::Customer(customer) => self.customer.set(Some(Arc::new(customer))),
            Say::Download { name, mime } => page::save(&name, &mime, bytes),
            Say::Downloads { names } => {
                for (name, part) in names.iter().zip(js_sys::Array::from(bytes)) {
                    page::save(name, "text/csv", &part);
                }
            }
            Say::Failed(problem) => {
                self.fail(problem);
                self.time.arrived(self);
            }
        }
    }

    fn fail(self, problem: Problem) {
        match problem {
            Problem::Query(error) => {
                let wrong = self.route.with_untracked(|route| route.query.clone());
                let good = self.counts.with_untracked(|selection| selection.query.clone());
                self.asked_at.set_value(None);
                page::after_paint(move || self.later.go_on());
                self.history.update(|history| {
                    history.past.pop_if(|last| *last == good);
                });
                self.follow(good);
                self.query_error.set(Some((wrong, error)));
            }
            problem => {
                self.problem.set(Some(problem));
                self.back_from_reading();
            }
        }
    }

    /// Takes in a selection. `asked`: when it was asked for as a change of the query, in ms since the page began.
    pub(super) fn settle(self, selection: SelectionView, asked: Option<f64>) {
        self.drop_wrong_query();
        self.follow(selection.query.clone());
        self.counts.set(Arc::new(selection));
        self.asked_at.set_value(None);
        if asked.is_none() {
            self.selection.set(self.counts.get_untracked());
        }
        page::after_paint(move || {
            let now = self.counts.get_untracked();
            page::set_data("customers", &now.customers.to_string());
            page::set_data("selected", &now.selected.to_string());
            page::set_data("revision", &now.revision.to_string());
            if let Some(asked) = asked {
                page::measure("carteira:query", asked, page::now());
                self.selection.set(now);
            }
            self.later.go_on();
        });
    }

    /// The address says what is selected, in canonical text.
    fn follow(self, query: String) {
        if self.route.with_untracked(|route| route.query != query) {
            self.route.update(|route| route.query = query);
            self.write_address(super::app::replace_address);
        }
    }
}
