//! Names in the error list, found by the beginnings of their words: folded once, when they are kept.

use domain::Person;
use events::PersonOid;
use events::person::Names;
use matching::{NameWords, SearchWords};
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};

use crate::ReadError;
use crate::people::keys::PersonKey;

/// Up to so many people with one word are looked at for the other words. Where every word has more, a walk through the
/// list meets people with all of them soon.
const MOST_LOOKED_AT: usize = 50_000;
/// So many words are counted to find the rarest.
const COUNTED: usize = 4;

/// The words by which a person is found.
pub(crate) fn words_of(names: &Names) -> NameWords {
    NameWords::of([names.surname.as_str(), &names.first_names, &names.call_name])
}

/// Keeps the words of somebody in the error list; of somebody without names nothing is kept.
pub(super) fn keep(connection: &Connection, person: PersonKey, names: &Names) -> Result<(), ReadError> {
    let words = words_of(names);
    let before = kept(connection, person)?.unwrap_or_else(|| NameWords::of([]));
    let mut delete = connection.prepare_cached("DELETE FROM failure_words WHERE word = ?1 AND person = ?2")?;
    for word in before.words().filter(|word| !words.words().any(|new| new == *word)) {
        delete.execute(params![word, person])?;
    }
    let mut insert = connection.prepare_cached("INSERT OR IGNORE INTO failure_words VALUES (?1, ?2)")?;
    for word in words.words() {
        insert.execute(params![word, person])?;
    }
    write(connection, person, &words)
}

/// Keeps the words of somebody in a new file, whose index is made last by [`index_everybody`].
pub(crate) fn add(connection: &Connection, person: PersonKey, names: &Names) -> Result<(), ReadError> {
    write(connection, person, &words_of(names))
}

fn write(connection: &Connection, person: PersonKey, words: &NameWords) -> Result<(), ReadError> {
    if words.as_str().is_empty() {
        connection.prepare_cached("DELETE FROM failure_names WHERE person = ?1")?.execute([person])?;
    } else {
        let mut write = connection.prepare_cached("INSERT OR REPLACE INTO failure_names VALUES (?1, ?2)")?;
        write.execute(params![person, words.as_str()])?;
    }
    Ok(())
}

/// Makes the index of everybody at once, in its order.
pub(crate) fn index_everybody(connection: &Connection) -> Result<(), ReadError> {
    // Words are letters and digits alone, so the spaces between them make a list in JSON.
    Ok(connection.execute_batch(
        r#"INSERT INTO failure_words SELECT word.value, person FROM failure_names,
             json_each('["' || replace(ltrim(words), ' ', '","') || '"]') AS word ORDER BY 1, 2"#,
    )?)
}

/// Does a search find somebody in the error list?
pub(crate) fn finds_listed(
    search: &SearchWords,
    connection: &Connection,
    person: PersonKey,
) -> Result<bool, ReadError> {
    let mut find = connection.prepare_cached("SELECT words FROM failure_names WHERE person = ?1")?;
    let found = find.query_row([person], |row| Ok(search.find(row.get_ref(0)?.as_str().unwrap_or_default())));
    Ok(found.optional()?.unwrap_or_default())
}

/// Everybody in the error list whom a search finds; `None` when they are more than `most`, or many would have to be
/// looked at.
pub(crate) fn everybody(
    search: &SearchWords,
    connection: &Connection,
    most: usize,
) -> Result<Option<Vec<PersonKey>>, ReadError> {
    let Some(rarest) = rarest(search, connection)? else { return Ok(search.is_empty().then(Vec::new)) };
    let others: Vec<String> = search.words().filter(|word| *word != rarest).map(|word| format!(" {word}")).collect();
    // The other words are checked within the same query, because it may look at many people.
    let and: String = (0..others.len()).map(|n| format!(" AND instr(words, ?{}) > 0", n + 4)).collect();
    let names = if others.is_empty() { "" } else { "CROSS JOIN failure_names USING (person)" };
    let mut find = connection.prepare_cached(&format!(
        "SELECT DISTINCT person FROM failure_words {names} WHERE word >= ?1 AND word < ?2{and} LIMIT ?3"
    ))?;
    let mut parameters: Vec<Value> = vec![rarest.to_owned().into(), after_all(rarest).into(), (most as i64 + 1).into()];
    parameters.extend(others.into_iter().map(Value::from));
    let found = find.query_map(params_from_iter(parameters), |row| row.get(0))?;
    let mut found: Vec<PersonKey> = found.collect::<Result<_, _>>()?;
    found.sort_unstable();
    Ok((found.len() <= most).then_some(found))
}

/// The word that the fewest people have; `None` when there is no word, or all are of very many.
fn rarest<'s>(search: &'s SearchWords, connection: &Connection) -> Result<Option<&'s str>, ReadError> {
    let mut words: Vec<&str> = search.words().collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let mut count = connection
        .prepare_cached("SELECT count(*) FROM (SELECT 1 FROM failure_words WHERE word >= ?1 AND word < ?2 LIMIT ?3)")?;
    let mut rarest = (MOST_LOOKED_AT + 1, None);
    for word in words.into_iter().take(COUNTED) {
        let people: usize = count.query_row(params![word, after_all(word), rarest.0], |row| row.get(0))?;
        if people < rarest.0 {
            rarest = (people, Some(word));
        }
    }
    Ok(rarest.1)
}

fn kept(connection: &Connection, person: PersonKey) -> Result<Option<NameWords>, ReadError> {
    let mut find = connection.prepare_cached("SELECT words FROM failure_names WHERE person = ?1")?;
    Ok(find.query_row([person], |row| row.get(0)).optional()?.map(NameWords::from_kept))
}

/// Greater than every text that begins so, and no greater than any other that follows.
fn after_all(beginning: &str) -> String {
    format!("{beginning}\u{10FFFF}")
}

/// A person as they were typed: their OID, their hetu, or words that begin their names. For anyone who has the people at
/// hand and looks at each.
pub(crate) struct Typed<'t> {
    text: &'t str,
    oid: Option<PersonOid>,
    words: SearchWords,
}

impl Typed<'_> {
    /// Of a text as typed.
    pub fn of(text: &str) -> Typed<'_> {
        let text = text.trim();
        Typed { text, oid: text.parse().ok(), words: SearchWords::of(text) }
    }

    /// Is it this one?
    pub fn is(&self, person: &Person) -> bool {
        self.oid == Some(person.oid)
            || person.hetu.is_some_and(|known| known.hetu.as_str() == self.text)
            || self.words.find(words_of(&person.names).as_str())
    }
}

#[cfg(test)]
#[path = "names_tests.rs"]
mod tests;
