//! The rules as senders meet them: JSON in, rows or faults out.

use events::Day;
use events::HetuFault;
use events::date;
use serde_json::{Value, json};

use super::*;

pub(super) const TODAY: NaiveDate = date(2026, 11, 22);

pub(super) fn codes() -> CodeSets {
    CodeSets::shipped().unwrap()
}

pub(super) fn oppija(body: &Value) -> Result<ImportBody, BodyFault> {
    read_oppija_import(body.to_string().as_bytes(), TODAY, &codes())
}

fn yleistunniste(body: &Value) -> Result<ImportBody, BodyFault> {
    read_yleistunniste_import(body.to_string().as_bytes(), TODAY)
}

/// A learner of `PUT /oppija` with some properties changed; null takes one away.
pub(super) fn learner(changes: Value) -> Value {
    let mut learner = json!({"hetu": "150698-9415", "etunimet": "Eero Ilmari", "kutsumanimi": "Eero",
        "sukunimi": "Saarnio", "kansalaisuus": [{"koodi": "246"}]});
    for (key, value) in changes.as_object().unwrap() {
        learner[key] = value.clone();
    }
    learner
}

pub(super) fn one(changes: Value) -> Result<ImportBody, BodyFault> {
    oppija(&json!({"henkilot": [{"henkilo": learner(changes)}]}))
}

/// A row that either interface takes, with some properties changed, read by both.
fn on_both(changes: &Value) -> [Result<ImportBody, BodyFault>; 2] {
    let mut row = json!({"tunniste": "stu-1", "henkilo": learner(json!({}))});
    for (key, value) in changes.as_object().unwrap() {
        if key == "tunniste" { row[key] = value.clone() } else { row["henkilo"][key] = value.clone() }
    }
    let body = json!({"henkilot": [row]});
    [oppija(&body), yleistunniste(&body)]
}

/// `path code` of each violation of layer 1.
fn violations(result: Result<ImportBody, BodyFault>) -> Vec<String> {
    match result {
        Err(BodyFault::Invalid(violations)) => {
            violations.listed().iter().map(|one| format!("{} {}", one.field, one.rule.code())).collect()
        }
        Ok(_) => vec![],
        Err(other) => panic!("{other}"),
    }
}

pub(super) fn field_errors(fault: BodyFault) -> Value {
    match fault {
        BodyFault::Unprocessable { field_errors, .. } => serde_json::to_value(field_errors).unwrap(),
        other => panic!("{other}"),
    }
}

#[test]
fn the_example_of_the_reference_is_taken_whole() {
    let import = oppija(&json!({"sahkoposti": "oppijat@esimerkkikunta.example", "unheard": {"of": [1]}, "henkilot": [
        {"tunniste": "prim-88", "henkilo": {"oid": null, "hetu": "150698-9415", "passinumero": null,
            "sahkoposti": null, "etunimet": "Eero Ilmari", "kutsumanimi": "Eero", "sukunimi": "Saarnio",
            "syntymaaika": "1998-06-15", "sukupuoli": {"koodi": "1"}, "aidinkieli": {"koodi": "FI"},
            "kansalaisuus": [{"koodi": "246"}, {"koodi": "752"}, {"koodi": "246"}]}},
        {"henkilo": {"passinumero": "XK4471209", "sahkoposti": "lina.berg@posti.example", "etunimet": "Lina ",
            "kutsumanimi": "Other", "sukunimi": "Bërg\u{e9}", "syntymaaika": " ", "sukupuoli": null,
            "kansalaisuus": [{"koodi": "752", "nimi": null}], "hetu": ""}}]}))
    .unwrap();
    assert_eq!(import.notice_address.as_deref(), Some("oppijat@esimerkkikunta.example"));
    let names = |first: &str, call: &str, surname: &str| Names {
        first_names: first.to_owned(),
        call_name: call.to_owned(),
        surname: surname.to_owned(),
    };
    let eero = SentRow {
        tunniste: Some("prim-88".to_owned()),
        hetu: Some(Hetu::parse("150698-9415", TODAY).unwrap()),
        names: names("Eero Ilmari", "Eero", "Saarnio"),
        birth_date: Some(Day(date(1998, 6, 15))),
        sex: Some("1".to_owned()),
        language: Some("FI".to_owned()),
        nationalities: vec!["246".to_owned(), "752".to_owned()],
        ..SentRow::default()
    };
    let lina = SentRow {
        passport: Some("XK4471209".to_owned()),
        email: Some("lina.berg@posti.example".to_owned()),
        names: names("Lina ", "Other", "Bërgé"),
        nationalities: vec!["752".to_owned()],
        ..SentRow::default()
    };
    assert!(import.rows == [eero, lina]);
}

