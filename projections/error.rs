//! What can go wrong with read models.

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
    /// The read models did not reach a position in time.
    #[error("the read models are behind; try again in a moment")]
    Behind,
}

impl From<rusqlite::Error> for ReadError {
    fn from(error: rusqlite::Error) -> ReadError {
        ReadError::Unavailable(error.to_string())
    }
}
