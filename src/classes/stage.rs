//! **Stage of a deal**: a customer's latest deal has a stage column with the words of whoever wrote it
//! ("Closed Won", "em negociação", "pasiūlymas"); here they become one of five stages, in English,
//! Portuguese, Spanish and Lithuanian.
//!
//! A phrase of the table stands anywhere in the text, word by word, folded; the one with the most words wins
//! ("potential customer" before "customer"), and of equal ones the stage furthest from open: lost, won,
//! then backwards ("lost opportunity" is lost). A text without any known word is as if there were no stage.
//!
//! The trap: stems. `perdid-` stands for every word that begins so; `lead` for that word alone ("leader" is none).

use crate::{
    mask::Mask,
    measures::summary::span,
    portfolio::columns::{Column, EMPTY_CLASS, Portfolio},
    schema::role::Role,
    text::{Texts, fold},
};

/// Name of the helper column: the stage of the latest deal, for the rules of the funnel.
pub const FIELD: &str = "latest_deal_stage";

/// Where a deal stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    Information,
    Prospect,
    AboutToDecide,
    Customer,
    LostDeal,
}

impl Stage {
    /// All stages, by their codes.
    pub const ALL: [Stage; 5] = [
        Stage::Information,
        Stage::Prospect,
        Stage::AboutToDecide,
        Stage::Customer,
        Stage::LostDeal,
    ];

    /// Its class name.
    pub fn name(self) -> &'static str {
        match self {
            Stage::Information => "Information",
            Stage::Prospect => "Prospect",
            Stage::AboutToDecide => "About to decide",
            Stage::Customer => "Customer",
            Stage::LostDeal => "Lost deal",
        }
    }

    /// The stage that a text names; none where no word is known.
    pub fn of(text: &str) -> Option<Stage> {
        let folded = fold(text);
        let words: Vec<&str> =
            folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let mut best: Option<(usize, Stage)> = None;
        for (stage, phrases) in PHRASES {
            for phrase in phrases.split(';').map(str::trim) {
                let parts: Vec<&str> = phrase.split(' ').collect();
                let here = words.windows(parts.len()).any(|words| matches(words, &parts));
                if here && best.is_none_or(|best| (parts.len(), stage) > best) {
                    best = Some((parts.len(), stage));
                }
            }
        }
        best.map(|(_, stage)| stage)
    }
}

fn matches(words: &[&str], parts: &[&str]) -> bool {
    words.iter().zip(parts).all(|(word, part)| match part.strip_suffix('-') {
        Some(stem) => word.starts_with(stem),
        None => word == part,
    })
}

/// Folded phrases, parted by `;`, a stem ending in `-`.
const PHRASES: [(Stage, &str); 5] = [
    (
        Stage::Information,
        "lead; leads; new; subscriber; inquiry; enquiry; information; awareness; unqualified lead; no contact; \
         not contacted; sem contato; sem contacto; novo; nova; assinante; inscrit-; informac-; cadastr-; \
         sin contacto; nuevo; nueva; suscrip-; consulta; nauj-; uzklaus-; informacij-; prenumer-; nesusisiek-",
    ),
    (
        Stage::Prospect,
        "prospect-; contact; contacted; contacting; connected; qualif-; mql; sql; opportunity; discovery; \
         meeting; appointment; demo; presentation; needs analysis; interest; interested; engaged; \
         potential customer; potential client; potential buyer; prospective customer; nurtur-; \
         contat-; contacto; qualificad-; qualificac-; oportunidad-; reuniao; visita agendada; apresentac-; \
         interess-; diagnostico; cliente potencial; potencial cliente; cliente em potencial; \
         contactad-; calificad-; calificac-; cualificad-; cualificac-; reunion; presentacion; interesad-; \
         interes; posible cliente; susisiek-; kontakt-; susitik-; kvalifik-; galimyb-; pristatym-; dominasi-; \
         susidomej-; potencial- klient-; galim- klient-",
    ),
    (
        Stage::AboutToDecide,
        "proposal; proposition; quote; quoted; quotation; offer; negotiat-; contract; contract sent; trial; \
         decision; decision maker; deciding; checkout; commit; committed; verbal; evaluation; closing; \
         propost-; negocia-; orcament-; cotac-; contrat-; fechamento; decis-; avaliac-; teste; \
         propuest-; presupuest-; cotiz-; oferta; cierre; evaluac-; prueba; \
         pasiulym-; deryb-; sutart-; sprend-; sprendzia; komercin- pasiulym-; bandym-",
    ),
    (
        Stage::Customer,
        "won; closed; closed won; closedwon; customer; client; clients; customers; evangelist; sold; paid; purchased; bought; \
         contract signed; signed; signed contract; deal won; existing customer; current customer; \
         ganh-; fechad-; cliente; clientes; vendid-; pago; paga; contrato assinado; contrato fechado; assinad-; \
         proposta aceita; proposta aceite; venda realizada; venda concluida; negocio fechado; \
         ganad-; cerrad-; vendido; contrato firmado; firmad-; propuesta aceptada; venta realizada; pagad-; \
         laimet-; klient-; pirkej-; parduot-; apmoket-; pasirasyt-; pasirasyt- sutart-; sutart- pasirasyt-; \
         sudaryt- sutart-",
    ),
    (
        Stage::LostDeal,
        "lost; closed lost; closedlost; disqualif-; unqualified; not qualified; not interested; no interest; \
         uninterested; rejected; declined; abandoned; dead; junk; former customer; ex customer; proposal rejected; \
         proposal declined; offer declined; no decision; contract declined; \
         perdid-; perda; desqualific-; nao qualificad-; sem interesse; nao interessad-; desinteressad-; \
         recusad-; rejeitad-; desist-; descartad-; abandonad-; ex cliente; proposta recusada; proposta rejeitada; \
         descalific-; no calificad-; sin interes; no interesad-; rechazad-; propuesta rechazada; \
         prarast-; pralaimet-; atmest-; nesidom-; neaktual-; nekvalifik-; buv- klient-; atsisak-; pasiulym- atmest-",
    ),
];

