//! The **statement**: a `WITH` item for whatever a condition needs of the whole base or of a customer's lines, and
//! one `SELECT` over the customers with the tree as its `WHERE`. Items that give a value for each customer are
//! left-joined, so that a customer without any row is there too.
//!
//! The trap: names. Items are called after what they hold (`orders_1`, `median_2`); they shadow nothing but a
//! table `orders` that the statement does not read.

use super::{
    super::{
        ast::{Name, Node, Test},
        fields::Schema,
        print::{canonical, print, print_condition},
    },
    Unanswerable,
    dialect::Writes,
    tables::{CUSTOMERS, LINES, SqlType, type_of},
    value::commented,
};
use crate::{calendar::Day, text::fold};

/// A statement in the making.
pub struct Plan<'a> {
    pub schema: &'a Schema,
    pub writer: &'static dyn Writes,
    pub as_of: Option<Day>,
    items: Vec<Item>,
    /// Items that the customers are joined with.
    joined: Vec<String>,
    /// Whether what is being written folds texts.
    pub folds: bool,
    /// Of orders, what is asked of them.
    order_columns: Vec<&'static str>,
    /// Columns of the two tables that are read: as written, and their type.
    customers: Vec<(String, SqlType)>,
    lines: Vec<(String, SqlType)>,
}

/// A part of `WITH`.
struct Item {
    name: String,
    comment: String,
    body: String,
}

/// How a list of conditions is laid out: two blanks a level.
fn pad(level: usize) -> String {
    "  ".repeat(level)
}

/// Every line of a text moved in by one level.
pub fn indented(text: &str) -> String {
    format!("  {}", text.replace('\n', "\n  "))
}

