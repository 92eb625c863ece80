//! Lietuvių: semicolon, decimal comma, ISO dates, euros.

use super::Words;

pub const WORDS: Words<&str> = Words {
    delimiter: ';',
    decimal_mark: ',',
    day_first: false,
    currency: "EUR",
    phone: "+370 2## #####",
    two_surnames: false,
    files: "pardavimai|klientai|ivykiai|kontaktai",
    orders: "Užsakymo ID|Užsakymo data|Kliento ID|Prekės kodas|Prekės pavadinimas|Kategorija|Kiekis|Vieneto kaina|Suma|Savikaina|Valiuta|Užsakymo būsena|Kanalas|Parduotuvė",
    customers: "Kliento ID|Vardas ir pavardė|El. paštas|Telefonas|Gimimo data|Zona|Sluoksnis|Registracijos data|Šaltinis|Planas|Sutikimas|Rekomendavo|Praradimo priežastis",
    events: "Kliento ID|Įvykio data|Įvykis|Kampanija|Grupė|Įvertinimas|Išspręsta",
    leads: "El. paštas|Vardas ir pavardė|Etapas|Sandorio data|Sandorio vertė|Domina|Pardavėjas",
    answers: "taip|ne",
    first_names: "Agnė|Aistė|Akvilė|Asta|Audronė|Birutė|Dalia|Daiva|Dovilė|Edita|Eglė|Giedrė|Gintarė|Ieva|Ilona|Inga|Jolanta|Jurgita|Kristina|Laima|Lina|Milda|Neringa|Ona|Raminta|Rasa|Rūta|Simona|Sigita|Vaida|Viktorija|Živilė|Algirdas|Andrius|Arvydas|Audrius|Darius|Dainius|Deividas|Domantas|Donatas|Edgaras|Eimantas|Gediminas|Giedrius|Ignas|Jonas|Justinas|Karolis|Kęstutis|Laurynas|Linas|Lukas|Mantas|Marius|Mindaugas|Nerijus|Paulius|Povilas|Rimantas|Saulius|Tadas|Vytautas|Žygimantas",
    surnames: LT_MEN,
    womens_surnames: LT_WOMEN,
    categories: "Kava|Arbata|Saldumynai|Kavos ruošimas|Indai|Tekstilė|Dekoras|Dovanos",
    products: "Namų mišinys 250 g|Espreso kava 250 g|Etiopijos kava 250 g|Kava be kofeino 250 g|Namų mišinys 1 kg|Espreso kava 1 kg|Kavos kapsulės, 20 vnt.|Šalta kava buteliuke|Žalioji arbata 100 g|Juodoji arbata su bergamote 100 g|Ramunėlių žiedai|Roibos su vanile|Matcha 30 g|Juodojo šokolado plytelė|Sviestiniai sausainiai|Migdolų nuga|Žiedų medus|Granola su riešutais|Kavos piltuvėlis|Popieriniai filtrai, 100 vnt.|Prancūziškas kavinukas|Moka kavinukas|Kavamalė|Espreso aparatas|Kalkių šalinimo priemonė|Pieno plaktuvas|Keraminis puodelis|Espreso puodeliai, 2 vnt.|Pusryčių dubenėlis|Desertinės lėkštės, 4 vnt.|Stiklinis ąsotis|Kelioninis puodelis|Lininis rankšluostis|Stalo takelis|Medvilninė prijuostė|Vilnonis pledas|Pagalvėlės užvalkalas|Kvapnioji žvakė|Keraminė vaza|Sieninis laikrodis|Nuotraukų rėmelis|Vazonas|Kavos mėgėjo dėžutė|Arbatos mėgėjo dėžutė|Kalėdinis krepšelis|Motinos dienos dėžutė|Dovanų kuponas|Pusryčių krepšelis",
    zones: "Centras|Šiaurė|Pietūs|Rytai|Vakarai|Pajūris",
    online: "Internetu",
    strata: "A aukštas|B aukštesnis vidurinis|C vidurinis|D žemesnis",
    sources: "Parduotuvė|Paieška internete|Socialiniai tinklai|Rekomendacija|Mugė|Partneris",
    plans: "Klubas|Prenumerata",
    statuses: "Įvykdyta|Atšaukta|Grąžinta|Vykdoma",
    channels: "Salonas|Svetainė|Programėlė",
    reasons: "Per didelės kainos|Išėjo pas konkurentą|Rado pigesnį konkurentą|Trūko prekių|Prastas aptarnavimas|Vėluojantis pristatymas|Išsikraustė|Nebegeria kavos",
    kinds: "Apsilankymas|Krepšelis|Kampanija|Kontrolinė grupė|Atsakyta|Patvirtino|Dalyvavo|Skundas|Apklausa|Pasiūlymas|Kontaktas",
    campaigns: "Žiemos laiškas 2024|Pavasario laiškas 2025|Žiemos laiškas 2025|Pavasario laiškas 2026|Rudens degustacija 2026",
    groups: "tikslinė|kontrolinė",
    stages: "Užklausa|Susisiekta|Pasiūlymas|Derybos|Laimėta|Prarasta",
    sellers: "Nijolė|Evaldas|Renata|Tomas",
};

