//! Are two people's names similar enough: to identify a learner from the register, or to be no contradiction.
//!
//! Two rules of ONR 4.5. The full one decides on automatic identification and forgives a former surname and swapped
//! fields; the reduced one, used where a row or a look-up meets a person we hold, forgives neither. Call names are never
//! compared, nor are birth date and sex, which follow from the hetu.

use serde::Serialize;

use crate::grade::nearly_same;
use crate::names::NormalNames;
use crate::normalise::{name, parts};
use crate::similarity::{SIMILAR_ENOUGH, compared, similarity};
use crate::{HeldNames, Names};

/// What a comparison of names says (design, section 5 "Identification").
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Similar enough for automatic identification.
    Same,
    /// Not similar enough to decide alone, but near enough for an official to override with the register's names.
    NearlySame,
    /// Another name: anyone who overrides says with whom the hetu and the name were verified (OPH's instructions).
    ClearlyDifferent,
}

/// How two people's names compare, and why. Holds no names. Both similarities reach 0.85 exactly when the verdict is
/// *same*.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// The outcome.
    pub verdict: Verdict,
    /// The names fit, or nearly, only with first names and surname in each other's place.
    pub swapped: bool,
    /// The surname fits one of the register's former surnames, and not the present one.
    pub former_surname: bool,
    /// The best similarity of the surname with any of the register's, present or former.
    pub surname_similarity: f32,
    /// 1 when the register's first names contain ours, else the best similarity of any two single names.
    pub first_names_similarity: f32,
}

/// Compares our names with the register's by the full rule (ONR 4.5, identification).
///
/// Same when surname and first names both fit, or do so with our two fields swapped. The surname fits the present or any
/// former surname as one whole; double names are not split. First names fit when the register's contain ours, even
/// inside a word, or when any two single names are similar.
///
/// Ours: a blank name (see [`crate::is_blank`]) fits nothing but a blank one in the same place, and names that are blank
/// altogether fit nothing: a hetu alone must identify nobody. Two blank surnames fit each other (Lucene scores them 0),
/// or nobody with a single name could be identified. Names that do not fit are graded, see [`Verdict`]. A register that
/// has no names at all is *clearly different*.
pub fn compare_with_register(own: Names<'_>, register: HeldNames<'_>) -> Comparison {
    if own.first_names == register.first_names && own.surname == register.surname && !own.are_blank() {
        return Fit { surname: 1.0, former_surname: false, first_names: 1.0 }.judged(Verdict::Same, false);
    }
    let (first_names, surname) = (name(own.first_names), name(own.surname));
    let register = NormalNames::of(register);

    let straight = register.fit(&first_names, &surname);
    if straight.is_enough() {
        return straight.judged(Verdict::Same, false);
    }
    let swapped = register.fit(&surname, &first_names);
    if swapped.is_enough() {
        return swapped.judged(Verdict::Same, true);
    }
    if nearly_same(&first_names, &surname, &register) {
        return straight.judged(Verdict::NearlySame, false);
    }
    if nearly_same(&surname, &first_names, &register) {
        return swapped.judged(Verdict::NearlySame, true);
    }
    straight.judged(Verdict::ClearlyDifferent, false)
}

/// Whether names that were sent agree with the names we hold, by the reduced rule (ONR 4.5 `namesMatch`: the single
/// look-ups, 409 when it fails). Present surname only, no swapped fields; one first name of several is enough.
///
/// Ours: blank names are compared as in [`compare_with_register`]. ONR finds the empty text inside every name, so that a
/// hetu and a surname alone would pass.
pub fn names_match(sent: Names<'_>, held: HeldNames<'_>) -> bool {
    if sent.first_names == held.first_names && sent.surname == held.surname && !sent.are_blank() {
        return true;
    }
    let held = NormalNames::of(HeldNames { former_surnames: &[], ..held });
    held.fit(&name(sent.first_names), &name(sent.surname)).is_enough()
}

impl NormalNames {
    /// How far normalised names fit these, in the order in which they are given. Names that are blank altogether fit
    /// nothing.
    pub(crate) fn fit(&self, first_names: &str, surname: &str) -> Fit {
        if first_names.is_empty() && surname.is_empty() {
            return Fit { surname: 0.0, former_surname: false, first_names: 0.0 };
        }
        let present = surname_similarity(surname, &self.surname);
        let former = self.former_surnames.iter().map(|former| surname_similarity(surname, former)).fold(0.0, f32::max);
        Fit {
            surname: present.max(former),
            former_surname: present < SIMILAR_ENOUGH && former >= SIMILAR_ENOUGH,
            first_names: first_names_similarity(first_names, &self.first_names),
        }
    }
}

