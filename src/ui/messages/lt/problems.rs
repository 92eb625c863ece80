use crate::ui::messages::*;

pub const PROBLEMS: Problems = Problems {
    empty_file: "{file} tuščias. Eksportuokite iš naujo ir įmeskite naują failą.",
    image: "{file} yra paveikslėlis, o ne lentelė. Eksportuokite užsakymus kaip CSV ir įmeskite tą failą.",
    pdf: "{file} yra PDF, o ne lentelė. Eksportuokite užsakymus kaip CSV ir įmeskite tą failą.",
    spreadsheet: "{file} yra skaičiuoklės failas. Joje pasirinkite „Įrašyti kaip“, tada CSV (UTF-8), ir įmeskite tą failą; arba nukopijuokite langelius ir įklijuokite čia.",
    archive: "{file} yra suglaudintas archyvas. Išskleiskite jį ir įmeskite viduje esantį failą.",
    json: "{file} yra JSON, o jis čia neskaitomas. Eksportuokite užsakymus kaip CSV ir įmeskite tą failą.",
    web: "{file} yra tinklalapis skaičiuoklės failo vardu. Atverkite jį skaičiuoklėje, pasirinkite „Įrašyti kaip“, tada CSV (UTF-8), ir įmeskite tą failą.",
    not_a_table: "{file} nėra lentelės, kurią galėtume perskaityti. Eksportuokite užsakymus kaip CSV ir įmeskite tą failą.",
    only_header: "{file} yra stulpelių pavadinimai, bet po jais nėra įrašų. Eksportuokite iš naujo, pasirinkę norimas datas.",
    no_customer: "Nė vienas {file} stulpelis nenurodo, kas klientas. Eksportuokite iš naujo su kliento numeriu, el. paštu ar vardu arba pasirinkite stulpelį ekrane „Failai“.",
    no_orders: "Klientų čia yra, bet užsakymų nėra. Pridėkite ir užsakymų failą.",
    unreadable: "{file} nepavyko perskaityti iki galo: failas perkeltas, pakeistas arba pašalintas. Pasirinkite jį iš naujo; kas buvo anksčiau, tebėra čia.",
    stopped: "Skaičiavimai sustojo, greičiausiai pritrūkus atminties, ir viskas, kas buvo apskaičiuota, dingo. Užverkite kitas korteles arba palikite tik reikalingus stulpelius ir atverkite failus iš naujo. ({detail})",
    stopped_not_lost: "Skaičiavimai sustojo, greičiausiai pritrūkus atminties. Kas buvo anksčiau, atveriama iš naujo. Jei norite pridėti daugiau, užverkite kitas korteles arba palikite tik reikalingus stulpelius. ({detail})",
    no_such_customer: "Šiuose duomenyse nėra kliento {key}.",
    dismiss: "Užverti",
    rule_too_early: "Taisyklėse „{field}“ negalima naudoti „{uses}“: ši klasifikacija apskaičiuojama vėliau.",
    name_missing: "Suteikite klasifikacijai pavadinimą.",
    name_taken: "Pavadinimas „{name}“ jau naudojamas. Pasirinkite kitą.",
};
