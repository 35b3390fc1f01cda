//! How officials work through the error list: from one learner to the next, several at once, what they did, and who is
//! similar.

use events::codes::IdentificationWay;
use events::{Fact, PersonOid};
use oppijaloki_tests::client::row_about;
use oppijaloki_tests::server::{On, Registry, SOON};
use oppijaloki_tests::wait::wait_until;
use reqwest::Method;
use serde_json::json;
use vtj::stand_in::Change;

use super::{Official, errors, hetuless, imported, leaves_the_error_list, with_hetu_of_another};

on_both_journals! {
    whoever_is_similar_is_shown_and_counted_before_somebody_is_identified_by_hand,
    the_way_leads_from_a_learner_put_right_to_the_next_of_the_list,
    the_register_is_asked_about_those_who_are_chosen,
    an_identification_that_was_asked_for_says_so,
    several_learners_are_passivated_in_one_act,
    a_passive_learner_who_is_sent_in_again_calls_for_somebody_to_look,
    an_official_sees_what_they_did_and_takes_it_back,
    a_hand_over_is_taken_back_where_it_is_listed,
    a_reason_outlives_the_session_everywhere,
}

everywhere! {
    programs_passivate_several_or_nobody,
}

const REPORT: &str = "/henkilo-ui/oppijoidentuonti";

/// Everything that identification by hand needs.
async fn made_whole(registry: &Registry, oid: &str) {
    let whole = json!({"sex": "2", "language": "sv", "nationalities": ["752"], "birth_date": "1999-04-05"});
    let path = format!("/persons/{oid}/corrections");
    let corrected = registry.oph().await.own(Method::POST, &path, Some(whole)).await;
    assert!([204, 409].contains(&corrected.status), "{}", corrected.text);
}

async fn whoever_is_similar_is_shown_and_counted_before_somebody_is_identified_by_hand(on: On) {
    let registry = Registry::start(on).await;
    let oid = imported(&registry, hetuless("Lina Maria", "Bergström")).await;
    made_whole(&registry, &oid).await;
    let official = Official::sign_in(&registry, "yliopisto").await;
    let before = official.learner(&oid, "/yksiloi").await;
    assert!(before.html.contains("ei ole ketään, joka muistuttaisi"), "{}", before.html);
    let mut like = hetuless("Lina Maria", "Bergstrom");
    (like.passport, like.birth_date) = (Some("XK9990001".to_owned()), Some("1999-04-05".to_owned()));
    let similar = imported(&registry, like).await;
    let said = [("no_finnish_hetu", "true"), ("similar_seen", "true")];
    let shown = official.visitor.submit(&before.form("no_finnish_hetu"), &said).await;
    assert!(shown.status == 422 && shown.html.contains(&similar), "who has come since is shown first: {}", shown.html);
    assert!(!shown.html.contains("name=\"similar_seen\" value=\"true\" checked"), "it is said anew");
    assert_eq!(registry.count("IdentifiedByOfficial"), 0);
    let done = official.visitor.submit(&shown.form("no_finnish_hetu"), &said).await;
    assert!(done.html.contains("hänellä on oppijanumero"), "{}", done.html);
    let event = registry.event_after(0, "IdentifiedByOfficial").await;
    let Fact::IdentifiedByOfficial(with) = &event.fact else { panic!("{:?}", event.fact) };
    assert_eq!(with.data.similar_seen, Some(1));
}

async fn the_way_leads_from_a_learner_put_right_to_the_next_of_the_list(on: On) {
    let registry = Registry::start(on).await;
    let second = imported(&registry, hetuless("Lina", "Berg")).await;
    let mut other = hetuless("Sofia", "Novak");
    other.passport = Some("XK9990002".to_owned());
    let first = imported(&registry, other).await;
    made_whole(&registry, &first).await;
    let official = Official::sign_in(&registry, "yliopisto").await;
    let list = official.page(REPORT).await;
    let link = |html: &str, oid: &str| {
        let found = html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
        let mut found =
            found.filter(|href| href.contains(oid)).map(|href| href.replace("&amp;", "&").replace("&#38;", "&"));
        found.next()
    };
    let learner = official.page(&link(&list.html, &first).unwrap()).await;
    assert!(learner.html.contains("data-key=\"j\""), "somebody comes next: {}", learner.html);
    let page = learner.html.split("href=\"").find(|rest| rest.contains("/yksiloi?")).unwrap();
    let page = page.split('"').next().unwrap().replace("&amp;", "&").replace("&#38;", "&");
    let form = official.page(&page).await;
    let said = [("no_finnish_hetu", "true"), ("similar_seen", "true")];
    let done = official.visitor.submit(&form.form("no_finnish_hetu"), &said).await;
    assert!(done.html.contains("hänellä on oppijanumero"), "{}", done.html);
    let next = done.html.split("data-key=\"j\"").next().unwrap().rsplit("href=\"").next().unwrap();
    assert!(next.contains(&second), "one key leads to the next: {}", done.html);
}

