use crate::ui::messages::*;

pub const READING: Reading = Reading {
    reading: "Lendo {name}",
    of_files: "arquivo {n} de {all}",
    of_bytes: "{done} de {total}",
    rows: Plural::two("{n} registro", "{n} registros"),
    working: "Calculando os números",
    progress: "Progresso",
    cancel: "Cancelar",
};
