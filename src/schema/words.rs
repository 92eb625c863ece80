//! **Header words**: what the words of a header say, in English, Portuguese, Spanish, Lithuanian and a
//! little German. A **word** here is a meaning ([`Word`]): `pedido`, `order` and `užsakymo` are one.
//!
//! The trap: a text may have several meanings (`estado` is a state or a status, `nota` an invoice, a
//! note or a mark). All are kept; the rules of [`super::header`] and the values of the column choose.
//!
//! ```
//! use carteira::schema::words::{Word, read_header};
//! let words = read_header("Dt. do Pedido");
//! assert!(words.has(Word::Order) && words.has(Word::Date));
//! assert_eq!(words.n_unknown, 0);
//! ```

mod de;
mod en;
mod es;
mod lt;
mod pt;

use super::values::{DateOrder, Mark, currency_mark};
use crate::text::fold;
use std::{collections::HashMap, sync::LazyLock};

/// A meaning that a header's words may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Word {
    // Who.
    Customer,
    Username,
    Person,
    Company,
    LegalName,
    Lead,
    Seller,
    Supplier,
    CurrentSupplier,
    Referrer,
    Beneficiary,
    /// Another party than the customer: the receiving address, the shop's own.
    Other,
    Name,
    NamePart,
    Email,
    Phone,
    Document,
    /// `Documento` alone: a person's or an invoice's.
    Paper,
    Address,
    Region,
    Zip,
    // What.
    Id,
    Order,
    Transaction,
    Invoice,
    Receipt,
    Payment,
    Line,
    Product,
    Sku,
    Description,
    Title,
    Category,
    Type,
    Group,
    Quantity,
    Stock,
    Deal,
    // When.
    Date,
    Time,
    Created,
    Sold,
    Issued,
    Paid,
    Updated,
    Due,
    Close,
    Expected,
    Won,
    Birth,
    Signup,
    // How much.
    Amount,
    Total,
    Grand,
    Subtotal,
    Price,
    Unit,
    Gross,
    Net,
    Sales,
    Collected,
    Tax,
    Delivery,
    Fee,
    Refund,
    Balance,
    Cost,
    Discount,
    Coupon,
    Margin,
    Converted,
    Base,
    /// `compare at`, `list price`: not the price paid.
    Compare,
    Currency,
    Installment,
    // Sums over a customer's life, and which of several.
    Lifetime,
    Count,
    Last,
    First,
    Average,
    Annual,
    // In which state, whence.
    Status,
    Dispute,
    Card,
    Billing,
    Cancelled,
    Channel,
    Source,
    Stage,
    Event,
    Action,
    Direction,
    Score,
    Risk,
    Plan,
    Sector,
    Stratum,
    Consent,
    OptOut,
    Marketing,
    Reason,
    Lost,
    LossReason,
    Change,
    Note,
    Reference,
    /// Whole phrases that are no role though their words would be one: `estado civil`, `time zone`.
    Nothing,
}

/// A language of header words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    En,
    Pt,
    Es,
    Lt,
    De,
}

/// Meanings and the texts that have them, `|` between texts, folded; words of a text by blanks.
type Table = &'static [(Word, &'static str)];

const TABLES: [(Language, Table); 5] = [
    (Language::En, en::WORDS),
    (Language::Pt, pt::WORDS),
    (Language::Es, es::WORDS),
    (Language::Lt, lt::WORDS),
    (Language::De, de::WORDS),
];

/// Words that say nothing.
const FILLERS: &str = "of the a an and at on in for by to from is de da do das dos del la el los las en em y e o \
    os as ao para por con com su seu sua ir am an dd mm yyyy yy aaaa aa hh der des die das im von zu zum zur le du prie yra iki";

/// Words in the longest phrase of the tables.
const PHRASE: usize = 5;

struct Meaning {
    word: Word,
    language: Language,
}

static DICTIONARY: LazyLock<HashMap<&'static str, Vec<Meaning>>> = LazyLock::new(|| {
    let mut dictionary: HashMap<&'static str, Vec<Meaning>> = HashMap::new();
    for (language, table) in TABLES {
        for &(word, texts) in table {
            for text in texts.split('|') {
                dictionary.entry(text).or_default().push(Meaning { word, language });
            }
        }
    }
    dictionary
});

