//! `docs/operations/attacks.md` names tests that exist.

use std::collections::BTreeSet;

use crate::source::source_files;
use crate::top;

/// What stands between backticks and names a test or a module of tests.
fn named(page: &str) -> Vec<&str> {
    page.split('`').skip(1).step_by(2).filter(|code| code.contains("::") && !code.contains(' ')).collect()
}

#[test]
fn every_test_that_holds_a_line_of_attack_exists() {
    let page = std::fs::read_to_string(top().join("docs/operations/attacks.md")).expect("the page");
    let (mut functions, mut modules) = (BTreeSet::new(), BTreeSet::new());
    for file in source_files() {
        let text = std::fs::read_to_string(&file).expect("a source file");
        let after = |word: &str| -> Vec<String> {
            let name = |rest: &str| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            text.split(word).skip(1).map(name).collect()
        };
        functions.extend(after("fn "));
        modules.extend(after("mod "));
        modules.extend(file.file_stem().map(|stem| stem.to_string_lossy().into_owned()));
    }
    let named = named(&page);
    assert!(named.len() > 50, "the page names no tests");
    for test in named {
        let parts: Vec<&str> = test.split("::").collect();
        let (last, before) = parts.split_last().expect("a part");
        let exists = if *last == "…" { true } else { functions.contains(*last) };
        let in_module = before.iter().all(|module| modules.contains(*module));
        assert!(exists && in_module, "docs/operations/attacks.md names {test}, which is not there");
    }
}
