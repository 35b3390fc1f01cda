//! Answers of the report.

use app::report::Slice;
use app::report::conflicts::{Conflict, Contradiction, Side};
use app::report::errors::ErrorLine;
use app::report::imports::{ImportDetails, ImportLine, RowLine, Undo};
use app::rules::Status;
use events::codes::{ConflictKind, Hint, IdentifierKind, Interface, RowRefusal};
use events::{Day, Instant};
use projections::counts::query::Summary;
use serde::Serialize;
use utoipa::ToSchema;

use super::learner::NamesAnswer;

/// A part of a list.
#[derive(Serialize, ToSchema)]
pub struct SliceAnswer<T> {
    /// The lines.
    pub items: Vec<T>,
    /// `after` of the next page; null on the last.
    pub next: Option<String>,
    /// How many there are in all, where that is known without reading them.
    pub total: Option<u64>,
}

impl<T> SliceAnswer<T> {
    /// Of a slice.
    pub fn of<L>(slice: Slice<L>, answer: impl Fn(L) -> T) -> SliceAnswer<T> {
        let next = slice.next.map(|cursor| cursor.0);
        SliceAnswer { items: slice.items.into_iter().map(answer).collect(), next, total: slice.total }
    }
}

/// Distinct imported people by state.
#[derive(Debug, Serialize, ToSchema)]
pub struct SummaryAnswer {
    /// The day at whose end it stood so; null for now.
    #[schema(value_type = Option<String>)]
    pub as_of: Option<Day>,
    /// Identified.
    pub successful: u64,
    /// Somebody must act.
    pub failed: u64,
    /// Waiting for an answer.
    pub in_progress: u64,
    /// All of them.
    pub total: u64,
}

impl SummaryAnswer {
    /// Of a summary.
    pub fn new(summary: Summary, as_of: Option<Day>) -> SummaryAnswer {
        let Summary { successful, failed, in_progress } = summary;
        SummaryAnswer { as_of, successful, failed, in_progress, total: successful + failed + in_progress }
    }
}

/// A line of the error list.
#[derive(Serialize, ToSchema)]
pub struct ErrorAnswer {
    /// The person.
    pub oid: String,
    /// Names; empty when erased.
    pub names: NamesAnswer,
    /// Birth date: the one in the hetu, where there is one.
    #[schema(value_type = Option<String>)]
    pub birth_date: Option<Day>,
    /// Birth date as it was sent with the registration.
    #[schema(value_type = Option<String>)]
    pub sent_birth_date: Option<Day>,
    /// Why, and so what to do next.
    pub cause: String,
    /// What to suspect beside the cause: `wrong_separator` (of the hetu), or `birth_date_differs` (`birth_date`, which is
    /// the hetu's, and `sent_birth_date` differ, and no other separator would mend that).
    #[schema(value_type = Option<String>)]
    pub hint: Option<Hint>,
    /// OID of another here who is the same person by the population register's word, and holds one of their hetus.
    pub also_here_as: Option<String>,
    /// Since when the error stands.
    #[schema(value_type = String)]
    pub since: Instant,
    /// When the register is asked again by itself.
    #[schema(value_type = Option<String>)]
    pub next_try: Option<Instant>,
    /// When the person's record was created.
    #[schema(value_type = String)]
    pub created: Instant,
    /// The person's newest import.
    pub import: Option<u64>,
    /// Name of the service that sent it; null when it is not known.
    pub sent_by: Option<String>,
    /// The person's organisations that the caller looks through.
    pub organisations: Vec<String>,
}

impl From<ErrorLine> for ErrorAnswer {
    fn from(line: ErrorLine) -> ErrorAnswer {
        ErrorAnswer {
            oid: line.oid.to_string(),
            names: NamesAnswer::from(&line.names),
            birth_date: line.birth_date,
            sent_birth_date: line.sent_birth_date,
            cause: line.cause.name(),
            hint: line.hint,
            also_here_as: line.also_here_as.map(|oid| oid.to_string()),
            since: line.since,
            next_try: line.next_try,
            created: line.created,
            import: line.import.map(|number| number.0),
            sent_by: line.sent_by,
            organisations: line.organisations.iter().map(ToString::to_string).collect(),
        }
    }
}

