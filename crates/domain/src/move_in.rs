//! A person is moved in from the registry before this one (Oppijanumerorekisteri, ONR): what it says becomes events, as if
//! each had happened here. Source: docs/decisions/0040-moving-in-from-onr.md.
//!
//! The decision compares what ONR says with what is held here, and the events are the difference: moving the same again
//! decides nothing.

use std::collections::HashMap;

use events::catalogue::{
    ActivityStatement, ComparedRecord, FoundBy, IdentificationFailed, IdentifiedByOfficial, IdentifierAttached,
    MovedFromOnr, OfficialStatement, PersonPassivated, PersonRegistered, Provenance, WrittenIdentifier,
};
use events::codes::{FailureCause, IdentificationWay, IdentifierKind, Origin, PassivationCause};
use events::person::{ContactGroup, MoreDetails, PersonDetails, RegisterRecord};
use events::{CaseId, Day, Handle, Hetu, Identifier, Instant, OrganisationOid, PersonOid, Subject, Tag, With};

use crate::draft::Draft;
use crate::register_record::{KnownRecord, RecordHetus, identification};

mod changes;
mod import;
mod links;

pub use changes::{HeldHere, move_changes};
pub use import::{OnrImport, OnrRow, completed as import_completed, received as import_received, row as import_row};
pub use links::{LeftLink, move_link};

/// A person as ONR has them, in the terms of this registry.
#[derive(Clone)]
pub struct OnrPerson {
    /// Their OID, which stays.
    pub oid: PersonOid,
    /// What is known of them. The register's contact details are among [`OnrPerson::register_contacts`] where the person is
    /// identified from it.
    pub details: PersonDetails,
    /// The register's contact details of a person identified from it.
    pub register_contacts: Vec<ContactGroup>,
    /// Hetus that were theirs before.
    pub former_hetus: Vec<Hetu>,
    /// eIDAS identifiers that lead to the person and do not identify them; those that do are among the details.
    pub attached_eidas: Vec<String>,
    /// Organisations that have access.
    pub organisations: Vec<OrganisationOid>,
    /// By whom the person was identified there; an eIDAS identifier among the details identifies too.
    pub identified: Option<IdentifiedThere>,
    /// Why the register's answer did not identify them.
    pub failed: Option<FailedThere>,
    /// The OID is not to be used.
    pub passive: bool,
    /// Times, and who changed them last.
    pub times: Times,
}

/// How somebody was identified in ONR.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdentifiedThere {
    /// From the population register (`yksiloityvtj`).
    FromRegister,
    /// By an official (`yksiloity`).
    ByOfficial,
}

/// The last attempt to identify, which failed in ONR.
#[derive(Clone)]
pub struct FailedThere {
    /// Why.
    pub cause: FailureCause,
    /// When the register is asked again; never when absent.
    pub next_try: Option<Instant>,
    /// The register's record that was kept for comparison, and the id of the comparison.
    pub compared: Option<(CaseId, Box<RegisterRecord>)>,
}

/// What ONR says of its own doings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Times {
    /// When the person was registered.
    pub registered: Instant,
    /// When they were last changed.
    pub modified: Instant,
    /// When the register's record was last taken over.
    pub synced: Option<Instant>,
    /// Who changed them last.
    pub handled_by: Option<String>,
}

/// What of a person is not moved, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Left {
    /// The number is no OID of a person. Nothing of them is moved.
    NotAnOid,
    /// The event would be larger than any engine takes. Nothing of them is moved.
    TooLarge,
    /// Their data was erased here. Nothing of them is moved.
    ErasedHere,
    /// They have changed here since they were moved, and in ONR too. Nothing of them is moved.
    ChangedHere,
    /// The identifier is no such thing.
    Malformed(IdentifierKind),
    /// Another person here holds the identifier.
    InUse(IdentifierKind),
    /// They are identified from the register, and have no hetu.
    IdentifiedWithoutHetu,
    /// They are identified by eIDAS, and have no such identifier.
    IdentifiedWithoutEidas,
    /// An identification of theirs ended in ONR after they were moved: it is to be revoked here.
    IdentificationEnded,
    /// The link of theirs ended in ONR after they were moved: it is to be reversed here.
    LinkEnded,
    /// The protection order, or that there is no Finnish hetu, changed in ONR after they were moved.
    NotCorrectable,
    /// An organisation is none.
    Organisation,
    /// A contact detail or group is of no known kind.
    Contact,
}

/// What becomes of one person.
#[derive(Default)]
pub struct Moved {
    /// What is to be appended; nothing when everything is here.
    pub drafts: Vec<Draft>,
    /// What is not moved.
    pub left: Vec<Left>,
}

