//! The sample counted by hand: classes, rhythms, departures, products, straight from its files as DEFINITIONS has them.
//! It shares nothing with the core; where a gap is no whole number of days it stays a fraction.

use crate::independent::{Person, SAMPLE, cents, column, iso_day, people_of};
use carteira::portfolio::sample::{SampleLanguage, sample_files};
use std::{
    cmp::{Ordering, Reverse},
    collections::{BTreeMap, BTreeSet},
};

/// A class of everyone.
pub type Classes = BTreeMap<String, &'static str>;

/// The files, the people in them as of a day, and that day.
pub struct Sample {
    pub files: Vec<Vec<u8>>,
    pub people: BTreeMap<String, Person>,
    pub as_of: i64,
}

/// A number of days as a fraction.
#[derive(Clone, Copy)]
pub struct Days(pub i128, pub i128);

impl Days {
    fn cmp(&self, other: &Days) -> Ordering {
        (self.0 * other.1).cmp(&(other.0 * self.1))
    }

    fn at_most(&self, days: i128, per: i128) -> bool {
        self.0 * per <= days * self.1
    }
}

impl Sample {
    /// As of a day, or of the latest.
    pub fn of(as_of: Option<i64>) -> Sample {
        let files: Vec<Vec<u8>> =
            sample_files(SampleLanguage::En).into_iter().map(|file| file.bytes).collect();
        let mut people = people_of(std::str::from_utf8(&files[0]).unwrap(), &SAMPLE, as_of);
        for id in column(&files[1], "Customer ID") {
            people.entry(id).or_default();
        }
        let latest = || {
            let days = column(&files[0], "Order date").into_iter().map(|day| iso_day(&day));
            let used =
                days.zip(column(&files[0], "Order status")).zip(column(&files[0], "Customer ID"));
            let used = used.filter(|((_, status), id)| status != "Cancelled" && !id.is_empty());
            used.map(|((day, _), _)| day).max().unwrap()
        };
        let as_of = as_of.unwrap_or_else(latest);
        Sample { files, people, as_of }
    }

    /// A class of each buyer; everybody else is in "No order".
    pub fn classes(&self, class: impl Fn(&str, &Person) -> &'static str) -> Classes {
        let of = |key: &String, person: &Person| {
            if person.orders.is_empty() { "No order" } else { class(key, person) }
        };
        self.people.iter().map(|(key, person)| (key.clone(), of(key, person))).collect()
    }

    /// The median of the mean gaps.
    pub fn median_gap(&self) -> Days {
        let mean =
            |days: Vec<i64>| Days((days[days.len() - 1] - days[0]).into(), days.len() as i128 - 1);
        let days = self.people.values().map(order_days).filter(|days| days.len() > 1);
        let mut gaps: Vec<Days> = days.map(mean).collect();
        gaps.sort_by(Days::cmp);
        let (low, high) = (gaps[(gaps.len() - 1) / 2], gaps[gaps.len() / 2]);
        Days(low.0 * high.1 + high.0 * low.1, 2 * low.1 * high.1)
    }

    /// The rhythm class.
    pub fn rhythm(&self) -> Classes {
        let median = self.median_gap();
        self.classes(|_, person| {
            let days = order_days(person);
            if days.len() < 2 {
                return "Once";
            }
            let typical = typical(&days, median);
            let names = ["Weekly", "Fortnightly", "Monthly", "Quarterly", "Half-yearly", "Yearly"];
            let limits = [10, 21, 45, 135, 270, 540];
            let fits = limits.iter().position(|&limit| typical.at_most(limit, 1));
            fits.map_or("Rare", |place| names[place])
        })
    }

    /// Activity; those who are Inactive or Lost, which only the model tells apart, are "Inactive" here.
    pub fn activity(&self) -> Classes {
        let median = self.median_gap();
        self.classes(|_, person| {
            let days = order_days(person);
            let age = i128::from(self.as_of - person.last());
            let typical = typical(&days, median);
            // age / typical <= n / per
            let within = |n: i128, per: i128| age * typical.1 * per <= n * typical.0;
            match () {
                () if days.len() == 1 && within(1, 1) => "New",
                () if within(5, 4) => "Active",
                () if within(2, 1) => "Slipping",
                () if age * typical.1 < 3 * typical.0 => "At risk",
                () => "Inactive",
            }
        })
    }

