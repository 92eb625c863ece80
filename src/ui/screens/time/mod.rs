//! The Time screen: the day everything is measured to, who stays, who moves, who leaves.

pub mod signals;