/// The stage of each existing customer's latest deal up to `limit`; else that of a stage column in a customers
/// file; empty where there is none or its text is unknown. A deal without a day is older than any other.
pub fn latest(portfolio: &Portfolio, exists: &Mask, limit: i32) -> Column {
    let events = &portfolio.events;
    let of_events = stages(&events.stages);
    let listed: Vec<(&Vec<u32>, Vec<u8>)> = (portfolio.customers.attributes.iter())
        .filter(|attribute| attribute.role == Role::Stage)
        .filter_map(|attribute| match &attribute.column {
            Column::Text { codes, texts } => Some((codes, stages(texts))),
            _ => None,
        })
        .collect();
    let mut codes = vec![EMPTY_CLASS; exists.len()];
    if events.stage.is_empty() && listed.is_empty() {
        return column(codes);
    }
    for customer in exists.iter() {
        let deal = (span(&events.first, customer).rev())
            .filter(|&i| events.day[i] <= limit)
            .find_map(|i| events.stage.get(i).copied().filter(|&stage| stage != 0));
        let from_file = || {
            let mut stages = listed.iter().map(|(codes, stages)| stages[codes[customer] as usize]);
            stages.find(|&stage| stage != EMPTY_CLASS)
        };
        codes[customer] = match deal {
            Some(stage) => of_events[stage as usize],
            None => from_file().unwrap_or(EMPTY_CLASS),
        };
    }
    column(codes)
}

/// The code of the stage that each text names.
fn stages(texts: &Texts) -> Vec<u8> {
    texts.iter().map(|text| Stage::of(text).map_or(EMPTY_CLASS, |stage| stage as u8)).collect()
}

fn column(codes: Vec<u8>) -> Column {
    Column::Class { codes, names: Stage::ALL.map(|stage| stage.name().to_string()).into() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measures::testing::*;

    #[test]
    fn stages_in_four_languages() {
        use Stage::*;
        for (stage, texts) in [
            (Information, "Lead|New|Subscriber|Novo lead|Sem contato|Nuevo|Naujas|Užklausa"),
            (
                Prospect,
                "Prospect|Contato|Contato feito|Contact Made|Qualified|Qualified To Buy|Qualified lead|MQL|\
                 Demo Scheduled|Appointment scheduled|Potential customer|Cliente potencial|Oportunidade|Reunião|\
                 Contactado|Calificado|Susisiekta|Potencialus klientas|Needs Analysis",
            ),
            (
                AboutToDecide,
                "Proposta|Proposta enviada|negociação|Em Negociação|Negotiation/Review|Proposal/Price Quote|\
                 Contract Sent|Decision maker bought-in|Propuesta|Negociación|Presupuesto|Pasiūlymas|Derybos|Trial",
            ),
            (
                Customer,
                "Ganho|Closed Won|closedwon|Won|Customer|Cliente|Fechado|Fechado - ganho|Ganado|Cerrado ganado|\
                 Contrato assinado|Laimėta|Klientas|Pasirašyta sutartis",
            ),
            (
                LostDeal,
                "Perdido|Perdida|Closed Lost|closedlost|Lost|Fechado - perdido|Oportunidade perdida|Unqualified|\
                 Not interested|Sem interesse|Cerrado perdido|No interesado|Prarasta|Pralaimėta|Proposta recusada|\
                 Ex-cliente|Contrato perdido",
            ),
        ] {
            for text in texts.split('|') {
                assert_eq!(Stage::of(text), Some(stage), "{text}");
            }
        }
        for text in ["", "xyz", "Leader", "3", "Open", "—"] {
            assert_eq!(Stage::of(text), None, "{text}");
        }
    }

    #[test]
    fn phrases_are_folded_and_written_once() {
        for (stage, phrases) in PHRASES {
            for phrase in phrases.split(';').map(str::trim) {
                assert_eq!(fold(phrase), phrase);
                assert!(!phrase.is_empty());
                let elsewhere = (PHRASES.iter())
                    .filter(|(other, _)| *other != stage)
                    .any(|(_, others)| others.split(';').any(|other| other.trim() == phrase));
                assert!(!elsewhere, "{phrase} has two stages");
            }
        }
    }

    #[test]
    fn the_latest_visible_deal_counts() {
        let mut shop = portfolio("a; b; c; d");
        events(
            &mut shop,
            "a 2024-01-01 deal stage=Lead; a 2024-01-09 deal stage=Perdido; a 2024-01-10 visit
             b 2024-01-01 deal stage=Proposta; b 2024-01-02 deal stage=whatever
             c - deal stage=Won",
        );
        let show_all = |column: &Column| (0..4).map(|i| show(column, i)).collect::<Vec<_>>();
        let all = Mask::all(4);
        assert_eq!(show_all(&latest(&shop, &all, i32::MAX)), ["Lost deal", "", "Customer", ""]);
        let early = latest(&shop, &all, day("2024-01-01"));
        assert_eq!(show_all(&early), ["Information", "About to decide", "Customer", ""]);
        // A customers file has stages too; a deal comes before it.
        shop.customers.attributes.push(crate::portfolio::columns::Attribute {
            name: "Etapa".into(),
            role: Role::Stage,
            column: text_column(&["Won", "Won", "", "Contato"]),
        });
        let both = latest(&shop, &all, i32::MAX);
        assert_eq!(show_all(&both), ["Lost deal", "", "Customer", "Prospect"]);
    }
}
