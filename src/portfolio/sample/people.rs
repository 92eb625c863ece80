//! Who the customers are: **`Person`**, what a file of customers says of one and what nobody sees: the person's
//! own **rhythm**, taste and size of basket. Place, stratum and source decide the rhythm in part; that is what a
//! search for look-alikes can find.
//!
//! The trap: people are drawn in order of their signup and may only be referred by those before them.

use super::random::{Random, Stream};
use crate::calendar::Day;

/// First and last day with orders: 2023-11-01 and 2026-10-31.
pub const FIRST_DAY: i32 = 19_662;
pub const LAST_DAY: i32 = 20_757;

/// Signups of each month from November 2023 to October 2026.
#[rustfmt::skip]
const SIGNUPS: [u16; 36] = [
    150, 180,
    110, 95, 95, 90, 105, 85, 80, 75, 85, 90, 105, 135,
    85, 80, 85, 85, 105, 85, 75, 75, 85, 90, 105, 140,
    85, 85, 90, 90, 110, 95, 130, 145, 150, 145,
];

/// How often somebody orders. The order is that of [`MEAN_GAP`] and of the weights below.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rhythm {
    Weekly,
    Fortnightly,
    Monthly,
    Quarterly,
    HalfYearly,
    Yearly,
    Once,
}

const RHYTHMS: [Rhythm; 7] = [
    Rhythm::Weekly,
    Rhythm::Fortnightly,
    Rhythm::Monthly,
    Rhythm::Quarterly,
    Rhythm::HalfYearly,
    Rhythm::Yearly,
    Rhythm::Once,
];

/// Days between orders, and how many in a thousand leave after an order, by rhythm.
pub const MEAN_GAP: [i32; 7] = [9, 16, 32, 80, 170, 365, 365];
pub const LEAVING: [u32; 7] = [9, 20, 45, 100, 170, 200, 1000];

/// Weights of the rhythms among those with no quality point, and with all of them.
const RHYTHMS_AT_WORST: [u16; 7] = [0, 0, 6, 26, 20, 10, 38];
const RHYTHMS_AT_BEST: [u16; 7] = [32, 32, 28, 6, 1, 1, 0];

/// Quality points of zones (centre, north, south, east, west, coast), strata (A to D) and sources (walk-in, web
/// search, social media, referral, fair, partner).
const ZONE_POINTS: [u16; 6] = [5, 1, 3, 0, 18, 11];
const STRATUM_POINTS: [u16; 4] = [18, 9, 2, 0];
const SOURCE_POINTS: [u16; 6] = [3, 6, 0, 20, 2, 8];
const ALL_POINTS: u16 = 56;

/// The source of those whom a customer brought.
const REFERRAL: usize = 3;

/// Weights of the tastes (coffee, tea, gifts, home, food, office), by rhythm.
const TASTES: [[u16; 6]; 7] = [
    [52, 12, 0, 2, 20, 14],
    [46, 16, 2, 6, 22, 8],
    [36, 18, 6, 12, 24, 4],
    [24, 18, 16, 22, 18, 2],
    [16, 14, 26, 28, 14, 2],
    [4, 6, 64, 20, 6, 0],
    [20, 14, 28, 24, 12, 2],
];

/// Everything about one customer.
#[derive(Debug, Clone)]
pub struct Person {
    /// Number of the name, each used once but for those who signed up twice.
    pub name: u32,
    /// Six digits, likewise.
    pub phone: u32,
    pub has_email: bool,
    pub has_phone: bool,
    pub birthday: Option<Day>,
    pub zone: u8,
    pub stratum: u8,
    pub source: u8,
    pub signup: i32,
    /// 0 none, then the plans in order.
    pub plan: u8,
    pub consent: Option<bool>,
    pub referrer: Option<u32>,
    /// Who signed up before and forgot.
    pub twin_of: Option<u32>,
    pub first_order: Option<i32>,
    pub rhythm: Rhythm,
    /// Hundredths of a day between orders at first, and its change with every order in thousandths.
    pub gap: i32,
    pub gap_change: i32,
    /// How many in a thousand leave after an order.
    pub leaving: u32,
    pub taste: u8,
    /// 0 small, 1 middle, 2 large.
    pub basket: u8,
    pub favourite: u8,
    /// Buys at marked-down prices only.
    pub bargains: bool,
    /// Sends most things back.
    pub returner: bool,
    /// Why the person left, where that was asked: a number of the list of reasons from 1.
    pub loss_reason: u8,
}

