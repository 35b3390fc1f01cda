//! A person's state: the one fold over the events tagged with the person.

use std::collections::BTreeSet;

use events::catalogue::{IdentificationFailed, PersonRegistered};
use events::codes::{FailureCause, HetuFate, Hint};
use events::person::{ContactGroup, ContactOrigin, Names, PersonDetails, RegisterRecord};
use events::{
    CaseId, Day, EventKind, Fact, Handle, Hetu, Instant, KeyId, KindSet, Opened, OpenedEvent, OrganisationOid,
    PersonOid, Position, Tag, With,
};
use minicbor::{Decode, Encode};

mod claims;

use claims::claimed_handles;
pub use claims::{holder, is_dead};

/// Types of events that change what a decision sees of a person. A row that merely resolved to the person changes
/// nothing about them.
pub const CHANGES: KindSet = KindSet::of(&[
    EventKind::PersonRegistered,
    EventKind::OrganisationJoined,
    EventKind::HetuReplaced,
    EventKind::IdentifiedFromRegister,
    EventKind::IdentificationFailed,
    EventKind::IdentifiedByOfficial,
    EventKind::ErasureOrdered,
]);

/// Types of events that claim or release an identifier.
pub const CLAIMS: KindSet =
    KindSet::of(&[EventKind::PersonRegistered, EventKind::HetuReplaced, EventKind::ErasureOrdered]);

/// How a person was identified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(index_only)]
pub enum IdentifiedBy {
    /// An official, without a hetu.
    #[n(0)]
    Official,
    /// The population register.
    #[n(1)]
    Register,
}

/// A hetu and its handle in the log.
#[derive(Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct KnownHetu {
    /// The hetu.
    #[n(0)]
    pub hetu: Hetu,
    /// Its handle.
    #[n(1)]
    pub handle: Handle,
}

/// The last attempt to identify, when it failed.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Failure {
    /// Why.
    #[n(0)]
    pub cause: FailureCause,
    /// What to suspect.
    #[n(1)]
    pub hint: Option<Hint>,
    /// Which attempt with this hetu it was.
    #[n(2)]
    pub attempt: u32,
    /// When the register is asked again.
    #[n(3)]
    pub next_try: Option<Instant>,
    /// The comparison kept for an official.
    #[n(4)]
    pub case: Option<CaseId>,
    /// When it failed.
    #[n(5)]
    pub at: Instant,
}

/// A person as of the last event folded. Its CBOR is how read models keep it; unlike events it may change any time.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
pub struct Person {
    /// The OID, which answers for ever.
    #[n(0)]
    pub oid: PersonOid,
    /// The key under which the person's data is sealed.
    #[n(1)]
    pub key: Option<KeyId>,
    /// The data was erased, or its key is lost: what is personal below is empty.
    #[n(2)]
    pub readable: Readable,
    /// Names, from the register once identified from it.
    #[n(3)]
    pub names: Names,
    /// Surnames that the register says were held before.
    #[n(4)]
    pub former_surnames: Vec<String>,
    /// Current hetu.
    #[n(5)]
    pub hetu: Option<KnownHetu>,
    /// Hetus that were theirs before; they still match imports.
    #[n(6)]
    pub superseded: Vec<KnownHetu>,
    /// Birth date: the register's, else the one in the hetu, else as sent.
    #[n(7)]
    pub birth_date: Option<Day>,
    /// Birth date as sent with the registration. One that disagrees with the hetu makes the hetu suspect.
    #[n(8)]
    pub sent_birth_date: Option<Day>,
    /// Code of *sukupuoli*.
    #[n(9)]
    pub sex: Option<String>,
    /// Lower-case code of *kieli*.
    #[n(10)]
    pub language: Option<String>,
    /// Codes of *maatjavaltiot2*.
    #[n(11)]
    pub nationalities: Vec<String>,
    /// Code of *kunta*; hidden by a protection order.
    #[n(12)]
    pub municipality: Option<String>,
    /// Protection order (*turvakielto*).
    #[n(13)]
    pub protected: bool,
    /// Day of death.
    #[n(14)]
    pub died: Option<Day>,
    /// Contact details.
    #[n(15)]
    pub contacts: Vec<ContactGroup>,
    /// Passport numbers that find the person.
    #[n(16)]
    pub passports: Vec<String>,
    /// E-mail identifiers that find the person.
    #[n(17)]
    pub emails: Vec<String>,
    /// Handles of every identifier ever claimed.
    #[n(18)]
    pub handles: Vec<Handle>,
    /// Organisations that have access.
    #[n(19)]
    pub organisations: BTreeSet<OrganisationOid>,
    /// Ways in which the person has been identified.
    #[n(20)]
    pub identified: BTreeSet<IdentifiedBy>,
    /// The last failed attempt with the present hetu.
    #[n(21)]
    pub failure: Option<Failure>,
    /// Comparisons opened about the person, and their keys.
    #[n(22)]
    pub cases: Vec<(CaseId, KeyId)>,
    /// When the person entered.
    #[n(23)]
    pub registered_at: Instant,
    /// When anything about the person last changed.
    #[n(24)]
    pub modified_at: Instant,
    /// The event that gave the person the present hetu.
    #[n(25)]
    pub hetu_since: Position,
    /// The last event folded.
    #[n(26)]
    pub position: Position,
    /// Holds a hetu; known also when none can be read, so that the past counts the same after an erasure.
    #[n(27)]
    pub holds_hetu: bool,
    /// An erasure was ordered.
    #[n(28)]
    pub erased: bool,
}

