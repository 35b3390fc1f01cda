//! Leases: a small stream for each, in whose last event stands who holds it and for how long.
//!
//! Machines do not compare their clocks. Somebody else may take a lease over only when he has himself seen it not renewed
//! for its whole time; of several who try, the server lets one.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use eventstore::{EventData, RecordedEvent, StreamMetadataBuilder, StreamState};
use tokio::time::Instant;
use uuid::Uuid;

use super::connection::{Connection, Trouble};

/// Type of the events.
const LEASE: &str = "oppijaloki-lease";

/// The leases beside one journal.
pub struct Leases {
    /// Their streams are called so, and the lease's name behind it.
    prefix: String,
    /// The last renewals as this node has seen them: revision, and since when it is the last one.
    seen: Mutex<HashMap<String, (u64, Instant)>>,
}

/// Who holds a lease, and for how long from each renewal.
struct Lease {
    holder: Uuid,
    time: Duration,
}

impl Leases {
    /// Those beside the journal in this stream.
    pub fn beside(stream: &str) -> Leases {
        Leases { prefix: format!("{stream}-lease-"), seen: Mutex::default() }
    }

    /// Takes or keeps a lease; `false` while another holder has it.
    pub async fn take(
        &self,
        connection: &Connection,
        name: &str,
        holder: Uuid,
        time: Duration,
    ) -> Result<bool, Trouble> {
        let stream = format!("{}{name}", self.prefix);
        let taken = self.try_take(connection, name, &stream, Lease { holder, time }).await;
        if let Err(Trouble::Denied) = taken {
            // Anyone who asks takes the journal for away, and would wait in silence.
            tracing::warn!(stream, "a lease cannot be taken: KurrentDB denies its stream to this user");
        }
        taken
    }

    async fn try_take(&self, connection: &Connection, name: &str, stream: &str, lease: Lease) -> Result<bool, Trouble> {
        let state = match connection.read_last(stream).await {
            Ok(last) if self.may_take(name, &last, lease.holder) => StreamState::StreamRevision(last.revision),
            Ok(_) => return Ok(false),
            Err(Trouble::NotThere) => {
                keep_the_last_alone(connection, stream).await?;
                StreamState::NoStream
            }
            Err(trouble) => return Err(trouble),
        };
        match connection.append(stream, state, vec![lease.written()]).await {
            Ok(_) => Ok(true),
            Err(Trouble::Moved) => Ok(false),
            Err(trouble) => Err(trouble),
        }
    }

    fn may_take(&self, name: &str, last: &RecordedEvent, holder: Uuid) -> bool {
        // What nobody can read nobody holds.
        let Some(lease) = Lease::read(last) else { return true };
        lease.holder == holder || self.age(name, last.revision) >= lease.time
    }

    /// For how long this renewal has been the last one.
    fn age(&self, name: &str, revision: u64) -> Duration {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        let renewal = seen.entry(name.to_owned()).or_insert((revision, now));
        if renewal.0 != revision {
            *renewal = (revision, now);
        }
        now.duration_since(renewal.1)
    }
}

impl Lease {
    fn written(&self) -> EventData {
        let millis = u64::try_from(self.time.as_millis()).unwrap_or(u64::MAX);
        let bytes = [self.holder.as_bytes().as_slice(), &millis.to_be_bytes()].concat();
        EventData::binary(LEASE, bytes.into())
    }

    fn read(event: &RecordedEvent) -> Option<Lease> {
        let (holder, millis) = event.data.split_at_checked(16)?;
        let time = Duration::from_millis(u64::from_be_bytes(millis.try_into().ok()?));
        Some(Lease { holder: Uuid::from_slice(holder).ok()?, time })
    }
}

/// Has the server forget all renewals but the last. Without the right to set that, the stream grows.
async fn keep_the_last_alone(connection: &Connection, stream: &str) -> Result<(), Trouble> {
    let metadata = StreamMetadataBuilder::new().max_count(1).build();
    match connection.describe(stream, &metadata).await {
        Ok(()) | Err(Trouble::Moved) => Ok(()),
        Err(Trouble::Denied) => {
            tracing::warn!(stream, "the stream of a lease cannot be kept short: its metadata may not be written");
            Ok(())
        }
        Err(trouble) => Err(trouble),
    }
}
