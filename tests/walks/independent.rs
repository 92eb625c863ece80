//! The numbers again, by another way: files read with the `csv` crate, whole orders in maps, sums in cents. It shares
//! nothing with the core but DEFINITIONS, and is meant to be read beside them.
//!
//! It is told what the app finds out: where the columns are and how a file writes its values.

use std::collections::{BTreeMap, BTreeSet};

/// How a file of orders is written.
pub struct Written {
    pub delimiter: u8,
    pub customer: usize,
    pub order: usize,
    pub day: usize,
    /// The days since some fixed day.
    pub read_day: fn(&str) -> i64,
    /// The cents of a line, negative where it is a return.
    pub cents: fn(&csv::StringRecord) -> i64,
    pub is_cancelled: fn(&csv::StringRecord) -> bool,
}

/// The sample in English.
pub const SAMPLE: Written = Written {
    delimiter: b',',
    order: 0,
    day: 1,
    customer: 2,
    read_day: iso_day,
    cents: |line| cents(&line[8], '.'),
    is_cancelled: |line| &line[11] == "Cancelled",
};

/// `tests/data/vendas.csv`.
pub const VENDAS: Written = Written {
    delimiter: b';',
    order: 0,
    day: 1,
    customer: 2,
    read_day: |text| day(chrono::NaiveDate::parse_from_str(text, "%d/%m/%Y")),
    cents: |line| cents(&line[5], ','),
    is_cancelled: |line| &line[6] == "Cancelado",
};

/// Online Retail, or a part of it.
pub const ONLINE_RETAIL: Written = Written {
    delimiter: b',',
    order: 0,
    day: 4,
    customer: 6,
    read_day: iso_day,
    cents: |line| {
        // Prices have up to three decimals: thousandths, rounded once a line, half away from zero.
        let (quantity, price) = (line[3].parse::<i64>().unwrap(), line[5].parse::<f64>().unwrap());
        let thousandths = quantity * (price * 1000.0).round() as i64;
        (thousandths.abs() + 5) / 10 * thousandths.signum()
    },
    is_cancelled: |_| false,
};

/// A customer as counted here.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Person {
    /// Orders with a purchase line, each with its earliest day.
    pub orders: BTreeMap<String, i64>,
    /// Cents, net of returns.
    pub spend: i64,
}

impl Person {
    /// The latest day of an order.
    pub fn last(&self) -> i64 {
        self.orders.values().copied().max().unwrap_or(i64::MIN)
    }
}

/// Everyone who has a key in a file of orders, as of a day or of the latest.
pub fn people_of(orders: &str, written: &Written, as_of: Option<i64>) -> BTreeMap<String, Person> {
    let mut people: BTreeMap<String, Person> = BTreeMap::new();
    let mut reader =
        csv::ReaderBuilder::new().delimiter(written.delimiter).from_reader(orders.as_bytes());
    for line in reader.records() {
        let line = line.expect("the file is well-formed");
        let day = (written.read_day)(&line[written.day]);
        if line[written.customer].is_empty() || as_of.is_some_and(|as_of| day > as_of) {
            continue;
        }
        let key = line[written.customer].trim_end_matches(".0");
        let person = people.entry(key.to_owned()).or_default();
        if (written.is_cancelled)(&line) {
            continue;
        }
        let cents = (written.cents)(&line);
        person.spend += cents;
        // A negative quantity makes a return, whatever the price.
        if cents > 0 || cents == 0 && !line.iter().any(|cell| cell.starts_with('-')) {
            let first = person.orders.entry(line[written.order].to_owned()).or_insert(day);
            *first = day.min(*first);
        }
    }
    people
}

