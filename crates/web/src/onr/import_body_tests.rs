//! The rules as senders meet them: JSON in, rows or faults out.

use events::Day;
use events::HetuFault;
use events::person::{ContactField, ContactOrigin};
use jiff::civil::date;
use serde_json::{Value, json};

use super::*;
use crate::onr::errors::OnrError;

const TODAY: Date = date(2026, 11, 22);

fn codes() -> CodeSets {
    CodeSets::shipped().unwrap()
}

fn oppija(body: &Value) -> Result<NewImport, BodyFault> {
    read_oppija_import(body.to_string().as_bytes(), TODAY, &codes())
}

fn yleistunniste(body: &Value) -> Result<NewImport, BodyFault> {
    read_yleistunniste_import(body.to_string().as_bytes(), TODAY)
}

/// A learner of `PUT /oppija` with some properties changed; null takes one away.
fn learner(changes: Value) -> Value {
    let mut learner = json!({"hetu": "150698-9415", "etunimet": "Eero Ilmari", "kutsumanimi": "Eero",
        "sukunimi": "Saarnio", "kansalaisuus": [{"koodi": "246"}]});
    for (key, value) in changes.as_object().unwrap() {
        learner[key] = value.clone();
    }
    learner
}

fn one(changes: Value) -> Result<NewImport, BodyFault> {
    oppija(&json!({"henkilot": [{"henkilo": learner(changes)}]}))
}

/// `path code` of each violation of layer 1.
fn violations(result: Result<NewImport, BodyFault>) -> Vec<String> {
    match result {
        Err(BodyFault::Invalid(violations)) => {
            violations.listed().iter().map(|one| format!("{} {}", one.field, one.rule.code())).collect()
        }
        Ok(_) => vec![],
        Err(other) => panic!("{other}"),
    }
}

fn field_errors(fault: BodyFault) -> Value {
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
        (json!({"hetu": " 150698-9415"}), vec!["henkilot[0].henkilo.hetu invalid.hetu"]),
        (json!({"hetu": true}), vec!["henkilot[0].henkilo.hetu typeMismatch"]),
        (json!({"oid": ""}), vec!["henkilot[0].henkilo.oid Size"]),
        (json!({"passinumero": ""}), vec!["henkilot[0].henkilo.passinumero Size"]),
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
            "field": field(1, "kansalaisuus"), "rejectedValue": [{"koodi": "246"}, {"koodi": "9Z9"}]},
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

#[test]
fn a_single_learner_with_contacts() {
    let body = json!({"etunimet": "Sofia Maria", "kutsumanimi": "Sofia Maria", "sukunimi": "Novak",
        "yksiloity": true, "syntymaaika": "2006-02-11", "sukupuoli": "2", "aidinkieli": {"kieliKoodi": "sk"},
        "kansalaisuus": [{"kansalaisuusKoodi": "703"}], "passinumerot": ["SK889100", "A1", "SK889100"],
        "hetu": "ignored",
        "yhteystiedotRyhma": [
            {"ryhmaKuvaus": "yhteystietotyyppi12", "ryhmaAlkuperaTieto": "alkupera2", "readOnly": false,
             "yhteystieto": [{"yhteystietoTyyppi": "YHTEYSTIETO_SAHKOPOSTI", "yhteystietoArvo": "sofia@posti.example"},
                             {"yhteystietoTyyppi": "YHTEYSTIETO_KUNTA", "yhteystietoArvo": ""},
                             {"yhteystietoTyyppi": "YHTEYSTIETO_MAA"}]},
            {"ryhmaKuvaus": "yhteystietotyyppi1", "ryhmaAlkuperaTieto": "alkupera1", "yhteystieto": []},
            {"ryhmaKuvaus": "yhteystietotyyppi4", "ryhmaAlkuperaTieto": "alkupera1",
             "yhteystieto": [{"yhteystietoTyyppi": "YHTEYSTIETO_KATUOSOITE", "yhteystietoArvo": "Kuja 1"}]}]});
    let SingleLearner { details, identify } = read_single_learner(body.to_string().as_bytes(), &codes()).unwrap();
    assert!(identify && details.hetu.is_none() && details.emails.is_empty());
    assert_eq!(details.birth_date, Some(Day(date(2006, 2, 11))));
    assert_eq!((details.sex.as_deref(), details.language.as_deref()), (Some("2"), Some("sk")));
    assert_eq!(
        (details.nationalities, details.passports),
        (vec!["703".to_owned()], vec!["A1".to_owned(), "SK889100".to_owned()])
    );
    let [mail, street] = &details.contacts[..] else { panic!("{}", details.contacts.len()) };
    assert_eq!((mail.kind, mail.origin, mail.details.len()), (12, ContactOrigin::Official, 1));
    assert_eq!((mail.details[0].field, mail.details[0].value.as_str()), (ContactField::Email, "sofia@posti.example"));
    assert_eq!((street.kind, street.origin), (4, ContactOrigin::Other), "a caller is not the register");

    let least = json!({"etunimet": "Sofia", "kutsumanimi": "Sofia", "sukunimi": "Novak"});
    let least = read_single_learner(least.to_string().as_bytes(), &codes()).unwrap();
    assert!(!least.identify && least.details.contacts.is_empty() && least.details.nationalities.is_empty());
}

