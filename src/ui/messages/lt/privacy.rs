use crate::ui::messages::*;

pub const PRIVACY: Privacy = Privacy {
    title: "Kaip patikrinti?",
    lead: "Carteira yra puslapis, o ne paslauga. Failą atveria ir savo atmintyje apdoroja jūsų pačių naršyklė. Mumis tikėti nebūtina:",
    ways: [
        (
            "Stebėkite užklausas",
            "Atverkite naršyklės kūrėjų įrankius (F12), pasirinkite „Network“ (tinklas) ir dirbkite. Sąrašas liks tuščias. Tą patį skaičiuoja skaičius apačioje kairėje.",
        ),
        (
            "Išjunkite tinklą",
            "Kai puslapis įkeltas, išjunkite belaidį ryšį arba kūrėjų įrankiuose pasirinkite „Offline“. Viskas veikia toliau: failų skaitymas, visi ekranai, visi atsisiuntimai.",
        ),
        (
            "Perskaitykite politiką",
            "Pirmoji puslapio eilutė yra turinio saugumo politika. Jos paiso pati naršyklė: šis puslapis gali kreiptis tik ten, iš kur atėjo, ir tik tam, kad įkeltų save.",
        ),
        (
            "Pažvelkite į programą",
            "Nė vienas „WebAssembly“ modulis neimportuoja funkcijos, kuri galėtų ką nors išsiųsti. Jūsų duomenis laikanti darbinė gija paleidžiama pati ištrina ir savo tinklo funkcijas.",
        ),
        (
            "Užverkite puslapį",
            "Saugoma tik kalba, tema ir, jei paprašote, Jūsų taisyklės; duomenys – niekada. Užvėrus kortelę arba pasirinkus „Viską pamiršti“, darbinė gija baigiama kartu su visa jos atmintimi.",
        ),
    ],
    policy: "Šio puslapio politika:",
    honest: "Ko tai nedaro: neapsaugo nuo jūsų pačių naršyklės plėtinių, o pareigos, susijusios su klientų duomenimis, lieka jums.",
};
