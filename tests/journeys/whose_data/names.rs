//! What names decide.

use events::codes::{ConflictKind, FailureCause};
use events::date;
use oppijaloki::generate::Row;
use oppijaloki_tests::server::{On, Registry, SOON};
use reqwest::Method;
use serde_json::json;
use vtj::stand_in::Change;

use super::{counts, hetu, import, in_register, is_number_only, judged, named, university_oid};

everywhere! {
    blank_names_identify_nobody_and_open_nobodys_record,
    a_slip_of_another_provider_decides_nothing,
    a_slip_in_the_same_import_decides_nothing,
    a_new_name_in_the_register_is_no_other_person,
}

fn first_import(registry: &Registry) -> u64 {
    let received = |event: &&events::OpenedEvent| event.fact.event_type() == "ImportReceived";
    registry.events().iter().find(received).unwrap().position().0
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

/// A7
async fn a_slip_of_another_provider_decides_nothing(on: On) {
    let registry = Registry::start(on).await;
    let (university, school) = (registry.university().await, registry.school().await);
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
        assert!(!registry.person(&oid).await.person.organisations.contains(&university_oid()));
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
