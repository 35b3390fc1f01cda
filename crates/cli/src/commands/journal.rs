//! `oppijaloki journal`: what is done with a journal as a whole.

use std::fs::File;
use std::path::{Path, PathBuf};

use events::Position;
use store::journal::Journal;
use store::journal::copy::copy;
use store::journal::postgres::PostgresJournal;
use store::journal::sqlite::SqliteJournal;
use uuid::Uuid;

use super::Failure;
use super::rebuild::progress_bar;
use crate::config::is_postgres;

/// Arguments of `journal`.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand)]
enum What {
    /// Copy a journal into another engine, event by event, verifying its chain. What was broken off is taken up again
    /// where it ended. The vault is not copied.
    Copy(Copy),
}

/// Arguments of `journal copy`.
#[derive(clap::Args)]
struct Copy {
    /// A data folder, or the address of a PostgreSQL database (`postgres://…`).
    #[arg(long)]
    from: String,
    /// Likewise; made when it is not there.
    #[arg(long)]
    to: String,
}

/// Does what is asked.
pub fn run(arguments: Arguments) -> Result<(), Failure> {
    let What::Copy(arguments) = arguments.what;
    crate::server::runtime()?.block_on(copy_journal(&arguments))
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
    println!(
        "{} events stand in {}; each follows from the one before; head {}",
        head.position, arguments.to, head.chain
    );
    Ok(())
}

/// A journal, and the lock of its folder where it has one.
struct Opened {
    journal: Box<dyn Journal>,
    _lock: Option<File>,
}

impl Opened {
    /// A journal that must be there: a mistyped folder is not an empty journal.
    async fn existing(place: &str) -> Result<Opened, Failure> {
        if !is_postgres(place) && !Path::new(place).join("journal").exists() {
            return Err(Failure(format!("there is no journal in {place}")));
        }
        Opened::open(place, Uuid::new_v4()).await
    }

    async fn open(place: &str, new_identity: Uuid) -> Result<Opened, Failure> {
        let fail = |error: &dyn std::fmt::Display| Failure(format!("a journal cannot be opened: {error}"));
        if is_postgres(place) {
            let journal = PostgresJournal::open(place, new_identity).await.map_err(|error| fail(&error))?;
            return Ok(Opened { journal: Box::new(journal), _lock: None });
        }
        let folder = PathBuf::from(place);
        std::fs::create_dir_all(&folder).map_err(|error| fail(&error))?;
        let lock = store::lock_folder(&folder).map_err(|error| fail(&error))?;
        let journal = SqliteJournal::open(&folder.join("journal"), new_identity).map_err(|error| fail(&error))?;
        Ok(Opened { journal: Box::new(journal), _lock: Some(lock) })
    }
}
