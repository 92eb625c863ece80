//! What the builder does with a tree: every edit by hand, then random walks over all of them.

use crate::query::{
    ast::{Condition, Node, Test},
    draft::{Body, Draft, Group, Item, Path},
    parse::parse,
    print::print,
};
use proptest::prelude::*;

fn draft(query: &str) -> Draft {
    Draft::of(&parse(query).unwrap_or_else(|e| panic!("{query}: {e}")))
}

/// An edit at a path: the text then, and where the item is.
fn check(
    query: &str,
    edit: impl Fn(&mut Draft, &[usize]) -> Option<Path>,
    path: &[usize],
    expect: &str,
    at: &[usize],
) {
    let mut draft = draft(query);
    let found = edit(&mut draft, path);
    assert_eq!(draft.text(), expect, "{query} at {path:?}");
    assert_eq!(found.as_deref(), Some(at), "{query} at {path:?}");
}

#[test]
fn items_move_as_told() {
    let query = "a = 1 and (b = 2 or c = 3) and not d = 4";
    check(query, Draft::up, &[1], "(b = 2 or c = 3) and a = 1 and not d = 4", &[0]);
    check(query, Draft::down, &[0], "(b = 2 or c = 3) and a = 1 and not d = 4", &[1]);
    check(query, Draft::into, &[0], "(a = 1 or b = 2 or c = 3) and not d = 4", &[0, 0]);
    check(query, Draft::into, &[2], "a = 1 and (b = 2 or c = 3 or not d = 4)", &[1, 2]);
    check(query, Draft::out, &[1, 0], "a = 1 and c = 3 and b = 2 and not d = 4", &[2]);
    check(query, Draft::negate, &[1], "a = 1 and not (b = 2 or c = 3) and not d = 4", &[1]);
    check(query, Draft::negate, &[2], "a = 1 and (b = 2 or c = 3) and d = 4", &[2]);
    check(query, Draft::flip, &[1], "a = 1 and b = 2 and c = 3 and not d = 4", &[1]);
    check(query, Draft::flip, &[], "a = 1 or b = 2 or c = 3 or not d = 4", &[]);
    check(query, Draft::duplicate, &[2], &format!("{query} and not d = 4"), &[3]);
    // A group of one is not in the text.
    check("a = 1 and b = 2", Draft::enclose, &[1], "a = 1 and b = 2", &[1, 0]);
    check("a = 1", Draft::into, &[0], "a = 1", &[0, 0]);
    // What cannot move stays.
    for edit in [Draft::up, Draft::out] {
        assert_eq!(edit(&mut draft(query), &[0]), None);
    }
    assert_eq!(draft(query).down(&[2]), None);
    assert_eq!(draft(query).up(&[9]), None);
}

#[test]
fn an_item_goes_where_it_is_dropped() {
    let query = "a = 1 and (b = 2 or c = 3) and d = 4";
    for (from, group, at, expect, place) in [
        (&[0][..], &[][..], 3, "(b = 2 or c = 3) and d = 4 and a = 1", &[2][..]),
        (&[0], &[], 1, query, &[0]),
        (&[2], &[], 0, "d = 4 and a = 1 and (b = 2 or c = 3)", &[0]),
        (&[0], &[1], 1, "(b = 2 or a = 1 or c = 3) and d = 4", &[0, 1]),
        (&[1, 1], &[1], 0, "a = 1 and (c = 3 or b = 2) and d = 4", &[1, 0]),
        (&[1, 0], &[], 0, "b = 2 and a = 1 and c = 3 and d = 4", &[0]),
    ] {
        let edit = |draft: &mut Draft, path: &[usize]| draft.relocate(path, group, at);
        check(query, edit, from, expect, place);
    }
    assert_eq!(draft(query).relocate(&[1], &[1], 0), None, "not into itself");
    // The last item out of a group takes the group with it.
    let mut one = draft("a = 1 and b = 2");
    one.enclose(&[1]);
    assert_eq!(one.out(&[1, 0]), Some(vec![1]));
    assert_eq!(one, draft("a = 1 and b = 2"));
}

#[test]
fn conditions_are_counted_in_the_order_of_the_text() {
    let draft = draft("a = 1 and (b = 2 or not (c = 3 and d = 4)) and e = 5");
    for (path, range) in [
        (&[][..], 0..5),
        (&[0], 0..1),
        (&[1], 1..4),
        (&[1, 1], 2..4),
        (&[1, 1, 1], 3..4),
        (&[2], 4..5),
        (&[7], 5..5),
    ] {
        assert_eq!(draft.conditions(path), range, "{path:?}");
    }
}

#[test]
fn what_was_not_done_lately_asks_for_the_newcomers() {
    let as_of = Some("2024-03-31".parse::<crate::calendar::Day>().unwrap().0);
    for (query, found) in [
        ("not orders(count >= 1, last 31 days)", &[(&[0][..], "2024-03-01")][..]),
        ("orders(count < 3, last 1 months)", &[(&[0], "2024-03-01")]),
        ("lines(product = \"X\", count = 0, this month)", &[(&[0], "2024-03-01")]),
        ("r = 5 and not events \"visit\" (days >= 1, since 2024-02-01)", &[(&[1], "2024-02-01")]),
        ("not orders(count >= 1, last 31 days) and first_order before 2024-01-01", &[]),
        ("not orders(count >= 1, last 31 days) and customer_age_days >= 31", &[]),
        ("not orders(count >= 1)", &[]),
        ("not orders(count >= 1, before 2024-01-01)", &[]),
        ("orders(count >= 1, last 31 days)", &[]),
        ("not orders(count = 0, last 31 days)", &[]),
        ("orders(sum(amount) < 3, last 31 days)", &[]),
        ("r = 5 or not orders(count >= 1, last 31 days)", &[]),
    ] {
        let found: Vec<_> =
            found.iter().map(|&(path, day)| (path.to_vec(), day.parse().unwrap())).collect();
        assert_eq!(draft(query).newcomers(as_of), found, "{query}");
    }
}

