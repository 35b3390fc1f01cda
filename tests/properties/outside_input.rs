//! Whatever comes from outside: arbitrary bytes, and good cases mutilated at random. The same functions as `fuzz/`, so
//! that every build tries them a little, and on the cases that are kept for it; `PROPTEST_CASES=100000` tries them more.

use std::collections::BTreeSet;
use std::path::Path;

use oppijaloki::generate::{Format, Options, Row, Writer, rows, to_oppija_json, to_yleistunniste_json};
use oppijaloki_tests::client::look_up_body;
use oppijaloki_tests::drafts::{Draft, person, registered};
use oppijaloki_tests::outside_input::{
    self, hetu, import_file, look_up, oppija_import, register_answer, single_learner, stored_event, stored_facts,
    yleistunniste_import,
};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

/// Every kind of row, in the order of the population.
fn made(count: u64) -> Vec<Row> {
    rows(&Options::new(3, 1_000, count)).map(|made| made.row).collect()
}

fn csv() -> Vec<u8> {
    let mut writer = Writer::new(Vec::new(), Format::Csv, events::codes::Interface::Oppija, None).unwrap();
    made(8).iter().for_each(|row| writer.write(row).unwrap());
    writer.finish().unwrap()
}

fn learner() -> Vec<u8> {
    let body = serde_json::json!({
        "etunimet": "Sofia Maria", "kutsumanimi": "Sofia", "sukunimi": "Novak", "yksiloity": true,
        "syntymaaika": "2006-02-11", "sukupuoli": "2", "aidinkieli": {"kieliKoodi": "sk"},
        "kansalaisuus": [{"kansalaisuusKoodi": "703"}], "passinumerot": ["SK889100"],
        "yhteystiedotRyhma": [{"ryhmaKuvaus": "yhteystietotyyppi1", "ryhmaAlkuperaTieto": "alkupera2",
            "yhteystieto": [{"yhteystietoTyyppi": "YHTEYSTIETO_SAHKOPOSTI", "yhteystietoArvo": "s@posti.example"}]}],
    });
    body.to_string().into_bytes()
}

fn event() -> Vec<u8> {
    let fact = registered(person(1), Default::default());
    let draft = Draft::new().event(&fact, &[events::Tag::Person(person(1))]);
    draft.unit().events[0].to_bytes()
}

