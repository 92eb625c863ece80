//! **`ColumnProfile`**: what the values of a column are, counted. Fed with the values of a sample or of
//! the whole file; profiles of parts add up by [`ColumnProfile::merge`].
//!
//! The trap: a type holds for a column only when every value reads as it. A share from a sample is
//! evidence for a role, never a type. [`ColumnProfile::decide`] says what the values allow and what
//! they leave open.
//!
//! ```
//! use carteira::schema::profile::{ColumnProfile, DateReading, ValueType};
//! let mut profile = ColumnProfile::default();
//! for value in ["03/04/2025", "05/06/2025", ""] {
//!     profile.feed(value);
//! }
//! let decision = profile.decide();
//! assert_eq!(decision.value_type, ValueType::Date);
//! assert!(matches!(decision.date, DateReading::Ambiguous(_)));
//! ```

mod decide;
mod distinct;
mod shapes;

pub use decide::{DateReading, Decision, NumberReading, ValueType};
pub use distinct::Distinct;

use super::values::{
    DateOrder, Mark, NumberFormat, ValueKind, begins_with_month, currency_mark, is_blank,
    parse_date, parse_decimal, parse_yes_no,
};
use crate::{money::Currency, text::hash};
use serde::{Deserialize, Serialize};

/// After so many values, a reading that fits less than half of them is no longer tried.
const TRIALS: u64 = 1_000;

/// Distinct texts that are kept with their counts; a column with more is no list of classes.
pub const KEPT_TEXTS: usize = 64;

/// Texts kept as samples of a column with more.
pub const SAMPLES: usize = 8;

/// Longer texts are cut when kept.
const KEPT_CHARS: usize = 80;

/// What the values of a column are.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ColumnProfile {
    /// Values with something in them, words for nothing left out.
    pub n_values: u64,
    /// Empty or blank ones.
    pub n_blank: u64,
    /// `NULL`, `N/A`, `-` and their like: nothing in a column of numbers, dates or ids.
    pub n_nothing: u64,
    pub numbers: NumberCounts,
    pub dates: DateCounts,
    pub yes_no: YesNoCounts,
    pub n_emails: u64,
    /// Telephone numbers with marks that only these have: brackets, a plus, groups by hyphen.
    pub n_phones: u64,
    /// Values of ten to thirteen digits alone, which may be telephone numbers.
    pub n_long_digits: u64,
    /// Tax and personal numbers whose check digits are right.
    pub n_documents: u64,
    /// Values of two words or more, letters only, as names of people have.
    pub n_worded: u64,
    /// Values with a letter in them.
    pub n_lettered: u64,
    /// Values beginning with `#` and a digit, as order numbers do.
    pub n_hashed: u64,
    pub distinct: Distinct,
    /// The distinct values in order of appearance with their counts; only the first [`SAMPLES`] of them,
    /// counts meaningless, once there are more than [`KEPT_TEXTS`].
    pub texts: Vec<(String, u64)>,
    /// Hashes of `texts`.
    text_hashes: Vec<u64>,
    /// Whether there are more distinct values than `texts` may hold.
    pub many_texts: bool,
}

/// How values read as numbers.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct NumberCounts {
    pub n_tried: u64,
    /// The same under both formats: no mark.
    pub n_plain: u64,
    /// Under `Point` alone.
    pub n_point: u64,
    /// Under `Comma` alone.
    pub n_comma: u64,
    /// `1.234`: under both, another number each.
    pub n_either_point: u64,
    /// `1,234`: under both, another number each.
    pub n_either_comma: u64,
    /// Plain numbers of a thousand and more.
    pub n_plain_thousands: u64,
    /// Whole numbers with a leading zero.
    pub n_leading_zero: u64,
    /// Whole numbers with a plus.
    pub n_plus: u64,
    /// Whole numbers beyond 2^53.
    pub n_too_long: u64,
    /// Whole numbers written as a float: `17850.0`.
    pub n_whole_floats: u64,
    /// Numbers with something after a decimal mark, `17850.0` included.
    pub n_fractions: u64,
    pub n_negative: u64,
    /// Least and greatest of the numbers that read the same under both formats or under one alone.
    pub range: Option<(f64, f64)>,
    /// Currency marks seen, in order of appearance.
    pub currencies: Vec<(Currency, u64)>,
    /// `$` alone.
    pub n_dollar: u64,
    /// Marks of several currencies.
    pub n_unclear: u64,
}

