//! Stopped and started again, also with everything disposable deleted: nothing is lost, nothing is done twice, and every
//! answer is the same.

use std::collections::{BTreeMap, BTreeSet};

use events::Position;
use oppijaloki::commands::demo::SEED;
use oppijaloki::generate::{Options, Row, rows};
use oppijaloki_tests::client::{Client, row_about};
use oppijaloki_tests::rebuilt::rows_equal_after_rebuild;
use oppijaloki_tests::server::{IN_THE_END, On, PEOPLE, Registry, row_done};
use vtj::stand_in::Fault;

everywhere! {
    a_restart_in_the_middle_of_imports_loses_and_repeats_nothing,
    a_restart_during_an_outage_goes_on_by_itself,
    without_its_cache_every_answer_is_the_same,
    a_rebuild_equals_what_grew_event_by_event,
}

fn plain_rows(registry: &Registry, numbers: std::ops::Range<u64>) -> Vec<Row> {
    numbers.map(|n| row_about(&registry.somebody(n), &format!("stu-{n}"))).collect()
}

/// Each row of each import was done exactly once.
fn assert_every_row_done_once(registry: &Registry, rows: usize) {
    let mut done: BTreeMap<(Position, u32), usize> = BTreeMap::new();
    registry.events().iter().filter_map(row_done).for_each(|row| *done.entry(row).or_default() += 1);
    assert_eq!(done.len(), rows, "rows done");
    assert!(done.values().all(|times| *times == 1), "a row was done more than once");
}

async fn a_restart_in_the_middle_of_imports_loses_and_repeats_nothing(on: On) {
    let mut registry = Registry::start(on).await;
    let university = registry.university().await;
    // Slow enough that the restart falls into the middle of identification.
    registry.register().set_fault(Fault { delay_ms: 400, ..Fault::default() }).unwrap();
    let mut numbers = Vec::new();
    for start in [0, 300, 600] {
        numbers.push(university.import(&plain_rows(&registry, start..start + 300)).await);
    }
    registry.event_after(0, "IdentifiedFromRegister").await;
    let before = registry.register();
    registry.stop().await;
    let asked_before = before.requests();
    registry.start_again().await;
    let university = registry.university().await;
    for number in numbers {
        university.resolved(number).await;
    }
    registry.everybody_settled(IN_THE_END).await;
    assert_every_row_done_once(&registry, 900);
    for (event_type, count) in [("PersonRegistered", 900), ("IdentifiedFromRegister", 900), ("ImportCompleted", 3)] {
        assert_eq!(registry.count(event_type), count, "{event_type}");
    }
    // What was begun is finished before the end, so nobody is asked about twice.
    assert_eq!(asked_before.hetus + registry.register().requests().hetus, 900);
}

async fn a_restart_during_an_outage_goes_on_by_itself(on: On) {
    let mut registry = Registry::start(on).await;
    let university = registry.university().await;
    registry.register().set_fault(Fault { status: Some(500), ..Fault::default() }).unwrap();
    let number = university.import(&plain_rows(&registry, 0..50)).await;
    university.resolved(number).await;
    registry.event_after(0, "RegisterUnavailable").await;
    registry.stop().await;
    // The register is back when the registry starts, and nobody asks for anything.
    registry.start_again().await;
    registry.everybody_settled(IN_THE_END).await;
    registry.event_after(0, "RegisterAvailable").await;
    assert_every_row_done_once(&registry, 50);
    for event_type in ["RegisterUnavailable", "RegisterAvailable", "ImportCompleted"] {
        assert_eq!(registry.count(event_type), 1, "{event_type}");
    }
}

/// What everybody can see of everything.
async fn all_answers(registry: &Registry, imports: &[u64], oids: &BTreeSet<String>) -> Vec<String> {
    let clients = [registry.university().await, registry.school().await, registry.oph().await];
    let mut answers = Vec::new();
    for client in &clients {
        for number in imports {
            answers.extend(answers_about_import(client, *number).await);
        }
        for oid in oids {
            answers.push(client.numbers(oid).await.text);
        }
        for query in ["", "vainVirheet=true", "nimiHaku=a"] {
            answers.push(client.get(&format!("/oppija/yhteenveto?{query}")).await.text);
            answers.push(client.get(&format!("/oppija/muuttuneet?count=1000&{query}")).await.text);
        }
    }
    answers
}

async fn answers_about_import(client: &Client, number: u64) -> Vec<String> {
    let mut answers = Vec::new();
    for path in ["/oppija", "/yleistunniste"] {
        for what in ["", "/perustiedot"] {
            let answer = client.get(&format!("{path}/tuonti={number}{what}")).await;
            // A refusal says when it was given.
            answers.push(if answer.status == 200 { answer.text } else { answer.status.to_string() });
        }
    }
    answers
}

/// Two senders, learners of both, every kind of row, and an outage.
async fn eventful(on: On) -> (Registry, Vec<u64>, BTreeSet<String>) {
    let registry = Registry::start(on).await;
    let (university, school) = (registry.university().await, registry.school().await);
    let sent = |first_person, count| -> Vec<Row> {
        rows(&Options { first_person, ..Options::new(SEED, PEOPLE, count) }).map(|made| made.row).collect()
    };
    let mut imports = vec![university.import(&sent(0, 150)).await];
    registry.everybody_settled(IN_THE_END).await;
    registry.register().set_fault(Fault { status: Some(503), ..Fault::default() }).unwrap();
    imports.push(school.import(&sent(100, 100)).await);
    registry.event_after(0, "RegisterUnavailable").await;
    imports.push(university.import_numbers(&plain_rows(&registry, 400..430)).await);
    registry.register().reset_faults();
    for number in &imports {
        university.resolved(*number).await;
    }
    registry.everybody_settled(IN_THE_END).await;
    registry.event_after(0, "RegisterAvailable").await;
    let mut oids = BTreeSet::new();
    for number in &imports {
        let rows = registry.oph().await.number_rows(*number).await;
        oids.extend(oppijaloki_tests::client::oids(&rows).into_iter().take(10));
    }
    (registry, imports, oids)
}

async fn without_its_cache_every_answer_is_the_same(on: On) {
    let (mut registry, imports, oids) = eventful(on).await;
    let (before, head) = (all_answers(&registry, &imports, &oids).await, registry.head());
    registry.stop().await;
    registry.delete_caches();
    registry.start_again().await;
    let after = all_answers(&registry, &imports, &oids).await;
    assert_eq!(before.len(), after.len());
    let different = before.iter().zip(&after).filter(|(before, after)| before != after).count();
    assert_eq!(different, 0, "answers differ, of {}", before.len());
    assert_eq!(registry.head(), head, "a restart alone adds nothing to the log");
}

async fn a_rebuild_equals_what_grew_event_by_event(on: On) {
    let (mut registry, ..) = eventful(on).await;
    assert!(rows_equal_after_rebuild(&mut registry).await > 500);
}
