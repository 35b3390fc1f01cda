//! Whose data is it: a hetu outranks every other identifier, names that the register has not confirmed decide nothing,
//! and nobody stands here twice as identified because their hetu changed.

use events::codes::{ConflictKind, FailureCause};
use events::{Hetu, OrganisationOid};
use jiff::civil::{Date, date};
use oppijaloki::generate::Row;
use oppijaloki_tests::client::{Client, foreign_row, oids};
use oppijaloki_tests::server::{On, Registry, SOON};
use projections::import_rows::query::{Which, page};
use reqwest::Method;
use serde_json::{Value, json};
use vtj::stand_in::Change;

everywhere! {
    a_sister_with_her_own_hetu_is_not_led_to_her_sister_by_the_guardians_address,
    siblings_get_each_their_own_number_in_any_order,
    another_hetu_than_that_of_the_persons_oid_opens_no_record,
    blank_names_identify_nobody_and_open_nobodys_record,
    nobody_is_identified_twice_because_their_hetu_changed,
    a_former_hetu_that_comes_later_leads_to_the_person,
    a_slip_of_another_provider_decides_nothing,
    a_slip_in_the_same_import_decides_nothing,
    a_new_name_in_the_register_is_no_other_person,
    an_exchange_student_with_a_hetu_stays_the_same_person,
    blanks_around_an_identifier_do_not_belong_to_it,
    case_and_spelling_of_an_identifier_do_not_count,
}

const SCHOOL: &str = "1.2.246.562.10.90000000023";

fn hetu(born: Date, individual: u16) -> Hetu {
    Hetu::compose(born, if born.year() < 2000 { '-' } else { 'A' }, individual).unwrap()
}

/// Puts somebody into the register, and gives a row that says the same of them.
fn in_register(registry: &Registry, hetu: Hetu, first_names: &str, surname: &str) -> Row {
    let add = Change::Add {
        hetu,
        first_names: first_names.to_owned(),
        call_name: None,
        surname: surname.to_owned(),
        former_surnames: vec![],
        sex: None,
        language: None,
        nationalities: None,
        birth_date: None,
    };
    registry.register().change(add).unwrap();
    row_of(hetu, first_names, surname)
}

fn row_of(hetu: Hetu, first_names: &str, surname: &str) -> Row {
    let (hetu, birth_date) = (Some(hetu.as_str().to_owned()), Some(hetu.birth_date().to_string()));
    Row { hetu, birth_date, ..foreign_row(first_names, surname, "a") }
}

fn with_email(row: &Row, email: &str) -> Row {
    Row { email: Some(email.to_owned()), ..row.clone() }
}

fn with_passport(row: &Row, passport: &str) -> Row {
    Row { passport: Some(passport.to_owned()), ..row.clone() }
}

/// How each row of an import was judged: kinds of conflict, and whether its sender was kept out.
async fn judged(registry: &Registry, import: u64) -> Vec<(Vec<ConflictKind>, bool)> {
    registry.app().caught_up().await;
    let ask = move |connection: &projections::Connection| {
        let rows = page(connection, events::Position(import), Which::All, None, 1_000)?;
        Ok(rows.into_iter().map(|row| (row.conflicts, row.withheld)).collect())
    };
    registry.app().ask(ask).await.unwrap()
}

/// An import whose rows are resolved: its number and its answer.
async fn import(client: &Client, rows: &[Row]) -> (u64, Vec<Value>) {
    let number = client.import(rows).await;
    client.resolved(number).await;
    (number, client.rows(number).await)
}

/// The number and nothing of the person.
fn is_number_only(row: &Value) -> bool {
    let learner = &row["henkilo"];
    learner["oid"].is_string() && learner["sukunimi"].is_null() && learner["hetu"].is_null()
}

fn counts(registry: &Registry) -> (usize, usize) {
    (registry.count("PersonRegistered"), registry.count("IdentifiedFromRegister"))
}

