//! Tests of a field, of a customer or of a record.

use super::{
    Voice,
    value::{is_birthday, is_built_in, known_name},
};
use crate::{
    query::{
        ast::{Anniversary, Name, Op, Period, Test, TextOp, Unit, Value, ValueKind},
        error::Scope,
        fields::{Kind, kind_of},
    },
    ui::{
        locale,
        messages::{COUNTED, Plural, fill},
    },
};

/// Whether the phrase begins with a column's name, which is no word of ours.
pub(super) fn own_name(test: &Test) -> bool {
    match test {
        Test::Compare { name, .. }
        | Test::Between { name, .. }
        | Test::In { name, .. }
        | Test::IsEmpty { name, .. }
        | Test::Text { name, .. }
        | Test::Span { name, .. } => !is_built_in(&name.text) && !is_birthday(&name.text),
        Test::Anniversary { .. } | Test::InTop { .. } | Test::Segment { .. } | Test::Source(_) => {
            false
        }
    }
}

/// What `not` makes of a test, where another test says the same: empty values match `!=` and `not in` too.
pub(super) fn denied(voice: &Voice, test: &Test) -> Option<String> {
    let mut other = test.clone();
    match &mut other {
        Test::Compare { value: Value { kind: ValueKind::YesNo(_), .. }, .. } => return None,
        Test::Compare { op: op @ Op::Eq, .. } => *op = Op::Ne,
        Test::Compare { op: op @ Op::Ne, .. } => *op = Op::Eq,
        Test::In { negated, .. } | Test::IsEmpty { negated, .. } => *negated = !*negated,
        _ => return None,
    }
    Some(phrase(voice, &other, Scope::Customers))
}

/// A test inside a sentence. What is no test of a field is nothing here.
pub(super) fn phrase(voice: &Voice, test: &Test, scope: Scope) -> String {
    let t = &voice.t.sentences;
    let field = |name: &Name| voice.field(name, scope);
    match test {
        Test::Compare { name, op, value } => compared(voice, name, *op, value, scope),
        Test::Between { name, low, high } => between(voice, name, low, high, scope),
        Test::In { name, negated, values } => {
            let values: Vec<String> =
                values.iter().map(|value| voice.value(value, &name.text, scope)).collect();
            let pattern = if *negated { t.is_not } else { t.is };
            fill(pattern, &[("field", &field(name)), ("value", &voice.any_of(&values))])
        }
        Test::IsEmpty { name, negated } => {
            fill(if *negated { t.not_empty } else { t.empty }, &[("field", &field(name))])
        }
        Test::Text { name, op, text } => {
            let place = match op {
                TextOp::Contains => 0,
                TextOp::StartsWith => 1,
                TextOp::EndsWith => 2,
            };
            fill(t.texts[place], &[("field", &field(name)), ("value", &voice.quoted(text))])
        }
        Test::Span { name, span } => {
            fill(t.when, &[("field", &field(name)), ("when", &voice.period(*span))])
        }
        Test::Anniversary { name, when } => {
            let when = match when {
                Anniversary::ThisMonth => t.this_month.to_string(),
                Anniversary::NextDays(n) => voice.period(Period::Next(*n, Unit::Days)),
            };
            let pattern = if is_birthday(&name.text) { t.birthday } else { t.anniversary };
            fill(pattern, &[("field", &field(name)), ("when", &when)])
        }
        Test::InTop { name, n, percent } => {
            let n = f64::from(*n);
            let (pattern, n) = match percent {
                true => (t.top_percent, locale::exact_percent(voice.lang, n / 100.0)),
                false => (t.top, locale::whole(voice.lang, n)),
            };
            fill(pattern, &[("n", &n), ("field", &field(name))])
        }
        Test::Segment { name } => fill(t.segment, &[("x", &voice.class_or_text(&name.text))]),
        Test::Source(_) => String::new(),
    }
}

fn compared(voice: &Voice, name: &Name, op: Op, value: &Value, scope: Scope) -> String {
    let t = &voice.t.sentences;
    let known = known_name(&name.text);
    let field = voice.field(name, scope);
    if let ValueKind::YesNo(yes) = value.kind {
        let yes = yes == (op == Op::Eq);
        return fill(if yes { t.yes } else { t.no }, &[("field", &field)]);
    }
    if let (Some(noun), ValueKind::Number(number)) = (counted(voice, known, scope), &value.kind) {
        let number = number.written().parse().unwrap_or_default();
        let x = locale::counted(voice.lang, noun, number);
        return fill(t.counts[op as usize], &[("x", &x)]);
    }
    let is_date = matches!(value.kind, ValueKind::Date(_))
        || kind_of(scope, known) == Some(Kind::Date)
        || matches!(&value.kind, ValueKind::Median(of) if kind_of(Scope::Customers, known_name(&of.text)) == Some(Kind::Date));
    let is_text = matches!(value.kind, ValueKind::Text(_));
    let pattern = match op {
        Op::Eq if is_text => t.is,
        Op::Ne if is_text => t.is_not,
        op if is_date => t.days[op as usize],
        op => t.numbers[op as usize],
    };
    let phrase =
        fill(pattern, &[("field", &field), ("value", &voice.value(value, &name.text, scope))]);
    if matches!(value.kind, ValueKind::Median(_)) { voice.melt(phrase) } else { phrase }
}

fn between(voice: &Voice, name: &Name, low: &Value, high: &Value, scope: Scope) -> String {
    let t = &voice.t.sentences;
    if let (Some(noun), ValueKind::Number(low), ValueKind::Number(high)) =
        (counted(voice, known_name(&name.text), scope), &low.kind, &high.kind)
    {
        let low = locale::exact(voice.lang, low.written().parse().unwrap_or_default());
        let high = locale::counted(voice.lang, noun, high.written().parse().unwrap_or_default());
        return fill(t.counts_between, &[("low", &low), ("high", &high)]);
    }
    let is_date = matches!(low.kind, ValueKind::Date(_));
    let pattern = if is_date { t.days_between } else { t.between };
    let value = |value| voice.value(value, &name.text, scope);
    let field = voice.field(name, scope);
    fill(pattern, &[("field", &field), ("low", &value(low)), ("high", &value(high))])
}

/// The noun of what a field counts.
fn counted<'a>(voice: &'a Voice, known: &str, scope: Scope) -> Option<&'a Plural> {
    let place = COUNTED.iter().position(|field| *field == known)?;
    (scope == Scope::Customers).then(|| &voice.t.sentences.counted[place])
}

impl Voice {
    /// So many days, months and so on; one is not counted.
    pub(super) fn stretch(&self, forms: &Plural, n: u32) -> String {
        let text = locale::plural(self.lang, forms, f64::from(n));
        if n == 1 { text.replacen("1 ", "", 1) } else { text }
    }

    /// A stretch of days.
    pub fn period(&self, period: Period) -> String {
        let t = &self.t.sentences;
        let many = |forms: &[Plural; 4], n: u32, unit: Unit| self.stretch(&forms[unit as usize], n);
        let day = |day: crate::calendar::Day| locale::day(self.lang, day.0);
        match period {
            Period::Last(n, unit) => many(&t.last, n, unit),
            Period::Next(n, unit) => many(&t.next, n, unit),
            Period::ThisMonth => t.this_month.to_string(),
            Period::ThisYear => t.this_year.to_string(),
            Period::Since(first) => fill(t.since, &[("day", &day(first))]),
            Period::Before(end) => fill(t.before, &[("day", &day(end))]),
        }
    }
}
