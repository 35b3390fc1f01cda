//! What the population register's record of a person changes when it is taken over. Source: docs/rules.md,
//! *Identification* and *Whose data it is*.

use events::catalogue::{
    AssignedHetu, HetuAssigned, HetuReplaced, IdentifiedFromRegister, Provenance, RegisterDataRefreshed, ReplacedHetu,
};
use events::codes::{HetuFate, IdentificationWay};
use events::person::{Names, RegisterRecord};
use events::{Handle, PersonOid, Tag, With};
use matching::Verdict;

use crate::draft::Draft;
use crate::group::Group;
use crate::person::Person;

/// The hetus of a record as this registry knows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordHetus {
    /// Handle of the present one.
    pub current: Handle,
    /// Handles of the former ones, in the record's order.
    pub former: Vec<Handle>,
    /// Who here holds one of them; the holder of the present one comes first.
    pub holders: Vec<PersonOid>,
}

impl RecordHetus {
    /// Another person here who holds one of them. Then the register's person is here twice.
    pub fn other_than(&self, group: &Group) -> Option<PersonOid> {
        self.holders.iter().copied().find(|holder| !group.has(*holder))
    }

    /// May this record have all of them? Not where another one holds one of them, perhaps one that is linked with it.
    pub fn may_be_of(&self, person: &Person) -> bool {
        self.holders.iter().all(|holder| *holder == person.oid)
    }
}

/// A record, and its hetus as this registry knows them.
#[derive(Clone, Copy)]
pub struct KnownRecord<'a> {
    /// The record.
    pub record: &'a RegisterRecord,
    /// Its hetus.
    pub hetus: &'a RecordHetus,
}

/// Do names fit a record, by the rule of identification?
pub fn fits(names: &Names, record: &RegisterRecord) -> bool {
    let own = matching::Names { first_names: &names.first_names, surname: &names.surname };
    matching::compare_with_register(own, names_of(record)).verdict == Verdict::Same
}

/// The register's names, for comparison.
pub fn names_of(record: &RegisterRecord) -> matching::HeldNames<'_> {
    matching::HeldNames {
        first_names: &record.names.first_names,
        surname: &record.names.surname,
        former_surnames: &record.former_surnames,
    }
}

/// The person is the record's: its hetus are theirs from now on, and they are identified by it. For a person none of
/// whose hetus another one holds. The first provenance says how the question came to the person; the other, by which hetu
/// of theirs the register was asked: what it says rests on that one.
pub fn identified(
    person: &Person,
    [about, answer]: [Provenance; 2],
    known: KnownRecord<'_>,
    way: IdentificationWay,
) -> Vec<Draft> {
    let own = known.hetus.may_be_of(person);
    let hetu = if own { hetu_of(person, about, known) } else { None };
    hetu.into_iter().chain([identification(answer, known, way, own)]).collect()
}

/// The event of an identification from the register; with the record's former hetus where they are the person's.
pub fn identification(about: Provenance, known: KnownRecord<'_>, way: IdentificationWay, own: bool) -> Draft {
    let former = if own { known.hetus.former.clone() } else { Vec::new() };
    let claims: Vec<Tag> = former.iter().copied().map(Tag::Hetu).collect();
    let data = IdentifiedFromRegister { about, way, former, verified_with: None };
    Draft::about(about.addressed, With::new(data, known.record.clone())).tagged(claims).comparing()
}

/// What is new in the record of somebody who was identified before; nothing when nothing is. While another person here
/// holds one of its hetus, none of them is taken over. The provenances are those of [`identified`].
pub fn refreshed(person: &Person, [about, answer]: [Provenance; 2], known: KnownRecord<'_>) -> Vec<Draft> {
    if person.with_record(&known) == *person {
        return Vec::new();
    }
    let own = known.hetus.may_be_of(person);
    let hetu = if own { hetu_of(person, about, known) } else { None };
    let former = if own { known.hetus.former.clone() } else { Vec::new() };
    let claims: Vec<Tag> = former.iter().copied().map(Tag::Hetu).collect();
    let data = RegisterDataRefreshed { about: answer, former };
    let refresh = Draft::about(person.oid, With::new(data, known.record.clone())).tagged(claims);
    hetu.into_iter().chain([refresh]).collect()
}

/// The record's present hetu, where the person has another one or none.
fn hetu_of(person: &Person, about: Provenance, known: KnownRecord<'_>) -> Option<Draft> {
    let (assigned, hetu) = (known.hetus.current, known.record.hetu);
    match person.hetu {
        Some(own) if own.hetu == hetu => None,
        Some(own) => {
            let data = HetuReplaced { about, assigned, former: own.handle, fate: HetuFate::Superseded };
            let personal = ReplacedHetu { assigned: hetu, former: own.hetu, words: None };
            let claims = [Tag::Hetu(assigned), Tag::Hetu(own.handle)];
            Some(Draft::about(person.oid, With::new(data, personal)).tagged(claims))
        }
        None => {
            let (data, personal) = (HetuAssigned { about, assigned }, AssignedHetu { assigned: hetu });
            Some(Draft::about(person.oid, With::new(data, personal)).tagged([Tag::Hetu(assigned)]))
        }
    }
}
