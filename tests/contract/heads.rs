//! Promises about the head that an append names: what is refused, and how a lost answer is asked for again.

use events::{Chain, Head, Position};
use store::journal::{AppendError, Journal};

use crate::engines::{Engine, events, texts};

async fn refused(journal: &dyn Journal, after: Head, batch: &[&str]) {
    let answer = journal.append(after, &events(batch)).await;
    assert!(matches!(answer, Err(AppendError::HeadMoved)), "{answer:?}");
}

pub async fn a_writer_that_was_overtaken_is_refused_and_nothing_is_written(engine: &dyn Engine) {
    let (ours, theirs) = (engine.open().await, engine.open().await);
    let head = ours.append(Head::START, &events(&["common"])).await.unwrap();
    let moved = theirs.append(head, &events(&["theirs"])).await.unwrap();

    refused(ours.as_ref(), head, &["ours", "ours too"]).await;
    refused(ours.as_ref(), Head::START, &["ours"]).await;
    assert_eq!(texts(ours.as_ref()).await, ["common", "theirs"]);
    // Having caught up, the same writer may append.
    ours.append(moved, &events(&["ours"])).await.unwrap();
    assert_eq!(texts(theirs.as_ref()).await, ["common", "theirs", "ours"]);
}

pub async fn the_right_position_with_another_chain_is_a_fork_and_refused(engine: &dyn Engine) {
    let journal = engine.open().await;
    journal.append(Head::START, &events(&["as it happened"])).await.unwrap();
    // A node that lived through a failover holds other events of the same number.
    let elsewhere = Head::START.after(b"as it was lost");
    refused(journal.as_ref(), elsewhere, &["onto a fork"]).await;
    refused(journal.as_ref(), Head { position: Position(1), chain: Chain::START }, &["onto a fork"]).await;
    refused(journal.as_ref(), Head { position: Position(0), chain: elsewhere.chain }, &["onto a fork"]).await;
    assert_eq!(texts(journal.as_ref()).await, ["as it happened"]);
}

pub async fn a_head_beyond_the_end_would_leave_a_gap_and_is_refused(engine: &dyn Engine) {
    let journal = engine.open().await;
    refused(journal.as_ref(), Head::START.after(b"never written"), &["into a gap"]).await;
    let head = journal.append(Head::START, &events(&["first"])).await.unwrap();
    refused(journal.as_ref(), head.after(b"second, lost in a restore"), &["into a gap"]).await;
    assert_eq!(texts(journal.as_ref()).await, ["first"]);
}

pub async fn the_same_events_at_the_same_head_are_answered_alike_and_appended_once(engine: &dyn Engine) {
    let journal = engine.open().await;
    let start = journal.append(Head::START, &events(&["before"])).await.unwrap();
    let batch = events(&["a", "b"]);
    let head = journal.append(start, &batch).await.unwrap();
    for _ in 0..3 {
        assert_eq!(journal.append(start, &batch).await.unwrap(), head);
    }
    assert_eq!(texts(journal.as_ref()).await, ["before", "a", "b"]);
}

pub async fn a_lost_answer_can_be_asked_for_after_others_appended_behind(engine: &dyn Engine) {
    let (ours, theirs) = (engine.open().await, engine.open().await);
    let batch = events(&["a", "b"]);
    let head = ours.append(Head::START, &batch).await.unwrap();
    theirs.append(head, &events(&["theirs", "and theirs", "and theirs"])).await.unwrap();

    assert_eq!(ours.append(Head::START, &batch).await.unwrap(), head);
    assert_eq!(texts(ours.as_ref()).await, ["a", "b", "theirs", "and theirs", "and theirs"]);
}

pub async fn a_lost_answer_can_be_asked_for_after_a_reopening(engine: &dyn Engine) {
    let batch = events(&["a", "b"]);
    let head = engine.open().await.append(Head::START, &batch).await.unwrap();
    let reopened = engine.open().await;
    assert_eq!(reopened.append(Head::START, &batch).await.unwrap(), head);
    assert_eq!(texts(reopened.as_ref()).await, ["a", "b"]);
}

pub async fn other_events_at_a_used_head_are_refused(engine: &dyn Engine) {
    let journal = engine.open().await;
    journal.append(Head::START, &events(&["a", "b"])).await.unwrap();
    for other in [&["a", "c"][..], &["b", "a"], &["c"], &["ab", ""]] {
        refused(journal.as_ref(), Head::START, other).await;
    }
    assert_eq!(texts(journal.as_ref()).await, ["a", "b"]);
}

pub async fn more_events_at_a_used_head_are_refused_whole(engine: &dyn Engine) {
    let journal = engine.open().await;
    journal.append(Head::START, &events(&["a", "b"])).await.unwrap();
    // Part of this batch stands in the journal; a batch is all or none, so it was never appended.
    refused(journal.as_ref(), Head::START, &["a", "b", "c"]).await;
    assert_eq!(texts(journal.as_ref()).await, ["a", "b"]);
}
