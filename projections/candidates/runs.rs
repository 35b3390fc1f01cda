//! Sorted runs of keys, so that writing a key does not cost a page.

use rusqlite::{Connection, OptionalExtension, params};

use super::fold::Pair;
use crate::ReadError;

/// Small runs are numbered from here on; large ones are below.
const FIRST_SMALL: i64 = 10_000;
/// Rows of a small run; few in tests.
const SMALL: u64 = if cfg!(test) { 64 } else { 65_536 };
/// So many small runs are written as one large run.
const SMALL_RUNS: i64 = 16;

/// Every run, the newest first.
pub(super) fn all(connection: &Connection) -> Result<Vec<i64>, ReadError> {
    let mut next = connection.prepare_cached("SELECT max(run) FROM candidate_blocks WHERE run < ?1")?;
    let mut runs = Vec::new();
    let mut below = i64::MAX;
    while let Some(run) = next.query_row([below], |row| row.get::<_, Option<i64>>(0))? {
        runs.push(run);
        below = run;
    }
    Ok(runs)
}

/// Takes pairs out and puts pairs in.
pub(super) fn write(connection: &Connection, removed: &[Pair], added: &[Pair]) -> Result<(), ReadError> {
    let runs = all(connection)?;
    let mut remove =
        connection.prepare_cached("DELETE FROM candidate_blocks WHERE run = ?1 AND block = ?2 AND person = ?3")?;
    for (block, person) in removed {
        for run in &runs {
            if remove.execute(params![run, block, person])? > 0 {
                break;
            }
        }
    }
    let run = runs.first().copied().filter(|run| *run >= FIRST_SMALL).unwrap_or(FIRST_SMALL);
    insert(connection, run, added)?;
    let full = "SELECT 1 FROM candidate_blocks WHERE run = ?1 LIMIT 1 OFFSET ?2";
    let full = connection.prepare_cached(full)?.query_row(params![run, SMALL], |_| Ok(())).optional()?.is_some();
    if full { begin_another(connection, run) } else { Ok(()) }
}

/// Writes many pairs, in their order, as a large run.
pub(super) fn write_large(connection: &Connection, pairs: &mut Vec<Pair>) -> Result<(), ReadError> {
    pairs.sort_unstable();
    let last = all(connection)?.into_iter().find(|run| *run < FIRST_SMALL).unwrap_or_default();
    insert(connection, last + 1, pairs)?;
    pairs.clear();
    Ok(())
}

fn insert(connection: &Connection, run: i64, pairs: &[Pair]) -> Result<(), ReadError> {
    let mut insert = connection.prepare_cached("INSERT OR IGNORE INTO candidate_blocks VALUES (?1, ?2, ?3)")?;
    pairs.iter().try_for_each(|(block, person)| insert.execute(params![run, block, person]).map(drop))?;
    Ok(())
}

/// A small run is full: the next pair begins another one, or a large one is made of all of them.
fn begin_another(connection: &Connection, run: i64) -> Result<(), ReadError> {
    let smalls: Vec<i64> = all(connection)?.into_iter().filter(|run| *run >= FIRST_SMALL).collect();
    if (smalls.len() as i64) < SMALL_RUNS {
        // A run begins with its first pair; the pair that begins it is one of the full run.
        let first = "UPDATE candidate_blocks SET run = ?1 + 1 WHERE (run, block, person) =
                       (SELECT run, block, person FROM candidate_blocks WHERE run = ?1 LIMIT 1)";
        connection.prepare_cached(first)?.execute([run])?;
        return Ok(());
    }
    let last = all(connection)?.into_iter().find(|run| *run < FIRST_SMALL).unwrap_or_default();
    connection.execute(
        "INSERT INTO candidate_blocks SELECT ?1, block, person FROM candidate_blocks WHERE run >= ?2 ORDER BY block, person",
        params![last + 1, FIRST_SMALL],
    )?;
    connection.execute("DELETE FROM candidate_blocks WHERE run >= ?1", [FIRST_SMALL])?;
    Ok(())
}
