//! The chips of a file: each a native choice that says what is understood now.

use super::card::Explained;
use crate::{
    engine::{
        protocol::Choice,
        view::{Agreed, FileView},
    },
    ingest::encoding::Encoding,
    schema::{
        mapping::{AmountOf, FileKind},
        values::{DateOrder, NumberFormat},
    },
    ui::{
        locale,
        messages::{Messages, fill},
        state::State,
    },
};
use leptos::prelude::*;
use std::sync::Arc;

/// A value and what the user reads for it.
pub type Options = Vec<(String, String)>;

/// Kinds of files in the order of their names.
const KINDS: [FileKind; 3] = [FileKind::Orders, FileKind::Customers, FileKind::Events];
/// Delimiters worth offering.
const DELIMITERS: [&str; 4] = [",", ";", "\t", "|"];
/// Lines of a file among which a header is looked for by hand.
const HEADER_LINES: u64 = 12;
/// Currencies offered beside those seen; others can stand in a currency column.
const CURRENCIES: [&str; 20] = [
    "BRL", "COP", "MXN", "ARS", "CLP", "PEN", "UYU", "USD", "EUR", "GBP", "CHF", "PLN", "SEK",
    "DKK", "NOK", "CZK", "CAD", "AUD", "INR", "JPY",
];

/// What is offered where columns differ: it says so, and choosing it changes nothing.
const DIFFER: &str = "differ";

/// A labelled choice.
#[component]
pub fn Pick(
    /// Before the choice.
    #[prop(into)]
    label: Signal<String>,
    /// All there are to choose from.
    #[prop(into)]
    options: Signal<Options>,
    /// The one that holds.
    #[prop(into)]
    value: Signal<String>,
    choose: Arc<dyn Fn(String) + Send + Sync>,
) -> impl IntoView {
    view! {
        <label class="file-chip">
            <span>{label}</span>
            <select prop:value=value on:change=move |event| choose(event_target_value(&event))>
                {move || {
                    let now = value.get();
                    let option = |(value, text): (String, String)| {
                        view! { <option selected=value == now value=value>{text}</option> }
                    };
                    options.get().into_iter().map(option).collect_view()
                }}
            </select>
        </label>
    }
}

/// All chips of a file.
#[component]
pub fn Chips(
    at: usize,
    file: Memo<Option<FileView>>,
    explained: RwSignal<Explained>,
) -> impl IntoView {
    let state = State::here();
    let chip = move |label: fn(&Messages) -> &'static str,
                     options: fn(State, &FileView) -> Options,
                     value: fn(&FileView) -> String,
                     choice: fn(String) -> Option<Choice>| {
        let options = Memo::new(move |_| {
            file.with(|file| file.as_ref().map(|file| options(state, file))).unwrap_or_default()
        });
        let value =
            Memo::new(move |_| file.with(|file| file.as_ref().map(value)).unwrap_or_default());
        let label = Signal::derive(move || label(state.t()).to_string());
        let choose = Arc::new(move |text: String| {
            if let Some(choice) = choice(text) {
                state.choose(at, choice);
            }
        });
        view! {
            <Show when=move || options.with(|options| !options.is_empty())>
                <Pick label options value choose=choose.clone() />
            </Show>
        }
        .into_any()
    };
    let why = move |_| {
        explained.update(|now| {
            *now = if *now == Explained::File { Explained::Nothing } else { Explained::File };
        });
    };
    view! {
        <div class="picks">
            {chip(|t| t.files.file_of, kinds, |file| place(&KINDS, &file.kind), |text| pick(&KINDS, &text).map(Choice::Kind))}
            {chip(|t| t.files.encoding, encodings, |file| file.encoding.clone(), |text| Some(Choice::Encoding(text)))}
            {chip(|t| t.files.delimiter, delimiters, |file| file.delimiter.clone(), |text| Some(Choice::Delimiter(text)))}
            {chip(|t| t.files.quote, quotes, |file| file.quote.clone(), |text| Some(Choice::Quote(text)))}
            {chip(
                |t| t.files.header,
                header_lines,
                |file| file.header_line.unwrap_or(0).to_string(),
                |text| text.parse().ok().map(Choice::HeaderLine),
            )}
            {chip(|t| t.files.decimals, numbers, number, |text| {
                Some(Choice::Number { column: None, format: pick(&NUMBERS, &text)? })
            })}
            {chip(|t| t.files.dates, dates, date, |text| {
                Some(Choice::Date { column: None, order: pick(&DATES, &text)? })
            })}
            {chip(
                |t| t.files.currency,
                currencies,
                |file| file.currency.clone().unwrap_or_default(),
                |text| Some(Choice::Currency(text)),
            )}
            {chip(
                |t| t.files.amount_of,
                amounts,
                |file| place(&AMOUNTS, &file.amount_of.unwrap_or_default()),
                |text| pick(&AMOUNTS, &text).map(Choice::AmountOf),
            )}
            <button
                class="quiet"
                aria-expanded=move || (explained.get() == Explained::File).to_string()
                aria-label=move || {
                    let name = file.with(|file| file.as_ref().map(|file| file.name.clone())).unwrap_or_default();
                    fill(state.t().files.why_file, &[("name", &name)])
                }
                on:click=why
            >
                {move || state.t().files.why}
            </button>
        </div>
    }
}

