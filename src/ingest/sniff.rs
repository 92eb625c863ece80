//! **Sniffing**: the head of a file → its [`Dialect`], with what speaks for it and what else it could
//! be. Every property can be fixed by the user; the rest is then sniffed around it.
//!
//! The trap: the right delimiter is not the most frequent one. In `99,90;9,99;USD` commas are decimals;
//! a title and a date may stand above the table; a file may have one column and no delimiter at all. So
//! each candidate is tried by the real reader, and the one wins under which the records have the same
//! number of fields and the fields look whole (see [`super::delimiter`]).
//!
//! ```
//! use carteira::ingest::sniff::sniff;
//! let sniffed = sniff(b"Report\n\nid;total\n1;99,90\n2;12,50\n", true).unwrap();
//! assert_eq!((sniffed.dialect.delimiter, sniffed.dialect.header_line), (b';', Some(3)));
//! ```

pub use super::refusal::{Binary, Markup, Refusal};
use super::{
    delimiter::{Table, tables},
    dialect::Dialect,
    encoding::{Encoding, EncodingEvidence, EncodingGuess, decode, detect},
    header::{Found, find_header},
    refusal::{by_first_bytes, by_text},
};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Bytes of a file's head worth giving to [`sniff`]; more are not looked at.
pub const HEAD: usize = 256 << 10;

/// A dialect and why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sniffed {
    pub dialect: Dialect,
    pub evidence: Vec<Evidence>,
    /// The other delimiters that would make a table, best first.
    pub rivals: Vec<Rival>,
}

/// A delimiter that was not taken.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rival {
    pub delimiter: u8,
    /// 0 to 1; that of the one taken is higher unless it was chosen or stated.
    pub score: f64,
}

/// One thing seen in the head of the file. Columns are numbered from 0, lines from 1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// The user fixed this property.
    Chosen(Property),
    Encoding(EncodingEvidence),
    /// The first line reads `sep=` and the delimiter.
    Stated {
        delimiter: u8,
    },
    /// So many of the records have so many fields.
    Fields {
        delimiter: u8,
        width: u32,
        same: u64,
        records: u64,
    },
    /// No delimiter makes a table.
    OneColumn,
    /// Fields stand in single quotes.
    SingleQuotes {
        fields: u64,
    },
    /// Lines above the table.
    Preamble {
        lines: u64,
    },
    /// Names above numbers, dates, addresses or ids, in these columns.
    NamesAboveValues {
        columns: Vec<u32>,
    },
    /// Nothing speaks for or against names; most files have them.
    NamesAssumed,
    /// The table ends with its names.
    NamesOnly,
    /// The first record holds values like the others, in these columns.
    ValuesFirst {
        columns: Vec<u32>,
    },
}

/// A property of a dialect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Property {
    Encoding,
    Delimiter,
    Quote,
    HeaderLine,
}

/// What the user fixed; none is sniffed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DialectChoice {
    pub encoding: Option<Encoding>,
    pub delimiter: Option<u8>,
    pub quote: Option<u8>,
    pub header_line: Option<HeaderChoice>,
}

/// Where the user sees the names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HeaderChoice {
    /// There are none.
    Absent,
    /// In this line, from 1.
    Line(u64),
}

/// How a file that begins with these bytes writes its table. `complete`: they are the whole file.
pub fn sniff(head: &[u8], complete: bool) -> Result<Sniffed, Refusal> {
    sniff_with(head, complete, &DialectChoice::default())
}

