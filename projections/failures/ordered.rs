//! The error list sorted by any of its columns, from any place on and in either direction.
//!
//! Where few are asked for they are gathered and sorted; where many are, the index of the column is walked, and whoever is
//! asked for is met soon.

use std::collections::{HashMap, HashSet};

use events::{Instant, PersonOid};
use rusqlite::{Connection, OptionalExtension, params};

use super::query::{Answering, Failure, Question, begin, failure};
use super::walk::Entry;
use crate::ReadError;
use crate::people::keys::{PersonKey, key_of};
use crate::queue::name::folded;
use crate::queue::query::{counted, each_counted};

/// Up to so many are gathered and sorted.
const FEW: u64 = if cfg!(test) { 50 } else { 5_000 };
/// Rows of an index that are read at a time.
const PIECE: u32 = if cfg!(test) { 7 } else { 256 };

/// What the list is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// Since when they stand there.
    Since,
    /// Surname, then first names.
    Name,
    /// Birth date.
    Born,
    /// Number of the newest import.
    Import,
    /// Why, in the order of the words for it.
    Cause,
    /// OID.
    Oid,
    /// Organisations, in the order of their names.
    Organisations,
}

/// How the list is sorted.
#[derive(Debug, Clone)]
pub struct Order {
    /// By what.
    pub column: Column,
    /// The last one first.
    pub descending: bool,
    /// For the columns of causes and organisations: the numbers of causes, or of sets of organisations, in the order of the
    /// words for them. Each is a leg of the list.
    pub legs: Vec<i64>,
}

/// Where a page begins.
#[derive(Debug, Clone)]
pub enum Start {
    /// So many lines behind the beginning.
    Skip(u64),
    /// Behind somebody; when they have left the list, so many lines behind the beginning.
    After(PersonOid, u64),
    /// Before somebody, nearest first.
    Before(PersonOid),
    /// At the first name that begins so or comes behind it; the list is sorted by name.
    Letter(String),
    /// At the first of those since an instant or earlier; the list is sorted by that.
    Until(Instant),
}

/// What a line is sorted by: a text or a number; and who it is, which decides between equals.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    leg: usize,
    text: String,
    number: i64,
    person: PersonKey,
}

/// A page of the list, and how many there are in all where that is known.
pub fn ordered(
    connection: &Connection,
    question: &Question,
    order: &Order,
    start: &Start,
    limit: usize,
) -> Result<(Vec<Failure>, Option<u64>), ReadError> {
    let (answering, sets) = begin(connection, question)?;
    let list = List::new(connection, answering, order, sets);
    let (entries, total) = list.page(question, start, limit)?;
    let found = entries.iter().map(|entry| failure(connection, entry)).collect::<Result<_, _>>()?;
    Ok((found, total))
}

/// A start as it is carried out.
struct From {
    place: Option<Rank>,
    skip: u64,
    back: bool,
}

struct List<'c> {
    connection: &'c Connection,
    answering: Answering<'c>,
    order: &'c Order,
    /// Where each leg stands among all.
    legs: HashMap<i64, usize>,
    sets: Option<HashSet<i64>>,
}

