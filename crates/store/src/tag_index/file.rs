//! The index as a file.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use events::{Chain, CommandId, EventKind, Head, KindSet, Position};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use uuid::Uuid;

use super::wanted::{Order, Span, Wanted};
use super::{CarriedOut, Indexed, Posting};
use crate::sqlite::{Durability, FileFault, at_one_moment, is_damage, open};
use crate::tag::TagKey;

/// Tags fall all over their table, so new ones wait in a small one until there are many, and are moved in order.
/// Everything up to `checkpoint` stands in the tables. `known` and `chain` are the last event that the node held when it
/// wrote: by them a journal that was cut off or replaced meanwhile is recognised.
const SCHEMA: &str = "
  CREATE TABLE tags (tag BLOB PRIMARY KEY, number INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE new_tags (tag BLOB PRIMARY KEY, number INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE VIEW all_tags AS SELECT tag, number FROM new_tags UNION ALL SELECT tag, number FROM tags;
  CREATE TABLE postings (
    number INTEGER NOT NULL, position INTEGER NOT NULL, type INTEGER NOT NULL,
    PRIMARY KEY (number, type, position)) STRICT, WITHOUT ROWID;
  CREATE TABLE commands (
    command BLOB PRIMARY KEY, first INTEGER NOT NULL, events INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE state (
    only INTEGER PRIMARY KEY CHECK (only = 1), made_for BLOB NOT NULL, checkpoint INTEGER NOT NULL,
    next_number INTEGER NOT NULL, known INTEGER NOT NULL, chain BLOB NOT NULL, journal BLOB NOT NULL) STRICT;
";

const DROP: &str = "
  DROP VIEW IF EXISTS all_tags; DROP TABLE IF EXISTS new_tags;
  DROP TABLE IF EXISTS tags; DROP TABLE IF EXISTS postings; DROP TABLE IF EXISTS commands; DROP TABLE IF EXISTS state;
";

/// So many tags stay new, or this part of all if that is more: every page of the sorted table then takes some at once.
const KEPT_NEW: i64 = if cfg!(test) { 64 } else { 65_536 };
const PART_KEPT_NEW: i64 = 32;
/// So many are moved by one commit.
const MOVED_AT_ONCE: i64 = if cfg!(test) { 10 } else { 16_384 };

/// The writing side of the file.
pub(super) struct IndexFile {
    path: PathBuf,
    connection: Connection,
    /// The tag up to which new ones were moved in this round.
    moved: Vec<u8>,
    /// Up to where it was written when this value last looked.
    seen: Position,
    /// Somebody else has written meanwhile: what is new to this process may stand in the file.
    overtaken: bool,
}

impl IndexFile {
    /// Opens the file; one of another catalogue or schema is rebuilt. Tells up to where everything stands in it, and the
    /// last event that was known when it was written. `None` when it is of another journal.
    pub fn open(path: &Path, journal: Uuid) -> Result<Option<(IndexFile, Position, Head)>, FileFault> {
        let connection = open(path, Durability::Disposable)?;
        let begun = begun(&connection, journal).map_err(FileFault::of(path))?;
        Ok(begun.map(|(seen, known)| {
            let (path, moved, overtaken) = (path.to_owned(), Vec::new(), false);
            (IndexFile { path, connection, moved, seen, overtaken }, seen, known)
        }))
    }

    /// Writes events in one transaction, in the order of the tables' keys, so that each page is touched once. Events that
    /// stand in the file already are passed over: after a quick restart, the one before may still have been writing.
    /// `known` is the last event that the node holds, `new` the tags that this process has neither found in the file nor written.
    pub fn write(&mut self, events: &[Arc<Indexed>], known: Head, new: &HashSet<TagKey>) -> Result<(), FileFault> {
        let written = self.write_all(events, known, new).and_then(|()| self.move_tags());
        written.map_err(FileFault::of(&self.path))
    }

    fn write_all(&mut self, events: &[Arc<Indexed>], known: Head, new: &HashSet<TagKey>) -> rusqlite::Result<()> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let (checkpoint, next_number): (u64, i64) =
            transaction
                .query_row("SELECT checkpoint, next_number FROM state", [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        self.overtaken |= self.seen.0 != checkpoint;
        let asked = HashSet::new();
        let new = if self.overtaken { &asked } else { new };
        let events = &events[events.partition_point(|event| event.position().0 <= checkpoint)..];
        let mut postings: Vec<(TagKey, Posting)> =
            events.iter().flat_map(|event| event.keys.iter().map(|key| (*key, event.posting))).collect();
        postings.sort_unstable_by_key(|(key, posting)| (*key, posting.kind, posting.position));
        let next_number = write_postings(&transaction, &postings, next_number, new)?;
        write_commands(&transaction, events)?;
        if let Some(last) = events.last() {
            transaction.execute(
                "UPDATE state SET checkpoint = ?1, next_number = ?2",
                params![last.position().0, next_number],
            )?;
        }
        transaction.execute(
            "UPDATE state SET known = ?1, chain = ?2 WHERE known < ?1",
            params![known.position.0, known.chain.0],
        )?;
        transaction.commit()?;
        self.seen = events.last().map_or(Position(checkpoint), |last| last.position());
        Ok(())
    }

    /// Moves as many new tags as there are too many, in their order, from where the last move ended: so each page of the
    /// sorted table takes all that came since the round before, and no move is long. Each tag is in one of the two tables
    /// at every moment.
    fn move_tags(&mut self) -> rusqlite::Result<()> {
        let count = "SELECT (SELECT count(*) FROM new_tags), next_number FROM state";
        let (mut new, all): (i64, i64) = self.connection.query_row(count, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        while new > KEPT_NEW.max(all / PART_KEPT_NEW) {
            let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let last: Option<Vec<u8>> = transaction.query_row(
                "SELECT max(tag) FROM (SELECT tag FROM new_tags WHERE tag > ?1 ORDER BY tag LIMIT ?2)",
                params![self.moved, MOVED_AT_ONCE],
                |row| row.get(0),
            )?;
            if let Some(last) = &last {
                let part = params![self.moved, last];
                let copy =
                    "INSERT INTO tags SELECT tag, number FROM new_tags WHERE tag > ?1 AND tag <= ?2 ORDER BY tag";
                transaction.execute(copy, part)?;
                new -= transaction.execute("DELETE FROM new_tags WHERE tag > ?1 AND tag <= ?2", part)? as i64;
            }
            transaction.commit()?;
            // Behind the last one the next round begins.
            self.moved = last.unwrap_or_default();
        }
        Ok(())
    }
}

/// Where the file stands; one that was made for something else is emptied, and stands at the beginning. `None` when it is
/// of another journal: then it is somebody's evidence.
fn begun(connection: &Connection, journal: Uuid) -> rusqlite::Result<Option<(Position, Head)>> {
    let state = match read_state(connection) {
        Err(error) if is_damage(&error) => return Err(error),
        // A file of another schema has no such state, a new one has none at all.
        state => state.ok().flatten(),
    };
    let made_for = made_for(journal);
    match &state {
        Some(state) if state.journal != journal.as_bytes() => return Ok(None),
        Some(state) if state.made_for == made_for => return Ok(Some((state.checkpoint, state.known))),
        Some(_) => tracing::warn!("the tag index is of another version of this program; it is rebuilt"),
        None => {}
    }
    connection.execute_batch(DROP)?;
    connection.execute_batch(SCHEMA)?;
    let new = params![made_for, Chain::START.0, journal.as_bytes()];
    connection.execute("INSERT INTO state VALUES (1, ?1, 0, 1, 0, ?2, ?3)", new)?;
    Ok(Some((Position::START, Head::START)))
}

struct State {
    made_for: Vec<u8>,
    checkpoint: Position,
    known: Head,
    journal: Vec<u8>,
}

fn read_state(connection: &Connection) -> rusqlite::Result<Option<State>> {
    let read = |row: &rusqlite::Row<'_>| {
        let known = Head { position: Position(row.get(2)?), chain: Chain(row.get(3)?) };
        Ok(State { made_for: row.get(0)?, checkpoint: Position(row.get(1)?), known, journal: row.get(4)? })
    };
    connection.query_row("SELECT made_for, checkpoint, known, chain, journal FROM state", [], read).optional()
}

fn write_postings(
    connection: &Connection,
    postings: &[(TagKey, Posting)],
    mut next: i64,
    new: &HashSet<TagKey>,
) -> rusqlite::Result<i64> {
    let mut find = connection.prepare_cached("SELECT number FROM all_tags WHERE tag = ?1")?;
    let mut add = connection.prepare_cached("INSERT INTO new_tags VALUES (?1, ?2)")?;
    let mut post = connection.prepare_cached("INSERT OR IGNORE INTO postings VALUES (?1, ?2, ?3)")?;
    for same in postings.chunk_by(|(one, _), (other, _)| one == other) {
        let tag = same[0].0;
        let known = match new.contains(&tag) {
            true => None,
            false => find.query_row([tag.0.as_slice()], |row| row.get(0)).optional()?,
        };
        let number: i64 = known.unwrap_or(next);
        if known.is_none() {
            add.execute(params![tag.0.as_slice(), number])?;
            next += 1;
        }
        for (_, posting) in same {
            post.execute(params![number, posting.position.0, posting.kind])?;
        }
    }
    Ok(next)
}

fn write_commands(connection: &Connection, events: &[Arc<Indexed>]) -> rusqlite::Result<()> {
    let mut write = connection.prepare_cached(
        "INSERT INTO commands VALUES (?1, ?2, ?3) ON CONFLICT (command) DO UPDATE SET events = events + excluded.events",
    )?;
    for same in events.chunk_by(|a, b| a.command == b.command) {
        let command = same[0].command;
        write.execute(params![command.0.as_bytes().as_slice(), same[0].position().0, same.len()])?;
    }
    Ok(())
}

/// Adds what the file knows of each tag, of these types, up to a position.
pub(super) fn find(
    connection: &Connection,
    tags: Vec<(&TagKey, &mut Vec<Posting>)>,
    types: KindSet,
    until: Position,
) -> rusqlite::Result<()> {
    // One look at the file for all of them.
    let all = Wanted { types, span: Span::until(until), order: Order::OldestFirst, limit: usize::MAX >> 1 };
    at_one_moment(connection, |connection| {
        tags.into_iter().try_for_each(|(tag, postings)| of_tag(connection, tag, all, postings))
    })
}

/// Adds the first events of a part of the log that carry any of these tags: for each tag as many as are wanted, and
/// perhaps more.
pub(super) fn page(
    connection: &Connection,
    tags: &[TagKey],
    wanted: Wanted,
    postings: &mut Vec<Posting>,
) -> rusqlite::Result<()> {
    at_one_moment(connection, |connection| tags.iter().try_for_each(|tag| of_tag(connection, tag, wanted, postings)))
}

/// So many events of a tag are read whatever their types; of a tag that has more, each type by itself.
const FEW: usize = 64;

fn of_tag(connection: &Connection, tag: &TagKey, wanted: Wanted, postings: &mut Vec<Posting>) -> rusqlite::Result<()> {
    let mut few = connection.prepare_cached(
        "SELECT position, type FROM postings WHERE number = (SELECT number FROM all_tags WHERE tag = ?1) LIMIT ?2",
    )?;
    let (mut rows, mut read, known) = (few.query(params![tag.0.as_slice(), FEW + 1])?, 0, postings.len());
    while let Some(row) = rows.next()? {
        let posting = Posting { position: Position(row.get(0)?), kind: row.get(1)? };
        postings.extend(wanted.takes(&posting).then_some(posting));
        read += 1;
    }
    if read > FEW {
        postings.truncate(known);
        of_large_tag(connection, tag, wanted, postings)?;
    }
    Ok(())
}

/// The table is ordered by type, so that the few events of one type are found among any number of others.
fn of_large_tag(
    connection: &Connection,
    tag: &TagKey,
    wanted: Wanted,
    postings: &mut Vec<Posting>,
) -> rusqlite::Result<()> {
    let Wanted { types, span, order, limit } = wanted;
    let find = "SELECT position FROM postings WHERE number = (SELECT number FROM all_tags WHERE tag = ?1) AND type = ?2
                AND position > ?3 AND position <= ?4 ORDER BY position";
    let mut find = match order {
        Order::OldestFirst => connection.prepare_cached(&format!("{find} LIMIT ?5"))?,
        Order::NewestFirst => connection.prepare_cached(&format!("{find} DESC LIMIT ?5"))?,
    };
    for kind in types.numbers() {
        let bounds = params![tag.0.as_slice(), kind, in_range(span.after), in_range(span.until), limit];
        let mut rows = find.query(bounds)?;
        while let Some(row) = rows.next()? {
            postings.push(Posting { position: Position(row.get(0)?), kind });
        }
    }
    Ok(())
}

/// The file's numbers have a sign.
fn in_range(position: Position) -> i64 {
    i64::try_from(position.0).unwrap_or(i64::MAX)
}

/// Tags behind one, in the order of their bytes.
pub(super) const TAGS_AFTER: &str = "SELECT tag FROM all_tags WHERE tag > ?1 ORDER BY tag LIMIT ?2";
/// Commands behind one, likewise.
pub(super) const COMMANDS_AFTER: &str = "SELECT command FROM commands WHERE command > ?1 ORDER BY command LIMIT ?2";

/// What the file knows of a command.
pub(super) fn carried_out(connection: &Connection, command: CommandId) -> rusqlite::Result<Option<CarriedOut>> {
    connection
        .prepare_cached("SELECT first, events FROM commands WHERE command = ?1")?
        .query_row([command.0.as_bytes().as_slice()], |row| {
            Ok(CarriedOut { first: Position(row.get(0)?), events: row.get(1)? })
        })
        .optional()
}

/// The journal, the tables and the catalogue that an index belongs to: types are stored by their number in the catalogue.
fn made_for(journal: Uuid) -> Vec<u8> {
    let names: Vec<&str> = EventKind::ALL.iter().map(|kind| kind.name()).collect();
    Uuid::new_v5(&journal, format!("{SCHEMA}{}", names.join(",")).as_bytes()).as_bytes().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(n: u64) -> TagKey {
        let mut key = TagKey([0; 17]);
        // All over the table.
        key.0[1..9].copy_from_slice(&n.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes());
        key
    }

    /// An event of a person of its own, and of one that every tenth event is about.
    fn event(n: u64) -> Arc<Indexed> {
        let (posting, command) = (Posting { position: Position(n), kind: 1 }, CommandId(Uuid::from_u128(n.into())));
        Arc::new(Indexed { posting, command, keys: vec![key(n), key(1_000_000 + n % 10)].into_boxed_slice() })
    }

    fn found(path: &Path, tag: TagKey) -> Vec<u64> {
        let (connection, mut postings) = (Connection::open(path).unwrap(), Vec::new());
        find(&connection, vec![(&tag, &mut postings)], KindSet::ALL, Position(u64::MAX >> 1)).unwrap();
        postings.into_iter().map(|posting| posting.position.0).collect()
    }

    #[test]
    fn tags_are_found_while_they_are_new_and_after_they_were_moved() {
        let path = std::env::temp_dir().join(format!("oppijaloki-index-{}.db", Uuid::new_v4()));
        let (mut file, _, _) = IndexFile::open(&path, Uuid::nil()).unwrap().unwrap();
        let (mut known, mut moved_once) = (HashSet::new(), false);
        for first in (1..=400).step_by(25) {
            let events: Vec<_> = (first..first + 25).map(event).collect();
            let keys = || events.iter().flat_map(|event| event.keys.iter().copied());
            // Of every other batch nothing is said to be new: then the file is asked.
            let new = if first % 2 == 0 { HashSet::new() } else { keys().filter(|key| !known.contains(key)).collect() };
            known.extend(keys());
            file.write(&events, Head { position: Position(first + 24), chain: Chain::START }, &new).unwrap();
            let of_table = |table| file.connection.query_row(table, [], |row| row.get::<_, i64>(0)).unwrap();
            let (waiting, moved) = (of_table("SELECT count(*) FROM new_tags"), of_table("SELECT count(*) FROM tags"));
            assert_eq!((waiting + moved) as usize, known.len());
            assert!(waiting <= KEPT_NEW, "many wait and are not moved");
            moved_once |= moved > 0;
            (1..first + 25).for_each(|n| assert_eq!(found(&path, key(n)), [n]));
            let of_all: Vec<u64> = (1..first + 25).filter(|n| n % 10 == 3).collect();
            assert_eq!(found(&path, key(1_000_003)), of_all);
        }
        assert!(moved_once);
        let mut after = vec![];
        let (mut page, mut listed) = (file.connection.prepare(TAGS_AFTER).unwrap(), Vec::<Vec<u8>>::new());
        loop {
            let tags: Vec<Vec<u8>> =
                page.query_map(params![after, 7], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap();
            let Some(last) = tags.last() else { break };
            after.clone_from(last);
            listed.extend(tags);
        }
        assert!(listed.is_sorted() && listed.len() == known.len(), "whoever lists all tags has each once");
        drop(page);
        drop(file);
        crate::sqlite::remove(&path).unwrap();
    }

    /// After a quick restart, the process before may still be writing what this one takes for new.
    #[test]
    fn a_tag_that_another_process_wrote_meanwhile_stays_one_tag() {
        let path = std::env::temp_dir().join(format!("oppijaloki-index-{}.db", Uuid::new_v4()));
        let open = || IndexFile::open(&path, Uuid::nil()).unwrap().unwrap().0;
        let (mut before, mut now) = (open(), open());
        let write = |file: &mut IndexFile, positions: std::ops::RangeInclusive<u64>| {
            let known = Head { position: Position(*positions.end()), chain: Chain::START };
            let events: Vec<_> = positions.map(event).collect();
            let new = events.iter().flat_map(|event| event.keys.iter().copied()).collect();
            file.write(&events, known, &new).unwrap();
        };
        write(&mut before, 1..=60);
        write(&mut now, 41..=80);
        // What came before is known by then, as to any process; what the other one wrote is not.
        write(&mut now, 81..=90);
        let of_all: Vec<u64> = (1..=90).filter(|n| n % 10 == 3).collect();
        assert_eq!(found(&path, key(1_000_003)), of_all);
        (1..=90).for_each(|n| assert_eq!(found(&path, key(n)), [n]));
        drop((before, now));
        crate::sqlite::remove(&path).unwrap();
    }
}
