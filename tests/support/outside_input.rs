//! What must hold for whatever bytes come from outside, one function for each parser: none panics, what is accepted is
//! what it seems to be, and no refusal repeats a hetu. Fuzzed in `fuzz/`, and tried on generated and mutilated cases by
//! `properties`.

use std::sync::OnceLock;

use chrono::NaiveDate;
use domain::CodeSets;
use events::date;
use events::person::SentRow;
use events::sealed::Opening;
use events::{Envelope, EventKind, Fact, Hetu};
use oppijaloki::commands::import::check::{Rules, check};
use oppijaloki::commands::import::file;
use oppijaloki::generate::{Row, to_oppija_json};
use vtj::client::{Answer, Entry, read_answer};
use web::onr::import_body::{
    BodyFault, ImportBody, read_look_up, read_oppija_import, read_single_learner, read_yleistunniste_import,
};

/// The day on which everything here happens.
const TODAY: NaiveDate = date(2026, 11, 22);
/// Longest text that is taken, in characters.
const LONGEST_TEXT: usize = 255;
/// Longer than any refusal is meant to be: fifty faults are listed, and a thousand unknown codes.
const LONGEST_REFUSAL: usize = 64 * 1024;

fn codes() -> &'static CodeSets {
    static CODES: OnceLock<CodeSets> = OnceLock::new();
    CODES.get_or_init(|| CodeSets::shipped().unwrap())
}

/// A text taken for a hetu is one in every other way too.
pub fn hetu(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let _ = Hetu::from_stored(&text);
    let typed = Hetu::parse_typed(&text, TODAY);
    let Ok(hetu) = Hetu::parse(&text, TODAY) else { return };
    assert!(hetu.as_str() == text && typed == Ok(hetu) && Hetu::from_stored(&text) == Some(hetu));
    assert!(hetu.birth_date() <= TODAY && (2..=999).contains(&hetu.individual_number()));
    let separator = text.chars().nth(6).unwrap();
    assert!(Hetu::compose(hetu.birth_date(), separator, hetu.individual_number()) == Some(hetu));
    assert!(!format!("{hetu:?}").contains(&text[..6]));
}

/// Bodies of `PUT /oppija`.
pub fn oppija_import(bytes: &[u8]) {
    match read_oppija_import(bytes, TODAY, codes()) {
        Err(fault) => refused(&fault),
        Ok(import) => {
            accepted(&import);
            // Written again as it was understood, it is understood the same.
            let rows: Vec<Row> = import.rows.iter().map(row).collect();
            let again = to_oppija_json(&rows, import.notice_address.as_deref());
            assert!(read_oppija_import(again.as_bytes(), TODAY, codes()) == Ok(import));
        }
    }
}

/// Bodies of `PUT /yleistunniste`.
pub fn yleistunniste_import(bytes: &[u8]) {
    match read_yleistunniste_import(bytes, TODAY) {
        Err(fault) => refused(&fault),
        Ok(import) => {
            accepted(&import);
            assert!(import.rows.iter().all(|row| row.hetu.is_some() && row.tunniste.is_some()));
        }
    }
}

/// Bodies of `POST /yleistunniste/hae`.
pub fn look_up(bytes: &[u8]) {
    match read_look_up(bytes, TODAY) {
        Err(fault) => refused(&fault),
        Ok(wanted) => assert!(is_name(&wanted.names.first_names) && is_name(&wanted.names.surname)),
    }
}

/// Bodies of `POST /oppija`.
pub fn single_learner(bytes: &[u8]) {
    match read_single_learner(bytes, codes()) {
        Err(fault) => refused(&fault),
        Ok(learner) => {
            assert!(learner.details.hetu.is_none());
            assert!(is_name(&learner.details.names.first_names) && is_name(&learner.details.names.surname));
        }
    }
}

/// Files of `oppijaloki import`, CSV or JSON: each row is good or has a fault, and the server takes every good one.
pub fn import_file(bytes: &[u8]) {
    let contents = match file::read(bytes) {
        Ok(contents) => contents,
        Err(fault) => return repeats_no_hetu(&fault.to_string()),
    };
    let (rows, interface) = (contents.rows.len(), events::codes::Interface::Oppija);
    assert!(rows > 0);
    let checked = check(contents, &Rules { interface, codes: codes().clone(), today: TODAY });
    assert_eq!(checked.good.len() + checked.refused.len(), rows);
    for good in &checked.good {
        let body = format!("{{\"henkilot\":[{}]}}", good.json);
        assert!(read_oppija_import(body.as_bytes(), TODAY, codes()).is_ok());
    }
    for fault in checked.refused.iter().flat_map(|refused| &refused.faults) {
        repeats_no_hetu(&fault.cause);
    }
    assert!(checked.refused.iter().all(|refused| !refused.faults.is_empty()));
}

