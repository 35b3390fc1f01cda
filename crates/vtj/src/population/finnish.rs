//! Finnish names: lists written for this crate from common knowledge of the language; no register was copied.
//!
//! The lists are frozen: a person is drawn by place in them, so any edit changes invented people that tests, saved
//! databases and screenshots already know. The test of frozen people in `population.rs` fails on an edit.

/// First names of women, the more common ones first.
#[rustfmt::skip]
pub(super) const WOMEN: &[&str] = &[
    "Maria", "Helena", "Anneli", "Johanna", "Kaarina", "Marjatta", "Liisa", "Annika", "Sofia", "Hannele", "Kristiina",
    "Tuulikki", "Emilia", "Elina", "Orvokki", "Maarit", "Susanna", "Pirjo", "Ritva", "Leena", "Eveliina", "Päivi",
    "Katariina", "Irmeli", "Marika", "Riitta", "Tellervo", "Aino", "Eeva", "Sari", "Tuula", "Anja", "Pauliina",
    "Sinikka", "Aurora", "Tiina", "Minna", "Matilda", "Hanna", "Kirsi", "Olivia", "Marja", "Inkeri", "Anita", "Julia",
    "Mirjami", "Ilona", "Satu", "Laura", "Merja", "Ulla", "Heidi", "Raija", "Sanna", "Heli", "Jaana", "Eila", "Seija",
    "Arja", "Noora", "Terhi", "Virpi", "Kaisa", "Amanda", "Outi", "Mari", "Jenni", "Hilja", "Ida", "Iida", "Emma",
    "Eija", "Saara", "Taina", "Suvi", "Katja", "Reetta", "Oona", "Mervi", "Lotta", "Aada", "Pinja", "Tarja", "Elli",
    "Senja", "Vilma", "Niina", "Venla", "Ella", "Enni", "Aava", "Siiri", "Helmi", "Sylvi", "Lempi", "Martta", "Elsa",
    "Hilma", "Saimi", "Kerttu", "Impi", "Rauha", "Toini", "Aili", "Aune", "Fanni", "Bertta", "Selma", "Hilda", "Alma",
    "Iiris", "Kielo", "Vuokko", "Unelma", "Armi", "Irja", "Raili", "Sirkka", "Pirkko", "Vieno", "Taimi", "Ansa",
    "Salme", "Lahja", "Hellin", "Helvi", "Hertta", "Tyyne", "Kyllikki", "Ester", "Eine", "Meeri", "Aamu", "Viola",
    "Säde", "Lumi", "Kukka", "Pihla", "Tuuli", "Taika", "Mila", "Minea", "Peppi", "Nelli", "Ronja", "Milla", "Jonna",
    "Henna", "Roosa", "Salla", "Essi", "Anniina", "Viivi", "Sini", "Tuuli-Anna", "Kreeta", "Kiia", "Netta", "Neea",
    "Inka", "Iina", "Veera", "Ulpu", "Marketta", "Maija", "Margit", "Sisko", "Tuija", "Eerika", "Ruut", "Raakel",
    "Lyydia", "Mimosa", "Usva", "Pilvi", "Sointu", "Valma", "Vappu", "Tyyra", "Ragna", "Oili", "Maire", "Maila",
    "Laila", "Kaija", "Jemina", "Hilppa", "Dagmar", "Briitta", "Asta", "Annukka", "Anelma", "Alli", "Agda", "Adele",
];

