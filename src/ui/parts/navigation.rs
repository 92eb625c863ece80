//! The doors: screens on the left, at the bottom on a phone, and the corner of trust.

use crate::ui::{
    locale,
    messages::Shell,
    parts::forget,
    route::{Route, Screen},
    state::State,
};
use leptos::prelude::*;

/// Doors that a phone shows at the bottom; the others stand behind "more".
const ON_A_PHONE: usize = 4;

/// The navigation with its corner of trust.
#[component]
pub fn Navigation() -> impl IntoView {
    let state = State::here();
    let open = RwSignal::new(false);
    let (first, late) = Screen::DOORS.split_at(Screen::DOORS.len().min(ON_A_PHONE));
    let current = Memo::new(move |_| state.route.with(|route| route.screen));
    // What the doors' addresses carry, once what stands there has been painted.
    let address = RwSignal::new(state.route.get_untracked());
    Effect::new(move |_| {
        let route = state.route.get();
        state.once_counted(move || drop(address.try_set(route)));
    });
    let doors = |screens: &'static [Screen]| {
        screens.iter().map(|&screen| door(state, address, current, screen)).collect_view()
    };
    view! {
        <nav
            aria-label=move || state.t().shell.navigation
            on:keydown=move |event| if event.key() == "Escape" { open.set(false) }
        >
            <a class="brand" href="#/" on:click=move |event| { event.prevent_default(); state.go(Screen::Start); }>
                "carteira"<i>"."</i>
            </a>
            {doors(first)}
            <button
                class="more door"
                aria-expanded=move || open.get().to_string()
                on:click=move |_| open.update(|open| *open = !*open)
            >
                {icon("M3 8h.010M8 8h.010M13 8h.010")}
                {move || state.t().shell.more}
            </button>
            // A choice among what stands behind "more" closes it.
            <div class="rest" class:open=open on:click=move |_| open.set(false)>
                {doors(late)}
                <Trust />
            </div>
        </nav>
    }
}

fn door(
    state: State,
    address: RwSignal<Route>,
    current: Memo<Screen>,
    screen: Screen,
) -> impl IntoView {
    view! {
        <a
            class="door"
            href=move || Route { screen, ..address.get() }.hash()
            aria-current=move || (current.get() == screen).then_some("page")
            on:click=move |event| {
                event.prevent_default();
                state.go(screen);
            }
        >
            {icon(drawing(screen))}
            {move || name(&state.t().shell, screen)}
        </a>
    }
}

/// Requests, what that means, how to check it, and the way to be rid of all data.
#[component]
fn Trust() -> impl IntoView {
    let state = State::here();
    view! {
        <div class="trust-corner">
            <span>
                <span class="dot"></span>
                {move || locale::plural(state.lang.get(), &state.t().shell.requests, f64::from(state.hall.requests.get()))}
            </span>
            <span>
                {move || state.hall.kept.get().0.then(|| format!("{} · ", state.t().shell.offline))}
                {move || {
                    let shell = &state.t().shell;
                    if state.groups.kept.get() || state.act.kept.get() { shell.rules_stored } else { shell.nothing_stored }
                }}
            </span>
            <a href="#/privacy" on:click=move |event| { event.prevent_default(); state.go(Screen::Privacy); }>
                {move || state.t().shell.how_check}
            </a>
            <button class="quiet" on:click=move |_| forget::ask()>{move || state.t().shell.forget}</button>
        </div>
    }
}

/// The name of a door.
pub fn name(shell: &Shell, screen: Screen) -> &'static str {
    match screen {
        Screen::Files => shell.files,
        Screen::Overview => shell.overview,
        Screen::People => shell.people,
        Screen::Segments => shell.segments,
        Screen::Time => shell.time,
        Screen::Act => shell.act,
        Screen::CleanUp => shell.clean_up,
        Screen::Report => shell.report,
        Screen::Privacy => shell.how_check,
        Screen::Start => "carteira",
    }
}

fn icon(drawing: &'static str) -> impl IntoView {
    view! { <svg viewBox="0 0 16 16" aria-hidden="true"><path d=drawing /></svg> }
}

/// What stands before a door's name, in lines.
fn drawing(screen: Screen) -> &'static str {
    match screen {
        Screen::Files => "M3.5 1.5h6l3 3v10h-9zM9.5 1.5v3h3",
        Screen::Overview => "M2 14V9h3v5zM6.5 14V5h3v9zM11 14V2h3v12z",
        Screen::People => {
            "M8 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2.5 14c0-2.800 2.600-4.500 5.500-4.500s5.500 1.700 5.500 4.500z"
        }
        Screen::Segments => "M2 2h5v5H2zM9 2h5v5H9zM2 9h5v5H2zM9 9h5v5H9z",
        Screen::Time => "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 4.500V8l2.500 1.500",
        Screen::Act => "M14 2 2 7l5 2 2 5zM14 2 7 9",
        Screen::CleanUp => "M2.500 4.500h11M6 4.500V2.500h4v2M4 4.500l.600 9h6.800l.600-9",
        Screen::Report => "M3.500 1.500h9v13h-9zM6 5h4M6 8h4M6 11h4",
        Screen::Start | Screen::Privacy => "",
    }
}
