//! Texts that nobody would write, drawn from a seed: torn and crossed queries, words in any order, any bytes, deep nests and
//! long lists. None brings the language down, from the text to the customers and to SQL; whatever can be read prints
//! and reads back the same.
//!
//! `CARTEIRA_CASES` says how many are drawn.

use super::base::example;
use crate::query::{
    check::check,
    error::QueryError,
    evaluate::Data,
    evaluator::Evaluator,
    fields::Schema,
    lex::{KEYWORDS, MAX_LENGTH},
    parse::{MAX_DEPTH, parse},
    print::print,
    sql::{self, Dialect},
};
use std::time::{Duration, Instant};

/// The queries of the table, each of which can be read by somebody.
const TABLE: &str = include_str!("../../../tests/queries/small.txt");
const MARKS: &[&str] = &[
    "(",
    ")",
    ",",
    "%",
    "=",
    "!=",
    "<",
    "<=",
    ">",
    ">=",
    "\"",
    "`",
    "x",
    "\"x\"",
    "`a b`",
    "0",
    "-1",
    "1e9",
    "99999999999999999999999",
    "0.1",
    "2024-02-29",
    "2024-02-30",
    "9999-12-31",
    "true",
    "n_orders",
    "spend_total",
    "region",
    "4294967296",
    "ß",
    "İ",
    "\u{301}",
    "\u{0}",
];

/// SplitMix64.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ z >> 31) % n as u64) as usize
    }

    fn of<'a>(&mut self, texts: &[&'a str]) -> &'a str {
        texts[self.below(texts.len())]
    }

    /// A place between two characters.
    fn place(&mut self, text: &str) -> usize {
        let at = self.below(text.len() + 1);
        (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
    }
}

fn drawn(random: &mut Random, table: &[&str]) -> String {
    match random.below(32) {
        0..12 => torn(random, table),
        12..18 => {
            let (a, b) = (random.of(table), random.of(table));
            format!("{}{}", &a[..random.place(a)], &b[random.place(b)..])
        }
        18..22 => {
            let (a, b) = (random.of(table), random.of(table));
            let joint = random.of(&[" and ", " or ", " and not (", ") or (", " and (not "]);
            format!("({a}){joint}{b}")
        }
        22..27 => soup(random),
        27..30 => {
            let bytes: Vec<u8> = (0..random.below(60)).map(|_| random.below(256) as u8).collect();
            String::from_utf8_lossy(&bytes).into_owned()
        }
        30 => {
            // Closed as often as opened, or nearly.
            let depth = random.below(2 * MAX_DEPTH);
            let open = random.of(&["(", "not (", "n_orders = 1 or (", "n_orders = 1 and not ("]);
            let close = ")".repeat((depth + random.below(3)).saturating_sub(1));
            format!("{}{}{close}", open.repeat(depth), random.of(table))
        }
        _ => {
            let (n, joint) = (random.below(60), random.of(&[", ", " and ", " or ", ") or ("]));
            let item = match joint {
                ", " => random.of(&["1", "\"x\"", "2024-01-01", "true", "`x`"]),
                _ => random.of(table),
            };
            let items = vec![item; n].join(joint);
            if joint == ", " { format!("code in ({items})") } else { items }
        }
    }
}

/// A query of the table with some of it taken out, put in or repeated.
fn torn(random: &mut Random, table: &[&str]) -> String {
    let mut text = random.of(table).to_string();
    for _ in 0..1 + random.below(4) {
        let (a, b) = (random.place(&text), random.place(&text));
        let (a, b) = (a.min(b), a.max(b));
        match random.below(4) {
            0 => text.replace_range(a..b, ""),
            1 => text.insert_str(a, random.of(MARKS)),
            2 => text.insert_str(a, &format!(" {} ", random.of(KEYWORDS))),
            _ => {
                let again = text[a..b].to_string();
                text.insert_str(b, &again);
            }
        }
    }
    text
}

fn soup(random: &mut Random) -> String {
    let words = (0..random.below(25)).map(|_| match random.below(2) {
        0 => random.of(KEYWORDS),
        _ => random.of(MARKS),
    });
    let words: Vec<&str> = words.collect();
    words.join(random.of(&[" ", "", "  "]))
}

/// What is true of every text. Whether it can be read.
fn tried(text: &str, data: &Data, evaluator: &mut Evaluator, schema: &Schema) -> bool {
    let tree = match parse(text) {
        Ok(tree) => tree,
        Err(error) => {
            placed(&error, text);
            return false;
        }
    };
    let printed = print(&tree);
    assert_eq!(parse(&printed).as_ref(), Ok(&tree), "{text:?}\n{printed:?}");
    match evaluator.evaluate(&tree, data) {
        Ok(evaluation) => {
            assert_eq!(evaluation.parts[0].keeps, evaluation.mask.count(), "{text:?}")
        }
        Err(error) => placed(&error, text),
    }
    if check(&tree, schema).is_ok() {
        for dialect in Dialect::ALL {
            let _ = sql::write(&tree, schema, dialect, None);
        }
    }
    true
}

/// An error stands somewhere in the text, and can be said.
fn placed(error: &QueryError, text: &str) {
    let (start, end) = (error.span.start as usize, error.span.end as usize);
    assert!(start <= end && text.get(start..end).is_some(), "{text:?}: {error}");
    assert!(!error.to_string().is_empty());
}

#[test]
fn drawn_texts_bring_nothing_down() {
    let cases = std::env::var("CARTEIRA_CASES").ok().and_then(|n| n.parse().ok());
    let table: Vec<&str> =
        TABLE.lines().filter(|l| !l.is_empty() && !l.starts_with([' ', '#'])).collect();
    assert!(table.len() > 80);
    let mut random = Random(20_261_125);
    let (mut read, mut slowest) = (0, (Duration::ZERO, String::new()));
    let schema = Schema::without_data();
    let cases: usize = cases.unwrap_or(100_000);
    example().with(|data| {
        let mut evaluator = Evaluator::new();
        for _ in 0..cases {
            let text = drawn(&mut random, &table);
            let start = Instant::now();
            read += usize::from(tried(&text, data, &mut evaluator, &schema));
            slowest = slowest.clone().max((start.elapsed(), text));
        }
    });
    // The draw is worth something where much of it can be read, and much cannot.
    assert!(read > cases / 10 && read < cases * 9 / 10, "{read} of {cases} can be read");
    let (time, text) = slowest;
    assert!(time < Duration::from_secs(5), "{time:?} for {text}");
}

/// The longest texts that are taken are read at once: with a time that grows as the square of their length it would be
/// minutes. Half a second is usual, of a slow build on a busy machine.
#[test]
fn the_longest_texts_are_read_at_once() {
    for (head, item, tail) in [
        ("code in (1", ", 1", ")"),
        ("a = 1", " or b = 2", ""),
        ("a = 1", " and (b = 2 or c = 3)", ""),
        ("a = 1", " and not (b = 2 and c = 3)", ""),
        ("", "((((", ""),
        ("", "not ", ""),
        ("a = \"", "\"\"", "\""),
        ("a = \"", "x", ""),
        ("`", "``", "` = 1"),
        ("", "9", ""),
        ("a = ", "9", ""),
        ("", "🦀", ""),
    ] {
        let n = (MAX_LENGTH - head.len() - tail.len()) / item.len();
        let text = format!("{head}{}{tail}", item.repeat(n));
        let start = Instant::now();
        let _ = parse(&text).map(|tree| print(&tree));
        let time = start.elapsed();
        assert!(time < Duration::from_secs(15), "{item:?}: {time:?}");
    }
}
