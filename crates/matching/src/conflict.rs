//! In which ways do the names of an imported row differ from the names we hold?
//!
//! ONR knows only yes or no (3.6). The seed tells the official to check the learner's data in their own register, and
//! names the two typical causes: only one of the first names was sent, or the hetu is somebody else's. The kinds tell
//! these apart (design, section 5 "Conflict"), so that a list of ten thousand rows can be read from its dangerous end.

use serde::Serialize;

use crate::names::NormalNames;
use crate::normalise::{fold, name, normalise, parts};
use crate::similarity::{SIMILAR_ENOUGH, compared, similarity};
use crate::{HeldNames, Names};

/// One way in which sent names differ from held ones, from the most harmless to the gravest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NameConflict {
    /// A first name, or a part of a hyphenated one, stands on one side only: usually just the call name was sent (OPH's instructions).
    MissingFirstNames,
    /// A name is written differently: a slip, marks left out (Mäkelä, Makela), a hyphen for a space, another order.
    Spelling,
    /// The surname sent is one that the person used to have.
    FormerSurname,
    /// First names and surname stand in each other's place.
    SwappedFields,
    /// Not similar enough in any of these ways: the hetu may be somebody else's (OPH's instructions). Always stands alone.
    DifferentName,
}

use NameConflict::{DifferentName, FormerSurname, MissingFirstNames, Spelling, SwappedFields};

