//! What was typed wrongly is told, and two officials who correct one learner keep each other's work.

use events::codes::DetailField;
use events::{Day, Fact};
use oppijaloki::generate::Row;
use oppijaloki_tests::server::{On, Registry, SOON};
use oppijaloki_tests::visitor::{Form, Page};
use reqwest::Method;
use serde_json::json;

use super::{Official, hetuless, imported};
use crate::approvals::confirmed;

on_both_journals! {
    a_date_that_a_program_gave_stands_in_nobodys_way,
    everything_that_speaks_against_a_correction_is_told_at_once,
    an_unreadable_birth_date_is_told_where_none_was_known,
    what_one_official_left_alone_stays_as_the_other_made_it,
    a_stale_position_is_refused_also_from_before_the_learner,
    a_head_is_corrected_with_what_is_shown_of_its_members,
    what_another_official_gave_meanwhile_stands_in_the_form_that_comes_back,
    a_name_has_letters_and_the_field_that_is_wrong_is_marked,
}

/// Everything that the form of the learner's data shows, with other values for some, as a browser sends it.
fn shown(page: &Page, more: &[(&str, &str)]) -> (Form, Vec<(String, String)>) {
    let form = page.form("name=\"surname\"");
    let mut fields = form.shown();
    for (name, value) in more {
        match fields.iter_mut().find(|(known, _)| known == name) {
            Some((_, shown)) => *shown = (*value).to_owned(),
            None => fields.push(((*name).to_owned(), (*value).to_owned())),
        }
    }
    (form, fields)
}

async fn save(official: &Official<'_>, page: &Page, more: &[(&str, &str)]) -> Page {
    let (form, fields) = shown(page, more);
    official.visitor.submit(&form, &super::borrowed(&fields)).await
}

async fn an_unreadable_birth_date_is_told_where_none_was_known(on: On) {
    let registry = Registry::start(on).await;
    let oid = imported(&registry, hetuless("Lina Maria", "Berg")).await;
    let official = Official::sign_in(&registry, "yliopisto").await;
    let page = official.learner(&oid, "/muokkaa").await;
    save(&official, &page, &[("birth_date", "")]).await;
    assert_eq!(registry.person(&oid).await.person.birth_date, None);
    for more in [&[("birth_date", "31.2.2001")][..], &[("birth_date", "31.2.2001"), ("surname", "Berglund")]] {
        let page = official.learner(&oid, "/muokkaa").await;
        let refused = save(&official, &page, more).await;
        assert_eq!(refused.status, 422, "{}", refused.html);
        assert!(refused.html.contains("href=\"#tiedot-birth_date\""), "{}", refused.html);
        assert!(more.iter().all(|(_, typed)| refused.html.contains(&format!("value=\"{typed}\""))), "nothing is lost");
    }
    let oph = registry.oph().await;
    for birth_date in ["2001-02-31", "2101-02-21"] {
        for body in [json!({"birth_date": birth_date}), json!({"birth_date": birth_date, "surname": "Berglund"})] {
            let refused = oph.own(Method::POST, &format!("/persons/{oid}/corrections"), Some(body)).await;
            assert_eq!((refused.status, refused.json()["pointer"].as_str()), (422, Some("/birth_date")));
        }
    }
    assert_eq!(registry.person(&oid).await.person.names.surname, "Berg");
    let page = official.learner(&oid, "/muokkaa").await;
    save(&official, &page, &[("birth_date", "28.2.2001")]).await;
    let born = registry.person(&oid).await.person.birth_date;
    assert_eq!(born, "2001-02-28".parse::<Day>().ok());
}

async fn a_date_that_a_program_gave_stands_in_nobodys_way(on: On) {
    let registry = Registry::start(on).await;
    let oid = imported(&registry, hetuless("Lina Maria", "Berg")).await;
    let update = json!({"oidHenkilo": oid, "syntymaaika": "2099-01-01"});
    assert_eq!(registry.oph().await.send(Method::PUT, "/henkilo", update.to_string()).await.status, 200);
    let official = Official::sign_in(&registry, "yliopisto").await;
    let page = official.learner(&oid, "/muokkaa").await;
    let saved = save(&official, &page, &[("surname", "Berglund")]).await;
    assert!(saved.html.contains("Tiedot on tallennettu."), "{}", saved.html);
    assert_eq!(registry.person(&oid).await.person.names.surname, "Berglund");
}

