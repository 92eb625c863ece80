//! Conditions on a customer's orders or lines. Rows that pass are grouped by customer; a rolling window groups them
//! by day first, and joins each day with the days of the window that ends on it.
//!
//! The traps: where nothing matches there is no row, and `count`, `days` and `sum` are then 0, the rest empty. A mean
//! is compared as sum against value × number, which stays exact.

use super::{
    super::ast::{Aggregate, Name, Op, Source, SourceTest, Unit, ValueKind, Window},
    Unanswerable,
    days::{back, step},
    plan::{Column, Plan, indented},
    tables::{LINE_KINDS, LINES, SqlType},
};

/// Where the rows of a source stand.
#[derive(Clone, Copy, PartialEq)]
enum Rows {
    Orders,
    Lines,
}

impl Rows {
    fn alias(self) -> &'static str {
        match self {
            Rows::Orders => "o",
            Rows::Lines => "l",
        }
    }

    fn table(self) -> &'static str {
        match self {
            Rows::Orders => "orders",
            Rows::Lines => "lines",
        }
    }
}

/// What is kept of a group of rows, by name, and how groups are joined.
struct Measured {
    /// Expressions over rows, each with its name.
    columns: Vec<(String, &'static str)>,
    /// What these come to over several groups, for the same names.
    joined: Vec<&'static str>,
}

impl Plan<'_> {
    /// A test of a source; `text` is how the query writes it.
    pub fn source(&mut self, test: &SourceTest, text: &str) -> Result<String, Unanswerable> {
        let rows = match test.source {
            Source::Orders => Rows::Orders,
            Source::Lines => Rows::Lines,
            Source::Events(_) => return Err(Unanswerable::Events),
        };
        let outer = std::mem::take(&mut self.folds);
        let matching = self.matching(rows, test);
        let condition = matching.and_then(|matching| match test.window {
            Some(Window::Any(n, unit)) => self.rolling(rows, test, &matching, (n, unit), text),
            _ => self.grouped_by_customer(rows, test, &matching, text),
        });
        self.folds = outer;
        condition
    }

    /// `FROM` and `WHERE`: the rows that pass the filters and lie in the window.
    fn matching(&mut self, rows: Rows, test: &SourceTest) -> Result<String, Unanswerable> {
        let column = |plan: &mut Self, name: &Name| plan.row_column(rows, name);
        let mut conditions = self.filters(&test.filters, column)?;
        let day = self.row_column(rows, &Name::new("day"))?.sql;
        conditions.extend(self.in_window(&day, test.window));
        let mut out = format!("FROM {} AS {}", rows.table(), rows.alias());
        if self.folds
            && let Some((letters, ..)) = self.writer.folding_table()
        {
            out.push_str(&format!("\nCROSS JOIN {letters}"));
        }
        if !conditions.is_empty() {
            out.push_str(&format!("\nWHERE {}", conditions.join("\n  AND ")));
        }
        Ok(out)
    }

    /// A column of orders or lines.
    fn row_column(&mut self, rows: Rows, name: &Name) -> Result<Column, Unanswerable> {
        use super::super::error::Scope;
        let scope = if rows == Rows::Orders { Scope::Orders } else { Scope::Lines };
        let found = self.schema.scope(scope).find(&name.text).map(|field| field.name.as_str());
        let known = found.and_then(|name| LINES.iter().find(|(known, _)| *known == name).copied());
        let Some((found, is)) = known else {
            return Err(Unanswerable::NotInLines { field: name.text.clone() });
        };
        if rows == Rows::Orders {
            self.order_column(found);
        }
        self.column_of_lines("customer_id");
        self.column_of_lines(found);
        let classes = match found {
            "kind" => LINE_KINDS.map(str::to_string).to_vec(),
            _ => Vec::new(),
        };
        Ok(Column { sql: format!("{}.{found}", rows.alias()), is, classes })
    }

    fn measured(
        &mut self,
        rows: Rows,
        aggregate: &Aggregate,
    ) -> Result<(Measured, SqlType), Unanswerable> {
        let (name, functions): (_, &[(&str, &str, &str)]) = match aggregate {
            Aggregate::Count => {
                let columns = vec![("count(*)".to_string(), "value")];
                return Ok((Measured { columns, joined: vec!["sum"] }, SqlType::Integer));
            }
            Aggregate::Days => {
                let day = self.row_column(rows, &Name::new("day"))?.sql;
                let columns = vec![(format!("count(DISTINCT {day})"), "value")];
                return Ok((Measured { columns, joined: vec!["sum"] }, SqlType::Integer));
            }
            Aggregate::Sum(name) => (name, &[("sum", "value", "sum")]),
            Aggregate::Mean(name) => (name, &[("sum", "total", "sum"), ("count", "n", "sum")]),
            Aggregate::Max(name) => (name, &[("max", "value", "max")]),
            Aggregate::Min(name) => (name, &[("min", "value", "min")]),
        };
        let column = self.row_column(rows, name)?;
        let columns = functions.iter().map(|(f, name, _)| (format!("{f}({})", column.sql), *name));
        let joined = functions.iter().map(|(.., joined)| *joined).collect();
        Ok((Measured { columns: columns.collect(), joined }, column.is))
    }