const LT_MEN: &str = "Adomaitis|Andriulis|Baltrušaitis|Balčiūnas|Baranauskas|Bieliauskas|Brazauskas|Budrys|Butkus|Čepaitis|Černiauskas|Dambrauskas|Danilevičius|Daukantas|Dirgėla|Drungilas|Gaižauskas|Gedvilas|Girdenis|Grigaitis|Griškevičius|Gudaitis|Ivanauskas|Jakštas|Jankauskas|Janušaitis|Jasaitis|Jonaitis|Juodelis|Juška|Kairys|Kalvaitis|Karpavičius|Kavaliauskas|Kazlauskas|Kisielius|Klimas|Krasauskas|Kubilius|Kučinskas|Kudirka|Laurinaitis|Lapinskas|Leonavičius|Liutkus|Lukošius|Macijauskas|Malinauskas|Markevičius|Martinkus|Matulis|Mažeika|Mickus|Mikalauskas|Milašius|Misevičius|Morkūnas|Narbutas|Naujokas|Navickas|Norkus|Paulauskas|Petkevičius|Petrauskas|Pocius|Povilaitis|Račkauskas|Ramanauskas|Rimkus|Rudys|Sabaliauskas|Šablinskas|Šakalys|Samulis|Savickas|Šeškus|Simonaitis|Sinkevičius|Skuodis|Stankevičius|Stonkus|Švedas|Tamošaitis|Tarvydas|Tomkus|Ulevičius|Urbonas|Vaitkus|Valaitis|Valančius|Vasiliauskas|Venckus|Vilimas|Vyšniauskas|Zabulis|Žalys|Zakarauskas|Žemaitis|Žilinskas|Žukauskas";

const LT_WOMEN: &str = "Adomaitienė|Andriulytė|Baltrušaitienė|Balčiūnaitė|Baranauskienė|Bieliauskaitė|Brazauskienė|Budrytė|Butkutė|Čepaitienė|Černiauskaitė|Dambrauskienė|Danilevičiūtė|Daukantienė|Dirgėlaitė|Drungilienė|Gaižauskaitė|Gedvilienė|Girdenytė|Grigaitienė|Griškevičiūtė|Gudaitienė|Ivanauskaitė|Jakštienė|Jankauskaitė|Janušaitienė|Jasaitytė|Jonaitienė|Juodelytė|Juškienė|Kairytė|Kalvaitienė|Karpavičiūtė|Kavaliauskienė|Kazlauskaitė|Kisielienė|Klimaitė|Krasauskienė|Kubiliūtė|Kučinskienė|Kudirkaitė|Laurinaitienė|Lapinskaitė|Leonavičienė|Liutkutė|Lukošienė|Macijauskaitė|Malinauskienė|Markevičiūtė|Martinkienė|Matulytė|Mažeikienė|Mickutė|Mikalauskienė|Milašiūtė|Misevičienė|Morkūnaitė|Narbutienė|Naujokaitė|Navickienė|Norkutė|Paulauskienė|Petkevičiūtė|Petrauskienė|Pociūtė|Povilaitienė|Račkauskaitė|Ramanauskienė|Rimkutė|Rudienė|Sabaliauskaitė|Šablinskienė|Šakalytė|Samulienė|Savickaitė|Šeškienė|Simonaitytė|Sinkevičienė|Skuodytė|Stankevičienė|Stonkutė|Švedienė|Tamošaitytė|Tarvydienė|Tomkutė|Ulevičienė|Urbonaitė|Vaitkienė|Valaitytė|Valančienė|Vasiliauskaitė|Venckienė|Vilimaitė|Vyšniauskienė|Zabulytė|Žalienė|Zakarauskaitė|Žemaitienė|Žilinskaitė|Žukauskienė";
