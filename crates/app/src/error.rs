//! Why a use did not do what was asked. Refusals of decisions are values of their own, beside each use.

use std::time::Duration;

use projections::ReadError;
use store::StoreError;

use crate::places::NoPlace;

/// What a caller is told of a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It passes: the same request may succeed after so many seconds.
    Retry {
        /// Seconds from now.
        after: u32,
    },
    /// It is ours, and a retry would fail too.
    Ours,
}

/// A fault that is nobody's decision. None of the texts carries personal data.
#[derive(Debug, Clone, thiserror::Error)]
pub enum AppError {
    /// Storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Read models failed.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The population register does not answer, and the answer cannot be given without it.
    #[error("the population register does not answer; try again later")]
    RegisterUnavailable {
        /// When the register itself wants to be asked again.
        retry_after: Option<Duration>,
    },
    /// Others kept changing the same persons.
    #[error("others are changing the same persons just now; try again in a moment")]
    Busy,
    /// Expensive work, and all places for it are taken.
    #[error(transparent)]
    NoPlace(#[from] NoPlace),
    /// Work was broken off.
    #[error("the registry is shutting down")]
    Stopping,
}

impl AppError {
    /// What the caller of a failed request is told. Logs what an operator must know of, so it is called once.
    pub fn answer(&self) -> Fault {
        match self {
            AppError::RegisterUnavailable { retry_after } => {
                Fault::Retry { after: retry_after.map_or(10, |after| after.as_secs().clamp(1, 3600) as u32) }
            }
            AppError::Busy | AppError::Stopping => Fault::Retry { after: 1 },
            AppError::NoPlace(_) => Fault::Retry { after: NoPlace::RETRY_AFTER.as_secs() as u32 },
            outage if outage.is_outage() => {
                tracing::error!(error = %outage, "storage is unavailable");
                Fault::Retry { after: 5 }
            }
            error => {
                tracing::error!(%error, "a request failed");
                Fault::Ours
            }
        }
    }

    /// Storage cannot be reached just now, and nothing was lost: the same request may succeed later.
    pub fn is_outage(&self) -> bool {
        // A journal that is refused, or a vault, may be the right one again, once an operator has decided; and so may a
        // clock.
        let storage = matches!(
            self,
            AppError::Store(
                StoreError::Unavailable(_)
                    | StoreError::Overtaken
                    | StoreError::Unsettled
                    | StoreError::Forked(_)
                    | StoreError::VaultReplaced { .. }
                    | StoreError::EventMissing(_)
                    | StoreError::EventAltered(_)
                    | StoreError::CopyBroken(_)
                    | StoreError::ClockAhead(_)
            )
        );
        storage || matches!(self, AppError::Read(ReadError::Unavailable(_) | ReadError::Behind))
    }
}

impl From<tokio::task::JoinError> for AppError {
    fn from(_: tokio::task::JoinError) -> AppError {
        AppError::Stopping
    }
}
