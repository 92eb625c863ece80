//! **Checking**: do the names of a query exist, and can their values be compared so? What passes here can
//! be evaluated; what does not says what was perhaps meant.
//!
//! The trap: a number or a date against a text field is right (it is its text as written), a text
//! against a number or a date is not.

use super::{
    ast::*,
    error::{Cause, Needs, QueryError, Scope, Type, nearest},
    fields::{FieldInfo, Schema},
    parse::MAX_DEPTH,
    print::{print_name, quote},
};
use crate::text::fold;

/// Whether the query can be answered; the first thing that is wrong with it.
pub fn check(node: &Node, schema: &Schema) -> Result<(), QueryError> {
    let mut checker = Checker { schema, states: vec![State::New; schema.segments.len()] };
    checker.node(node)
}

/// Whether one condition can be answered.
pub fn check_condition(condition: &Condition, schema: &Schema) -> Result<(), QueryError> {
    let mut checker = Checker { schema, states: vec![State::New; schema.segments.len()] };
    checker.condition(condition)
}

struct Checker<'a> {
    schema: &'a Schema,
    /// Of each saved segment.
    states: Vec<State>,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    New,
    /// Being checked: to meet it again is a circle. The number says as which segment of the way.
    Open(usize),
    Right,
}

impl Checker<'_> {
    fn node(&mut self, node: &Node) -> Result<(), QueryError> {
        match node {
            Node::And(parts) | Node::Or(parts) => parts.iter().try_for_each(|p| self.node(p)),
            Node::Not(part) => self.node(part),
            Node::Condition(condition) => self.condition(condition),
        }
    }

    fn condition(&mut self, condition: &Condition) -> Result<(), QueryError> {
        match &condition.test {
            Test::Segment { name } => self.segment(name),
            Test::Source(test) => self.source(test),
            test => self.field_test(test, Scope::Customers, condition.span),
        }
    }

    fn segment(&mut self, name: &Name) -> Result<(), QueryError> {
        let schema = self.schema;
        if let Some(place) = schema.segment(&name.text) {
            return self.saved(place, name);
        }
        let fields = schema.classes_named(&name.text);
        if fields.len() == 1 {
            return Ok(());
        }
        let text = name.text.clone();
        if fields.len() > 1 {
            let suggestion = format!("{} = {}", print_name(&fields[0].0.name), quote(&text));
            let fields = fields.into_iter().map(|(field, _)| field.name.clone()).collect();
            let cause = Cause::AmbiguousSegment { name: text, fields };
            return Err(QueryError { span: name.span, cause, suggestion: Some(suggestion) });
        }
        let saved = schema.segments.iter().map(|segment| segment.name.as_str());
        let classes = schema.customers.list().iter().flat_map(|f| f.classes.iter());
        let suggestion = nearest(&text, saved.chain(classes.map(String::as_str))).map(quote);
        Err(QueryError { span: name.span, cause: Cause::UnknownSegment { name: text }, suggestion })
    }

    fn saved(&mut self, place: usize, name: &Name) -> Result<(), QueryError> {
        let schema = self.schema;
        let deep = self.states.iter().filter(|s| matches!(s, State::Open(_))).count();
        match self.states[place] {
            State::Right => return Ok(()),
            State::Open(from) => {
                let mut way: Vec<(usize, String)> = self
                    .states
                    .iter()
                    .zip(&schema.segments)
                    .filter_map(|(state, segment)| match state {
                        State::Open(at) if *at >= from => Some((*at, segment.name.clone())),
                        _ => None,
                    })
                    .collect();
                way.sort();
                way.push((deep, schema.segments[place].name.clone()));
                let names = way.into_iter().map(|(_, name)| name).collect();
                let cause = Cause::Circle { names };
                return Err(QueryError { span: name.span, cause, suggestion: None });
            }
            State::New if deep == MAX_DEPTH => {
                let cause = Cause::TooDeep { limit: MAX_DEPTH };
                return Err(QueryError { span: name.span, cause, suggestion: None });
            }
            State::New => {}
        }
        self.states[place] = State::Open(deep);
        // The place of an error within the saved segment means nothing here.
        self.node(&schema.segments[place].query).map_err(|error| {
            let cause = match error.cause {
                cause @ (Cause::Circle { .. } | Cause::InSegment { .. }) => cause,
                cause => Cause::InSegment {
                    name: schema.segments[place].name.clone(),
                    cause: Box::new(cause),
                },
            };
            QueryError { span: name.span, cause, suggestion: None }
        })?;
        self.states[place] = State::Right;
        Ok(())
    }

    fn source(&mut self, test: &SourceTest) -> Result<(), QueryError> {
        let scope = scope_of(&test.source);
        for filter in &test.filters {
            self.field_test(&filter.test, scope, filter.span)?;
        }
        let word = test.aggregate.to_string();
        let (is, name) = match &test.aggregate {
            Aggregate::Count | Aggregate::Days => (Type::Number, None),
            Aggregate::Sum(name) | Aggregate::Mean(name) => {
                self.needs(name, scope, Needs::Number)?;
                (Type::Number, Some(name))
            }
            Aggregate::Max(name) | Aggregate::Min(name) => {
                let field = self.needs(name, scope, Needs::Order)?;
                (field.map_or(Type::Number, |field| field.kind.type_of()), Some(name))
            }
        };
        let given = self.type_of(&test.value)?;
        if given.is_some_and(|given| given != is) {
            let field = name.map_or(word, |name| name.text.clone());
            return Err(wrong_type(field, is, &test.value, given.unwrap_or(is)));
        }
        Ok(())
    }

    /// A test of a field, of a customer or of a source.
    fn field_test(&mut self, test: &Test, scope: Scope, span: Span) -> Result<(), QueryError> {
        match test {
            Test::Compare { name, op: Op::Eq | Op::Ne, value } => {
                let field = self.field(name, scope)?;
                self.compares(name, field, value)
            }
            Test::Compare { name, value, .. } => {
                let field = self.needs(name, scope, Needs::Order)?;
                self.compares(name, field, value)?;
                self.agree(name, field, &[value], true)
            }
            Test::Between { name, low, high } => {
                let field = self.needs(name, scope, Needs::Order)?;
                self.compares(name, field, low)?;
                self.compares(name, field, high)?;
                self.agree(name, field, &[low, high], true)
            }
            Test::In { name, values, .. } => {
                let field = self.field(name, scope)?;
                values.iter().try_for_each(|value| self.compares(name, field, value))?;
                self.agree(name, field, &values.iter().collect::<Vec<_>>(), false)
            }
            Test::IsEmpty { name, .. } => self.field(name, scope).map(drop),
            Test::Text { name, .. } => self.needs(name, scope, Needs::Text).map(drop),
            Test::Span { name, .. } | Test::Anniversary { name, .. } => {
                self.needs(name, scope, Needs::Date).map(drop)
            }
            Test::InTop { name, .. } if scope == Scope::Customers => {
                self.needs(name, scope, Needs::Number).map(drop)
            }
            Test::InTop { .. } | Test::Segment { .. } | Test::Source(_) => {
                Err(QueryError { span, cause: Cause::NotInSource, suggestion: None })
            }
        }
    }

    /// The field of that name; none where the schema is open and the name unknown.
    fn field(&self, name: &Name, scope: Scope) -> Result<Option<&FieldInfo>, QueryError> {
        let fields = self.schema.scope(scope);
        let found = fields.find(&name.text);
        if found.is_some() || self.schema.open && scope != Scope::Orders {
            return Ok(found);
        }
        let names = fields
            .list()
            .iter()
            .flat_map(|field| std::iter::once(field.name.as_str()).chain(field.role));
        let suggestion = nearest(&name.text, names).map(print_name);
        let cause = Cause::UnknownField { name: name.text.clone(), scope };
        Err(QueryError { span: name.span, cause, suggestion })
    }

    fn needs(
        &self,
        name: &Name,
        scope: Scope,
        needs: Needs,
    ) -> Result<Option<&FieldInfo>, QueryError> {
        let Some(field) = self.field(name, scope)? else { return Ok(None) };
        let is = field.kind.type_of();
        let fits = match needs {
            Needs::Number => is == Type::Number,
            Needs::Date => is == Type::Date,
            Needs::Order => is == Type::Number || is == Type::Date,
            Needs::Text => is == Type::Text || is == Type::Class,
        };
        if fits {
            return Ok(Some(field));
        }
        let cause = Cause::WrongTest { field: field.name.clone(), is, needs };
        Err(QueryError { span: name.span, cause, suggestion: None })
    }

    /// Whether a field of any type can be compared with this value for equality.
    fn compares(
        &self,
        name: &Name,
        field: Option<&FieldInfo>,
        value: &Value,
    ) -> Result<(), QueryError> {
        let given = self.type_of(value)?;
        let (Some(field), Some(given)) = (field, given) else { return Ok(()) };
        let is = field.kind.type_of();
        let written = match &value.kind {
            ValueKind::Number(number) => Some(number.written().to_string()),
            ValueKind::Date(day) => Some(day.to_string()),
            ValueKind::Text(text) => Some(text.clone()),
            ValueKind::YesNo(_) | ValueKind::Median(_) => None,
        };
        match (is, written) {
            (Type::Text, Some(_)) => Ok(()),
            (Type::Class, Some(text)) => {
                let folded = fold(&text);
                if field.classes.iter().any(|class| fold(class) == folded) {
                    return Ok(());
                }
                let suggestion =
                    nearest(&text, field.classes.iter().map(String::as_str)).map(quote);
                let cause = Cause::UnknownClass { field: field.name.clone(), value: text };
                Err(QueryError { span: value.span, cause, suggestion })
            }
            _ if is == given => Ok(()),
            _ => Err(wrong_type(name.text.clone(), is, value, given)),
        }
    }

    /// Whether some type of an attribute of unknown type goes with all these values; with `ordered`, a number or a
    /// date. A text goes with texts, numbers and dates, a number, date or yes/no field with its own type alone.
    fn agree(
        &self,
        name: &Name,
        field: Option<&FieldInfo>,
        values: &[&Value],
        ordered: bool,
    ) -> Result<(), QueryError> {
        if field.is_some() {
            return Ok(());
        }
        let mut first: Option<Type> = None;
        for value in values {
            let Some(given) = self.type_of(value)? else { continue };
            let is = *first.get_or_insert(given);
            let bad = |kind| kind == Type::Text || kind == Type::YesNo;
            if ordered && bad(given) {
                let cause =
                    Cause::WrongTest { field: name.text.clone(), is: given, needs: Needs::Order };
                return Err(QueryError { span: name.span, cause, suggestion: None });
            }
            let written = is != Type::YesNo && given != Type::YesNo && !ordered;
            if is != given && !written {
                return Err(wrong_type(name.text.clone(), is, value, given));
            }
        }
        Ok(())
    }

    /// The type of a value; none for the median of a name of unknown type.
    fn type_of(&self, value: &Value) -> Result<Option<Type>, QueryError> {
        Ok(Some(match &value.kind {
            ValueKind::Number(_) => Type::Number,
            ValueKind::Text(_) => Type::Text,
            ValueKind::Date(_) => Type::Date,
            ValueKind::YesNo(_) => Type::YesNo,
            ValueKind::Median(name) => {
                let field = self.needs(name, Scope::Customers, Needs::Order)?;
                return Ok(field.map(|field| field.kind.type_of()));
            }
        }))
    }
}

