//! What is kept of the newest events, and read at once, is bounded in bytes: chunks of large imports are large.

use events::codes::Channel;
use events::{Actor, CommandId, EventId, Instant, Meta, RequestId};

use super::*;

struct Folder(std::path::PathBuf);

impl Folder {
    fn new() -> Folder {
        let folder = Folder(std::env::temp_dir().join(format!("oppijaloki-log-{}", Uuid::new_v4())));
        std::fs::create_dir_all(&folder.0).unwrap();
        folder
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn event(after: Head, size: usize) -> Stored {
    let position = after.position.next().0;
    let meta = Meta {
        recorded: Instant::from_millis(0),
        valid_from: None,
        actor: Actor::Registry,
        right: None,
        organisations: Vec::new(),
        channel: Channel::Reactor,
        client: None,
        command: CommandId(Uuid::from_u128(position.into())),
        request: RequestId(Uuid::nil()),
        cause: None,
        reason: None,
        compensates: None,
        asked: None,
        rules: None,
        register: None,
    };
    let id = EventId(Uuid::from_u128(position.into()));
    let (event_type, data) = ("ImportRowsReceived".to_owned(), vec![7; size]);
    let envelope = Envelope { format: 1, id, event_type, version: 1, tags: Vec::new(), data, sealed: Vec::new(), meta };
    let bytes = envelope.to_bytes();
    let Head { position, chain } = after.after(&bytes);
    Stored { position, chain, bytes: bytes.into() }
}

/// A log of so many events of a size.
fn log(folder: &Folder, events: u64, size: usize) -> LocalLog {
    let log = LocalLog::copy_of(Uuid::nil(), &folder.0).unwrap();
    let next = |head: &mut Head| {
        let stored = event(*head, size);
        *head = Head { position: stored.position, chain: stored.chain };
        stored
    };
    let mut head = Head::START;
    while head.position.0 < events {
        let some = (events - head.position.0).min(500);
        let stored: Vec<Stored> = (0..some).map(|_| next(&mut head)).collect();
        let recorded: Vec<Arc<Recorded>> = stored.iter().map(|event| Arc::new(read(event).unwrap())).collect();
        log.absorb(&stored, &recorded).unwrap();
    }
    log
}

fn kept(log: &LocalLog) -> (usize, usize) {
    let recent = log.recent.read().unwrap();
    (recent.events.len(), recent.events.iter().map(|event| event.size).sum())
}

/// Everything after a position, however many looks it takes; and the most bytes of one of them.
fn read_on(log: &LocalLog, mut after: Position) -> (Vec<u64>, usize) {
    let (mut positions, mut most) = (Vec::new(), 0);
    loop {
        let events = log.after(after, 5_000).unwrap();
        let Some(last) = events.last() else { return (positions, most) };
        most = most.max(events.iter().map(|event| event.size).sum());
        after = last.position;
        positions.extend(events.iter().map(|event| event.position.0));
    }
}

#[test]
fn large_events_are_kept_and_read_by_their_bytes_and_none_is_passed_over() {
    let folder = Folder::new();
    let log = log(&folder, 1_000, 180_000);
    let (events, bytes) = kept(&log);
    assert!(bytes <= KEPT_BYTES && events >= 150, "{events} events of {bytes} bytes");
    for after in [0, 100, 990] {
        let (positions, most) = read_on(&log, Position(after));
        assert_eq!(positions, (after + 1..=1_000).collect::<Vec<u64>>());
        assert!(most <= BYTES_AT_ONCE, "{most}");
    }
}

#[test]
fn an_event_larger_than_what_is_read_at_once_is_read_alone() {
    let folder = Folder::new();
    let log = log(&folder, 3, BYTES_AT_ONCE + 1);
    assert_eq!(log.after(Position(0), 5_000).unwrap().len(), 1);
    assert_eq!(read_on(&log, Position(0)).0, [1, 2, 3]);
}

#[test]
fn small_events_are_kept_and_read_by_their_number() {
    let folder = Folder::new();
    let log = log(&folder, 12_000, 10);
    assert_eq!(kept(&log).0, KEPT_IN_MEMORY);
    assert_eq!(log.after(Position(0), 5_000).unwrap().len(), 5_000);
    assert_eq!(log.after(Position(5_000), 5_000).unwrap().len(), 5_000);
}
