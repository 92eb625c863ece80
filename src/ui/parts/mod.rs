//! Shared pieces of the screens.

pub mod cell;
pub mod corner;
pub mod export;
pub mod figure;
pub mod forget;
pub mod header;
pub mod navigation;
pub mod picking;
pub mod picture;
pub mod popup;
pub mod problem;
pub mod reading;
pub mod said_day;
pub mod save_picture;
pub mod selection;
pub mod set_aside;
pub mod sheet;
pub mod split;
pub mod table;
