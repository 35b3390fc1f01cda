//! Compares the rows of two questions to SQLite. Both are read side by side, so that tables of any size can be
//! compared.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};

/// Two questions that must give the same rows, each with its connection.
pub type Question<'a> = (&'a Connection, &'a str);

/// Compares the rows that two questions give, in an order over all of their columns or a key of them: then they are the
/// same as often, in both directions. Gives how many there are; where they differ, the integer in a column of the first
/// row that only one of them has, when it has such a column.
pub fn same_rows(one: Question<'_>, other: Question<'_>, tell: usize) -> rusqlite::Result<Result<u64, Option<i64>>> {
    let (mut one, mut other) = (one.0.prepare(one.1)?, other.0.prepare(other.1)?);
    let columns = one.column_count();
    let (mut one, mut other) = (one.query([])?, other.query([])?);
    let mut rows = 0;
    loop {
        match (one.next()?, other.next()?) {
            (None, None) => return Ok(Ok(rows)),
            (Some(one), Some(other)) => {
                for column in 0..columns {
                    if one.get_ref(column)? != other.get_ref(column)? {
                        return Ok(Err(lower(integer(one, tell), integer(other, tell))));
                    }
                }
            }
            (Some(row), None) | (None, Some(row)) => return Ok(Err(integer(row, tell))),
        }
        rows += 1;
    }
}

fn integer(row: &Row<'_>, column: usize) -> Option<i64> {
    match row.get_ref(column) {
        Ok(ValueRef::Integer(number)) => Some(number),
        _ => None,
    }
}

fn lower(one: Option<i64>, other: Option<i64>) -> Option<i64> {
    one.into_iter().chain(other).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compared(one: &[&str], other: &[&str]) -> Result<u64, Option<i64>> {
        let file = |rows: &[&str]| {
            let connection = Connection::open_in_memory().unwrap();
            connection.execute_batch("CREATE TABLE t (a INTEGER, b TEXT)").unwrap();
            rows.iter().for_each(|row| connection.execute_batch(&format!("INSERT INTO t VALUES ({row})")).unwrap());
            connection
        };
        let (one, other) = (file(one), file(other));
        let select = "SELECT a, b FROM t ORDER BY a, b";
        same_rows((&one, select), (&other, select), 0).unwrap()
    }

    #[test]
    fn rows_are_the_same_in_both_directions_and_as_often() {
        assert_eq!(compared(&["1, 'x'", "2, NULL"], &["2, NULL", "1, 'x'"]), Ok(2));
        assert_eq!(compared(&[], &[]), Ok(0));
        assert_eq!(compared(&["1, 'x'"], &["1, 'x'", "2, 'y'"]), Err(Some(2)));
        assert_eq!(compared(&["1, 'x'", "2, 'y'"], &["1, 'x'"]), Err(Some(2)));
        assert_eq!(compared(&["1, 'x'"], &["1, NULL"]), Err(Some(1)));
        // As many rows, and each of the one is among the others.
        assert_eq!(compared(&["1, 'x'", "1, 'x'", "2, 'y'"], &["1, 'x'", "2, 'y'", "2, 'y'"]), Err(Some(1)));
    }
}
