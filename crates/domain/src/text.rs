//! Which characters a text from outside may have. Everything that a name or a sender's reference can be written with is
//! taken, in any script; what only turns other text round, stands for no letter, or buries a letter in marks is not.

use unicode_normalization::char::is_combining_mark;

/// More marks on one letter no script writes; a letter with hundreds covers the lines around it.
const MOST_MARKS: usize = 8;

/// What a text must not have. A character that is named is never a letter or a digit, so it tells nothing of anybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextFault {
    /// A control character.
    #[error("must not have control characters such as tabs and line breaks, as it has (U+{:04X})", u32::from(*.0))]
    Control(char),
    /// One that turns the direction of the text after it.
    #[error("must not have characters that turn the direction of writing, as it has (U+{:04X})", u32::from(*.0))]
    Direction(char),
    /// One that stands for no letter: private use, a tag, a noncharacter.
    #[error("must not have characters that stand for no letter, as it has (U+{:04X})", u32::from(*.0))]
    NoLetter(char),
    /// More than eight marks on one letter.
    #[error("must not have more than {MOST_MARKS} marks on one letter")]
    Marks,
}

/// The first fault of a text. Joiners of no width stay: names in Persian and in languages of India need them. So do the
/// two marks of direction (U+200E, U+200F), which Arabic and Hebrew keyboards have and which turn no letter round.
pub fn text_fault(text: &str) -> Option<TextFault> {
    if text.is_ascii() {
        return text.chars().find(char::is_ascii_control).map(TextFault::Control);
    }
    let mut marks = 0;
    for c in text.chars() {
        match c {
            '\u{2028}' | '\u{2029}' => return Some(TextFault::Control(c)),
            _ if c.is_control() => return Some(TextFault::Control(c)),
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => return Some(TextFault::Direction(c)),
            _ if stands_for_no_letter(c) => return Some(TextFault::NoLetter(c)),
            _ if is_combining_mark(c) => marks += 1,
            // What is not seen parts no mark from its letter.
            '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}' => {}
            _ => marks = 0,
        }
        if marks > MOST_MARKS {
            return Some(TextFault::Marks);
        }
    }
    None
}

/// The longest statement in an official's own words, in characters.
pub const LONGEST_STATEMENT: usize = 2_000;

/// Why an official's own words cannot be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatementFault {
    /// More than [`LONGEST_STATEMENT`] characters.
    TooLong,
    /// A character that no text may have; see [`TextFault`].
    Character,
}

/// May an official's own words be kept, where they said any? They may have line breaks.
pub fn check_statement(words: Option<&str>) -> Result<(), StatementFault> {
    let Some(words) = words else { return Ok(()) };
    if words.chars().count() > LONGEST_STATEMENT {
        return Err(StatementFault::TooLong);
    }
    let fits = |line: &str| text_fault(line.trim_end_matches('\r')).is_none();
    if words.split('\n').all(fits) { Ok(()) } else { Err(StatementFault::Character) }
}

/// What an official says, without blanks around it; nothing where nobody can read anything of it.
pub fn said(words: Option<&str>) -> Option<&str> {
    words.filter(|words| !matching::is_blank(words)).map(str::trim)
}

fn stands_for_no_letter(c: char) -> bool {
    let private = matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..);
    // Tags and what is reserved beside them; the variation selectors between them belong to Chinese characters.
    let tag = matches!(c, '\u{E0000}'..='\u{E00FF}' | '\u{E01F0}'..='\u{E0FFF}');
    let noncharacter = matches!(c, '\u{FDD0}'..='\u{FDEF}') || u32::from(c) & 0xFFFE == 0xFFFE;
    // Deprecated format characters, annotations, and the sign for something that is no text.
    let format = matches!(c, '\u{206A}'..='\u{206F}' | '\u{FFF9}'..='\u{FFFC}');
    private || tag || noncharacter || format
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_every_script_are_taken() {
        for name in [
            "Mäkelä",
            "O\u{2019}Kaihi",
            "Nguye\u{302}\u{303}n",
            "Čođđi",
            "مر\u{200c}یم",
            "ශ\u{dca}\u{200d}රී",
            "שָׁלוֹם",
            "རྒྱ་མཚོ",
            "葛\u{e0100}城",
            "नेहा",
            "Anna\u{2011}Maria",
            "He\u{ad}nna\u{200b}",
            "\u{301}",
        ] {
            assert_eq!(text_fault(name), None, "{name}");
        }
    }

    #[test]
    fn what_spoofs_or_hides_is_refused_by_its_kind() {
        use TextFault::{Control, Direction, Marks, NoLetter};
        let with = |c: char| text_fault(&format!("Aa{c}b"));
        for c in ['\t', '\n', '\0', '\u{7f}', '\u{85}', '\u{2028}', '\u{2029}'] {
            assert_eq!(with(c), Some(Control(c)));
        }
        for c in ['\u{202a}', '\u{202d}', '\u{202e}', '\u{2066}', '\u{2069}'] {
            assert_eq!(with(c), Some(Direction(c)));
        }
        for c in [
            '\u{ffff}',
            '\u{fffe}',
            '\u{1fffe}',
            '\u{10ffff}',
            '\u{fdd0}',
            '\u{e000}',
            '\u{f8ff}',
            '\u{f0000}',
            '\u{100000}',
            '\u{e0001}',
            '\u{e0041}',
            '\u{e007f}',
            '\u{206a}',
            '\u{fff9}',
            '\u{fffc}',
        ] {
            assert_eq!(with(c), Some(NoLetter(c)), "{:04X}", u32::from(c));
        }
        for many in ["\u{301}".repeat(200), "\u{489}".repeat(9), "\u{301}\u{200d}".repeat(9)] {
            assert_eq!(text_fault(&format!("a{many}")), Some(Marks));
        }
        assert_eq!(text_fault(&format!("a{}", "\u{301}".repeat(8))), None);
        assert_eq!(text_fault(&"a\u{301}".repeat(100)), None);
    }

    #[test]
    fn nothing_is_said_where_nobody_can_read_anything() {
        for nothing in ["", " ", "\u{2060}\u{200b}", "\u{2800}", "\u{ad}\u{3164}", "\u{301}\u{302}"] {
            assert_eq!(said(Some(nothing)), None);
        }
        assert_eq!((said(Some("  why \n")), said(None)), (Some("why"), None));
    }

    proptest::proptest! {
        #[test]
        fn a_message_names_no_letter_and_no_digit(text in proptest::prelude::any::<String>()) {
            if let Some(TextFault::Control(c) | TextFault::Direction(c) | TextFault::NoLetter(c)) = text_fault(&text) {
                proptest::prop_assert!(!c.is_alphanumeric());
            }
        }
    }
}
