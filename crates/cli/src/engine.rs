//! Which journal the configuration names, opened; and how catching up with one is shown.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use events::Position;
use indicatif::ProgressBar;
use store::journal::postgres::PostgresJournal;
use store::journal::{Journal, JournalError};
use store::{Engine, StoreError, Vault, VaultPlace};
use uuid::Uuid;

use crate::commands::Failure;
use crate::config::{SecretsFile, is_kurrentdb};
use crate::progress::progress_bar;

/// How long until a journal that is away is tried again.
const AGAIN: Duration = Duration::from_secs(2);
/// Less than this is caught up with before anybody could read how far it is.
const WORTH_SHOWING: u64 = 20_000;

/// Opens the journal at this address, or the embedded one.
pub async fn open(address: Option<&str>) -> Result<Engine, Failure> {
    try_open(address).await.map_err(|error| Failure(error.to_string()))
}

/// As [`open`], but waits for a journal that is away.
pub async fn open_when_there(address: Option<&str>) -> Result<Engine, Failure> {
    loop {
        match try_open(address).await {
            Err(JournalError::Unavailable(why)) => {
                tracing::warn!(%why, "waiting for the journal");
                tokio::time::sleep(AGAIN).await;
            }
            opened => return opened.map_err(|error| Failure(error.to_string())),
        }
    }
}

/// Waits for a vault that is away; what else is wrong with it is said when it is opened.
pub async fn vault_when_there(place: &VaultPlace, secrets: &SecretsFile) -> Result<(), Failure> {
    let VaultPlace::Postgres(url) = place else { return Ok(()) };
    loop {
        let (url, secrets) = (url.clone(), secrets.keys()?);
        let opened = tokio::task::spawn_blocking(move || Vault::open_postgres(&url, &secrets).map(|_| ())).await;
        match opened.map_err(|error| Failure(error.to_string()))? {
            Err(StoreError::Unavailable(why)) => {
                tracing::warn!(%why, "waiting for the vault");
                tokio::time::sleep(AGAIN).await;
            }
            _ => return Ok(()),
        }
    }
}

async fn try_open(address: Option<&str>) -> Result<Engine, JournalError> {
    match address {
        None => Ok(Engine::Embedded),
        Some(address) => Ok(Engine::Followed(journal_at(address, Uuid::new_v4()).await?)),
    }
}

/// Opens the journal that nodes share at this address, making it with this identity when there is none.
pub async fn journal_at(address: &str, new_identity: Uuid) -> Result<Arc<dyn Journal>, JournalError> {
    match is_kurrentdb(address) {
        true => kurrentdb(address, new_identity).await,
        false => Ok(Arc::new(PostgresJournal::open(address, new_identity).await?)),
    }
}

#[cfg(feature = "kurrentdb")]
async fn kurrentdb(address: &str, new_identity: Uuid) -> Result<Arc<dyn Journal>, JournalError> {
    Ok(Arc::new(store::journal::kurrentdb::KurrentJournal::open(address, new_identity).await?))
}

#[cfg(not(feature = "kurrentdb"))]
async fn kurrentdb(_: &str, _: Uuid) -> Result<Arc<dyn Journal>, JournalError> {
    let why = "this program was built without KurrentDB; build it with --features kurrentdb";
    Err(JournalError::Unusable(why.to_owned()))
}

/// Shows how far catching up is: a bar on a terminal.
pub fn show_progress(done: Position, of: Position) {
    static BAR: OnceLock<ProgressBar> = OnceLock::new();
    if BAR.get().is_none() && of.0.saturating_sub(done.0) < WORTH_SHOWING {
        return;
    }
    let bar = BAR.get_or_init(|| progress_bar(of.0, "events taken in from the journal"));
    bar.set_length(of.0);
    bar.set_position(done.0);
    if done == of {
        bar.finish_and_clear();
        tracing::info!(events = done.0, "caught up with the journal");
    }
}