/// Hetus that `tests/data/register_answer.json` was asked about.
pub const ASKED: [&str; 5] = ["140398-9457", "010594Y9032", "020594X903P", "030594W903B", "210705A932J"];

/// Answers of the register: one entry for each hetu asked, and each bound to it.
pub fn register_answer(bytes: &[u8]) {
    let asked = ASKED.map(|text| Hetu::parse(text, TODAY).unwrap());
    let entries = match read_answer(&asked, bytes) {
        Ok(entries) => entries,
        Err(fault) => return repeats_no_hetu(&fault.to_string()),
    };
    assert_eq!(entries.len(), asked.len());
    for (entry, hetu) in entries.iter().zip(asked) {
        match entry {
            Entry::Answered(Answer::Found(record)) => {
                assert!(record.hetu == hetu, "an answer is used for another hetu");
                assert!(!record.names.first_names.is_empty() || !record.names.surname.is_empty());
            }
            Entry::Answered(_) => {}
            Entry::Replaced { by, .. } => assert!(*by != hetu),
        }
        repeats_no_hetu(&format!("{entry:?}"));
    }
}

/// Stored events: what can be read at all can be written again, and its facts are read or refused, never guessed.
pub fn stored_event(bytes: &[u8]) {
    let envelope = match Envelope::from_bytes(bytes) {
        Ok(envelope) => envelope,
        Err(_) => return,
    };
    assert!(Envelope::from_bytes(&envelope.to_bytes()) == Ok(envelope.clone()));
    let sealed = envelope.sealed.first().map(|part| part.bytes.as_slice()).unwrap_or_default();
    facts(&envelope.event_type, envelope.version, &envelope.data, sealed);
}

/// Facts of every type from the same bytes.
pub fn stored_facts(bytes: &[u8]) {
    let (data, sealed) = bytes.split_at(bytes.len() / 2);
    for kind in EventKind::ALL {
        facts(kind.name(), 1, data, sealed);
        facts(kind.name(), 1, bytes, &[]);
    }
}

fn facts(event_type: &str, version: u16, data: &[u8], sealed: &[u8]) {
    for opening in [Some(Opening::Plain(sealed)), Some(Opening::Erased), Some(Opening::KeyLost), None] {
        if let Ok(fact) = Fact::decode(event_type, version, data, opening) {
            assert_eq!((fact.event_type(), fact.version()), (event_type, version));
            let again = Fact::decode(event_type, version, &fact.data_bytes(), Some(Opening::Erased)).unwrap();
            assert_eq!(again.data_json(), fact.data_json());
            let _ = (fact.readability(), fact.personal_bytes(), format!("{fact:?}"));
        }
    }
}

fn accepted(import: &ImportBody) {
    assert!(!import.rows.is_empty());
    for row in &import.rows {
        assert!(row.hetu.is_some() || row.oid.is_some() || row.passport.is_some() || row.email.is_some());
        let names = [&row.names.first_names, &row.names.call_name, &row.names.surname];
        assert!(names.into_iter().all(|name| is_name(name)));
        let texts = [&row.tunniste, &row.oid, &row.passport, &row.email];
        assert!(texts.into_iter().flatten().all(|text| is_text(text)));
        assert!(!row.nationalities.is_empty());
    }
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && is_text(text)
}

fn is_text(text: &str) -> bool {
    text.chars().count() <= LONGEST_TEXT && domain::text::text_fault(text).is_none()
}

/// A row as it would be sent again.
fn row(sent: &SentRow) -> Row {
    Row {
        tunniste: sent.tunniste.clone(),
        oid: sent.oid.clone(),
        hetu: sent.hetu.map(|hetu| hetu.as_str().to_owned()),
        passport: sent.passport.clone(),
        email: sent.email.clone(),
        names: sent.names.clone(),
        birth_date: sent.birth_date.map(|day| day.0.to_string()),
        sex: sent.sex.clone(),
        language: sent.language.clone(),
        nationalities: sent.nationalities.clone(),
    }
}

fn refused(fault: &BodyFault) {
    let text = fault.to_string();
    assert!(!text.is_empty() && text.len() <= LONGEST_REFUSAL, "{} bytes of refusal", text.len());
    repeats_no_hetu(&text);
    if let BodyFault::Unprocessable { field_errors, total } = fault {
        assert!(!field_errors.is_empty() && field_errors.len() <= *total);
        field_errors.iter().for_each(|error| repeats_no_hetu(&format!("{error:?}")));
    }
}

/// Six digits, a separator, three digits: as it stands nowhere but in a hetu.
fn repeats_no_hetu(text: &str) {
    let digits = |bytes: &[u8]| bytes.iter().all(u8::is_ascii_digit);
    let is_hetu = |window: &[u8]| {
        digits(&window[..6]) && digits(&window[7..]) && b"+-YXWVUABCDEF".contains(&window[6].to_ascii_uppercase())
    };
    assert!(!text.as_bytes().windows(10).any(is_hetu), "a refusal repeats a hetu");
}
