//! A piece of a run: entries in order, each key once, as one row that fits on a page.
//!
//! | bytes | what |
//! |---|---|
//! | 2 | length of a key |
//! | so many | the key |
//! | 2 | how many people have it in this piece |
//! | 4 each | their keys in the read models, in order |

use std::ops::Range;

use rusqlite::{Connection, params};

use super::{DAMAGED, InvertedIndex, Run};
use crate::ReadError;
use crate::people::keys::PersonKey;

/// A piece takes no further entry when it has so many bytes.
const FULL: usize = if cfg!(test) { 48 } else { 3_600 };
/// Bytes of a person.
const PERSON: usize = 4;
/// The part of a key that is kept; longer ones are alike from there on.
const LONGEST: usize = 400;

/// A key and who has it.
pub(super) struct Entry<'k> {
    pub key: &'k [u8],
    pub person: PersonKey,
}

impl Entry<'_> {
    /// Bytes that are in the order of entries. No key is another one with a zero byte behind it: words have none, and
    /// numbers are of one length.
    pub fn place(&self) -> Vec<u8> {
        let person = u32::try_from(self.person).unwrap_or(u32::MAX).to_be_bytes();
        [kept(self.key), &[0], &person[..]].concat()
    }
}

/// The part of a key that is kept.
pub(super) fn kept(key: &[u8]) -> &[u8] {
    &key[..key.len().min(LONGEST)]
}

/// The people of a key, as they stand in a piece.
pub(super) struct Group<'b> {
    pub key: &'b [u8],
    people: &'b [[u8; PERSON]],
}

impl Group<'_> {
    /// Takes the first group off; nothing at the end.
    pub fn first<'b>(bytes: &mut &'b [u8]) -> Result<Option<Group<'b>>, ReadError> {
        if bytes.is_empty() {
            return Ok(None);
        }
        let key = take(bytes, length)?;
        let people = take(bytes, |bytes| length(bytes).map(|people| people * PERSON))?;
        Ok(Some(Group { key, people: people.as_chunks().0 }))
    }

    /// Where key and people stand in the piece, of which this group ends there.
    pub fn places(&self, end: usize) -> (Range<usize>, Range<usize>) {
        let people = end - PERSON * self.people.len()..end;
        let key = people.start - 2 - self.key.len()..people.start - 2;
        (key, people)
    }

    /// Takes the first of some people of a piece.
    pub fn take_person(piece: &[u8], people: &mut Range<usize>) -> Option<PersonKey> {
        let person = piece[people.clone()].first_chunk()?;
        people.start += PERSON;
        Some(u32::from_be_bytes(*person).into())
    }

    /// Whom the last entry of a piece names.
    pub fn last_person(piece: &[u8]) -> Option<PersonKey> {
        Some(u32::from_be_bytes(*piece.last_chunk()?).into())
    }

    /// Those who have the key.
    pub fn people(&self) -> impl DoubleEndedIterator<Item = PersonKey> + ExactSizeIterator {
        self.people.iter().map(|person| PersonKey::from(u32::from_be_bytes(*person)))
    }
}

