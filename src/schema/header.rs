//! From the words of one header to the roles it may name, each with a weight from 0 to 1. A **candidate**
//! is such a pair; what the values say, and what the other columns are, comes later in [`super::guess`].
//!
//! The trap: a word names a role only in company. `Order` is an id with `number`, a day with `date`, money
//! with `total`, and nothing with `count`. The rules go from the most particular to the most general and
//! the first that fits answers. No candidate means: an attribute, whatever the values.
//!
//! ```
//! use carteira::schema::{header::candidates, role::Role, words::read_header};
//! assert_eq!(candidates(&read_header("Data da venda"))[0].role, Role::OrderDate);
//! assert!(candidates(&read_header("Total Orders")).is_empty());
//! ```

use super::{
    role::Role,
    words::{HeaderWords, Word, Word::*},
};

/// A role that a header may name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    pub role: Role,
    /// How strongly, from 0 to 1.
    pub weight: f64,
}

/// What each word that we do not know takes off a weight, and how much all of them may.
const UNKNOWN: f64 = 0.04;
const UNKNOWN_MOST: f64 = 0.2;

/// Sums over a customer's life, and which of several: nothing of one order.
const AGGREGATES: [Word; 6] = [Lifetime, Count, Last, First, Average, Annual];

/// Money that is no amount of an order by itself.
const OTHER_MONEY: [Word; 9] =
    [Tax, Delivery, Fee, Refund, Balance, Installment, Dispute, Coupon, Compare];

/// Words for money.
const MONEY: [Word; 10] =
    [Amount, Total, Grand, Subtotal, Price, Gross, Net, Sales, Collected, Cost];

/// Words for a deed with an id.
const DEEDS: [Word; 5] = [Order, Transaction, Invoice, Receipt, Payment];

/// The roles that the header may name, the strongest first.
pub fn candidates(words: &HeaderWords) -> Vec<Candidate> {
    let loss = (words.n_unknown as f64 * UNKNOWN).min(UNKNOWN_MOST);
    let mut found: Vec<Candidate> = Vec::new();
    for &(role, weight) in rules(words).iter() {
        if !found.iter().any(|candidate| candidate.role == role) {
            found.push(Candidate { role, weight: weight - loss });
        }
    }
    found.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    found
}

type Weights = Vec<(Role, f64)>;

fn rules(words: &HeaderWords) -> Weights {
    if words.words.is_empty() || words.has(Nothing) || words.has(OptOut) {
        return Vec::new();
    }
    let rules = [identity, date, state, money, description, product, deed, customer, bare];
    rules.iter().find_map(|rule| rule(words)).unwrap_or_default()
}

/// What is told by one word whatever stands beside it: e-mail, phone, document, birthday, currency.
fn identity(w: &HeaderWords) -> Option<Weights> {
    let dated = w.any(&[Date, Created, Last, First, Updated]);
    if w.has(Birth) {
        return Some(if w.has(Region) { vec![] } else { vec![(Role::Birthday, 0.97)] });
    }
    if w.has(LossReason) || w.has(Reason) && w.any(&[Lost, Cancelled]) {
        return Some(vec![(Role::LossReason, 0.95)]);
    }
    if w.has(CurrentSupplier) {
        return Some(vec![(Role::CurrentSupplier, 0.95)]);
    }
    if w.has(Consent) || w.has(Marketing) && w.any(&[Email, Phone]) {
        return Some(if dated && !w.only(&[Consent]) {
            vec![]
        } else {
            vec![(Role::Consent, 0.92)]
        });
    }
    if w.has(Referrer) {
        let other = dated || w.any(&[Count, Amount, Fee, Coupon, Status, Source]);
        return Some(if other { vec![] } else { vec![(Role::Referrer, 0.9)] });
    }
    if w.has(Beneficiary) {
        let other = dated || w.any(&[Count, Amount, Email, Phone, Document, Address, Region]);
        return Some(if other { vec![] } else { vec![(Role::Beneficiary, 0.85)] });
    }
    if w.any(&[Email, Phone]) {
        let (role, weight) = if w.has(Email) { (Role::Email, 0.97) } else { (Role::Phone, 0.95) };
        let other = dated || w.any(&[Seller, Other, Supplier, Status, Count, Card, Type, Note]);
        return Some(if other { vec![] } else { vec![(role, weight)] });
    }
    if w.has(Document) {
        let other = w.any(&[Type, Seller, Supplier, Other]) || dated;
        return Some(if other { vec![] } else { vec![(Role::Document, 0.95)] });
    }
    if w.has(Currency) {
        let other = w.any(&[Converted, Base]);
        return Some(if other { vec![] } else { vec![(Role::Currency, 0.95)] });
    }
    if w.has(Paper) && w.only(&[Paper, Id, Customer]) {
        let weights = if w.has(Customer) {
            vec![(Role::Document, 0.9)]
        } else {
            vec![(Role::Document, 0.6), (Role::OrderId, 0.55)]
        };
        return Some(weights);
    }
    None
}

