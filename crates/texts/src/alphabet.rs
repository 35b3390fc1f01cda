//! The order of the Finnish alphabet, which is the same in Swedish.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// By this names stand in the order of the Finnish alphabet: å, ä and ö at its end, and other letters with marks (š, č, ž, é)
/// among those without.
pub fn alphabetical(name: &str) -> String {
    let letter = |letter: char| match letter {
        // The three that follow z among the characters of ASCII.
        'å' => vec!['{'],
        'ä' => vec!['|'],
        'ö' => vec!['}'],
        other => other.nfd().filter(|part| !is_combining_mark(*part)).collect(),
    };
    name.nfc().flat_map(char::to_lowercase).flat_map(letter).collect()
}
