//! Searching the error list over our own interface: names however they are typed, and identifiers by those who may see
//! them.

use oppijaloki::generate::Row;
use oppijaloki_tests::client::{Client, foreign_row, row_about};
use oppijaloki_tests::server::{On, Registry, SOON};
use reqwest::Method;
use serde_json::json;
use vtj::stand_in::Change;

everywhere! {
    names_are_found_however_they_are_typed,
    identifiers_are_found_by_those_who_may_see_them,
    days_to_come_are_refused,
    a_birth_date_that_differs_is_a_hint_with_both_dates,
}

const UNIVERSITY: &str = "1.2.246.562.10.90000000011";
const SCHOOL: &str = "1.2.246.562.10.90000000023";
const ROOT: &str = "1.2.246.562.10.00000000001";

fn official(registry: &Registry, roles: &[&str], organisation: &str) -> Client {
    let now = registry.app().now().millis() / 1000;
    let roles: Vec<String> = roles.iter().map(|role| format!("OPPIJANUMEROREKISTERI_{role}")).collect();
    let claims = json!({
        "iss": registry.issuer(), "aud": "oppijaloki", "sub": "1.2.246.562.24.00000010252", "client_id": "test",
        "iat": now, "nbf": now, "exp": now + 600, "roles": {organisation: roles},
    });
    registry.with_token(Some(registry.signing_key().sign(&claims).unwrap()))
}

/// OIDs of those in the error list whom a text finds.
async fn found(caller: &Client, text: &str) -> Vec<String> {
    let answer = caller.own(Method::POST, "/errors/search", Some(json!({ "search": text }))).await.ok();
    let items = answer["items"].as_array().unwrap();
    items.iter().map(|line| line["oid"].as_str().unwrap().to_owned()).collect()
}

/// A learner without a hetu, and so in the error list.
fn hetuless(first_names: &str, surname: &str, n: usize) -> Row {
    Row { passport: Some(format!("PX{n}0001")), ..foreign_row(first_names, surname, &format!("for-{n}")) }
}

async fn names_are_found_however_they_are_typed(on: On) {
    let registry = Registry::start(on).await;
    let people = [
        ("Sean Patrick", "O\u{2019}Kaihi"),
        ("İbrahim", "Dương"),
        ("Elena Sofia", "de la Cruzito"),
        ("María José", "García  Lópezo"),
        ("Omar", "Al Fayedi"),
        ("Ma\u{308}rta", "Nguye\u{302}\u{303}nila"),
        ("Anna-Maria", "Øster\u{2011}Świrsko"),
        ("Mäkele", "Ölver"),
    ];
    let rows: Vec<Row> = people.iter().enumerate().map(|(n, (first, last))| hetuless(first, last, n)).collect();
    let university = registry.university().await;
    let oids = university.import_resolved(&rows).await;
    for (n, typed) in [
        (0, "o'kaihi"),
        (0, "O Kaihi"),
        (0, "okaihi sean"),
        (0, "O\u{2019}Kaihi, Sean Patrick"),
        (1, "ibrahim"),
        (1, "IBRAHIM"),
        (1, "ıbrahım duong"),
        (1, "Dương, İbrahim"),
        (2, "de la Cruzito"),
        (2, "Elena de la Cruzito"),
        (2, "de la Cruzito Elena"),
        (2, "de la Cruzito, Elena Sofia"),
        (2, "cruz sof"),
        (3, "garcia lopezo maria"),
        (3, "García Lópezo, María José"),
        (4, "Al Fayedi"),
        (4, "fayedi, omar"),
        (5, "Märta Nguyễnila"),
        (5, "nguyenila"),
        (6, "oster swirsko"),
        (6, "Øster-Świrsko, Anna Maria"),
        (6, "annamaria"),
        (7, "mäkele ölver"),
        (7, "MAKELE"),
    ] {
        assert_eq!(found(&university, typed).await, oids[n..=n], "{typed}");
    }
    for nobody in ["kaihi x", "brahim", "cruzito omar", "%", "' -"] {
        assert_eq!(found(&university, nobody).await, Vec::<String>::new(), "{nobody}");
    }
    // The same folding in the compatible interface.
    let errors = university.get("/internal/oppijoidentuonti/virheet?nimiHaku=Cruzito%2C%20elena").await.ok();
    assert_eq!(
        (&errors["totalElements"], university.summary("nimiHaku=duong%20ibrahim").await["virheet"].clone()),
        (&1.into(), 1.into())
    );
}

