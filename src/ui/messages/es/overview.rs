pub use crate::ui::messages::en::overview::OVERVIEW;
