//! **`Base`**: a portfolio as of a day, with everything worked out: measures, models, classes, in that order.

use crate::{
    classes::{ClassFacts, RuleSet, classify, duplicates, rules::ClassError},
    measures::{self, base::BaseFacts, settings::Settings, table::Table},
    models::{self, Checks, Models},
    portfolio::columns::Portfolio,
    query::{evaluate::Data, fields::SavedSegment, print::print},
    text::fold,
};
use std::cell::OnceCell;

/// Everything that is known of the customers as of a day.
pub struct Base {
    pub portfolio: Portfolio,
    pub table: Table,
    pub facts: BaseFacts,
    pub models: Models,
    pub classes: ClassFacts,
    checks: OnceCell<Checks>,
    twins: OnceCell<Vec<u32>>,
}

/// What the user set about how a base is worked out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rules {
    /// None: the latest day of the data.
    pub as_of: Option<i32>,
    pub settings: Settings,
    pub classes: RuleSet,
    pub segments: Vec<SavedSegment>,
}

impl Rules {
    /// The last day that is visible; all of them where the data has no day.
    fn last_day(&self, portfolio: &Portfolio) -> i32 {
        let last = || portfolio.span().map(|(_, last)| last);
        self.as_of.or_else(last).unwrap_or(i32::MAX)
    }
}

/// A stage of the work that is done, for whoever measures time: the core has no clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    Measures,
    Models,
    Classes,
}

impl Base {
    /// Works everything out. Edited rules may name what these files do not have: then they give way to the built-in
    /// ones, which fit every portfolio.
    pub fn new(
        mut portfolio: Portfolio,
        rules: &mut Rules,
        done: &mut dyn FnMut(Stage),
    ) -> Result<Base, ClassError> {
        portfolio.set_as_of(rules.last_day(&portfolio));
        let mut made = work_out(&portfolio, rules, done);
        if made.is_err() && rules.classes != RuleSet::default() {
            rules.classes = RuleSet::default();
            made = work_out(&portfolio, rules, done);
        }
        let (table, facts, models, classes) = made?;
        Ok(Base {
            portfolio,
            table,
            facts,
            models,
            classes,
            checks: OnceCell::new(),
            twins: OnceCell::new(),
        })
    }

    /// Works everything out again under other rules; on an error all stays as it was.
    pub fn update(&mut self, rules: &Rules) -> Result<(), ClassError> {
        self.portfolio.set_as_of(rules.last_day(&self.portfolio));
        let worked_out = work_out(&self.portfolio, rules, &mut |_| {});
        if worked_out.is_err() {
            self.portfolio.set_as_of(self.table.as_of.unwrap_or(i32::MAX));
        }
        let (table, facts, models, classes) = worked_out?;
        (self.table, self.facts, self.models, self.classes) = (table, facts, models, classes);
        (self.checks, self.twins) = (OnceCell::new(), OnceCell::new());
        Ok(())
    }

    /// What the purchase model is measured by, worked out when it is first asked for.
    pub fn checks(&self, rules: &Rules) -> &Checks {
        self.checks.get_or_init(|| models::check_all(&self.portfolio, &self.table, &rules.settings))
    }

    /// Makes what a query may name and nobody else needs: whether a customer is perhaps another one too. It reads every
    /// name, so it waits until it is asked for.
    pub fn prepare(&mut self, query: &str, rules: &Rules) {
        let segments = || rules.segments.iter().any(|segment| names_it(&print(&segment.query)));
        if names_it(query) || segments() {
            self.make_duplicates();
        }
    }

    /// Makes the column of duplicates, once.
    pub fn make_duplicates(&mut self) {
        if self.table.get(duplicates::FIELD).is_none() {
            let column = duplicates::column(self.twins(), &self.table.exists);
            self.table.set(duplicates::FIELD, column);
        }
    }

    /// The twin of each customer ([`duplicates::twins`]), looked for when first asked for.
    pub fn twins(&self) -> &[u32] {
        self.twins.get_or_init(|| duplicates::twins(&self.portfolio, &self.table.exists))
    }

    /// What a query is asked of.
    pub fn data<'a>(&'a self, rules: &'a Rules) -> Data<'a> {
        Data {
            portfolio: &self.portfolio,
            table: &self.table,
            settings: &rules.settings,
            segments: &rules.segments,
        }
    }
}

/// Whether a query may name the column of duplicates.
fn names_it(query: &str) -> bool {
    fold(query).contains(duplicates::FIELD)
}

fn make_duplicates(portfolio: &Portfolio, table: &mut Table) {
    let twins = duplicates::twins(portfolio, &table.exists);
    table.set(duplicates::FIELD, duplicates::column(&twins, &table.exists));
}

/// Table, facts, models and classes of a portfolio under rules.
pub fn work_out(
    portfolio: &Portfolio,
    rules: &Rules,
    done: &mut dyn FnMut(Stage),
) -> Result<(Table, BaseFacts, Models, ClassFacts), ClassError> {
    let measured = measures::compute(portfolio, rules.as_of, &rules.settings);
    let (mut table, facts) = (measured.table, measured.base);
    done(Stage::Measures);
    let models = models::fit_all(portfolio, &table, &rules.settings);
    models.add_columns(portfolio, &mut table, &rules.settings);
    done(Stage::Models);
    let mut edited = rules.classes.edited.iter().flat_map(|list| &list.rules);
    if edited.any(|rule| names_it(&rule.query)) {
        make_duplicates(portfolio, &mut table);
    }
    let classes =
        classify(portfolio, &mut table, &rules.settings, &rules.segments, &rules.classes)?;
    done(Stage::Classes);
    Ok((table, facts, models, classes))
}
