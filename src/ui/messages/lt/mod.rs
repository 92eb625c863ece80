//! Lithuanian.

pub mod act;
mod builder;
mod cleanup;
mod files;
pub mod overview;
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
pub mod shell;
mod stages;
pub mod start;
mod time;
pub mod words;
mod worth;

use super::Messages;

/// Every sentence.
pub const MESSAGES: Messages = Messages {
    builder: builder::BUILDER,
    sentences: sentences::SENTENCES,
    segments: segments::SEGMENTS,
    shell: shell::SHELL,
    stages: stages::STAGES,
    start: start::START,
    query_errors: query_errors::QUERY_ERRORS,
    time: time::TIME,
    reading: reading::READING,
    cleanup: cleanup::CLEANUP,
    act: act::ACT,
    planning: planning::PLANNING,
    files: files::FILES,
    overview: overview::OVERVIEW,
    packed: packed::PACKED,
    people: people::PEOPLE,
    privacy: privacy::PRIVACY,
    problems: problems::PROBLEMS,
    report: report::REPORT,
    words: words::WORDS,
    worth: worth::WORTH,
};
