//! PostgreSQL as the registry uses it: how it is connected to, what was meant by an error, and the schemas it needs.
//!
//! A transaction never lives in a request's future: everything is one statement that commits by itself.

use std::str::FromStr;
use std::time::Duration;

use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgArguments, PgConnectOptions, PgPoolOptions, PgRow, PgSeverity};
use sqlx::query::Query;
use sqlx::{ConnectOptions, Connection, PgConnection, PgPool, Postgres, Row};

mod blocking;
mod migrate;

pub(crate) use blocking::BlockingDatabase;
pub(crate) use migrate::Part;

/// Connections of one node to one database.
const CONNECTIONS: u32 = 8;
/// How long somebody waits for a connection before the database counts as away.
const CONNECT: Duration = Duration::from_secs(2);
/// A connection that was idle for longer is tried before it is used.
const IDLE: Duration = Duration::from_millis(500);
/// How long one statement may take before its connection is given up. A batch of the largest commands takes a fraction.
const DEADLINE: Duration = Duration::from_secs(15);

/// What the server is told about each connection, so that nothing of a node that died or sleeps holds others up:
/// milliseconds where there is no unit. Everything is looked up by key, so a scan of a whole table is always a mistake.
const SETTINGS: &[(&str, &str)] = &[
    ("statement_timeout", "15s"),
    ("lock_timeout", "5s"),
    ("idle_in_transaction_session_timeout", "5s"),
    ("tcp_keepalives_idle", "10"),
    ("tcp_keepalives_interval", "5"),
    ("tcp_keepalives_count", "3"),
    ("tcp_user_timeout", "20s"),
    ("enable_seqscan", "off"),
];

/// A statement with its values.
pub(crate) type Statement<'q> = Query<'q, Postgres, PgArguments>;

/// Why a statement gave nothing. None of the texts carries a value.
#[derive(Debug, Clone)]
pub(crate) enum Trouble {
    /// It never began: nothing was changed.
    NotReached(String),
    /// The server refused it and rolled it back: nothing was changed. With the server's code.
    Refused(String, String),
    /// It was broken off: whether it was carried out is not known.
    BrokenOff(String),
}

impl Trouble {
    fn of(error: sqlx::Error) -> Trouble {
        match &error {
            sqlx::Error::Database(database) => {
                let message = database.message().to_owned();
                let code = database.code().unwrap_or_default().into_owned();
                let severity = database.try_downcast_ref::<sqlx::postgres::PgDatabaseError>().map(|e| e.severity());
                // A connection that the server ends may have been ended behind the commit.
                if severity == Some(PgSeverity::Error) && code != "40003" {
                    Trouble::Refused(code, message)
                } else {
                    Trouble::BrokenOff(message)
                }
            }
            sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed => {
                Trouble::NotReached("the database does not answer".to_owned())
            }
            _ => Trouble::BrokenOff(error.to_string()),
        }
    }

    /// The code of an error that the server gave.
    pub fn code(&self) -> Option<&str> {
        match self {
            Trouble::Refused(code, _) => Some(code),
            _ => None,
        }
    }
}

impl std::fmt::Display for Trouble {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Trouble::NotReached(why) | Trouble::Refused(_, why) | Trouble::BrokenOff(why) => f.write_str(why),
        }
    }
}

/// A database, under the rights of one part of the registry. Clones share its connections.
#[derive(Clone)]
pub(crate) struct Database {
    pool: PgPool,
}

impl Database {
    /// Connects to the database at `url`, makes the part's schema where it is missing, and goes on under its role.
    pub async fn open(url: &str, part: &Part) -> Result<Database, String> {
        let login = PgConnectOptions::from_str(url)
            .map_err(|error| format!("the address of the database cannot be read: {error}"))?
            .application_name("oppijaloki")
            .disable_statement_logging();
        let connecting = tokio::time::timeout(DEADLINE, PgConnection::connect_with(&login)).await;
        let connecting = connecting.map_err(|_| "the database does not answer".to_owned())?;
        let mut connection = connecting.map_err(|error| error.to_string())?;
        let migrated = migrate::run(&mut connection, part).await;
        let _ = connection.close().await;
        migrated?;
        let settings = SETTINGS.iter().copied().chain([("role", part.role)]);
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(CONNECT)
            // A connection in steady use is taken as it is. One that was idle is tried first: it may have died, and an
            // append sent into it would have an unknown outcome.
            .test_before_acquire(false)
            .before_acquire(|connection, usage| {
                Box::pin(async move {
                    if usage.idle_for > IDLE {
                        connection.ping().await?;
                    }
                    Ok(true)
                })
            })
            .connect_lazy_with(login.options(settings));
        let database = Database { pool };
        database.check_durability().await?;
        Ok(database)
    }

    /// An answer must mean that what was written is kept.
    async fn check_durability(&self) -> Result<(), String> {
        let setting = sqlx::query("SELECT current_setting('synchronous_commit')");
        let rows = self.fetch(setting).await.map_err(|trouble| trouble.to_string())?;
        match rows.first().map(|row| row.try_get::<&str, _>(0)) {
            Some(Ok("off")) => {
                Err("the database is set to synchronous_commit = off, which loses what was answered in a crash"
                    .to_owned())
            }
            _ => Ok(()),
        }
    }

    /// What was seen after an answer was lost is not yet kept: its commit may have been broken off while it waited for a
    /// standby. A commit of our own behind it waits for the same standby.
    pub async fn keep_what_is_seen(&self) -> Result<(), Trouble> {
        self.fetch(sqlx::query("SELECT pg_logical_emit_message(true, 'oppijaloki', '')::text")).await.map(|_| ())
    }

    /// Runs one statement and gives how many rows it changed.
    pub async fn execute(&self, statement: Statement<'_>) -> Result<u64, Trouble> {
        let mut connection = self.acquire().await?;
        let done = within(statement.execute(&mut *connection)).await.map(|done| done.rows_affected());
        give_back(connection, &done);
        done
    }

    /// Runs one statement and gives its rows.
    pub async fn fetch(&self, statement: Statement<'_>) -> Result<Vec<PgRow>, Trouble> {
        let mut connection = self.acquire().await?;
        let rows = within(statement.fetch_all(&mut *connection)).await;
        give_back(connection, &rows);
        rows
    }

    /// The connections, for listening.
    pub fn pool(&self) -> &PgPool {
        &self.pool
    }

    async fn acquire(&self) -> Result<PoolConnection<Postgres>, Trouble> {
        // Whatever goes wrong here, no statement was sent.
        self.pool.acquire().await.map_err(|error| match error {
            sqlx::Error::PoolTimedOut => Trouble::NotReached("the database does not answer".to_owned()),
            error => Trouble::NotReached(error.to_string()),
        })
    }
}

/// Waits for a statement, but not for ever.
async fn within<T>(statement: impl Future<Output = Result<T, sqlx::Error>>) -> Result<T, Trouble> {
    match tokio::time::timeout(DEADLINE, statement).await {
        Ok(done) => done.map_err(Trouble::of),
        Err(_) => Err(Trouble::BrokenOff("the database does not answer".to_owned())),
    }
}

/// A connection that was broken off is closed and not used again.
fn give_back<T>(mut connection: PoolConnection<Postgres>, done: &Result<T, Trouble>) {
    if matches!(done, Err(Trouble::BrokenOff(_))) {
        connection.close_on_drop();
    }
}
