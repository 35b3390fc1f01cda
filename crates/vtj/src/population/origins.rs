//! Names of Sámi people and of people whose roots are elsewhere, with the language and nationality that go with them;
//! written for this crate. Frozen, as `finnish.rs` explains.

/// One people's way of naming, its language and its usual nationality.
pub(super) struct Origin {
    /// How many in a thousand of the people in this file.
    pub(super) share: u32,
    /// ISO 639-1 code as the register gives it (`98`: only in clear text), ISO 639-2 code, and the clear text if any.
    pub(super) language: (&'static str, &'static str, Option<&'static str>),
    /// ISO 3166 numeric code.
    pub(super) nationality: &'static str,
    /// First names of women.
    pub(super) women: &'static [&'static str],
    /// First names of men.
    pub(super) men: &'static [&'static str],
    /// Surnames, in the form for men where the forms differ.
    pub(super) surnames: &'static [&'static str],
    /// How a surname is made of the list.
    pub(super) custom: Custom,
}

/// How a surname is made of a list.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Custom {
    /// As it stands.
    Plain,
    /// A woman's form ends in -a: Smirnov, Smirnova; -skij becomes -skaja.
    Gendered,
    /// Two surnames, the father's and the mother's.
    Double,
    /// The father's and the grandfather's first names.
    Forefathers,
}

use Custom::{Double, Forefathers, Gendered, Plain};

/// Sámi people of Finland: Northern Sámi first, Inari Sámi second.
#[rustfmt::skip]
pub(super) const SAMI: [Origin; 2] = [
    Origin {
        share: 700,
        language: ("se", "sme", None),
        nationality: "246",
        women: &[
            "Áile", "Biret", "Elle", "Inga", "Ánne", "Máret", "Risten", "Sárá", "Sunna", "Niillasá", "Gáddjá", "Liná",
            "Máijjá", "Rávdná", "Berit", "Ingá", "Káre", "Sofe", "Váldá", "Ristiinná",
        ],
        men: &[
            "Áilu", "Ánte", "Ásllat", "Jovnna", "Niillas", "Máhtte", "Biera", "Heaika", "Issát", "Juhán", "Lásse",
            "Mihkkal", "Nils", "Ovlla", "Piera", "Sámmol", "Uhca", "Vuolla", "Jovsset", "Ereke",
        ],
        surnames: &[
            "Aikio", "Guttorm", "Länsman", "Näkkäläjärvi", "Magga", "Valkeapää", "Laiti", "Helander", "Pieski",
            "Rasmus", "Vuolab", "Holmberg", "Niittyvuopio", "Keskitalo", "Juuso", "Proksi", "Labba", "Porsanger",
            "Gaup", "Somby", "Utsi", "Hætta", "Eira", "Sara", "Nutti", "Mággá", "Čáppá", "Šohkká",
        ],
        custom: Plain,
    },
    Origin {
        share: 300,
        language: ("98", "smn", Some("inarinsaame")),
        nationality: "246",
        women: &["Aanna", "Eljá", "Kaatri", "Liisa", "Maarit", "Riitá", "Saammâl", "Eevi", "Ánnám", "Pirjâ"],
        men: &["Antti", "Erkki", "Ilmaar", "Jussâ", "Matti", "Morottaja", "Pieti", "Saammal", "Uuláá", "Heiká"],
        surnames: &[
            "Mattus", "Morottaja", "Sarre", "Saijets", "Kuuva", "Valle", "Aikio", "Paadar", "Mujo", "Musta",
            "Kiviniemi", "Sajets", "Padar", "Paltto",
        ],
        custom: Plain,
    },
];

