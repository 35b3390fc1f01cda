//! The journal on PostgreSQL: shared by any number of nodes.
//!
//! An append is one statement that commits by itself: it inserts only behind the very event that was named, and the
//! primary key admits one event for each position. So commit order is position order, there are no gaps, and nobody
//! holds a lock that a sleeping node could keep. Notifications are a hint, asking is the truth.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use events::{Chain, Head, Instant, Position};
use sqlx::Row;
use sqlx::postgres::{PgListener, PgRow};
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use uuid::Uuid;

use super::{AppendError, EventBytes, Journal, JournalError, Stored, check_sizes};
use crate::postgres::{Database, Part, Trouble};

const PART: Part = Part {
    schema: "oppijaloki_journal",
    role: "oppijaloki_journal",
    steps: &[concat!(
        include_str!("../../../../schemas/sql/postgres/journal.sql"),
        include_str!("../../../../schemas/sql/postgres/journal_rights.sql")
    )],
};

const APPEND: &str = "
  INSERT INTO oppijaloki_journal.journal (position, chain, event)
  SELECT $1 + new.n, new.chain, new.event
  FROM unnest($3::bytea[], $4::bytea[]) WITH ORDINALITY AS new (chain, event, n)
  WHERE EXISTS (SELECT FROM oppijaloki_journal.journal last WHERE last.position = $1 AND last.chain = $2)
  ORDER BY new.n";

const TAIL: &str = "
  SELECT position, chain, event FROM oppijaloki_journal.journal WHERE position > $1 ORDER BY position LIMIT $2";

const HEAD: &str = "SELECT position, chain FROM oppijaloki_journal.journal ORDER BY position DESC LIMIT 1";

/// By the server's clock, so that nodes whose clocks differ agree who holds it.
const LEASE: &str = "
  INSERT INTO oppijaloki_journal.lease AS held (name, holder, expires)
  VALUES ($1, $2::uuid, clock_timestamp() + $3 * interval '1 millisecond')
  ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, expires = excluded.expires
  WHERE held.holder = excluded.holder OR held.expires < clock_timestamp()";

/// How long until listening is tried again.
const LISTEN_AGAIN: Duration = Duration::from_secs(1);

/// A journal in a PostgreSQL database.
pub struct PostgresJournal {
    database: Database,
    identity: Uuid,
    news: Arc<Notify>,
    listening: JoinHandle<()>,
}

impl PostgresJournal {
    /// Opens the journal at `url`, making it with identity `new_identity` when there is none.
    pub async fn open(url: &str, new_identity: Uuid) -> Result<PostgresJournal, JournalError> {
        let database = Database::open(url, &PART).await.map_err(JournalError::Unavailable)?;
        let identity = identity(&database, new_identity).await?;
        let news = Arc::new(Notify::new());
        let listening = tokio::spawn(listen(database.clone(), Arc::clone(&news)));
        Ok(PostgresJournal { database, identity, news, listening })
    }

    /// Do these events stand right behind the head after which they were to be appended?
    async fn stands(&self, wanted: Head) -> Result<bool, Trouble> {
        let position = number(wanted.position);
        let query = sqlx::query("SELECT chain FROM oppijaloki_journal.journal WHERE position = $1").bind(position);
        let found = self.database.fetch(query).await?;
        if found.first().and_then(|row| row.try_get::<[u8; 32], _>(0).ok()) != Some(wanted.chain.0) {
            return Ok(false);
        }
        self.database.keep_what_is_seen().await.map(|()| true)
    }
}