/// What a header says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct HeaderWords {
    /// All meanings of all its words.
    pub words: Vec<Word>,
    /// Words that mean nothing to us.
    pub n_unknown: usize,
    /// Words of one language alone.
    pub languages: Vec<Language>,
    /// A currency in it: `Valor (R$)`.
    pub currency: Option<Mark>,
    /// An order of dates in it: `Data (dd/mm/aaaa)`.
    pub date_order: Option<DateOrder>,
}

impl HeaderWords {
    /// Whether one of its words has this meaning.
    pub fn has(&self, word: Word) -> bool {
        self.words.contains(&word)
    }

    /// Whether one of its words has one of these meanings.
    pub fn any(&self, words: &[Word]) -> bool {
        words.iter().any(|&word| self.has(word))
    }

    /// Whether its only meanings are these.
    pub fn only(&self, words: &[Word]) -> bool {
        !self.words.is_empty() && self.words.iter().all(|word| words.contains(word))
    }
}

/// Reads the words of a header.
pub fn read_header(header: &str) -> HeaderWords {
    let mut read = HeaderWords { date_order: date_picture(header), ..HeaderWords::default() };
    // `Data (dia/mês/ano)`: the words in the brackets are a picture.
    let named = header.split('(').next().filter(|_| read.date_order.is_some());
    let tokens = tokens(named.filter(|name| !name.trim().is_empty()).unwrap_or(header));
    let mut at = 0;
    while at < tokens.len() {
        let longest = (1..=PHRASE.min(tokens.len() - at))
            .rev()
            .find(|&n| DICTIONARY.contains_key(tokens[at..at + n].join(" ").as_str()));
        match longest {
            Some(n) => {
                read.take(&tokens[at..at + n].join(" "));
                at += n;
            }
            None => {
                read.take_unknown(&tokens[at]);
                at += 1;
            }
        }
    }
    read.find_currency(header);
    read
}

/// Whether the header is that of a postal address, by which a customer can be reached.
pub fn is_address(header: &str) -> bool {
    let words = read_header(header);
    words.has(Word::Address) && !words.any(&[Word::Email, Word::Seller, Word::Card])
}

impl HeaderWords {
    fn take(&mut self, text: &str) {
        let meanings = &DICTIONARY[text];
        self.words.extend(meanings.iter().map(|meaning| meaning.word));
        if let [first, rest @ ..] = meanings.as_slice()
            && rest.iter().all(|meaning| meaning.language == first.language)
        {
            self.languages.push(first.language);
        }
    }

    /// A token that is no word: nothing, a filler, a plural, or several words written as one.
    fn take_unknown(&mut self, token: &str) {
        if FILLERS.split_whitespace().any(|filler| filler == token)
            || token.bytes().all(|byte| byte.is_ascii_digit())
        {
            return;
        }
        if let Some(stem) = token.strip_suffix('s').filter(|stem| DICTIONARY.contains_key(stem)) {
            return self.take(stem);
        }
        match split_joined(token) {
            Some(parts) => parts.iter().for_each(|part| self.take(part)),
            None => self.n_unknown += 1,
        }
    }

    /// A mark or a code in the header, as a token of its own.
    fn find_currency(&mut self, header: &str) {
        let mut tokens = header
            .split(|c: char| c.is_whitespace() || "()[]{}_-/:,;".contains(c))
            .filter(|token| !token.is_empty());
        self.currency = tokens.find_map(|token| {
            let upper = token.chars().all(|c| !c.is_lowercase()) || token == "zł" || token == "Lt";
            let mark = currency_mark(token).filter(|_| upper && token.chars().count() <= 3)?;
            // A code among other words must be one; `ARS` and `TRY` may be words.
            Some(mark)
        });
        if self.currency.is_some() && self.n_unknown > 0 {
            self.n_unknown -= 1;
        }
    }
}

/// The parts of a header, folded: cut at anything but letters and digits, and where a capital follows a
/// small letter (`InvoiceNo`) or begins a word after capitals (`SMSMarketing`).
fn tokens(header: &str) -> Vec<String> {
    let mut spaced = String::with_capacity(header.len() + 8);
    let chars: Vec<char> = header.chars().collect();
    for (at, &c) in chars.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| chars[at]);
        let after = chars.get(at + 1);
        let starts = c.is_uppercase()
            && before.is_some_and(|b| {
                b.is_lowercase()
                    || b.is_uppercase()
                        && after.is_some_and(|a| a.is_lowercase())
                        && chars.len() != at + 2
            });
        if starts {
            spaced.push(' ');
        }
        spaced.push(if matches!(c, 'º' | 'ª' | '°') { ' ' } else { c });
    }
    fold(&spaced)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|token| !token.is_empty())
        .map(str::to_string)
        .collect()
}

