//! **`Base`**: a portfolio as of a day, with everything worked out: measures, the purchase model, classes, in that order;
//! forecasts and duplicates when first asked for, since they are as dear as all the rest and no first screen shows them.
//!
//! The trap: the columns of the forecasts stand in the table from the beginning, in their place, and are empty until they are
//! made. Whoever may read them asks for [`Base::complete`] or [`Base::prepare`] before.

use super::worth;
use crate::{
    classes::{ClassFacts, RuleSet, classify, duplicates, rules::ClassError},
    measures::{self, base::BaseFacts, settings::Settings, table::Table},
    models::{self, Checks, Models, purchase::Purchase, refusal::Refusal},
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
    purchase: Result<Purchase, Refusal>,
    /// None until they are asked for.
    pub models: Option<Models>,
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
        let WorkedOut { table, facts, purchase, models, classes } = made?;
        let (checks, twins) = (OnceCell::new(), OnceCell::new());
        Ok(Base { portfolio, table, facts, purchase, models, classes, checks, twins })
    }

    /// Works everything out again under other rules; on an error all stays as it was.
    pub fn update(&mut self, rules: &Rules) -> Result<(), ClassError> {
        self.portfolio.set_as_of(rules.last_day(&self.portfolio));
        let worked_out = work_out(&self.portfolio, rules, &mut |_| {});
        if worked_out.is_err() {
            self.portfolio.set_as_of(self.table.as_of.unwrap_or(i32::MAX));
        }
        let WorkedOut { table, facts, purchase, models, classes } = worked_out?;
        (self.table, self.facts, self.classes) = (table, facts, classes);
        (self.purchase, self.models) = (purchase, models);
        (self.checks, self.twins) = (OnceCell::new(), OnceCell::new());
        Ok(())
    }

    /// What the purchase model is measured by, worked out when it is first asked for.
    pub fn checks(&self, rules: &Rules) -> &Checks {
        self.checks.get_or_init(|| models::check_all(&self.portfolio, &self.table, &rules.settings))
    }

    /// Fits what orders are worth and makes the columns of forecasts, once.
    pub fn complete(&mut self, settings: &Settings) {
        if self.models.is_none() {
            self.models = Some(forecast(self.purchase, &self.portfolio, &mut self.table, settings));
        }
    }

    /// Makes what a query names of that which waits until it is asked for.
    pub fn prepare(&mut self, query: &str, rules: &Rules) {
        let named = Waiting::named(&[query], &rules.segments);
        if named.forecasts {
            self.complete(&rules.settings);
        }
        if named.duplicates {
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

/// Columns that wait until they are asked for: duplicates, since they read every name, those of the forecasts, and the chances
/// of look-alikes, for which somebody must be looked like.
pub struct Waiting {
    duplicates: bool,
    forecasts: bool,
    pub alike: bool,
}

impl Waiting {
    /// Which of them some queries may name, by themselves or by way of a saved segment.
    pub fn named(queries: &[&str], segments: &[SavedSegment]) -> Waiting {
        let segments = segments.iter().map(|segment| print(&segment.query));
        let texts: Vec<String> = queries
            .iter()
            .map(ToString::to_string)
            .chain(segments)
            .map(|text| fold(&text))
            .collect();
        let named = |field: &str| texts.iter().any(|text| text.contains(field));
        Waiting {
            duplicates: named(duplicates::FIELD),
            forecasts: models::FORECASTS.into_iter().any(&named),
            alike: named(worth::alike::FIELD),
        }
    }
}

fn forecast(
    purchase: Result<Purchase, Refusal>,
    portfolio: &Portfolio,
    table: &mut Table,
    settings: &Settings,
) -> Models {
    let models = models::fit_worth(purchase, portfolio, table);
    models.add_forecasts(portfolio, table, settings);
    models
}

fn make_duplicates(portfolio: &Portfolio, table: &mut Table) {
    let twins = duplicates::twins(portfolio, &table.exists);
    table.set(duplicates::FIELD, duplicates::column(&twins, &table.exists));
}

/// What a portfolio comes to under rules; the models where these name a forecast.
pub struct WorkedOut {
    pub table: Table,
    pub facts: BaseFacts,
    purchase: Result<Purchase, Refusal>,
    models: Option<Models>,
    pub classes: ClassFacts,
}

/// Works out a portfolio under rules.
pub fn work_out(
    portfolio: &Portfolio,
    rules: &Rules,
    done: &mut dyn FnMut(Stage),
) -> Result<WorkedOut, ClassError> {
    let measured = measures::compute(portfolio, rules.as_of, &rules.settings);
    let (mut table, facts) = (measured.table, measured.base);
    done(Stage::Measures);
    let purchase = models::add_alive(portfolio, &mut table, &rules.settings);
    done(Stage::Models);
    let edited = rules.classes.edited.iter().flat_map(|list| &list.rules);
    let edited: Vec<&str> = edited.map(|rule| rule.query.as_str()).collect();
    let mut models = None;
    if !edited.is_empty() {
        let named = Waiting::named(&edited, &rules.segments);
        models =
            named.forecasts.then(|| forecast(purchase, portfolio, &mut table, &rules.settings));
        if named.duplicates {
            make_duplicates(portfolio, &mut table);
        }
    }
    let classes =
        classify(portfolio, &mut table, &rules.settings, &rules.segments, &rules.classes)?;
    done(Stage::Classes);
    Ok(WorkedOut { table, facts, purchase, models, classes })
}
