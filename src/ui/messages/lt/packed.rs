use crate::ui::messages::*;

pub const PACKED: Packed = Packed {
    locked: "{file} apsaugotas slaptažodžiu. Atverkite jį skaičiuoklėje, įrašykite be slaptažodžio ir įmeskite tą failą.",
    torn: "{file} nepavyksta atverti: jis sugadintas arba nukopijuotas ne iki galo. Įrašykite jį iš naujo ir įmeskite naują failą.",
    too_large: "{file} per didelis, kad jį būtų galima čia atverti. Įrašykite jo lapus kaip CSV, kurių dydis neribojamas, ir įmeskite tuos failus.",
    empty: "Faile {file} nėra jokios lentelės. Įmeskite failą, kuriame yra užsakymai.",
    hidden: "Failo {file} lapas „{part}“ yra paslėptas ir praleistas. Jei jo reikia, parodykite lapą, įrašykite failą ir įmeskite iš naujo.",
    no_table: "„{part}“ faile {file} nėra lentelė, todėl praleista.",
    no_customers: "{file} praleistas: joks stulpelis nesako, kas yra klientas. Jei jis turi būti įtrauktas, pridėkite kliento numerį.",
    too_many_rows: "„Excel“ lape telpa 1 048 575 žmonės, o šis sąrašas ilgesnis. Pasirinkite mažiau žmonių arba eksportuokite CSV.",
    rule_sheet: "Taisyklių lapas",
};