#[test]
fn layer_one_of_oppija() {
    let cases = [
        (json!({"hetu": null}), vec!["henkilot[0].henkilo ValidateAtLeastOneNotNull"]),
        (json!({"hetu": ""}), vec!["henkilot[0].henkilo ValidateAtLeastOneNotNull"]),
        (json!({"hetu": "150698-9416"}), vec!["henkilot[0].henkilo.hetu invalid.hetu"]),
        (json!({"hetu": "150698-941j"}), vec!["henkilot[0].henkilo.hetu invalid.hetu"]),
        (json!({"hetu": "150698 -9415"}), vec!["henkilot[0].henkilo.hetu invalid.hetu"]),
        (json!({"hetu": " \u{200b}"}), vec!["henkilot[0].henkilo ValidateAtLeastOneNotNull"]),
        (json!({"hetu": true}), vec!["henkilot[0].henkilo.hetu typeMismatch"]),
        (json!({"oid": ""}), vec!["henkilot[0].henkilo.oid Size"]),
        (json!({"passinumero": ""}), vec!["henkilot[0].henkilo.passinumero Size"]),
        (json!({"passinumero": " \u{3164}"}), vec!["henkilot[0].henkilo.passinumero Size"]),
        (json!({"passinumero": "- -"}), vec!["henkilot[0].henkilo.passinumero Size"]),
        (json!({"oid": " "}), vec!["henkilot[0].henkilo.oid Size"]),
        (json!({"passinumero": "a".repeat(256)}), vec!["henkilot[0].henkilo.passinumero Size"]),
        (json!({"sahkoposti": ""}), vec!["henkilot[0].henkilo.sahkoposti Size"]),
        (json!({"sahkoposti": "posti"}), vec!["henkilot[0].henkilo.sahkoposti Email"]),
        (json!({"etunimet": ""}), vec!["henkilot[0].henkilo.etunimet NotEmpty"]),
        (json!({"etunimet": null}), vec!["henkilot[0].henkilo.etunimet NotEmpty"]),
        (json!({"etunimet": ["Eero"]}), vec!["henkilot[0].henkilo.etunimet typeMismatch"]),
        (json!({"etunimet": {"a": {"b": 1}}}), vec!["henkilot[0].henkilo.etunimet typeMismatch"]),
        (json!({"etunimet": 1.5}), vec!["henkilot[0].henkilo.etunimet typeMismatch"]),
        (json!({"etunimet": "Ee\u{0}ro"}), vec!["henkilot[0].henkilo.etunimet Pattern"]),
        (json!({"sukunimi": "Saar\tnio"}), vec!["henkilot[0].henkilo.sukunimi Pattern"]),
        (json!({"sukunimi": "Saar\u{9b}nio"}), vec!["henkilot[0].henkilo.sukunimi Pattern"]),
        (json!({"kutsumanimi": "ä".repeat(256)}), vec!["henkilot[0].henkilo.kutsumanimi Size"]),
        (json!({"syntymaaika": "15.6.1998"}), vec!["henkilot[0].henkilo.syntymaaika typeMismatch"]),
        (json!({"syntymaaika": "19980615"}), vec!["henkilot[0].henkilo.syntymaaika typeMismatch"]),
        (json!({"syntymaaika": "1998-02-30"}), vec!["henkilot[0].henkilo.syntymaaika typeMismatch"]),
        (json!({"syntymaaika": 19980615}), vec!["henkilot[0].henkilo.syntymaaika typeMismatch"]),
        (json!({"sukupuoli": {}}), vec!["henkilot[0].henkilo.sukupuoli.koodi NotNull"]),
        (json!({"aidinkieli": {"koodi": null}}), vec!["henkilot[0].henkilo.aidinkieli.koodi NotNull"]),
        (json!({"kansalaisuus": null}), vec!["henkilot[0].henkilo.kansalaisuus NotEmpty"]),
        (json!({"kansalaisuus": []}), vec!["henkilot[0].henkilo.kansalaisuus NotEmpty"]),
        (
            json!({"kansalaisuus": [null, {"koodi": "246"}, {}, {"koodi": []}]}),
            vec![
                "henkilot[0].henkilo.kansalaisuus[0].koodi NotNull",
                "henkilot[0].henkilo.kansalaisuus[2].koodi NotNull",
                "henkilot[0].henkilo.kansalaisuus[3].koodi typeMismatch",
            ],
        ),
    ];
    for (changes, expected) in cases {
        assert_eq!(violations(one(changes.clone())), expected, "{changes}");
    }
}

