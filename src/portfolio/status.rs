//! **Standing** of an order line by its status words: used, cancelled (money never came or went back by
//! force) or refunded (given back whole; set aside only where its amount is positive: a negative one is
//! the refund itself).
//!
//! The trap: a status is prose of some shop. `Partially refunded`, `cancellation requested`, `refund
//! failed` are orders that stand, and anything unknown stands. So words are looked up whole, and words
//! that take the sting out of another are looked up first.
//!
//! ```
//! use carteira::portfolio::status::{Standing, standing};
//! assert_eq!(standing("wc-cancelled"), Standing::Cancelled);
//! assert_eq!(standing("Parcialmente reembolsado"), Standing::Used);
//! ```

use crate::text::fold;

/// What a status says of its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Nothing against it.
    Used,
    /// Wholly refunded.
    Refunded,
    /// Cancelled, voided, refused, failed, expired, abandoned, unpaid, charged back.
    Cancelled,
}

/// What kind of status a column holds, by its header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusColumn {
    /// Of the order or its payment.
    Order,
    /// Of the delivery: only "cancelled" counts there, a failed delivery was still bought.
    Fulfilment,
    /// The day of cancelling, or a yes: whatever it says but no, the line is cancelled.
    CancelledAt,
}

/// Beginnings of words in the headers of fulfilment columns, folded.
const FULFILMENT: [&str; 16] = [
    "fulfil",
    "shipping",
    "shipment",
    "deliver",
    "dispatch",
    "entrega",
    "envio",
    "expedi",
    "despacho",
    "remessa",
    "logistic",
    "transport",
    "pristatym",
    "siunt",
    "issiunt",
    "tracking",
];

/// Beginnings of words in the headers of columns that tell when a line was cancelled, folded.
const CANCELLED_AT: [&str; 5] = ["cancel", "anulad", "anulac", "atsaukim", "atsaukt"];

/// Words after which a line stands whatever follows: parts, wishes, negations, folded.
const UNDONE: [&str; 25] = [
    "partial",
    "partially",
    "partly",
    "part",
    "parcial",
    "parcialmente",
    "parcialmete",
    "dalies",
    "dalinai",
    "dalinis",
    "requested",
    "request",
    "solicitado",
    "solicitada",
    "prasoma",
    "prasymas",
    "reversed",
    "won",
    "ganho",
    "ganado",
    "without",
    "sem",
    "sin",
    "be",
    "until",
];

/// Words for cancelled, folded: the only ones that count in a fulfilment column.
const CANCELLED: [&str; 22] = [
    "cancelled",
    "canceled",
    "cancelado",
    "cancelada",
    "cancelados",
    "canceladas",
    "annulled",
    "anulado",
    "anulada",
    "anulados",
    "anuladas",
    "atsaukta",
    "atsauktas",
    "atsauktos",
    "atsaukti",
    "atsauktasis",
    "atsauke",
    "anuliuota",
    "anuliuotas",
    "anuliuoti",
    "anuliuotos",
    "nutraukta",
];

/// Words for the other ways in which a line comes to nothing, folded.
const COME_TO_NOTHING: [&str; 71] = [
    // voided
    "void",
    "voided",
    "invalidado",
    "invalidada",
    "negaliojantis",
    "negaliojanti",
    // refused, declined
    "refused",
    "declined",
    "rejected",
    "denied",
    "recusado",
    "recusada",
    "rejeitado",
    "rejeitada",
    "negado",
    "negada",
    "reprovado",
    "reprovada",
    "rechazado",
    "rechazada",
    "denegado",
    "denegada",
    "declinado",
    "declinada",
    "rehusado",
    "rehusada",
    "atmestas",
    "atmesta",
    "atmesti",
    "nepriimtas",
    "nepriimta",
    "atsisakyta",
    // failed
    "failed",
    "failure",
    "falhou",
    "falhado",
    "falhada",
    "falha",
    "fallido",
    "fallida",
    "fallo",
    "nepavyko",
    "nepavykes",
    "nepavykusi",
    "nesekmingas",
    "nesekminga",
    // expired
    "expired",
    "expirado",
    "expirada",
    "expirou",
    "caducado",
    "caducada",
    "pasibaigusi",
    "pasibaiges",
    "pasibaige",
    // abandoned
    "abandoned",
    "abandonado",
    "abandonada",
    "apleista",
    "apleistas",
    "paliktas",
    "palikta",
    // unpaid
    "unpaid",
    "impago",
    "impagado",
    "impagada",
    "neapmoketa",
    "neapmoketas",
    "nesumoketa",
    "nesumoketas",
    // charged back
    "chargeback",
];