/// A1
async fn a_sister_with_her_own_hetu_is_not_led_to_her_sister_by_the_guardians_address(on: On) {
    let registry = Registry::start(on).await;
    let (university, school) = (registry.university().await, registry.school().await);
    let anna = in_register(&registry, hetu(date(2008, 4, 5), 901), "Anna Maria", "Samanlainen");
    let anni = in_register(&registry, hetu(date(2010, 6, 7), 902), "Anni Maria", "Samanlainen");
    // By the guardian's address; by a number that was copied to the wrong child.
    for (n, shared) in [with_email as fn(&Row, &str) -> Row, with_passport].into_iter().enumerate() {
        let (anna, anni) = match n {
            0 => (anna.clone(), anni.clone()),
            _ => (
                in_register(&registry, hetu(date(2008, 4, 5), 903), "Aada Maria", "Toisenlainen"),
                in_register(&registry, hetu(date(2010, 6, 7), 904), "Aava Maria", "Toisenlainen"),
            ),
        };
        let shared_text = if n == 0 { "huoltaja@posti.example" } else { "XX1234567" };
        let first = university.import_resolved(&[shared(&anna, shared_text)]).await.remove(0);
        registry.everybody_settled(SOON).await;
        for again in [false, true] {
            let (number, rows) = import(&school, &[shared(&anni, shared_text)]).await;
            assert_ne!(rows[0]["henkilo"]["oid"], first.as_str());
            assert_eq!(rows[0]["henkilo"]["hetu"], anni.hetu.as_deref().unwrap());
            assert_eq!(rows[0]["henkilo"]["etunimet"], anni.names.first_names.as_str());
            // What is another's is said, and withholds nothing of whom the hetu finds.
            assert_eq!(judged(&registry, number).await, [(vec![ConflictKind::ContradictingIdentifiers], false)]);
            assert_eq!(rows[0]["conflict"], true);
            registry.everybody_settled(SOON).await;
            assert_eq!(school.rows(number).await[0]["henkilo"]["oppijanumero"].is_string(), true, "again: {again}");
        }
        let school_oid: OrganisationOid = SCHOOL.parse().unwrap();
        assert!(!registry.person(&first).await.person.organisations.contains(&school_oid));
        // The identifier stays where it is.
        let by_it = Row { hetu: None, nationalities: vec!["752".to_owned()], ..shared(&anna, shared_text) };
        assert_eq!(university.import_resolved(&[by_it]).await, [first]);
    }
    assert_eq!(counts(&registry), (4, 4));
}

/// A2
async fn siblings_get_each_their_own_number_in_any_order(on: On) {
    let registry = Registry::start(on).await;
    let (university, school) = (registry.university().await, registry.school().await);
    let sibling = |n: u16, email: &str| {
        let born = date(2005, 1, 1).saturating_add(jiff::Span::new().days(i64::from(n)));
        with_email(&in_register(&registry, hetu(born, 910 + n), &format!("Lapsi{n} Ilona"), "Sisarus"), email)
    };
    let of_family = |family: u16| -> Vec<Row> {
        let email = format!("perhe{family}@posti.example");
        (0..3).map(|n| sibling(family * 3 + n, &email)).collect()
    };
    let mut people = 0;
    for (family, order) in [[0, 1, 2], [2, 1, 0], [1, 2, 0]].into_iter().enumerate() {
        let rows = of_family(family as u16);
        let rows: Vec<Row> = order.iter().map(|n| rows[*n].clone()).collect();
        // In one import; the first two and then all; each in one of its own.
        let found = match family {
            0 => university.import_resolved(&rows).await,
            1 => {
                let first = university.import_resolved(&rows[..2]).await;
                let all = school.import_resolved(&rows).await;
                assert_eq!(first, all[..2]);
                all
            }
            _ => {
                let mut all = Vec::new();
                for row in &rows {
                    all.extend(school.import_resolved(std::slice::from_ref(row)).await);
                }
                all
            }
        };
        people += 3;
        assert_eq!(registry.count("PersonRegistered"), people, "order {family}");
        registry.everybody_settled(SOON).await;
        for (row, oid) in rows.iter().zip(&found) {
            let person = registry.person(oid).await.person;
            assert_eq!(person.hetu.unwrap().hetu.as_str(), row.hetu.as_deref().unwrap());
            assert!(person.is_identified() && person.names.first_names == row.names.first_names);
        }
    }
}