/// An import and its counts: total = successful + failures + in progress.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportAnswer {
    /// Its number.
    pub number: u64,
    /// The number that ONR gave it; null of an import that was sent here. The compatible paths and the pages know it by that.
    pub onr_number: Option<i64>,
    /// When it came.
    #[schema(value_type = String)]
    pub received: Instant,
    /// Name of the sending service; null when it is not known.
    pub sent_by: Option<String>,
    /// The sender's organisations.
    pub organisations: Vec<String>,
    /// Rows.
    pub total: u32,
    /// Rows whose person is identified.
    pub successful: u32,
    /// Rows that somebody must look at, refused ones too.
    pub failures: u32,
    /// Rows without a final answer, unresolved ones too.
    pub in_progress: u32,
    /// Rows with a conflict.
    pub conflicts: u32,
    /// Rows resolved or refused.
    pub processed: u32,
    /// When every row was resolved or refused.
    #[schema(value_type = Option<String>)]
    pub completed: Option<Instant>,
    /// The compatible path it came by.
    #[schema(value_type = Option<String>)]
    pub interface: Option<Interface>,
}

impl From<ImportLine> for ImportAnswer {
    fn from(line: ImportLine) -> ImportAnswer {
        ImportAnswer {
            number: line.number.0,
            onr_number: line.onr_number,
            received: line.received,
            sent_by: line.sent_by,
            organisations: line.organisations.iter().map(ToString::to_string).collect(),
            total: line.total,
            successful: line.successful,
            failures: line.failures,
            in_progress: line.in_progress,
            conflicts: line.conflicts,
            processed: line.processed,
            completed: line.completed,
            interface: line.interface,
        }
    }
}

/// One import in full.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportDetailsAnswer {
    /// As in the list.
    #[serde(flatten)]
    pub import: ImportAnswer,
    /// How many rows have a conflict of each kind.
    pub conflict_kinds: Vec<ConflictKindCount>,
    /// How many conflicts have been checked in the sender's own register.
    pub conflicts_checked: u32,
    /// How many rows were refused after acceptance.
    pub refused: u32,
    /// How many rows give another number than when the import was done.
    pub renumbered: u32,
    /// How many rows of the sender's file were refused before sending, as far as its program reported them.
    pub unsent: u32,
    /// How far it was taken back; null when it never was.
    pub undo: Option<UndoneAnswer>,
    /// May the caller see what was sent, and conflicts side by side?
    pub shows_data: bool,
}

/// How far an import was taken back.
#[derive(Debug, Serialize, ToSchema)]
pub struct UndoneAnswer {
    /// Rows that are undone.
    pub undone: u32,
    /// Rows whose undoing was reversed: what they did counts again.
    pub restored: u32,
    /// Rows that are kept.
    pub kept: u32,
    /// No row is left.
    pub done: bool,
}

impl From<Undo> for UndoneAnswer {
    fn from(Undo { undone, restored, kept, done, .. }: Undo) -> UndoneAnswer {
        UndoneAnswer { undone, restored, kept, done }
    }
}

/// A kind of conflict and how many rows have it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ConflictKindCount {
    /// Which.
    #[schema(value_type = String)]
    pub kind: ConflictKind,
    /// How many.
    pub rows: u32,
}

impl From<ImportDetails> for ImportDetailsAnswer {
    fn from(details: ImportDetails) -> ImportDetailsAnswer {
        let count = |(kind, rows)| ConflictKindCount { kind, rows };
        ImportDetailsAnswer {
            import: details.line.into(),
            conflict_kinds: details.conflict_kinds.into_iter().map(count).collect(),
            conflicts_checked: details.conflicts_checked,
            refused: details.refused,
            renumbered: details.renumbered,
            unsent: details.unsent,
            undo: details.undo.map(UndoneAnswer::from),
            shows_data: details.shows_data,
        }
    }
}

/// A row of an import.
#[derive(Serialize, ToSchema)]
pub struct RowAnswer {
    /// Number of the row, from 0 as in the list `henkilot` that was sent. Pages and the command line count from 1.
    pub row: u32,
    /// The sender's own reference.
    pub tunniste: Option<String>,
    /// The person; null when the row was refused.
    pub oid: Option<String>,
    /// The oppijanumero, when the person is identified.
    pub oppijanumero: Option<String>,
    /// Names, when the caller may see the person's data.
    pub names: Option<NamesAnswer>,
    /// `successful`, `in_progress` or `failed`; null when refused.
    #[schema(value_type = Option<String>)]
    pub status: Option<Status>,
    /// Why somebody must look at the person.
    pub cause: Option<String>,
    /// Why the row was refused.
    #[schema(value_type = Option<String>)]
    pub refusal: Option<RowRefusal>,
    /// How the row differed.
    #[schema(value_type = Vec<String>)]
    pub conflicts: Vec<ConflictKind>,
    /// The sender gained no access by this row.
    pub withheld: bool,
    /// The number changed after the import was done; null where it did not.
    pub renumbered: Option<RenumberedAnswer>,
    /// When its conflict was checked in the sender's own register, and by whom.
    pub checked: Option<ReviewAnswer>,
}

