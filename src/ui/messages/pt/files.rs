pub use crate::ui::messages::en::files::FILES;
