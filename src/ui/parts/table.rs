//! The list of customers: any number of them, of which only the rows in sight are drawn. Geometry is
//! [`crate::chart::list`]'s; here rows are asked for, drawn and walked through by keys.
//!
//! The trap: rows come a moment after they are asked for. Until then the old ones stay, and the list does not move
//! beyond the rows it has, so that nothing ever flickers. The rows stand in a stage that sticks to the top of the box;
//! only the stage's offset changes while scrolling.

use super::cell;
use crate::{
    chart::{list::Track, text},
    engine::view::{Cell, CellKind, ListColumn, RowsView, Sort},
    ui::{
        locale::{self, Lang},
        state::State,
    },
};
use gloo::timers::callback::Timeout;
use leptos::{html, prelude::*};
use std::{ops::Range, sync::Arc};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{KeyboardEvent, ResizeObserver};

/// Height of a row, of one of two lines, and of the head, in pixels.
const ROW: f64 = 33.0;
const TWO_LINES: f64 = 56.0;
const HEAD: f64 = 46.0;
const HEAD_TEXT: f64 = 12.0;

/// Below this width of the list its rows have two lines and no head.
const NARROW: f64 = 480.0;

/// Rows that are looked at for how wide a column must be.
const MEASURED: usize = 40;
/// Pixels of a column of texts or of classes: the fewest where room is short, and the most that it asks for.
const LEAST_TEXT: u32 = 110;
const LEAST_CLASS: u32 = 124;
const MOST_TEXT: u32 = 240;

/// Rows asked for beyond those in sight, on either side.
const AHEAD: u32 = 40;

/// So long after the last movement the scroll bar of a very long list is put where it belongs.
const REST_MS: u32 = 160;

/// What is drawn: rows, and a number that tells them from other rows at the same places.
#[derive(Clone)]
struct Shown {
    generation: u32,
    rows: Arc<RowsView>,
    lang: Lang,
}

impl PartialEq for Shown {
    fn eq(&self, other: &Shown) -> bool {
        self.generation == other.generation && Arc::ptr_eq(&self.rows, &other.rows)
    }
}

impl Shown {
    fn there(&self) -> Range<u32> {
        self.rows.ask.start..self.rows.ask.start + self.rows.keys.len() as u32
    }

    fn key(&self, row: u32) -> Option<&str> {
        let place = row.checked_sub(self.rows.ask.start)?;
        self.rows.keys.get(place as usize).map(String::as_str)
    }
}

/// How wide the columns would be, where there is room.
#[derive(Clone, PartialEq)]
struct Widths {
    lang: Lang,
    heads: Vec<(String, CellKind)>,
    pixels: Vec<u32>,
}

impl Widths {
    /// The fewest pixels of each: texts give way, figures do not.
    fn least(&self) -> impl Iterator<Item = u32> {
        let least = |((_, kind), &width): (&(String, CellKind), &u32)| match kind {
            CellKind::Text => width.min(LEAST_TEXT),
            CellKind::Class => width.min(LEAST_CLASS),
            _ => width,
        };
        self.heads.iter().zip(&self.pixels).map(least)
    }

    /// As CSS has the columns. What is left over goes to texts above all, by what they need, and to names first.
    fn tracks(&self) -> String {
        let share = |(name, kind): &(String, CellKind)| match kind {
            CellKind::Text if name == "name" => 6,
            CellKind::Text | CellKind::Class => 4,
            _ => 1,
        };
        let all = self.heads.iter().zip(&self.pixels).zip(self.least());
        all.map(|((head, width), least)| format!("minmax({least}px, {}fr) ", share(head) * width))
            .collect()
    }
}

