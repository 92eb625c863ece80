pub use crate::ui::messages::en::people::PEOPLE;
