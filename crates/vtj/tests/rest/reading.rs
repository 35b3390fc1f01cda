//! Answers read from text: the shapes that the stand-in does not give. The people are those of DVV's interface description.

use events::catalogue::{IdentifiedFromRegister, Provenance};
use events::codes::IdentificationWay;
use events::date;
use events::person::{ContactField, RegisterRecord};
use events::{Fact, Hetu, PersonOid, With};
use vtj::client::{Answer, Entry, read_answer};

use crate::hetu;

const AAVA: &str = "210705A932J";
const NAME: &str = r#"{"tietoryhma":"HENKILON_NIMI","etunimi":"Aava Ilona","sukunimi":"Rantamaa"}"#;

/// Reads an answer with one person, who has these groups.
fn read(groups: &[&str]) -> Entry {
    let body = format!(
        r#"{{"perustiedot":[{{"henkilotunnus":"{AAVA}","tietoryhmat":[{}]}}],"ajanTasalla":true}}"#,
        groups.join(",")
    );
    read_answer(&[hetu(AAVA)], body.as_bytes()).unwrap().remove(0)
}

/// The same for somebody with a name.
fn record(groups: &[&str]) -> RegisterRecord {
    match read(&[&[NAME], groups].concat()) {
        Entry::Answered(Answer::Found(record)) => *record,
        other => panic!("{other:?}"),
    }
}

fn answer(groups: &[&str]) -> Answer {
    match read(groups) {
        Entry::Answered(answer) => answer,
        other => panic!("{other:?}"),
    }
}

#[test]
fn names_prefer_utf8_and_lose_blanks() {
    let answer = answer(&[
        r#"{"tietoryhma":"HENKILON_NIMI","etunimi":"Mateo  Elias ","sukunimi":" Costa   ","etunimiUTF8":" Mateo   Elías  ",
            "sukunimiUTF8":"  "}"#,
        r#"{"tietoryhma":"KUTSUMANIMI","nimilaji":"EDELLINEN_KUTSUMANIMI","nimi":"Mateo","nimiUTF8":"Mateo"}"#,
        r#"{"tietoryhma":"KUTSUMANIMI","nimilaji":"NYKYINEN_KUTSUMANIMI","nimi":"Elias","nimiUTF8":"Elías "}"#,
    ]);
    let Answer::Found(record) = answer else { panic!("{answer:?}") };
    assert!(record.names.first_names == "Mateo Elías" && record.names.surname == "Costa");
    assert!(record.names.call_name == "Elías");
}

