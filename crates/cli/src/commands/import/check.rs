//! Each row checked alone, by the server's own rules: the good ones are sent, each bad one is refused with its causes.

use chrono::NaiveDate;
use domain::code_sets::CodeSets;
use events::Hetu;
use events::codes::{Interface, RowFault as Kind};
use serde::Deserialize;
use web::onr::import_body::{BodyFault, ImportBody, Rule, read_oppija_import, read_yleistunniste_import};

use super::advice::{cause_of_code, kind_of_code, kind_of_rule, next_of_code, next_of_rule};
use super::contents::{FileContents, FileRow, Place, RowFault};

/// What rows are checked by.
pub struct Rules {
    /// The path that they are for.
    pub interface: Interface,
    /// Codes that there are.
    pub codes: CodeSets,
    /// Bounds birth dates in hetus.
    pub today: NaiveDate,
}

/// Rows after checking, each list in the order of the file.
#[derive(Default)]
pub struct Checked {
    /// Rows that the server would take.
    pub good: Vec<GoodRow>,
    /// Rows that it would refuse.
    pub refused: Vec<RefusedRow>,
}

/// A row that the server would take.
pub struct GoodRow {
    /// Where it stands.
    pub place: Place,
    /// The sender's own reference.
    pub tunniste: Option<String>,
    /// Has it a hetu, by which the register can be asked?
    pub has_hetu: bool,
    /// An element of `henkilot`.
    pub json: Box<str>,
}

/// A row that is refused.
pub struct RefusedRow {
    /// Where it stands.
    pub place: Place,
    /// The sender's own reference, where it can be read.
    pub tunniste: Option<String>,
    /// At least one.
    pub faults: Vec<RowFault>,
}

/// Checks every row alone.
pub fn check(contents: FileContents, rules: &Rules) -> Checked {
    let mut checked = Checked::default();
    let mut body = Vec::new();
    for FileRow { place, json } in contents.rows {
        let json = match json {
            Ok(json) => json,
            Err(fault) => {
                checked.refused.push(RefusedRow { place, tunniste: None, faults: vec![fault] });
                continue;
            }
        };
        body.clear();
        [b"{\"henkilot\":[", json.as_bytes(), b"]}"].into_iter().for_each(|part| body.extend_from_slice(part));
        match read(&body, rules) {
            Ok(mut import) => {
                let row = import.rows.pop().unwrap_or_default();
                checked.good.push(GoodRow { place, tunniste: row.tunniste, has_hetu: row.hetu.is_some(), json });
            }
            Err(fault) => {
                let faults = faults(&fault, &json, rules);
                checked.refused.push(RefusedRow { place, tunniste: loose(&json).tunniste, faults });
            }
        }
    }
    checked
}

/// Is this a notice address that the server takes? Asked with a row that it takes.
pub fn notice_is_good(notice: &str, row: &GoodRow, rules: &Rules) -> bool {
    let notice = serde_json::to_string(notice).unwrap_or_default();
    let body = format!("{{\"sahkoposti\":{notice},\"henkilot\":[{}]}}", row.json);
    !notice.is_empty() && read(body.as_bytes(), rules).is_ok()
}

fn read(body: &[u8], rules: &Rules) -> Result<ImportBody, BodyFault> {
    match rules.interface {
        Interface::Oppija => read_oppija_import(body, rules.today, &rules.codes),
        Interface::Yleistunniste => read_yleistunniste_import(body, rules.today),
    }
}

fn faults(fault: &BodyFault, json: &str, rules: &Rules) -> Vec<RowFault> {
    match fault {
        BodyFault::Unreadable(_) => vec![RowFault {
            field: String::new(),
            cause: "a property stands twice, or has a value that is not of its kind".to_owned(),
            next: "write the row as {\"tunniste\": …, \"henkilo\": { … }}, with codes as {\"koodi\": …}",
            kind: Kind::Unreadable,
        }],
        BodyFault::Invalid(violations) => {
            let fault = |violation: &web::onr::import_body::Violation| RowFault {
                field: field(&violation.field),
                cause: violation.rule.to_string(),
                next: match violation.rule {
                    Rule::Hetu(_) if only_typing(json, rules.today) => {
                        "write the hetu in capital letters and without blanks, and send the row again"
                    }
                    rule => next_of_rule(rule),
                },
                kind: kind_of_rule(violation.rule),
            };
            violations.listed().iter().map(fault).collect()
        }
        BodyFault::Unprocessable { field_errors, .. } => {
            let fault = |error: &web::onr::errors::FieldError| RowFault {
                field: field(&error.field),
                cause: cause_of_code(error.code).to_owned(),
                next: next_of_code(error.code),
                kind: kind_of_code(error.code),
            };
            field_errors.iter().map(fault).collect()
        }
    }
}

/// `henkilot[0].henkilo.hetu` in a body of one row is the row's `hetu`.
fn field(path: &str) -> String {
    let path = path.strip_prefix("henkilot[0]").unwrap_or(path);
    let path = path.strip_prefix('.').unwrap_or(path);
    path.strip_prefix("henkilo.").unwrap_or(path).to_owned()
}

/// A row read loosely, to say something about one that is refused.
#[derive(Deserialize, Default)]
struct Loose {
    tunniste: Option<String>,
    henkilo: Option<LooseLearner>,
}

#[derive(Deserialize, Default)]
struct LooseLearner {
    hetu: Option<String>,
}

fn loose(json: &str) -> Loose {
    serde_json::from_str(json).unwrap_or_default()
}

