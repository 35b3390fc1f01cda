//! An inverted index on disk: keys, and which people have them. Names are searched by one, and possible duplicates found.
//!
//! Keys fall all over a table that is sorted by them, so a row for each would cost a page for each. Instead, keys of people
//! who are new or changed *wait*, one row a person. When many wait, they are written in order as a *run*, and each page is
//! written once; when there are many runs of one size, they are merged into one run of the next size. A question asks what
//! waits and every run. (The method is that of a log-structured merge tree.)
//!
//! A model has two tables for it, `<name>_waiting` and `<name>_pieces`; see `search/table.sql`.

use std::collections::{BTreeSet, HashMap};

use fixedbitset::FixedBitSet;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, params};

use crate::ReadError;
use crate::people::keys::PersonKey;

mod entries;
mod merge;
mod piece;

pub(crate) use entries::Entries;
pub(crate) use merge::Merge;

use merge::{Between, Source};
use piece::{Entry, Writer, contains, kept, keys_of, packed_keys, without};

/// So many people wait before they are written as a run.
const WAITING: usize = if cfg!(test) { 16 } else { 4_096 };
/// So many runs of one level are merged into one of the next.
const RUNS: usize = if cfg!(test) { 3 } else { 16 };

/// A sorted run. The greatest number is the newest of a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    level: i64,
    number: i64,
}

