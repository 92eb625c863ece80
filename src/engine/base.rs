//! **`Base`**: a portfolio as of a day, with everything worked out: measures, the purchase model, classes, in that order;
//! forecasts and duplicates when first asked for, since they are as dear as all the rest and no first screen shows them.
//!
//! The trap: the columns of the forecasts stand in the table from the beginning, in their place, and are empty until they are
//! made. Whoever may read them asks for [`Base::complete`] or [`Base::prepare`] before. And look-alikes are learned from classes:
//! rules that name them are asked twice, the first time as long as nobody is like anybody.

use super::worth;
use crate::{
    classes::{ClassFacts, RuleSet, classify_by_fitting, duplicates, rules::ClassError},
    measures::{self, base::BaseFacts, settings::Settings, table::Table},
    models::{self, Checks, Models, forecasting::Forecasting},
    portfolio::columns::Portfolio,
    query::{evaluate::Data, evaluator::Evaluator, fields::SavedSegment, print::print},
    text::fold,
};
use std::{cell::OnceCell, mem::replace};

/// Everything that is known of the customers as of a day.
pub struct Base {
    pub portfolio: Portfolio,
    pub table: Table,
    pub facts: BaseFacts,
    /// Forecasts that are still to be made; none where they are.
    forecasting: Option<Forecasting>,
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
    /// Whom look-alikes were last compared with, once they were asked for; empty for the best.
    pub alike: Option<String>,
}

impl Rules {
    /// Whether the user's classes are told by look-alikes.
    pub fn name_alike(&self) -> bool {
        let edited = self.classes.queries();
        !edited.is_empty() && Waiting::named(&edited, &self.segments).alike
    }

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
    /// Works everything out.
    pub fn new(
        mut portfolio: Portfolio,
        rules: &Rules,
        done: &mut dyn FnMut(Stage),
    ) -> Result<Base, ClassError> {
        portfolio.set_as_of(rules.last_day(&portfolio));
        let WorkedOut { table, facts, forecasting, models, classes, checks, twins } =
            work_out(&portfolio, rules, done)?;
        let mut base =
            Base { portfolio, table, facts, forecasting, models, classes, checks, twins };
        base.settle(rules)?;
        Ok(base)
    }

    /// Works everything out again under other rules; on an error all stays as it was.
    pub fn update(&mut self, rules: &Rules) -> Result<(), ClassError> {
        self.portfolio.set_as_of(rules.last_day(&self.portfolio));
        match work_out(&self.portfolio, rules, &mut |_| {}) {
            Ok(made) => {
                self.put(made);
                self.settle(rules)
            }
            Err(error) => {
                self.portfolio.set_as_of(self.table.as_of.unwrap_or(i32::MAX));
                Err(error)
            }
        }
    }

    /// Shows somebody the base under other rules, those of another day mostly; then all is as it was.
    pub fn visit<T>(
        &mut self,
        rules: &Rules,
        look: impl FnOnce(&mut Base) -> T,
    ) -> Result<T, ClassError> {
        let now = self.table.as_of.unwrap_or(i32::MAX);
        self.portfolio.set_as_of(rules.last_day(&self.portfolio));
        let seen = work_out(&self.portfolio, rules, &mut |_| {}).and_then(|made| {
            let own = self.put(made);
            let seen = self.settle(rules).map(|()| look(self));
            self.put(own);
            seen
        });
        self.portfolio.set_as_of(now);
        seen
    }

    /// Puts what was worked out in the place of what was there, which is given back.
    fn put(&mut self, made: WorkedOut) -> WorkedOut {
        WorkedOut {
            table: replace(&mut self.table, made.table),
            facts: replace(&mut self.facts, made.facts),
            forecasting: replace(&mut self.forecasting, made.forecasting),
            models: replace(&mut self.models, made.models),
            classes: replace(&mut self.classes, made.classes),
            checks: replace(&mut self.checks, made.checks),
            twins: replace(&mut self.twins, made.twins),
        }
    }