/// Days.
fn date(w: &HeaderWords) -> Option<Weights> {
    let verbs = [Created, Sold, Issued, Paid, Close, Won, Signup, Updated, Due, Cancelled];
    let acted = w.any(&verbs) && !w.any(&MONEY) && !w.any(&[Id, Status, Quantity, Stage, Count]);
    if !w.has(Date) && !acted {
        return (w.has(Time) && !w.any(&[Zip, Region]))
            .then(|| if w.any(&DEEDS) { vec![(Role::OrderDate, 0.5)] } else { vec![] });
    }
    if w.any(&MONEY) && !w.has(Sold) && !acted {
        return Some(vec![]);
    }
    if w.any(&[Updated, Due, Cancelled, Refund, Dispute, Last, First, Average, Card, Change]) {
        let closing = w.any(&[Close, Expected]) && !w.any(&[Last, First, Card]);
        if !closing {
            return Some(vec![]);
        }
    }
    if w.has(Signup) || w.any(&[Customer, Person]) && w.has(Created) {
        return Some(vec![(Role::SignupDate, 0.93), (Role::OrderDate, 0.2)]);
    }
    if w.any(&[Close, Won]) || w.has(Deal) {
        let weight = if w.has(Won) {
            0.7
        } else if w.has(Expected) {
            0.75
        } else if w.has(Close) {
            0.9
        } else {
            0.85
        };
        return Some(vec![(Role::EventDate, weight)]);
    }
    if w.any(&[Event, Action, Score]) {
        return Some(vec![(Role::EventDate, 0.93), (Role::OrderDate, 0.3)]);
    }
    if w.has(Delivery) {
        return Some(vec![(Role::OrderDate, 0.25)]);
    }
    if w.any(&[Paid, Payment]) {
        return Some(vec![(Role::OrderDate, 0.6), (Role::EventDate, 0.3)]);
    }
    if w.any(&[Order, Sold]) {
        return Some(vec![(Role::OrderDate, 0.97)]);
    }
    if w.any(&[Transaction, Invoice, Receipt]) {
        return Some(vec![(Role::OrderDate, 0.93), (Role::EventDate, 0.3)]);
    }
    if w.has(Issued) {
        return Some(vec![(Role::OrderDate, 0.87)]);
    }
    if w.has(Lead) {
        return Some(vec![(Role::SignupDate, 0.8), (Role::EventDate, 0.5)]);
    }
    if w.has(Created) {
        return Some(vec![
            (Role::OrderDate, 0.82),
            (Role::EventDate, 0.7),
            (Role::SignupDate, 0.6),
        ]);
    }
    Some(vec![(Role::OrderDate, 0.88), (Role::EventDate, 0.8), (Role::SignupDate, 0.3)])
}

/// Stages and statuses.
fn state(w: &HeaderWords) -> Option<Weights> {
    if w.has(Stage) {
        let other = w.any(&[Last, First, Change, Count, Time]);
        return Some(if other { vec![] } else { vec![(Role::Stage, 0.95)] });
    }
    if !w.has(Status) || w.any(&MONEY) {
        return None;
    }
    if w.any(&[Dispute, Card, Email, Zip, Address, Seller, Event]) {
        return Some(vec![]);
    }
    if w.any(&[Lead, Deal, Person]) {
        return Some(vec![(Role::Status, 0.8), (Role::Stage, 0.7)]);
    }
    if w.has(Region) && w.only(&[Status, Region, Billing, Delivery, Customer, Address]) {
        // `Estado` alone: a state of the country or of the order.
        let place = w.any(&[Billing, Delivery, Customer, Address]);
        let (status, region) = if place { (0.3, 0.9) } else { (0.66, 0.7) };
        return Some(vec![(Role::Region, region), (Role::Status, status)]);
    }
    Some(vec![(Role::Status, 0.93)])
}