#[test]
fn what_passes_layer_one_as_in_onr() {
    for changes in [
        json!({"hetu": null, "oid": "no oid at all", "kansalaisuus": [{"koodi": "752"}]}),
        json!({"hetu": "", "passinumero": "X1", "kansalaisuus": [{"koodi": "246"}]}),
        json!({"etunimet": " ", "kutsumanimi": "Somebody", "sukunimi": "ä".repeat(255)}),
        json!({"syntymaaika": "", "sukupuoli": {"koodi": 1}, "kansalaisuus": [{"koodi": 246}]}),
        json!({"unheard": "of"}),
    ] {
        assert!(one(changes.clone()).is_ok(), "{changes}");
    }
    let numbers = one(json!({"sukupuoli": {"koodi": 1}, "passinumero": 1234})).unwrap();
    assert_eq!(numbers.rows[0].sex.as_deref(), Some("1"));
    assert_eq!(numbers.rows[0].passport.as_deref(), Some("1234"));
    let padded = |date: &str| one(json!({"syntymaaika": date, "passinumero": "X1"})).unwrap().rows[0].birth_date;
    assert_eq!(padded(" 1991-03-02 "), padded("1991-03-02"));
}

#[test]
fn layer_one_of_the_frame() {
    let row = || json!({"henkilo": learner(json!({}))});
    let cases = [
        (json!({}), vec!["henkilot NotEmpty"]),
        (json!({"henkilot": null}), vec!["henkilot NotEmpty"]),
        (json!({"henkilot": []}), vec!["henkilot NotEmpty"]),
        (
            json!({"henkilot": [row(), null, {"henkilo": null}, {}]}),
            vec!["henkilot[1] NotNull", "henkilot[2].henkilo NotNull", "henkilot[3].henkilo NotNull"],
        ),
        (json!({"sahkoposti": "", "henkilot": [row()]}), vec!["sahkoposti Size"]),
        (json!({"sahkoposti": "posti", "henkilot": [row()]}), vec!["sahkoposti Email"]),
        (json!({"sahkoposti": ["a@b"], "henkilot": [row()]}), vec!["sahkoposti typeMismatch"]),
        (
            json!({"henkilot": [{"tunniste": "a".repeat(256), "henkilo": learner(json!({"etunimet": ""}))}]}),
            vec!["henkilot[0].tunniste Size", "henkilot[0].henkilo.etunimet NotEmpty"],
        ),
    ];
    for (body, expected) in cases {
        assert_eq!(violations(oppija(&body)), expected, "{body}");
    }
    let plain = oppija(&json!({"henkilot": [row()], "sahkoposti": null})).unwrap();
    assert_eq!((plain.notice_address, plain.rows[0].tunniste.clone()), (None, None));
}