/// All people in order of their signup.
pub fn people() -> Vec<Person> {
    let mut people: Vec<Person> = Vec::with_capacity(4000);
    // Buyers who order at least every month bring others.
    let mut good: Vec<u32> = Vec::new();
    let mut month = Day(FIRST_DAY);
    let mut days = Random::new(Stream::Signups, 0);
    for (index, &count) in SIGNUPS.iter().enumerate() {
        let next = month.add_months(1);
        let mut signups: Vec<i32> = (0..count).map(|_| days.between(month.0, next.0 - 1)).collect();
        signups.sort_unstable();
        for signup in signups {
            let person = draw(&people, &good, signup, index);
            if person.first_order.is_some() && (person.rhythm as usize) < 3 {
                good.push(people.len() as u32);
            }
            people.push(person);
        }
        month = next;
    }
    people
}

fn draw(people: &[Person], good: &[u32], signup: i32, month: usize) -> Person {
    let index = people.len();
    let mut random = Random::new(Stream::People, index);
    let r = &mut random;
    let zone = r.pick(&[24, 18, 18, 16, 14, 10]);
    let stratum = r.pick(if matches!(zone, 4 | 5) { &[20, 32, 34, 14] } else { &[10, 23, 42, 25] });
    // In the last months social media brings many.
    let source = r.pick(&[30, 18, if month > 31 { 46 } else { 16 }, 13, 9, 10]);
    let points = ZONE_POINTS[zone] + STRATUM_POINTS[stratum] + SOURCE_POINTS[source];
    let mut weights = [0; 7];
    for (i, weight) in weights.iter_mut().enumerate() {
        *weight = RHYTHMS_AT_WORST[i] * (ALL_POINTS - points) + RHYTHMS_AT_BEST[i] * points;
    }
    let rhythm = RHYTHMS[r.pick(&weights)];
    let gap = MEAN_GAP[rhythm as usize] * r.between(65, 150);
    let gap_change = [1000, 982, 1025][r.pick(&[76, 10, 14])];
    let leaving = LEAVING[rhythm as usize] * [3, 10, 26][r.pick(&[45, 40, 15])] / 10;
    // Four in five buy: most on the day they sign up, some later, a few never so far.
    let buys = r.chance(815);
    let delay = if r.chance(700) { 0 } else { r.between(1, 60) };
    let first_order = Some(signup + delay).filter(|&day| buys && day <= LAST_DAY);
    let referrer = (source == REFERRAL && !good.is_empty()).then(|| {
        // The eagerest of three: the same people bring others again.
        let last = good.len() as u32;
        good[(0..3).map(|_| r.below(last)).min().unwrap_or(0) as usize]
    });
    let plan = match rhythm {
        _ if first_order.is_none() => 0,
        Rhythm::Weekly => r.pick(&[1, 3, 6]),
        Rhythm::Fortnightly | Rhythm::Monthly => r.pick(&[3, 5, 2]),
        _ => r.pick(&[8, 2, 0]),
    };
    let mut person = Person {
        name: index as u32,
        phone: (index as u32 * 7919 + 104_729) % 1_000_000,
        has_email: r.chance(860),
        has_phone: r.chance(640),
        birthday: birthday(r, index),
        zone: zone as u8,
        stratum: stratum as u8,
        source: source as u8,
        signup,
        plan: plan as u8,
        consent: [Some(true), Some(false), None][r.pick(&[78, 11, 11])],
        referrer,
        twin_of: None,
        first_order,
        rhythm,
        gap,
        gap_change,
        leaving,
        taste: r.pick(&TASTES[rhythm as usize]) as u8,
        basket: r.pick([&[2, 4, 4], &[3, 4, 3], &[5, 4, 1], &[6, 3, 1]][stratum]) as u8,
        favourite: r.below(64) as u8,
        bargains: r.chance(25),
        returner: r.chance(12),
        loss_reason: 0,
    };
    if index % 230 == 229 {
        sign_up_twice(&mut person, people);
    }
    person
}

/// Who forgot the card gets a second one, with the same name and phone, and half of them the same e-mail.
fn sign_up_twice(person: &mut Person, people: &[Person]) {
    let index = people.len();
    let Some(first) = people[..index - 60].iter().rposition(|p| p.has_phone && p.twin_of.is_none())
    else {
        return;
    };
    let twin = &people[first];
    person.twin_of = Some(first as u32);
    (person.name, person.phone, person.birthday) = (twin.name, twin.phone, twin.birthday);
    (person.zone, person.stratum) = (twin.zone, twin.stratum);
    (person.has_phone, person.has_email) =
        (true, twin.has_email && (index / 230).is_multiple_of(2));
}

/// Known of seven in ten; some of those were born on 29 February.
fn birthday(random: &mut Random, index: usize) -> Option<Day> {
    if random.chance(300) {
        return None;
    }
    let age = random.between(19, 78).min(random.between(19, 90));
    let born = Day(LAST_DAY - age * 365 - age / 4 - random.between(0, 364));
    match index % 300 {
        150 => Day::from_ymd(born.ymd().0 / 4 * 4, 2, 29),
        _ => Some(born),
    }
}
