//! `oppijaloki verify`: does the history prove itself, and is everything derived from it what it should be?

use std::sync::Arc;

use events::{Head, Opened, Position};
use indicatif::ProgressBar;
use projections::{ReadDb, compare};
use store::Store;

use super::Failure;
use super::rebuild::progress_bar;
use crate::data::{Data, DataArguments};

mod claims;

use claims::Claims;

/// Arguments of `verify`.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    data: DataArguments,
}

/// What was found while reading every event.
#[derive(Default)]
struct Found {
    events: u64,
    erased: u64,
    keys_lost: Vec<Position>,
    unreadable: Vec<String>,
    claims: Claims,
}

/// Checks chain, events and read models; any fault is a failure that says where.
pub fn run(arguments: Arguments) -> Result<(), Failure> {
    let data = Data::open(&arguments.data)?;
    let head = data.store().head();
    let bar = progress_bar(head.position.0, "events");
    let found = read_everything(data.store(), &bar)?;
    bar.finish_and_clear();
    println!("chain      {} events, each follows from the one before; head {}", found.events, head.chain);
    println!("events     every event decodes; {} sealed parts are erased", found.erased);
    if let Some(first) = found.unreadable.first() {
        return Err(Failure(format!("{} events cannot be read; the first: {first}", found.unreadable.len())));
    }
    if let Some(first) = found.keys_lost.first() {
        return Err(Failure(format!("ALARM: {} keys are lost, first at event {first}", found.keys_lost.len())));
    }
    if let Some(first) = found.claims.unfindable.first() {
        let count = found.claims.unfindable.len();
        return Err(Failure(format!(
            "ALARM: {count} claims of identifiers are not in the vault, the first at event {first}: imports would not find \
             these people; restore the vault's backup of the same age as the journal"
        )));
    }
    if let Some(first) = found.claims.doubled.first() {
        let count = found.claims.doubled.len();
        return Err(Failure(format!("ALARM: {count} identifiers have two holders, the first at event {first}")));
    }
    println!("claims     every identifier is found by the vault's handle, and has one holder");
    let rows = compare_read_models(&data)?;
    println!("read       {rows} rows of the read models equal a fresh rebuild (each kept state equals its fold)");
    Ok(())
}

fn read_everything(store: &Arc<Store>, bar: &ProgressBar) -> Result<Found, Failure> {
    let mut found = Found::default();
    let mut head = Head::START;
    let mut broken = None;
    let read = store.node().log.scan(Position::START, usize::MAX >> 1, |stored| {
        head = head.after(&stored.bytes);
        if broken.is_none() && (head.position, head.chain) != (stored.position, stored.chain) {
            broken = Some(stored.position);
        }
        match store::local_log::read(&stored).and_then(|recorded| store.open_event(Arc::new(recorded))) {
            Ok(event) => {
                look_at(&event, &mut found);
                found.claims.look_at(store, &event)?;
            }
            Err(error) => found.unreadable.push(error.to_string()),
        }
        found.events += 1;
        bar.set_position(found.events);
        Ok(())
    });
    read.map_err(|error| Failure(error.to_string()))?;
    match broken {
        Some(position) => {
            Err(Failure(format!("ALARM: the chain is broken at event {position}: something was altered")))
        }
        None => Ok(found),
    }
}

fn look_at(event: &events::OpenedEvent, found: &mut Found) {
    match event.fact.readability() {
        Opened::Known(()) => {}
        Opened::Erased => found.erased += 1,
        Opened::KeyLost => found.keys_lost.push(event.position()),
    }
}

/// Rebuilds beside the live read models and compares table by table.
fn compare_read_models(data: &Data) -> Result<u64, Failure> {
    let fail = |error: String| Failure(format!("the read models cannot be compared: {error}"));
    let journal = data.journal()?;
    let mut runner = projections::Runner::open(Arc::clone(data.store()), journal).map_err(|e| fail(e.to_string()))?;
    projections::catch_up_to(&mut runner, data.store().head().position).map_err(|e| fail(e.to_string()))?;
    drop(runner);
    let fresh = data.store().cache_folder().join("verify");
    std::fs::create_dir_all(&fresh).map_err(|error| fail(error.to_string()))?;
    projections::rebuild(data.store(), journal, &fresh, |_| {}).map_err(|error| fail(error.to_string()))?;
    let live = ReadDb::at(data.store().cache_folder()).path().to_owned();
    let compared = compare(&live, ReadDb::at(&fresh).path()).map_err(|error| fail(error.to_string()))?;
    let _ = std::fs::remove_dir_all(&fresh);
    match compared {
        Ok(same) => Ok(same.rows),
        Err(table) => {
            Err(Failure(format!("read model table {table} differs from a fresh rebuild: run `oppijaloki rebuild`")))
        }
    }
}
