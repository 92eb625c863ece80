//! The address: language in the search, all else in the hash: `./?lang=pt#/people?q=…&as_of=2011-12-09`. It
//! carries rules, never data.

use crate::calendar::Day;

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
            let Some(value) = decoded(value) else { continue };
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
        let mut parameters = Vec::new();
        if !self.query.is_empty() {
            parameters.push(format!("q={}", encoded(&self.query)));
        }
        if let Some(day) = self.as_of {
            parameters.push(format!("as_of={day}"));
        }
        if !self.view.is_empty() {
            parameters.push(format!("view={}", encoded(&self.view)));
        }
        let mark = if parameters.is_empty() { "" } else { "?" };
        format!("#{}{mark}{}", self.screen.path(), parameters.join("&"))
    }
}

/// A value of the hash, each byte that could mean something else as `%` and two digits.
fn encoded(text: &str) -> String {
    const PLAIN: &[u8] = b"-_.!~*'()";
    let mut value = String::with_capacity(text.len());
    for &byte in text.as_bytes() {
        if byte.is_ascii_alphanumeric() || PLAIN.contains(&byte) {
            value.push(char::from(byte));
        } else {
            value.push('%');
            for half in [byte >> 4, byte & 15] {
                value.extend(
                    char::from_digit(half.into(), 16).map(|digit| digit.to_ascii_uppercase()),
                );
            }
        }
    }
    value
}

/// The text of a value; none where an escape is torn or the bytes are no text.
fn decoded(value: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let mut digit = || char::from(rest.next()?).to_digit(16);
                (digit()? * 16 + digit()?) as u8
            }
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_route_is_written_and_read_back() {
        for query in [
            "",
            "n_orders >= 5 and Zone = \"Norte & Sul\"",
            "name contains \"50 % #1?q=x&view=y\"",
            "`região` = \"ção 🦀 \u{0}\"",
            "a+b%20c%",
        ] {
            for as_of in [None, Day::from_ymd(2011, 12, 9)] {
                let route = Route {
                    screen: Screen::People,
                    query: query.into(),
                    as_of,
                    view: "by:Zona / ação".into(),
                };
                let hash = route.hash();
                assert!(hash.bytes().all(|byte| byte.is_ascii_graphic()), "{hash}");
                assert_eq!(Route::parse(&hash), route);
            }
        }
    }

    /// As `encodeURIComponent` writes it, so that links of earlier versions are these.
    #[test]
    fn values_are_escaped_as_browsers_do() {
        assert_eq!(encoded("a b(1)='é'~*!_-.&"), "a%20b(1)%3D'%C3%A9'~*!_-.%26");
        assert_eq!(decoded("%C3%A9%c3%a9+%2B").as_deref(), Some("éé++"));
        for torn in ["%", "%1", "%zz", "%C3", "a%FFb", "%ED%A0%80", "%+1", "%é"] {
            assert_eq!(decoded(torn), None, "{torn}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_left_out() {
        let day = Day::from_ymd(2011, 12, 9);
        for (hash, screen, query, as_of) in [
            ("", Screen::Start, "", None),
            ("#", Screen::Start, "", None),
            ("#?q=a", Screen::Start, "a", None),
            ("#/people?q=%E9&as_of=2011-12-09", Screen::People, "", day),
            ("#/people?q=%&q=a", Screen::People, "a", None),
            ("#/people?as_of=2011-02-30", Screen::People, "", None),
            ("#/people?as_of=999999999999-01-01", Screen::People, "", None),
            ("#/people?&&=&q&=x&future=1&q=a=b", Screen::People, "a=b", None),
            ("#/of-a-later-version?q=a", Screen::Start, "a", None),
            ("#//people?q=a?b", Screen::Start, "a?b", None),
            ("#/people?__proto__=1&constructor=2&view=%3Cscript%3E", Screen::People, "", None),
        ] {
            let route = Route::parse(hash);
            assert_eq!(
                (route.screen, route.query.as_str(), route.as_of),
                (screen, query, as_of),
                "{hash}"
            );
        }
    }

    #[test]
    fn no_hash_brings_the_page_down() {
        // SplitMix64 over what a hash is made of.
        let mut state = 7u64;
        let mut below = |n: usize| {
            state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let z = (state ^ state >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            ((z ^ z >> 27) >> 16) as usize % n
        };
        let parts = [
            "#", "/people", "?", "q=", "&", "=", "%", "%2", "%C3", "%A9", "as_of=", "-", "9999",
            "é", "\0", "view=",
        ];
        for _ in 0..20_000 {
            let hash: String = (0..below(14)).map(|_| parts[below(parts.len())]).collect();
            let route = Route::parse(&hash);
            assert_eq!(Route::parse(&route.hash()), route, "{hash:?}");
        }
    }
}
