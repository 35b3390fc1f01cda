//! Whom a row means: the same learner is found again, nobody is made twice, and a wrong hetu opens no record.

use std::collections::{BTreeSet, HashMap};

use events::codes::ConflictKind;
use oppijaloki::generate::{Kind, Mix, Options, Row, rows};
use oppijaloki_tests::client::{NOTICE_ADDRESS, foreign_row, oids, row_about};
use oppijaloki_tests::server::{On, PEOPLE, Registry, SOON};
use projections::import_rows::query::{Which, page};
use rand::SeedableRng;
use rand::rngs::StdRng;
use rand::seq::SliceRandom;
use serde_json::Value;
use vtj::stand_in::Change;

everywhere! {
    a_hetuless_learner_is_found_again_by_passport_and_by_email,
    the_same_import_twice_makes_nobody_anew,
    two_imports_with_the_same_new_hetus_at_once_make_one_person_each,
    who_is_who_does_not_depend_on_the_order_of_rows,
    rows_that_lead_to_each_other_make_the_same_people_in_any_order,
    a_former_hetu_still_leads_to_its_person,
    every_kind_of_conflict_is_told_apart,
    a_wrong_hetu_opens_no_record,
    identifiers_of_two_people_open_no_record_without_a_hetu,
}

async fn a_hetuless_learner_is_found_again_by_passport_and_by_email(on: On) {
    let registry = Registry::start(on).await;
    let (university, school) = (registry.university().await, registry.school().await);
    let with = |passport: Option<&str>, email: Option<&str>, tunniste: &str| Row {
        passport: passport.map(str::to_owned),
        email: email.map(str::to_owned),
        ..foreign_row("Lina Maria", "Berg", tunniste)
    };
    let first = university.import_resolved(&[with(Some("XK4471209"), Some("lina.berg@posti.example"), "a")]).await;
    let again = school
        .import_resolved(&[
            with(Some("XK4471209"), None, "b"),
            with(None, Some("lina.berg@posti.example"), "c"),
            Row { oid: Some(first[0].clone()), ..foreign_row("Lina Maria", "Berg", "d") },
            with(Some("XK4471208"), None, "e"),
            with(None, Some("lina.berg@posti.example.com"), "f"),
        ])
        .await;
    assert_eq!(again[..3], [first[0].as_str(); 3]);
    assert_ne!(again[3], first[0], "another passport number is another learner");
    assert_ne!(again[4], first[0], "another address is another learner");
    assert_ne!(again[3], again[4]);
    assert_eq!(registry.count("PersonRegistered"), 3);
    // The notice address is the sender's and identifies nobody.
    let number = school.import_noticed(&[with(Some("XK4471209"), None, "g")], NOTICE_ADDRESS).await;
    school.resolved(number).await;
    let notice = with(None, Some(NOTICE_ADDRESS), "h");
    let stranger = school.import_resolved(&[notice]).await;
    assert_eq!(registry.count("PersonRegistered"), 4);
    assert_ne!(stranger[0], first[0]);
}

async fn the_same_import_twice_makes_nobody_anew(on: On) {
    let registry = Registry::start(on).await;
    let (university, school) = (registry.university().await, registry.school().await);
    let mut rows: Vec<Row> = (0..20).map(|n| row_about(&registry.somebody(n), &format!("stu-{n}"))).collect();
    rows.push(Row { passport: Some("AB1234567".to_owned()), ..foreign_row("Lina", "Berg", "stu-20") });
    rows.push(rows[7].clone());
    let first = university.import_resolved(&rows).await;
    let again = university.import_resolved(&rows).await;
    registry.everybody_settled(SOON).await;
    let identified = university.import_resolved(&rows).await;
    let elsewhere = school.import_resolved(&rows).await;
    assert_eq!(first, again);
    assert_eq!(first, identified);
    assert_eq!(first, elsewhere);
    assert_eq!(first[7], first[21]);
    assert_eq!(registry.count("PersonRegistered"), 21);
    assert_eq!(registry.count("IdentifiedFromRegister"), 20);
    // Each learner joined the school once; the university has had them from the beginning.
    assert_eq!(registry.count("OrganisationJoined"), 21);
}

