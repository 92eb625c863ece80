//! Text ⇄ tree: every production, every error, and the properties of both ways.

use crate::calendar::Day;
use crate::query::{
    ast::*,
    error::{Cause, Expected},
    lex::KEYWORDS,
    parse::{MAX_DEPTH, parse},
    print::{canonical, print},
};
use proptest::{prelude::*, sample::select};

#[test]
fn canonical_texts_are_kept() {
    for text in [
        "",
        "spend_total >= 300",
        "a = 1 or b != -2.50 and c < 007",
        "(a = 1 or b = 2) and c > \"x\"\"y\"",
        "not (a = 1 and b = 2) and not c = 3",
        "not (not a = 1)",
        "a between 1 and 2 and b between 2024-02-29 and 2024-03-01",
        "região in (\"Sul\", 2, 2024-01-01, true, false)",
        "a not in (\"x\")",
        "not a in (\"x\")",
        "a is empty or a is not empty",
        "a contains \"x\" and a starts with \"\" and a ends with \"é\"",
        "first_order in last 1 days",
        "first_order in next 2 weeks or d in this month or d in this year",
        "first_order since 0001-01-01 and first_order before 9999-12-31",
        "birthday anniversary in next 7 days or birthday anniversary in this month",
        "spend_12m in top 5 % and spend_12m in top 100",
        "segment \"At risk\"",
        "a > median(`b c`)",
        "`and` = 1 and `day` = 2 and `2x` = 3 and `a``b` = 4 and `x y` = 5",
        "orders(count >= 5, last 2 months)",
        "orders(count = 0)",
        "orders(`day` since 2024-01-01, amount > 10, days >= 2, ever)",
        "lines(sum(quantity) >= 10, any 60 days)",
        "lines(product = \"SKU-1\", count >= 1) and not lines(product = \"SKU-2\", count >= 1)",
        "lines(mean(amount) > 1, this month) or lines(max(`day`) = 2024-01-01, this year)",
        "lines(min(amount) < median(spend_total), since 2024-01-01)",
        "events \"visit\" (count >= 1, before 2024-01-01)",
        "events(kind != \"visit\", count >= 1, between 2024-01-01 and 2024-12-31)",
    ] {
        assert_eq!(print(&parse(text).unwrap_or_else(|e| panic!("{text}: {e}"))), text);
    }
}

#[test]
fn other_ways_of_writing_become_canonical() {
    for (text, expected) in [
        ("  \n\t ", ""),
        ("A=1 AND(b=2 and(c=3))", "A = 1 and b = 2 and c = 3"),
        ("((a=1)) or ((b=1 or c=1))", "a = 1 or b = 1 or c = 1"),
        ("(a = 1 and b = 2) or c = 3", "a = 1 and b = 2 or c = 3"),
        ("not (a = 1)", "not a = 1"),
        ("not ((not (a = 1)))", "not (not a = 1)"),
        ("`n_orders` = 1", "n_orders = 1"),
        ("a last 1 day", "a in last 1 days"),
        ("a IN LAST 01 Month", "a in last 1 months"),
        ("a in since 2024-01-01", "a since 2024-01-01"),
        ("a this YEAR", "a in this year"),
        ("a anniversary in next 1 day", "a anniversary in next 1 days"),
        ("a in top 5%", "a in top 5 %"),
        ("orders(last 1 year,count>=5,amount>1)", "orders(amount > 1, count >= 5, last 1 years)"),
        ("EVENTS\"visit\"(COUNT>=1)", "events \"visit\" (count >= 1)"),
        ("a = TRUE", "a = true"),
    ] {
        assert_eq!(print(&parse(text).unwrap_or_else(|e| panic!("{text}: {e}"))), expected);
    }
}

