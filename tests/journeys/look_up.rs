//! Single learners: found or created by hetu and names, asked by OID, registered without a hetu.

use oppijaloki::generate::Row;
use oppijaloki_tests::client::{foreign_row, row_about};
use oppijaloki_tests::server::{On, PEOPLE, Registry, SOON};
use serde_json::{Value, json};
use vtj::population::Population;
use vtj::stand_in::Change;

everywhere! {
    a_look_up_finds_creates_or_says_why_not,
    many_look_ups_of_one_learner_at_once_create_one,
    a_former_hetu_is_looked_up_as_its_persons,
    a_learner_without_a_hetu_is_registered_and_identified_by_the_sender,
    a_passport_number_is_one_persons,
    numbers_are_asked_by_oid,
}

async fn a_look_up_finds_creates_or_says_why_not(on: On) {
    let registry = Registry::start(on).await;
    let (university, school) = (registry.university().await, registry.school().await);
    let person = registry.somebody(1);
    let row = row_about(&person, "");
    // Created: the register has just answered, so the person is identified at once and not only said to be.
    let created = university.look_up(&row).await.ok();
    let oid = created["oid"].as_str().unwrap().to_owned();
    assert_eq!(created["oppijanumero"], created["oid"]);
    assert_eq!(registry.count("IdentifiedFromRegister"), 1);
    assert_eq!(university.look_up(&row).await.ok(), created, "and the next call says the same");
    // Found by another: one first name of several is no difference, and they gain access.
    let mut short = row.clone();
    short.names.first_names = row.names.first_names.split(' ').next().unwrap().to_owned();
    short.names.call_name.clone_from(&short.names.first_names);
    assert_eq!(school.look_up(&short).await.ok(), created);
    let school_oid: events::OrganisationOid = "1.2.246.562.10.90000000023".parse().unwrap();
    assert!(registry.person(&oid).await.person.organisations.contains(&school_oid));
    let before = registry.head();
    // Another's names: 409, here and in the register alike.
    let named = |row: &Row| {
        let mut row = row.clone();
        row.names = foreign_row("Olavi", "Tervasmäki", "").names;
        row
    };
    assert_eq!(university.look_up(&named(&row)).await.status, 409);
    assert_eq!(university.look_up(&named(&row_about(&registry.somebody(2), ""))).await.status, 409);
    // Nobody's hetu, and a test hetu: 404, and the register is not asked about the latter.
    let nobodys = Population::new(oppijaloki::commands::demo::SEED, PEOPLE).hetu(PEOPLE + 1);
    let hetu = |hetu: events::Hetu| Row { hetu: Some(hetu.as_str().to_owned()), ..row.clone() };
    assert_eq!(university.look_up(&hetu(nobodys)).await.status, 404);
    let asked = registry.register().requests().hetus;
    let test_hetu = events::Hetu::compose(events::date(2001, 2, 3), 'A', 995).unwrap();
    assert_eq!(university.look_up(&hetu(test_hetu)).await.status, 404);
    assert_eq!(registry.register().requests().hetus, asked);
    registry.register().change(Change::Passivate { hetu: registry.somebody(3).hetu }).unwrap();
    let passive = university.look_up(&row_about(&registry.somebody(3), "")).await.status;
    assert!([404, 409].contains(&passive), "a passive hetu is refused: {passive}");
    assert_eq!(registry.head(), before, "nothing is stored of a refusal");
}

async fn many_look_ups_of_one_learner_at_once_create_one(on: On) {
    let registry = Registry::start(on).await;
    let (university, school) = (registry.university().await, registry.school().await);
    let row = row_about(&registry.somebody(4), "stu-4");
    let mut asking = tokio::task::JoinSet::new();
    for n in 0..20 {
        let (client, row) = (if n % 2 == 0 { university.clone() } else { school.clone() }, row.clone());
        asking.spawn(async move { client.look_up(&row).await.ok() });
    }
    let import = university.import(std::slice::from_ref(&row)).await;
    let answers = asking.join_all().await;
    university.resolved(import).await;
    let imported = university.number_rows(import).await[0]["henkilo"]["oid"].clone();
    assert!(answers.iter().all(|answer| answer["oid"] == imported), "{answers:?}");
    assert_eq!(registry.count("PersonRegistered"), 1);
    registry.everybody_settled(SOON).await;
    assert_eq!(registry.count("IdentifiedFromRegister"), 1);
}

async fn a_former_hetu_is_looked_up_as_its_persons(on: On) {
    let registry = Registry::start(on).await;
    let university = registry.university().await;
    let person = registry.somebody(5);
    let separator = person.hetu.as_str().chars().nth(6).unwrap();
    let new = events::Hetu::compose(person.hetu.birth_date(), separator, 989).unwrap();
    registry.register().change(Change::ReplaceHetu { old: person.hetu, new }).unwrap();
    let former = row_about(&person, "");
    let current = Row { hetu: Some(new.as_str().to_owned()), ..former.clone() };
    // Nobody is here yet: asked by the former hetu, the register tells the one in force, and both lead to one person.
    let created = university.look_up(&former).await.ok();
    assert_eq!(university.look_up(&current).await.ok(), created);
    assert_eq!(university.look_up(&former).await.ok(), created);
    let oid = created["oid"].as_str().unwrap();
    let person = registry.person(oid).await.person;
    assert_eq!(person.hetu.map(|known| known.hetu), Some(new));
    assert_eq!(person.superseded.len(), 1);
    assert_eq!((registry.count("PersonRegistered"), registry.count("HetuReplaced")), (1, 1));
}

