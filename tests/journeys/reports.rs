//! What senders read afterwards: the summary of their learners, and those that changed.

use std::collections::BTreeSet;

use oppijaloki::generate::Row;
use oppijaloki_tests::client::{Client, foreign_row, oids, row_about};
use oppijaloki_tests::server::{On, Registry, SOON};
use oppijaloki_tests::wait::wait_until;
use serde_json::Value;
use vtj::stand_in::{Change, Fault};

everywhere! {
    each_sender_counts_its_own_learners_and_oph_everybody,
    changed_learners_come_in_pages_in_the_order_of_change,
    criteria_narrow_what_is_reported,
    a_summary_tells_people_in_progress_until_the_register_has_answered,
    every_row_of_a_large_import_is_answered_in_the_order_sent,
}

fn rows(registry: &Registry, numbers: std::ops::Range<u64>) -> Vec<Row> {
    numbers.map(|n| row_about(&registry.somebody(n), &format!("stu-{n}"))).collect()
}

fn hetuless(number: u64) -> Row {
    Row { passport: Some(format!("P{number}")), ..foreign_row("Lina", "Berg", &format!("for-{number}")) }
}

/// Successful, in progress, failed; and that all of it adds up.
fn counts(summary: &Value) -> [u64; 3] {
    let count = |name: &str| summary[name].as_u64().unwrap();
    let counts = ["onnistuneet", "keskeneraiset", "virheet"].map(count);
    assert_eq!(counts.iter().sum::<u64>(), count("yhteensa"));
    counts
}

async fn each_sender_counts_its_own_learners_and_oph_everybody(on: On) {
    let registry = Registry::start(on).await;
    let (university, school, oph) = (registry.university().await, registry.school().await, registry.oph().await);
    // Five in common; one row of the university twice, and one learner without a hetu at each.
    let mut of_university = rows(&registry, 0..20);
    of_university.extend([hetuless(1), of_university[3].clone()]);
    let mut of_school = rows(&registry, 15..30);
    of_school.push(hetuless(2));
    let at_university = university.import_resolved(&of_university).await;
    school.import_resolved(&of_school).await;
    registry.everybody_settled(SOON).await;
    assert_eq!(counts(&university.summary("").await), [20, 0, 1], "people, not rows");
    assert_eq!(counts(&school.summary("").await), [15, 0, 1]);
    assert_eq!(counts(&oph.summary("").await), [30, 0, 2]);
    let school_oid = "organisaatioOids=1.2.246.562.10.90000000023";
    assert_eq!(counts(&oph.summary(school_oid).await), [15, 0, 1]);
    assert_eq!(counts(&university.summary(school_oid).await), [0, 0, 0], "naming it gives no right to it");
    // Only who came by an import counts, not who was looked up.
    assert_eq!(university.look_up(&row_about(&registry.somebody(50), "")).await.status, 200);
    assert_eq!(counts(&university.summary("").await), [20, 0, 1]);
    // Anyone who joins by a look-up of another organisation is its learner too.
    assert_eq!(school.look_up(&of_university[0]).await.ok()["oid"], at_university[0].as_str());
    assert_eq!(counts(&school.summary("").await), [16, 0, 1]);
}

async fn page(client: &Client, query: &str) -> (Value, Vec<String>) {
    let page = client.changed(query).await;
    let results = page["results"].as_array().unwrap();
    let oids = results.iter().map(|row| row["oid"].as_str().unwrap().to_owned()).collect();
    assert_eq!(page["numberOfElements"], results.len());
    (page, oids)
}

async fn changed_learners_come_in_pages_in_the_order_of_change(on: On) {
    let registry = Registry::start(on).await;
    let university = registry.university().await;
    let (empty, _) = page(&university, "").await;
    assert_eq!((&empty["last"], &empty["totalPages"]), (&false.into(), &0.into()), "as ONR has it for no result");
    let sent = university.import_resolved(&rows(&registry, 0..25)).await;
    registry.everybody_settled(SOON).await;
    let (whole, everybody) = page(&university, "count=100").await;
    assert_eq!((&whole["totalElements"], &whole["last"], &whole["size"]), (&25.into(), &true.into(), &100.into()));
    assert_eq!(everybody.iter().collect::<BTreeSet<_>>(), sent.iter().collect::<BTreeSet<_>>());
    let modified = |row: &Value| row["master"]["muokattu"].as_i64().unwrap();
    let times: Vec<i64> = whole["results"].as_array().unwrap().iter().map(modified).collect();
    assert!(times.is_sorted());
    let mut paged = Vec::new();
    for (number, elements) in [(1, 10), (2, 10), (3, 5)] {
        let (page, oids) = page(&university, &format!("page={number}&count=10")).await;
        assert_eq!((&page["number"], &page["numberOfElements"]), (&number.into(), &elements.into()));
        assert_eq!((&page["first"], &page["last"]), (&(number == 1).into(), &(number == 3).into()));
        assert_eq!((&page["totalPages"], &page["totalElements"]), (&3.into(), &25.into()));
        paged.extend(oids);
    }
    assert_eq!(paged, everybody);
    assert_eq!(page(&university, "").await.1, everybody[..20]);
    assert_eq!(page(&university, "page=9").await.1.len(), 0);
    // Anyone who changes later moves behind all others; a row that changes nothing moves nobody.
    let first = everybody[0].clone();
    let same: Vec<Row> =
        rows(&registry, 0..25).into_iter().zip(&sent).filter(|(_, oid)| **oid == first).map(|p| p.0).collect();
    university.import_resolved(&same).await;
    assert_eq!(page(&university, "count=100").await.1, everybody);
    registry.school().await.import_resolved(&same).await;
    let moved: Vec<String> = everybody[1..].iter().chain([&first]).cloned().collect();
    assert_eq!(page(&university, "count=100").await.1, moved);
    // A program that asks from the last change on gets that learner again, and nobody before.
    let (latest, _) = page(&university, "count=100").await;
    let since = modified(&latest["results"][24]);
    assert_eq!(page(&university, &format!("muokattuJalkeen={since}")).await.1, [first]);
    assert_eq!(page(&university, &format!("muokattuJalkeen={}", since + 1)).await.1.len(), 0);
}

