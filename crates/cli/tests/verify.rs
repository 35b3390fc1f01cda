//! `oppijaloki verify` on data folders that somebody tampered with.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a broken assumption must fail the test")]

use std::path::{Path, PathBuf};
use std::process::Command;

const BINARY: &str = env!("CARGO_BIN_EXE_oppijaloki");

/// A data folder with some people, gone after the test.
struct Folder(PathBuf);

impl Folder {
    fn with_people() -> Folder {
        let folder = Folder(std::env::temp_dir().join(format!("oppijaloki-verify-{}", uuid::Uuid::new_v4())));
        let filled = Command::new(BINARY).args(["bench", "import", "--rows", "40", "--data"]).arg(&folder.0).output();
        assert!(filled.unwrap().status.success());
        folder
    }

    /// What `verify` says, when it finds a fault.
    fn verify(&self) -> Result<(), String> {
        let verified = Command::new(BINARY).arg("verify").arg("--data").arg(&self.0).output().unwrap();
        if verified.status.success() { Ok(()) } else { Err(String::from_utf8(verified.stderr).unwrap()) }
    }

    fn change(&self, file: &str, statements: &str) {
        rusqlite::Connection::open(self.0.join(Path::new(file))).unwrap().execute_batch(statements).unwrap();
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn handles_that_are_gone_and_events_that_were_altered_are_found() {
    let folder = Folder::with_people();
    assert_eq!(folder.verify(), Ok(()));

    folder.change("vault/vault.db", "CREATE TABLE kept AS SELECT * FROM handles; DELETE FROM handles");
    let fault = folder.verify().unwrap_err();
    assert!(fault.contains("not in the vault"), "{fault}");
    folder.change("vault/vault.db", "INSERT INTO handles SELECT * FROM kept; DROP TABLE kept");
    assert_eq!(folder.verify(), Ok(()));

    folder.change("cache/read.db", "UPDATE people SET status = 2 WHERE key = 1");
    let fault = folder.verify().unwrap_err();
    assert!(fault.contains("people"), "{fault}");
}