impl Drop for PostgresJournal {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

/// The bytes at position 0, put there when there are none.
async fn identity(database: &Database, new_identity: Uuid) -> Result<Uuid, JournalError> {
    const READ: &str = "SELECT event FROM oppijaloki_journal.journal WHERE position = 0";
    const NEW: &str = "INSERT INTO oppijaloki_journal.journal VALUES (0, $1, $2) ON CONFLICT DO NOTHING";
    if let Some(row) = database.fetch(sqlx::query(READ)).await?.first() {
        return identity_of(row);
    }
    let new = sqlx::query(NEW).bind(Chain::START.0).bind(new_identity.as_bytes().as_slice());
    database.execute(new).await?;
    let rows = database.fetch(sqlx::query(READ)).await?;
    rows.first().map_or_else(|| Err(JournalError::Damaged("it has no beginning".to_owned())), identity_of)
}

fn identity_of(row: &PgRow) -> Result<Uuid, JournalError> {
    let bytes: &[u8] = row.try_get(0).map_err(damaged)?;
    Uuid::from_slice(bytes).map_err(|_| JournalError::Damaged("its identity is not a UUID".to_owned()))
}

/// Rings whenever something was appended, and whenever listening starts again: something may have been missed.
async fn listen(database: Database, news: Arc<Notify>) {
    loop {
        if let Ok(mut listener) = PgListener::connect_with(database.pool()).await {
            let mut listening = listener.listen("oppijaloki_journal").await.is_ok();
            while listening {
                news.notify_waiters();
                listening = matches!(listener.try_recv().await, Ok(Some(_)));
            }
        }
        tokio::time::sleep(LISTEN_AGAIN).await;
    }
}

impl From<Trouble> for JournalError {
    fn from(trouble: Trouble) -> JournalError {
        JournalError::Unavailable(trouble.to_string())
    }
}

fn damaged(error: sqlx::Error) -> JournalError {
    JournalError::Damaged(error.to_string())
}

/// As the database counts. Nobody asks for more.
fn number(position: Position) -> i64 {
    i64::try_from(position.0).unwrap_or(i64::MAX)
}

fn head_of(row: &PgRow) -> Result<Head, JournalError> {
    let position: i64 = row.try_get(0).map_err(damaged)?;
    let chain = row.try_get(1).map_err(damaged)?;
    Ok(Head { position: Position(position.unsigned_abs()), chain: Chain(chain) })
}

fn stored(row: &PgRow) -> Result<Stored, JournalError> {
    let Head { position, chain } = head_of(row)?;
    let bytes: &[u8] = row.try_get(2).map_err(damaged)?;
    Ok(Stored { position, chain, bytes: bytes.into() })
}

#[async_trait]
impl Journal for PostgresJournal {
    async fn identity(&self) -> Result<Uuid, JournalError> {
        Ok(self.identity)
    }

    async fn head(&self) -> Result<Head, JournalError> {
        let rows = self.database.fetch(sqlx::query(HEAD)).await?;
        rows.first().map_or_else(|| Err(JournalError::Damaged("it has no beginning".to_owned())), head_of)
    }

    async fn append(&self, after: Head, events: &[EventBytes]) -> Result<Head, AppendError> {
        check_sizes(events)?;
        let mut wanted = after;
        let mut chains: Vec<[u8; 32]> = Vec::with_capacity(events.len());
        for bytes in events {
            wanted = wanted.after(bytes);
            chains.push(wanted.chain.0);
        }
        let bytes: Vec<&[u8]> = events.iter().map(AsRef::as_ref).collect();
        let append = sqlx::query(APPEND).bind(number(after.position)).bind(after.chain.0).bind(chains).bind(bytes);
        match self.database.execute(append).await {
            Ok(rows) if rows == events.len() as u64 => return Ok(wanted),
            Ok(_) => {}
            // Somebody else's event stands there, or our own.
            Err(trouble) if trouble.code() == Some("23505") => {}
            Err(Trouble::BrokenOff(why)) => return Err(AppendError::Unknown(why)),
            Err(Trouble::NotReached(why) | Trouble::Refused(_, why)) => return Err(AppendError::Unavailable(why)),
        }
        match self.stands(wanted).await {
            Ok(true) => Ok(wanted),
            Ok(false) => Err(AppendError::HeadMoved),
            Err(trouble) => Err(AppendError::Unknown(trouble.to_string())),
        }
    }

    async fn tail(&self, after: Position, limit: usize) -> Result<Vec<Stored>, JournalError> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows = self.database.fetch(sqlx::query(TAIL).bind(number(after)).bind(limit)).await?;
        rows.iter().map(stored).collect()
    }

    async fn news(&self) {
        self.news.notified().await;
    }

    async fn time(&self) -> Result<Option<Instant>, JournalError> {
        const TIME: &str = "SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint";
        let rows = self.database.fetch(sqlx::query(TIME)).await?;
        rows.first().map(|row| row.try_get(0).map(Instant::from_millis).map_err(damaged)).transpose()
    }

    async fn lease(&self, name: &str, holder: Uuid, time: Duration) -> Result<bool, JournalError> {
        let millis = i64::try_from(time.as_millis()).unwrap_or(i64::MAX);
        let lease = sqlx::query(LEASE).bind(name).bind(holder.to_string()).bind(millis);
        Ok(self.database.execute(lease).await? == 1)
    }
}