/// An index, by the beginning of the names of its tables.
#[derive(Clone, Copy)]
pub(crate) struct InvertedIndex(pub &'static str);

impl InvertedIndex {
    /// Puts what waits in order, when much does. Once for each batch.
    pub fn settle(self, connection: &Connection) -> Result<(), ReadError> {
        let name = self.0;
        let waiting: usize = connection
            .prepare_cached(&format!("SELECT count(*) FROM {name}_waiting"))?
            .query_row([], |row| row.get(0))?;
        if waiting < WAITING {
            return Ok(());
        }
        let mut entries = Entries::default();
        self.waiting(connection, |key, person| entries.add(key, person))?;
        self.write_run(connection, 0, &mut entries)?;
        connection.prepare_cached(&format!("DELETE FROM {name}_waiting"))?.execute([])?;
        for level in 0.. {
            let runs: Vec<Run> = self.runs(connection)?.into_iter().filter(|run| run.level == level).collect();
            if runs.len() < RUNS {
                return Ok(());
            }
            self.merge(connection, level)?;
        }
        Ok(())
    }

    /// Begins the changes of a batch.
    pub fn changing(self, connection: &Connection) -> Changing<'_> {
        Changing { index: self, connection, runs: None }
    }

    /// Who has a key that is no smaller than one and smaller than another, in the order of keys and people.
    pub fn range<'c>(self, connection: &'c Connection, from: &[u8], to: &[u8]) -> Result<Merge<'c>, ReadError> {
        Merge::of(self.sources(connection, Between(from, to), None)?)
    }

    /// The same of these people alone. Others are passed over before they are put in order.
    pub fn range_among<'c>(
        self,
        connection: &'c Connection,
        from: &[u8],
        to: &[u8],
        among: &'c FixedBitSet,
    ) -> Result<Merge<'c>, ReadError> {
        Merge::of(self.sources(connection, Between(from, to), Some(among))?)
    }

    /// Who has a key that is no smaller than one and smaller than another; `None` where there are more than so many entries.
    pub fn people(
        self,
        connection: &Connection,
        from: &[u8],
        to: &[u8],
        most: usize,
    ) -> Result<Option<(usize, FixedBitSet)>, ReadError> {
        let (mut entries, mut people) = (0, FixedBitSet::new());
        for mut source in self.sources(connection, Between(from, to), None)? {
            while let Some(person) = source.next()? {
                if entries == most {
                    return Ok(None);
                }
                entries += 1;
                people.grow_and_insert(bit(person));
            }
        }
        Ok(Some((entries, people)))
    }

    /// What waits and every run.
    fn sources<'c>(
        self,
        connection: &'c Connection,
        between: Between<'_>,
        among: Option<&'c FixedBitSet>,
    ) -> Result<Vec<Source<'c>>, ReadError> {
        let (mut waiting, Between(from, to)) = (Entries::default(), between);
        self.waiting(connection, |key, person| {
            if from <= key && key < to {
                waiting.add(key, person);
            }
        })?;
        let mut sources = vec![Source::of_waiting(waiting)?.among(among)];
        for run in self.runs(connection)? {
            sources.push(Source::of_run(connection, self, run, between)?.among(among));
        }
        Ok(sources)
    }

    /// Who has each of these keys: those who wait, and then run by run, until there are so many.
    pub fn holders<K: AsRef<[u8]>>(
        self,
        connection: &Connection,
        keys: &[K],
        most: usize,
        mut found: impl FnMut(&K, &[PersonKey]),
    ) -> Result<(), ReadError> {
        let mut held: HashMap<&[u8], Vec<PersonKey>> = keys.iter().map(|key| (key.as_ref(), Vec::new())).collect();
        self.waiting(connection, |key, person| {
            if let Some(people) = held.get_mut(key).filter(|people| people.len() < most) {
                people.push(person);
            }
        })?;
        let runs = self.runs(connection)?;
        for key in keys {
            let mut people = held.remove(key.as_ref()).unwrap_or_default();
            let behind = [key.as_ref(), &[0]].concat();
            for run in &runs {
                if people.len() >= most {
                    break;
                }
                let mut source = Source::of_run(connection, self, *run, Between(key.as_ref(), &behind))?;
                while people.len() < most
                    && let Some(person) = source.next()?
                {
                    people.push(person);
                }
            }
            found(key, &people);
        }
        Ok(())
    }

    /// How many entries two indexes have; `None` when they have others.
    pub fn same_entries(self, other: InvertedIndex, connection: &Connection) -> Result<Option<u64>, ReadError> {
        let mut one = self.range(connection, &[], AFTER_ALL)?;
        let mut other = other.range(connection, &[], AFTER_ALL)?;
        let mut entries = 0;
        loop {
            match (one.next()?, other.next()?) {
                (None, None) => return Ok(Some(entries)),
                (one, other) if one == other => entries += 1,
                _ => return Ok(None),
            }
        }
    }

    /// Writes entries as a run of a level, and empties their list.
    fn write_run(self, connection: &Connection, level: i64, entries: &mut Entries) -> Result<(), ReadError> {
        let mut writer = Writer::begin(connection, self, level)?;
        entries.drain_in_order(|key, person| writer.push(key, person))?;
        writer.finish()
    }

    /// Writes the entries of a new file, where nobody had a key before.
    pub fn write_all(self, connection: &Connection, entries: &mut Entries) -> Result<(), ReadError> {
        self.write_run(connection, 2, entries)
    }

    /// Merges all runs of a level into one of the next.
    fn merge(self, connection: &Connection, level: i64) -> Result<(), ReadError> {
        let runs: Vec<Run> = self.runs(connection)?.into_iter().filter(|run| run.level == level).collect();
        let all = |run| Source::of_run(connection, self, run, Between(&[], AFTER_ALL));
        let mut entries = Merge::of(runs.into_iter().map(all).collect::<Result<_, _>>()?)?;
        let mut writer = Writer::begin(connection, self, level + 1)?;
        while let Some((key, person)) = entries.next()? {
            writer.push(key, person)?;
        }
        writer.finish()?;
        connection.execute(&format!("DELETE FROM {}_pieces WHERE level = ?1", self.0), [level])?;
        Ok(())
    }

    /// Every run: from one to the next by the index, past the pieces between them. (Of a comparison of pairs SQLite takes the first
    /// part alone to the index, and walks through a level.)
    fn runs(self, connection: &Connection) -> Result<Vec<Run>, ReadError> {
        let next = format!(
            "SELECT * FROM (SELECT level, run FROM {0}_pieces WHERE level = ?1 AND run > ?2 ORDER BY run LIMIT 1)
             UNION ALL
             SELECT * FROM (SELECT level, run FROM {0}_pieces WHERE level > ?1 ORDER BY level, run LIMIT 1)
             LIMIT 1",
            self.0
        );
        let mut next = connection.prepare_cached(&next)?;
        let (mut runs, mut last) = (Vec::new(), Run { level: -1, number: 0 });
        let read = |row: &rusqlite::Row<'_>| Ok(Run { level: row.get(0)?, number: row.get(1)? });
        while let Some(run) = next.query_row([last.level, last.number], read).optional()? {
            runs.push(run);
            last = run;
        }
        Ok(runs)
    }

    /// The piece of a run in which an entry stands if it does: the last that begins no later. With its id.
    fn piece_of(
        self,
        connection: &Connection,
        run: Run,
        entry: &Entry<'_>,
    ) -> Result<Option<(i64, Vec<u8>)>, ReadError> {
        let mut find = connection.prepare_cached(&format!(
            "SELECT id, entries FROM {}_pieces WHERE level = ?1 AND run = ?2 AND first <= ?3
             ORDER BY first DESC LIMIT 1",
            self.0
        ))?;
        let found = find.query_row(params![run.level, run.number, entry.place()], |row| Ok((row.get(0)?, row.get(1)?)));
        Ok(found.optional()?)
    }

    /// Takes an entry out of the run that has it.
    fn remove(self, connection: &Connection, runs: &[Run], key: &[u8], person: PersonKey) -> Result<(), ReadError> {
        let entry = Entry { key, person };
        for run in runs {
            let Some((id, bytes)) = self.piece_of(connection, *run, &entry)? else { continue };
            if !contains(&bytes, &entry)? {
                continue;
            }
            let left = without(&bytes, &entry)?;
            if left.is_empty() {
                connection.prepare_cached(&format!("DELETE FROM {}_pieces WHERE id = ?1", self.0))?.execute([id])?;
            } else {
                let write = format!("UPDATE {}_pieces SET entries = ?2 WHERE id = ?1", self.0);
                connection.prepare_cached(&write)?.execute(params![id, left])?;
            }
            return Ok(());
        }
        Ok(())
    }

    fn waiting(self, connection: &Connection, mut each: impl FnMut(&[u8], PersonKey)) -> Result<(), ReadError> {
        let mut read = connection.prepare_cached(&format!("SELECT person, keys FROM {}_waiting", self.0))?;
        let mut rows = read.query([])?;
        while let Some(row) = rows.next()? {
            let person = row.get(0)?;
            keys_of(blob(row.get_ref(1)?)?, |key| each(key, person))?;
        }
        Ok(())
    }

    fn waiting_of(self, connection: &Connection, person: PersonKey) -> Result<Vec<Vec<u8>>, ReadError> {
        let mut read = connection.prepare_cached(&format!("SELECT keys FROM {}_waiting WHERE person = ?1", self.0))?;
        let (mut rows, mut keys) = (read.query([person])?, Vec::new());
        if let Some(row) = rows.next()? {
            keys_of(blob(row.get_ref(0)?)?, |key| keys.push(key.to_vec()))?;
        }
        Ok(keys)
    }
}

