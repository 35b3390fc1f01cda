//! A person's state: the one fold over the events tagged with the person.

use std::collections::BTreeSet;

use events::codes::{FailureCause, Hint, PassivationCause};
use events::person::{ContactGroup, Names};
use events::{
    CaseId, Day, EventKind, Fact, Handle, Hetu, Instant, KeyId, KindSet, OpenedEvent, OrganisationOid, PersonOid,
    Position,
};
use minicbor::{Decode, Encode};

mod acts;
mod attempts;
mod claims;
pub mod counting;
mod fold;
mod followed;
mod others;
mod relations;

pub use claims::{Claim, ClaimState, claimants, holder, is_dead};
use counting::{Counting, concerns, turns};
pub use followed::Followed;
pub use others::Other;
pub use relations::{Apart, Link};

/// Types of events that change what a decision sees of a person. A row that merely resolved to the person changes
/// nothing about them.
pub const CHANGES: KindSet = KindSet::of(&[
    EventKind::PersonRegistered,
    EventKind::OrganisationJoined,
    EventKind::OrganisationLeft,
    EventKind::HetuAssigned,
    EventKind::HetuReplaced,
    EventKind::HetuRemoved,
    EventKind::IdentifiedFromRegister,
    EventKind::RegisterDataRefreshed,
    EventKind::IdentificationFailed,
    EventKind::IdentifiedByOfficial,
    EventKind::PersonLinked,
    EventKind::MarkedNotDuplicate,
    EventKind::Reversed,
    EventKind::PersonDetailsCorrected,
    EventKind::PersonPassivated,
    EventKind::PersonReactivated,
    EventKind::PassivePersonSent,
    EventKind::IdentifierAttached,
    EventKind::IdentifierDetached,
    EventKind::IdentificationRequested,
    EventKind::MovedFromOnr,
    EventKind::ImportRowReassigned,
    EventKind::ErasureOrdered,
]);

/// Types of events that claim or release an identifier, or end such a claim.
pub const CLAIMS: KindSet = KindSet::of(&[
    EventKind::PersonRegistered,
    EventKind::HetuAssigned,
    EventKind::HetuReplaced,
    EventKind::HetuRemoved,
    EventKind::IdentifiedFromRegister,
    EventKind::RegisterDataRefreshed,
    EventKind::Reversed,
    EventKind::IdentifierAttached,
    EventKind::IdentifierDetached,
    EventKind::ErasureOrdered,
]);

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
    /// Another member state of the EU (eIDAS).
    #[n(2)]
    Eidas,
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

/// Whether a state could take in one event alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use = "a state that could not take an event in is to be folded again from all events"]
pub enum Applied {
    /// It is taken in.
    Whole,
    /// It is not: earlier events stop or begin to count with it. All events are to be folded again.
    ReadAgain,
}

