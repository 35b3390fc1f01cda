//! The binary on data folders whose parts do not belong together, as after a restore that went wrong: each start says what
//! happened and what to do, and goes on only when an operator says so.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;

use events::PersonOid;
use rusqlite::Connection;

const BINARY: &str = env!("CARGO_BIN_EXE_oppijaloki");

/// Files of a data folder, each with its path in it.
type Files = Vec<(PathBuf, Vec<u8>)>;

/// The same registry at two times: with one learner, and with sixty more.
struct Copies {
    older: Files,
    newer: Files,
}

static COPIES: LazyLock<Copies> = LazyLock::new(|| {
    let folder = Folder::new();
    let filled = Command::new(BINARY).args(["bench", "import", "--rows", "1", "--data"]).arg(&folder.0).output();
    assert!(filled.unwrap().status.success());
    let older = files_under(&folder.0, Path::new(""));
    let server = Server::start(&folder, &[]).expect("it starts");
    server.send_in(60);
    server.stop();
    Copies { older, newer: files_under(&folder.0, Path::new("")) }
});

/// A data folder, gone after the test.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Folder {
        Folder(std::env::temp_dir().join(format!("oppijaloki-restored-{}", uuid::Uuid::new_v4())))
    }

    /// Puts together from a part of each time; what is not named is the newer.
    fn of(journal: &Files, vault: &Files, cache: Option<&Files>) -> Folder {
        let folder = Folder::new();
        let part = |name: &str, files: &Files| {
            for (file, bytes) in files.iter().filter(|(file, _)| file.starts_with(name)) {
                let path = folder.0.join(file);
                std::fs::create_dir_all(path.parent().unwrap()).unwrap();
                std::fs::write(path, bytes).unwrap();
            }
        };
        part("journal", journal);
        part("vault", vault);
        cache.iter().for_each(|cache| part("cache", cache));
        for file in ["secrets.toml", "demo-signing-key.der"] {
            part(file, &COPIES.newer);
        }
        // Anyone who may read secrets is looked at.
        let private = std::os::unix::fs::PermissionsExt::from_mode(0o600);
        std::fs::set_permissions(folder.0.join("secrets.toml"), private).unwrap();
        folder
    }

    /// What a command says when it refuses.
    fn refuses(&self, arguments: &[&str]) -> String {
        let mut command = Command::new(BINARY);
        let ended = command.args(arguments).arg("--data").arg(&self.0).output().unwrap();
        assert!(!ended.status.success(), "{arguments:?} goes on");
        String::from_utf8(ended.stderr).unwrap()
    }

    /// Every start and every command that reads the log refuses, and says all of this.
    fn is_refused(&self, words: &[&str]) {
        let somebody = PersonOid::issue(1_000_000_001).to_string();
        let start = Server::start(self, &[]).err().expect("it starts");
        for said in [start, self.refuses(&["rebuild"]), self.refuses(&["history", &somebody])] {
            words.iter().for_each(|words| assert!(said.contains(words), "{words} is not said:\n{said}"));
        }
    }

    fn file(&self, file: &str) -> Connection {
        Connection::open(self.0.join(file)).unwrap()
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
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn files_under(folder: &Path, name: &Path) -> Files {
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

/// A running demo. It is killed when it is dropped.
struct Server {
    child: Child,
    address: String,
}

impl Server {
    /// What it says when it does not start.
    fn start(folder: &Folder, arguments: &[&str]) -> Result<Server, String> {
        let log = Folder::new();
        let (mut command, write) = (Command::new(BINARY), std::fs::File::create(&log.0).unwrap());
        command.args(["demo", "--port", "0", "--empty", "--data"]).arg(&folder.0).args(arguments);
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(write).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
        let address = lines.find_map(|line| Some(line.split_once("ready on http://")?.1.split(' ').next()?.to_owned()));
        let said = std::fs::read_to_string(&log.0).unwrap();
        std::fs::remove_file(&log.0).unwrap();
        let Some(address) = address else {
            assert!(!child.wait().unwrap().success());
            return Err(said);
        };
        // A process that prints to a closed pipe is killed.
        std::thread::spawn(move || lines.for_each(drop));
        Ok(Server { child, address })
    }

    /// Sends so many learners in, the same ones each time, waits until they have numbers, and gives these.
    fn send_in(&self, learners: usize) -> Vec<String> {
        let folder = Folder::new();
        std::fs::create_dir_all(&folder.0).unwrap();
        let file = folder.0.join("learners.json");
        let mut generate = Command::new(BINARY);
        generate.args(["generate", "--plain", "--rows", &learners.to_string(), "--out"]).arg(&file);
        let made = generate.output().unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let mut import = Command::new(BINARY);
        import.arg("import").arg(&file).args(["--server", &format!("http://{}", self.address)]);
        import.env("OPPIJALOKI_TOKEN_URL", format!("http://{}/kayttooikeus-service/oauth2/token", self.address));
        import.env("OPPIJALOKI_CLIENT_ID", "demo-university").env("OPPIJALOKI_CLIENT_SECRET", "demo-secret");
        let sent = import.output().unwrap();
        assert!(sent.status.success(), "{}", String::from_utf8_lossy(&sent.stderr));
        let text = String::from_utf8(sent.stdout).unwrap();
        let number = |line: &str| Some(line.split(';').find(|field| field.starts_with("1.2.246"))?.to_owned());
        let numbers: Vec<String> = text.lines().filter_map(number).collect();
        assert_eq!(numbers.len(), learners, "{text}");
        numbers
    }

    /// As an operator does.
    fn stop(mut self) {
        let told = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(told.success());
        self.child.wait().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn every_combination_of_copies_is_taken_for_what_it_is() {
    let Copies { older, newer } = &*COPIES;
    let (old_vault, old_journal) = ("the vault is older than the journal", "the journal is older than the vault");
    let end = "the journal has lost its end";
    for (journal, vault, cache, refused) in [
        (older, older, Some(older), None),
        (older, older, None, None),
        (newer, newer, Some(newer), None),
        (newer, newer, Some(older), None),
        (newer, newer, None, None),
        (newer, older, Some(newer), Some((old_vault, "--accept-older-vault"))),
        (newer, older, Some(older), Some((old_vault, "--accept-older-vault"))),
        (newer, older, None, Some((old_vault, "--accept-older-vault"))),
        (older, newer, Some(newer), Some((end, "keep data/cache"))),
        (older, newer, Some(older), Some((old_journal, "--accept-older-journal"))),
        (older, newer, None, Some((old_journal, "--accept-older-journal"))),
        (older, older, Some(newer), Some((end, "keep data/cache"))),
    ] {
        let folder = Folder::of(journal, vault, cache);
        match refused {
            Some((what, next)) => folder.is_refused(&[what, next]),
            None => Server::start(&folder, &[]).expect("it starts").stop(),
        }
    }
}

#[test]
fn what_an_operator_accepts_goes_on_and_need_not_be_said_again() {
    let Copies { older, newer } = &*COPIES;
    for (journal, vault, flag, other) in [
        (newer, older, "--accept-older-vault", "--accept-older-journal"),
        (older, newer, "--accept-older-journal", "--accept-older-vault"),
    ] {
        let folder = Folder::of(journal, vault, None);
        assert!(Server::start(&folder, &[other]).is_err(), "{other} is not {flag}");
        Server::start(&folder, &[flag]).expect("it goes on").stop();
        let server = Server::start(&folder, &[]).expect("it is remembered");
        server.send_in(3);
        server.stop();
        assert!(folder.0.join("lost-identifiers.csv").exists());
    }
}

/// Handles alone are lost: they are found again, and nobody gets a second number.
#[test]
fn whoever_was_known_gets_the_same_number_when_only_handles_were_lost() {
    let newer = &COPIES.newer;
    let folder = Folder::of(newer, newer, None);
    let server = Server::start(&folder, &[]).unwrap();
    let numbers = server.send_in(60);
    server.stop();
    folder.file("vault/vault.db").execute_batch("DELETE FROM handles; DELETE FROM new_handles").unwrap();
    folder.is_refused(&["it lacks the handle of an identifier"]);
    let server = Server::start(&folder, &["--accept-older-vault"]).expect("it goes on");
    assert_eq!(server.send_in(60), numbers);
    server.stop();
    assert_eq!(std::fs::read_to_string(folder.0.join("lost-identifiers.csv")).unwrap(), "event;person\n");
}

#[test]
fn damage_and_parts_of_another_registry_are_refused_for_good() {
    let newer = &COPIES.newer;
    let other = Folder::new();
    Server::start(&other, &[]).unwrap().stop();
    let other = files_under(&other.0, Path::new(""));
    let belongs = "the vault belongs to another journal";
    Folder::of(&other, newer, None).is_refused(&[belongs]);
    Folder::of(newer, newer, Some(&other)).is_refused(&["data/cache belong to another journal"]);
    Folder::of(newer, &Vec::new(), None).is_refused(&["the vault is new"]);
    for (damage, said) in [
        ("DELETE FROM journal WHERE position = 35", "event 35 is missing from the journal"),
        ("UPDATE journal SET event = (SELECT event FROM journal WHERE position = 3) WHERE position = 35", "event 35"),
        ("DELETE FROM journal", "the journal is empty, and the vault has seen event"),
    ] {
        let folder = Folder::of(newer, newer, None);
        folder.journal().execute_batch(damage).unwrap();
        folder.is_refused(&[said]);
        let flags = ["--accept-older-vault", "--accept-older-journal", "--accept-clock"];
        assert!(Server::start(&folder, &flags).is_err(), "{damage}");
    }
}

#[test]
fn a_second_process_is_refused_though_the_lock_file_was_deleted_and_the_first_goes_on() {
    let newer = &COPIES.newer;
    let folder = Folder::of(newer, newer, Some(newer));
    let server = Server::start(&folder, &[]).expect("it starts");
    std::fs::remove_file(folder.0.join("lock")).unwrap();
    let start = Server::start(&folder, &[]).err().expect("it starts");
    for said in [start, folder.refuses(&["rebuild"])] {
        assert!(said.contains("the data folder is in use by another process"), "{said}");
    }
    server.send_in(3);
    server.stop();
}

#[test]
fn copies_that_are_made_while_it_runs_are_whole_and_an_operator_is_asked() {
    let newer = &COPIES.newer;
    let folder = Folder::of(newer, newer, None);
    let server = Server::start(&folder, &[]).unwrap();
    server.send_in(20);
    let copy = |part: &str| {
        let to = folder.0.join(format!("{part}.copy"));
        folder.file(&format!("{part}/{part}.db")).execute("VACUUM INTO ?1", [to.to_str().unwrap()]).unwrap();
        (PathBuf::from(format!("{part}/{part}.db")), std::fs::read(to).unwrap())
    };
    // Journal first, vault second, and work goes on in between.
    let journal = copy("journal");
    server.send_in(40);
    server.stop();
    let vault = copy("vault");
    let pair = Folder::of(&vec![journal], &vec![vault], None);
    let verified = Command::new(BINARY).arg("verify").arg("--data").arg(&pair.0).output().unwrap();
    let said = String::from_utf8(verified.stdout).unwrap();
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stderr));
    assert!(said.contains("events were recorded after this journal was copied"), "{said}");
    pair.is_refused(&["--accept-older-journal"]);
    Server::start(&pair, &["--accept-older-journal"]).expect("it goes on").stop();
    Server::start(&pair, &[]).expect("it is remembered").stop();
}