    /// Makes the classes again where rules name look-alikes, who are there only now.
    fn settle(&mut self, rules: &Rules) -> Result<(), ClassError> {
        if !rules.name_alike() {
            return Ok(());
        }
        self.make_alike(rules);
        let Rules { settings, segments, classes, .. } = rules;
        self.classes =
            classify_by_fitting(&self.portfolio, &mut self.table, settings, segments, classes)?;
        Ok(())
    }

    /// What the purchase model is measured by, worked out when it is first asked for.
    pub fn checks(&self, rules: &Rules) -> &Checks {
        self.checks.get_or_init(|| models::check_all(&self.portfolio, &self.table, &rules.settings))
    }

    /// Fits what orders are worth and makes the columns of forecasts, once.
    pub fn complete(&mut self, settings: &Settings) {
        while self.complete_in_part(settings) {}
    }

    /// Does a part of that; whether there is more of it.
    pub fn complete_in_part(&mut self, settings: &Settings) -> bool {
        let Some(forecasting) = &mut self.forecasting else { return false };
        self.models = forecasting.step(&self.portfolio, &mut self.table, settings);
        if self.models.is_some() {
            self.forecasting = None;
        }
        self.models.is_none()
    }

    /// Whether forecasts are not made yet, and a model says that they can be.
    pub fn will_foretell(&self) -> bool {
        self.forecasting.as_ref().is_some_and(Forecasting::will_foretell)
    }

    /// Makes what queries or fields name of that which waits until it is asked for. Whether look-alikes came to it: masks that
    /// were known before know nothing of them.
    pub fn prepare(&mut self, named: &[&str], rules: &Rules) -> bool {
        let named = Waiting::named(named, &rules.segments);
        if named.forecasts {
            self.complete(&rules.settings);
        }
        if named.duplicates {
            self.make_duplicates();
        }
        (named.alike || rules.alike.is_some()) && self.make_alike(rules)
    }

    /// Makes the chances of look-alikes, once. A target that these data cannot name leaves them unknown.
    fn make_alike(&mut self, rules: &Rules) -> bool {
        if self.table.get(worth::alike::FIELD).is_some() {
            return false;
        }
        self.complete(&rules.settings);
        let target = rules.alike.as_deref().unwrap_or_default();
        let made = worth::alike::alike(self, rules, &mut Evaluator::default(), target, 0);
        let made = made.map(|(_, chances)| self.table.set(worth::alike::FIELD, chances));
        made.is_ok()
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
struct Waiting {
    duplicates: bool,
    forecasts: bool,
    alike: bool,
}

impl Waiting {
    /// Which of them some queries may name, by themselves or by way of a saved segment.
    fn named(queries: &[&str], segments: &[SavedSegment]) -> Waiting {
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

fn make_duplicates(portfolio: &Portfolio, table: &mut Table) {
    let twins = duplicates::twins(portfolio, &table.exists);
    table.set(duplicates::FIELD, duplicates::column(&twins, &table.exists));
}

/// What a portfolio comes to under rules; the models where these name a forecast.
pub struct WorkedOut {
    pub table: Table,
    facts: BaseFacts,
    forecasting: Option<Forecasting>,
    models: Option<Models>,
    classes: ClassFacts,
    checks: OnceCell<Checks>,
    twins: OnceCell<Vec<u32>>,
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
    let mut forecasting = models::add_alive(portfolio, &mut table, &rules.settings);
    done(Stage::Models);
    let edited = rules.classes.queries();
    let mut models = None;
    if !edited.is_empty() {
        let named = Waiting::named(&edited, &rules.segments);
        while named.forecasts && models.is_none() {
            models = forecasting.step(portfolio, &mut table, &rules.settings);
        }
        if named.duplicates {
            make_duplicates(portfolio, &mut table);
        }
    }
    let classes = classify_by_fitting(
        portfolio,
        &mut table,
        &rules.settings,
        &rules.segments,
        &rules.classes,
    )?;
    done(Stage::Classes);
    let forecasting = models.is_none().then_some(forecasting);
    let (checks, twins) = (OnceCell::new(), OnceCell::new());
    Ok(WorkedOut { table, facts, forecasting, models, classes, checks, twins })
}
