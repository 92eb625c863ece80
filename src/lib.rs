//! Carteira: customer segmentation that never sees the customer's data.
//!
//! A person drops the files they have, orders, customers, events, leads, surveys, and sees who buys at which
//! rhythm, who matters, who is leaving and what each is worth; picks a group, and takes the list. All of it is
//! computed on their own machine, in a browser's worker or by the batch command: this library is both.
//!
//! # The way of an order line
//!
//! ```text
//! bytes          ─ingest→     records             encoding, dialect, a reader that goes on where it stopped
//! records        ─schema→     guess → mapping     what each column is, with the evidence; two types, two stages
//! both           ─portfolio→  Portfolio, Ledger   frozen columns: customers, lines, orders, events
//! Portfolio, day ─measures→   Table               one column a number of a customer
//! Table          ─models→     more columns        who is still there, what is to come
//! all columns    ─query→      Mask                one condition mechanism for filters, lists, rules
//! rules          ─classes→    one class each      ordered queries with a fallback
//! all of it      ─insight→    answers             cohorts, movements, what explains a group
//! all of it      ─export→     files               what stands in a cell is decided once
//! all of it      ─engine→     views               a request goes in, plain data in the screen's words comes out
//! views          ─chart→      pictures            geometry, without a screen
//! both           ─ui→         the page            draws, and computes nothing
//! ```
//!
//! No step looks back. The engine runs the same in the worker, in the batch command and in the tests.
//!
//! # Layers
//!
//! Each module uses those before it and none after, in this order:
//! `text`, `calendar`, `money`, `mask`, `issues`, `ingest`, `schema`, `portfolio`, `measures`, `models`, `query`,
//! `classes`, `insight`, `export`, `engine`, `chart`, `ui`.
//!
//! # Invariants
//!
//! - The core, all but `ui`, does no I/O and knows no clock, no locale and no browser: bytes and days are arguments. Only
//!   `ui` and the programs in `bin` name a crate of the browser.
//! - Same bytes in, same bytes out, for any slices of a file and any order of its rows.
//! - Every record is used or set aside with a reason; the [`issues::Ledger`] counts both and never one from the other.
//! - Every classification gives every customer exactly one class.
//! - Money is whole minor units of one currency, rounded once a line. Floats begin where sums end.
//! - What lies after `as_of` is invisible.
//! - No built WebAssembly imports anything that reaches a network.
//!
//! `tests/tidy.rs` holds the layers, the core and the imports; `tests/batch` and `tests/shared` hold the rest
//! against computations of their own.
//!
//! # Glossary
//!
//! One meaning a word. Counts begin with `n_`, units and qualifiers stand last.
//!
//! - **record**: what a file has between two line ends outside quotes. **line**: an order line, a record of a file of
//!   orders. **order**: the lines of one customer with one order id. **event**: any other dated act.
//! - **return**: a line with a negative amount or quantity. **gross** leaves returns out, **net** takes them off.
//! - **set aside**: read and not used; the **ledger** says why.
//! - **customer**: anyone with a key in any file. **buyer**: a customer with an order. **prospect**: one without.
//! - **key**: the text that tells a customer from others, written `customer_id` in exports.
//! - **role**: what a column is for. **attribute**: a column that no role consumes.
//! - **day**: a calendar date, counted from 1970-01-01. **as_of**: the day every age is measured to.
//! - **own gap**: days between two order days of a customer. **typical gap**: what is usual for the customer. **lapse
//!   ratio**: the age of the last order in typical gaps.
//! - **score**: r, f, m, 1 to 5, or an answer to a survey, 0 to 10, which is the column `score`.
//! - **class**: one value of a classification. **segment**: a saved query. **selection**: whom the screens show.
//! - **mask**: a set of customers. **table**: the columns of the customers as of a day.
//! - **base**: a portfolio as of a day with all that was worked out.
//! - **refusal**: why a model gives no number.

pub mod calendar;
pub mod chart;
pub mod classes;
pub mod engine;
pub mod export;
pub mod ingest;
pub mod insight;
pub mod issues;
pub mod mask;
pub mod measures;
pub mod models;
pub mod money;
pub mod portfolio;
pub mod query;
pub mod schema;
pub mod text;
// The interface is the browser's, but what it says is tested natively too.
#[cfg(any(all(target_arch = "wasm32", feature = "app"), all(test, not(target_arch = "wasm32"))))]
pub mod ui;
