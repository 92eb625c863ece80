use crate::ui::messages::*;

pub const READING: Reading = Reading {
    reading: "Skaitomas {name}",
    of_files: "{n} failas iš {all}",
    of_bytes: "{done} iš {total}",
    rows: Plural {
        one: "{n} įrašas", few: "{n} įrašai", many: "{n} įrašo", other: "{n} įrašų"
    },
    working: "Skaičiuojami rodikliai",
    progress: "Eiga",
    cancel: "Atšaukti",
};