    fn grouped_by_customer(
        &mut self,
        rows: Rows,
        test: &SourceTest,
        matching: &str,
        text: &str,
    ) -> Result<String, Unanswerable> {
        let (measured, is) = self.measured(rows, &test.aggregate)?;
        let columns: Vec<String> =
            measured.columns.iter().map(|(sql, name)| format!("{sql} AS {name}")).collect();
        let alias = rows.alias();
        let body = format!(
            "SELECT {alias}.customer_id, {}\n{matching}\nGROUP BY {alias}.customer_id",
            columns.join(", ")
        );
        let item = self.item(&format!("{}_", rows.table()), text, body);
        self.join(&item);
        self.holds(test, is, |name| format!("{item}.{name}"))
    }

    /// Whether some window that ends on the day of a matching row holds what is asked.
    fn rolling(
        &mut self,
        rows: Rows,
        test: &SourceTest,
        matching: &str,
        (n, unit): (u32, Unit),
        text: &str,
    ) -> Result<String, Unanswerable> {
        let (measured, is) = self.measured(rows, &test.aggregate)?;
        let alias = rows.alias();
        let columns: Vec<String> =
            measured.columns.iter().map(|(sql, name)| format!("{sql} AS {name}")).collect();
        let by_day = format!(
            "SELECT {alias}.customer_id, {alias}.day, {}\n{matching}\nGROUP BY {alias}.customer_id, {alias}.day",
            columns.join(", ")
        );
        let days =
            self.item(&format!("{}_by_day_", rows.table()), "Matching rows, day by day.", by_day);
        let start = self.writer.later("ending.day", back(step(n, unit)));
        let functions: Vec<(&str, &str)> = measured
            .columns
            .iter()
            .zip(&measured.joined)
            .map(|((_, name), function)| (*name, *function))
            .collect();
        let holds = self.holds(test, is, |name| {
            let function = functions.iter().find(|(known, _)| *known == name);
            format!("{}(earlier.{name})", function.map_or("sum", |(_, function)| function))
        })?;
        let body = format!(
            "SELECT DISTINCT ending.customer_id\n\
             FROM {days} AS ending\n\
             JOIN {days} AS earlier\n  \
               ON earlier.customer_id = ending.customer_id\n  \
               AND earlier.day > {start}\n  \
               AND earlier.day <= ending.day\n\
             GROUP BY ending.customer_id, ending.day\n\
             HAVING {}",
            indented(&holds).trim_start()
        );
        let item = self.item(&format!("{}_", rows.table()), text, body);
        self.join(&item);
        Ok(format!("{item}.customer_id IS NOT NULL"))
    }

    /// The comparison of what was measured.
    fn holds(
        &mut self,
        test: &SourceTest,
        is: SqlType,
        measured: impl Fn(&str) -> String,
    ) -> Result<String, Unanswerable> {
        let column = |sql: String, is| Column { sql, is, classes: Vec::new() };
        match &test.aggregate {
            Aggregate::Count | Aggregate::Days | Aggregate::Sum(_) => {
                let value = column(format!("coalesce({}, 0)", measured("value")), is);
                self.compared(&value, test.op, &test.value)
            }
            Aggregate::Max(_) | Aggregate::Min(_) => {
                let value = column(measured("value"), is);
                self.compared(&value, test.op, &test.value)
            }
            Aggregate::Mean(_) => {
                let value = match &test.value.kind {
                    ValueKind::Number(number) => {
                        self.writer.exact(&super::value::exact_digits(number))
                    }
                    ValueKind::Median(name) => self.median(name, is)?,
                    _ => "NULL".to_string(),
                };
                let op = if test.op == Op::Ne { Op::Eq } else { test.op };
                let total = self.writer.sum(&measured("total"));
                let compared = format!("{total} {op} {value} * {}", measured("n"));
                Ok(if test.op == Op::Ne { format!("({compared}) IS NOT TRUE") } else { compared })
            }
        }
    }
}
