//! Characters that nobody sees. They get into text by copying from a web page or from a fixed-width system, and say
//! nothing: an identifier has none at its ends, and a name made of nothing else is no name.

/// Is it white space, a control, or a character that is printed as nothing?
///
/// The last are those with Unicode's property *Default_Ignorable_Code_Point* (DerivedCoreProperties.txt, 16.0), among
/// them the Hangul fillers; the interlinear annotation marks; and the Braille pattern without dots.
pub fn is_unseen(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_whitespace() || c.is_ascii_control();
    }
    c.is_whitespace()
        || c.is_control()
        || matches!(
            c,
            '\u{AD}'
                | '\u{34F}'
                | '\u{61C}'
                | '\u{115F}'..='\u{1160}'
                | '\u{17B4}'..='\u{17B5}'
                | '\u{180B}'..='\u{180F}'
                | '\u{200B}'..='\u{200F}'
                | '\u{202A}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{2800}'
                | '\u{3164}'
                | '\u{FE00}'..='\u{FE0F}'
                | '\u{FEFF}'
                | '\u{FFA0}'
                | '\u{FFF0}'..='\u{FFFB}'
                | '\u{1BCA0}'..='\u{1BCA3}'
                | '\u{1D173}'..='\u{1D17A}'
                | '\u{E0000}'..='\u{E0FFF}'
        )
}

/// Text without what nobody sees at its ends.
pub fn without_blanks_around(text: &str) -> &str {
    text.trim_matches(is_unseen)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_is_seen() {
        for text in ["Aäœß", "Ж", "한", "ー", "’", "-", ".", "7", "\u{301}", "\u{903}", "😀"] {
            assert!(!text.chars().any(is_unseen), "{text:?}");
        }
    }

    #[test]
    fn what_leaves_no_mark_is_unseen() {
        let blanks =
            ['\t', ' ', '\u{a0}', '\u{3000}', '\u{200b}', '\u{2800}', '\u{3164}', '\u{ffa0}', '\u{feff}', '\u{202e}'];
        assert!(blanks.into_iter().all(is_unseen));
        assert_eq!(without_blanks_around("\u{feff} AB 12\u{200b}\r\n"), "AB 12");
        assert_eq!(without_blanks_around(" \u{2800}"), "");
    }
}
