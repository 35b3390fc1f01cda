//! Blank names: nothing but blanks, characters that are not shown, and marks without a letter.

use events::unseen::is_unseen;
use unicode_normalization::char::is_combining_mark;

use crate::Names;

/// Is there nothing in a name that anybody could read: no text, blanks and characters that nobody sees, or combining
/// marks that stand on no letter?
///
/// Ours. ONR knows blanks alone, and to a comparison any of the others would be a name like another. A blank name says
/// nothing of who is meant: anyone who has only a hetu must not pass by it.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|c| is_unseen(c) || is_combining_mark(c))
}

impl Names<'_> {
    /// Nobody could be told by these.
    pub(crate) fn are_blank(&self) -> bool {
        is_blank(self.first_names) && is_blank(self.surname)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_can_read_is_blank() {
        for text in
            ["", " ", "\t\u{a0}", "\u{200b}", "\u{2800}", "\u{301}", "\u{3164}", "\u{ffa0} \u{feff}", "\u{903}\u{200d}"]
        {
            assert!(is_blank(text), "{text:?}");
        }
    }

    #[test]
    fn anything_that_can_be_read_is_a_name() {
        for text in ["X", " é ", "e\u{301}", "Ж", "Áŋŋel", "김", "अ\u{93e}", "-", "\u{13000}", "\u{200b}O"] {
            assert!(!is_blank(text), "{text:?}");
        }
    }
}
