//! What happened besides orders: visits to the web shop, carts, campaigns and their answers, complaints, survey
//! scores, quotes, contacts; and **leads**, the people being talked to, with the stage reached.
//!
//! The trap: an event of somebody left out on purpose (the control group) is no event of being sent something; it
//! has a kind of its own.

use super::{
    orders::{CAMPAIGN_DAY, Response, Sales},
    people::{FIRST_DAY, LAST_DAY, Person, Rhythm},
    random::{Random, Stream},
};

/// Kinds, in the order of every language's list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Visit,
    Cart,
    Campaign,
    Control,
    Answered,
    Confirmed,
    Attended,
    Complaint,
    Survey,
    Quote,
    Contact,
}

/// Number of the campaign with a control group, in every language's list of campaigns from 1.
const TASTING: u8 = 5;

/// Days of the four newsletters before it, campaigns 1 to 4.
const NEWSLETTERS: [i32; 4] = [20_045, 20_195, 20_410, 20_560];

/// One record of the file of events.
#[derive(Debug, Clone)]
pub struct Event {
    pub day: i32,
    pub person: u32,
    pub kind: Kind,
    /// 0 none.
    pub campaign: u8,
    /// 0 none, 1 target, 2 control.
    pub group: u8,
    pub score: Option<u8>,
    pub resolved: Option<bool>,
}

/// One record of the file of leads.
#[derive(Debug, Clone)]
pub struct Lead {
    pub person: u32,
    pub day: i32,
    /// Number of the stage: lead, contacted, proposal, negotiation, won, lost.
    pub stage: u8,
    /// Category of interest.
    pub interest: u8,
    /// Expected value in minor units, once there is a proposal.
    pub value: Option<i64>,
    /// Number of the seller.
    pub seller: u8,
}

/// All events by day and person.
pub fn events(people: &[Person], sales: &Sales) -> Vec<Event> {
    let mut events = Vec::with_capacity(30_000);
    for (index, person) in people.iter().enumerate() {
        let mut random = Random::new(Stream::Events, index);
        let mut log = Log { events: &mut events, person: index as u32, signup: person.signup };
        around_orders(&mut random, person, &sales.order_days[index], &mut log);
        if person.first_order.is_none() {
            prospect(&mut random, person, &mut log);
        }
        newsletters(&mut random, person, &mut log);
    }
    for complaint in &sales.complaints {
        let mut random = Random::new(
            Stream::Complaints,
            complaint.person as usize * 2048 + (complaint.day - FIRST_DAY) as usize,
        );
        let mut log = Log { events: &mut events, person: complaint.person, signup: 0 };
        log.add(complaint.day, Kind::Complaint).resolved = Some(complaint.resolved);
        if random.chance(450) {
            let score = random.between(0, 4) + 3 * i32::from(complaint.resolved);
            log.add(complaint.day + 7, Kind::Survey).score = Some(score as u8);
        }
    }
    for &(person, response) in &sales.responses {
        respond(&mut Log { events: &mut events, person, signup: 0 }, response);
    }
    events.retain(|event| event.day <= LAST_DAY);
    events.sort_by_key(|event| (event.day, event.person, event.kind));
    events
}

/// Where the events of one person go.
struct Log<'a> {
    events: &'a mut Vec<Event>,
    person: u32,
    signup: i32,
}

impl Log<'_> {
    fn add(&mut self, day: i32, kind: Kind) -> &mut Event {
        self.events.push(Event {
            day: day.max(self.signup),
            person: self.person,
            kind,
            campaign: 0,
            group: 0,
            score: None,
            resolved: None,
        });
        let last = self.events.len() - 1;
        &mut self.events[last]
    }
}

fn around_orders(random: &mut Random, person: &Person, days: &[i32], log: &mut Log) {
    let happy = matches!(person.rhythm, Rhythm::Weekly | Rhythm::Fortnightly | Rhythm::Monthly);
    for &day in days {
        if random.chance(330) {
            log.add(day - random.between(0, 3), Kind::Visit);
        }
        if random.chance(45) {
            log.add(day - random.between(1, 9), Kind::Cart);
        }
        if random.chance(if happy { 35 } else { 110 }) {
            let score = if happy {
                7 + random.pick(&[1, 3, 4, 4])
            } else {
                4 + random.pick(&[1, 1, 2, 3, 3, 2, 1])
            };
            log.add(day + random.between(2, 8), Kind::Survey).score = Some(score as u8);
        }
    }
    // Some of those who have stopped still look in.
    if let Some(&last) = days.iter().max()
        && last < LAST_DAY - 120
        && random.chance(180)
    {
        log.add(random.between(last + 60, LAST_DAY), Kind::Visit);
    }
}

fn prospect(random: &mut Random, person: &Person, log: &mut Log) {
    let soon = |random: &mut Random| (person.signup + random.between(0, 90)).min(LAST_DAY);
    let visits = random.pick(&[48, 22, 14, 10, 6]);
    for _ in 0..visits {
        log.add(soon(random), Kind::Visit);
    }
    for (kind, per_mille) in [(Kind::Cart, 130), (Kind::Quote, 70), (Kind::Contact, 160)] {
        if random.chance(per_mille) {
            log.add(soon(random), kind);
        }
    }
}

fn newsletters(random: &mut Random, person: &Person, log: &mut Log) {
    for (number, &day) in NEWSLETTERS.iter().enumerate() {
        let sent = person.signup < day
            && person.has_email
            && person.consent == Some(true)
            && random.chance(550);
        if sent {
            let campaign = number as u8 + 1;
            log.add(day, Kind::Campaign).campaign = campaign;
            if random.chance(if person.first_order.is_some() { 110 } else { 60 }) {
                log.add(day + random.between(0, 5), Kind::Answered).campaign = campaign;
            }
        }
    }
}

fn respond(log: &mut Log, response: Response) {
    let steps = [
        (Response::Sent, Kind::Campaign, 0),
        (Response::Answered, Kind::Answered, 2),
        (Response::Confirmed, Kind::Confirmed, 5),
        (Response::Attended, Kind::Attended, 12),
    ];
    if response == Response::Control {
        let event = log.add(CAMPAIGN_DAY, Kind::Control);
        (event.campaign, event.group) = (TASTING, 2);
    }
    for (step, kind, days) in steps {
        if response >= step {
            let event = log.add(CAMPAIGN_DAY + days, kind);
            (event.campaign, event.group) = (TASTING, 1);
        }
    }
}

/// People being talked to: most have not bought; some have, and are won. All have an e-mail of their own.
pub fn leads(people: &[Person]) -> Vec<Lead> {
    let mut shared = vec![false; people.len()];
    for (index, person) in people.iter().enumerate() {
        if let Some(twin) = person.twin_of {
            (shared[index], shared[twin as usize]) = (true, true);
        }
    }
    let mut leads = Vec::new();
    for (index, person) in people.iter().enumerate() {
        let mut random = Random::new(Stream::Leads, index);
        let bought = person.first_order.is_some();
        if !person.has_email || shared[index] || !random.chance(if bought { 36 } else { 640 }) {
            continue;
        }
        let stage = if bought { 4 } else { [0, 1, 2, 3, 5][random.pick(&[30, 26, 15, 12, 17])] };
        let value = i64::from(random.between(8, 90)) * 1000;
        leads.push(Lead {
            person: index as u32,
            day: (person.signup + random.between(3, 70)).min(LAST_DAY),
            stage,
            interest: random.below(8) as u8,
            value: (stage >= 2).then_some(value),
            seller: random.below(4) as u8,
        });
    }
    leads.sort_by_key(|lead| (lead.day, lead.person));
    leads
}
