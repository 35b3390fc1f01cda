//! `oppijaloki journal`: what is done with a journal as a whole.

use std::path::Path;
use std::sync::Arc;

use events::Position;
use store::journal::Journal;
use store::journal::copy::copy;
use store::journal::sqlite::SqliteJournal;
use store::vault::copy::{self as vault, Copied};
use store::{FolderLock, VaultPlace};
use uuid::Uuid;

use super::Failure;
use crate::config::{is_kurrentdb, is_postgres, is_shared};
use crate::engine::journal_at;
use crate::progress::progress_bar;

/// Arguments of `journal`.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand)]
enum What {
    /// Copy a journal into another engine, event by event, verifying its chain. What was broken off is taken up again
    /// where it ended.
    Copy(Copy),
    /// Copy the vault that belongs to a journal, as it is: keys stay wrapped. Delete the old one afterwards, or what is
    /// destroyed later stays readable in it.
    CopyVault(Copy),
}

/// From where, and where to.
#[derive(clap::Args)]
struct Copy {
    /// A data folder, or the address of a PostgreSQL database (`postgres://…`); for a journal also of KurrentDB
    /// (`kurrentdb://…`).
    #[arg(long)]
    from: String,
    /// Likewise; made when it is not there.
    #[arg(long)]
    to: String,
}

/// Does what is asked.
pub fn run(arguments: Arguments) -> Result<(), Failure> {
    match arguments.what {
        What::Copy(arguments) => crate::server::runtime()?.block_on(copy_journal(&arguments)),
        What::CopyVault(arguments) => copy_vault(&arguments),
    }
}

fn copy_vault(arguments: &Copy) -> Result<(), Failure> {
    if is_kurrentdb(&arguments.from) || is_kurrentdb(&arguments.to) {
        return Err(Failure("KurrentDB holds no vault; name a data folder or a PostgreSQL database".to_owned()));
    }
    let place = |place: &String| match is_postgres(place) {
        true => VaultPlace::Postgres(place.clone()),
        false => VaultPlace::Folder,
    };
    let locked = |place: &String| match is_postgres(place) {
        true => Ok(None),
        false => lock(Path::new(place)).map(Some),
    };
    let _locks = (locked(&arguments.from)?, locked(&arguments.to)?);
    let bar = progress_bar(0, "keys and handles");
    let mut show = |copied: Copied| bar.set_position(copied.keys + copied.destroyed + copied.handles);
    let (from, to) = (place(&arguments.from), place(&arguments.to));
    let copied = vault::copy((&from, Path::new(&arguments.from)), (&to, Path::new(&arguments.to)), &mut show);
    let copied = copied.map_err(|error| Failure(error.to_string()))?;
    bar.finish_and_clear();
    let Copied { keys, destroyed, handles } = copied;
    say!("{keys} keys, {handles} handles and the names of {destroyed} destroyed keys stand in the copy");
    Ok(())
}

fn lock(folder: &Path) -> Result<FolderLock, Failure> {
    let fail = |error: &dyn std::fmt::Display| Failure(format!("{}: {error}", folder.display()));
    store::folder::private(folder).map_err(|error| fail(&error))?;
    store::lock_folder(folder).map_err(|error| fail(&error))
}

async fn copy_journal(arguments: &Copy) -> Result<(), Failure> {
    let fail = |error: &dyn std::fmt::Display| Failure(error.to_string());
    let from = Opened::existing(&arguments.from).await?;
    let identity = from.journal.identity().await.map_err(|error| fail(&error))?;
    let to = Opened::open(&arguments.to, identity).await?;
    let end = from.journal.head().await.map_err(|error| fail(&error))?;
    let bar = progress_bar(end.position.0, "events");
    let show = |done: Position, of: Position| {
        bar.set_length(of.0);
        bar.set_position(done.0);
    };
    let head = copy(from.journal.as_ref(), to.journal.as_ref(), &show).await.map_err(|error| fail(&error))?;
    bar.finish_and_clear();
    say!("{} events stand in the copy; each follows from the one before; head {}", head.position, head.chain);
    Ok(())
}

/// A journal, and the lock of its folder where it has one.
struct Opened {
    journal: Arc<dyn Journal>,
    _lock: Option<FolderLock>,
}

impl Opened {
    /// A journal that must be there: a mistyped folder is not an empty journal.
    async fn existing(place: &str) -> Result<Opened, Failure> {
        if !is_shared(place) && !Path::new(place).join("journal").exists() {
            return Err(Failure(format!("there is no journal in {place}")));
        }
        let drawn = Uuid::new_v4();
        let opened = Opened::open(place, drawn).await?;
        match opened.journal.identity().await {
            Ok(identity) if identity == drawn => Err(Failure(
                "there was no journal at the source; look at its address. An empty one was begun there just now: \
                 delete it when nothing is to come there"
                    .to_owned(),
            )),
            _ => Ok(opened),
        }
    }

    async fn open(place: &str, new_identity: Uuid) -> Result<Opened, Failure> {
        let fail = |error: &dyn std::fmt::Display| Failure(format!("a journal cannot be opened: {error}"));
        if is_shared(place) {
            let journal = journal_at(place, new_identity).await.map_err(|error| fail(&error))?;
            return Ok(Opened { journal, _lock: None });
        }
        let folder = Path::new(place);
        let lock = lock(folder)?;
        let journal = SqliteJournal::open(&folder.join("journal"), new_identity).map_err(|error| fail(&error))?;
        Ok(Opened { journal: Arc::new(journal), _lock: Some(lock) })
    }
}
