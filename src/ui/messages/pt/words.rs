pub use crate::ui::messages::en::words::WORDS;
