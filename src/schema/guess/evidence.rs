//! Evidence and reasons as data, with their English wording.

use crate::schema::role::Role;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What speaks for the role of a column.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// The words of the header.
    Header(Role),
    /// The mapping file.
    Given,
    /// What else is in the file: `Name` beside `Lineitem name` is the order's.
    Company(Role),
    /// Shares of the values, from 0 to 1.
    Emails(f64),
    Phones(f64),
    Documents(f64),
    Dates(f64),
    Numbers(f64),
    /// Values beginning with `#`.
    OrderNumbers(f64),
    /// Whole numbers written as floats: `17850.0`.
    FloatIds(f64),
    /// Different values per value.
    Distinct(f64),
    NoValues,
    /// The part of the sampled lines in which the amount is quantity × price.
    QuantityTimesPrice(f64),
    /// Orders of the sample whose further lines leave it blank.
    BlankInFurtherLines(u64),
    /// Orders of the sample whose lines all repeat it.
    RepeatedInLines(u64),
}

impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let percent = |share: &f64| {
            // Never 100 or 0 for what is not all or nothing.
            let rounded = (share * 100.0).round();
            let rounded = if *share < 1.0 { rounded.min(99.0) } else { rounded };
            if *share > 0.0 { rounded.max(1.0) } else { rounded }
        };
        match self {
            Evidence::Header(role) => write!(f, "header says {}", spoken(*role)),
            Evidence::Given => write!(f, "the mapping says so"),
            Evidence::Company(role) => {
                write!(f, "beside the other columns it is {}", spoken(*role))
            }
            Evidence::Emails(share) => write!(f, "{} % of values are addresses", percent(share)),
            Evidence::Phones(share) => {
                write!(f, "{} % of values look like telephone numbers", percent(share))
            }
            Evidence::Documents(share) => {
                write!(f, "{} % of values have right check digits", percent(share))
            }
            Evidence::Dates(share) => write!(f, "{} % of values are dates", percent(share)),
            Evidence::Numbers(share) => write!(f, "{} % of values are numbers", percent(share)),
            Evidence::OrderNumbers(share) => {
                write!(f, "{} % of values begin with #", percent(share))
            }
            Evidence::FloatIds(share) => {
                write!(f, "{} % of values are whole numbers written as floats", percent(share))
            }
            Evidence::Distinct(ratio) => {
                write!(f, "{} different values per 100 values", percent(ratio))
            }
            Evidence::NoValues => write!(f, "all its values are empty"),
            Evidence::QuantityTimesPrice(share) => {
                write!(f, "it is quantity × price in {} % of sampled lines", percent(share))
            }
            Evidence::BlankInFurtherLines(count) => {
                write!(f, "blank in the further lines of {count} sampled orders")
            }
            Evidence::RepeatedInLines(count) => {
                write!(f, "the same in all lines of {count} sampled orders")
            }
        }
    }
}

/// A role's name as words.
fn spoken(role: Role) -> String {
    match role {
        Role::Email => "e-mail".to_string(),
        role => role.name().replace('_', " "),
    }
}

/// Why a file does not give orders by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    NoTable,
    NoRecords,
    NoCustomerColumn,
    NoCustomerValues,
    NoDateColumn,
    NoDates,
    NoPurchases,
    Contacts,
    Deals,
    Acts,
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Why::NoTable => "There is no table in it.",
            Why::NoRecords => "There is no record below the header.",
            Why::NoCustomerColumn => "No column says who the customer is.",
            Why::NoCustomerValues => "The columns that say who the customer is are empty.",
            Why::NoDateColumn => "No column says on which day an order was placed.",
            Why::NoDates => "The column for the day of the order holds no dates.",
            Why::NoPurchases => "It lists customers without their orders.",
            Why::Contacts => "It lists contacts, without orders.",
            Why::Deals => "It lists deals and their stages, which are no orders.",
            Why::Acts => "It lists dated acts that are no purchases.",
        })
    }
}