#[test]
fn wrong_texts_say_where_and_what_instead() {
    for (text, start, end, instead) in [
        ("a", 1, 1, None),
        ("a = ", 4, 4, None),
        ("a = 1 b = 2", 6, 7, None),
        ("a = 1 adn b = 2", 6, 9, Some("and")),
        ("a = Sul", 4, 7, Some("\"Sul\"")),
        ("a = ture", 4, 8, Some("\"ture\"")),
        ("(a = 1", 6, 6, None),
        ("a = 1)", 5, 6, None),
        ("()", 1, 2, None),
        ("not not a = 1", 4, 7, Some("`not`")),
        ("day = 1", 0, 3, Some("`day`")),
        ("a in ()", 6, 7, None),
        ("a not \"x\"", 6, 9, None),
        ("a is emtpy", 5, 10, Some("empty")),
        ("a between 1 or 2", 12, 14, None),
        ("a contians \"x\"", 2, 10, Some("contains")),
        ("a contains 5", 11, 12, None),
        ("a contains x", 11, 12, Some("\"x\"")),
        ("a in last 0 days", 10, 11, None),
        ("a in last 1.5 days", 10, 13, None),
        ("a in last -1 days", 10, 12, None),
        ("a in last 4294967296 days", 10, 20, None),
        ("a in last 3 moths", 12, 17, Some("months")),
        ("a in last days", 10, 14, None),
        ("a in this week", 10, 14, None),
        ("a in ever", 5, 9, None),
        ("a since 5", 8, 9, None),
        ("a in top 0 %", 9, 10, None),
        ("segment x", 8, 9, Some("\"x\"")),
        ("orders(count >= 5", 17, 17, None),
        ("orders(amount > 5)", 17, 18, None),
        ("orders()", 7, 8, None),
        ("orders(count > 1, days > 1)", 18, 22, None),
        ("orders(count > 1, ever, ever)", 24, 28, None),
        ("orders(count > 1, next 5 days)", 18, 22, Some("`next`")),
        ("orders(not a = 1, count > 1)", 7, 10, None),
        ("orders((a = 1), count > 1)", 7, 8, None),
        ("orders(segment \"x\", count > 1)", 7, 14, None),
        ("orders(count)", 12, 13, None),
        ("orders(sum >= 5)", 11, 13, None),
        ("orders count", 7, 12, None),
        ("events 5(count > 1)", 7, 8, None),
        ("median(a) > 1", 0, 6, Some("`median`")),
        ("a > median a", 11, 12, None),
        ("5 = a", 0, 1, None),
        ("a = 1 and", 9, 9, None),
        ("a anniversary in next 3 weeks", 24, 29, None),
        ("a anniversary in this year", 22, 26, None),
    ] {
        let error = parse(text).expect_err(text);
        assert_eq!(
            (error.span.start, error.span.end, error.suggestion.as_deref()),
            (start, end, instead),
            "{text}: {error}"
        );
    }
}

#[test]
fn depth_and_length_are_limited() {
    for text in ["(".repeat(1_000_000), "not (".repeat(200_000), "orders(".repeat(100_000)] {
        parse(&text).unwrap_err();
    }
    let nested = |n: usize| format!("{}a = 1{}", "(".repeat(n), ")".repeat(n));
    parse(&nested(MAX_DEPTH)).unwrap();
    let cause = parse(&nested(MAX_DEPTH + 1)).unwrap_err().cause;
    assert_eq!(cause, Cause::TooDeep { limit: MAX_DEPTH });
    assert!(matches!(parse(&" ".repeat(2 << 20)).unwrap_err().cause, Cause::TooLong { .. }));
    // A list is a loop: no limit but the length.
    let many = vec!["a = 1"; 10_000].join(" or ");
    assert!(matches!(parse(&many).unwrap(), Node::Or(parts) if parts.len() == 10_000));
}

#[test]
fn spans_are_those_of_the_conditions() {
    let text = "é = 1 and orders( count > 2 )";
    let Node::And(parts) = parse(text).unwrap() else { panic!("an and") };
    let written: Vec<&str> = parts
        .iter()
        .map(|part| match part {
            Node::Condition(c) => &text[c.span.start as usize..c.span.end as usize],
            _ => panic!("a condition"),
        })
        .collect();
    assert_eq!(written, ["é = 1", "orders( count > 2 )"]);
}

#[test]
fn an_empty_group_keeps_everyone_and_is_dropped() {
    let a = parse("a = 1").unwrap();
    let not = |node| Node::Not(Box::new(node));
    for (tree, text) in [
        (Node::Or(vec![]), ""),
        (not(Node::And(vec![])), ""),
        (Node::And(vec![Node::Or(vec![]), a.clone()]), "a = 1"),
        (Node::Or(vec![Node::And(vec![]), not(Node::Or(vec![a.clone()]))]), "not a = 1"),
    ] {
        assert_eq!(print(&tree), text);
        assert_eq!(parse(text).unwrap(), canonical(&tree));
    }
}

#[test]
fn the_end_is_told_from_a_wrong_word() {
    let error = parse("a =").unwrap_err();
    assert_eq!(error.cause, Cause::Expected { what: Expected::Value, found: String::new() });
    assert_eq!(error.to_string(), "the query ends where a value is missing (at 4)");
}

fn name() -> impl Strategy<Value = Name> {
    prop_oneof![
        select(&["a", "spend_total", "região", "_x9"][..]).prop_map(str::to_string),
        select(KEYWORDS).prop_map(str::to_uppercase),
        "\\PC{1,6}",
    ]
    .prop_map(|text| Name::new(&text))
}

fn number() -> impl Strategy<Value = Number> {
    "-?[0-9]{1,25}(\\.[0-9]{1,6})?".prop_map(|text| Number::new(&text).unwrap())
}

fn day() -> impl Strategy<Value = Day> {
    (-719_162..2_932_896).prop_map(Day)
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        number().prop_map(ValueKind::Number),
        "\\PC{0,6}".prop_map(ValueKind::Text),
        day().prop_map(ValueKind::Date),
        any::<bool>().prop_map(ValueKind::YesNo),
        name().prop_map(ValueKind::Median),
    ]
    .prop_map(Value::new)
}

fn op() -> impl Strategy<Value = Op> {
    select(&[Op::Eq, Op::Ne, Op::Lt, Op::Le, Op::Gt, Op::Ge][..])
}

