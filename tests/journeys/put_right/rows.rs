//! An official says on a page to whom rows lead.

use oppijaloki_tests::client::row_about;
use oppijaloki_tests::server::{On, Registry, SOON};

use oppijaloki::generate::Row;
use oppijaloki_tests::visitor::Page;

use super::{Official, hetuless, imported, with_hetu_of_another};

on_both_journals! {
    one_goes_through_the_failed_rows_of_an_import_in_their_order,
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

/// Where a page leads by a key.
fn by_key(page: &Page, key: &str) -> Option<String> {
    let before = page.html.split(&format!("\" data-key=\"{key}\"")).collect::<Vec<_>>();
    let [before, _, ..] = &before[..] else { return None };
    Some(before.rsplit("href=\"").next()?.replace("&amp;", "&").replace("&#38;", "&"))
}

async fn one_goes_through_the_failed_rows_of_an_import_in_their_order(on: On) {
    let registry = Registry::start(on).await;
    let passport = |row: Row, number: &str| Row { passport: Some(number.to_owned()), ..row };
    let rows = [
        passport(hetuless("Lina", "Berg"), "XK9990001"),
        row_about(&registry.somebody(1), "stu"),
        passport(hetuless("Sofia", "Novak"), "XK9990002"),
        passport(hetuless("Omar", "Haddad"), "XK9990003"),
    ];
    let oids = registry.university().await.import_resolved(&rows).await;
    registry.everybody_settled(SOON).await;
    let import = registry.event_after(0, "ImportReceived").await.position();
    let official = Official::sign_in(&registry, "yliopisto").await;
    let failed = format!("/henkilo-ui/oppijoidentuonti/{import}?tila=failed");
    let page = official.page(&failed).await;
    let first = page.html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let first = first.map(|href| href.replace("&amp;", "&").replace("&#38;", "&")).find(|href| href.contains(&oids[0]));
    let learner = official.page(&first.unwrap()).await;
    assert_eq!(by_key(&learner, "k"), None, "nobody stands before the first row");
    let next = by_key(&learner, "j").unwrap();
    assert!(next.contains(&oids[2]), "the second row has not failed: {next}");
    let learner = official.page(&next).await;
    assert!(by_key(&learner, "k").unwrap().contains(&oids[0]));
    let last = official.page(&by_key(&learner, "j").unwrap()).await;
    assert!(last.path().contains(&oids[3]), "{}", last.path());
    assert_eq!(by_key(&last, "j"), None);
    assert_eq!(by_key(&last, "l").unwrap(), failed, "the list is the rows one came from");
}
