//! What is wrong with a query, where, and what was perhaps meant.

use super::{Voice, capital};
use crate::{
    query::error::{Cause, Expected, Needs, QueryError, Scope, Type},
    ui::{locale, messages::fill},
};

impl Voice {
    /// The sentence of an error in this text; without its place where the text is not at hand.
    pub fn error(&self, error: &QueryError, text: &str) -> String {
        let t = &self.t.query_errors;
        let mut sentence = capital(&self.cause(&error.cause));
        if error.span.end > 0 && !text.is_empty() {
            let place = text.char_indices().take_while(|&(at, _)| at < error.span.start as usize);
            let n = locale::whole(self.lang, (place.count() + 1) as f64);
            sentence = format!("{sentence} {}", fill(t.at, &[("n", &n)]));
        }
        if let Some(suggestion) = &error.suggestion {
            sentence = format!("{sentence} {}", fill(t.perhaps, &[("suggestion", suggestion)]));
        }
        sentence
    }

    fn cause(&self, cause: &Cause) -> String {
        let t = &self.t.query_errors;
        let limit = |n: usize| locale::whole(self.lang, n as f64);
        match cause {
            Cause::TooLong { limit: n } => fill(t.too_long, &[("limit", &limit(*n))]),
            Cause::TooDeep { limit: n } => fill(t.too_deep, &[("limit", &limit(*n))]),
            Cause::Character { found } => {
                fill(t.character, &[("found", &self.quoted(&found.to_string()))])
            }
            Cause::OpenText => t.open_text.to_string(),
            Cause::OpenName => t.open_name.to_string(),
            Cause::EmptyName => t.empty_name.to_string(),
            Cause::BadDate { found } => fill(t.bad_date, &[("found", &self.quoted(found))]),
            Cause::BadCount { found } => fill(t.bad_count, &[("found", &self.quoted(found))]),
            Cause::Expected { what, found } if found.is_empty() => {
                fill(t.ends, &[("what", &self.expected(what))])
            }
            Cause::Expected { what, found } => {
                fill(t.stands, &[("found", &self.quoted(found)), ("what", &self.expected(what))])
            }
            Cause::Reserved { word } => fill(t.reserved, &[("word", &self.quoted(word))]),
            Cause::NoAggregate => t.no_aggregate.to_string(),
            Cause::TwoAggregates => t.two_aggregates.to_string(),
            Cause::TwoWindows => t.two_windows.to_string(),
            Cause::UnknownField { name, scope } => {
                let place = match scope {
                    Scope::Customers => 0,
                    Scope::Orders => 1,
                    Scope::Lines => 2,
                    Scope::Events => 3,
                };
                fill(t.unknown_field[place], &[("name", &self.quoted(name))])
            }
            Cause::WrongType { field, is, value } => {
                let (is, value) = (type_place(*is), type_place(*value));
                fill(
                    t.wrong_type,
                    &[
                        ("field", &self.quoted(field)),
                        ("is", t.types[is]),
                        ("form", t.forms[is]),
                        ("value", t.types[value]),
                    ],
                )
            }
            Cause::WrongTest { field, is, needs } => {
                let needs = match needs {
                    Needs::Number => 0,
                    Needs::Date => 1,
                    Needs::Text => 2,
                    Needs::Order => 3,
                };
                fill(
                    t.wrong_test,
                    &[
                        ("field", &self.quoted(field)),
                        ("is", t.types[type_place(*is)]),
                        ("needs", t.needs[needs]),
                    ],
                )
            }
            Cause::UnknownClass { field, value } => fill(
                t.unknown_class,
                &[("field", &self.field_name(field)), ("value", &self.quoted(value))],
            ),
            Cause::UnknownSegment { name } => {
                fill(t.unknown_segment, &[("name", &self.quoted(name))])
            }
            Cause::AmbiguousSegment { name, fields } => {
                let fields: Vec<String> =
                    fields.iter().map(|field| self.field_name(field)).collect();
                let fields = fields.join(", ");
                fill(t.ambiguous, &[("name", &self.quoted(name)), ("fields", &fields)])
            }
            Cause::Circle { names } => fill(t.circle, &[("names", &names.join(" → "))]),
            Cause::NotInSource => t.not_in_source.to_string(),
            Cause::InSegment { name, cause } => {
                let cause = self.cause(cause);
                fill(t.in_segment, &[("name", &self.quoted(name)), ("cause", &cause)])
            }
        }
    }

    fn expected(&self, what: &Expected) -> String {
        let place = match what {
            Expected::Condition => 0,
            Expected::Joint => 1,
            Expected::Name => 2,
            Expected::Test => 3,
            Expected::Comparison => 4,
            Expected::Value => 5,
            Expected::Text => 6,
            Expected::Date => 7,
            Expected::Unit => 8,
            Expected::Period => 9,
            Expected::Word(word) => return self.quoted(word),
        };
        self.t.query_errors.expected[place].to_string()
    }
}

fn type_place(kind: Type) -> usize {
    match kind {
        Type::Number => 0,
        Type::Date => 1,
        Type::YesNo => 2,
        Type::Text => 3,
        Type::Class => 4,
    }
}
