//! Real folders for tests: each test has its own, and it is gone when the test is over.

use std::path::{Path, PathBuf};

use uuid::Uuid;

/// A new, empty folder; removed with everything in it when this value is dropped, also when the test fails.
pub struct TempFolder(PathBuf);

impl TempFolder {
    /// Makes one under the system's folder for temporary files.
    pub fn new() -> TempFolder {
        let path = std::env::temp_dir().join(format!("oppijaloki-{}", Uuid::new_v4()));
        std::fs::create_dir_all(&path).unwrap();
        TempFolder(path)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// A path in it, which need not exist.
    pub fn join(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Default for TempFolder {
    fn default() -> TempFolder {
        TempFolder::new()
    }
}

impl Drop for TempFolder {
    fn drop(&mut self) {
        // What cannot be removed is left to the system; it must not hide why a test failed.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Writes a file that only its owner may read, as secrets must be.
pub fn write_secret(file: &Path, text: &str) {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;
    let opened = std::fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(file);
    opened.unwrap().write_all(text.as_bytes()).unwrap();
}

/// Every file under a folder, with its content. For looking what a program left on disk.
pub fn files_under(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_under(&path));
        } else {
            let content = std::fs::read(&path).unwrap();
            found.push((path, content));
        }
    }
    found
}

/// Do the bytes contain this sequence?
pub fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

/// Copies a folder's files (not what lies in folders below), as a crash would leave them: whatever has not reached
/// the files is not in the copy.
pub fn copy_files(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            std::fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
        }
    }
}
