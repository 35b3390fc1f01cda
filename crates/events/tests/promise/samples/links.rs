//! Hetus that leave a person, links, and what stops counting.

use events::catalogue::{
    DistinctionStatement, FoundBy, HetuRemoved, LinkStatement, MarkedNotDuplicate, PersonLinked, Provenance,
    RemovedHetu, ReversalStatement, Reversed,
};
use events::codes::{HetuFate, LinkReason};
use events::{LinkId, Position, Subject, Tag, With};

use super::people::linked;
use super::{Sample, handle, head, hetu, import, other, person, text, uuid};

pub fn samples() -> Vec<Sample> {
    let sealed = |sample: Sample| sample.sealed_for(Subject::Person(person()));
    let mut all: Vec<Sample> =
        [removed(), removed_minimal(), joined(), apart(), reversed()].into_iter().map(sealed).collect();
    all.extend([joined_minimal(), apart_minimal(), reversed_minimal()]);
    all
}

fn link(number: u128) -> LinkId {
    LinkId(uuid(number))
}

fn removed() -> Sample {
    let data = HetuRemoved { about: linked(), removed: handle(1), fate: HetuFate::Withdrawn };
    let personal = RemovedHetu { removed: hetu(1998, 'Y', 947), words: text("Mistyped by the learner.") };
    // A former hetu that rested on it is released with it.
    let tags = [Tag::Person(person()), Tag::Hetu(handle(1)), Tag::Hetu(handle(4))];
    Sample::full(With::new(data, personal)).tagged(tags)
}

fn removed_minimal() -> Sample {
    let about = Provenance::unlinked(person(), None);
    let data = HetuRemoved { about, removed: handle(5), fate: HetuFate::Superseded };
    let personal = RemovedHetu { removed: hetu(2004, 'B', 950), words: None };
    Sample::minimal(With::new(data, personal)).tagged([Tag::Person(person()), Tag::Hetu(handle(5))])
}

fn joined() -> Sample {
    let about = Provenance { addressed: person(), by: Some(FoundBy::Oid), head: other() };
    let data = PersonLinked { about, to: head(), link: link(51), reason: LinkReason::VerifiedMerged };
    let personal = LinkStatement { words: text("Both degrees are hers.") };
    Sample::full(With::new(data, personal)).tagged([Tag::Person(person()), Tag::Person(head()), Tag::Link(link(51))])
}

fn joined_minimal() -> Sample {
    let about = Provenance::unlinked(person(), None);
    let data = PersonLinked { about, to: head(), link: link(52), reason: LinkReason::SamePerson };
    let tags = [Tag::Person(person()), Tag::Person(head()), Tag::Link(link(52))];
    Sample::minimal(With::new(data, LinkStatement { words: None })).tagged(tags)
}

fn apart() -> Sample {
    let (evidence, other_evidence) = (Position(4_711), Position(70_000));
    let data = MarkedNotDuplicate { about: linked(), other: head(), evidence, other_evidence, points: 61 };
    let personal = DistinctionStatement { words: text("Twins.") };
    Sample::full(With::new(data, personal)).tagged([Tag::Person(person()), Tag::Person(head())])
}

fn apart_minimal() -> Sample {
    let (about, evidence) = (Provenance::unlinked(person(), None), Position(1));
    let data = MarkedNotDuplicate { about, other: other(), evidence, other_evidence: Position(2), points: -12 };
    let tags = [Tag::Person(person()), Tag::Person(other())];
    Sample::minimal(With::new(data, DistinctionStatement { words: None })).tagged(tags)
}

fn reversed() -> Sample {
    let data = Reversed { about: linked(), events: vec![Position(4_711), Position(70_000)] };
    let personal = ReversalStatement { words: text("Two learners with one name.") };
    let persons = [Tag::Person(person()), Tag::Person(head()), Tag::Import(import())];
    let identifiers = [Tag::Hetu(handle(1)), Tag::Passport(handle(2)), Tag::Email(handle(3)), Tag::Link(link(51))];
    Sample::full(With::new(data, personal)).tagged(persons.into_iter().chain(identifiers))
}

fn reversed_minimal() -> Sample {
    let data = Reversed { about: Provenance::unlinked(person(), None), events: vec![Position(9)] };
    Sample::minimal(With::new(data, ReversalStatement { words: None })).tagged([Tag::Person(person())])
}
