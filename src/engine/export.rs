//! The list as a file, in the order in which it is shown, and the sheet of what it was made by.

use super::{
    core::{Answer, Engine},
    protocol::{ExportFormat, Say},
    view::{Problem, Sort},
};
use crate::export::{csv, json, xlsx};

impl Engine {
    /// The list so ordered and searched, as a file. Without a base there is none.
    pub(super) fn export(&mut self, format: &ExportFormat, sort: &Sort, search: &str) -> Answer {
        let rules = match format {
            ExportFormat::Xlsx | ExportFormat::Rules => self.rule_sheet(),
            _ => Vec::new(),
        };
        let (Some(base), Some(selection)) = (&self.base, &mut self.selection) else {
            return Answer::Say(Vec::new());
        };
        let order = selection.order(&mut self.sorted, base, sort, search);
        let (portfolio, table) = (&base.portfolio, &base.table);
        let file = |name: &str, mime, bytes| Answer::File { name: name.to_string(), mime, bytes };
        match format {
            ExportFormat::Csv(options) => {
                file("customers.csv", "text/csv", csv::write(portfolio, table, order, *options))
            }
            ExportFormat::Split(options, split) => {
                let bytes = csv::write_split(portfolio, table, order, *options, *split);
                file("target-control.csv", "text/csv", bytes)
            }
            ExportFormat::Json => {
                file("customers.json", "application/json", json::write(portfolio, table, order))
            }
            ExportFormat::Xlsx if order.len() > xlsx::MOST_ROWS => {
                Answer::Say(vec![Say::Failed(Problem::TooManyRows)])
            }
            ExportFormat::Xlsx => {
                let bytes = xlsx::write(portfolio, table, order, &rules);
                file("customers.xlsx", xlsx::MIME, bytes)
            }
            ExportFormat::Rules => file("rules.csv", "text/csv", csv::rules(&rules)),
        }
    }
}
