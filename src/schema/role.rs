//! **`Role`**: what a column is for.

use serde::{Deserialize, Serialize};

macro_rules! roles {
    ($($variant:ident $name:literal)*) => {
        /// What a column is for. The names are those of mappings and of `batch inspect`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Role { $($variant),* }

        impl Role {
            /// All roles.
            pub const ALL: &[Role] = &[$(Role::$variant),*];

            /// Its name in mappings.
            pub fn name(self) -> &'static str {
                match self { $(Role::$variant => $name),* }
            }
        }
    };
}

roles! {
    CustomerId "customer_id"
    CustomerName "customer_name"
    Email "email"
    Phone "phone"
    Document "document"
    OrderId "order_id"
    OrderDate "order_date"
    Amount "amount"
    Quantity "quantity"
    UnitPrice "unit_price"
    Product "product"
    ProductName "product_name"
    Category "category"
    Status "status"
    Currency "currency"
    Region "region"
    Stage "stage"
    EventKind "event_kind"
    EventDate "event_date"
    Score "score"
    Birthday "birthday"
    SignupDate "signup_date"
    Cost "cost"
    Discount "discount"
    Channel "channel"
    Source "source"
    LossReason "loss_reason"
    Beneficiary "beneficiary"
    Referrer "referrer"
    Stratum "stratum"
    Plan "plan"
    Sector "sector"
    Seller "seller"
    Consent "consent"
    Direction "direction"
    Margin "margin"
    CurrentSupplier "current_supplier"
    Attribute "attribute"
}

impl Role {
    /// By its name.
    pub fn from_name(name: &str) -> Option<Role> {
        Role::ALL.iter().copied().find(|role| role.name() == name)
    }

    /// Whether only one column of a file may have it.
    pub fn is_single(self) -> bool {
        use Role::*;
        matches!(self, CustomerId | OrderId | OrderDate | EventDate | Amount | Quantity | UnitPrice)
    }

    /// Whether its values are days.
    pub fn is_date(self) -> bool {
        use Role::*;
        matches!(self, OrderDate | EventDate | Birthday | SignupDate)
    }

    /// Whether a column that has it may hold numbers to count with: an id of digits has none.
    pub fn may_be_number(self) -> bool {
        use Role::*;
        !matches!(self, CustomerId | OrderId | Document | Phone | Email | Product | CustomerName)
    }

    /// Whether, in a file of orders or events, it says something of the customer: who has no value in a
    /// customers file gets that of the latest record.
    pub fn describes_customer(self) -> bool {
        use Role::*;
        matches!(
            self,
            Email
                | Phone
                | Document
                | Region
                | Stratum
                | Birthday
                | SignupDate
                | Channel
                | Source
                | Plan
                | Sector
                | Seller
                | Consent
        )
    }
}
