//! Two records beside each other: what a link of them would be, and what the review queue takes back.

use oppijaloki::generate::Row;
use oppijaloki_tests::client::row_about;
use oppijaloki_tests::server::{On, Registry, SOON};
use serde_json::json;

use super::{Official, hetuless, imported};
use crate::approvals::confirmed;

on_both_journals! {
    who_would_head_is_said_with_the_reason_and_two_answers_are_refused,
    of_a_reversed_registration_nothing_is_offered_but_its_rows,
    a_link_against_an_earlier_judgement_says_so_and_the_timeline_names_whose_entry_is_whose,
    the_queue_takes_back_nothing_but_links_that_the_official_made,
    a_program_that_asks_for_a_learner_has_fetched_them,
    whoever_undoes_an_import_is_told_how_many_rows_before_it_is_done,
    a_reversed_link_says_what_came_to_the_head_and_what_it_changed,
    the_queue_says_that_a_link_was_reversed_already,
    an_earlier_judgement_is_told_with_by_whom_and_why,
}

async fn who_would_head_is_said_with_the_reason_and_two_answers_are_refused(on: On) {
    let registry = Registry::start(on).await;
    let temporary = imported(&registry, hetuless("Lina", "Berg")).await;
    let twice =
        imported(&registry, Row { passport: Some("XK9900001".to_owned()), ..hetuless("Lina Maria", "Berg") }).await;
    let verified = imported(&registry, row_about(&registry.somebody(11), "stu-11")).await;
    registry.everybody_settled(SOON).await;
    let keeper = Official::sign_in(&registry, "rekisterinpitaja").await;
    let heads = format!("Päähenkilö on {verified}, koska hänet on yksilöity VTJ:stä ja toista ei.");
    let page = keeper.learner(&temporary, &format!("/duplikaatit?toinen={verified}")).await;
    assert!(page.html.contains("Vertailu: ") && page.html.contains(&heads), "{}", page.html);
    let link = page.form("value=\"linkita\"");
    let refused = keeper.visitor.submit(&link, &[("other", &twice), ("other_oid", &verified)]).await;
    assert!(refused.status == 422 && refused.html.contains("Valitse joko oppija luettelosta"), "{}", refused.html);
    let preview = keeper.visitor.submit(&link, &[("other_oid", &verified)]).await;
    assert!(preview.html.contains("fingerprint") && preview.html.contains(&heads), "{}", preview.html);
    // Of a number that nobody has nothing is compared.
    let page = keeper.learner(&temporary, "/duplikaatit?toinen=1.2.246.562.24.10000000008").await;
    assert!(page.status == 200 && !page.html.contains("Vertailu: "), "{}", page.html);
}

async fn of_a_reversed_registration_nothing_is_offered_but_its_rows(on: On) {
    let registry = Registry::start(on).await;
    let oid = imported(&registry, hetuless("Lina", "Berg")).await;
    registry.everybody_settled(SOON).await;
    let registered = registry.event_after(0, "PersonRegistered").await.position();
    let keeper = Official::sign_in(&registry, "rekisterinpitaja").await;
    let page_of = |name: &str| format!("href=\"/henkilo-ui/oppija/{oid}/{name}\"");
    let offered = async || {
        let page = keeper.learner(&oid, "").await;
        ["muokkaa", "hetu", "yksiloi", "rivit"].map(|name| page.html.contains(&page_of(name)))
    };
    assert_eq!(offered().await, [true; 4]);
    let reversal = json!({"events": [registered.0], "words": "Tuotu väärään rekisteriin"});
    let oph = registry.oph().await;
    let (status, answer) = confirmed(&oph, &format!("/persons/{oid}/reversals"), Some(reversal)).await;
    assert_eq!(status, 201, "{answer}");
    assert_eq!(offered().await, [false, false, false, true]);
}

async fn a_link_against_an_earlier_judgement_says_so_and_the_timeline_names_whose_entry_is_whose(on: On) {
    let registry = Registry::start(on).await;
    let first = imported(&registry, hetuless("Lina", "Berg")).await;
    let again = Row { passport: Some("XK9900001".to_owned()), ..hetuless("Lina", "Berg") };
    let second = imported(&registry, again).await;
    registry.everybody_settled(SOON).await;
    let keeper = Official::sign_in(&registry, "rekisterinpitaja").await;
    let judged = "Virkailija on arvioinut, että kyse on kahdesta eri henkilöstä.";
    let page = keeper.learner(&second, "/duplikaatit").await;
    let link = page.form("value=\"linkita\"");
    let preview = keeper.visitor.submit(&link, &[("other_oid", &first)]).await;
    assert!(preview.html.contains("fingerprint") && !preview.html.contains(judged), "{}", preview.html);
    keeper.visitor.submit(&page.form("value=\"erota\""), &[("other", &first)]).await;
    let preview = keeper.visitor.submit(&link, &[("other_oid", &first)]).await;
    assert!(preview.html.contains("fingerprint") && preview.html.contains(judged), "{}", preview.html);
    keeper.visitor.submit(&preview.form("fingerprint"), &[]).await;
    let head = keeper.learner(&first, "").await;
    let of_member = format!("Koskee linkitettyä numeroa {second}");
    assert!(head.html.contains(&of_member), "{}", head.html);
    assert!(!head.html.contains(&format!("Koskee linkitettyä numeroa {first}")), "{}", head.html);
}

