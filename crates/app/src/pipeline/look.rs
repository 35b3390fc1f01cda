//! Reading for a decision. Nothing in here writes.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Draft, Group, Person};
use events::catalogue::ImportReceived;
use events::{
    CommandId, Fact, Handle, Identifier, ImportId, KeyId, KindSet, OpenedEvent, OrganisationOid, PersonOid, Position,
    Subject, Tag,
};
use store::{Reading, TagKey};

use super::rights::{Opens, granted};
use crate::caller::Caller;
use crate::commands::Fingerprint;
use crate::people::{Claim, changes, claim, group_of};
use crate::{App, AppError};

/// The reads of one command, all at one position.
pub struct Look<'a> {
    app: &'a App,
    caller: &'a Caller,
    pub(crate) reading: Reading<'a>,
    /// The persons that were read, each with the events that they were folded from.
    pub(super) people: BTreeMap<PersonOid, Vec<OpenedEvent>>,
    /// The imports that were read, each with its key.
    imports: Vec<(ImportId, Option<KeyId>)>,
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
    pub(crate) fn begin(app: &'a App, caller: &'a Caller) -> Look<'a> {
        Look {
            app,
            caller,
            reading: app.store().read(),
            people: BTreeMap::new(),
            imports: Vec::new(),
            dead: Vec::new(),
        }
    }

    /// Who sends the command.
    pub fn caller(&self) -> &Caller {
        self.caller
    }

    /// The application, for what a command needs beside the log: code sets, settings, the organisations.
    pub fn app(&self) -> &'a App {
        self.app
    }

    /// The end of the log, where everything is read.
    pub fn head(&self) -> Position {
        self.reading.position()
    }

    /// Does one of these rights reach what belongs to these organisations? For what a command needs beside the rights that
    /// open it.
    pub fn grants(&self, rights: &[Opens], organisations: &BTreeSet<OrganisationOid>) -> bool {
        let organisations: Vec<OrganisationOid> = organisations.iter().cloned().collect();
        granted(&self.app.organisations(), self.caller, rights, &organisations).is_some()
    }

    /// Events with a tag, of these types, in order: only so many, the newest. A new one makes the decision void.
    pub fn newest(
        &mut self,
        tag: impl Into<TagKey>,
        types: KindSet,
        most: usize,
    ) -> Result<Vec<OpenedEvent>, AppError> {
        Ok(self.reading.newest(tag, types, most)?)
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

    /// The record of an OID with those linked with it; `None` when it was never issued. A change of any of them makes the
    /// decision void.
    pub fn group(&mut self, oid: PersonOid) -> Result<Option<Group>, AppError> {
        group_of(oid, |oid| self.person(oid))
    }

    /// The same, where the record heads others.
    pub fn heading(&mut self, oid: PersonOid) -> Result<Option<Group>, AppError> {
        Ok(self.group(oid)?.filter(|group| !group.is_member() && !group.members().is_empty()))
    }

    /// The event at a position; `None` when there is none yet. It never changes; nothing is added to the condition.
    pub fn event(&self, position: Position) -> Result<Option<OpenedEvent>, AppError> {
        if position == Position::START || position > self.reading.position() {
            return Ok(None);
        }
        Ok(self.app.store().events_of(position, 1)?.pop())
    }

    /// What was read so far, and what would be appended.
    pub(super) fn fingerprint(&self, name: &str, drafts: &[Draft]) -> Result<Fingerprint, AppError> {
        Ok(Fingerprint(self.reading.fingerprint(&bytes_of(name, drafts))?))
    }

    /// The events that change what is seen of a person, in order; none when the OID was never issued. A new one makes the
    /// decision void.
    pub fn history(&mut self, oid: PersonOid) -> Result<Vec<OpenedEvent>, AppError> {
        let person = self.person(oid)?;
        Ok(person.and_then(|_| self.people.get(&oid).cloned()).unwrap_or_default())
    }

    /// Who holds an identifier. A new claim or release of it makes the decision void, also when nobody has had it so far.
    pub fn identifier(&mut self, identifier: &Identifier) -> Result<Identified, AppError> {
        let nobody = Identified { handle: None, holder: None };
        let found = self.app.store().vault().find_handles(std::slice::from_ref(identifier))?;
        let Some(handle) = found.into_iter().next().flatten() else { return Ok(nobody) };
        let Some(tag) = Tag::of(identifier.kind(), handle) else { return Ok(nobody) };
        Ok(match claim(&mut self.reading, tag, handle)? {
            Claim::Held(group) => Identified { handle: Some(handle), holder: self.boxed(group.addressed().oid)? },
            Claim::Free => Identified { handle: Some(handle), holder: None },
            Claim::Dead => {
                self.dead.push(handle);
                nobody
            }
        })
    }

    /// Who holds the identifier of a tag, as events carry it. A new claim or release of it makes the decision void.
    pub fn holder(&mut self, tag: Tag) -> Result<Option<Box<Person>>, AppError> {
        let Some(handle) = tag.handle() else { return Ok(None) };
        match claim(&mut self.reading, tag, handle)? {
            Claim::Held(group) => self.boxed(group.addressed().oid),
            Claim::Free | Claim::Dead => Ok(None),
        }
    }

    fn boxed(&mut self, oid: PersonOid) -> Result<Option<Box<Person>>, AppError> {
        Ok(self.person(oid)?.map(Box::new))
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
    pub fn import(&mut self, number: Position) -> Result<Option<ReceivedImport>, AppError> {
        let Some(event) = self.event(number)? else { return Ok(None) };
        let Fact::ImportReceived(with) = &event.fact else { return Ok(None) };
        let ImportReceived { import_id: id, organisations, .. } = with.data.clone();
        self.imports.push((id, event.key()));
        Ok(Some(ReceivedImport { id, organisations }))
    }

    /// The keys of the persons and imports that were read.
    pub(super) fn keys(&self) -> Vec<(Subject, KeyId)> {
        let person =
            |(oid, events): (&PersonOid, &Vec<OpenedEvent>)| Some((Subject::Person(*oid), Person::fold(events)?.key?));
        let import = |(id, key): &(ImportId, Option<KeyId>)| Some((Subject::Import(*id), (*key)?));
        self.people.iter().filter_map(person).chain(self.imports.iter().filter_map(import)).collect()
    }
}

/// Everything that would be appended, for the fingerprint.
fn bytes_of(name: &str, drafts: &[Draft]) -> Vec<u8> {
    let mut bytes = name.as_bytes().to_vec();
    for draft in drafts {
        bytes.extend(draft.fact.event_type().as_bytes());
        bytes.extend(format!("{:?}", draft.tags).as_bytes());
        for part in [draft.fact.data_bytes(), draft.fact.personal_bytes().unwrap_or_default()] {
            bytes.extend((part.len() as u64).to_be_bytes());
            bytes.extend(part);
        }
    }
    bytes
}
