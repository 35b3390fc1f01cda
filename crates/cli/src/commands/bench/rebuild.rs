//! The read models rebuilt, and what everything takes on disk.

use std::path::Path;
use std::time::Instant;

use crate::commands::Failure;
use crate::data::{Data, DataArguments};

/// Measures the data that was made.
pub fn measure(folder: &Path) -> Result<(), Failure> {
    let data = Data::open(&DataArguments { data: Some(folder.to_owned()), config: None })?;
    let began = Instant::now();
    let cache = data.store().cache_folder().to_owned();
    let reached = projections::rebuild(data.store(), data.journal()?, &cache, |_| {});
    let events = reached.map_err(|error| Failure(error.to_string()))?.0;
    let seconds = began.elapsed().as_secs_f64();
    say!("rebuild    {events} events: {seconds:.1} s, {:.0} events/s", events as f64 / seconds);
    let people = projections::ReadDb::at(&cache).ask(projections::people::query::count);
    let people = people.map_err(|error| Failure(error.to_string()))?;
    drop(data);
    let (journal, all) = (size(&folder.join("journal")), size(folder));
    say!(
        "disk       journal {:.0} B per event; all files {:.0} B per person ({events} events, {people} people)",
        journal as f64 / events as f64,
        all as f64 / people as f64
    );
    for part in ["journal", "vault", "cache/index.db", "cache/read.db"] {
        say!("disk         {part:<15} {:>8.1} MB", size(&folder.join(part)) as f64 / 1e6);
    }
    Ok(())
}

fn size(path: &Path) -> u64 {
    match std::fs::read_dir(path) {
        Ok(entries) => entries.flatten().map(|entry| size(&entry.path())).sum(),
        Err(_) => path.metadata().map_or(0, |metadata| metadata.len()),
    }
}
