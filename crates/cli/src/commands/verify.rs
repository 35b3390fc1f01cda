//! `oppijaloki verify`: does the history prove itself, and is everything derived from it what it should be?
//!
//! One pass over the journal itself looks at every event; then the tag index and the read models are compared with fresh
//! ones made from the same events. Each line that is printed says what was proven; what was not is not printed.
//! `docs/operations/README.md` says what nothing here can prove.

use std::path::PathBuf;
use std::sync::Arc;

use events::Position;
use indicatif::ProgressBar;
use projections::{ReadDb, compare};
use store::tag_index::TagIndex;
use store::{Checks, Store};
use tokio::runtime::Handle;
use uuid::Uuid;

use super::Failure;
use crate::data::{Data, DataArguments};
use crate::progress::progress_bar;

mod claims;
mod events_seen;
mod faults;
mod form;
mod journal;
mod keys;
mod links;
mod rows;
mod vault;

use events_seen::EventsSeen;

/// So many events that were set aside are named.
const SAID_OF_SET_ASIDE: usize = 20;

/// Arguments of `verify`.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    data: DataArguments,
}

/// Checks the journal, every event, and everything derived; any fault is a failure that says where and what to do.
pub fn run(arguments: Arguments) -> Result<(), Failure> {
    let data = Data::open_for_reading(&arguments.data, Checks::Verify)?;
    let bar = progress_bar(data.store().head().position.0, "events");
    let verified = verify(data.store(), data.runtime().handle(), &bar, &mut |line| say!("{line}"));
    bar.finish_and_clear();
    verified.map_err(|failure| explained(&data, failure))
}

/// Beside a server somebody may be erased while this reads, which then looks like damage.
fn explained(data: &Data, failure: Failure) -> Failure {
    match data.store().is_beside() && data.runtime().block_on(data.store().erased_since()).unwrap_or(false) {
        false => failure,
        true => Failure(format!(
            "personal data was erased while the log was read, so this may be no fault; run `oppijaloki verify` again: \
             {failure}"
        )),
    }
}

/// As [`run`] on a store that nobody else uses, from a thread that may block; `say` is given each line.
pub fn verify(
    store: &Arc<Store>,
    runtime: &Handle,
    bar: &ProgressBar,
    say: &mut dyn FnMut(&str),
) -> Result<(), Failure> {
    let identity = runtime.block_on(store.journal().identity()).map_err(|error| Failure(error.to_string()))?;
    let fresh = Fresh::new(store)?;
    let index = TagIndex::open(&fresh.0, identity).map_err(|error| Failure(error.to_string()))?;
    let mut seen = EventsSeen::new(store, &index);
    let head = journal::read(store, runtime, &mut |batch| {
        seen.look_at(batch)?;
        bar.set_position(seen.events());
        Ok(())
    })?;
    say(&format!(
        "journal    {} events of journal {identity}, none missing, each follows from the one before; head {}",
        head.position, head.chain
    ));
    say(&match store.node().log.is_copy() {
        true => format!("copy       this node's copy holds the same {} events, byte for byte", head.position),
        false => "copy       none: this node reads the journal's own file".to_owned(),
    });
    vault::compare(store, say)?;
    seen.report(say)?;
    compare_index(store, &index, say)?;
    let rows = compare_read_models(store, identity, &fresh)?;
    say(&format!(
        "read       {rows} rows of the read models equal a fresh rebuild, in both directions \
         (each kept state equals its fold)"
    ));
    Ok(())
}

/// A folder for what is rebuilt to compare with; gone in the end.
struct Fresh(PathBuf);

impl Fresh {
    fn new(store: &Store) -> Result<Fresh, Failure> {
        let folder = store.cache_folder().join("verify");
        // What an earlier one that was killed has left.
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder)
            .map_err(|error| Failure(format!("{} cannot be written: {error}", folder.display())))?;
        Ok(Fresh(folder))
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn compare_index(store: &Store, fresh: &TagIndex, say: &mut dyn FnMut(&str)) -> Result<(), Failure> {
    let compared = store.node().index.compare(fresh);
    match compared.map_err(|error| Failure(format!("the tag index cannot be compared: {error}")))? {
        Ok(rows) => {
            say(&format!(
                "index      {} places of tags and {} commands equal those of the events, in both directions (the last \
                 command waits in memory)",
                rows.postings, rows.commands
            ));
            Ok(())
        }
        Err(differs) => {
            let at = differs.position.map(|at| format!(", first about event {at}")).unwrap_or_default();
            Err(Failure(format!(
                "ALARM: table {} of data/cache/index.db differs from what the events say{at}: who holds an identifier may \
                 have been overlooked; keep a copy of the file as evidence, delete data/cache, run `oppijaloki verify` \
                 again, and look for identifiers with two holders",
                differs.table
            )))
        }
    }
}

/// Rebuilds beside the live read models and compares table by table.
fn compare_read_models(store: &Arc<Store>, journal: Uuid, fresh: &Fresh) -> Result<u64, Failure> {
    let fail = |error: projections::ReadError| Failure(format!("the read models cannot be compared: {error}"));
    let mut runner = projections::Runner::open(Arc::clone(store), journal).map_err(fail)?;
    let head: Position = store.head().position;
    projections::catch_up_to(&mut runner, head).map_err(fail)?;
    drop(runner);
    projections::rebuild(store, journal, &fresh.0, |_| {}).map_err(fail)?;
    let live = ReadDb::at(store.cache_folder());
    let aside =
        live.ask(|connection| projections::set_aside::query::first(connection, SAID_OF_SET_ASIDE)).map_err(fail)?;
    if !aside.is_empty() {
        let events: Vec<String> = aside.iter().map(|one| format!("event {}: {}", one.position, one.why)).collect();
        return Err(Failure(format!(
            "ALARM: events cannot be folded and are set aside, so the read models lack them: {}; when a newer program \
             wrote them run that one and `oppijaloki rebuild`, else keep journal and vault as evidence",
            events.join("; ")
        )));
    }
    match compare(live.path(), ReadDb::at(&fresh.0).path()).map_err(fail)? {
        Ok(rows) => Ok(rows),
        Err(table) => Err(Failure(format!(
            "table {table} of the read models differs from a fresh rebuild: keep a copy of data/cache/read.db to find out \
             why, and run `oppijaloki rebuild`"
        ))),
    }
}
