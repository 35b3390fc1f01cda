//! Does the call name (*kutsumanimi*) belong to the first names?
//!
//! Two rules, because ONR has two: a lenient one wherever persons are created or edited and names come from VTJ (3.2,
//! `KutsumanimiValidator`), and a strict one on the general-identifier paths (3.1, `/yleistunniste`). Imports on
//! `/oppija` check neither. Letter case never matters; marks do: *Maria* is no call name of *Mária*.

use crate::normalise::{fold, parts};

/// Whether the call name is the first names as a whole or any run of consecutive names among them (ONR 3.2).
///
/// Names end at spaces, or at spaces and hyphens: of *Aino Helmi-Maria* fit *Aino*, *Helmi-Maria*, *Helmi*, *Maria*,
/// *Helmi Maria*, *Aino Helmi* and the whole; *Aino Maria* does not, as *Helmi* stands between. Ours: superfluous white
/// space is overlooked on both sides. A blank call name fits blank first names alone.
pub fn call_name_fits(call_name: &str, first_names: &str) -> bool {
    let (call_name, first_names) = (fold(call_name), fold(first_names));
    if call_name.is_empty() {
        return first_names.is_empty();
    }
    // A space on either side turns "is a run of whole names" into a plain text search.
    let wanted = format!(" {call_name} ");
    let with_hyphens = format!(" {first_names} ");
    if with_hyphens.contains(&wanted) {
        return true;
    }
    let mut without_hyphens = String::with_capacity(with_hyphens.len());
    for name in parts(&first_names) {
        without_hyphens.push(' ');
        without_hyphens.push_str(name);
    }
    without_hyphens.push(' ');
    without_hyphens.contains(&wanted)
}

/// Whether the call name is a single name and one of the first names, or one part of a hyphenated one (ONR 3.1).
///
/// Of *Aino Helmi-Maria* these are *Aino*, *Helmi-Maria*, *Helmi* and *Maria*. A call name with white space in it is not
/// a single name, and neither is a blank one.
pub fn call_name_is_one_of(call_name: &str, first_names: &str) -> bool {
    if call_name.contains(char::is_whitespace) {
        return false;
    }
    let (call_name, first_names) = (fold(call_name), fold(first_names));
    !call_name.is_empty()
        && (first_names.split(' ').any(|name| name == call_name) || parts(&first_names).any(|part| part == call_name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FIRST_NAMES: &str = "Aino Helmi-Maria";

    #[test]
    fn every_run_of_consecutive_names_fits() {
        for call_name in [
            "Aino",
            "Helmi-Maria",
            "Aino Helmi-Maria",
            "Helmi",
            "Maria",
            "Helmi Maria",
            "Aino Helmi",
            "aino helmi maria",
        ] {
            assert!(call_name_fits(call_name, FIRST_NAMES), "{call_name}");
        }
    }

    #[test]
    fn names_that_do_not_stand_together_do_not_fit() {
        for call_name in ["Aino Maria", "Maria Aino", "Helm", "Ain", "Maria-Helmi", "Aino-Helmi", "Annikki", "", "-"] {
            assert!(!call_name_fits(call_name, FIRST_NAMES), "{call_name}");
        }
    }

    #[test]
    fn letter_case_and_composition_do_not_matter_but_marks_do() {
        assert!(call_name_fits("ÄÄNI", "Ääni"));
        assert!(call_name_fits("A\u{308}a\u{308}ni", "Ääni"));
        assert!(!call_name_fits("Aani", "Ääni"));
        assert!(call_name_is_one_of("ÄÄNI", "Eino Ääni"));
        assert!(!call_name_is_one_of("Aani", "Eino Ääni"));
    }

    #[test]
    fn superfluous_spaces_are_overlooked() {
        assert!(call_name_fits(" Helmi  Maria ", "Aino   Helmi Maria"));
    }

    #[test]
    fn a_blank_call_name_fits_blank_first_names_alone() {
        assert!(call_name_fits(" ", ""));
        assert!(!call_name_fits("Aino", " "));
        assert!(!call_name_is_one_of("", ""));
    }

    #[test]
    fn the_strict_rule_takes_single_names_only() {
        for call_name in ["Aino", "Helmi-Maria", "Helmi", "MARIA"] {
            assert!(call_name_is_one_of(call_name, FIRST_NAMES), "{call_name}");
        }
        for call_name in ["Helmi Maria", "Aino Helmi-Maria", "Helmi - Maria", " Aino", "Hel", "Aino-Helmi", "-", ""] {
            assert!(!call_name_is_one_of(call_name, FIRST_NAMES), "{call_name}");
        }
    }

    #[test]
    fn a_very_long_name_is_searched_once() {
        // Ten thousand letters of the worst kind: every beginning is promising.
        let first_names = "a ".repeat(5_000);
        assert!(!call_name_fits(&format!("{}b", "a ".repeat(2_500)), &first_names));
        assert!(call_name_fits(&"a ".repeat(2_500), &first_names));
    }

    proptest! {
        #[test]
        fn first_names_are_always_their_own_call_name(first_names in any::<String>()) {
            prop_assert!(call_name_fits(&first_names, &first_names));
        }

        #[test]
        fn what_the_strict_rule_takes_the_lenient_one_takes(
            call_name in "[ab -]{0,5}", first_names in "[ab -]{0,12}",
        ) {
            prop_assert!(!call_name_is_one_of(&call_name, &first_names) || call_name_fits(&call_name, &first_names));
        }

        #[test]
        fn any_text_gets_an_answer(call_name in any::<String>(), first_names in any::<String>()) {
            call_name_fits(&call_name, &first_names);
            call_name_is_one_of(&call_name, &first_names);
        }
    }
}