/// The list.
#[component]
pub fn CustomerTable(
    /// The rows the engine last gave.
    #[prop(into)]
    rows: Signal<Arc<RowsView>>,
    /// All columns there are: their kinds.
    #[prop(into)]
    columns: Signal<Arc<Vec<ListColumn>>>,
    sort: RwSignal<Sort>,
    /// Key of the customer whose page is open.
    #[prop(into)]
    current: Signal<Option<String>>,
    /// Where in the list that customer stands.
    #[prop(into)]
    place: Signal<Option<u32>>,
    /// The list's name.
    #[prop(into)]
    label: Signal<String>,
    /// Rows are needed: from, to.
    on_need: Callback<Range<u32>>,
    /// A customer is chosen.
    on_open: Callback<String>,
) -> impl IntoView {
    let state = State::here();
    let scroller = NodeRef::<html::Div>::new();
    let size = RwSignal::new((0.0, 0.0));
    let top = RwSignal::new(0.0);
    let active = RwSignal::new(None::<u32>);
    // Where the scroll bar was last seen or put; whether the page follows the active row.
    let bar = StoredValue::new(0.0);
    let follows = StoredValue::new(false);
    let resting = StoredValue::new_local(None::<Timeout>);

    let is_narrow = Memo::new(move |_| size.get().0 < NARROW);
    let head = Memo::new(move |_| if is_narrow.get() { 0.0 } else { HEAD });
    let shown = Memo::new(move |before: Option<&Shown>| {
        let (rows, lang) = (rows.get(), state.lang.get());
        let same =
            before.is_some_and(|before| before.lang == lang && same_list(&before.rows, &rows));
        let generation = before.map_or(0, |before| before.generation + u32::from(!same));
        Shown { generation, rows, lang }
    });
    let track = Memo::new(move |_| Track {
        rows: shown.with(|shown| shown.rows.total),
        row: if is_narrow.get() { TWO_LINES } else { ROW },
        view: (size.get().1 - head.get()).max(0.0),
    });
    let held = Memo::new(move |_| shown.with(|shown| track.get().hold(top.get(), shown.there())));
    let slice = Memo::new(move |_| {
        let visible = track.get().visible(held.get());
        shown.with(|shown| {
            let there = shown.there();
            let (from, to) = (visible.start.max(there.start), visible.end.min(there.end));
            (from..to.max(from))
                .map(|row| (shown.generation, is_narrow.get(), row))
                .collect::<Vec<_>>()
        })
    });

    let put_bar = move || {
        let Some(element) = scroller.get_untracked() else { return };
        element.set_scroll_top(track.get_untracked().bar(top.get_untracked()) as i32);
        bar.set_value(f64::from(element.scroll_top()));
    };
    let move_to = move |to: f64| {
        top.set(track.get_untracked().limit(to));
        put_bar();
    };
    let on_scroll = move |_| {
        let Some(element) = scroller.get_untracked() else { return };
        let (from, to) = (bar.get_value(), f64::from(element.scroll_top()));
        bar.set_value(to);
        let to = track.get_untracked().scrolled(top.get_untracked(), from, to);
        if to != top.get_untracked() {
            top.set(to);
        }
        resting.set_value(Some(Timeout::new(REST_MS, put_bar)));
    };

    // Another list begins at its top; the same list with other rows or columns stays where it is.
    Effect::new(move |before: Option<Arc<RowsView>>| {
        let rows = shown.with(|shown| shown.rows.clone());
        if before.is_some_and(|before| !same_order(&before, &rows)) {
            active.set(None);
            move_to(0.0);
        }
        rows
    });
    Effect::new(move |_| {
        let (track, top) = (track.get(), top.get());
        let there = shown.with(Shown::there);
        let visible = track.visible(top);
        if visible.start < there.start || visible.end > there.end {
            on_need.run(track.window(top, AHEAD));
        }
    });
    // The page of a customer that is reached by keys opens once its row is there.
    Effect::new(move |_| {
        let key =
            active.get().and_then(|row| shown.with(|shown| shown.key(row).map(str::to_string)));
        if let Some(key) = key
            && follows.get_value()
        {
            follows.set_value(false);
            on_open.run(key);
        }
    });
    Effect::new(move |_| {
        if let Some(row) = place.get()
            && active.get_untracked() != Some(row)
        {
            active.set(Some(row));
            move_to(track.get_untracked().reveal(top.get_untracked(), row));
        }
    });
    Effect::new(move |_| {
        if let Some(element) = scroller.get() {
            observe(&element, size);
        }
    });

    let key = move |event: KeyboardEvent| {
        let track = track.get_untracked();
        let Some(last) = track.rows.checked_sub(1) else { return };
        let page = (track.view / track.row).floor().max(1.0) as u32;
        let now = active.get_untracked();
        let from = now.unwrap_or(0);
        let to = match event.key().as_str() {
            "ArrowDown" => now.map_or(0, |row| row.saturating_add(1)),
            "ArrowUp" => from.saturating_sub(1),
            "PageDown" => from.saturating_add(page),
            "PageUp" => from.saturating_sub(page),
            "Home" => 0,
            "End" => last,
            "Enter" | " " if is_on_list(&event) => {
                event.prevent_default();
                if let Some(key) = now.and_then(|row| {
                    shown.with_untracked(|shown| shown.key(row).map(str::to_string))
                }) {
                    on_open.run(key);
                }
                return;
            }
            _ => return,
        };
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        event.prevent_default();
        let to = to.min(last);
        follows.set_value(current.with_untracked(Option::is_some));
        active.set(Some(to));
        move_to(track.reveal(top.get_untracked(), to));
    };

    // The kinds of the shown columns, and how wide they are.
    let heads = Memo::new(move |_| {
        let all = columns.get();
        shown.with(|shown| {
            let kind = |name: &String| {
                let column = all.iter().find(|column| column.name == *name);
                (name.clone(), column.map_or(CellKind::Text, |column| column.kind))
            };
            shown.rows.ask.columns.iter().map(kind).collect::<Vec<_>>()
        })
    });
    // As wide as the first rows need, and never narrower again: rows that come later must not move the columns.
    let widths = Memo::new(move |before: Option<&Widths>| {
        let (heads, rows) = (heads.get(), shown.with(|shown| shown.rows.clone()));
        let t = state.t();
        let mut widths = Widths { lang: state.lang.get(), heads, pixels: Vec::new() };
        let before = before.filter(|b| (b.lang, &b.heads) == (widths.lang, &widths.heads));
        for (place, (name, kind)) in widths.heads.iter().enumerate() {
            let least = least_width(state, *kind, t.words.field(name));
            let texts = rows.rows.iter().take(MEASURED).filter_map(|cells| cells.get(place));
            let needed = match kind {
                CellKind::Text | CellKind::Class => {
                    // The first column is bold, a class has its mark.
                    let size = if place == 0 { 15.0 } else { 13.4 };
                    let edge = if *kind == CellKind::Class { 38 } else { 22 };
                    let text = |cell| text::width(&cell::text(state, name, cell), size) as u32;
                    texts.map(text).max().map_or(0, |text| text + edge)
                }
                _ => 0,
            };
            let before = before.map_or(0, |before| before.pixels[place]);
            widths.pixels.push(least.max(needed.min(MOST_TEXT)).max(before));
        }
        widths
    });
    let tracks = move || widths.with(Widths::tracks);
    let least = move || match is_narrow.get() {
        true => "0px".to_string(),
        false => format!("{}px", widths.with(|widths| widths.least().sum::<u32>())),
    };
    let row = move |row: u32| {
        let (key, cells) = shown.with_untracked(|shown| {
            let place = (row - shown.rows.ask.start) as usize;
            (shown.rows.keys[place].clone(), shown.rows.rows[place].clone())
        });
        let heads = heads.get_untracked();
        let cells = if is_narrow.get_untracked() {
            let by = sort.with_untracked(|sort| sort.column.clone());
            two_lines(state, &heads, &cells, &key, &by)
        } else {
            one_line(state, &heads, &cells)
        };
        let opened = key.clone();
        view! {
            <tr
                role="row"
                id=format!("row-{row}")
                aria-rowindex=row + 2
                aria-selected=move || current.with(|current| current.as_deref() == Some(&*key)).to_string()
                class:active=move || active.get() == Some(row)
                on:click=move |_| {
                    active.set(Some(row));
                    on_open.run(opened.clone());
                }
            >
                {cells}
            </tr>
        }
    };
    view! {
        <div class="list-box" class:two-lines=move || is_narrow.get() node_ref=scroller on:scroll=on_scroll>
            <div
                class="list-space"
                style:height=move || format!("{}px", track.get().space() + head.get())
                style:min-width=least
            >
                <div class="list-stage" style:height=move || format!("{}px", size.get().1)>
                    <table
                        role="grid"
                        tabindex="0"
                        aria-label=move || label.get()
                        aria-rowcount=move || track.get().rows + 1
                        aria-activedescendant=move || {
                            let row = active.get()?;
                            slice.with(|slice| slice.iter().any(|item| item.2 == row)).then(|| format!("row-{row}"))
                        }
                        style=("--columns", tracks)
                        on:keydown=key
                    >
                        <Show when=move || !is_narrow.get()>
                            <thead role="rowgroup">
                                <tr role="row" aria-rowindex="1">
                                    <For each=move || heads.get() key=|head| head.0.clone() let:head>
                                        <Head column=head.0 kind=head.1 sort />
                                    </For>
                                </tr>
                            </thead>
                        </Show>
                        <tbody
                            role="rowgroup"
                            style:transform=move || {
                                let first = slice.with(|slice| slice.first().map_or(0, |item| item.2));
                                format!("translateY({}px)", f64::from(first) * track.get().row - held.get())
                            }
                        >
                            <For
                                each=move || slice.get()
                                key=|row| *row
                                let:item
                            >
                                {row(item.2)}
                            </For>
                        </tbody>
                    </table>
                </div>
            </div>
        </div>
    }
}

