//! What the user may set about how numbers are computed.

use super::scores::Cuts;
use serde::{Deserialize, Serialize};

/// Whether returns are taken off what a customer spent or left out of every number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Returns {
    #[default]
    Net,
    Ignore,
}

/// Which purchase model feeds `p_alive` and what follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PurchaseModel {
    #[default]
    Mbgnbd,
    Bgnbd,
}

/// Settings of a computation.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    pub returns: Returns,
    pub model: PurchaseModel,
    /// A year.
    pub discount_rate: f64,
    /// Share of revenue that is margin.
    pub margin: f64,
    /// Fixed cuts of the scores, or those of an earlier day; none: the buyers' own.
    #[serde(default)]
    pub cuts: Option<Cuts>,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            returns: Returns::Net,
            model: PurchaseModel::Mbgnbd,
            discount_rate: 0.10,
            margin: 1.0,
            cuts: None,
        }
    }
}
