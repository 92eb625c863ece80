//! The Segments screen: every way of dividing the customers. On the left the ways, on the right the one that is open;
//! each row and cell is a condition for the selection.

mod bought;
mod classes;
mod compare;
mod cross;
mod groups;
mod grown;
mod ladder;
pub mod names;
mod own;
mod products;
mod rules;
mod saved;
mod stages;
pub mod state;
mod tiers;
mod tiles;

use crate::{
    classes::{ORDER, is_own},
    engine::{
        groups::{GroupsAsk, dimension::DimensionAsk, stages::WAYS},
        protocol::Ask,
        view::{CellKind, ListColumn},
    },
    ui::{
        route::{Route, Screen},
        screens::worth::{self, Part},
        state::State,
        transport,
    },
};
use leptos::prelude::*;

/// What stands before the name of a classification of the user's own.
const OWN: &str = "class:";

/// What is open on the right.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Way {
    /// A classification by its field.
    List(String),
    /// A new one of the user's own.
    New,
    /// A field cut into groups.
    Field(String),
    Products,
    Categories,
    Bought,
    Cross,
    Top,
    Saved,
    Worth(Part),
}

impl Way {
    fn of(view: &str) -> Way {
        if let Some(part) = Part::of(view) {
            return Way::Worth(part);
        }
        match view {
            "products" => Way::Products,
            "categories" => Way::Categories,
            "bought" => Way::Bought,
            "cross" => Way::Cross,
            "top" => Way::Top,
            "saved" => Way::Saved,
            "new" => Way::New,
            "" => Way::List(ORDER[0].to_string()),
            view if ORDER.contains(&view) => Way::List(view.to_string()),
            view => match view.strip_prefix(OWN) {
                Some(name) => Way::List(name.to_string()),
                None => Way::Field(view.strip_prefix("by:").unwrap_or(view).to_string()),
            },
        }
    }

    fn view(&self) -> String {
        match self {
            Way::List(field) if is_own(field) => format!("{OWN}{field}"),
            Way::List(field) => field.clone(),
            Way::New => "new".into(),
            Way::Field(field) => format!("by:{field}"),
            Way::Products => "products".into(),
            Way::Categories => "categories".into(),
            Way::Bought => "bought".into(),
            Way::Cross => "cross".into(),
            Way::Top => "top".into(),
            Way::Saved => "saved".into(),
            Way::Worth(part) => part.view().into(),
        }
    }
}

/// What is worth dividing by, where the data has it: the category that somebody buys most, and bands of numbers.
const MEASURES: [&str; 7] = [
    "top_category",
    "spend_total",
    "units",
    "n_orders",
    "spend_mean",
    "typical_gap_days",
    "last_order_age_days",
];

/// The whole screen.
#[component]
pub fn SegmentsScreen() -> impl IntoView {
    let state = State::here();
    let way = Memo::new(move |_| Way::of(&state.route.with(|route| route.view.clone())));
    let has_data = Memo::new(move |_| state.base.with(|base| !base.files.is_empty()));
    // The open way is asked for anew whenever the selection or the base changes.
    Effect::new(move |_| {
        let way = way.get();
        state.selection.track();
        state.base.track();
        if !has_data.get() {
            return;
        }
        let ask = match way {
            Way::New => GroupsAsk::Lists,
            Way::List(field) => {
                // The picture of a way, the cost of a plan: beside the list.
                match field.as_str() {
                    "reward_tier" => {
                        transport::ask(Ask::Groups(GroupsAsk::Tiers(state.groups.rates.get())));
                    }
                    field if WAYS.contains(&field) => {
                        transport::ask(Ask::Groups(GroupsAsk::Stages { field: field.into() }));
                    }
                    _ => {}
                }
                GroupsAsk::Lists
            }
            Way::Field(field) => {
                let cuts = state.groups.cuts.with(|cuts| cuts.get(&field).cloned());
                GroupsAsk::Groups(DimensionAsk { field, cuts: cuts.unwrap_or_default() })
            }
            Way::Products => {
                GroupsAsk::Products { categories: false, order: state.groups.order.get() }
            }
            Way::Categories => {
                GroupsAsk::Products { categories: true, order: state.groups.order.get() }
            }
            Way::Bought => GroupsAsk::Bought { field: state.groups.rows.get() },
            Way::Cross => {
                let (rows, columns) = (state.groups.rows.get(), state.groups.columns.get());
                GroupsAsk::Cross { rows: uncut(&rows), columns: uncut(&columns) }
            }
            Way::Top => GroupsAsk::Ladder { template: state.groups.template.get() },
            Way::Saved => GroupsAsk::SetSaved(state.groups.texts.get()),
            Way::Worth(part) => return worth::ask(state, part),
        };
        transport::ask(Ask::Groups(ask));
    });
    view! {
        <Show
            when=move || has_data.get()
            fallback=move || view! {
                <p class="muted">{move || state.t().files.empty}</p>
                <p><a href="#/">{move || state.t().start.choose}</a></p>
            }
        >
            <h1>{move || state.t().segments.title}</h1>
            <div class="ways-layout">
                <Ways way />
                <section class="card way">
                    {move || match way.get() {
                        Way::List(field) => view! { <classes::ListPanel field /> }.into_any(),
                        Way::New => own::panel(state),
                        Way::Field(field) => view! { <groups::GroupsPanel field /> }.into_any(),
                        Way::Products => view! { <products::ProductsPanel categories=false /> }.into_any(),
                        Way::Categories => view! { <products::ProductsPanel categories=true /> }.into_any(),
                        Way::Bought => bought::panel(state),
                        Way::Cross => view! { <cross::CrossPanel /> }.into_any(),
                        Way::Top => view! { <ladder::LadderPanel /> }.into_any(),
                        Way::Saved => view! { <saved::SavedPanel /> }.into_any(),
                        Way::Worth(part) => worth::draw(state, part),
                    }}
                </section>
            </div>
        </Show>
    }
}

