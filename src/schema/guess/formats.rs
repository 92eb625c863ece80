//! How each column is to be read: its own values first, then what the rest of the file says.
//!
//! A column that leaves its decimal mark open follows the columns that do not, else the language of the
//! headers (Portuguese, Lithuanian and German write decimal commas; Spanish has both). A column of dates
//! that leaves its order open follows the other columns, a picture in its header, the language, or a
//! decimal comma in the file: month before day is written by nobody who writes decimal commas.

use super::{Draft, weigh::counted_dates};
use crate::schema::{
    profile::{DateReading, NumberReading},
    role::Role,
    values::{DateOrder, NumberFormat},
    words::Language,
};

/// How a column is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Format {
    pub number: NumberFormat,
    pub number_ambiguous: bool,
    pub date: DateOrder,
    pub date_ambiguous: bool,
}

/// The format of every column.
pub fn formats(drafts: &[Draft], roles: &[Role]) -> Vec<Format> {
    let n_words = |language| {
        drafts.iter().flat_map(|d| &d.words.languages).filter(|&&l| l == language).count()
    };
    let n_english = n_words(Language::En);
    let spoken = |language| n_words(language) > n_english;
    let comma_language =
        [Language::Pt, Language::Lt, Language::De].iter().any(|&language| spoken(language));
    let day_first = comma_language || spoken(Language::Es);
    let file_number = number_of_file(drafts);
    let file_date = date_of_file(drafts);
    let format = |(draft, &role): (&Draft, &Role)| {
        let (number, number_ambiguous) = match draft.decision.number {
            NumberReading::Ambiguous(likely) => match file_number {
                Some(format) => (format, false),
                None if comma_language => (NumberFormat::Comma, false),
                None => (likely, true),
            },
            NumberReading::Unmarked => (file_number.unwrap_or_default(), false),
            reading => (reading.format(), false),
        };
        let (date, date_ambiguous) = match draft.decision.date {
            DateReading::Ambiguous(likely) => {
                let comma = file_number == Some(NumberFormat::Comma);
                let decided = draft.words.date_order.or(file_date);
                match decided.or((day_first || comma).then_some(DateOrder::Dmy)) {
                    Some(order) => (order, false),
                    None => (likely, true),
                }
            }
            DateReading::NoDates => (counted(draft, role).unwrap_or_default(), false),
            reading => (reading.order().unwrap_or_default(), false),
        };
        Format { number, number_ambiguous, date, date_ambiguous }
    };
    drafts.iter().zip(roles).map(format).collect()
}

/// Counts of days or seconds, in a column whose role is a day.
fn counted(draft: &Draft, role: Role) -> Option<DateOrder> {
    matches!(role, Role::OrderDate | Role::EventDate | Role::SignupDate | Role::Birthday)
        .then(|| counted_dates(draft.profile))
        .flatten()
}

/// The format of the columns whose values leave no choice, if they agree.
fn number_of_file(drafts: &[Draft]) -> Option<NumberFormat> {
    let mut sure = drafts.iter().filter_map(|draft| match draft.decision.number {
        // A column of texts among which some number shows a mark says nothing.
        NumberReading::Sure(format)
            if draft.profile.share(draft.profile.n_numbers(format)) > 0.5 =>
        {
            Some(format)
        }
        _ => None,
    });
    let first = sure.next()?;
    sure.all(|format| format == first).then_some(first)
}

/// The order of the columns whose values leave no choice, if they agree.
fn date_of_file(drafts: &[Draft]) -> Option<DateOrder> {
    let mut sure = drafts.iter().filter_map(|draft| match draft.decision.date {
        DateReading::Sure(order) | DateReading::Mixed(order)
            if draft.profile.dates.n_ordered > draft.profile.dates.n_same =>
        {
            Some(order)
        }
        _ => None,
    });
    let first = sure.next()?;
    sure.all(|order| order == first).then_some(first)
}
