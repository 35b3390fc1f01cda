//! Values that examples are made from: of each event one fully populated, one minimal, and others where it matters.
//!
//! Everybody here is invented, and every hetu has an individual number of 900–999. Two fields of one type never have
//! the same value everywhere, or a mix-up of the two would not be seen.

use events::codes::{Channel, Reason, Right};
use events::{
    Actor, AskedDigest, CaseId, CommandId, Day, EventId, EventKind, Fact, Handle, Hetu, ImportId, Instant, KeyId, Meta,
    OrganisationOid, PersonOid, RegisterAnswer, RequestId, Subject, Tag,
};
use uuid::Uuid;

mod acts;
mod identification;
mod imports;
mod links;
mod notices;
mod people;
mod registry;

/// An event to be stored as an example.
pub struct Sample {
    /// Empty for the fully populated one; else what is special, as a part of the file name.
    pub name: &'static str,
    /// The same in words.
    pub about: &'static str,
    /// Its id.
    pub id: EventId,
    /// What happened.
    pub fact: Fact,
    /// Under whose key its personal data is sealed, and the name of the key.
    pub subject: Option<(Subject, KeyId)>,
    /// What it is found by.
    pub tags: Vec<Tag>,
    /// Its making.
    pub meta: Meta,
}

/// All of them.
pub fn samples() -> Vec<Sample> {
    let all = [
        imports::samples(),
        people::samples(),
        links::samples(),
        identification::samples(),
        acts::samples(),
        registry::samples(),
        notices::samples(),
    ];
    all.into_iter().flatten().collect()
}

impl Sample {
    /// A fully populated event.
    fn full(fact: impl Into<Fact>) -> Sample {
        let about = "Fully populated: nothing that could be there is absent.";
        Sample {
            name: "",
            about,
            id: EventId(uuid(1)),
            fact: fact.into(),
            subject: None,
            tags: vec![],
            meta: full_meta(),
        }
    }

    /// An event without anything that may be absent, made by the registry itself.
    fn minimal(fact: impl Into<Fact>) -> Sample {
        let about = "Minimal: everything that may be absent is, and every list that may be empty.";
        Sample { name: "minimal", about, id: EventId(uuid(2)), meta: minimal_meta(), ..Sample::full(fact) }
    }

    fn special(self, name: &'static str, about: &'static str) -> Sample {
        Sample { name, about, ..self }
    }

    fn by(self, actor: Actor) -> Sample {
        Sample { meta: Meta { actor, ..self.meta.clone() }, ..self }
    }

    fn sealed_for(self, subject: Subject) -> Sample {
        let key = match subject {
            Subject::Person(_) => uuid(11),
            Subject::Import(_) => uuid(12),
            Subject::Case(_) => uuid(13),
        };
        Sample { subject: Some((subject, KeyId(key))), ..self }
    }

    fn tagged(self, tags: impl IntoIterator<Item = Tag>) -> Sample {
        Sample { tags: tags.into_iter().collect(), ..self }
    }

    /// Name of its file in the examples.
    pub fn file_name(&self) -> String {
        let dot = if self.name.is_empty() { "" } else { "." };
        format!("{}.v{}{dot}{}.json", self.fact.event_type(), self.fact.version(), self.name)
    }
}

fn full_meta() -> Meta {
    Meta {
        recorded: Instant::from_millis(1_795_312_345_678),
        valid_from: Some(day(2026, 11, 20)),
        actor: Actor::Service("1.2.246.562.24.20518733467".to_owned()),
        right: Some(Right::Oppijoidentuonti),
        organisations: vec![organisation("2013112014294919827487"), organisation("56753942459")],
        channel: Channel::Onr,
        client: Some("student-records".to_owned()),
        command: CommandId(uuid(21)),
        request: RequestId(uuid(22)),
        cause: Some(EventId(uuid(23))),
        reason: Some(Reason::ErasureRequest),
        compensates: Some(EventId(uuid(24))),
        rules: Some(1),
        register: Some(RegisterAnswer {
            id: "b7e4c1a2-answer".to_owned(),
            at: Instant::from_millis(1_795_312_345_120),
        }),
        asked: Some(AskedDigest(*uuid(25).as_bytes())),
    }
}

fn minimal_meta() -> Meta {
    Meta {
        recorded: Instant::from_millis(1_795_312_400_000),
        valid_from: None,
        actor: Actor::Registry,
        right: None,
        organisations: vec![],
        channel: Channel::Reactor,
        client: None,
        command: CommandId(uuid(31)),
        request: RequestId(uuid(32)),
        cause: None,
        reason: None,
        compensates: None,
        asked: None,
        rules: None,
        register: None,
    }
}

/// UUIDs that are easily told apart.
fn uuid(number: u128) -> Uuid {
    Uuid::from_u128(0x0198_0000_0000_7000_8000_0000_0000_0000 + number)
}

fn day(year: i32, month: u32, day: u32) -> Day {
    Day(events::date(year, month, day))
}

/// The person whom most examples are about.
fn person() -> PersonOid {
    PersonOid::issue(1_234_567_890)
}

/// Somebody else.
fn other() -> PersonOid {
    PersonOid::issue(5_555_555_555)
}

/// The head of a link.
fn head() -> PersonOid {
    PersonOid::issue(9_876_543_210)
}

fn organisation(digits: &str) -> OrganisationOid {
    format!("1.2.246.562.10.{digits}").parse().unwrap()
}

fn handle(number: u8) -> Handle {
    Handle([number; 16])
}

fn import() -> ImportId {
    ImportId(uuid(41))
}

fn case() -> CaseId {
    CaseId(uuid(42))
}

fn hetu(year: i32, separator: char, individual: u16) -> Hetu {
    Hetu::compose(events::date(year, 3, 14), separator, individual).unwrap()
}

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn every_type_has_a_full_and_a_minimal_sample() {
    for kind in EventKind::ALL {
        for name in ["", "minimal"] {
            let found = samples().iter().filter(|s| s.fact.kind() == *kind && s.name == name).count();
            assert_eq!(found, 1, "{kind:?} {name}");
        }
    }
}

#[test]
fn samples_have_names_of_their_own() {
    let mut names: Vec<String> = samples().iter().map(Sample::file_name).collect();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), samples().len());
}