impl<'c> List<'c> {
    fn new(
        connection: &'c Connection,
        answering: Answering<'c>,
        order: &'c Order,
        sets: Option<HashSet<i64>>,
    ) -> List<'c> {
        let legs = order.legs.iter().enumerate().map(|(at, leg)| (*leg, at)).collect();
        List { connection, answering, order, legs, sets }
    }

    fn page(&self, question: &Question, start: &Start, limit: usize) -> Result<(Vec<Entry>, Option<u64>), ReadError> {
        let place = self.place(start)?;
        let skip = match start {
            Start::Skip(lines) => *lines,
            Start::After(_, lines) if place.is_none() => *lines,
            _ => 0,
        };
        let back = matches!(start, Start::Before(_));
        if back && place.is_none() {
            return Ok((Vec::new(), None));
        }
        let from = From { place, skip, back };
        match self.few(question)? {
            Some(few) => self.sorted(few, from, limit),
            None => self.walked(question, from, limit),
        }
    }

    /// Those who are asked for, when they are few.
    fn few(&self, question: &Question) -> Result<Option<Vec<Entry>>, ReadError> {
        if let Some(few) = self.answering.few(question)? {
            return Ok(Some(self.answering.entries(few, self.sets.as_ref())?));
        }
        let cause = question.cause.map(domain::Cause::number);
        if counted(self.connection, self.sets.as_ref(), cause)? > FEW {
            return Ok(None);
        }
        let mut entries = Vec::new();
        let sets: Vec<Option<i64>> = match &self.sets {
            None => vec![None],
            Some(sets) => sets.iter().copied().map(Some).collect(),
        };
        for set in sets {
            let by_set = if set.is_some() { "organisations = ?2" } else { "?2 IS NULL" };
            let mut find = self.connection.prepare_cached(&format!(
                "SELECT since, person, cause, organisations, 0 FROM queue WHERE {by_set} AND cause = coalesce(?1, cause)"
            ))?;
            for entry in find.query_map(params![cause, set], Entry::read)? {
                let entry = entry?;
                if self.answering.fits(&entry)? {
                    entries.push(entry);
                }
            }
        }
        Ok(Some(entries))
    }

    fn sorted(&self, entries: Vec<Entry>, from: From, limit: usize) -> Result<(Vec<Entry>, Option<u64>), ReadError> {
        let total = entries.len() as u64;
        let ranked = entries.into_iter().map(|entry| Ok((self.rank(&entry)?, entry)));
        let mut ranked = ranked.collect::<Result<Vec<_>, ReadError>>()?;
        ranked.sort_unstable_by(|(one, _), (other, _)| self.compared(one, other));
        let before = |place: &Rank| ranked.partition_point(|(rank, _)| self.compared(rank, place).is_lt());
        let behind = |place: &Rank| ranked.partition_point(|(rank, _)| self.compared(rank, place).is_le());
        let at = match &from.place {
            None => usize::try_from(from.skip).unwrap_or(usize::MAX).min(ranked.len()),
            Some(place) if from.back => before(place),
            Some(place) => behind(place),
        };
        let entries = ranked.into_iter().map(|(_, entry)| entry);
        let page = if from.back {
            let before: Vec<Entry> = entries.take(at).collect();
            before.into_iter().rev().take(limit).collect()
        } else {
            entries.skip(at).take(limit).collect()
        };
        Ok((page, Some(total)))
    }

    /// Legs stand one behind the other whatever the direction; within one, the direction decides.
    fn compared(&self, one: &Rank, other: &Rank) -> std::cmp::Ordering {
        let within = (&one.text, one.number, one.person).cmp(&(&other.text, other.number, other.person));
        let within = if self.falls() { within.reverse() } else { within };
        let legs = if self.order.descending { other.leg.cmp(&one.leg) } else { one.leg.cmp(&other.leg) };
        legs.then(within)
    }

    /// Legs rise or fall; within one the newest come first.
    fn falls(&self) -> bool {
        self.order.descending || self.has_legs()
    }

    /// Is the list sorted by words that stand elsewhere, of which each is shared by many?
    fn has_legs(&self) -> bool {
        matches!(self.order.column, Column::Cause | Column::Organisations)
    }

    fn rank(&self, entry: &Entry) -> Result<Rank, ReadError> {
        let (person, since) = (entry.place.person, entry.place.since);
        let rank = Rank { leg: 0, text: String::new(), number: since, person };
        match self.order.column {
            Column::Since => return Ok(rank),
            Column::Cause => return Ok(Rank { leg: self.leg(entry.cause.into()), ..rank }),
            Column::Organisations => return Ok(Rank { leg: self.leg(entry.set), ..rank }),
            Column::Name | Column::Born | Column::Import | Column::Oid => {}
        }
        let mut find = self.connection.prepare_cached("SELECT name, born, import, oid FROM queue WHERE person = ?1")?;
        let found = find.query_row([person], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)));
        let (name, born, import, oid): (String, i64, i64, i64) = found.optional()?.unwrap_or_default();
        Ok(match self.order.column {
            Column::Name => Rank { text: name, number: 0, ..rank },
            Column::Born => Rank { number: born, ..rank },
            Column::Import => Rank { number: import, ..rank },
            _ => Rank { number: oid, ..rank },
        })
    }

    fn leg(&self, of: i64) -> usize {
        self.legs.get(&of).copied().unwrap_or(self.order.legs.len())
    }

    /// The place at which a page begins; somebody who has left the list has none.
    fn place(&self, start: &Start) -> Result<Option<Rank>, ReadError> {
        // A place between lines: before everybody who is equal.
        let edge = |text: String, number: i64| {
            let person = if self.falls() { PersonKey::MAX } else { PersonKey::MIN };
            Some(Rank { leg: 0, text, number, person })
        };
        match start {
            Start::Skip(_) => Ok(None),
            Start::Letter(letter) => Ok(edge(folded(letter) + if self.falls() { "\u{10FFFF}" } else { "" }, 0)),
            Start::Until(at) => Ok(edge(String::new(), at.millis())),
            Start::After(oid, _) | Start::Before(oid) => {
                let Some(key) = key_of(self.connection, *oid)? else { return Ok(None) };
                let mut find = self
                    .connection
                    .prepare_cached("SELECT since, person, cause, organisations, 0 FROM queue WHERE person = ?1")?;
                let entry = find.query_row([key], Entry::read).optional()?;
                entry.map(|entry| self.rank(&entry)).transpose()
            }
        }
    }

    fn walked(&self, question: &Question, from: From, limit: usize) -> Result<(Vec<Entry>, Option<u64>), ReadError> {
        let whole = self.is_whole(question);
        let cause = question.cause.map(domain::Cause::number);
        let lines = whole.then(|| self.lines_of_legs(cause)).transpose()?;
        let mut legs: Vec<usize> = if self.has_legs() { (0..self.order.legs.len()).collect() } else { vec![0] };
        if self.order.descending != from.back {
            legs.reverse();
        }
        if let Some(place) = &from.place {
            legs = legs.into_iter().skip_while(|leg| *leg != place.leg).collect();
        }
        let (mut found, mut after, mut skip) = (Vec::new(), from.place, from.skip);
        for leg in legs {
            let mut offset = 0;
            if let Some(lines) = &lines
                && after.is_none()
            {
                if lines[leg] <= skip {
                    skip -= lines[leg];
                    continue;
                }
                // Where every row of the index is a line, those that are skipped need not be looked at.
                if self.every_row_is_a_line(cause) {
                    offset = std::mem::take(&mut skip);
                }
            }
            while found.len() < limit {
                let piece = self.piece(leg, after.as_ref(), from.back, offset)?;
                let Some((_, last)) = piece.last() else { break };
                (after, offset) = (Some(last.clone()), 0);
                for (entry, _) in piece {
                    let met = self.sets.as_ref().is_none_or(|sets| sets.contains(&entry.set));
                    if !met || found.len() == limit || !self.answering.fits(&entry)? {
                        continue;
                    }
                    if skip > 0 {
                        skip -= 1;
                    } else {
                        found.push(entry);
                    }
                }
            }
            if found.len() == limit {
                break;
            }
            after = None;
        }
        Ok((found, lines.map(|lines| lines.iter().sum())))
    }

    /// How many lines of a whole list stand in each leg.
    fn lines_of_legs(&self, cause: Option<u32>) -> Result<Vec<u64>, ReadError> {
        let mut lines = vec![0; self.order.legs.len().max(1)];
        each_counted(self.connection, self.sets.as_ref(), cause, |set, cause, people| {
            let leg = match self.order.column {
                Column::Cause => self.leg(cause.into()),
                Column::Organisations => self.leg(set),
                _ => 0,
            };
            lines.get_mut(leg).into_iter().for_each(|lines| *lines += people);
        })?;
        Ok(lines)
    }

    /// Is every row of a leg that has lines one of them?
    fn every_row_is_a_line(&self, cause: Option<u32>) -> bool {
        match self.order.column {
            Column::Cause => self.sets.is_none(),
            Column::Organisations => cause.is_none(),
            _ => self.sets.is_none() && cause.is_none(),
        }
    }

    /// Is the list narrowed by nothing that only looking at people tells?
    fn is_whole(&self, question: &Question) -> bool {
        let narrowed = question.search.is_some() || question.import.is_some() || question.modified_since.is_some();
        !narrowed && question.since_before.is_none() && question.since_from.is_none()
    }

    /// The next rows of a column's index.
    fn piece(
        &self,
        leg: usize,
        after: Option<&Rank>,
        back: bool,
        offset: u64,
    ) -> Result<Vec<(Entry, Rank)>, ReadError> {
        let (column, of_leg) = match self.order.column {
            Column::Since => ("since", "?4 IS NULL"),
            Column::Name => ("name", "?4 IS NULL"),
            Column::Born => ("born", "?4 IS NULL"),
            Column::Import => ("import", "?4 IS NULL"),
            Column::Oid => ("oid", "?4 IS NULL"),
            Column::Cause => ("since", "cause = ?4"),
            Column::Organisations => ("since", "organisations = ?4"),
        };
        let falls = self.falls() != back;
        let (sign, direction) = if falls { ("<", "DESC") } else { (">", "ASC") };
        let behind =
            if after.is_some() { format!("({column}, person) {sign} (?1, ?2)") } else { "?1 IS ?2".to_owned() };
        let mut find = self.connection.prepare_cached(&format!(
            "SELECT since, person, cause, organisations, 0, {column} FROM queue WHERE {of_leg} AND {behind}
             ORDER BY {column} {direction}, person {direction} LIMIT ?3 OFFSET ?5"
        ))?;
        let by_name = self.order.column == Column::Name;
        let at: rusqlite::types::Value = match after {
            None => rusqlite::types::Value::Null,
            Some(rank) if by_name => rank.text.clone().into(),
            Some(rank) => rank.number.into(),
        };
        let leg_of = self.order.legs.get(leg).filter(|_| self.has_legs());
        let mut rows = find.query(params![at, after.map(|rank| rank.person), PIECE, leg_of, offset])?;
        let mut piece = Vec::new();
        while let Some(row) = rows.next()? {
            let entry = Entry::read(row)?;
            let (text, number) = if by_name { (row.get(5)?, 0) } else { (String::new(), row.get(5)?) };
            piece.push((entry, Rank { leg, text, number, person: entry.place.person }));
        }
        Ok(piece)
    }
}

#[cfg(test)]
#[path = "ordered_tests.rs"]
mod tests;