/// A3
async fn another_hetu_than_that_of_the_persons_oid_opens_no_record(on: On) {
    let registry = Registry::start(on).await;
    let (university, school) = (registry.university().await, registry.school().await);
    let own = in_register(&registry, hetu(date(1999, 3, 4), 921), "Outi Helena", "Omanen");
    let other = in_register(&registry, hetu(date(1999, 3, 4), 922), "Outi Helena", "Omanen");
    let oid = university.import_resolved(std::slice::from_ref(&own)).await.remove(0);
    registry.everybody_settled(SOON).await;
    // The hetu of somebody in the register, and one that nobody has.
    let nobodys = hetu(date(1999, 3, 4), 923).as_str().to_owned();
    for another in [other.hetu.clone(), Some(nobodys)] {
        let row = Row { oid: Some(oid.clone()), hetu: another, ..own.clone() };
        let (number, rows) = import(&school, &[row]).await;
        assert_eq!(judged(&registry, number).await, [(vec![ConflictKind::HetuDiffers], true)]);
        assert_eq!((&rows[0]["henkilo"]["oid"], is_number_only(&rows[0])), (&oid.as_str().into(), true));
    }
    let school_oid: OrganisationOid = SCHOOL.parse().unwrap();
    assert!(!registry.person(&oid).await.person.organisations.contains(&school_oid));
}

/// A4
async fn blank_names_identify_nobody_and_open_nobodys_record(on: On) {
    let registry = Registry::start(on).await;
    let (university, school) = (registry.university().await, registry.school().await);
    let known = in_register(&registry, hetu(date(2001, 2, 3), 931), "Saana Inari", "Salainen");
    let known_oid = university.import_resolved(std::slice::from_ref(&known)).await.remove(0);
    registry.everybody_settled(SOON).await;
    for (n, blank) in ["\u{200b}", " ", "\u{2800}", "\u{301}", "\u{3164}"].into_iter().enumerate() {
        let named = |row: &Row| {
            let mut row = row.clone();
            let blank = blank.to_owned();
            (row.names.first_names, row.names.call_name, row.names.surname) = (blank.clone(), blank.clone(), blank);
            row
        };
        let stranger = in_register(&registry, hetu(date(2002, 2, 3), 932 + n as u16), "Siiri Lumi", "Tuntematon");
        let (number, rows) = import(&school, &[named(&stranger), named(&known)]).await;
        registry.everybody_settled(SOON).await;
        let oid = rows[0]["henkilo"]["oid"].as_str().unwrap();
        let person = registry.person(oid).await.person;
        assert!(!person.is_identified() && person.contacts.is_empty(), "identified by a hetu alone");
        assert_eq!(person.failure.unwrap().cause, FailureCause::NamesClearlyDifferent);
        assert_eq!(judged(&registry, number).await[1], (vec![ConflictKind::DifferentName], true));
        assert_eq!((&rows[1]["henkilo"]["oid"], is_number_only(&rows[1])), (&known_oid.as_str().into(), true));
        // Sent once more they are nobody's names still, and agree with none.
        let (number, _) = import(&university, &[named(&stranger)]).await;
        assert_eq!(judged(&registry, number).await, [(vec![ConflictKind::DifferentName], true)]);
        for row in [&stranger, &known] {
            assert_eq!(school.look_up(&named(row)).await.status, 400);
            let body = json!({"henkilot": [{"tunniste": "x", "henkilo": {"hetu": row.hetu, "etunimet": blank,
                "kutsumanimi": blank, "sukunimi": blank}}]});
            assert_eq!(school.send(Method::PUT, "/yleistunniste", body.to_string()).await.status, 400);
        }
        // Her own names identify her, whatever was sent before.
        let (number, rows) = import(&university, std::slice::from_ref(&stranger)).await;
        assert_eq!(judged(&registry, number).await, [(vec![], false)]);
        assert_eq!(rows[0]["henkilo"]["oppijanumero"], oid);
    }
}

fn replace(registry: &Registry, old: Hetu, new: Hetu) {
    registry.register().change(Change::ReplaceHetu { old, new }).unwrap();
}

fn now_with(row: &Row, hetu: Hetu) -> Row {
    Row { hetu: Some(hetu.as_str().to_owned()), ..row.clone() }
}