async fn two_imports_with_the_same_new_hetus_at_once_make_one_person_each(on: On) {
    let registry = Registry::start(on).await;
    let (university, school) = (registry.university().await, registry.school().await);
    let rows: Vec<Row> = (100..160).map(|n| row_about(&registry.somebody(n), &format!("stu-{n}"))).collect();
    let backwards: Vec<Row> = rows.iter().rev().cloned().collect();
    let third = &rows[20..40];
    let (one, mut two, three) = tokio::join!(
        university.import_resolved(&rows),
        school.import_resolved(&backwards),
        university.import_resolved(third)
    );
    two.reverse();
    assert_eq!(one, two);
    assert_eq!(one[20..40], three);
    assert_eq!(one.iter().collect::<BTreeSet<_>>().len(), 60);
    assert_eq!(registry.count("PersonRegistered"), 60);
    registry.everybody_settled(SOON).await;
    assert_eq!(registry.count("IdentifiedFromRegister"), 60);
}

async fn who_is_who_does_not_depend_on_the_order_of_rows(on: On) {
    let mix = [Kind::Duplicate, Kind::Again, Kind::AgainDifferently, Kind::Foreign, Kind::ForeignAgain];
    let mix = mix.into_iter().fold(Mix::plain(), |mix, kind| mix.with(kind, 15_000).unwrap());
    let made: Vec<_> = rows(&Options { mix, ..Options::new(demo_seed(), PEOPLE, 60) }).collect();
    let learners: BTreeSet<String> = made.iter().map(|made| format!("{:?}", made.truth.person)).collect();
    for seed in 0..3 {
        let mut shuffled = made.clone();
        shuffled.shuffle(&mut StdRng::seed_from_u64(seed));
        let registry = Registry::start(on).await;
        let university = registry.university().await;
        // In two imports, so that some rows meet people of their own import and others of an earlier one.
        let sent: Vec<Row> = shuffled.iter().map(|made| made.row.clone()).collect();
        let (front, back) = sent.split_at(35);
        let mut found = university.import_resolved(front).await;
        found.extend(university.import_resolved(back).await);
        let mut oid_of: HashMap<String, BTreeSet<String>> = HashMap::new();
        for (made, oid) in shuffled.iter().zip(&found) {
            oid_of.entry(format!("{:?}", made.truth.person)).or_default().insert(oid.clone());
        }
        assert!(oid_of.values().all(|oids| oids.len() == 1), "a learner became two, order {seed}");
        let people: BTreeSet<_> = found.iter().collect();
        assert_eq!(people.len(), learners.len(), "two learners became one, order {seed}");
        assert_eq!(registry.count("PersonRegistered"), learners.len());
    }
}

fn demo_seed() -> u64 {
    oppijaloki::commands::demo::SEED
}

/// One row says that a passport number and an address belong together; others have one of them. Also when a whole batch
/// of other rows lies between.
async fn rows_that_lead_to_each_other_make_the_same_people_in_any_order(on: On) {
    let with = |passport: Option<&str>, email: Option<&str>, tunniste: &str| Row {
        passport: passport.map(str::to_owned),
        email: email.map(str::to_owned),
        ..foreign_row("Lina Maria", "Berg", tunniste)
    };
    let passport = with(Some("XK4471209"), None, "passport");
    let email = with(None, Some("lina.berg@posti.example"), "email");
    let both = with(Some("XK4471209"), Some("lina.berg@posti.example"), "both");
    let others = |count: u32| (0..count).map(|n| foreign_row("Otto", "Berg", &format!("other-{n}"))).enumerate();
    let others = |count| others(count).map(|(n, row)| Row { passport: Some(format!("ZZ{n:07}")), ..row });
    let registry = Registry::start(on).await;
    let university = registry.university().await;
    let mut before = 0;
    for (n, (order, between)) in [
        ([&both, &passport, &email], 0),
        ([&passport, &both, &email], 0),
        ([&email, &passport, &both], 0),
        ([&email, &both, &passport], 1_200),
    ]
    .into_iter()
    .enumerate()
    {
        // Other people each time, in the same constellation.
        let renamed = |row: &Row| Row {
            passport: row.passport.as_ref().map(|passport| format!("{passport}{n}")),
            email: row.email.as_ref().map(|email| format!("{n}.{email}")),
            ..row.clone()
        };
        let mut rows: Vec<Row> = order.into_iter().map(renamed).collect();
        let last = rows.pop();
        rows.extend(others(between));
        rows.extend(last);
        let oids = university.import_resolved(&rows).await;
        assert_eq!(oids[0], oids[1]);
        assert_eq!(oids.last(), oids.first(), "order {n}");
        before += 1 + between as usize;
        assert_eq!(registry.count("PersonRegistered"), before);
    }
}

