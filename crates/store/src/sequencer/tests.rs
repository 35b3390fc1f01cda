//! The bound on an event's size that costs no encoding.

use events::codes::{Channel, Reason, Right};
use events::sealed::Algorithm;
use events::{
    AskedDigest, Day, EventId, EventKind, Handle, Instant, KeyId, Meta, PersonOid, RegisterAnswer, RequestId,
    SealedPart, Subject, Tag,
};
use uuid::Uuid;

use super::size::size_at_most;
use super::*;
use events::Actor;

/// An event in which nothing is absent and every number is as long as it can be.
fn largest(length: usize) -> Envelope {
    let subject = Subject::Person(PersonOid::from_number(u64::MAX));
    let sealed = |bytes: &Vec<u8>| SealedPart {
        subject,
        key: KeyId(Uuid::max()),
        algorithm: Algorithm::Aes256Gcm,
        nonce: [255; 12],
        bytes: bytes.clone(),
    };
    let meta = Meta {
        recorded: Instant::from_millis(i64::MIN),
        valid_from: Some(Day::MAX),
        actor: Actor::Service("ä".repeat(length)),
        right: Right::ALL.last().copied(),
        organisations: vec![format!("1.2.246.562.10.{}", "9".repeat(30)).parse().unwrap(); length.min(300)],
        channel: Channel::Reactor,
        client: Some("ö".repeat(length)),
        command: CommandId(Uuid::max()),
        request: RequestId(Uuid::max()),
        cause: Some(EventId(Uuid::max())),
        reason: Reason::ALL.last().copied(),
        compensates: Some(EventId(Uuid::max())),
        rules: Some(u16::MAX),
        register: Some(RegisterAnswer { id: "é".repeat(length), at: Instant::from_millis(i64::MIN) }),
        asked: Some(AskedDigest([255; 16])),
    };
    let bytes = vec![255; length];
    let tags = [Tag::Person(PersonOid::from_number(u64::MAX)), Tag::Hetu(Handle([255; 16]))];
    Envelope {
        format: 1,
        id: EventId(Uuid::max()),
        event_type: EventKind::ALL.iter().map(|kind| kind.name()).max_by_key(|name| name.len()).unwrap().to_owned(),
        version: u16::MAX,
        tags: tags.repeat(length.min(50)),
        sealed: [&bytes, &bytes].map(sealed).to_vec(),
        data: bytes,
        meta,
    }
}

#[test]
fn an_event_is_never_larger_than_it_was_taken_for() {
    for length in [0, 1, 23, 24, 255, 256, 65_535, 65_536] {
        let event = largest(length);
        let actual = event.to_bytes().len();
        assert!(actual <= size_at_most(&event), "{length}: {actual}");
    }
}