    /// The Pareto class, and of everyone who is not in A what is lacking to the lowest A, in cents.
    pub fn pareto(&self) -> (Classes, BTreeMap<String, i64>) {
        let mut buyers: Vec<(&String, &Person)> =
            self.people.iter().filter(|(_, person)| !person.orders.is_empty()).collect();
        buyers.sort_by_key(|(key, person)| (Reverse(person.spend), *key));
        let whole: i64 = buyers.iter().map(|(_, person)| person.spend.max(0)).sum();
        let (mut before, mut classes, mut lowest) = (0, BTreeMap::new(), 0);
        for (key, person) in &buyers {
            let class = match before * 100 {
                _ if person.spend <= 0 => "C",
                sum if sum < whole * 80 => "A",
                sum if sum < whole * 95 => "B",
                _ => "C",
            };
            if class == "A" {
                lowest = person.spend;
            }
            before += person.spend.max(0);
            classes.insert((*key).clone(), class);
        }
        let lacking = buyers.iter().filter(|(key, _)| classes[*key] != "A");
        let gaps = lacking.map(|(key, person)| ((*key).clone(), lowest - person.spend)).collect();
        (self.classes(|key, _| classes[key]), gaps)
    }

    /// The loyalty stage; that somebody uses what was bought is not in these files, so that two orders stand for it.
    pub fn loyalty(&self) -> Classes {
        let (pareto, activity, median) = (self.pareto().0, self.activity(), self.median_gap());
        let scores = self.scores();
        let referrers: BTreeSet<String> =
            column(&self.files[1], "Referred by").into_iter().collect();
        let stage = |key: &str, person: &Person| {
            let days = order_days(person);
            let typical = typical(&days, median);
            let longest = days.windows(2).map(|pair| pair[1] - pair[0]).max().unwrap_or(0);
            let lapsed = !days.is_empty() && i128::from(longest) * typical.1 >= 3 * typical.0;
            let orders = person.orders.len();
            match () {
                () if pareto[key] == "A" && activity[key] == "Active" && orders >= 4 && !lapsed => {
                    "Defender"
                }
                () if referrers.contains(key)
                    || scores.get(key).is_some_and(|&score| score >= 9) =>
                {
                    "Supporter"
                }
                () if orders >= 2 => "Consumer",
                () => "Effective customer",
            }
        };
        let named = |(key, class)| (key, if class == "No order" { "Suspect" } else { class });
        self.classes(stage).into_iter().map(named).collect()
    }

    /// The latest score of each who gave one.
    pub fn scores(&self) -> BTreeMap<String, i64> {
        let mut scores: BTreeMap<String, (i64, i64)> = BTreeMap::new();
        let rows = column(&self.files[2], "Customer ID").into_iter();
        let rows =
            rows.zip(column(&self.files[2], "Event date")).zip(column(&self.files[2], "Score"));
        for ((id, day), score) in rows.filter(|(_, score)| !score.is_empty()) {
            let new = (iso_day(&day), score.parse().unwrap());
            let known = scores.entry(id).or_insert(new);
            if new.0 >= known.0 && new.0 <= self.as_of {
                *known = new;
            }
        }
        scores.into_iter().map(|(id, (_, score))| (id, score)).collect()
    }

