//! **`Draft`**: a query while it is being built. An **item** is a condition or a group of items, perhaps denied; the
//! root is a group. A **path** is the place of an item among its group's, group by group from the root.
//!
//! The trap: a draft need not be canonical. A group that holds one item or none, or is of its parent's kind, stands
//! on the builder as long as the user works on it; the query's text is that of the canonical tree, and drops it.
//! Conditions keep their order in both: the `i`th condition of a draft is the `i`th of its query.

use super::{
    ast::{Aggregate, Condition, Node, Op, Period, SourceTest, Test, ValueKind, Window},
    period::period_days,
    print::{canonical, print},
};
use crate::{calendar::Day, text::fold};
use std::ops::Range;

/// Groups within groups that the builder makes; the language allows more ([`super::parse::MAX_DEPTH`]).
pub const MAX_NESTED: usize = 12;

/// A condition or a group.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    pub negated: bool,
    pub body: Body,
}

/// What an item is.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    Condition(Condition),
    Group(Group),
}

/// Items of which all must hold, or any.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Group {
    pub any: bool,
    pub items: Vec<Item>,
}

/// A query while it is being built.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Draft {
    pub root: Group,
}

/// The way from the root to an item; empty for the root.
pub type Path = Vec<usize>;

impl Item {
    /// A condition.
    pub fn condition(test: Test) -> Item {
        Item { negated: false, body: Body::Condition(Condition { span: Default::default(), test }) }
    }

    fn of(node: &Node) -> Item {
        let part = |body| Item { negated: false, body };
        match node {
            Node::Condition(condition) => part(Body::Condition(condition.clone())),
            Node::Not(inner) => {
                let inner = Item::of(inner);
                match inner.negated {
                    false => Item { negated: true, ..inner },
                    true => Item { negated: true, ..part(Body::Group(Group::all(vec![inner]))) },
                }
            }
            Node::And(parts) => part(Body::Group(Group::all(parts.iter().map(Item::of).collect()))),
            Node::Or(parts) => {
                let items = parts.iter().map(Item::of).collect();
                part(Body::Group(Group { any: true, items }))
            }
        }
    }

    fn node(&self) -> Node {
        let node = match &self.body {
            Body::Condition(condition) => Node::Condition(condition.clone()),
            Body::Group(group) => group.node(),
        };
        if self.negated { Node::Not(Box::new(node)) } else { node }
    }

    /// How many conditions there are in it.
    pub fn n_conditions(&self) -> usize {
        match &self.body {
            Body::Condition(_) => 1,
            Body::Group(group) => group.items.iter().map(Item::n_conditions).sum(),
        }
    }

    fn depth(&self) -> usize {
        match &self.body {
            Body::Condition(_) => 0,
            Body::Group(group) => 1 + group.items.iter().map(Item::depth).max().unwrap_or(0),
        }
    }
}

impl Group {
    fn all(items: Vec<Item>) -> Group {
        Group { any: false, items }
    }

    fn node(&self) -> Node {
        let parts = self.items.iter().map(Item::node).collect();
        if self.any { Node::Or(parts) } else { Node::And(parts) }
    }
}

impl Draft {
    /// The draft of a tree.
    pub fn of(node: &Node) -> Draft {
        let item = Item::of(node);
        Draft {
            root: match item {
                Item { negated: false, body: Body::Group(group) } => group,
                item => Group::all(vec![item]),
            },
        }
    }

    /// The query's canonical tree.
    pub fn node(&self) -> Node {
        canonical(&self.root.node())
    }

    /// The query's canonical text.
    pub fn text(&self) -> String {
        print(&self.root.node())
    }

    /// The item there; none for the root.
    pub fn item(&self, path: &[usize]) -> Option<&Item> {
        let (&last, way) = path.split_last()?;
        self.group(way)?.items.get(last)
    }

    /// The group there.
    pub fn group(&self, path: &[usize]) -> Option<&Group> {
        path.iter().try_fold(&self.root, |group, &place| match &group.items.get(place)?.body {
            Body::Group(group) => Some(group),
            Body::Condition(_) => None,
        })
    }

    fn item_mut(&mut self, path: &[usize]) -> Option<&mut Item> {
        let (&last, way) = path.split_last()?;
        self.group_mut(way)?.items.get_mut(last)
    }

