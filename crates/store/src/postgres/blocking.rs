//! A database for threads that may block. The library works on tasks only: its connections live on a thread of their own.

use std::sync::mpsc::sync_channel;

use sqlx::postgres::PgRow;
use tokio::runtime::{Builder, Runtime};

use super::{Database, Part, Statement, Trouble};
use crate::StoreError;

/// How often a statement is sent before the database counts as away.
const TRIES: usize = 3;

/// See the module.
pub(crate) struct BlockingDatabase {
    database: Database,
    runtime: Background,
    /// What it holds, for messages.
    what: &'static str,
}

struct Background(Option<Runtime>);

impl Drop for Background {
    /// Also within a task, which must not wait for another runtime to end.
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

impl BlockingDatabase {
    /// Connects; makes the part's schema where it is missing. `what` it holds is said in messages.
    pub fn open(url: &str, part: &'static Part, what: &'static str) -> Result<BlockingDatabase, StoreError> {
        let built = Builder::new_multi_thread().worker_threads(1).thread_name(what).enable_all().build();
        let runtime = Background(Some(built.map_err(|error| StoreError::Unavailable(error.to_string()))?));
        let url = url.to_owned();
        let opened = wait_on(&runtime, what, async move { Database::open(&url, part).await })?;
        let database = opened.map_err(|why| StoreError::Unavailable(format!("{what}: {why}")))?;
        Ok(BlockingDatabase { database, runtime, what })
    }

    /// Sends a statement, again when it was broken off, and gives its rows. It must be one that may be carried out twice.
    pub fn send(&self, statement: impl Fn() -> Statement<'static>) -> Result<Vec<PgRow>, StoreError> {
        let mut tries = 1;
        loop {
            let (database, statement) = (self.database.clone(), statement());
            let first = tries == 1;
            let sent = async move {
                let rows = database.fetch(statement).await?;
                if !first {
                    database.keep_what_is_seen().await?;
                }
                Ok(rows)
            };
            match wait_on(&self.runtime, self.what, sent)? {
                Err(Trouble::BrokenOff(_)) if tries < TRIES => tries += 1,
                done => return done.map_err(|why| StoreError::Unavailable(format!("{}: {why}", self.what))),
            }
        }
    }
}

/// Blocks the calling thread until the work is done over there.
fn wait_on<T: Send + 'static>(
    runtime: &Background,
    what: &'static str,
    work: impl Future<Output = T> + Send + 'static,
) -> Result<T, StoreError> {
    let (done, result) = sync_channel(1);
    let closed = || StoreError::Unavailable(format!("{what} is closed"));
    runtime.0.as_ref().ok_or_else(closed)?.spawn(async move {
        let _ = done.send(work.await);
    });
    result.recv().map_err(|_| StoreError::Unavailable(format!("{what} is closing")))
}