/// First names of men, the more common ones first.
#[rustfmt::skip]
pub(super) const MEN: &[&str] = &[
    "Juhani", "Johannes", "Olavi", "Antero", "Tapani", "Kalevi", "Mikael", "Tapio", "Matti", "Ilmari", "Pekka",
    "Petteri", "Antti", "Oskari", "Elias", "Kristian", "Timo", "Juha", "Kari", "Sakari", "Mikko", "Jari", "Jukka",
    "Markus", "Henrik", "Heikki", "Markku", "Oliver", "Aleksi", "Hannu", "Eemeli", "Aleksanteri", "Veikko", "Seppo",
    "Valtteri", "Einari", "Ville", "Erkki", "Janne", "Marko", "Petri", "Sami", "Lauri", "Matias", "Onni", "Tuomas",
    "Eero", "Pentti", "Ilari", "Harri", "Eino", "Raimo", "Vesa", "Anton", "Tommi", "Arto", "Jouni", "Esa", "Pasi",
    "Reijo", "Risto", "Jorma", "Toni", "Mika", "Leo", "Väinö", "Ari", "Aki", "Toivo", "Jaakko", "Jani", "Paavo",
    "Kimmo", "Tero", "Jarmo", "Juho", "Pauli", "Joonas", "Niko", "Aarne", "Armas", "Teemu", "Samuli", "Jussi", "Joona",
    "Arvo", "Kai", "Urho", "Martti", "Artturi", "Aatos", "Emil", "Veli", "Rauno", "Otto", "Niilo", "Kalle", "Simo",
    "Vilho", "Yrjö", "Taneli", "Jere", "Henri", "Jesse", "Eetu", "Oiva", "Ossi", "Vili", "Topias", "Roope", "Santeri",
    "Akseli", "Hermanni", "Konsta", "Kusti", "Kauko", "Lasse", "Luukas", "Miska", "Nuutti", "Osmo", "Pertti", "Perttu",
    "Rasmus", "Raine", "Reino", "Rauli", "Sauli", "Severi", "Sulo", "Sulevi", "Taisto", "Tahvo", "Tarmo", "Tauno",
    "Teuvo", "Touko", "Tuukka", "Tuure", "Ukko", "Uljas", "Unto", "Untamo", "Uolevi", "Urpo", "Valto", "Verneri",
    "Vihtori", "Viljami", "Viljo", "Voitto", "Ahti", "Aimo", "Aulis", "Aapo", "Aaro", "Alpo", "Benjamin", "Daavid",
    "Eelis", "Eerik", "Eljas", "Ensio", "Fredrik", "Hemmo", "Hugo", "Iivari", "Iisakki", "Ilkka", "Into", "Isto",
    "Jalmari", "Jalo", "Joel", "Juuso", "Kaapo", "Kaarlo", "Kasper", "Kasimir", "Kullervo", "Lassi", "Lenni", "Manu",
    "Mauno", "Mainio", "Miro", "Nestori", "Okko", "Olli", "Orvo", "Paulus", "Pyry", "Päiviö", "Rainer", "Riku",
];

/// First halves of hyphenated names of women.
#[rustfmt::skip]
pub(super) const WOMENS_FRONTS: &[&str] =
    &["Anna", "Eeva", "Marja", "Ulla", "Kirsi", "Anne", "Riitta", "Maija", "Satu", "Päivi", "Ella", "Tuuli"];
/// Second halves of hyphenated names of women.
#[rustfmt::skip]
pub(super) const WOMENS_BACKS: &[&str] =
    &["Liisa", "Kaisa", "Leena", "Maija", "Mari", "Sofia", "Riikka", "Stiina", "Elina", "Noora", "Kreeta", "Sisko"];
/// First halves of hyphenated names of men.
#[rustfmt::skip]
pub(super) const MENS_FRONTS: &[&str] =
    &["Juha", "Veli", "Jukka", "Ari", "Vesa", "Olli", "Esa", "Kari", "Timo", "Tom", "Karl", "Heikki"];
/// Second halves of hyphenated names of men.
#[rustfmt::skip]
pub(super) const MENS_BACKS: &[&str] =
    &["Pekka", "Matti", "Heikki", "Antti", "Ville", "Jussi", "Petteri", "Erik", "Kalle", "Jaakko", "Mikael", "Eemil"];

