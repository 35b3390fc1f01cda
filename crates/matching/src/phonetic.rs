//! How a single name sounds, roughly: names that are written differently and sound alike get one code.
//!
//! Made for the names that officials here meet: Finnish and Swedish ones (doubled letters, *c/k/q*, *v/w*, *å* already
//! folded to *a*) and names transliterated from other alphabets in several ways (*Natalia, Natalja, Nataliya*; *Shevchenko,
//! Ševtšenko*; *Mikhail, Mihail*; *Yelena, Jelena, Elena*). It is no measure of likeness: codes that differ say little,
//! and codes that are equal are only a reason to compare.

use std::ops::Deref;

/// Most letters of a code: long names are told apart by their beginnings.
const LONGEST: usize = 6;

/// Groups of letters that one sound is written with, longest first.
const SOUNDS: &[(&[u8], u8)] = &[
    (b"shch", b's'),
    (b"stsh", b's'),
    (b"tsch", b's'),
    (b"sch", b's'),
    (b"tsh", b's'),
    (b"tch", b's'),
    (b"sh", b's'),
    (b"zh", b's'),
    (b"ch", b's'),
    (b"cz", b's'),
    (b"ts", b's'),
    (b"tz", b's'),
    (b"dj", b's'),
    (b"dzh", b's'),
    (b"ck", b'k'),
    (b"qu", b'k'),
    (b"qv", b'k'),
    (b"qw", b'k'),
    (b"kv", b'k'),
    (b"kw", b'k'),
    (b"kh", b'h'),
    (b"gh", b'k'),
    (b"ph", b'f'),
    (b"th", b't'),
];

/// A code, with the order of its letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Code {
    letters: [u8; LONGEST],
    length: u8,
}

impl Code {
    fn push(&mut self, sound: u8) {
        self.letters[self.len()] = sound;
        self.length += 1;
    }
}

impl Deref for Code {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.letters[..self.length.into()]
    }
}

/// The code of a single name in the form of [`normalise`](crate::normalise()); empty when it has no letters.
pub(crate) fn code(name: &str) -> Code {
    let letters: Vec<u8> = name.bytes().filter(|c| !c.is_ascii() || c.is_ascii_alphanumeric()).collect();
    let mut code = Code::default();
    let (mut at, mut last) = (0, 0);
    while at < letters.len() && code.len() < LONGEST {
        let (sound, taken) = sound(&letters[at..]);
        let begins = code.is_empty();
        at += taken;
        // A glide before e is written or not: Jelena, Yelena, Elena.
        if begins && matches!(sound, b'i') && letters.get(at) == Some(&b'e') && taken == 1 && at == 1 {
            continue;
        }
        let heard = begins || !matches!(sound, b'a' | b'e' | b'i' | b'o' | b'u' | b'h');
        if heard && sound != last {
            code.push(sound);
        }
        last = sound;
    }
    code
}

/// The sound with which letters begin, and how many of them write it.
fn sound(letters: &[u8]) -> (u8, usize) {
    // Most letters begin none of the groups.
    if let [b's' | b't' | b'z' | b'c' | b'd' | b'q' | b'k' | b'g' | b'p', next, ..] = letters
        && let b'h' | b's' | b't' | b'c' | b'z' | b'j' | b'k' | b'u' | b'v' | b'w' = next
        && let Some((written, sound)) = SOUNDS.iter().find(|(written, _)| letters.starts_with(written))
    {
        return (*sound, written.len());
    }
    let sound = match letters[0] {
        b'c' | b'q' | b'g' => b'k',
        b'w' => b'v',
        b'd' => b't',
        b'b' => b'p',
        b'z' => b's',
        b'j' | b'y' => b'i',
        b'x' => b'k',
        other => other,
    };
    (sound, 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalise;

    fn alike(names: &[&str]) {
        let codes: Vec<_> = names.iter().map(|name| code(&normalise(name))).collect();
        assert!(codes.iter().all(|code| *code == codes[0] && !code.is_empty()), "{names:?} {codes:?}");
    }

    #[test]
    fn names_that_sound_alike_have_one_code() {
        alike(&["Natalia", "Natalja", "Nataliya", "Natalya", "Наталья"]);
        alike(&["Shevchenko", "Ševtšenko", "Schevtschenko", "Шевченко"]);
        alike(&["Mikhail", "Mihail", "Mihhail", "Михаил"]);
        alike(&["Yelena", "Jelena", "Elena"]);
        alike(&["Yuri", "Juri", "Yury"]);
        alike(&["Lindqvist", "Lindkvist", "Lindquist", "Lindqwist"]);
        alike(&["Mäkelä", "Makela", "Mäkkelä", "Mäekelae"]);
        alike(&["Mohammed", "Mohamed", "Muhammad", "Muhammed"]);
        alike(&["Sofia", "Sophia", "Zofia"]);
        alike(&["Wladimir", "Vladimir"]);
    }

    #[test]
    fn other_names_have_other_codes() {
        for (one, other) in [("Virtanen", "Lahtinen"), ("Aino", "Eino"), ("Mäkelä", "Mäkinen"), ("Anna", "Hanna")] {
            assert_ne!(code(&normalise(one)), code(&normalise(other)), "{one} {other}");
        }
    }

    #[test]
    fn every_group_of_letters_is_heard() {
        for (written, heard) in SOUNDS {
            assert_eq!(sound(written), (*heard, written.len()), "{}", String::from_utf8_lossy(written));
        }
    }

    #[test]
    fn any_letters_have_a_code() {
        assert!(code("").is_empty() && code("'-").is_empty());
        assert!(!code("\u{13000}").is_empty() && !code("i").is_empty() && !code("h").is_empty());
    }
}
