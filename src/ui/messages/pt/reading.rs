use crate::ui::messages::*;

pub const READING: Reading = Reading {
    reading: "Lendo {name}",
    of_bytes: "{done} de {total}",
    rows: Plural::two("{n} registro", "{n} registros"),
    working: "Calculando os números",
    cancel: "Cancelar",
};
