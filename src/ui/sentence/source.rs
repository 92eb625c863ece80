//! Conditions on orders, lines and events: what the customer did, how often, when.

use super::{Voice, field};
use crate::{
    query::{
        ast::{
            Aggregate, Condition, Number, Op, Period, Source, SourceTest, Test, ValueKind, Window,
        },
        check::scope_of,
        error::Scope,
        fields::{Kind, kind_of},
    },
    text::fold,
    ui::{
        locale,
        messages::{EVENT_KINDS, Sentences, fill},
    },
};

/// Whether a count asks for something, for nothing, or for a number.
#[derive(Clone, Copy, PartialEq)]
enum Much {
    Some,
    None,
    Number,
}

/// What was bought or done, without how often: a verb and its denial.
struct Act {
    did: String,
    did_not: String,
    /// Filters that the verb does not say.
    rest: Vec<String>,
    /// `product X`, where the verb has such an object.
    object: Option<String>,
}

/// A condition on a source inside a sentence.
pub(super) fn phrase(voice: &Voice, test: &SourceTest) -> String {
    said(voice, test, much(test))
}

/// What `not` makes of it, where there is a verb for that.
pub(super) fn denied(voice: &Voice, test: &SourceTest) -> Option<String> {
    match much(test) {
        Much::Some => Some(said(voice, test, Much::None)),
        Much::None => Some(said(voice, test, Much::Some)),
        Much::Number => None,
    }
}

/// `count >= 1` and its like are "did", `count = 0` and its like "did not".
fn much(test: &SourceTest) -> Much {
    let (Aggregate::Count | Aggregate::Days, ValueKind::Number(number)) =
        (&test.aggregate, &test.value.kind)
    else {
        return Much::Number;
    };
    match (test.op, number.written()) {
        (Op::Ge, "1") | (Op::Gt | Op::Ne, "0") => Much::Some,
        (Op::Lt, "1") | (Op::Eq | Op::Le, "0") => Much::None,
        _ => Much::Number,
    }
}

fn said(voice: &Voice, test: &SourceTest, much: Much) -> String {
    let t = &voice.t.sentences;
    let act = act(voice, test);
    let how_many = |number: &Number| number.written().parse::<f64>().unwrap_or_default();
    let core = match (&test.aggregate, &test.value.kind, much) {
        (Aggregate::Count | Aggregate::Days, _, Much::Some) => act.did,
        (Aggregate::Count | Aggregate::Days, _, Much::None) => act.did_not,
        (Aggregate::Count, ValueKind::Number(number), _) => match test.source {
            Source::Orders => {
                let x = locale::counted(voice.lang, &t.orders, how_many(number));
                fill(t.placed, &[("x", &count(t, test.op, &x))])
            }
            _ => {
                let x = locale::counted(voice.lang, &t.times, how_many(number));
                format!("{} {}", act.did, count(t, test.op, &x))
            }
        },
        (Aggregate::Days, ValueKind::Number(number), _) => {
            let x = locale::counted(voice.lang, &t.on_days, how_many(number));
            let x = count(t, test.op, &x);
            match test.source {
                Source::Orders => fill(t.ordered, &[("x", &x)]),
                _ => format!("{} {}", act.did, fill(t.on, &[("x", &x)])),
            }
        }
        (Aggregate::Sum(name), ValueKind::Number(number), _) if sums(test, &name.text) => {
            let amount = fold(&name.text) == "amount";
            let x = match amount {
                true => voice.number(how_many(number), "amount", scope_of(&test.source)),
                false => locale::counted(voice.lang, &t.units, how_many(number)),
            };
            let x = fill(if amount { t.amounts } else { t.counts }[test.op as usize], &[("x", &x)]);
            let (alone, of) =
                if amount { (t.spent, t.spent_on) } else { (t.bought_units, t.bought_of) };
            match &act.object {
                None => fill(alone, &[("x", &x)]),
                Some(what) => voice.melt(fill(of, &[("x", &x), ("what", what)])),
            }
        }
        _ => aggregated(voice, test, act.object.as_deref()),
    };
    let mut sentence = core;
    if !act.rest.is_empty() {
        sentence.push_str(&fill(t.with, &[("x", &act.rest.join(", "))]));
    }
    if let Some(window) = test.window.map(|window| voice.window(window)).filter(|w| !w.is_empty()) {
        sentence.push(' ');
        sentence.push_str(&window);
    }
    sentence
}

fn count(t: &Sentences, op: Op, x: &str) -> String {
    fill(t.counts[op as usize], &[("x", x)])
}

/// Whether a sum is said as "spent" or "bought so many".
fn sums(test: &SourceTest, field: &str) -> bool {
    let field = fold(field);
    !matches!(test.source, Source::Events(_)) && (field == "amount" || field == "quantity")
}