/// The handles of the identifiers that the person may have: nobody else here holds them.
pub type Claimable = HashMap<Identifier, Handle>;

/// Every identifier of a person, hetus first: they are to be looked up.
pub fn identifiers(person: &OnrPerson) -> Vec<Identifier> {
    let details = &person.details;
    let more = details.more.as_ref();
    let of = |texts: Option<&Vec<String>>, read: fn(&str) -> Option<Identifier>| -> Vec<Identifier> {
        texts.into_iter().flatten().filter_map(|text| read(text)).collect()
    };
    let former = person.former_hetus.iter().filter(|_| claims_former(person));
    let hetus = details.hetu.iter().chain(former).map(Identifier::hetu).collect();
    let compared = [
        hetus,
        of(Some(&details.passports), Identifier::passport),
        of(Some(&details.emails), Identifier::email),
        of(more.map(|more| &more.eidas), Identifier::eidas),
        of(Some(&person.attached_eidas), Identifier::eidas),
        of(more.map(|more| &more.accounts), Identifier::account),
    ];
    let mut all = compared.concat();
    let mut seen = std::collections::HashSet::new();
    all.retain(|identifier| seen.insert(identifier.clone()));
    all
}

/// Moves somebody in who is not here yet.
pub fn move_in(person: &OnrPerson, claimable: &Claimable) -> Moved {
    let (mut left, oid) = (Vec::new(), person.oid);
    let about = Provenance::unlinked(oid, None);
    let person = &usable(person, claimable, &mut left);
    let details = person.details.clone();
    let data = PersonRegistered {
        about,
        origin: Origin::MovedFromOnr,
        import: None,
        organisations: person.organisations.clone(),
    };
    let register = Draft::about(oid, With::new(data, details)).tagged(claims(person, claimable));
    let mut drafts = vec![register.since(Some(day_of(person.times.registered)))];
    match (person.identified, hetu_handle(person, claimable)) {
        (Some(IdentifiedThere::FromRegister), Some(current)) => {
            let (record, hetus) = (record(person), record_hetus(person, current, claimable));
            if let Some(record) = &record {
                drafts.push(from_register(about, KnownRecord { record, hetus: &hetus }, person.times.synced));
            }
        }
        (Some(IdentifiedThere::FromRegister), None) => left.push(Left::IdentifiedWithoutHetu),
        (Some(IdentifiedThere::ByOfficial), _) => drafts.push(by_official(person, about)),
        (None, _) => {}
    }
    drafts.extend(person.attached_eidas.iter().filter_map(|text| attached_eidas(oid, about, text, claimable)));
    drafts.extend(failure(person, about, 1, claimable));
    drafts.extend(person.passive.then(|| passivated(oid, about)));
    drafts.push(moved(&person.times, about));
    Moved { drafts, left }
}

/// The person with those identifiers that they may have; the others are noted.
fn usable(person: &OnrPerson, claimable: &Claimable, left: &mut Vec<Left>) -> OnrPerson {
    let mut person = person.clone();
    if !claims_former(&person) {
        person.former_hetus.clear();
    }
    let mut taken = std::collections::HashSet::new();
    let mut may_have = |kind: IdentifierKind, identifier: Option<Identifier>| match identifier {
        None => {
            left.push(Left::Malformed(kind));
            false
        }
        Some(identifier) if !claimable.contains_key(&identifier) => {
            left.push(Left::InUse(kind));
            false
        }
        // However it is written, it is the same.
        Some(identifier) => taken.insert(identifier),
    };
    let mut hetu = |hetu: &Hetu| may_have(IdentifierKind::Hetu, Some(Identifier::hetu(hetu)));
    person.details.hetu = person.details.hetu.filter(&mut hetu);
    person.former_hetus.retain(&mut hetu);
    person.details.passports.retain(|text| may_have(IdentifierKind::Passport, Identifier::passport(text)));
    person.details.emails.retain(|text| may_have(IdentifierKind::Email, Identifier::email(text)));
    person.attached_eidas.retain(|text| may_have(IdentifierKind::Eidas, Identifier::eidas(text)));
    if let Some(more) = &mut person.details.more {
        more.eidas.retain(|text| may_have(IdentifierKind::Eidas, Identifier::eidas(text)));
        more.accounts.retain(|text| may_have(IdentifierKind::Account, Identifier::account(text)));
    }
    person.details.more = person.details.more.filter(|more| *more != MoreDetails::default());
    person
}