fn sofia() -> Value {
    json!({
        "etunimet": "Sofia Maria", "kutsumanimi": "Sofia", "sukunimi": "Novak", "yksiloity": true,
        "syntymaaika": "2006-02-11", "sukupuoli": "2", "aidinkieli": {"kieliKoodi": "sk"},
        "kansalaisuus": [{"kansalaisuusKoodi": "703"}], "passinumerot": ["SK889100"],
        "yhteystiedotRyhma": [{"ryhmaKuvaus": "yhteystietotyyppi1", "ryhmaAlkuperaTieto": "alkupera2",
            "readOnly": false, "yhteystieto": [{"yhteystietoTyyppi": "YHTEYSTIETO_SAHKOPOSTI",
            "yhteystietoArvo": "sofia@posti.example"}]}],
    })
}

async fn a_learner_without_a_hetu_is_registered_and_identified_by_the_sender(on: On) {
    let registry = Registry::start(on).await;
    let university = registry.university().await;
    let answer = university.register_learner(&sofia()).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let plain = answer.header("content-type").is_some_and(|kind| kind.starts_with("text/plain"));
    assert!(plain && answer.text.starts_with("1.2.246.562.24."), "the OID as plain text: {}", answer.text);
    let numbers = university.numbers(&answer.text).await.ok();
    assert_eq!(numbers["oppijanumero"], answer.text.as_str(), "identified by the very request");
    let mut waiting = sofia();
    (waiting["yksiloity"], waiting["passinumerot"]) = (json!(false), json!(["SK889101"]));
    let other = university.register_learner(&waiting).await.text;
    assert_eq!(university.numbers(&other).await.ok()["oppijanumero"], Value::Null);
    // The next import finds them by passport number, and sees what was registered.
    let row = Row { passport: Some("SK889100".to_owned()), ..foreign_row("Sofia Maria", "Novak", "stu-1") };
    let number = university.import(&[row]).await;
    university.resolved(number).await;
    let found = &university.rows(number).await[0];
    assert_eq!((&found["henkilo"]["oid"], &found["conflict"]), (&answer.text.as_str().into(), &false.into()));
    assert_eq!(found["henkilo"]["aidinkieli"]["koodi"], "SK");
    let contact = &found["henkilo"]["yhteystiedotRyhma"][0];
    assert_eq!((&contact["readOnly"], &contact["ryhmaAlkuperaTieto"]), (&false.into(), &"alkupera2".into()));
    assert_eq!(contact["yhteystieto"][0]["yhteystietoArvo"], "sofia@posti.example");
    // Contact details are no identifier.
    let by_contact =
        Row { email: Some("sofia@posti.example".to_owned()), ..foreign_row("Sofia Maria", "Novak", "stu-2") };
    assert_ne!(university.import_resolved(&[by_contact]).await[0], answer.text);
}

async fn a_passport_number_is_one_persons(on: On) {
    let registry = Registry::start(on).await;
    let university = registry.university().await;
    let mut asking = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let client = university.clone();
        asking.spawn(async move { client.register_learner(&sofia()).await.status });
    }
    let mut statuses = asking.join_all().await;
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 400, 400, 400, 400, 400, 400, 400]);
    let refused = university.register_learner(&sofia()).await;
    assert!(!refused.text.contains("SK889100") && refused.json()["message"].is_string(), "{}", refused.text);
    assert_eq!(registry.count("PersonRegistered"), 1);
}

async fn numbers_are_asked_by_oid(on: On) {
    let registry = Registry::start(on).await;
    let university = registry.university().await;
    let created = university.look_up(&row_about(&registry.somebody(6), "")).await.ok();
    let oid = created["oid"].as_str().unwrap();
    let numbers = registry.school().await.numbers(oid).await.ok();
    let expected = json!({"linked": [], "oid": oid, "oppijanumero": oid, "passivoitu": false});
    assert_eq!(numbers, expected, "whoever may ask may ask about anybody's number, as in ONR");
    let wrong_check_digit = format!("{}{}", &oid[..oid.len() - 1], (oid.as_bytes()[oid.len() - 1] - b'0' + 1) % 10);
    let never_issued = events::PersonOid::issue(1_234_567_890).to_string();
    for unknown in [wrong_check_digit, never_issued, "1.2.246.562.24".to_owned(), "%20".to_owned(), "x".repeat(5_000)] {
        assert_eq!(university.numbers(&unknown).await.status, 404);
    }
}