/// Surnames that many people share, the more common ones first.
#[rustfmt::skip]
pub(super) const COMMON_SURNAMES: &[&str] = &[
    "Korhonen", "Virtanen", "Mäkinen", "Nieminen", "Mäkelä", "Hämäläinen", "Laine", "Heikkinen", "Koskinen",
    "Järvinen", "Lehtonen", "Lehtinen", "Saarinen", "Salminen", "Heinonen", "Niemi", "Heikkilä", "Salonen", "Kinnunen",
    "Turunen", "Salo", "Laitinen", "Tuominen", "Rantanen", "Karjalainen", "Jokinen", "Mattila", "Savolainen",
    "Lahtinen", "Ahonen", "Ojala", "Leppänen", "Väisänen", "Hiltunen", "Kallio", "Miettinen", "Leinonen", "Pitkänen",
    "Aaltonen", "Manninen", "Hakala", "Koivisto", "Anttila", "Laaksonen", "Hirvonen", "Räsänen", "Lehto", "Laakso",
    "Toivonen", "Mustonen", "Rantala", "Aalto", "Niemelä", "Peltonen", "Moilanen", "Hänninen", "Seppälä", "Kärkkäinen",
    "Partanen", "Lappalainen", "Kettunen", "Nurmi", "Kemppainen", "Lahti", "Ketola", "Ikonen", "Halonen", "Pesonen",
    "Oksanen", "Salmi", "Aho", "Pulkkinen", "Kauppinen", "Rossi", "Harju", "Karppinen", "Vainio", "Nevalainen",
    "Rautiainen", "Hyvönen", "Eskola", "Hakkarainen", "Vuorinen", "Kokkonen", "Suominen", "Immonen", "Karvonen",
    "Hietala", "Ruotsalainen", "Holopainen", "Parviainen", "Vesterinen", "Torvinen", "Tikkanen", "Nykänen", "Kukkonen",
    "Lindqvist", "Pääkkönen", "Kiiskinen", "Hartikainen", "Jääskeläinen", "Tolonen", "Väänänen", "Huttunen", "Kangas",
    "Ylönen", "Leskinen", "Kuusisto", "Karhu", "Komulainen", "Sillanpää",
];

/// First parts of compounded surnames.
#[rustfmt::skip]
pub(super) const SURNAME_FRONTS: &[&str] = &[
    "Aallokko", "Aarni", "Aho", "Aitta", "Alho", "Apaja", "Apila", "Arki", "Aro", "Auer", "Auringon", "Haapa", "Haara",
    "Haka", "Halko", "Halla", "Hanhi", "Hanka", "Harju", "Harmaa", "Hauki", "Haukka", "Havu", "Hehku", "Heinä",
    "Helmi", "Hepo", "Hete", "Hiekka", "Hieta", "Hilla", "Hirsi", "Hirvi", "Honka", "Hopea", "Huhta", "Huhti",
    "Humala", "Huurre", "Hyvä", "Häive", "Härkä", "Höyhen", "Ihanne", "Ilo", "Ilta", "Ilves", "Iso", "Itu", "Jalava",
    "Jalo", "Joki", "Joutsen", "Juuri", "Jylhä", "Jyrkkä", "Jänkä", "Järvi", "Jää", "Kaarna", "Kaide", "Kaiho",
    "Kaiku", "Kaisla", "Kaivo", "Kajava", "Kala", "Kaleva", "Kalkki", "Kallas", "Kallio", "Kalvo", "Kanerva", "Kangas",
    "Kannel", "Karhu", "Kari", "Karja", "Karpalo", "Kaski", "Kaste", "Kataja", "Katve", "Kaunis", "Kauris", "Kehrä",
    "Keihäs", "Kelo", "Kero", "Kesä", "Keto", "Kettu", "Kevät", "Kide", "Kiehi", "Kiiski", "Kirkko", "Kirves", "Kiuru",
    "Kivi", "Kohina", "Koivu", "Kokko", "Kolmi", "Kontio", "Kopra", "Korpi", "Korte", "Koski", "Kotka", "Kuha",
    "Kuikka", "Kuiske", "Kukka", "Kukkula", "Kulo", "Kulta", "Kumpu", "Kuohu", "Kuovi", "Kupari", "Kurjen", "Kuula",
    "Kuura", "Kuusi", "Kylmä", "Kynttilä", "Kyyhky", "Käki", "Käpy", "Kärki", "Kärppä", "Lahna", "Lahti", "Laine",
    "Laita", "Lakka", "Lampi", "Lato", "Latva", "Lauha", "Laulu", "Lehmus", "Lehti", "Lehto", "Leino", "Leivo",
    "Leppä", "Lepo", "Liekki", "Lieto", "Linna", "Lintu", "Lohi", "Loimu", "Louhi", "Luhta", "Lumi", "Lumme", "Luoto",
    "Lyly", "Lysti", "Lähde", "Länsi", "Maa", "Made", "Mainio", "Malmi", "Mansikka", "Marja", "Meri", "Mesi", "Metsä",
    "Metso", "Muikku", "Multa", "Murto", "Musta", "Muuri", "Mylly", "Myrsky", "Myyrä", "Mänty", "Mätäs", "Naava",
    "Neva", "Niini", "Niitty", "Nokka", "Notko", "Nummi", "Nuoli", "Nurmi", "Närhi", "Näätä", "Ohra", "Oja", "Oksa",
    "Olki", "Omena", "Ora", "Oras", "Orava", "Orpo", "Otava", "Otso", "Paasi", "Pakka", "Paju", "Palo", "Parkki",
    "Peippo", "Pelto", "Perho", "Petäjä", "Peura", "Pihka", "Pihlaja", "Pikku", "Pilvi", "Pirtti", "Pitkä", "Pohja",
    "Polku", "Poro", "Portti", "Pouta", "Puisto", "Puna", "Puro", "Purje", "Pursi", "Pyhä", "Pyry", "Päivä", "Pääsky",
    "Pöllö", "Raikas", "Raita", "Raja", "Ranta", "Rasti", "Rastas", "Ratas", "Rauha", "Rauta", "Reuna", "Riekko",
    "Riihi", "Ritva", "Routa", "Ruis", "Runko", "Ruoko", "Ruska", "Rusko", "Ruusu", "Räme", "Saari", "Saarni", "Sakea",
    "Sala", "Salama", "Salo", "Sammal", "Sampo", "Sara", "Sarka", "Satama", "Savi", "Savu", "Selkä", "Seppä", "Seula",
    "Sini", "Sirkku", "Sirppi", "Sola", "Sorsa", "Suksi", "Sula", "Sulka", "Suo", "Suola", "Suomu", "Susi", "Suvanto",
    "Suvi", "Sydän", "Sysi", "Säde", "Säkene", "Särki", "Taimen", "Taimi", "Taival", "Taivas", "Talvi", "Tammi",
    "Tarha", "Tervas", "Tiira", "Tikka", "Tuohi", "Tuomi", "Tupa", "Turve", "Tuuli", "Tyrsky", "Tyyni", "Tähkä",
    "Tähti", "Törmä", "Ukko", "Ulappa", "Utu", "Uusi", "Vaahtera", "Vaara", "Vadelma", "Vahti", "Valkea", "Valo",
    "Vanha", "Varis", "Varpu", "Vaski", "Vene", "Vesa", "Vesi", "Viher", "Viima", "Viita", "Vilja", "Villi", "Virta",
    "Vuokko", "Vuono", "Vuori", "Väli", "Väylä", "Yrtti", "Ääri",
];