/// A column's head: a button that sorts by it, and the other way round when pressed again.
#[component]
fn Head(column: String, kind: CellKind, sort: RwSignal<Sort>) -> impl IntoView {
    let state = State::here();
    let name = StoredValue::new(column);
    let is_sorted = Memo::new(move |_| sort.with(|sort| sort.column == name.get_value()));
    let order = move || {
        let descending = sort.with(|sort| sort.descending);
        is_sorted.get().then_some(if descending { "descending" } else { "ascending" })
    };
    let press = move |_| {
        sort.update(|sort| {
            let column = name.get_value();
            if sort.column == column {
                sort.descending = !sort.descending;
            } else {
                *sort = Sort { column, descending: cell::is_number(kind) };
            }
        });
    };
    let label = move || state.t().words.field(&name.get_value()).to_string();
    view! {
        <th role="columnheader" aria-sort=order class:number=cell::is_number(kind)>
            <button on:click=press title=label>
                <span>{label}</span>
                <i aria-hidden="true">
                    {move || match order() {
                        Some("descending") => "▾",
                        Some(_) => "▴",
                        None => "",
                    }}
                </i>
            </button>
        </th>
    }
}

/// Whether the key was pressed on the list itself and not on a head's button.
fn is_on_list(event: &KeyboardEvent) -> bool {
    event.target() == event.current_target()
}

