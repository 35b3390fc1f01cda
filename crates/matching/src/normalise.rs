//! Which letters count when two names are compared.
//!
//! Two strengths. [`normalise`] forgets everything that different keyboards, registers and alphabets do to one name;
//! `fold` forgets only letter case, spacing and typography, and so still tells *Mäkelä* from *Makela*.

use deunicode::deunicode_char;
use events::unseen::is_unseen;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, decompose_canonical};

use crate::is_blank;

/// The form in which names are compared: without marks, in ASCII letters as far as possible, in lower case.
///
/// ONR 4.5: canonical decomposition (NFD), combining marks stripped, the rest transliterated to ASCII (Cyrillic, ß, æ, ø),
/// lower case. VTJ's plain name fields are transliterated too (DVV's interface description), so without this a Sámi name in the UTF-8 twin
/// would differ from itself.
///
/// Ours:
/// * White space is trimmed and collapsed, and dropped around hyphens; ONR leaves it. Spacing is never part of a name
///   (design, section 5 "Conflict"), and padding from a fixed-width system would count against a learner's similarity.
/// * Letters that have no known transliteration stay as they are. Dropping them would make any two names of a rare
///   script equal, both being empty.
/// * Letter case goes first, so that a letter and its capital cannot be transliterated differently.
pub fn normalise(text: &str) -> String {
    let mut line = Line::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            line.push(c.to_ascii_lowercase());
        } else if c.is_whitespace() {
            line.push(' ');
        } else {
            caseless(c)
                .map(plain)
                .for_each(|low| decompose_canonical(low, |part| push_transliterated(&mut line, part)));
        }
    }
    line.text
}

fn push_transliterated(line: &mut Line, part: char) {
    if part.is_ascii() {
        return line.push(part);
    }
    // Marks with a combining class sit on a letter (accents, points). Those without one are vowels of the Indic scripts,
    // which are letters to the reader and are transliterated.
    if canonical_combining_class(part) != 0 || is_invisible(part) {
        return;
    }
    match deunicode_char(part) {
        Some(ascii) => ascii.chars().for_each(|c| line.push(c.to_ascii_lowercase())),
        None => line.push(part),
    }
}

/// The name but for letter case, spacing and typography: what "the same name" means to a person comparing two lists.
///
/// Ours, for the kinds of conflict (design, section 5: case and spacing never count). Composed and decomposed letters are
/// the same letter to the eye, and so are the hyphens and apostrophes that word processors put in. Marks that an
/// alphabet writes in one case alone go with the case: the dot of *i* and the accents of Greek.
pub(crate) fn fold(text: &str) -> String {
    let mut line = Line::with_capacity(text.len());
    if text.is_ascii() {
        text.chars().for_each(|c| line.push(c.to_ascii_lowercase()));
        return line.text;
    }
    let mut letter = '\0';
    for c in text.nfd().filter(|c| !is_invisible(*c)) {
        if canonical_combining_class(c) == 0 {
            letter = caseless(c).last().unwrap_or(c);
        } else if belongs_to_case(letter, c) {
            continue;
        }
        caseless(c).map(plain).for_each(|c| line.push(c));
    }
    line.text
}

/// Whether two names are the same but for letter case, spacing and typography.
pub fn is_same_name(a: &str, b: &str) -> bool {
    a == b || fold(a) == fold(b)
}

/// A character without its letter case, in any alphabet. One way alone is not enough: *ß* has the capitals *SS*, *ı* has
/// the capital *I*, whose small letter is *i*, and *ẞ* and *ς* have capitals only by way of their small letters.
fn caseless(c: char) -> impl Iterator<Item = char> {
    c.to_lowercase().flat_map(char::to_uppercase).flat_map(char::to_lowercase)
}

