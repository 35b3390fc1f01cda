//! What every source file keeps to.

use std::path::{Path, PathBuf};

use crate::top;

/// A file longer than this has more than one subject.
const LONGEST_FILE: usize = 400;

/// Every source file of the repository.
pub fn source_files() -> Vec<PathBuf> {
    let mut files = Vec::new();
    for folder in ["crates", "projections", "tests", "fuzz"] {
        collect(&top().join(folder), &mut files);
    }
    assert!(files.len() > 50, "the sources were not found");
    files
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.map(|entry| entry.expect("an entry").path()) {
        if path.is_dir() && !path.ends_with("target") && !path.ends_with("node_modules") {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

fn each(check: impl Fn(&str) -> Option<String>) {
    let mut found = Vec::new();
    for file in source_files() {
        let text = std::fs::read_to_string(&file).expect("a source file");
        found.extend(check(&text).map(|fault| format!("{}: {fault}", file.display())));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn files_stay_short() {
    each(|text| {
        let lines = text.lines().count();
        (lines > LONGEST_FILE).then(|| format!("{lines} lines, {LONGEST_FILE} at most"))
    });
}

#[test]
fn every_file_begins_by_saying_what_it_is_for() {
    each(|text| (!text.starts_with("//!")).then(|| "does not begin with a module comment".to_owned()));
}

#[test]
fn nothing_unfinished_is_left() {
    // Put together at run time, so that this file does not contain them.
    let marks = [
        concat!("FIX", "ME"),
        concat!("XX", "X:"),
        concat!("TO", "DO"),
        concat!("#[ign", "ore"),
        concat!("place", "holder\n"),
    ];
    each(|text| marks.iter().find(|mark| text.contains(**mark)).map(|mark| format!("contains {mark}")));
}

#[test]
fn tests_do_not_sleep() {
    let mut files = Vec::new();
    collect(&top().join("tests"), &mut files);
    for file in files.iter().filter(|file| !file.ends_with("guards/source.rs")) {
        let text = std::fs::read_to_string(file).expect("a test file");
        // A pause between two looks is no synchronisation; it is spelled out in one place.
        if !file.ends_with("support/wait.rs") {
            assert!(!text.contains(concat!("sle", "ep(")), "{} sleeps; wait for what it needs", file.display());
        }
    }
}
