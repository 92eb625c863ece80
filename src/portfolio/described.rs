//! What is known of the customers **as of a day**: attributes that come from order and event files, names, reach,
//! referrers, birthdays. A portfolio holds all records whatever the day; these columns alone are those of one
//! day, at first the last, and are written anew for another ([`Customers::set_as_of`]).
//!
//! The trap: `as_of` makes invisible what lies after it, and that is more than orders: a customer who moves in
//! July still lives at the old place in June.

use super::{
    columns::{Attribute, Customers, EMPTY_I32, EMPTY_YES_NO},
    history::History,
    typed::{Meanings, Values},
};
use crate::text::{Interner, Texts};
use std::sync::Arc;

/// Histories of the customers, and what their texts mean.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Described {
    pub attributes: Vec<Changing>,
    /// By number of the text: whether it refuses, none where it says nothing.
    pub consents: Vec<(History, Vec<Option<bool>>)>,
    /// The first day on which there is an e-mail, phone or address, `i32::MAX` for none. None without any such
    /// column.
    pub contacts: Option<Vec<i32>>,
    /// By number of the text.
    pub birthday: Option<(History, Vec<i32>)>,
    /// Likewise; first what customers files say, then others.
    pub referrers: Option<[(History, Vec<u32>); 2]>,
    /// Of customers files, and of others.
    pub names: [NameHistory; 2],
    /// The last day on which something changes, and the day that is shown.
    last: i32,
    shown: i32,
}

/// An attribute that depends on the day.
#[derive(Debug, Clone, PartialEq)]
pub struct Changing {
    /// Its place among the attributes.
    pub place: usize,
    pub history: History,
    pub meanings: Meanings,
    pub texts: Arc<Texts>,
}

/// Names, and family names where these stand in a column of their own.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NameHistory {
    pub name: History,
    pub family: History,
}

impl NameHistory {
    /// The names of all customers on a day: the first that there are.
    pub fn all_at(both: &[NameHistory; 2], customers: usize, day: i32) -> Values {
        let mut texts = Interner::default();
        let text = |history: &'_ History, customer| match history.len() {
            0 => 0,
            _ => history.at(customer, day),
        };
        let name_of = |customer: usize| {
            both.iter().find_map(|names| {
                let name = names.name.texts.get(text(&names.name, customer));
                let family = names.family.texts.get(text(&names.family, customer));
                match (name, family) {
                    ("", "") => None,
                    (whole, "") | ("", whole) => Some(whole.to_string()),
                    (name, family) => Some(format!("{name} {family}")),
                }
            })
        };
        let codes = (0..customers).map(|c| texts.intern(&name_of(c).unwrap_or_default())).collect();
        Values { codes, texts: texts.into_texts() }
    }
}

impl Described {
    fn histories(&self) -> impl Iterator<Item = &History> {
        let names = self.names.iter().flat_map(|names| [&names.name, &names.family]);
        let referrers = self.referrers.iter().flatten().map(|(history, _)| history);
        self.attributes
            .iter()
            .map(|changing| &changing.history)
            .chain(self.consents.iter().map(|(history, _)| history))
            .chain(self.birthday.iter().map(|(history, _)| history))
            .chain(names)
            .chain(referrers)
    }

    /// The last day on which something changes; [`EMPTY_I32`] where nothing ever does.
    fn last_change(&self) -> i32 {
        let contacts = self.contacts.iter().flatten().copied().filter(|&day| day != i32::MAX);
        self.histories().filter_map(History::last_day).chain(contacts).max().unwrap_or(EMPTY_I32)
    }

    /// Whether each customer can be reached on a day: a contact is there, and not all consents refuse.
    fn reachable(&self, customers: usize, day: i32) -> Vec<u8> {
        let Some(contacts) = &self.contacts else { return vec![EMPTY_YES_NO; customers] };
        let refused = |customer: usize| {
            let said = self.consents.iter();
            let mut said = said.filter_map(|(history, of)| of[history.at(customer, day) as usize]);
            said.next().is_some_and(|first| first && said.all(|refuses| refuses))
        };
        let reached = |(customer, &since): (usize, &i32)| {
            u8::from(since != i32::MAX && since <= day && !refused(customer))
        };
        contacts.iter().enumerate().map(reached).collect()
    }
}

impl Customers {
    /// Takes the histories in, and shows what they say in the end.
    pub fn describe(&mut self, described: Described) {
        self.described = described;
        self.described.last = self.described.last_change();
        self.show(i32::MAX);
        if self.described.last == EMPTY_I32 {
            // Nothing depends on the day: the columns are all there is to know.
            self.described = Described { last: EMPTY_I32, ..Described::default() };
        }
        self.described.shown = self.described.last;
    }

    /// Shows the columns as of a day.
    pub fn set_as_of(&mut self, day: i32) {
        let day = day.min(self.described.last);
        if day != self.described.shown {
            self.show(day);
            self.described.shown = day;
        }
    }

    fn show(&mut self, day: i32) {
        let described = &self.described;
        let n = self.keys.len() - 1;
        for Changing { place, history, meanings, texts } in &described.attributes {
            let column = meanings.column(&history.codes_at(day), texts);
            let attribute: &mut Attribute = &mut self.attributes[*place];
            attribute.column = column;
        }
        let names = NameHistory::all_at(&described.names, n, day);
        (self.name_codes, self.names) = (names.codes, Arc::new(names.texts));
        self.reachable = described.reachable(n, day);
        if let Some((history, days)) = &described.birthday {
            self.birthday =
                (0..n).map(|customer| days[history.at(customer, day) as usize]).collect();
        }
        if let Some(both) = &described.referrers {
            let find = |customer: usize| {
                let mut codes =
                    both.iter().map(|(history, found)| (history.at(customer, day), found));
                let said = codes.find(|&(code, _)| code != 0);
                let by = said.map_or(u32::MAX, |(code, found)| found[code as usize]);
                if by as usize == customer { u32::MAX } else { by }
            };
            self.referrer = (0..n).map(find).collect();
        }
    }
}
