//! Handles in the vault's file, found by a hash of what they stand for.
//!
//! Hashes fall all over the table that is sorted by them: one by one, each new handle would cost a page of it, written
//! twice, while everybody who imports waits. So new handles are appended to a table of their own, and kept in memory;
//! when there are many, they are moved in the order of their hashes, and each page is touched once.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::Duration;

use events::Handle;
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::rows::Hash;
use crate::key_filter::KeyFilter;

/// How many new handles make it worth while to move them: so many, or this part of all if that is more, so that each page of the sorted
/// table takes some.
const MOVE_AT: usize = 65_536;
const PART_THAT_MOVES: usize = 32;
/// So many are moved by one commit: anyone who wants to write meanwhile waits for no more.
const MOVED_AT_ONCE: usize = 2_048;
/// Between two commits others come first.
const BREATH: Duration = Duration::from_millis(1);
/// Handles that a page of the file stands for, about: with each goes a key.
const HANDLES_OF_A_PAGE: usize = 32;

const AFTER: &str = "SELECT identifier FROM handles WHERE identifier > ?1 ORDER BY identifier LIMIT ?2";

/// Handles by the hash of their identifier.
pub(super) struct Handles {
    /// Those of `new_handles`, and where they stand in it.
    new: RwLock<HashMap<Hash, New>>,
    /// Those of `handles`.
    sorted: Arc<KeyFilter>,
    /// How many are there, about.
    count: AtomicUsize,
    moving: AtomicBool,
    move_at: usize,
}

#[derive(Clone, Copy)]
struct New {
    n: i64,
    handle: Handle,
}

/// What a transaction has added, until it is committed.
#[derive(Default)]
pub(super) struct Added(HashMap<Hash, New>);

impl Handles {
    /// Reads what was not moved yet.
    pub fn open(file: &Connection, path: &Path) -> rusqlite::Result<Arc<Handles>> {
        Handles::moving_at(MOVE_AT, file, path)
    }

    fn moving_at(move_at: usize, file: &Connection, path: &Path) -> rusqlite::Result<Arc<Handles>> {
        let new = file
            .prepare("SELECT identifier, n, handle FROM new_handles")?
            .query_map([], |row| Ok((row.get(0)?, New { n: row.get(1)?, handle: Handle(row.get(2)?) })))?
            .collect::<rusqlite::Result<_>>()?;
        let pages: usize = file.query_row("PRAGMA page_count", [], |row| row.get(0))?;
        let about = pages * HANDLES_OF_A_PAGE;
        let (sorted, count) = (KeyFilter::of(path, about, AFTER), AtomicUsize::new(about));
        Ok(Arc::new(Handles { new: RwLock::new(new), sorted, count, moving: AtomicBool::new(false), move_at }))
    }

    /// The handles of identifiers; the one drawn is taken where none exists. Only who holds the writing connection may
    /// ask, so that nobody else draws for the same identifier.
    pub fn take(
        &self,
        transaction: &Transaction<'_>,
        added: &mut Added,
        identifiers: &[(Hash, Handle)],
    ) -> rusqlite::Result<Vec<Handle>> {
        let mut add = transaction.prepare_cached("INSERT INTO new_handles (identifier, handle) VALUES (?1, ?2)")?;
        let new = self.newest();
        let mut taken = Vec::with_capacity(identifiers.len());
        for (hash, drawn) in identifiers {
            let found = match new.get(hash).or_else(|| added.0.get(hash)) {
                Some(new) => Some(new.handle),
                None => self.in_file(transaction, hash)?,
            };
            if found.is_none() {
                add.execute(params![hash, drawn.0])?;
                added.0.insert(*hash, New { n: transaction.last_insert_rowid(), handle: *drawn });
            }
            taken.push(found.unwrap_or(*drawn));
        }
        Ok(taken)
    }

    /// Tells everybody of what is committed.
    pub fn publish(&self, added: Added) {
        self.newest_mut().extend(added.0);
    }

    /// The handles that exist.
    pub fn find(&self, file: &Connection, hashes: &[Hash]) -> rusqlite::Result<Vec<Option<Handle>>> {
        // Memory first: what is moved to the file meanwhile is then found twice, never lost.
        let mut found: Vec<Option<Handle>> = {
            let new = self.newest();
            hashes.iter().map(|hash| Some(new.get(hash)?.handle)).collect()
        };
        for (hash, found) in hashes.iter().zip(&mut found).filter(|(_, found)| found.is_none()) {
            *found = self.in_file(file, hash)?;
        }
        Ok(found)
    }

    fn in_file(&self, file: &Connection, hash: &Hash) -> rusqlite::Result<Option<Handle>> {
        if !self.sorted.may_have(hash) {
            return Ok(None);
        }
        let mut find = file.prepare_cached("SELECT handle FROM handles WHERE identifier = ?1")?;
        Ok(find.query_row([hash], |row| row.get(0)).optional()?.map(Handle))
    }

