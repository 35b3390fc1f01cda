//! Are two files of read models the same?

use std::path::Path;

use rusqlite::Connection;

use crate::ReadError;

/// What must be equal, table by table. Sets of organisations are compared by their members: which numbers they got
/// depends on how events fell into batches. So does whether a day on which a count went up and down again has a row.
const TABLES: &[(&str, &str)] = &[
    (
        "people",
        "SELECT key, oid, status, members, imported, modified, waiting, next_try, failing, imports, state
         FROM {s}.people JOIN {s}.organisation_sets ON id = organisations",
    ),
    (
        "people_by_oid",
        "SELECT oid, key FROM {s}.people_by_oid UNION ALL SELECT oid, key FROM {s}.new_people_by_oid",
    ),
    (
        "imports",
        "SELECT number, {s}.imports.id, key, interface, members, sender, service, request, received, total, resolved,
           refused, successful, in_progress, failed, conflicts, completed, expired
         FROM {s}.imports JOIN {s}.organisation_sets ON organisation_sets.id = organisations",
    ),
    (
        "imports_by_day",
        "SELECT import, day, counts FROM
           (SELECT *, lag(counts, 1, '') OVER (PARTITION BY import ORDER BY day) AS before FROM
             (SELECT import, day, concat_ws(' ', resolved, refused, successful, in_progress, failed, conflicts) AS counts
              FROM {s}.imports_by_day))
         WHERE counts <> before",
    ),
    ("import_rows", "SELECT * FROM {s}.import_rows"),
    ("conflict_reviews", "SELECT * FROM {s}.conflict_reviews"),
    (
        "failures",
        "SELECT person, began, ended, since, cause, members
         FROM {s}.failures JOIN {s}.organisation_sets ON id = organisations",
    ),
    ("failure_names", "SELECT * FROM {s}.failure_names"),
    ("days", "SELECT * FROM {s}.days"),
    (
        "counts",
        "SELECT members, status, people FROM {s}.counts JOIN {s}.organisation_sets ON id = organisations
         WHERE people <> 0",
    ),
    (
        "counts_by_day",
        "SELECT members, status, day, people FROM
           (SELECT *, lag(people, 1, 0) OVER (PARTITION BY organisations, status ORDER BY day) AS before
            FROM {s}.counts_by_day)
         JOIN {s}.organisation_sets ON id = organisations WHERE people <> before",
    ),
    ("register_state", "SELECT * FROM {s}.register_state"),
    ("erasures", "SELECT * FROM {s}.erasures"),
    ("notices", "SELECT * FROM {s}.notices"),
];

/// Compares two files of read models; gives how many rows are equal, or the first table that differs.
pub fn compare(live: &Path, fresh: &Path) -> Result<Result<u64, &'static str>, ReadError> {
    let connection = Connection::open(live)?;
    connection.execute("ATTACH ?1 AS fresh", [fresh.to_string_lossy()])?;
    let mut rows = 0;
    for (table, select) in TABLES {
        let (of_live, of_fresh) = (select.replace("{s}", "main"), select.replace("{s}", "fresh"));
        let count = |select: &str| -> rusqlite::Result<u64> {
            connection.query_row(&format!("SELECT count(*) FROM ({select})"), [], |row| row.get(0))
        };
        let here = count(&of_live)?;
        if here != count(&of_fresh)? || count(&format!("{of_live} EXCEPT {of_fresh}"))? > 0 {
            return Ok(Err(table));
        }
        rows += here;
    }
    Ok(Ok(rows))
}
