//! What every page keeps to. With `PAGES_FOLDER` set the pages are written there to be looked at in a browser.

use super::markup::faults;
use super::samples::{PEOPLE, all, gone, hetu};
use crate::staff::assets;
use crate::staff::search::Term;
use texts::{Lang, MISSING};

/// Largest page in bytes.
const LARGEST: usize = 100 * 1024;

#[test]
fn no_text_is_missing_on_any_page_in_any_language() {
    for lang in Lang::ALL {
        for (name, html) in all(lang) {
            let missing = html.split(MISSING).nth(1).and_then(|rest| rest.split('⟧').next());
            assert_eq!(missing, None, "{name} in {lang:?}");
        }
    }
}

#[test]
fn pages_are_well_made_for_those_who_listen_and_for_those_who_type() {
    for lang in Lang::ALL {
        for (name, html) in all(lang) {
            assert_eq!(faults(&html, lang.code()), Vec::<String>::new(), "{name} in {lang:?}");
        }
    }
}

#[test]
fn no_page_is_large_and_none_loads_anything_from_elsewhere_or_inline() {
    for (name, html) in all(Lang::Fi) {
        assert!(html.len() <= LARGEST, "{name}: {} bytes", html.len());
        for forbidden in ["style=", "onclick", "<style", "http-equiv", "src=\"http", "href=\"http"] {
            assert!(!html.contains(forbidden), "{name} contains {forbidden}");
        }
        assert_eq!(html.matches("<script").count(), 1, "{name}");
        assert!(html.contains(assets::script()) && html.contains(assets::style()), "{name}");
    }
}

#[test]
fn addresses_and_titles_hold_nothing_personal() {
    let mut personal: Vec<String> =
        PEOPLE.iter().flat_map(|(a, b)| [*a, *b]).filter(|name| !name.is_empty()).map(str::to_owned).collect();
    personal.extend([hetu(901), hetu(902), hetu(903)].map(|hetu| hetu.as_str().to_owned()));
    for (name, html) in all(Lang::Sv) {
        for attribute in ["href=\"", "action=\"", "<title>"] {
            for value in html.split(attribute).skip(1).filter_map(|rest| rest.split(['"', '<']).next()) {
                let found = personal.iter().any(|text| value.contains(text.as_str()));
                assert!(!found, "{name}: an address or title holds personal data");
            }
        }
    }
}

#[test]
fn the_user_id_of_a_sending_service_is_never_shown() {
    for (name, html) in all(Lang::En) {
        assert!(!html.contains("secret-service-user"), "{name}");
        // The same for the one in the history: the official who looks is no auditor.
        assert!(!html.contains("99999999999"), "{name}");
    }
}

#[test]
fn a_search_that_cannot_be_opened_is_said_to_be_gone() {
    assert!(gone() == Term::Gone);
    let narrowed = all(Lang::En).into_iter().find(|(name, _)| name == "report-narrowed").unwrap().1;
    assert!(narrowed.contains("can no longer be opened"));
    assert!(narrowed.contains("digits only"));
    assert!(narrowed.contains("in the future"));
}

#[test]
fn pages_can_be_written_to_be_looked_at() {
    let Some(folder) = std::env::var_os("PAGES_FOLDER").map(std::path::PathBuf::from) else { return };
    for lang in Lang::ALL {
        let folder = folder.join(lang.code());
        std::fs::create_dir_all(&folder).unwrap();
        for (name, html) in all(lang) {
            std::fs::write(folder.join(format!("{name}.html")), html).unwrap();
        }
    }
    assets::write_to(&folder);
}
