//! What is left over in the vault: keys of what never came, and raw rows of imports that broke off.

use events::catalogue::{ImportRowsReceived, SentRows};
use events::person::SentRow;
use events::{CommandId, EventId, Fact, ImportId, PersonOid, Subject, Tag, With};
use oppijaloki_tests::client::{oids, row_about};
use oppijaloki_tests::nodes::HandClock;
use oppijaloki_tests::server::{IN_THE_END, On, Registry, SOON};
use oppijaloki_tests::wait::wait_until;
use store::{Condition, Lane, StoreError, Unit};
use uuid::Uuid;

on_both_journals! {
    what_nothing_uses_is_swept_after_a_day,
}

async fn what_nothing_uses_is_swept_after_a_day(on: On) {
    // Keys say by the real clock when they were made.
    let clock = HandClock::new();
    clock.set(oppijaloki::clock().now().millis());
    let mut registry = Registry::start_at(on, &clock).await;
    let rows: Vec<_> = (0..3).map(|n| row_about(&registry.somebody(n), &format!("stu-{n}"))).collect();
    let university = registry.university().await;
    let number = university.import(&rows).await;
    university.resolved(number).await;
    registry.everybody_settled(SOON).await;

    // Chunks of an import that its sender broke off, and a key for a person whose row was decided again.
    let (import, nobody) = (ImportId(Uuid::now_v7()), PersonOid::issue(4_000_000_004));
    let subjects = [Subject::Import(import), Subject::Person(nobody)];
    let keys = registry.app().store().vault().create_keys(&subjects).unwrap();
    let sent = SentRow { tunniste: Some("stu-9".to_owned()), ..SentRow::default() };
    let data = ImportRowsReceived { import_id: import, first_row: 0, rows: 1 };
    let chunk = Fact::from(With::new(data, SentRows { sent: vec![sent] }));
    let like = registry.event_after(0, "ImportRowsReceived").await;
    let mut event = like.recorded.envelope.clone();
    event.meta.command = CommandId(Uuid::new_v4());
    (event.id, event.tags, event.data) = (event.meta.command.event(0), vec![Tag::Import(import)], chunk.data_bytes());
    let store = registry.app().store();
    event.sealed = store.vault().seal(&chunk, event.id, subjects[0], keys[0]).unwrap().into_iter().collect();
    let unit = Unit { command: event.meta.command, events: vec![event.clone()], condition: Condition::default() };
    store.submit(vec![unit], Lane::Bulk).await.unwrap();

    registry.stop().await;
    registry.start_again().await;
    assert_eq!(registry.count("ImportDataExpired"), 0, "it may still be going on");
    registry.stop().await;
    clock.advance(2 * 24 * 60 * 60 * 1000);
    registry.start_again().await;

    let vault = || registry.app().store().vault();
    let later = clock.clock().now();
    wait_until("everything is swept", IN_THE_END, async || vault().unswept(later, 1).unwrap().is_empty()).await;
    let expired = async || registry.count("ImportDataExpired") == 1;
    wait_until("the log says what became of the broken import", IN_THE_END, expired).await;
    let erased = async || match vault().open_fact(&event).unwrap() {
        Fact::ImportRowsReceived(with) => with.personal.known().is_none(),
        other => panic!("{other:?}"),
    };
    wait_until("its rows are unreadable", IN_THE_END, erased).await;
    // Nothing was ever sealed under the other key: it is gone, and not as if it had been erased.
    let sealed = vault().seal(&chunk, EventId(Uuid::nil()), subjects[1], keys[1]);
    assert!(matches!(sealed, Err(StoreError::KeyLost)));
    // Nobody else's key is.
    let again = registry.university().await.rows(number).await;
    assert_eq!(oids(&again).len(), 3);
    assert!(again.iter().all(|row| row["henkilo"]["sukunimi"].is_string()));
}