/// Only what the register confirmed claims former hetus.
fn claims_former(person: &OnrPerson) -> bool {
    person.identified == Some(IdentifiedThere::FromRegister) && person.details.hetu.is_some()
}

/// The tags of a registration: its identifiers kind by kind, in the order in which the details have them.
fn claims(person: &OnrPerson, claimable: &Claimable) -> Vec<Tag> {
    let registered = OnrPerson { former_hetus: Vec::new(), attached_eidas: Vec::new(), ..person.clone() };
    let tag = |identifier: &Identifier| Tag::of(identifier.kind(), *claimable.get(identifier)?);
    identifiers(&registered).iter().filter_map(tag).collect()
}

fn hetu_handle(person: &OnrPerson, claimable: &Claimable) -> Option<Handle> {
    claimable.get(&Identifier::hetu(&person.details.hetu?)).copied()
}

fn record_hetus(person: &OnrPerson, current: Handle, claimable: &Claimable) -> RecordHetus {
    let handle = |hetu: &Hetu| claimable.get(&Identifier::hetu(hetu)).copied();
    RecordHetus { current, former: person.former_hetus.iter().filter_map(handle).collect(), holders: Vec::new() }
}

/// What the register's record must have been, by what ONR took over from it. Former surnames it does not keep.
fn record(person: &OnrPerson) -> Option<RegisterRecord> {
    let details = &person.details;
    let more = details.more.clone().unwrap_or_default();
    Some(RegisterRecord {
        hetu: details.hetu?,
        former_hetus: person.former_hetus.clone(),
        names: details.names.clone(),
        former_surnames: Vec::new(),
        birth_date: details.birth_date,
        sex: details.sex.clone(),
        language: details.language.clone(),
        nationalities: details.nationalities.clone(),
        municipality: more.municipality,
        protected: more.protected,
        died: more.died,
        contacts: person.register_contacts.clone(),
    })
}

fn from_register(about: Provenance, known: KnownRecord<'_>, synced: Option<Instant>) -> Draft {
    let about = Provenance { by: Some(FoundBy::Hetu(known.hetus.current)), ..about };
    // Nothing was compared here.
    let draft = Draft { compared: false, ..identification(about, known, IdentificationWay::MovedFromOnr, true) };
    draft.since(synced.map(day_of))
}

fn by_official(person: &OnrPerson, about: Provenance) -> Draft {
    let no_finnish_hetu = person.details.more.as_ref().is_some_and(|more| more.no_finnish_hetu);
    let data = IdentifiedByOfficial { about, no_finnish_hetu, similar_seen: None };
    Draft::about(person.oid, With::new(data, OfficialStatement { words: None }))
}

/// The failed attempt, where the person has the hetu by which the register was asked and was not identified by it.
fn failure(person: &OnrPerson, about: Provenance, attempt: u32, claimable: &Claimable) -> Option<Draft> {
    let failed = person.failed.as_ref().filter(|_| person.identified != Some(IdentifiedThere::FromRegister))?;
    let by = Some(FoundBy::Hetu(hetu_handle(person, claimable)?));
    let about = Provenance { by, ..about };
    let (cause, next_try) = (failed.cause, failed.next_try);
    let (case, record) = failed.compared.clone().unzip();
    let data = IdentificationFailed { about, cause, hint: None, attempt, next_try, case, other_holder: None };
    let draft = Draft::about(person.oid, With::new(data, ComparedRecord { record: record.map(|record| *record) }));
    Some(match case {
        Some(case) => draft.sealed_for(Subject::Case(case)).tagged([Tag::Case(case)]),
        None => draft,
    })
}

fn attached_eidas(oid: PersonOid, about: Provenance, text: &str, claimable: &Claimable) -> Option<Draft> {
    let (kind, attached) = (IdentifierKind::Eidas, *claimable.get(&Identifier::eidas(text)?)?);
    let data = IdentifierAttached { about, kind, attached };
    let draft = Draft::about(oid, With::new(data, WrittenIdentifier { text: text.to_owned() }));
    Some(draft.tagged(Tag::of(kind, attached)))
}

fn passivated(oid: PersonOid, about: Provenance) -> Draft {
    let data = PersonPassivated { about, cause: PassivationCause::Other };
    Draft::about(oid, With::new(data, ActivityStatement { words: None }))
}

fn moved(times: &Times, about: Provenance) -> Draft {
    let Times { registered, modified, synced, handled_by } = times.clone();
    let data = MovedFromOnr { about, registered, modified, synced, handled_by };
    Draft::plain(With::new(data, Default::default()), vec![Tag::Person(about.addressed)])
}

fn day_of(instant: Instant) -> Day {
    Day(instant.day_in_finland())
}