#[test]
fn without_a_name_there_is_nobody_to_compare() {
    assert_eq!(answer(&[]), Answer::NoName);
    assert_eq!(answer(&[r#"{"tietoryhma":"HENKILON_NIMI","etunimi":"  ","sukunimi":null}"#]), Answer::NoName);
    assert_eq!(
        answer(&[r#"{"tietoryhma":"HENKILON_NIMI","turvakiellonAlaisetKentat":["etunimi"]}"#]),
        Answer::Withheld
    );
    let other = NAME.replace("Rantamaa", "Kivikoski");
    assert_eq!(answer(&[NAME, &other]), Answer::Unreadable);
    assert!(matches!(answer(&[NAME, NAME]), Answer::Found(_)));
}

#[test]
fn former_surnames_go_by_label_or_by_end() {
    let change = |kind: &str, name: &str, end: &str| {
        format!(r#"{{"tietoryhma":"NIMENMUUTOS","nimilaji":"{kind}","nimi":"{name}"{end}}}"#)
    };
    let end = r#","loppupv":{"arvo":"2020-01-01","tarkkuus":"PAIVA"}"#;
    let record = record(&[
        &change("NYKYINEN_SUKUNIMI", "Rantamaa", ""),
        &change("NYKYINEN_SUKUNIMI", "Costa", end),
        &change("EDELLINEN_SUKUNIMI", "Lahdenperä ", end),
        &change("EDELLINEN_SUKUNIMI", "Lahdenperä", end).replace("NIMENMUUTOS", "NIMENMUUTOS_LAAJA"),
        &change("VIIMEKSI_NAIMATTOMANA_OLLESSA_OLLUT_SUKUNIMI", "Aalto", ""),
        &change("EDELLINEN_ETUNIMI", "Kerttu", end),
        &change("PATRONYYMI", "Jónsdóttir", ""),
    ]);
    assert_eq!(record.former_surnames, ["Aalto", "Costa", "Lahdenperä"]);
}

#[test]
fn dates_of_every_precision_are_taken() {
    let born = |value: &str| {
        let group = format!(r#"{{"tietoryhma":"SYNTYMAPAIVA","syntymapv":{value}}}"#);
        record(&[&group]).birth_date.map(|day| day.0)
    };
    assert_eq!(born(r#"{"arvo":"2005-07-21","tarkkuus":"PAIVA"}"#), Some(date(2005, 7, 21)));
    assert_eq!(born(r#"{"arvo":"2005-07","tarkkuus":"KUUKAUSI"}"#), Some(date(2005, 7, 1)));
    assert_eq!(born(r#"{"tarkkuus":"VUOSI","arvo":"2005"}"#), Some(date(2005, 1, 1)));
    assert_eq!(born(r#"{"arvo":"2005-00-00","tarkkuus":"VUOSI"}"#), Some(date(2005, 1, 1)));
    assert_eq!(born(r#"{"arvo":"2005-07-21T00:00:00.000Z","tarkkuus":"UUSI"}"#), Some(date(2005, 7, 21)));
    assert_eq!(born(r#"{"tarkkuus":"EI_TIEDOSSA"}"#), None);
    for odd in
        [r#"{"arvo":"2005-13-01"}"#, r#"{"arvo":"eilen"}"#, r#"{"arvo":"2005-1-1-1"}"#, r#"{"arvo":20050721}"#, "7"]
    {
        let group = format!(r#"{{"tietoryhma":"SYNTYMAPAIVA","syntymapv":{odd}}}"#);
        assert_eq!(answer(&[NAME, &group]), Answer::Unreadable, "{odd}");
    }
}

#[test]
fn codes_become_todays_and_lost_nationalities_go() {
    let record = record(&[
        r#"{"tietoryhma":"KANSALAISUUS","henkilonKansalaisuudet":[
            {"kansalaisuuskoodi":"736","voimassaolo":"AKTIIVI"},{"kansalaisuuskoodi":"230"},
            {"kansalaisuuskoodi":"620","voimassaolo":"UUSI_ARVO"},{"kansalaisuuskoodi":"620","voimassaolo":"AKTIIVI"},
            {"kansalaisuuskoodi":"998","kansalaisuusnimi":"Testimaa","voimassaolo":"PASSIIVI"},
            {"kansalaisuuskoodi":"752","menetyspv":{"arvo":"2001","tarkkuus":"VUOSI"}},{"kansalaisuuskoodi":"FI"}]}"#,
        r#"{"tietoryhma":"AIDINKIELI","kielikoodi":"IW ","kielikoodiISO6392":"heb"}"#,
        r#"{"tietoryhma":"ASIOINTIKIELI","kielikoodi":"sv"}"#,
        r#"{"tietoryhma":"SUKUPUOLI","sukupuoli":"PUUTTUU"}"#,
        r#"{"tietoryhma":"KOTIKUNTA","kuntakoodi":"837","kuntaanMuuttoPv":{"arvo":"2019-08-01"}}"#,
    ]);
    assert_eq!(record.nationalities, ["231", "620", "729"]);
    assert_eq!(
        (record.language.as_deref(), record.sex, record.municipality.as_deref()),
        (Some("he"), None, Some("837"))
    );
}

#[test]
fn only_a_plain_no_lifts_a_protection() {
    let place = r#"{"tietoryhma":"KOTIKUNTA","kuntakoodi":"837"}"#;
    let email = r#"{"tietoryhma":"SAHKOPOSTIOSOITE","sahkopostiosoite":"a@example.com"}"#;
    let protected = |groups: &[&str]| {
        let record = record(&[&[place, email], groups].concat());
        assert_eq!(record.municipality.is_none(), record.protected);
        assert_eq!(record.contacts.is_empty(), record.protected);
        record.protected
    };
    assert!(!protected(&[]));
    assert!(!protected(&[r#"{"tietoryhma":"TURVAKIELTO","turvakieltoAktiivinen":false}"#]));
    assert!(protected(&[r#"{"tietoryhma":"TURVAKIELTO","turvakieltoAktiivinen":true}"#]));
    assert!(protected(&[r#"{"tietoryhma":"TURVAKIELTO"}"#]));
    let censored = r#"{"tietoryhma":"TILAPAINEN_KOTIMAINEN_OSOITE","turvakiellonAlaisetKentat":[]}"#;
    assert!(protected(&[r#"{"tietoryhma":"TURVAKIELTO","turvakieltoAktiivinen":false}"#, censored]));
    let unknown_group = r#"{"tietoryhma":"TULEVA","turvakiellonAlaisetKentat":["x"]}"#;
    assert!(protected(&[unknown_group]));
    let odd = r#"{"tietoryhma":"TURVAKIELTO","turvakieltoAktiivinen":"EI"}"#;
    assert_eq!(answer(&[NAME, odd]), Answer::Unreadable);
}

#[test]
fn every_address_has_its_kind_and_the_latest_counts() {
    let record = record(&[
        r#"{"tietoryhma":"ULKOMAINEN_POSTIOSOITE","postiosoite":"PO Box 7","postiosoiteLisarivi":"Floor 2",
            "postitoimipaikka":"Leeds","valtiokoodi":"998","valtionimi":"Testimaa"}"#,
        r#"{"tietoryhma":"TILAPAINEN_KOTIMAINEN_OSOITE","katunimi":{"sv":"Exempelgatan"},"katunumero":"6a-6b",
            "postinumero":"33100","postitoimipaikka":{},"alkupv":{"arvo":"2024-01-01"}}"#,
        r#"{"tietoryhma":"TILAPAINEN_KOTIMAINEN_OSOITE","katunimi":{"fi":"Vanhatie","sv":""},"alkupv":{"arvo":"2020-01-01"}}"#,
        r#"{"tietoryhma":"VAKINAINEN_KOTIMAINEN_OSOITE","katunimi":{"fi":"Esimerkkikatu ","sv":"Exempelgatan"},
            "katunumero":"7","huoneistokirjain":"B","huoneistonumero":"012","jakokirjain":"a","postinumero":"33100",
            "postitoimipaikka":{"fi":"TAMPERE","sv":"TAMMERFORS"},"osoitenumero":1}"#,
        r#"{"tietoryhma":"VAKINAINEN_ULKOMAINEN_OSOITE","lahiosoite":"Rua do Exemplo 1","paikkakunta":"Porto","valtiokoodi":"620"}"#,
        r#"{"tietoryhma":"TILAPAINEN_ULKOMAINEN_OSOITE","lahiosoite":" ","paikkakunta":null}"#,
        r#"{"tietoryhma":"KOTIMAINEN_POSTIOSOITE","postiosoite":{"fi":"PL 1","sv":"PB 1"},"postinumero":"00101",
            "postitoimipaikka":{"fi":"HELSINKI"}}"#,
        r#"{"tietoryhma":"SAHKOPOSTIOSOITE","sahkopostiosoite":"ilona@example.com","lajikoodi":1}"#,
        r#"{"tietoryhma":"VAKINAINEN_ASUINPAIKKATUNNUS","rakennustunnus":"9000099990"}"#,
    ]);
    let kinds: Vec<_> = record.contacts.iter().map(|group| group.kind).collect();
    assert_eq!(kinds, [4, 5, 8, 9, 11, 12]);
    let of = |kind: u8| -> Vec<(ContactField, &str)> {
        let group = record.contacts.iter().find(|group| group.kind == kind).unwrap();
        group.details.iter().map(|detail| (detail.field, detail.value.as_str())).collect()
    };
    use ContactField::{City, Country, Email, PostalCode, StreetAddress};
    assert_eq!(of(4), [(StreetAddress, "Esimerkkikatu 7 B 12 a"), (PostalCode, "33100"), (City, "TAMPERE")]);
    assert_eq!(of(5), [(StreetAddress, "Rua do Exemplo 1"), (City, "Porto"), (Country, "620")]);
    assert_eq!(of(8), [(Email, "ilona@example.com")]);
    assert_eq!(of(9), [(StreetAddress, "Exempelgatan 6a-6b"), (PostalCode, "33100")]);
    assert_eq!(of(11), [(StreetAddress, "PL 1"), (PostalCode, "00101"), (City, "HELSINKI")]);
    assert_eq!(of(12), [(StreetAddress, "PO Box 7, Floor 2"), (City, "Leeds"), (Country, "Testimaa")]);
}

#[test]
fn the_day_of_death_is_the_best_known_one() {
    let died = |groups: &[&str]| record(groups).died.map(|day| day.0);
    let declared = r#"{"tietoryhma":"KUOLLEEKSIJULISTAMISPAIVA","kuollut":true,
        "kuolleeksijulistamispv":{"arvo":"2022-05-05","tarkkuus":"PAIVA"}}"#;
    let presumed = r#"{"tietoryhma":"KUOLINPAIVA","kuollut":true,"kuolinpv":{"arvo":"2011-01-01","tarkkuus":"VUOSI"}}"#;
    let undated = r#"{"tietoryhma":"KUOLINPAIVA","kuollut":true}"#;
    assert_eq!(died(&[r#"{"tietoryhma":"KUOLINPAIVA","kuollut":false}"#]), None);
    assert_eq!(died(&[declared]), Some(date(2022, 5, 5)));
    for groups in [[declared, presumed], [presumed, declared]] {
        assert_eq!(died(&groups), Some(date(2011, 1, 1)));
    }
    assert_eq!(died(&[undated, declared]), Some(date(2022, 5, 5)));
    // Without the day of the answer a death without a day cannot be recorded, and must not be passed over.
    assert_eq!(answer(&[NAME, undated]), Answer::Unreadable);
}

fn change(active: &str, state: &str, changed: &str, former: &[&str]) -> String {
    let former = former.iter().map(|hetu| format!("\"{hetu}\"")).collect::<Vec<_>>().join(",");
    format!(
        r#"{{"tietoryhma":"HENKILOTUNNUS_KORJAUS","voimassaolo":"{state}","muutettuHenkilotunnus":"{changed}",
        "aktiivinenHenkilotunnus":{active},"edellisetHenkilotunnukset":[{former}]}}"#
    )
}

#[test]
fn the_hetu_in_force_is_the_truth() {
    let (old, other) = ("140398-9457", "150398-9512");
    let unchanged = record(&[&change(&format!("\"{AAVA}\""), "AKTIIVI", AAVA, &[])]);
    assert!(unchanged.former_hetus.is_empty());
    let renewed = record(&[
        &change(&format!("\"{AAVA}\""), "AKTIIVI", AAVA, &[old, AAVA, old]),
        &change(&format!("\"{AAVA}\""), "PASSIIVI", old, &[old, other]),
    ]);
    assert_eq!(renewed.former_hetus, [hetu(old), hetu(other)]);
    let replaced = read(&[&change(&format!("\"{other}\""), "PASSIIVI", AAVA, &[AAVA])]);
    let Entry::Replaced { by, former } = replaced else { panic!("{replaced:?}") };
    assert_eq!((by, former), (hetu(other), vec![hetu(AAVA)]));
    for nothing in ["null", "\"\"", "\"  \""] {
        assert_eq!(answer(&[NAME, &change(nothing, "PASSIIVI", AAVA, &[])]), Answer::Passive);
    }
    // A passive row about another hetu says nothing against this one.
    assert_eq!(record(&[&change("null", "PASSIIVI", old, &[])]).former_hetus, [hetu(old)]);
}

#[test]
fn contradictions_about_hetus_are_unreadable() {
    let (old, other) = ("140398-9457", "150398-9512");
    let two =
        [change(&format!("\"{old}\""), "PASSIIVI", AAVA, &[]), change(&format!("\"{other}\""), "PASSIIVI", AAVA, &[])];
    assert_eq!(answer(&[NAME, &two[0], &two[1]]), Answer::Unreadable);
    assert_eq!(answer(&[NAME, &change("null", "AKTIIVI", other, &[])]), Answer::Unreadable);
    // A check character that is wrong.
    assert_eq!(answer(&[NAME, &change("\"140398-9458\"", "AKTIIVI", AAVA, &[])]), Answer::Unreadable);
    assert_eq!(answer(&[NAME, &change("42", "AKTIIVI", AAVA, &[])]), Answer::Unreadable);
}

#[test]
fn what_is_beyond_all_measure_is_unreadable() {
    let surname = |length: usize| {
        format!(r#"{{"tietoryhma":"HENKILON_NIMI","etunimi":"Aava","sukunimi":" {} "}}"#, "a".repeat(length))
    };
    assert!(matches!(answer(&[&surname(1_000)]), Answer::Found(_)));
    assert_eq!(answer(&[&surname(1_001)]), Answer::Unreadable);
    let city =
        |city: String| format!(r#"{{"tietoryhma":"KOTIMAINEN_POSTIOSOITE","postitoimipaikka":{{"fi":"{city}"}}}}"#);
    assert_eq!(answer(&[NAME, &city("a".repeat(300_000))]), Answer::Unreadable);
    let former = |count| change(&format!("\"{AAVA}\""), "AKTIIVI", AAVA, &vec!["140398-9457"; count]);
    assert!(matches!(answer(&[NAME, &former(100)]), Answer::Found(_)));
    assert_eq!(answer(&[NAME, &former(101)]), Answer::Unreadable);
    assert_eq!(answer(&[NAME, &former(60), &former(60)]), Answer::Unreadable);
    let surnames = |count| -> Vec<String> { (0..count).map(former_surname).collect() };
    let with = |surnames: &[String]| {
        let groups: Vec<&str> = [NAME].into_iter().chain(surnames.iter().map(String::as_str)).collect();
        answer(&groups)
    };
    assert!(matches!(with(&surnames(100)), Answer::Found(_)));
    assert_eq!(with(&surnames(101)), Answer::Unreadable);
    // Groups of any kind count.
    let groups = |count: usize| -> Answer { with(&vec![r#"{"tietoryhma":"TULEVA"}"#.to_owned(); count]) };
    assert!(matches!(groups(499), Answer::Found(_)));
    assert_eq!(groups(500), Answer::Unreadable);
}

fn former_surname(number: usize) -> String {
    let name = format!("{number:0>1000}");
    format!(r#"{{"tietoryhma":"NIMENMUUTOS","nimilaji":"EDELLINEN_SUKUNIMI","nimi":"{name}"}}"#)
}

#[test]
fn the_largest_record_fits_in_an_event() {
    let text = "a".repeat(1_000);
    let group = |tag: &str, fields: &[&str]| {
        let fields: Vec<String> = fields.iter().map(|field| format!(",\"{field}\":\"{text}\"")).collect();
        format!("{{\"tietoryhma\":\"{tag}\"{}}}", fields.concat())
    };
    let street = ["katunimi", "katunumero", "huoneistokirjain", "huoneistonumero", "jakokirjain"];
    let home = [&street[..], &["postinumero", "postitoimipaikka"]].concat();
    let abroad = ["lahiosoite", "paikkakunta", "valtionimi"];
    let post = ["postiosoite", "postiosoiteLisarivi", "postinumero", "postitoimipaikka", "valtionimi"];
    let mut groups = vec![
        group("VAKINAINEN_KOTIMAINEN_OSOITE", &home),
        group("TILAPAINEN_KOTIMAINEN_OSOITE", &home),
        group("VAKINAINEN_ULKOMAINEN_OSOITE", &abroad),
        group("TILAPAINEN_ULKOMAINEN_OSOITE", &abroad),
        group("KOTIMAINEN_POSTIOSOITE", &post),
        group("ULKOMAINEN_POSTIOSOITE", &post),
        group("SAHKOPOSTIOSOITE", &["sahkopostiosoite"]),
    ];
    groups.extend((0..100).map(former_surname));
    let record = record(&groups.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!((record.contacts.len(), record.former_surnames.len()), (7, 100));
    let about = Provenance::unlinked(PersonOid::issue(1_000_000_001), None);
    let data = IdentifiedFromRegister { about, way: IdentificationWay::Automatic, former: vec![], verified_with: None };
    let size = Fact::from(With::new(data, record)).personal_bytes().unwrap().len();
    assert!(size < events::envelope::EVENT_SIZE_LIMIT * 2 / 3, "{size} bytes");
}

fn entries(people: &str) -> Vec<Answer> {
    let asked: [Hetu; 2] = [hetu(AAVA), hetu("140398-9457")];
    let body = format!(r#"{{"perustiedot":[{people}],"ajanTasalla":true}}"#);
    let read = read_answer(&asked, body.as_bytes()).unwrap();
    read.into_iter()
        .map(|entry| match entry {
            Entry::Answered(answer) => answer,
            other => panic!("{other:?}"),
        })
        .collect()
}

#[test]
fn what_is_not_bound_to_a_hetu_asked_is_nobodys() {
    let good = format!(r#"{{"henkilotunnus":"{AAVA} ","tietoryhmat":[{NAME}]}}"#);
    let stranger = good.replace(AAVA, "150398-9512");
    let answers = entries(&format!("{stranger},{good}"));
    assert!(matches!(answers[..], [Answer::Found(_), Answer::NotFound]), "{answers:?}");
    // Somebody whose hetu cannot be told may be the one who seems to be missing.
    for nameless in [r#"{"tietoryhmat":[]}"#, r#"{"henkilotunnus":17,"tietoryhmat":[]}"#, "null", "[]", "\"x\""] {
        let answers = entries(&format!("{nameless},{good}"));
        assert!(matches!(answers[..], [Answer::Found(_), Answer::Unreadable]), "{nameless} {answers:?}");
    }
    let answers = entries(&format!("{good},{good}"));
    assert!(matches!(answers[..], [Answer::Unreadable, Answer::NotFound]), "{answers:?}");
}

#[test]
fn broken_people_spoil_themselves_only() {
    let good = format!(r#"{{"henkilotunnus":"140398-9457","tietoryhmat":[{NAME}]}}"#);
    let broken = [
        r#""etunimi":42"#,
        r#""etunimi":"\ud800""#,
        r#""etunimi":{"fi":"Aava"}"#,
        r#""etunimi":"A","etunimi":"B""#,
        "\"etunimi\":\"A\u{fffd}\"",
    ];
    for field in broken {
        let broken =
            format!(r#"{{"henkilotunnus":"{AAVA}","tietoryhmat":[{{"tietoryhma":"HENKILON_NIMI",{field}}}]}}"#);
        let answers = entries(&format!("{broken},{good}"));
        assert!(matches!(answers[..], [Answer::Unreadable, Answer::Found(_)]), "{field} {answers:?}");
    }
    let latin = format!(r#"{{"henkilotunnus":"{AAVA}","tietoryhmat":[{}]}}"#, NAME.replace("Rantamaa", "Rantam#"));
    let mut body = format!(r#"{{"perustiedot":[{latin},{good}]}}"#).into_bytes();
    *body.iter_mut().find(|byte| **byte == b'#').unwrap() = 0xe4;
    let read = read_answer(&[hetu(AAVA), hetu("140398-9457")], &body).unwrap();
    let expected = [Entry::Answered(Answer::Unreadable), read[1].clone()].map(|entry| format!("{entry:?}"));
    assert_eq!(read.iter().map(|entry| format!("{entry:?}")).collect::<Vec<_>>(), expected);
    assert!(format!("{:?}", read[1]).contains("Found"));
}

#[test]
fn unknown_groups_may_hold_anything() {
    let record = record(&[
        r#"{"tietoryhma":"TULEVA","nimi":{"a":[1]},"kuollut":"EHKA","alkupv":7,"loppupv":[],"kuntakoodi":{},
            "henkilonKansalaisuudet":"x","edellisetHenkilotunnukset":1.5,"syntymapv":true,"katunimi":false}"#,
        r#"{"nimi":"a group without a tag"}"#,
        r#"{"tietoryhma":"HUOLTAJA","huoltaja":{"henkilotunnus":"140398-9457","etunimet":"Eino"},"oikeudet":[]}"#,
    ]);
    assert!(record.names.surname == "Rantamaa" && record.died.is_none() && record.contacts.is_empty());
}

#[test]
fn errors_repeat_nothing_of_the_answer() {
    let body = format!(r#"{{"perustiedot":"{AAVA} Rantamaa"}}"#);
    let error = read_answer(&[hetu(AAVA)], body.as_bytes()).unwrap_err();
    assert!(!format!("{error} {error:?}").contains("2107") && !error.to_string().contains("Rantamaa"), "{error}");
}
