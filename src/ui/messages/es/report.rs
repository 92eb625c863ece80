//! The Report screen, in Spanish.

use crate::ui::messages::Report;

pub const REPORT: Report = Report {
    title: "Informe de la cartera",
    lead: "Para dejarle al cliente: imprímalo o guárdelo en un solo archivo, que abre en cualquier navegador. Trae cifras, ninguna lista de clientes.",
    save: "Guardar en un archivo",
    print: "Imprimir",
    span: "Pedidos del {first} al {last}, medidos al {as_of}",
    rules: "Reglas y ajustes",
    classification: "Clasificación",
    returns: "Devoluciones",
    returns_net: "descontadas",
    returns_ignored: "sin contar",
    model: "Modelo de compra",
    discount: "Tasa de descuento anual",
    margin: "Margen sobre los ingresos",
    made: "Hecho con Carteira, en este equipo; ningún dato se envió a ninguna parte.",
};
