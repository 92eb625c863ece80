pub use crate::ui::messages::en::shell::SHELL;
