//! Does what somebody typed find these names?
//!
//! One folding for every search, for both sides: [`normalise`](crate::normalise()), which forgets letter case, marks and
//! alphabets, and then words of letters and digits alone. So apostrophes, hyphens, commas and blanks are alike: *O’Kaihi*
//! is found by `o kaihi`, *Dương* by `duong`, *Işık* by `isik`, and names as a list prints them (*Surname, First*) by
//! themselves. Every word that was typed must begin a word of the names, in any order.
//!
//! Folding makes more names equal than a reader may expect (*Mäki* and *Maki*); a search shows both, and nothing rests on
//! it.

use std::collections::BTreeSet;

use crate::normalise::normalise;

/// More words than any name has; what was typed behind them is not looked at.
const MOST_WORDS: usize = 32;

/// The words by which names are found. Not `Debug`, like everything that holds names.
#[derive(Clone, PartialEq, Eq)]
pub struct NameWords(String);

impl NameWords {
    /// Of a person's names. A name with an apostrophe or a hyphen in it is also found as one word (*O'Kaihi*, `okaihi`).
    pub fn of<'a>(names: impl IntoIterator<Item = &'a str>) -> NameWords {
        let mut words = BTreeSet::new();
        for name in names.into_iter().flat_map(str::split_whitespace) {
            let parts = words_in(name);
            if parts.len() > 1 {
                words.insert(parts.concat());
            }
            words.extend(parts);
        }
        NameWords(words.into_iter().fold(String::new(), |text, word| text + " " + &word))
    }

    /// One text, as it is kept: each word once, in order, with a space before it. Empty when there are no words.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Takes back what was kept.
    pub fn from_kept(text: String) -> NameWords {
        NameWords(text)
    }

    /// Each word: letters and digits, nothing else.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.0.split(' ').filter(|word| !word.is_empty())
    }
}

/// What was typed into a search. Not `Debug`, since it may be a name.
#[derive(Clone, PartialEq, Eq)]
pub struct SearchWords(Vec<String>);

impl SearchWords {
    /// Of a text as typed. A word that begins another one of them asks for nothing more and is left out.
    pub fn of(typed: &str) -> SearchWords {
        let all = words_in(typed);
        let needed = |at: &usize| {
            let begun = |(other, word): (usize, &String)| {
                word.starts_with(all[*at].as_str()) && (word.len() > all[*at].len() || other < *at)
            };
            !all.iter().enumerate().any(begun)
        };
        SearchWords((0..all.len()).filter(needed).map(|at| format!(" {}", all[at])).collect())
    }

    /// Was there no letter and no digit in it? Then it finds nobody.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each word, folded.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|word| word.trim_start())
    }

    /// Does every word begin a word of these names? `names` is the text of [`NameWords`].
    pub fn find(&self, names: &str) -> bool {
        !self.is_empty() && self.0.iter().all(|word| names.contains(word.as_str()))
    }
}

fn words_in(text: &str) -> Vec<String> {
    let folded = normalise(text);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.take(MOST_WORDS).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// First names, call name, surname: found by a text?
    fn finds(typed: &str, names: &[&str]) -> bool {
        SearchWords::of(typed).find(NameWords::of(names.iter().copied()).as_str())
    }

    #[test]
    fn apostrophes_hyphens_and_blanks_are_alike() {
        for held in ["O\u{2019}Kaihi", "O'Kaihi", "O\u{2BC}Kaihi", "O-Kaihi", "O\u{2011}Kaihi", "O  Kaihi", "o´kaihi"]
        {
            for typed in ["o'kaihi", "O\u{2019}Kai", "o kaihi", "O-KAIHI", "kaihi", "Kaihi O"] {
                assert!(finds(typed, &["Sean", held]), "{typed} {held}");
            }
        }
        assert!(
            finds("okaihi", &["O'Kaihi"])
                && finds("annamaria", &["Anna-Maria"])
                && finds("anna maria", &["Anna-Maria"])
        );
        assert!(!finds("aihi", &["O'Kaihi"]));
    }

    #[test]
    fn letters_are_found_without_their_marks_and_in_any_case() {
        for (held, typed) in [
            ("İbrahim", "ibrahim"),
            ("Işık", "ISIK"),
            ("Dương", "duong"),
            ("Łukasz", "lukasz"),
            ("Søren", "soren"),
            ("Strauß", "strauss"),
            ("Đặng", "dang"),
            ("Nguye\u{302}\u{303}n", "Nguy\u{1EC5}n"),
            ("Čođđi", "coddi"),
            ("Ма\u{440}ия", "mariia"),
            ("Γιώργος", "ΓΙΩΡΓΟΣ"),
        ] {
            assert!(finds(typed, &[held]) && finds(held, &[held]) && finds(&held.to_uppercase(), &[held]), "{held}");
        }
    }

    #[test]
    fn finnish_letters_find_themselves_and_folding_finds_more() {
        for typed in ["mäkelä", "MÄKELÄ", "makela", "Ma\u{308}k"] {
            assert!(finds(typed, &["Åke", "Mäkelä"]), "{typed}");
        }
        assert!(finds("ostberg åke", &["Åke", "Östberg"]) && !finds("mökelä", &["Mökki"]));
    }

    #[test]
    fn names_of_several_parts_are_found_in_any_order_and_as_printed() {
        for (first, surname) in [
            ("Elena", "de la Cruzito"),
            ("Jan Pieter", "von der Aue"),
            ("María José", "García Lópezo"),
            ("Omar", "Al Fayedi"),
        ] {
            let whole = [format!("{surname}, {first}"), format!("{first} {surname}"), format!("{surname} {first}")];
            for typed in whole.iter().map(String::as_str).chain([surname, first]) {
                assert!(finds(typed, &[first, surname]), "{typed}");
            }
            assert!(!finds(&format!("{surname} x"), &[first, surname]));
        }
        assert!(finds("cru el", &["Elena", "de la Cruzito"]));
    }

    #[test]
    fn what_has_no_letters_finds_nobody() {
        for typed in ["", " ", "%", "_", "'", "\u{200b}", ", -"] {
            assert!(SearchWords::of(typed).is_empty() && !finds(typed, &["Anna", ""]), "{typed:?}");
        }
        assert!(NameWords::of(["", " ", "\u{2019}"]).as_str().is_empty());
    }

    #[test]
    fn a_word_that_begins_another_asks_for_nothing_more() {
        let words = |typed| SearchWords::of(typed).words().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(words("ma maria a anna ma"), ["maria", "anna"]);
        assert_eq!(words("a a"), ["a"]);
    }

    proptest! {
        #[test]
        fn names_are_found_by_themselves_and_by_every_beginning(
            first in "[a-zäöåçñışđ'’ -]{1,12}", last in "\\PC{1,12}", cut in 1usize..12,
        ) {
            let names = NameWords::of([first.as_str(), last.as_str()]);
            for text in [&first, &last, &format!("{last}, {first}")] {
                let begun: String = text.chars().take(cut).collect();
                for typed in [text.clone(), begun, text.to_uppercase(), text.to_lowercase()] {
                    let search = SearchWords::of(&typed);
                    prop_assert!(search.is_empty() || search.find(names.as_str()));
                }
            }
        }

        #[test]
        fn any_text_is_folded_to_words_of_letters_and_digits(text in any::<String>()) {
            let names = NameWords::of([text.as_str()]);
            prop_assert!(names.words().all(|word| word.chars().all(char::is_alphanumeric)));
            prop_assert!(NameWords::from_kept(names.as_str().to_owned()) == names);
        }
    }
}
