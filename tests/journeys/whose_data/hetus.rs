//! What a hetu decides, and what becomes of it when it changes.

use events::Hetu;
use events::codes::{ConflictKind, FailureCause};
use events::date;
use oppijaloki::generate::Row;
use oppijaloki_tests::client::oids;
use oppijaloki_tests::server::{On, Registry, SOON};
use serde_json::{Value, json};
use vtj::stand_in::Change;

use super::{counts, hetu, import, in_register, is_number_only, judged, school_oid, with_email, with_passport};

everywhere! {
    a_sister_with_her_own_hetu_is_not_led_to_her_sister_by_the_guardians_address,
    siblings_get_each_their_own_number_in_any_order,
    another_hetu_than_that_of_the_persons_oid_opens_no_record,
    nobody_is_identified_twice_because_their_hetu_changed,
    a_former_hetu_that_comes_later_leads_to_the_person,
    an_exchange_student_with_a_hetu_stays_the_same_person,
}

fn replace(registry: &Registry, old: Hetu, new: Hetu) {
    registry.register().change(Change::ReplaceHetu { old, new }).unwrap();
}

fn now_with(row: &Row, hetu: Hetu) -> Row {
    Row { hetu: Some(hetu.as_str().to_owned()), ..row.clone() }
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
            assert!(school.rows(number).await[0]["henkilo"]["oppijanumero"].is_string(), "again: {again}");
        }
        assert!(!registry.person(&first).await.person.organisations.contains(&school_oid()));
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
        let born = date(2005, 1, 1) + chrono::TimeDelta::days(i64::from(n));
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
    assert!(!registry.person(&oid).await.person.organisations.contains(&school_oid()));
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

/// A10
async fn an_exchange_student_with_a_hetu_stays_the_same_person(on: On) {
    let registry = Registry::start(on).await;
    let (university, school) = (registry.university().await, registry.school().await);
    for (n, shared) in [with_passport as fn(&Row, &str) -> Row, with_email].into_iter().enumerate() {
        let shared = |row: &Row| shared(row, ["XX1234567", "sofia@posti.example"][n]);
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
