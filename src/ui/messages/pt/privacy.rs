pub use crate::ui::messages::en::privacy::PRIVACY;