    /// Deletes handles, in one look at each table, since neither is sorted by them.
    pub fn delete(&self, transaction: &Transaction<'_>, handles: &[Handle]) -> rusqlite::Result<()> {
        if handles.is_empty() {
            return Ok(());
        }
        transaction.execute_batch(
            "CREATE TEMP TABLE IF NOT EXISTS gone (handle BLOB PRIMARY KEY) STRICT, WITHOUT ROWID; DELETE FROM temp.gone",
        )?;
        let mut gone = transaction.prepare_cached("INSERT OR IGNORE INTO temp.gone VALUES (?1)")?;
        handles.iter().try_for_each(|handle| gone.execute([handle.0]).map(drop))?;
        transaction.execute_batch(
            "DELETE FROM handles WHERE handle IN (SELECT handle FROM temp.gone);
             DELETE FROM new_handles WHERE handle IN (SELECT handle FROM temp.gone);
             DELETE FROM temp.gone",
        )
    }

    /// Forgets what was deleted.
    pub fn forget(&self, handles: &[Handle]) {
        let gone: HashSet<&Handle> = handles.iter().collect();
        self.newest_mut().retain(|_, new| !gone.contains(&new.handle));
    }

    /// Moves the new handles, on a thread of its own, when there are many.
    pub fn move_when_many(self: &Arc<Self>, file: &Arc<Mutex<Connection>>) {
        let many = self.move_at.max(self.count.load(Ordering::Relaxed) / PART_THAT_MOVES);
        if self.newest().len() < many || self.moving.swap(true, Ordering::AcqRel) {
            return;
        }
        let (handles, file) = (Arc::clone(self), Arc::clone(file));
        std::thread::spawn(move || {
            // What cannot be moved stays where it is, and is tried again when more come.
            if let Err(error) = handles.move_all(&file) {
                tracing::error!(%error, "the vault's new handles cannot be moved");
            }
            handles.moving.store(false, Ordering::Release);
        });
    }

    fn move_all(&self, file: &Mutex<Connection>) -> rusqlite::Result<()> {
        let mut all: Vec<(Hash, i64)> = self.newest().iter().map(|(hash, new)| (*hash, new.n)).collect();
        all.sort_unstable();
        let Some(last) = all.iter().map(|(_, n)| *n).max() else { return Ok(()) };
        for some in all.chunks(MOVED_AT_ONCE) {
            self.sorted.add(some.iter().map(|(hash, _)| hash));
            {
                let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
                let transaction = file.transaction()?;
                // From the table itself: what was erased meanwhile is not there.
                let mut one = transaction.prepare_cached(
                    "INSERT OR IGNORE INTO handles SELECT identifier, handle FROM new_handles WHERE n = ?1",
                )?;
                some.iter().try_for_each(|(_, n)| one.execute([n]).map(drop))?;
                drop(one);
                transaction.commit()?;
            }
            std::thread::sleep(BREATH);
        }
        while self.delete_moved(file, last)? {
            std::thread::sleep(BREATH);
        }
        self.count.fetch_add(all.len(), Ordering::Relaxed);
        self.newest_mut().retain(|_, new| new.n > last);
        Ok(())
    }

    /// Deletes some of those that stand in the sorted table by now, up to this one; `false` when none is left. Memory knows
    /// them still.
    fn delete_moved(&self, file: &Mutex<Connection>, last: i64) -> rusqlite::Result<bool> {
        let file = file.lock().unwrap_or_else(PoisonError::into_inner);
        let some = "DELETE FROM new_handles WHERE n IN (SELECT n FROM new_handles WHERE n <= ?1 ORDER BY n LIMIT ?2)";
        Ok(file.execute(some, params![last, MOVED_AT_ONCE])? > 0)
    }

    fn newest(&self) -> RwLockReadGuard<'_, HashMap<Hash, New>> {
        self.new.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn newest_mut(&self) -> RwLockWriteGuard<'_, HashMap<Hash, New>> {
        self.new.write().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use uuid::Uuid;

    use super::*;

    struct File(PathBuf);

    impl File {
        fn new() -> File {
            let file = File(std::env::temp_dir().join(format!("oppijaloki-handles-{}.db", Uuid::new_v4())));
            file.connect().execute_batch(super::super::schema::SCHEMA).unwrap();
            file
        }

        fn connect(&self) -> Connection {
            Connection::open(&self.0).unwrap()
        }

        fn open(&self) -> (Arc<Mutex<Connection>>, Arc<Handles>) {
            let connection = self.connect();
            let handles = Handles::moving_at(1, &connection, &self.0).unwrap();
            (Arc::new(Mutex::new(connection)), handles)
        }
    }

