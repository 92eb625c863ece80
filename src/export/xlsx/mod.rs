//! Lists as a workbook (Office Open XML, ECMA-376): real numbers, days and yes/no, the header row frozen, with filters.
//! It is written row by row and packed as it grows, so that a million rows need no more memory than the file.
//!
//! The traps: a sheet has 1,048,576 rows and no more, a cell 32,767 characters; a day before March 1900 is no number
//! there; and a text stays a text, whatever it begins with: it is defused all the same, since people save sheets as CSV.

mod pack;
mod xml;

use super::{
    cells::{Value, defuse, value},
    columns::{ExportColumn, Source, columns},
};
use crate::{
    measures::table::Table,
    portfolio::columns::{Column, Portfolio},
};
use pack::Zip;
use xml::{Kind, Sheet, Width};

/// What such a file is.
pub const MIME: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// Rows of a sheet below its header, at most.
pub const MOST_ROWS: usize = (1 << 20) - 1;
/// Columns of a sheet, at most.
const MOST_COLUMNS: usize = 1 << 14;
/// Rows by which the width of a column is judged.
const JUDGED: usize = 200;

/// Writes these customers, in this order, and the rules they were made by on a second sheet. At most [`MOST_ROWS`] fit.
pub fn write(
    portfolio: &Portfolio,
    table: &Table,
    customers: &[u32],
    rules: &[[String; 3]],
) -> Vec<u8> {
    let mut columns = columns(portfolio, table);
    columns.truncate(MOST_COLUMNS);
    let customers = &customers[..customers.len().min(MOST_ROWS)];
    let mut zip = Zip::default();
    for (name, text) in xml::FRAME {
        zip.file(name, |out| out.text(text));
    }
    zip.file("xl/styles.xml", |out| out.text(&xml::styles(portfolio.decimals())));
    zip.file("xl/workbook.xml", |out| out.text(xml::WORKBOOK));
    zip.file("xl/worksheets/sheet1.xml", |out| {
        let kinds: Vec<Kind> = columns.iter().map(kind).collect();
        let widths: Vec<Width> = columns
            .iter()
            .map(|column| {
                let judged = customers.iter().take(JUDGED);
                judged.fold(Width::of(column.name), |width, &customer| {
                    match value(portfolio, column.source, customer as usize) {
                        Value::Text(text) => width.with(text),
                        Value::Number(text) | Value::Exact(text) | Value::Day(text) => {
                            width.with(&text)
                        }
                        Value::Empty | Value::YesNo(_) => width,
                    }
                })
            })
            .collect();
        let mut sheet = Sheet::begin(out, &widths, customers.len() + 1);
        sheet.header(columns.iter().map(|column| defuse(column.name)));
        for &customer in customers {
            sheet.row();
            for (column, kind) in columns.iter().zip(&kinds) {
                sheet.cell(*kind, value(portfolio, column.source, customer as usize));
            }
        }
        sheet.end();
    });
    zip.file("xl/worksheets/sheet2.xml", |out| {
        let widths = [Width::new(24), Width::new(32), Width::new(90)];
        let mut sheet = Sheet::begin(out, &widths, rules.len() + 1);
        sheet.header(["section", "name", "value"].map(Into::into));
        for row in rules {
            sheet.row();
            row.iter().for_each(|text| sheet.cell(Kind::Plain, Value::Text(text)));
        }
        sheet.end();
    });
    zip.finish()
}

/// How the numbers of a column are shown.
fn kind(column: &ExportColumn) -> Kind {
    match column.source {
        Source::Column(Column::Money(_)) => Kind::Money,
        Source::Column(Column::Number(_)) if ["p_alive", "p_order_30d"].contains(&column.name) => {
            Kind::Share
        }
        Source::Column(Column::Number(_))
            if ["spend_mean", "repeat_spend_mean", "clv_12m"].contains(&column.name) =>
        {
            Kind::Money
        }
        _ => Kind::Plain,
    }
}
