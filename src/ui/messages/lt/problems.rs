pub use crate::ui::messages::en::problems::PROBLEMS;
