//! The **naive twin**: every number and class of DEFINITIONS §2 and §3 for plain order lines, worked out
//! customer by customer with ordered maps, whole numbers and fractions, from the text of the contract and
//! without a line of the project's code.
//!
//! It gives the cells of the export as text. Money, counts, days and classes are compared to the letter;
//! means and ratios as numbers, since the last digit of a division is nobody's business.
//!
//! What it does not know it takes from the export itself: `p_alive`, which only decides between Lost and Inactive.

use chrono::{Days, Months, NaiveDate};
use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet},
};

pub mod ratio;
use ratio::Ratio;

/// A used order line.
#[derive(Debug, Clone)]
pub struct Line {
    pub customer: String,
    /// Empty where it has none.
    pub order: String,
    pub day: NaiveDate,
    /// Seconds within the day.
    pub time: u32,
    /// Minor units, negative for returns.
    pub amount: i128,
    /// Whole pieces, negative for returns.
    pub quantity: i128,
    pub is_return: bool,
    pub product: String,
    pub product_name: String,
}

/// What the twin is told beside the lines.
#[derive(Debug, Clone, Default)]
pub struct Question {
    pub as_of: Option<NaiveDate>,
    pub ignore_returns: bool,
    pub has_products: bool,
    pub has_quantities: bool,
    /// `p_alive` of each customer, as exported.
    pub p_alive: BTreeMap<String, f64>,
}

/// Cells of the export by customer and column.
pub type Cells = BTreeMap<String, BTreeMap<&'static str, String>>;

/// A customer on the way.
#[derive(Default)]
struct Person<'a> {
    /// Visible, in the order of the file.
    lines: Vec<&'a Line>,
    /// Day of each order.
    orders: BTreeMap<String, NaiveDate>,
    days: BTreeSet<NaiveDate>,
    spend: i128,
    typical: Option<Ratio>,
    longest: Option<i64>,
    score: [i128; 3],
    recent: i128,
    recent_orders: usize,
}

impl Person<'_> {
    fn first(&self) -> Option<NaiveDate> {
        self.days.first().copied()
    }

    fn last(&self) -> Option<NaiveDate> {
        self.days.last().copied()
    }

    fn gaps(&self) -> Vec<i64> {
        let days: Vec<NaiveDate> = self.days.iter().copied().collect();
        days.windows(2).map(|pair| (pair[1] - pair[0]).num_days()).collect()
    }
}

/// The order a line belongs to: its id, else its day.
fn order_of(line: &Line) -> String {
    if line.order.is_empty() { format!("day {}", line.day) } else { format!("id {}", line.order) }
}

/// Works everything out.
pub fn cells(lines: &[Line], question: &Question) -> Cells {
    let latest = lines.iter().map(|line| line.day).max();
    let Some(as_of) = question.as_of.or(latest) else { return Cells::new() };
    let mut people: BTreeMap<String, Person> = BTreeMap::new();
    for line in lines.iter().filter(|line| line.day <= as_of) {
        let person = people.entry(line.customer.clone()).or_default();
        if !(line.is_return && question.ignore_returns) {
            person.lines.push(line);
        }
    }
    let year_ago = as_of - Months::new(12);
    let two_years_ago = as_of - Months::new(24);
    for person in people.values_mut() {
        for line in person.lines.iter().filter(|line| !line.is_return) {
            let day = person.orders.entry(order_of(line)).or_insert(line.day);
            *day = line.day.min(*day);
        }
        person.days = person.orders.values().copied().collect();
        person.spend = person.lines.iter().map(|line| line.amount).sum();
        person.longest = person.gaps().into_iter().max();
        person.recent = net(person, year_ago, as_of);
        person.recent_orders = person.orders.values().filter(|day| **day > year_ago).count();
    }

    let median_gap =
        Ratio::median(people.values().filter(|p| p.days.len() > 1).map(own_gap).collect());
    for person in people.values_mut().filter(|p| !p.days.is_empty()) {
        let gaps = person.gaps();
        let sum: i64 = gaps.iter().sum();
        person.typical = median_gap.map(|g| match gaps.len() {
            n @ 0..=2 => {
                g.times(Ratio::whole(2)).plus(Ratio::whole(sum.into())).over(2 + n as i128)
            }
            n => Ratio::new(sum.into(), n as i128),
        });
    }
    score(&mut people);
    let classes = Classes::of(&people, as_of);
    let names = latest_names(lines, as_of);
    people
        .iter()
        .map(|(key, person)| {
            let mut cells = numbers(person, as_of, question, (year_ago, two_years_ago));
            if question.has_products && !person.orders.is_empty() {
                let top = top_product(person);
                cells.insert("top_product_name", names.get(top).cloned().unwrap_or_default());
                cells.insert("top_product", top.to_string());
            }
            classes.add(key, person, question.p_alive.get(key).copied(), as_of, &mut cells);
            (key.clone(), cells)
        })
        .collect()
}

