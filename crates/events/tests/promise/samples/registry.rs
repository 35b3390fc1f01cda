//! The register's state, and erasure.

use events::catalogue::{
    ApprovalAsked, ApprovalGiven, ApprovalRefused, AskedCommand, ChangesAcknowledged, ConsumerRemoved, ErasureOrdered,
    PersonalDataErased, Provenance, RefusalWords, RegisterAvailable, RegisterUnavailable, RequestAnswer,
    RequestDecided, RequestOpened, RequestWords,
};
use events::codes::{Outage, RequestKind, RequestOutcome};
use events::{ConsumerId, Instant, KeyId, Position, Subject, Tag, With};

use super::people::linked;
use super::{Sample, handle, head, import, person, uuid};

pub fn samples() -> Vec<Sample> {
    let alone = || Provenance::unlinked(person(), None);
    let both = || vec![person(), head()];
    let ordered = ErasureOrdered {
        about: linked(),
        persons: both(),
        keys: vec![KeyId(uuid(11)), KeyId(uuid(13))],
        handles: vec![handle(1), handle(2), handle(3)],
    };
    let without_identifiers = ErasureOrdered { about: alone(), persons: vec![person()], keys: vec![], handles: vec![] };
    let tags = || [Tag::Person(person()), Tag::Person(head())];
    let released = [Tag::Hetu(handle(1)), Tag::Passport(handle(2)), Tag::Email(handle(3))];
    let unavailable = |millis, outage| RegisterUnavailable { outage, next_try: Instant::from_millis(millis) };
    vec![
        Sample::full(With::new(unavailable(1_795_312_405_678, Outage::Refused), Default::default())),
        Sample::minimal(With::new(unavailable(0, Outage::Unreachable), Default::default())),
        // An instant before 1970 is a negative number.
        Sample::minimal(With::new(unavailable(-1, Outage::Throttled), Default::default()))
            .special("before-1970", "The next try lies a millisecond before 1970: a negative number."),
        Sample::full(With::new(RegisterAvailable { failed_attempts: 70_000 }, Default::default())),
        Sample::minimal(With::new(RegisterAvailable { failed_attempts: 0 }, Default::default())),
        Sample::full(With::new(ordered, Default::default())).tagged(tags().into_iter().chain(released)),
        Sample::minimal(With::new(without_identifiers, Default::default())).tagged([Tag::Person(person())]),
        Sample::full(With::new(PersonalDataErased { about: linked(), persons: both() }, Default::default()))
            .tagged(tags()),
        Sample::minimal(With::new(PersonalDataErased { about: alone(), persons: vec![person()] }, Default::default()))
            .tagged([Tag::Person(person())]),
    ]
    .into_iter()
    .chain(approvals())
    .chain(requests())
    .chain(acknowledged())
    .collect()
}

fn acknowledged() -> [Sample; 4] {
    let sample = |consumer: &str, upto| ChangesAcknowledged { consumer: consumer.to_owned(), upto: Position(upto) };
    let removed = |consumer: &str, upto| ConsumerRemoved { consumer: consumer.to_owned(), upto: Position(upto) };
    let tags = |consumer: &str| [Tag::Consumer(ConsumerId::named(consumer))];
    [
        Sample::full(With::new(sample("koski", 70_000), Default::default())).tagged(tags("koski")),
        Sample::minimal(With::new(sample("ataru", 0), Default::default())).tagged(tags("ataru")),
        Sample::full(With::new(removed("koski", 70_000), Default::default())).tagged(tags("koski")),
        Sample::minimal(With::new(removed("ataru", 0), Default::default())).tagged(tags("ataru")),
    ]
}

fn requests() -> [Sample; 5] {
    let both = [Tag::Person(person()), Tag::Person(head())];
    let first = RequestOpened {
        about: linked(),
        kind: RequestKind::Reverse,
        place: 0,
        people: 1,
        other: Some(head()),
        link: Some(Position(70_000)),
        unused_elsewhere: false,
    };
    let alone = RequestOpened {
        about: Provenance::unlinked(person(), None),
        kind: RequestKind::Passivate,
        other: None,
        link: None,
        ..first.clone()
    };
    let second = RequestOpened { place: 1, people: 2, unused_elsewhere: true, ..alone.clone() };
    let why = |words: &str| RequestWords { words: words.to_owned() };
    let decided = |about, outcome| RequestDecided { about, request: Position(4_711), outcome };
    let answer = RequestAnswer { words: Some("Numero on käytössä muualla".to_owned()) };
    let sealed = |sample: Sample| sample.sealed_for(Subject::Person(person()));
    [
        sealed(Sample::full(With::new(first, why("Tiedot ovat kahden eri oppijan"))).tagged(both)),
        sealed(Sample::minimal(With::new(alone, why("-"))).tagged([Tag::Person(person())])),
        sealed(Sample::minimal(With::new(second, why("Numerot luotiin turhaan"))))
            .special(
                "second-of-two",
                "The request is about two persons; its number is the position of the event before.",
            )
            .tagged([Tag::Person(person())]),
        sealed(Sample::full(With::new(decided(linked(), RequestOutcome::Refused), answer)).tagged(both)),
        Sample::minimal(With::new(
            decided(Provenance::unlinked(person(), None), RequestOutcome::Withdrawn),
            Default::default(),
        ))
        .tagged([Tag::Person(person())]),
    ]
}

fn approvals() -> Vec<Sample> {
    let alone = || Some(Provenance::unlinked(person(), None));
    let asked = |about, import, command: &str| ApprovalAsked { about, import, command: command.to_owned() };
    let command = |command: Vec<u8>, first: u8| AskedCommand {
        command,
        fingerprint: std::array::from_fn(|n| first.wrapping_add(n as u8)),
    };
    let given = |about, import, asked| ApprovalGiven { about, import, asked: Position(asked) };
    let refused = |about, import, asked| ApprovalRefused { about, import, asked: Position(asked) };
    let of_import = || [Tag::Import(import())];
    let of_person = || [Tag::Person(person())];
    vec![
        Sample::full(With::new(asked(Some(linked()), None, "order_erasure"), command(vec![0x81, 0x00], 1)))
            .tagged(of_person())
            .sealed_for(Subject::Person(person())),
        Sample::minimal(With::new(asked(None, Some(Position(4_711)), "undo_import"), command(vec![], 200)))
            .tagged(of_import())
            .sealed_for(Subject::Import(import())),
        Sample::full(With::new(given(Some(linked()), None, 4_712), Default::default())).tagged(of_person()),
        Sample::minimal(With::new(given(None, Some(Position(4_711)), 1), Default::default())).tagged(of_import()),
        Sample::full(With::new(
            refused(Some(linked()), None, 4_713),
            RefusalWords { words: Some("Hakija perui pyyntönsä".to_owned()) },
        ))
        .tagged(of_person())
        .sealed_for(Subject::Person(person())),
        Sample::minimal(With::new(refused(None, Some(Position(4_711)), 1), RefusalWords { words: None }))
            .tagged(of_import()),
        Sample::minimal(With::new(refused(alone(), None, 2), RefusalWords { words: None }))
            .special("of-a-person", "Nothing was said about why.")
            .tagged(of_person()),
    ]
}