/// How far names fit; the two similarities of a [`Comparison`].
pub(crate) struct Fit {
    surname: f32,
    former_surname: bool,
    first_names: f32,
}

impl Fit {
    pub(crate) fn is_enough(&self) -> bool {
        self.surname >= SIMILAR_ENOUGH && self.first_names >= SIMILAR_ENOUGH
    }

    fn judged(self, verdict: Verdict, swapped: bool) -> Comparison {
        Comparison {
            verdict,
            swapped,
            former_surname: self.former_surname,
            surname_similarity: self.surname,
            first_names_similarity: self.first_names,
        }
    }
}

/// Similarity of whole surnames; two blank ones are equal.
fn surname_similarity(own: &str, register: &str) -> f32 {
    if own == register { 1.0 } else { similarity(own, register) }
}

/// ONR's first-name rule as a number: 1 when the register's text contains ours, else the best pair of single names. A
/// text without a letter (a hyphen, a full stop) says nothing by standing in another; a blank one fits a blank one alone.
fn first_names_similarity(own: &str, register: &str) -> f32 {
    if own == register || (own.chars().any(char::is_alphanumeric) && register.contains(own)) {
        return 1.0;
    }
    let mut best = 0.0_f32;
    for ours in single_names(compared(own)) {
        for theirs in single_names(compared(register)) {
            best = best.max(similarity(ours, theirs));
        }
    }
    best
}

