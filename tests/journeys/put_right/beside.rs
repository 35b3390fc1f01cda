//! What stands beside an act: everything that it changes, who has fetched the number, and what the register said of a learner
//! who is identified already.

use events::EventKind;
use oppijaloki_tests::client::row_about;
use oppijaloki_tests::server::{On, Registry, SOON};
use oppijaloki_tests::wait::wait_until;
use reqwest::Method;
use serde_json::{Value, json};

use super::told::passivated;
use super::{Official, errors, hetu_of, hetuless, imported, with_hetu_of_another};

on_both_journals! {
    a_preview_shows_home_municipality_and_addresses_too,
    a_reversed_refresh_shows_the_addresses_that_come_back,
    the_importer_is_left_out_of_who_has_fetched_the_number,
    what_the_register_says_of_a_hetu_added_later_stands_on_the_page,
    a_replaced_hetu_says_why,
    a_preview_leads_back_to_its_form_with_what_was_typed,
    pages_of_a_passive_learner_say_what_comes_first,
    whoever_chose_nobody_is_told_so,
    a_download_has_the_rows_of_the_page,
}

fn fields(preview: &Value) -> Vec<&str> {
    let changes = preview["persons"][0]["changes"].as_array().into_iter().flatten();
    changes.filter_map(|change| change["field"].as_str()).collect()
}

async fn a_preview_shows_home_municipality_and_addresses_too(on: On) {
    let registry = Registry::start(on).await;
    let oid = imported(&registry, with_hetu_of_another(&registry)).await;
    let official = Official::sign_in(&registry, "yliopisto").await;
    let page = official.learner(&oid, "/vtj").await;
    for label in ["Kotikunta", "Yhteystiedot"] {
        assert!(page.html.contains(&format!("{label}</th>")), "{label}: {}", page.html);
    }
    let preview = official.visitor.submit(&page.form("value=\"yliaja\""), &[("verified_with", "dvv")]).await;
    for label in ["Kotikunta", "Yhteystiedot", "(VTJ:stä)"] {
        assert!(preview.html.contains(label), "{label}: {}", preview.html);
    }
    let path = format!("/persons/{oid}/comparison/override?preview=true");
    let preview = registry.oph().await.own(Method::POST, &path, Some(json!({"verified_with": "dvv"}))).await.ok();
    let shown = fields(&preview);
    assert!(["municipality", "contacts", "identified"].iter().all(|field| shown.contains(field)), "{shown:?}");
}

async fn a_reversed_refresh_shows_the_addresses_that_come_back(on: On) {
    let registry = Registry::start(on).await;
    let oid = imported(&registry, row_about(&registry.somebody(41), "stu-41")).await;
    assert!(!registry.person(&oid).await.person.contacts.is_empty());
    let oph = registry.oph().await;
    let refreshed = oph.own(Method::POST, &format!("/persons/{oid}/refresh"), Some(json!({"user": "staff"}))).await;
    assert_eq!(refreshed.status, 204, "{}", refreshed.text);
    assert!(registry.person(&oid).await.person.contacts.is_empty());
    let refresh = registry.event_after(0, "RegisterDataRefreshed").await.position().0;
    let body = json!({"events": [refresh], "words": "a learner after all"});
    let preview = oph.own(Method::POST, &format!("/persons/{oid}/reversals?preview=true"), Some(body)).await.ok();
    assert!(fields(&preview).contains(&"contacts"), "{preview}");
}

async fn the_importer_is_left_out_of_who_has_fetched_the_number(on: On) {
    let registry = Registry::start(on).await;
    let oid = imported(&registry, hetuless("Lina", "Berg")).await;
    assert!(registry.university().await.numbers(&oid).await.ok().is_object());
    let oph = registry.oph().await;
    let words = json!({"surname": "Berglund"});
    assert_eq!(oph.own(Method::POST, &format!("/persons/{oid}/corrections"), Some(words)).await.status, 204);
    let keeper = Official::sign_in(&registry, "rekisterinpitaja").await;
    let corrected = registry.event_after(0, EventKind::PersonDetailsCorrected.name()).await.position().0.to_string();
    let page = keeper.page(&format!("/henkilo-ui/oppija/{oid}/peru?tapahtuma={corrected}")).await;
    let said = [("events", corrected.as_str()), ("words", "Väärä nimi")];
    let preview = keeper.visitor.submit(&page.form("value=\"peru\""), &said).await;
    let page = keeper.learner(&oid, "/passivointi").await;
    for page in [&preview, &page] {
        assert!(page.html.contains("Mikään muu järjestelmä kuin tuoja"), "{}", page.html);
    }
    // Whoever else has fetched it is called by name.
    assert!(registry.school().await.numbers(&oid).await.status < 500);
    let body = json!({"events": [corrected.parse::<u64>().unwrap()], "words": "Wrong name"});
    let preview = oph.own(Method::POST, &format!("/persons/{oid}/reversals?preview=true"), Some(body)).await.ok();
    let senders = preview["fetched"].as_array().unwrap().iter().filter(|one| one["organisation"].is_null());
    assert_eq!(senders.count(), 0, "{preview}");
}