/// Whether both hold parts of one list, cells alike.
fn same_list(a: &RowsView, b: &RowsView) -> bool {
    same_order(a, b) && a.ask.columns == b.ask.columns
}

/// Whether both hold parts of one list.
fn same_order(a: &RowsView, b: &RowsView) -> bool {
    (a.revision, &a.ask.sort, &a.ask.search) == (b.revision, &b.ask.sort, &b.ask.search)
}

/// The least width of a column, in pixels: room for its figures, and for its name on two lines.
fn least_width(state: State, kind: CellKind, label: &str) -> u32 {
    let lang = state.lang.get();
    // A figure cut off is a wrong one. Digits are narrower than the widest letters.
    let room = |text: String| (text::width(&text, 14.0) * 0.9) as u32 + 22;
    let amount = || state.base.with(|base| locale::money(lang, base.currency.as_deref(), 0, 1e6));
    let values = match kind {
        CellKind::Text | CellKind::Class => 64,
        CellKind::Money => room(amount()),
        CellKind::Day => room(locale::narrow_day(lang, 20_725)) + 14,
        CellKind::Whole | CellKind::Number | CellKind::Quantity => 78,
        CellKind::YesNo => 70,
    };
    let word = label.split(' ').map(|word| text::width(word, HEAD_TEXT)).fold(0.0, f64::max);
    let head = (text::width(label, HEAD_TEXT) * 0.62).max(word) + 26.0;
    values.max(head as u32)
}