async fn identifiers_are_found_by_those_who_may_see_them(on: On) {
    let registry = Registry::start(on).await;
    let mut row = hetuless("Lina", "Berg", 7);
    row.email = Some("lina.berg@posti.example".to_owned());
    row.tunniste = Some("STU=77".to_owned());
    let (university, school) = (registry.university().await, registry.school().await);
    let oid = university.import_resolved(&[row.clone()]).await;
    let of_university = |roles: &[&str]| official(&registry, roles, UNIVERSITY);
    let importer = of_university(&["OPPIJOIDENTUONTI"]);
    let reader = of_university(&["TUONTIDATA_READ"]);
    let auditor = official(&registry, &["REKISTERINPITAJA_READ"], ROOT);
    for typed in ["STU=77", " stu=77 ", "PX70001", "lina.berg@posti.example"] {
        for caller in [&importer, &auditor, &university] {
            assert_eq!(found(caller, typed).await, oid, "{typed}");
        }
        // The list shows them nothing of her, whatever they type.
        assert_eq!(found(&school, typed).await, Vec::<String>::new(), "{typed}");
    }
    // Identifiers are alike however they are written.
    for typed in ["px-7 0001", "LINA.BERG@posti.example"] {
        assert_eq!(found(&importer, typed).await, oid, "{typed}");
    }
    // Anyone who reads imports sees references, but opens no learner's page with identifiers.
    assert_eq!(found(&reader, "stu=77").await, oid);
    assert_eq!(found(&reader, "PX70001").await, Vec::<String>::new());
    // The school sends her too, under its own reference: each finds her by their own.
    row.tunniste = Some("kou-1".to_owned());
    assert_eq!(school.import_resolved(&[row]).await, oid);
    assert_eq!((found(&school, "kou-1").await, found(&school, "stu=77").await), (oid.clone(), Vec::new()));
    assert_eq!((found(&importer, "kou-1").await, found(&importer, "STU=77").await), (Vec::new(), oid.clone()));
    let of_school = official(&registry, &["OPPIJOIDENTUONTI"], SCHOOL);
    assert_eq!(found(&of_school, "PX70001").await, oid, "she is the school's learner now");
    // Only whole ones.
    for part in ["STU", "PX7", "lina.berg@posti", "posti.example"] {
        assert_eq!(found(&auditor, part).await, Vec::<String>::new(), "{part}");
    }
}

async fn days_to_come_are_refused(on: On) {
    let registry = Registry::start(on).await;
    let oph = registry.oph().await;
    let today = registry.app().now().day_in_finland();
    for path in ["/summary", "/errors", "/imports"] {
        for day in [today.succ_opt().unwrap(), today.checked_add_months(chrono::Months::new(48)).unwrap()] {
            let answer = oph.own(Method::GET, &format!("{path}?as_of={day}"), None).await;
            assert_eq!((answer.status, &answer.json()["parameter"]), (400, &"as_of".into()), "{path}");
        }
        oph.own_get(&format!("{path}?as_of={today}")).await;
    }
    let search = oph.own(Method::POST, "/errors/search?as_of=2199-01-01", Some(json!({"search": "x"}))).await;
    assert_eq!((search.status, &search.json()["parameter"]), (400, &"as_of".into()));
}

async fn a_birth_date_that_differs_is_a_hint_with_both_dates(on: On) {
    let registry = Registry::start(on).await;
    for n in [1, 2] {
        registry.register().change(Change::Remove { hetu: registry.somebody(n).hetu }).unwrap();
    }
    let born = |n| registry.somebody(n).hetu.birth_date();
    let sent = |n, day: chrono::NaiveDate| Row {
        birth_date: Some(day.to_string()),
        ..row_about(&registry.somebody(n), &format!("stu-{n}"))
    };
    let (other_day, other_century) =
        (born(1).succ_opt().unwrap(), born(2).checked_sub_months(chrono::Months::new(1200)));
    let university = registry.university().await;
    let oids = university.import_resolved(&[sent(1, other_day), sent(2, other_century.unwrap())]).await;
    registry.everybody_settled(SOON).await;
    let errors = university.own_get("/errors").await;
    let line =
        |oid: &String| errors["items"].as_array().unwrap().iter().find(|line| line["oid"] == *oid).unwrap().clone();
    let (differs, separator) = (line(&oids[0]), line(&oids[1]));
    assert_eq!((&differs["hint"], &separator["hint"]), (&"birth_date_differs".into(), &"wrong_separator".into()));
    let dates = (differs["birth_date"].as_str().unwrap(), differs["sent_birth_date"].as_str().unwrap());
    assert_eq!(dates, (born(1).to_string().as_str(), other_day.to_string().as_str()));
}
