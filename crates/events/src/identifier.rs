//! The normal form in which identifiers are compared: the one place that says when two of them are the same. What was
//! sent is kept and shown as it was sent.

use unicode_normalization::UnicodeNormalization;

use crate::codes::IdentifierKind;
use crate::hetu::Hetu;
use crate::unseen::{is_unseen, without_blanks_around};

/// An identifier in clear, in its normal form, on its way to its handle.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Identifier {
    kind: IdentifierKind,
    normal: String,
}

impl std::fmt::Debug for Identifier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Identifier({:?})", self.kind)
    }
}

impl Identifier {
    /// A hetu: all its 11 characters count.
    pub fn hetu(hetu: &Hetu) -> Identifier {
        Identifier { kind: IdentifierKind::Hetu, normal: hetu.as_str().to_owned() }
    }

    /// A passport number: without case, blanks and hyphens, which are only ways of writing it. `None` when nothing is
    /// left.
    pub fn passport(text: &str) -> Option<Identifier> {
        let normal = folded(text, |c| !is_unseen(c) && !is_hyphen(c));
        (!normal.is_empty()).then_some(Identifier { kind: IdentifierKind::Passport, normal })
    }

    /// An e-mail address given as an identifier: without case. `None` when nothing is left.
    pub fn email(text: &str) -> Option<Identifier> {
        let normal = folded(text, |c| !is_unseen(c));
        (!normal.is_empty()).then_some(Identifier { kind: IdentifierKind::Email, normal })
    }

    /// An eIDAS identifier, as its member state writes it. `None` when nothing is left.
    pub fn eidas(text: &str) -> Option<Identifier> {
        let normal = without_blanks_around(text).to_owned();
        (!normal.is_empty()).then_some(Identifier { kind: IdentifierKind::Eidas, normal })
    }

    /// An account: its provider, a colon, and what the provider calls it. `None` when either is empty.
    pub fn account(text: &str) -> Option<Identifier> {
        let (provider, account) = text.split_once(':')?;
        let (provider, account) = (without_blanks_around(provider), without_blanks_around(account));
        let both = !provider.is_empty() && !account.is_empty();
        both.then(|| Identifier { kind: IdentifierKind::Account, normal: format!("{provider}:{account}") })
    }

    /// What kind it is.
    pub fn kind(&self) -> IdentifierKind {
        self.kind
    }

    /// The text by which it is compared. Never log it or put it in a URL.
    pub fn normal_form(&self) -> &str {
        &self.normal
    }

    /// The same, taken out.
    pub fn into_normal_form(self) -> String {
        self.normal
    }
}

/// The characters that count, without case and without the width that some keyboards give them: nearly Unicode's
/// *NFKC_Casefold*.
fn folded(text: &str, counts: impl Fn(char) -> bool) -> String {
    let text = without_blanks_around(text);
    if text.is_ascii() {
        return text.chars().filter(|c| counts(*c)).map(|c| c.to_ascii_lowercase()).collect();
    }
    let composed = text.nfkc().filter(|c| counts(*c));
    // There and back: some letters have two small forms, and some capitals have none of one letter.
    let small = composed.flat_map(char::to_lowercase).flat_map(char::to_uppercase).flat_map(char::to_lowercase);
    small.collect::<String>().nfkc().collect()
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a broken assumption must fail the test")]
mod tests {
    use super::*;

    fn same(make: fn(&str) -> Option<Identifier>, texts: &[&str]) {
        let found: Vec<Identifier> = texts.iter().map(|text| make(text).unwrap()).collect();
        assert!(found.windows(2).all(|pair| pair[0] == pair[1]), "{texts:?}");
    }

    #[test]
    fn a_passport_number_is_the_same_however_it_is_written() {
        let texts = ["xk 447-1209", "XK4471209", " XK4471209\t", "XK\u{a0}4471209", "XK4471209\u{200b}"];
        same(Identifier::passport, &texts);
        same(Identifier::passport, &["XK4471209", "ＸＫ４４７１２０９", "xk\u{2011}4471209", "XK\u{2013}4471209"]);
        assert_ne!(Identifier::passport("XK4471209"), Identifier::passport("XK4471208"));
        assert_ne!(Identifier::passport("XK447O209"), Identifier::passport("XK4470209"), "a letter is no digit");
    }

    #[test]
    fn an_address_is_the_same_in_any_case() {
        same(Identifier::email, &["Anna.K@posti.example", "anna.k@POSTI.EXAMPLE", " anna.k@posti.example\u{200b}"]);
        same(Identifier::email, &["ÅSA.Öberg@språk.example", "åsa.o\u{308}berg@SPRÅK.example"]);
        same(Identifier::email, &["ΝΙΚΟΣ@posti.example", "νικος@posti.example", "νικοσ@posti.example"]);
        for other in ["anna-k@posti.example", "annak@posti.example", "anna.k+1@posti.example"] {
            assert_ne!(Identifier::email(other), Identifier::email("anna.k@posti.example"));
        }
    }

    #[test]
    fn nothing_identifies_nobody() {
        for text in ["", " ", "\u{200b}", "\u{3164}"] {
            assert!(Identifier::passport(text).is_none() && Identifier::email(text).is_none(), "{text:?}");
        }
        assert!(Identifier::passport(" - ").is_none());
    }

    #[test]
    fn the_same_text_as_number_and_as_address_are_two_identifiers() {
        assert_ne!(Identifier::passport("ab12"), Identifier::email("ab12"));
    }

    #[test]
    fn a_normal_form_is_its_own() {
        for text in (0..=0x0010_FFFF_u32).filter_map(char::from_u32).map(|c| format!("x{c}")) {
            let once = Identifier::email(&text).unwrap();
            assert_eq!(Identifier::email(once.normal_form()), Some(once.clone()), "U+{:X?}", text.chars().nth(1));
        }
    }
}