type Heads = [(String, CellKind)];

fn one_line(state: State, heads: &Heads, cells: &[Cell]) -> AnyView {
    heads
        .iter()
        .zip(cells)
        .enumerate()
        .map(|(i, ((name, kind), cell))| {
            let text = cell::text(state, name, cell);
            let whole = (*kind == CellKind::Text && text.len() > 16).then(|| text.clone());
            view! {
                <td
                    role=if i == 0 { "rowheader" } else { "gridcell" }
                    class:number=cell::is_number(*kind)
                    title=whole
                >
                    {value(cell, text)}
                </td>
            }
        })
        .collect_view()
        .into_any()
}

/// Who; the figure by which the list is sorted, else the first; and below, what else there is room for.
fn two_lines(state: State, heads: &Heads, cells: &[Cell], key: &str, by: &str) -> AnyView {
    let all: Vec<(&String, CellKind, &Cell)> =
        heads.iter().zip(cells).map(|((name, kind), cell)| (name, *kind, cell)).collect();
    let name = all.iter().find(|(name, _, cell)| *name == "name" && **cell != Cell::Empty);
    let who = name.map_or_else(|| key.to_string(), |(name, _, cell)| cell::text(state, name, cell));
    let is_who = |name: &str| name == "customer_id" || name == "name";
    let figure =
        |(name, kind, _): &&(&String, CellKind, &Cell)| cell::is_number(*kind) && !is_who(name);
    let lead = all
        .iter()
        .find(|(name, ..)| *name == by && !is_who(name))
        .or_else(|| all.iter().find(|(name, kind, _)| cell::is_money(name, *kind)))
        .or_else(|| all.iter().find(figure));
    let lead_name = lead.map(|(name, ..)| name.as_str());
    let rest = all
        .iter()
        .filter(|(name, _, cell)| {
            !is_who(name) && Some(name.as_str()) != lead_name && **cell != Cell::Empty
        })
        .take(3)
        .map(|(name, kind, cell)| {
            let text = cell::text(state, name, cell);
            let with_name = matches!(
                kind,
                CellKind::Whole | CellKind::Number | CellKind::Quantity | CellKind::YesNo
            );
            let name = with_name.then(|| format!("{} ", state.t_now().words.field(name)));
            view! { <span>{name}{value(cell, text)}</span> }
        })
        .collect_view();
    let lead = lead.map(|(name, _, cell)| value(cell, cell::text(state, name, cell)));
    view! {
        <td role="rowheader">{who}</td>
        <td role="gridcell" class="row-figure">{lead}</td>
        <td role="gridcell" class="row-rest">{rest}</td>
    }
    .into_any()
}

fn value(cell: &Cell, text: String) -> AnyView {
    match cell {
        Cell::Class(name) => {
            let class = name.clone();
            view! { <span class="tag" data-class=class>{text}</span> }.into_any()
        }
        _ => text.into_any(),
    }
}

/// Keeps the size of the box up to date.
fn observe(element: &web_sys::HtmlDivElement, size: RwSignal<(f64, f64)>) {
    let measured = element.clone();
    let measure = Closure::<dyn Fn()>::new(move || {
        let now = (f64::from(measured.client_width()), f64::from(measured.client_height()));
        if size.get_untracked() != now {
            size.set(now);
        }
    });
    let Ok(observer) = ResizeObserver::new(measure.as_ref().unchecked_ref()) else { return };
    observer.observe(element);
    let kept = StoredValue::new_local(Some((observer, measure)));
    on_cleanup(move || {
        if let Some(Some((observer, _))) = kept.try_update_value(Option::take) {
            observer.disconnect();
        }
    });
}