/// Amounts, prices, quantities.
fn money(w: &HeaderWords) -> Option<Weights> {
    if w.has(Discount) {
        let code = w.has(Coupon) && !w.any(&MONEY);
        return Some(if code || w.has(Id) { vec![] } else { vec![(Role::Discount, 0.93)] });
    }
    if w.has(Margin) {
        return Some(vec![(Role::Margin, 0.92)]);
    }
    let aggregate = w.any(&AGGREGATES);
    if w.has(Quantity) && !w.any(&[Amount, Price, Total]) || w.has(Quantity) && w.has(Total) {
        let other =
            aggregate || w.any(&[Stock, Installment, Refund, Status, Event, Cost, Delivery]);
        return Some(if other { vec![] } else { vec![(Role::Quantity, 0.95)] });
    }
    if w.any(&OTHER_MONEY) && !w.any(&[Name, NamePart, Region, Zip, Address, Id, Channel, Grand]) {
        let paid = w.any(&[Total, Collected]) && w.has(Amount) && w.has(Order);
        if !paid || w.any(&[Tax, Delivery, Refund]) {
            return Some(vec![]);
        }
    }
    if !w.any(&MONEY) {
        return None;
    }
    if aggregate || w.any(&[Stock, Seller, Score, Risk]) {
        return Some(vec![]);
    }
    if w.has(Cost) && !w.any(&[Total, Sales, Price]) || w.has(Cost) && !w.has(Line) {
        let other = w.any(&[Payment, Transaction, Delivery]);
        let line = w.has(Line) && !other;
        return Some(match (other, line) {
            (true, _) => vec![],
            (_, true) => vec![(Role::UnitPrice, 0.65), (Role::Cost, 0.6)],
            _ => vec![(Role::Cost, 0.92)],
        });
    }
    if w.has(Unit) && w.any(&[Price, Amount, Net, Gross]) {
        return Some(vec![(Role::UnitPrice, 0.97)]);
    }
    if w.has(Price) && !w.any(&[Total, Grand, Subtotal]) {
        return Some(if w.any(&[Line, Product]) {
            vec![(Role::UnitPrice, 0.88), (Role::Amount, 0.5)]
        } else if w.has(Order) {
            vec![(Role::Amount, 0.85), (Role::UnitPrice, 0.4)]
        } else {
            vec![(Role::UnitPrice, 0.78), (Role::Amount, 0.6)]
        });
    }
    if w.any(&[Email, Phone, Name, NamePart]) {
        return None;
    }
    Some(vec![(Role::Amount, amount(w)), (Role::UnitPrice, 0.1)])
}

/// How strongly words of money name what the customer pays for the order or the line.
fn amount(w: &HeaderWords) -> f64 {
    let less = if w.has(Converted) {
        0.45
    } else if w.has(Base) {
        0.1
    } else {
        0.0
    };
    let weight = if w.any(&[Net]) && w.any(&[Total, Amount]) {
        0.5
    } else if w.has(Subtotal) {
        0.55
    } else if w.has(Grand) {
        0.98
    } else if w.has(Total) && w.any(&[Collected, Paid]) {
        0.97
    } else if w.has(Total) && w.any(&[Order, Transaction, Invoice, Line]) {
        0.96
    } else if w.has(Collected) {
        0.93
    } else if w.has(Total) && w.has(Amount) {
        0.94
    } else if w.has(Gross) && w.has(Sales) {
        0.74
    } else if w.has(Net) && w.has(Sales) {
        0.68
    } else if w.has(Gross) {
        0.77
    } else if w.has(Net) {
        0.42
    } else if w.has(Amount) && w.any(&[Paid, Order, Sold, Transaction, Invoice, Line]) {
        0.95
    } else if w.has(Amount) && w.has(Deal) {
        0.93
    } else if w.has(Total) {
        0.91
    } else if w.has(Amount) {
        0.88
    } else {
        0.75
    };
    weight - less
}

