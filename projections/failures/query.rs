//! What may be asked of the error list.

use std::collections::HashSet;

use domain::{Cause, Person};
use events::{Day, Instant, PersonOid, Position};
use matching::SearchWords;
use rusqlite::{Connection, OptionalExtension, params};

use super::names::{everybody, finds_listed, words_of};
use super::walk::{Entry, Walk};
use crate::ReadError;
use crate::hand_overs::query::handed_over;
use crate::import_rows::query::people_by_reference;
use crate::organisation_sets::query::{Scope, sets_met};
use crate::people::keys::{PersonKey, key_of};
use crate::people::query::{group, head_of, imports_of_group};

pub use super::walk::Place;

/// Up to so many people are looked at one by one; more are met soon enough on a walk through the list.
const FEW: usize = 2_000;

/// What is searched for.
#[derive(Clone)]
pub enum Search {
    /// These: one, by an OID or a hetu; or several who were chosen.
    People(Vec<PersonOid>),
    /// Whoever this finds in any way.
    Text {
        /// The beginnings of words of names; or the sender's reference of a row, in imports of the scope.
        typed: String,
        /// People whom it led to as an identifier.
        holders: Vec<PersonOid>,
    },
}

/// Which errors.
#[derive(Clone)]
pub struct Question {
    /// Whose.
    pub scope: Scope,
    /// As of the end of this day; `None` for now.
    pub as_of: Option<Day>,
    /// Only of this cause.
    pub cause: Option<Cause>,
    /// Only people of this import.
    pub import: Option<Position>,
    /// Only those that had stood at this instant.
    pub since_before: Option<Instant>,
    /// Only those that began at this instant or later.
    pub since_from: Option<Instant>,
    /// Only people changed at this instant or later.
    pub modified_since: Option<Instant>,
    /// Only people who are searched for.
    pub search: Option<Search>,
}

/// Somebody in the error list.
pub struct Failure {
    /// Where they stand in it.
    pub place: Place,
    /// The person as they are now.
    pub person: Person,
    /// Why.
    pub cause: Cause,
    /// When they were handed over to the keeper, as they fail now.
    pub handed_over: Option<Instant>,
    /// The numbers of the person's imports.
    pub imports: Vec<Position>,
}

/// What is kept of a question while its answer is put together.
pub(super) struct Answering<'c> {
    connection: &'c Connection,
    cause: Option<u32>,
    since_before: i64,
    since_from: i64,
    import: Option<Position>,
    modified_since: Option<Instant>,
    as_of: Option<Day>,
    text: Option<Text>,
}

/// A text that is searched for.
struct Text {
    words: SearchWords,
    /// People who are found by something else than their names.
    otherwise: HashSet<PersonKey>,
}

/// A page of the list behind a place, and how many there are where the page itself told.
pub fn page(
    connection: &Connection,
    question: &Question,
    after: Option<Place>,
    limit: usize,
) -> Result<(Vec<Failure>, Option<u64>), ReadError> {
    let (answering, sets) = begin(connection, question)?;
    let mut found = Vec::new();
    let mut total = None;
    match answering.few(question)? {
        Some(few) => {
            let entries = answering.entries(few, sets.as_ref())?;
            total = Some(entries.len() as u64);
            let behind = |entry: &Entry| after.is_none_or(|after| entry.place < after);
            found.extend(entries.into_iter().filter(behind).take(limit));
        }
        None => {
            let mut walk = Walk::begin(connection, sets, question.as_of, after)?;
            while found.len() < limit
                && let Some(entry) = walk.next()?
            {
                if answering.fits(&entry)? {
                    found.push(entry);
                }
            }
        }
    }
    let found = found.iter().map(|entry| failure(connection, entry)).collect::<Result<_, _>>()?;
    Ok((found, total))
}

/// As [`page`], for those who count pages: skips so many, and tells how many there are in all.
pub fn numbered_page(
    connection: &Connection,
    question: &Question,
    skip: u64,
    limit: u64,
) -> Result<(Vec<Failure>, u64), ReadError> {
    let (answering, sets) = begin(connection, question)?;
    let (mut found, mut total) = (Vec::new(), 0);
    let mut walk = Walk::begin(connection, sets, question.as_of, None)?;
    while let Some(entry) = walk.next()? {
        if answering.fits(&entry)? {
            if (skip..skip.saturating_add(limit)).contains(&total) {
                found.push(failure(connection, &entry)?);
            }
            total += 1;
        }
    }
    Ok((found, total))
}

pub(super) fn begin<'c>(
    connection: &'c Connection,
    question: &Question,
) -> Result<(Answering<'c>, Option<HashSet<i64>>), ReadError> {
    let sets = sets_met(connection, &question.scope)?;
    let text = match &question.search {
        Some(Search::Text { typed, holders }) => Some(text(connection, typed, holders, sets.as_ref())?),
        _ => None,
    };
    let answering = Answering {
        connection,
        cause: question.cause.map(Cause::number),
        since_before: question.since_before.map_or(i64::MAX, Instant::millis),
        since_from: question.since_from.map_or(i64::MIN, Instant::millis),
        import: question.import,
        modified_since: question.modified_since,
        as_of: question.as_of,
        text,
    };
    Ok((answering, sets))
}

