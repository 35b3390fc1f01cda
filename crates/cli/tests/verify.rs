//! `oppijaloki verify` on data folders that somebody tampered with: each kind of damage is found, and named.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a broken assumption must fail the test")]

use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use events::{Chain, CommandId, Envelope, Handle, Head, Instant, Position, Tag};
use rusqlite::{Connection, params};

pub const BINARY: &str = env!("CARGO_BIN_EXE_oppijaloki");

/// The files of a data folder with some people, made once.
static PEOPLE: LazyLock<Vec<(PathBuf, Vec<u8>)>> = LazyLock::new(|| {
    let folder = Folder::new();
    let filled = Command::new(BINARY).args(["bench", "import", "--rows", "40", "--data"]).arg(&folder.0).output();
    assert!(filled.unwrap().status.success());
    files_under(&folder.0, Path::new(""))
});

/// A data folder, gone after the test.
pub struct Folder(pub PathBuf);

impl Folder {
    fn new() -> Folder {
        Folder(std::env::temp_dir().join(format!("oppijaloki-verify-{}", uuid::Uuid::new_v4())))
    }

    pub fn with_people() -> Folder {
        let folder = Folder::new();
        for (file, bytes) in PEOPLE.iter() {
            let path = folder.0.join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, bytes).unwrap();
            // Secrets that others may read are refused.
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
        }
        folder
    }

    fn run(&self, command: &str) -> Result<String, String> {
        let done = Command::new(BINARY).arg(command).arg("--data").arg(&self.0).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        if done.status.success() { Ok(text(done.stdout)) } else { Err(text(done.stdout) + &text(done.stderr)) }
    }

    /// `verify` must fail and say all of this.
    fn is_refused(&self, words: &[&str]) -> String {
        let fault = self.run("verify").expect_err("nothing was found");
        words.iter().for_each(|words| assert!(fault.contains(words), "{words} is not said:\n{fault}"));
        fault
    }

    fn file(&self, file: &str) -> Connection {
        Connection::open(self.0.join(Path::new(file))).unwrap()
    }

    fn change(&self, file: &str, statements: &str) {
        self.file(file).execute_batch(statements).unwrap();
    }

    /// The journal of somebody who has taken away what keeps it append-only.
    fn journal(&self) -> Connection {
        let journal = self.file("journal/journal.db");
        let triggers: Vec<String> = {
            let mut names = journal.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'").unwrap();
            names.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
        };
        triggers.iter().for_each(|name| journal.execute_batch(&format!("DROP TRIGGER {name}")).unwrap());
        journal
    }

    fn head(&self) -> Head {
        let read = |row: &rusqlite::Row<'_>| Ok(Head { position: Position(row.get(0)?), chain: Chain(row.get(1)?) });
        let last = "SELECT position, chain FROM journal ORDER BY position DESC LIMIT 1";
        self.file("journal/journal.db").query_row(last, [], read).unwrap()
    }

    fn bytes_at(&self, position: u64) -> Vec<u8> {
        let at = "SELECT event FROM journal WHERE position = ?1";
        self.file("journal/journal.db").query_row(at, [position], |row| row.get(0)).unwrap()
    }

    pub fn event_at(&self, position: u64) -> Envelope {
        Envelope::from_bytes(&self.bytes_at(position)).unwrap()
    }

    /// Position of the first event of a type.
    pub fn first(&self, event_type: &str) -> u64 {
        (1..).find(|position| self.event_at(*position).event_type == event_type).unwrap()
    }

    /// Appends with a chain that holds.
    fn append(&self, bytes: &[u8]) -> u64 {
        let head = self.head().after(bytes);
        let values = params![head.position.0, head.chain.0, bytes];
        self.journal().execute("INSERT INTO journal (position, chain, event) VALUES (?1, ?2, ?3)", values).unwrap();
        head.position.0
    }

    /// Appends an event that differs from the last one without personal data only in this, and in its command.
    fn append_changed(&self, event_type: &str, change: impl FnOnce(&mut Envelope)) -> u64 {
        let mut event = self.event_at(self.first(event_type));
        event.meta.command = CommandId(uuid::Uuid::new_v4());
        event.meta.recorded = self.event_at(self.head().position.0).meta.recorded;
        event.id = event.meta.command.event(0);
        event.sealed.clear();
        change(&mut event);
        self.append(&event.to_bytes())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn files_under(folder: &Path, name: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder.join(name)).unwrap() {
        let name = name.join(entry.unwrap().file_name());
        match folder.join(&name).is_dir() {
            true => files.extend(files_under(folder, &name)),
            false => files.push((name.clone(), std::fs::read(folder.join(&name)).unwrap())),
        }
    }
    files
}