/// Roles that describe: places, channels, sellers, plans and the like.
fn description(w: &HeaderWords) -> Option<Weights> {
    if w.any(&[Lifetime, Count, Annual]) {
        return Some(vec![]);
    }
    let of_shop = w.any(&[Seller, Supplier, Other, Card]);
    if w.has(Address) {
        return Some(if w.any(&[Region, Zip]) && !of_shop { place(w) } else { vec![] });
    }
    if w.any(&[Region, Zip]) && !w.any(&[Name, Phone]) || w.has(Region) && !w.any(&[Customer]) {
        let card = w.has(Card) && !w.any(&[Address]);
        return Some(if of_shop || card { vec![] } else { place(w) });
    }
    // `Nota` is an invoice, a note or a mark.
    let marked = w.has(Score) && w.any(&[Invoice, Note]) && !w.has(Id);
    if marked && w.only(&[Score, Invoice, Note]) {
        return Some(vec![(Role::Score, 0.7), (Role::OrderId, 0.68)]);
    }
    if w.has(Note) {
        return if w.has(Invoice) && w.has(Id) { None } else { Some(vec![]) };
    }
    if w.has(Seller) {
        return Some(vec![(Role::Seller, 0.9)]);
    }
    let one = |role, weight| Some(vec![(role, weight)]);
    if w.has(Direction) {
        return one(Role::Direction, 0.85);
    }
    if w.has(Score) && !w.any(&[Lead, Risk]) {
        return if w.has(Invoice) { None } else { one(Role::Score, 0.9) };
    }
    if w.has(Risk) {
        return Some(vec![]);
    }
    if w.has(Channel) && !(w.has(Id) && w.any(&DEEDS)) {
        return one(Role::Channel, if w.has(Delivery) { 0.5 } else { 0.92 });
    }
    if w.has(Source) {
        return Some(if w.any(&[Payment, Card, Transaction, Id]) {
            vec![]
        } else {
            vec![(Role::Source, 0.92)]
        });
    }
    if w.any(&[Stratum]) {
        return one(Role::Stratum, 0.92);
    }
    if w.has(Sector) {
        return one(Role::Sector, 0.88);
    }
    if w.has(Plan) && !w.has(Id) {
        return one(Role::Plan, 0.88);
    }
    if w.any(&[Event, Action]) && !w.any(&[Id, Note]) {
        return one(Role::EventKind, if w.has(Type) { 0.93 } else { 0.88 });
    }
    if w.has(Supplier) || w.has(Other) && !w.has(Order) {
        return Some(vec![]);
    }
    None
}

fn place(w: &HeaderWords) -> Weights {
    vec![(Role::Region, if w.has(Region) { 0.93 } else { 0.6 })]
}

/// Products.
fn product(w: &HeaderWords) -> Option<Weights> {
    if w.has(Category) {
        return Some(vec![(Role::Category, 0.9)]);
    }
    if w.has(Product) && w.any(&[Type, Group]) && !w.has(Customer) {
        return Some(vec![(Role::Category, 0.85)]);
    }
    if w.has(Sku) && !w.any(&[Order, Customer]) {
        return Some(vec![(Role::Product, 0.95)]);
    }
    if w.any(&DEEDS) && !w.has(Line) || w.any(&[Customer, Tax, Company, Card, Deal, Lead]) {
        return None;
    }
    let named = w.any(&[Name, Title, Description]);
    if w.any(&[Product, Line]) {
        return Some(if named {
            vec![(Role::ProductName, 0.94)]
        } else if w.has(Id) {
            let weight = if w.has(Product) { 0.93 } else { 0.3 };
            vec![(Role::Product, weight)]
        } else if w.has(Product) {
            vec![(Role::ProductName, 0.72), (Role::Product, 0.7)]
        } else {
            vec![]
        });
    }
    if w.only(&[Description]) {
        return Some(vec![(Role::ProductName, 0.55)]);
    }
    if w.only(&[Title]) {
        return Some(vec![(Role::ProductName, 0.4)]);
    }
    None
}

