pub use crate::ui::messages::en::start::START;
