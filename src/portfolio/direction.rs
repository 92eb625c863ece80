//! **Direction** of money in a statement: in, or out to the customer. Money that goes out to somebody is
//! counted as a return, whatever its sign: it can never make them a buyer.

use crate::text::fold;

/// Words for money that goes out, folded: English, Portuguese, Spanish, Lithuanian.
const OUTGOING: [&str; 31] = [
    "out",
    "outgoing",
    "outbound",
    "outflow",
    "debit",
    "dr",
    "sent",
    "refund",
    "payout",
    "withdrawal",
    "expense",
    "saida",
    "debito",
    "enviado",
    "enviada",
    "estorno",
    "reembolso",
    "despesa",
    "saque",
    "salida",
    "egreso",
    "cargo",
    "gasto",
    "devolucion",
    "retiro",
    "iseinantis",
    "iseinanti",
    "debetas",
    "islaidos",
    "grazinimas",
    "isvykstantis",
];

/// Whether a value of a direction column says that money went out.
pub fn is_outgoing(text: &str) -> bool {
    let folded = fold(text.trim());
    folded == "d"
        || folded.split(|c: char| !c.is_alphanumeric()).any(|word| OUTGOING.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_out_in_four_languages() {
        for (text, expect) in [
            ("Debit", true),
            ("OUT", true),
            ("Saída", true),
            ("Débito", true),
            ("salida", true),
            ("Išlaidos", true),
            ("D", true),
            ("Credit", false),
            ("in", false),
            ("Entrada", false),
            ("Pajamos", false),
            ("", false),
        ] {
            assert_eq!(is_outgoing(text), expect, "{text}");
        }
    }
}
