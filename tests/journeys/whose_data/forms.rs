//! How identifiers are written.

use events::date;
use oppijaloki::generate::{Row, to_oppija_json};
use oppijaloki_tests::client::foreign_row;
use oppijaloki_tests::server::{On, Registry};
use reqwest::Method;
use serde_json::json;

use super::{hetu, in_register, named, with_email, with_passport};

everywhere! {
    blanks_around_an_identifier_do_not_belong_to_it,
    case_and_spelling_of_an_identifier_do_not_count,
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
        assert_eq!(university.import_resolved(&rows).await, [oid.as_str(); 4]);
    }
    assert_eq!(registry.count("PersonRegistered"), 1);
    // Nothing but blanks is no identifier.
    for nothing in [" ", "\u{200b}", " - "] {
        let row = Row { passport: Some(nothing.to_owned()), ..alone() };
        let body = to_oppija_json(&[row], None);
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