async fn everything_that_speaks_against_a_correction_is_told_at_once(on: On) {
    let registry = Registry::start(on).await;
    let oid = imported(&registry, hetuless("Lina Maria", "Berg")).await;
    let wrong = json!({"first_names": "", "sex": "9", "language": "qq", "birth_date": "2001-02-31"});
    let (oph, path) = (registry.oph().await, format!("/persons/{oid}/corrections"));
    for (language, first_names) in
        [("fi", "Etunimet puuttuvat."), ("sv", "Förnamnen saknas."), ("en", "First names are missing.")]
    {
        let headers = [("accept-language", language)];
        let refused = oph.own_with(Method::POST, &path, &headers, Some(wrong.clone())).await;
        let problem = refused.json();
        let errors = problem["errors"].as_array().unwrap();
        let pointers: Vec<&str> = errors.iter().filter_map(|error| error["pointer"].as_str()).collect();
        assert_eq!((refused.status, &pointers[..]), (422, &["/first_names", "/birth_date", "/sex", "/language"][..]));
        assert_eq!((&problem["pointer"], &problem["title"]), (&errors[0]["pointer"], &errors[0]["title"]));
        assert_eq!(errors[0]["title"], first_names);
    }
    // By hand, what is missing and what is not confirmed.
    let path = format!("/persons/{oid}/identification");
    let refused = oph.own(Method::POST, &path, Some(json!({"no_finnish_hetu": false}))).await;
    let named = |name: &str| refused.json()["errors"].as_array().unwrap().iter().any(|error| error["type"] == name);
    for name in ["no-finnish-hetu-unconfirmed", "similar-not-looked-at"] {
        assert!(named(&format!("urn:oppijaloki:problem:{name}")), "{}", refused.text);
    }
}

async fn what_one_official_left_alone_stays_as_the_other_made_it(on: On) {
    let registry = Registry::start(on).await;
    let oid = imported(&registry, hetuless("Lina Maria", "Berg")).await;
    let [one, other] =
        [Official::sign_in(&registry, "yliopisto").await, Official::sign_in(&registry, "rekisterinpitaja").await];
    let pages = [one.learner(&oid, "/muokkaa").await, one.learner(&oid, "/muokkaa").await];
    let of_one = [("surname", "Berglund"), ("language", "se"), ("contact_street", "Storgatan 1")];
    let theirs = other.learner(&oid, "/muokkaa").await;
    assert!(save(&other, &theirs, &of_one).await.html.contains("Tiedot on tallennettu."));
    // Other fields: nothing stands in the way, and nothing of the other is undone.
    let saved = save(&one, &pages[0], &[("nationalities", "246")]).await;
    assert!(saved.html.contains("Tiedot on tallennettu."), "{}", saved.html);
    // The same field: the versions of that field alone are shown, and the form has the other's data.
    let late = save(&one, &pages[1], &[("surname", "Bergström"), ("sex", "1")]).await;
    assert_eq!(late.status, 422, "{}", late.html);
    for version in ["Berg<", "Berglund<", "Bergström<"] {
        assert!(late.html.contains(version), "{version}: {}", late.html);
    }
    let versions = late.html.split("<tbody").nth(1).and_then(|rest| rest.split("</tbody>").next()).unwrap();
    assert_eq!(versions.matches("<tr").count(), 1, "{versions}");
    // Saved again as it is told.
    let saved = save(&one, &late, &[]).await;
    assert!(saved.html.contains("Tiedot on tallennettu."), "{}", saved.html);
    let person = registry.person(&oid).await.person;
    assert_eq!((person.names.surname.as_str(), person.sex.as_deref()), ("Bergström", Some("1")));
    assert_eq!((person.language.as_deref(), &person.nationalities[..]), (Some("se"), &["246".to_owned()][..]));
    assert_eq!(person.contacts.len(), 1, "the other's address stays");
}

async fn a_stale_position_is_refused_also_from_before_the_learner(on: On) {
    let registry = Registry::start(on).await;
    let oid = imported(&registry, hetuless("Lina Maria", "Berg")).await;
    let oph = registry.oph().await;
    let path = format!("/persons/{oid}/corrections");
    let body = json!({"surname": "Berglund", "seen": 1});
    let refused = oph.own(Method::POST, &path, Some(body)).await;
    assert_eq!(
        (refused.status, refused.json()["type"].as_str()),
        (409, Some("urn:oppijaloki:problem:changed-meanwhile"))
    );
    assert_eq!(refused.json()["changed"], json!(["surname"]));
    let now = json!({"surname": "Berglund", "seen": registry.head()});
    assert_eq!(oph.own(Method::POST, &path, Some(now)).await.status, 204);
}

