//! An official says to whom rows of imports lead: each stays, goes to another person, or all that go to a new person go to
//! the same one. Source: docs/rules.md, *Rows on the wrong person*.
//!
//! A row is judged by the person to whom it goes, as if it had come by that person's OID: by another's name it opens no
//! record. Senders lose the access that the row alone gave them.

use std::collections::{BTreeMap, BTreeSet};

use events::catalogue::{ImportRowReassigned, OrganisationLeft, PersonRegistered, Provenance, ReassignedRow};
use events::codes::{ConflictKind, IdentifierKind, Origin, ReassignmentCause};
use events::person::SentRow;
use events::{OrganisationOid, PersonOid, Tag, With};

use crate::draft::Draft;
use crate::group::Group;
use crate::judge::{Judgement, judge};
use crate::match_row::{details, join_organisations};
use crate::person::Readable;
use crate::refusal::RefusalKind;
use crate::refusals::{refusals, refuses_words};
use crate::rows::{LedRow, PersonRows, RowNumber};
use crate::text::check_statement;

/// Most rows of one command: with what was sent in each they fit into one.
pub const MOST: usize = 100;

/// Where a row goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum To {
    /// To the same person as before.
    Stays,
    /// To this person.
    Person(PersonOid),
    /// To a new person, who is registered from the first of these rows.
    New,
}

/// What the official wants.
#[derive(Clone, Default)]
pub struct Wanted {
    /// The rows.
    pub rows: BTreeMap<RowNumber, To>,
    /// Why, in the official's own words.
    pub words: Option<String>,
}

/// The person to whom the rows lead.
pub struct Holder {
    /// The person, and who is linked with them.
    pub group: Group,
    /// The rows that lead to them.
    pub rows: PersonRows,
}

/// An identifier of the row from which a new person is registered.
#[derive(Debug, Clone, Copy)]
pub struct Found {
    /// Its kind.
    pub kind: IdentifierKind,
    /// Its tag.
    pub tag: Tag,
    /// Somebody holds it.
    pub held: bool,
}

refusals! {
    /// Why the rows lead where they did.
    Refusal {
        /// There is no such person.
        NoPerson => "no-person", RefusalKind::NotFound;
        /// A row does not lead to the person, or not any more.
        NoRow => "row-elsewhere", RefusalKind::Conflict;
        /// Nothing is chosen that would change anything.
        Nothing => "rows-none", RefusalKind::Invalid("rows");
        /// Too many rows at once.
        TooMany => "rows-too-many", RefusalKind::Invalid("rows");
        /// The person to whom a row goes does not exist, or the official has no right to them.
        NoTarget => "row-no-target", RefusalKind::Invalid("to");
        /// The person to whom a row goes is erased, cannot be read, or their registration does not count.
        TargetUnreadable => "row-target-unreadable", RefusalKind::Invalid("to");
        /// The person to whom a row goes is passive.
        TargetPassive => "row-target-passive", RefusalKind::Invalid("to");
        /// The row leads to that person already.
        SamePerson => "row-same-person", RefusalKind::Invalid("to");
        /// The registration of the person does not count: the row cannot stay.
        Void => "row-person-void", RefusalKind::Invalid("to");
        /// What was sent cannot be read any more.
        Unreadable => "row-unreadable", RefusalKind::Conflict;
        /// The reason in words is too long.
        WordsTooLong => "words-too-long", RefusalKind::Invalid("words");
        /// The reason in words has characters that no text may have.
        WordsMalformed => "words-malformed", RefusalKind::Invalid("words");
    }
}

refuses_words!(Refusal);

/// The first row that goes to a new person, which is registered from what was sent in it.
pub fn first_of_new<'a>(from: &'a Holder, wanted: &Wanted) -> Option<&'a SentRow> {
    let (number, _) = wanted.rows.iter().find(|(_, to)| **to == To::New)?;
    from.rows.rows.get(number)?.sent.as_ref()
}

/// Decides. `targets` are the persons to whom rows go, as far as there are any whom the official may change; `new` is an
/// OID that nobody has, and `found` the identifiers of [`first_of_new`].
pub fn reassign_rows(
    from: Option<&Holder>,
    wanted: &Wanted,
    targets: &BTreeMap<PersonOid, Group>,
    new: PersonOid,
    found: &[Found],
) -> Result<Vec<Draft>, Refusal> {
    let from = from.ok_or(Refusal::NoPerson)?;
    check_statement(wanted.words.as_deref())?;
    if wanted.rows.len() > MOST {
        return Err(Refusal::TooMany);
    }
    let moves = wanted.rows.iter().map(|(number, to)| Move::of(from, *number, *to, targets, found, new));
    let moves: Vec<Move<'_>> = moves.filter_map(Result::transpose).collect::<Result<_, _>>()?;
    if moves.is_empty() {
        return Err(Refusal::Nothing);
    }
    let registered = moves.iter().find(|row| row.target.is_none()).map(|first| register(&moves, first, found));
    let joined = targets.values().filter_map(|target| joins(&moves, target));
    let reassigned = moves.iter().map(|row| row.reassigned(from, wanted));
    Ok(registered.into_iter().chain(joined).chain(reassigned).chain(leave(from, &moves)).collect())
}

/// A row on its way.
struct Move<'a> {
    number: RowNumber,
    row: &'a LedRow,
    sent: &'a SentRow,
    to: Provenance,
    /// The person to whom it goes; absent where they are new.
    target: Option<&'a Group>,
    judged: Judgement,
}