async fn the_queue_takes_back_nothing_but_links_that_the_official_made(on: On) {
    let registry = Registry::start(on).await;
    imported(&registry, hetuless("Lina", "Berg")).await;
    let registered = registry.event_after(0, "PersonRegistered").await.position();
    let keeper = Official::sign_in(&registry, "rekisterinpitaja").await;
    let page = keeper.page(&format!("/henkilo-ui/duplikaatit?tapahtuma={registered}&tehty=linkitetty")).await;
    let refused = keeper.visitor.submit(&page.form("value=\"undo\""), &[("decision", "undo")]).await;
    assert!(refused.status >= 400, "{}", refused.html);
    assert_eq!(registry.count("Reversed"), 0);
}

async fn a_program_that_asks_for_a_learner_has_fetched_them(on: On) {
    let registry = Registry::start(on).await;
    let oid = imported(&registry, hetuless("Lina", "Berg")).await;
    let oph = registry.oph().await;
    oph.own_get(&format!("/persons/{oid}")).await;
    let looks = oph.own_get(&format!("/access/looks?person={oid}")).await;
    let kinds: Vec<&str> = looks["items"].as_array().unwrap().iter().filter_map(|look| look["kind"].as_str()).collect();
    assert!(kinds.contains(&"fetched") && !kinds.contains(&"page"), "{looks}");
}

async fn whoever_undoes_an_import_is_told_how_many_rows_before_it_is_done(on: On) {
    let registry = Registry::start(on).await;
    let university = registry.university().await;
    let row = |n: usize| Row { passport: Some(format!("XK99000{n:02}")), ..hetuless("Lina", &format!("Berg{n}")) };
    let number = university.import(&(0..11).map(row).collect::<Vec<_>>()).await;
    university.resolved(number).await;
    let oid = university.number_rows(number).await[0]["henkilo"]["oid"].as_str().unwrap().to_owned();
    let (keeper, second) = (
        Official::sign_in(&registry, "rekisterinpitaja").await,
        Official::sign_in(&registry, "toinen-rekisterinpitaja").await,
    );
    let told = |html: &str| html.contains("11 riviä kumotaan") && !html.contains("Kenenkään näkyvät tiedot");
    let page = keeper.page(&format!("/henkilo-ui/oppijoidentuonti/{number}/kumoa")).await;
    let preview = keeper.visitor.submit(&page.form("name=\"words\""), &[("words", "Väärä tiedosto")]).await;
    assert!(told(&preview.html) && preview.html.contains("Väärä tiedosto"), "{}", preview.html);
    keeper.visitor.submit(&preview.form("fingerprint"), &[]).await;
    let asked = registry.event_after(0, "ApprovalAsked").await.position();
    let waiting = second.page("/henkilo-ui/hyvaksynnat").await;
    let preview = second.visitor.submit(&waiting.form(&format!("/hyvaksynnat/{asked}\"")), &[]).await;
    assert!(told(&preview.html) && preview.html.contains("Väärä tiedosto"), "{}", preview.html);
    assert_eq!(registry.count("ImportUndoOrdered"), 0);
    // It is asked for once, and the history names both officials.
    let again = keeper.page(&format!("/henkilo-ui/oppijoidentuonti/{number}/kumoa")).await;
    let leads = format!("href=\"/henkilo-ui/hyvaksynnat#pyynto-{asked}\">Tämän tuonnin kumoaminen odottaa");
    assert!(again.html.contains(&leads) && !again.html.contains("name=\"words\""), "{}", again.html);
    second.visitor.submit(&preview.form("fingerprint"), &[]).await;
    registry.event_after(0, "ImportRowsUndone").await;
    let undone = keeper.page(&format!("/henkilo-ui/oppijoidentuonti/{number}")).await;
    assert!(
        undone.html.contains("OPH on kumonnut tämän tuonnin.") && !undone.html.contains("/kumoa\""),
        "{}",
        undone.html
    );
    let history = keeper.learner(&oid, "").await;
    for told in ["Koko tuonnin kumoamista pyysi ", "Sen hyväksyi ", "Perustelu: Väärä tiedosto"] {
        assert!(history.html.contains(told), "{told}: {}", history.html);
    }
}

/// Two records of one learner, linked: the head, the member, and the position of the link.
async fn linked(registry: &Registry) -> (String, String, u64) {
    let head = imported(registry, hetuless("Lina", "Berg")).await;
    let row = Row { passport: Some("XK9900001".to_owned()), ..hetuless("Lina Maria", "Berg") };
    let member = imported(registry, row).await;
    registry.everybody_settled(SOON).await;
    let link = json!({"other": member, "head": head, "words": "One learner"});
    let (status, answer) = confirmed(&registry.oph().await, &format!("/persons/{head}/links"), Some(link)).await;
    assert!(status < 300, "{answer}");
    (head, member, registry.event_after(0, "PersonLinked").await.position().0)
}

