//! Imports and their rows.

use std::collections::HashMap;

use events::Instant;
use sqlx::Row;

use super::{Database, Failure, sql};
use crate::rows::{ImportRow, ImportedRow};

impl Database {
    /// The next imports after an id, with their rows in the order in which they were handled.
    pub async fn imports(&mut self, after: i64, most: i64) -> Result<Vec<ImportRow>, Failure> {
        let query = sqlx::query(sql::IMPORTS).bind(after).bind(most).bind(self.zone.0.clone());
        let mut imports = Vec::new();
        for row in query.fetch_all(&mut self.connection).await? {
            imports.push(ImportRow {
                id: row.try_get("id")?,
                planned: row.try_get("kasiteltavia")?,
                done: row.try_get("kasiteltyja")?,
                interface: row.try_get("api")?,
                received: Instant::from_millis(row.try_get("aikaleima")?),
                body: row.try_get("body")?,
                organisations: Vec::new(),
                rows: Vec::new(),
            });
        }
        let ids: Vec<i64> = imports.iter().map(|import| import.id).collect();
        let at: HashMap<i64, usize> = ids.iter().enumerate().map(|(at, id)| (*id, at)).collect();
        for row in self.of(sql::IMPORT_ORGANISATIONS, &ids).await? {
            imports[at[&row.try_get(0)?]].organisations.push(row.try_get(1)?);
        }
        for row in self.of(sql::IMPORT_ROWS, &ids).await? {
            let imported = ImportedRow { tunniste: row.try_get(1)?, oid: row.try_get(2)?, conflict: row.try_get(3)? };
            imports[at[&row.try_get(0)?]].rows.push(imported);
        }
        Ok(imports)
    }
}
