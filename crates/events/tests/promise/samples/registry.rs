//! The register's state, and erasure.

use events::catalogue::{ErasureOrdered, PersonalDataErased, Provenance, RegisterAvailable, RegisterUnavailable};
use events::codes::Outage;
use events::{Instant, KeyId, Tag, With};

use super::people::linked;
use super::{Sample, handle, head, person, uuid};

pub fn samples() -> Vec<Sample> {
    let alone = || Provenance::of(person(), None);
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
}
