//! What the sample promises, read back from its files as anyone would read them.

use super::{SampleLanguage::*, *};
use crate::text::fold;
use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    sync::OnceLock,
};

const LANGUAGES: [SampleLanguage; 4] = [En, Pt, Es, Lt];

/// Rows of a file, the header first; panics where a record has another number of fields than the header.
fn rows(file: &SampleFile, language: SampleLanguage) -> Vec<Vec<String>> {
    let delimiter = if language == En { b',' } else { b';' };
    csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .from_reader(&file.bytes[..])
        .records()
        .map(|record| record.expect("a whole record").iter().map(str::to_owned).collect())
        .collect()
}

type Tables = [Vec<Vec<String>>; 4];

/// All files of a language as rows without their headers: orders, customers, events, leads.
fn tables(language: SampleLanguage) -> &'static Tables {
    static TABLES: [OnceLock<Tables>; 4] = [const { OnceLock::new() }; 4];
    TABLES[language as usize].get_or_init(|| {
        let tables: Vec<_> = sample_files(language)
            .iter()
            .map(|file| rows(file, language).into_iter().skip(1).collect())
            .collect();
        tables.try_into().expect("four files")
    })
}

/// Minor units of an amount as the language writes it.
fn minor(text: &str, language: SampleLanguage) -> i64 {
    let mark = if language == En { '.' } else { ',' };
    let (whole, part) = text.split_once(mark).expect("a decimal mark");
    assert_eq!(part.len(), 2, "{text}");
    format!("{whole}{part}").parse().expect("digits")
}

/// The ISO form of a date as the language writes it.
fn iso(text: &str, language: SampleLanguage) -> String {
    match language {
        En | Lt => text.to_owned(),
        Pt | Es => {
            let parts: Vec<&str> = text.split('/').rev().collect();
            parts.join("-")
        }
    }
}

#[test]
fn the_files_have_these_rows() {
    for language in LANGUAGES {
        assert_eq!(tables(language).each_ref().map(Vec::len), ROWS, "{language:?}");
    }
}

#[test]
fn the_bytes_never_change() {
    // FNV-1a of all bytes: whoever changes a draw or a word on purpose writes the new numbers here.
    let hashes = LANGUAGES.map(|language| {
        let files = sample_files(language);
        let bytes = files.iter().flat_map(|file| &file.bytes);
        bytes.fold(0xCBF2_9CE4_8422_2325u64, |hash, &byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
        })
    });
    assert_eq!(hashes, HASHES, "{hashes:#018X?}");
}

#[test]
fn every_language_tells_the_same_story() {
    let known =
        |table: &[Vec<String>], language, ids: &[usize], days: &[usize], money: &[usize]| {
            let row = |row: &Vec<String>| {
                let mut known: Vec<String> = ids.iter().map(|&i| row[i].clone()).collect();
                known.extend(days.iter().map(|&i| iso(&row[i], language)));
                known.extend(money.iter().map(|&i| match row[i].as_str() {
                    "" => String::new(),
                    text => minor(text, language).to_string(),
                }));
                known
            };
            table.iter().map(row).collect::<Vec<_>>()
        };
    let story = |language| {
        let [orders, customers, events, leads] = tables(language);
        [
            known(orders, language, &[0, 2, 3, 6], &[1], &[7, 8, 9]),
            known(customers, language, &[0, 11], &[4, 7], &[]),
            known(events, language, &[0, 5], &[1], &[]),
            known(leads, language, &[], &[3], &[4]),
        ]
    };
    let english = story(En);
    for language in [Pt, Es, Lt] {
        assert!(story(language) == english, "{language:?} differs");
    }
}