async fn a_head_is_corrected_with_what_is_shown_of_its_members(on: On) {
    let registry = Registry::start(on).await;
    let row = |first_names: &str, passport: &str| Row {
        passport: Some(passport.to_owned()),
        ..hetuless(first_names, "Berg")
    };
    let head = imported(&registry, row("Lina", "XK9900001")).await;
    let member = imported(&registry, row("Lina Maria", "XK9900002")).await;
    let link = json!({"other": member, "head": head, "words": "One learner"});
    let (status, linked) = confirmed(&registry.oph().await, &format!("/persons/{head}/links"), Some(link)).await;
    assert!(status < 300, "{linked}");
    registry.everybody_settled(SOON).await;
    let official = Official::sign_in(&registry, "yliopisto").await;
    // What was only shown is not given anew, and is in nobody's use.
    let page = official.learner(&head, "/muokkaa").await;
    assert!(page.html.contains("XK9900002"), "the member's is shown: {}", page.html);
    let done = save(&official, &page, &[("service_language", "sv")]).await;
    assert!(done.html.contains("Tiedot on tallennettu"), "{}", done.html);
    assert_eq!((registry.count("IdentifierAttached"), registry.count("IdentifierDetached")), (0, 0));
    let corrected = registry.event_after(0, "PersonDetailsCorrected").await;
    let Fact::PersonDetailsCorrected(with) = &corrected.fact else { panic!("{:?}", corrected.fact) };
    assert_eq!(with.data.fields, [DetailField::ServiceLanguage], "nothing of the member is copied");
    // What is taken is taken from the record that has it, and the reason stays.
    let page = official.learner(&head, "/muokkaa").await;
    let (form, mut values) = shown(&page, &[("words", "Väärä passi")]);
    values.iter_mut().filter(|(_, value)| value == "XK9900002").for_each(|(_, value)| value.clear());
    let done = official.visitor.submit(&form, &super::borrowed(&values)).await;
    assert!(done.html.contains("Tiedot on tallennettu"), "{}", done.html);
    let detached = registry.event_after(0, "IdentifierDetached").await;
    let of_member = events::Tag::Person(member.parse().unwrap());
    assert!(detached.recorded.envelope.tags.contains(&of_member), "{:?}", detached.recorded.envelope.tags);
    let reason = registry.event_after(0, "ReasonStated").await;
    let Fact::ReasonStated(with) = &reason.fact else { panic!("{:?}", reason.fact) };
    assert_eq!(with.personal.known().and_then(|said| said.words.clone()).as_deref(), Some("Väärä passi"));
    let now = official.learner(&head, "/muokkaa").await;
    assert!(now.html.contains("XK9900001") && !now.html.contains("XK9900002"), "{}", now.html);
}

async fn what_another_official_gave_meanwhile_stands_in_the_form_that_comes_back(on: On) {
    let registry = Registry::start(on).await;
    let oid = imported(&registry, Row { passport: Some("XK9900001".to_owned()), ..hetuless("Lina", "Berg") }).await;
    let (one, other) =
        (Official::sign_in(&registry, "yliopisto").await, Official::sign_in(&registry, "rekisterinpitaja").await);
    let (theirs, mine) = (one.learner(&oid, "/muokkaa").await, other.learner(&oid, "/muokkaa").await);
    let with = |page: &Page, passport: &str, surname: &str| {
        let (form, mut values) = shown(page, &[("surname", surname)]);
        let free = values.iter_mut().rfind(|(name, value)| name == "passports" && value.is_empty()).unwrap();
        free.1 = passport.to_owned();
        (form, values)
    };
    let (form, values) = with(&theirs, "XK9900002", "Bergman");
    one.visitor.submit(&form, &super::borrowed(&values)).await;
    let (form, values) = with(&mine, "XK9900003", "Bergström");
    let refused = other.visitor.submit(&form, &super::borrowed(&values)).await;
    assert_eq!(refused.status, 422, "{}", refused.html);
    for passport in ["XK9900001", "XK9900002", "XK9900003"] {
        assert!(refused.html.contains(&format!("value=\"{passport}\"")), "{passport}: {}", refused.html);
    }
    let again = refused.form("name=\"surname\"");
    let saved = other.visitor.submit(&again, &super::borrowed(&again.shown())).await;
    assert!(saved.html.contains("Tiedot on tallennettu"), "{}", saved.html);
    assert_eq!((registry.count("IdentifierAttached"), registry.count("IdentifierDetached")), (2, 0));
}

async fn a_name_has_letters_and_the_field_that_is_wrong_is_marked(on: On) {
    let registry = Registry::start(on).await;
    let oid = imported(&registry, Row { passport: Some("XK9900001".to_owned()), ..hetuless("Lina", "Berg") }).await;
    let official = Official::sign_in(&registry, "yliopisto").await;
    let page = official.learner(&oid, "/muokkaa").await;
    for surname in ["Berg 77", "Berg <b>", "Berg\u{1F600}"] {
        let refused = save(&official, &page, &[("surname", surname)]).await;
        let told = refused.html.contains("merkkejä, joita nimessä ei voi olla");
        assert!(refused.status == 422 && told, "{surname}: {}", refused.html);
    }
    let (form, mut values) = shown(&page, &[]);
    values.iter_mut().rfind(|(name, value)| name == "passports" && value.is_empty()).unwrap().1 = "X".repeat(300);
    let refused = official.visitor.submit(&form, &super::borrowed(&values)).await;
    let marked = refused.html.split("<input").find(|tag| tag.contains("value=\"XK9900001\"")).unwrap();
    assert!(!marked.split('>').next().unwrap().contains("aria-invalid"), "the first is right: {marked}");
    assert!(refused.html.contains("aria-invalid=\"true\""), "{}", refused.html);
    let named = save(&official, &page, &[("surname", "O’Kaihi-Nguyễn"), ("call_name", "Lina")]).await;
    assert!(named.html.contains("Tiedot on tallennettu"), "{}", named.html);
}