async fn a_former_hetu_still_leads_to_its_person(on: On) {
    let registry = Registry::start(on).await;
    let (university, school) = (registry.university().await, registry.school().await);
    let person = registry.somebody(5);
    let new = events::Hetu::compose(person.hetu.birth_date(), separator(&person.hetu), 990).unwrap();
    registry.register().change(Change::ReplaceHetu { old: person.hetu, new }).unwrap();
    let former = row_about(&person, "stu-5");
    let current = Row { hetu: Some(new.as_str().to_owned()), ..former.clone() };
    let first = university.import_resolved(std::slice::from_ref(&former)).await;
    registry.everybody_settled(SOON).await;
    let again = school.import(&[former.clone(), current.clone()]).await;
    school.resolved(again).await;
    let rows = school.rows(again).await;
    assert_eq!(oids(&rows), [first[0].as_str(); 2]);
    for row in &rows {
        assert_eq!(row["conflict"], false, "a former hetu of the same person differs from nothing");
        assert_eq!(row["henkilo"]["hetu"], new.as_str(), "the register's hetu is the one in force");
        assert_eq!(row["henkilo"]["oppijanumero"], first[0].as_str());
    }
    assert_eq!(registry.count("HetuReplaced"), 1);
    assert_eq!(school.look_up(&former).await.ok(), school.look_up(&current).await.ok());
}

fn separator(hetu: &events::Hetu) -> char {
    hetu.as_str().chars().nth(6).unwrap()
}

/// What each row of an import was found to differ in, and whether its sender was kept out.
async fn conflicts(registry: &Registry, import: u64) -> Vec<(Vec<ConflictKind>, bool)> {
    registry.app().caught_up().await;
    let ask = move |connection: &projections::Connection| {
        let rows = page(connection, events::Position(import), Which::All, None, 1_000)?;
        Ok(rows.into_iter().map(|row| (row.conflicts, row.withheld)).collect())
    };
    registry.app().ask(ask).await.unwrap()
}

/// In the register and in the registry: two first names, a surname and a former one.
async fn tuulikki(registry: &Registry) -> Row {
    let hetu = events::Hetu::from_stored("030594W903B").unwrap();
    let add = Change::Add {
        hetu,
        first_names: "Tuulikki Inkeri".to_owned(),
        call_name: Some("Tuulikki".to_owned()),
        surname: "Mäkivaara".to_owned(),
        former_surnames: vec!["Lehtovirta".to_owned()],
        sex: None,
        language: None,
        nationalities: None,
        birth_date: None,
    };
    registry.register().change(add).unwrap();
    let mut row = foreign_row("Tuulikki Inkeri", "Mäkivaara", "stu-1");
    (row.hetu, row.passport) = (Some(hetu.as_str().to_owned()), Some("TI0000001".to_owned()));
    row
}

async fn every_kind_of_conflict_is_told_apart(on: On) {
    let registry = Registry::start(on).await;
    let university = registry.university().await;
    let tuulikki = tuulikki(&registry).await;
    let other = Row { passport: Some("OT0000002".to_owned()), ..foreign_row("Olavi", "Tervasmäki", "stu-2") };
    let oids = university.import_resolved(&[tuulikki.clone(), other]).await;
    registry.everybody_settled(SOON).await;
    let named = |first_names: &str, surname: &str| {
        let mut row = tuulikki.clone();
        (row.names.first_names, row.names.surname) = (first_names.to_owned(), surname.to_owned());
        row
    };
    let another_hetu = Some(registry.somebody(9).hetu.as_str().to_owned());
    let cases = [
        (tuulikki.clone(), vec![], false),
        (named("TUULIKKI  INKERI", "mäkivaara"), vec![], false),
        (named("Tuulikki", "Mäkivaara"), vec![ConflictKind::MissingFirstNames], false),
        (named("Tuulikki Inkeri", "Mäkivara"), vec![ConflictKind::Spelling], false),
        (named("Tuulikki Inkeri", "Lehtovirta"), vec![ConflictKind::FormerSurname], false),
        (named("Mäkivaara", "Tuulikki Inkeri"), vec![ConflictKind::SwappedFields], false),
        (named("Olavi", "Tervasmäki"), vec![ConflictKind::DifferentName], true),
        (
            Row { oid: Some(oids[0].clone()), hetu: another_hetu, ..tuulikki.clone() },
            vec![ConflictKind::HetuDiffers],
            true,
        ),
        (
            Row { passport: Some("OT0000002".to_owned()), ..tuulikki.clone() },
            vec![ConflictKind::ContradictingIdentifiers],
            false,
        ),
    ];
    let rows: Vec<Row> = cases.iter().map(|(row, _, _)| row.clone()).collect();
    let number = university.import(&rows).await;
    university.resolved(number).await;
    let found = conflicts(&registry, number).await;
    let expected: Vec<_> = cases.into_iter().map(|(_, kinds, withheld)| (kinds, withheld)).collect();
    assert_eq!(found, expected);
    let flags: Vec<Value> = university.rows(number).await.iter().map(|row| row["conflict"].clone()).collect();
    let expected: Vec<Value> = expected.iter().map(|(kinds, _)| (!kinds.is_empty()).into()).collect();
    assert_eq!(flags, expected, "`conflict` is always written, false or true");
    let summary = registry.app().import(events::Position(number)).await.unwrap().unwrap();
    assert_eq!((summary.conflicts, summary.resolved), (7, 9));
}

