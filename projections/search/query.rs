//! What may be asked: whom do these words and this birth date find?

use std::collections::HashSet;

use events::{Day, PersonOid};
use fixedbitset::FixedBitSet;
use matching::SearchWords;
use rusqlite::{Connection, OptionalExtension};

use super::{INDEX, birth_date_key};
use crate::ReadError;
use crate::import_rows::query::people_by_reference;
use crate::inverted_index::{Merge, bit};
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
/// The people of a scope are read first unless there are more. Of more than these, also among ten million, a page is found
/// before too many were looked at.
const MOST_OF_A_SCOPE: usize = 20_000;

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
    let Collected { keys, unfinished, wanted, .. } = collected(connection, question)?;
    let more = keys.len() >= wanted;
    let page = keys.into_iter().skip(question.skip).take(question.limit);
    let people = page.map(|key| by_key(connection, key)).collect::<Result<_, _>>()?;
    Ok(Answer { people, more, unfinished })
}

fn collected(connection: &Connection, question: &Question) -> Result<Collected, ReadError> {
    let sets = sets_met(connection, &question.scope)?;
    let among = match &sets {
        Some(sets) => people_of(connection, sets)?,
        None => None,
    };
    let fits = Fits { connection, question, sets };
    let wanted = question.skip + question.limit + 1;
    let mut collected = Collected { wanted, looked_at: 0, seen: HashSet::new(), keys: Vec::new(), unfinished: false };
    match question.born {
        Some(born) => {
            let key = birth_date_key(born);
            collected.look_at_all(between(connection, &key, &[&key[..], &[0]].concat(), among.as_ref())?, &fits)?;
        }
        None => look_by_words(connection, &mut collected, among, &fits)?,
    }
    Ok(collected)
}

/// Who has a key between two, among these people where they are given.
fn between<'c>(
    connection: &'c Connection,
    from: &[u8],
    to: &[u8],
    among: Option<&'c FixedBitSet>,
) -> Result<Merge<'c>, ReadError> {
    match among {
        Some(among) => INDEX.range_among(connection, from, to, among),
        None => INDEX.range(connection, from, to),
    }
}

/// The people of these sets of organisations; `None` where they are many.
fn people_of(connection: &Connection, sets: &HashSet<i64>) -> Result<Option<FixedBitSet>, ReadError> {
    let mut find = connection.prepare_cached("SELECT person FROM search_people WHERE organisations = ?1")?;
    let (mut people, mut left) = (FixedBitSet::new(), MOST_OF_A_SCOPE);
    for set in sets {
        let mut rows = find.query([set])?;
        while let Some(row) = rows.next()? {
            let Some(one_less) = left.checked_sub(1) else { return Ok(None) };
            left = one_less;
            people.grow_and_insert(bit(row.get(0)?));
        }
    }
    Ok(Some(people))
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
fn look_by_words(
    connection: &Connection,
    collected: &mut Collected,
    among: Option<FixedBitSet>,
    fits: &Fits<'_>,
) -> Result<(), ReadError> {
    let mut words: Vec<&str> = fits.question.words.words().collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let Some(longest) = words.first().copied() else { return Ok(()) };
    let (mut rarest, mut common) = ((MOST_OF_A_WORD, longest), among);
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
    collected.look_at_all(between(connection, from, to.as_bytes(), common.as_ref())?, fits)
}

/// Greater than every text that begins so, and no greater than any other that follows.
fn after_all(beginning: &str) -> String {
    format!("{beginning}\u{10FFFF}")
}

#[cfg(test)]
mod tests {
    use events::OrganisationOid;

    use super::*;

    /// People whose only name is `Aino`: the first `crowd` of one organisation, and one more of another.
    fn crowd(crowd: PersonKey) -> (Connection, Scope) {
        let connection = Connection::open_in_memory().unwrap();
        for tables in [include_str!("../organisation_sets/table.sql"), include_str!("table.sql")] {
            connection.execute_batch(tables).unwrap();
        }
        let organisations = [1, 2].map(|n| format!("1.2.246.562.10.0000000000{n}").parse::<OrganisationOid>().unwrap());
        for (id, organisation) in (1..).zip(&organisations) {
            let members = format!("[\"{organisation}\"]");
            connection.execute("INSERT INTO organisation_sets VALUES (?1, ?2)", (id, members)).unwrap();
        }
        let mut index = INDEX.changing(&connection);
        let mut keep = connection.prepare("INSERT INTO search_people VALUES (?1, ' aino', 0, ?2, 0)").unwrap();
        for person in 1..=crowd + 1 {
            index.change(person, &[], &[b"aino".to_vec()]).unwrap();
            keep.execute((person, if person > crowd { 2 } else { 1 })).unwrap();
        }
        drop(keep);
        INDEX.settle(&connection).unwrap();
        let [_, small] = organisations;
        (connection, Scope::Organisations([small].into()))
    }

    #[test]
    fn a_small_organisation_finds_its_own_behind_any_number_of_others() {
        let last = MOST_LOOKED_AT as PersonKey + 10;
        let (connection, scope) = crowd(last - 1);
        let question = Question { scope, words: SearchWords::of("a"), born: None, skip: 0, limit: 50 };
        let collected = collected(&connection, &question).unwrap();
        assert_eq!((collected.keys, collected.unfinished), (vec![last], false));
    }
}