/// Is this mark written on a small letter, or on its capital, alone? *İ* has a dot that *i* shows without a mark, and
/// Greek capitals have no accents. The iota under a Greek vowel is a letter among capitals, so it is none of these.
fn belongs_to_case(letter: char, mark: char) -> bool {
    match letter {
        'i' | 'j' => mark == '\u{0307}',
        '\u{0370}'..='\u{03FF}' | '\u{1F00}'..='\u{1FFF}' => mark != '\u{0345}',
        _ => false,
    }
}

/// The key on a keyboard for the hyphens and apostrophes that word processors put in.
fn plain(c: char) -> char {
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{2018}' | '\u{2019}' | '\u{02BC}' | '\u{00B4}' => '\'',
        _ => c,
    }
}

/// Soft hyphens, zero-width characters, fillers: pasted along from web pages, seen by nobody. White space separates names.
fn is_invisible(c: char) -> bool {
    is_unseen(c) && !c.is_whitespace() && !c.is_control()
}

/// The form in which a name is compared; empty exactly when it is blank.
pub(crate) fn name(text: &str) -> String {
    if is_blank(text) {
        return String::new();
    }
    let normal = normalise(text);
    if normal.is_empty() { fold(text) } else { normal }
}

/// Text being written with single spaces only: none at the ends, none beside a hyphen.
struct Line {
    text: String,
    space_due: bool,
}

impl Line {
    fn with_capacity(capacity: usize) -> Self {
        Line { text: String::with_capacity(capacity), space_due: false }
    }

    fn push(&mut self, c: char) {
        if c.is_whitespace() {
            self.space_due = !self.text.is_empty() && !self.text.ends_with('-');
            return;
        }
        if std::mem::take(&mut self.space_due) && c != '-' {
            self.text.push(' ');
        }
        self.text.push(c);
    }
}