fn net(person: &Person, after: NaiveDate, until: NaiveDate) -> i128 {
    let within = |line: &&&Line| line.day > after && line.day <= until;
    person.lines.iter().filter(within).map(|line| line.amount).sum()
}

fn own_gap(person: &Person) -> Ratio {
    let gaps = person.gaps();
    Ratio::new(gaps.iter().sum::<i64>().into(), gaps.len() as i128)
}

fn money(units: i128) -> String {
    let sign = if units < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", units.abs() / 100, units.abs() % 100)
}

fn numbers(
    person: &Person,
    as_of: NaiveDate,
    question: &Question,
    (year_ago, two_years_ago): (NaiveDate, NaiveDate),
) -> BTreeMap<&'static str, String> {
    let mut cells = BTreeMap::new();
    cells.insert("n_orders", person.orders.len().to_string());
    cells.insert("n_order_days", person.days.len().to_string());
    if question.has_quantities {
        let units: i128 = person.lines.iter().map(|line| line.quantity).sum();
        cells.insert("units", units.to_string());
    }
    cells.insert("spend_total", money(person.spend));
    let (Some(first), Some(last)) = (person.first(), person.last()) else { return cells };

    let cents = |units: i128, parts: i128| Ratio::new(units, 100 * parts).to_string();
    cells.insert("spend_mean", cents(person.spend, person.orders.len() as i128));
    if person.days.len() > 1 {
        let repeat: i128 = person.days.iter().skip(1).map(|day| day_spend(person, *day)).sum();
        cells.insert("repeat_spend_mean", cents(repeat, person.days.len() as i128 - 1));
        cells.insert("own_gap_days", own_gap(person).to_string());
    }
    cells.insert("first_order", first.to_string());
    cells.insert("last_order", last.to_string());
    let age = (as_of - last).num_days();
    cells.insert("last_order_age_days", age.to_string());
    cells.insert("customer_age_days", (as_of - first).num_days().to_string());
    if let Some(longest) = person.longest {
        cells.insert("longest_gap_days", longest.to_string());
    }
    if let Some(typical) = person.typical {
        cells.insert("typical_gap_days", typical.to_string());
        cells.insert("lapse_ratio", Ratio::whole(age.into()).divided_by(typical).to_string());
    }
    cells.insert("spend_12m", money(person.recent));
    cells.insert("spend_prev_12m", money(net(person, two_years_ago, year_ago)));
    for (name, score) in ["r", "f", "m"].into_iter().zip(person.score) {
        cells.insert(name, score.to_string());
    }
    cells
}

/// The purchase lines of a day's orders and the returns dated that day.
fn day_spend(person: &Person, day: NaiveDate) -> i128 {
    let of_day = |line: &&&Line| match line.is_return {
        true => line.day == day,
        false => person.orders[&order_of(line)] == day,
    };
    person.lines.iter().filter(of_day).map(|line| line.amount).sum()
}

fn top_product<'a>(person: &Person<'a>) -> &'a str {
    let mut net: BTreeMap<&str, (i128, bool)> = BTreeMap::new();
    for line in person.lines.iter().filter(|line| !line.product.is_empty()) {
        let entry = net.entry(&line.product).or_default();
        entry.0 += line.amount;
        entry.1 |= !line.is_return;
    }
    let bought = net.into_iter().filter(|(_, (_, bought))| *bought);
    // Ties to the smaller text: the map is sorted, and only a greater sum displaces.
    bought
        .fold(
            ("", i128::MIN),
            |best, (product, (sum, _))| {
                if sum > best.1 { (product, sum) } else { best }
            },
        )
        .0
}

