//! How a row of an import differs from the person it led to, and whether it opens their record.

use events::codes::ConflictKind;
use events::person::{Names, SentRow};
use matching::{HeldNames, NameConflict};

use crate::person::Person;

/// What a row is judged to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// How it differs; empty when it does not.
    pub conflicts: Vec<ConflictKind>,
    /// It opens no record.
    pub withheld: bool,
}

/// Judges a row by a person; `contradicts` says that another identifier of it leads to somebody else.
///
/// Names of another, and another hetu, open no record. Identifiers that contradict each other open none either, unless
/// the row has a hetu of the person's: a hetu outranks every other identifier.
pub fn judge(sent: &SentRow, person: &Person, contradicts: bool) -> Judgement {
    let mut conflicts = name_conflicts(&sent.names, person.held_names());
    let by_hetu = sent.hetu.is_some_and(|hetu| person.has_hetu(&hetu));
    let hetu_differs = person.hetu.is_some() && sent.hetu.is_some() && !by_hetu;
    let different = conflicts.contains(&ConflictKind::DifferentName);
    conflicts.extend(hetu_differs.then_some(ConflictKind::HetuDiffers));
    conflicts.extend(contradicts.then_some(ConflictKind::ContradictingIdentifiers));
    Judgement { conflicts, withheld: different || hetu_differs || (contradicts && !by_hetu) }
}

/// How sent names differ from those held.
pub(crate) fn name_conflicts(sent: &Names, held: HeldNames<'_>) -> Vec<ConflictKind> {
    let sent = matching::Names { first_names: &sent.first_names, surname: &sent.surname };
    matching::name_conflicts(sent, held).into_iter().map(kind_of).collect()
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
