//! What the customers buy. Everyone waits in their own rhythm and may leave after any order; around that,
//! Christmas and Mother's Day, complaints, a campaign with a control group, returns and cancellations.
//!
//! The trap: an order's number is its place in time over the whole chain, so numbers are given at the end.

use super::{
    catalogue::{self, CATEGORIES},
    people::{FIRST_DAY, LAST_DAY, Person, Rhythm},
    random::{Random, Stream},
};
use crate::calendar::Day;

/// Buyers at the counter without a card.
pub const NOBODY: u32 = u32::MAX;

/// The day the campaign with a control group was sent: 2026-09-14.
pub const CAMPAIGN_DAY: i32 = 20_710;

/// First days of the Decembers and Mays within the years shown.
const DECEMBERS: [i32; 3] = [19_692, 20_058, 20_423];
const MAYS: [i32; 3] = [19_844, 20_209, 20_574];

/// Weights of the categories by taste (coffee, tea, gifts, home, food, office).
const CATEGORY_WEIGHTS: [[u16; CATEGORIES]; 6] = [
    [62, 2, 12, 12, 8, 0, 0, 4],
    [6, 56, 22, 0, 10, 2, 2, 2],
    [8, 6, 14, 2, 14, 8, 12, 36],
    [4, 4, 4, 4, 22, 28, 30, 4],
    [28, 14, 36, 6, 8, 3, 1, 4],
    [66, 8, 18, 4, 4, 0, 0, 0],
];

/// Statuses, in the order of every language's list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    Completed,
    Cancelled,
    Returned,
    Processing,
}

/// Channels, likewise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    Shop,
    Web,
    App,
}

/// One record of the file of orders.
#[derive(Debug, Clone)]
pub struct Line {
    pub day: i32,
    /// Number of the order, from 0, by day.
    pub order: u32,
    pub person: u32,
    pub product: u8,
    /// Negative where it came back.
    pub quantity: i64,
    /// Price paid and list price of one, in minor units.
    pub paid: i64,
    pub listed: i64,
    pub status: Status,
    pub channel: Channel,
    /// The zone whose shop it was; none where it was sent.
    pub shop: Option<u8>,
}

/// A complaint, and whether it was put right.
#[derive(Debug, Clone, Copy)]
pub struct Complaint {
    pub day: i32,
    pub person: u32,
    pub resolved: bool,
}

/// How far somebody went in the campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Response {
    Control,
    Sent,
    Answered,
    Confirmed,
    Attended,
}

/// All that was sold, and what came of it.
#[derive(Debug, Default)]
pub struct Sales {
    /// By day, then order.
    pub lines: Vec<Line>,
    pub complaints: Vec<Complaint>,
    pub responses: Vec<(u32, Response)>,
    /// Days of orders of each person, in no order.
    pub order_days: Vec<Vec<i32>>,
}

/// An order before it has its number.
struct Draft {
    day: i32,
    lines: Vec<Line>,
}

/// Three years of sales. Notes on each person why they left.
pub fn sales(people: &mut [Person]) -> Sales {
    let mut sales = Sales::default();
    let mut drafts: Vec<Draft> = Vec::with_capacity(30_000);
    for (index, person) in people.iter_mut().enumerate() {
        let mut random = Random::new(Stream::Orders, index);
        let days = order_days(&mut random, person, index as u32, &mut sales);
        for &(day, gift) in &days {
            drafts.push(fill(&mut random, person, index as u32, day, gift));
        }
        sales.order_days.push(days.into_iter().map(|(day, _)| day).collect());
    }
    at_the_counter(people, &mut drafts);
    drafts.sort_by_key(|draft| draft.day);
    for (number, draft) in drafts.into_iter().enumerate() {
        sales
            .lines
            .extend(draft.lines.into_iter().map(|line| Line { order: number as u32, ..line }));
    }
    sales.lines.sort_by_key(|line| (line.day, line.order));
    sales
}

/// The days on which somebody orders, and whether it is for a present.
fn order_days(
    random: &mut Random,
    person: &mut Person,
    index: u32,
    sales: &mut Sales,
) -> Vec<(i32, bool)> {
    let Some(first) = person.first_order else { return Vec::new() };
    let mut days = Vec::new();
    let until = in_rhythm(random, person, first, &mut days, |complaint| {
        sales.complaints.push(Complaint { person: index, ..complaint });
    });
    if !matches!(person.rhythm, Rhythm::Yearly | Rhythm::Once) {
        presents(random, first, until, &mut days);
    }
    days.extend(campaign(random, person, index, sales).map(|day| (day, false)));
    days
}

