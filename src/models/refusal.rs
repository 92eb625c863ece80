//! **Refusal**: why a model gives no number. Better no number than one that means nothing.
//!
//! The trap: a fit always ends somewhere. Likelihoods of small or uniform bases climb for ever along a
//! ridge; whoever stops after so many steps and prints where he stands has invented parameters.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A purchase model needs so many buyers.
pub const MIN_BUYERS: u32 = 30;
/// A model needs so many customers with two order days or more.
pub const MIN_REPEAT_CUSTOMERS: u32 = 10;
/// Beyond this correlation, of either sign, spend depends on the number of orders, which Gamma-Gamma excludes.
pub const MAX_CORRELATION: f64 = 0.3;

/// A parameter of a model, by its letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Parameter {
    R,
    Alpha,
    A,
    B,
    P,
    Q,
    Gamma,
}

/// Why there is no number.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "reason")]
pub enum Refusal {
    /// Fewer than [`MIN_BUYERS`].
    TooFewBuyers { n: u32 },
    /// Fewer than [`MIN_REPEAT_CUSTOMERS`]; for Gamma-Gamma those with positive repeat spend.
    TooFewRepeatCustomers { n: u32 },
    /// The likelihood climbs for ever as this parameter goes to nothing or to infinity, or does not feel it.
    Undetermined { parameter: Parameter },
    /// The search found no maximum within its steps.
    NotConverged,
    /// The data has no money.
    NoMoney,
    /// Gamma-Gamma with q ≤ 1: the mean spend is infinite.
    MeanUndefined { q: f64 },
    /// Gamma-Gamma where spend and number of orders are correlated beyond [`MAX_CORRELATION`].
    Correlated { correlation: f64 },
}

impl Parameter {
    /// As it is written in formulas.
    pub fn symbol(self) -> &'static str {
        match self {
            Parameter::R => "r",
            Parameter::Alpha => "α",
            Parameter::A => "a",
            Parameter::B => "b",
            Parameter::P => "p",
            Parameter::Q => "q",
            Parameter::Gamma => "γ",
        }
    }
}

impl fmt::Display for Refusal {
    /// In English, for the batch command; screens word it in their own language.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::TooFewBuyers { n } => {
                write!(f, "{n} buyers, a model needs {MIN_BUYERS}")
            }
            Refusal::TooFewRepeatCustomers { n } => {
                write!(f, "{n} customers with a repeat order, a model needs {MIN_REPEAT_CUSTOMERS}")
            }
            Refusal::Undetermined { parameter } => {
                write!(f, "{} runs to infinity: the data does not determine it", parameter.symbol())
            }
            Refusal::NotConverged => write!(f, "the fit found no maximum"),
            Refusal::NoMoney => write!(f, "the data has no money"),
            Refusal::MeanUndefined { q } => {
                write!(f, "q = {q:.3} is not above 1: the mean spend is undefined")
            }
            Refusal::Correlated { correlation } => write!(
                f,
                "spend and number of orders are correlated ({correlation:.2}, at most \
                 {MAX_CORRELATION} either way)"
            ),
        }
    }
}
