//! A server that loses answers, dies, comes back, or is another one: what is answered is true, and what is sent again
//! stands there once.

use std::sync::Arc;
use std::time::Duration;

use events::{Head, Position};
use oppijaloki_tests::drafts::{Draft, new_command};
use oppijaloki_tests::kurrentdb::{Fault, StandIn};
use oppijaloki_tests::nodes::{NodeBench, submit};
use oppijaloki_tests::temp::TempFolder;
use oppijaloki_tests::wait::{wait_for, wait_until};
use store::journal::copy::copy;
use store::journal::kurrentdb::KurrentJournal;
use store::journal::memory::MemoryJournal;
use store::journal::sqlite::SqliteJournal;
use store::journal::{AppendError, EventBytes, Journal, JournalError};
use store::{Lane, Outcome};
use uuid::Uuid;

use super::open;
use crate::engines::{events, everything, texts};

const IN_THE_END: Duration = Duration::from_secs(30);

/// Appends until the outcome is known.
async fn settled(journal: &dyn Journal, after: Head, batch: &[EventBytes]) -> Head {
    let append = async || match journal.append(after, batch).await {
        Err(AppendError::Unknown(_) | AppendError::Unavailable(_)) => None,
        known => Some(known.unwrap()),
    };
    wait_for("the outcome is known", IN_THE_END, append).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_append_whose_answer_was_lost_is_unknown_and_stands_once_when_sent_again() {
    let server = StandIn::start();
    let journal = open(&server.address("journal")).await;
    let mut head = Head::START;
    for (n, fault) in Fault::UNCERTAIN.iter().enumerate() {
        let batch = events(&[&format!("{n}a"), &format!("{n}b")]);
        server.plan(std::slice::from_ref(fault));
        let answer = journal.append(head, &batch).await;
        assert!(matches!(answer, Err(AppendError::Unknown(_))), "{fault:?}: {answer:?}");
        head = journal.append(head, &batch).await.unwrap();
        assert_eq!(head.position, Position(2 * (n as u64 + 1)), "{fault:?}");
    }
    assert_eq!(everything(journal.as_ref()).await.len(), 2 * Fault::UNCERTAIN.len());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refusal_is_told_as_one_and_nothing_stands_there() {
    let server = StandIn::start();
    let journal = open(&server.address("journal")).await;
    for refusal in Fault::REFUSALS {
        server.plan(std::slice::from_ref(refusal));
        let answer = journal.append(Head::START, &events(&["refused"])).await;
        assert!(matches!(answer, Err(AppendError::Unavailable(_))), "{refusal:?}: {answer:?}");
        // The server has the last word on what is too large, and says so.
        assert_eq!(journal.head().await.unwrap(), Head::START, "{refusal:?}");
    }
    journal.append(Head::START, &events(&["taken"])).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_dies_before_its_answer_and_comes_back_has_it_once() {
    let mut server = StandIn::start();
    let journal = open(&server.address("journal")).await;
    let batch = events(&["a", "b"]);
    server.plan(&[Fault::Unanswered]);
    let append = {
        let (journal, batch) = (Arc::clone(&journal), batch.clone());
        tokio::spawn(async move { journal.append(Head::START, &batch).await })
    };
    server.somebody_waits().await;
    server.kill();
    let answer = append.await.unwrap();
    assert!(matches!(answer, Err(AppendError::Unknown(_))), "{answer:?}");
    // While it is away that is certain of everything new, again and again: the client is rebuilt each time.
    for _ in 0..3 {
        let answer = journal.append(Head::START, &batch).await;
        assert!(matches!(answer, Err(AppendError::Unavailable(_))), "{answer:?}");
        assert!(matches!(journal.head().await, Err(JournalError::Unavailable(_))));
    }
    server.start_again();
    assert_eq!(settled(journal.as_ref(), Head::START, &batch).await.position, Position(2));
    assert_eq!(texts(journal.as_ref()).await, ["a", "b"]);
    assert_eq!(server.appends(), [1, 2, 2]);
}

/// The leader has an append and no majority yet: nobody can read it, and it may still come to nothing.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_append_that_is_under_way_is_waited_for_by_others_and_stands_once() {
    let server = StandIn::start();
    let (ours, theirs) = (open(&server.address("journal")).await, open(&server.address("journal")).await);
    let (a, b) = (events(&["a1", "a2"]), events(&["b"]));
    server.plan(&[Fault::UnderWay]);
    for _ in 0..2 {
        let answer = ours.append(Head::START, &a).await;
        assert!(matches!(answer, Err(AppendError::Unknown(_))), "{answer:?}");
    }
    assert_eq!(theirs.head().await.unwrap(), Head::START);
    let waiting = tokio::spawn(async move { theirs.append(Head::START, &b).await });
    wait_until("it found something there", IN_THE_END, async || server.conflicts() > 0).await;
    server.replicate("journal");
    assert!(matches!(waiting.await.unwrap(), Err(AppendError::HeadMoved)));
    let head = ours.append(Head::START, &a).await.unwrap();

    // This one comes to nothing with its leader, and is sent again.
    server.plan(&[Fault::UnderWay]);
    let answer = ours.append(head, &events(&["lost"])).await;
    assert!(matches!(answer, Err(AppendError::Unknown(_))), "{answer:?}");
    server.lose("journal");
    assert_eq!(ours.append(head, &events(&["lost"])).await.unwrap().position, Position(3));
    assert_eq!(texts(ours.as_ref()).await, ["a1", "a2", "lost"]);
}

/// An election, and the death of the node that leads: the client by itself would stay with the dead one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_journal_follows_the_leader_of_a_cluster_wherever_it_goes() {
    let [mut one, mut two, three] = StandIn::cluster::<3>();
    let journal = open(&one.address("journal")).await;
    let mut head = journal.append(Head::START, &events(&["under the first"])).await.unwrap();
    two.lead();
    // The first one says that it leads no more: nothing was appended, and that is certain.
    let answer = journal.append(head, &events(&["under the second"])).await;
    assert!(matches!(answer, Err(AppendError::Unavailable(_))), "{answer:?}");
    head = settled(journal.as_ref(), head, &events(&["under the second"])).await;
    two.kill();
    one.lead();
    head = settled(journal.as_ref(), head, &events(&["under the first again"])).await;
    one.kill();
    three.lead();
    two.start_again();
    head = settled(journal.as_ref(), head, &events(&["under the third"])).await;
    assert_eq!(head.position, Position(4));
    let expected = ["under the first", "under the second", "under the first again", "under the third"];
    assert_eq!(texts(journal.as_ref()).await, expected);
}

/// Numbers alone would let it write onto the other server's events.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_was_replaced_by_another_of_the_same_length_is_not_written_to() {
    let mut server = StandIn::start();
    let journal = open(&server.address("journal")).await;
    let head = journal.append(Head::START, &events(&["as it happened"])).await.unwrap();
    open(&server.address("restored")).await.append(Head::START, &events(&["as it was lost"])).await.unwrap();
    server.kill();
    server.replace("journal", "restored");
    server.start_again();
    let append = async || match journal.append(head, &events(&["onto a fork"])).await {
        Err(AppendError::Unknown(_) | AppendError::Unavailable(_)) => None,
        answer => Some(answer),
    };
    let answer = wait_for("an answer", IN_THE_END, append).await;
    assert!(matches!(answer, Err(AppendError::HeadMoved)), "{answer:?}");
    assert_eq!(texts(journal.as_ref()).await, ["as it was lost"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_batch_that_is_too_large_for_one_append_goes_in_several() {
    let server = StandIn::start();
    let bench = NodeBench::following(open(&server.address("journal")).await);
    let store = bench.open().await;
    let large = |n: u64| {
        (0..2).fold(Draft::new(), |draft, _| draft.joining(n).change(|event| event.data.resize(200 * 1024, 0))).unit()
    };
    let outcomes = store.submit((0..9).map(large).collect(), Lane::Bulk).await.unwrap();
    assert_eq!(outcomes, (0..9).map(|n| Outcome::Appended { first: Position(1 + 2 * n) }).collect::<Vec<_>>());
    assert_eq!(server.appends(), [1, 4, 4, 4, 4, 2]);
    // The server itself refuses more, with words that say what.
    let journal = open(&server.address("journal")).await;
    let events: Vec<EventBytes> = (0..5).map(|_| vec![7; 256 * 1024].into()).collect();
    let answer = journal.append(journal.head().await.unwrap(), &events).await;
    assert!(matches!(&answer, Err(AppendError::Unavailable(why)) if why.contains("Append Size")), "{answer:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_settles_by_itself_what_became_of_a_command_when_the_server_died() {
    let mut server = StandIn::start();
    let bench = NodeBench::following(open(&server.address("journal")).await);
    let store = Arc::new(bench.open().await);
    let command = new_command();
    let unit = move || Draft::of(command).joining(1).joining(2).unit();
    server.plan(&[Fault::Unanswered]);
    let sent = {
        let store = Arc::clone(&store);
        tokio::spawn(async move { submit(&store, unit()).await })
    };
    server.somebody_waits().await;
    server.kill();
    server.start_again();
    assert_eq!(sent.await.unwrap().unwrap(), Outcome::Appended { first: Position(1) });
    assert_eq!(submit(&store, unit()).await.unwrap(), Outcome::AlreadyDone { first: Position(1), events: 2 });
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_from_a_file_into_kurrentdb_and_back_is_the_same_journal() {
    let (server, folder) = (StandIn::start(), TempFolder::new());
    let identity = Uuid::new_v4();
    let file = SqliteJournal::open(folder.path(), identity).unwrap();
    let mut head = Head::START;
    for batch in 0..5 {
        let large = |n: u8| EventBytes::from(vec![n; if n.is_multiple_of(50) { 256 * 1024 } else { 700 }]);
        head = file.append(head, &(0..=200).map(|n| large(n ^ batch)).collect::<Vec<_>>()).await.unwrap();
    }
    let there = KurrentJournal::open(&server.address("journal"), identity).await.unwrap();
    // Begun before, and broken off in the middle.
    let begun: Vec<EventBytes> = file.tail(Position::START, 3).await.unwrap().into_iter().map(|e| e.bytes).collect();
    there.append(Head::START, &begun).await.unwrap();
    server.plan(&Fault::UNCERTAIN[..1]);
    assert_eq!(copy(&file, &there, &|_, _| {}).await.unwrap(), head);
    let back = MemoryJournal::new(identity);
    assert_eq!(copy(&there, &back, &|_, _| {}).await.unwrap(), head);
    assert_eq!(everything(&back).await.len(), 1_005);
}
