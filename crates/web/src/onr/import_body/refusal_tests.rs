//! What a refusal says, and what it never says.

use serde_json::{Value, json};

use super::tests::{TODAY, codes, field_errors, learner, one, oppija};
use super::*;
use crate::onr::errors::OnrError;

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
    assert_eq!(format!("{import:?}"), "ImportBody(personal)");
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