/// A5
async fn nobody_is_identified_twice_because_their_hetu_changed(on: On) {
    let registry = Registry::start(on).await;
    let (university, school, oph) = (registry.university().await, registry.school().await, registry.oph().await);
    let (a, b) = (hetu(date(1998, 5, 6), 941), hetu(date(1998, 5, 6), 942));
    let with_a = in_register(&registry, a, "Venla Kielo", "Vaihtunut");
    let first = university.import_resolved(std::slice::from_ref(&with_a)).await.remove(0);
    registry.everybody_settled(SOON).await;
    replace(&registry, a, b);
    let with_b = now_with(&with_a, b);
    let second = school.import_resolved(std::slice::from_ref(&with_b)).await.remove(0);
    registry.everybody_settled(SOON).await;
    let failure = registry.person(&second).await.person.failure.unwrap();
    assert_eq!(failure.cause, FailureCause::HetuChanged);
    assert_eq!(registry.count("IdentifiedFromRegister"), 1);
    // Each is listed with the other.
    for (one, other) in [(&first, &second), (&second, &first)] {
        assert_eq!(oph.own_get(&format!("/persons/{one}")).await["also_here_as"], json!([other]));
    }
    let listed = &oph.own_get("/errors").await["items"][0];
    assert_eq!((&listed["oid"], &listed["cause"]), (&second.as_str().into(), &"hetu_changed".into()));
    assert_eq!(listed["also_here_as"], first.as_str());
    // A look-up makes no third one, and identifies nobody.
    let found = school.look_up(&with_b).await.ok();
    assert_eq!((&found["oid"], &found["oppijanumero"]), (&second.as_str().into(), &Value::Null));
    assert_eq!(school.look_up(&with_a).await.ok()["oppijanumero"], first.as_str());
    assert_eq!(counts(&registry), (2, 1));

    // Asked before anybody has imported it, the new hetu leads to the person, who has it from then on.
    let (c, d) = (hetu(date(1997, 5, 6), 943), hetu(date(1997, 5, 6), 944));
    let with_c = in_register(&registry, c, "Venla Vuokko", "Vaihtunut");
    let third = university.import_resolved(std::slice::from_ref(&with_c)).await.remove(0);
    registry.everybody_settled(SOON).await;
    replace(&registry, c, d);
    assert_eq!(school.look_up(&now_with(&with_c, d)).await.ok(), json!({"oid": third, "oppijanumero": third}));
    let person = registry.person(&third).await.person;
    assert!(person.hetu.unwrap().hetu == d && person.has_hetu(&c));
    assert_eq!(school.import_resolved(&[now_with(&with_c, d), with_c]).await, [third.as_str(); 2]);
    assert_eq!(counts(&registry), (3, 2));
}

/// A6
async fn a_former_hetu_that_comes_later_leads_to_the_person(on: On) {
    let registry = Registry::start(on).await;
    let (university, school) = (registry.university().await, registry.school().await);
    let [a, b, c] = [945, 946, 947].map(|individual| hetu(date(1996, 7, 8), individual));
    let with_a = in_register(&registry, a, "Kerttu Aune", "Entinen");
    replace(&registry, a, b);
    replace(&registry, b, c);
    let oid = university.import_resolved(&[now_with(&with_a, c)]).await.remove(0);
    registry.everybody_settled(SOON).await;
    let person = registry.person(&oid).await.person;
    assert!(person.has_hetu(&a) && person.has_hetu(&b) && person.superseded.len() == 2);
    let (number, rows) = import(&school, &[with_a.clone(), now_with(&with_a, b)]).await;
    assert_eq!(oids(&rows), [oid.as_str(); 2]);
    assert_eq!(judged(&registry, number).await, [(vec![], false), (vec![], false)]);
    assert_eq!(school.look_up(&with_a).await.ok()["oppijanumero"], oid.as_str());
    // The same by a look-up.
    let [d, e] = [948, 949].map(|individual| hetu(date(1995, 7, 8), individual));
    let with_d = in_register(&registry, d, "Kerttu Eine", "Entinen");
    replace(&registry, d, e);
    let found = school.look_up(&now_with(&with_d, e)).await.ok();
    assert_eq!(school.import_resolved(std::slice::from_ref(&with_d)).await, [found["oid"].as_str().unwrap()]);
    assert_eq!(counts(&registry), (2, 2));
}

