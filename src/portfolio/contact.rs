//! Who can be reached: an e-mail, phone or address is there, and consent is not refused. Unknown where no
//! file has a column of these at all.
//!
//! The trap: consent has two signs. `Accepts marketing: no` refuses, and so does `Blacklisted: yes`. With a
//! consent for each channel, one that is given is enough.

use super::{
    columns::EMPTY_I32,
    people::{People, SEVERAL},
    settle::{File, USED},
};
use crate::{
    schema::{
        mapping::FileKind,
        role::Role,
        values::{parse_decimal, parse_yes_no},
    },
    text::fold,
};

/// Words in headers of postal addresses, folded.
const ADDRESS: [&str; 10] = [
    "address",
    "street",
    "endereco",
    "logradouro",
    "direccion",
    "domicilio",
    "calle",
    "adresas",
    "gatve",
    "morada",
];

/// Words in headers of other addresses, folded.
const NO_ADDRESS: [&str; 6] = ["mail", "ip ", "url", "web", "wallet", "mac "];

/// Words in headers of columns that say who may not be written to, folded.
const REFUSAL: [&str; 15] = [
    "blacklist",
    "opt out",
    "optout",
    "opt_out",
    "unsubscribe",
    "do not",
    "donot",
    "bloque",
    "descadastr",
    "baja",
    "atsisak",
    "recus",
    "rechaz",
    "bounce",
    "suppress",
];

/// Words by which consent is refused, folded.
const REFUSED: [&str; 26] = [
    "refused",
    "denied",
    "declined",
    "revoked",
    "withdrawn",
    "rejected",
    "unsubscribed",
    "opted",
    "optout",
    "cleaned",
    "bounced",
    "blocked",
    "blacklisted",
    "recusado",
    "recusou",
    "negado",
    "revogado",
    "descadastrado",
    "rechazado",
    "rechazo",
    "denegado",
    "revocado",
    "nesutinka",
    "nesutiko",
    "atsisake",
    "atsauktas",
];

/// Beginnings of values that refuse though no word of them does, folded.
const REFUSING: [&str; 12] = [
    "opt-out",
    "opt out",
    "opted out",
    "not ",
    "no ",
    "nao ",
    "sem ",
    "sin ",
    "never",
    "non-",
    "do not",
    "dar de baja",
];

/// The first day on which each customer has an e-mail, phone or address, `i32::MAX` for none; none where no file has
/// a column of these.
pub fn contact_days(files: &[File], people: &People) -> Option<Vec<i32>> {
    let mut known = false;
    let mut since = vec![i32::MAX; people.len()];
    for (at, file) in files.iter().enumerate() {
        let listing = file.shard.kind == FileKind::Customers;
        for (number, column) in file.shard.mapping.columns.iter().enumerate() {
            if !is_contact(&column.name, column.role) {
                continue;
            }
            known = true;
            let coded = &file.shard.texts[number];
            for (row, _) in coded.codes.iter().enumerate().filter(|&(_, &code)| code != 0) {
                let customer = people.of(files, at, row);
                if file.fate[row] == USED && customer < SEVERAL {
                    let day = if listing { EMPTY_I32 } else { file.day(row) };
                    let since = &mut since[customer as usize];
                    *since = day.min(*since);
                }
            }
        }
    }
    known.then_some(since)
}

fn is_contact(header: &str, role: Role) -> bool {
    matches!(role, Role::Email | Role::Phone) || is_postal(header, role)
}

/// Whether a column holds postal addresses.
pub fn is_postal(header: &str, role: Role) -> bool {
    let folded = fold(header);
    let has = |words: &[&str]| words.iter().any(|word| folded.contains(word));
    matches!(role, Role::Attribute | Role::Region) && has(&ADDRESS) && !has(&NO_ADDRESS)
}

/// Whether a value of a consent column refuses; none where it says nothing.
pub fn refuses(header: &str, text: &str) -> Option<bool> {
    if text.is_empty() {
        return None;
    }
    let folded = fold(text);
    let number =
        || parse_decimal(text, crate::schema::values::NumberFormat::Point).map(|n| n.mantissa);
    let yes = match (parse_yes_no(text), number()) {
        (Some(yes), _) => yes,
        (None, Some(0 | 1)) => number() == Some(1),
        _ => {
            let word = |w: &str| REFUSED.contains(&w);
            let refused = folded.split(|c: char| !c.is_alphanumeric()).any(word)
                && !folded.starts_with("opted in")
                || REFUSING.iter().any(|beginning| folded.starts_with(beginning));
            return Some(refused);
        }
    };
    let header = fold(header);
    let inverted = REFUSAL.iter().any(|word| header.contains(word));
    Some(yes == inverted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn consent_has_two_signs() {
        for (header, text, expect) in [
            ("Accepts Marketing", "no", Some(true)),
            ("Accepts Marketing", "yes", Some(false)),
            ("Accepts Marketing", "", None),
            ("EMAIL_BLACKLISTED", "1", Some(true)),
            ("EMAIL_BLACKLISTED", "0", Some(false)),
            ("Consent", "unsubscribed", Some(true)),
            ("Consent", "subscribed", Some(false)),
            ("Consent", "opted out", Some(true)),
            ("Consent", "Opted in", Some(false)),
            ("Consentimento", "Não aceita", Some(true)),
            ("Consentimiento", "acepta", Some(false)),
            ("Sutikimas", "nesutinka", Some(true)),
        ] {
            assert_eq!(refuses(header, text), expect, "{header}: {text}");
        }
    }

    #[test]
    fn addresses_are_told_by_their_header() {
        for (header, expect) in [
            ("Billing Address1", true),
            ("Endereço", true),
            ("Dirección", true),
            ("Adresas", true),
            ("E-mail address", false),
            ("IP address", false),
            ("City", false),
        ] {
            assert_eq!(is_contact(header, Role::Attribute), expect, "{header}");
        }
    }
}