#[test]
fn faults_of_a_single_learner() {
    let read = |changes: Value| {
        let mut body = json!({"etunimet": "Sofia Maria", "kutsumanimi": "Sofia", "sukunimi": "Novak"});
        for (key, value) in changes.as_object().unwrap() {
            body[key] = value.clone();
        }
        read_single_learner(body.to_string().as_bytes(), &codes()).unwrap_err()
    };
    let group =
        |kind: &str, origin: &str| json!({"yhteystiedotRyhma": [{"ryhmaKuvaus": kind, "ryhmaAlkuperaTieto": origin}]});
    let second_layer = [
        (json!({"kutsumanimi": "Eva"}), "kutsumanimi.must.exist.in.etunimet", "kutsumanimi"),
        (json!({"sukupuoli": "3"}), "invalid.sukupuoli", "sukupuoli"),
        (json!({"aidinkieli": {"kieliKoodi": "FI"}}), "invalid.aidinkieli", "aidinkieli.kieliKoodi"),
        (json!({"kansalaisuus": [{"kansalaisuusKoodi": "x"}]}), "invalid.kansalaisuusKoodi", "kansalaisuus"),
        (group("yhteystietotyyppi13", "alkupera2"), "invalid.ryhmaKuvaus", "yhteystiedotRyhma"),
        (group("yhteystietotyyppi01", "alkupera2"), "invalid.ryhmaKuvaus", "yhteystiedotRyhma"),
        (group("yhteystietotyyppi1", "muu"), "invalid.ryhmaAlkuperaTieto", "yhteystiedotRyhma"),
    ];
    for (changes, code, field) in second_layer {
        let errors = field_errors(read(changes.clone()));
        assert_eq!((&errors[0]["code"], &errors[0]["field"]), (&json!(code), &json!(field)), "{changes}");
        assert_eq!(errors.as_array().unwrap().len(), 1);
        assert!(!errors.to_string().contains("Sofia"));
    }
    let detail = |detail: Value| {
        json!({"yhteystiedotRyhma": [{"ryhmaKuvaus": "yhteystietotyyppi1", "ryhmaAlkuperaTieto": "alkupera2",
            "yhteystieto": [detail]}]})
    };
    let email = json!({"yhteystietoTyyppi": "YHTEYSTIETO_SAHKOPOSTI", "yhteystietoArvo": "a@b"});
    let place = "yhteystiedotRyhma[0].yhteystieto[0]";
    let first_layer = [
        (json!({"etunimet": null}), "etunimet: NotEmpty".to_owned()),
        (json!({"passinumerot": ["A", " "]}), "passinumerot[1]: NotBlank".to_owned()),
        (json!({"aidinkieli": {}}), "aidinkieli.kieliKoodi: NotNull".to_owned()),
        (json!({"yhteystiedotRyhma": [null]}), "yhteystiedotRyhma[0]: NotNull".to_owned()),
        (detail(email), format!("{place}.yhteystietoArvo: AssertTrue")),
        (detail(json!({"yhteystietoTyyppi": "FAX"})), format!("{place}.yhteystietoTyyppi: typeMismatch")),
        (detail(json!({})), format!("{place}.yhteystietoTyyppi: NotNull")),
    ];
    for (changes, expected) in first_layer {
        let fault = read(changes.clone()).to_string();
        assert!(fault.starts_with(&format!("Validation failed with 1 errors: {expected} ")), "{fault}");
    }
}