/// Is nothing wrong with the hetu but small letters? The server does not forgive them.
fn only_typing(json: &str, today: NaiveDate) -> bool {
    let hetu = loose(json).henkilo.and_then(|learner| learner.hetu);
    hetu.is_some_and(|hetu| Hetu::parse_typed(&hetu, today).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::import::file;
    use crate::generate::{Fault, Format, Kind, Mix, Options, Writer, rows};
    use events::date;

    fn rules(interface: Interface) -> Rules {
        Rules { interface, codes: CodeSets::shipped().unwrap(), today: date(2026, 11, 22) }
    }

    fn checked(text: &str, interface: Interface) -> Checked {
        check(file::read(text.as_bytes()).unwrap_or_else(|fault| panic!("{fault}")), &rules(interface))
    }

    #[test]
    fn exactly_the_malformed_rows_are_refused_in_either_form() {
        for interface in [Interface::Oppija, Interface::Yleistunniste] {
            let mix = Mix::typical().with(Kind::Malformed, 20_000).unwrap();
            let options = Options { interface, mix, ..Options::new(4, 2_000, 1_000) };
            for format in [Format::Json, Format::Csv] {
                let (mut writer, mut bad) = (Writer::new(Vec::new(), format, interface, None).unwrap(), Vec::new());
                for made in rows(&options) {
                    writer.write(&made.row).unwrap();
                    // A blank cell is one that is not given, and a passport has no fault there.
                    bad.extend(made.truth.fault.map(|fault| (made.truth.row, fault)));
                }
                let text = String::from_utf8(writer.finish().unwrap()).unwrap();
                let checked = checked(&text, interface);
                assert_eq!((checked.good.len() + checked.refused.len(), bad.is_empty()), (1_000, false));
                for (refused, (row, fault)) in checked.refused.iter().zip(&bad) {
                    assert_eq!(refused.place.row, *row, "{fault:?}");
                    let fields: Vec<&str> = refused.faults.iter().map(|fault| fault.field.as_str()).collect();
                    assert!(fields.contains(&field_of(*fault)), "{fault:?} {fields:?}");
                }
                assert_eq!(checked.refused.len(), bad.len());
            }
        }
    }

    fn field_of(fault: Fault) -> &'static str {
        match fault {
            Fault::NoIdentifier => "henkilo",
            Fault::NoSurname => "sukunimi",
            Fault::NoFirstNames | Fault::DoubleBlank => "etunimet",
            Fault::UnknownNationality => "kansalaisuus",
            Fault::LowerCaseLanguage => "aidinkieli",
            Fault::StrangeCallName => "kutsumanimi",
            Fault::BlankTunniste => "tunniste",
            _ => "hetu",
        }
    }

    #[test]
    fn refusals_say_what_to_do_and_never_repeat_a_value() {
        let text = r#"[{"tunniste":"t-1","henkilo":{"hetu":"010190-9991","etunimet":"Salainen","kutsumanimi":"Salainen",
                "sukunimi":"","syntymaaika":"salainen","kansalaisuus":[{"koodi":"246"}]}},
            {"henkilo":{"hetu":" 210705a932j","etunimet":"Salainen","kutsumanimi":"Salainen","sukunimi":"Salainen",
                "kansalaisuus":[{"koodi":"246"}]}},
            {"henkilo":{"oid":"1","etunimet":"Salainen","kutsumanimi":"Salainen","sukunimi":"Salainen",
                "sukupuoli":{"koodi":"010190-9991"},"kansalaisuus":[{"koodi":"246"},{"koodi":"Salainen"}]}},
            {"henkilo":{"sukupuoli":["010190-9991"]}}, null, {"tunniste":"t-6","etunimet":"Salainen"}]"#;
        let checked = checked(text, Interface::Oppija);
        let told: Vec<String> = checked
            .refused
            .iter()
            .flat_map(|row| row.faults.iter().map(|fault| format!("{} {}: {}", row.place.row, fault.field, fault.next)))
            .collect();
        let starts = |at: usize, what: &str| assert!(told[at].starts_with(what), "{}", told[at]);
        starts(0, "1 hetu: ");
        starts(1, "1 sukunimi: ");
        starts(2, "1 syntymaaika: ");
        starts(3, "2 hetu: write the hetu in capital letters");
        starts(4, "3 sukupuoli: ");
        starts(5, "3 kansalaisuus: ");
        starts(6, "4 : ");
        starts(7, "5 : ");
        starts(8, "6 henkilo: ");
        assert_eq!((told.len(), checked.good.len()), (9, 0));
        let all = checked.refused.iter().flat_map(|row| &row.faults);
        for fault in all {
            let text = format!("{} {} {}", fault.field, fault.cause, fault.next);
            assert!(!text.to_lowercase().contains("salainen") && !text.contains("9991"), "{text}");
            assert!(!fault.cause.is_empty() && !fault.next.is_empty());
        }
        let tunnisteet: Vec<_> = checked.refused.iter().map(|row| row.tunniste.as_deref()).collect();
        assert_eq!((tunnisteet[0], tunnisteet[1], tunnisteet[5]), (Some("t-1"), None, Some("t-6")));
    }

    #[test]
    fn a_notice_address_is_checked_beforehand() {
        let row = r#"[{"henkilo":{"oid":"1","etunimet":"A","kutsumanimi":"A","sukunimi":"A",
            "kansalaisuus":[{"koodi":"752"}]}}]"#;
        let checked = checked(row, Interface::Oppija);
        let good = |notice| notice_is_good(notice, &checked.good[0], &rules(Interface::Oppija));
        assert!(good("a@b.example") && !good("nobody") && !good("\",\"a\":\""));
    }
}