/// Phrases that come to nothing though none of their words does, folded.
const PHRASES: [&str; 13] = [
    "not paid",
    "nao pago",
    "nao paga",
    "no pagado",
    "no pagada",
    "sin pagar",
    "sem pagamento",
    "charged back",
    "chargedback",
    "contracargo",
    "estorno forcado",
    "prieverstinis grazinimas",
    "mokejimas uzgincytas",
];

/// Words for wholly refunded, folded.
const REFUNDED: [&str; 16] = [
    "refunded",
    "reembolsado",
    "reembolsada",
    "reembolsados",
    "reembolsadas",
    "estornado",
    "estornada",
    "ressarcido",
    "ressarcida",
    "reintegrado",
    "reintegrada",
    "grazinta",
    "grazintas",
    "grazinti",
    "grazintos",
    "kompensuota",
];

/// Nouns of giving back: what failed or was refused is then the refund, and the order stands.
const GIVING_BACK: [&str; 12] = [
    "refund",
    "refunds",
    "return",
    "reembolso",
    "estorno",
    "devolucao",
    "devolucion",
    "reintegro",
    "grazinimas",
    "grazinimo",
    "cancellation",
    "cancelamento",
];

/// What kind of status a column holds.
pub fn status_column(header: &str) -> StatusColumn {
    let words = plain(header);
    let begins = |stems: &[&str]| words.split(' ').any(|w| stems.iter().any(|s| w.starts_with(s)));
    if begins(&CANCELLED_AT) {
        StatusColumn::CancelledAt
    } else if begins(&FULFILMENT) {
        StatusColumn::Fulfilment
    } else {
        StatusColumn::Order
    }
}

/// What a value of a status column says of its line, given the kind of column.
pub fn standing_in(text: &str, column: StatusColumn) -> Standing {
    match column {
        StatusColumn::Order => standing(text),
        StatusColumn::Fulfilment => cancelled_only(text),
        StatusColumn::CancelledAt => cancelled_at(text),
    }
}

/// What a status of an order or its payment says.
pub fn standing(text: &str) -> Standing {
    let plain = plain(text);
    if has(&plain, &UNDONE) {
        return Standing::Used;
    }
    let padded = format!(" {plain} ");
    let phrase = PHRASES.iter().any(|phrase| padded.contains(&format!(" {phrase} ")));
    if phrase || has(&plain, &CANCELLED) || plain == "cancel" {
        return Standing::Cancelled;
    }
    let refunded = has(&plain, &REFUNDED);
    if has(&plain, &COME_TO_NOTHING) && (refunded || !has(&plain, &GIVING_BACK)) {
        Standing::Cancelled
    } else if refunded {
        Standing::Refunded
    } else {
        Standing::Used
    }
}

/// Whether one of the words is in a plain text, and not after a word that denies it.
fn has(plain: &str, known: &[&str]) -> bool {
    let mut denied = false;
    plain.split(' ').any(|word| {
        let found = !denied && known.contains(&word);
        denied = matches!(word, "not" | "no" | "nao" | "ne" | "never");
        found
    })
}

fn cancelled_only(text: &str) -> Standing {
    let plain = plain(text);
    let cancelled = has(&plain, &CANCELLED) && !has(&plain, &UNDONE);
    if cancelled { Standing::Cancelled } else { Standing::Used }
}