#[test]
fn what_is_not_json_or_built_otherwise_says_where_and_not_what() {
    let read = |body: &[u8]| read_oppija_import(body, TODAY, &codes()).unwrap_err();
    for (body, what) in [
        (&b""[..], "the text ends too early"),
        (b"{\"henkilot\":[{\"henkilo\":{\"hetu\":\"150698", "the text ends too early"),
        (b"hetu 150698-9415", "not JSON"),
        (b"150698-9415", "a value of the wrong type"),
        (b"{\"henkilot\":[]} 150698", "not JSON"),
        (b"{\"henkilot\":[{\"henkilo\":{\"etunimet\":\"\xff\xfe\"}}]}", "not JSON"),
        (b"\"150698-9415\"", "a value of the wrong type"),
        (b"null", "a value of the wrong type"),
        (b"[1]", "a value of the wrong type"),
        (b"{\"henkilot\":{\"hetu\":\"150698-9415\"}}", "a value of the wrong type"),
        (b"{\"henkilot\":[\"150698-9415\"]}", "a value of the wrong type"),
        (b"{\"henkilot\":[[\"a\",{}]]}", "a value of the wrong type"),
        (b"{\"henkilot\":[{\"henkilo\":{\"sukupuoli\":[\"1\"]}}]}", "a value of the wrong type"),
        (b"{\"henkilot\":[{\"henkilo\":{\"kansalaisuus\":{\"koodi\":\"246\"}}}]}", "a value of the wrong type"),
        (b"{\"henkilot\":[],\"henkilot\":[]}", "a value of the wrong type, or a property given twice"),
        (b"{\"sahkoposti\":\"a@b\",\"sahkoposti\":\"c@d\"}", "a value of the wrong type, or a property given twice"),
        (b"{\"henkilot\":[{\"henkilo\":{\"hetu\":\"a\",\"hetu\":\"b\"}}]}", "a value of the wrong type, or"),
    ] {
        let fault = read(body);
        let text = fault.to_string();
        assert!(matches!(fault, BodyFault::Unreadable(_)) && text.contains(what), "{text}");
        assert!(text.contains(" at line 1 column "), "{text}");
        assert!(!text.contains("150698") && !format!("{fault:?}").contains("150698"));
    }
    let nested = format!("{{\"henkilot\":[{{\"x\":{}}}]}}", "[".repeat(100_000));
    assert!(matches!(read(nested.as_bytes()), BodyFault::Unreadable(_)));
    let marked = format!("\u{feff}{}", json!({"henkilot": [{"henkilo": learner(json!({}))}]}));
    assert!(read_oppija_import(marked.as_bytes(), TODAY, &codes()).is_ok());
}

#[test]
fn nothing_of_a_body_is_repeated() {
    let secrets = ["150698-9416", "Salainen", "Nimi\u{1}", "salainen.posti"];
    let rows: Vec<Value> = (0..120)
        .map(|_| {
            json!({"tunniste": "a".repeat(300), "henkilo": learner(json!({"hetu": secrets[0], "etunimet": secrets[2],
                "sahkoposti": secrets[3], "syntymaaika": secrets[1], "sukupuoli": {"koodi": secrets[1]},
                "kansalaisuus": [{"koodi": secrets[0]}]}))})
        })
        .collect();
    let fault = oppija(&json!({"sahkoposti": secrets[3], "henkilot": rows})).unwrap_err();
    let BodyFault::Invalid(violations) = &fault else { panic!("{fault}") };
    assert_eq!((violations.total(), violations.listed().len()), (120 * 5 + 1, 50));
    let text = format!("{fault} {fault:?}");
    assert!(fault.to_string().ends_with("; and 551 more"), "{fault}");
    for secret in secrets {
        assert!(!text.contains(secret.trim_end_matches('\u{1}')), "{text}");
    }
    let OnrError::Message { message, .. } = OnrError::from(fault) else { panic!() };
    assert!(message.unwrap().len() < 10_000);
    let import = one(json!({})).unwrap();
    assert_eq!(format!("{import:?}"), "NewImport(personal)");
}

#[test]
fn a_long_list_of_faults_is_cut() {
    let row = json!({"henkilo": learner(json!({"aidinkieli": {"koodi": "xx"}}))});
    let fault = oppija(&json!({"henkilot": vec![row; 1_200]})).unwrap_err();
    assert_eq!(fault.to_string(), "1200 fields have unknown or missing values");
    assert_eq!(field_errors(fault).as_array().unwrap().len(), 1_000);
    let unknown: Vec<Value> = (0..50_000).map(|n| json!({"koodi": format!("{n}x")})).collect();
    let errors = field_errors(one(json!({"kansalaisuus": unknown})).unwrap_err());
    assert!(errors.to_string().len() < 5_000);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
    #[test]
    fn no_body_panics(text in "[\\[\\]{}\":,a-z0-9 é\u{0}-\u{1f}-]{0,60}") {
        let codes = codes();
        let _ = read_oppija_import(text.as_bytes(), TODAY, &codes);
        let _ = read_yleistunniste_import(text.as_bytes(), TODAY);
        let _ = read_look_up(text.as_bytes(), TODAY);
        let _ = read_single_learner(text.as_bytes(), &codes);
    }
}
