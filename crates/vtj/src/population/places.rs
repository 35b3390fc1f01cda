//! Municipalities and streets where invented people live. Frozen, as `finnish.rs` explains.
//!
//! Municipality codes are real (code set *kunta*); a street, a number and a postal code are put together at random, so
//! an address is somebody's only by accident.

/// A municipality of Finland.
#[derive(Debug)]
pub struct Municipality {
    /// Three digits of code set *kunta*.
    pub code: &'static str,
    /// Post office in Finnish, in capitals as the register has it.
    pub city: &'static str,
    /// Post office in Swedish; the Finnish name where there is no other.
    pub city_sv: &'static str,
    /// First two digits of its postal codes.
    pub(super) postal: &'static str,
    /// How many of a thousand people live there, roughly.
    pub(super) share: u32,
}

const fn place(
    code: &'static str,
    city: &'static str,
    city_sv: &'static str,
    postal: &'static str,
    share: u32,
) -> Municipality {
    Municipality { code, city, city_sv, postal, share }
}

/// The municipalities, with shares that add up to a thousand.
pub(super) const MUNICIPALITIES: &[Municipality] = &[
    place("091", "HELSINKI", "HELSINGFORS", "00", 170),
    place("049", "ESPOO", "ESBO", "02", 76),
    place("837", "TAMPERE", "TAMMERFORS", "33", 64),
    place("092", "VANTAA", "VANDA", "01", 61),
    place("564", "OULU", "ULEÅBORG", "90", 54),
    place("853", "TURKU", "ÅBO", "20", 50),
    place("179", "JYVÄSKYLÄ", "JYVÄSKYLÄ", "40", 37),
    place("297", "KUOPIO", "KUOPIO", "70", 31),
    place("398", "LAHTI", "LAHTIS", "15", 30),
    place("609", "PORI", "BJÖRNEBORG", "28", 21),
    place("286", "KOUVOLA", "KOUVOLA", "45", 20),
    place("167", "JOENSUU", "JOENSUU", "80", 20),
    place("405", "LAPPEENRANTA", "VILLMANSTRAND", "53", 18),
    place("109", "HÄMEENLINNA", "TAVASTEHUS", "13", 17),
    place("905", "VAASA", "VASA", "65", 17),
    place("743", "SEINÄJOKI", "SEINÄJOKI", "60", 16),
    place("698", "ROVANIEMI", "ROVANIEMI", "96", 16),
    place("491", "MIKKELI", "S:T MICHEL", "50", 13),
    place("734", "SALO", "SALO", "24", 13),
    place("285", "KOTKA", "KOTKA", "48", 13),
    place("638", "PORVOO", "BORGÅ", "06", 13),
    place("272", "KOKKOLA", "KARLEBY", "67", 12),
    place("106", "HYVINKÄÄ", "HYVINGE", "05", 12),
    place("444", "LOHJA", "LOJO", "08", 12),
    place("186", "JÄRVENPÄÄ", "TRÄSKÄNDA", "04", 11),
    place("684", "RAUMA", "RAUMO", "26", 10),
    place("245", "KERAVA", "KERVO", "04", 9),
    place("205", "KAJAANI", "KAJANA", "87", 9),
    place("202", "KAARINA", "S:T KARINS", "20", 9),
    place("536", "NOKIA", "NOKIA", "37", 9),
    place("257", "KIRKKONUMMI", "KYRKSLÄTT", "02", 9),
    place("980", "YLÖJÄRVI", "YLÖJÄRVI", "33", 8),
    place("211", "KANGASALA", "KANGASALA", "36", 8),
    place("710", "RAASEPORI", "RASEBORG", "10", 7),
    place("740", "SAVONLINNA", "NYSLOTT", "57", 7),
    place("694", "RIIHIMÄKI", "RIIHIMÄKI", "11", 7),
    place("153", "IMATRA", "IMATRA", "55", 6),
    place("678", "RAAHE", "BRAHESTAD", "92", 6),
    place("851", "TORNIO", "TORNEÅ", "95", 6),
    place("529", "NAANTALI", "NÅDENDAL", "21", 6),
    place("598", "PIETARSAARI", "JAKOBSTAD", "68", 6),
    place("499", "MUSTASAARI", "KORSHOLM", "65", 6),
    place("240", "KEMI", "KEMI", "94", 5),
    place("140", "IISALMI", "IDENSALMI", "74", 5),
    place("915", "VARKAUS", "VARKAUS", "78", 5),
    place("445", "PARAINEN", "PARGAS", "21", 5),
    place("061", "FORSSA", "FORSSA", "30", 5),
    place("305", "KUUSAMO", "KUUSAMO", "93", 5),
    place("895", "UUSIKAUPUNKI", "NYSTAD", "23", 5),
    place("111", "HEINOLA", "HEINOLA", "18", 5),
    place("545", "NÄRPIÖ", "NÄRPES", "64", 4),
    place("478", "MAARIANHAMINA", "MARIEHAMN", "22", 4),
    place("758", "SODANKYLÄ", "SODANKYLÄ", "99", 3),
    place("148", "INARI", "ENARE", "99", 2),
    place("890", "UTSJOKI", "UTSJOKI", "99", 2),
];

