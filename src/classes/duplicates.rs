//! **Duplicates**: customers who are perhaps one person: the same e-mail, phone or document once normalised, or a
//! near-same name. A **twin** is the other one, the first in order of the ids.
//!
//! Near-same names have the same skeleton: folded, words in any order, particles and punctuation
//! dropped, and spellings of one sound made one (Luís and Luiz, Tiago and Thiago, Sofia and Sophia).
//!
//! The trap: what many share says nothing. One-word names, short numbers and numbers of a single digit
//! (`000.000.000-00`) are no signs. It stays a candidate: people do bear one name, so a person decides.

use crate::{
    mask::Mask,
    portfolio::columns::{Column, EMPTY_YES_NO, Portfolio},
    schema::role::Role,
    text::{Interner, fold},
};

/// Name of the column.
pub const FIELD: &str = "duplicate";

/// No twin.
pub const NOBODY: u32 = u32::MAX;

/// Digits that a phone number has at least, and signs that a document has at least.
const MIN_SIGNS: usize = 6;

/// The twin of each customer, [`NOBODY`] for most. The first of several looks at the second.
pub fn twins(portfolio: &Portfolio, exists: &Mask) -> Vec<u32> {
    let customers = &portfolio.customers;
    let mut twins = vec![NOBODY; customers.len()];
    for (role, normal) in [
        (Role::Email, email as fn(&str) -> String),
        (Role::Phone, phone),
        (Role::Document, document),
    ] {
        let columns = customers.attributes.iter().filter(|attribute| attribute.role == role);
        let columns: Vec<&Column> = columns.map(|attribute| &attribute.column).collect();
        // An e-mail may be the key, which is no attribute.
        let keys = role == Role::Email;
        if keys || !columns.is_empty() {
            pair(&mut twins, exists, |customer, see| {
                if keys && customers.key(customer).contains('@') {
                    see(normal(customers.key(customer)));
                }
                for column in &columns {
                    if let Some(text) = text_at(column, customer) {
                        see(normal(&text));
                    }
                }
            });
        }
    }
    pair(&mut twins, exists, |customer, see| see(skeleton(customers.name(customer))));
    twins
}

/// The column of yes and no.
pub fn column(twins: &[u32], exists: &Mask) -> Column {
    let value = |(customer, &twin): (usize, &u32)| match exists.get(customer) {
        true => u8::from(twin != NOBODY),
        false => EMPTY_YES_NO,
    };
    Column::YesNo(twins.iter().enumerate().map(value).collect())
}

/// Makes twins of customers of whom `signs` tells the same text; an empty text is no sign.
fn pair(twins: &mut [u32], exists: &Mask, signs: impl Fn(usize, &mut dyn FnMut(String))) {
    let mut seen = Interner::default();
    // By the number of the text, 0 being the empty one.
    let mut first: Vec<u32> = vec![NOBODY];
    for customer in exists.iter() {
        signs(customer, &mut |sign| {
            let code = seen.intern(&sign) as usize;
            if code == 0 {
                return;
            }
            if code == first.len() {
                first.push(customer as u32);
                return;
            }
            let other = first[code] as usize;
            if other != customer {
                for (one, twin) in [(customer, other), (other, customer)] {
                    if twins[one] == NOBODY {
                        twins[one] = twin as u32;
                    }
                }
            }
        });
    }
}

fn text_at(column: &Column, row: usize) -> Option<String> {
    if column.is_empty_at(row) {
        return None;
    }
    match column {
        Column::Text { codes, texts } => Some(texts.get(codes[row]).to_string()),
        Column::Number(values) => Some(values[row].to_string()),
        _ => None,
    }
}

/// Lower case, without a `+tag`; empty where it is no address.
fn email(text: &str) -> String {
    let text = text.trim().to_lowercase();
    let Some((name, host)) = text.split_once('@') else { return String::new() };
    let name = name.split('+').next().unwrap_or(name);
    if name.is_empty() || host.is_empty() { String::new() } else { format!("{name}@{host}") }
}

