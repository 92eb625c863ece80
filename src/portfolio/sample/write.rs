//! The draws in words: CSV as a spreadsheet of that language would save it. **Table** is the file being
//! written, cell by cell.
//!
//! The trap: an empty cell is written too, else the columns shift.

use super::{
    catalogue,
    events::{Event, Lead},
    orders::{Line, NOBODY},
    people::Person,
    words::Words,
};
use crate::{calendar::Day, text::fold};

/// A file being written.
pub struct Table<'w> {
    text: String,
    words: &'w Words,
    at_start: bool,
}

impl<'w> Table<'w> {
    fn new(words: &'w Words, header: &str, capacity: usize) -> Table<'w> {
        let mut table = Table { text: String::with_capacity(capacity), words, at_start: true };
        header.split('|').for_each(|name| table.cell(name));
        table.end();
        table
    }

    /// What was written.
    pub fn into_bytes(self) -> Vec<u8> {
        self.text.into_bytes()
    }

    fn cell(&mut self, value: &str) {
        self.next();
        if value.contains([self.words.delimiter, '"']) {
            self.text.push('"');
            self.text.push_str(&value.replace('"', "\"\""));
            self.text.push('"');
        } else {
            self.text.push_str(value);
        }
    }

    fn empty(&mut self) {
        self.next();
    }

    fn money(&mut self, minor: i64) {
        self.next();
        if minor < 0 {
            self.text.push('-');
        }
        let minor = minor.unsigned_abs();
        self.digits(minor / 100, 1);
        self.text.push(self.words.decimal_mark);
        self.digits(minor % 100, 2);
    }

    fn whole(&mut self, value: i64) {
        self.next();
        if value < 0 {
            self.text.push('-');
        }
        self.digits(value.unsigned_abs(), 1);
    }

    fn day(&mut self, day: i32) {
        self.next();
        let (year, month, day) = Day(day).ymd();
        let (year, month, day) = (year.unsigned_abs().into(), month.into(), day.into());
        let (parts, mark) = match self.words.day_first {
            true => ([(day, 2), (month, 2), (year, 4)], '/'),
            false => ([(year, 4), (month, 2), (day, 2)], '-'),
        };
        for (place, (value, width)) in parts.into_iter().enumerate() {
            if place > 0 {
                self.text.push(mark);
            }
            self.digits(value, width);
        }
    }

    /// A letter and a number: `C00042`.
    fn id(&mut self, letter: char, number: u32, width: usize) {
        self.next();
        self.text.push(letter);
        self.digits(number.into(), width);
    }

    fn digits(&mut self, value: u64, width: usize) {
        let mut buffer = [b'0'; 20];
        let (mut at, mut rest) = (buffer.len(), value);
        while rest > 0 || buffer.len() - at < width {
            at -= 1;
            buffer[at] = b'0' + (rest % 10) as u8;
            rest /= 10;
        }
        self.text.extend(buffer[at..].iter().map(|&digit| char::from(digit)));
    }

    fn next(&mut self) {
        if !self.at_start {
            self.text.push(self.words.delimiter);
        }
        self.at_start = false;
    }

    fn end(&mut self) {
        self.text.push_str("\r\n");
        self.at_start = true;
    }
}

/// The file of orders, a line a record.
pub fn orders<'w>(words: &'w Words, lines: &[Line]) -> Table<'w> {
    let codes: Vec<String> =
        (0..catalogue::PRODUCTS.len()).map(|product| catalogue::code(product as u8)).collect();
    let mut t = Table::new(words, words.orders, lines.len() * 132);
    for line in lines {
        let product = line.product as usize;
        t.id('P', line.order + 100_001, 6);
        t.day(line.day);
        match line.person {
            NOBODY => t.empty(),
            person => t.id('C', person + 1, 5),
        }
        t.cell(&codes[product]);
        t.cell(words.products[product]);
        t.cell(words.categories[catalogue::PRODUCTS[product].category as usize]);
        t.whole(line.quantity);
        t.money(line.paid);
        t.money(line.quantity * line.paid);
        t.money(catalogue::cost(line.product, line.quantity, line.listed));
        t.cell(words.currency);
        t.cell(words.statuses[line.status as usize]);
        t.cell(words.channels[line.channel as usize]);
        t.cell(line.shop.map_or(words.online, |zone| words.zones[zone as usize]));
        t.end();
    }
    t
}

