use crate::ui::messages::*;

pub const READING: Reading = Reading {
    reading: "Leyendo {name}",
    of_files: "archivo {n} de {all}",
    of_bytes: "{done} de {total}",
    rows: Plural::two("{n} registro", "{n} registros"),
    working: "Calculando las cifras",
    progress: "Progreso",
    cancel: "Cancelar",
};
