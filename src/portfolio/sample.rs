//! The sample portfolio.

use serde::{Deserialize, Serialize};

/// The language that the sample's names are in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SampleLanguage {
    En,
    Pt,
    Es,
    Lt,
}
