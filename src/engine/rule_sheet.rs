//! The **sheet of rules**: every rule, cut, setting and repair that a list was made by, so that it can be made again. Rows
//! of section, name and value, in the words of the exports.
//!
//! The trap: what was not set counts too. A default that a later version changes would change the list, so all are named.

use super::{base::Base, core::Engine, notes, source::Source};
use crate::{
    calendar::Day,
    measures::{
        scores::Band,
        settings::{PurchaseModel, Returns},
    },
    money::format_units,
    portfolio::columns::EMPTY_I32,
    query::print::print,
};

/// The rows, as they are gathered.
struct Rows(Vec<[String; 3]>);

impl Rows {
    fn add(&mut self, section: &str, name: impl Into<String>, value: impl Into<String>) {
        self.0.push([section.to_string(), name.into(), value.into()]);
    }
}

impl Engine {
    /// All that the list was made by; nothing without a base.
    pub fn rule_sheet(&self) -> Vec<[String; 3]> {
        let mut rows = Rows(Vec::new());
        let Some(base) = self.base() else { return rows.0 };
        rows.add("selection", "query", self.query.clone());
        rows.add(
            "selection",
            "customers",
            self.selected().map_or(0, |mask| mask.count()).to_string(),
        );
        self.files(base, &mut rows);
        self.settings(base, &mut rows);
        cuts(base, &mut rows);
        for list in &base.classes.lists {
            for rule in &list.rules {
                rows.add(&list.field, rule.name.clone(), rule.query.clone());
            }
            rows.add(&list.field, list.fallback.clone(), "everyone else");
        }
        for segment in &self.rules.segments {
            rows.add("saved segment", segment.name.clone(), print(&segment.query));
        }
        rows.0
    }

    fn files(&self, base: &Base, rows: &mut Rows) {
        let ledger = &base.portfolio.ledger;
        for (at, source) in self.good.sources.iter().enumerate() {
            let count = |of: &[u64]| of.get(at).copied().unwrap_or(0);
            let counted =
                format!("{} records read, {} used", count(&ledger.read), count(&ledger.used));
            rows.add("file", source.name.clone(), counted);
            columns(source, rows);
        }
        for (reason, n) in ledger.reasons() {
            rows.add("set aside", reason.name(), n.to_string());
        }
        rows.add("set aside", "unaccounted", ledger.unaccounted().to_string());
        let name = |file: u32| {
            self.good.sources.get(file as usize).map_or("", |source| source.name.as_str())
        };
        for note in &base.portfolio.notes {
            rows.add("repair", "", notes::sentence(note, name));
        }
    }

    fn settings(&self, base: &Base, rows: &mut Rows) {
        let settings = &self.rules.settings;
        let day = base.table.as_of.filter(|&day| day != EMPTY_I32);
        rows.add("setting", "as_of", day.map_or(String::new(), |day| Day(day).to_string()));
        let currency = base.portfolio.currency;
        rows.add("setting", "currency", currency.as_ref().map_or("", |currency| currency.code()));
        rows.add(
            "setting",
            "returns",
            match settings.returns {
                Returns::Net => "net",
                Returns::Ignore => "ignore",
            },
        );
        rows.add(
            "setting",
            "model",
            match settings.model {
                PurchaseModel::Mbgnbd => "mbgnbd",
                PurchaseModel::Bgnbd => "bgnbd",
            },
        );
        rows.add("setting", "discount_rate", settings.discount_rate.to_string());
        rows.add("setting", "margin", settings.margin.to_string());
        let shares = &self.rules.classes.pareto;
        let value = format!("A until {} %, B until {} % of positive spend", shares.a, shares.b);
        rows.add("setting", "pareto_class", value);
        let Some(models) = &base.models else { return };
        match &models.purchase {
            Ok(model) => {
                let value =
                    format!("r {} alpha {} a {} b {}", model.r, model.alpha, model.a, model.b);
                rows.add("model", "purchases", value);
            }
            Err(refusal) => rows.add("model", "purchases", refusal.to_string()),
        }
        match &models.gamma_gamma {
            Ok(model) => {
                let refused = model.refused.map_or(String::new(), |why| format!("; {why}"));
                let value = format!("p {} q {} gamma {}{refused}", model.p, model.q, model.gamma);
                rows.add("model", "order value", value);
            }
            Err(refusal) => rows.add("model", "order value", refusal.to_string()),
        }
    }
}

/// What each column of a file was taken for.
fn columns(source: &Source, rows: &mut Rows) {
    let (Some(mapping), Ok(understood)) = (source.mapping(), &source.understood) else { return };
    let dialect = &understood.sniffed.dialect;
    let line = dialect.header_line.map_or("none".into(), |line| line.to_string());
    let value = format!(
        "encoding {}, delimiter {:?}, header line {line}",
        dialect.encoding.name(),
        char::from(dialect.delimiter)
    );
    rows.add("file", format!("{}: dialect", source.name), value);
    for column in &mapping.columns {
        let name = format!("{}: {}", source.name, column.name);
        let read = match column.role.is_date() {
            true => format!("{}, dates {:?}", column.role.name(), column.date),
            false => column.role.name().to_string(),
        };
        rows.add("column", name, read);
    }
}

/// What the scores from 1 to 5 stand for.
fn cuts(base: &Base, rows: &mut Rows) {
    let decimals = base.portfolio.decimals();
    let whole = |n: i64| n.to_string();
    let money = |n: i64| format_units(n, decimals);
    let bands = &base.facts.bands;
    let mut score = |name: &str, of: &str, bands: &[Band; 5], shown: &dyn Fn(i64) -> String| {
        for (at, band) in bands.iter().enumerate().filter(|(_, band)| band.customers > 0) {
            let (from, to) = (shown(band.min), shown(band.max));
            let value = format!("{of} from {from} to {to}: {} customers", band.customers);
            rows.add("cut", format!("{name} = {}", at + 1), value);
        }
    };
    score("r", "last_order_age_days", &bands.r, &whole);
    score("f", "n_orders", &bands.f, &whole);
    if base.portfolio.has_money {
        score("m", "spend_total", &bands.m, &money);
    }
}