fn named(row: &Row, first_names: &str, surname: &str) -> Row {
    let mut row = row.clone();
    row.names = foreign_row(first_names, surname, "").names;
    row
}

/// A7
async fn a_slip_of_another_provider_decides_nothing(on: On) {
    let registry = Registry::start(on).await;
    let (university, school) = (registry.university().await, registry.school().await);
    let university_oid: OrganisationOid = "1.2.246.562.10.90000000011".parse().unwrap();
    // Her own school comes before the register has answered about the slip, or after it; or it looks her up.
    for (n, settled) in [(0, true), (1, false), (2, true)] {
        let right = in_register(&registry, hetu(date(2003, 8, 9), 951 + n), "Ulla Inkeri", "Rehti");
        let wrong = named(&right, "Pertti Olavi", "Erhe");
        let (slip, rows) = import(&university, std::slice::from_ref(&wrong)).await;
        let oid = rows[0]["henkilo"]["oid"].as_str().unwrap().to_owned();
        if settled {
            registry.everybody_settled(SOON).await;
        }
        if n < 2 {
            let (number, rows) = import(&school, std::slice::from_ref(&right)).await;
            assert_eq!(judged(&registry, number).await, [(vec![], false)]);
            assert_eq!(
                (&rows[0]["henkilo"]["oppijanumero"], &rows[0]["conflict"]),
                (&oid.as_str().into(), &false.into())
            );
            assert_eq!(rows[0]["henkilo"]["sukunimi"], "Rehti");
        }
        // Both names are asked: hers give the number, the slip's do not.
        assert_eq!(university.look_up(&wrong).await.status, 409);
        assert_eq!(school.look_up(&right).await.ok(), json!({"oid": oid, "oppijanumero": oid}));
        assert_eq!(university.look_up(&wrong).await.status, 409);
        // The slip's row is the conflict now, and its sender sees that and nothing of hers.
        assert_eq!(judged(&registry, slip).await, [(vec![ConflictKind::DifferentName], true)]);
        let row = university.rows(slip).await.remove(0);
        assert_eq!((&row["conflict"], is_number_only(&row)), (&true.into(), true));
        let summary = registry.app().import(events::Position(slip)).await.unwrap().unwrap();
        assert_eq!((summary.conflicts, summary.successful, summary.resolved), (1, 1, 1));
        assert!(!registry.person(&oid).await.person.organisations.contains(&university_oid));
        // Sent rightly, it lets its sender in.
        let (number, rows) = import(&university, std::slice::from_ref(&right)).await;
        assert_eq!(judged(&registry, number).await, [(vec![], false)]);
        assert_eq!(rows[0]["henkilo"]["sukunimi"], "Rehti");
    }
    assert_eq!(counts(&registry), (3, 3));
    registry.everybody_settled(SOON).await;
    // What the slip said stays to be seen by those who may.
    let oph = registry.oph().await;
    let conflicts = oph.own_get(&format!("/imports/{}/conflicts", first_import(&registry))).await;
    let sent = &conflicts["items"][0]["sent"];
    assert_eq!(sent["names"]["surname"], "Erhe", "{conflicts}");
}

fn first_import(registry: &Registry) -> u64 {
    let received = |event: &&events::OpenedEvent| event.fact.event_type() == "ImportReceived";
    registry.events().iter().find(received).unwrap().position().0
}

