//! A test of a field. The same for customers, orders and lines: a column is a column.

use super::{
    super::{
        ast::{Condition, Name, Op, Test, TextOp, Value, ValueKind},
        compare::How,
        edit::field_of,
    },
    Unanswerable,
    days::date,
    plan::{Column, Plan},
    tables::SqlType,
    value::{exact_digits, float_digits},
};
use crate::text::fold;

/// The type that a test gives to an attribute of which nothing else is known.
pub fn type_by_values(test: &Test) -> SqlType {
    let values: &[&Value] = match test {
        Test::Compare { value, .. } => &[value],
        Test::Between { low, high, .. } => &[low, high],
        Test::In { values, .. } => &values.iter().collect::<Vec<_>>(),
        Test::Span { .. } | Test::Anniversary { .. } => return SqlType::Date,
        Test::InTop { .. } => return SqlType::Double,
        _ => return SqlType::Text,
    };
    let all = |fits: fn(&ValueKind) -> bool| values.iter().all(|value| fits(&value.kind));
    if all(|kind| matches!(kind, ValueKind::Number(_) | ValueKind::Median(_))) {
        SqlType::Double
    } else if all(|kind| matches!(kind, ValueKind::Date(_) | ValueKind::Median(_))) {
        SqlType::Date
    } else if all(|kind| matches!(kind, ValueKind::YesNo(_))) {
        SqlType::Boolean
    } else {
        SqlType::Text
    }
}

fn negated(condition: String, yes: bool) -> String {
    if yes { format!("({condition}) IS NOT TRUE") } else { condition }
}