/// The ways in which sent names differ from held ones, in the order of [`NameConflict`], each once; empty when they are
/// the same but for letter case, spacing and typography.
///
/// Ours, built on ONR 4.5: names are *different* exactly when the full rule (former surnames, swapped fields) finds them
/// not similar enough; so a row whose names are blank differs from everybody, and opens nobody's record.
/// Otherwise the kinds say what differs; several can hold at once. Similar is not equal, so most rows with kinds pass
/// [`crate::names_match`] and would have had no `conflict` in ONR; OPH's instructions want every difference shown.
pub fn name_conflicts(sent: Names<'_>, held: HeldNames<'_>) -> Vec<NameConflict> {
    if sent.are_blank() {
        return vec![DifferentName];
    }
    if sent.first_names == held.first_names && sent.surname == held.surname {
        return Vec::new();
    }
    let first_names = [fold(sent.first_names), fold(held.first_names)];
    let surnames = [fold(sent.surname), fold(held.surname)];
    if first_names[0] == first_names[1] && surnames[0] == surnames[1] {
        return Vec::new();
    }
    // Asked first, because a surname made of the first name (Matti Mattila) is similar in either order.
    if first_names[0] == surnames[1] && surnames[0] == first_names[1] {
        return vec![SwappedFields];
    }
    let register = NormalNames::of(held);
    let [sent_first_names, held_first_names] = &first_names;
    let [sent_surname, held_surname] = &surnames;
    let mut kinds = Vec::new();
    if fits(&register, sent_first_names, sent_surname) {
        compare_surnames(sent_surname, held_surname, held.former_surnames, &mut kinds);
        compare_first_names(sent_first_names, held_first_names, &mut kinds);
    } else if fits(&register, sent_surname, sent_first_names) {
        kinds.push(SwappedFields);
        compare_surnames(sent_first_names, held_surname, held.former_surnames, &mut kinds);
        compare_first_names(sent_surname, held_first_names, &mut kinds);
    } else {
        kinds.push(DifferentName);
    }
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

fn fits(register: &NormalNames, first_names: &str, surname: &str) -> bool {
    register.fit(&name(first_names), &name(surname)).is_enough()
}

/// What differs between folded surnames that fit. A surname that *equals* a former one beats one that is merely similar
/// to the present one; when only marks differ, the present one comes first.
fn compare_surnames(sent: &str, held: &str, former_surnames: &[String], kinds: &mut Vec<NameConflict>) {
    if sent == held {
        return;
    }
    let (sent_normalised, held_normalised) = (normalise(sent), normalise(held));
    if sent_normalised == held_normalised {
        return kinds.push(Spelling);
    }
    let equals_former = former_surnames.iter().any(|former| normalise(former) == sent_normalised);
    if equals_former || similarity(&sent_normalised, &held_normalised) < SIMILAR_ENOUGH {
        kinds.push(FormerSurname);
    }
    if former_surnames.iter().all(|former| fold(former) != sent) {
        kinds.push(Spelling);
    }
}

/// What differs between folded first names that fit: equal single names are set aside, then similar ones paired as
/// spellings; whatever is left on either side is missing on the other.
fn compare_first_names(sent: &str, held: &str, kinds: &mut Vec<NameConflict>) {
    if sent == held {
        return;
    }
    let mut held_left: Vec<&str> = parts(compared(held)).collect();
    let mut sent_left: Vec<&str> = parts(compared(sent)).collect();
    sent_left.retain(|name| match held_left.iter().position(|other| other == name) {
        Some(same) => {
            held_left.swap_remove(same);
            false
        }
        None => true,
    });
    // Only the order, a hyphen, or where one name ends and the next begins (Annamaria, Anna Maria).
    if (sent_left.is_empty() && held_left.is_empty()) || letters(sent).eq(letters(held)) {
        return kinds.push(Spelling);
    }
    let mut held_left: Vec<String> = held_left.into_iter().map(normalise).collect();
    for name in sent_left.into_iter().map(normalise) {
        match held_left.iter().position(|other| is_spelling_of(&name, other)) {
            Some(similar) => {
                held_left.swap_remove(similar);
                kinds.push(Spelling);
            }
            None => kinds.push(MissingFirstNames),
        }
    }
    if !held_left.is_empty() {
        kinds.push(MissingFirstNames);
    }
}

fn is_spelling_of(sent: &str, held: &str) -> bool {
    // Containment is what ONR's first-name rule accepts beside similarity: a name cut short.
    held.contains(sent) || similarity(sent, held) >= SIMILAR_ENOUGH
}

fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| !matches!(c, ' ' | '-'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Verdict, compare_with_register, names_match};
    use proptest::prelude::*;

    type Pair<'a> = (&'a str, &'a str);

    fn sent<'a>((first_names, surname): Pair<'a>) -> Names<'a> {
        Names { first_names, surname }
    }

    fn held<'a>((first_names, surname): Pair<'a>, former_surnames: &'a [String]) -> HeldNames<'a> {
        HeldNames { first_names, surname, former_surnames }
    }

    #[track_caller]
    fn assert_conflicts(row: Pair<'_>, person: Pair<'_>, formers: &[&str], expected: &[NameConflict]) {
        let formers: Vec<String> = formers.iter().map(ToString::to_string).collect();
        assert_eq!(name_conflicts(sent(row), held(person, &formers)), expected);
    }

    #[test]
    fn case_spacing_and_typography_are_no_conflict() {
        let person = ("Henna-Maria Tuulikki", "Mäkelä");
        for row in [
            ("Henna-Maria Tuulikki", "Mäkelä"),
            ("HENNA-MARIA  TUULIKKI ", " MÄKELÄ"),
            ("Henna \u{2013} Maria\u{a0}Tuulikki", "Mäkelä"),
            ("Henna-Maria Tuulikki", "Ma\u{308}kela\u{308}"),
        ] {
            assert_conflicts(row, person, &[], &[]);
        }
    }

    #[test]
    fn letter_case_is_no_conflict_in_any_alphabet() {
        for (row, person) in [
            (("IŞIK", "AYDINLI"), ("Işık", "Aydınlı")),
            (("ibrahim", "yıldız"), ("İbrahim", "Yıldız")),
            (("HEIKE", "STRAUSS"), ("Heike", "Strauß")),
            (("ΓΙΩΡΓΟΣ", "ΠΑΠΑΔΟΠΟΥΛΟΣ"), ("Γιώργος", "Παπαδόπουλος")),
        ] {
            assert_conflicts(row, person, &[], &[]);
            assert_conflicts(person, row, &[], &[]);
        }
    }

    #[test]
    fn one_first_name_of_several_is_the_typical_conflict_of_the_seed() {
        let person = ("Henna Tuulikki Annikki", "Mäkelä");
        assert_conflicts(("Henna", "Mäkelä"), person, &[], &[MissingFirstNames]);
        assert_conflicts(("Henna Tuulikki", "Mäkelä"), person, &[], &[MissingFirstNames]);
        assert_conflicts(("annikki", "mäkelä"), person, &[], &[MissingFirstNames]);
    }

    #[test]
    fn the_reverse_is_the_same_kind() {
        assert_conflicts(("Henna Tuulikki", "Mäkelä"), ("Henna", "Mäkelä"), &[], &[MissingFirstNames]);
        assert_conflicts(("Anna Maria", "Mäkelä"), ("Anna Liisa", "Mäkelä"), &[], &[MissingFirstNames]);
        assert_conflicts(("Anna", "Mäkelä"), ("Anna-Maria", "Mäkelä"), &[], &[MissingFirstNames]);
    }

    #[test]
    fn the_grave_conflict_of_the_seed_is_a_different_name() {
        assert_conflicts(("Henna Tuulikki", "Mäkelä"), ("Tuula Virpi", "Tuomaala"), &[], &[DifferentName]);
        assert_conflicts(("Henna", "Mäkelä"), ("Tuomas", "Mäkelä"), &[], &[DifferentName]);
        assert_conflicts(("Henna", "Mäkelä"), ("Henna", "Virtanen"), &[], &[DifferentName]);
    }

    #[test]
    fn marks_left_out_are_spelling() {
        assert_conflicts(("Henna", "Makela"), ("Henna", "Mäkelä"), &[], &[Spelling]);
        assert_conflicts(("Aile", "Coddi"), ("Áile", "Čođđi"), &[], &[Spelling]);
        assert_conflicts(("Björn", "Strauss"), ("Bjørn", "Strauß"), &[], &[Spelling]);
        assert_conflicts(("Natalja", "Ivanova"), ("Наталья", "Иванова"), &[], &[Spelling]);
    }

    #[test]
    fn slips_are_spelling() {
        assert_conflicts(("Sepo", "Karju"), ("Seppo", "Karhu"), &[], &[Spelling]);
        assert_conflicts(("Tulikki", "Mäkelä"), ("Henna Tuulikki", "Mäkelä"), &[], &[MissingFirstNames, Spelling]);
    }

    #[test]
    fn a_name_cut_short_is_spelling() {
        assert!(similarity("ann", "hannele") < SIMILAR_ENOUGH);
        assert_conflicts(("Ann", "Mäkelä"), ("Hannele", "Mäkelä"), &[], &[Spelling]);
    }

    #[test]
    fn hyphens_spaces_and_order_are_spelling() {
        assert_conflicts(("Anna Maria", "Mäkelä"), ("Anna-Maria", "Mäkelä"), &[], &[Spelling]);
        assert_conflicts(("Annamaria", "Mäkelä"), ("Anna-Maria", "Mäkelä"), &[], &[Spelling]);
        assert_conflicts(("Maria Anna", "Mäkelä"), ("Anna Maria", "Mäkelä"), &[], &[Spelling]);
        assert_conflicts(("Henna", "Mäkelä Virtanen"), ("Henna", "Mäkelä-Virtanen"), &[], &[Spelling]);
    }

    #[test]
    fn a_former_surname_is_recognised() {
        let person = ("Henna", "Virtanen");
        assert_conflicts(("Henna", "MÄKELÄ"), person, &["Korhonen", "Mäkelä"], &[FormerSurname]);
        assert_conflicts(("Henna", "Makela"), person, &["Mäkelä"], &[Spelling, FormerSurname]);
        assert_conflicts(("Henna", "Mäkkelä"), person, &["Mäkelä"], &[Spelling, FormerSurname]);
    }

    #[test]
    fn an_equal_former_surname_beats_a_similar_present_one() {
        let person = ("Henna", "Karhu");
        assert_conflicts(("Henna", "Karju"), person, &["Karju"], &[FormerSurname]);
        assert_conflicts(("Henna", "Karju"), person, &[], &[Spelling]);
        // Only the marks of the present one are missing.
        assert_conflicts(("Henna", "Makela"), ("Henna", "Mäkelä"), &["Makela"], &[Spelling]);
    }

    #[test]
    fn swapped_fields_are_recognised() {
        assert_conflicts(("Mäkelä", "Henna"), ("Henna", "Mäkelä"), &[], &[SwappedFields]);
        assert_conflicts(("Mäkelä", "Henna"), ("Henna Tuulikki", "Mäkelä"), &[], &[MissingFirstNames, SwappedFields]);
        assert_conflicts(
            ("Makela", "Henna"),
            ("Henna", "Virtanen"),
            &["Mäkelä"],
            &[Spelling, FormerSurname, SwappedFields],
        );
    }

    #[test]
    fn a_surname_made_of_the_first_name_is_still_seen_as_swapped() {
        assert_conflicts(("Mattila", "Matti"), ("Matti", "Mattila"), &[], &[SwappedFields]);
    }

    #[test]
    fn several_kinds_stand_in_order_and_once() {
        let person = ("Henna Tuulikki Annikki", "Virtanen");
        assert_conflicts(
            ("Hena Tulikki", "Makela"),
            person,
            &["Mäkelä"],
            &[MissingFirstNames, Spelling, FormerSurname],
        );
    }

    #[test]
    fn a_blank_name_opens_nobodys_record() {
        let person = ("Henna", "Mäkelä");
        for row in [("", ""), (" ", "Mäkelä"), ("\u{200b}", "Mäkelä"), ("Henna", ""), ("Mäkelä", ""), ("", "Henna")]
        {
            assert_conflicts(row, person, &[], &[DifferentName]);
        }
        assert_conflicts(("Henna", "Mäkelä"), ("", ""), &[], &[DifferentName]);
        assert_conflicts((" ", ""), ("", " "), &[], &[DifferentName]);
        assert_conflicts(("\u{3164}", "\u{301}"), ("\u{3164}", "\u{301}"), &[], &[DifferentName]);
    }

    #[test]
    fn the_codes_are_the_ones_of_the_design() {
        struct Code(NameConflict);
        impl std::fmt::Display for Code {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.serialize(f)
            }
        }
        let codes = [MissingFirstNames, Spelling, FormerSurname, SwappedFields, DifferentName]
            .map(|kind| Code(kind).to_string());
        assert_eq!(codes, ["missing_first_names", "spelling", "former_surname", "swapped_fields", "different_name"]);
    }

    prop_compose! {
        /// Few letters, so that similar, swapped and contained names are common.
        fn name()(text in "[abcä]{0,4}([ -][abcÄ]{1,4}){0,2}") -> String { text }
    }

    proptest! {
        #[test]
        fn any_text_gets_an_answer(a in any::<String>(), b in any::<String>(), c in any::<String>(), d in any::<String>()) {
            name_conflicts(sent((&a, &b)), held((&c, &d), std::slice::from_ref(&a)));
        }

        #[test]
        fn letter_case_never_conflicts(a in any::<String>(), b in "[a-zA-ZäÖıİIßŉǅςΣάΆΐ ]{0,20}", c in "\\PC{0,20}") {
            let titled = |text: &str| -> String {
                let mut chars = text.chars();
                let first: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
                first + &chars.as_str().to_lowercase()
            };
            // A blank name agrees with none.
            for text in [&a, &b, &c].into_iter().filter(|text| !crate::is_blank(text)) {
                for other in [text.to_uppercase(), text.to_lowercase(), titled(text)] {
                    prop_assert_eq!(name_conflicts(sent((&other, &other)), held((text, text), &[])), []);
                }
            }
        }

        #[test]
        fn no_conflict_means_that_the_names_match(a in name(), b in name(), c in name(), d in name()) {
            if name_conflicts(sent((&a, &b)), held((&c, &d), &[])).is_empty() {
                prop_assert!(names_match(sent((&a, &b)), held((&c, &d), &[])));
            }
        }

        #[test]
        fn names_that_match_are_never_called_different(a in name(), b in name(), c in name(), d in name()) {
            if names_match(sent((&a, &b)), held((&c, &d), &[])) {
                prop_assert!(!name_conflicts(sent((&a, &b)), held((&c, &d), &[])).contains(&DifferentName));
            }
        }

        #[test]
        fn different_names_are_those_that_would_not_be_identified(
            a in name(), b in name(), c in name(), d in name(), e in name(),
        ) {
            let formers = [e];
            let person = held((&c, &d), &formers);
            let verdict = compare_with_register(sent((&a, &b)), person).verdict;
            let kinds = name_conflicts(sent((&a, &b)), person);
            prop_assert_eq!(kinds == [DifferentName], verdict != Verdict::Same);
            prop_assert!(kinds.len() == 1 || !kinds.contains(&DifferentName));
        }

        #[test]
        fn the_same_names_never_conflict(a in any::<String>(), b in any::<String>()) {
            prop_assume!(!sent((&a, &b)).are_blank());
            prop_assert_eq!(name_conflicts(sent((&a, &b)), held((&a, &b), &[])), []);
            let (upper, spaced) = (fold(&a), format!(" {b}  "));
            prop_assert_eq!(name_conflicts(sent((&upper, &spaced)), held((&a, &b), &[])), []);
        }
    }
}
