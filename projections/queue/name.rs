//! Names as a Finnish list sorts them: surname, then first names, in lower case, *å ä ö* at the end of the alphabet and
//! every other mark forgotten.

use events::person::Names;
use matching::normalise;

/// So many letters of a surname and of first names decide; equals are sorted by their keys.
const LONGEST: (usize, usize) = (24, 12);
/// Stands between surname and first names: before every letter and blank, so *Berg, Åke* comes before *Berg Ström*.
const BETWEEN: char = '\u{1}';

/// The text by which names are sorted, byte by byte.
pub(crate) fn sorted_as(names: &Names) -> String {
    let mut text: String = folded(&names.surname).chars().take(LONGEST.0).collect();
    text.push(BETWEEN);
    text.extend(folded(&names.first_names).chars().take(LONGEST.1));
    text
}

/// A text in the alphabet of the list: the three last letters stand behind `z` in ASCII too.
pub(crate) fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.trim().chars().flat_map(char::to_lowercase) {
        match letter {
            'a'..='z' | '0'..='9' => folded.push(letter),
            'å' => folded.push('{'),
            'ä' | 'æ' => folded.push('|'),
            'ö' | 'ø' => folded.push('}'),
            'ü' => folded.push('y'),
            _ if letter.is_alphanumeric() => folded.push_str(&normalise(letter.encode_utf8(&mut [0; 4]))),
            _ if folded.ends_with(' ') => {}
            _ => folded.push(' '),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(surname: &str, first_names: &str) -> String {
        let names = Names { surname: surname.to_owned(), first_names: first_names.to_owned(), ..Names::default() };
        sorted_as(&names)
    }

    #[test]
    fn names_stand_in_the_order_of_the_finnish_alphabet() {
        let expected = [
            ("", "Åke"),
            ("Berg", "Ville"),
            ("Berg Ström", "Aino"),
            ("Bergström", "Aino"),
            ("Zidane", "Z"),
            ("Åberg", "A"),
            ("Äijö", "A"),
            ("Öst", "A"),
        ];
        let texts: Vec<String> = expected.iter().map(|(surname, first)| sorted(surname, first)).collect();
        let mut again = texts.clone();
        again.sort();
        assert_eq!(texts, again);
        assert_eq!(sorted("DƯƠNG", "É"), sorted("duong", "e"));
        assert!(sorted(&"w".repeat(255), &"x".repeat(255)).len() <= 40);
    }
}