/// The name of each product on its latest line that has one.
fn latest_names(lines: &[Line], as_of: NaiveDate) -> BTreeMap<&str, String> {
    let mut latest: BTreeMap<&str, (NaiveDate, u32, String)> = BTreeMap::new();
    for line in lines.iter().filter(|line| line.day <= as_of && !line.product_name.is_empty()) {
        let known = latest.get(line.product.as_str());
        if known.is_none_or(|(day, time, _)| (*day, *time) <= (line.day, line.time)) {
            latest.insert(&line.product, (line.day, line.time, line.product_name.clone()));
        }
    }
    latest.into_iter().map(|(product, (.., name))| (product, name)).collect()
}

/// 1 + floor(5 · strictly worse / buyers), by comparing everybody with everybody.
fn score(people: &mut BTreeMap<String, Person>) {
    let better = |person: &Person| -> [i128; 3] {
        let day = person.last().map_or(0, |day| (day - NaiveDate::MIN).num_days());
        [day.into(), person.orders.len() as i128, person.spend]
    };
    let buyers: Vec<[i128; 3]> =
        people.values().filter(|p| !p.orders.is_empty()).map(better).collect();
    let sorted: [Vec<i128>; 3] = std::array::from_fn(|k| {
        let mut values: Vec<i128> = buyers.iter().map(|of| of[k]).collect();
        values.sort_unstable();
        values
    });
    for person in people.values_mut().filter(|p| !p.orders.is_empty()) {
        let own = better(person);
        person.score = std::array::from_fn(|k| {
            let worse = sorted[k].iter().take_while(|value| **value < own[k]).count();
            1 + 5 * worse as i128 / buyers.len() as i128
        });
    }
}

/// What the classes of one customer need to know of the others.
struct Classes {
    pareto: BTreeMap<String, &'static str>,
    /// Lowest spend of class A.
    lowest_a: Option<i128>,
    /// Rank by spend of 12 months, from 0.
    rank_12m: BTreeMap<String, usize>,
    buyers: usize,
    median_age: Option<Ratio>,
}

impl Classes {
    fn of(people: &BTreeMap<String, Person>, as_of: NaiveDate) -> Classes {
        let buyers: Vec<(&String, &Person)> =
            people.iter().filter(|(_, p)| !p.orders.is_empty()).collect();
        let ranked = |value: fn(&Person) -> i128| {
            let mut ranked = buyers.clone();
            ranked.sort_by(|a, b| match value(b.1).cmp(&value(a.1)) {
                Ordering::Equal => a.0.cmp(b.0),
                unequal => unequal,
            });
            ranked
        };
        let by_spend = ranked(|p| p.spend);
        let total: i128 = by_spend.iter().map(|(_, p)| p.spend.max(0)).sum();
        let (mut before, mut lowest_a, mut pareto) = (0, None, BTreeMap::new());
        for (key, person) in by_spend {
            let class = match person.spend {
                ..=0 => "C",
                _ if before * 100 < total * 80 => "A",
                _ if before * 100 < total * 95 => "B",
                _ => "C",
            };
            if class == "A" {
                lowest_a = Some(person.spend);
            }
            before += person.spend.max(0);
            pareto.insert(key.clone(), class);
        }
        let by_recent = ranked(|p| p.recent);
        let rank_12m = by_recent.into_iter().enumerate().map(|(i, (key, _))| (key.clone(), i));
        let ages = buyers.iter().filter_map(|(_, p)| p.first());
        let ages = ages.map(|first| Ratio::whole((as_of - first).num_days().into())).collect();
        Classes {
            pareto,
            lowest_a,
            rank_12m: rank_12m.collect(),
            buyers: buyers.len(),
            median_age: Ratio::median(ages),
        }
    }

