//! Names of Swedish speakers in Finland, written for this crate. Frozen, as `finnish.rs` explains.

/// First names of women, the more common ones first.
#[rustfmt::skip]
pub(super) const WOMEN: &[&str] = &[
    "Maria", "Elisabeth", "Margareta", "Kristina", "Anna", "Sofia", "Linnea", "Ingeborg", "Birgitta", "Gunilla",
    "Christina", "Eva", "Karin", "Monica", "Annika", "Camilla", "Nina", "Ulrika", "Carola", "Heidi", "Maj-Britt",
    "Ann-Sofi", "Solveig", "Gun", "Gunnel", "Viveca", "Ulla-Maj", "Agneta", "Barbro", "Benita", "Bodil", "Cecilia",
    "Cajsa", "Disa", "Ebba", "Edith", "Elin", "Ellen", "Elsie", "Emma", "Erika", "Eivor", "Fanny", "Freja", "Gerd",
    "Greta", "Gurli", "Göta", "Hedvig", "Helga", "Hillevi", "Hjördis", "Ida", "Inger", "Ingrid", "Irene", "Jannica",
    "Jenny", "Josefin", "Judith", "Katarina", "Kerstin", "Klara", "Lena", "Lilly", "Lisbeth", "Lisen", "Lovisa",
    "Magdalena", "Majlis", "Malin", "Marianne", "Mikaela", "Märta", "Nanna", "Ottilia", "Petra", "Pernilla", "Pia",
    "Ragnhild", "Rebecka", "Rut", "Saga", "Sigrid", "Siv", "Stina", "Susann", "Svea", "Thea", "Tilda", "Tova", "Tyra",
    "Vanja", "Vendela", "Wilhelmina", "Yvonne", "Åsa", "Öjvor",
];

/// First names of men, the more common ones first.
#[rustfmt::skip]
pub(super) const MEN: &[&str] = &[
    "Erik", "Johan", "Mikael", "Karl", "Gustav", "Alexander", "Henrik", "Anders", "Kristian", "Olof", "Peter", "Lars",
    "Fredrik", "Magnus", "Mats", "Jan", "Kenneth", "Stefan", "Christer", "Thomas", "Bo", "Bjarne", "Björn", "Börje",
    "Carl-Johan", "Caspar", "Dan", "Daniel", "Edvin", "Einar", "Elis", "Elof", "Emil", "Evald", "Filip", "Folke",
    "Frans", "Georg", "Gunnar", "Göran", "Gösta", "Hampus", "Hans-Erik", "Harald", "Helge", "Herbert", "Hjalmar",
    "Holger", "Håkan", "Isak", "Ivar", "Jacob", "Jarl", "Jens", "Jerker", "John", "Jonatan", "Karl-Gustav", "Kaj",
    "Kim", "Kjell", "Knut", "Kurt", "Leif", "Lennart", "Linus", "Ludvig", "Marcus", "Martin", "Mathias", "Niklas",
    "Nils", "Nisse", "Ole", "Olle", "Oscar", "Ove", "Patrik", "Paul", "Per-Erik", "Ragnar", "Ralf", "Robin", "Roger",
    "Rolf", "Rurik", "Sebastian", "Sigurd", "Simon", "Sixten", "Sten", "Stig", "Sven", "Svante", "Tage", "Tor",
    "Torbjörn", "Tryggve", "Ulf", "Valter", "Verner", "Vidar", "Viktor", "William", "Åke", "Örjan",
];

/// Surnames that many people share, the more common ones first.
#[rustfmt::skip]
pub(super) const COMMON_SURNAMES: &[&str] = &[
    "Johansson", "Andersson", "Karlsson", "Nyman", "Lindholm", "Lindström", "Eriksson", "Nyberg", "Sundström", "Öhman",
    "Backman", "Holmström", "Björklund", "Henriksson", "Forsman", "Mattsson", "Söderholm", "Österholm", "Granholm",
    "Häggblom", "Fagerlund", "Jansson", "Sjöblom", "Wikström", "Åkerblom", "Enlund", "Snellman", "Kronqvist", "Hägg",
    "Kulla", "Storbacka", "Nygård", "Finne", "Ingves", "Cederberg", "Haldin", "Rosenback", "Smeds",
];

/// First parts of compounded surnames.
#[rustfmt::skip]
pub(super) const SURNAME_FRONTS: &[&str] = &[
    "Ahl", "Alm", "Ax", "Berg", "Björk", "Blom", "Boij", "Brand", "Bränn", "Bäck", "Cron", "Dahl", "Ed", "Ek", "Elf",
    "Eng", "Fager", "Falk", "Fjäll", "Flod", "Fors", "Fri", "Frost", "Fågel", "Glas", "Gran", "Gren", "Grund", "Grön",
    "Gull", "Gyll", "Hag", "Hall", "Hamn", "Hassel", "Hav", "Hed", "Hell", "Hjort", "Holm", "Humle", "Hög", "Jern",
    "Julin", "Kall", "Klinge", "Klöver", "Knip", "Korn", "Kull", "Kvarn", "Käll", "Lager", "Lejon", "Lilje", "Lind",
    "Ljung", "Lund", "Lång", "Löf", "Lön", "Malm", "Mell", "Mos", "Myr", "Måne", "Mörk", "Nord", "Norr", "Ny", "Näs",
    "Palm", "Pihl", "Ring", "Ros", "Råd", "Rönn", "Sand", "Silver", "Sjö", "Skog", "Skär", "Smed", "Snö", "Sol",
    "Spjut", "Sten", "Stjern", "Strand", "Ström", "Stål", "Sund", "Svan", "Säl", "Söder", "Tall", "Tegel", "Torn",
    "Träsk", "Udd", "Vall", "Vester", "Vik", "Vind", "Vinter", "Å", "Åker", "Ång", "Äppel", "Ö", "Öst",
];

/// Second parts of compounded surnames.
#[rustfmt::skip]
pub(super) const SURNAME_BACKS: &[&str] = &[
    "berg", "blad", "blom", "bom", "borg", "bro", "by", "bäck", "crona", "dahl", "fors", "fält", "gren", "grip",
    "gård", "hage", "hem", "hielm", "holm", "kvist", "lind", "lund", "mark", "man", "mo", "nell", "näs", "rot", "roos",
    "skans", "skog", "sköld", "stam", "stedt", "sten", "strand", "ström", "sund", "svärd", "söder", "torp", "udd",
    "vall", "vass", "vik", "ås", "äng", "ö", "ör",
];
