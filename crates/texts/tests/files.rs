//! The texts: the same in every language, without faults; numbers and plurals as each language has them.

#![allow(clippy::unwrap_used, reason = "a broken assumption must fail the test")]

use std::collections::BTreeSet;
use std::path::Path;

use fluent_bundle::FluentResource;
use texts::{Lang, MISSING, Texts};

fn source(lang: Lang) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales");
    std::fs::read_to_string(folder.join(format!("{}.ftl", lang.code()))).unwrap()
}

fn keys(lang: Lang) -> Vec<String> {
    let text = source(lang);
    let key = |line: &str| {
        let begins = line.starts_with(|first: char| first.is_ascii_alphabetic());
        begins.then(|| line.split(" =").next().unwrap_or_default().to_owned())
    };
    text.lines().filter_map(key).collect()
}

#[test]
fn the_files_are_without_faults_and_hold_the_same_keys() {
    let finnish: BTreeSet<String> = keys(Lang::Fi).into_iter().collect();
    assert!(finnish.len() > 200, "{}", finnish.len());
    for lang in Lang::ALL {
        let faults = FluentResource::try_new(source(lang)).err().map(|(_, faults)| faults);
        assert!(faults.is_none(), "{lang:?}: {faults:?}");
        let list = keys(lang);
        let set: BTreeSet<String> = list.iter().cloned().collect();
        assert_eq!(set.len(), list.len(), "a key stands twice in {lang:?}");
        assert_eq!(set, finnish, "{lang:?}");
        assert!(set.iter().all(|key| Texts(lang).has(key)), "{lang:?}");
    }
}

#[test]
fn numbers_are_grouped_and_plurals_chosen() {
    assert_eq!(Texts(Lang::Fi).number(1_234_567_u64), "1\u{a0}234\u{a0}567");
    assert_eq!(Texts(Lang::En).number(1_234_u32), "1,234");
    assert_eq!(Texts(Lang::En).number(999_u32), "999");
    assert_eq!(Texts(Lang::En).count("paging-total", 1_u32), "1 row in all");
    assert_eq!(Texts(Lang::Sv).count("paging-total", 2_000_u32), "Sammanlagt 2\u{a0}000 rader");
}

#[test]
fn a_missing_text_is_marked_so_that_no_test_overlooks_it() {
    assert!(Texts(Lang::Fi).get("no-such-text").starts_with(MISSING));
    assert!(Texts(Lang::Fi).get("paging-range").starts_with(MISSING), "it lacks its values");
}
