//! Which person a row of an import means, and what the row changes. Nothing is ever matched by similarity.
//!
//! Rows match by OID, hetu (current or superseded), passport number and e-mail identifier, in that order; a hetu outranks
//! passport numbers and e-mail identifiers also where nobody here has it. A matched person gains the sender's
//! organisations; a row that is not about them by its names or identifiers returns the number but opens no record.
//! Names that the register has not confirmed decide nothing: where they do not fit it is asked first. Source:
//! docs/rules.md, *An import* and *Whose data it is*.

use events::catalogue::{
    FoundBy, ImportRowRefused, ImportRowResolved, OrganisationJoined, PassivePersonSent, PersonRegistered, Provenance,
    RefusedRow, ResolvedRow, RowOutcome,
};
use events::codes::{ConflictKind, IdentifierKind, Origin, RowRefusal};
use events::person::{PersonDetails, SentRow};
use events::{Fact, Handle, Hetu, ImportId, OrganisationOid, PersonOid, Position, Subject, Tag, With};

use crate::draft::Draft;
use crate::group::Group;
use crate::judge::{Judgement, judge};
use crate::person::{Person, Readable};
use crate::register_says::RegisterSays;

mod by_register;

use by_register::{Judged, Led, led};

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
    pub oid: Option<&'a Group>,
    /// The person with the hetu, current or superseded.
    pub hetu: Option<&'a Group>,
    /// The person with the passport number.
    pub passport: Option<&'a Group>,
    /// The person with the e-mail identifier.
    pub email: Option<&'a Group>,
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

/// Somebody to whom an identifier of the row leads: their record, and those linked with it.
type Found<'a> = (FoundBy, &'a Group);

/// The register must be asked about this hetu before anything can be decided.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct AskRegister(pub Hetu);

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
/// create. `register` is what the register has said of the hetu that an earlier call wanted to have asked about.
pub fn match_row(
    of: &RowOf<'_>,
    sent: &SentRow,
    handles: &Handles,
    holders: &Holders<'_>,
    new: PersonOid,
    register: RegisterSays<'_>,
) -> Result<Vec<Draft>, AskRegister> {
    let found: Vec<Found<'_>> = holders.in_order(handles).collect();
    // The row's hetu is nobody's here, and so not theirs: they have another one.
    let outranked = |(by, group): &Found<'_>| {
        let by_number_or_address = matches!(by.kind(), IdentifierKind::Passport | IdentifierKind::Email);
        by_number_or_address && group.shown().holds_hetu() && handles.hetu.is_some() && holders.hetu.is_none()
    };
    let Some(first) = found.iter().find(|found| !outranked(found)).copied() else {
        return Ok(create(of, sent, handles, new, &found));
    };
    let refusal = match first.1.readable() {
        Readable::Yes => first.1.is_void().then_some(RowRefusal::PersonVoid),
        Readable::Erased => Some(RowRefusal::PersonErased),
        Readable::KeyLost => Some(RowRefusal::PersonUnreadable),
    };
    if let Some(refusal) = refusal {
        return Ok(vec![refuse_for(of, sent, first, refusal)]);
    }
    let others: Vec<Found<'_>> = found.iter().filter(|(by, _)| *by != first.0).copied().collect();
    match led(of, sent, first, holders.hetu.is_none(), register)? {
        Led::To(judged) => Ok(join(of, sent, first, &others, judged)),
        Led::Nowhere => Ok(create(of, sent, handles, new, &found)),
    }
}

/// A row that led to somebody who can take none.
fn refuse_for(of: &RowOf<'_>, sent: &SentRow, (by, group): Found<'_>, cause: RowRefusal) -> Draft {
    let about = Some(group.about(Some(by)));
    let data = ImportRowRefused { import: of.import, row: of.row, about, cause, field: None };
    refused(of, data, sent.tunniste.clone()).tagged([Tag::Person(group.addressed().oid)])
}

/// A row that cannot be taken, whoever it means.
pub fn refuse(of: &RowOf<'_>, tunniste: Option<String>, cause: RowRefusal, field: Option<String>) -> Draft {
    refused(of, ImportRowRefused { import: of.import, row: of.row, about: None, cause, field }, tunniste)
}

