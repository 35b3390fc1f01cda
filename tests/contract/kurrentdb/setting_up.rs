//! What is refused at the start, and by which words: each names the cause and what to do.

use events::{Head, Position};
use oppijaloki_tests::kurrentdb::StandIn;
use oppijaloki_tests::temp::TempFolder;
use store::journal::kurrentdb::KurrentJournal;
use store::journal::{AppendError, JournalError};
use uuid::Uuid;

use super::open;
use crate::engines::events;

async fn refusal(address: &str) -> JournalError {
    KurrentJournal::open(address, Uuid::new_v4()).await.map(drop).expect_err("it should be refused")
}

fn says(error: &dyn std::fmt::Display, words: &str) {
    assert!(error.to_string().contains(words), "{error}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_old_server_is_refused_and_a_new_one_is_not() {
    let server = StandIn::start();
    for version in ["5.0.11", "21.10.9", "22.10.5", "23.6.0"] {
        server.set_version(version);
        let error = refusal(&server.address("journal")).await;
        assert!(matches!(error, JournalError::Unusable(_)), "{error}");
        says(&error, "older than 23.10; upgrade");
    }
    for version in ["23.10.6", "24.2.0", "25.1.0-rc.1", "26.0.1"] {
        server.set_version(version);
        open(&server.address("journal")).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_address_that_cannot_be_read_is_not_quoted() {
    let error = refusal("esdb://user:a-password@host:port?tls=false").await;
    assert!(matches!(error, JournalError::Unusable(_)), "{error}");
    assert!(!error.to_string().contains("a-password"), "{error}");
}

/// The parser would take a part of such a password for a place or a setting, and show it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_password_that_looks_like_a_part_of_the_address_is_refused_unseen() {
    for user in ["svc:?Hidden", "svc:12,Hidden", "svc:a/Hidden", "svc:a@Hidden", "svc:a#Hidden"] {
        let error = refusal(&format!("kurrentdb://{user}@node1:2113,node2:2113?tls=false")).await;
        says(&error, "letters, digits");
        assert!(!error.to_string().contains("Hidden"), "{error}");
    }
}

/// The client panics on it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_with_half_a_certificate_is_said_and_ends_nothing() {
    let folder = TempFolder::new();
    let file = folder.join("ca.crt");
    std::fs::write(&file, "-----BEGIN CERTIFICATE-----\nMIIB").unwrap();
    let error = refusal(&format!("esdb://localhost:2113?tlsCaFile={}", file.display())).await;
    says(&error, "tlsCaFile");
}

/// A follower may not know yet what this node has appended.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_call_goes_to_the_leader_whatever_the_address_prefers() {
    let [one, two] = StandIn::cluster::<2>();
    two.lead();
    let journal = open(&format!("{}&nodePreference=follower", one.address("journal"))).await;
    journal.append(Head::START, &events(&["led"])).await.unwrap();
    assert_eq!(journal.tail(Position::START, 2).await.unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_with_certificates_that_is_not_there_is_said() {
    let error = refusal("esdb://localhost:2113?tlsCaFile=/nowhere/ca.crt").await;
    says(&error, "tlsCaFile");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_not_there_is_waited_for_and_not_refused() {
    let mut server = StandIn::start();
    server.kill();
    let error = refusal(&server.address("journal")).await;
    assert!(matches!(error, JournalError::Unavailable(_)), "{error}");
    says(&error, "no node of KurrentDB can be reached");
    server.start_again();
    open(&server.address("journal")).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_user_without_rights_is_told_so_and_one_with_them_is_let_in() {
    let server = StandIn::start();
    // journal:secret
    server.demand("Basic am91cm5hbDpzZWNyZXQ=");
    for address in [server.address("journal"), server.address_as("journal:wrong", "journal")] {
        says(&refusal(&address).await, "$acl");
    }
    let journal = open(&server.address_as("journal:secret", "journal")).await;
    let head = journal.append(Head::START, &events(&["let in"])).await.unwrap();
    // The rights are taken away while it runs: nothing is appended, and that is certain.
    server.demand("Basic b3RoZXI6c2VjcmV0");
    let refused = journal.append(head, &events(&["too late"])).await;
    assert!(matches!(&refused, Err(AppendError::Unavailable(why)) if why.contains("$acl")), "{refused:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stream_of_somebody_else_is_left_alone() {
    let server = StandIn::start();
    // Whatever its events are, they do not begin with a journal's identity.
    open(&server.address("journal")).await.lease("work", Uuid::new_v4(), std::time::Duration::ZERO).await.unwrap();
    let error = refusal(&server.address("journal-lease-work")).await;
    says(&error, "does not begin as a journal does");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_event_that_somebody_else_put_into_the_journal_is_damage_and_nothing_follows_it() {
    let server = StandIn::start();
    let journal = open(&server.address("journal")).await;
    let head = journal.append(Head::START, &events(&["ours"])).await.unwrap();
    server.put("journal", "theirs");
    says(&journal.head().await.expect_err("damaged"), "event 2 was not written by a registry");
    says(&journal.tail(Position::START, 9).await.map(drop).expect_err("damaged"), "event 2 was not written");
    let refused = journal.append(head, &events(&["behind it"])).await;
    assert!(matches!(refused, Err(AppendError::HeadMoved)), "{refused:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stream_that_forgets_is_no_journal() {
    let server = StandIn::start();
    server.put("$$journal", r#"{"$acl": {"$w": "registry", "$r": ["registry", "auditors"]}, "$maxCount": null}"#);
    open(&server.address("journal")).await;
    for forgetting in [r#"{"$maxCount": 1000}"#, r#"{"$maxAge": 60}"#, r#"{"$tb": 9223372036854775807}"#] {
        server.put("$$journal", forgetting);
        let error = refusal(&server.address("journal")).await;
        assert!(matches!(error, JournalError::Damaged(_)), "{error}");
        says(&error, "metadata");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_deleted_or_truncated_stream_is_damage_and_nothing_is_appended_to_it() {
    let server = StandIn::start();
    let journal = open(&server.address("journal")).await;
    let head = journal.append(Head::START, &events(&["a", "b", "c"])).await.unwrap();

    server.truncate("journal", 3);
    let error = journal.tail(Position::START, 10).await.map(drop).expect_err("truncated");
    assert!(matches!(error, JournalError::Damaged(_)), "{error}");
    says(&error, "event 1 is not there, and event 3 is");
    says(&refusal(&server.address("journal")).await, "does not begin");

    server.truncate("journal", usize::MAX);
    let error = journal.head().await.expect_err("deleted");
    assert!(matches!(error, JournalError::Damaged(_)), "{error}");
    says(&error, "it was deleted");
    // Another node must not begin a new journal behind the old one.
    server.put("$$journal", r#"{"$tb": 9223372036854775807}"#);
    says(&refusal(&server.address("journal")).await, "$tb");

    server.truncate("journal", 0);
    server.tombstone("journal");
    says(&journal.head().await.expect_err("deleted"), "deleted for good");
    let refused = journal.append(head, &events(&["d"])).await;
    assert!(matches!(refused, Err(AppendError::Unavailable(_))), "{refused:?}");
}
