//! What a condition asks of all buyers: their median, and who of them comes first. A buyer has an order; only
//! buyers with a value are ranked, but a share is a share of all of them. Ties go to the smaller id.

use super::{
    super::{ast::Name, print::print_name},
    Unanswerable,
    plan::{Column, Plan},
    tables::SqlType,
};

const BUYERS: &str = "c.n_orders >= 1";

impl Plan<'_> {
    /// The median of a field, for comparisons with a column of that type.
    pub fn median(&mut self, name: &Name, compared: SqlType) -> Result<String, Unanswerable> {
        let otherwise = if compared == SqlType::Date { SqlType::Date } else { SqlType::Double };
        let column = self.customer_column(name, otherwise)?;
        self.note_buyers();
        let value = match column.is {
            SqlType::Date => self.writer.day_number(&column.sql),
            _ => column.sql.clone(),
        };
        let half = match column.is {
            SqlType::Decimal => self.writer.exact("0.5"),
            _ => "0.5".to_string(),
        };
        let body = format!(
            "SELECT (min(value) + max(value)) * {half} AS value\n\
             FROM (\n  \
               SELECT {value} AS value,\n         \
                      row_number() OVER (ORDER BY {value}) AS place,\n         \
                      count(*) OVER () AS n\n  \
               FROM customers AS c\n  \
               WHERE {BUYERS} AND {} IS NOT NULL\n\
             ) AS ranked\n\
             WHERE 2 * place BETWEEN n AND n + 2",
            column.sql
        );
        let days = if column.is == SqlType::Date { ", in days since 1970-01-01" } else { "" };
        let comment = format!(
            "The median of {} over the buyers who have it{days}: the middle one, or the mean of the middle two.",
            print_name(&name.text)
        );
        let item = self.item("median_", &comment, body);
        Ok(format!("(SELECT value FROM {item})"))
    }

    /// Whether the customer is among the first buyers by a column.
    pub fn in_top(&mut self, column: &Column, n: u32, percent: bool, text: &str) -> String {
        self.note_buyers();
        let id = self.writer.by_code_points("c.customer_id");
        let places = match percent {
            true => format!(
                "floor(({n} * (SELECT count(*) FROM customers AS c WHERE {BUYERS}) + 99) / 100)"
            ),
            false => n.to_string(),
        };
        let body = format!(
            "SELECT customer_id\n\
             FROM (\n  \
               SELECT c.customer_id, row_number() OVER (ORDER BY {sql} DESC, {id}) AS place\n  \
               FROM customers AS c\n  \
               WHERE {BUYERS} AND {sql} IS NOT NULL\n\
             ) AS ranked\n\
             WHERE place <= {places}",
            sql = column.sql
        );
        let comment = format!("{text}: buyers, the greatest first, ties by id.");
        let item = self.item("top_", &comment, body);
        self.join(&item);
        format!("{item}.customer_id IS NOT NULL")
    }

    fn note_buyers(&mut self) {
        // It always is a column of customers.
        let _ = self.customer_column(&Name::new("n_orders"), SqlType::Integer);
    }
}