/// Streets in Finnish and Swedish; an empty Swedish name means that there is none.
#[rustfmt::skip]
pub(super) const STREETS: &[(&str, &str)] = &[
    ("Ahventie", "Abborrvägen"), ("Asemakatu", "Stationsgatan"), ("Haavanlehdentie", ""), ("Hallituskatu", ""),
    ("Harjukatu", "Åsgatan"), ("Haukitie", "Gäddvägen"), ("Honkapolku", "Furustigen"), ("Ilolankuja", ""),
    ("Jokirannantie", "Åstrandsvägen"), ("Kaivokatu", "Brunnsgatan"), ("Kalevankatu", ""),
    ("Kanervatie", "Ljungvägen"), ("Karhunkierros", ""), ("Kaskenpolttajantie", ""), ("Kauppakatu", "Handelsgatan"),
    ("Keskustie", "Centrumvägen"), ("Kettukuja", "Rävgränden"), ("Kielotie", "Liljekonvaljvägen"),
    ("Kirkkokatu", "Kyrkogatan"), ("Koivukuja", ""), ("Koulukatu", "Skolgatan"), ("Kuusitie", "Granvägen"),
    ("Käpypolku", "Kottstigen"), ("Lammenranta", ""), ("Lehtokuja", "Lundgränden"), ("Leppäkuja", "Algränden"),
    ("Linnunlaulu", "Fågelsången"), ("Lukiokatu", ""), ("Luotsinkatu", "Lotsgatan"), ("Lähdetie", "Källvägen"),
    ("Mansikkatie", "Smultronvägen"), ("Metsäpolku", ""), ("Myllytie", "Kvarnvägen"), ("Mäkikatu", "Backgatan"),
    ("Männikkötie", "Tallvägen"), ("Niittykuja", "Änggränden"), ("Opintie", ""), ("Orvokkitie", "Violvägen"),
    ("Pajakatu", "Smedjegatan"), ("Pellonreuna", ""), ("Pihlajatie", "Rönnvägen"), ("Puistokatu", "Parkgatan"),
    ("Puutarhakatu", "Trädgårdsgatan"), ("Rantatie", ""), ("Rautatienkatu", "Järnvägsgatan"),
    ("Ruusupolku", "Rosenstigen"), ("Satamakatu", "Hamngatan"), ("Savikuja", ""), ("Seppäläntie", ""),
    ("Sillankorva", "Brofästet"), ("Suvantokatu", ""), ("Tammitie", "Ekvägen"), ("Torikatu", "Torggatan"),
    ("Tuomikuja", "Häggränden"), ("Tähtitorninmäki", ""), ("Uimarannantie", ""), ("Vaahterapolku", "Lönnstigen"),
    ("Vanamontie", ""), ("Vesitorninkatu", "Vattentornsgatan"), ("Ylioppilaankatu", ""),
];

/// Places abroad: street address, town, ISO 3166 numeric code of the country.
#[rustfmt::skip]
pub(super) const ABROAD: &[(&str, &str, &str)] = &[
    ("Storgatan", "Uppsala", "752"), ("Drottninggatan", "Göteborg", "752"), ("Karl Johans gate", "Oslo", "578"),
    ("Pikk tänav", "Tallinn", "233"), ("Rua do Exemplo", "Porto", "620"), ("Lindenstraße", "Berlin", "276"),
    ("High Street", "Leeds", "826"), ("Calle Mayor", "Málaga", "724"), ("Maple Avenue", "Thunder Bay", "124"),
    ("Rue de la Gare", "Bruxelles", "056"), ("Vesterbrogade", "København", "208"), ("Main Street", "Duluth", "840"),
];