fn text(
    connection: &Connection,
    typed: &str,
    holders: &[PersonOid],
    sets: Option<&HashSet<i64>>,
) -> Result<Text, ReadError> {
    let mut otherwise = people_by_reference(connection, typed.trim(), sets)?;
    for oid in holders {
        otherwise.extend(key_of(connection, *oid)?);
    }
    let otherwise = heads(connection, otherwise)?;
    Ok(Text { words: SearchWords::of(typed), otherwise })
}

impl Answering<'_> {
    /// The people to be looked at, when they are few.
    pub(super) fn few(&self, question: &Question) -> Result<Option<Vec<PersonKey>>, ReadError> {
        if let Some(Search::People(oids)) = &question.search {
            let keys = oids.iter().map(|oid| key_of(self.connection, *oid)).collect::<Result<Vec<_>, _>>()?;
            return Ok(Some(heads(self.connection, keys.into_iter().flatten())?.into_iter().collect()));
        }
        // Names are kept of those who fail now: who failed once is met on the walk.
        if let Some(Text { words, otherwise }) = &self.text
            && (self.as_of.is_none() || words.is_empty())
            && let Some(few) = everybody(words, self.connection, FEW)?
        {
            let few: HashSet<PersonKey> = few.into_iter().chain(otherwise.iter().copied()).collect();
            return Ok(Some(few.into_iter().collect()));
        }
        let Some(import) = self.import else { return Ok(None) };
        let mut find = self.connection.prepare_cached(
            "SELECT DISTINCT person FROM import_rows WHERE import = ?1 AND person IS NOT NULL LIMIT ?2",
        )?;
        let keys = find.query_map(params![import.0, 5 * FEW], |row| row.get(0))?;
        let keys: Vec<PersonKey> = keys.collect::<Result<_, _>>()?;
        let few = (keys.len() < 5 * FEW).then(|| heads(self.connection, keys)).transpose()?;
        Ok(few.map(|few| few.into_iter().collect()))
    }

    /// Where people stand in the list, in its order; those who do not stand there are left out.
    pub(super) fn entries(&self, people: Vec<PersonKey>, sets: Option<&HashSet<i64>>) -> Result<Vec<Entry>, ReadError> {
        let mut find = self.connection.prepare_cached(
            "SELECT since, person, cause, organisations, began FROM failures WHERE person = ?1
               AND coalesce(began <= ?2, 1) AND (ended IS NULL OR coalesce(ended > ?2, 0))",
        )?;
        let mut entries = Vec::new();
        for key in people {
            let found = find.query_row(params![key, self.as_of.map(Day::number)], Entry::read).optional()?;
            if let Some(entry) = found.filter(|entry| sets.is_none_or(|sets| sets.contains(&entry.set)))
                && self.fits(&entry)?
            {
                entries.push(entry);
            }
        }
        entries.sort_unstable_by_key(|entry| std::cmp::Reverse(entry.place));
        Ok(entries)
    }

    pub(super) fn fits(&self, entry: &Entry) -> Result<bool, ReadError> {
        let within = (self.since_from..=self.since_before).contains(&entry.place.since);
        if self.cause.is_some_and(|cause| cause != entry.cause) || !within {
            return Ok(false);
        }
        if let Some(import) = self.import
            && !occurs_in(self.connection, entry.person(), import)?
        {
            return Ok(false);
        }
        if let Some(since) = self.modified_since
            && modified(self.connection, entry.person())? < since.millis()
        {
            return Ok(false);
        }
        match &self.text {
            None => Ok(true),
            Some(text) if text.otherwise.contains(&entry.person()) => Ok(true),
            Some(text) if self.as_of.is_none() => finds_listed(&text.words, self.connection, entry.person()),
            Some(text) => {
                let names = group(self.connection, entry.person())?.into_shown().names;
                Ok(text.words.find(words_of(&names).as_str()))
            }
        }
    }
}

/// Those who stand for these records in the list.
fn heads(connection: &Connection, keys: impl IntoIterator<Item = PersonKey>) -> Result<HashSet<PersonKey>, ReadError> {
    keys.into_iter().filter_map(|key| head_of(connection, key).transpose()).collect()
}

fn occurs_in(connection: &Connection, key: PersonKey, import: Position) -> Result<bool, ReadError> {
    Ok(imports_of_group(connection, key)?.iter().any(|(number, _)| *number == import.0))
}

fn modified(connection: &Connection, key: PersonKey) -> Result<i64, ReadError> {
    let mut find = connection.prepare_cached("SELECT modified FROM people WHERE key = ?1")?;
    Ok(find.query_row([key], |row| row.get(0))?)
}

pub(super) fn failure(connection: &Connection, entry: &Entry) -> Result<Failure, ReadError> {
    let person = group(connection, entry.person())?.into_shown();
    let cause = Cause::from_number(entry.cause).ok_or(ReadError::Damaged("failures.cause"))?;
    let mut imports: Vec<Position> =
        imports_of_group(connection, entry.person())?.into_iter().map(|(number, _)| Position(number)).collect();
    imports.sort_unstable();
    imports.dedup();
    let handed_over = handed_over(connection, entry.person(), entry.place.since)?;
    Ok(Failure { place: entry.place, person, cause, handed_over, imports })
}