/// A8
async fn a_slip_in_the_same_import_decides_nothing(on: On) {
    let registry = Registry::start(on).await;
    let university = registry.university().await;
    for n in 0..4 {
        let right = in_register(&registry, hetu(date(2004, 9, 10), 961 + n), "Ulla Inkeri", "Rehti");
        let wrong = named(&right, "Pertti Olavi", "Erhe");
        let wrong_first = n % 2 == 0;
        let rows = if wrong_first { [wrong, right.clone()] } else { [right.clone(), wrong] };
        // As whole learners, or as hetus and names.
        let number = if n < 2 { university.import(&rows).await } else { university.import_numbers(&rows).await };
        university.resolved(number).await;
        registry.everybody_settled(SOON).await;
        let (slip, fitting) = ((vec![ConflictKind::DifferentName], true), (vec![], false));
        let expected = if wrong_first { [slip, fitting] } else { [fitting, slip] };
        assert_eq!(judged(&registry, number).await, expected, "the wrong name first: {wrong_first}");
        let oid = university.number_rows(number).await[0]["henkilo"]["oid"].as_str().unwrap().to_owned();
        let person = registry.person(&oid).await.person;
        assert!(person.is_identified() && person.names.surname == "Rehti");
    }
    assert_eq!(counts(&registry), (4, 4));
}

/// A9
async fn a_new_name_in_the_register_is_no_other_person(on: On) {
    let registry = Registry::start(on).await;
    let (university, school) = (registry.university().await, registry.school().await);
    // A new surname, and new names altogether.
    for (n, first_names, surname) in [(0, "Meri Aino", "Uusipaikka"), (1, "Noel Kai", "Uusisaari")] {
        let own = hetu(date(1994, 10, 11), 971 + n);
        let before = in_register(&registry, own, "Meri Aino", "Vanhala");
        let oid = university.import_resolved(std::slice::from_ref(&before)).await.remove(0);
        registry.everybody_settled(SOON).await;
        let (first, last) = (Some(first_names.to_owned()), Some(surname.to_owned()));
        let rename = Change::Rename { hetu: own, first_names: first, call_name: None, surname: last };
        registry.register().change(rename).unwrap();
        let now = named(&before, first_names, surname);
        if n == 0 {
            assert_eq!(school.look_up(&now).await.ok()["oppijanumero"], oid.as_str());
        }
        let (number, rows) = import(&school, &[now.clone(), named(&before, "Pertti Olavi", "Erhe")]).await;
        let another = (vec![ConflictKind::DifferentName], true);
        assert_eq!(judged(&registry, number).await, [(vec![], false), another]);
        assert_eq!(
            (&rows[0]["henkilo"]["oid"], &rows[0]["henkilo"]["sukunimi"]),
            (&oid.as_str().into(), &surname.into())
        );
        assert_eq!(school.look_up(&now).await.ok()["oppijanumero"], oid.as_str());
        assert_eq!(school.look_up(&named(&before, "Pertti Olavi", "Erhe")).await.status, 409);
    }
    assert_eq!((counts(&registry), registry.count("RegisterDataRefreshed")), ((2, 2), 2));
}

/// A10
async fn an_exchange_student_with_a_hetu_stays_the_same_person(on: On) {
    let registry = Registry::start(on).await;
    let (university, school) = (registry.university().await, registry.school().await);
    for (n, shared) in [with_passport as fn(&Row, &str) -> Row, with_email].into_iter().enumerate() {
        let shared = |row: &Row| shared(row, &format!("x{n}@posti.example").replace("@posti.example", &suffix(n)));
        let own = hetu(date(2002, 11, 12), 981 + n as u16);
        let full = in_register(&registry, own, "Sofia Maria", "Novak");
        let hetuless = Row { hetu: None, ..full.clone() };
        let oid = university.import_resolved(&[shared(&hetuless)]).await.remove(0);
        assert!(!registry.person(&oid).await.person.is_identified());
        let (number, rows) = import(&university, &[shared(&full)]).await;
        assert_eq!(judged(&registry, number).await, [(vec![], false)]);
        assert_eq!(rows[0]["henkilo"]["oppijanumero"], oid.as_str(), "the register's answer gave them the hetu");
        let (number, rows) = import(&school, &[full.clone(), shared(&full)]).await;
        assert_eq!(oids(&rows), [oid.as_str(); 2], "the hetu alone finds them");
        assert_eq!(judged(&registry, number).await, [(vec![], false), (vec![], false)]);
    }
    // Where the register's birth date is another, an official decides.
    let own = hetu(date(2002, 11, 13), 983);
    let full = with_passport(&in_register(&registry, own, "Sofia Ilona", "Novak"), "NN7654321");
    let hetuless = Row { hetu: None, birth_date: Some("2002-11-14".to_owned()), ..full.clone() };
    let oid = university.import_resolved(&[hetuless]).await.remove(0);
    assert_eq!(university.import_resolved(&[full]).await, [oid.as_str()]);
    assert!(registry.person(&oid).await.person.hetu.is_none());
    let offered = registry.events().into_iter().filter(|event| match &event.fact {
        events::Fact::ImportRowResolved(with) => with.data.hetu_offered,
        _ => false,
    });
    assert_eq!((offered.count(), registry.count("HetuAssigned")), (1, 2));
}

