//! **Reason** for leaving, as somebody wrote it down: whose it is (ours, a competitor's, the customer's own) and for how long
//! (what we can put right or passes is temporary). Read by stems of words in English, Portuguese, Spanish and Lithuanian.
//!
//! The trap: a reason names several things. "Found a cheaper competitor" is a competitor's; what is ours comes before the
//! customer's own, since it is what can be changed. What no stem fits is unknown, and never guessed.

use crate::text::fold;
use serde::{Deserialize, Serialize};

/// Whose reason it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Whose {
    Ours,
    Competitor,
    Own,
    Unknown,
}

/// For how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Lasting {
    Temporary,
    Permanent,
    Unknown,
}

impl Whose {
    /// All, as they are listed.
    pub const ALL: [Whose; 4] = [Whose::Ours, Whose::Competitor, Whose::Own, Whose::Unknown];
}

const COMPETITOR: [&str; 6] =
    ["competitor", "competencia", "competidor", "concorren", "konkurent", "rival"];

const OURS: [&str; 41] = [
    "price",
    "expensive",
    "preco",
    "caro",
    "precio",
    "kain",
    "brang",
    "stock",
    "estoque",
    "agotad",
    "falta de produto",
    "falta de producto",
    "truko",
    "service",
    "atendimento",
    "servicio",
    "servico",
    "atencion",
    "aptarnav",
    "delivery",
    "late ",
    "entrega",
    "atras",
    "retras",
    "pristat",
    "veluo",
    "quality",
    "qualidade",
    "calidad",
    "kokyb",
    "defect",
    "defeit",
    "broken",
    "sulauz",
    "billing",
    "cobranca",
    "cobro",
    "invoice",
    "unhappy",
    "insatisf",
    "nepatenkin",
];

const PASSES: [&str; 14] = [
    "holiday",
    "vacation",
    "travel",
    "ferias",
    "viagem",
    "viaje",
    "vacaciones",
    "atostog",
    "kelion",
    "temporar",
    "laikin",
    "unemploy",
    "desempr",
    "season",
];

const STAYS: [&str; 24] = [
    "moved",
    "moving",
    "mudou",
    "mudanca",
    "mudo",
    "mudanza",
    "issikraust",
    "persikraust",
    "no longer",
    "ya no",
    "nebe",
    "deixou",
    "dejo de",
    "stopped",
    "closed",
    "encerrou",
    "cerro",
    "uzdar",
    "died",
    "deceased",
    "faleceu",
    "fallecio",
    "mire",
    "allerg",
];

/// Whose a reason is, and for how long.
pub fn read(reason: &str) -> (Whose, Lasting) {
    let text = fold(reason);
    let has = |stems: &[&str]| stems.iter().any(|stem| text.contains(stem));
    if has(&COMPETITOR) {
        (Whose::Competitor, Lasting::Unknown)
    } else if has(&OURS) {
        (Whose::Ours, Lasting::Temporary)
    } else if has(&PASSES) {
        (Whose::Own, Lasting::Temporary)
    } else if has(&STAYS) {
        (Whose::Own, Lasting::Permanent)
    } else {
        (Whose::Unknown, Lasting::Unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_read_in_four_languages() {
        use {Lasting::*, Whose::*};
        for (reasons, read_as) in [
            (
                "Prices too high|Preços altos|Precios altos|Per didelės kainos|Products out of stock|Falta de produtos|Falta de productos\
                 |Trūko prekių|Poor service|Mau atendimento|Mal servicio|Prastas aptarnavimas|Late delivery|Atraso na entrega\
                 |Retraso en la entrega|Vėluojantis pristatymas",
                (Ours, Temporary),
            ),
            (
                "Went to a competitor|Found a cheaper competitor|Foi para um concorrente|Se fue a la competencia|Rado pigesnį konkurentą",
                (Competitor, Lasting::Unknown),
            ),
            (
                "Moved away|Mudou de cidade|Se mudó de ciudad|Išsikraustė|No longer drinks coffee|Deixou de tomar café\
                 |Ya no toma café|Nebegeria kavos",
                (Own, Permanent),
            ),
            ("On a long vacation|Viagem|Laikinai išvykęs", (Own, Temporary)),
            ("x|?|Other", (Whose::Unknown, Lasting::Unknown)),
        ] {
            for reason in reasons.split('|') {
                assert_eq!(read(reason), read_as, "{reason}");
            }
        }
    }
}
