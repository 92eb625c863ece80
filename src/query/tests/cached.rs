//! The evaluator that remembers: same masks, right counts, and nothing remembered too long.

use super::base::example;
use crate::query::{
    ast::Node,
    evaluate::evaluate,
    evaluator::{Evaluation, Evaluator, MAX_WEIGHED, PartCount},
    fields::SavedSegment,
    known::MAX_KEPT,
    parse::parse,
};

#[test]
fn each_condition_counts_whom_it_keeps_and_alone_removes() {
    // Eight exist: Bea ana caio dora edu fia hugo íris.
    for (query, expected) in [
        ("", &[][..]),
        ("n_orders >= 3", &[(2, 6)]),
        ("not n_orders >= 3", &[(2, 2)]),
        // ana caio; Bea ana caio edu: alone the first removes Bea and edu, the second nobody.
        ("n_orders >= 3 and `renda mensal` is not empty", &[(2, 3), (5, 0)]),
        ("n_orders >= 3 and member = true", &[(2, 1), (2, 1)]),
        // In an or, a condition that goes takes no one in.
        ("n_orders >= 3 or member = true", &[(2, 0), (2, 0)]),
        ("not (n_orders >= 3 or member = true)", &[(2, 1), (2, 1)]),
        ("(n_orders = 0 or n_orders = 1) and region = \"sul\"", &[(3, 0), (3, 0), (2, 5)]),
        ("member = true and not (n_orders >= 3 and region = \"sul\")", &[(2, 5), (2, 0), (2, 0)]),
    ] {
        let counts = example().with(|data| {
            let node = parse(query).unwrap();
            let evaluation = Evaluator::new().evaluate(&node, data).unwrap();
            assert_eq!(Ok(evaluation.mask.clone()), evaluate(&node, data), "{query}");
            conditions(&node, &evaluation)
        });
        let counts: Vec<_> =
            counts.into_iter().map(|c| (c.keeps, c.alone_removes.unwrap())).collect();
        assert_eq!(counts, expected, "{query}");
    }
}

#[test]
fn what_a_condition_alone_removes_is_what_dropping_it_brings_back() {
    let parts = [
        "n_orders >= 1",
        "member = true",
        "region = \"sul\"",
        "spend_total > 50",
        "activity != \"Lost\"",
    ];
    let shapes = [
        "0 and 1 and 2",
        "0 and (1 or 2) and not 3",
        "not (0 and (1 or not 2)) or 3 and 4",
        "not (not (0 or 1) or 2)",
    ];
    for shape in shapes {
        let text: String = shape
            .chars()
            .map(|c| c.to_digit(10).map_or(c.to_string(), |i| parts[i as usize].to_string()))
            .collect();
        let node = parse(&text).unwrap();
        example().with(|data| {
            let evaluation = Evaluator::new().evaluate(&node, data).unwrap();
            let parts = parts_of(&node);
            assert_eq!(parts.len(), evaluation.parts.len());
            for (i, (part, count)) in parts.iter().zip(&evaluation.parts).enumerate() {
                assert_eq!(count.keeps, evaluate(part, data).unwrap().count(), "{shape}: {i}");
                let mut dropped =
                    evaluate(&without(&node, i).unwrap_or(Node::And(vec![])), data).unwrap();
                dropped.and_not(&evaluation.mask);
                assert_eq!(count.alone_removes, Some(dropped.count()), "{shape}: {i}");
            }
        });
    }
}

/// The counts of the conditions alone.
fn conditions(node: &Node, evaluation: &Evaluation) -> Vec<PartCount> {
    let parts = parts_of(node).into_iter().zip(&evaluation.parts);
    parts
        .filter(|(part, _)| matches!(part, Node::Condition(_)))
        .map(|(_, &count)| count)
        .enumerate()
        .inspect(|(i, count)| assert_eq!((count.first, count.n), (*i, 1)))
        .map(|(_, count)| count)
        .collect()
}

/// The whole, then its parts, each group before its own.
fn parts_of(node: &Node) -> Vec<&Node> {
    let mut all = vec![node];
    match node {
        Node::And(parts) | Node::Or(parts) => all.extend(parts.iter().flat_map(parts_of)),
        Node::Not(part) => all.extend(parts_of(part)),
        Node::Condition(_) => {}
    }
    all
}

/// The tree without its `i`th part.
fn without(node: &Node, i: usize) -> Option<Node> {
    fn walk(node: &Node, at: &mut usize, i: usize) -> Option<Node> {
        let here = *at;
        *at += 1;
        let rest = match node {
            Node::Condition(_) => Some(node.clone()),
            Node::Not(part) => walk(part, at, i).map(|part| Node::Not(Box::new(part))),
            Node::And(parts) => {
                Some(Node::And(parts.iter().filter_map(|part| walk(part, at, i)).collect()))
            }
            Node::Or(parts) => {
                Some(Node::Or(parts.iter().filter_map(|part| walk(part, at, i)).collect()))
            }
        };
        rest.filter(|_| here != i)
    }
    walk(node, &mut 0, i)
}

#[test]
fn what_changed_is_evaluated_again() {
    let mut evaluator = Evaluator::new();
    let mut base = example();
    let query = parse("segment \"x\" and region = \"sul\"").unwrap();
    let mut ask = |evaluator: &mut Evaluator, saved: &str| {
        base.segments = vec![SavedSegment { name: "x".into(), query: parse(saved).unwrap() }];
        base.with(|data| evaluator.mask(&query, data).unwrap().iter().collect::<Vec<_>>())
    };
    assert_eq!(ask(&mut evaluator, "n_orders >= 3"), [1]);
    // A saved segment may be edited without a word.
    assert_eq!(ask(&mut evaluator, "n_orders = 1"), [3]);
    // Other data are told by invalidating.
    let mut other = example();
    other.people[1].region = "Norte".into();
    let region = parse("region = \"sul\"").unwrap();
    let kept = |evaluator: &mut Evaluator| {
        other.with(|data| evaluator.mask(&region, data).unwrap().count())
    };
    assert_eq!(kept(&mut evaluator), 2, "remembered");
    evaluator.invalidate();
    assert_eq!(kept(&mut evaluator), 1);
}

#[test]
fn memory_is_limited_and_so_is_weighing() {
    let mut evaluator = Evaluator::new();
    let many: Vec<String> = (0..MAX_WEIGHED + 1).map(|i| format!("n_orders = {i}")).collect();
    example().with(|data| {
        let node = parse(&many.join(" or ")).unwrap();
        let evaluation = evaluator.evaluate(&node, data).unwrap();
        assert_eq!(evaluation.mask.count(), 8);
        let conditions = conditions(&node, &evaluation);
        assert_eq!(conditions.len(), MAX_WEIGHED + 1);
        assert_eq!(conditions[1].keeps, 3);
        assert_eq!(conditions[1].alone_removes, None);
    });
    assert_eq!(evaluator.n_kept(), MAX_KEPT);
}
