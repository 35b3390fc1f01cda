//! The journal on KurrentDB: one stream of a replicated cluster, shared by any number of nodes.
//!
//! Revision 0 holds the journal's identity, so event *n* stands at revision *n*: dense, in order, and an append succeeds
//! only behind the revision it names. The server compares numbers alone, so it is looked up before each append that the
//! event of that number is the one that is meant: the client connects again without a word, and what answers then may have
//! been restored from a backup. The id of an event is made from its chain: by it the server knows what is sent a second
//! time.

use std::time::Duration;

use async_trait::async_trait;
use events::envelope::{COMMAND_EVENTS_LIMIT, COMMAND_SIZE_LIMIT};
use events::{Chain, Head, Position};
use eventstore::{EventData, RecordedEvent, StreamState};
use serde_json::{Map, Value};
use tokio::time::Instant;
use uuid::{Builder, Uuid};

use super::{AppendError, EVENT_OVERHEAD, EventBytes, Journal, JournalError, Stored, check_sizes, head_after};
use connection::{Connection, Trouble};
use lease::Leases;

mod connection;
mod lease;

/// Type of the event at revision 0.
const BEGINNING: &str = "oppijaloki-journal";
/// Type of all others. The server counts it twice by letters, and the chain by bytes.
const EVENT: &str = "oppijaloki-event";
const _: () = assert!(2 * EVENT.len() + size_of::<Chain>() <= EVENT_OVERHEAD);

/// What the server takes in one append unless it is set otherwise (`MaxAppendSize`).
const APPEND_LIMIT: usize = 1024 * 1024;
const _: () = assert!(COMMAND_SIZE_LIMIT + COMMAND_EVENTS_LIMIT * EVENT_OVERHEAD <= APPEND_LIMIT);

/// Older servers are no longer looked after by anybody.
const OLDEST: (usize, usize) = (23, 10);
/// How often it is asked whether others have appended. A subscription would say so, but the client spins for ever when
/// a server ends one.
const NEWS: Duration = Duration::from_millis(50);
/// How long another writer's append may take until it can be read, or is known to have failed.
const UNDER_WAY: Duration = Duration::from_secs(3);
const LOOK_AGAIN: Duration = Duration::from_millis(5);

/// Settings of a stream by which the server forgets events, a deletion among them.
const FORGETTING: &[&str] = &["$maxCount", "$maxAge", "$tb"];

/// A journal in a stream of KurrentDB.
pub struct KurrentJournal {
    connection: Connection,
    stream: String,
    identity: Uuid,
    leases: Leases,
}

impl KurrentJournal {
    /// Opens the journal at `address`, making it with identity `new_identity` when there is none.
    pub async fn open(address: &str, new_identity: Uuid) -> Result<KurrentJournal, JournalError> {
        let (connection, stream) = Connection::to(address).map_err(JournalError::Unusable)?;
        let version = connection.version().await?;
        if version < OLDEST {
            let why = format!("KurrentDB {}.{} is older than {}.{}", version.0, version.1, OLDEST.0, OLDEST.1);
            return Err(JournalError::Unusable(format!("{why}; upgrade the server")));
        }
        let begun = beginning(&connection, &stream).await?;
        let seen = check_settings(&connection, &stream).await?;
        let identity = match begun {
            Some(identity) => identity,
            // The server would take a new beginning behind what was deleted.
            None if !seen => {
                let why = "is not there, and this user may not see whether it was deleted; grant it $mr";
                return Err(JournalError::Unusable(format!("the stream {stream} {why}")));
            }
            None => begin(&connection, &stream, new_identity).await?,
        };
        let leases = Leases::beside(&stream);
        Ok(KurrentJournal { connection, stream, identity, leases })
    }

    /// The event at a position.
    async fn event_at(&self, position: Position) -> Result<Option<RecordedEvent>, Trouble> {
        let found = self.connection.read(&self.stream, position.0, 1).await?;
        Ok(found.into_iter().find(|event| event.revision == position.0))
    }

    /// Does this very event stand in the journal?
    async fn stands(&self, head: Head) -> Result<bool, Trouble> {
        Ok(self.event_at(head.position).await?.and_then(|event| chain_of(&event)) == Some(head.chain))
    }

    /// What became of an append that did not find the end where it should be: others' events stand there, or our own
    /// from when they were sent before. `first` and `last` are those of ours.
    async fn what_stands(&self, first: Head, last: Head) -> Result<Head, AppendError> {
        let asked = Instant::now();
        let unknown = |trouble: Trouble| AppendError::Unknown(trouble.to_string());
        // An append that comes first can be read only when a majority has it.
        let standing = loop {
            match self.event_at(first.position).await.map_err(unknown)? {
                Some(event) => break chain_of(&event),
                None if asked.elapsed() < UNDER_WAY => tokio::time::sleep(LOOK_AGAIN).await,
                None => return Err(AppendError::Unknown("another append is under way".to_owned())),
            }
        };
        if standing == Some(first.chain) && self.stands(last).await.map_err(unknown)? {
            return Ok(last);
        }
        Err(AppendError::HeadMoved)
    }
}

/// A stream that forgets is no journal. `false` when this user may not see it.
async fn check_settings(connection: &Connection, stream: &str) -> Result<bool, JournalError> {
    let settings: Map<String, Value> = match connection.read_last(&format!("$${stream}")).await {
        Ok(event) => event.as_json().unwrap_or_default(),
        // Nobody set any.
        Err(Trouble::NotThere) => return Ok(true),
        Err(Trouble::Denied) => return Ok(false),
        Err(trouble) => return Err(trouble.into()),
    };
    match FORGETTING.iter().find(|name| settings.get(**name).is_some_and(|value| !value.is_null())) {
        None => Ok(true),
        Some(name) => Err(JournalError::Damaged(format!(
            "the stream {stream} has {name} in its metadata: events of it were deleted or will be; restore the server \
             from a backup, and let the service's user set no metadata"
        ))),
    }
}