#[test]
fn words_change_one_for_one() {
    // Zone, stratum, source, plan, consent, reason of customers; kinds of events; stages of leads.
    let english = tables(En);
    for language in [Pt, Es, Lt] {
        let other = tables(language);
        for (table, columns) in [
            (0, &[5, 11, 12, 13][..]),
            (1, &[5, 6, 8, 9, 10, 12]),
            (2, &[2, 3, 4, 6]),
            (3, &[2, 5, 6]),
        ] {
            for &column in columns {
                let mut pairs = BTreeMap::new();
                for (a, b) in english[table].iter().zip(&other[table]) {
                    let word = pairs.entry(&a[column]).or_insert(&b[column]);
                    assert_eq!(*word, &b[column], "{language:?} {}", a[column]);
                }
                let back: BTreeSet<_> = pairs.values().collect();
                assert_eq!(back.len(), pairs.len(), "{language:?}, table {table}, column {column}");
            }
        }
    }
}

#[test]
fn all_that_is_referred_to_exists() {
    for language in LANGUAGES {
        let [orders, customers, events, leads] = tables(language);
        let ids: HashSet<&str> = customers.iter().map(|row| row[0].as_str()).collect();
        assert_eq!(ids.len(), customers.len(), "an id twice");
        let emails: HashMap<&str, usize> = customers.iter().fold(HashMap::new(), |mut n, row| {
            *n.entry(row[2].as_str()).or_default() += 1;
            n
        });
        assert!(orders.iter().all(|row| row[2].is_empty() || ids.contains(row[2].as_str())));
        assert!(customers.iter().all(|row| row[11].is_empty() || ids.contains(row[11].as_str())));
        assert!(customers.iter().all(|row| row[11] < row[0]), "referred by somebody later");
        let signup: HashMap<_, _> = customers.iter().map(|row| (&row[0], &row[7])).collect();
        let known = |row: &&Vec<String>| !row[2].is_empty();
        assert!(
            orders
                .iter()
                .filter(known)
                .all(|row| { iso(signup[&row[2]], language) <= iso(&row[1], language) })
        );
        assert!(events.iter().all(|row| ids.contains(row[0].as_str())));
        assert!(leads.iter().all(|row| emails[row[0].as_str()] == 1), "a lead of two customers");
        // A return carries the id, customer and product of a purchase.
        let bought: HashSet<_> = orders
            .iter()
            .filter(|row| !row[6].starts_with('-'))
            .map(|row| (&row[0], &row[2], &row[3], row[6].clone()))
            .collect();
        let mut returns = orders.iter().filter_map(|row| Some((row, row[6].strip_prefix('-')?)));
        assert!(returns.all(|(row, n)| bought.contains(&(
            &row[0],
            &row[2],
            &row[3],
            n.to_owned()
        ))));
    }
}

#[test]
fn nobody_real_can_be_reached() {
    for language in LANGUAGES {
        let mut names = HashMap::new();
        for file in sample_files(language) {
            let text = String::from_utf8(file.bytes).expect("UTF-8");
            assert!(!text.starts_with('\u{FEFF}'));
            for (at, _) in text.match_indices('@') {
                let domain = &text[at + 1..at + 12];
                assert!(["example.com", "example.org"].contains(&domain), "{domain}");
                let next = text[at + 12..].chars().next();
                assert!(!next.is_some_and(|c| c.is_alphanumeric() || c == '.'), "{domain}");
            }
        }
        for row in &tables(language)[1] {
            assert!(row[2].is_ascii() && row[2] == fold(&row[2]), "{}", row[2]);
            // A phone is one person's; some signed up twice.
            if !row[3].is_empty() {
                assert_eq!(*names.entry(&row[3]).or_insert(&row[1]), &row[1]);
            }
        }
    }
}

#[test]
fn amounts_are_quantity_times_price() {
    for row in &tables(Lt)[0] {
        let quantity: i64 = row[6].parse().expect("a whole number");
        assert_eq!(minor(&row[8], Lt), quantity * minor(&row[7], Lt), "{row:?}");
    }
}