/// People with roots elsewhere.
#[rustfmt::skip]
pub(super) const ELSEWHERE: [Origin; 18] = [
    Origin {
        share: 190,
        language: ("ru", "rus", None),
        nationality: "643",
        women: &[
            "Anastasia", "Darja", "Jekaterina", "Galina", "Irina", "Ksenia", "Ljudmila", "Marina", "Natalja", "Oksana",
            "Polina", "Svetlana", "Tatjana", "Valentina", "Vera", "Viktoria", "Zinaida", "Alisa", "Jelena", "Olga",
        ],
        men: &[
            "Aleksei", "Andrei", "Boris", "Dmitri", "Jegor", "Fjodor", "Grigori", "Igor", "Ivan", "Kirill",
            "Konstantin", "Maksim", "Mihail", "Nikita", "Oleg", "Pavel", "Roman", "Sergei", "Timur", "Vladimir",
        ],
        surnames: &[
            "Smirnov", "Kuznetsov", "Popov", "Vasiljev", "Petrov", "Sokolov", "Mihailov", "Novikov", "Fjodorov",
            "Morozov", "Volkov", "Aleksejev", "Lebedev", "Semjonov", "Jegorov", "Pavlov", "Kozlov", "Stepanov",
            "Nikolajev", "Orlov", "Andrejev", "Makarov", "Nikitin", "Zaharov", "Zaitsev", "Solovjov", "Borisov",
            "Jakovlev", "Grigorjev", "Romanov", "Vorobjov", "Sergejev", "Kuzmin", "Frolov", "Dmitrijev", "Koroljov",
            "Gusev", "Kiseljov", "Iljin", "Maksimov", "Poljakov", "Sorokin", "Vinogradov", "Kovaljov", "Belov",
            "Medvedev", "Antonov", "Tarasov", "Žukov", "Baranov", "Filippov", "Komarov", "Davydov", "Beljajev",
            "Gerasimov", "Bogdanov", "Osipov", "Sidorov", "Matvejev", "Titov", "Markov", "Mironov", "Vysotskij",
        ],
        custom: Gendered,
    },
    Origin {
        share: 150,
        language: ("et", "est", None),
        nationality: "233",
        women: &[
            "Anu", "Kadri", "Katrin", "Kristi", "Külli", "Liis", "Maarja", "Merike", "Moonika", "Piret", "Pille",
            "Reet", "Signe", "Tiiu", "Triin", "Ülle", "Õnne", "Kersti", "Eha", "Helle",
        ],
        men: &[
            "Aivar", "Andres", "Ants", "Indrek", "Jaan", "Jüri", "Kaarel", "Kalev", "Margus", "Mart", "Meelis",
            "Priit", "Raivo", "Rein", "Siim", "Tanel", "Tarvo", "Toomas", "Urmas", "Ülo",
        ],
        surnames: &[
            "Tamm", "Saar", "Sepp", "Mägi", "Kask", "Kukk", "Rebane", "Ilves", "Pärn", "Koppel", "Oja", "Raudsepp",
            "Luik", "Kuusk", "Karu", "Kaasik", "Vaher", "Lepik", "Põder", "Kallas", "Lõhmus", "Õunapuu", "Jõgi",
            "Laas", "Hunt", "Kivi", "Rätsep", "Teder", "Väli", "Käärik", "Sild", "Paju", "Toome", "Uibo", "Vilu",
            "Ojamaa",
        ],
        custom: Plain,
    },
    Origin {
        share: 90,
        language: ("ar", "ara", None),
        nationality: "368",
        women: &[
            "Aisha", "Amira", "Dalal", "Fatima", "Hanan", "Huda", "Iman", "Jamila", "Khadija", "Layla", "Maryam",
            "Nadia", "Noor", "Rania", "Salma", "Samira", "Shaima", "Widad", "Yasmin", "Zaynab",
        ],
        men: &[
            "Abdullah", "Adnan", "Ahmed", "Ali", "Bilal", "Faisal", "Hamza", "Hassan", "Ibrahim", "Jaafar", "Khalid",
            "Mahmoud", "Mustafa", "Nabil", "Omar", "Qasim", "Rashid", "Saad", "Tariq", "Younis",
        ],
        surnames: &[
            "Al-Jubouri", "Al-Tamimi", "Al-Hassani", "Al-Rubaie", "Al-Obaidi", "Al-Dulaimi", "Haddad", "Khoury",
            "Saleh", "Mansour", "Nasser", "Shakir", "Kadhim", "Aziz", "Hamdan", "Fadel", "Najjar", "Sabbagh",
            "Darwish", "Taha", "Abbas", "Jassim", "Karim", "Mahdi", "Qureshi", "Rahman", "Salman", "Yaqoub", "Zaidan",
            "Barakat",
        ],
        custom: Plain,
    },
    Origin {
        share: 70,
        language: ("so", "som", None),
        nationality: "706",
        women: &[
            "Amina", "Asha", "Ayaan", "Deqa", "Fadumo", "Faiza", "Habiba", "Halima", "Hodan", "Ifrah", "Idil",
            "Khadra", "Ladan", "Muna", "Nasra", "Sahra", "Suad", "Ubah", "Warsan", "Zamzam",
        ],
        men: &[
            "Abdi", "Abdirahman", "Abshir", "Axmed", "Bashir", "Cabdi", "Dahir", "Farah", "Geedi", "Guled", "Hassan",
            "Hirsi", "Ismail", "Jama", "Liban", "Mohamud", "Nur", "Osman", "Said", "Warsame",
        ],
        surnames: &[],
        custom: Forefathers,
    },
    Origin {
        share: 70,
        language: ("uk", "ukr", None),
        nationality: "804",
        women: &[
            "Bohdana", "Daryna", "Halyna", "Hanna", "Inna", "Iryna", "Kateryna", "Larysa", "Ljubov", "Mariia",
            "Nadija", "Oleksandra", "Orysja", "Sofija", "Solomija", "Uljana", "Yulija", "Zlata",
        ],
        men: &[
            "Andrij", "Artem", "Bohdan", "Danylo", "Denys", "Hryhorij", "Illia", "Jaroslav", "Maksym", "Mykola",
            "Nazar", "Oleksij", "Ostap", "Pavlo", "Petro", "Ruslan", "Taras", "Vasyl", "Vitalij", "Volodymyr",
        ],
        surnames: &[
            "Ševtšenko", "Kovalenko", "Bondarenko", "Tkatšenko", "Kravtšenko", "Olijnyk", "Melnyk", "Hrytsenko",
            "Lysenko", "Marttšenko", "Moroz", "Petrenko", "Pavlenko", "Rudenko", "Savtšenko", "Symonenko", "Tymošenko",
            "Vasylenko", "Zintšenko", "Boiko", "Hontšar", "Kolomijets", "Kozak", "Mazur", "Polištšuk", "Romanjuk",
        ],
        custom: Plain,
    },
    Origin {
        share: 50,
        language: ("vi", "vie", None),
        nationality: "704",
        women: &["Ánh", "Bích", "Diệu", "Hạnh", "Hoa", "Hồng", "Lan", "Linh", "Mai", "Ngọc", "Phương", "Thảo", "Yến"],
        men: &["Tuấn", "Bảo", "Đức", "Dũng", "Hải", "Hùng", "Khoa", "Long", "Minh", "Nam", "Quang", "Sơn", "Việt"],
        surnames: &[
            "Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Dương",
        ],
        custom: Plain,
    },
    Origin {
        share: 50,
        language: ("zh", "zho", None),
        nationality: "156",
        women: &[
            "Mei", "Xiuying", "Lina", "Jing", "Yan", "Fang", "Xia", "Hui", "Lan", "Yue", "Xiaohong", "Qing", "Ting",
        ],
        men: &[
            "Wei", "Jun", "Lei", "Qiang", "Jianguo", "Ming", "Hao", "Zhiwei", "Bo", "Gang", "Xiaoming", "Tao", "Peng",
        ],
        surnames: &[
            "Wang", "Li", "Zhang", "Liu", "Chen", "Yang", "Huang", "Zhao", "Wu", "Zhou", "Xu", "Sun", "Ma", "Zhu",
            "Hu", "Guo", "He", "Gao", "Lin", "Luo", "Zheng", "Liang", "Xie", "Tang", "Deng", "Feng", "Peng", "Zeng",
            "Xiao",
        ],
        custom: Plain,
    },
    Origin {
        share: 40,
        language: ("tr", "tur", None),
        nationality: "792",
        women: &[
            "Ayşe", "Emine", "Elif", "Zeynep", "Hatice", "Gül", "Özlem", "Sevgi", "Derya", "Ebru", "Fidan", "Nuray",
        ],
        men: &[
            "Mehmet", "Ahmet", "Burak", "Can", "Deniz", "Emre", "Hakan", "Kemal", "Murat", "Oğuz", "Serkan", "Yusuf",
        ],
        surnames: &[
            "Yılmaz", "Kaya", "Demir", "Şahin", "Çelik", "Yıldız", "Aydın", "Özdemir", "Arslan", "Doğan", "Kılıç",
            "Koç", "Kurt", "Özkan", "Polat", "Şimşek", "Tekin", "Erdoğan", "Güneş", "Bulut",
        ],
        custom: Plain,
    },
    Origin {
        share: 40,
        language: ("fa", "fas", None),
        nationality: "364",
        women: &[
            "Azadeh", "Bahar", "Farzaneh", "Golnaz", "Laleh", "Mahsa", "Mina", "Niloufar", "Parisa", "Roya", "Shirin",
        ],
        men: &[
            "Arash", "Babak", "Behnam", "Dariush", "Farhad", "Hooman", "Kaveh", "Mehdi", "Navid", "Reza", "Siavash",
        ],
        surnames: &[
            "Ahmadi", "Mohammadi", "Hosseini", "Rezaei", "Karimi", "Moradi", "Jafari", "Kazemi", "Rahimi", "Sadeghi",
            "Ebrahimi", "Bagheri", "Shirazi", "Tehrani", "Zand", "Farahani", "Nouri", "Golzar",
        ],
        custom: Plain,
    },
    Origin {
        share: 40,
        language: ("en", "eng", None),
        nationality: "826",
        women: &[
            "Abigail", "Beatrice", "Charlotte", "Daisy", "Eleanor", "Fiona", "Grace", "Harriet", "Imogen", "Poppy",
        ],
        men: &[
            "Arthur", "Bradley", "Callum", "Duncan", "Edward", "Gareth", "Harvey", "Jack", "Lewis", "Nigel", "Trevor",
        ],
        surnames: &[
            "Smith", "Jones", "Taylor", "Brown", "Wilson", "Evans", "Walker", "Wright", "Robinson", "Thompson",
            "Hughes", "Edwards", "Green", "Wood", "Harris", "Clarke", "Turner", "Hill", "Cooper", "Ward", "Fletcher",
            "O'Connor", "MacLeod", "Bennett", "Cartwright", "Pemberton", "Whitaker", "Ashworth",
        ],
        custom: Plain,
    },
    Origin {
        share: 40,
        language: ("pl", "pol", None),
        nationality: "616",
        women: &[
            "Agnieszka", "Bożena", "Dorota", "Ewa", "Grażyna", "Jadwiga", "Justyna", "Małgorzata", "Wiesława", "Zofia",
        ],
        men: &[
            "Andrzej", "Bartosz", "Cezary", "Grzegorz", "Jacek", "Krzysztof", "Łukasz", "Paweł", "Stanisław",
            "Zbigniew",
        ],
        surnames: &[
            "Nowak", "Wójcik", "Kowalczyk", "Woźniak", "Mazur", "Krawczyk", "Kaczmarek", "Zając", "Król", "Wieczorek",
            "Wróbel", "Dudek", "Adamczyk", "Sikora", "Baran", "Szewczyk", "Pietrzak", "Gołąb",
        ],
        custom: Plain,
    },
    Origin {
        share: 35,
        language: ("de", "deu", None),
        nationality: "276",
        women: &[
            "Annegret", "Brigitte", "Dörte", "Friederike", "Gisela", "Heike", "Ilse", "Jutta", "Liesel", "Ursula",
        ],
        men: &[
            "Bernd", "Dietmar", "Detlef", "Friedhelm", "Günther", "Hartmut", "Jürgen", "Klaus", "Rüdiger", "Wolfgang",
        ],
        surnames: &[
            "Müller", "Schmidt", "Schneider", "Fischer", "Weber", "Becker", "Hoffmann", "Schäfer", "Bauer", "Richter",
            "Klein", "Wolf", "Schröder", "Zimmermann", "Krüger", "Hartmann", "Köhler", "Vogel", "Weiß", "Strauß",
        ],
        custom: Plain,
    },
    Origin {
        share: 35,
        language: ("es", "spa", None),
        nationality: "724",
        women: &[
            "Alejandra", "Beatriz", "Carmen", "Dolores", "Esperanza", "Guadalupe", "Inés", "Lucía", "Paloma", "Rocío",
        ],
        men: &["Álvaro", "Carlos", "Diego", "Esteban", "Gonzalo", "Ignacio", "Javier", "Mateo", "Rubén", "Santiago"],
        surnames: &[
            "García", "Fernández", "González", "Rodríguez", "López", "Martínez", "Sánchez", "Pérez", "Gómez", "Ruiz",
            "Díaz", "Moreno", "Álvarez", "Romero", "Navarro", "Torres", "Domínguez", "Vázquez", "Castro", "Ortega",
        ],
        custom: Double,
    },
    Origin {
        share: 30,
        language: ("th", "tha", None),
        nationality: "764",
        women: &[
            "Araya", "Busaba", "Chanida", "Duangjai", "Kanya", "Malee", "Nittaya", "Pimchanok", "Ratana", "Somjai",
        ],
        men: &[
            "Anurak", "Chaiwat", "Decha", "Kittisak", "Narong", "Prasert", "Somchai", "Surasak", "Thawat", "Wichai",
        ],
        surnames: &[
            "Saetang", "Chaiyasit", "Thongdee", "Srisuwan", "Wongsakul", "Phromma", "Kaewmanee", "Boonmee",
            "Rattanakul", "Suksawat", "Intharat", "Charoenphon", "Jaidee", "Khamwan",
        ],
        custom: Plain,
    },
    Origin {
        share: 30,
        language: ("sq", "sqi", None),
        nationality: "008",
        women: &[
            "Arbnora", "Blerina", "Drita", "Fatime", "Kaltrina", "Liridona", "Mimoza", "Shpresa", "Teuta", "Vjosa",
        ],
        men: &["Agim", "Arben", "Besnik", "Driton", "Fatmir", "Gëzim", "Ilir", "Luan", "Skënder", "Valon"],
        surnames: &[
            "Krasniqi", "Gashi", "Berisha", "Hoxha", "Shala", "Bytyqi", "Morina", "Rexhepi", "Thaçi", "Zeqiri",
            "Kelmendi", "Hyseni", "Bajrami", "Dervishi", "Çela",
        ],
        custom: Plain,
    },
    Origin {
        share: 20,
        language: ("am", "amh", None),
        // The code of Ethiopia before Eritrea's independence: the register still gives it for some.
        nationality: "230",
        women: &[
            "Abeba", "Almaz", "Aster", "Bethlehem", "Eyerusalem", "Hirut", "Meseret", "Selam", "Tigist", "Zewditu",
        ],
        men: &[
            "Abebe", "Bekele", "Dawit", "Getachew", "Haile", "Kebede", "Mulugeta", "Solomon", "Tesfaye", "Yohannes",
        ],
        surnames: &[],
        custom: Forefathers,
    },
    Origin {
        share: 10,
        // Hebrew by its old code, which the register still uses.
        language: ("iw", "heb", None),
        nationality: "376",
        women: &["Ayelet", "Dafna", "Hadas", "Ilana", "Moran", "Noa", "Shira", "Tamar", "Yael", "Ziva"],
        men: &["Amit", "Boaz", "Eitan", "Gilad", "Itai", "Lior", "Nadav", "Ronen", "Uri", "Yoav"],
        surnames: &[
            "Ben-Ami", "Katz", "Mizrahi", "Peretz", "Shalev", "Bar-Lev", "Golan", "Harel", "Avrahami", "Sharabi",
        ],
        custom: Plain,
    },
    Origin {
        share: 10,
        language: ("ar", "ara", None),
        // The code of Sudan before South Sudan's independence: the register still gives it for some.
        nationality: "736",
        women: &["Amna", "Batoul", "Fawzia", "Hiba", "Ikhlas", "Manal", "Nahid", "Rabab", "Sumaya", "Tahani"],
        men: &["Abbaker", "Babiker", "Elfatih", "Gasim", "Idris", "Kamal", "Mutasim", "Siddig", "Taj", "Yahya"],
        surnames: &[
            "Abdelrahim", "Bashir", "Elamin", "Eltayeb", "Garang", "Hamid", "Khalifa", "Malik", "Osman", "Suliman",
        ],
        custom: Plain,
    },
];
