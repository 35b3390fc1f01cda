//! `history` and `verify` beside a process that uses the data folder, and commands whose reader has had enough.

#![allow(clippy::unwrap_used, reason = "a broken assumption must fail the test")]

use std::io::Read;
use std::process::{Command, Stdio};

use events::Tag;
use oppijaloki::data::{Data, DataArguments};

use super::verify::{BINARY, Folder};

/// What a command says on standard output and standard error, and whether it ended well.
fn run(folder: &Folder, arguments: &[&str]) -> (String, String, bool) {
    let done = Command::new(BINARY).args(arguments).arg("--data").arg(&folder.0).env("LC_ALL", "C").output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (text(done.stdout), text(done.stderr), done.status.success())
}

#[test]
fn history_and_verify_read_beside_the_process_that_uses_the_folder() {
    let folder = Folder::with_people();
    let registered = folder.event_at(folder.first("PersonRegistered"));
    let somebody = registered.tags.iter().find_map(Tag::person).unwrap().to_string();
    let server = Data::open(&DataArguments { data: Some(folder.0.clone()), config: None }).unwrap();

    let (said, notices, well) = run(&folder, &["verify"]);
    assert!(well, "{notices}");
    for proven in ["journal ", "vault ", "events ", "keys ", "claims ", "rows ", "index ", "read "] {
        assert!(said.lines().any(|line| line.starts_with(proven)), "{proven}is not said:\n{said}");
    }
    let (said, notices, well) = run(&folder, &["history", &somebody]);
    assert!(well && notices.contains("personal data"), "{notices}");
    assert!(said.contains("The learner was registered and got an OID") && said.contains("Row 1"), "{said}");
    let (said, _, _) = run(&folder, &["history", &somebody, "--lang", "fi"]);
    assert!(said.contains("Oppija rekisteröitiin") && said.contains("Tekijä: "), "{said}");

    let (_, refused, well) = run(&folder, &["rebuild"]);
    assert!(!well && refused.contains("in use"), "{refused}");
    let left = std::fs::read_dir(folder.0.join("cache")).unwrap().flatten();
    assert!(left.into_iter().all(|entry| !entry.file_name().to_string_lossy().starts_with("beside")));
    drop(server);
    assert!(run(&folder, &["verify"]).2, "nothing of the folder was touched");
}

#[test]
fn a_reader_who_has_had_enough_is_no_fault() {
    let folder = Folder::with_people();
    let data = folder.0.to_str().unwrap();
    for arguments in [&["config"][..], &["verify", "--data", data]] {
        let mut child =
            Command::new(BINARY).args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let mut said = String::new();
        child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        assert!(child.wait().unwrap().success() && said.is_empty(), "{arguments:?}: {said}");
    }
}
