//! **`Encoding`**: how a file writes its letters.

use serde::{Deserialize, Serialize};

/// How a file writes its letters. Named as in the WHATWG list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Encoding {
    Utf8,
    Utf16Le,
    Utf16Be,
    Windows1252,
    /// Baltic, for Lithuanian exports.
    Windows1257,
}

impl Encoding {
    /// All of them, for choosing.
    pub const ALL: [Encoding; 5] = [
        Encoding::Utf8,
        Encoding::Windows1252,
        Encoding::Windows1257,
        Encoding::Utf16Le,
        Encoding::Utf16Be,
    ];

    /// The WHATWG name, lower case.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "utf-8",
            Encoding::Utf16Le => "utf-16le",
            Encoding::Utf16Be => "utf-16be",
            Encoding::Windows1252 => "windows-1252",
            Encoding::Windows1257 => "windows-1257",
        }
    }

    /// By its WHATWG name, any case.
    pub fn from_name(name: &str) -> Option<Encoding> {
        Encoding::ALL.into_iter().find(|e| e.name().eq_ignore_ascii_case(name))
    }
}
