//! What may be asked: whom do these words and this birth date find?

use std::collections::HashSet;

use events::{Day, PersonOid};
use matching::SearchWords;
use rusqlite::{Connection, OptionalExtension};

use super::{INDEX, birth_date_key};
use crate::ReadError;
use crate::import_rows::query::people_by_reference;
use crate::inverted_index::Merge;
use crate::organisation_sets::query::{Scope, sets_met};
use crate::people::keys::{PersonKey, key_of};
use crate::people::query::{PersonState, by_key};

/// So many people are looked at for the other words, the birth date and the scope; who stands behind them is not found,
/// and the answer says so.
const MOST_LOOKED_AT: usize = 40_000;
/// So many words are counted to find the rarest.
const COUNTED: usize = 4;

/// Whom somebody looks for.
#[derive(Clone)]
pub struct Question {
    /// Among whom.
    pub scope: Scope,
    /// Beginnings of words of their names, in any order.
    pub words: SearchWords,
    /// Their birth date.
    pub born: Option<Day>,
    /// So many are passed over.
    pub skip: usize,
    /// So many are wanted at most.
    pub limit: usize,
}

/// Who was found.
#[derive(Default)]
pub struct Answer {
    /// The people.
    pub people: Vec<(PersonOid, PersonState)>,
    /// There are more behind them.
    pub more: bool,
    /// Too many had to be looked at: there may be others.
    pub unfinished: bool,
}

/// People by words and birth date. Whose word is typed whole comes first.
pub fn found(connection: &Connection, question: &Question) -> Result<Answer, ReadError> {
    let sets = sets_met(connection, &question.scope)?;
    let fits = Fits { connection, question, sets };
    let wanted = question.skip + question.limit + 1;
    let mut collected = Collected { wanted, looked_at: 0, seen: HashSet::new(), keys: Vec::new(), unfinished: false };
    match (question.born, rarest(&question.words, connection)?) {
        (Some(born), _) => {
            let key = birth_date_key(born);
            collected.look_at_all(INDEX.range(connection, &key, &[&key[..], &[0]].concat())?, &fits)?;
        }
        (None, Some(word)) => {
            collected.look_at_all(INDEX.range(connection, word.as_bytes(), after_all(word).as_bytes())?, &fits)?;
        }
        (None, None) => {}
    }
    let Collected { keys, unfinished, .. } = collected;
    let more = keys.len() >= wanted;
    let page = keys.into_iter().skip(question.skip).take(question.limit);
    let people = page.map(|key| by_key(connection, key)).collect::<Result<_, _>>()?;
    Ok(Answer { people, more, unfinished })
}

/// People of a scope by an identifier that stands elsewhere: their OIDs, or the sender's reference of a row.
pub fn by_identifiers(
    connection: &Connection,
    scope: &Scope,
    oids: &[PersonOid],
    reference: &str,
    limit: usize,
) -> Result<Vec<(PersonOid, PersonState)>, ReadError> {
    let sets = sets_met(connection, scope)?;
    let mut keys = Vec::new();
    for oid in oids {
        keys.extend(key_of(connection, *oid)?);
    }
    let mut others: Vec<PersonKey> = people_by_reference(connection, reference, sets.as_ref())?.into_iter().collect();
    others.sort_unstable();
    keys.extend(others);
    let mut seen = HashSet::new();
    let mut people = Vec::new();
    for key in keys {
        if people.len() < limit && seen.insert(key) && is_of(connection, key, sets.as_ref())? {
            people.push(by_key(connection, key)?);
        }
    }
    Ok(people)
}

fn is_of(connection: &Connection, key: PersonKey, sets: Option<&HashSet<i64>>) -> Result<bool, ReadError> {
    let Some(sets) = sets else { return Ok(true) };
    let mut find = connection.prepare_cached("SELECT organisations FROM people WHERE key = ?1")?;
    Ok(find.query_row([key], |row| row.get(0)).optional()?.is_some_and(|set: i64| sets.contains(&set)))
}

struct Fits<'q> {
    connection: &'q Connection,
    question: &'q Question,
    sets: Option<HashSet<i64>>,
}

impl Fits<'_> {
    fn is(&self, person: PersonKey) -> Result<bool, ReadError> {
        let mut find =
            self.connection.prepare_cached("SELECT words, born, organisations FROM search_people WHERE person = ?1")?;
        let mut rows = find.query([person])?;
        let Some(row) = rows.next()? else { return Ok(false) };
        let of_scope = match &self.sets {
            None => true,
            Some(sets) => sets.contains(&row.get(2)?),
        };
        let born = match self.question.born {
            None => true,
            Some(born) => row.get::<_, i32>(1)? == born.number(),
        };
        let words = &self.question.words;
        Ok(of_scope && born && (words.is_empty() || words.find(row.get_ref(0)?.as_str().unwrap_or_default())))
    }
}

/// Those who are found, among whom so many are wanted.
struct Collected {
    wanted: usize,
    looked_at: usize,
    seen: HashSet<PersonKey>,
    keys: Vec<PersonKey>,
    unfinished: bool,
}

impl Collected {
    /// Looks at people in their order, until no more are wanted.
    fn look_at_all(&mut self, mut people: Merge<'_>, fits: &Fits<'_>) -> Result<(), ReadError> {
        while let Some((_, person)) = people.next()?
            && self.look_at(person, fits)?
        {}
        Ok(())
    }

    /// Looks at somebody; `false` when no more are wanted, or too many were looked at.
    fn look_at(&mut self, person: PersonKey, fits: &Fits<'_>) -> Result<bool, ReadError> {
        self.looked_at += 1;
        self.unfinished = self.looked_at > MOST_LOOKED_AT;
        // Several words of one person may begin so.
        if !self.unfinished && !self.seen.contains(&person) && fits.is(person)? {
            self.seen.insert(person);
            self.keys.push(person);
        }
        Ok(!self.unfinished && self.keys.len() < self.wanted)
    }
}

/// The word that the fewest people have, as far as they are counted; `None` when nothing was typed.
fn rarest<'s>(search: &'s SearchWords, connection: &Connection) -> Result<Option<&'s str>, ReadError> {
    let mut words: Vec<&str> = search.words().collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let [only] = words.as_slice() else {
        let mut rarest = (MOST_LOOKED_AT, words.first().copied());
        for word in words.into_iter().take(COUNTED) {
            let mut people = INDEX.range(connection, word.as_bytes(), after_all(word).as_bytes())?;
            let mut count = 0;
            while count < rarest.0 && people.next()?.is_some() {
                count += 1;
            }
            if count < rarest.0 {
                rarest = (count, Some(word));
            }
        }
        return Ok(rarest.1);
    };
    Ok(Some(*only))
}

/// Greater than every text that begins so, and no greater than any other that follows.
fn after_all(beginning: &str) -> String {
    format!("{beginning}\u{10FFFF}")
}