/// Cuts `orderid`, `codcliente`, `dtvenda` into two or three known words, the longest first.
fn split_joined(token: &str) -> Option<Vec<&str>> {
    const SHORT: [&str; 9] = ["id", "no", "nr", "dt", "vl", "qt", "cd", "nm", "nf"];
    fn known(part: &str) -> bool {
        DICTIONARY.contains_key(part) && (part.len() >= 3 || SHORT.contains(&part))
    }
    if token.len() < 5 || !token.is_ascii() {
        return None;
    }
    let cuts = |text: &str| (2..=text.len().saturating_sub(2)).rev().collect::<Vec<_>>();
    for at in cuts(token) {
        if known(&token[..at]) && known(&token[at..]) {
            return Some(vec![&token[..at], &token[at..]]);
        }
    }
    for first in cuts(token).into_iter().filter(|&at| known(&token[..at])) {
        let rest = &token[first..];
        for second in cuts(rest) {
            if known(&rest[..second]) && known(&rest[second..]) {
                return Some(vec![&token[..first], &rest[..second], &rest[second..]]);
            }
        }
    }
    None
}

/// `dd/mm/yyyy`, `mm-dd-yy`, `aaaa-mm-dd` in a header.
fn date_picture(header: &str) -> Option<DateOrder> {
    let lower: String = fold(header).chars().filter(char::is_ascii_alphabetic).collect();
    if ["ddmmyy", "ddmmaa", "diamesano"].iter().any(|picture| lower.contains(picture)) {
        Some(DateOrder::Dmy)
    } else if lower.contains("mmddyy") || lower.contains("mmddaa") {
        Some(DateOrder::Mdy)
    } else if lower.contains("yyyymmdd") || lower.contains("aaaammdd") {
        Some(DateOrder::Ymd)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Word::*;

    #[test]
    fn headers_are_read_whole() {
        for (header, words) in [
            ("InvoiceNo", &[Invoice, Id][..]),
            ("CustomerID", &[Customer, Id]),
            ("customer_id", &[Customer, Id]),
            ("orderid", &[Order, Id]),
            ("Cód. Cliente", &[Id, Customer]),
            ("dtvenda", &[Date, Order]),
            ("Užsakymo Nr.", &[Order, Id]),
            ("El. paštas", &[Email]),
            ("Fecha de pedido", &[Sold]),
            ("UnitPrice", &[Unit, Price]),
            ("E-mail", &[Email]),
        ] {
            let read = read_header(header);
            assert_eq!(read.n_unknown, 0, "{header}: {read:?}");
            for word in words {
                assert!(read.has(*word), "{header} lacks {word:?}: {read:?}");
            }
        }
        assert_eq!(read_header("Shoe Fit").n_unknown, 2);
    }

    #[test]
    fn headers_name_currencies_and_orders_of_dates() {
        assert!(
            matches!(read_header("Valor (R$)").currency, Some(Mark::Of(c)) if c.code() == "BRL")
        );
        assert!(
            matches!(read_header("Suma, EUR").currency, Some(Mark::Of(c)) if c.code() == "EUR")
        );
        assert_eq!(read_header("Valor total").currency, None);
        assert_eq!(read_header("Data (dd/mm/aaaa)").date_order, Some(DateOrder::Dmy));
        assert_eq!(read_header("Date mm-dd-yyyy").date_order, Some(DateOrder::Mdy));
    }

    #[test]
    fn texts_of_the_tables_are_folded() {
        for (language, table) in TABLES {
            for (word, texts) in table {
                for text in texts.split('|') {
                    assert_eq!(text, fold(text), "{language:?} {word:?}");
                    assert!(text.split(' ').count() <= PHRASE, "{language:?} {text}");
                    assert!(
                        text.chars().all(|c| c.is_alphanumeric() || c == ' '),
                        "{language:?} {text}"
                    );
                }
            }
        }
    }
}