#[test]
fn layer_two_lists_fields() {
    let body = json!({"henkilot": [
        {"henkilo": learner(json!({"hetu": null, "passinumero": "X1"}))},
        {"henkilo": learner(json!({"kansalaisuus": [{"koodi": "9Z9"}, {"koodi": "246"}, {"koodi": "9Z9"}]}))},
        {"henkilo": learner(json!({"sukupuoli": {"koodi": "3"}, "aidinkieli": {"koodi": "fi"}}))},
        {"henkilo": learner(json!({"kansalaisuus": [{"koodi": "Virtanen"}], "sukupuoli": {"koodi": "150698-9415"}}))},
    ]});
    let field = |at: u8, name: &str| format!("henkilot[{at}].henkilo.{name}");
    let expected = json!([
        {"code": "hetu.required.for.finnish", "arguments": null, "message": null,
            "field": field(0, "hetu"), "rejectedValue": null},
        {"code": "invalid.kansalaisuus", "arguments": [["9Z9"]],
            "message": "Tuntematon koodiston 'maatjavaltiot2' koodit [9Z9]",
            "field": field(1, "kansalaisuus"), "rejectedValue": [{"koodi": "9Z9"}, {"koodi": "246"}, {"koodi": "9Z9"}]},
        {"code": "invalid.sukupuoli", "arguments": ["3"], "message": "Tuntematon koodiston 'sukupuoli' koodi 3",
            "field": field(2, "sukupuoli"), "rejectedValue": {"koodi": "3"}},
        {"code": "invalid.aidinkieli", "arguments": ["fi"], "message": "Tuntematon koodiston 'kieli' koodi fi",
            "field": field(2, "aidinkieli"), "rejectedValue": {"koodi": "fi"}},
        {"code": "invalid.sukupuoli", "arguments": null, "message": "Tuntematon koodiston 'sukupuoli' koodi",
            "field": field(3, "sukupuoli"), "rejectedValue": null},
        {"code": "invalid.kansalaisuus", "arguments": null,
            "message": "Tuntematon koodiston 'maatjavaltiot2' koodit",
            "field": field(3, "kansalaisuus"), "rejectedValue": null},
    ]);
    let fault = oppija(&body).unwrap_err();
    assert_eq!(fault.to_string(), "6 fields have unknown or missing values");
    assert_eq!(field_errors(fault), expected);

    // Layer 1 first: one violation anywhere and layer 2 is not told of.
    let mut both = body;
    both["henkilot"][3]["henkilo"]["etunimet"] = json!("");
    assert_eq!(violations(oppija(&both)), ["henkilot[3].henkilo.etunimet NotEmpty"]);
}

#[test]
fn yleistunniste_is_stricter() {
    let person = json!({"hetu": "230410A927E", "etunimet": "Onni Väinö-Ilmari", "kutsumanimi": "väinö",
        "sukunimi": "af Rantala"});
    let hetu = Hetu::compose(date(2010, 4, 23), 'A', 927).unwrap();
    let with = |changes: Value| {
        let mut row = json!({"tunniste": "stu-1", "henkilo": person.clone()});
        row["henkilo"]["hetu"] = json!(hetu.as_str());
        for (key, value) in changes.as_object().unwrap() {
            if key == "tunniste" { row[key] = value.clone() } else { row["henkilo"][key] = value.clone() }
        }
        yleistunniste(&json!({"sahkoposti": "", "henkilot": [row]}))
    };
    let good = with(json!({"passinumero": "ignored"})).unwrap();
    assert_eq!(good.notice_address, None);
    assert_eq!(good.rows[0].hetu, Some(hetu));
    assert_eq!(good.rows[0].nationalities, ["999"]);
    assert_eq!((good.rows[0].tunniste.as_deref(), good.rows[0].passport.as_deref()), (Some("stu-1"), None));
    let cases = [
        (json!({"tunniste": null}), vec!["henkilot[0].tunniste NotBlank"]),
        (json!({"tunniste": " "}), vec!["henkilot[0].tunniste NotBlank"]),
        (json!({"hetu": null}), vec!["henkilot[0].henkilo.hetu NotNull"]),
        (json!({"hetu": ""}), vec!["henkilot[0].henkilo.hetu invalid.hetu"]),
        (json!({"etunimet": null}), vec!["henkilot[0].henkilo.etunimet NotNull"]),
        (json!({"etunimet": "Onni  Väinö"}), vec!["henkilot[0].henkilo.etunimet Pattern"]),
        (json!({"etunimet": " Väinö"}), vec!["henkilot[0].henkilo.etunimet Pattern"]),
        (json!({"etunimet": ""}), vec!["henkilot[0].henkilo.etunimet Pattern"]),
        (json!({"sukunimi": "Ranta\u{a0}la"}), vec!["henkilot[0].henkilo.sukunimi Pattern"]),
        (json!({"sukunimi": "\u{200b}"}), vec!["henkilot[0].henkilo.sukunimi Pattern"]),
        (json!({"sukunimi": "\u{3164}"}), vec!["henkilot[0].henkilo.sukunimi Pattern"]),
        (json!({"sukunimi": "Rantala \u{2800}"}), vec!["henkilot[0].henkilo.sukunimi Pattern"]),
        (json!({"kutsumanimi": "Onni Väinö"}), vec!["henkilot[0].henkilo.kutsumanimi Pattern"]),
        (json!({"kutsumanimi": "Eero"}), vec!["henkilot[0].henkilo.kutsumanimi AssertTrue"]),
        (
            json!({"kutsumanimi": null, "etunimet": null, "sukunimi": null, "hetu": null, "tunniste": null}),
            vec![
                "henkilot[0].tunniste NotBlank",
                "henkilot[0].henkilo.hetu NotNull",
                "henkilot[0].henkilo.etunimet NotNull",
                "henkilot[0].henkilo.kutsumanimi NotNull",
                "henkilot[0].henkilo.sukunimi NotNull",
            ],
        ),
    ];
    for (changes, expected) in cases {
        assert_eq!(violations(with(changes.clone())), expected, "{changes}");
    }
    assert!(yleistunniste(&json!({"sahkoposti": "posti", "henkilot": [{}]})).is_err());
}

