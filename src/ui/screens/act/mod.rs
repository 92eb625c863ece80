//! The Act screen: whom to do something about, in the order current customers, lost ones, potential ones; on the left the
//! groups and the tools of planning, on the right the one that is open. Every number is a condition for the selection.

mod group;
mod groups;
pub mod state;

use crate::{
    engine::act::{
        ActAsk, Named,
        groups::{GroupKey, Part, Reason},
    },
    ui::{
        messages::GroupWords,
        route::{Route, Screen},
        screens::segments::names::whole,
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
}

impl Way {
    fn of(view: &str) -> Way {
        let reason = |&&reason: &&Reason| format!("{reason:?}") == view;
        match view.strip_prefix("segment:") {
            Some(name) => Way::Group(GroupKey::Saved(name.to_string())),
            None => match Reason::ALL.iter().find(reason) {
                Some(&reason) => Way::Group(GroupKey::Reason(reason)),
                None => Way::Groups,
            },
        }
    }

    fn view(&self) -> String {
        match self {
            Way::Groups => String::new(),
            Way::Group(GroupKey::Reason(reason)) => format!("{reason:?}"),
            Way::Group(GroupKey::Saved(name)) => format!("segment:{name}"),
        }
    }
}

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
        if let Way::Group(key) = way.get() {
            let terms = state.act.terms.get();
            state.act.ask(ActAsk::Group { key, terms });
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
