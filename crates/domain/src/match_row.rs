//! Which person a row of an import means, and what the row changes. Nothing is ever matched by similarity.
//!
//! Rows match by OID, hetu (current or superseded), passport number and e-mail identifier, in that order. A matched
//! person gains the sender's organisations and nothing else changes; a row whose names are another's, or whose
//! identifiers contradict each other, returns the number but opens no record. Source: docs/rules.md, *An import*.

use events::catalogue::{
    ImportRowRefused, ImportRowResolved, OrganisationJoined, PersonRegistered, Provenance, RefusedRow, ResolvedRow,
    RowOutcome,
};
use events::codes::{ConflictKind, IdentifierKind, Origin, RowRefusal};
use events::person::{PersonDetails, SentRow};
use events::{Fact, Handle, ImportId, OrganisationOid, PersonOid, Position, Subject, Tag, With};
use matching::NameConflict;

use crate::draft::Draft;
use crate::person::{Person, Readable};

/// The import that the row belongs to.
#[derive(Debug, Clone)]
pub struct RowOf<'a> {
    /// Number of the import.
    pub import: Position,
    /// Its id.
    pub id: ImportId,
    /// Number of the row, from 0.
    pub row: u32,
    /// The sender's organisations.
    pub organisations: &'a [OrganisationOid],
}

/// Who holds each identifier of the row.
#[derive(Debug, Clone, Copy, Default)]
pub struct Holders<'a> {
    /// The person of the OID sent.
    pub oid: Option<&'a Person>,
    /// The person with the hetu, current or superseded.
    pub hetu: Option<&'a Person>,
    /// The person with the passport number.
    pub passport: Option<&'a Person>,
    /// The person with the e-mail identifier.
    pub email: Option<&'a Person>,
}

/// What a new person gets, drawn beforehand.
#[derive(Debug, Clone, Copy)]
pub struct NewPerson {
    /// An OID that nobody has.
    pub oid: PersonOid,
    /// Handles of the row's identifiers.
    pub hetu: Option<Handle>,
    /// Handle of the passport number.
    pub passport: Option<Handle>,
    /// Handle of the e-mail identifier.
    pub email: Option<Handle>,
}

impl<'a> Holders<'a> {
    fn in_order(&self) -> impl Iterator<Item = (IdentifierKind, &'a Person)> {
        let all = [
            (IdentifierKind::Oid, self.oid),
            (IdentifierKind::Hetu, self.hetu),
            (IdentifierKind::Passport, self.passport),
            (IdentifierKind::Email, self.email),
        ];
        all.into_iter().filter_map(|(kind, person)| Some((kind, person?)))
    }
}

/// Decides what becomes of a row.
pub fn match_row(of: &RowOf<'_>, sent: &SentRow, holders: &Holders<'_>, new: &NewPerson) -> Vec<Draft> {
    match holders.in_order().next() {
        None => create(of, sent, new),
        Some((by, person)) => match person.readable {
            Readable::Yes => join(of, sent, holders, by, person),
            Readable::Erased => vec![refuse(of, sent.tunniste.clone(), RowRefusal::PersonErased, None)],
            Readable::KeyLost => vec![refuse(of, sent.tunniste.clone(), RowRefusal::PersonUnreadable, None)],
        },
    }
}

/// A row that cannot be taken.
pub fn refuse(of: &RowOf<'_>, tunniste: Option<String>, cause: RowRefusal, field: Option<String>) -> Draft {
    let data = ImportRowRefused { import: of.import, row: of.row, cause, field };
    Draft::plain(Fact::from(With::new(data, RefusedRow { tunniste })), vec![Tag::Import(of.id)])
        .sealed_for(Subject::Import(of.id))
}

fn create(of: &RowOf<'_>, sent: &SentRow, new: &NewPerson) -> Vec<Draft> {
    let about = Provenance::of(new.oid, None);
    let (origin, organisations) = (Origin::ImportRow, of.organisations.to_vec());
    let registered = PersonRegistered { about, origin, import: Some(of.import), organisations };
    let handles = [new.hetu.map(Tag::Hetu), new.passport.map(Tag::Passport), new.email.map(Tag::Email)];
    let register = Draft::about(new.oid, With::new(registered, details(sent))).tagged(handles.into_iter().flatten());
    let resolved = resolved(of, about, RowOutcome::Created);
    let personal = ResolvedRow { tunniste: sent.tunniste.clone(), sent: None };
    vec![register, Draft::about(new.oid, With::new(resolved, personal)).tagged([Tag::Import(of.id)])]
}

