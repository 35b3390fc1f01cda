//! Rows that the sender's program refuses before sending: reported, shown beside the import, forgotten in time.

use oppijaloki_tests::client::{Client, row_about};
use oppijaloki_tests::server::{On, Registry, SOON};
use oppijaloki_tests::visitor::Visitor;
use reqwest::Method;
use serde_json::{Value, json};

everywhere! {
    rows_that_were_not_sent_stand_beside_the_import_and_in_no_count,
}

on_both_journals! {
    the_page_of_the_import_says_what_is_wrong_with_them,
    what_is_no_report_is_refused_with_its_cause,
}

fn unsent(row: u32) -> Value {
    let faults = json!([{"field": "hetu", "fault": "hetu_check_character"}, {"field": null, "fault": "unreadable"}]);
    json!({"row": row, "tunniste": format!("stu-{row}"), "faults": faults})
}

async fn report(client: &Client, import: u64, rows: &[Value]) -> u16 {
    let path = format!("/imports/{import}/unsent-rows");
    client.own(Method::POST, &path, Some(json!({ "rows": rows }))).await.status
}

async fn rows_that_were_not_sent_stand_beside_the_import_and_in_no_count(on: On) {
    let registry = Registry::start(on).await;
    let university = registry.university().await;
    let import = university.import(&[row_about(&registry.somebody(1), "stu-1")]).await;
    university.resolved(import).await;
    registry.everybody_settled(SOON).await;
    let of_import = format!("/imports/{import}");
    let before = university.own_get(&of_import).await;
    assert_eq!(before["unsent"], 0);

    assert_eq!(report(&university, import, &[unsent(2), unsent(5)]).await, 204);
    assert_eq!(report(&university, import, &[unsent(5), unsent(9)]).await, 204, "a row is noted once");
    let found = university.own_get(&format!("{of_import}/unsent-rows?limit=2")).await;
    assert_eq!((&found["items"], &found["total"]), (&json!([unsent(2), unsent(5)]), &json!(3)));
    let next = found["next"].as_str().unwrap();
    let rest = university.own_get(&format!("{of_import}/unsent-rows?limit=2&after={next}")).await;
    assert_eq!((&rest["items"], &rest["next"]), (&json!([unsent(9)]), &Value::Null));
    let after = university.own_get(&of_import).await;
    assert_eq!(after["unsent"], 3);
    for count in ["total", "successful", "failures", "in_progress", "processed"] {
        assert_eq!(before[count], after[count], "{count}");
    }
}

async fn the_page_of_the_import_says_what_is_wrong_with_them(on: On) {
    let registry = Registry::start(on).await;
    let university = registry.university().await;
    let import = university.import(&[row_about(&registry.somebody(1), "stu-1")]).await;
    university.resolved(import).await;
    let visitor = Visitor::new();
    let at = |query: &str| format!("http://{}/henkilo-ui/oppijoidentuonti/{import}{query}", registry.address());
    let choice = visitor.visit(&at("")).await;
    let page = visitor.submit(&choice.form("\"rekisterinpitaja\""), &[]).await;
    assert!(!page.html.contains("nakyma=lahettamatta"), "nothing was reported: {}", page.html);
    assert_eq!(report(&university, import, &[unsent(9)]).await, 204);
    registry.app().caught_up().await;
    let page = visitor.visit(&at("")).await;
    assert!(page.html.contains("nakyma=lahettamatta"), "{}", page.html);
    let page = visitor.visit(&at("?nakyma=lahettamatta")).await;
    for told in ["<bdi>stu-9</bdi>", "<strong>hetu:</strong> Hetun tarkistusmerkki ei sovi numeroihin."] {
        assert!(page.html.contains(told), "{}", page.html);
    }
}

async fn what_is_no_report_is_refused_with_its_cause(on: On) {
    let registry = Registry::start(on).await;
    let (university, school) = (registry.university().await, registry.school().await);
    let import = university.import(&[row_about(&registry.somebody(1), "stu-1")]).await;
    university.resolved(import).await;
    assert_eq!(report(&school, import, &[unsent(1)]).await, 403, "another organisation's import");
    assert_eq!(report(&university, import + 9_999, &[unsent(1)]).await, 404);
    assert_eq!(report(&university, import, &[unsent(1), unsent(1)]).await, 422);
    assert_eq!(report(&university, import, &[]).await, 422);
    let with_text = json!({"row": 1, "faults": [{"field": "hetu", "fault": "010190-9990"}]});
    assert_eq!(report(&university, import, &[with_text]).await, 422, "only codes are taken");
    assert_eq!(registry.count("UnsentRowsReported"), 0);
}