fn cancelled_at(text: &str) -> Standing {
    let plain = plain(text);
    let no = crate::schema::values::is_blank(text, crate::schema::values::ValueKind::Plain)
        || crate::schema::values::parse_yes_no(text) == Some(false)
        || plain == "0"
        || plain.starts_with("not ");
    if no { Standing::Used } else { Standing::Cancelled }
}

/// Folded, with single blanks between its words.
fn plain(text: &str) -> String {
    let folded = fold(text);
    let words: Vec<&str> =
        folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: Standing) {
        assert_eq!(standing(text), expect, "{text}");
    }

    #[test]
    fn what_comes_to_nothing_in_four_languages() {
        for text in [
            "cancelled",
            "Canceled",
            "wc-cancelled",
            "CANCELLED_BY_BUYER",
            "voided",
            "Refused",
            "declined",
            "Payment failed",
            "expired",
            "Abandoned",
            "unpaid",
            "Not paid",
            "chargeback",
            "Charged back",
            "Cancelado",
            "Pedido cancelado",
            "Užsakymas atšauktas",
            "Cancelada pelo cliente",
            "Recusada",
            "Não pago",
            "Pagamento recusado",
            "Expirado",
            "abandonado",
            "Anulado",
            "Rechazado",
            "Pago fallido",
            "No pagado",
            "Contracargo",
            "Atšauktas",
            "Atšaukta",
            "Atmesta",
            "Nepavyko",
            "Neapmokėta",
            "Anuliuotas",
        ] {
            check(text, Standing::Cancelled);
        }
    }

    #[test]
    fn wholly_refunded_in_four_languages() {
        for text in [
            "refunded",
            "Fully refunded",
            "Reembolsado",
            "Estornada",
            "Totalmente reembolsado",
            "Grąžinta",
        ] {
            check(text, Standing::Refunded);
        }
    }

    #[test]
    fn what_stands() {
        for text in [
            "",
            "paid",
            "Pending",
            "processing",
            "on-hold",
            "authorized",
            "partially_refunded",
            "Partially paid",
            "Parcialmente reembolsado",
            "iš dalies grąžinta",
            "cancellation requested",
            "Cancelamento solicitado",
            "window-to-cancel",
            "Refund failed",
            "refund rejected",
            "not cancelled",
            "Não cancelado",
            "Completed",
            "Pago",
            "Apmokėta",
            "Entregue",
            "whatever",
        ] {
            check(text, Standing::Used);
        }
    }

    #[test]
    fn a_fulfilment_column_counts_only_cancelled() {
        for (header, column) in [
            ("Fulfillment Status", StatusColumn::Fulfilment),
            ("Lineitem fulfillment status", StatusColumn::Fulfilment),
            ("Status da entrega", StatusColumn::Fulfilment),
            ("Estado del envío", StatusColumn::Fulfilment),
            ("Siuntos būsena", StatusColumn::Fulfilment),
            ("Financial Status", StatusColumn::Order),
            ("Situação", StatusColumn::Order),
            ("Cancelled at", StatusColumn::CancelledAt),
        ] {
            assert_eq!(status_column(header), column, "{header}");
        }
        for (text, expect) in [
            ("failed", Standing::Used),
            ("refused", Standing::Used),
            ("refunded", Standing::Used),
            ("Cancelada", Standing::Cancelled),
        ] {
            assert_eq!(standing_in(text, StatusColumn::Fulfilment), expect, "{text}");
        }
    }

    #[test]
    fn a_day_of_cancelling_cancels() {
        for (text, expect) in [
            ("", Standing::Used),
            ("No", Standing::Used),
            ("0", Standing::Used),
            ("-", Standing::Used),
            ("2025-01-05", Standing::Cancelled),
            ("yes", Standing::Cancelled),
        ] {
            assert_eq!(standing_in(text, StatusColumn::CancelledAt), expect, "{text}");
        }
    }
}