/// Orders in the person's own rhythm until leaving or the last day; gives the day when the next one would have
/// been due.
fn in_rhythm(
    random: &mut Random,
    person: &mut Person,
    first: i32,
    days: &mut Vec<(i32, bool)>,
    mut complain: impl FnMut(Complaint),
) -> i32 {
    let yearly = person.rhythm == Rhythm::Yearly;
    // Some of the best were lured away this year.
    let lured = (matches!(person.rhythm, Rhythm::Weekly | Rhythm::Fortnightly)
        && random.chance(110))
    .then(|| random.between(LAST_DAY - 330, LAST_DAY - 60))
    .filter(|&until| until > first);
    let (mut day, mut gap, mut reason) = (first, person.gap, None);
    while day <= LAST_DAY && reason.is_none() {
        days.push((if day > first { open_day(random, day) } else { day }, yearly));
        let complaint = random.chance(14).then(|| Complaint {
            day: (day + random.between(1, 6)).min(LAST_DAY),
            person: 0,
            resolved: random.chance(620),
        });
        if let Some(complaint) = complaint {
            complain(complaint);
        }
        // Numbers of the list of reasons for leaving.
        let reasons: Option<&[u8]> = match complaint {
            Some(it) if random.chance(if it.resolved { 120 } else { 680 }) => Some(&[2, 4, 4, 5]),
            _ if lured.is_some_and(|until| day >= until) => Some(&[1, 2, 2, 3]),
            _ if random.chance(person.leaving) => Some(&[1, 2, 3, 6, 7, 8]),
            _ => None,
        };
        reason = reasons.map(|reasons| reasons[random.below(reasons.len() as u32) as usize]);
        gap = (gap / 10 * person.gap_change / 100).clamp(300, 40_000);
        day += if yearly { random.between(352, 378) } else { random.wait(gap) };
    }
    // Of those who left, two in five said why.
    if let Some(reason) = reason
        && person.rhythm != Rhythm::Once
        && random.chance(400)
    {
        person.loss_reason = reason;
    }
    day.min(LAST_DAY)
}

/// Presents for Christmas and Mother's Day, of those who buy at other times too.
fn presents(random: &mut Random, first: i32, until: i32, days: &mut Vec<(i32, bool)>) {
    for (starts, length, per_mille) in [(DECEMBERS, 22, 330), (MAYS, 9, 170)] {
        for start in starts {
            let day = start + random.between(0, length);
            if day > first && day <= until && random.chance(per_mille) {
                days.push((open_day(random, day), true));
            }
        }
    }
}

/// Sunday's buyers mostly came on Saturday.
fn open_day(random: &mut Random, day: i32) -> i32 {
    let sunday = (day + 3).rem_euclid(7) == 6;
    if sunday && random.chance(700) { day - 1 } else { day }
}

/// The campaign of the last autumn: half of those asked are left alone, to compare. Gives the day of the order
/// that it brought.
fn campaign(random: &mut Random, person: &Person, index: u32, sales: &mut Sales) -> Option<i32> {
    let asked = person.first_order? < CAMPAIGN_DAY - 60
        && (person.has_email || person.has_phone)
        && person.consent == Some(true)
        && random.chance(860);
    if !asked {
        return None;
    }
    let steps = [Response::Control, Response::Sent, Response::Answered, Response::Confirmed];
    let response = match random.pick(&[500, 370, 50, 30, 50]) {
        step @ 0..=3 => steps[step],
        _ => Response::Attended,
    };
    sales.responses.push((index, response));
    let per_mille = match response {
        Response::Control => 0,
        Response::Sent => 100,
        Response::Answered => 420,
        Response::Confirmed => 460,
        Response::Attended => 780,
    };
    random.chance(per_mille).then(|| CAMPAIGN_DAY + random.between(13, 30))
}

/// What is in the basket.
fn fill(random: &mut Random, person: &Person, index: u32, day: i32, gift: bool) -> Draft {
    let recent = day > LAST_DAY - 365;
    let channel = match random.pick(if recent { &[52, 26, 22] } else { &[64, 28, 8] }) {
        0 => Channel::Shop,
        1 => Channel::Web,
        _ => Channel::App,
    };
    let home = if random.chance(860) { person.zone } else { random.below(6) as u8 };
    let cancelled = random.chance(if channel == Channel::Shop { 6 } else { 38 });
    let waiting = channel != Channel::Shop && day > LAST_DAY - 2;
    let status = match (cancelled, waiting) {
        (true, _) => Status::Cancelled,
        (_, true) => Status::Processing,
        _ => Status::Completed,
    };
    let blank = Line {
        day,
        order: 0,
        person: index,
        product: 0,
        quantity: 0,
        paid: 0,
        listed: 0,
        status,
        channel,
        shop: (channel == Channel::Shop).then_some(home),
    };
    let mut draft = Draft { day, lines: products(random, person, &blank, gift) };
    if status == Status::Completed {
        send_back(random, person, &mut draft);
    }
    draft
}

