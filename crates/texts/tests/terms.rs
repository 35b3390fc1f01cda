//! The texts and the help pages keep to the list of terms: one word for each thing.

#![allow(clippy::unwrap_used, reason = "a broken assumption must fail the test")]

use std::path::Path;

use texts::Lang;

/// Whole words or phrases, whatever the letter case.
fn says(text: &str, phrase: &str) -> bool {
    let (text, phrase) = (text.to_lowercase(), phrase.to_lowercase());
    let inside = |at: Option<char>| at.is_some_and(char::is_alphabetic);
    text.match_indices(&phrase).any(|(at, _)| {
        let (before, behind) = (text[..at].chars().next_back(), text[at + phrase.len()..].chars().next());
        !inside(before) && !inside(behind)
    })
}

/// What is read in a language: texts without their keys, and the help pages.
fn read(lang: Lang) -> String {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let texts = std::fs::read_to_string(top.join("locales").join(format!("{}.ftl", lang.code()))).unwrap();
    let said = texts.lines().filter(|line| !line.starts_with('#'));
    let mut read: String =
        said.map(|line| line.split_once(" = ").map_or(line, |(_, said)| said).to_owned() + "\n").collect();
    for page in std::fs::read_dir(top.join("../../docs/staff").join(lang.code())).unwrap() {
        read += &std::fs::read_to_string(page.unwrap().path()).unwrap();
    }
    read
}

#[test]
fn texts_and_help_pages_keep_to_the_list_of_terms() {
    let terms = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/staff/terms.md");
    let terms = std::fs::read_to_string(terms).unwrap();
    let lines = terms.lines().filter(|line| line.starts_with("| ") && !line.contains("Suomi"));
    let rows: Vec<Vec<&str>> = lines.map(|line| line.trim_matches('|').split('|').map(str::trim).collect()).collect();
    assert!(rows.len() > 15 && rows.iter().all(|row| row.len() == 6));
    for (lang, column) in Lang::ALL.into_iter().zip(3..) {
        let read = read(lang);
        for phrase in rows.iter().flat_map(|row| row[column].split(", ")).filter(|phrase| !phrase.is_empty()) {
            assert!(!says(&read, phrase), "{lang:?}: {phrase} is not the word, see docs/staff/terms.md");
        }
    }
}
