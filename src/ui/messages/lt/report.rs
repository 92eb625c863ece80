//! The Report screen, in Lithuanian.

use crate::ui::messages::Report;

pub const REPORT: Report = Report {
    title: "Klientų ataskaita",
    lead: "Palikti klientui: atspausdinkite arba įrašykite į vieną failą, kurį atveria bet kuri naršyklė. Joje skaičiai, o klientų sąrašo nėra.",
    save: "Įrašyti į vieną failą",
    print: "Spausdinti",
    span: "Užsakymai nuo {first} iki {last}, matuota {as_of} dienai",
    rules: "Taisyklės ir nuostatos",
    classification: "Skirstymas",
    returns: "Grąžinimai",
    returns_net: "atimti",
    returns_ignored: "neskaičiuojami",
    model: "Pirkimo modelis",
    discount: "Metinė diskonto norma",
    margin: "Marža nuo pajamų",
    made: "Padaryta su „Carteira“ šiame įrenginyje; jokie duomenys niekur neišsiųsti.",
};
