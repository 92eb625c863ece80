//! The address: language in the search, all else in the hash: `./?lang=pt#/people?q=…&as_of=2011-12-09`. It
//! carries rules, never data.

use crate::calendar::Day;
use js_sys::{decode_uri_component, encode_uri_component};

/// A screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    Start,
    Files,
    Overview,
    People,
    Segments,
    Time,
    Act,
    CleanUp,
    Report,
    /// How to check that nothing leaves the device.
    Privacy,
}

impl Screen {
    /// The screens of the navigation, in its order. A screen joins here once it can be drawn (`screens::draw`).
    pub const DOORS: &[Screen] = &[
        Screen::Files,
        Screen::Overview,
        Screen::People,
        Screen::Segments,
        Screen::Time,
        Screen::Act,
        Screen::CleanUp,
        Screen::Report,
    ];

    /// Its place in the hash.
    pub fn path(self) -> &'static str {
        match self {
            Screen::Start => "/",
            Screen::Files => "/files",
            Screen::Overview => "/overview",
            Screen::People => "/people",
            Screen::Segments => "/segments",
            Screen::Time => "/time",
            Screen::Act => "/act",
            Screen::CleanUp => "/cleanup",
            Screen::Report => "/report",
            Screen::Privacy => "/privacy",
        }
    }

    fn from_path(path: &str) -> Screen {
        let known = || Screen::DOORS.iter().copied().chain([Screen::Privacy]);
        known().find(|screen| screen.path() == path).unwrap_or(Screen::Start)
    }
}

/// What the hash says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    pub screen: Screen,
    /// The query's text, empty for everyone.
    pub query: String,
    pub as_of: Option<Day>,
    /// What the screen has open, in its own words; empty for the first.
    pub view: String,
}

impl Route {
    /// The start screen.
    pub const START: Route =
        Route { screen: Screen::Start, query: String::new(), as_of: None, view: String::new() };

    /// Reads a hash, however broken: what cannot be read is left out.
    pub fn parse(hash: &str) -> Route {
        let hash = hash.strip_prefix('#').unwrap_or(hash);
        let (path, parameters) = hash.split_once('?').unwrap_or((hash, ""));
        let mut route = Route { screen: Screen::from_path(path), ..Route::START };
        for (key, value) in parameters.split('&').filter_map(|pair| pair.split_once('=')) {
            let Ok(value) = decode_uri_component(value).map(String::from) else { continue };
            match key {
                "q" => route.query = value,
                "view" => route.view = value,
                "as_of" => route.as_of = value.parse().ok(),
                _ => {}
            }
        }
        route
    }

    /// Writes the hash.
    pub fn hash(&self) -> String {
        let encode = |text: &str| String::from(encode_uri_component(text));
        let mut parameters = Vec::new();
        if !self.query.is_empty() {
            parameters.push(format!("q={}", encode(&self.query)));
        }
        if let Some(day) = self.as_of {
            parameters.push(format!("as_of={day}"));
        }
        if !self.view.is_empty() {
            parameters.push(format!("view={}", encode(&self.view)));
        }
        let mark = if parameters.is_empty() { "" } else { "?" };
        format!("#{}{mark}{}", self.screen.path(), parameters.join("&"))
    }
}