/// The single names in a normalised or folded field: split at spaces and at hyphens.
pub(crate) fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split([' ', '-']).filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn finnish_swedish_and_estonian_letters_lose_their_marks() {
        assert_eq!(normalise("Henna Mäkelä"), "henna makela");
        assert_eq!(normalise("ÅKE ÖBERG"), "ake oberg");
        assert_eq!(normalise("Jõgi Šmõt Žukov"), "jogi smot zukov");
        assert_eq!(normalise("José Núñez"), "jose nunez");
    }

    #[test]
    fn composed_and_decomposed_letters_are_one() {
        assert_eq!(normalise("Ma\u{308}kela\u{308}"), normalise("Mäkelä"));
        assert_eq!(fold("Ma\u{308}kela\u{308}"), fold("MÄKELÄ"));
    }

    #[test]
    fn letters_without_a_decomposition_are_transliterated() {
        assert_eq!(normalise("Strauß"), "strauss");
        assert_eq!(normalise("STRAUẞ"), "strauss");
        assert_eq!(normalise("Bjørn Kjær"), "bjorn kjaer");
        assert_eq!(normalise("Łukasz Þór Guðrún"), "lukasz thor gudrun");
        assert_eq!(normalise("Ümit Işık İnce"), "umit isik ince");
    }

    #[test]
    fn cyrillic_and_greek_become_latin() {
        assert_eq!(normalise("Наталья Иванова"), "natal'ia ivanova");
        assert_eq!(normalise("Дмитрий"), "dmitrii");
        assert_eq!(normalise("Γιώργος"), "giorgos");
    }

    #[test]
    fn sami_letters_become_latin() {
        assert_eq!(normalise("Áile Čođđi"), "aile coddi");
        assert_eq!(normalise("Ŧuommá Áŋŋel"), "tuomma angngel");
    }

    #[test]
    fn spacing_of_every_kind_is_forgotten() {
        assert_eq!(normalise("  Henna \t Tuulikki\u{a0}\u{2003}Mäkelä \r\n"), "henna tuulikki makela");
        assert_eq!(normalise("Anna - Maria"), "anna-maria");
        assert_eq!(normalise("Anna\u{2011}Maria"), "anna-maria");
        assert_eq!(normalise("Anna \u{2014} Maria"), "anna-maria");
        assert_eq!(normalise("O\u{2019}Brien"), "o'brien");
        assert_eq!(normalise(" \t\u{200b} "), "");
    }

    #[test]
    fn invisible_characters_are_forgotten() {
        for text in ["He\u{ad}nna", "\u{feff}Henna", "Hen\u{200d}na\u{200b}", "Henna\u{200e}", "Hen\u{3164}na\u{2800}"]
        {
            assert_eq!(normalise(text), "henna");
            assert_eq!(fold(text), "henna");
        }
    }

    #[test]
    fn names_in_an_unmapped_script_stay_apart() {
        // Egyptian hieroglyphs, standing for whatever no table knows.
        assert_ne!(normalise("\u{13000}\u{13001}"), normalise("\u{13002}\u{13003}"));
        assert_ne!(normalise("\u{13000}"), "");
    }

    #[test]
    fn folding_keeps_marks() {
        assert_eq!(fold("HENNA  mäkelä"), fold("Henna Mäkelä"));
        assert_ne!(fold("Makela"), fold("Mäkelä"));
        assert_ne!(fold("Bjorn"), fold("Bjørn"));
        assert_eq!(fold("Anna \u{2013} Maria"), "anna-maria");
    }

    #[test]
    fn letter_case_is_forgotten_in_every_alphabet() {
        for (name, others) in [
            ("Işık Aydınlı", ["IŞIK AYDINLI", "ışık aydınlı", "işik aydinli"]),
            ("İbrahim", ["İBRAHİM", "ibrahim", "IBRAHIM"]),
            ("Strauß", ["STRAUSS", "STRAUẞ", "strauß"]),
            ("Γιώργος Παπάς", ["ΓΙΏΡΓΟΣ ΠΑΠΆΣ", "ΓΙΩΡΓΟΣ ΠΑΠΑΣ", "γιώργοσ παπάσ"]),
            ("Наталья Ёлкина", ["НАТАЛЬЯ ЁЛКИНА", "наталья ёлкина", "НАТАЛЬЯ Е\u{308}ЛКИНА"]),
        ] {
            for other in others {
                assert_eq!((fold(other), normalise(other)), (fold(name), normalise(name)));
            }
        }
    }

    #[test]
    fn every_letter_that_exists_is_normalised_to_its_end() {
        for c in (0..=0x0010_FFFF_u32).filter_map(char::from_u32) {
            let once = normalise(&c.to_string());
            assert_eq!(normalise(&once), once, "U+{:04X}", u32::from(c));
        }
    }

    #[test]
    fn a_letter_and_its_capital_are_never_transliterated_differently() {
        for c in (0..=0x0010_FFFF_u32).filter_map(char::from_u32) {
            let text = c.to_string();
            let others: [String; 2] = [c.to_lowercase().collect(), c.to_uppercase().collect()];
            for other in others.iter().filter(|other| **other != text) {
                assert_eq!(normalise(&text), normalise(other), "U+{:04X}", u32::from(c));
                assert_eq!(fold(&text), fold(other), "U+{:04X}", u32::from(c));
            }
        }
    }

    proptest! {
        #[test]
        fn any_text_is_normalised_to_its_end(text in any::<String>()) {
            let once = normalise(&text);
            prop_assert_eq!(normalise(&once), once);
        }

        #[test]
        fn what_is_equal_but_for_case_and_spacing_is_equal_when_normalised(text in any::<String>()) {
            prop_assert_eq!(normalise(&fold(&text)), normalise(&text));
        }

        #[test]
        fn spaces_are_single_and_inside(text in "[ \\tA-Zäö\\-\u{2003}]{0,40}") {
            for line in [normalise(&text), fold(&text)] {
                prop_assert!(!line.contains("  ") && !line.contains(" -") && !line.contains("- "));
                prop_assert_eq!(line.trim(), line.as_str());
            }
        }
    }
}
