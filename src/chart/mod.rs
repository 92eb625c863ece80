//! Pictures as plain geometry: numbers and finished texts in, shapes out. No DOM, no locale, no colour.
//!
//! A **picture** is a list of shapes in units of one CSS pixel, drawn for a given width, so that its texts keep their
//! size on a phone. A **mark** is a group of shapes that stands for a group of customers and can be picked. A shape
//! bears a **class**, never a colour: the style sheet of the page knows both themes. A **tick** is a value that an axis names;
//! a **step** is one of the few shades of a heat map.
//!
//! The trap: text cannot be measured here. [`text::width`] guesses, rather too wide than too narrow.
//!
//! ```
//! use carteira::chart::{bars::{Bar, bars}, picture::Shape};
//! let bar = Bar { name: "Active".into(), whole: 10.0, part: 4.0, ..Bar::default() };
//! let picture = bars(&[bar], 320.0);
//! assert_eq!(picture.marks.len(), 1);
//! assert!(picture.marks[0].shapes.iter().any(|shape| matches!(shape, Shape::Text { text, .. } if text == "Active")));
//! ```

pub mod bars;
pub mod cohorts;
pub mod columns;
pub mod curve;
pub mod flow;
pub mod funnel;
pub mod heat;
pub mod lifts;
pub mod lines;
pub mod list;
pub mod picture;
pub mod scale;
pub mod spread;
pub mod text;
pub mod ticks;
pub mod tiles;
pub mod timeline;
