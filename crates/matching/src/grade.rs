//! Names that are not similar enough: nearly the same, or clearly different?
//!
//! The seed asks officials to tell the two apart: *nearly the same name* may be overridden with the register's, anything
//! else only after the hetu and the name have been verified, since the hetu may be somebody else's. Its examples: Henna
//! Tuulikki Mäkelä is nearly Henna Tuulikki Annikki Mäkelä, and clearly not Tuula Virpi Tuomaala.
//!
//! "One of the two fields is still similar" would not do: *Tuulikki* and *Tuula* are similar enough (0.86), so that rule
//! calls the second example of OPH's instructions nearly the same. And the commonest wrong hetu is a relative's, under an equal surname.
//! So the first names have to carry the likeness, all of them on the side that has fewer:
//!
//! 1. **Written differently**: each has a counterpart of similarity 0.80 and so does the surname, whole or by its parts
//!    (Juri Zhukov / Yuri Sukov; Tuulikki Virtanen / Henna Tuulikki Mäkelä-Virtanen).
//! 2. **A changed surname**: each has an *equal* counterpart, and they are at least two, or the foremost of both
//!    (Henna Tuulikki Mäkelä / Henna Tuulikki Virtanen). A lone *Maria* inside *Anna Maria* proves little.
//!
//! All else is clearly different. When in doubt that is the cheaper mistake: it asks the official one question more.

use crate::names::NormalNames;
use crate::normalise::parts;
use crate::similarity::{compared, similarity};

/// Single names at least this similar can be two spellings of one name. Ours: below [`crate::SIMILAR_ENOUGH`] and above
/// chance, which for Finnish surnames is high because of their endings (virtanen/lahtinen 0.78; juri/yuri 0.83).
pub const NEARLY_SIMILAR: f32 = 0.80;

/// Whether normalised names that do not fit are at least nearly the same.
pub(crate) fn nearly_same(first_names: &str, surname: &str, register: &NormalNames) -> bool {
    let (first_names, theirs) = (compared(first_names), compared(&register.first_names));
    let surnames = || std::iter::once(&register.surname).chain(&register.former_surnames);
    let written_differently = || {
        counterparts(first_names, theirs, nearly_similar) > 0
            && surnames().any(|other| {
                nearly_similar(surname, other) || counterparts(compared(surname), compared(other), nearly_similar) > 0
            })
    };
    let changed_surname = || match counterparts(first_names, theirs, |a, b| a == b) {
        0 => false,
        1 => parts(first_names).next() == parts(theirs).next(),
        _ => true,
    };
    written_differently() || changed_surname()
}

fn nearly_similar(a: &str, b: &str) -> bool {
    similarity(a, b) >= NEARLY_SIMILAR
}

/// The number of single names on the side that has fewer, if each of them has a counterpart on the other side; else 0.
fn counterparts(a: &str, b: &str, alike: impl Fn(&str, &str) -> bool) -> usize {
    let (a_count, b_count) = (parts(a).count(), parts(b).count());
    let (fewer, more) = if a_count > b_count { (b, a) } else { (a, b) };
    let all = parts(fewer).all(|name| parts(more).any(|other| alike(name, other)));
    if all { a_count.min(b_count) } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::HeldNames;
    use crate::normalise::normalise;

    fn nearly(own: (&str, &str), theirs: (&str, &str)) -> bool {
        let register = NormalNames::of(HeldNames { first_names: theirs.0, surname: theirs.1, former_surnames: &[] });
        nearly_same(&normalise(own.0), &normalise(own.1), &register)
    }

    #[test]
    fn the_seed_examples_are_graded_as_the_seed_says() {
        assert!(nearly(("Henna Tuulikki", "Mäkelä"), ("Henna Tuulikki Annikki", "Mäkelä")));
        assert!(!nearly(("Henna Tuulikki", "Mäkelä"), ("Tuula Virpi", "Tuomaala")));
    }

    #[test]
    fn two_similar_single_names_do_not_make_the_seed_example_nearly_the_same() {
        assert!(similarity("tuulikki", "tuula") >= crate::SIMILAR_ENOUGH);
    }

    #[test]
    fn another_spelling_of_both_names_is_nearly_the_same() {
        assert!(nearly(("Juri", "Zhukov"), ("Yuri", "Sukov")));
        assert!(nearly(("Yuliya", "Ivanova"), ("Julia", "Ivanova")));
    }

    #[test]
    fn half_of_a_double_surname_is_nearly_the_same() {
        assert!(nearly(("Tuulikki", "Virtanen"), ("Henna Tuulikki", "Mäkelä-Virtanen")));
        assert!(nearly(("Tuulikki", "Mäkelä-Virtanen"), ("Henna Tuulikki", "Virtanen")));
    }

    #[test]
    fn equal_first_names_with_another_surname_are_nearly_the_same() {
        assert!(nearly(("Henna Tuulikki", "Mäkelä"), ("Henna Tuulikki", "Virtanen")));
        assert!(nearly(("Henna", "Mäkelä"), ("Henna Tuulikki", "Virtanen")));
        assert!(nearly(("Tuulikki Henna", "Mäkelä"), ("Henna Tuulikki", "Virtanen")));
        assert!(nearly(("Henna", ""), ("Henna Tuulikki", "Virtanen")));
    }

    #[test]
    fn one_common_first_name_with_another_surname_is_clearly_different() {
        assert!(!nearly(("Maria", "Korhonen"), ("Anna Maria", "Lindqvist")));
        assert!(!nearly(("Anna Maria", "Korhonen"), ("Maria Elisabet", "Lindqvist")));
        assert!(!nearly(("Tiina", "Korhonen"), ("Niina", "Virtanen")));
    }

    #[test]
    fn a_relative_is_clearly_different() {
        assert!(!nearly(("Henna Tuulikki", "Mäkelä"), ("Tuomas Olavi", "Mäkelä")));
        assert!(!nearly(("Henna", "Mäkelä"), ("Pekka", "Mäkelä")));
    }

    #[test]
    fn nothing_is_nearly_the_same_as_no_name() {
        assert!(!nearly(("Henna", "Mäkelä"), ("", "")));
        assert!(!nearly(("", ""), ("Henna", "Mäkelä")));
        assert!(!nearly(("", "Mäkinen"), ("Henna", "Mäkelä")));
    }
}