/// Opens a classification.
pub fn open(state: State, field: String) {
    let view = Way::List(field).view();
    state.go_to(Route { screen: Screen::Segments, view, ..state.route.get_untracked() });
}

fn uncut(field: &str) -> DimensionAsk {
    DimensionAsk { field: field.to_string(), cuts: Vec::new() }
}

/// The ways, as links that the back button knows.
#[component]
fn Ways(way: Memo<Way>) -> impl IntoView {
    let state = State::here();
    let link = move |to: Way, name: String| {
        let (here, view) = (to.clone(), to.view());
        let route = {
            let view = view.clone();
            move || Route { screen: Screen::Segments, view: view.clone(), ..state.route.get() }
        };
        let go = route.clone();
        view! {
            <li>
                <a
                    href=move || route().hash()
                    aria-current=move || (way.get() == here).then_some("true")
                    on:click=move |event| {
                        event.prevent_default();
                        state.go_to(untrack(&go));
                    }
                >
                    {name}
                </a>
            </li>
        }
    };
    view! {
        <nav class="ways-list" aria-label=move || state.t().segments.ways>
            <h2>{move || state.t().segments.by_rules}</h2>
            <ul>
                {move || {
                    ORDER
                        .iter()
                        .map(|field| link(Way::List(field.to_string()), state.t().words.field(field).to_string()))
                        .collect_view()
                }}
                {move || {
                    let own = state.groups.own_lists().into_iter();
                    own.map(|name| link(Way::List(name.clone()), name)).collect_view()
                }}
                {move || link(Way::New, state.t().segments.new_list.to_string())}
                {move || link(Way::Saved, state.t().segments.saved.to_string())}
            </ul>
            <h2>{move || state.t().worth.heading}</h2>
            <ul>
                {move || {
                    let names = state.t().worth.parts;
                    Part::ALL.map(|part| link(Way::Worth(part), names[part as usize].to_string())).collect_view()
                }}
            </ul>
            <h2>{move || state.t().segments.by_data}</h2>
            <ul>
                {move || {
                    let (products, categories) = has_products(state);
                    let t = state.t();
                    let bought = [
                        products.then(|| link(Way::Products, t.segments.products.to_string())),
                        categories.then(|| link(Way::Categories, t.segments.categories.to_string())),
                        categories.then(|| link(Way::Bought, t.stages.bought.to_string())),
                    ];
                    let fields = fields(state)
                        .into_iter()
                        .map(|field| {
                            let name = t.words.field(&field).to_string();
                            link(Way::Field(field), name)
                        })
                        .collect_view();
                    view! { {bought} {fields} }
                }}
            </ul>
            <h2>{move || state.t().segments.more}</h2>
            <ul>
                {move || link(Way::Top, state.t().segments.top.to_string())}
                {move || link(Way::Cross, state.t().segments.cross.to_string())}
            </ul>
        </nav>
    }
}

fn has_products(state: State) -> (bool, bool) {
    state.columns.with(|columns| {
        let has = |name: &str| columns.iter().any(|column| column.name == name);
        (has("top_product"), has("top_category"))
    })
}

/// Texts that a column may have without looking like one value a customer.
const MOST_TEXTS: u32 = 60;

/// Fields that can be cut: attributes, then the measures that the data has. An e-mail, a phone: where nearly every
/// customer has a value of his own there are no groups to see.
fn fields(state: State) -> Vec<String> {
    let customers = state.selection.with(|selection| selection.customers);
    state.columns.with(|columns| {
        let is_shared =
            |column: &&ListColumn| column.n_texts <= MOST_TEXTS || column.n_texts < customers / 4;
        let attributes = columns
            .iter()
            .filter(|column| column.is_attribute && column.kind != CellKind::Day)
            .filter(is_shared)
            .map(|column| column.name.clone());
        let has = |name: &&str| columns.iter().any(|column| column.name == *name);
        attributes.chain(MEASURES.iter().copied().filter(has).map(String::from)).collect()
    })
}
