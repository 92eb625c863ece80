use crate::ui::messages::*;

pub const START: Start = Start {
    promise: ["Pažinkite savo klientus", "neatiduodami jų duomenų"],
    pitch: "Įmeskite užsakymų failą. Pamatysite, kas kokiu ritmu perka, kas svarbiausi, kas tolsta ir ką su tuo daryti. Failas niekada nepalieka šio įrenginio.",
    drop: "Meskite failus bet kur",
    formats: "CSV, „Excel“, „OpenDocument“, TSV arba tekstas · bet kokio dydžio, kokį pakelia jūsų kompiuteris",
    choose: "Pasirinkti failus",
    paste: "Įklijuoti",
    paste_hint: "Nukopijuokite langelius savo skaičiuoklėje ir čia paspauskite Ctrl+V (⌘V).",
    sample: "Išbandyti pavyzdį",
    picture: "Ką gausite, čia pagal pavyzdį",
    requests: Plural {
        one: "{n} užklausa nuo šio puslapio įkėlimo",
        few: "{n} užklausos nuo šio puslapio įkėlimo",
        many: "{n} užklausos nuo šio puslapio įkėlimo",
        other: "{n} užklausų nuo šio puslapio įkėlimo",
    },
    offline: "veikia ir išjungus tinklą",
    rule_waiting: "Šioje nuorodoje yra taisyklė, bet nėra duomenų. Įmeskite failą ir pamatysite, ką ji atrenka:",
    not_loaded: "„Carteira“ įkelta ne visa. Patikrinkite ryšį ir bandykite dar kartą; jūsų failai liko ten, kur buvo.",
};
