//! Promises under several writers at once. Nothing here waits for time to pass: anyone who loses reads the head again.

use std::sync::Arc;

use events::{Head, Position};
use store::journal::{AppendError, EventBytes, Journal};

use crate::engines::{Engine, everything, texts};

const ROUNDS: usize = 40;
const WRITERS: usize = 4;
const BATCHES: usize = 12;

pub async fn of_two_racing_writers_exactly_one_wins_each_round(engine: &dyn Engine) {
    let (one, other) = (engine.open().await, engine.open().await);
    let mut head = Head::START;
    let mut expected = Vec::new();
    for round in 0..ROUNDS {
        let at_once = |journal: &Arc<dyn Journal>, who: &str| {
            let journal = Arc::clone(journal);
            let batch: Vec<EventBytes> =
                (0..3).map(|n| EventBytes::from(format!("{who} {round}.{n}").into_bytes())).collect();
            tokio::spawn(async move { journal.append(head, &batch).await })
        };
        let (one, other) = tokio::join!(at_once(&one, "one"), at_once(&other, "other"));
        let (winner, new_head) = match (one.unwrap(), other.unwrap()) {
            (Ok(new_head), Err(AppendError::HeadMoved)) => ("one", new_head),
            (Err(AppendError::HeadMoved), Ok(new_head)) => ("other", new_head),
            answers => panic!("round {round}: {answers:?}"),
        };
        expected.extend((0..3).map(|n| format!("{winner} {round}.{n}")));
        head = new_head;
    }
    assert_eq!(texts(one.as_ref()).await, expected);
    assert_eq!(other.head().await.unwrap(), head);
}

/// Appends `BATCHES` batches of one to three events, reading the head again whenever somebody else was faster.
async fn write_persistently(journal: Arc<dyn Journal>, writer: usize) -> Vec<String> {
    let mut written = Vec::new();
    for batch in 0..BATCHES {
        let texts: Vec<String> = (0..=batch % 3).map(|n| format!("writer {writer}, {batch}.{n}")).collect();
        let bytes: Vec<EventBytes> = texts.iter().map(|text| EventBytes::from(text.as_bytes())).collect();
        loop {
            let head = journal.head().await.unwrap();
            match journal.append(head, &bytes).await {
                Ok(_) => break,
                Err(AppendError::HeadMoved) => tokio::task::yield_now().await,
                Err(error) => panic!("{error}"),
            }
        }
        written.extend(texts);
    }
    written
}

/// Reads in small steps, always after the last position seen, until it has seen so many events.
async fn follow(journal: Arc<dyn Journal>, until: usize) -> Vec<(Position, EventBytes)> {
    let mut seen: Vec<(Position, EventBytes)> = Vec::new();
    while seen.len() < until {
        let after = seen.last().map_or(Position::START, |(position, _)| *position);
        let more = journal.tail(after, 5).await.unwrap();
        seen.extend(more.into_iter().map(|event| (event.position, event.bytes)));
        tokio::task::yield_now().await;
    }
    seen
}

pub async fn a_reader_that_follows_many_writers_misses_nothing(engine: &dyn Engine) {
    let total = WRITERS * (0..BATCHES).map(|batch| batch % 3 + 1).sum::<usize>();
    let reader = tokio::spawn(follow(engine.open().await, total));
    let mut writers = Vec::new();
    for writer in 0..WRITERS {
        writers.push(tokio::spawn(write_persistently(engine.open().await, writer)));
    }
    let mut written = Vec::new();
    for writer in writers {
        written.push(writer.await.unwrap());
    }

    let seen = reader.await.unwrap();
    let log = everything(engine.open().await.as_ref()).await;
    assert!(
        seen.iter().map(|(position, bytes)| (position.0, bytes)).eq((1..).zip(log.iter().map(|event| &event.bytes)))
    );
    // Batches stand together: whatever continues one (".1", ".2") follows right behind its beginning.
    let log: Vec<String> = log.into_iter().map(|event| String::from_utf8(event.bytes.to_vec()).unwrap()).collect();
    for (n, text) in log.iter().enumerate() {
        let (batch, part) = text.rsplit_once('.').unwrap();
        if part != "0" {
            assert_eq!(log[n - 1], format!("{batch}.{}", part.parse::<usize>().unwrap() - 1));
        }
    }
    // Each writer's own events stand in its own order, and nothing else is there.
    for (writer, written) in written.iter().enumerate() {
        let prefix = format!("writer {writer},");
        assert!(log.iter().filter(|text| text.starts_with(&prefix)).eq(written));
    }
    assert_eq!(log.len(), total);
}
