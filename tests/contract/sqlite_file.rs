//! What the embedded journal promises besides: nobody with a database shell alters history by accident, and a crash
//! leaves whole batches.

use std::path::Path;

use events::{Head, Position};
use oppijaloki_tests::temp::{TempFolder, copy_files};
use rusqlite::Connection;
use store::journal::sqlite::SqliteJournal;
use store::journal::{EventBytes, Journal};
use uuid::Uuid;

use crate::engines::{events, everything, texts};

fn open(folder: &Path) -> SqliteJournal {
    SqliteJournal::open(folder, Uuid::new_v4()).unwrap()
}

#[tokio::test]
async fn whatever_would_alter_history_is_refused_by_the_file_itself() {
    let folder = TempFolder::new();
    let journal = open(folder.path());
    journal.append(Head::START, &events(&["first", "second", "third"])).await.unwrap();
    let identity = journal.identity().await.unwrap();
    let shell = Connection::open(folder.join("journal.db")).unwrap();

    for (statement, reason) in [
        ("UPDATE journal SET event = x'00' WHERE position = 2", "append-only"),
        ("UPDATE journal SET position = 9 WHERE position = 3", "append-only"),
        ("UPDATE OR REPLACE journal SET position = 1 WHERE position = 3", "append-only"),
        ("DELETE FROM journal WHERE position = 3", "append-only"),
        ("DELETE FROM journal", "append-only"),
        ("INSERT OR REPLACE INTO journal VALUES (3, zeroblob(32), x'00')", "gap-free"),
        ("REPLACE INTO journal VALUES (1, zeroblob(32), x'00')", "gap-free"),
        (
            "INSERT INTO journal VALUES (3, zeroblob(32), x'00') ON CONFLICT DO UPDATE SET event = excluded.event",
            "gap-free",
        ),
        ("INSERT INTO journal VALUES (5, zeroblob(32), x'00')", "gap-free"),
        ("INSERT INTO journal VALUES (0, zeroblob(32), x'00')", "gap-free"),
        ("INSERT INTO journal VALUES (-1, zeroblob(32), x'00')", "gap-free"),
        ("INSERT INTO journal (chain, event) VALUES (zeroblob(32), x'00')", "gap-free"),
        ("INSERT INTO journal VALUES (4, x'00', x'00')", "CHECK constraint"),
        ("UPDATE journal_identity SET identity = zeroblob(16)", "keeps its identity"),
        ("DELETE FROM journal_identity", "keeps its identity"),
        ("INSERT INTO journal_identity VALUES (1, zeroblob(16))", "keeps its identity"),
        ("INSERT OR REPLACE INTO journal_identity VALUES (1, zeroblob(16))", "keeps its identity"),
        ("INSERT INTO journal_identity VALUES (2, zeroblob(16))", "keeps its identity"),
    ] {
        let refusal = shell.execute_batch(statement).expect_err(statement).to_string();
        assert!(refusal.contains(reason), "{statement}: {refusal}");
    }
    assert_eq!(texts(&journal).await, ["first", "second", "third"]);
    assert_eq!(open(folder.path()).identity().await.unwrap(), identity);
}

#[tokio::test]
async fn a_new_identity_is_only_used_where_there_is_none() {
    let folder = TempFolder::new();
    let (given, other) = (Uuid::new_v4(), Uuid::new_v4());
    let created = SqliteJournal::open(folder.path(), given).unwrap();
    assert_eq!(created.identity().await.unwrap(), given);
    let opened = SqliteJournal::open(folder.path(), other).unwrap();
    assert_eq!(opened.identity().await.unwrap(), given);
}

#[tokio::test]
async fn a_crash_keeps_everything_that_was_answered() {
    let folder = TempFolder::new();
    let journal = open(folder.path());
    let mut head = Head::START;
    for n in 0..30 {
        head = journal.append(head, &events(&[&format!("{n} a"), &format!("{n} b")])).await.unwrap();
    }
    // The files as they are while the journal is open, without whatever closing it would tidy up.
    let after_crash = TempFolder::new();
    copy_files(folder.path(), after_crash.path());
    let _ = std::fs::remove_file(after_crash.join("journal.db-shm"));

    let reopened = open(after_crash.path());
    assert_eq!(reopened.head().await.unwrap(), head);
    assert_eq!(texts(&reopened).await, texts(&journal).await);
    reopened.append(head, &events(&["goes on"])).await.unwrap();
    assert_eq!(everything(&reopened).await.len(), 61);
}

#[tokio::test]
async fn a_write_that_was_torn_by_a_crash_leaves_whole_batches() {
    let folder = TempFolder::new();
    let journal = open(folder.path());
    let mut head = Head::START;
    for n in 0..5u8 {
        let large: EventBytes = vec![n; 3_000].into();
        head = journal.append(head, &[large.clone(), large.clone(), large]).await.unwrap();
    }
    let length = std::fs::metadata(folder.join("journal.db-wal")).unwrap().len();
    let mut lengths_seen = std::collections::BTreeSet::new();
    for lost in [1, 24, 4_000, 4_200, 9_000, 17_000, 30_000, length - 32] {
        let torn = TempFolder::new();
        copy_files(folder.path(), torn.path());
        let _ = std::fs::remove_file(torn.join("journal.db-shm"));
        let wal = std::fs::File::options().write(true).open(torn.join("journal.db-wal")).unwrap();
        wal.set_len(length - lost).unwrap();

        let reopened = open(torn.path());
        let kept = everything(&reopened).await;
        assert_eq!(kept.len() % 3, 0, "half a batch is left after losing {lost} bytes");
        assert!(kept.len() < 15, "the batch that was torn is still there");
        lengths_seen.insert(kept.len());
        let end = reopened.head().await.unwrap();
        assert_eq!(end.position, Position(kept.len() as u64));
        reopened.append(end, &events(&["goes on"])).await.unwrap();
    }
    // The cuts reached different batches, so this was not one case eight times.
    assert!(lengths_seen.len() >= 3, "{lengths_seen:?}");
}