fn refused(of: &RowOf<'_>, data: ImportRowRefused, tunniste: Option<String>) -> Draft {
    Draft::plain(Fact::from(With::new(data, RefusedRow { tunniste })), vec![Tag::Import(of.id)])
        .sealed_for(Subject::Import(of.id))
}

/// A new person. What leads to somebody else stays where it is: it is not the new person's, and the row says so.
fn create(of: &RowOf<'_>, sent: &SentRow, handles: &Handles, new: PersonOid, others: &[Found<'_>]) -> Vec<Draft> {
    let about = Provenance::unlinked(new, None);
    let free = |kind: IdentifierKind| others.iter().all(|(by, _)| by.kind() != kind);
    let (passport, email) = (free(IdentifierKind::Passport), free(IdentifierKind::Email));
    let mut details = details(sent);
    details.passports.retain(|_| passport);
    details.emails.retain(|_| email);
    let (origin, organisations) = (Origin::ImportRow, of.organisations.to_vec());
    let registered = PersonRegistered { about, origin, import: Some(of.import), organisations };
    let claims = [
        handles.hetu.map(Tag::Hetu),
        handles.passport.filter(|_| passport).map(Tag::Passport),
        handles.email.filter(|_| email).map(Tag::Email),
    ];
    let register = Draft::about(new, With::new(registered, details)).tagged(claims.into_iter().flatten());
    let contradicting = provenances(others, |_| false);
    let conflicts = contradicting.first().map(|_| ConflictKind::ContradictingIdentifiers).into_iter().collect();
    let kept = (!contradicting.is_empty()).then(|| without_reference(sent));
    let resolved = ImportRowResolved { conflicts, contradicting, ..resolved(of, about, RowOutcome::Created) };
    let personal = ResolvedRow { tunniste: sent.tunniste.clone(), sent: kept };
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
        ..PersonDetails::default()
    }
}

/// The person is found; `others` are those to whom the row's further identifiers lead.
fn join(
    of: &RowOf<'_>,
    sent: &SentRow,
    (by, group): Found<'_>,
    others: &[Found<'_>],
    judged: Judged<'_>,
) -> Vec<Draft> {
    let (about, person) = (group.about(Some(by)), group.addressed());
    let contradicting = provenances(others, |other| group.has(other));
    let Judgement { conflicts, withheld } = judge(sent, &judged.person, !contradicting.is_empty());
    let (outcome, hetu_offered) = (RowOutcome::Matched(by.kind()), judged.hetu_offered);
    let resolved =
        ImportRowResolved { conflicts, contradicting, withheld, hetu_offered, ..resolved(of, about, outcome) };
    let personal = ResolvedRow { tunniste: sent.tunniste.clone(), sent: Some(without_reference(sent)) };
    let row = Draft::about(person.oid, With::new(resolved, personal)).tagged([Tag::Import(of.id)]).comparing();
    let joined = if withheld { None } else { join_organisations(person, about, of.organisations) };
    let passive = if withheld { None } else { passive_sent(of, about, group) };
    judged.first.into_iter().chain(joined).chain(passive).chain([row]).collect()
}

/// The sender uses the number of a passive record: somebody must look. A linked record has the state of its head.
fn passive_sent(of: &RowOf<'_>, about: Provenance, group: &Group) -> Option<Draft> {
    let person = group.addressed();
    if group.is_member() || person.is_identified() || !person.is_settled_passive() {
        return None;
    }
    let data = PassivePersonSent { about, import: of.import, row: of.row };
    Some(Draft::plain(With::new(data, Default::default()), vec![Tag::Person(person.oid), Tag::Import(of.id)]))
}

/// The record gains those organisations that it does not have yet; `None` when there is none.
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

/// Those among the found who are somebody else.
fn provenances(found: &[Found<'_>], is_same: impl Fn(PersonOid) -> bool) -> Vec<Provenance> {
    let elsewhere = found.iter().filter(|(_, other)| !is_same(other.addressed().oid));
    elsewhere.map(|(by, other)| other.about(Some(*by))).collect()
}

/// The sender's reference stands beside the row.
fn without_reference(sent: &SentRow) -> SentRow {
    SentRow { tunniste: None, ..sent.clone() }
}
