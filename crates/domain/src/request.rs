//! What providers ask the keeper of the registry for: the requests that stand in the log, and when they are open no more.
//!
//! A request about several persons is an event for each, so that each reason is sealed under its person's key. It is open
//! about a person until it is decided, or until what it asks for has happened by another way.

mod decide;
mod open;

use events::catalogue::{RequestOpened, RequestWords};
use events::codes::{RequestKind, RequestOutcome};
use events::{
    Actor, EventId, EventKind, Fact, Instant, KindSet, Opened, OpenedEvent, OrganisationOid, PersonOid, Position, Tag,
};

pub use decide::{Decision, Refusal, by_person, decide};
pub use open::{Asked, MOST, OpenRefusal, open};

/// Types of events by which a request about a person is opened or ends.
pub const READS: KindSet = KindSet::of(&[
    EventKind::RequestOpened,
    EventKind::RequestDecided,
    EventKind::PersonPassivated,
    EventKind::PersonReactivated,
    EventKind::PersonLinked,
    EventKind::Reversed,
    EventKind::IdentifiedFromRegister,
    EventKind::RegisterDataRefreshed,
    EventKind::HetuRemoved,
    EventKind::ErasureOrdered,
]);

/// How a request about a person ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// It was decided, by the event at this position.
    Decided(RequestOutcome, Position),
    /// What it asks for happened by another way, with the event at this position.
    Happened(Position),
}

impl End {
    /// Where the event stands by which it ended.
    pub fn position(self) -> Position {
        match self {
            End::Decided(_, at) | End::Happened(at) => at,
        }
    }
}

/// A request as it is about one of its persons.
#[derive(Clone)]
pub struct Request {
    /// Its number.
    pub number: Position,
    /// Id of the event that opened it about this person.
    pub id: EventId,
    /// What is asked.
    pub asked: RequestOpened,
    /// Why, as far as it can be read.
    pub words: Opened<RequestWords>,
    /// Who asked.
    pub by: Actor,
    /// For which organisations.
    pub organisations: Vec<OrganisationOid>,
    /// When.
    pub at: Instant,
    /// How it ended.
    pub end: Option<End>,
}

impl Request {
    /// The request that an event opens; `None` of another event.
    pub fn opened(event: &OpenedEvent) -> Option<Request> {
        let Fact::RequestOpened(with) = &event.fact else { return None };
        let meta = &event.recorded.envelope.meta;
        Some(Request {
            number: number(event.position(), &with.data),
            id: event.recorded.envelope.id,
            asked: with.data.clone(),
            words: with.personal.clone(),
            by: meta.actor.clone(),
            organisations: meta.organisations.clone(),
            at: event.recorded_at(),
            end: None,
        })
    }

    /// The same, after events that may have ended it, in order. Those before it say nothing of it.
    pub fn after<'a>(mut self, events: impl IntoIterator<Item = &'a OpenedEvent>) -> Request {
        let opened = Position(self.number.0 + u64::from(self.asked.place));
        let later = events.into_iter().filter(|event| event.position() > opened);
        self.end = later.filter_map(|event| self.ended_by(&event.fact, event.position())).next();
        self
    }

    /// Whom it is about.
    pub fn person(&self) -> PersonOid {
        self.asked.about.addressed
    }

    fn ended_by(&self, fact: &Fact, at: Position) -> Option<End> {
        ended_by(self.number, &self.asked, fact, at)
    }
}

/// Number of the request that an event opens.
pub fn number(position: Position, asked: &RequestOpened) -> Position {
    Position(position.0.saturating_sub(asked.place.into()))
}

/// Does a request end with what happened, about the person of whom `asked` is?
pub fn ended_by(number: Position, asked: &RequestOpened, fact: &Fact, at: Position) -> Option<End> {
    match fact {
        Fact::RequestDecided(with) => {
            let own = with.data.request == number && with.data.about.addressed == asked.about.addressed;
            own.then_some(End::Decided(with.data.outcome, at))
        }
        fact => brings_about(asked, fact).then_some(End::Happened(at)),
    }
}

/// Is this what was asked for? Where a person is erased, nothing more can be done.
pub fn brings_about(asked: &RequestOpened, fact: &Fact) -> bool {
    let person = asked.about.addressed;
    match (asked.kind, fact) {
        (_, Fact::ErasureOrdered(with)) => with.data.persons.contains(&person),
        (RequestKind::Passivate, Fact::PersonPassivated(with)) => with.data.about.addressed == person,
        (RequestKind::Reactivate, Fact::PersonReactivated(with)) => with.data.about.addressed == person,
        (RequestKind::Reverse, Fact::Reversed(with)) => asked.link.is_some_and(|link| with.data.events.contains(&link)),
        (RequestKind::Check, Fact::IdentifiedFromRegister(with)) => with.data.about.addressed == person,
        (RequestKind::Refresh, Fact::RegisterDataRefreshed(with)) => {
            [with.data.about.addressed, with.data.about.head].contains(&person)
        }
        // An identification by hand ends by a reversal, which does not say here of what it is: the keeper's answer ends that.
        (RequestKind::Revoke, Fact::HetuRemoved(with)) => with.data.about.addressed == person,
        (RequestKind::Merge | RequestKind::Link, Fact::PersonLinked(with)) => {
            let pair = [with.data.about.addressed, with.data.to];
            asked.other.is_some_and(|other| pair == [person, other] || pair == [other, person])
        }
        _ => false,
    }
}

/// Every request about a person, out of the events of [`READS`] with the person's tag, in order. One about two persons is
/// among those of either.
pub fn requests(events: &[OpenedEvent]) -> Vec<Request> {
    events.iter().filter_map(Request::opened).map(|request| request.after(events)).collect()
}

/// What an event about this request is found by.
fn tags(asked: &RequestOpened) -> Vec<Tag> {
    std::iter::once(asked.about.addressed).chain(asked.other).map(Tag::Person).collect()
}