/// The last attempt to identify, when it failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
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
    /// Another person here, who holds one of this person's hetus by the register's word.
    #[n(6)]
    pub other_holder: Option<PersonOid>,
    /// Since when attempts have failed for this cause. Being asked for again in vain makes no failure newer.
    #[n(7)]
    pub since: Instant,
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
    /// Every identifier ever claimed, and whether the claim stands.
    #[n(18)]
    pub claims: Vec<Claim>,
    /// Organisations that have access.
    #[n(19)]
    pub organisations: BTreeSet<OrganisationOid>,
    /// Ways in which the person has been identified.
    #[n(20)]
    pub identified: BTreeSet<IdentifiedBy>,
    /// The last failed attempt with the present hetu.
    #[n(21)]
    pub failure: Option<Failure>,
    /// Why the last attempt had failed, and since when, while the register is asked again about the same hetu.
    #[n(49)]
    pub asked_again: Option<(FailureCause, Instant)>,
    /// Comparisons opened about the person, and their keys.
    #[n(22)]
    pub cases: Vec<(CaseId, KeyId)>,
    /// When the person entered.
    #[n(23)]
    pub registered_at: Instant,
    /// When anything about the person last changed.
    #[n(24)]
    pub modified_at: Instant,
    /// Since which event the person has the present hetu, or the register is to be asked about it again.
    #[n(25)]
    pub hetu_since: Position,
    /// The last event folded.
    #[n(26)]
    pub position: Position,
    /// Handle of the present hetu; known also when the hetu cannot be read, so that the past counts the same after an
    /// erasure.
    #[n(27)]
    pub present_hetu: Option<Handle>,
    /// An erasure was ordered.
    #[n(28)]
    pub erased: bool,
    /// The registration does not count: the OID answers, and there is nothing else.
    #[n(29)]
    pub void: bool,
    /// The person is a member of another one.
    #[n(30)]
    pub link: Option<Link>,
    /// Persons who joined this one.
    #[n(31)]
    pub members: BTreeSet<PersonOid>,
    /// Who registered the person or last changed anything about them, as their token or session named them.
    #[n(33)]
    pub handled_by: Option<String>,
    /// Lower-case code of *kieli* of the language in which the person is served.
    #[n(32)]
    pub service_language: Option<String>,
    /// Why the OID is not to be used any more; absent while the person is active.
    #[n(34)]
    pub passive: Option<PassivationCause>,
    /// A row of an import has led to the person since they were made passive.
    #[n(48)]
    pub sent_while_passive: bool,
    /// eIDAS identifiers that find the person.
    #[n(41)]
    pub eidas: Vec<String>,
    /// Accounts at identity providers that find the person, each with its provider and a colon before it.
    #[n(42)]
    pub accounts: Vec<String>,
    /// Said to have no Finnish hetu.
    #[n(43)]
    pub no_finnish_hetu: bool,
    /// When the register's record was last taken over.
    #[n(46)]
    pub synced_at: Option<Instant>,
    /// The event that gave the person the present hetu.
    #[n(35)]
    pub hetu_given: Position,
    /// The last event that changed what is compared of the person when possible duplicates are judged.
    #[n(44)]
    pub evidence: Position,
    /// Those of whom somebody said that they are somebody else.
    #[n(45)]
    pub apart: Vec<Apart>,
    /// Others who were registered under the same OID.
    #[n(47)]
    pub others: Vec<Other>,
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
    /// Folds a person's events from the first on, those that count; `None` when there is no such person.
    pub fn fold<'a>(events: impl IntoIterator<Item = &'a OpenedEvent>) -> Option<Person> {
        let mut events: Vec<&OpenedEvent> = events.into_iter().collect();
        let first = events.iter().position(|event| matches!(event.fact, Fact::PersonRegistered(_)))?;
        let registration = events[first];
        let Fact::PersonRegistered(with) = &registration.fact else { return None };
        let oid = with.data.about.addressed;
        events.drain(..first);
        events.retain(|event| concerns(event, oid));
        let counting = Counting::of(&events);
        let mut person = Person::registered(with, registration);
        if !counting.counts(registration.position()) {
            person.make_void();
        }
        for event in events.into_iter().skip(1) {
            match counting.counts(event.position()) {
                true => person.change(event),
                false => person.remember_what_does_not_count(event),
            }
        }
        Some(person)
    }

    /// Folds one more event, where that can be done without the others. Events that are not about the person's state only
    /// move its position.
    pub fn apply(state: &mut Option<Person>, event: &OpenedEvent) -> Applied {
        match (&event.fact, state) {
            (Fact::PersonRegistered(with), state @ None) => *state = Some(Person::registered(with, event)),
            (_, Some(person)) if !concerns(event, person.oid) => {}
            (_, Some(_)) if turns(event) => return Applied::ReadAgain,
            (_, Some(person)) => person.change(event),
            (_, None) => {}
        }
        Applied::Whole
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

    /// Persons to whom the record is linked, either way.
    pub fn linked(&self) -> impl Iterator<Item = PersonOid> + '_ {
        self.link.map(|link| link.to).into_iter().chain(self.members.iter().copied())
    }

    /// Passive, and no import has sent the person in since.
    pub fn is_settled_passive(&self) -> bool {
        self.passive.is_some() && !self.sent_while_passive
    }

    /// Has the register confirmed who the person is?
    pub fn is_in_register(&self) -> bool {
        self.identified.contains(&IdentifiedBy::Register)
    }

    /// Does anything still wait for the register? Then since which event.
    pub fn awaits_register(&self) -> Option<Position> {
        let waits = self.hetu.is_some() && !self.is_in_register() && self.passive.is_none();
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
}