impl Plan<'_> {
    /// A test of a customer's field.
    pub fn customer_test(&mut self, test: &Test, text: &str) -> Result<String, Unanswerable> {
        let Some(name) = field_of(test) else { return Ok("FALSE".to_string()) };
        let column = self.customer_column(name, self.type_of_test(test))?;
        match test {
            Test::InTop { n, percent, .. } => Ok(self.in_top(&column, *n, *percent, text)),
            test => self.column_test(&column, test),
        }
    }

    /// The filters of a source, joined by `AND`.
    pub fn filters(
        &mut self,
        filters: &[Condition],
        column: impl Fn(&mut Self, &Name) -> Result<Column, Unanswerable>,
    ) -> Result<Vec<String>, Unanswerable> {
        let mut out = Vec::new();
        for filter in filters {
            if let Some(name) = field_of(&filter.test) {
                let column = column(self, name)?;
                out.push(self.column_test(&column, &filter.test)?);
            }
        }
        Ok(out)
    }

    /// The median of a known date makes the attribute that is compared with it a date.
    fn type_of_test(&self, test: &Test) -> SqlType {
        match test {
            Test::Compare { value: Value { kind: ValueKind::Median(name), .. }, .. } => {
                let found = self.schema.customers.find(&name.text);
                let is = found.map(|field| field.kind.type_of());
                if is == Some(super::super::error::Type::Date) {
                    SqlType::Date
                } else {
                    SqlType::Double
                }
            }
            test => type_by_values(test),
        }
    }

    /// A test of a column of the row at hand.
    fn column_test(&mut self, column: &Column, test: &Test) -> Result<String, Unanswerable> {
        let sql = &column.sql;
        Ok(match test {
            Test::Compare { op, value, .. } => self.compared(column, *op, value)?,
            Test::In { negated: not, values, .. } => negated(self.one_of(column, values)?, *not),
            Test::Between { low, high, .. } => {
                let by_number = by_day_number(column, &[low, high]);
                let left = self.left(column, by_number);
                let low = self.literal(column, low, by_number)?;
                let high = self.literal(column, high, by_number)?;
                format!("{left} BETWEEN {low} AND {high}")
            }
            Test::IsEmpty { negated: false, .. } => format!("{sql} IS NULL"),
            Test::IsEmpty { negated: true, .. } => format!("{sql} IS NOT NULL"),
            Test::Text { op, text, .. } => {
                if !column.classes.is_empty() {
                    let text = fold(text);
                    return Ok(self.classes(
                        column,
                        &match op {
                            TextOp::Contains => How::Contains(text),
                            TextOp::StartsWith => How::StartsWith(text),
                            TextOp::EndsWith => How::EndsWith(text),
                        },
                    ));
                }
                let part = self.folded_literal(text)?;
                let folded = self.fold_column(sql);
                self.writer.matches(*op, &folded, &part)
            }
            Test::Span { span, .. } => self.in_period(sql, *span),
            Test::Anniversary { when, .. } => self.anniversary(sql, *when),
            // Not tests of a column: the checker lets none through to here.
            Test::InTop { .. } | Test::Segment { .. } | Test::Source(_) => "FALSE".to_string(),
        })
    }

    /// A comparison of a column with a value.
    pub fn compared(
        &mut self,
        column: &Column,
        op: Op,
        value: &Value,
    ) -> Result<String, Unanswerable> {
        if matches!(op, Op::Eq | Op::Ne) {
            let equal = self.one_of(column, std::slice::from_ref(value))?;
            return Ok(negated(equal, op == Op::Ne));
        }
        let by_number = by_day_number(column, &[value]);
        let left = self.left(column, by_number);
        Ok(format!("{left} {op} {}", self.literal(column, value, by_number)?))
    }

    /// Whether a column is equal to one of the values.
    fn one_of(&mut self, column: &Column, values: &[Value]) -> Result<String, Unanswerable> {
        if !column.classes.is_empty() {
            return Ok(self.classes(
                column,
                &How::Is(values.iter().filter_map(written).map(|text| fold(&text)).collect()),
            ));
        }
        let by_number = by_day_number(column, &values.iter().collect::<Vec<_>>());
        let left = self.left(column, by_number);
        let mut literals = Vec::new();
        for value in values {
            literals.push(self.literal(column, value, by_number)?);
        }
        Ok(match &literals[..] {
            [one] => format!("{left} = {one}"),
            many => format!("{left} IN ({})", many.join(", ")),
        })
    }

    /// Whether a column of classes has one of those that fit.
    fn classes(&self, column: &Column, how: &How) -> String {
        let fitting = column.classes.iter().filter(|class| how.fits(class));
        let texts: Vec<String> = fitting.map(|class| self.writer.text(class)).collect();
        match &texts[..] {
            [] => "FALSE".to_string(),
            [one] => format!("{} = {one}", column.sql),
            many => format!("{} IN ({})", column.sql, many.join(", ")),
        }
    }

    /// The left side of a comparison: texts folded, days as numbers where a median is among the values.
    fn left(&mut self, column: &Column, by_number: bool) -> String {
        match column.is {
            SqlType::Text => self.fold_column(&column.sql),
            SqlType::Date if by_number => self.writer.day_number(&column.sql),
            _ => column.sql.clone(),
        }
    }

    /// A value to compare a column with.
    fn literal(
        &mut self,
        column: &Column,
        value: &Value,
        by_number: bool,
    ) -> Result<String, Unanswerable> {
        if column.is == SqlType::Text
            && let Some(text) = written(value)
        {
            return self.folded_literal(&text);
        }
        Ok(match &value.kind {
            ValueKind::Number(number) if column.is == SqlType::Double => float_digits(number),
            ValueKind::Number(number) => self.writer.exact(&exact_digits(number)),
            ValueKind::Text(text) => self.writer.text(text),
            ValueKind::Date(day) if by_number => day.0.to_string(),
            ValueKind::Date(day) => date(*day),
            ValueKind::YesNo(yes) => if *yes { "TRUE" } else { "FALSE" }.to_string(),
            ValueKind::Median(name) => self.median(name, column.is)?,
        })
    }
}

/// Whether days are compared as numbers: the median of days can lie between two.
fn by_day_number(column: &Column, values: &[&Value]) -> bool {
    column.is == SqlType::Date && values.iter().any(|v| matches!(v.kind, ValueKind::Median(_)))
}

/// A value as a text field's: as it is written.
fn written(value: &Value) -> Option<String> {
    match &value.kind {
        ValueKind::Text(text) => Some(text.clone()),
        ValueKind::Number(number) => Some(number.written().to_string()),
        ValueKind::Date(day) => Some(day.to_string()),
        ValueKind::YesNo(_) | ValueKind::Median(_) => None,
    }
}