/// `highest amount of their orders at least £50`
fn aggregated(voice: &Voice, test: &SourceTest, object: Option<&str>) -> String {
    let t = &voice.t.sentences;
    let scope = scope_of(&test.source);
    let mut of = match &test.source {
        Source::Orders => t.of[0].to_string(),
        Source::Lines => t.of[1].to_string(),
        Source::Events(None) => t.of[2].to_string(),
        Source::Events(Some(kind)) => fill(t.of_kind, &[("x", &voice.quoted(kind))]),
    };
    if let Some(object) = object {
        of = format!("{of}: {object}");
    }
    let (place, name) = match &test.aggregate {
        Aggregate::Sum(name) => (0, name),
        Aggregate::Mean(name) => (1, name),
        Aggregate::Max(name) => (2, name),
        Aggregate::Min(name) => (3, name),
        // Compared with something that is no number: there is no such condition.
        Aggregate::Count | Aggregate::Days => return of,
    };
    let is_day = matches!(test.value.kind, ValueKind::Date(_))
        || kind_of(scope, &fold(&name.text)) == Some(Kind::Date);
    let what = match (is_day, place) {
        (true, 2 | 3) => fill(t.day_aggregates[place - 2], &[("of", &of)]),
        _ => fill(t.aggregates[place], &[("field", &voice.record_field(&name.text)), ("of", &of)]),
    };
    let pattern = if is_day { t.days } else { t.numbers }[test.op as usize];
    fill(pattern, &[("field", &what), ("value", &voice.value(&test.value, &name.text, scope))])
}

/// What the source and its filters say in words.
fn act(voice: &Voice, test: &SourceTest) -> Act {
    let t = &voice.t.sentences;
    let scope = scope_of(&test.source);
    let (mut object, mut kind, mut rest): (Option<[String; 2]>, _, _) = (None, None, Vec::new());
    if let Source::Events(Some(written)) = &test.source {
        kind = Some(written.clone());
    }
    for Condition { test, .. } in &test.filters {
        if scope != Scope::Orders && object.is_none() && bought_object(voice, test).is_some() {
            object = bought_object(voice, test);
        } else if scope != Scope::Orders && kind.is_none() && kind_is(test).is_some() {
            kind = kind_is(test);
        } else {
            rest.push(field::phrase(voice, test, scope));
        }
    }
    let (did, did_not) = match (&test.source, &kind) {
        (Source::Orders, _) => (t.placed_any.to_string(), t.placed_none.to_string()),
        (Source::Lines, kind) => {
            let back = kind.as_deref().is_some_and(|kind| fold(kind) == "return");
            let (with, without) = match back {
                true => ((t.returned, t.returned_not), (t.returned_any, t.returned_none)),
                false => ((t.bought, t.bought_not), (t.bought_any, t.bought_none)),
            };
            match &object {
                Some([what, not]) => {
                    (fill(with.0, &[("what", what)]), fill(with.1, &[("what", not)]))
                }
                None => (without.0.to_string(), without.1.to_string()),
            }
        }
        (Source::Events(_), None) => (t.done_any.to_string(), t.done_none.to_string()),
        (Source::Events(_), Some(kind)) => voice.kind(kind),
    };
    let mut object = object.map(|[what, _]| what);
    if matches!(test.source, Source::Events(_)) {
        rest.splice(0..0, object.take());
    }
    Act { did, did_not, rest, object }
}

/// `product X`, `category A or B`, and the same after a denial.
fn bought_object(voice: &Voice, test: &Test) -> Option<[String; 2]> {
    let t = &voice.t.sentences;
    let (name, values) = match test {
        Test::Compare { name, op: Op::Eq, value } => (name, std::slice::from_ref(value)),
        Test::In { name, negated: false, values } => (name, values.as_slice()),
        _ => return None,
    };
    let patterns = match fold(&name.text).as_str() {
        "product" => [t.product, t.product_not],
        "category" => [t.category, t.category_not],
        _ => return None,
    };
    let values: Vec<String> =
        values.iter().map(|value| voice.value(value, &name.text, Scope::Lines)).collect();
    let x = voice.any_of(&values);
    Some(patterns.map(|pattern| fill(pattern, &[("x", &x)])))
}

/// The kind that a filter asks for.
fn kind_is(test: &Test) -> Option<String> {
    match test {
        Test::Compare { name, op: Op::Eq, value } if fold(&name.text) == "kind" => {
            match &value.kind {
                ValueKind::Text(kind) => Some(kind.clone()),
                _ => None,
            }
        }
        _ => None,
    }
}

impl Voice {
    /// That an event of a kind was done, and that it was not.
    pub fn kind(&self, kind: &str) -> (String, String) {
        let t = &self.t.sentences;
        match EVENT_KINDS.iter().position(|known| *known == fold(kind)) {
            Some(place) => (t.kinds[place].0.to_string(), t.kinds[place].1.to_string()),
            None => {
                let kind = self.quoted(kind);
                (fill(t.done, &[("x", &kind)]), fill(t.done_not, &[("x", &kind)]))
            }
        }
    }

    /// A window; nothing for all time.
    pub fn window(&self, window: Window) -> String {
        let t = &self.t.sentences;
        match window {
            Window::Ever => String::new(),
            Window::Last(n, unit) => self.period(Period::Last(n, unit)),
            Window::ThisMonth => self.period(Period::ThisMonth),
            Window::ThisYear => self.period(Period::ThisYear),
            Window::Since(day) => self.period(Period::Since(day)),
            Window::Before(day) => self.period(Period::Before(day)),
            Window::Between(first, last) => {
                let day = |day: crate::calendar::Day| locale::day(self.lang, day.0);
                fill(t.from_to, &[("low", &day(first)), ("high", &day(last))])
            }
            Window::Any(n, unit) => self.stretch(&t.any[unit as usize], n),
        }
    }
}
