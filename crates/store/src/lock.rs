//! One process on a data folder, and files that are still where they were opened.

use std::fs::{File, TryLockError};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::StoreError;
use crate::sqlite::FileFault;

/// How often a lock is asked for, and the pause between: a process that this one is just starting holds a copy of the lock
/// until it runs its own program, and a store that was let go of is closed a moment later.
const TRIES: u32 = 20;
const PAUSE: Duration = Duration::from_millis(25);

/// A data folder that this process alone uses, as long as this value lives.
#[derive(Debug)]
pub struct FolderLock {
    /// The folder itself is locked: nobody can delete that lock and leave the folder.
    _folder: File,
    /// Programs from before ask for this file alone. Deleting it lets nobody in.
    _file: File,
}

/// Takes a data folder for this process; it is free again when what is given is dropped.
pub fn lock_folder(folder: &Path) -> Result<FolderLock, StoreError> {
    for _ in 1..TRIES {
        match try_lock(folder) {
            Err(StoreError::InUse) => std::thread::sleep(PAUSE),
            done => return done,
        }
    }
    try_lock(folder)
}

/// As [`lock_folder`], within a task.
pub(crate) async fn lock_folder_in_task(folder: &Path) -> Result<FolderLock, StoreError> {
    for _ in 1..TRIES {
        match try_lock(folder) {
            Err(StoreError::InUse) => tokio::time::sleep(PAUSE).await,
            done => return done,
        }
    }
    try_lock(folder)
}

fn try_lock(folder: &Path) -> Result<FolderLock, StoreError> {
    let path = folder.join("lock");
    let held = locked(File::open(folder), folder)?;
    Ok(FolderLock { _folder: held, _file: locked(File::create(&path), &path)? })
}

fn locked(opened: io::Result<File>, path: &Path) -> Result<File, StoreError> {
    let file = opened.map_err(FileFault::of(path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StoreError::InUse),
        Err(TryLockError::Error(error)) => Err(FileFault::of(path)(error).into()),
    }
}

/// A file that was opened under a name. When somebody moves, deletes or replaces it, what is written goes where nobody
/// looks for it, and another process may write what stands there now.
pub(crate) struct InPlace {
    path: PathBuf,
    file: (u64, u64),
}

impl InPlace {
    /// The file that stands under this name now.
    pub fn at(path: &Path) -> io::Result<InPlace> {
        Ok(InPlace { path: path.to_owned(), file: identity(path)? })
    }

    /// Is it still there? Asked before anything is written.
    pub fn check(&self) -> Result<(), String> {
        match identity(&self.path) {
            Ok(file) if file == self.file => Ok(()),
            _ => Err(format!(
                "{} is no longer the file that this process opened: it was moved, deleted or replaced meanwhile; stop \
                 this process, put the right file there, and start again",
                self.path.display()
            )),
        }
    }
}

fn identity(path: &Path) -> io::Result<(u64, u64)> {
    let metadata = std::fs::metadata(path)?;
    Ok((metadata.dev(), metadata.ino()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> PathBuf {
        let folder = std::env::temp_dir().join(format!("oppijaloki-lock-{}", uuid::Uuid::new_v4()));
        std::fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn a_deleted_lock_file_lets_nobody_in() {
        let folder = folder();
        let lock = lock_folder(&folder).unwrap();
        for delete in [false, true] {
            if delete {
                std::fs::remove_file(folder.join("lock")).unwrap();
            }
            assert!(matches!(lock_folder(&folder), Err(StoreError::InUse)));
        }
        drop(lock);
        lock_folder(&folder).unwrap();
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_program_that_knows_the_lock_file_alone_keeps_others_out() {
        let folder = folder();
        let file = File::create(folder.join("lock")).unwrap();
        file.lock().unwrap();
        assert!(matches!(lock_folder(&folder), Err(StoreError::InUse)));
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_file_that_was_deleted_replaced_or_moved_is_noticed() {
        let folder = folder();
        let (path, other) = (folder.join("a"), folder.join("b"));
        std::fs::write(&path, "a").unwrap();
        let opened = InPlace::at(&path).unwrap();
        std::fs::write(&path, "written to, and the same").unwrap();
        opened.check().unwrap();
        std::fs::rename(&path, &other).unwrap();
        assert!(opened.check().unwrap_err().contains("no longer the file"));
        std::fs::write(&path, "a").unwrap();
        assert!(opened.check().is_err());
        std::fs::rename(&other, &path).unwrap();
        opened.check().unwrap();
        std::fs::remove_dir_all(folder).unwrap();
    }
}