async fn the_register_is_asked_about_those_who_are_chosen(on: On) {
    let registry = Registry::start(on).await;
    let wrong = imported(&registry, with_hetu_of_another(&registry)).await;
    let without = imported(&registry, hetuless("Lina", "Berg")).await;
    let failures = registry.count("IdentificationFailed");
    let since = async || {
        let listed = registry.oph().await.own_get("/errors").await;
        let line =
            listed["items"].as_array().unwrap().iter().find(|line| line["oid"] == wrong.as_str()).unwrap().clone();
        line["since"].clone()
    };
    let failing = since().await;
    assert!(failing.is_string());
    let official = Official::sign_in(&registry, "yliopisto").await;
    let list = official.page(REPORT).await;
    assert!(!list.html.contains("formaction"), "passivation is the keeper's");
    let chosen = [("tee", "vtj"), ("oid", wrong.as_str()), ("oid", without.as_str())];
    let told = official.visitor.submit(&list.form("value=\"vtj\""), &chosen).await;
    assert!(told.html.contains("VTJ:stä kysytään yhdestä oppijasta uudelleen."), "{}", told.html);
    assert!(told.html.contains("Yhdestä ei voi kysyä"), "{}", told.html);
    let asked = async || registry.count("IdentificationFailed") > failures;
    wait_until("the register has answered", SOON, asked).await;
    assert_eq!(registry.count("IdentificationRequested"), 1);
    // It was asked in vain: the error is as old as it was.
    registry.everybody_settled(SOON).await;
    assert_eq!(since().await, failing);
}

async fn an_identification_that_was_asked_for_says_so(on: On) {
    let registry = Registry::start(on).await;
    let row = row_about(&registry.somebody(21), "stu-21");
    let mut sent = row.clone();
    (sent.names.first_names, sent.names.call_name, sent.names.surname) =
        ("Qvartz".to_owned(), "Qvartz".to_owned(), "Zyxwv".to_owned());
    let oid = imported(&registry, sent).await;
    let (hetu, names) = (registry.somebody(21).hetu, Some("Qvartz".to_owned()));
    let surname = Some("Zyxwv".to_owned());
    registry.register().change(Change::Rename { hetu, first_names: names.clone(), call_name: names, surname }).unwrap();
    let official = Official::sign_in(&registry, "yliopisto").await;
    let page = official.learner(&oid, "/yksiloi").await;
    official.visitor.submit(&page.form("value=\"kysy\""), &[]).await;
    leaves_the_error_list(&registry, &oid).await;
    let event = registry.event_after(0, "IdentifiedFromRegister").await;
    let Fact::IdentifiedFromRegister(with) = &event.fact else { panic!("{:?}", event.fact) };
    assert_eq!(with.data.way, IdentificationWay::Asked);
}

async fn several_learners_are_passivated_in_one_act(on: On) {
    let registry = Registry::start(on).await;
    let mut oids = Vec::new();
    for (n, name) in ["Testi", "Koe"].iter().enumerate() {
        let mut row = hetuless(name, "Henkilö");
        row.passport = Some(format!("XK88800{n}"));
        oids.push(imported(&registry, row).await);
    }
    let keeper = Official::sign_in(&registry, "rekisterinpitaja").await;
    let list = keeper.page(REPORT).await;
    let chosen = [("oid", oids[0].as_str()), ("oid", oids[1].as_str())];
    let page = keeper.visitor.submit(&list.form("formaction").to("/henkilo-ui/passivointi"), &chosen).await;
    assert!(page.status == 200 && oids.iter().all(|oid| page.html.contains(oid)), "{}", page.html);
    let refused = keeper.visitor.submit(&page.form("value=\"passivoi\""), &[("words", "Kokeilua")]).await;
    assert!(refused.status == 422 && refused.html.contains("Kokeilua"), "what was typed stays: {}", refused.html);
    let said = [("cause", "test_person"), ("words", "Kokeilua")];
    let preview = keeper.visitor.submit(&refused.form("value=\"passivoi\""), &said).await;
    let named = |name: &str, oid: &String| preview.html.contains(&format!("Henkilö, {name} · {oid}"));
    assert!(named("Testi", &oids[0]) && named("Koe", &oids[1]), "{}", preview.html);
    let back = keeper.visitor.submit(&preview.form("fingerprint"), &[("takaisin", "1")]).await;
    assert!(back.html.contains("Kokeilua") && back.html.contains("value=\"test_person\" checked"), "{}", back.html);
    assert_eq!(registry.count("PersonPassivated"), 0);
    let done = keeper.visitor.submit(&preview.form("fingerprint"), &[]).await;
    assert!(done.html.contains("2 oppijaa passivoitiin."), "{}", done.html);
    assert_eq!(registry.count("PersonPassivated"), 2);
    assert!(errors(&registry).await.is_empty());
}