impl<'a> Move<'a> {
    /// `None` where nothing changes.
    fn of(
        from: &'a Holder,
        number: RowNumber,
        to: To,
        targets: &'a BTreeMap<PersonOid, Group>,
        found: &[Found],
        new: PersonOid,
    ) -> Result<Option<Move<'a>>, Refusal> {
        let row = from.rows.rows.get(&number).ok_or(Refusal::NoRow)?;
        let person = from.group.addressed();
        if to == To::Stays && !row.turns(person) {
            return Ok(None);
        }
        let sent = row.sent.as_ref().ok_or(Refusal::Unreadable)?;
        let row_to = |to, target, judged| Ok(Some(Move { number, row, sent, to, target, judged }));
        match to {
            To::Stays if person.void => Err(Refusal::Void),
            To::Stays => {
                let judged = Judgement { conflicts: row.conflicts.clone(), withheld: row.withheld };
                row_to(from.group.about(None), Some(&from.group), judged)
            }
            To::Person(oid) if oid == person.oid => Err(Refusal::SamePerson),
            To::Person(oid) => {
                let target = usable(targets.get(&oid))?;
                row_to(target.about(None), Some(target), judge(sent, target.shown(), false))
            }
            To::New => {
                let contradicts = found.iter().any(|one| one.held).then_some(ConflictKind::ContradictingIdentifiers);
                let judged = Judgement { conflicts: contradicts.into_iter().collect(), withheld: false };
                row_to(Provenance::unlinked(new, None), None, judged)
            }
        }
    }

    fn reassigned(&self, from: &Holder, wanted: &Wanted) -> Draft {
        let person = from.group.addressed();
        let cause = match () {
            () if person.void => ReassignmentCause::RegistrationVoid,
            () if self.row.turns(person) => ReassignmentCause::IdentifierEnded,
            () => ReassignmentCause::WrongPerson,
        };
        let data = ImportRowReassigned {
            about: self.to,
            import: self.number.0,
            row: self.number.1,
            from: person.oid,
            cause,
            organisations: self.row.organisations.clone(),
            conflicts: self.judged.conflicts.clone(),
            withheld: self.judged.withheld,
        };
        let sent = SentRow { tunniste: None, ..self.sent.clone() };
        let personal = ReassignedRow { tunniste: self.sent.tunniste.clone(), sent, words: wanted.words.clone() };
        let other = (person.oid != self.to.addressed).then_some(Tag::Person(person.oid));
        let draft = Draft::about(self.to.addressed, With::new(data, personal)).comparing();
        draft.tagged([Tag::Import(self.row.id)]).tagged(other)
    }
}

fn usable(target: Option<&Group>) -> Result<&Group, Refusal> {
    let target = target.ok_or(Refusal::NoTarget)?;
    match () {
        () if target.readable() != Readable::Yes || target.is_void() => Err(Refusal::TargetUnreadable),
        () if target.shown().passive.is_some() => Err(Refusal::TargetPassive),
        () => Ok(target),
    }
}

/// The organisations that gain access to a person by rows.
fn senders<'a>(moves: impl Iterator<Item = &'a Move<'a>>) -> Vec<OrganisationOid> {
    let open = moves.filter(|row| !row.judged.withheld);
    let all: BTreeSet<&OrganisationOid> = open.flat_map(|row| &row.row.organisations).collect();
    all.into_iter().cloned().collect()
}

/// The new person. What is somebody else's is not theirs.
fn register(moves: &[Move<'_>], first: &Move<'_>, found: &[Found]) -> Draft {
    let free = |kind| found.iter().any(|one| one.kind == kind && !one.held);
    let mut details = details(first.sent);
    details.hetu = details.hetu.filter(|_| free(IdentifierKind::Hetu));
    details.passports.retain(|_| free(IdentifierKind::Passport));
    details.emails.retain(|_| free(IdentifierKind::Email));
    let organisations = senders(moves.iter().filter(|row| row.target.is_none()));
    let (about, origin, import) = (first.to, Origin::ImportRow, Some(first.number.0));
    let data = PersonRegistered { about, origin, import, organisations };
    let claims = found.iter().filter(|one| !one.held).map(|one| one.tag);
    Draft::about(about.addressed, With::new(data, details)).tagged(claims)
}

fn joins(moves: &[Move<'_>], target: &Group) -> Option<Draft> {
    let oid = target.addressed().oid;
    let senders = senders(moves.iter().filter(|row| row.to.addressed == oid));
    join_organisations(target.addressed(), target.about(None), &senders)
}

/// Whoever had access to the person by these rows alone has none any more.
fn leave(from: &Holder, moves: &[Move<'_>]) -> Option<Draft> {
    let person = from.group.addressed();
    let gone = moves.iter().filter(|row| row.to.addressed != person.oid);
    let gone: BTreeMap<RowNumber, &LedRow> = gone.map(|row| (row.number, row.row)).collect();
    let stay = from.rows.stay(&gone.keys().copied().collect());
    let senders: BTreeSet<&OrganisationOid> = gone.values().flat_map(|row| &row.organisations).collect();
    let left = person.organisations.iter().filter(|own| senders.contains(own) && !stay.contains(own));
    let organisations: Vec<OrganisationOid> = left.cloned().collect();
    let data = OrganisationLeft { about: from.group.about(None), organisations };
    (!data.organisations.is_empty())
        .then(|| Draft::plain(With::new(data, Default::default()), vec![Tag::Person(person.oid)]))
}
