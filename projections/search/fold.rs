//! What changes of people change of how they are found.

use domain::Person;
use events::Day;
use matching::NameWords;
use rusqlite::{Connection, OptionalExtension, params};

use crate::ReadError;
use crate::failures::names::words_of;
use crate::people::fold::Change;
use crate::people::keys::PersonKey;
use crate::people::query::person;

/// How many new words make it worth while to move them.
const MOVE_AT: i64 = if cfg!(test) { 8 } else { 131_072 };

/// By what somebody is found.
struct FoundBy {
    words: NameWords,
    born: i32,
    organisations: i64,
}

impl FoundBy {
    fn of(person: &Person, organisations: i64) -> FoundBy {
        let born = person.birth_date.map_or(0, Day::number);
        FoundBy { words: words_of(&person.names), born, organisations }
    }
}

/// Writes what a batch changed.
pub(crate) fn write(connection: &Connection, changes: &[Change]) -> Result<(), ReadError> {
    for change in changes {
        let after = found_by(connection, change)?;
        let before = if change.before.is_some() { kept(connection, change.key)? } else { None };
        let same = before.as_ref().is_some_and(|before| {
            let words = before.words.as_str() == after.words.as_str();
            words && before.born == after.born && before.organisations == after.organisations
        });
        if !same {
            index(connection, change.key, before.as_ref(), &after)?;
            keep(connection, change.key, &after)?;
        }
    }
    move_words(connection)
}

/// Writes by what somebody is found in a new file, whose index of words is made last by [`index_everybody`].
pub(crate) fn add(
    connection: &Connection,
    key: PersonKey,
    person: &Person,
    organisations: i64,
) -> Result<(), ReadError> {
    keep(connection, key, &FoundBy::of(person, organisations))
}

fn found_by(connection: &Connection, change: &Change) -> Result<FoundBy, ReadError> {
    let mut find = connection.prepare_cached("SELECT state FROM people WHERE key = ?1")?;
    let found: Person = find.query_row([change.key], |row| Ok(person(row.get_ref(0)?)))??;
    Ok(FoundBy::of(&found, change.after.organisations))
}

fn kept(connection: &Connection, person: PersonKey) -> Result<Option<FoundBy>, ReadError> {
    let mut find =
        connection.prepare_cached("SELECT words, born, organisations FROM search_people WHERE person = ?1")?;
    let read = |row: &rusqlite::Row<'_>| {
        let words = NameWords::from_kept(row.get(0)?);
        Ok(FoundBy { words, born: row.get(1)?, organisations: row.get(2)? })
    };
    Ok(find.query_row([person], read).optional()?)
}

fn index(
    connection: &Connection,
    person: PersonKey,
    before: Option<&FoundBy>,
    after: &FoundBy,
) -> Result<(), ReadError> {
    let old: Vec<&str> = before.iter().flat_map(|before| before.words.words()).collect();
    for table in ["search_words", "new_search_words"] {
        let mut delete = connection.prepare_cached(&format!("DELETE FROM {table} WHERE word = ?1 AND person = ?2"))?;
        for word in old.iter().filter(|word| !after.words.words().any(|new| new == **word)) {
            delete.execute(params![word, person])?;
        }
    }
    let mut insert = connection.prepare_cached("INSERT INTO new_search_words (word, person) VALUES (?1, ?2)")?;
    for word in after.words.words().filter(|word| !old.contains(word)) {
        insert.execute(params![word, person])?;
    }
    Ok(())
}

fn keep(connection: &Connection, person: PersonKey, found_by: &FoundBy) -> Result<(), ReadError> {
    if found_by.words.as_str().is_empty() && found_by.born == 0 {
        connection.prepare_cached("DELETE FROM search_people WHERE person = ?1")?.execute([person])?;
    } else {
        let mut write = connection.prepare_cached("INSERT OR REPLACE INTO search_people VALUES (?1, ?2, ?3, ?4)")?;
        write.execute(params![person, found_by.words.as_str(), found_by.born, found_by.organisations])?;
    }
    Ok(())
}

/// Moves words that wait, in order, when there are many: then each page is touched once.
fn move_words(connection: &Connection) -> Result<(), ReadError> {
    let last: Option<i64> =
        connection.prepare_cached("SELECT max(id) FROM new_search_words")?.query_row([], |row| row.get(0))?;
    if last.unwrap_or_default() >= MOVE_AT {
        connection.execute_batch(
            "INSERT INTO search_words SELECT word, person FROM new_search_words ORDER BY word, person;
             DELETE FROM new_search_words",
        )?;
    }
    Ok(())
}

/// Makes the index of everybody at once, in its order.
pub(crate) fn index_everybody(connection: &Connection) -> Result<(), ReadError> {
    // Words are letters and digits alone, so the spaces between them make a list in JSON.
    Ok(connection.execute_batch(
        r#"INSERT INTO search_words SELECT word.value, person FROM search_people,
             json_each('["' || replace(ltrim(words), ' ', '","') || '"]') AS word WHERE words <> '' ORDER BY 1, 2"#,
    )?)
}
