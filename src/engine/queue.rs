//! **`Queue`**: what was asked and is not answered yet. What the user has the hand on (the selection, the day, the rules) goes
//! at once and never comes here; what screens ask besides waits its turn, so that the former can overtake it; what takes long
//! and nobody waits for comes last, once nothing else was asked for a while.
//!
//! The trap: an answer may be of a newer selection than the one it was asked for. It bears that one's revision, and only the
//! newest reply of a kind counts ([`super::client`]): of what waits, too, only the newest of a kind is kept.

use super::{
    act::ActAsk,
    builder::BuilderAsk,
    client::Kind,
    groups::GroupsAsk,
    protocol::{Ask, Request},
    time::view::TimeAsk,
    worth::WorthAsk,
};
use std::collections::VecDeque;

/// When a request is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    AtOnce,
    InTurn,
    Idle,
}

impl When {
    /// When this is answered: all that changes something, or saves what is there now, at once.
    pub fn of(ask: &Ask) -> When {
        match ask {
            Ask::Changes | Ask::Builder(BuilderAsk::Templates) => When::Idle,
            Ask::Groups(GroupsAsk::SetRules(_) | GroupsAsk::SetSaved(_))
            | Ask::Time(TimeAsk::List(_))
            | Ask::Worth(WorthAsk::Alike(_))
            | Ask::Act(ActAsk::Plans(_)) => When::AtOnce,
            Ask::Overview
            | Ask::Facets { .. }
            | Ask::Rows(_)
            | Ask::Customer { .. }
            | Ask::Builder(_)
            | Ask::Groups(_)
            | Ask::Time(_)
            | Ask::Worth(_)
            | Ask::Act(_) => When::InTurn,
            _ => When::AtOnce,
        }
    }
}

/// Requests that wait.
#[derive(Debug, Default)]
pub struct Queue {
    in_turn: VecDeque<Request>,
    idle: VecDeque<Request>,
}

impl Queue {
    /// Puts a request at the end of its row, in the place of an older one that no longer counts.
    pub fn put(&mut self, request: Request) {
        let row = match When::of(&request.ask) {
            When::Idle => &mut self.idle,
            _ => &mut self.in_turn,
        };
        if let Some(kind) = Kind::of(&request.ask) {
            row.retain(|older| Kind::of(&older.ask) != Some(kind));
        }
        row.push_back(request);
    }

    /// The one whose turn it is.
    pub fn take(&mut self) -> Option<Request> {
        self.in_turn.pop_front()
    }

    /// One that comes when nothing else does.
    pub fn take_idle(&mut self) -> Option<Request> {
        self.idle.pop_front()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::view::FacetAsk;

    fn facets(id: u32) -> Request {
        let fields = vec![FacetAsk { field: id.to_string(), ..FacetAsk::default() }];
        Request { id, ask: Ask::Facets { fields } }
    }

    #[test]
    fn only_the_newest_of_a_kind_waits() {
        let mut queue = Queue::default();
        let overview = Request { id: 2, ask: Ask::Overview };
        let values = |id| {
            let ask = BuilderAsk::Steps { template: "n_orders >= {x}".into() };
            Request { id, ask: Ask::Builder(ask) }
        };
        for request in [facets(1), overview.clone(), values(3), facets(4), values(5)] {
            queue.put(request);
        }
        queue.put(Request { id: 6, ask: Ask::Changes });
        queue.put(Request { id: 7, ask: Ask::Changes });
        let turns: Vec<u32> = std::iter::from_fn(|| queue.take()).map(|next| next.id).collect();
        assert_eq!(turns, [2, 3, 4, 5]);
        assert_eq!(queue.take_idle().map(|next| next.id), Some(7));
        assert_eq!(queue.take_idle(), None);
    }

    #[test]
    fn what_changes_something_never_waits() {
        for ask in [
            Ask::SetQuery { text: String::new() },
            Ask::SetAsOf { day: None },
            Ask::Groups(GroupsAsk::SetSaved(Vec::new())),
        ] {
            assert_eq!(When::of(&ask), When::AtOnce, "{ask:?}");
        }
        assert_eq!(When::of(&Ask::Overview), When::InTurn);
        assert_eq!(When::of(&Ask::Changes), When::Idle);
    }
}
