//! Events of real types, put together as a decision hands them to the store.

use domain::Person;
use domain::person::CLAIMS;
use domain::person::counting::tags_of_reversal;
use events::catalogue::{
    ErasureOrdered, ImportCompleted, LinkStatement, OrganisationJoined, PersonLinked, PersonRegistered, Provenance,
    ReversalStatement, Reversed,
};
use events::codes::{Channel, LinkReason, Origin};
use events::envelope::ENVELOPE_FORMAT;
use events::person::PersonDetails;
use events::{
    Actor, CommandId, Envelope, EventId, EventKind, Fact, ImportId, Instant, KindSet, LinkId, Meta, OpenedEvent,
    OrganisationOid, PersonOid, Position, RequestId, SealedPart, Tag, With,
};
use store::{Condition, Guard, Store, Unit};
use uuid::Uuid;

/// The `n`th test person.
pub fn person(n: u64) -> PersonOid {
    PersonOid::issue(1_000_000_000 + n)
}

/// The `n`th test import.
pub fn import(n: u128) -> ImportId {
    ImportId(Uuid::from_u128(n))
}

/// The `n`th test organisation.
pub fn organisation(n: u32) -> OrganisationOid {
    format!("1.2.246.562.10.{:011}", 990_000_000 + n).parse().unwrap()
}

/// A command id that nothing else has.
pub fn new_command() -> CommandId {
    CommandId(Uuid::new_v4())
}

/// A test person joined an organisation; nothing personal in it.
pub fn joined(person: PersonOid) -> Fact {
    let about = Provenance::unlinked(person, None);
    Fact::OrganisationJoined(With::new(
        OrganisationJoined { about, organisations: vec![organisation(1)] },
        Default::default(),
    ))
}

/// A person entered the registry with these details, which are to be sealed.
pub fn registered(person: PersonOid, details: PersonDetails) -> Fact {
    let about = Provenance::unlinked(person, None);
    let data = PersonRegistered { about, origin: Origin::SingleLearner, import: None, organisations: Vec::new() };
    Fact::PersonRegistered(With::new(data, details))
}

/// An import was completed; nothing personal in it.
pub fn completed(import: Position) -> Fact {
    Fact::ImportCompleted(With::new(ImportCompleted { import, resolved: 1, refused: 0 }, Default::default()))
}

/// The order to erase a person who is alone: with all their keys, and every identifier that they ever had among the tags.
pub fn erasing(store: &Store, person: &Person) -> Draft {
    let claims = store.read().events(Tag::Person(person.oid), CLAIMS).unwrap();
    let claimed = claims.iter().flat_map(|event| event.recorded.envelope.tags.iter().copied());
    let mut tags: Vec<Tag> =
        claimed.filter(|tag| !matches!(tag, Tag::Import(_) | Tag::Case(_) | Tag::Link(_))).collect();
    tags.sort_unstable();
    tags.dedup();
    let order = ErasureOrdered {
        about: Provenance::unlinked(person.oid, None),
        persons: vec![person.oid],
        keys: person.key.iter().chain(person.cases.iter().map(|(_, key)| key)).copied().collect(),
        handles: person.handles(),
    };
    Draft::new().event(&Fact::ErasureOrdered(With::new(order, Default::default())), &tags)
}

/// A record joins another one's person.
pub fn linking(member: PersonOid, to: PersonOid) -> Draft {
    let (about, link) = (Provenance::unlinked(member, None), LinkId(Uuid::new_v4()));
    let data = PersonLinked { about, to, link, reason: LinkReason::SamePerson };
    let fact = Fact::PersonLinked(With::new(data, LinkStatement { words: None }));
    Draft::new().event(&fact, &[Tag::Person(member), Tag::Person(to), Tag::Link(link)])
}

/// These events no longer count; decided about a person.
pub fn reversing(store: &Store, person: PersonOid, events: &[Position]) -> Draft {
    let named: Vec<OpenedEvent> = events.iter().flat_map(|at| store.events_of(*at, 1).unwrap()).collect();
    let data = Reversed { about: Provenance::unlinked(person, None), events: events.to_vec() };
    let fact = Fact::Reversed(With::new(data, ReversalStatement { words: None }));
    Draft::new().event(&fact, &tags_of_reversal(&named, []))
}

/// An event as it is handed to the sequencer.
pub fn envelope(command: CommandId, id: EventId, fact: &Fact, tags: &[Tag], sealed: Vec<SealedPart>) -> Envelope {
    Envelope {
        format: ENVELOPE_FORMAT,
        id,
        event_type: fact.event_type().to_owned(),
        version: fact.version(),
        tags: tags.to_vec(),
        data: fact.data_bytes(),
        sealed,
        meta: Meta {
            recorded: Instant::from_millis(0),
            valid_from: None,
            actor: Actor::Registry,
            right: None,
            organisations: vec![],
            channel: Channel::Cli,
            client: None,
            command,
            request: RequestId(Uuid::nil()),
            cause: None,
            reason: None,
            compensates: None,
            asked: None,
            rules: None,
            register: None,
        },
    }
}

/// What one command wants to append, and under which condition.
pub struct Draft {
    command: CommandId,
    request: RequestId,
    events: Vec<Envelope>,
    condition: Condition,
}

impl Draft {
    /// Of a new command.
    pub fn new() -> Draft {
        Draft::of(new_command())
    }

    /// Of this command, in a request of its own: no two drafts give the same bytes.
    pub fn of(command: CommandId) -> Draft {
        Draft { command, request: RequestId(Uuid::new_v4()), events: Vec::new(), condition: Condition::default() }
    }

    /// The id that the next event will have, for sealing.
    pub fn next_id(&self) -> EventId {
        self.command.event(self.events.len() as u32)
    }

    /// Adds an event.
    pub fn event(self, fact: &Fact, tags: &[Tag]) -> Draft {
        self.sealed_event(fact, tags, Vec::new())
    }

    /// Adds an event with sealed parts.
    pub fn sealed_event(mut self, fact: &Fact, tags: &[Tag], sealed: Vec<SealedPart>) -> Draft {
        let mut event = envelope(self.command, self.next_id(), fact, tags, sealed);
        event.meta.request = self.request;
        self.events.push(event);
        self
    }

    /// Adds the event *person `n` joined an organisation*, tagged with the person.
    pub fn joining(self, n: u64) -> Draft {
        self.event(&joined(person(n)), &[Tag::Person(person(n))])
    }

    /// Read at this position.
    pub fn read_at(mut self, position: Position) -> Draft {
        self.condition.read_at = position;
        self
    }

    /// Void when an event of these types with this tag came after.
    pub fn guard(mut self, tag: Tag, kinds: &[EventKind]) -> Draft {
        self.condition.guards.push(Guard { tag: tag.into(), types: KindSet::of(kinds) });
        self
    }

    /// Under this condition.
    pub fn under(mut self, condition: Condition) -> Draft {
        self.condition = condition;
        self
    }

    /// Changes the event added last.
    pub fn change(mut self, change: impl FnOnce(&mut Envelope)) -> Draft {
        change(self.events.last_mut().unwrap());
        self
    }

    /// As the sequencer takes it.
    pub fn unit(self) -> Unit {
        Unit { command: self.command, events: self.events, condition: self.condition }
    }
}

impl Default for Draft {
    fn default() -> Draft {
        Draft::new()
    }
}
