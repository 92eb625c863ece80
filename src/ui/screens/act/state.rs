//! What the Act screen knows: the answers it was last given, and the terms the user acts on.

use crate::engine::{act::ActAsk, protocol::Ask};
use crate::{
    engine::act::{
        ActSay,
        groups::{GroupRow, GroupView, Terms},
    },
    ui::transport,
};
use leptos::prelude::*;
use std::sync::Arc;

/// The signals of the screen. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Act {
    pub groups: RwSignal<Arc<Vec<GroupRow>>>,
    /// The open group; the inner none where these data cannot tell it.
    pub group: RwSignal<Option<Option<Arc<GroupView>>>>,
    pub terms: RwSignal<Terms>,
}

impl Act {
    /// As the page begins.
    pub fn of_browser() -> Act {
        Act {
            groups: RwSignal::default(),
            group: RwSignal::new(None),
            terms: RwSignal::new(Terms::default()),
        }
    }

    /// Takes in what the engine says.
    pub fn hear(self, say: ActSay) {
        match say {
            ActSay::Groups(groups) => self.groups.set(Arc::new(groups)),
            ActSay::Group(group) => self.group.set(Some(group.map(|group| Arc::new(*group)))),
        }
    }

    /// Forgets what was told of the data. The terms are the user's.
    pub fn forget(self) {
        self.groups.set(Arc::default());
        self.group.set(None);
    }

    /// Asks the engine.
    pub fn ask(self, ask: ActAsk) {
        transport::ask(Ask::Act(ask));
    }
}