/// The file of customers, a person a record.
pub fn customers<'w>(words: &'w Words, people: &[Person]) -> Table<'w> {
    let mut t = Table::new(words, words.customers, people.len() * 150);
    let or_empty = |list: &[&'static str], number: u8| match number {
        0 => "",
        number => list[number as usize - 1],
    };
    for (index, person) in people.iter().enumerate() {
        let (first, last) = words.name(person.name);
        t.id('C', index as u32 + 1, 5);
        t.cell(&format!("{first} {last}"));
        t.cell(&if person.has_email { email(words, person) } else { String::new() });
        t.cell(&if person.has_phone { phone(words, person) } else { String::new() });
        match person.birthday {
            Some(day) => t.day(day.0),
            None => t.empty(),
        }
        t.cell(words.zones[person.zone as usize]);
        t.cell(words.strata[person.stratum as usize]);
        t.day(person.signup);
        t.cell(words.sources[person.source as usize]);
        t.cell(or_empty(&words.plans, person.plan));
        t.cell(person.consent.map_or("", |yes| words.yes_no(yes)));
        match person.referrer {
            Some(referrer) => t.id('C', referrer + 1, 5),
            None => t.empty(),
        }
        t.cell(or_empty(&words.reasons, person.loss_reason));
        t.end();
    }
    t
}

/// The file of events, an act a record.
pub fn events<'w>(words: &'w Words, events: &[Event]) -> Table<'w> {
    let mut t = Table::new(words, words.events, events.len() * 48);
    for event in events {
        t.id('C', event.person + 1, 5);
        t.day(event.day);
        t.cell(words.kinds[event.kind as usize]);
        match event.campaign {
            0 => t.empty(),
            number => t.cell(words.campaigns[number as usize - 1]),
        }
        match event.group {
            0 => t.empty(),
            number => t.cell(words.groups[number as usize - 1]),
        }
        match event.score {
            Some(score) => t.whole(score.into()),
            None => t.empty(),
        }
        t.cell(event.resolved.map_or("", |yes| words.yes_no(yes)));
        t.end();
    }
    t
}

/// The file of leads, a person being talked to a record.
pub fn leads<'w>(words: &'w Words, people: &[Person], leads: &[Lead]) -> Table<'w> {
    let mut t = Table::new(words, words.leads, leads.len() * 110);
    for lead in leads {
        let person = &people[lead.person as usize];
        let (first, last) = words.name(person.name);
        t.cell(&email(words, person));
        t.cell(&format!("{first} {last}"));
        t.cell(words.stages[lead.stage as usize]);
        t.day(lead.day);
        match lead.value {
            Some(value) => t.money(value),
            None => t.empty(),
        }
        t.cell(words.categories[lead.interest as usize]);
        t.cell(words.sellers[lead.seller as usize]);
        t.end();
    }
    t
}

/// An address at a domain reserved for examples (RFC 2606).
fn email(words: &Words, person: &Person) -> String {
    let (first, last) = words.name(person.name);
    let domain = if person.name.is_multiple_of(3) { "org" } else { "com" };
    let local = fold(&format!("{first}.{last}")).replace(' ', ".");
    format!("{local}@example.{domain}")
}

/// A number within a range that nobody has: each `#` of the language's pattern is a digit.
fn phone(words: &Words, person: &Person) -> String {
    let mut rest = u64::from(person.phone) + 1_000_000 * u64::from(person.phone % 89);
    let digit = |c: char| match c {
        '#' => {
            let digit = char::from(b'0' + (rest % 10) as u8);
            rest /= 10;
            digit
        }
        c => c,
    };
    words.phone.chars().map(digit).collect()
}
