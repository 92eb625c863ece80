pub use crate::ui::messages::en::reading::READING;
