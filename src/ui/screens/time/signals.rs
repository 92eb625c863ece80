//! What the engine last said to the Time screen, and the day as it is being moved.
//!
//! The trap: a slider asks faster than a large base can answer. While one day is being worked out, only the latest wish
//! is kept, and asked for when the answer is there; the pictures stay those of the last answer.

use crate::{
    calendar::{Day, Period},
    engine::{protocol::Ask, time::view::*},
    ui::{route::Screen, state::State, transport},
};
use leptos::prelude::*;
use std::sync::Arc;

/// Most days that classes over time are asked for.
const SIZES: usize = 25;

/// The answers, each as long as no newer one is there. Cheap to copy.
#[derive(Clone, Copy)]
pub struct TimeSignals {
    pub cohorts: RwSignal<Option<Arc<CohortsView>>>,
    pub movement: RwSignal<Option<Arc<MovementView>>>,
    pub departures: RwSignal<Option<Arc<DeparturesView>>>,
    pub standing: RwSignal<Option<Arc<StandingView>>>,
    /// The classes of one field on several days, the latest first.
    pub sizes: RwSignal<Arc<Vec<SizesView>>>,
    /// What cohorts are counted by.
    pub period: RwSignal<Period>,
    /// Which movement is looked at; its field is that of the classes over time too.
    pub ask: RwSignal<MovementAsk>,
    /// The day that is being worked out; the outer none: no day is.
    moving: RwSignal<Option<Option<Day>>>,
    /// The day to be asked for after it, likewise.
    next: StoredValue<Option<Option<Day>>>,
}

impl Default for TimeSignals {
    /// Nothing is said yet.
    fn default() -> TimeSignals {
        TimeSignals {
            cohorts: RwSignal::default(),
            movement: RwSignal::default(),
            departures: RwSignal::default(),
            standing: RwSignal::default(),
            sizes: RwSignal::default(),
            period: RwSignal::default(),
            ask: RwSignal::new(MovementAsk {
                field: "activity".into(),
                from: None,
                to: None,
                frozen: true,
            }),
            moving: RwSignal::default(),
            next: StoredValue::new(None),
        }
    }
}

impl TimeSignals {
    /// Takes in an answer.
    pub fn hear(self, state: State, said: TimeSay) {
        match said {
            TimeSay::Cohorts(view) => self.cohorts.set(Some(Arc::new(view))),
            TimeSay::Movement(view) => self.movement.set(Some(Arc::new(view))),
            TimeSay::Departures(view) => self.departures.set(Some(Arc::new(view))),
            TimeSay::Standing(view) => self.standing.set(Some(Arc::new(view))),
            TimeSay::Sizes(view) => self.hear_sizes(state, view),
            TimeSay::Segment(day) => state.groups.grown.hear(day),
        }
    }

    /// One day more of the classes; the day before it is asked for as long as somebody looks.
    fn hear_sizes(self, state: State, view: SizesView) {
        let known = self.sizes.get_untracked();
        let mut days = match known.last() {
            _ if view.is_now => Vec::new(),
            Some(last) if last.field == view.field && last.earlier == Some(view.day) => {
                known.to_vec()
            }
            _ => return,
        };
        let looking = state.route.with_untracked(|route| route.screen == Screen::Time);
        if let Some(day) = view.earlier
            && looking
            && days.len() + 1 < SIZES
        {
            let field = view.field.clone();
            transport::ask(Ask::Time(TimeAsk::Sizes { field, day: Some(day) }));
        }
        days.push(view);
        self.sizes.set(Arc::new(days));
    }

    /// Whether a day is being worked out.
    pub fn is_moving(self) -> bool {
        self.moving.with(Option::is_some)
    }

    /// Moves the day that all is measured to; none for the latest.
    pub fn move_to(self, state: State, day: Option<Day>) {
        if self.moving.with_untracked(Option::is_some) {
            return self.next.set_value(Some(day));
        }
        self.moving.set(Some(day));
        state.slide_as_of(day);
    }

    /// The day was worked out, or could not be.
    pub fn arrived(self, state: State) {
        self.moving.set(None);
        if let Some(day) = self.next.get_value() {
            self.next.set_value(None);
            self.move_to(state, day);
        }
    }

    /// Everything is forgotten.
    pub fn forget(self) {
        self.cohorts.set(None);
        self.movement.set(None);
        self.departures.set(None);
        self.standing.set(None);
        self.sizes.set(Arc::default());
        // The days of one base say nothing about another.
        self.ask.update(|ask| (ask.from, ask.to) = (None, None));
        self.moving.set(None);
        self.next.set_value(None);
    }
}
