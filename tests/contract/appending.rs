//! Promises about appending and reading back, with one writer.

use events::envelope::EVENT_SIZE_LIMIT;
use events::{Chain, Head, Position};
use store::journal::{AppendError, EventBytes};

use crate::engines::{Engine, events, texts};

pub async fn an_empty_journal_has_no_events_and_the_start_head(engine: &dyn Engine) {
    let journal = engine.open().await;
    assert_eq!(journal.head().await.unwrap(), Head::START);
    assert!(journal.tail(Position::START, 10).await.unwrap().is_empty());
    assert!(journal.tail(Position(7), 10).await.unwrap().is_empty());
}

pub async fn appended_events_are_read_back_dense_in_order_and_unaltered(engine: &dyn Engine) {
    let journal = engine.open().await;
    // Bytes that are not text: zeros, every byte, and what other encodings would touch.
    let awkward: Vec<EventBytes> =
        [vec![0, 0], (0..=255).collect(), b"\r\n\xff\xfe' --".to_vec()].into_iter().map(EventBytes::from).collect();
    let first = journal.append(Head::START, &awkward).await.unwrap();
    let second = journal.append(first, &events(&["one more"])).await.unwrap();

    assert_eq!((first.position, second.position), (Position(3), Position(4)));
    assert_eq!(journal.head().await.unwrap(), second);
    let stored = journal.tail(Position::START, 10).await.unwrap();
    assert_eq!(stored.iter().map(|event| event.position.0).collect::<Vec<_>>(), [1, 2, 3, 4]);
    let expected = awkward.iter().map(|bytes| bytes.as_ref()).chain([&b"one more"[..]]);
    assert!(stored.iter().map(|event| event.bytes.as_ref()).eq(expected));
    assert_eq!(stored[3].chain, second.chain);
}

pub async fn every_chain_can_be_recomputed_from_the_bytes(engine: &dyn Engine) {
    let journal = engine.open().await;
    let mut head = Head::START;
    for batch in [&["a"][..], &["b", "c", "d"], &["d"], &["e", "e"]] {
        head = journal.append(head, &events(batch)).await.unwrap();
    }
    let mut chain = Chain::START;
    for event in journal.tail(Position::START, 100).await.unwrap() {
        chain = chain.after(&event.bytes);
        assert_eq!(event.chain, chain, "at {}", event.position);
    }
    assert_eq!(head, Head { position: Position(7), chain });
}

pub async fn tail_gives_at_most_the_limit_and_fewer_only_at_the_end(engine: &dyn Engine) {
    let journal = engine.open().await;
    journal.append(Head::START, &events(&["1", "2", "3", "4", "5"])).await.unwrap();
    for (after, limit, expected) in [
        (0, 2, &[1, 2][..]),
        (2, 2, &[3, 4]),
        (4, 2, &[5]),
        (5, 2, &[]),
        (9, 2, &[]),
        (0, 5, &[1, 2, 3, 4, 5]),
        (3, 0, &[]),
    ] {
        let stored = journal.tail(Position(after), limit).await.unwrap();
        let positions: Vec<u64> = stored.iter().map(|event| event.position.0).collect();
        assert_eq!(positions, expected, "after {after}, at most {limit}");
    }
}

pub async fn a_batch_with_one_bad_event_is_refused_whole(engine: &dyn Engine) {
    let journal = engine.open().await;
    let head = journal.append(Head::START, &events(&["before"])).await.unwrap();
    let mut batch = events(&["good", "good too"]);
    batch.insert(1, vec![7; EVENT_SIZE_LIMIT + 1].into());
    assert!(matches!(journal.append(head, &batch).await, Err(AppendError::TooLarge(_))));
    assert_eq!(texts(journal.as_ref()).await, ["before"]);
    // The refusal leaves nothing behind that would disturb the next one.
    journal.append(head, &events(&["after"])).await.unwrap();
    assert_eq!(texts(journal.as_ref()).await, ["before", "after"]);
}

pub async fn an_event_of_256_kib_is_taken_and_one_byte_more_is_not(engine: &dyn Engine) {
    let journal = engine.open().await;
    let largest: EventBytes = (0..256 * 1024).map(|n: u32| n as u8).collect();
    let head = journal.append(Head::START, std::slice::from_ref(&largest)).await.unwrap();
    let too_large = EventBytes::from(vec![0; 256 * 1024 + 1]);
    assert!(matches!(journal.append(head, &[too_large]).await, Err(AppendError::TooLarge(262_145))));

    let stored = journal.tail(Position::START, 10).await.unwrap();
    assert_eq!(stored.len(), 1);
    assert!(stored[0].bytes == largest);
}

pub async fn identity_and_events_outlive_a_reopening(engine: &dyn Engine) {
    let journal = engine.open().await;
    let identity = journal.identity().await.unwrap();
    let head = journal.append(Head::START, &events(&["kept"])).await.unwrap();
    drop(journal);

    let reopened = engine.open().await;
    assert_eq!(reopened.identity().await.unwrap(), identity);
    assert_eq!(reopened.head().await.unwrap(), head);
    reopened.append(head, &events(&["and more"])).await.unwrap();
    assert_eq!(texts(reopened.as_ref()).await, ["kept", "and more"]);
}