async fn a_passive_learner_who_is_sent_in_again_calls_for_somebody_to_look(on: On) {
    let registry = Registry::start(on).await;
    let oid = imported(&registry, hetuless("Testi", "Henkilö")).await;
    let keeper = Official::sign_in(&registry, "rekisterinpitaja").await;
    let passivate = async || {
        let page = keeper.learner(&oid, "/passivointi").await;
        keeper.confirmed(&page, "passivoi", &[("cause", "test_person")]).await
    };
    passivate().await;
    assert!(errors(&registry).await.is_empty());
    // The sender's system has not heard of it.
    assert_eq!(imported(&registry, hetuless("Testi", "Henkilö")).await, oid);
    assert_eq!(errors(&registry).await, [oid.as_str()]);
    let list = keeper.page(&format!("{REPORT}?syy=person_passivated")).await;
    assert!(list.html.contains("Oppija on passivoitu") && list.html.contains(&oid), "{}", list.html);
    // They stay passive, and the sender is told to remove them.
    passivate().await;
    assert!(errors(&registry).await.is_empty());
    imported(&registry, hetuless("Testi", "Henkilö")).await;
    let page = keeper.learner(&oid, "/passivointi").await;
    let silent = keeper.visitor.submit(&page.form("value=\"aktivoi\""), &[]).await;
    assert!(silent.status == 422 && silent.html.contains("href=\"#aktivoi-words\""), "{}", silent.html);
    keeper.confirmed(&page, "aktivoi", &[("words", "Opiskelee taas")]).await;
    let list = keeper.page(&format!("{REPORT}?syy=no_hetu")).await;
    assert!(list.html.contains(&oid), "active again, as without the passivation: {}", list.html);
}

async fn programs_passivate_several_or_nobody(on: On) {
    let registry = Registry::start(on).await;
    let oid = imported(&registry, hetuless("Testi", "Henkilö")).await;
    let oph = registry.oph().await;
    let post = async |people: serde_json::Value| {
        let body = json!({"people": people, "cause": "unused_number"});
        oph.own(Method::POST, "/passivations?preview=true", Some(body)).await
    };
    let nobody = PersonOid::issue(9_999_999_999).to_string();
    let refused = post(json!([oid, nobody])).await;
    assert_eq!((refused.status, refused.json()["type"].as_str()), (422, Some("urn:oppijaloki:problem:one-unknown")));
    assert_eq!(post(json!([])).await.json()["type"], "urn:oppijaloki:problem:nobody-chosen");
    let preview = post(json!([oid])).await.ok();
    assert_eq!(preview["events"], json!(["PersonPassivated"]));
}