/// One thing the user can do; paths are chosen by a number among all there are.
#[derive(Debug, Clone)]
enum Act {
    Insert(usize, usize, u8, bool),
    Remove(usize),
    Set(usize, u8),
    Negate(usize),
    Flip(usize),
    Duplicate(usize),
    Up(usize),
    Down(usize),
    Into(usize),
    Enclose(usize),
    Out(usize),
    Relocate(usize, usize, usize),
    /// What undo and links do: the draft anew out of its text.
    Reopen,
}

fn act() -> impl Strategy<Value = Act> {
    let n = || 0usize..64;
    prop_oneof![
        4 => (n(), n(), any::<u8>(), any::<bool>()).prop_map(|(g, at, c, not)| Act::Insert(g, at, c, not)),
        1 => n().prop_map(Act::Remove),
        1 => (n(), any::<u8>()).prop_map(|(i, c)| Act::Set(i, c)),
        1 => n().prop_map(Act::Negate),
        1 => n().prop_map(Act::Flip),
        1 => n().prop_map(Act::Duplicate),
        1 => n().prop_map(Act::Up),
        1 => n().prop_map(Act::Down),
        2 => n().prop_map(Act::Into),
        2 => n().prop_map(Act::Enclose),
        1 => n().prop_map(Act::Out),
        2 => (n(), n(), n()).prop_map(|(i, g, at)| Act::Relocate(i, g, at)),
        1 => Just(Act::Reopen),
    ]
}

const TESTS: &[&str] = &[
    "spend_total >= 300",
    "region in (\"Sul\", \"x\"\"y\")",
    "orders(count >= 5, last 2 months)",
    "lines(product = \"SKU-1\", `day` since 2024-02-01, sum(quantity) >= 10.5, any 60 days)",
    "events \"visit\" (count = 0, between 2024-01-01 and 2024-02-29)",
    "`and` is not empty",
    "birthday anniversary in next 30 days",
    "spend_12m in top 5 %",
    "spend_total between -1 and median(spend_total)",
    "segment \"VIP\"",
];

fn test(choice: u8) -> Test {
    match parse(TESTS[choice as usize % TESTS.len()]).unwrap() {
        Node::Condition(Condition { test, .. }) => test,
        other => panic!("{other:?}"),
    }
}

/// Paths of all items, and of all groups, the root's among them.
fn paths(group: &Group, way: &mut Path, items: &mut Vec<Path>, groups: &mut Vec<Path>) {
    groups.push(way.clone());
    for (i, item) in group.items.iter().enumerate() {
        way.push(i);
        items.push(way.clone());
        if let Body::Group(inner) = &item.body {
            paths(inner, way, items, groups);
        }
        way.pop();
    }
}

fn apply(draft: &mut Draft, act: &Act) {
    let (mut items, mut groups) = (Vec::new(), Vec::new());
    paths(&draft.root, &mut Vec::new(), &mut items, &mut groups);
    let group = |i: usize| groups[i % groups.len()].clone();
    if let Act::Insert(to, at, choice, not) = *act {
        let item = Item { negated: not, ..Item::condition(test(choice)) };
        draft.insert(&group(to), at, item);
        return;
    }
    if items.is_empty() {
        return;
    }
    let item = |i: usize| items[i % items.len()].clone();
    let before = draft.root.items.iter().map(Item::n_conditions).sum::<usize>();
    let moved = match *act {
        Act::Insert(..) => return,
        Act::Remove(i) => return drop(draft.remove(&item(i))),
        Act::Set(i, choice) => return drop(draft.set(&item(i), test(choice))),
        Act::Duplicate(i) => return drop(draft.duplicate(&item(i))),
        Act::Reopen => return *draft = Draft::of(&parse(&draft.text()).unwrap()),
        Act::Negate(i) => draft.negate(&item(i)),
        Act::Flip(i) => draft.flip(&group(i)),
        Act::Up(i) => draft.up(&item(i)),
        Act::Down(i) => draft.down(&item(i)),
        Act::Into(i) => draft.into(&item(i)),
        Act::Enclose(i) => draft.enclose(&item(i)),
        Act::Out(i) => draft.out(&item(i)),
        Act::Relocate(i, to, at) => draft.relocate(&item(i), &group(to), at),
    };
    let after = draft.root.items.iter().map(Item::n_conditions).sum::<usize>();
    assert_eq!(before, after, "{act:?} loses or doubles a condition");
    if let Some(path) = moved.filter(|path| !path.is_empty()) {
        assert!(draft.item(&path).is_some(), "{act:?} says where the item is");
    }
}

fn leaves(node: &Node) -> Vec<&Condition> {
    match node {
        Node::And(parts) | Node::Or(parts) => parts.iter().flat_map(leaves).collect(),
        Node::Not(part) => leaves(part),
        Node::Condition(condition) => vec![condition],
    }
}

proptest! {
    #[test]
    fn whatever_is_done_prints_and_parses_back(acts in prop::collection::vec(act(), 1..60)) {
        let mut draft = Draft::default();
        for act in &acts {
            apply(&mut draft, act);
            let node = draft.node();
            let text = draft.text();
            prop_assert_eq!(&parse(&text).unwrap(), &node, "{}", text);
            prop_assert_eq!(&print(&node), &text);
            prop_assert_eq!(&Draft::of(&node).node(), &node);
            prop_assert_eq!(leaves(&node).len(), draft.conditions(&[]).len());
        }
    }
}
