//! An official says on a page to whom rows lead.

use oppijaloki_tests::client::row_about;
use oppijaloki_tests::server::{On, Registry, SOON};

use super::{Official, imported, with_hetu_of_another};

on_both_journals! {
    a_row_goes_to_another_learner_on_a_page,
    rows_that_came_by_a_withdrawn_hetu_are_to_be_decided,
}

async fn a_row_goes_to_another_learner_on_a_page(on: On) {
    let registry = Registry::start(on).await;
    let wrong = imported(&registry, with_hetu_of_another(&registry)).await;
    let right = imported(&registry, row_about(&registry.somebody(11), "stu-11")).await;
    let official = Official::sign_in(&registry, "yliopisto").await;
    let page = official.learner(&wrong, "").await;
    assert!(page.html.contains(&format!("/henkilo-ui/oppija/{wrong}/rivit")), "{}", page.html);
    let page = official.learner(&wrong, "/rivit").await;
    let other = page.html.split("value=\"").find(|value| value.contains(":toinen\"")).unwrap();
    let other = other.split('"').next().unwrap().to_owned();
    // Without an OID nothing happens, and what was chosen stays.
    let refused = official.visitor.submit(&page.form("value=\"siirra\""), &[("row", &other)]).await;
    assert!(refused.status == 422 && refused.html.contains("href=\"#siirra-to\""), "{}", refused.html);
    let done = official.confirmed(&refused, "siirra", &[("row", &other), ("to", &right)]).await;
    assert!(done.html.contains("Rivit kohdistettiin."), "{}", done.html);
    registry.everybody_settled(SOON).await;
    let university = registry.university().await;
    let rows = registry.oph().await.own_get(&format!("/persons/{right}/rows")).await;
    assert_eq!(rows.as_array().unwrap().len(), 2, "{rows}");
    assert_eq!(university.numbers(&right).await.ok()["oppijanumero"], right.as_str());
}

async fn rows_that_came_by_a_withdrawn_hetu_are_to_be_decided(on: On) {
    let registry = Registry::start(on).await;
    let oid = imported(&registry, with_hetu_of_another(&registry)).await;
    // The second row of the learner finds them by the hetu.
    assert_eq!(imported(&registry, with_hetu_of_another(&registry)).await, oid);
    let official = Official::sign_in(&registry, "yliopisto").await;
    let page = official.learner(&oid, "/hetu").await;
    let done = official.confirmed(&page, "poista", &[("former", "withdrawn")]).await;
    assert!(done.html.contains("1 rivi tuli tunnisteella, joka ei ole enää oppijan."), "{}", done.html);
    assert!(
        done.html.contains(&format!("<a href=\"/henkilo-ui/oppija/{oid}/rivit\">Kohdista rivit</a>")),
        "{}",
        done.html
    );
    // It is told of what was just done, and not for ever.
    assert!(!official.learner(&oid, "").await.html.contains("1 rivi tuli tunnisteella"));
}