#[test]
fn what_was_not_tampered_with_is_proven_line_by_line() {
    let folder = Folder::with_people();
    let said = folder.run("verify").unwrap();
    let head = folder.head();
    let lines: Vec<&str> = said.lines().map(|line| line.split(' ').next().unwrap()).collect();
    assert_eq!(
        lines,
        ["journal", "copy", "vault", "events", "commands", "keys", "claims", "links", "rows", "index", "read"],
        "{said}"
    );
    assert!(said.contains(&format!("{} events of journal", head.position)), "{said}");
    assert!(said.contains(&head.chain.to_string()), "{said}");
    assert!(!folder.0.join("cache/verify").exists(), "what was made to compare with is left behind");
}

#[test]
fn an_event_that_was_altered_is_found() {
    let folder = Folder::with_people();
    let other = folder.bytes_at(3);
    folder.journal().execute("UPDATE journal SET event = ?1 WHERE position = 2", [other]).unwrap();
    // Only the newest events are looked at by every start: all of them here.
    folder.is_refused(&["event 2"]);
}

#[test]
fn a_journal_that_was_cut_off_is_found_and_the_evidence_stays() {
    let folder = Folder::with_people();
    let last = folder.head().position.0;
    folder.journal().execute("DELETE FROM journal WHERE position > ?1", [last - 2]).unwrap();
    for index in [true, false] {
        if !index {
            ["index.db", "index.db-wal"]
                .iter()
                .for_each(|file| drop(std::fs::remove_file(folder.0.join("cache").join(file))));
        }
        let known = format!("data/cache knows {last} events, the journal has {}", last - 2);
        folder.is_refused(&["lost its end", &known, "as evidence"]);
        let rebuilt = folder.run("rebuild").unwrap_err();
        // Whichever of index and vault was told last before the end says so first.
        let said = ["the journal has lost its end", "the journal is older than the vault"];
        assert!(said.iter().any(|said| rebuilt.contains(said)), "{rebuilt}");
        assert!(folder.0.join("cache/read.db").exists());
    }
}

#[test]
fn bytes_behind_an_event_are_found() {
    let folder = Folder::with_people();
    let mut bytes = folder.bytes_at(folder.head().position.0);
    bytes.extend(b"\xff\x00\"Matti Meikalainen 010101-123N\"");
    let at = folder.append(&bytes);
    let said = folder.is_refused(&["hold bytes that do not belong to them", &format!("event {at}")]);
    assert!(!said.contains("events   ") && !said.contains("010101"), "{said}");
}

#[test]
fn bytes_behind_the_data_of_an_event_are_found() {
    let folder = Folder::with_people();
    let at = folder.append_changed("ImportCompleted", |event| event.data.extend(b"\xff\x00Matti"));
    folder.is_refused(&["hold bytes that do not belong to them (1 in all", &format!("event {at}, ImportCompleted")]);
}

#[test]
fn an_event_that_is_appended_again_is_found() {
    let folder = Folder::with_people();
    let at = folder.append(&folder.bytes_at(1));
    folder.is_refused(&["commands are begun again", &format!("event {at}, first carried out at event 1)")]);
}

#[test]
fn an_event_that_breaks_the_rules_of_its_making_is_found() {
    for (change, words) in [
        (&(|event: &mut Envelope| event.id = event.meta.command.event(7)) as &dyn Fn(&mut Envelope), "have ids"),
        (&|event| event.meta.recorded = Instant::from_millis(0), "were recorded before"),
        (&|event| event.tags.push(Tag::Hetu(Handle([7; 16]))), "carry tags"),
        (&|event| event.event_type.push('X'), "cannot be read"),
    ] {
        let folder = Folder::with_people();
        let at = folder.append_changed("ImportCompleted", change);
        folder.is_refused(&[words, &format!("event {at}")]);
    }
}

