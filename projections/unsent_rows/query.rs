//! What may be asked of rows that were not sent.

use events::Position;
use events::catalogue::UnsentFault;
use rusqlite::{Connection, params};

use crate::ReadError;

/// A row that was not sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnsentRow {
    /// Its number in the sender's file, from 1.
    pub row: u32,
    /// The sender's own reference, while it is kept.
    pub tunniste: Option<String>,
    /// What is wrong with it.
    pub faults: Vec<UnsentFault>,
}

/// How many rows were not sent with an import.
pub fn count(connection: &Connection, import: Position) -> Result<u32, ReadError> {
    let mut count = connection.prepare_cached("SELECT count(*) FROM unsent_rows WHERE import = ?1")?;
    Ok(count.query_row([import.0], |row| row.get(0))?)
}

/// A page of them behind one, in the order of the file.
pub fn page(
    connection: &Connection,
    import: Position,
    after: Option<u32>,
    limit: u32,
) -> Result<Vec<UnsentRow>, ReadError> {
    let mut find = connection.prepare_cached(
        "SELECT row, tunniste, faults FROM unsent_rows WHERE import = ?1 AND row > ?2 ORDER BY row LIMIT ?3",
    )?;
    let mut rows = find.query(params![import.0, after.unwrap_or(0), limit])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let faults: Vec<u8> = row.get(2)?;
        let faults = minicbor::decode(&faults).map_err(|_| ReadError::Damaged("unsent_rows.faults"))?;
        found.push(UnsentRow { row: row.get(0)?, tunniste: row.get(1)?, faults });
    }
    Ok(found)
}