async fn an_official_sees_what_they_did_and_takes_it_back(on: On) {
    let registry = Registry::start(on).await;
    let oid = imported(&registry, hetuless("Testi", "Henkilö")).await;
    let keeper = Official::sign_in(&registry, "rekisterinpitaja").await;
    let nothing = keeper.page("/henkilo-ui/omat-toimet").await;
    assert!(nothing.html.contains("Et ole muuttanut mitään"), "{}", nothing.html);
    let page = keeper.learner(&oid, "/passivointi").await;
    keeper.confirmed(&page, "passivoi", &[("cause", "unused_number")]).await;
    let acts = keeper.page("/henkilo-ui/omat-toimet").await;
    assert!(acts.html.contains("Testi") && acts.html.contains(&oid), "{}", acts.html);
    let undo = acts.html.split("href=\"").find(|rest| rest.contains("/peru?")).unwrap().split('"').next().unwrap();
    let position = undo.rsplit('=').next().unwrap();
    let page = keeper.page(undo).await;
    let silent = keeper.visitor.submit(&page.form("value=\"peru\""), &[("events", position)]).await;
    assert!(silent.status == 422 && silent.html.contains("href=\"#peru-words\""), "{}", silent.html);
    keeper.confirmed(&page, "peru", &[("events", position), ("words", "Väärä oppija")]).await;
    assert!(registry.person(&oid).await.person.passive.is_none());
    let acts = keeper.page("/henkilo-ui/omat-toimet").await;
    assert!(acts.html.contains("Peruttu"), "{}", acts.html);
    let other = Official::sign_in(&registry, "yliopisto").await;
    let nothing = other.page("/henkilo-ui/omat-toimet").await;
    assert!(nothing.html.contains("Et ole muuttanut mitään"), "what others did is theirs: {}", nothing.html);
}

async fn a_hand_over_is_taken_back_where_it_is_listed(on: On) {
    let registry = Registry::start(on).await;
    let oid = imported(&registry, hetuless("Lina", "Berg")).await;
    let official = Official::sign_in(&registry, "yliopisto").await;
    let undoes = |html: &str| html.matches("name=\"peru\"").count();
    let noted = async || {
        let page = official.learner(&oid, "").await;
        official.visitor.submit(&page.form("/siirretty"), &[]).await
    };
    assert_eq!(noted().await.status, 200);
    let acts = official.page("/henkilo-ui/omat-toimet").await;
    let back = official.visitor.submit(&acts.form("name=\"peru\""), &[]).await;
    assert!(back.address.path().ends_with("/omat-toimet") && undoes(&back.html) == 0, "{}", back.html);
    assert!(!official.learner(&oid, "").await.html.contains("name=\"peru\""), "it is not handed over any more");
    noted().await;
    let acts = official.page("/henkilo-ui/omat-toimet").await;
    assert_eq!(undoes(&acts.html), 1, "of two notes the newest is taken back: {}", acts.html);
}

async fn a_reason_outlives_the_session_everywhere(on: On) {
    let registry = Registry::start(on).await;
    let oid = imported(&registry, hetuless("Lina", "Berg")).await;
    let keeper = Official::sign_in(&registry, "rekisterinpitaja").await;
    let order = keeper.learner(&oid, "/poisto").await;
    let out = keeper.page("/henkilo-ui/omattiedot").await;
    keeper.visitor.submit(&out.form("kirjaudu-ulos"), &[]).await;
    let reason = [("ground", "erasure_request"), ("reason", "Oppija pyysi poistoa")];
    let kept = keeper.visitor.post_from_here(&order.form("reason"), &reason).await;
    assert!(kept.status == 401 && kept.html.contains("value=\"Oppija pyysi poistoa\""), "{}", kept.html);
    assert!(!kept.html.contains("Et ole vielä kirjautunut"), "{}", kept.html);
    let kept = keeper.visitor.post_from_here(&kept.form("reason"), &[]).await;
    assert!(kept.status == 401 && kept.html.contains("Et ole vielä kirjautunut"), "{}", kept.html);
    let choice = keeper.page("/henkilo-ui/kirjaudu").await;
    keeper.visitor.submit(&choice.form("\"rekisterinpitaja\""), &[]).await;
    let again = keeper.visitor.submit(&kept.form("reason"), &[]).await;
    assert!(again.status == 403 && again.html.contains("Oppija pyysi poistoa"), "{}", again.html);
    // Nor does a ground that was not chosen, or thinking better of it, cost the words.
    let unfounded = keeper.visitor.submit(&again.form("reason"), &[("ground", ""), reason[1]]).await;
    assert!(unfounded.status == 422 && unfounded.html.contains("Oppija pyysi poistoa"), "{}", unfounded.html);
    let preview = keeper.visitor.submit(&unfounded.form("reason"), &reason).await;
    assert!(preview.html.contains("name=\"fingerprint\""), "{}", preview.html);
    assert!(preview.html.contains("Henkilötiedot poistettu"), "nobody is identified by that: {}", preview.html);
    let changed = keeper.visitor.submit(&preview.form("fingerprint"), &[("takaisin", "1")]).await;
    assert!(changed.status == 200 && changed.html.contains("Oppija pyysi poistoa"), "{}", changed.html);
    assert_eq!(registry.count("ApprovalAsked"), 0);
}
