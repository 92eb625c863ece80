//! **Plan**: what is to be done about a group, measured by an **objective**: from a **baseline** to a **target** by a **due**
//! day; with a **log** of what was tried and what the measure was then. Opened again on newer data, a plan is evaluated
//! against them.
//!
//! A plan names its group by a query: it holds rules and the user's own words, never a customer.
//!
//! The trap: better may mean less. Fewer customers in a group of those slipping away is the aim, so the way from baseline to
//! target tells what progress is, in either direction.

use crate::calendar::Day;
use serde::{Deserialize, Serialize};

/// What files of plans say they are.
pub const KIND: &str = "carteira plans";
/// The newest form of such a file that is understood.
pub const VERSION: u32 = 1;
/// More plans than that are no file of ours.
pub const MOST_PLANS: usize = 1000;

/// What is measured of the group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// How many are in it.
    #[default]
    Customers,
    /// What they spent in the 12 months to the day.
    #[serde(rename = "spend_12m")]
    Spend12m,
    /// What an order of theirs brings in the mean.
    Ticket,
    /// How many of them ordered since the plan began.
    Ordered,
}

impl Measure {
    /// All.
    pub const ALL: [Measure; 4] =
        [Measure::Customers, Measure::Spend12m, Measure::Ticket, Measure::Ordered];
}

/// A plan.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Plan {
    pub name: String,
    /// The query of the group.
    pub group: String,
    pub measure: Measure,
    /// What the measure was when the plan began, and on which day; money in major units.
    pub baseline: Option<f64>,
    pub began: Option<Day>,
    pub target: Option<f64>,
    pub due: Option<Day>,
    pub action: String,
    pub channel: String,
    pub budget: Option<f64>,
    pub notes: String,
    pub log: Vec<Tried>,
}

/// Something that was tried.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Tried {
    pub day: Option<Day>,
    pub what: String,
    pub cost: Option<f64>,
    /// The measure on that day.
    pub actual: Option<f64>,
}

/// How a plan stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Standing {
    /// There is no target, or nothing to measure.
    Open,
    UnderWay,
    Reached,
    /// The due day is past and the target is not reached.
    Missed,
}

/// A file of plans.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct PlansFile {
    kind: String,
    version: u32,
    plans: Vec<Plan>,
}

/// Why a file gives no plans.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlansError {
    /// It is something else.
    NotPlans,
    /// It was written by a newer program.
    TooNew,
}

/// The plans of a file.
pub fn read(text: &str) -> Result<Vec<Plan>, PlansError> {
    let file: PlansFile = serde_json::from_str(text).map_err(|_| PlansError::NotPlans)?;
    if file.kind != KIND || file.plans.len() > MOST_PLANS {
        return Err(PlansError::NotPlans);
    }
    if file.version > VERSION {
        return Err(PlansError::TooNew);
    }
    Ok(file.plans)
}

/// The file of plans.
pub fn write(plans: &[Plan]) -> String {
    let file = PlansFile { kind: KIND.into(), version: VERSION, plans: plans.to_vec() };
    serde_json::to_string_pretty(&file).expect("plans are JSON")
}

impl Plan {
    /// How much of the way from baseline to target is done; below 0 where things got worse. None without a way.
    pub fn progress(&self, actual: f64) -> Option<f64> {
        let (baseline, target) = (self.baseline?, self.target?);
        (baseline != target).then(|| (actual - baseline) / (target - baseline))
    }

    /// How it stands on a day.
    pub fn standing(&self, actual: Option<f64>, today: Option<Day>) -> Standing {
        let (Some(actual), Some(target)) = (actual, self.target) else { return Standing::Open };
        let falls = self.baseline.is_some_and(|baseline| target < baseline);
        let reached = if falls { actual <= target } else { actual >= target };
        let is_due = self.due.zip(today).is_some_and(|(due, today)| today > due);
        match (reached, is_due) {
            (true, _) => Standing::Reached,
            (false, true) => Standing::Missed,
            (false, false) => Standing::UnderWay,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<Day> {
        text.parse().ok()
    }

    fn plan(baseline: f64, target: f64) -> Plan {
        let (baseline, target) = (Some(baseline), Some(target));
        Plan { baseline, target, due: day("2026-03-31"), ..Plan::default() }
    }

    #[test]
    fn progress_goes_either_way() {
        assert_eq!(plan(100.0, 150.0).progress(120.0), Some(0.4));
        assert_eq!(plan(100.0, 60.0).progress(70.0), Some(0.75));
        assert_eq!(plan(100.0, 60.0).progress(110.0), Some(-0.25));
        assert_eq!(plan(100.0, 100.0).progress(100.0), None);
        assert_eq!(Plan::default().progress(1.0), None);
    }

    #[test]
    fn a_plan_stands_by_target_and_day() {
        use Standing::*;
        for (baseline, target, actual, today, expect) in [
            (100.0, 150.0, Some(149.0), "2026-03-31", UnderWay),
            (100.0, 150.0, Some(149.0), "2026-04-01", Missed),
            (100.0, 150.0, Some(150.0), "2026-04-01", Reached),
            (100.0, 60.0, Some(61.0), "2026-01-01", UnderWay),
            (100.0, 60.0, Some(60.0), "2026-01-01", Reached),
            (100.0, 60.0, None, "2026-01-01", Open),
        ] {
            assert_eq!(plan(baseline, target).standing(actual, day(today)), expect, "{actual:?}");
        }
    }

    #[test]
    fn files_read_back_and_others_are_refused() {
        let plans = vec![Plan {
            name: "Ação".into(),
            group: "activity = \"Slipping\"".into(),
            log: vec![Tried { day: day("2026-01-05"), actual: Some(90.5), ..Tried::default() }],
            ..plan(100.0, 60.0)
        }];
        let text = write(&plans);
        assert_eq!(read(&text), Ok(plans));
        assert_eq!(read("[]"), Err(PlansError::NotPlans));
        assert_eq!(read(&text.replace("carteira plans", "x")), Err(PlansError::NotPlans));
        let newer = text.replace("\"version\": 1", "\"version\": 2");
        assert_eq!(read(&newer), Err(PlansError::TooNew));
        // What a later or earlier file lacks is empty.
        let short = r#"{"kind":"carteira plans","version":1,"plans":[{"name":"a"}]}"#;
        assert_eq!(read(short).unwrap()[0].measure, Measure::Customers);
    }
}
