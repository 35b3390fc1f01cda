//! Texts that people read stand in `crates/texts/locales`, and each of them is used.

use std::path::Path;

use crate::source::source_files;
use crate::top;

/// Keys that are put together from a code, so that they stand nowhere as a whole.
const PUT_TOGETHER: &[&str] = &[
    "key-",
    "apart-",
    "reopen-",
    "request-",
    "requests-",
    "review-done-",
    "undo-",
    "kept-because-",
    "queue-",
    "register-waiting",
    "cause-",
    "next-",
    "advice-",
    "passive-first-",
    "approvals-done-",
    "hint-",
    "conflict-",
    "row-refusal-",
    "row-fault-",
    "status-",
    "rows-",
    "access-with",
    "column-",
    "label-",
    "event-",
    "channel-",
    "reason-",
    "origin-",
    "fate-",
    "link-reason-",
    "way-",
    "identifier-",
    "refusal-page-",
    "identified-",
    "look-",
    "result-",
    "problem-",
    "refused-",
    "command-",
    // Fields and forms of what officials do.
    "field-",
    "done-",
    "edit-",
    "former-",
    "contact-kind-",
    "passivation-",
    "add-hetu-",
    "replace-hetu-",
    "remove-hetu-",
    "correct-details-",
    "identify-by-hand-",
    "ask-register-",
    "passivate-",
    "reactivate-",
    "override-",
    "refresh-",
    "revoke-",
    "verified-with-",
    "user-",
    "comparison-",
    "link-",
    "merge-",
    "reverse-",
    "separate-",
    "rule-",
    "row-cause-",
    "funnel-",
    "compare-",
    "access-refused-",
];

fn keys() -> Vec<String> {
    let finnish = std::fs::read_to_string(top().join("crates/texts/locales/fi.ftl")).expect("the Finnish texts");
    let key = |line: &str| {
        let begins = line.starts_with(|first: char| first.is_ascii_alphabetic());
        begins.then(|| line.split(" =").next().unwrap_or_default().to_owned())
    };
    finnish.lines().filter_map(key).collect()
}

fn collected(folder: &Path, text: &mut String) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collected(&path, text);
        } else {
            text.push_str(&std::fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn every_text_is_used() {
    let mut used = String::new();
    collected(&top().join("crates/web/templates"), &mut used);
    for file in source_files().iter().filter(|file| !file.starts_with(top().join("tests"))) {
        used.push_str(&std::fs::read_to_string(file).expect("a source file"));
    }
    let mut unused = keys();
    unused.retain(|key| !used.contains(&format!("\"{key}\"")));
    unused.retain(|key| !PUT_TOGETHER.iter().any(|beginning| key.starts_with(beginning)));
    assert_eq!(unused, Vec::<String>::new());
}

/// Words that stand in nearly every Finnish or Swedish sentence, and in no English one.
const FOREIGN: [&str; 18] = [
    "ja",
    "ei",
    "tai",
    "että",
    "joka",
    "oppija",
    "oppijan",
    "hetua",
    "rivi",
    "rivit",
    "och",
    "inte",
    "är",
    "för",
    "som",
    "eller",
    "studerande",
    "uppgifter",
];

/// Where such words are no texts of ours: messages of the existing registry, word for word, and invented names.
const WORDS_OF_OTHERS: [&str; 5] = [
    "crates/web/src/onr",
    "crates/vtj/src/population",
    "crates/cli/src/generate",
    "crates/cli/src/commands/demo",
    "crates/matching",
];

#[test]
fn no_sentence_in_finnish_or_swedish_stands_in_code() {
    let mut found = Vec::new();
    let folders = ["crates", "projections"].map(|folder| top().join(folder));
    let files = source_files().into_iter().filter(|file| folders.iter().any(|folder| file.starts_with(folder)));
    let own = files.filter(|file| !WORDS_OF_OTHERS.iter().any(|folder| file.starts_with(top().join(folder))));
    for file in own.filter(|file| !file.to_string_lossy().contains("tests")) {
        let text = std::fs::read_to_string(&file).expect("a source file");
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let phrases = code.lines().filter(|line| !line.trim_start().starts_with("//")).flat_map(phrases);
        found.extend(phrases.filter(|phrase| is_foreign(phrase)).map(|phrase| format!("{}: {phrase}", file.display())));
    }
    assert_eq!(found, Vec::<String>::new(), "texts stand in crates/texts/locales");
}

#[test]
fn sentences_are_told_from_codes_and_addresses() {
    assert!(phrases(r#"f("Rivi \"a\" hylättiin", x)"#).any(|phrase| is_foreign(&phrase)));
    assert!(phrases(r#"get("Den studerande finns")"#).any(|phrase| is_foreign(&phrase)));
    assert!(!phrases(r#"at("/oppija/ja", "ei-numero", "the row was refused")"#).any(|phrase| is_foreign(&phrase)));
}

/// The literals of a line that have a blank in them.
fn phrases(line: &str) -> impl Iterator<Item = String> + use<> {
    let whole = line.replace("\\\"", "'");
    let literals: Vec<String> = whole.split('"').skip(1).step_by(2).map(str::to_owned).collect();
    literals.into_iter().filter(|literal| literal.trim().contains(' '))
}

fn is_foreign(phrase: &str) -> bool {
    let mut words = phrase.split(|letter: char| !letter.is_alphabetic()).map(str::to_lowercase);
    phrase.chars().any(|letter| "äöåÄÖÅ".contains(letter)) || words.any(|word| FOREIGN.contains(&word.as_str()))
}
