//! The sample's words, one file a language. A **list** is one text whose items stand between `|`, in the order
//! that the draws count by; a header row is written likewise.
//!
//! The trap: a list of the wrong length shifts meanings, so a test holds every language to one shape.

mod en;
mod es;
mod lt;
mod pt;

use super::SampleLanguage;

/// How many first names there are, women's in the first half, and how many surnames.
const FIRST_NAMES: u32 = 64;
const SURNAMES: u32 = 100;

/// The words of one language; `L` is a list, as written or taken apart.
pub struct Words<L = Vec<&'static str>> {
    pub delimiter: char,
    pub decimal_mark: char,
    /// 31/10/2026 rather than 2026-10-31.
    pub day_first: bool,
    pub currency: &'static str,
    /// Pattern of phone numbers that are nobody's; `#` is a digit.
    pub phone: &'static str,
    /// Whether people bear two surnames.
    pub two_surnames: bool,
    /// Names of the files without their ending: orders, customers, events, leads.
    pub files: L,
    /// Header rows of these files.
    pub orders: &'static str,
    pub customers: &'static str,
    pub events: &'static str,
    pub leads: &'static str,
    /// Yes, no.
    pub answers: L,
    pub first_names: L,
    pub surnames: L,
    /// Where they differ from men's; else empty.
    pub womens_surnames: L,
    pub categories: L,
    pub products: L,
    pub zones: L,
    /// What stands for the shop where the order was sent.
    pub online: &'static str,
    pub strata: L,
    pub sources: L,
    pub plans: L,
    pub statuses: L,
    pub channels: L,
    pub reasons: L,
    pub kinds: L,
    pub campaigns: L,
    /// Target, control.
    pub groups: L,
    pub stages: L,
    pub sellers: L,
}

impl Words {
    /// The words of that language.
    pub fn of(language: SampleLanguage) -> Words {
        match language {
            SampleLanguage::En => en::WORDS,
            SampleLanguage::Pt => pt::WORDS,
            SampleLanguage::Es => es::WORDS,
            SampleLanguage::Lt => lt::WORDS,
        }
        .split()
    }

    /// Yes or no.
    pub fn yes_no(&self, yes: bool) -> &'static str {
        self.answers[usize::from(!yes)]
    }

    /// First name and surname of that number. No two numbers below 6,400 give the same two.
    pub fn name(&self, number: u32) -> (&'static str, String) {
        // 2741 has no factor in common with the number of pairs, so every pair comes once.
        let pair = (number * 2741 + 17) % (FIRST_NAMES * SURNAMES);
        let (first, last) = (pair % FIRST_NAMES, pair / FIRST_NAMES);
        let woman = first < FIRST_NAMES / 2 && !self.womens_surnames.is_empty();
        let surnames = if woman { &self.womens_surnames } else { &self.surnames };
        let mut surname = surnames[last as usize].to_owned();
        if self.two_surnames {
            surname.push(' ');
            surname.push_str(surnames[((last + first + 35) % SURNAMES) as usize]);
        }
        (self.first_names[first as usize], surname)
    }
}

impl Words<&'static str> {
    fn split(self) -> Words {
        let list = |text: &'static str| -> Vec<&'static str> {
            text.split('|').filter(|item| !item.is_empty()).collect()
        };
        Words {
            delimiter: self.delimiter,
            decimal_mark: self.decimal_mark,
            day_first: self.day_first,
            currency: self.currency,
            phone: self.phone,
            two_surnames: self.two_surnames,
            files: list(self.files),
            orders: self.orders,
            customers: self.customers,
            events: self.events,
            leads: self.leads,
            answers: list(self.answers),
            first_names: list(self.first_names),
            surnames: list(self.surnames),
            womens_surnames: list(self.womens_surnames),
            categories: list(self.categories),
            products: list(self.products),
            zones: list(self.zones),
            online: self.online,
            strata: list(self.strata),
            sources: list(self.sources),
            plans: list(self.plans),
            statuses: list(self.statuses),
            channels: list(self.channels),
            reasons: list(self.reasons),
            kinds: list(self.kinds),
            campaigns: list(self.campaigns),
            groups: list(self.groups),
            stages: list(self.stages),
            sellers: list(self.sellers),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use SampleLanguage::*;
    use std::collections::HashSet;

    #[test]
    fn lists_have_one_shape_in_every_language() {
        for language in [En, Pt, Es, Lt] {
            let w = Words::of(language);
            let lists = [
                (&w.files, 4),
                (&w.answers, 2),
                (&w.first_names, FIRST_NAMES as usize),
                (&w.surnames, SURNAMES as usize),
                (&w.categories, 8),
                (&w.products, 48),
                (&w.zones, 6),
                (&w.strata, 4),
                (&w.sources, 6),
                (&w.plans, 2),
                (&w.statuses, 4),
                (&w.channels, 3),
                (&w.reasons, 8),
                (&w.kinds, 11),
                (&w.campaigns, 5),
                (&w.groups, 2),
                (&w.stages, 6),
                (&w.sellers, 4),
            ];
            for (list, length) in lists {
                assert_eq!(list.len(), length, "{language:?}: {list:?}");
                let distinct: HashSet<_> =
                    list.iter().map(|item| crate::text::fold(item)).collect();
                assert_eq!(distinct.len(), length, "{language:?}: an item twice in {list:?}");
            }
            if !w.womens_surnames.is_empty() {
                assert_eq!(w.womens_surnames.len(), w.surnames.len(), "{language:?}");
            }
            for (header, columns) in
                [(w.orders, 14), (w.customers, 13), (w.events, 7), (w.leads, 7)]
            {
                let distinct: HashSet<_> = header.split('|').collect();
                assert_eq!(distinct.len(), columns, "{language:?}: {header}");
            }
        }
    }

    #[test]
    fn every_number_has_a_name_of_its_own() {
        for language in [En, Pt, Es, Lt] {
            let words = Words::of(language);
            let names: HashSet<_> = (0..6400).map(|number| words.name(number)).collect();
            assert_eq!(names.len(), 6400, "{language:?}");
        }
    }
}
