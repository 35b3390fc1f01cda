//! Compares two files of read models.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};
use store::same_rows::same_rows;

use crate::ReadError;
use crate::inverted_index::InvertedIndex;

/// What must be equal, table by table, duplicates included. Sets of organisations are compared by their members: which numbers they got
/// depends on how events fell into batches. So does whether a day on which a count went up and down again has a row.
const TABLES: &[(&str, &str)] = &[
    // First: files that hold different events differ everywhere else too.
    ("state", "SELECT checkpoint, chain FROM {s}.state"),
    (
        "people",
        "SELECT key, oid, status, members, imported, modified, waiting, next_try, failing, other_holder,
           cause, compared, head, counted, imports, state
         FROM {s}.people JOIN {s}.organisation_sets ON id = organisations",
    ),
    (
        "people_by_oid",
        "SELECT oid, key FROM {s}.people_by_oid UNION ALL SELECT oid, key FROM {s}.new_people_by_oid",
    ),
    (
        "imports",
        "SELECT number, {s}.imports.id, key, interface, members, sender, service, request, received, total, resolved,
           refused, successful, in_progress, failed, conflicts, completed, expired, checked, created
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
    ("conflict_kinds", "SELECT * FROM {s}.conflict_kinds WHERE rows <> 0"),
    ("conflict_reviews", "SELECT * FROM {s}.conflict_reviews"),
    ("reassigned_rows", "SELECT * FROM {s}.reassigned_rows"),
    ("renumbered", "SELECT * FROM {s}.renumbered"),
    (
        "failures",
        "SELECT person, began, ended, since, cause, members
         FROM {s}.failures JOIN {s}.organisation_sets ON id = organisations",
    ),
    ("failure_names", "SELECT * FROM {s}.failure_names"),
    ("failure_words", "SELECT * FROM {s}.failure_words"),
    (
        "queue",
        "SELECT person, members, cause, since, name, born, import
         FROM {s}.queue JOIN {s}.organisation_sets ON id = organisations",
    ),
    (
        "queue_ages",
        "SELECT members, cause, day, people FROM {s}.queue_ages JOIN {s}.organisation_sets ON id = organisations",
    ),
    (
        "queue_flow",
        "SELECT day, members, came, solved FROM {s}.queue_flow JOIN {s}.organisation_sets ON id = organisations
         WHERE came <> 0 OR solved <> 0",
    ),
    (
        "search_people",
        "SELECT person, words, born, members, municipality
         FROM {s}.search_people JOIN {s}.organisation_sets ON id = organisations",
    ),
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
    ("register_outages", "SELECT * FROM {s}.register_outages"),
    ("erasures", "SELECT * FROM {s}.erasures"),
    ("notices", "SELECT * FROM {s}.notices"),
    ("hand_overs", "SELECT * FROM {s}.hand_overs"),
    ("import_undos", "SELECT * FROM {s}.import_undos"),
    ("undone_parts", "SELECT * FROM {s}.undone_parts"),
    ("unsent_rows", "SELECT * FROM {s}.unsent_rows"),
    ("requests", "SELECT * FROM {s}.requests"),
    ("consumers", "SELECT * FROM {s}.consumers"),
    ("acknowledgements", "SELECT * FROM {s}.acknowledgements"),
    ("told", "SELECT * FROM {s}.told"),
    ("acts", "SELECT * FROM {s}.acts"),
    ("set_aside", "SELECT position FROM {s}.set_aside"),
];

/// Inverted indexes, entry by entry: in which runs these stand depends on how events fell into batches.
const INDEXES: &[(&str, [InvertedIndex; 2])] = &[
    ("search_index", [InvertedIndex("main.search_index"), InvertedIndex("fresh.search_index")]),
    ("candidates", [InvertedIndex("main.candidates"), InvertedIndex("fresh.candidates")]),
];

/// Compares two files of read models, in both directions; gives how many rows are equal, or the first table
/// that differs.
pub fn compare(live: &Path, fresh: &Path) -> Result<Result<u64, &'static str>, ReadError> {
    let connection = Connection::open_with_flags(live, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    connection.execute("ATTACH ?1 AS fresh", [fresh.to_string_lossy()])?;
    let mut rows = 0;
    for (table, select) in TABLES {
        let of = |schema: &str| in_order(&connection, &select.replace("{s}", schema));
        match same_rows((&connection, &of("main")?), (&connection, &of("fresh")?), 0)? {
            Ok(same) => rows += same,
            Err(_) => return Ok(Err(table)),
        }
    }
    for (index, [live, fresh]) in INDEXES {
        match live.same_entries(*fresh, &connection)? {
            Some(same) => rows += same,
            None => return Ok(Err(index)),
        }
    }
    Ok(Ok(rows))
}

/// The same question, its rows in the order of all their columns.
fn in_order(connection: &Connection, select: &str) -> rusqlite::Result<String> {
    let columns: Vec<String> = (1..=connection.prepare(select)?.column_count()).map(|n| n.to_string()).collect();
    Ok(format!("SELECT * FROM ({select}) ORDER BY {}", columns.join(", ")))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use uuid::Uuid;

    use super::*;
    use crate::read_db::create;

    /// Two files with the same rows.
    struct Two(PathBuf);

    impl Two {
        fn new(rows: &str) -> Two {
            let folder = std::env::temp_dir().join(format!("oppijaloki-compare-{}", Uuid::new_v4()));
            std::fs::create_dir_all(&folder).unwrap();
            let two = Two(folder);
            for file in ["live", "fresh"] {
                create(&two.0.join(file), Uuid::nil()).unwrap().execute_batch(rows).unwrap();
            }
            two
        }

        /// The first table that differs after this was done to a file, which is undone.
        fn after(&self, file: &str, change: &str) -> Option<&'static str> {
            let path = self.0.join(file);
            let kept = std::fs::read(&path).unwrap();
            Connection::open(&path).unwrap().execute_batch(change).unwrap();
            let compared = compare(&self.0.join("live"), &self.0.join("fresh")).unwrap();
            std::fs::write(path, kept).unwrap();
            compared.err()
        }
    }

    impl Drop for Two {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    const ROWS: &str = "INSERT INTO organisation_sets VALUES (1, 'a'), (2, 'b');
                        INSERT INTO counts VALUES (1, 0, 5), (2, 0, 5);
                        INSERT INTO people_by_oid VALUES (11, 1), (12, 2);";

    #[test]
    fn a_row_that_only_one_file_has_is_found_in_either() {
        let two = Two::new(ROWS);
        for file in ["live", "fresh"] {
            assert_eq!(two.after(file, "SELECT 1"), None);
            assert_eq!(two.after(file, "UPDATE counts SET people = 6 WHERE organisations = 1"), Some("counts"));
            assert_eq!(two.after(file, "DELETE FROM counts WHERE organisations = 2"), Some("counts"));
            // As many rows, each of which the other file has too.
            let twice = "DELETE FROM people_by_oid WHERE oid = 12; INSERT INTO new_people_by_oid VALUES (11, 1)";
            assert_eq!(two.after(file, twice), Some("people_by_oid"));
            assert_eq!(two.after(file, "UPDATE state SET checkpoint = 1"), Some("state"));
        }
    }

    #[test]
    fn people_are_found_by_either_of_the_two_tables_that_hold_one_map() {
        let two = Two::new(ROWS);
        let moved = "INSERT INTO new_people_by_oid SELECT * FROM people_by_oid; DELETE FROM people_by_oid";
        assert_eq!(two.after("live", moved), None);
    }

    #[test]
    fn no_table_is_forgotten() {
        let two = Two::new("");
        let connection = Connection::open(two.0.join("live")).unwrap();
        let mut names = connection.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").unwrap();
        for name in names.query_map([], |row| row.get::<_, String>(0)).unwrap().map(Result::unwrap) {
            let asked = format!("{{s}}.{name}");
            let words = |select: &str| select.split([' ', ',', ')', '\n']).any(|word| word == asked);
            let of_index = INDEXES.iter().any(|(index, _)| name.starts_with(index));
            assert!(of_index || TABLES.iter().any(|(_, select)| words(select)), "{name} is not compared");
        }
    }
}