#[test]
fn personal_data_of_somebody_who_is_not_tagged_is_found() {
    let folder = Folder::with_people();
    let sealed = folder.event_at(folder.first("PersonRegistered")).sealed;
    let at = folder.append_changed("ImportCompleted", |event| event.sealed = sealed);
    folder.is_refused(&["not tagged with", "cannot be read", &format!("event {at}")]);
}

#[test]
fn an_index_that_lacks_or_adds_something_is_found() {
    for (change, table) in [
        ("DELETE FROM postings WHERE position = 3", "postings"),
        ("INSERT INTO postings SELECT number, 3, type FROM postings WHERE position = 1 LIMIT 1", "postings"),
        ("UPDATE postings SET type = type + 1 WHERE position = 3", "postings"),
        ("INSERT INTO postings VALUES (1000000, 3, 1)", "tags"),
        ("UPDATE state SET next_number = 2", "tags"),
        ("DELETE FROM commands WHERE first = 1", "commands"),
        ("INSERT INTO commands VALUES (zeroblob(16), 1, 1)", "commands"),
        ("UPDATE commands SET events = events + 1 WHERE first = 1", "commands"),
    ] {
        let folder = Folder::with_people();
        folder.change("cache/index.db", change);
        folder.is_refused(&[&format!("table {table} of data/cache/index.db differs")]);
    }
}

#[test]
fn read_models_that_were_altered_are_found() {
    for (change, table) in [
        ("UPDATE people SET status = 2 WHERE key = 1", "people"),
        ("DELETE FROM import_rows WHERE row = 7", "import_rows"),
        ("UPDATE imports SET total = total + 1", "imports"),
    ] {
        let folder = Folder::with_people();
        folder.change("cache/read.db", change);
        folder.is_refused(&[&format!("table {table} of the read models differs")]);
    }
}

#[test]
fn a_key_that_only_the_vault_calls_destroyed_is_an_alarm() {
    let folder = Folder::with_people();
    let at = folder.first("PersonRegistered");
    let key = folder.event_at(at).sealed[0].key;
    let vault = folder.file("vault/vault.db");
    assert_eq!(vault.execute("DELETE FROM keys WHERE id = ?1", [key.0.as_bytes()]).unwrap(), 1);
    folder.is_refused(&["have lost their keys", &format!("event {at}, key {key})")]);

    vault.execute("INSERT INTO destroyed_keys VALUES (?1)", [key.0.as_bytes()]).unwrap();
    let said = folder.is_refused(&["no erasure in the log names", &format!("event {at}, key {key})")]);
    assert!(!said.contains("are erased"), "{said}");
}

#[test]
fn handles_that_are_gone_are_found() {
    let folder = Folder::with_people();
    folder.change("vault/vault.db", "DELETE FROM handles; DELETE FROM new_handles");
    folder.is_refused(&["claims of identifiers are not in the vault"]);
}

/// Anyone who may not look into the folder is told so, and not that nothing is there.
#[test]
fn a_folder_of_somebody_else_is_said_to_be_one() {
    let folder = Folder::with_people();
    std::fs::set_permissions(&folder.0, std::fs::Permissions::from_mode(0o700)).unwrap();
    let (binary, nobody) = (folder.0.with_extension("program"), 65_534);
    let by_root = std::fs::metadata(&folder.0).unwrap().uid() == 0;
    // Root may look everywhere, and others not into root's build folder; anyone who is not root closes it to themselves.
    match by_root {
        true => drop(std::fs::copy(BINARY, &binary).unwrap()),
        false => std::fs::set_permissions(&folder.0, std::fs::Permissions::from_mode(0o000)).unwrap(),
    }
    let said = |arguments: &[&str]| {
        let mut command = Command::new(if by_root { binary.as_path() } else { Path::new(BINARY) });
        command.args(arguments).arg("--data").arg(&folder.0);
        let command = if by_root { command.uid(nobody).gid(nobody) } else { &mut command };
        let done = command.output().unwrap();
        assert!(!done.status.success());
        String::from_utf8(done.stderr).unwrap()
    };
    let commands: [&[&str]; 3] = [&["verify"], &["rebuild"], &["history", "1.2.246.562.24.00000010016"]];
    for command in commands {
        let said = said(command);
        assert!(said.contains("permission denied") && !said.contains("no registry"), "{command:?}: {said}");
    }
    std::fs::set_permissions(&folder.0, std::fs::Permissions::from_mode(0o700)).unwrap();
    let _ = std::fs::remove_file(&binary);
}
