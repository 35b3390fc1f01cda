//! The texts: the same in every language, every one used, every one there.

use std::collections::BTreeSet;
use std::path::Path;

use fluent_bundle::FluentResource;

use crate::staff::texts::{Lang, Texts};

/// Keys that are put together from a code, so that they stand nowhere as a whole.
const PUT_TOGETHER: [&str; 20] = [
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
    "way-",
    "identifier-",
    "refusal-page-",
    "identified-",
    "look-",
    "result-",
];

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
fn every_text_is_used() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut used = String::new();
    collected(&top.join("templates"), &mut used);
    collected(&top.join("src/staff"), &mut used);
    let unused: Vec<String> = keys(Lang::Fi)
        .into_iter()
        .filter(|key| !used.contains(&format!("\"{key}\"")))
        .filter(|key| !PUT_TOGETHER.iter().any(|beginning| key.starts_with(beginning)))
        .collect();
    assert_eq!(unused, Vec::<String>::new());
}

#[test]
fn every_code_has_words_and_every_cause_a_help_page() {
    use app::rules::Cause;
    use events::codes::*;
    fn all<T: ToString>(list: &str, codes: &[T]) -> Vec<String> {
        codes.iter().map(|code| format!("{list}-{}", code.to_string())).collect()
    }
    let mut wanted: Vec<String> = [
        all("conflict", ConflictKind::ALL),
        all("row-refusal", RowRefusal::ALL),
        all("hint", Hint::ALL),
        all("channel", Channel::ALL),
        all("reason", Reason::ALL),
        all("origin", Origin::ALL),
        all("fate", HetuFate::ALL),
        all("way", IdentificationWay::ALL),
        all("identifier", IdentifierKind::ALL),
    ]
    .concat();
    wanted.extend(Cause::all().flat_map(|cause| [format!("cause-{}", cause.name()), format!("next-{}", cause.name())]));
    for lang in Lang::ALL {
        let missing: Vec<&String> = wanted.iter().filter(|key| !Texts(lang).has(key)).collect();
        assert!(missing.is_empty(), "{lang:?}: {missing:?}");
        for cause in Cause::all() {
            let help = crate::staff::words::CauseWords::of(&Texts(lang), cause).help;
            let page = help.rsplit('/').next().unwrap_or_default();
            assert!(crate::staff::help::exists(page), "{page}");
        }
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
    assert!(Texts(Lang::Fi).get("no-such-text").starts_with(crate::staff::texts::MISSING));
    assert!(Texts(Lang::Fi).get("paging-range").starts_with(crate::staff::texts::MISSING), "it lacks its values");
}
