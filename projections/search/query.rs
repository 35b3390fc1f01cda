//! What may be asked: whom do these words and this birth date find?

use std::collections::HashSet;

use events::{Day, PersonOid};
use fixedbitset::FixedBitSet;
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
/// So many words are read whole, to find the rarest and whom they have in common.
const READ_WHOLE: usize = 4;
/// Words that more people have are not: nearly everybody has them.
const MOST_OF_A_WORD: usize = 500_000;

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
    match question.born {
        Some(born) => {
            let key = birth_date_key(born);
            collected.look_at_all(INDEX.range(connection, &key, &[&key[..], &[0]].concat())?, &fits)?;
        }
        None => look_by_words(connection, &mut collected, &fits)?,
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

/// Looks at those who have the rarest word and are among the people of the others, as far as those are read.
fn look_by_words(connection: &Connection, collected: &mut Collected, fits: &Fits<'_>) -> Result<(), ReadError> {
    let mut words: Vec<&str> = fits.question.words.words().collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let Some(longest) = words.first().copied() else { return Ok(()) };
    let (mut rarest, mut common) = ((MOST_OF_A_WORD, longest), None::<FixedBitSet>);
    if words.len() > 1 {
        for word in words.into_iter().take(READ_WHOLE) {
            let people = INDEX.people(connection, word.as_bytes(), after_all(word).as_bytes(), MOST_OF_A_WORD)?;
            let Some((entries, people)) = people else { continue };
            rarest = rarest.min((entries, word));
            match &mut common {
                Some(common) => common.intersect_with(&people),
                None => common = Some(people),
            }
        }
    }
    let (from, to) = (rarest.1.as_bytes(), after_all(rarest.1));
    let people = match &common {
        Some(common) => INDEX.range_among(connection, from, to.as_bytes(), common)?,
        None => INDEX.range(connection, from, to.as_bytes())?,
    };
    collected.look_at_all(people, fits)
}

/// Greater than every text that begins so, and no greater than any other that follows.
fn after_all(beginning: &str) -> String {
    format!("{beginning}\u{10FFFF}")
}
