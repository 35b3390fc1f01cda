//! The shapes as text: property names, order, nulls and numbers are the promise.

use events::Day;
use events::date;
use events::person::{ContactDetail, ContactField, ContactGroup, ContactOrigin};
use utoipa::PartialSchema;

use super::*;
use crate::onr::criteria::PageRequest;
use crate::onr::rules::CodeSets;

fn text(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap()
}

fn learner() -> Learner {
    let codes = CodeSets::shipped().unwrap();
    let group = ContactGroup {
        origin_code: None,
        kind: 4,
        origin: ContactOrigin::Register,
        details: vec![ContactDetail { field: ContactField::StreetAddress, value: "Kuusikuja 4".to_owned() }],
    };
    Learner {
        aidinkieli: Some(Code::of_language(&codes.language, "fi")),
        etunimet: Some("Eero Ilmari".to_owned()),
        hetu: Some("150698-9415".to_owned()),
        kansalaisuus: vec![Code::of(&codes.country, "246"), Code::of(&codes.country, "9Z9")],
        kotikunta: None,
        kutsumanimi: Some("Eero".to_owned()),
        linked: Some(Vec::new()),
        luotu: Some(Millis(Instant::from_millis(1_756_887_330_000))),
        muokattu: None,
        oid: "1.2.246.562.24.19044772369".to_owned(),
        oppijanumero: None,
        passivoitu: false,
        sukunimi: Some("Saarnio".to_owned()),
        sukupuoli: Some(Code::of(&codes.sex, "1")),
        syntymaaika: Some(Day(date(1998, 6, 15))),
        yhteystiedot_ryhma: vec![ContactGroupAnswer::of(5512, &group)],
    }
}

const LEARNER: &str = concat!(
    r#"{"aidinkieli":{"koodi":"FI","nimi":{"FI":"suomi","SV":"finska","EN":"Finnish"}},"#,
    r#""etunimet":"Eero Ilmari","hetu":"150698-9415","#,
    r#""kansalaisuus":[{"koodi":"246","nimi":{"FI":"Suomi","SV":"Finland","EN":"Finland"}},"#,
    r#"{"koodi":"9Z9","nimi":{"FI":null,"SV":null,"EN":null}}],"#,
    r#""kotikunta":null,"kutsumanimi":"Eero","linked":[],"luotu":1756887330000,"muokattu":null,"#,
    r#""oid":"1.2.246.562.24.19044772369","oppijanumero":null,"passivoitu":false,"sukunimi":"Saarnio","#,
    r#""sukupuoli":{"koodi":"1","nimi":{"FI":"mies","SV":"man","EN":"male"}},"syntymaaika":"1998-06-15","#,
    r#""yhteystiedotRyhma":[{"id":5512,"readOnly":true,"ryhmaAlkuperaTieto":"alkupera1","#,
    r#""ryhmaKuvaus":"yhteystietotyyppi4","yhteystieto":[{"yhteystietoArvo":"Kuusikuja 4","#,
    r#""yhteystietoTyyppi":"YHTEYSTIETO_KATUOSOITE"}]}]}"#
);

#[test]
fn a_learner_in_full() {
    assert_eq!(text(&learner()), LEARNER);
}

#[test]
fn import_answers() {
    let basics = ImportBasics::new(918_273, 2, 1);
    assert_eq!(text(&basics), r#"{"id":918273,"kasiteltavia":2,"kasitelty":false,"kasiteltyja":1}"#);
    assert!(ImportBasics::new(1, 2, 2).kasitelty);
    let henkilo = NumberDetails {
        linked: vec!["1.2.246.562.24.2".to_owned()],
        oid: "1.2.246.562.24.1".to_owned(),
        oppijanumero: Some("1.2.246.562.24.2".to_owned()),
        passivoitu: true,
    };
    let row = YleistunnisteRow { conflict: false, henkilo, tunniste: Some("stu-1".to_owned()) };
    assert_eq!(
        text(&ImportAnswer::new(&basics, vec![row])),
        concat!(
            r#"{"henkilot":[{"conflict":false,"henkilo":{"linked":["1.2.246.562.24.2"],"oid":"1.2.246.562.24.1","#,
            r#""oppijanumero":"1.2.246.562.24.2","passivoitu":true},"tunniste":"stu-1"}],"#,
            r#""id":918273,"kasiteltavia":2,"kasitelty":false,"kasiteltyja":1}"#
        )
    );
    let row = OppijaRow { conflict: true, henkilo: learner(), tunniste: None };
    assert_eq!(text(&row), format!(r#"{{"conflict":true,"henkilo":{LEARNER},"tunniste":null}}"#));
    assert_eq!(text(&ImportSummary::new(5, 3, 2)), r#"{"keskeneraiset":2,"onnistuneet":5,"virheet":3,"yhteensa":10}"#);
    let number = NumberAnswer { oid: "1.2.246.562.24.1".to_owned(), oppijanumero: None };
    assert_eq!(text(&number), r#"{"oid":"1.2.246.562.24.1","oppijanumero":null}"#);
}

#[test]
fn pages() {
    let page = |number, size, rows: Vec<u8>, total| text(&Page::new(&PageRequest { number, size }, rows, total));
    assert_eq!(
        page(1, 20, vec![7, 8], 2),
        concat!(
            r#"{"first":true,"last":true,"number":1,"numberOfElements":2,"results":[7,8],"#,
            r#""size":20,"totalElements":2,"totalPages":1}"#
        )
    );
    assert_eq!(
        page(1, 20, vec![], 0),
        concat!(
            r#"{"first":true,"last":false,"number":1,"numberOfElements":0,"results":[],"#,
            r#""size":20,"totalElements":0,"totalPages":0}"#
        )
    );
    let middle = Page::new(&PageRequest { number: 2, size: 2 }, vec![1, 2], 5);
    assert_eq!((middle.first, middle.last, middle.total_pages), (false, false, 3));
    assert!(Page::new(&PageRequest { number: 3, size: 2 }, vec![1], 5).last);
}

#[test]
fn changed_learners_have_no_linked() {
    let master = Learner { linked: None, ..learner() };
    let changed = Changed { master, oid: "1.2.246.562.24.1".to_owned() };
    let expected = LEARNER.replace(r#""linked":[],"#, "");
    assert_eq!(text(&changed), format!(r#"{{"master":{expected},"oid":"1.2.246.562.24.1"}}"#));
}

#[test]
fn schemas_name_the_properties_of_the_json() {
    let schema = text(&Learner::schema());
    for property in ["yhteystiedotRyhma", "kutsumanimi", "syntymaaika"] {
        assert!(schema.contains(&format!("\"{property}\"")), "{schema}");
    }
    assert!(text(&Millis::schema()).contains("int64"));
    assert!(text(&Page::<Changed>::schema()).contains("numberOfElements"));
}
