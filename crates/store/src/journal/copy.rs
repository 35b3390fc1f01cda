//! A journal copied event by event into another engine. The copy has the same identity, so vault and nodes take it for
//! what it is; it can be broken off and taken up again.

use std::time::Duration;

use events::{Head, Position};

use super::{AppendError, EVENT_OVERHEAD, EventBytes, Journal, JournalError, Stored};

/// Events of one append.
const BATCH: usize = 2_000;

/// How long until an append is sent again whose outcome is unknown.
const AGAIN: Duration = Duration::from_millis(200);

/// Why a journal was not copied to its end.
#[derive(Debug, Clone, thiserror::Error)]
pub enum CopyError {
    /// One of the two failed.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The destination holds another journal.
    #[error("the destination holds another journal; nothing was copied")]
    Foreign,
    /// The destination holds other events, or more of them.
    #[error("the destination does not hold the beginning of the source: they differ at event {0} at the latest")]
    Differs(Position),
    /// The source does not prove itself.
    #[error("ALARM: the chain of the source is broken at event {0}: something was altered")]
    Broken(Position),
    /// The destination cannot be written.
    #[error("the destination cannot be written: {0}")]
    Append(AppendError),
}

/// Copies what the destination lacks, and gives its head. `tell` is told the position reached and the source's last one.
pub async fn copy(
    from: &dyn Journal,
    to: &dyn Journal,
    tell: &(dyn Fn(Position, Position) + Send + Sync),
) -> Result<Head, CopyError> {
    if from.identity().await? != to.identity().await? {
        return Err(CopyError::Foreign);
    }
    let (end, mut head) = (from.head().await?, to.head().await?);
    if head.position > Position::START {
        let same = from.tail(Position(head.position.0 - 1), 1).await?;
        if same.first().is_none_or(|event| event.chain != head.chain) {
            return Err(CopyError::Differs(head.position));
        }
    }
    loop {
        let stored = from.tail(head.position, BATCH).await?;
        if stored.is_empty() {
            return Ok(head);
        }
        for part in parts(&stored, to.append_limit()) {
            head = append(to, head, part).await?;
            tell(head.position, end.position.max(head.position));
        }
    }
}

/// Events cut into pieces that one append takes, each as large as it may be.
fn parts(stored: &[Stored], limit: usize) -> impl Iterator<Item = &[Stored]> {
    let mut room = limit;
    stored.chunk_by(move |before, event| {
        let size = |event: &Stored| event.bytes.len() + EVENT_OVERHEAD;
        room = room.saturating_sub(size(before));
        let fits = size(event) <= room;
        if !fits {
            room = limit;
        }
        fits
    })
}

async fn append(to: &dyn Journal, after: Head, stored: &[Stored]) -> Result<Head, CopyError> {
    let mut follows = after;
    for event in stored {
        follows = follows.after(&event.bytes);
        if (follows.position, follows.chain) != (event.position, event.chain) {
            return Err(CopyError::Broken(event.position));
        }
    }
    let bytes: Vec<EventBytes> = stored.iter().map(|event| event.bytes.clone()).collect();
    loop {
        match to.append(after, &bytes).await {
            Ok(head) => return Ok(head),
            // The same again: it is appended once.
            Err(AppendError::Unknown(why)) => {
                tracing::warn!(%why, "an append has an unknown outcome; asking again");
                tokio::time::sleep(AGAIN).await;
            }
            Err(error) => return Err(CopyError::Append(error)),
        }
    }
}
