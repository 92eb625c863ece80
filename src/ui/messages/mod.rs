//! Every sentence of the interface: here one file an area of the page, naming its sentences, and one folder a language,
//! with a file an area that says them. A language that lacks a message does not compile: all are fields of [`Messages`],
//! and lists of words are arrays as long as the list they translate.
//!
//! `{name}` in a sentence is filled by [`fill`]; a counted noun is a [`Plural`] with `{n}` in it, its form
//! chosen by the browser's plural rules. A language that has no `few` or `many` repeats `other` there.

mod en;
mod es;
mod lt;
mod pt;

mod act;
mod builder;
mod cleanup;
mod files;
mod overview;
mod packed;
mod people;
mod planning;
mod privacy;
mod problems;
mod query_errors;
mod reading;
mod report;
mod segments;
mod sentences;
mod shell;
mod stages;
mod start;
mod time;
mod words;
mod worth;

pub use act::{Act, GroupWords};
pub use builder::Builder;
pub use cleanup::Cleanup;
pub use files::{Evidence, Files};
pub use overview::Overview;
pub use packed::Packed;
pub use people::People;
pub use planning::Planning;
pub use privacy::Privacy;
pub use problems::Problems;
pub use query_errors::QueryErrors;
pub use reading::Reading;
pub use report::Report;
pub use segments::Segments;
pub use sentences::{COUNTED, EVENT_KINDS, RECORD_FIELDS, Sentences};
pub use shell::Shell;
pub use stages::Stages;
pub use start::Start;
pub use time::Time;
pub use words::{CLASS_NAMES, FIELD_NAMES, Words};
pub use worth::Worth;

use super::locale::Lang;

/// A counted noun in the forms a language has.
#[derive(Debug, Clone, Copy)]
pub struct Plural {
    pub one: &'static str,
    pub few: &'static str,
    pub many: &'static str,
    pub other: &'static str,
}

impl Plural {
    /// For languages with two forms.
    pub const fn two(one: &'static str, other: &'static str) -> Plural {
        Plural { one, few: other, many: other, other }
    }
}

/// Every sentence, by where it stands.
pub struct Messages {
    pub builder: Builder,
    pub sentences: Sentences,
    pub shell: Shell,
    pub stages: Stages,
    pub start: Start,
    pub query_errors: QueryErrors,
    pub time: Time,
    pub reading: Reading,
    pub report: Report,
    pub files: Files,
    pub overview: Overview,
    pub packed: Packed,
    pub people: People,
    pub segments: Segments,
    pub cleanup: Cleanup,
    pub act: Act,
    pub planning: Planning,
    pub privacy: Privacy,
    pub problems: Problems,
    pub words: Words,
    pub worth: Worth,
}

impl Messages {
    /// The sentences of a language.
    pub fn of(lang: Lang) -> &'static Messages {
        match lang {
            Lang::En => &en::MESSAGES,
            Lang::Pt => &pt::MESSAGES,
            Lang::Es => &es::MESSAGES,
            Lang::Lt => &lt::MESSAGES,
        }
    }
}

/// The sentences of the start screen and of the frame around it: what is said before any file is there. Apart from
/// [`Messages`], so that a program that says nothing else carries nothing else.
pub struct Greeting {
    pub start: &'static Start,
    pub shell: &'static Shell,
    pub overview: &'static Overview,
    pub words: &'static Words,
}

impl Greeting {
    /// Those of a language.
    pub fn of(lang: Lang) -> Greeting {
        macro_rules! greeting {
            ($lang:ident) => {
                Greeting {
                    start: &$lang::start::START,
                    shell: &$lang::shell::SHELL,
                    overview: &$lang::overview::OVERVIEW,
                    words: &$lang::words::WORDS,
                }
            };
        }
        match lang {
            Lang::En => greeting!(en),
            Lang::Pt => greeting!(pt),
            Lang::Es => greeting!(es),
            Lang::Lt => greeting!(lt),
        }
    }
}

/// A sentence with its `{name}`s filled.
pub fn fill(sentence: &str, values: &[(&str, &str)]) -> String {
    values.iter().fold(sentence.to_string(), |text, (name, value)| {
        text.replace(&format!("{{{name}}}"), value)
    })
}