/// The order and its id.
fn deed(w: &HeaderWords) -> Option<Weights> {
    if w.has(Deal) && !w.any(&[Person, Company, Customer]) {
        let id = w.has(Id);
        return Some(if id { vec![(Role::OrderId, 0.35)] } else { vec![] });
    }
    if !w.any(&DEEDS) {
        return None;
    }
    if w.any(&[Type, Reason, Description, Title, Group, Count, Card, Action]) {
        return Some(vec![]);
    }
    if w.any(&[Name, NamePart]) && !w.has(Order) {
        return if w.any(&[Billing, Customer]) { None } else { Some(vec![]) };
    }
    if w.has(Customer) && !w.has(Id) {
        return None;
    }
    let base = if w.has(Order) {
        0.96
    } else if w.has(Invoice) {
        0.88
    } else if w.has(Transaction) {
        0.86
    } else if w.has(Receipt) {
        0.8
    } else {
        0.62
    };
    let bare = if w.any(&[Id, Name]) { 0.0 } else { 0.08 };
    let reference = if w.any(&[Reference, Other]) { 0.35 } else { 0.0 };
    let of_line = if w.has(Line) { 0.6 } else { 0.0 };
    Some(vec![(Role::OrderId, base - bare - reference - of_line)])
}

/// The customer.
fn customer(w: &HeaderWords) -> Option<Weights> {
    let receiving = w.any(&[Delivery, Other]);
    if w.has(NamePart) {
        let weight = if receiving { 0.35 } else { 0.92 };
        return Some(vec![(Role::CustomerName, weight)]);
    }
    if w.any(&[Type, Group, Category, Description, Stage, Tax, Title]) {
        return Some(vec![]);
    }
    if w.has(LegalName) {
        return Some(vec![(Role::CustomerName, 0.85)]);
    }
    if w.has(Username) {
        return Some(vec![(Role::CustomerId, 0.85), (Role::CustomerName, 0.3)]);
    }
    if w.any(&[Customer, Person, Lead]) {
        let reference = if w.has(Reference) { 0.3 } else { 0.0 };
        let weight = if w.has(Customer) { 0.97 } else { 0.86 };
        return Some(if w.has(Id) {
            vec![(Role::CustomerId, weight - reference)]
        } else if w.has(Reference) {
            vec![]
        } else if w.has(Name) {
            vec![(Role::CustomerName, weight - 0.02)]
        } else if w.has(Company) {
            vec![(Role::CustomerName, 0.6)]
        } else if w.has(Person) {
            vec![(Role::CustomerName, 0.8), (Role::CustomerId, 0.4)]
        } else {
            vec![(Role::CustomerName, weight - 0.22), (Role::CustomerId, weight - 0.2)]
        });
    }
    if w.has(Card) {
        return Some(if w.has(Name) { vec![(Role::CustomerName, 0.4)] } else { vec![] });
    }
    if w.any(&[Billing, Delivery]) {
        if !w.has(Name) {
            return Some(vec![]);
        }
        return Some(vec![(Role::CustomerName, if receiving { 0.4 } else { 0.88 })]);
    }
    if w.has(Company) {
        return Some(if w.has(Id) {
            vec![(Role::CustomerId, 0.5)]
        } else {
            vec![(Role::CustomerName, if w.has(Name) { 0.6 } else { 0.4 })]
        });
    }
    None
}

/// Words that say little alone: `Name`, `Id`, `Type`.
fn bare(w: &HeaderWords) -> Option<Weights> {
    if w.has(Name) {
        return Some(vec![
            (Role::CustomerName, 0.78),
            (Role::ProductName, 0.35),
            (Role::OrderId, 0.3),
        ]);
    }
    if w.has(Id) && !w.has(Reference) {
        return Some(vec![(Role::CustomerId, 0.5), (Role::OrderId, 0.5), (Role::Product, 0.2)]);
    }
    if w.has(Type) {
        return Some(vec![(Role::EventKind, 0.4)]);
    }
    None
}

#[cfg(test)]
#[path = "header_tests.rs"]
mod tests;