const AMOUNTS: [AmountOf; 2] = [AmountOf::Line, AmountOf::Order];
/// Ways of writing numbers.
pub const NUMBERS: [NumberFormat; 2] = [NumberFormat::Point, NumberFormat::Comma];
/// Ways of writing dates, in the order of their names.
pub const DATES: [DateOrder; 6] = [
    DateOrder::Ymd,
    DateOrder::Dmy,
    DateOrder::Mdy,
    DateOrder::EpochSeconds,
    DateOrder::EpochMillis,
    DateOrder::Serial,
];
/// Those of them that are dates to look at.
const WRITTEN: usize = 3;

/// The place of a value in its list, as the choice knows it.
pub fn place<T: PartialEq>(all: &[T], one: &T) -> String {
    all.iter().position(|other| other == one).unwrap_or(0).to_string()
}

/// The value at that place.
pub fn pick<T: Copy>(all: &[T], text: &str) -> Option<T> {
    all.get(text.parse::<usize>().ok()?).copied()
}

fn named(names: &[&'static str]) -> Options {
    (0..).zip(names).map(|(at, name): (usize, _)| (at.to_string(), (*name).to_string())).collect()
}

fn kinds(state: State, _: &FileView) -> Options {
    named(&state.t().files.kinds)
}

fn encodings(_: State, file: &FileView) -> Options {
    if file.is_sheet {
        return Options::new();
    }
    let option =
        |encoding: Encoding| (encoding.name().to_string(), encoding_name(encoding).to_string());
    Encoding::ALL.map(option).into()
}

/// An encoding as people know it.
pub fn encoding_name(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Utf8 => "UTF-8",
        Encoding::Utf16Le => "UTF-16 LE",
        Encoding::Utf16Be => "UTF-16 BE",
        Encoding::Windows1252 => "Windows-1252",
        Encoding::Windows1257 => "Windows-1257",
    }
}

fn delimiters(state: State, file: &FileView) -> Options {
    if file.is_sheet {
        return Options::new();
    }
    let known = DELIMITERS.map(str::to_string).into_iter().chain(file.other_delimiters.clone());
    let mut options = Options::new();
    for text in known.chain([file.delimiter.clone()]) {
        let shown = if text == "\t" { state.t().files.tab.to_string() } else { text.clone() };
        if !options.iter().any(|(known, _)| *known == text) {
            options.push((text, shown));
        }
    }
    options
}

fn quotes(_: State, file: &FileView) -> Options {
    if file.is_sheet {
        return Options::new();
    }
    ["\"", "'"].map(|text| (text.to_string(), text.to_string())).into()
}

fn header_lines(state: State, file: &FileView) -> Options {
    let t = &state.t().files;
    let last = HEADER_LINES.max(file.header_line.unwrap_or(0));
    let line = |n: u64| (n.to_string(), fill(t.header_line, &[("n", &n.to_string())]));
    let none = ("0".to_string(), t.no_header.to_string());
    (1..=last).map(line).chain([none]).collect()
}

/// How each way of writing numbers looks.
pub fn number_names() -> Options {
    named(&["1,234.56", "1.234,56"])
}

fn numbers(state: State, file: &FileView) -> Options {
    match file.number {
        Agreed::None => Options::new(),
        Agreed::All(_) => number_names(),
        Agreed::Differ => with_differ(state, number_names()),
    }
}

fn number(file: &FileView) -> String {
    match file.number {
        Agreed::All(format) => place(&NUMBERS, &format),
        _ => DIFFER.into(),
    }
}

/// The ways of writing dates that are worth offering, that one among them.
pub fn date_names(state: State, now: Option<DateOrder>) -> Options {
    let mut options = named(&state.t().files.date_orders);
    let at = now.and_then(|now| DATES.iter().position(|order| *order == now));
    if at.is_none_or(|at| at < WRITTEN) {
        options.truncate(WRITTEN);
    }
    options
}

fn dates(state: State, file: &FileView) -> Options {
    match file.date {
        Agreed::None => Options::new(),
        Agreed::All(order) => date_names(state, Some(order)),
        Agreed::Differ => with_differ(state, date_names(state, None)),
    }
}

fn date(file: &FileView) -> String {
    match file.date {
        Agreed::All(order) => place(&DATES, &order),
        _ => DIFFER.into(),
    }
}

fn with_differ(state: State, mut options: Options) -> Options {
    options.insert(0, (DIFFER.into(), state.t().files.differ.into()));
    options
}

fn currencies(state: State, file: &FileView) -> Options {
    if file.kind == FileKind::Customers {
        return Options::new();
    }
    let mut options = vec![(String::new(), state.t().files.not_stated.to_string())];
    let seen = file.currencies.iter().chain(&file.currency).cloned();
    for code in seen.chain(CURRENCIES.map(str::to_string)) {
        if !options.iter().any(|(known, _)| *known == code) {
            options.push((code.clone(), code));
        }
    }
    options
}

fn amounts(state: State, file: &FileView) -> Options {
    match file.amount_of.filter(|_| file.kind == FileKind::Orders) {
        Some(_) => named(&state.t().files.amount_of_kinds),
        None => Options::new(),
    }
}

/// A share that is never all or nothing where it is not.
pub fn share(state: State, share: f64) -> String {
    let clamped = match share {
        share if share >= 1.0 || share <= 0.0 => share,
        share => share.clamp(0.01, 0.99),
    };
    locale::percent(state.lang.get(), clamped)
}
