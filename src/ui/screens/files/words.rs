//! Evidence, notes and joins as sentences.

use super::chips::share;
use crate::{
    engine::view::{FileView, FilesView},
    ingest::{
        encoding::EncodingEvidence,
        sniff::{self, Property},
    },
    portfolio::columns::Note,
    schema::guess,
    ui::{
        locale,
        messages::{Plural, fill},
        state::State,
    },
};
use leptos::prelude::Get;

/// What speaks for the role of a column.
pub fn column_evidence(state: State, evidence: &guess::Evidence) -> String {
    use guess::Evidence::*;
    let t = state.t();
    let e = &t.files.evidence;
    let shared = |sentence: &str, part: &f64| fill(sentence, &[("share", &share(state, *part))]);
    let counted = |forms: &Plural, n: u64| locale::plural(state.lang.get(), forms, n as f64);
    match evidence {
        Header(role) => fill(e.header, &[("role", t.words.role(*role))]),
        Given => e.given.to_string(),
        Company(role) => fill(e.company, &[("role", t.words.role(*role))]),
        Emails(part) => shared(e.emails, part),
        Phones(part) => shared(e.phones, part),
        Documents(part) => shared(e.documents, part),
        Dates(part) => shared(e.dates, part),
        Numbers(part) => shared(e.numbers, part),
        OrderNumbers(part) => shared(e.hashes, part),
        FloatIds(part) => shared(e.float_ids, part),
        Distinct(ratio) => {
            let n = locale::whole(state.lang.get(), (ratio * 100.0).ceil());
            fill(e.distinct, &[("n", &n)])
        }
        NoValues => e.no_values.to_string(),
        QuantityTimesPrice(part) => shared(e.product, part),
        BlankInFurtherLines(n) => counted(&e.blank_further, *n),
        RepeatedInLines(n) => counted(&e.repeated, *n),
    }
}

/// What speaks for the dialect of a file.
pub fn file_evidence(state: State, evidence: &sniff::Evidence) -> String {
    use sniff::Evidence::*;
    let lang = state.lang.get();
    let t = &state.t().files;
    let e = &t.evidence;
    let whole = |n: u64| locale::whole(lang, n as f64);
    let counted = |forms: &Plural, n: u64| locale::plural(lang, forms, n as f64);
    match evidence {
        Chosen(property) => {
            let what = match property {
                Property::Encoding => t.encoding,
                Property::Delimiter => t.delimiter,
                Property::Quote => t.quote,
                Property::HeaderLine => t.header,
            };
            fill(e.chosen, &[("what", what)])
        }
        Encoding(EncodingEvidence::ByteOrderMark) => e.byte_order_mark.to_string(),
        Encoding(EncodingEvidence::Zeros) => e.zeros.to_string(),
        Encoding(EncodingEvidence::Ascii) => e.ascii.to_string(),
        Encoding(EncodingEvidence::WellFormedUtf8 { letters }) => counted(&e.utf8, *letters),
        Encoding(EncodingEvidence::MostlyUtf8 { letters, broken }) => {
            fill(e.mostly_utf8, &[("n", &whole(*letters)), ("broken", &whole(*broken))])
        }
        Encoding(EncodingEvidence::Letters { western, baltic }) => {
            (if baltic > western { e.baltic } else { e.western }).to_string()
        }
        Stated { .. } => e.stated.to_string(),
        Fields { width, same, records, .. } => {
            let (same, records, width) = (whole(*same), whole(*records), whole(u64::from(*width)));
            fill(e.fields, &[("same", &same), ("records", &records), ("width", &width)])
        }
        OneColumn => e.one_column.to_string(),
        SingleQuotes { fields } => counted(&e.single_quotes, *fields),
        Preamble { lines } => counted(&e.preamble, *lines),
        NamesAboveValues { columns } => counted(&e.names_above, columns.len() as u64),
        NamesAssumed => e.names_assumed.to_string(),
        NamesOnly => e.names_only.to_string(),
        ValuesFirst { columns } => counted(&e.values_first, columns.len() as u64),
    }
}

/// A repair or choice; with the file's name where there are several.
pub fn note(state: State, files: &FilesView, note: &Note) -> String {
    let (lang, t) = (state.lang.get(), &state.t().files);
    let counted = |forms: &Plural, n: u64| locale::plural(lang, forms, n as f64);
    let named = |sentence: &str, column: &str| fill(sentence, &[("column", column)]);
    let (file, sentence) = match note {
        Note::FloatIds { file, column } => (file, named(t.note_float_ids, column)),
        Note::ExactDuplicates { file, count } => (file, counted(&t.note_duplicates, *count)),
        Note::OrdersByDay { file } => (file, t.note_orders_by_day.to_string()),
        Note::CustomerRepeated { file, count } => {
            (file, counted(&t.note_customer_repeated, *count))
        }
        Note::NotLoaded { file, column } => (file, named(t.note_not_loaded, column)),
        Note::KeyIsName { file } => (file, t.note_key_is_name.to_string()),
    };
    match files.files.get(*file as usize) {
        Some(file) if files.files.len() > 1 => format!("{}: {sentence}", file.name),
        _ => sentence,
    }
}

/// How a file goes together with the others.
pub fn join(state: State, file: &FileView) -> Option<String> {
    let (lang, t) = (state.lang.get(), &state.t().files);
    let join = file.join?;
    let mut parts = Vec::new();
    if join.customers > 0 {
        let customers = locale::plural(lang, &t.join_customers, join.customers as f64);
        let shared = locale::whole(lang, join.shared as f64);
        parts.push(fill(&customers, &[("shared", &shared)]));
    }
    if join.lines > 0 {
        parts.push(locale::plural(lang, &t.join_lines, join.lines as f64));
    }
    (!parts.is_empty()).then(|| parts.join(" · "))
}