async fn what_the_register_says_of_a_hetu_added_later_stands_on_the_page(on: On) {
    let registry = Registry::start(on).await;
    let oid = imported(&registry, hetuless("Lina", "Berg")).await;
    let oph = registry.oph().await;
    let post = async |act: &str, body: Value| oph.own(Method::POST, &format!("/persons/{oid}/{act}"), Some(body)).await;
    assert_eq!(post("corrections", json!({"sex": "2", "language": "sv"})).await.status, 204);
    let said = json!({"no_finnish_hetu": true, "similar_seen": 0});
    assert_eq!(post("identification", said).await.status, 204);
    // The register does not know it.
    assert_eq!(post("hetu", json!({"hetu": "210705A932J"})).await.status, 204);
    let answered = async || registry.count("IdentificationFailed") > 0;
    wait_until("the register has answered", SOON, answered).await;
    let official = Official::sign_in(&registry, "yliopisto").await;
    let page = official.learner(&oid, "").await;
    assert!(page.html.contains("VTJ ei vahvistanut hetua: Hetua ei löydy VTJ:stä"), "{}", page.html);
    assert!(
        page.html.contains("Aiempi yksilöinti on edelleen voimassa") && page.html.contains("Tarkista hetun kaikki")
    );
    assert!(registry.person(&oid).await.person.is_identified() && errors(&registry).await.is_empty());
}

async fn a_replaced_hetu_says_why(on: On) {
    let registry = Registry::start(on).await;
    let oid = imported(&registry, with_hetu_of_another(&registry)).await;
    let official = Official::sign_in(&registry, "yliopisto").await;
    let page = official.learner(&oid, "/hetu").await;
    let own = hetu_of(&row_about(&registry.somebody(11), ""));
    let said = [("hetu", own.as_str()), ("former", "withdrawn"), ("words", "Luettu väärin")];
    let done = official.confirmed(&page, "vaihda", &said).await;
    assert!(done.html.contains("Henkilötunnus on vaihdettu"), "{}", done.html);
    super::leaves_the_error_list(&registry, &oid).await;
    assert!(official.learner(&oid, "").await.html.contains("Luettu väärin"), "the reason stands in the history");
}

async fn a_preview_leads_back_to_its_form_with_what_was_typed(on: On) {
    let registry = Registry::start(on).await;
    let oid = imported(&registry, hetuless("Lina", "Berg")).await;
    let keeper = Official::sign_in(&registry, "rekisterinpitaja").await;
    let page = keeper.learner(&oid, "/passivointi").await;
    let typed = [("cause", "test_person"), ("words", "Kurssin testihenkilö")];
    let preview = keeper.visitor.submit(&page.form("value=\"passivoi\""), &typed).await;
    let head = registry.head();
    let page = keeper.visitor.submit(&preview.form("name=\"takaisin\""), &[("takaisin", "1")]).await;
    assert_eq!((page.status, registry.head()), (200, head), "{}", page.html);
    assert!(page.html.contains("Kurssin testihenkilö"), "{}", page.html);
    let form = page.form("value=\"passivoi\"");
    let preview = keeper.visitor.submit(&form, &typed).await;
    keeper.visitor.submit(&preview.form("name=\"fingerprint\""), &[]).await;
    assert_eq!(registry.count("PersonPassivated"), 1);
}

async fn pages_of_a_passive_learner_say_what_comes_first(on: On) {
    let registry = Registry::start(on).await;
    let oid = imported(&registry, hetuless("Lina", "Berg")).await;
    let keeper = Official::sign_in(&registry, "rekisterinpitaja").await;
    let official = Official::sign_in(&registry, "yliopisto").await;
    passivated(&keeper, &oid).await;
    for (by, lead) in [(&keeper, "/passivointi"), (&official, "/pyynto")] {
        for name in ["/muokkaa", "/hetu", "/vtj", "/yksiloi"] {
            let page = by.learner(&oid, name).await;
            assert_eq!(page.status, 200, "{name}");
            assert!(page.html.contains("Oppija on passiivinen"), "{name}: {}", page.html);
            assert!(page.html.contains(&format!("{oid}{lead}\"")), "{name}: {}", page.html);
            assert!(!page.html.contains("name=\"teko\""), "{name}: {}", page.html);
        }
    }
}

async fn whoever_chose_nobody_is_told_so(on: On) {
    let registry = Registry::start(on).await;
    imported(&registry, hetuless("Lina", "Berg")).await;
    let official = Official::sign_in(&registry, "yliopisto").await;
    for act in ["siirretty", "xlsx"] {
        let page = official.page("/henkilo-ui/oppijoidentuonti").await;
        let told = official.visitor.submit(&page.form("name=\"tee\""), &[("tee", act)]).await;
        assert!(told.html.contains("Ketään ei ole valittu"), "{act}: {}", told.html);
        assert!(!told.html.contains("banner success"), "{act}: {}", told.html);
    }
    assert_eq!(registry.count("HandOverNoted"), 0);
}

async fn a_download_has_the_rows_of_the_page(on: On) {
    let registry = Registry::start(on).await;
    let university = registry.university().await;
    let number = university.import(&[row_about(&registry.somebody(1), "stu-1"), hetuless("Lina", "Berg")]).await;
    university.resolved(number).await;
    registry.everybody_settled(SOON).await;
    let official = Official::sign_in(&registry, "yliopisto").await;
    let page = official.page(&format!("/henkilo-ui/oppijoidentuonti/{number}?tila=failed")).await;
    for (narrowed, rows) in [("?tila=failed", 1), ("", 2)] {
        let address = format!("/henkilo-ui/oppijoidentuonti/{number}.csv{narrowed}");
        assert!(narrowed.is_empty() || page.html.contains(&address), "{}", page.html);
        assert_eq!(official.page(&address).await.html.lines().count(), rows + 1, "{narrowed}");
    }
}