/// Changes of the keys of many people, between which nothing settles.
pub(crate) struct Changing<'c> {
    index: InvertedIndex,
    connection: &'c Connection,
    /// Read when a key is taken out for the first time.
    runs: Option<Vec<Run>>,
}

impl Changing<'_> {
    /// Changes the keys of one person: those before are in the index, and those after shall be.
    pub fn change<K: AsRef<[u8]>>(&mut self, person: PersonKey, before: &[K], after: &[K]) -> Result<(), ReadError> {
        let (before, after) = (set(before), set(after));
        if before == after {
            return Ok(());
        }
        let (index, connection, name) = (self.index, self.connection, self.index.0);
        let mut waiting = if before.is_empty() { Vec::new() } else { index.waiting_of(connection, person)? };
        let removed: Vec<&[u8]> = before.difference(&after).copied().collect();
        let written: Vec<&[u8]> = removed.into_iter().filter(|key| !waiting.iter().any(|kept| kept == key)).collect();
        if !written.is_empty() {
            let runs = match self.runs.take() {
                Some(runs) => runs,
                None => {
                    let mut runs = index.runs(connection)?;
                    // Most who change have come of late.
                    runs.sort_by_key(|run| (run.level, std::cmp::Reverse(run.number)));
                    runs
                }
            };
            let runs = &*self.runs.insert(runs);
            written.into_iter().try_for_each(|key| index.remove(connection, runs, key, person))?;
        }
        waiting.retain(|key| after.contains(key.as_slice()));
        waiting.extend(after.difference(&before).map(|key| key.to_vec()));
        if waiting.is_empty() {
            connection.prepare_cached(&format!("DELETE FROM {name}_waiting WHERE person = ?1"))?.execute([person])?;
        } else {
            let mut write =
                connection.prepare_cached(&format!("INSERT OR REPLACE INTO {name}_waiting VALUES (?1, ?2)"))?;
            write.execute(params![person, packed_keys(&waiting)])?;
        }
        Ok(())
    }
}

/// The bit of a person in a set. Keys of people count from 1.
pub fn bit(person: PersonKey) -> usize {
    usize::try_from(person).unwrap_or_default()
}

/// Greater than every key.
const AFTER_ALL: &[u8] = &[0xFF; 5];

fn set<K: AsRef<[u8]>>(keys: &[K]) -> BTreeSet<&[u8]> {
    keys.iter().map(|key| kept(key.as_ref())).collect()
}

fn blob(stored: ValueRef<'_>) -> Result<&[u8], ReadError> {
    stored.as_blob().map_err(|_| DAMAGED)
}

const DAMAGED: ReadError = ReadError::Damaged("an inverted index");

#[cfg(test)]
#[path = "inverted_index/tests.rs"]
mod tests;
