//! What the Act screen knows: the answers it was last given, the terms the user acts on, and the user's plans.
//!
//! Plans are rules and the user's own words, never data. They are kept in the browser only while the user says so; else
//! they live as long as the page.

use crate::{
    engine::{
        act::{
            ActAsk, ActSay,
            calendar::{CalendarAsk, CalendarView},
            groups::{GroupRow, GroupView, Terms},
            plans::PlanView,
            results::{ResultAsk, ResultView},
        },
        protocol::Ask,
    },
    insight::{festivals::Country, plan::Plan},
    ui::{locale::Lang, transport},
};
use gloo::storage::{LocalStorage, Storage};
use leptos::prelude::*;
use std::sync::Arc;

/// Where kept plans stand in the browser's storage.
const KEPT: &str = "carteira.plans";
/// Days after a campaign that are looked at until the user says otherwise.
const RESULT_DAYS: u32 = 45;

/// The signals of the screen. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Act {
    pub groups: RwSignal<Arc<Vec<GroupRow>>>,
    /// The open group; the inner none where these data cannot tell it.
    pub group: RwSignal<Option<Option<Arc<GroupView>>>>,
    pub terms: RwSignal<Terms>,
    pub calendar: RwSignal<Option<Arc<CalendarView>>>,
    /// Days looked ahead, and whose festivals; none while they are those of the language's country.
    pub days: RwSignal<u32>,
    pub country: RwSignal<Option<Country>>,
    pub result: RwSignal<Option<Arc<ResultView>>>,
    pub result_ask: RwSignal<ResultAsk>,
    pub plans: RwSignal<Vec<Plan>>,
    pub plan_views: RwSignal<Arc<Vec<PlanView>>>,
    /// Whether plans are kept in this browser.
    pub kept: RwSignal<bool>,
}

impl Act {
    /// As the page begins: with the plans that were kept, if any were.
    pub fn of_browser() -> Act {
        let kept: Option<Vec<Plan>> = LocalStorage::get(KEPT).ok();
        Act {
            groups: RwSignal::default(),
            group: RwSignal::new(None),
            terms: RwSignal::new(Terms::default()),
            calendar: RwSignal::new(None),
            days: RwSignal::new(30),
            country: RwSignal::new(None),
            result: RwSignal::new(None),
            result_ask: RwSignal::new(ResultAsk { days: RESULT_DAYS, ..ResultAsk::default() }),
            kept: RwSignal::new(kept.is_some()),
            plans: RwSignal::new(kept.unwrap_or_default()),
            plan_views: RwSignal::default(),
        }
    }

    /// What is asked of the calendar.
    pub fn calendar_ask(self, lang: Lang) -> CalendarAsk {
        let country = self.country.get().unwrap_or(match lang {
            Lang::En => Country::General,
            Lang::Pt => Country::Brazil,
            Lang::Es => Country::Colombia,
            Lang::Lt => Country::Lithuania,
        });
        CalendarAsk { days: self.days.get(), country }
    }

    /// Takes in what the engine says.
    pub fn hear(self, say: ActSay) {
        match say {
            ActSay::Groups(groups) => self.groups.set(Arc::new(groups)),
            ActSay::Group(group) => self.group.set(Some(group.map(|group| Arc::new(*group)))),
            ActSay::Calendar(calendar) => self.calendar.set(Some(Arc::new(calendar))),
            ActSay::Result(result) => self.result.set(Some(Arc::from(result))),
            ActSay::Plans { as_of, views } => self.measured(as_of, views),
        }
    }

    /// Takes in what the plans' measures are. A plan that begins today begins from what is measured today.
    fn measured(self, as_of: Option<i32>, views: Vec<PlanView>) {
        let begins = |plan: &Plan, view: &PlanView| {
            plan.baseline.is_none() && view.actual.is_some() && plan.began.map(|day| day.0) == as_of
        };
        let is_new = self.plans.with_untracked(|plans| {
            plans.len() == views.len() && plans.iter().zip(&views).any(|(p, v)| begins(p, v))
        });
        if is_new {
            self.change_plans(|plans| {
                for (plan, view) in plans.iter_mut().zip(&views) {
                    if begins(plan, view) {
                        plan.baseline = view.actual;
                    }
                }
            });
        }
        self.plan_views.set(Arc::new(views));
    }

    /// Changes the plans, and keeps them where the user wants that.
    pub fn change_plans(self, edit: impl FnOnce(&mut Vec<Plan>)) {
        self.plans.update(edit);
        self.store();
    }

    /// Keeps the plans in this browser, or takes them out of it.
    pub fn keep_plans(self, kept: bool) {
        self.kept.set(kept);
        self.store();
    }

    fn store(self) {
        if self.kept.get_untracked() {
            // Storage may be full or forbidden: the plans then live as long as the page, as without it.
            let _ = LocalStorage::set(KEPT, self.plans.get_untracked());
        } else {
            LocalStorage::delete(KEPT);
        }
    }

    /// Forgets what was told of the data. Terms and plans are the user's.
    pub fn forget(self) {
        self.groups.set(Arc::default());
        self.group.set(None);
        self.calendar.set(None);
        self.result.set(None);
        self.result_ask.set(ResultAsk { days: RESULT_DAYS, ..ResultAsk::default() });
        self.plan_views.set(Arc::default());
    }

    /// Asks the engine.
    pub fn ask(self, ask: ActAsk) {
        transport::ask(Ask::Act(ask));
    }
}
