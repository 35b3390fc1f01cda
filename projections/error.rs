//! What can go wrong with read models.

use std::path::Path;

use events::Position;
use store::StoreError;
use store::sqlite::FileFault;

/// A fault of the read models; they can always be rebuilt from the log.
#[derive(Debug, Clone, thiserror::Error)]
pub enum ReadError {
    /// The log could not be read.
    #[error(transparent)]
    Log(#[from] StoreError),
    /// The file could not be read or written.
    #[error("the read models are unavailable: {0}")]
    Unavailable(String),
    /// The file holds what it should not.
    #[error("the read models are damaged: {0}")]
    DamagedFile(String),
    /// A row is not what was written; `oppijaloki rebuild` rebuilds it.
    #[error("the read models are damaged ({0}); rebuild them")]
    Damaged(&'static str),
    /// The tables take no such thing as an event says: it contradicts what was before, or is not what a writer writes.
    #[error("it cannot be folded: {0}")]
    CannotFold(String),
    /// A rebuild ended early; what was there before stays.
    #[error(
        "the rebuild ended at event {reached} of {of}, and the old read models stay: run `oppijaloki verify` to see \
         what is wrong with the log, and rebuild again"
    )]
    Incomplete {
        /// The last event that was folded.
        reached: Position,
        /// The last event that should have been.
        of: Position,
    },
    /// The read models did not reach a position in time.
    #[error("the read models are behind; try again in a moment")]
    Behind,
}

impl ReadError {
    /// Does this lie in one event, so that the others may go on without it?
    pub(crate) fn is_of_one_event(&self) -> bool {
        match self {
            ReadError::CannotFold(_) | ReadError::Damaged(_) => true,
            ReadError::Log(error) => error.is_of_one_event(),
            ReadError::Unavailable(_)
            | ReadError::DamagedFile(_)
            | ReadError::Incomplete { .. }
            | ReadError::Behind => false,
        }
    }
}

impl From<FileFault> for ReadError {
    fn from(fault: FileFault) -> ReadError {
        match fault.is_damage() {
            true => ReadError::DamagedFile(fault.to_string()),
            false => ReadError::Unavailable(fault.to_string()),
        }
    }
}

impl From<rusqlite::Error> for ReadError {
    fn from(error: rusqlite::Error) -> ReadError {
        use rusqlite::Error::{FromSqlConversionFailure, IntegralValueOutOfRange, InvalidColumnType};
        use rusqlite::ErrorCode::{ConstraintViolation, TooBig, TypeMismatch};
        let of_one_event =
            matches!(error, FromSqlConversionFailure(..) | IntegralValueOutOfRange(..) | InvalidColumnType(..))
                || matches!(error.sqlite_error_code(), Some(ConstraintViolation | TypeMismatch | TooBig));
        match of_one_event {
            true => ReadError::CannotFold(error.to_string()),
            // Read models stand in one file, wherever the data folder is.
            false => FileFault::of(Path::new("data/cache/read.db"))(error).into(),
        }
    }
}