/// How values read as dates.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct DateCounts {
    pub n_tried: u64,
    /// Four digits first, with marks.
    pub n_year_first: u64,
    /// `20111209`, which is a number as well.
    pub n_compact: u64,
    /// With the name of a month.
    pub n_named: u64,
    /// Of these, those with the month before the day.
    pub n_month_first: u64,
    /// Those whose order the column must say: readable under at least one.
    pub n_ordered: u64,
    pub n_dmy: u64,
    pub n_mdy: u64,
    pub n_ymd: u64,
    /// Of the ordered ones, those whose day and month are alike.
    pub n_same: u64,
    pub n_timed: u64,
}

impl DateCounts {
    /// How many read as a date under some order.
    pub fn n_read(&self) -> u64 {
        self.n_year_first + self.n_compact + self.n_named + self.n_ordered
    }
}

/// How values read as yes or no.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct YesNoCounts {
    pub n_tried: u64,
    pub n_yes: u64,
    pub n_no: u64,
    /// Of these, single letters: `F` alone may be a class as well.
    pub n_letters: u64,
}

impl ColumnProfile {
    /// Counts one value.
    pub fn feed(&mut self, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            self.n_blank += 1;
            return;
        }
        if is_blank(text, ValueKind::Plain) {
            self.n_nothing += 1;
            return;
        }
        self.n_values += 1;
        self.keep(text);
        let kinds = shapes::kinds(text.as_bytes());
        if kinds & shapes::LETTER != 0 {
            self.n_lettered += 1;
        }
        if kinds & shapes::DIGIT == 0 {
            self.feed_words(text, kinds);
            return;
        }
        if text.as_bytes()[0] == b'#' {
            self.n_hashed += 1;
        }
        if kinds & shapes::AT != 0 {
            self.n_emails += u64::from(shapes::is_email(text));
            return;
        }
        self.feed_identities(text, kinds);
        self.numbers.feed(text, kinds);
        self.dates.feed(text, kinds);
    }

    /// Adds the counts of another part of the same column; the parts in file order.
    pub fn merge(&mut self, other: &ColumnProfile) {
        self.n_values += other.n_values;
        self.n_blank += other.n_blank;
        self.n_nothing += other.n_nothing;
        self.numbers.merge(&other.numbers);
        self.dates.merge(&other.dates);
        self.yes_no.n_tried += other.yes_no.n_tried;
        self.yes_no.n_yes += other.yes_no.n_yes;
        self.yes_no.n_no += other.yes_no.n_no;
        self.yes_no.n_letters += other.yes_no.n_letters;
        self.n_emails += other.n_emails;
        self.n_phones += other.n_phones;
        self.n_long_digits += other.n_long_digits;
        self.n_documents += other.n_documents;
        self.n_worded += other.n_worded;
        self.n_lettered += other.n_lettered;
        self.n_hashed += other.n_hashed;
        self.distinct.merge(&other.distinct);
        for ((text, count), &code) in other.texts.iter().zip(&other.text_hashes) {
            self.count_text(text, code, *count);
        }
        if other.many_texts {
            self.forget_texts();
        }
    }

    /// The part of the values that this many are, 0 where there is no value.
    pub fn share(&self, count: u64) -> f64 {
        if self.n_values == 0 { 0.0 } else { count as f64 / self.n_values as f64 }
    }

    fn keep(&mut self, text: &str) {
        let code = hash(text.as_bytes());
        self.distinct.insert(code);
        if !self.many_texts {
            self.count_text(text, code, 1);
        }
    }

    fn count_text(&mut self, text: &str, code: u64, count: u64) {
        if let Some(at) = self.text_hashes.iter().position(|&known| known == code) {
            self.texts[at].1 += count;
        } else if self.texts.len() == KEPT_TEXTS {
            self.forget_texts();
        } else if !self.many_texts || self.texts.len() < SAMPLES {
            self.texts.push((text.chars().take(KEPT_CHARS).collect(), count));
            self.text_hashes.push(code);
        }
    }

    fn forget_texts(&mut self) {
        self.many_texts = true;
        self.texts.truncate(SAMPLES);
        self.text_hashes.truncate(SAMPLES);
    }

    /// A value without a digit.
    fn feed_words(&mut self, text: &str, kinds: u16) {
        if kinds & shapes::AT != 0 {
            self.n_emails += u64::from(shapes::is_email(text));
            return;
        }
        self.n_worded += u64::from(text.contains(' ') && kinds & shapes::LETTER != 0);
        let counts = &mut self.yes_no;
        if counts.n_tried >= TRIALS && (counts.n_yes + counts.n_no) * 2 < counts.n_tried {
            return;
        }
        counts.n_tried += 1;
        if let Some(yes) = parse_yes_no(text) {
            counts.n_yes += u64::from(yes);
            counts.n_no += u64::from(!yes);
            counts.n_letters += u64::from(text.len() == 1);
        }
    }

    /// Telephone numbers and documents.
    fn feed_identities(&mut self, text: &str, kinds: u16) {
        if kinds & !(shapes::DIGIT | shapes::SIGNS) != 0 || !(8..=20).contains(&text.len()) {
            return;
        }
        if shapes::is_document(text) {
            self.n_documents += 1;
        }
        if kinds == shapes::DIGIT {
            self.n_long_digits += u64::from((10..=13).contains(&text.len()));
        } else {
            self.n_phones += u64::from(shapes::is_phone(text));
        }
    }
}

