//! The languages of the interface.

use serde::{Deserialize, Serialize};

/// A language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Lang {
    En,
    Pt,
    Es,
    Lt,
}

impl Lang {
    /// All languages, in the order they are offered.
    pub const ALL: [Lang; 4] = [Lang::En, Lang::Pt, Lang::Es, Lang::Lt];

    /// Its code in addresses and `<html lang>`.
    pub fn code(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Pt => "pt",
            Lang::Es => "es",
            Lang::Lt => "lt",
        }
    }

    /// Its own name.
    pub fn name(self) -> &'static str {
        match self {
            Lang::En => "English",
            Lang::Pt => "Português",
            Lang::Es => "Español",
            Lang::Lt => "Lietuvių",
        }
    }

    /// The tag by which `Intl` formats.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::En => "en-GB",
            Lang::Pt => "pt-BR",
            Lang::Es => "es-CO",
            Lang::Lt => "lt-LT",
        }
    }

    /// By a code such as `pt` or `pt-BR`.
    pub fn from_code(code: &str) -> Option<Lang> {
        let short = code.split(['-', '_']).next().unwrap_or(code).to_lowercase();
        Lang::ALL.into_iter().find(|lang| lang.code() == short)
    }
}