/// What the sample must have to show, by the rules of the app but counted here from the files alone.
#[test]
fn there_is_something_to_see_on_every_screen() {
    let [orders, customers, events, _] = tables(En);
    let mut spend: HashMap<&str, i64> = HashMap::new();
    let mut days: HashMap<&str, BTreeSet<&str>> = HashMap::new();
    for row in orders.iter().filter(|row| !row[2].is_empty() && row[11] != "Cancelled") {
        let amount = minor(&row[8], En);
        *spend.entry(&row[2]).or_default() += amount;
        if amount > 0 {
            days.entry(&row[2]).or_default().insert(&row[1]);
        }
    }
    let buyers = days.len();
    assert!((2800..3200).contains(&buyers), "{buyers} buyers");

    let mut sums: Vec<i64> = days.keys().map(|who| spend[who].max(0)).collect();
    sums.sort_unstable_by(|a, b| b.cmp(a));
    let total: i64 = sums.iter().sum();
    let mut before = 0;
    let class_a = sums.iter().take_while(|&&sum| {
        let inside = before * 5 < total * 4;
        before += sum;
        inside
    });
    let share = class_a.count() * 100 / buyers;
    assert!((15..=35).contains(&share), "{share} % bring 80 %");

    let once = days.values().filter(|days| days.len() == 1).count() * 100 / buyers;
    assert!((20..45).contains(&once), "{once} % came once");
    let newest = days.values().filter(|days| days.first() >= Some(&"2026-08-01")).count();
    assert!(newest > 200, "{newest} came in the last three months");
    let gone = days.values().filter(|d| d.len() > 30 && d.last() < Some(&"2026-05-01")).count();
    assert!(gone > 30, "{gone} of the best are gone");
    let lines_in = |month: &str| orders.iter().filter(|row| row[1].starts_with(month)).count();
    assert!(lines_in("2025-12") * 10 > lines_in("2025-11") * 13, "no Christmas");
    assert_eq!(orders.iter().map(|row| &row[1]).max().map(String::as_str), Some("2026-10-31"));
    assert_eq!(orders.iter().map(|row| &row[1]).min().map(String::as_str), Some("2023-11-01"));

    let people = |test: &dyn Fn(&Vec<String>) -> bool| customers.iter().filter(|r| test(r)).count();
    assert!(people(&|row| row[4].ends_with("-02-29")) >= 3, "nobody born on 29 February");
    assert!(people(&|row| row[2].is_empty() && row[3].is_empty()) > 50, "all can be reached");
    assert!(people(&|row| row[10] == "no") > 100, "all consent");
    assert!(people(&|row| !row[11].is_empty()) > 300, "nobody was referred");
    assert!(people(&|row| !row[12].is_empty()) > 200, "nobody says why");
    assert!(people(&|row| !days.contains_key(row[0].as_str())) > 500, "everybody buys");

    // Zone West holds more of the best than East: look-alikes can be found.
    let rich = |zone: &str| {
        let of_zone: Vec<_> =
            customers.iter().filter(|r| r[5] == zone && days.contains_key(r[0].as_str())).collect();
        of_zone.iter().filter(|row| spend[row[0].as_str()] > 30_000).count() * 100 / of_zone.len()
    };
    assert!(rich("West") > rich("East") + 8, "{} and {}", rich("West"), rich("East"));

    // More of those who were sent the campaign ordered after it than of those left alone.
    let ordered = |group: &str| {
        let asked: HashSet<_> =
            events.iter().filter(|row| row[4] == group).map(|row| row[0].as_str()).collect();
        let came = asked
            .iter()
            .filter(|who| days.get(*who).is_some_and(|days| days.last() > Some(&"2026-09-14")));
        (asked.len(), came.count() * 100 / asked.len())
    };
    let ((targets, sent), (controls, left_alone)) = (ordered("target"), ordered("control"));
    assert!(targets > 400 && controls > 400 && sent > left_alone + 4, "{sent} {left_alone}");

    let kinds: BTreeSet<_> = events.iter().map(|row| row[2].as_str()).collect();
    assert_eq!(kinds.len(), 11, "{kinds:?}");
}

/// Records of orders, customers, events and leads.
const ROWS: [usize; 4] = [54_546, 3_700, 19_016, 478];

const HASHES: [u64; 4] =
    [0x1A9B_4BEE_0567_82F6, 0xC2B9_8D01_DAB7_44D5, 0x248F_6859_A43F_4FE7, 0x05AD_2FEE_59AB_68C4];