impl NumberCounts {
    fn feed(&mut self, text: &str, kinds: u16) {
        let n_read = self.n_plain + self.n_read_alone() + self.n_either_point + self.n_either_comma;
        if self.n_tried >= TRIALS && n_read * 2 < self.n_tried {
            return;
        }
        self.n_tried += 1;
        let point = parse_decimal(text, NumberFormat::Point);
        // Without a comma, a point or another mark both formats read the same.
        let comma = if kinds & !(shapes::DIGIT | shapes::MINUS) == 0 {
            point
        } else {
            parse_decimal(text, NumberFormat::Comma)
        };
        let number = match (point, comma) {
            (None, None) => return,
            (Some(point), Some(comma)) if point == comma => {
                self.n_plain += 1;
                self.n_plain_thousands += u64::from(point.mantissa.abs() >= 1_000);
                if point.decimals == 0 {
                    self.feed_whole(text, point.mantissa);
                }
                point
            }
            (Some(point), Some(_)) => {
                if text.contains('.') {
                    self.n_either_point += 1;
                } else {
                    self.n_either_comma += 1;
                }
                self.n_negative += u64::from(point.mantissa < 0);
                return self.feed_mark(text, kinds);
            }
            (Some(number), None) => {
                self.n_point += 1;
                number
            }
            (None, Some(number)) => {
                self.n_comma += 1;
                number
            }
        };
        if number.decimals > 0 {
            self.n_fractions += 1;
            self.n_whole_floats += u64::from(number.decimals == 1 && number.mantissa % 10 == 0);
        }
        self.n_negative += u64::from(number.mantissa < 0);
        let value = number.to_f64();
        let (low, high) = self.range.unwrap_or((value, value));
        self.range = Some((low.min(value), high.max(value)));
        self.feed_mark(text, kinds);
    }

    fn n_read_alone(&self) -> u64 {
        self.n_point + self.n_comma
    }

    fn feed_whole(&mut self, text: &str, mantissa: i64) {
        let digits = text.trim_start_matches(['-', '+']);
        self.n_leading_zero += u64::from(digits.len() > 1 && digits.starts_with('0'));
        self.n_plus += u64::from(text.starts_with('+'));
        self.n_too_long += u64::from(mantissa.unsigned_abs() > 1 << 53);
    }