    impl Drop for File {
        fn drop(&mut self) {
            let _ = std::fs::remove_file(&self.0);
        }
    }

    fn identifiers(numbers: std::ops::Range<u16>) -> Vec<(Hash, Handle)> {
        // Neither in the order of the hashes nor of the handles.
        let of = |n: u16| (n.wrapping_mul(40_503).to_be_bytes().repeat(8), n.to_le_bytes().repeat(8));
        numbers.map(of).map(|(hash, handle)| (hash.try_into().unwrap(), Handle(handle.try_into().unwrap()))).collect()
    }

    fn add(file: &Mutex<Connection>, handles: &Handles, identifiers: &[(Hash, Handle)]) -> Vec<Handle> {
        let mut file = file.lock().unwrap();
        let (transaction, mut added) = (file.transaction().unwrap(), Added::default());
        let taken = handles.take(&transaction, &mut added, identifiers).unwrap();
        transaction.commit().unwrap();
        handles.publish(added);
        taken
    }

    fn rows(file: &Mutex<Connection>, table: &str) -> usize {
        file.lock().unwrap().query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap()
    }

    #[test]
    fn handles_are_found_before_and_after_they_are_moved_and_after_a_restart() {
        let path = File::new();
        let (file, handles) = path.open();
        let (first, second) = (identifiers(0..5_000), identifiers(5_000..5_010));
        let hashes: Vec<Hash> = first.iter().chain(&second).map(|(hash, _)| *hash).collect();
        let expected: Vec<_> = first.iter().chain(&second).map(|(_, handle)| Some(*handle)).collect();
        add(&file, &handles, &first);
        handles.move_all(&file).unwrap();
        assert_eq!((rows(&file, "handles"), rows(&file, "new_handles")), (5_000, 0));
        add(&file, &handles, &second);
        assert_eq!(handles.find(&file.lock().unwrap(), &hashes).unwrap(), expected);

        // One that exists is never drawn again, wherever it stands.
        let again: Vec<(Hash, Handle)> = hashes.iter().map(|hash| (*hash, Handle([255; 16]))).collect();
        let (file, handles) = path.open();
        assert_eq!(add(&file, &handles, &again).into_iter().map(Some).collect::<Vec<_>>(), expected);
        assert_eq!(handles.find(&file.lock().unwrap(), &hashes).unwrap(), expected);
    }

    #[test]
    fn a_move_that_broke_off_is_finished_by_the_next_one() {
        let path = File::new();
        let (file, handles) = path.open();
        let all = identifiers(0..100);
        add(&file, &handles, &all);
        // Some were moved and are still among the new ones.
        let some = "INSERT INTO handles SELECT identifier, handle FROM new_handles WHERE n % 3 = 0";
        file.lock().unwrap().execute(some, []).unwrap();
        let (file, handles) = path.open();
        assert_eq!(add(&file, &handles, &all), all.iter().map(|(_, handle)| *handle).collect::<Vec<_>>());
        handles.move_all(&file).unwrap();
        assert_eq!((rows(&file, "handles"), rows(&file, "new_handles")), (100, 0));
    }

    #[test]
    fn what_is_erased_while_it_is_moved_does_not_come_back() {
        let path = File::new();
        let (file, handles) = path.open();
        let all = identifiers(0..10);
        add(&file, &handles, &all);
        let (_, mover) = path.open();
        // The mover has read what there is; now one is erased.
        let erased = [all[3].1];
        {
            let mut file = file.lock().unwrap();
            let transaction = file.transaction().unwrap();
            handles.delete(&transaction, &erased).unwrap();
            transaction.commit().unwrap();
        }
        handles.forget(&erased);
        mover.move_all(&file).unwrap();
        assert_eq!(rows(&file, "handles"), 9);
        assert_eq!(handles.find(&file.lock().unwrap(), &[all[3].0, all[4].0]).unwrap(), [None, Some(all[4].1)]);
        // And one that was moved already is erased there.
        let transaction_of = |file: &mut Connection| {
            let transaction = file.transaction().unwrap();
            mover.delete(&transaction, &[all[4].1]).unwrap();
            transaction.commit().unwrap();
        };
        transaction_of(&mut file.lock().unwrap());
        assert_eq!(rows(&file, "handles"), 8);
    }

    #[test]
    fn many_new_ones_are_moved_by_themselves() {
        let path = File::new();
        let (file, handles) = path.open();
        add(&file, &handles, &identifiers(0..10));
        handles.move_when_many(&file);
        while handles.moving.load(Ordering::Acquire) {
            std::thread::yield_now();
        }
        assert_eq!((rows(&file, "handles"), rows(&file, "new_handles"), handles.newest().len()), (10, 0, 0));
    }
}