/// The single names in normalised first names: words, and of a hyphenated word its parts as well (ONR 4.5).
fn single_names(first_names: &str) -> impl Iterator<Item = &str> {
    let words = first_names.split(' ').filter(|word| !word.is_empty());
    words.flat_map(|word| std::iter::once(word).chain(parts(word).filter(move |part| *part != word)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn names<'a>(first_names: &'a str, surname: &'a str) -> Names<'a> {
        Names { first_names, surname }
    }

    fn held<'a>(first_names: &'a str, surname: &'a str) -> HeldNames<'a> {
        HeldNames { first_names, surname, former_surnames: &[] }
    }

    fn verdict(own: (&str, &str), register: (&str, &str)) -> Verdict {
        compare_with_register(names(own.0, own.1), held(register.0, register.1)).verdict
    }

    #[test]
    fn the_seed_example_of_a_missing_first_name_is_identified_automatically() {
        assert_eq!(verdict(("Henna Tuulikki", "Mäkelä"), ("Henna Tuulikki Annikki", "Mäkelä")), Verdict::Same);
    }

    #[test]
    fn the_seed_example_of_another_person_is_clearly_different() {
        let found = compare_with_register(names("Henna Tuulikki", "Mäkelä"), held("Tuula Virpi", "Tuomaala"));
        assert_eq!(found.verdict, Verdict::ClearlyDifferent);
        assert!(!found.swapped && !found.former_surname);
        assert!((found.surname_similarity - 0.639).abs() < 0.001, "{found:?}");
        // Tuulikki and Tuula: why the first-name rule alone proves nothing.
        assert!((found.first_names_similarity - 0.86).abs() < 0.001, "{found:?}");
    }

    #[test]
    fn accepted_and_rejected_surnames_are_those_of_onr() {
        for (ours, theirs, same) in [
            ("Karhu", "Karju", true),
            ("Test", "Te", true),
            ("Virtanen", "Lahtinen", false),
            ("Mäkinen", "Mäkelä", false),
            ("Test", "T", false),
        ] {
            assert_eq!(verdict(("Henna", ours), ("Henna", theirs)) == Verdict::Same, same, "{ours}/{theirs}");
            assert_eq!(names_match(names("Henna", ours), held("Henna", theirs)), same, "{ours}/{theirs}");
        }
    }

    #[test]
    fn a_call_name_alone_is_enough() {
        assert_eq!(verdict(("Tuulikki", "Mäkelä"), ("Henna Tuulikki Annikki", "Mäkelä")), Verdict::Same);
        assert_eq!(verdict(("Maria", "Mäkelä"), ("Henna Anna-Maria", "Mäkelä")), Verdict::Same);
        assert!(names_match(names("Tuulikki", "Mäkelä"), held("Henna Tuulikki Annikki", "Mäkelä")));
    }

    #[test]
    fn first_names_may_be_contained_inside_a_word() {
        assert_eq!(verdict(("Anna", "Mäkelä"), ("Hanna-Leena", "Mäkelä")), Verdict::Same);
        assert_eq!(verdict(("Leena", "Mäkelä"), ("Helena Leenamari", "Mäkelä")), Verdict::Same);
        // ONR's rule to the letter, however little it proves.
        assert_eq!(verdict(("Enna", "Mäkelä"), ("Glennard", "Mäkelä")), Verdict::Same);
        assert_eq!(verdict(("Venla", "Mäkelä"), ("Glennard", "Mäkelä")), Verdict::ClearlyDifferent);
    }

    #[test]
    fn hyphenated_first_names_fit_by_their_parts() {
        assert_eq!(verdict(("Anna-Liisa", "Mäkelä"), ("Liisa Marjatta", "Mäkelä")), Verdict::Same);
        assert_eq!(verdict(("Anna Maria", "Mäkelä"), ("Anna-Maria", "Mäkelä")), Verdict::Same);
    }

    #[test]
    fn a_double_surname_is_compared_whole() {
        assert_eq!(verdict(("Henna", "Mäkelä"), ("Henna", "Mäkelä-Virtanen")), Verdict::Same);
        assert_eq!(verdict(("Henna", "Virtanen"), ("Henna", "Mäkelä-Virtanen")), Verdict::NearlySame);
    }

    #[test]
    fn other_alphabets_and_marks_do_not_hinder_identification() {
        for (own, register) in [
            (("Henna", "Makela"), ("HENNA", "MÄKELÄ")),
            (("Natalja", "Ivanova"), ("Наталья", "Иванова")),
            (("Bjorn", "Strauss"), ("Bjørn", "Strauß")),
            (("Aile", "Coddi"), ("Áile", "Čođđi")),
            (("Kjaer", "Oestergaard"), ("Kjær", "Østergaard")),
            (("Annel", "Anar"), ("Áŋŋel", "Anár")),
        ] {
            assert_eq!(verdict(own, register), Verdict::Same, "{own:?} {register:?}");
            assert_eq!(verdict(register, own), Verdict::Same, "{register:?} {own:?}");
        }
    }

    #[test]
    fn a_former_surname_identifies_but_is_no_match_for_a_row() {
        let formers = ["Korhonen".to_owned(), "Mäkelä".to_owned()];
        let register = HeldNames { first_names: "Henna", surname: "Virtanen", former_surnames: &formers };
        let found = compare_with_register(names("Henna", "Makela"), register);
        assert_eq!((found.verdict, found.former_surname, found.swapped), (Verdict::Same, true, false));
        assert_eq!(found.surname_similarity, 1.0);
        assert!(!names_match(names("Henna", "Mäkelä"), register));
        assert!(!compare_with_register(names("Henna", "Virtanen"), register).former_surname);
    }

    #[test]
    fn swapped_fields_identify_but_are_no_match_for_a_row() {
        let found = compare_with_register(names("Mäkelä", "Henna"), held("Henna Tuulikki", "Mäkelä"));
        assert_eq!((found.verdict, found.swapped), (Verdict::Same, true));
        assert!(!names_match(names("Mäkelä", "Henna"), held("Henna Tuulikki", "Mäkelä")));
    }

    #[test]
    fn swapped_fields_and_a_former_surname_together_identify() {
        let formers = ["Mäkelä".to_owned()];
        let register = HeldNames { first_names: "Henna", surname: "Virtanen", former_surnames: &formers };
        let found = compare_with_register(names("Mäkelä", "Henna"), register);
        assert_eq!((found.verdict, found.swapped, found.former_surname), (Verdict::Same, true, true));
    }

    #[test]
    fn a_changed_surname_is_nearly_the_same_and_a_relative_is_not() {
        assert_eq!(verdict(("Henna Tuulikki", "Mäkelä"), ("Henna Tuulikki", "Virtanen")), Verdict::NearlySame);
        assert_eq!(verdict(("Henna Tuulikki", "Mäkelä"), ("Tuomas Olavi", "Mäkelä")), Verdict::ClearlyDifferent);
        let swapped = compare_with_register(names("Mäkelä", "Henna Tuulikki"), held("Henna Tuulikki", "Virtanen"));
        assert_eq!((swapped.verdict, swapped.swapped), (Verdict::NearlySame, true));
    }

    #[test]
    fn a_blank_name_identifies_nobody() {
        for blank in ["", " ", "\u{200b}", "\u{2800}", "\u{301}", "\u{3164}", "-", "."] {
            for own in [(blank, blank), (blank, "Mäkelä"), ("Henna", blank), ("Mäkelä", blank), (blank, "Henna")] {
                assert_ne!(verdict(own, ("Henna", "Mäkelä")), Verdict::Same, "{own:?}");
                assert!(!names_match(names(own.0, own.1), held("Henna-Maria", "Mäkelä")), "{own:?}");
            }
        }
        assert_eq!(verdict(("-", "Mäkelä"), ("Henna-Maria", "Mäkelä")), Verdict::ClearlyDifferent);
    }

    #[test]
    fn blank_names_never_agree() {
        for (own, register) in
            [(("", ""), ("", "")), (("\u{200b}", " "), ("", "\u{3164}")), (("\u{301}", ""), ("\u{301}", ""))]
        {
            assert_eq!(verdict(own, register), Verdict::ClearlyDifferent);
            assert!(!names_match(names(own.0, own.1), held(register.0, register.1)));
        }
    }

    #[test]
    fn a_person_with_a_single_name_can_be_identified() {
        assert_eq!(verdict(("Sukarno", ""), ("SUKARNO", " ")), Verdict::Same);
        assert!(names_match(names("Sukarno", ""), held("SUKARNO", " ")));
        assert_eq!(verdict(("", "Sukarno"), ("\u{3164}", "SUKARNO")), Verdict::Same);
    }

    #[test]
    fn a_register_without_names_identifies_nobody() {
        assert_eq!(verdict(("Henna", "Mäkelä"), ("", "")), Verdict::ClearlyDifferent);
    }

    #[test]
    fn a_look_up_without_first_names_learns_nothing() {
        assert!(!names_match(names("", "Mäkelä"), held("Henna", "Mäkelä")));
        assert!(!names_match(names(" ", ""), held("Henna", "Mäkelä")));
        assert!(!names_match(names("Henna", "Mäkelä"), held("", "Mäkelä")));
    }

    #[test]
    fn ten_thousand_letters_are_compared_too() {
        let (many, long) = ("ab ".repeat(5_000), "ö".repeat(10_000));
        assert_eq!(verdict((&many, &long), ("Henna", "Mäkelä")), Verdict::ClearlyDifferent);
        assert_eq!(
            verdict((&many, &long), ("ac ".repeat(5_000).as_str(), &"ä".repeat(10_000))),
            Verdict::ClearlyDifferent
        );
        assert_eq!(verdict((&many, &long), (&many.to_uppercase(), &long)), Verdict::Same);
    }

    proptest! {
        #[test]
        fn any_text_gets_an_answer(a in any::<String>(), b in any::<String>(), c in any::<String>(), d in any::<String>()) {
            let register = HeldNames { first_names: &c, surname: &d, former_surnames: std::slice::from_ref(&a) };
            let found = compare_with_register(names(&a, &b), register);
            prop_assert!((0.0..=1.0).contains(&found.surname_similarity));
            prop_assert!((0.0..=1.0).contains(&found.first_names_similarity));
            names_match(names(&a, &b), register);
        }

        #[test]
        fn identical_names_are_always_the_same(a in any::<String>(), b in any::<String>()) {
            // A space more, so that the short cut for equal text is not all that is tested.
            let spaced = format!("{a} ");
            let named = !names(&a, &b).are_blank();
            for first_names in [&a, &spaced] {
                let verdict = compare_with_register(names(first_names, &b), held(&a, &b)).verdict;
                prop_assert_eq!(verdict == Verdict::Same, named);
                prop_assert_eq!(names_match(names(first_names, &b), held(&a, &b)), named);
            }
        }

        #[test]
        fn the_similarities_explain_the_verdict(
            a in "[a-c]{0,5}", b in "[a-c]{0,5}", c in "[a-c]{0,5}", d in "[a-c]{0,5}",
        ) {
            let found = compare_with_register(names(&a, &b), held(&c, &d));
            let enough = found.surname_similarity >= SIMILAR_ENOUGH && found.first_names_similarity >= SIMILAR_ENOUGH;
            prop_assert_eq!(enough, found.verdict == Verdict::Same);
        }

        #[test]
        fn the_reduced_rule_is_never_more_lenient(
            a in "[a-c]{0,5}", b in "[a-c]{0,5}", c in "[a-c]{0,5}", d in "[a-c]{0,5}",
        ) {
            if names_match(names(&a, &b), held(&c, &d)) {
                prop_assert_eq!(compare_with_register(names(&a, &b), held(&c, &d)).verdict, Verdict::Same);
            }
        }
    }
}