    fn add(
        &self,
        key: &str,
        person: &Person,
        p_alive: Option<f64>,
        as_of: NaiveDate,
        cells: &mut BTreeMap<&'static str, String>,
    ) {
        let mut set = |name, class: &str| cells.insert(name, class.to_string());
        let (Some(first), Some(last)) = (person.first(), person.last()) else {
            for name in ["rfm_segment", "rhythm", "activity", "pareto_class", "reward_tier"] {
                set(name, "No order");
            }
            set("loyalty_stage", "Suspect");
            set("funnel_stage", "Information");
            return;
        };
        set("rfm_segment", rfm_segment(person.score));
        set("rhythm", rhythm(person));
        let age = (as_of - last).num_days();
        let activity = activity(person, age, p_alive);
        set("activity", activity);
        let pareto = self.pareto[key];
        set("pareto_class", pareto);
        if let Some(lowest) = self.lowest_a.filter(|_| pareto != "A") {
            set("promotion_gap", &money(lowest - person.spend));
        }
        let within = |per_cent: usize| {
            self.rank_12m[key] < (per_cent * self.buyers).div_ceil(100) && person.recent_orders >= 2
        };
        set(
            "reward_tier",
            match person.recent_orders {
                _ if within(5) => "Gold",
                _ if within(20) => "Silver",
                1.. => "Bronze",
                0 => "Basic",
            },
        );
        let n = person.orders.len();
        let lapsed = person.longest.zip(person.typical).is_some_and(|(longest, typical)| {
            Ratio::whole(longest.into()) >= typical.times(Ratio::whole(3))
        });
        let old =
            Ratio::whole((as_of - first).num_days().into()) >= self.median_age.expect("a buyer");
        set(
            "loyalty_stage",
            match n {
                4.. if pareto == "A" && activity == "Active" && !lapsed => "Defender",
                4.. if matches!(activity, "Active" | "Slipping") && old => "Supporter",
                2.. => "Consumer",
                _ => "Effective customer",
            },
        );
        set("funnel_stage", "Customer");
    }
}

fn rfm_segment([r, f, m]: [i128; 3]) -> &'static str {
    // Twice fm, a whole number.
    let fm = f + m;
    match (r, fm) {
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

fn rhythm(person: &Person) -> &'static str {
    let typical = match person.typical {
        Some(typical) if person.days.len() > 1 => typical,
        _ => return "Once",
    };
    let bands = [
        (10, "Weekly"),
        (21, "Fortnightly"),
        (45, "Monthly"),
        (135, "Quarterly"),
        (270, "Half-yearly"),
        (540, "Yearly"),
    ];
    bands
        .into_iter()
        .find(|(days, _)| typical <= Ratio::whole(*days))
        .map_or("Rare", |(_, name)| name)
}

fn activity(person: &Person, age: i64, p_alive: Option<f64>) -> &'static str {
    let Some(typical) = person.typical else { return "No rhythm" };
    let ratio = Ratio::whole(age.into()).divided_by(typical);
    let at_most = |parts: i128, of: i128| ratio <= Ratio::new(parts, of);
    match () {
        () if person.days.len() == 1 && at_most(1, 1) => "New",
        () if at_most(5, 4) => "Active",
        () if at_most(2, 1) => "Slipping",
        () if ratio < Ratio::whole(3) => "At risk",
        () if ratio >= Ratio::whole(6) && p_alive.is_none_or(|p| p < 0.1) => "Lost",
        () => "Inactive",
    }
}

/// Compares a cell with what was expected: to the letter, or as a number where it is a quotient.
pub fn same(column: &str, got: &str, expect: &str) -> bool {
    const QUOTIENTS: [&str; 5] =
        ["spend_mean", "repeat_spend_mean", "own_gap_days", "typical_gap_days", "lapse_ratio"];
    if got == expect || !QUOTIENTS.contains(&column) {
        return got == expect;
    }
    match (got.parse::<f64>(), expect.parse::<f64>()) {
        (Ok(got), Ok(expect)) => (got - expect).abs() <= 1e-12 * expect.abs(),
        _ => false,
    }
}

/// The day that many days after another.
pub fn days_after(day: NaiveDate, days: u64) -> NaiveDate {
    day + Days::new(days)
}