/// Second parts of compounded surnames.
#[rustfmt::skip]
pub(super) const SURNAME_BACKS: &[&str] = &[
    "niemi", "mäki", "järvi", "lahti", "saari", "koski", "ranta", "lehto", "kangas", "harju", "salo", "virta", "korpi",
    "maa", "oja", "pelto", "joki", "salmi", "vuori", "kallio", "vaara", "aho", "alho", "apaja", "aro", "aura", "haka",
    "halme", "hauta", "helle", "hete", "hiekka", "holma", "honka", "hovi", "huhta", "jalka", "jänkä", "kaari", "kaivo",
    "kannas", "kari", "karta", "kartano", "kaski", "katu", "katve", "kenttä", "kero", "keto", "kivi", "kontu",
    "koppala", "kortes", "koto", "kuja", "kulma", "kumpu", "kunnas", "kuru", "kylä", "laakso", "laita", "lampi",
    "lanne", "lato", "leppä", "linna", "loimi", "luhta", "luoma", "luoto", "lähde", "maja", "malmi", "metsä", "mutka",
    "mylly", "neva", "niitty", "nokka", "notko", "nummi", "nurmi", "oksa", "paasi", "paju", "palo", "perä", "piha",
    "pirtti", "pohja", "polku", "porras", "portti", "puisto", "puro", "pää", "raitti", "raja", "rinne", "rauma",
    "riihi", "rova", "ruukki", "räme", "sarka", "satama", "selkä", "seppä", "silta", "sola", "suo", "suvanto",
    "särkkä", "taival", "talo", "tanhua", "tarha", "taus", "tie", "tupa", "tunturi", "törmä", "uoma", "vainio",
    "valkama", "valli", "varjo", "vesi", "viita", "vuolle", "väylä", "ylä", "äyräs",
];

/// What a farm or a branch of a family puts before its name, with a hyphen.
#[rustfmt::skip]
pub(super) const SURNAME_PREFIXES: &[&str] =
    &["Ala", "Yli", "Iso", "Vähä", "Uusi", "Vanha", "Keski", "Pikku", "Etu", "Taka", "Peri", "Rinta"];
