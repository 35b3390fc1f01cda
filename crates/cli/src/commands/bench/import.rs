//! Imports end to end.

use std::ops::Range;
use std::time::{Duration, Instant};

use events::{Identifier, KindSet, PersonOid, Tag};
use serde_json::Value;
use vtj::population::Population;

use super::client::read;
use super::machine;
use super::nodes::Node;
use crate::commands::Failure;
use crate::commands::demo::{Running, SEED};
use crate::generate::{Options, rows, to_oppija_json};

/// Rows of one import while the registry is filled.
const FILLING_ROWS: u64 = 100_000;
/// An import is well under way after this.
pub const UNDER_WAY: Duration = Duration::from_secs(1);
const LOOK_AGAIN: Duration = Duration::from_millis(20);

/// Fills the registry before anything is measured, with these people.
pub async fn prepare(
    node: &Node,
    people: u64,
    Range { start: mut first, end: known }: Range<u64>,
) -> Result<(), Failure> {
    while first < known {
        let rows = FILLING_ROWS.min(known - first);
        let began = machine::Used::now();
        let (seconds, _) = import(node, people, first, rows).await?;
        let cpu = began.since().process * 1e6 / rows as f64;
        eprintln!(
            "filling    {} of {known} people ({:.0} rows/s, {cpu:.0} µs CPU a row)",
            first + rows,
            rows as f64 / seconds
        );
        first += rows;
    }
    Ok(())
}

/// One import of new people on each node at the same time, that have so many rows together.
pub async fn measure(nodes: &[Node], people: u64, first: u64, rows: u64) -> Result<(), Failure> {
    let head = || nodes.first().map_or(0, |node| node.running.app.store().head().position.0);
    let (before, began) = (head(), machine::Used::now());
    let share = rows / nodes.len() as u64;
    let imports = nodes.iter().zip(0..).map(|(node, n)| import(node, people, first + n * share, share));
    let done = futures_util::future::try_join_all(imports).await?;
    let seconds = done.iter().map(|(seconds, _)| *seconds).fold(0.0, f64::max);
    let sent = done.iter().map(|(_, sent)| *sent).fold(0.0, f64::max);
    let rows = (share * nodes.len() as u64) as f64;
    say!(
        "import     {rows} rows on {} node(s) into a registry of {first} people: {seconds:.1} s, {:.0} rows/s end to end \
         (accepted after {sent:.1} s, {} events)",
        nodes.len(),
        rows / seconds,
        head() - before
    );
    let machine::Used { process, machine } = began.since();
    say!(
        "cpu        {:.0} µs of both cores per row, clients, nodes and registers' stand-ins together; {:.0} µs of the \
         whole machine",
        process * 1e6 / rows,
        machine * 1e6 / rows
    );
    say!("memory     peak {} MB so far (nodes and registers' stand-ins in one process)", machine::peak_memory_mb());
    Ok(())
}

/// Sends rows and waits until everybody is identified and stands so in the read models. Gives the time for everything
/// and the time until the number came, in seconds.
async fn import(node: &Node, people: u64, first: u64, count: u64) -> Result<(f64, f64), Failure> {
    let Node { client, running } = node;
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
    let wanted = (0..population.size()).step_by(step as usize).map(|index| Identifier::hetu(&population.hetu(index)));
    let wanted: Vec<Identifier> = wanted.collect();
    let found = running.app.blocking(move |app| {
        let handles = app.store().vault().find_handles(&wanted)?;
        let tags: Vec<_> = handles.into_iter().flatten().map(|handle| Tag::Hetu(handle).into()).collect();
        let claims = app.store().read().events_of_all(&tags, KindSet::ALL)?;
        let person = |events: &Vec<events::OpenedEvent>| events.first()?.persons().next();
        Ok(claims.iter().filter_map(person).collect())
    });
    found.await.map_err(|error| Failure(error.to_string()))
}