    fn feed_mark(&mut self, text: &str, kinds: u16) {
        if kinds & (shapes::LETTER | shapes::OTHER) == 0 {
            return;
        }
        match currency_mark(text) {
            Some(Mark::Of(currency)) => self.count_currency(currency, 1),
            Some(Mark::Dollar) => self.n_dollar += 1,
            Some(Mark::Unclear) => self.n_unclear += 1,
            None => {}
        }
    }

    fn count_currency(&mut self, currency: Currency, count: u64) {
        match self.currencies.iter_mut().find(|(known, _)| *known == currency) {
            Some(entry) => entry.1 += count,
            None => self.currencies.push((currency, count)),
        }
    }

    fn merge(&mut self, other: &NumberCounts) {
        self.n_tried += other.n_tried;
        self.n_plain += other.n_plain;
        self.n_point += other.n_point;
        self.n_comma += other.n_comma;
        self.n_either_point += other.n_either_point;
        self.n_either_comma += other.n_either_comma;
        self.n_plain_thousands += other.n_plain_thousands;
        self.n_leading_zero += other.n_leading_zero;
        self.n_plus += other.n_plus;
        self.n_too_long += other.n_too_long;
        self.n_whole_floats += other.n_whole_floats;
        self.n_fractions += other.n_fractions;
        self.n_negative += other.n_negative;
        self.n_dollar += other.n_dollar;
        self.n_unclear += other.n_unclear;
        for &(currency, count) in &other.currencies {
            self.count_currency(currency, count);
        }
        self.range = match (self.range, other.range) {
            (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
            (a, b) => a.or(b),
        };
    }
}

impl DateCounts {
    fn feed(&mut self, text: &str, kinds: u16) {
        if self.n_tried >= TRIALS && self.n_read() * 2 < self.n_tried {
            return;
        }
        self.n_tried += 1;
        let n_digits = text.bytes().take_while(u8::is_ascii_digit).count();
        if kinds == shapes::DIGIT && n_digits != 8 && n_digits != 14 {
            return;
        }
        if matches!(n_digits, 4 | 8 | 14) {
            let Some((_, time)) = parse_date(text, DateOrder::Ymd) else { return };
            self.n_timed += u64::from(time.is_some());
            if n_digits == 4 {
                self.n_year_first += 1;
            } else {
                self.n_compact += 1;
            }
            return;
        }
        let dmy = parse_date(text, DateOrder::Dmy);
        if kinds & shapes::LETTER != 0 && dmy.is_some() && dmy == parse_date(text, DateOrder::Mdy) {
            // A month by its name, or a weekday before a day that is its month: no order is needed.
            self.n_named += 1;
            self.n_month_first += u64::from(begins_with_month(text));
            self.n_timed += u64::from(dmy.is_some_and(|(_, time)| time.is_some()));
            return;
        }
        let mdy = parse_date(text, DateOrder::Mdy);
        let ymd = parse_date(text, DateOrder::Ymd);
        let Some((_, time)) = dmy.or(mdy).or(ymd) else { return };
        self.n_ordered += 1;
        self.n_timed += u64::from(time.is_some());
        self.n_dmy += u64::from(dmy.is_some());
        self.n_mdy += u64::from(mdy.is_some());
        self.n_ymd += u64::from(ymd.is_some());
        self.n_same += u64::from(dmy.is_some() && dmy == mdy);
    }

    fn merge(&mut self, other: &DateCounts) {
        self.n_tried += other.n_tried;
        self.n_year_first += other.n_year_first;
        self.n_compact += other.n_compact;
        self.n_named += other.n_named;
        self.n_month_first += other.n_month_first;
        self.n_ordered += other.n_ordered;
        self.n_dmy += other.n_dmy;
        self.n_mdy += other.n_mdy;
        self.n_ymd += other.n_ymd;
        self.n_same += other.n_same;
        self.n_timed += other.n_timed;
    }
}