/// A parser, the name of its fuzz target, and a good case for it.
type Parser = (fn(&[u8]), &'static str, Vec<u8>);

fn parsers() -> Vec<Parser> {
    let answer = include_bytes!("../data/register_answer.json").to_vec();
    vec![
        (hetu, "hetu", outside_input::ASKED[0].as_bytes().to_vec()),
        (oppija_import, "oppija_import", to_oppija_json(&made(4), Some("a@b.example")).into_bytes()),
        (yleistunniste_import, "yleistunniste_import", to_yleistunniste_json(&made(4)[..1], None).into_bytes()),
        (look_up, "look_up", look_up_body(&made(1)[0]).into_bytes()),
        (single_learner, "single_learner", learner()),
        (import_file, "import_file", csv()),
        (import_file, "import_file", to_oppija_json(&made(4), None).into_bytes()),
        (register_answer, "register_answer", answer),
        (stored_event, "stored_event", event()),
        (stored_facts, "stored_facts", registered(person(1), Default::default()).data_bytes()),
    ]
}

/// Names of what lies in a folder of `fuzz`.
fn names(folder: &Path) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

/// What fuzzing begins with, and what it has found, is read by every build.
#[test]
fn every_case_that_was_kept_is_read_or_refused() {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz");
    let targets: BTreeSet<String> =
        names(&fuzz.join("targets")).iter().map(|name| name.strip_suffix(".rs").unwrap().to_owned()).collect();
    let tried: BTreeSet<String> = parsers().into_iter().map(|(_, name, _)| name.to_owned()).collect();
    assert_eq!(tried, targets, "each reader has a target");
    assert_eq!(names(&fuzz.join("corpus")), targets, "each target has cases to begin with, and no case is nobody's");
    for (parser, name, _) in parsers() {
        let folder = fuzz.join("corpus").join(name);
        let cases = names(&folder);
        assert!(!cases.is_empty(), "{name}");
        cases.iter().for_each(|case| parser(&std::fs::read(folder.join(case)).unwrap()));
    }
}

/// One wound.
#[derive(Debug, Clone)]
enum Wound {
    Replace(Index, u8),
    Remove(Index, usize),
    Repeat(Index, usize),
    Insert(Index, &'static str),
    CutOff(Index),
}

/// What parsers stumble over.
const STUMBLING_BLOCKS: [&str; 16] = [
    "null",
    "{",
    "}",
    "[",
    "]",
    "\"",
    ",",
    ":",
    "\\u0000",
    "\\ud800",
    "-1e999",
    "18446744073709551616",
    "\u{feff}",
    "ß",
    "\"henkilot\":[",
    "140398-9457",
];

fn wound() -> impl Strategy<Value = Wound> {
    let at = any::<Index>;
    prop_oneof![
        (at(), any::<u8>()).prop_map(|(at, byte)| Wound::Replace(at, byte)),
        (at(), 1usize..40).prop_map(|(at, length)| Wound::Remove(at, length)),
        (at(), 1usize..200).prop_map(|(at, length)| Wound::Repeat(at, length)),
        (at(), prop::sample::select(&STUMBLING_BLOCKS)).prop_map(|(at, text)| Wound::Insert(at, text)),
        at().prop_map(Wound::CutOff),
    ]
}

impl Wound {
    fn inflict(&self, bytes: &mut Vec<u8>) {
        let place = |at: &Index, bytes: &Vec<u8>| at.index(bytes.len().max(1)).min(bytes.len());
        match self {
            Wound::Replace(at, byte) if !bytes.is_empty() => {
                let at = place(at, bytes);
                bytes[at] = *byte;
            }
            Wound::Replace(..) => {}
            Wound::Remove(at, length) => {
                let at = place(at, bytes);
                bytes.drain(at..(at + length).min(bytes.len()));
            }
            Wound::Repeat(at, length) => {
                let at = place(at, bytes);
                let part = bytes[at..(at + length).min(bytes.len())].to_vec();
                bytes.splice(at..at, part);
            }
            Wound::Insert(at, text) => {
                let at = place(at, bytes);
                bytes.splice(at..at, text.bytes());
            }
            Wound::CutOff(at) => bytes.truncate(place(at, bytes)),
        }
    }
}

#[test]
fn good_cases_are_good() {
    for (parser, _, good) in parsers() {
        parser(&good);
        parser(b"");
    }
    // Otherwise mutilated cases would hardly reach anything.
    let today = events::date(2026, 11, 22);
    let codes = domain::CodeSets::shipped().unwrap();
    let import = to_oppija_json(&made(4), Some("a@b.example"));
    assert!(web::onr::import_body::read_oppija_import(import.as_bytes(), today, &codes).is_ok());
    assert!(web::onr::import_body::read_look_up(look_up_body(&made(1)[0]).as_bytes(), today).is_ok());
    assert!(web::onr::import_body::read_single_learner(&learner(), &codes).is_ok());
    assert!(events::Envelope::from_bytes(&event()).is_ok());
    assert!(oppijaloki::commands::import::read_csv(&csv()).is_ok());
    let asked = outside_input::ASKED.map(|text| events::Hetu::parse(text, today).unwrap());
    let answer = vtj::client::read_answer(&asked, include_bytes!("../data/register_answer.json")).unwrap();
    let shown: Vec<String> = answer.iter().map(|entry| format!("{entry:?}")).collect();
    let found = "Answered(Found(personal))";
    assert_eq!(shown, [found, "Replaced(personal)", found, found, "Answered(NotFound)"]);
}

proptest! {
    #[test]
    fn arbitrary_bytes_are_read_or_refused(bytes in vec(any::<u8>(), 0..300)) {
        for (parser, ..) in parsers() {
            parser(&bytes);
        }
    }

    #[test]
    fn mutilated_cases_are_read_or_refused(wounds in vec(wound(), 1..6)) {
        for (parser, _, good) in parsers() {
            let mut bytes = good;
            wounds.iter().for_each(|wound| wound.inflict(&mut bytes));
            parser(&bytes);
        }
    }

    #[test]
    fn texts_like_hetus_are_read_or_refused(text in "[0-3][0-9][01][0-9]{3}[-+A-FU-Yay][0-9]{3}[0-9A-Z]") {
        hetu(text.as_bytes());
    }
}