fn length(bytes: &mut &[u8]) -> Option<usize> {
    let (length, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(u16::from_be_bytes(*length).into())
}

fn take<'b>(bytes: &mut &'b [u8], length: impl FnOnce(&mut &'b [u8]) -> Option<usize>) -> Result<&'b [u8], ReadError> {
    let length = length(bytes).ok_or(DAMAGED)?;
    let (taken, rest) = bytes.split_at_checked(length).ok_or(DAMAGED)?;
    *bytes = rest;
    Ok(taken)
}

/// Does an entry stand in a piece?
pub(super) fn contains(mut bytes: &[u8], entry: &Entry<'_>) -> Result<bool, ReadError> {
    while let Some(group) = Group::first(&mut bytes)? {
        if group.key == kept(entry.key) {
            return Ok(group.people().any(|person| person == entry.person));
        }
    }
    Ok(false)
}

/// A piece without an entry.
pub(super) fn without(mut bytes: &[u8], entry: &Entry<'_>) -> Result<Vec<u8>, ReadError> {
    let mut left = Packed::default();
    while let Some(group) = Group::first(&mut bytes)? {
        let stays = |person: &PersonKey| group.key != kept(entry.key) || *person != entry.person;
        group.people().filter(stays).try_for_each(|person| left.add(group.key, person))?;
    }
    Ok(left.bytes)
}

/// Entries in order, as they stand in a piece.
#[derive(Default)]
pub(super) struct Packed {
    bytes: Vec<u8>,
    /// Where the last key is, and where the number of its people.
    key: Range<usize>,
}

impl Packed {
    /// Adds an entry behind all others.
    pub fn add(&mut self, key: &[u8], person: PersonKey) -> Result<(), ReadError> {
        let person = u32::try_from(person).map_err(|_| DAMAGED)?;
        if self.bytes.is_empty() || self.bytes[self.key.clone()] != *kept(key) {
            self.bytes.extend((kept(key).len() as u16).to_be_bytes());
            self.key = self.bytes.len()..self.bytes.len() + kept(key).len();
            self.bytes.extend(kept(key));
            self.bytes.extend([0, 0]);
        }
        self.bytes.extend(person.to_be_bytes());
        let people = (self.bytes.len() - self.key.end - 2) / PERSON;
        self.bytes[self.key.end..self.key.end + 2].copy_from_slice(&(people as u16).to_be_bytes());
        Ok(())
    }

    /// The piece.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

/// Writes entries, which come in order, as a new run.
pub(super) struct Writer<'c> {
    connection: &'c Connection,
    index: InvertedIndex,
    run: Run,
    /// Place of the first entry of the piece.
    first: Vec<u8>,
    piece: Packed,
}

impl<'c> Writer<'c> {
    /// The newest run of a level.
    pub fn begin(connection: &'c Connection, index: InvertedIndex, level: i64) -> Result<Writer<'c>, ReadError> {
        let last = index.runs(connection)?.into_iter().rfind(|run| run.level == level);
        let run = Run { level, number: last.map_or(0, |last| last.number + 1) };
        Ok(Writer { connection, index, run, first: Vec::new(), piece: Packed::default() })
    }

    /// Adds an entry.
    pub fn push(&mut self, key: &[u8], person: PersonKey) -> Result<(), ReadError> {
        if self.piece.bytes.len() >= FULL {
            self.write()?;
        }
        if self.piece.bytes.is_empty() {
            self.first = Entry { key, person }.place();
        }
        self.piece.add(key, person)
    }

    fn write(&mut self) -> Result<(), ReadError> {
        let insert =
            format!("INSERT INTO {}_pieces (level, run, first, entries) VALUES (?1, ?2, ?3, ?4)", self.index.0);
        let bytes = std::mem::take(&mut self.piece).bytes;
        self.connection.prepare_cached(&insert)?.execute(params![
            self.run.level,
            self.run.number,
            self.first,
            bytes
        ])?;
        Ok(())
    }

    /// Writes the last piece.
    pub fn finish(mut self) -> Result<(), ReadError> {
        if self.piece.bytes.is_empty() { Ok(()) } else { self.write() }
    }
}

/// Keys one behind the other, each with its length.
pub(super) fn packed_keys(keys: &[Vec<u8>]) -> Vec<u8> {
    keys.iter().flat_map(|key| [&(kept(key).len() as u16).to_be_bytes()[..], kept(key)].concat()).collect()
}

/// Tells of each key that [`packed_keys`] wrote.
pub(super) fn keys_of(mut bytes: &[u8], mut each: impl FnMut(&[u8])) -> Result<(), ReadError> {
    while !bytes.is_empty() {
        each(take(&mut bytes, length)?);
    }
    Ok(())
}