impl<'a> Plan<'a> {
    pub fn new(schema: &'a Schema, writer: &'static dyn Writes, as_of: Option<Day>) -> Plan<'a> {
        let id = vec![("customer_id".to_string(), SqlType::Text)];
        Plan {
            schema,
            writer,
            as_of,
            items: Vec::new(),
            joined: Vec::new(),
            folds: false,
            order_columns: Vec::new(),
            customers: id,
            lines: Vec::new(),
        }
    }

    /// The whole statement.
    pub fn statement(mut self, node: &Node) -> Result<String, Unanswerable> {
        let everyone = *node == Node::And(Vec::new());
        let condition = self.node(node, 1)?;
        self.finish_orders();
        self.lines.sort_by_key(|(name, _)| LINES.iter().position(|(known, _)| known == name));
        let mut out = self.header(node);
        for (i, item) in self.items.iter().enumerate() {
            out.push_str(if i == 0 { "WITH " } else { ",\n" });
            out.push_str(&format!(
                "{} AS (\n  -- {}\n{}\n)",
                item.name,
                item.comment,
                indented(&item.body)
            ));
        }
        out.push_str(if self.items.is_empty() { "" } else { "\n" });
        out.push_str("SELECT c.customer_id\nFROM customers AS c\n");
        if self.folds
            && let Some((letters, ..)) = self.writer.folding_table()
        {
            out.push_str(&format!("CROSS JOIN {letters}\n"));
        }
        for name in &self.joined {
            out.push_str(&format!("LEFT JOIN {name} ON {name}.customer_id = c.customer_id\n"));
        }
        if !everyone {
            out.push_str(&format!("WHERE {condition}\n"));
        }
        Ok(out)
    }

    /// What is asked, of which tables.
    fn header(&self, node: &Node) -> String {
        let text = commented(&print(node));
        let query = if text.is_empty() { "everyone".to_string() } else { text };
        let as_of = self.as_of.map_or("the latest day in lines".to_string(), |d| d.to_string());
        let mut out = format!("-- Customers who match, as of {as_of}:\n--   {query}\n");
        out.push_str(&format!(
            "-- {}, over the exported customers, one row each{}; empty is NULL:\n",
            self.writer.title(),
            if self.lines.is_empty() { "" } else { ", and their order lines" }
        ));
        for (table, columns) in [("customers", &self.customers), ("lines", &self.lines)] {
            if !columns.is_empty() {
                let column = |(name, is): &(String, SqlType)| format!("{name} {}", is.name());
                let columns: Vec<String> = columns.iter().map(column).collect();
                out.push_str(&format!("--   {table}: {}\n", commented(&columns.join(", "))));
            }
        }
        if self.lines.iter().any(|(name, _)| name == "quantity" || name == "amount") {
            out.push_str("--   Quantities and amounts of returns are negative.\n");
        }
        out
    }

    /// A node as a condition. Its line stands `level` deep.
    fn node(&mut self, node: &Node, level: usize) -> Result<String, Unanswerable> {
        let (parts, word) = match node {
            Node::Condition(condition) => {
                return match &condition.test {
                    Test::Segment { name } => self.segment(name, level),
                    Test::Source(test) => self.source(test, &print_condition(condition)),
                    test => self.customer_test(test, &print_condition(condition)),
                };
            }
            Node::Not(part) => {
                let text = self.grouped(part, level)?;
                return Ok(format!("{text} IS NOT TRUE"));
            }
            Node::And(parts) => (parts, "AND"),
            Node::Or(parts) => (parts, "OR"),
        };
        if parts.is_empty() {
            return Ok("TRUE".to_string());
        }
        let mut texts = Vec::new();
        for part in parts {
            texts.push(match part {
                Node::And(_) | Node::Or(_) => self.grouped(part, level)?,
                part => self.node(part, level)?,
            });
        }
        Ok(texts.join(&format!("\n{}{word} ", pad(level))))
    }

    /// A node in parentheses.
    fn grouped(&mut self, node: &Node, level: usize) -> Result<String, Unanswerable> {
        let text = self.node(node, level + 1)?;
        Ok(match node {
            Node::And(parts) | Node::Or(parts) if parts.len() > 1 => {
                format!("(\n{}{text}\n{})", pad(level + 1), pad(level))
            }
            _ => format!("({text})"),
        })
    }

    fn segment(&mut self, name: &Name, level: usize) -> Result<String, Unanswerable> {
        let schema = self.schema;
        if let Some(place) = schema.segment(&name.text) {
            return self.grouped(&canonical(&schema.segments[place].query), level);
        }
        // The checker let through what exactly one classification bears.
        let Some(&(field, place)) = schema.classes_named(&name.text).first() else {
            return Ok("FALSE".to_string());
        };
        let column = self.customer_column(&Name::new(&field.name), SqlType::Text)?;
        Ok(format!("{} = {}", column.sql, self.writer.text(&field.classes[place])))
    }

    /// Adds an item, or finds the one that says the same. Its name, made of the stem and a number; without a
    /// number where the stem is a word of its own.
    pub fn item(&mut self, stem: &str, comment: &str, body: String) -> String {
        if let Some(item) = self.items.iter().find(|item| item.body == body) {
            return item.name.clone();
        }
        let name = match stem.strip_suffix('_') {
            Some(_) => {
                let n = self.items.iter().filter(|item| item.name.starts_with(stem)).count() + 1;
                format!("{stem}{n}")
            }
            None => stem.to_string(),
        };
        self.items.push(Item { name: name.clone(), comment: commented(comment), body });
        name
    }

    /// The orders as an item, each with the columns that the statement asks of it.
    pub fn order_column(&mut self, name: &'static str) {
        if self.order_columns.is_empty() {
            let comment = "An order: the lines of one customer with one order_id, at least one of them a purchase.";
            self.item("orders", comment, String::new());
        }
        if !self.order_columns.contains(&name) {
            self.order_columns.push(name);
        }
    }

    fn finish_orders(&mut self) {
        let Some(place) = self.items.iter().position(|item| item.name == "orders") else { return };
        for name in ["customer_id", "order_id", "day", "kind"] {
            self.column_of_lines(name);
        }
        let first = "min(CASE WHEN kind = 'purchase' THEN day END)";
        let mut columns = format!("customer_id, order_id,\n       {first} AS day");
        if self.order_columns.contains(&"amount") {
            columns.push_str(",\n       sum(amount) AS amount");
        }
        if self.order_columns.contains(&"quantity") {
            // Blank quantities come to 0 where the data has quantities at all.
            columns.push_str(
                ",\n       CASE WHEN (SELECT count(quantity) FROM lines) > 0\n            \
                 THEN coalesce(sum(quantity), 0) END AS quantity",
            );
        }
        self.items[place].body = format!(
            "SELECT {columns}\nFROM lines\nGROUP BY customer_id, order_id\nHAVING {first} IS NOT NULL"
        );
    }

    /// Joins the customers with an item that has at most one row for each.
    pub fn join(&mut self, name: &str) {
        if !self.joined.iter().any(|joined| joined == name) {
            self.joined.push(name.to_string());
        }
    }

    /// A text expression, folded.
    pub fn fold_column(&mut self, text: &str) -> String {
        self.folds = true;
        if let Some((name, comment, body)) = self.writer.folding_table() {
            self.item(name, comment, body);
        }
        self.writer.folded(text)
    }

    /// A text literal as a folded column has it.
    pub fn folded_literal(&self, text: &str) -> Result<String, Unanswerable> {
        match text.contains('\0') {
            true => Err(Unanswerable::CharacterZero),
            false => Ok(self.writer.text(&self.writer.composed(fold(text)))),
        }
    }

    /// A column of `customers`. An attribute that no schema knows is taken to be of the given type.
    pub fn customer_column(
        &mut self,
        name: &Name,
        otherwise: SqlType,
    ) -> Result<Column, Unanswerable> {
        use super::super::{error::Type, fields::Group};
        let found = self.schema.customers.find(&name.text);
        let (written, is) = match found {
            Some(field) if field.group != Group::Attribute => {
                let Some(is) = type_of(CUSTOMERS, &field.name) else {
                    return Err(Unanswerable::NotExported { field: field.name.clone() });
                };
                (field.name.clone(), is)
            }
            Some(field) => {
                let is = match field.kind.type_of() {
                    Type::Number => SqlType::Double,
                    Type::Date => SqlType::Date,
                    Type::YesNo => SqlType::Boolean,
                    Type::Text | Type::Class => SqlType::Text,
                };
                (self.name(&field.name)?, is)
            }
            None => (self.name(&name.text)?, otherwise),
        };
        let classes = found.map(|field| field.classes.to_vec()).unwrap_or_default();
        note(&mut self.customers, &written, is);
        Ok(Column { sql: format!("c.{written}"), is, classes })
    }

    /// Notes that the statement reads a column of `lines`.
    pub fn column_of_lines(&mut self, name: &str) -> SqlType {
        let is = type_of(LINES, name).unwrap_or(SqlType::Text);
        note(&mut self.lines, name, is);
        is
    }

    fn name(&self, name: &str) -> Result<String, Unanswerable> {
        if name.contains('\0') {
            Err(Unanswerable::CharacterZero)
        } else {
            Ok(self.writer.name(name))
        }
    }
}

fn note(columns: &mut Vec<(String, SqlType)>, written: &str, is: SqlType) {
    if !columns.iter().any(|(known, _)| known == written) {
        columns.push((written.to_string(), is));
    }
}

/// A column of a row at hand.
pub struct Column {
    pub sql: String,
    pub is: SqlType,
    /// The only texts it can hold; empty where it can hold any.
    pub classes: Vec<String>,
}