fn products(random: &mut Random, person: &Person, blank: &Line, gift: bool) -> Vec<Line> {
    let (_, month, day) = Day(blank.day).ymd();
    let weights = &CATEGORY_WEIGHTS[person.taste as usize];
    let sizes = [[56, 30, 11, 3], [34, 35, 20, 11], [14, 30, 30, 26]];
    let count = 1 + random.pick(&sizes[person.basket as usize]);
    let mut lines: Vec<Line> = Vec::with_capacity(count + 1);
    for place in 0..count {
        let category = if gift && place == 0 { CATEGORIES - 1 } else { random.pick(weights) };
        let product =
            catalogue::choose(random, category, person.favourite as usize, month * 100 + day);
        add(random, person, blank, product, &mut lines);
        // Every third person never takes what would go with it.
        let refused = |second: u8| (person.favourite + second).is_multiple_of(3);
        if let Some(second) = catalogue::companion(random, product, refused) {
            add(random, person, blank, second, &mut lines);
        }
    }
    lines
}

fn add(random: &mut Random, person: &Person, blank: &Line, product: u8, lines: &mut Vec<Line>) {
    if lines.iter().any(|line| line.product == product) {
        return;
    }
    let category = catalogue::PRODUCTS[product as usize].category;
    let office = person.taste == 5;
    let quantity = match category {
        0..=2 if office => random.between(2, 6),
        0..=2 => [1, 2, 3][random.pick(&[74, 20, 6])],
        4 => [1, 2, 4, 6][random.pick(&[64, 20, 11, 5])],
        _ => 1,
    };
    let listed = catalogue::price(product, i64::from((blank.day - FIRST_DAY) / 365));
    let percent = match () {
        () if person.bargains => 50,
        () if random.chance(30) => 80,
        () => 100,
    };
    let paid = listed * percent / 100;
    lines.push(Line { product, quantity: i64::from(quantity), paid, listed, ..blank.clone() });
}

/// Things come back within three weeks; food seldom does.
fn send_back(random: &mut Random, person: &Person, draft: &mut Draft) {
    for place in 0..draft.lines.len() {
        let line = &draft.lines[place];
        let food = catalogue::PRODUCTS[line.product as usize].category < 3;
        let per_mille = match (person.returner, food) {
            (true, _) => 620,
            (_, true) => 3,
            _ => 26,
        };
        let day = line.day + random.between(2, 20);
        if random.chance(per_mille) && day <= LAST_DAY {
            let back =
                Line { day, quantity: -line.quantity, status: Status::Returned, ..line.clone() };
            draft.lines.push(back);
        }
    }
}

/// Sales without a card: somebody's basket, nobody's name.
fn at_the_counter(people: &[Person], drafts: &mut Vec<Draft>) {
    let mut random = Random::new(Stream::Walkers, 0);
    for _ in 0..280 {
        let person = &people[random.below(people.len() as u32) as usize];
        let day = random.between(FIRST_DAY, LAST_DAY);
        let mut draft = fill(&mut random, person, NOBODY, day, false);
        draft.lines.retain(|line| line.quantity > 0);
        for line in &mut draft.lines {
            (line.channel, line.shop) = (Channel::Shop, Some(person.zone));
            line.status = Status::Completed;
        }
        drafts.push(draft);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_days_named_here_are_those_meant() {
        for (day, text) in [
            (FIRST_DAY, "2023-11-01"),
            (LAST_DAY, "2026-10-31"),
            (CAMPAIGN_DAY, "2026-09-14"),
            (DECEMBERS[0], "2023-12-01"),
            (DECEMBERS[1], "2024-12-01"),
            (DECEMBERS[2], "2025-12-01"),
            (MAYS[0], "2024-05-01"),
            (MAYS[1], "2025-05-01"),
            (MAYS[2], "2026-05-01"),
        ] {
            assert_eq!(Day(day).to_string(), text);
        }
    }
}
