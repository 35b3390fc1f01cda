//! Imports end to end.

use std::time::{Duration, Instant};

use events::codes::IdentifierKind;
use events::{PersonOid, Tag};
use serde_json::Value;
use store::{Identifier, TypeSet};
use vtj::population::Population;

use super::client::{Client, read};
use crate::commands::Failure;
use crate::commands::demo::{Running, SEED};
use crate::generate::{Options, rows, to_oppija_json};

/// Rows of one import while the registry is filled.
const FILLING_ROWS: u64 = 100_000;
const LOOK_AGAIN: Duration = Duration::from_millis(20);

/// Fills the registry before anything is measured.
pub async fn prepare(client: &Client, running: &Running, people: u64, known: u64) -> Result<(), Failure> {
    let mut first = 0;
    while first < known {
        let rows = FILLING_ROWS.min(known - first);
        let (seconds, _) = import(client, running, people, first, rows).await?;
        eprintln!("filling    {} of {known} people ({:.0} rows/s)", first + rows, rows as f64 / seconds);
        first += rows;
    }
    Ok(())
}

/// One import of new people.
pub async fn measure(client: &Client, running: &Running, people: u64, first: u64, rows: u64) -> Result<(), Failure> {
    let before = running.app.store().head().position.0;
    let cpu = cpu_seconds();
    let (seconds, sent) = import(client, running, people, first, rows).await?;
    let events = running.app.store().head().position.0 - before;
    println!(
        "import     {rows} rows into a registry of {first} people: {seconds:.1} s, {:.0} rows/s end to end \
         (accepted after {sent:.1} s, {events} events)",
        rows as f64 / seconds
    );
    let cpu = (cpu_seconds() - cpu) * 1e6 / rows as f64;
    println!("cpu        {cpu:.0} µs of both cores per row, client, registry and register's stand-in together");
    println!("memory     peak {} MB so far (registry and register's stand-in in one process)", peak_memory_mb());
    Ok(())
}

/// Sends rows and waits until everybody is identified and stands so in the read models. Gives the time for everything
/// and the time until the number came, in seconds.
async fn import(
    client: &Client,
    running: &Running,
    people: u64,
    first: u64,
    count: u64,
) -> Result<(f64, f64), Failure> {
    let options = Options { first_person: first, ..Options::plain(SEED, people, count) };
    let body = to_oppija_json(rows(&options).map(|made| made.row).collect::<Vec<_>>().iter(), None);
    let began = Instant::now();
    let accepted: Value = read(client.put("/oppija", body)).await?;
    let sent = began.elapsed().as_secs_f64();
    let number = events::Position(accepted["id"].as_u64().unwrap_or_default());
    loop {
        let summary = running.app.ask(move |connection| projections::imports::query::get(connection, number)).await;
        let summary = summary.map_err(|error| Failure(error.to_string()))?;
        if let Some(import) = summary
            && import.resolved + import.refused == import.total
            && import.in_progress == 0
        {
            if u64::from(import.successful) < count {
                return Err(Failure(format!("only {} of {count} people were identified", import.successful)));
            }
            return Ok((began.elapsed().as_secs_f64(), sent));
        }
        tokio::time::sleep(LOOK_AGAIN).await;
    }
}

/// OIDs of people from all over the registry.
pub async fn some_oids(running: &Running, population: &Population, count: u64) -> Result<Vec<PersonOid>, Failure> {
    let step = (population.size() / count).max(1);
    let wanted = (0..population.size())
        .step_by(step as usize)
        .map(|index| Identifier { kind: IdentifierKind::Hetu, value: population.hetu(index).as_str().to_owned() });
    let wanted: Vec<Identifier> = wanted.collect();
    let found = running.app.blocking(move |app| {
        let handles = app.store().vault().find_handles(&wanted)?;
        let tags: Vec<_> = handles.into_iter().flatten().map(|handle| Tag::Hetu(handle).into()).collect();
        let claims = app.store().read().events_of_all(&tags, TypeSet::ALL)?;
        let person = |events: &Vec<events::OpenedEvent>| {
            events.first()?.recorded.envelope.tags.iter().find_map(|tag| match tag {
                Tag::Person(oid) => Some(*oid),
                _ => None,
            })
        };
        Ok(claims.iter().filter_map(person).collect())
    });
    found.await.map_err(|error| Failure(error.to_string()))
}

/// Processor time of this process so far, of all its threads.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks =
        after_name.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<f64>().ok()).sum::<f64>();
    // Linux counts in hundredths of a second for every program.
    ticks / 100.0
}

/// Peak resident memory of this process.
fn peak_memory_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) / 1024
}