/// Whose fields stand inside a source.
pub fn scope_of(source: &Source) -> Scope {
    match source {
        Source::Orders => Scope::Orders,
        Source::Lines => Scope::Lines,
        Source::Events(_) => Scope::Events,
    }
}

/// The error of a value of the wrong type, with the right form where the value shows what is meant.
fn wrong_type(field: String, is: Type, value: &Value, given: Type) -> QueryError {
    let suggestion = match (&value.kind, is) {
        (ValueKind::Text(text), Type::Number) => {
            Number::new(&text.trim().replace(',', ".")).map(|number| number.written().to_string())
        }
        (ValueKind::Text(text), Type::Date) => super::lex::date(text.trim()).map(|d| d.to_string()),
        (ValueKind::Text(text), Type::YesNo) => match fold(text.trim()).as_str() {
            "true" | "yes" | "sim" | "si" | "taip" => Some("true".to_string()),
            "false" | "no" | "nao" | "ne" => Some("false".to_string()),
            _ => None,
        },
        (ValueKind::Number(number), Type::YesNo) => match number.written() {
            "1" => Some("true".to_string()),
            "0" => Some("false".to_string()),
            _ => None,
        },
        (ValueKind::YesNo(yes), Type::Text) => Some(format!("\"{yes}\"")),
        _ => None,
    };
    QueryError { span: value.span, cause: Cause::WrongType { field, is, value: given }, suggestion }
}