async fn criteria_narrow_what_is_reported(on: On) {
    let registry = Registry::start(on).await;
    let university = registry.university().await;
    let one = university.import(&rows(&registry, 0..4)).await;
    let mut other = rows(&registry, 2..6);
    let mut unlike = row_about(&registry.somebody(7), "stu-7");
    unlike.names = foreign_row("Tuulikki Inkeri", "Mäkivaara", "").names;
    other.extend([unlike.clone(), hetuless(1)]);
    let two = university.import(&other).await;
    university.resolved(two).await;
    registry.everybody_settled(SOON).await;
    assert_eq!(counts(&university.summary(&format!("tuontiId={one}")).await), [4, 0, 0]);
    assert_eq!(counts(&university.summary(&format!("tuontiId={two}")).await), [4, 0, 2]);
    assert_eq!(counts(&university.summary("").await), [6, 0, 2]);
    assert_eq!(counts(&university.summary("vainVirheet=true").await), [0, 0, 2]);
    let failed = oids(&university.rows(two).await)[4..].to_vec();
    let (_, reported) = page(&university, "vainVirheet=true").await;
    assert_eq!(reported.iter().collect::<BTreeSet<_>>(), failed.iter().collect());
    let hetu = unlike.hetu.unwrap();
    // The beginning of a name, surname and first names in either order, an OID, a hetu; letters of any case.
    for words in ["tuuli", "M%C3%A4kiv", "M%C3%A4kivaara+Tuulikki", "Tuulikki%20Inkeri%20M%C3%A4ki", &failed[0], &hetu]
    {
        assert_eq!(page(&university, &format!("nimiHaku={words}")).await.1, failed[..1]);
        assert_eq!(counts(&university.summary(&format!("nimiHaku={words}")).await), [0, 0, 1]);
    }
    for words in ["uulikki", "%25", "_", "Tuulikki%20Berg"] {
        assert_eq!(page(&university, &format!("nimiHaku={words}")).await.1.len(), 0, "{words}");
    }
    let (_, of_two) = page(&university, &format!("tuontiId={two}&vainVirheet=false&muokattuJalkeen=2020-01-01")).await;
    assert_eq!(of_two.len(), 6);
}

async fn a_summary_tells_people_in_progress_until_the_register_has_answered(on: On) {
    let registry = Registry::start(on).await;
    let university = registry.university().await;
    registry.register().set_fault(Fault { delay_ms: 1_000, ..Fault::default() }).unwrap();
    registry.register().change(Change::Remove { hetu: registry.somebody(1).hetu }).unwrap();
    let mut sent = rows(&registry, 0..5);
    sent.push(hetuless(1));
    let number = university.import(&sent).await;
    university.resolved(number).await;
    assert_eq!(counts(&university.summary("").await), [0, 5, 1]);
    let import = async || registry.app().import(events::Position(number)).await.unwrap().unwrap();
    let before = import().await;
    assert_eq!((before.in_progress, before.failed, before.successful), (5, 1, 0));
    registry.everybody_settled(SOON).await;
    assert_eq!(counts(&university.summary("").await), [4, 0, 2]);
    let settled = async || import().await.successful == 4;
    wait_until("the import counts the same", SOON, settled).await;
}

/// Larger than what is read and written at once.
async fn every_row_of_a_large_import_is_answered_in_the_order_sent(on: On) {
    let registry = Registry::start(on).await;
    let university = registry.university().await;
    let sent: Vec<Row> = (0..1_100).map(hetuless).collect();
    let number = university.import(&sent).await;
    university.resolved(number).await;
    for answered in [university.rows(number).await, university.number_rows(number).await] {
        let references: Vec<&str> = answered.iter().map(|row| row["tunniste"].as_str().unwrap()).collect();
        let wanted: Vec<String> = (0..1_100).map(|n| format!("for-{n}")).collect();
        assert_eq!(references, wanted);
        assert_eq!(oids(&answered).iter().collect::<BTreeSet<_>>().len(), 1_100);
    }
}