/// Scores 1 to 5 of recency, frequency and money of each buyer, and the segment they come to.
pub fn segments(people: &BTreeMap<String, Person>) -> BTreeMap<String, &'static str> {
    let buyers: Vec<(&String, &Person)> =
        people.iter().filter(|(_, person)| !person.orders.is_empty()).collect();
    let scores = |measure: &dyn Fn(&Person) -> i64| -> Vec<i64> {
        let mut sorted: Vec<i64> = buyers.iter().map(|(_, person)| measure(person)).collect();
        sorted.sort_unstable();
        let worse = |value: i64| sorted.iter().take_while(|&&other| other < value).count();
        let all = buyers.len();
        buyers.iter().map(|(_, person)| 1 + (5 * worse(measure(person)) / all) as i64).collect()
    };
    let recency = scores(&|person| person.last());
    let frequency = scores(&|person| person.orders.len() as i64);
    let money = scores(&|person| person.spend);
    let mut segments: BTreeMap<String, &'static str> =
        people.keys().map(|key| (key.clone(), "No order")).collect();
    for (i, (key, _)) in buyers.iter().enumerate() {
        // Twice fm, to stay in whole numbers.
        segments.insert((*key).clone(), segment(recency[i], frequency[i] + money[i]));
    }
    segments
}

fn segment(r: i64, twice_fm: i64) -> &'static str {
    match (r, twice_fm) {
        (4.., 8..) => "Champions",
        (4.., 6..) => "Loyal",
        (4.., 4..) => "Potential loyalist",
        (5, _) => "Recent",
        (4, _) => "Promising",
        (3, 6..) => "Loyal",
        (3, 4..) => "Needs attention",
        (3, _) => "About to sleep",
        (2, 5..) => "At risk",
        (2, _) => "Hibernating",
        (_, 8..) => "Can't lose",
        (_, 5..) => "At risk",
        _ => "Lost",
    }
}

/// The keys of these that are in a class.
pub fn of_class(classes: &BTreeMap<String, &'static str>, class: &str) -> BTreeSet<String> {
    classes.iter().filter(|(_, found)| **found == class).map(|(key, _)| key.clone()).collect()
}

/// A column of an exported list.
pub fn column(list: &[u8], name: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(list);
    let at = reader.headers().unwrap().iter().position(|header| header == name);
    let at = at.unwrap_or_else(|| panic!("a column {name}"));
    reader.records().map(|record| record.unwrap()[at].to_owned()).collect()
}

/// Wilson's 95 % interval of a share.
pub fn wilson(part: f64, of: f64) -> (f64, f64) {
    let (share, z) = (part / of, 1.959_963_984_540_054_f64);
    let middle = (share + z * z / (2.0 * of)) / (1.0 + z * z / of);
    let half =
        z / (1.0 + z * z / of) * (share * (1.0 - share) / of + z * z / (4.0 * of * of)).sqrt();
    (middle - half, middle + half)
}

/// The days of `2011-12-09` since some fixed day; what comes after the day is left out.
pub fn iso_day(text: &str) -> i64 {
    day(text[..10].parse())
}

fn day<E: std::fmt::Debug>(date: Result<chrono::NaiveDate, E>) -> i64 {
    date.expect("a day").signed_duration_since(chrono::NaiveDate::MIN).num_days()
}

/// `1.234,5` with a decimal comma is 123450.
pub fn cents(text: &str, mark: char) -> i64 {
    let (whole, part) = text.split_once(mark).unwrap_or((text, ""));
    let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
    let cents: i64 = format!("{digits}{part:0<2}").parse().expect("at most two decimals");
    if text.starts_with('-') { -cents } else { cents }
}

/// The text that Windows-1252 bytes stand for, of the signs that occur in the walks' files.
pub fn windows_1252(bytes: &[u8]) -> String {
    let sign = |&byte: &u8| match byte {
        0x92 => '’',
        0x93 => '“',
        0x94 => '”',
        0x80..0xA0 => panic!("{byte:#x} does not occur"),
        _ => char::from(byte),
    };
    bytes.iter().map(sign).collect()
}

/// Checks an exported list against people counted here: everyone once, with their orders and spend.
pub fn check_list(list: &[u8], people: &BTreeMap<String, Person>) {
    let columns = ["customer_id", "n_orders", "spend_total"].map(|name| column(list, name));
    assert_eq!(columns[0].len(), people.len());
    for ((id, n_orders), spend) in columns[0].iter().zip(&columns[1]).zip(&columns[2]) {
        let person = &people[id];
        let expect = (person.orders.len().to_string(), person.spend);
        assert_eq!((n_orders.clone(), cents(spend, '.')), expect, "{id}");
    }
}