/// Everything of a learner in an answer but the numbers.
fn assert_number_only(learner: &Value, oid: &str) {
    let shown: Vec<&String> = learner.as_object().unwrap().keys().collect();
    assert!(shown.contains(&&"sukunimi".to_owned()) && shown.len() == 16, "all properties are written: {shown:?}");
    for (name, value) in learner.as_object().unwrap() {
        match name.as_str() {
            "oid" | "oppijanumero" => assert_eq!(value, oid),
            "passivoitu" => assert_eq!(value, false),
            "linked" | "kansalaisuus" | "yhteystiedotRyhma" => assert_eq!(value.as_array().unwrap().len(), 0, "{name}"),
            _ => assert_eq!(value, &Value::Null, "{name} is shown"),
        }
    }
}

async fn a_wrong_hetu_opens_no_record(on: On) {
    let registry = Registry::start(on).await;
    let (university, school) = (registry.university().await, registry.school().await);
    let tuulikki = tuulikki(&registry).await;
    let oid = university.import_resolved(std::slice::from_ref(&tuulikki)).await.remove(0);
    registry.everybody_settled(SOON).await;
    let mut wrong = foreign_row("Olavi", "Tervasmäki", "pupil-1");
    wrong.hetu.clone_from(&tuulikki.hetu);
    let number = school.import(&[wrong]).await;
    school.resolved(number).await;
    let rows = school.rows(number).await;
    assert_eq!((&rows[0]["conflict"], &rows[0]["tunniste"]), (&true.into(), &"pupil-1".into()));
    assert_number_only(&rows[0]["henkilo"], &oid);
    // The sender has gained nothing: neither in what is written of the person, nor in its reports.
    let school_oid: events::OrganisationOid = "1.2.246.562.10.90000000023".parse().unwrap();
    assert!(!registry.person(&oid).await.person.organisations.contains(&school_oid));
    assert_eq!(school.summary("").await["yhteensa"], 0);
    assert_eq!(school.changed("").await["totalElements"], 0);
    // With a name that fits it gains both.
    let fitting = school.import(&[Row { passport: None, ..tuulikki }]).await;
    school.resolved(fitting).await;
    let rows = school.rows(fitting).await;
    assert_eq!((&rows[0]["conflict"], &rows[0]["henkilo"]["sukunimi"]), (&false.into(), &"Mäkivaara".into()));
    assert!(registry.person(&oid).await.person.organisations.contains(&school_oid));
    assert_eq!(school.summary("").await["yhteensa"], 1);
}

async fn identifiers_of_two_people_open_no_record_without_a_hetu(on: On) {
    let registry = Registry::start(on).await;
    let (university, school) = (registry.university().await, registry.school().await);
    let tuulikki = tuulikki(&registry).await;
    let other = Row { passport: Some("OT0000002".to_owned()), ..foreign_row("Tuulikki Inkeri", "Mäkivaara", "stu-2") };
    let found = university.import_resolved(&[tuulikki.clone(), other]).await;
    registry.everybody_settled(SOON).await;
    let (oid, passport) = (Some(found[0].clone()), Some("OT0000002".to_owned()));
    let contradicting = Row { oid, passport, hetu: None, ..tuulikki };
    let number = school.import(&[contradicting]).await;
    school.resolved(number).await;
    let rows = school.rows(number).await;
    assert_eq!(rows[0]["conflict"], true);
    assert_number_only(&rows[0]["henkilo"], &found[0]);
    assert_eq!(registry.count("OrganisationJoined"), 0);
}