/// That the number of a row changed after its import was done.
#[derive(Serialize, ToSchema)]
pub struct RenumberedAnswer {
    /// When.
    pub at: String,
    /// The number before.
    pub was: String,
}

impl From<RowLine> for RowAnswer {
    fn from(line: RowLine) -> RowAnswer {
        RowAnswer {
            row: line.row,
            tunniste: line.tunniste,
            oid: line.oid.map(|oid| oid.to_string()),
            oppijanumero: line.oppijanumero.map(|oid| oid.to_string()),
            names: line.names.as_ref().map(NamesAnswer::from),
            status: line.status,
            cause: line.cause.map(|cause| cause.name()),
            refusal: line.refusal,
            conflicts: line.conflicts,
            withheld: line.withheld,
            renumbered: line
                .renumbered
                .map(|change| RenumberedAnswer { at: change.at.to_string(), was: change.was.to_string() }),
            checked: line.checked.map(|(at, by)| ReviewAnswer { at, by }),
        }
    }
}

/// A row that differs from the person it led to.
#[derive(Serialize, ToSchema)]
pub struct ConflictAnswer {
    /// Number of the row, from 0 as in the list `henkilot` that was sent. Pages and the command line count from 1.
    pub row: u32,
    /// The sender's own reference.
    pub tunniste: Option<String>,
    /// The person.
    pub oid: String,
    /// How it differs.
    #[schema(value_type = Vec<String>)]
    pub kinds: Vec<ConflictKind>,
    /// What was sent; null when erased.
    pub sent: Option<SideAnswer>,
    /// What the registry held before the row; null when erased, or when the row did not open the person's record.
    pub then: Option<SideAnswer>,
    /// What the registry holds now; null as before.
    pub now: Option<SideAnswer>,
    /// Identifiers of the row that are somebody else's.
    pub contradictions: Vec<ContradictionAnswer>,
    /// Checked in the sender's own register.
    pub checked: Option<ReviewAnswer>,
}

/// An identifier of a row that led to somebody else than the row.
#[derive(Serialize, ToSchema)]
pub struct ContradictionAnswer {
    /// `oid`, `hetu`, `passport` or `email`.
    #[schema(value_type = String)]
    pub kind: IdentifierKind,
    /// As it was sent; null when erased.
    pub sent: Option<String>,
    /// Whose it is; null when the caller may not see them.
    pub other: Option<String>,
}

/// Names and hetu at one place.
#[derive(Serialize, ToSchema)]
pub struct SideAnswer {
    /// Names.
    pub names: NamesAnswer,
    /// Hetu.
    pub hetu: Option<String>,
}

/// When a conflict was checked, and by whom.
#[derive(Serialize, ToSchema)]
pub struct ReviewAnswer {
    /// When.
    #[schema(value_type = String)]
    pub at: Instant,
    /// Who noted it.
    pub by: String,
}

impl From<Conflict> for ConflictAnswer {
    fn from(conflict: Conflict) -> ConflictAnswer {
        let side = |side: Side| SideAnswer {
            names: NamesAnswer::from(&side.names),
            hetu: side.hetu.map(|hetu| hetu.as_str().to_owned()),
        };
        ConflictAnswer {
            row: conflict.row,
            tunniste: conflict.tunniste,
            oid: conflict.oid.to_string(),
            kinds: conflict.kinds,
            contradictions: conflict.contradictions.into_iter().map(ContradictionAnswer::from).collect(),
            sent: conflict.sent.map(side),
            then: conflict.then.map(side),
            now: conflict.now.map(side),
            checked: conflict.checked.map(|(at, by)| ReviewAnswer { at, by }),
        }
    }
}

impl From<Contradiction> for ContradictionAnswer {
    fn from(contradiction: Contradiction) -> ContradictionAnswer {
        let Contradiction { kind, sent, other } = contradiction;
        ContradictionAnswer { kind, sent, other: other.map(|oid| oid.to_string()) }
    }
}