/// Whether personal data can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum Readable {
    /// Yes.
    #[n(0)]
    Yes,
    /// It was erased on purpose.
    #[n(1)]
    Erased,
    /// Its key is missing without a reason in the log.
    #[n(2)]
    KeyLost,
}

impl std::fmt::Debug for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Person({} at {})", self.oid, self.position)
    }
}

impl Person {
    /// Folds a person's events from the first on; `None` when there is no such person.
    pub fn fold<'a>(events: impl IntoIterator<Item = &'a OpenedEvent>) -> Option<Person> {
        let mut person = None;
        events.into_iter().for_each(|event| Person::apply(&mut person, event));
        person
    }

    /// Folds one more event. Events that are not about the person's state only move its position.
    pub fn apply(state: &mut Option<Person>, event: &OpenedEvent) {
        match (&event.fact, state) {
            (Fact::PersonRegistered(with), state @ None) => *state = Some(Person::registered(with, event)),
            // The log takes no second registration of an OID; in one that holds it, the first person keeps the number.
            (Fact::PersonRegistered(_), Some(person)) => person.position = event.position(),
            (_, Some(person)) => person.change(event),
            (_, None) => {}
        }
    }

    /// Identified by any means: then the OID is an oppijanumero.
    pub fn is_identified(&self) -> bool {
        !self.identified.is_empty()
    }

    /// The oppijanumero, if there is one.
    pub fn oppijanumero(&self) -> Option<PersonOid> {
        self.is_identified().then_some(self.oid)
    }

    /// Current or superseded.
    pub fn has_hetu(&self, hetu: &Hetu) -> bool {
        self.hetu.iter().chain(&self.superseded).any(|known| known.hetu == *hetu)
    }

    /// Does anything still wait for the register? Then since which event.
    pub fn awaits_register(&self) -> Option<Position> {
        let waits = self.hetu.is_some() && !self.identified.contains(&IdentifiedBy::Register);
        let may_ask = self.failure.as_ref().is_none_or(|failure| failure.next_try.is_some());
        (waits && may_ask && self.readable == Readable::Yes).then_some(self.hetu_since)
    }

    /// For the comparison of names.
    pub fn held_names(&self) -> matching::HeldNames<'_> {
        matching::HeldNames {
            first_names: &self.names.first_names,
            surname: &self.names.surname,
            former_surnames: &self.former_surnames,
        }
    }

    fn registered(with: &With<PersonRegistered>, event: &OpenedEvent) -> Person {
        let (readable, details) = match &with.personal {
            Opened::Known(details) => (Readable::Yes, details.clone()),
            Opened::Erased => (Readable::Erased, PersonDetails::default()),
            Opened::KeyLost => (Readable::KeyLost, PersonDetails::default()),
        };
        let handles: Vec<Handle> = claimed_handles(event).collect();
        let hetu_handle = event.recorded.envelope.tags.iter().find_map(|tag| match tag {
            Tag::Hetu(handle) => Some(*handle),
            _ => None,
        });
        let known = |(hetu, handle)| KnownHetu { hetu, handle };
        Person {
            oid: with.data.about.addressed,
            key: event.key(),
            readable,
            names: details.names,
            former_surnames: Vec::new(),
            hetu: details.hetu.zip(hetu_handle).map(known),
            superseded: Vec::new(),
            birth_date: details.hetu.map(|hetu| Day(hetu.birth_date())).or(details.birth_date),
            sent_birth_date: details.birth_date,
            sex: details.sex,
            language: details.language,
            nationalities: details.nationalities,
            municipality: None,
            protected: false,
            died: None,
            contacts: details.contacts,
            passports: details.passports,
            emails: details.emails,
            handles,
            organisations: with.data.organisations.iter().cloned().collect(),
            identified: BTreeSet::new(),
            failure: None,
            cases: Vec::new(),
            registered_at: event.recorded_at(),
            modified_at: event.recorded_at(),
            hetu_since: event.position(),
            position: event.position(),
            holds_hetu: hetu_handle.is_some(),
            erased: false,
        }
    }

    fn change(&mut self, event: &OpenedEvent) {
        self.position = event.position();
        match &event.fact {
            Fact::OrganisationJoined(with) => self.organisations.extend(with.data.organisations.iter().cloned()),
            Fact::HetuReplaced(with) => {
                self.handles.push(with.data.assigned);
                self.holds_hetu = true;
                if let Some(hetus) = self.readable_part(&with.personal) {
                    let assigned = KnownHetu { hetu: hetus.assigned, handle: with.data.assigned };
                    let former = self.hetu.replace(assigned);
                    self.superseded.extend(former.filter(|_| with.data.fate == HetuFate::Superseded));
                    if !self.identified.contains(&IdentifiedBy::Register) {
                        self.birth_date = Some(Day(hetus.assigned.birth_date()));
                    }
                }
                self.hetu_since = event.position();
                self.failure = None;
            }
            Fact::IdentifiedFromRegister(with) => {
                self.identified.insert(IdentifiedBy::Register);
                self.failure = None;
                if let Some(record) = self.readable_part(&with.personal) {
                    self.take_over(record);
                }
            }
            Fact::IdentificationFailed(with) => self.failed(&with.data, event),
            Fact::IdentifiedByOfficial(with) => {
                self.identified.insert(IdentifiedBy::Official);
                let _ = self.readable_part(&with.personal);
            }
            Fact::ErasureOrdered(_) => {
                self.erased = true;
                self.forget(Readable::Erased);
            }
            // Rows and other facts that carry the person's tag do not change the person.
            _ => return,
        }
        self.modified_at = event.recorded_at();
    }

    fn failed(&mut self, failed: &IdentificationFailed, event: &OpenedEvent) {
        self.cases.extend(failed.case.zip(event.key()));
        self.failure = Some(Failure {
            cause: failed.cause,
            hint: failed.hint,
            attempt: failed.attempt,
            next_try: failed.next_try,
            case: failed.case,
            at: event.recorded_at(),
        });
    }

    /// The register's record replaces what it supplies; what it does not know stays.
    fn take_over(&mut self, record: &RegisterRecord) {
        let call_name = if !record.names.call_name.is_empty() {
            record.names.call_name.clone()
        } else if matching::call_name_fits(&self.names.call_name, &record.names.first_names) {
            self.names.call_name.clone()
        } else {
            record.names.first_names.clone()
        };
        self.names = Names { call_name, ..record.names.clone() };
        self.former_surnames.clone_from(&record.former_surnames);
        self.birth_date = record.birth_date.or(self.birth_date);
        replace(&mut self.sex, &record.sex);
        replace(&mut self.language, &record.language);
        if !record.nationalities.is_empty() {
            self.nationalities.clone_from(&record.nationalities);
        }
        self.municipality.clone_from(&record.municipality);
        self.protected = record.protected;
        self.died = record.died;
        self.contacts.retain(|group| group.origin != ContactOrigin::Register);
        self.contacts.extend(record.contacts.iter().cloned());
    }

    /// What was sealed under the person's key. Once a part of it cannot be read, nothing personal is kept, or an old
    /// value would pass for the present one.
    fn readable_part<'e, T>(&mut self, personal: &'e Opened<T>) -> Option<&'e T> {
        match personal {
            Opened::Known(value) => return (self.readable == Readable::Yes).then_some(value),
            // A lost key stays an alarm until an erasure in the log explains it.
            Opened::Erased if self.readable == Readable::KeyLost => {}
            Opened::Erased => self.forget(Readable::Erased),
            Opened::KeyLost => self.forget(Readable::KeyLost),
        }
        None
    }

    fn forget(&mut self, readable: Readable) {
        self.readable = readable;
        (self.names, self.former_surnames) = (Names::default(), Vec::new());
        (self.hetu, self.birth_date, self.sex, self.language) = (None, None, None, None);
        (self.municipality, self.died, self.sent_birth_date, self.protected) = (None, None, None, false);
        self.superseded.clear();
        self.nationalities.clear();
        self.contacts.clear();
        self.passports.clear();
        self.emails.clear();
    }
}

fn replace(own: &mut Option<String>, new: &Option<String>) {
    if new.is_some() {
        own.clone_from(new);
    }
}
