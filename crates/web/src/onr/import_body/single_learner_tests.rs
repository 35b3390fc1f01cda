//! Single learners as senders meet them (`POST /oppija`).

use events::Day;
use events::date;
use events::person::{ContactField, ContactOrigin};
use serde_json::{Value, json};

use super::tests::{codes, field_errors};
use super::*;

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
        (group("yhteystietotyyppi15", "alkupera2"), "invalid.ryhmaKuvaus", "yhteystiedotRyhma"),
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
        (json!({"aidinkieli": {"kieliKoodi": ""}}), "aidinkieli.kieliKoodi: NotEmpty".to_owned()),
        (json!({"sukupuoli": ""}), "sukupuoli: NotEmpty".to_owned()),
        (
            json!({"kansalaisuus": [{"kansalaisuusKoodi": ""}]}),
            "kansalaisuus[0].kansalaisuusKoodi: NotEmpty".to_owned(),
        ),
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
