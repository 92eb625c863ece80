//! One file or folder a screen.

pub mod cleanup;
pub mod files;
pub mod overview;
pub mod people;
pub mod privacy;
pub mod segments;
pub mod start;
pub mod time;

use super::route::Screen;
use leptos::prelude::*;

/// The screen of a route.
pub fn draw(screen: Screen) -> AnyView {
    match screen {
        Screen::Files => view! { <files::FilesScreen /> }.into_any(),
        Screen::Overview => view! { <overview::OverviewScreen /> }.into_any(),
        Screen::People => view! { <people::PeopleScreen /> }.into_any(),
        Screen::CleanUp => view! { <cleanup::CleanupScreen /> }.into_any(),
        Screen::Segments => view! { <segments::SegmentsScreen /> }.into_any(),
        Screen::Time => view! { <time::TimeScreen /> }.into_any(),
        Screen::Privacy => view! { <privacy::PrivacyScreen /> }.into_any(),
        // A screen without a door has no address either, so that this is the start.
        _ => view! { <start::StartScreen /> }.into_any(),
    }
}
