//! The Act screen: whom to do something about, in the order current customers, lost ones, potential ones; on the left the
//! groups and the tools of planning, on the right the one that is open. Every number is a condition for the selection.

mod calendar;
mod group;
mod groups;
mod plans;
mod results;
pub mod state;

use crate::{
    engine::act::{
        ActAsk, Named,
        groups::{GroupKey, Part, Reason},
    },
    ui::{
        messages::GroupWords,
        route::{Route, Screen},
        screens::{
            segments::names::whole,
            worth::{self, Part as Panel},
        },
        state::State,
    },
};
use leptos::prelude::*;

/// What is open on the right.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Way {
    /// The table of all groups.
    Groups,
    Group(GroupKey),
    Calendar,
    Plans,
    Results,
    /// A panel of worth and why.
    Worth(Panel),
}

impl Way {
    fn of(view: &str) -> Way {
        match view {
            "calendar" => return Way::Calendar,
            "plans" => return Way::Plans,
            "results" => return Way::Results,
            _ => {}
        }
        let reason = |&&reason: &&Reason| format!("{reason:?}") == view;
        match view.strip_prefix("segment:") {
            Some(name) => Way::Group(GroupKey::Saved(name.to_string())),
            None => match (Reason::ALL.iter().find(reason), Panel::of(view)) {
                (Some(&reason), _) => Way::Group(GroupKey::Reason(reason)),
                (None, Some(panel)) => Way::Worth(panel),
                (None, None) => Way::Groups,
            },
        }
    }

    fn view(&self) -> String {
        match self {
            Way::Groups => String::new(),
            Way::Group(GroupKey::Reason(reason)) => format!("{reason:?}"),
            Way::Group(GroupKey::Saved(name)) => format!("segment:{name}"),
            Way::Calendar => "calendar".into(),
            Way::Plans => "plans".into(),
            Way::Results => "results".into(),
            Way::Worth(panel) => panel.view().into(),
        }
    }
}

/// What of worth and why helps to act: whom to win back, who is alike, and the reasons.
const PANELS: [Panel; 3] = [Panel::WinBack, Panel::Alike, Panel::Why];

/// The whole screen.
pub fn screen(state: State) -> AnyView {
    let way = Memo::new(move |_| Way::of(&state.route.with(|route| route.view.clone())));
    Effect::new(move |_| {
        state.base.track();
        state.groups.saved.track();
        state.act.ask(ActAsk::Groups);
    });
    Effect::new(move |_| {
        state.base.track();
        state.groups.saved.track();
        let act = state.act;
        match way.get() {
            // The groups themselves are always asked for: their counts stand beside their names.
            Way::Groups => {}
            Way::Group(key) => act.ask(ActAsk::Group { key, terms: act.terms.get() }),
            Way::Calendar => act.ask(ActAsk::Calendar(act.calendar_ask(state.lang.get()))),
            Way::Plans => act.ask(ActAsk::Plans(act.plans.get())),
            Way::Results => act.ask(ActAsk::Result(act.result_ask.get())),
            Way::Worth(panel) => {
                state.selection.track();
                worth::ask(state, panel);
            }
        }
    });
    view! {
        <h1>{move || state.t().act.title}</h1>
        <p class="lead">{move || state.t().act.lead}</p>
        <div class="ways-layout act">
            <nav class="ways-list" aria-label=move || state.t().act.ways>
                {move || ways(state, way)}
            </nav>
            <section class="way">
                {move || match way.get() {
                    Way::Groups => groups::panel(state),
                    Way::Group(key) => group::panel(state, key),
                    Way::Calendar => calendar::panel(state),
                    Way::Plans => plans::panel(state),
                    Way::Results => results::panel(state),
                    Way::Worth(panel) => {
                        view! { <div class="card way">{worth::draw(state, panel)}</div> }.into_any()
                    }
                }}
            </section>
        </div>
    }
    .into_any()
}

/// The ways, as links that the back button knows.
fn ways(state: State, way: Memo<Way>) -> AnyView {
    let t = &state.t().act;
    let groups = state.act.groups.get();
    let parts = [Part::Current, Part::Lost, Part::Potential, Part::Saved].iter().map(|&part| {
        let links: Vec<AnyView> = (groups.iter())
            .filter(|row| row.part == part)
            .map(|row| {
                let name = name(state, &row.key);
                link(state, way, Way::Group(row.key.clone()), name, Some(row.customers))
            })
            .collect();
        (!links.is_empty()).then(|| view! { <h2>{t.parts[part as usize]}</h2> <ul>{links}</ul> })
    });
    view! {
        <ul>{link(state, way, Way::Groups, t.all_groups.to_string(), None)}</ul>
        {parts.collect_view()}
        <h2>{state.t().worth.heading}</h2>
        <ul>
            {PANELS.iter().map(|&panel| {
                link(state, way, Way::Worth(panel), state.t().worth.parts[panel as usize].to_string(), None)
            }).collect_view()}
        </ul>
        <h2>{t.tools}</h2>
        <ul>
            {link(state, way, Way::Calendar, state.t().planning.calendar.to_string(), None)}
            {link(state, way, Way::Plans, state.t().planning.plans.to_string(), None)}
            {link(state, way, Way::Results, state.t().planning.results.to_string(), None)}
        </ul>
    }
    .into_any()
}

fn link(state: State, way: Memo<Way>, to: Way, name: String, count: Option<u32>) -> AnyView {
    let view = to.view();
    let route =
        move || Route { screen: Screen::Act, view: view.clone(), ..state.route.get_untracked() };
    let href = route().hash();
    view! {
        <li>
            <a
                href=href
                aria-current=move || (way.get() == to).then_some("true")
                on:click=move |event| {
                    event.prevent_default();
                    state.go_to(route());
                }
            >
                {name}
                {count.map(|count| view! { " " <small>{whole(state, count)}</small> })}
            </a>
        </li>
    }
    .into_any()
}

/// What is said of a group.
fn words(state: State, key: &GroupKey) -> &'static GroupWords {
    let t = &state.t().act;
    match key {
        GroupKey::Reason(reason) => &t.groups[*reason as usize],
        GroupKey::Saved(_) => &t.saved,
    }
}

/// The name of a group.
fn name(state: State, key: &GroupKey) -> String {
    match key {
        GroupKey::Reason(_) => words(state, key).name.to_string(),
        GroupKey::Saved(name) => name.clone(),
    }
}

/// A number that selects those it counts.
fn count(state: State, said: &str, named: &Named) -> AnyView {
    let query = named.query.clone();
    let chosen = {
        let query = query.clone();
        move || state.has(&query).to_string()
    };
    let number = whole(state, named.customers);
    let label = format!("{said}: {number}");
    view! {
        <button
            class="pick"
            disabled=named.customers == 0
            aria-label=label
            aria-pressed=chosen
            on:click=move |_| state.toggle(&query)
        >
            {number}
        </button>
    }
    .into_any()
}

/// A number that somebody typed.
fn number(typed: &str) -> Option<f64> {
    typed.trim().replace(',', ".").parse().ok().filter(|n: &f64| n.is_finite())
}