fn phone(text: &str) -> String {
    telling(text.chars().filter(char::is_ascii_digit).collect())
}

fn document(text: &str) -> String {
    telling(text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect())
}

/// The text where it tells somebody apart: long enough, and not one sign repeated.
fn telling(text: String) -> String {
    let alike = text.chars().all(|c| text.starts_with(c));
    if text.len() < MIN_SIGNS || alike { String::new() } else { text }
}

/// Words that come and go in a name.
const PARTICLES: [&str; 16] = [
    "a", "da", "das", "de", "del", "der", "di", "do", "dos", "e", "la", "las", "los", "of", "van",
    "von",
];

/// What near-same names have in common; empty for names of one word.
fn skeleton(name: &str) -> String {
    if name.is_empty() {
        return String::new();
    }
    let folded = fold(name);
    let mut words: Vec<String> = (folded.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty() && !PARTICLES.contains(word))
        .map(sound)
        .filter(|word| !word.is_empty())
        .collect();
    words.sort_unstable();
    if words.len() < 2 { String::new() } else { words.join(" ") }
}

/// One spelling of a word's sounds: h silent, ph f, y i, w v, k and q c, z s, letters not doubled. Digits stay.
fn sound(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.replace("ph", "f").chars().filter(|&c| c != 'h') {
        let c = match c {
            'y' => 'i',
            'w' => 'v',
            'k' | 'q' => 'c',
            'z' => 's',
            other => other,
        };
        if c.is_numeric() || !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measures::testing::*;
    use crate::portfolio::columns::Attribute;

    fn near(a: &str, b: &str) -> bool {
        !skeleton(a).is_empty() && skeleton(a) == skeleton(b)
    }

    #[test]
    fn near_same_names() {
        for (a, b, same) in [
            ("Luís Souza", "SOUSA, Luiz", true),
            ("Thiago da Silva", "Tiago Silva", true),
            ("Sophia  Philips", "Sofia Filips", true),
            ("José Gonçalves", "Jose Goncalves", true),
            ("Mario Silva", "Maria Silva", false),
            ("Loja 11", "Loja 1", false),
            ("Maria", "Maria", false),
            ("", "", false),
        ] {
            assert_eq!(near(a, b), same, "{a} / {b}");
        }
    }

    #[test]
    fn numbers_that_many_share_are_no_sign() {
        for (text, normal) in
            [("+55 (11) 98765-4321", "5511987654321"), ("0000-0000", ""), ("123", ""), ("-", "")]
        {
            assert_eq!(phone(text), normal, "{text}");
        }
        assert_eq!(document("12.345.678/0001-9x"), "1234567800019X");
        assert_eq!(email(" Ana+news@X.com "), "ana@x.com");
        assert_eq!(email("nobody"), "");
    }

    #[test]
    fn twins_find_each_other() {
        let mut shop = portfolio("ana@x.com; b; c; d; e; f");
        let attribute = |role, values: &[&str]| Attribute {
            name: String::new(),
            role,
            column: text_column(values),
        };
        shop.customers.attributes = vec![
            attribute(Role::Email, &["", "ANA@x.com", "", "d@x.com", "", ""]),
            attribute(Role::Phone, &["", "", "11 5555-1234", "", "(11) 55551234", "1155551234"]),
        ];
        let everyone = Mask::all(6);
        // Of three alike, the later look at the first and the first at the second.
        let found = twins(&shop, &everyone);
        assert_eq!(found[3], NOBODY);
        // Rows stand by key: "ana@x.com" before "b".
        assert_eq!(found, [1, 0, 4, NOBODY, 2, 2]);
        let mut some = everyone.clone();
        some.set(1, false);
        let Column::YesNo(yes) = column(&twins(&shop, &some), &some) else { panic!("yes/no") };
        assert_eq!(yes, [0, EMPTY_YES_NO, 1, 0, 1, 1]);
    }
}
