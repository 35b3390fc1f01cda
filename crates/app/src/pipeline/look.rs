//! Reading for a decision. Nothing in here writes.

use std::collections::BTreeMap;

use domain::Person;
use events::catalogue::ImportReceived;
use events::codes::IdentifierKind;
use events::{
    CommandId, Fact, Handle, Identifier, ImportId, KeyId, KindSet, OpenedEvent, OrganisationOid, PersonOid, Position,
    Subject, Tag,
};
use store::{Reading, TagKey};

use crate::people::{Claim, changes, claim};
use crate::{App, AppError};

/// The reads of one command, all at one position.
pub struct Look<'a> {
    app: &'a App,
    pub(super) reading: Reading<'a>,
    /// The persons that were read, each with the events that they were folded from.
    pub(super) people: BTreeMap<PersonOid, Vec<OpenedEvent>>,
    /// Handles that go with somebody's erasure: they are destroyed before new ones are made for their identifiers.
    pub(super) dead: Vec<Handle>,
}

/// An identifier as it was found.
pub struct Identified {
    /// Its handle; `None` when nobody here has had it.
    pub handle: Option<Handle>,
    /// Who holds it.
    pub holder: Option<Box<Person>>,
}

/// What was received as an import.
pub struct ReceivedImport {
    /// The import, as events name it.
    pub id: ImportId,
    /// The sender's organisations.
    pub organisations: Vec<OrganisationOid>,
}

impl<'a> Look<'a> {
    pub(crate) fn begin(app: &'a App) -> Look<'a> {
        Look { app, reading: app.store().read(), people: BTreeMap::new(), dead: Vec::new() }
    }

    /// The application, for what a command needs beside the log: code sets, settings, the organisations.
    pub fn app(&self) -> &App {
        self.app
    }

    /// The person with an OID; `None` when it was never issued. A change of them makes the decision void.
    pub fn person(&mut self, oid: PersonOid) -> Result<Option<Person>, AppError> {
        let events = self.reading.events(Tag::Person(oid), changes())?;
        let person = Person::fold(&events);
        if person.is_some() {
            self.people.insert(oid, events);
        }
        Ok(person)
    }

    /// Who holds an identifier. A new claim or release of it makes the decision void, also when nobody has had it so far.
    pub fn identifier(&mut self, identifier: &Identifier) -> Result<Identified, AppError> {
        let nobody = Identified { handle: None, holder: None };
        let found = self.app.store().vault().find_handles(std::slice::from_ref(identifier))?;
        let Some(handle) = found.into_iter().next().flatten() else { return Ok(nobody) };
        let Some(tag) = tag_of(identifier.kind(), handle) else { return Ok(nobody) };
        let holder = match claim(&mut self.reading, tag, handle)? {
            Claim::Held(person) => self.person(person.oid)?.map(Box::new),
            Claim::Free => None,
            Claim::Dead => {
                self.dead.push(handle);
                return Ok(nobody);
            }
        };
        Ok(Identified { handle: Some(handle), holder })
    }

    /// Events with a tag, of these types, in order. A new one of them makes the decision void.
    pub fn events(&mut self, tag: impl Into<TagKey>, types: KindSet) -> Result<Vec<OpenedEvent>, AppError> {
        Ok(self.reading.events(tag, types)?)
    }

    /// What another command has appended. That never changes; nothing is added to the condition.
    pub fn of_command(&self, command: CommandId) -> Result<Vec<OpenedEvent>, AppError> {
        Ok(self.reading.of_commands(&[command])?.pop().unwrap_or_default())
    }

    /// The import with a number. What was received never changes; nothing is added to the condition.
    pub fn import(&self, number: Position) -> Result<Option<ReceivedImport>, AppError> {
        if number == Position::START || number > self.reading.position() {
            return Ok(None);
        }
        let received = self.app.store().events_of(number, 1)?.pop();
        Ok(received.and_then(|event| match event.fact {
            Fact::ImportReceived(with) => {
                let ImportReceived { import_id, organisations, .. } = with.data;
                Some(ReceivedImport { id: import_id, organisations })
            }
            _ => None,
        }))
    }

    /// The keys of the persons that were read.
    pub(super) fn keys(&self) -> Vec<(Subject, KeyId)> {
        let key = |(oid, events): (&PersonOid, &Vec<OpenedEvent>)| Some((*oid, Person::fold(events)?.key?));
        self.people.iter().filter_map(key).map(|(oid, key)| (Subject::Person(oid), key)).collect()
    }
}

/// An identifier's tag; an OID has none.
pub(super) fn tag_of(kind: IdentifierKind, handle: Handle) -> Option<Tag> {
    match kind {
        IdentifierKind::Oid => None,
        IdentifierKind::Hetu => Some(Tag::Hetu(handle)),
        IdentifierKind::Passport => Some(Tag::Passport(handle)),
        IdentifierKind::Email => Some(Tag::Email(handle)),
    }
}
