//! Many at once: nobody's import waits for everybody else's.

use std::sync::Arc;

use oppijaloki::generate::Row;
use oppijaloki_tests::client::{foreign_row, row_about};
use oppijaloki_tests::server::{On, Registry, row_done};

/// Rows of an import that takes a while.
const MANY: u64 = 4_000;
/// Imports that come at once beside it.
const AT_ONCE: u64 = 30;

/// Learners without a hetu, of whom there may be as many as one likes.
fn hetuless(count: u64) -> Vec<Row> {
    let row = |n: u64| Row { passport: Some(format!("P{n}")), ..foreign_row("Lina", "Berg", &format!("stu-{n}")) };
    (0..count).map(row).collect()
}

fn rows(registry: &Registry, people: std::ops::Range<u64>) -> Vec<Row> {
    people.map(|n| row_about(&registry.somebody(n), &format!("stu-{n}"))).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn small_imports_do_not_wait_for_a_large_one() {
    let registry = Registry::start(On::Embedded).await;
    let (university, school) = (registry.university().await, registry.school().await);
    let large = university.import(&hetuless(MANY)).await;
    let school = Arc::new(school);
    let senders: Vec<_> = (0..AT_ONCE)
        .map(|n| {
            let (school, rows) = (Arc::clone(&school), rows(&registry, n..n + 2));
            tokio::spawn(async move { school.import(&rows).await })
        })
        .collect();
    let mut small = Vec::new();
    for sender in senders {
        small.push(sender.await.unwrap());
        school.resolved(small[small.len() - 1]).await;
    }
    university.resolved(large).await;
    let done: Vec<u64> = registry.events().iter().filter_map(row_done).map(|(import, _)| import.0).collect();
    assert_eq!(done.len() as u64, MANY + 2 * AT_ONCE);
    let ended = |import: u64| done.iter().rposition(|of| *of == import).unwrap();
    let first = small.iter().copied().min().unwrap();
    assert!(ended(first) < ended(large), "whoever came first beside the large one waited for it");
    // Neighbours share a learner, whom both have joined and nobody has doubled.
    assert_eq!(registry.count("PersonRegistered") as u64, MANY + AT_ONCE + 1);
}