async fn a_reversed_link_says_what_came_to_the_head_and_what_it_changed(on: On) {
    let registry = Registry::start(on).await;
    let (head, member, link) = linked(&registry).await;
    // A row of the head's own comes while they are linked.
    assert_eq!(imported(&registry, Row { tunniste: Some("later".to_owned()), ..hetuless("Lina", "Berg") }).await, head);
    let keeper = Official::sign_in(&registry, "rekisterinpitaja").await;
    let page = keeper.learner(&member, &format!("/peru?tapahtuma={link}")).await;
    let named = format!("Oppija {member} linkitettiin oppijaan {head}");
    assert!(page.html.contains(&named), "who joined whom: {}", page.html);
    assert!(page.html.contains("Rivit, jotka tuotiin päähenkilölle linkityksen aikana"), "{}", page.html);
    assert!(page.html.contains(&format!("href=\"/henkilo-ui/oppija/{head}/rivit\"")), "{}", page.html);
    let said = [("events", link.to_string()), ("words", "Eri henkilöt".to_owned())];
    let said = said.each_ref().map(|(name, value)| (*name, value.as_str()));
    let done = keeper.confirmed(&page, "peru", &said).await;
    assert!(done.path().starts_with(&format!("/henkilo-ui/oppija/{member}")), "where it began: {}", done.path());
    assert!(done.html.contains("<h3>Tapahtuma peruttiin</h3>") && done.html.contains(&named), "{}", done.html);
    // The link goes on saying what it changed, though the two are apart.
    let entry = done.html.split_once(&format!("id=\"tapahtuma-{link}\"")).unwrap().1;
    let entry = entry.split("</li>\n    <li id").next().unwrap();
    assert!(entry.contains("Muuttuneet tiedot") && entry.contains("Lina Maria"), "{entry}");
    // Reversed again, the timeline says what counts again.
    let reversal = registry.event_after(0, "Reversed").await.position().to_string();
    let page = keeper.learner(&member, &format!("/peru?tapahtuma={reversal}")).await;
    assert!(page.html.contains("Tulee taas voimaan"), "{}", page.html);
    let again = keeper.confirmed(&page, "peru", &[("events", &reversal), ("words", "Sama sittenkin")]).await;
    assert!(again.html.contains(&format!("Tulee taas voimaan: {named}")), "{}", again.html);
    let effects = keeper.learner(&member, &format!("/vaikutukset?tapahtuma={reversal}")).await;
    assert!(effects.html.contains("ei ole enää voimassa") && effects.html.contains(&named), "{}", effects.html);
}

async fn the_queue_says_that_a_link_was_reversed_already(on: On) {
    let registry = Registry::start(on).await;
    let head = imported(&registry, hetuless("Lina", "Berg")).await;
    let row = Row { passport: Some("XK9900001".to_owned()), ..hetuless("Lina", "Berg") };
    let member = imported(&registry, row).await;
    registry.everybody_settled(SOON).await;
    let keeper = Official::sign_in(&registry, "rekisterinpitaja").await;
    let page = keeper.learner(&head, &format!("/duplikaatit?toinen={member}")).await;
    keeper.confirmed(&page, "linkita", &[("other_oid", &member)]).await;
    let link = registry.event_after(0, "PersonLinked").await.position().to_string();
    let queue = keeper.page(&format!("/henkilo-ui/duplikaatit?tapahtuma={link}&tehty=linkitetty")).await;
    let page = keeper.learner(&head, &format!("/peru?tapahtuma={link}")).await;
    keeper.confirmed(&page, "peru", &[("events", &link), ("words", "Eri henkilöt")]).await;
    let refused = keeper.visitor.submit(&queue.form("value=\"undo\""), &[("decision", "undo")]).await;
    assert!(refused.status == 409 && refused.html.contains("Tapahtuma on jo peruttu"), "{}", refused.html);
    assert_eq!(registry.count("Reversed"), 1);
}

async fn an_earlier_judgement_is_told_with_by_whom_and_why(on: On) {
    let registry = Registry::start(on).await;
    let first = imported(&registry, hetuless("Lina", "Berg")).await;
    let second = imported(&registry, Row { passport: Some("XK9900001".to_owned()), ..hetuless("Lina", "Berg") }).await;
    registry.everybody_settled(SOON).await;
    let keeper = Official::sign_in(&registry, "rekisterinpitaja").await;
    let page = keeper.learner(&second, "/duplikaatit").await;
    keeper.visitor.submit(&page.form("value=\"erota\""), &[("other", &first), ("words", "Sisarukset")]).await;
    let corrected = json!({"call_name": "Lina", "first_names": "Lina Maria"});
    let path = format!("/persons/{second}/corrections");
    assert!(registry.oph().await.own(reqwest::Method::POST, &path, Some(corrected)).await.status < 300);
    registry.everybody_settled(SOON).await;
    let page = keeper.learner(&second, "/duplikaatit").await;
    for told in ["Aiemmin todettu eri henkilöiksi", "Perustelu: Sisarukset"] {
        assert!(page.html.contains(told), "{told}: {}", page.html);
    }
}
