//! The sender of an import reports rows that its own program refused before it sent the others, so that officials see them
//! beside the import.

use std::collections::BTreeSet;

use events::catalogue::{UnsentFault, UnsentReferences, UnsentRow, UnsentRowsReported};
use events::{EventKind, Fact, ImportId, KindSet, OpenedEvent, Position, Subject, Tag, With};

use crate::draft::Draft;
use crate::refusal::RefusalKind;
use crate::refusals::refusals;
use crate::text::text_fault;

/// Most rows of one report.
pub const MOST_ROWS: usize = 500;
/// Most faults of one row.
pub const MOST_FAULTS: usize = 20;
/// The longest reference, in characters.
const LONGEST_REFERENCE: usize = 255;

refusals! {
    /// Why nothing is noted.
    Refusal {
        /// There is no such import.
        NoImport => "no-import", RefusalKind::NotFound;
        /// What was sent in the import is kept no longer, and neither would the references be.
        Expired => "import-expired", RefusalKind::Conflict;
        /// Too many rows, or none; a row twice, or without a fault; a reference that no row may have.
        Malformed => "unsent-rows-malformed", RefusalKind::Invalid("rows");
    }
}

/// Types of events that the decision rests on, under the import's tag.
pub const READS: KindSet = KindSet::of(&[EventKind::UnsentRowsReported, EventKind::ImportDataExpired]);

/// A row that was not sent.
#[derive(Clone, PartialEq, Eq)]
pub struct Reported {
    /// Its number in the sender's file, from 1.
    pub row: u32,
    /// The sender's own reference.
    pub tunniste: Option<String>,
    /// What is wrong with it.
    pub faults: Vec<UnsentFault>,
}

/// What is known of the rows that were not sent with an import.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// Rows that were reported before.
    rows: BTreeSet<u32>,
    /// What was sent can be read no longer.
    expired: bool,
}

impl Known {
    /// Folds the events of [`READS`].
    pub fn fold<'a>(events: impl IntoIterator<Item = &'a OpenedEvent>) -> Known {
        events.into_iter().fold(Known::default(), |mut known, event| {
            match &event.fact {
                Fact::UnsentRowsReported(with) => known.rows.extend(with.data.rows.iter().map(|row| row.row)),
                Fact::ImportDataExpired(_) => known.expired = true,
                _ => {}
            }
            known
        })
    }
}

/// Decides; `None` when every row was reported before, as when a program sends its file once more.
pub fn report_unsent_rows(
    number: Position,
    import: Option<ImportId>,
    known: &Known,
    reported: &[Reported],
) -> Result<Option<Draft>, Refusal> {
    let id = import.ok_or(Refusal::NoImport)?;
    if !fits(reported) {
        return Err(Refusal::Malformed);
    }
    if known.expired {
        return Err(Refusal::Expired);
    }
    let new: Vec<&Reported> = reported.iter().filter(|row| !known.rows.contains(&row.row)).collect();
    if new.is_empty() {
        return Ok(None);
    }
    let rows = new.iter().map(|row| UnsentRow { row: row.row, faults: row.faults.clone() }).collect();
    let references = UnsentReferences { tunnisteet: new.iter().map(|row| row.tunniste.clone()).collect() };
    let fact = With::new(UnsentRowsReported { import: number, rows }, references);
    Ok(Some(Draft::plain(fact, vec![Tag::Import(id)]).sealed_for(Subject::Import(id))))
}

/// May a reference be kept?
pub fn reference_fits(text: &str) -> bool {
    !text.is_empty() && text.chars().count() <= LONGEST_REFERENCE && text_fault(text).is_none()
}

fn fits(reported: &[Reported]) -> bool {
    let numbers: BTreeSet<u32> = reported.iter().map(|row| row.row).filter(|row| *row > 0).collect();
    let row = |row: &Reported| {
        (1..=MOST_FAULTS).contains(&row.faults.len()) && row.tunniste.as_deref().is_none_or(reference_fits)
    };
    (1..=MOST_ROWS).contains(&reported.len()) && numbers.len() == reported.len() && reported.iter().all(row)
}