    /// The funnel stage.
    pub fn funnel(&self) -> Classes {
        let mut by_email: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (id, email) in
            column(&self.files[1], "Customer ID").into_iter().zip(column(&self.files[1], "E-mail"))
        {
            by_email.entry(email.to_lowercase()).or_default().push(id);
        }
        let mut deals: BTreeMap<String, (i64, &'static str)> = BTreeMap::new();
        let leads =
            column(&self.files[3], "E-mail").into_iter().zip(column(&self.files[3], "Deal date"));
        for ((email, day), stage) in leads.zip(column(&self.files[3], "Stage")) {
            let Some([id]) = by_email.get(&email.to_lowercase()).map(Vec::as_slice) else {
                continue;
            };
            let stage = match &*stage {
                "Lead" => "Information",
                "Contacted" => "Prospect",
                "Proposal" | "Negotiation" => "About to decide",
                "Won" => "Customer",
                _ => "Lost deal",
            };
            let new = (iso_day(&day), stage);
            let known = deals.entry(id.clone()).or_insert(new);
            if new.0 >= known.0 {
                *known = new;
            }
        }
        let mut acts: BTreeMap<String, BTreeMap<String, u32>> = BTreeMap::new();
        for (id, act) in
            column(&self.files[2], "Customer ID").into_iter().zip(column(&self.files[2], "Event"))
        {
            *acts.entry(id).or_default().entry(act).or_default() += 1;
        }
        let of = |(key, person): (&String, &Person)| {
            let did =
                |act: &str| acts.get(key).and_then(|acts| acts.get(act)).copied().unwrap_or(0);
            let stage = match () {
                () if !person.orders.is_empty() => "Customer",
                () if deals.contains_key(key) => deals[key].1,
                () if did("Cart") + did("Quote") > 0 => "About to decide",
                () if did("Contact") > 0 || did("Visit") > 1 => "Prospect",
                () => "Information",
            };
            (key.clone(), stage)
        };
        self.people.iter().map(of).collect()
    }

    /// The lines of orders that count.
    pub fn lines(&self) -> Vec<Line> {
        let of = |line: csv::StringRecord| {
            let day = iso_day(&line[1]);
            let is_used = !line[2].is_empty() && &line[11] != "Cancelled" && day <= self.as_of;
            is_used.then(|| Line {
                day,
                units: line[6].parse().unwrap(),
                cents: cents(&line[8], '.'),
                cost: cents(&line[9], '.'),
                cells: line,
            })
        };
        let mut reader = csv::Reader::from_reader(&*self.files[0]);
        reader.records().map(Result::unwrap).filter_map(of).collect()
    }

    /// Each product's buyers, units and cents, by name.
    pub fn products(&self) -> BTreeMap<String, (usize, i64, i64)> {
        let mut products: BTreeMap<String, (BTreeSet<String>, i64, i64)> = BTreeMap::new();
        for line in self.lines() {
            let product = products.entry(line.product().to_owned()).or_default();
            if line.units > 0 {
                product.0.insert(line.key().to_owned());
            }
            product.1 += line.units;
            product.2 += line.cents;
        }
        products
            .into_iter()
            .map(|(name, (who, units, cents))| (name, (who.len(), units, cents)))
            .collect()
    }

    /// The days on which somebody left, and those on which somebody came back.
    pub fn departures(&self) -> (Vec<i64>, Vec<i64>) {
        let (mut left, mut back) = (Vec::new(), Vec::new());
        let median = self.median_gap();
        for days in self.people.values().map(order_days) {
            for (place, day) in days.iter().enumerate() {
                let gap = typical(&days[..=place], median);
                // The first whole day on which three gaps have passed.
                let leaves = day + ((3 * gap.0 + gap.1 - 1) / gap.1) as i64;
                let next = days.get(place + 1);
                if leaves <= self.as_of && next.is_none_or(|&next| next > leaves) {
                    left.push(leaves);
                    back.extend(next);
                }
            }
        }
        (left, back)
    }
}

/// A line of an order, or a return.
pub struct Line {
    pub day: i64,
    pub units: i64,
    pub cents: i64,
    pub cost: i64,
    cells: csv::StringRecord,
}

impl Line {
    pub fn key(&self) -> &str {
        &self.cells[2]
    }

    pub fn order(&self) -> &str {
        &self.cells[0]
    }

    pub fn product(&self) -> &str {
        &self.cells[4]
    }

    pub fn category(&self) -> &str {
        &self.cells[5]
    }

    pub fn channel(&self) -> &str {
        &self.cells[12]
    }

    pub fn store(&self) -> &str {
        &self.cells[13]
    }
}

/// The days with an order, each once.
pub fn order_days(person: &Person) -> Vec<i64> {
    person.orders.values().copied().collect::<BTreeSet<i64>>().into_iter().collect()
}

/// The typical gap of somebody with these order days.
pub fn typical(days: &[i64], median: Days) -> Days {
    let gaps = days.len() as i128 - 1;
    let sum = i128::from(days.last().unwrap_or(&0) - days.first().unwrap_or(&0));
    match gaps {
        3.. => Days(sum, gaps),
        _ => Days(2 * median.0 + sum * median.1, median.1 * (2 + gaps.max(0))),
    }
}

/// How many there are of each class.
pub fn counts(classes: &Classes) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for class in classes.values() {
        *counts.entry((*class).to_owned()).or_default() += 1;
    }
    counts
}

/// `12345` as `12,345`.
pub fn grouped(n: i64) -> String {
    let digits = n.abs().to_string();
    let mut text = String::from(if n < 0 { "-" } else { "" });
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Cents as the screens write dollars: from a thousand on without cents.
pub fn dollars(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    let cents = cents.abs();
    if cents == 0 || cents >= 100_000 {
        return format!("{sign}${}", grouped((cents + 50) / 100));
    }
    format!("{sign}${}.{:02}", grouped(cents / 100), cents % 100)
}
