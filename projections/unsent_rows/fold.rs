//! What events change of rows that were not sent.

use events::catalogue::UnsentFault;
use events::{Fact, ImportId, OpenedEvent, Position};
use rusqlite::{Connection, params};

use crate::ReadError;

struct NewRow {
    import: Position,
    row: u32,
    faults: Vec<UnsentFault>,
    tunniste: Option<String>,
}

/// Those of a batch.
#[derive(Default)]
pub(crate) struct UnsentChanges {
    reported: Vec<NewRow>,
    expired: Vec<ImportId>,
}

impl UnsentChanges {
    /// Folds one event.
    pub fn apply(&mut self, event: &OpenedEvent) {
        match &event.fact {
            Fact::UnsentRowsReported(with) => {
                let references = with.personal.known().map(|references| references.tunnisteet.as_slice());
                let reference = |at: usize| references.and_then(|references| references.get(at)?.clone());
                self.reported.extend(with.data.rows.iter().enumerate().map(|(at, row)| NewRow {
                    import: with.data.import,
                    row: row.row,
                    faults: row.faults.clone(),
                    tunniste: reference(at),
                }));
            }
            Fact::ImportDataExpired(with) => self.expired.push(with.data.import_id),
            _ => {}
        }
    }

    /// Writes them.
    pub fn write(self, connection: &Connection) -> Result<(), ReadError> {
        let mut write = connection.prepare_cached("INSERT OR REPLACE INTO unsent_rows VALUES (?1, ?2, ?3, ?4)")?;
        for NewRow { import, row, faults, tunniste } in self.reported {
            // Writing CBOR to a vector cannot fail.
            let faults = minicbor::to_vec(&faults).unwrap_or_default();
            write.execute(params![import.0, row, faults, tunniste])?;
        }
        // What was sealed under the import's key reads as erased from now on.
        let mut forget = connection.prepare_cached(
            "UPDATE unsent_rows SET tunniste = NULL WHERE import = (SELECT number FROM imports WHERE id = ?1)",
        )?;
        for import in self.expired {
            forget.execute([import.0.as_bytes().as_slice()])?;
        }
        Ok(())
    }
}