/// The same, with what the user fixed. Files that are no text are refused all the same.
pub fn sniff_with(head: &[u8], complete: bool, choice: &DialectChoice) -> Result<Sniffed, Refusal> {
    if let Some(refusal) = by_first_bytes(head) {
        return Err(refusal);
    }
    let complete = complete && head.len() <= HEAD;
    let head = &head[..head.len().min(HEAD)];
    let EncodingGuess { encoding, evidence } = detect(head);
    let mut evidence = vec![Evidence::Encoding(evidence)];
    let encoding = choice.encoding.unwrap_or(encoding);
    let text = decode(encoding, head);
    if let Some(refusal) = by_text(&text) {
        return Err(refusal);
    }

    let stated = stated_delimiter(&text);
    let above = match choice.header_line {
        Some(HeaderChoice::Line(line)) => line,
        _ => 1 + u64::from(stated.is_some()),
    };
    let fixed = choice.delimiter.or(stated);
    let mut tables = tables(&text, complete, fixed, choice.quote, above);
    let Table { delimiter, quote, records, width, same, in_single_quotes, .. } = tables.remove(0);

    let n_records = records.len() as u64;
    evidence.push(match (choice.delimiter, stated) {
        (Some(_), _) => Evidence::Chosen(Property::Delimiter),
        (None, Some(delimiter)) => Evidence::Stated { delimiter },
        _ if width == 1 => Evidence::OneColumn,
        _ => Evidence::Fields { delimiter, width, same, records: n_records },
    });
    if choice.quote.is_none() && quote == b'\'' {
        evidence.push(Evidence::SingleQuotes { fields: in_single_quotes });
    }
    let found = find_header(&records, width as usize);
    let (header_line, first_line) = match choice.header_line {
        Some(HeaderChoice::Line(line)) => (Some(line), line + 1),
        Some(HeaderChoice::Absent) => (None, found.first_line),
        None => (found.header_line, found.header_line.map_or(found.first_line, |line| line + 1)),
    };
    tell_header(&found, choice, header_line.unwrap_or(first_line), &mut evidence);
    for (property, chosen) in
        [(Property::Encoding, choice.encoding.is_some()), (Property::Quote, choice.quote.is_some())]
    {
        if chosen {
            evidence.push(Evidence::Chosen(property));
        }
    }
    let rivals = tables
        .into_iter()
        .filter(|table| table.delimiter != delimiter && table.score > 0.0)
        .map(|table| Rival { delimiter: table.delimiter, score: table.score })
        .collect();
    let dialect = Dialect { encoding, delimiter, quote, header_line, first_line };
    Ok(Sniffed { dialect, evidence, rivals })
}

fn tell_header(found: &Found, choice: &DialectChoice, top: u64, evidence: &mut Vec<Evidence>) {
    if top > 1 {
        evidence.push(Evidence::Preamble { lines: top - 1 });
    }
    evidence.push(match choice.header_line {
        Some(_) => Evidence::Chosen(Property::HeaderLine),
        None => found.evidence.clone(),
    });
}

/// The delimiter of a first line like `sep=;`, as Excel writes and obeys it.
fn stated_delimiter(text: &str) -> Option<u8> {
    let line = text.split(['\r', '\n']).next()?.trim_matches('"');
    let (key, value) = line.split_at_checked(4)?;
    match value.as_bytes() {
        [delimiter] if key.eq_ignore_ascii_case("sep=") && !delimiter.is_ascii_alphanumeric() => {
            Some(*delimiter)
        }
        // `sep=,` in a file whose other fields fill up the line.
        [delimiter, rest @ ..]
            if key.eq_ignore_ascii_case("sep=") && rest.iter().all(|b| b == delimiter) =>
        {
            Some(*delimiter)
        }
        _ => None,
    }
}

impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let name = |delimiter: u8| match delimiter {
            b'\t' => "tab".to_owned(),
            other => format!("`{}`", char::from(other)),
        };
        let plural = |n: usize| if n == 1 { "column" } else { "columns" };
        match self {
            Evidence::Chosen(property) => {
                let property = match property {
                    Property::Encoding => "encoding",
                    Property::Delimiter => "delimiter",
                    Property::Quote => "quote",
                    Property::HeaderLine => "header line",
                };
                write!(f, "{property} chosen")
            }
            Evidence::Encoding(evidence) => evidence.fmt(f),
            Evidence::Stated { delimiter } => {
                write!(f, "the first line states the delimiter {}", name(*delimiter))
            }
            Evidence::Fields { delimiter, width, same, records } => write!(
                f,
                "{same} of {records} records have {width} fields between {}",
                name(*delimiter)
            ),
            Evidence::OneColumn => write!(f, "no delimiter makes a table: one column"),
            Evidence::SingleQuotes { fields } => write!(f, "{fields} fields in single quotes"),
            Evidence::Preamble { lines: 1 } => write!(f, "1 line above the table"),
            Evidence::Preamble { lines } => write!(f, "{lines} lines above the table"),
            Evidence::NamesAboveValues { columns } => {
                write!(f, "names above values in {} {}", columns.len(), plural(columns.len()))
            }
            Evidence::NamesAssumed => write!(f, "first record taken for the names"),
            Evidence::NamesOnly => write!(f, "names and no records"),
            Evidence::ValuesFirst { columns } => {
                let n = columns.len();
                write!(f, "no names: the first record holds values in {n} {}", plural(n))
            }
        }
    }
}

#[cfg(test)]
#[path = "sniff_tests.rs"]
mod tests;
