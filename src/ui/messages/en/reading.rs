use crate::ui::messages::*;

pub const READING: Reading = Reading {
    reading: "Reading {name}",
    of_files: "file {n} of {all}",
    of_bytes: "{done} of {total}",
    rows: Plural::two("{n} record", "{n} records"),
    working: "Working out the numbers",
    progress: "Progress",
    cancel: "Cancel",
};