fn count() -> impl Strategy<Value = u32> {
    1..=u32::MAX
}

fn unit() -> impl Strategy<Value = Unit> {
    select(&[Unit::Days, Unit::Weeks, Unit::Months, Unit::Years][..])
}

fn field_test() -> impl Strategy<Value = Test> {
    let period = prop_oneof![
        (count(), unit()).prop_map(|(n, unit)| Period::Last(n, unit)),
        (count(), unit()).prop_map(|(n, unit)| Period::Next(n, unit)),
        Just(Period::ThisMonth),
        Just(Period::ThisYear),
        day().prop_map(Period::Since),
        day().prop_map(Period::Before),
    ];
    let when = prop_oneof![Just(Anniversary::ThisMonth), count().prop_map(Anniversary::NextDays)];
    let text_op = select(&[TextOp::Contains, TextOp::StartsWith, TextOp::EndsWith][..]);
    prop_oneof![
        (name(), op(), value()).prop_map(|(name, op, value)| Test::Compare { name, op, value }),
        (name(), value(), value()).prop_map(|(name, low, high)| Test::Between { name, low, high }),
        (name(), any::<bool>(), prop::collection::vec(value(), 1..4))
            .prop_map(|(name, negated, values)| Test::In { name, negated, values }),
        (name(), any::<bool>()).prop_map(|(name, negated)| Test::IsEmpty { name, negated }),
        (name(), text_op, "\\PC{0,6}").prop_map(|(name, op, text)| Test::Text { name, op, text }),
        (name(), period).prop_map(|(name, span)| Test::Span { name, span }),
        (name(), when).prop_map(|(name, when)| Test::Anniversary { name, when }),
        (name(), count(), any::<bool>()).prop_map(|(name, n, percent)| Test::InTop {
            name,
            n,
            percent
        }),
    ]
}

fn condition() -> impl Strategy<Value = Condition> {
    let source = prop_oneof![
        Just(Source::Orders),
        Just(Source::Lines),
        prop::option::of("\\PC{0,6}").prop_map(Source::Events),
    ];
    let aggregate = prop_oneof![
        Just(Aggregate::Count),
        Just(Aggregate::Days),
        name().prop_map(Aggregate::Sum),
        name().prop_map(Aggregate::Mean),
        name().prop_map(Aggregate::Max),
        name().prop_map(Aggregate::Min),
    ];
    let window = prop_oneof![
        Just(Window::Ever),
        (count(), unit()).prop_map(|(n, unit)| Window::Last(n, unit)),
        Just(Window::ThisMonth),
        Just(Window::ThisYear),
        day().prop_map(Window::Since),
        day().prop_map(Window::Before),
        (day(), day()).prop_map(|(first, last)| Window::Between(first, last)),
        (count(), unit()).prop_map(|(n, unit)| Window::Any(n, unit)),
    ];
    let filter = field_test().prop_map(|test| Condition { span: Span::default(), test });
    let source_test = (
        source,
        prop::collection::vec(filter, 0..3),
        aggregate,
        op(),
        value(),
        prop::option::of(window),
    )
        .prop_map(|(source, filters, aggregate, op, value, window)| {
            Test::Source(SourceTest { source, filters, aggregate, op, value, window })
        });
    prop_oneof![
        4 => field_test(),
        1 => name().prop_map(|name| Test::Segment { name }),
        2 => source_test,
    ]
    .prop_map(|test| Condition { span: Span::default(), test })
}

fn node() -> impl Strategy<Value = Node> {
    condition().prop_map(Node::Condition).prop_recursive(5, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Node::And),
            prop::collection::vec(inner.clone(), 0..4).prop_map(Node::Or),
            inner.prop_map(|node| Node::Not(Box::new(node))),
        ]
    })
}

/// Words and marks of the language in any order: reaches deeper into the parser than random text.
fn soup() -> impl Strategy<Value = String> {
    let marks = &["(", ")", ",", "%", "=", "!=", "<", ">=", "a", "\"x\"", "`y`", "7", "2024-01-01"];
    prop::collection::vec(prop_oneof![select(KEYWORDS), select(&marks[..])], 0..30)
        .prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn tree_to_text_to_tree_is_the_identity(tree in node()) {
        let tree = canonical(&tree);
        prop_assert_eq!(&canonical(&tree), &tree);
        let text = print(&tree);
        let parsed = parse(&text);
        prop_assert_eq!(parsed.as_ref(), Ok(&tree), "{}", text);
        prop_assert_eq!(print(&parsed.unwrap()), text);
    }

    #[test]
    fn no_text_brings_the_parser_down(text in prop_oneof![".{0,60}", soup()]) {
        match parse(&text) {
            Ok(tree) => {
                let once = print(&tree);
                let again = parse(&once);
                prop_assert_eq!(again.as_ref(), Ok(&tree), "{}", once);
            }
            Err(error) => {
                let (start, end) = (error.span.start as usize, error.span.end as usize);
                prop_assert!(start <= end && text.get(start..end).is_some(), "{}", error);
            }
        }
    }
}
