//! Who is worth what, why, and who else is like them: five panels, drawn wherever a screen wants them. Each is asked for by
//! [`ask`] and drawn by [`draw`] from what the engine last said.

mod affinity;
mod alike;
mod value;
mod why;
mod win_back;

use crate::{
    engine::{
        protocol::Ask,
        worth::{
            WorthAsk, WorthSay,
            affinity::AffinityView,
            alike::AlikeView,
            value::{ConversionView, ValueView},
            why::{Target, WhyView},
            win_back::WinBackView,
        },
    },
    models::{holdout::Holdout, refusal::Refusal},
    ui::{locale, screens::overview::writer::Writer, state::State, transport},
};
use leptos::prelude::*;
use std::sync::Arc;
pub use value::CHANCE;

/// The panels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Why,
    Alike,
    Together,
    WinBack,
    Value,
}

impl Part {
    /// All, as they are listed.
    pub const ALL: [Part; 5] = [Part::Why, Part::Alike, Part::Together, Part::WinBack, Part::Value];

    /// Its name in addresses.
    pub fn view(self) -> &'static str {
        ["why", "alike", "together", "win-back", "worth"][self as usize]
    }

    /// By its name in addresses.
    pub fn of(view: &str) -> Option<Part> {
        Part::ALL.into_iter().find(|part| part.view() == view)
    }
}

/// Days after an act; a quarter until the user says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Days(u32);

impl Default for Days {
    fn default() -> Days {
        Days(90)
    }
}

/// What the engine last said, and what the user last chose. Cheap to copy.
#[derive(Clone, Copy, Default)]
pub struct Worth {
    why: RwSignal<Option<Arc<WhyView>>>,
    alike: RwSignal<Option<Arc<AlikeView>>>,
    affinity: RwSignal<Option<Arc<AffinityView>>>,
    win_back: RwSignal<Option<Arc<WinBackView>>>,
    value: RwSignal<Option<Arc<ValueView>>>,
    conversion: RwSignal<Option<Arc<ConversionView>>>,
    foretold: RwSignal<Option<Result<Holdout, Refusal>>>,
    /// The kind of act that is looked at, and for how long.
    act: RwSignal<Option<String>>,
    days: RwSignal<Days>,
    /// Whom to explain: a place in `Target`.
    target: RwSignal<usize>,
    /// Whom prospects are compared with: a place in the message's kinds.
    kind: RwSignal<usize>,
    categories: RwSignal<bool>,
    code: RwSignal<Option<String>>,
}

const TARGETS: [Target; 3] = [Target::Profitable, Target::Lost, Target::Selected];

impl Worth {
    /// Takes in what the engine says.
    pub fn hear(self, say: WorthSay) {
        match say {
            WorthSay::Why(view) => self.why.set(Some(Arc::new(view))),
            WorthSay::Alike(view) => self.alike.set(Some(Arc::new(view))),
            WorthSay::Affinity(view) => self.affinity.set(Some(Arc::new(view))),
            WorthSay::WinBack(view) => self.win_back.set(Some(Arc::new(view))),
            WorthSay::Value(view) => self.value.set(Some(Arc::new(view))),
            WorthSay::Conversion(view) => self.conversion.set(Some(Arc::new(view))),
            WorthSay::Foretold(holdout) => self.foretold.set(Some(holdout)),
        }
    }

    /// Lets go of all that is known of any data.
    pub fn forget(self) {
        self.why.set(None);
        self.alike.set(None);
        self.affinity.set(None);
        self.win_back.set(None);
        self.value.set(None);
        self.conversion.set(None);
        self.foretold.set(None);
        self.act.set(None);
        self.code.set(None);
    }
}

/// Asks for a panel; within an effect it is asked for anew when its choices change.
pub fn ask(state: State, part: Part) {
    let worth = state.worth;
    transport::ask(Ask::Worth(match part {
        Part::Why => WorthAsk::Why(TARGETS[worth.target.get()]),
        Part::Alike => WorthAsk::Alike(match worth.kind.get() {
            0 => String::new(),
            1 => "n_orders >= 2".into(),
            2 => "n_orders >= 1".into(),
            _ => state.selection.with(|selection| selection.query.clone()),
        }),
        Part::Together => {
            WorthAsk::Affinity { categories: worth.categories.get(), code: worth.code.get() }
        }
        Part::WinBack => WorthAsk::WinBack,
        Part::Value => {
            let (kind, Days(days)) = (worth.act.get(), worth.days.get());
            transport::ask(Ask::Worth(WorthAsk::Value));
            transport::ask(Ask::Worth(WorthAsk::Conversion { kind, days }));
            WorthAsk::Foretold
        }
    }));
}

/// Draws a panel.
pub fn draw(state: State, part: Part) -> AnyView {
    match part {
        Part::Why => why::panel(state),
        Part::Alike => alike::panel(state),
        Part::Together => affinity::panel(state),
        Part::WinBack => win_back::panel(state),
        Part::Value => value::panel(state),
    }
}

/// A head with the panel's name.
fn head(state: State, part: Part) -> AnyView {
    view! { <div class="card-head"><h2>{move || state.t().worth.parts[part as usize]}</h2></div> }
        .into_any()
}

/// A choice among names, by place.
fn choice(
    label: &'static str,
    names: Vec<String>,
    chosen: usize,
    choose: impl Fn(usize) + 'static,
) -> AnyView {
    let options = names.into_iter().enumerate().map(|(i, name)| {
        view! { <option value=i.to_string() selected=i == chosen>{name}</option> }
    });
    view! {
        <label>
            {label}
            <select on:change=move |event| choose(event_target_value(&event).parse().unwrap_or(0))>
                {options.collect_view()}
            </select>
        </label>
    }
    .into_any()
}

/// A table of finished cells; the first so many columns are words.
fn table(words: usize, heads: &[&str], rows: Vec<Vec<AnyView>>) -> AnyView {
    let heads = heads.iter().enumerate().map(move |(i, head)| {
        let is_number = i >= words;
        view! { <th scope="col" class:number=is_number>{head.to_string()}</th> }
    });
    let row = move |cells: Vec<AnyView>| {
        let cells = cells.into_iter().enumerate().map(move |(i, cell)| {
            let is_number = i >= words;
            view! { <td class:number=is_number>{cell}</td> }
        });
        view! { <tr>{cells.collect_view()}</tr> }
    };
    view! {
        <div class="scroll">
            <table class="groups-table">
                <thead><tr>{heads.collect_view()}</tr></thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// A finished text as a cell.
fn text(text: impl Into<String>) -> AnyView {
    let text: String = text.into();
    text.into_any()
}

/// A customer as a button that opens the page of that customer.
fn person(state: State, key: &str, name: &str) -> AnyView {
    let shown = if name.is_empty() { key } else { name }.to_string();
    let key = key.to_string();
    view! {
        <button
            class="pick"
            on:click=move |_| {
                state.list.open.set(Some(key.clone()));
                state.go(crate::ui::route::Screen::People);
            }
        >
            {shown}
        </button>
    }
    .into_any()
}

/// A paragraph.
fn says(text: String) -> AnyView {
    view! { <p>{text}</p> }.into_any()
}

/// A paragraph of what cannot be told.
fn muted(text: &str) -> AnyView {
    view! { <p class="muted">{text.to_string()}</p> }.into_any()
}

/// A ratio: `2.3`.
fn ratio(write: &Writer, value: f64) -> String {
    locale::decimal(write.lang, (value * 100.0).round() / 100.0)
}
