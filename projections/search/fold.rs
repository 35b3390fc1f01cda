//! Updates the search index from the changes of people.

use domain::Person;
use events::Day;
use matching::NameWords;
use rusqlite::{Connection, params};

use super::lists::Listed;
use super::{INDEX, birth_date_key, contact_key};
use crate::ReadError;
use crate::failures::names::words_of;
use crate::inverted_index::Entries;
use crate::people::fold::{Change, FoundBy};
use crate::people::keys::PersonKey;

/// So many words are sorted in memory at once.
const SORTED_AT_ONCE: usize = 2_000_000;

/// Writes what a batch changed.
pub(crate) fn write(connection: &Connection, changes: &[Change]) -> Result<(), ReadError> {
    let mut index = INDEX.changing(connection);
    for change in changes {
        let Some((before, after)) = &change.found_by else { continue };
        let organisations = change.after.organisations;
        let moved = change.before.is_none_or(|before| before.organisations != organisations);
        let same = before.as_ref().is_some_and(|before| {
            before.words == after.words && before.born == after.born && before.listed == after.listed
        });
        if moved || !same {
            let keys = |found_by: &FoundBy| keys(&found_by.words, found_by.born, &found_by.listed);
            index.change(change.key, &before.as_ref().map(keys).unwrap_or_default(), &keys(after))?;
            keep(connection, change.key, (&after.words, after.born, after.listed.municipality), organisations)?;
        }
    }
    INDEX.settle(connection)
}

/// What finds somebody.
fn keys(words: &NameWords, born: Option<Day>, listed: &Listed) -> Vec<Vec<u8>> {
    let words = words.words().map(|word| word.as_bytes().to_vec());
    let contacts = listed.contacts.iter().map(|contact| contact_key(contact));
    words.chain(born.map(birth_date_key)).chain(contacts).collect()
}

fn keep(
    connection: &Connection,
    person: PersonKey,
    (words, born, municipality): (&NameWords, Option<Day>, u16),
    organisations: i64,
) -> Result<(), ReadError> {
    if words.as_str().is_empty() && born.is_none() {
        connection.prepare_cached("DELETE FROM search_people WHERE person = ?1")?.execute([person])?;
    } else {
        let mut write =
            connection.prepare_cached("INSERT OR REPLACE INTO search_people VALUES (?1, ?2, ?3, ?4, ?5)")?;
        write.execute(params![person, words.as_str(), born.map_or(0, Day::number), organisations, municipality])?;
    }
    Ok(())
}

/// By what everybody is found, for a new file.
#[derive(Default)]
pub(crate) struct Everybody(Entries);

impl Everybody {
    /// Adds one person.
    pub fn add(
        &mut self,
        connection: &Connection,
        key: PersonKey,
        person: &Person,
        organisations: i64,
    ) -> Result<(), ReadError> {
        let words = words_of(&person.names);
        let listed = Listed::of(person);
        keep(connection, key, (&words, person.birth_date, listed.municipality), organisations)?;
        keys(&words, person.birth_date, &listed).iter().for_each(|found_by| self.0.add(found_by, key));
        if self.0.len() < SORTED_AT_ONCE { Ok(()) } else { INDEX.write_all(connection, &mut self.0) }
    }

    /// Writes what is left.
    pub fn finish(mut self, connection: &Connection) -> Result<(), ReadError> {
        INDEX.write_all(connection, &mut self.0)
    }
}
