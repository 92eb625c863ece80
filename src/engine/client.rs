//! The page's side of the conversation: hands out ids and tells stale replies from current ones. For what a
//! screen shows, only the reply to the newest request of its kind counts: the older ones are dropped.

use super::{
    protocol::{Ask, Reply, Say},
    time::view::{TimeAsk, TimeSay},
    view::Problem,
};

/// Replies of which only the newest counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Whatever ends in a portfolio: of readings that overlap, only the last goes on.
    Load,
    Selection,
    Overview,
    Changes,
    Facets,
    Rows,
    Customer,
    Cohorts,
    Movement,
    Segment,
    Departures,
    Standing,
}

impl Kind {
    /// Of what is asked; none where each reply counts.
    pub fn of(ask: &Ask) -> Option<Kind> {
        match ask {
            Ask::Open { .. }
            | Ask::Sample { .. }
            | Ask::Choose { .. }
            | Ask::Confirm
            | Ask::Remove { .. } => Some(Kind::Load),
            Ask::SetQuery { .. } | Ask::SetAsOf { .. } | Ask::SetSettings { .. } => {
                Some(Kind::Selection)
            }
            Ask::Overview => Some(Kind::Overview),
            Ask::Changes => Some(Kind::Changes),
            Ask::Facets { .. } => Some(Kind::Facets),
            Ask::Rows(_) => Some(Kind::Rows),
            Ask::Customer { .. } => Some(Kind::Customer),
            Ask::Time(ask) => match ask {
                TimeAsk::Cohorts { .. } => Some(Kind::Cohorts),
                TimeAsk::Movement(_) => Some(Kind::Movement),
                TimeAsk::Segment { .. } => Some(Kind::Segment),
                TimeAsk::Departures => Some(Kind::Departures),
                TimeAsk::Standing => Some(Kind::Standing),
                TimeAsk::Sizes { .. } | TimeAsk::List(_) => None,
            },
            _ => None,
        }
    }
}

const KINDS: usize = Kind::Standing as usize + 1;

/// Ids handed out so far.
#[derive(Debug, Clone, Default)]
pub struct Client {
    last: u32,
    newest: [u32; KINDS],
}

impl Client {
    /// The id for this request.
    pub fn id_for(&mut self, ask: &Ask) -> u32 {
        self.last += 1;
        if let Some(kind) = Kind::of(ask) {
            self.newest[kind as usize] = self.last;
        }
        self.last
    }

    /// Whether this reply is still wanted. What the engine says unasked (id 0) always is.
    pub fn is_current(&self, reply: &Reply) -> bool {
        let kind = match &reply.say {
            Say::Progress { .. } | Say::Files(_) | Say::Loaded(_) | Say::Cancelled => Kind::Load,
            // Others than those who asked for it change it too: rules, and whom look-alikes are like. All are answered in
            // the order in which they are asked.
            Say::Selection(_) => {
                return reply.id == 0 || reply.id >= self.newest[Kind::Selection as usize];
            }
            Say::Failed(Problem::Query(_)) => Kind::Selection,
            Say::Overview(_) => Kind::Overview,
            Say::Changes { .. } => Kind::Changes,
            Say::Facets { .. } => Kind::Facets,
            Say::Rows(_) => Kind::Rows,
            Say::Customer(_) => Kind::Customer,
            Say::Time(said) => match **said {
                TimeSay::Cohorts(_) => Kind::Cohorts,
                TimeSay::Movement(_) => Kind::Movement,
                TimeSay::Segment(_) => Kind::Segment,
                TimeSay::Departures(_) => Kind::Departures,
                TimeSay::Standing(_) => Kind::Standing,
                TimeSay::Sizes(_) => return true,
            },
            _ => return true,
        };
        reply.id == 0 || reply.id == self.newest[kind as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        classes::RuleSet,
        engine::{groups::GroupsAsk, view::SelectionView},
    };

    #[test]
    fn only_the_newest_selection_counts() {
        let mut client = Client::default();
        let older = client.id_for(&Ask::SetQuery { text: "n_orders >= 1".into() });
        let newer = client.id_for(&Ask::SetQuery { text: "n_orders >= 2".into() });
        client.id_for(&Ask::Overview);
        let reply = |id| Reply { id, say: Say::Selection(SelectionView::default()) };
        assert!(!client.is_current(&reply(older)));
        assert!(client.is_current(&reply(newer)));
        assert!(client.is_current(&reply(0)));
        let moved = client.id_for(&Ask::SetAsOf { day: None });
        assert!(client.is_current(&reply(moved)));
        assert!(!client.is_current(&reply(newer)));
    }

    #[test]
    fn a_selection_that_new_rules_make_counts() {
        let mut client = Client::default();
        let reply = |id| Reply { id, say: Say::Selection(SelectionView::default()) };
        client.id_for(&Ask::SetQuery { text: "pareto_class = \"A\"".into() });
        let rules = client.id_for(&Ask::Groups(GroupsAsk::SetRules(RuleSet::default())));
        assert!(client.is_current(&reply(rules)));
        client.id_for(&Ask::SetQuery { text: String::new() });
        assert!(!client.is_current(&reply(rules)));
    }
}
