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
            let FoundBy { words, born, listed, .. } = after;
            let (words, born, municipality) = (words.clone(), *born, listed.municipality);
            keep(connection, &Found { person: change.key, words, born, organisations, municipality })?;
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

/// A record as the search shows and sorts it.
pub(crate) struct Found {
    person: PersonKey,
    words: NameWords,
    born: Option<Day>,
    organisations: i64,
    municipality: u16,
}

/// Writes a record for the search; of somebody with neither names nor a birth date nothing is kept.
pub(crate) fn keep(connection: &Connection, found: &Found) -> Result<(), ReadError> {
    let Found { person, words, born, organisations, municipality } = found;
    if words.as_str().is_empty() && born.is_none() {
        connection.prepare_cached("DELETE FROM search_people WHERE person = ?1")?.execute([person])?;
    } else {
        let mut write =
            connection.prepare_cached("INSERT OR REPLACE INTO search_people VALUES (?1, ?2, ?3, ?4, ?5)")?;
        write.execute(params![person, words.as_str(), born.map_or(0, Day::number), organisations, municipality])?;
    }
    Ok(())
}

/// Adds the keys of somebody to those of a new file.
pub(crate) fn add(entries: &mut Entries, key: PersonKey, person: &Person, organisations: i64) -> Found {
    let (words, listed) = (words_of(&person.names), Listed::of(person));
    keys(&words, person.birth_date, &listed).iter().for_each(|found_by| entries.add(found_by, key));
    Found { person: key, words, born: person.birth_date, organisations, municipality: listed.municipality }
}