    fn group_mut(&mut self, path: &[usize]) -> Option<&mut Group> {
        path.iter().try_fold(&mut self.root, |group, &place| {
            match &mut group.items.get_mut(place)?.body {
                Body::Group(group) => Some(group),
                Body::Condition(_) => None,
            }
        })
    }

    /// Which conditions of the query stand in the item there, or in the root.
    pub fn conditions(&self, path: &[usize]) -> Range<usize> {
        let (mut group, mut first) = (&self.root, 0);
        for (i, &place) in path.iter().enumerate() {
            let before = group.items.iter().take(place);
            first += before.map(Item::n_conditions).sum::<usize>();
            match group.items.get(place) {
                Some(item) if i + 1 == path.len() => return first..first + item.n_conditions(),
                Some(Item { body: Body::Group(inner), .. }) => group = inner,
                _ => return first..first,
            }
        }
        first..first + group.items.iter().map(Item::n_conditions).sum::<usize>()
    }

    // ---- Edits: each says where the item is then; none where nothing could be done ----

    /// Puts an item into a group.
    pub fn insert(&mut self, group: &[usize], at: usize, item: Item) -> Option<Path> {
        if group.len() + item.depth() > MAX_NESTED {
            return None;
        }
        let items = &mut self.group_mut(group)?.items;
        let at = at.min(items.len());
        items.insert(at, item);
        Some([group, &[at]].concat())
    }

    /// Takes an item out.
    pub fn remove(&mut self, path: &[usize]) -> Option<Item> {
        let (&last, way) = path.split_last()?;
        let items = &mut self.group_mut(way)?.items;
        (last < items.len()).then(|| items.remove(last))
    }

    /// Puts another condition in the place of one.
    pub fn set(&mut self, path: &[usize], test: Test) -> Option<Path> {
        match &mut self.item_mut(path)?.body {
            Body::Condition(condition) => condition.test = test,
            Body::Group(_) => return None,
        }
        Some(path.to_vec())
    }

    /// Denies an item, or no longer.
    pub fn negate(&mut self, path: &[usize]) -> Option<Path> {
        let item = self.item_mut(path)?;
        item.negated = !item.negated;
        Some(path.to_vec())
    }

    /// Makes a group of "all" one of "any", and back.
    pub fn flip(&mut self, path: &[usize]) -> Option<Path> {
        let group = self.group_mut(path)?;
        group.any = !group.any;
        Some(path.to_vec())
    }

    /// Puts a copy of an item after it.
    pub fn duplicate(&mut self, path: &[usize]) -> Option<Path> {
        let copy = self.item(path)?.clone();
        let (&last, way) = path.split_last()?;
        self.insert(way, last + 1, copy)
    }

    /// Changes an item's place with that of the one before it.
    pub fn up(&mut self, path: &[usize]) -> Option<Path> {
        let (&last, way) = path.split_last()?;
        let before = last.checked_sub(1)?;
        let items = &mut self.group_mut(way)?.items;
        if last >= items.len() {
            return None;
        }
        items.swap(before, last);
        Some([way, &[before]].concat())
    }

    /// Changes an item's place with that of the one after it.
    pub fn down(&mut self, path: &[usize]) -> Option<Path> {
        let (&last, way) = path.split_last()?;
        let items = &mut self.group_mut(way)?.items;
        if last + 1 >= items.len() {
            return None;
        }
        items.swap(last, last + 1);
        Some([way, &[last + 1]].concat())
    }

    /// Moves an item into the group beside it, the one before sooner than the one after; without one, into a group of
    /// its own, of the other kind.
    pub fn into(&mut self, path: &[usize]) -> Option<Path> {
        let (&last, way) = path.split_last()?;
        let group = self.group(way)?;
        let is_group = |place: usize| {
            matches!(group.items.get(place), Some(Item { body: Body::Group(_), .. }))
        };
        let before = last.checked_sub(1).filter(|&place| is_group(place));
        let (target, at) = match (before, is_group(last + 1)) {
            (Some(place), _) => (place, usize::MAX),
            (None, true) => (last + 1, 0),
            (None, false) => return self.enclose(path),
        };
        self.relocate(path, &[way, &[target]].concat(), at)
    }

