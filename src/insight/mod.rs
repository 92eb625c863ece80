//! What the columns say of groups of customers: how they came and stayed ([`cohorts`]), what moved between two days
//! ([`movement`], under the cuts of the first: [`frozen`]), who left and came back ([`departures`]), the three [`standing`]
//! figures; what sets a group apart ([`lift`]), who else is like it ([`alike`]), what goes together ([`affinity`]), why some left
//! ([`reasons`]); what a campaign brought ([`experiment`]), which days a country keeps ([`festivals`]), what is planned
//! ([`plan`]).
//!
//! Pure functions over portfolio, table and masks; results are plain structs, money in minor units, shares as
//! counts to be divided, so that whoever shows them rounds once. A **group** is a [`crate::mask::Mask`] of
//! customers; customers that do not exist as of the table's day are in none of the answers.
//!
//! The trap: the ends of the data. The first period holds everybody who had bought before the data begins, and the last
//! is seldom whole: both are said, and nothing is counted beyond the last day that the data knows.

pub mod affinity;
pub mod alike;
pub mod cohorts;
pub mod conversion;
pub mod departures;
pub mod experiment;
pub mod festivals;
pub mod frozen;
pub mod lift;
pub mod movement;
pub mod periods;
pub mod plan;
pub mod reasons;
pub mod standing;
