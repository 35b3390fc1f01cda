//! What officials do with the register's word: ask it, compare, override, refresh, revoke.

use events::Fact;
use events::codes::{IdentificationWay, VerifiedWith};
use oppijaloki_tests::client::row_about;
use oppijaloki_tests::server::{On, Registry, SOON};
use oppijaloki_tests::wait::wait_until;
use reqwest::Method;
use serde_json::json;
use vtj::stand_in::{Change, Fault};

use crate::approvals::{SECOND, keeper as keeper_of};

use super::{Official, errors, hetuless, imported, leaves_the_error_list, with_hetu_of_another};

on_both_journals! {
    the_register_is_asked_again_when_an_official_wants_it,
    the_examples_of_the_instructions_come_out_as_they_say,
    names_that_clearly_differ_are_overridden_only_after_somebody_was_asked,
    what_the_register_has_changed_since_the_comparison_is_not_taken_over,
    a_register_that_is_away_leaves_the_work_as_it_was,
    the_keeper_refreshes_and_revokes_what_the_register_confirmed,
    the_keeper_revokes_an_identification_by_hand,
}

async fn the_register_is_asked_again_when_an_official_wants_it(on: On) {
    let registry = Registry::start(on).await;
    let oid = imported(&registry, with_hetu_of_another(&registry)).await;
    let failures = registry.count("IdentificationFailed");
    let official = Official::sign_in(&registry, "yliopisto").await;
    let page = official.learner(&oid, "/yksiloi").await;
    let done = official.visitor.submit(&page.form("value=\"kysy\""), &[]).await;
    assert!(done.html.contains("VTJ:stä kysytään uudelleen."), "{}", done.html);
    let asked = async || registry.count("IdentificationFailed") > failures;
    wait_until("the register has answered", SOON, asked).await;
    assert_eq!(errors(&registry).await, [oid], "it says the same");
}

/// Somebody gets another surname in the register.
fn rename(registry: &Registry, number: u64, surname: &str) {
    let (hetu, surname) = (registry.somebody(number).hetu, Some(surname.to_owned()));
    registry.register().change(Change::Rename { hetu, first_names: None, call_name: None, surname }).unwrap();
}

/// The two examples of OPH's instructions: a name that is nearly the register's identifies by itself, another one is
/// compared.
async fn the_examples_of_the_instructions_come_out_as_they_say(on: On) {
    let registry = Registry::start(on).await;
    let sent = |number: u64| {
        let mut row = row_about(&registry.somebody(number), &format!("stu-{number}"));
        let names = ["Henna Tuulikki", "Henna", "Mäkelä"].map(str::to_owned);
        [row.names.first_names, row.names.call_name, row.names.surname] = names;
        row
    };
    for (number, first_names, surname) in [(51, "Henna Tuulikki Annikki", "Mäkelä"), (52, "Tuula Virpi", "Tuomaala")]
    {
        let hetu = registry.somebody(number).hetu;
        let names = (Some(first_names.to_owned()), None, Some(surname.to_owned()));
        let change = Change::Rename { hetu, first_names: names.0, call_name: names.1, surname: names.2 };
        registry.register().change(change).unwrap();
    }
    let first = imported(&registry, sent(51)).await;
    assert!(registry.person(&first).await.person.is_identified());
    let second = imported(&registry, sent(52)).await;
    let oph = registry.oph().await;
    let compared = oph.own_get(&format!("/persons/{second}/comparison")).await;
    assert_eq!((compared["clearly_different"].as_bool(), compared["surname"].as_str()), (Some(true), Some("Tuomaala")));
    let path = format!("/persons/{second}/comparison/override?preview=true");
    let refused = oph.own(Method::POST, &path, Some(json!({}))).await;
    assert_eq!(refused.json()["type"], "urn:oppijaloki:problem:verified-with-missing", "{}", refused.text);
    let shown = oph.own(Method::POST, &path, Some(json!({"verified_with": "learner"}))).await.ok();
    let changes = shown["persons"][0]["changes"].as_array().unwrap();
    assert!(changes.iter().any(|change| change["field"] == "surname" && change["after"] == "Tuomaala"), "{changes:?}");
}

async fn names_that_clearly_differ_are_overridden_only_after_somebody_was_asked(on: On) {
    let registry = Registry::start(on).await;
    let oid = imported(&registry, with_hetu_of_another(&registry)).await;
    let official = Official::sign_in(&registry, "yliopisto").await;
    let page = official.learner(&oid, "/vtj").await;
    let theirs = row_about(&registry.somebody(12), "").names.surname;
    assert!(page.html.contains(&theirs) && page.html.contains("Nimet eroavat selvästi"), "{}", page.html);
    let refused = official.visitor.submit(&page.form("value=\"yliaja\""), &[]).await;
    assert!(refused.status == 422 && refused.html.contains("kenen kanssa"), "{}", refused.html);
    let done = official.confirmed(&refused, "yliaja", &[("verified_with", "dvv")]).await;
    assert!(done.html.contains("oppija on yksilöity"), "{}", done.html);
    leaves_the_error_list(&registry, &oid).await;
    let event = registry.event_after(0, "IdentifiedFromRegister").await;
    let Fact::IdentifiedFromRegister(with) = &event.fact else { panic!("{:?}", event.fact) };
    assert_eq!((with.data.way, with.data.verified_with), (IdentificationWay::Override, Some(VerifiedWith::Dvv)));
    assert!(event.recorded.envelope.meta.register.is_some(), "the answer that it rests on is named");
    assert_eq!(registry.person(&oid).await.person.names.surname, theirs);
}

