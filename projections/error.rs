//! What can go wrong with read models.

use events::Position;
use store::StoreError;

/// A fault of the read models; they can always be rebuilt from the log.
#[derive(Debug, Clone, thiserror::Error)]
pub enum ReadError {
    /// The log could not be read.
    #[error(transparent)]
    Log(#[from] StoreError),
    /// The file could not be read or written.
    #[error("the read models are unavailable: {0}")]
    Unavailable(String),
    /// A row is not what was written; `oppijaloki rebuild` makes it anew.
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
            ReadError::Unavailable(_) | ReadError::Incomplete { .. } | ReadError::Behind => false,
        }
    }
}

impl From<rusqlite::Error> for ReadError {
    fn from(error: rusqlite::Error) -> ReadError {
        let says_why = error.to_string();
        match error {
            rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
            | rusqlite::Error::InvalidColumnType(..) => ReadError::CannotFold(says_why),
            error => match error.sqlite_error_code() {
                Some(
                    rusqlite::ErrorCode::ConstraintViolation
                    | rusqlite::ErrorCode::TypeMismatch
                    | rusqlite::ErrorCode::TooBig,
                ) => ReadError::CannotFold(says_why),
                _ => ReadError::Unavailable(says_why),
            },
        }
    }
}