/// A new person as the row describes them. The language is kept in lower case, as everywhere but in imports.
pub fn details(sent: &SentRow) -> PersonDetails {
    PersonDetails {
        names: sent.names.clone(),
        hetu: sent.hetu,
        birth_date: sent.birth_date,
        sex: sent.sex.clone(),
        language: sent.language.as_ref().map(|code| code.to_lowercase()),
        nationalities: sent.nationalities.clone(),
        passports: sent.passport.iter().cloned().collect(),
        emails: sent.email.iter().cloned().collect(),
        contacts: Vec::new(),
    }
}

fn join(of: &RowOf<'_>, sent: &SentRow, holders: &Holders<'_>, by: IdentifierKind, person: &Person) -> Vec<Draft> {
    let conflicts = conflicts(sent, holders, person);
    let about = Provenance::of(person.oid, Some(by));
    let withheld = conflicts
        .iter()
        .any(|kind| matches!(kind, ConflictKind::DifferentName | ConflictKind::ContradictingIdentifiers));
    let hetu_offered = person.hetu.is_none() && sent.hetu.is_some() && holders.hetu.is_none();
    let resolved =
        ImportRowResolved { conflicts, withheld, hetu_offered, ..resolved(of, about, RowOutcome::Matched(by)) };
    let personal =
        ResolvedRow { tunniste: sent.tunniste.clone(), sent: Some(SentRow { tunniste: None, ..sent.clone() }) };
    let row = Draft::about(person.oid, With::new(resolved, personal)).tagged([Tag::Import(of.id)]).comparing();
    let joined = if withheld { None } else { join_organisations(person, about, of.organisations) };
    joined.into_iter().chain([row]).collect()
}

/// The person gains those organisations that they do not have yet; `None` when there is none.
pub fn join_organisations(person: &Person, about: Provenance, organisations: &[OrganisationOid]) -> Option<Draft> {
    let new = |organisation: &&OrganisationOid| !person.organisations.contains(organisation);
    let organisations: Vec<OrganisationOid> = organisations.iter().filter(new).cloned().collect();
    let fact = || With::new(OrganisationJoined { about, organisations: organisations.clone() }, Default::default());
    (!organisations.is_empty()).then(|| Draft::plain(fact(), vec![Tag::Person(person.oid)]))
}

fn resolved(of: &RowOf<'_>, about: Provenance, outcome: RowOutcome) -> ImportRowResolved {
    let (import, row) = (of.import, of.row);
    ImportRowResolved { import, row, about, outcome, conflicts: Vec::new(), withheld: false, hetu_offered: false }
}

fn conflicts(sent: &SentRow, holders: &Holders<'_>, person: &Person) -> Vec<ConflictKind> {
    let names = matching::Names { first_names: &sent.names.first_names, surname: &sent.names.surname };
    let mut kinds: Vec<ConflictKind> =
        matching::name_conflicts(names, person.held_names()).into_iter().map(kind_of).collect();
    if person.hetu.is_some() && sent.hetu.is_some_and(|hetu| !person.has_hetu(&hetu)) {
        kinds.push(ConflictKind::HetuDiffers);
    }
    if holders.in_order().any(|(_, other)| other.oid != person.oid) {
        kinds.push(ConflictKind::ContradictingIdentifiers);
    }
    kinds
}

fn kind_of(conflict: NameConflict) -> ConflictKind {
    match conflict {
        NameConflict::MissingFirstNames => ConflictKind::MissingFirstNames,
        NameConflict::Spelling => ConflictKind::Spelling,
        NameConflict::FormerSurname => ConflictKind::FormerSurname,
        NameConflict::SwappedFields => ConflictKind::SwappedFields,
        NameConflict::DifferentName => ConflictKind::DifferentName,
    }
}
