//! What the pages tell of what waits for a second official: in the list, where it was asked, and where it is decided.

use oppijaloki_tests::client::row_about;
use oppijaloki_tests::server::{On, Registry, SOON};
use serde_json::json;

use super::{Official, imported};
use crate::approvals::{FIRST, confirmed, keeper as keeper_of};

on_both_journals! {
    what_cannot_be_given_any_more_is_told_in_the_list_to_whoever_asked_too,
    what_was_decided_meanwhile_is_told_with_by_whom_and_why,
    a_request_tells_what_a_second_official_was_asked_and_answered,
}

const LIST: &str = "/henkilo-ui/hyvaksynnat";

/// An official has asked that a learner is erased; the number of that.
async fn erasure_asked(keeper: &Official<'_>, registry: &Registry, oid: &str) -> u64 {
    let order = keeper.learner(oid, "/poisto").await;
    let said = [("ground", "unlawful_processing"), ("reason", "Ei olisi pitänyt tallentaa")];
    let preview = keeper.visitor.submit(&order.form("reason"), &said).await;
    keeper.visitor.submit(&preview.form("fingerprint"), &[]).await;
    registry.event_after(0, "ApprovalAsked").await.position().0
}

async fn two_keepers(registry: &Registry) -> (Official<'_>, Official<'_>) {
    let sign_in = async |who| Official::sign_in(registry, who).await;
    (sign_in("rekisterinpitaja").await, sign_in("toinen-rekisterinpitaja").await)
}

async fn what_cannot_be_given_any_more_is_told_in_the_list_to_whoever_asked_too(on: On) {
    let registry = Registry::start(on).await;
    let oid = imported(&registry, row_about(&registry.somebody(1), "stu-1")).await;
    let (keeper, second) = two_keepers(&registry).await;
    erasure_asked(&keeper, &registry, &oid).await;
    let name = registry.somebody(1).surname;
    let stands = second.page(LIST).await;
    assert!(stands.html.contains(&name), "the learner is named: {}", stands.html);
    assert!(stands.html.contains("Katso, mitä tapahtuu") && !stands.html.contains("muuttuneet"), "{}", stands.html);
    registry.school().await.import_resolved(&[row_about(&registry.somebody(1), "pupil")]).await;
    registry.everybody_settled(SOON).await;
    let moved = second.page(LIST).await;
    assert!(moved.html.contains("Tiedot ovat muuttuneet pyynnön jälkeen"), "{}", moved.html);
    assert!(moved.html.contains("Hylkää hyväksyntäpyyntö: pyytäjä voi"), "{}", moved.html);
    assert!(!moved.html.contains("Katso, mitä tapahtuu"), "it is offered no more: {}", moved.html);
    let own = keeper.page(LIST).await;
    assert!(own.html.contains("Peru pyyntö ja pyydä tarvittaessa uudelleen"), "{}", own.html);
}

async fn what_was_decided_meanwhile_is_told_with_by_whom_and_why(on: On) {
    let registry = Registry::start(on).await;
    let oid = imported(&registry, row_about(&registry.somebody(1), "stu-1")).await;
    let (keeper, second) = two_keepers(&registry).await;
    let number = erasure_asked(&keeper, &registry, &oid).await;
    let waits = keeper.page("/henkilo-ui/omat-toimet").await;
    assert!(waits.html.contains("state busy\">Odottaa toista virkailijaa"), "{}", waits.html);
    let (seen, own) = (second.page(LIST).await, keeper.page(LIST).await);
    let refuse = format!("/hyvaksynnat/{number}/hylkays\"");
    second.visitor.submit(&seen.form(&refuse), &[("reason", "Hetu on oikein")]).await;
    let late = keeper.visitor.submit(&own.form(&refuse), &[("reason", "Pyysin turhaan")]).await;
    assert_eq!(late.status, 409, "{}", late.html);
    for told in ["Asia on jo ratkaistu", "Hylätty · ", "Hetu on oikein", "Kirjoittamasi perustelu: Pyysin turhaan"] {
        assert!(late.html.contains(told), "{told}: {}", late.html);
    }
    let given = second.visitor.submit(&seen.form(&format!("/hyvaksynnat/{number}\"")), &[]).await;
    assert!(given.status == 409 && given.html.contains("Hylätty · "), "{}", given.html);
    let acts = second.page("/henkilo-ui/omat-toimet").await;
    assert!(acts.html.contains("Hylkäsit toisen virkailijan hyväksyntäpyynnön"), "{}", acts.html);
    let history = keeper.learner(&oid, "").await;
    assert!(history.html.contains("<h3>Toinen virkailija hylkäsi hyväksyntäpyynnön</h3>"), "{}", history.html);
}

async fn a_request_tells_what_a_second_official_was_asked_and_answered(on: On) {
    let registry = Registry::start(on).await;
    let oid = imported(&registry, row_about(&registry.somebody(1), "stu-1")).await;
    let body = json!({"kind": "revoke", "people": [oid], "words": "Another person's hetu"});
    let opened = registry.university().await.own(reqwest::Method::POST, "/requests", Some(body)).await;
    let number = opened.json()["number"].as_u64().unwrap();
    let (status, asked) = confirmed(
        &keeper_of(&registry, FIRST),
        &format!("/requests/{number}/accept"),
        Some(json!({"words": "DVV vahvisti"})),
    )
    .await;
    assert_eq!(status, 202, "{asked}");
    let (keeper, second) = two_keepers(&registry).await;
    let page = format!("/henkilo-ui/pyynnot/{number}");
    let waits = keeper.page(&page).await;
    assert!(waits.html.contains("<q>DVV vahvisti</q>"), "the answer that is to be given: {}", waits.html);
    assert!(waits.html.contains("state busy\">Odottaa toista virkailijaa"), "{}", waits.html);
    let list = second.page(LIST).await;
    let refuse = format!("/hyvaksynnat/{}/hylkays\"", asked["approval"]);
    second.visitor.submit(&list.form(&refuse), &[("reason", "Hetu on oikein")]).await;
    let refused = keeper.page(&page).await;
    assert!(
        refused.html.contains("Hylätty</span>") && refused.html.contains("<q>Hetu on oikein</q>"),
        "{}",
        refused.html
    );
    assert!(refused.html.contains("value=\"hyvaksy\""), "it can be accepted anew: {}", refused.html);
    let provider = Official::sign_in(&registry, "yliopisto").await.page(&page).await;
    assert!(!provider.html.contains("Hetu on oikein"), "that is for OPH alone: {}", provider.html);
}
