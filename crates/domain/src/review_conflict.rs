//! An official notes that they looked into a row's conflict in their own register, or takes the note back. The conflict
//! itself stays: what differed when the row came is history.

use events::catalogue::{ConflictReviewTakenBack, ConflictReviewed, Provenance};
use events::{EventKind, Fact, ImportId, KindSet, OpenedEvent, PersonOid, Position, Tag, With};

use crate::draft::Draft;
use crate::refusal::RefusalKind;
use crate::rows::import_of;

/// A row's conflict as of the last event folded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowConflict {
    /// The person whom the row led to.
    pub about: Provenance,
    /// The import, as events name it.
    pub import: ImportId,
    /// Did the row differ from the person at all?
    pub differs: bool,
    /// It is noted already.
    pub checked: bool,
}

/// Why nothing is noted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// There is no such import.
    NoImport,
    /// The row does not exist, was refused, or does not differ.
    NoConflict,
    /// It is noted already.
    AlreadyChecked,
    /// It is not noted, so there is nothing to take back.
    NotChecked,
}

impl crate::Refusal for Refusal {
    const ALL: &'static [Refusal] =
        &[Refusal::NoImport, Refusal::NoConflict, Refusal::AlreadyChecked, Refusal::NotChecked];

    fn name(self) -> &'static str {
        match self {
            Refusal::NoImport => "no-import",
            Refusal::NoConflict => "no-conflict",
            Refusal::AlreadyChecked => "already-checked",
            Refusal::NotChecked => "not-checked",
        }
    }

    fn kind(self) -> RefusalKind {
        match self {
            Refusal::NoImport => RefusalKind::NotFound,
            Refusal::NoConflict | Refusal::AlreadyChecked | Refusal::NotChecked => RefusalKind::Conflict,
        }
    }
}

impl RowConflict {
    /// Folds what resolved the row and what noted it, and whatever comes between; `None` when the row led to nobody.
    pub fn fold<'a>(
        events: impl IntoIterator<Item = &'a OpenedEvent>,
        number: Position,
        row: u32,
    ) -> Option<RowConflict> {
        events.into_iter().fold(None, |state, event| match (&event.fact, state) {
            (Fact::ImportRowResolved(with), _) if (with.data.import, with.data.row) == (number, row) => {
                let import = import_of(event)?;
                let differs = !with.data.conflicts.is_empty();
                Some(RowConflict { about: with.data.about, import, differs, checked: false })
            }
            (Fact::ImportRowWithheld(with), Some(state)) if (with.data.import, with.data.row) == (number, row) => {
                Some(RowConflict { differs: true, ..state })
            }
            (Fact::ImportRowReassigned(with), Some(state)) if (with.data.import, with.data.row) == (number, row) => {
                let (about, differs) = (with.data.about, !with.data.conflicts.is_empty());
                let checked = state.checked && with.data.from == about.addressed;
                Some(RowConflict { about, differs, checked, ..state })
            }
            (Fact::ConflictReviewed(with), Some(state)) if (with.data.import, with.data.row) == (number, row) => {
                Some(RowConflict { checked: true, ..state })
            }
            (Fact::ConflictReviewTakenBack(with), Some(state))
                if (with.data.import, with.data.row) == (number, row) =>
            {
                Some(RowConflict { checked: false, ..state })
            }
            (_, state) => state,
        })
    }
}

/// Types of events about the person of a row that change what is decided, beside the row's own.
pub const READS: KindSet = KindSet::of(&[
    EventKind::ImportRowWithheld,
    EventKind::ImportRowReassigned,
    EventKind::ConflictReviewed,
    EventKind::ConflictReviewTakenBack,
]);

/// The person to whom a row went, when this event took it from somebody.
pub fn moved(event: &OpenedEvent, number: Position, row: u32, from: PersonOid) -> Option<PersonOid> {
    let Fact::ImportRowReassigned(with) = &event.fact else { return None };
    let (of_row, to) = ((with.data.import, with.data.row) == (number, row), with.data.about.addressed);
    (of_row && with.data.from == from && to != from).then_some(to)
}

/// Decides.
pub fn review_conflict(
    number: Position,
    row: u32,
    state: Option<&RowConflict>,
    taken_back: bool,
) -> Result<Draft, Refusal> {
    let conflict = state.filter(|conflict| conflict.differs).ok_or(Refusal::NoConflict)?;
    let (about, import) = (conflict.about, number);
    let tags = vec![Tag::Person(about.addressed), Tag::Import(conflict.import)];
    match (taken_back, conflict.checked) {
        (false, true) => Err(Refusal::AlreadyChecked),
        (true, false) => Err(Refusal::NotChecked),
        (false, false) => {
            Ok(Draft::plain(With::new(ConflictReviewed { about, import, row }, Default::default()), tags))
        }
        (true, true) => {
            Ok(Draft::plain(With::new(ConflictReviewTakenBack { about, import, row }, Default::default()), tags))
        }
    }
}