    /// Puts an item into a group of its own, of the other kind than the group it stands in.
    pub fn enclose(&mut self, path: &[usize]) -> Option<Path> {
        let (&last, way) = path.split_last()?;
        if way.len() + 1 + self.item(path)?.depth() > MAX_NESTED {
            return None;
        }
        let any = !self.group(way)?.any;
        let item = self.remove(path)?;
        let group = Group { any, items: vec![item] };
        self.insert(way, last, Item { negated: false, body: Body::Group(group) })?;
        Some([path, &[0]].concat())
    }

    /// Moves an item out of its group, to the place after it; a group left empty goes.
    pub fn out(&mut self, path: &[usize]) -> Option<Path> {
        let (_, way) = path.split_last()?;
        let (&place, outer) = way.split_last()?;
        let moved = self.relocate(path, outer, place + 1)?;
        if self.group(way).is_some_and(|group| group.items.is_empty()) {
            self.remove(way);
            return Some([outer, &[place]].concat());
        }
        Some(moved)
    }

    /// Moves an item to a place in a group, counted while it is still where it was; never into itself.
    pub fn relocate(&mut self, path: &[usize], group: &[usize], at: usize) -> Option<Path> {
        if path.is_empty() || group.starts_with(path) {
            return None;
        }
        let n = self.group(group)?.items.len();
        if group.len() + self.item(path)?.depth() > MAX_NESTED {
            return None;
        }
        let (&last, way) = path.split_last()?;
        let item = self.remove(path)?;
        // Places after the one that was taken out come one nearer.
        let mut group = group.to_vec();
        if group.len() >= path.len() && group[..way.len()] == *way && group[way.len()] > last {
            group[way.len()] -= 1;
        }
        let at = at.min(n);
        let at = if group == way && at > last { at - 1 } else { at };
        self.insert(&group, at, item)
    }

    // ---- What to look at twice ----

    /// Conditions of what was not done within a window that also keep customers who came after the window began:
    /// where the condition is, and the day from which on they are meant to be left out. Not those beside which the
    /// first order or the age is tested already.
    pub fn newcomers(&self, as_of: Option<i32>) -> Vec<(Path, Day)> {
        let mut found = Vec::new();
        newcomers(&self.root, &mut Vec::new(), as_of, &mut found);
        found
    }
}

fn newcomers(group: &Group, way: &mut Path, as_of: Option<i32>, found: &mut Vec<(Path, Day)>) {
    let told = !group.any && group.items.iter().any(tells_age);
    if told {
        return;
    }
    for (place, item) in group.items.iter().enumerate() {
        way.push(place);
        match &item.body {
            Body::Group(inner) if !item.negated => newcomers(inner, way, as_of, found),
            Body::Condition(Condition { test: Test::Source(test), .. })
                if !group.any && lacks(test, item.negated) =>
            {
                if let Some(day) = test.window.and_then(|window| begin(window, as_of)) {
                    found.push((way.clone(), day));
                }
            }
            _ => {}
        }
        way.pop();
    }
}

/// Whether a count holds for those who did nothing.
fn lacks(test: &SourceTest, negated: bool) -> bool {
    let (Aggregate::Count | Aggregate::Days, ValueKind::Number(number)) =
        (&test.aggregate, &test.value.kind)
    else {
        return false;
    };
    let number: f64 = number.written().parse().unwrap_or_default();
    let holds = match test.op {
        Op::Eq => number == 0.0,
        Op::Ne => number != 0.0,
        Op::Lt => 0.0 < number,
        Op::Le => 0.0 <= number,
        Op::Gt => 0.0 > number,
        Op::Ge => 0.0 >= number,
    };
    holds != negated
}

/// Whether an item says since when someone is a customer.
fn tells_age(item: &Item) -> bool {
    let Body::Condition(Condition { test, .. }) = &item.body else { return false };
    let name = match test {
        Test::Compare { name, .. } | Test::Between { name, .. } | Test::Span { name, .. } => name,
        _ => return false,
    };
    ["first_order", "customer_age_days"].contains(&fold(&name.text).as_str())
}

/// The first day of a window; none for those that begin with the data.
fn begin(window: Window, as_of: Option<i32>) -> Option<Day> {
    let period = match window {
        Window::Last(n, unit) => Period::Last(n, unit),
        Window::ThisMonth => Period::ThisMonth,
        Window::ThisYear => Period::ThisYear,
        Window::Since(day) | Window::Between(day, _) => Period::Since(day),
        Window::Ever | Window::Before(_) | Window::Any(..) => return None,
    };
    let (first, last) = period_days(period, as_of);
    (first <= last).then_some(Day(first))
}