/// Puts a journal's identity at revision 0 of a stream that is not there, and gives what stands there then.
async fn begin(connection: &Connection, stream: &str, identity: Uuid) -> Result<Uuid, JournalError> {
    let event = EventData::binary(BEGINNING, identity.as_bytes().to_vec().into());
    let event = event.id(identity).metadata(Chain::START.0.to_vec().into());
    match connection.append(stream, StreamState::NoStream, vec![event]).await {
        Ok(_) | Err(Trouble::Moved) => {}
        Err(trouble) => return Err(trouble.into()),
    }
    let made = beginning(connection, stream).await?;
    made.ok_or_else(|| JournalError::Damaged(format!("the stream {stream} has no beginning: it was deleted")))
}

/// The journal's identity, at revision 0; `None` when there is no stream.
async fn beginning(connection: &Connection, stream: &str) -> Result<Option<Uuid>, JournalError> {
    let found = match connection.read(stream, 0, 1).await {
        Ok(found) => found,
        Err(Trouble::NotThere) => return Ok(None),
        Err(trouble) => return Err(trouble.into()),
    };
    let event = found.first().filter(|event| event.revision == 0 && event.event_type == BEGINNING);
    let identity = event.and_then(|event| Uuid::from_slice(&event.data).ok());
    let foreign = || {
        JournalError::Damaged(format!(
            "the stream {stream} does not begin as a journal does: name another one with stream=… in the address, or \
             restore the server from a backup when its beginning was deleted"
        ))
    };
    identity.map(Some).ok_or_else(foreign)
}

impl From<Trouble> for JournalError {
    fn from(trouble: Trouble) -> JournalError {
        match trouble {
            Trouble::NotThere | Trouble::Deleted => JournalError::Damaged(trouble.to_string()),
            _ => JournalError::Unavailable(trouble.to_string()),
        }
    }
}

fn chain_of(event: &RecordedEvent) -> Option<Chain> {
    event.custom_metadata.as_ref().try_into().map(Chain).ok()
}

fn head_of(event: &RecordedEvent) -> Result<Head, JournalError> {
    let foreign = || JournalError::Damaged(format!("event {} was not written by a registry", event.revision));
    Ok(Head { position: Position(event.revision), chain: chain_of(event).ok_or_else(foreign)? })
}

/// Events as they are sent: with their chains, and ids made from those.
fn written(after: Head, events: &[EventBytes]) -> Vec<EventData> {
    let mut head = after;
    let write = |bytes: &EventBytes| {
        head = head.after(bytes);
        let mut id = [0; 16];
        id.copy_from_slice(&head.chain.0[..16]);
        let id = Builder::from_custom_bytes(id).into_uuid();
        EventData::binary(EVENT, bytes.to_vec().into()).id(id).metadata(head.chain.0.to_vec().into())
    };
    events.iter().map(write).collect()
}

#[async_trait]
impl Journal for KurrentJournal {
    async fn identity(&self) -> Result<Uuid, JournalError> {
        Ok(self.identity)
    }

    async fn head(&self) -> Result<Head, JournalError> {
        head_of(&self.connection.read_last(&self.stream).await?)
    }

    async fn append(&self, after: Head, events: &[EventBytes]) -> Result<Head, AppendError> {
        check_sizes(events)?;
        let Some(first) = events.first() else { return Ok(after) };
        let (first, last) = (after.after(first), head_after(after, events));
        // Nothing was sent yet.
        let unavailable = |trouble: Trouble| AppendError::Unavailable(trouble.to_string());
        if !self.stands(after).await.map_err(unavailable)? {
            return Err(AppendError::HeadMoved);
        }
        let state = StreamState::StreamRevision(after.position.0);
        match self.connection.append(&self.stream, state, written(after, events)).await {
            Ok(revision) if revision == last.position.0 => Ok(last),
            Ok(_) | Err(Trouble::Moved) => self.what_stands(first, last).await,
            Err(trouble @ (Trouble::Denied | Trouble::Refused(_) | Trouble::Deleted)) => Err(unavailable(trouble)),
            Err(trouble @ (Trouble::BrokenOff(_) | Trouble::NotThere)) => {
                Err(AppendError::Unknown(trouble.to_string()))
            }
        }
    }

    async fn tail(&self, after: Position, limit: usize) -> Result<Vec<Stored>, JournalError> {
        if limit == 0 {
            return Ok(Vec::new());
        }
        let events = self.connection.read(&self.stream, after.next().0, limit).await?;
        let mut stored = Vec::with_capacity(events.len());
        for (event, expected) in events.iter().zip(after.next().0..) {
            let Head { position, chain } = head_of(event)?;
            if position.0 != expected {
                let why = format!("event {expected} is not there, and event {position} is: the stream was truncated");
                return Err(JournalError::Damaged(why));
            }
            stored.push(Stored { position, chain, bytes: event.data.as_ref().into() });
        }
        Ok(stored)
    }

    fn append_limit(&self) -> usize {
        APPEND_LIMIT
    }

    async fn news(&self) {
        tokio::time::sleep(NEWS).await;
    }

    async fn lease(&self, name: &str, holder: Uuid, time: Duration) -> Result<bool, JournalError> {
        Ok(self.leases.take(&self.connection, name, holder, time).await?)
    }
}
