//! Which person a row of an import means, and what the row changes. Nothing is ever matched by similarity.
//!
//! Rows match by OID, hetu (current or superseded), passport number and e-mail identifier, in that order. A matched
//! person gains the sender's organisations and nothing else changes; a row whose names are another's, or whose
//! identifiers contradict each other, returns the number but opens no record. Source: docs/rules.md, *An import*.

use events::catalogue::{
    FoundBy, ImportRowRefused, ImportRowResolved, OrganisationJoined, PersonRegistered, Provenance, RefusedRow,
    ResolvedRow, RowOutcome,
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

/// Handles of the row's identifiers.
#[derive(Debug, Clone, Copy, Default)]
pub struct Handles {
    /// Handle of the hetu.
    pub hetu: Option<Handle>,
    /// Handle of the passport number.
    pub passport: Option<Handle>,
    /// Handle of the e-mail identifier.
    pub email: Option<Handle>,
}

/// Somebody to whom an identifier of the row leads.
type Found<'a> = (FoundBy, &'a Person);

impl<'a> Holders<'a> {
    /// Those who are found, in the order in which rows are matched, and by what.
    fn in_order(&self, handles: &Handles) -> impl Iterator<Item = Found<'a>> {
        let all = [
            (Some(FoundBy::Oid), self.oid),
            (handles.hetu.map(FoundBy::Hetu), self.hetu),
            (handles.passport.map(FoundBy::Passport), self.passport),
            (handles.email.map(FoundBy::Email), self.email),
        ];
        all.into_iter().filter_map(|(by, person)| Some((by?, person?)))
    }
}

/// Decides what becomes of a row. `new` is an OID that nobody has, drawn beforehand for the person whom the row may
/// create.
pub fn match_row(
    of: &RowOf<'_>,
    sent: &SentRow,
    handles: &Handles,
    holders: &Holders<'_>,
    new: PersonOid,
) -> Vec<Draft> {
    let found: Vec<Found<'_>> = holders.in_order(handles).collect();
    let Some((first, others)) = found.split_first() else { return create(of, sent, handles, new) };
    match first.1.readable {
        Readable::Yes => join(of, sent, *first, others),
        Readable::Erased => vec![refuse_for(of, sent, *first, RowRefusal::PersonErased)],
        Readable::KeyLost => vec![refuse_for(of, sent, *first, RowRefusal::PersonUnreadable)],
    }
}

/// A row that led to somebody who can take none.
fn refuse_for(of: &RowOf<'_>, sent: &SentRow, (by, person): Found<'_>, cause: RowRefusal) -> Draft {
    let about = Some(Provenance::of(person.oid, Some(by)));
    let data = ImportRowRefused { import: of.import, row: of.row, about, cause, field: None };
    refused(of, data, sent.tunniste.clone()).tagged([Tag::Person(person.oid)])
}

/// A row that cannot be taken, whoever it means.
pub fn refuse(of: &RowOf<'_>, tunniste: Option<String>, cause: RowRefusal, field: Option<String>) -> Draft {
    refused(of, ImportRowRefused { import: of.import, row: of.row, about: None, cause, field }, tunniste)
}

fn refused(of: &RowOf<'_>, data: ImportRowRefused, tunniste: Option<String>) -> Draft {
    Draft::plain(Fact::from(With::new(data, RefusedRow { tunniste })), vec![Tag::Import(of.id)])
        .sealed_for(Subject::Import(of.id))
}

fn create(of: &RowOf<'_>, sent: &SentRow, handles: &Handles, new: PersonOid) -> Vec<Draft> {
    let about = Provenance::of(new, None);
    let (origin, organisations) = (Origin::ImportRow, of.organisations.to_vec());
    let registered = PersonRegistered { about, origin, import: Some(of.import), organisations };
    let claims = [handles.hetu.map(Tag::Hetu), handles.passport.map(Tag::Passport), handles.email.map(Tag::Email)];
    let register = Draft::about(new, With::new(registered, details(sent))).tagged(claims.into_iter().flatten());
    let resolved = resolved(of, about, RowOutcome::Created);
    let personal = ResolvedRow { tunniste: sent.tunniste.clone(), sent: None };
    vec![register, Draft::about(new, With::new(resolved, personal)).tagged([Tag::Import(of.id)])]
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

/// The person is found; `others` are those to whom the row's further identifiers lead.
fn join(of: &RowOf<'_>, sent: &SentRow, (by, person): Found<'_>, others: &[Found<'_>]) -> Vec<Draft> {
    let about = Provenance::of(person.oid, Some(by));
    let elsewhere = others.iter().filter(|(_, other)| other.oid != person.oid);
    let contradicting: Vec<Provenance> = elsewhere.map(|(by, other)| Provenance::of(other.oid, Some(*by))).collect();
    let conflicts = conflicts(sent, person, !contradicting.is_empty());
    let withheld = conflicts
        .iter()
        .any(|kind| matches!(kind, ConflictKind::DifferentName | ConflictKind::ContradictingIdentifiers));
    let hetu_is_held = others.iter().any(|(by, _)| by.kind() == IdentifierKind::Hetu);
    let hetu_offered =
        person.hetu.is_none() && sent.hetu.is_some() && by.kind() != IdentifierKind::Hetu && !hetu_is_held;
    let outcome = RowOutcome::Matched(by.kind());
    let resolved =
        ImportRowResolved { conflicts, contradicting, withheld, hetu_offered, ..resolved(of, about, outcome) };
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
    let (conflicts, contradicting) = (Vec::new(), Vec::new());
    ImportRowResolved { import, row, about, outcome, conflicts, contradicting, withheld: false, hetu_offered: false }
}

fn conflicts(sent: &SentRow, person: &Person, contradicts: bool) -> Vec<ConflictKind> {
    let names = matching::Names { first_names: &sent.names.first_names, surname: &sent.names.surname };
    let mut kinds: Vec<ConflictKind> =
        matching::name_conflicts(names, person.held_names()).into_iter().map(kind_of).collect();
    if person.hetu.is_some() && sent.hetu.is_some_and(|hetu| !person.has_hetu(&hetu)) {
        kinds.push(ConflictKind::HetuDiffers);
    }
    if contradicts {
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
