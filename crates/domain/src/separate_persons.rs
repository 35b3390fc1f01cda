//! One OID was issued to two persons: the first keeps it, and each later one gets another. Source: docs/rules.md,
//! *One number for two persons*.
//!
//! The log takes no second registration of an OID. A log that was written before it did so may hold one. The later
//! registration then stops counting, and its person is registered again under a new OID. Where somebody holds an
//! identifier of theirs by now, that record is theirs, and no new OID is issued.

use events::catalogue::{PersonRegistered, Provenance, ReversalStatement, Reversed};
use events::{Fact, Handle, Opened, OpenedEvent, OrganisationOid, PersonOid, Position, Tag, With};

use crate::draft::Draft;
use crate::match_row::join_organisations;
use crate::person::Person;
use crate::person::counting::tags_of_reversal;
use crate::refusal::RefusalKind;
use crate::refusals::{refusals, refuses_words};
use crate::text::check_statement;

refusals! {
    /// Why nobody is separated.
    Refusal {
        /// There is no such person.
        NoPerson => "no-person", RefusalKind::NotFound;
        /// The OID is one person's.
        OnePerson => "number-of-one", RefusalKind::Conflict;
        /// The data of a later person cannot be read.
        Unreadable => "separation-unreadable", RefusalKind::Conflict;
        /// The reason in words is too long.
        WordsTooLong => "words-too-long", RefusalKind::Invalid("words");
        /// The reason in words has characters that no text may have.
        WordsMalformed => "words-malformed", RefusalKind::Invalid("words");
    }
}

refuses_words!(Refusal);

/// Somebody who was registered under an OID that was another person's already.
pub struct Later {
    /// The registration.
    pub registration: OpenedEvent,
    /// Organisations that joined by one of their identifiers.
    pub joined: Vec<OpenedEvent>,
    /// Who holds one of their identifiers now.
    pub holder: Option<Box<Person>>,
}

/// Everybody else who has a person's OID, in the order in which they got it. Who holds their identifiers is to be added.
pub fn later(person: &Person, events: &[OpenedEvent]) -> Vec<Later> {
    let has_it = |event: &&OpenedEvent| {
        person.others.iter().any(|other| other.has_now.is_none() && other.registered == event.position())
    };
    let one = |registration: &OpenedEvent| {
        let handles: Vec<Handle> = identifiers(registration).filter_map(|tag| tag.handle()).collect();
        let by_theirs = |event: &&OpenedEvent| match &event.fact {
            Fact::OrganisationJoined(with) => {
                with.data.about.by.and_then(|by| by.handle()).is_some_and(|handle| handles.contains(&handle))
            }
            _ => false,
        };
        let joined = events.iter().filter(by_theirs).cloned().collect();
        Later { registration: registration.clone(), joined, holder: None }
    };
    events.iter().filter(has_it).map(one).collect()
}

/// The identifiers that an event claims.
pub fn identifiers(event: &OpenedEvent) -> impl Iterator<Item = Tag> + '_ {
    event.recorded.envelope.tags.iter().copied().filter(|tag| tag.handle().is_some())
}

/// Decides. `new` gives the OIDs of those who get one.
pub fn separate_persons(
    person: Option<&Person>,
    later: &[Later],
    words: Option<&str>,
    mut new: impl FnMut() -> PersonOid,
) -> Result<Vec<Draft>, Refusal> {
    if person.is_none() {
        return Err(Refusal::NoPerson);
    }
    check_statement(words)?;
    if later.is_empty() {
        return Err(Refusal::OnePerson);
    }
    let mut drafts = Vec::new();
    for one in later {
        let Fact::PersonRegistered(with) = &one.registration.fact else { return Err(Refusal::Unreadable) };
        let (oid, draft) = match &one.holder {
            Some(holder) => (
                holder.oid,
                join_organisations(holder, Provenance::unlinked(holder.oid, None), &organisations(one, &with.data)),
            ),
            None => {
                let oid = new();
                (oid, Some(registered(oid, one, with)?))
            }
        };
        drafts.extend(draft);
        drafts.push(reversed(oid, one, words));
    }
    Ok(drafts)
}

/// Their organisations: from the start, and by their identifiers since.
fn organisations(one: &Later, registered: &PersonRegistered) -> Vec<OrganisationOid> {
    let mut organisations = registered.organisations.clone();
    for event in &one.joined {
        if let Fact::OrganisationJoined(with) = &event.fact {
            organisations.extend(with.data.organisations.iter().cloned());
        }
    }
    organisations.sort_unstable();
    organisations.dedup();
    organisations
}

fn registered(oid: PersonOid, one: &Later, with: &With<PersonRegistered>) -> Result<Draft, Refusal> {
    let Opened::Known(details) = &with.personal else { return Err(Refusal::Unreadable) };
    let about = Provenance::unlinked(oid, with.data.about.by);
    let data = PersonRegistered { about, organisations: organisations(one, &with.data), ..with.data.clone() };
    Ok(Draft::about(oid, With::new(data, details.clone())).tagged(identifiers(&one.registration)))
}

/// The registration stops counting on behalf of its person, who has another OID now.
fn reversed(oid: PersonOid, one: &Later, words: Option<&str>) -> Draft {
    let named = || std::iter::once(&one.registration).chain(&one.joined);
    let mut events: Vec<Position> = named().map(OpenedEvent::position).collect();
    events.sort_unstable();
    let data = Reversed { about: Provenance::unlinked(oid, None), events };
    let mut tags = tags_of_reversal(named(), []);
    tags.retain(|tag| *tag != Tag::Person(oid));
    Draft::about(oid, With::new(data, ReversalStatement { words: words.map(str::to_owned) })).tagged(tags)
}