async fn what_the_register_has_changed_since_the_comparison_is_not_taken_over(on: On) {
    let registry = Registry::start(on).await;
    let oid = imported(&registry, with_hetu_of_another(&registry)).await;
    let official = Official::sign_in(&registry, "yliopisto").await;
    let page = official.learner(&oid, "/vtj").await;
    rename(&registry, 12, "Toisenniminen");
    let said = [("verified_with", "learner")];
    let refused = official.visitor.submit(&page.form("value=\"yliaja\""), &said).await;
    assert!(refused.status == 422 && refused.html.contains("muuttuneet vertailun jälkeen"), "{}", refused.html);
    assert!(refused.html.contains(&format!("href=\"/henkilo-ui/oppija/{oid}/yksiloi\"")), "it is asked again there");
    assert_eq!(registry.count("IdentifiedFromRegister"), 0);
}

async fn a_register_that_is_away_leaves_the_work_as_it_was(on: On) {
    let registry = Registry::start(on).await;
    let oid = imported(&registry, with_hetu_of_another(&registry)).await;
    let official = Official::sign_in(&registry, "yliopisto").await;
    let page = official.learner(&oid, "/vtj").await;
    registry.register().set_fault(Fault { status: Some(500), ..Fault::default() }).unwrap();
    let said = [("verified_with", "learner")];
    let refused = official.visitor.submit(&page.form("value=\"yliaja\""), &said).await;
    assert!(refused.status == 422 && refused.html.contains("VTJ ei vastaa juuri nyt"), "{}", refused.html);
    assert!(refused.html.contains("value=\"learner\" checked"), "what was chosen stays: {}", refused.html);
}

async fn the_keeper_refreshes_and_revokes_what_the_register_confirmed(on: On) {
    let registry = Registry::start(on).await;
    let oid = imported(&registry, row_about(&registry.somebody(41), "stu-41")).await;
    let keeper = Official::sign_in(&registry, "rekisterinpitaja").await;
    let page = keeper.learner(&oid, "/vtj").await;
    let asked = keeper.visitor.submit(&page.form("value=\"paivita\""), &[]).await;
    assert!(asked.status == 422 && asked.html.contains("oppija vai virkailija"), "{}", asked.html);
    let same = keeper.visitor.submit(&page.form("value=\"paivita\""), &[("user", "learner")]).await;
    assert!(same.status == 422 && same.html.contains("jo samat kuin VTJ"), "{}", same.html);
    rename(&registry, 41, "Lumijärvi");
    let done = keeper.visitor.submit(&page.form("value=\"paivita\""), &[("user", "staff")]).await;
    assert!(done.html.contains("päivitetty VTJ:stä"), "{}", done.html);
    let person = registry.person(&oid).await.person;
    assert_eq!(person.names.surname, "Lumijärvi");
    assert!(person.contacts.is_empty(), "of an official no contact details are kept");
    // Revoked: the hetu is withdrawn, and what the register supplied is gone with it.
    let page = keeper.learner(&oid, "/yksiloi").await;
    let refused = keeper.visitor.submit(&page.form("value=\"pura\""), &[("way", "register")]).await;
    assert!(refused.status == 422 && refused.html.contains("kirjallinen perustelu"), "{}", refused.html);
    let said = [("way", "register"), ("words", "Toisen henkilön hetu")];
    let asked = keeper.confirmed(&page, "pura", &said).await;
    assert!(
        asked.path() == "/henkilo-ui/hyvaksynnat?tehty=pyydetty" && asked.html.contains("VTJ-yksilöinnin purkaminen"),
        "{}",
        asked.html
    );
    assert!(registry.person(&oid).await.person.is_identified(), "until a second official agrees");
    let second = keeper_of(&registry, SECOND);
    let give = format!("/approvals/{}/give", second.own_get("/approvals").await[0]["number"]);
    let preview = second.own(Method::POST, &format!("{give}?preview=true"), None).await.ok();
    let tag = format!("\"{}\"", preview["fingerprint"].as_str().unwrap());
    assert_eq!(second.own_with(Method::POST, &give, &[("If-Match", &tag)], None).await.status, 204);
    let person = registry.person(&oid).await.person;
    assert!(!person.is_identified() && person.hetu.is_none());
    assert_ne!(person.names.surname, "Lumijärvi");
}

async fn the_keeper_revokes_an_identification_by_hand(on: On) {
    let registry = Registry::start(on).await;
    let oid = imported(&registry, hetuless("Lina", "Berg")).await;
    let oph = registry.oph().await;
    let whole = oph
        .own(Method::POST, &format!("/persons/{oid}/corrections"), Some(json!({"sex": "2", "language": "sv"})))
        .await;
    assert_eq!(whole.status, 204, "{}", whole.text);
    let said = json!({"no_finnish_hetu": true, "similar_seen": 0});
    let done = oph.own(Method::POST, &format!("/persons/{oid}/identification"), Some(said)).await;
    assert_eq!(done.status, 204, "{}", done.text);
    let keeper = Official::sign_in(&registry, "rekisterinpitaja").await;
    let page = keeper.learner(&oid, "/yksiloi").await;
    let done = keeper.confirmed(&page, "pura", &[("way", "official"), ("words", "Väärä henkilö")]).await;
    assert!(done.html.contains("Yksilöinti on purettu."), "{}", done.html);
    assert!(!registry.person(&oid).await.person.is_identified());
    assert_eq!(registry.count("Reversed"), 1);
}
