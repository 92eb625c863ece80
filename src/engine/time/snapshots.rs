//! **`Snapshots`**: the classes of other days, worked out when asked for and kept for the next question about the same days.
//!
//! The trap: memory. Working out a day makes a whole table; only its classes and one sum are kept, of at most [`KEPT`] days.

use crate::{
    classes::{ORDER, classify, rules::ClassError},
    engine::base::{Base, Rules},
    insight::{
        frozen::{Frozen, freeze},
        movement::Snapshot,
    },
    measures::settings::Settings,
};
use std::sync::Arc;

/// Most days kept, the latest asked for.
const KEPT: usize = 4;

/// Under whose cuts a day is classed: its own, or those of an earlier day.
type Key = (i32, Option<i32>);

/// The classes of other days.
#[derive(Default)]
pub struct Snapshots {
    /// What they were made with, but for the day.
    rules: Rules,
    kept: Vec<(Key, Arc<Snapshot>)>,
    /// The rules of the first day last asked for, frozen.
    frozen: Option<(i32, Frozen)>,
}

impl Snapshots {
    /// Forgets all: the portfolio is another now.
    pub fn clear(&mut self) {
        self.kept.clear();
        self.frozen = None;
    }

    /// The classes of a day by its own cuts.
    pub fn own(
        &mut self,
        base: &mut Base,
        rules: &Rules,
        day: i32,
    ) -> Result<Arc<Snapshot>, ClassError> {
        self.fit(rules);
        if let Some(known) = self.known((day, None)) {
            return Ok(known);
        }
        let snapshot = if base.table.as_of == Some(day) {
            Snapshot::copy(&base.table, &ORDER)
        } else {
            let rules = Rules { as_of: Some(day), ..rules.clone() };
            base.visit(&rules, |then| Snapshot::copy(&then.table, &ORDER))?
        };
        Ok(self.keep((day, None), snapshot))
    }

    /// The classes of a first and a second day, both by the cuts of the first.
    pub fn frozen(
        &mut self,
        base: &mut Base,
        rules: &Rules,
        first: i32,
        second: i32,
    ) -> Result<(Arc<Snapshot>, Arc<Snapshot>), ClassError> {
        self.fit(rules);
        let keys = ((first, Some(first)), (second, Some(first)));
        if self.frozen.as_ref().is_none_or(|(day, _)| *day != first) || self.known(keys.0).is_none()
        {
            self.freeze(base, rules, first)?;
        }
        let before = self.known(keys.0);
        let after = match self.known(keys.1) {
            Some(known) => known,
            None => {
                let rules = self.rules_of(rules, second);
                let snapshot = base.visit(&rules, |then| Snapshot::copy(&then.table, &ORDER))?;
                self.keep(keys.1, snapshot)
            }
        };
        Ok((before.unwrap_or_else(|| after.clone()), after))
    }

    /// Works the first day out, freezes its rules, and classes it by them.
    fn freeze(&mut self, base: &mut Base, rules: &Rules, first: i32) -> Result<(), ClassError> {
        let own = Rules { as_of: Some(first), ..rules.clone() };
        let snapshot = base.visit(&own, |then| {
            let frozen = freeze(&then.data(&own), &then.facts, &then.classes, &own.classes);
            self.frozen = Some((first, frozen));
            let frozen = self.rules_of(rules, first);
            let (settings, segments) = (&frozen.settings, &frozen.segments);
            classify(&then.portfolio, &mut then.table, settings, segments, &frozen.classes)?;
            Ok(Snapshot::copy(&then.table, &ORDER))
        })??;
        self.keep((first, Some(first)), snapshot);
        Ok(())
    }

    /// The frozen rules, for a day.
    fn rules_of(&self, rules: &Rules, day: i32) -> Rules {
        let mut rules = Rules { as_of: Some(day), ..rules.clone() };
        if let Some((_, frozen)) = &self.frozen {
            let cuts = rules.settings.cuts.or(frozen.cuts);
            rules.settings = Settings { cuts, ..rules.settings };
            rules.classes = frozen.classes.clone();
            rules.segments = frozen.segments.clone();
        }
        rules
    }

    /// Forgets what was made under other rules.
    fn fit(&mut self, rules: &Rules) {
        let now = Rules { as_of: None, ..rules.clone() };
        if self.rules != now {
            self.rules = now;
            self.clear();
        }
    }

    fn known(&mut self, key: Key) -> Option<Arc<Snapshot>> {
        let place = self.kept.iter().position(|(known, _)| *known == key)?;
        let found = self.kept.remove(place);
        self.kept.push(found.clone());
        Some(found.1)
    }

    fn keep(&mut self, key: Key, snapshot: Snapshot) -> Arc<Snapshot> {
        if self.kept.len() >= KEPT {
            self.kept.remove(0);
        }
        let snapshot = Arc::new(snapshot);
        self.kept.push((key, snapshot.clone()));
        snapshot
    }
}
