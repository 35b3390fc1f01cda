//! Texts that people read stand in `crates/texts/locales`, and each of them is used.

use std::path::Path;

use crate::source::source_files;
use crate::top;

/// Keys that are put together from a code, so that they stand nowhere as a whole.
const PUT_TOGETHER: [&str; 56] = [
    "key-",
    "apart-",
    "reopen-",
    "review-done-",
    "undo-",
    "kept-because-",
    "queue-",
    "register-waiting",
    "cause-",
    "next-",
    "hint-",
    "conflict-",
    "row-refusal-",
    "status-",
    "rows-",
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
    "reverse-",
    "rule-",
    "row-cause-",
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