fn suffix(n: usize) -> String {
    if n == 0 { "1234567".to_owned() } else { "@posti.example".to_owned() }
}

/// A11
async fn blanks_around_an_identifier_do_not_belong_to_it(on: On) {
    let registry = Registry::start(on).await;
    let university = registry.university().await;
    let own = in_register(&registry, hetu(date(1993, 12, 13), 984), "Tyyne Elli", "Tyhjänen");
    let row = with_email(&with_passport(&own, "TT1234567"), "tyyne@posti.example");
    let oid = university.import_resolved(std::slice::from_ref(&row)).await.remove(0);
    let alone =
        || Row { nationalities: vec!["752".to_owned()], ..named(&foreign_row("", "", "a"), "Tyyne Elli", "Tyhjänen") };
    for (before, after) in [("", " "), (" ", ""), ("\u{a0}", "\u{200b}"), ("", "\t")] {
        let padded = |text: &str| Some(format!("{before}{text}{after}"));
        let rows = [
            Row { oid: padded(&oid), ..alone() },
            Row { hetu: padded(own.hetu.as_deref().unwrap()), ..alone() },
            Row { passport: padded("TT1234567"), ..alone() },
            Row { email: padded("tyyne@posti.example"), ..alone() },
        ];
        // A control character is refused in text, whatever it stands in.
        if after == "\t" {
            let body = oppijaloki::generate::to_oppija_json(&rows, None);
            assert_eq!(university.send(Method::PUT, "/oppija", body).await.status, 200);
        }
        assert_eq!(university.import_resolved(&rows).await, [oid.as_str(); 4]);
    }
    assert_eq!(registry.count("PersonRegistered"), 1);
    // Nothing but blanks is no identifier.
    for nothing in [" ", "\u{200b}", " - "] {
        let row = Row { passport: Some(nothing.to_owned()), ..alone() };
        let body = oppijaloki::generate::to_oppija_json(&[row], None);
        assert_eq!(university.send(Method::PUT, "/oppija", body).await.status, 400);
    }
}

/// A12
async fn case_and_spelling_of_an_identifier_do_not_count(on: On) {
    let registry = Registry::start(on).await;
    let (university, school) = (registry.university().await, registry.school().await);
    let row = foreign_row("Anna", "Koivunen", "a");
    let first =
        university.import_resolved(&[with_email(&with_passport(&row, "ak 447-1209"), "anna.k@posti.example")]).await;
    let others = [
        with_email(&row, "Anna.K@posti.example"),
        with_email(&row, "anna.k@POSTI.EXAMPLE"),
        with_passport(&row, "AK4471209"),
        with_passport(&row, "Ak-447 1209"),
        with_passport(&row, "ak\u{a0}447\u{2013}1209"),
    ];
    // In one import, where they share identifiers with each other too.
    assert_eq!(school.import_resolved(&others).await, vec![first[0].clone(); 5]);
    let shown = registry.person(&first[0]).await.person;
    assert!(shown.passports == ["ak 447-1209"] && shown.emails == ["anna.k@posti.example"], "shown as it was sent");
    // A single learner's passport number is the same number.
    let learner = json!({"etunimet": "Anna", "kutsumanimi": "Anna", "sukunimi": "Koivunen", "yksiloity": true,
        "syntymaaika": "2001-02-03", "sukupuoli": "2", "aidinkieli": {"kieliKoodi": "sk"},
        "kansalaisuus": [{"kansalaisuusKoodi": "703"}], "passinumerot": ["AK-4471209 "]});
    assert_eq!(university.register_learner(&learner).await.status, 400);
    assert_eq!(registry.count("PersonRegistered"), 1);
}