#[test]
fn characters_that_spoof_are_refused_by_name_in_names_and_references_of_both_interfaces() {
    let marks = format!("a{}", "\u{301}".repeat(200));
    for (text, told) in [
        ("Sa\u{202e}ar", "U+202E"),
        ("Sa\u{2066}ar", "U+2066"),
        ("Sa\u{ffff}ar", "U+FFFF"),
        ("Sa\u{e0041}ar", "U+E0041"),
        ("Sa\u{e000}ar", "U+E000"),
        ("Sa\tar", "U+0009"),
        (marks.as_str(), "8 marks on one letter"),
    ] {
        for field in ["etunimet", "kutsumanimi", "sukunimi", "tunniste"] {
            for fault in on_both(&json!({ field: text })).map(|body| body.unwrap_err().to_string()) {
                assert!(fault.contains(&format!("{field}: Pattern")) && fault.contains(told), "{fault}");
                assert!(!fault.contains("Sa"), "{fault}");
            }
        }
    }
    // Joiners of no width stand in real names.
    assert!(on_both(&json!({"sukunimi": "مر\u{200c}یم"})).iter().all(Result::is_ok));
}

#[test]
fn what_is_wrong_with_the_form_of_a_hetu_is_named() {
    for (hetu, told) in [
        ("150698\u{2013}9415", "U+2013"),
        ("150698\u{2011}9415", "U+2011"),
        ("150698- 9415", "blank"),
        ("1506\u{a0}98-9415", "blank"),
        ("150698-941", "11 characters"),
    ] {
        for fault in on_both(&json!({ "hetu": hetu })).map(|body| body.unwrap_err().to_string()) {
            assert!(fault.contains("hetu: invalid.hetu") && fault.contains(told) && !fault.contains("9415"), "{fault}");
        }
    }
}

#[test]
fn a_look_up_has_the_rules_of_yleistunniste() {
    let read = |body: Value| read_look_up(body.to_string().as_bytes(), TODAY);
    let found = read(json!({"hetu": "150698-9415", "etunimet": "Aino Helmi-Maria", "kutsumanimi": "Helmi",
        "sukunimi": "Koivuniemi", "more": 1}))
    .unwrap();
    assert_eq!(found.hetu.as_str(), "150698-9415");
    assert_eq!(found.names.call_name, "Helmi");
    let fault = read(json!({"hetu": "1", "etunimet": "Aino", "kutsumanimi": "Helmi"})).unwrap_err();
    assert_eq!(
        fault.to_string(),
        format!(
            "Validation failed with 3 errors: hetu: invalid.hetu ({}); sukunimi: NotNull (must not be null); \
             kutsumanimi: AssertTrue (must be one of the first names)",
            HetuFault::Length
        )
    );
    assert!(read(json!(["150698-9415"])).is_err());
}
