//! The Finnish personal identity code (*henkilötunnus*, hetu): its shape and what is wrong with one that is refused.
//!
//! `DDMMYY` + separator + individual number `NNN` + check character, always 11 characters. The separator tells the
//! century and, since the reform of 2023, is significant: two hetus that differ only by it belong to two persons, so a
//! hetu is stored, indexed and compared on all its 11 characters. Source: decree 128/2010 and the DVV's description of
//! the reform.

use chrono::{Datelike, NaiveDate};

/// Letters of the check character, indexed by the nine digits modulo 31. G, I, O, Q and Z are not used.
const CHECK_CHARACTERS: &[u8; 31] = b"0123456789ABCDEFHJKLMNPRSTUVWXY";

/// A formally valid hetu. It says nothing of whether the population register knows it.
///
/// It cannot be serialised or displayed, and its `Debug` prints nothing of it: a hetu leaves the process only where
/// [`Hetu::as_str`] is called on purpose.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Hetu([u8; 11]);

/// Why a text is not a hetu. The causes carry nothing of the text itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HetuFault {
    /// There is a blank in it or around it, perhaps one of no width.
    #[error(
        "a personal identity code has 11 characters and no blanks; there is a blank in it or beside it, perhaps one that \
         is not seen: remove it"
    )]
    Blank,
    /// The seventh character only looks like a separator, as when a word processor has put a dash in place of the hyphen.
    #[error(
        "the seventh character (U+{:04X}) only looks like a separator of a personal identity code: type one of \
         + - U V W X Y A B C D E F on the keyboard",
        u32::from(*.0)
    )]
    Lookalike(char),
    /// Not exactly 11 characters, or characters that no hetu has.
    #[error("a personal identity code has 11 characters: six digits, a separator, three digits and a check character")]
    Length,
    /// The seventh character is not one of `+ - Y X W V U A B C D E F`.
    #[error("the seventh character is not a separator of a personal identity code (+ - U V W X Y A B C D E F)")]
    Separator,
    /// The day does not exist in the century that the separator names.
    #[error("the first six digits are not a date in the century that the separator names")]
    Date,
    /// The date is impossible or in the future, but would be a real past date with the separator of another century.
    #[error("the date does not fit the separator, but would fit one of another century: is the separator wrong?")]
    WrongSeparator,
    /// Individual numbers 000 and 001 are not given to anybody.
    #[error("the individual number (characters 8 to 10) is never given: it starts from 002")]
    IndividualNumber,
    /// The last character does not follow from the digits: something was mistyped.
    #[error("the check character does not match the digits: one of the characters is wrong")]
    CheckCharacter,
}

impl HetuFault {
    /// Stable code for programs.
    pub fn code(self) -> &'static str {
        match self {
            HetuFault::Blank => "blank",
            HetuFault::Lookalike(_) => "lookalike_separator",
            HetuFault::Length => "length",
            HetuFault::Separator => "separator",
            HetuFault::Date => "date",
            HetuFault::WrongSeparator => "wrong_separator",
            HetuFault::IndividualNumber => "individual_number",
            HetuFault::CheckCharacter => "check_character",
        }
    }
}

impl Hetu {
    /// Parses upper-case text without surrounding blanks, as today's registry demands. `today` bounds the birth date.
    pub fn parse(text: &str, today: NaiveDate) -> Result<Hetu, HetuFault> {
        let bytes: [u8; 11] = text.as_bytes().try_into().map_err(|_| wrong_shape(text))?;
        let digits = bytes[..6].iter().chain(&bytes[7..10]);
        if !digits.clone().all(u8::is_ascii_digit) {
            return Err(wrong_shape(text));
        }
        let century = century_of(bytes[6]).ok_or(HetuFault::Separator)?;
        match birth_date(&bytes, century) {
            Some(date) if date <= today => {}
            _ => return Err(wrong_date(&bytes, century, today)),
        }
        let hetu = Hetu(bytes);
        if hetu.individual_number() < 2 {
            return Err(HetuFault::IndividualNumber);
        }
        let number = digits.fold(0u32, |n, d| n * 10 + u32::from(d - b'0'));
        if CHECK_CHARACTERS[(number % 31) as usize] != bytes[10] {
            return Err(HetuFault::CheckCharacter);
        }
        Ok(hetu)
    }

    /// The separator with which a text that is no hetu because of its date would be one: `-` or `A`. `None` when there is
    /// no such, or another fault besides. It is a hint for whoever typed it and never a hetu to go on with.
    pub fn separator_that_fits(text: &str, today: NaiveDate) -> Option<char> {
        let mut text = text.trim().to_ascii_uppercase();
        if Hetu::parse(&text, today) != Err(HetuFault::WrongSeparator) {
            return None;
        }
        ['-', 'A'].into_iter().find(|separator| {
            text.replace_range(6..7, separator.encode_utf8(&mut [0; 4]));
            Hetu::parse(&text, today).is_ok()
        })
    }

    /// As [`Hetu::parse`], but forgives what people type: surrounding blanks and lower-case letters.
    pub fn parse_typed(text: &str, today: NaiveDate) -> Result<Hetu, HetuFault> {
        Hetu::parse(&text.trim().to_ascii_uppercase(), today)
    }

    /// Takes back text that was a valid hetu when it was stored; `None` when it has not even the shape of one.
    pub fn from_stored(text: &str) -> Option<Hetu> {
        let bytes: [u8; 11] = text.as_bytes().try_into().ok()?;
        let century = century_of(bytes[6])?;
        bytes[7..10].iter().all(u8::is_ascii_digit).then_some(())?;
        birth_date(&bytes, century).map(|_| Hetu(bytes))
    }

    /// Composes the hetu of a date, separator and individual number. `None` when the parts do not fit together.
    pub fn compose(date: NaiveDate, separator: char, individual: u16) -> Option<Hetu> {
        let century = century_of(u8::try_from(separator).ok()?)?;
        if date.year() / 100 * 100 != century || !(2..=999).contains(&individual) {
            return None;
        }
        let digits = format!("{:02}{:02}{:02}{individual:03}", date.day(), date.month(), date.year() % 100);
        let check = CHECK_CHARACTERS[(digits.parse::<u32>().ok()? % 31) as usize];
        let text = format!("{}{separator}{}{}", &digits[..6], &digits[6..], char::from(check));
        text.as_bytes().try_into().ok().map(Hetu)
    }

    /// The 11 characters. Never log, format or put them in a URL.
    pub fn as_str(&self) -> &str {
        // Only ASCII is ever stored here.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Birth date in the hetu. The register's own birth date may legitimately differ.
    pub fn birth_date(&self) -> NaiveDate {
        century_of(self.0[6]).and_then(|century| birth_date(&self.0, century)).unwrap_or_default()
    }

    /// Characters 8 to 10, 2–999. 900–999 are never given to a person: they are test or temporary hetus.
    pub fn individual_number(&self) -> u16 {
        self.0[7..10].iter().fold(0, |n, d| n * 10 + u16::from(d - b'0'))
    }
}

impl std::fmt::Debug for Hetu {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Hetu(personal)")
    }
}

/// First year of the century that a separator names.
fn century_of(separator: u8) -> Option<i32> {
    match separator {
        b'+' => Some(1800),
        b'-' | b'Y' | b'X' | b'W' | b'V' | b'U' => Some(1900),
        b'A' | b'B' | b'C' | b'D' | b'E' | b'F' => Some(2000),
        _ => None,
    }
}

fn birth_date(bytes: &[u8; 11], century: i32) -> Option<NaiveDate> {
    let two = |at: usize| {
        let (tens, ones) = (bytes[at].checked_sub(b'0')?, bytes[at + 1].checked_sub(b'0')?);
        (tens < 10 && ones < 10).then(|| u32::from(tens * 10 + ones))
    };
    NaiveDate::from_ymd_opt(century + two(4)? as i32, two(2)?, two(0)?)
}

/// What keeps a text from the shape of a hetu. Its seventh character is told of only where all others could be a hetu's.
fn wrong_shape(text: &str) -> HetuFault {
    let blank =
        |c: &char| c.is_whitespace() || matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}');
    let dense: Vec<char> = text.chars().filter(|c| !blank(c)).take(12).collect();
    let [d1, d2, d3, d4, d5, d6, separator, n1, n2, n3, check] = dense[..] else { return HetuFault::Length };
    let digits = [d1, d2, d3, d4, d5, d6, n1, n2, n3].iter().all(char::is_ascii_digit);
    match digits && check.is_ascii_alphanumeric() {
        false => HetuFault::Length,
        true if !separator.is_ascii() => HetuFault::Lookalike(separator),
        true => HetuFault::Blank,
    }
}

/// Tells a date that no century has from one that only the separator spoils.
fn wrong_date(bytes: &[u8; 11], century: i32, today: NaiveDate) -> HetuFault {
    let fits = |other: i32| other != century && birth_date(bytes, other).is_some_and(|date| date <= today);
    if [1900, 2000].into_iter().any(fits) { HetuFault::WrongSeparator } else { HetuFault::Date }
}

impl<C> minicbor::Encode<C> for Hetu {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut minicbor::Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.str(self.as_str())?.ok()
    }
}

impl<'b, C> minicbor::Decode<'b, C> for Hetu {
    fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        Hetu::from_stored(d.str()?).ok_or_else(|| minicbor::decode::Error::message("not the shape of a hetu"))
    }
}

impl schemars::JsonSchema for Hetu {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Hetu".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "Finnish personal identity code, 11 characters",
            "type": "string",
            "pattern": "^[0-9]{6}[-+YXWVUABCDEF][0-9]{3}[0-9A-Y]$",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::date;

    const TODAY: NaiveDate = date(2026, 11, 22);

    #[test]
    fn published_test_hetus_are_valid() {
        for text in ["210705A932J", "140398-9457", "010594Y9032", "020594X903P", "030594W903B", "020504A902E"] {
            assert!(Hetu::parse(text, TODAY).is_ok());
        }
    }

    #[test]
    fn separator_is_significant_though_the_check_character_ignores_it() {
        let old = Hetu::parse("140398-9468", TODAY).unwrap();
        let new = Hetu::parse("140398Y9468", TODAY).unwrap();
        assert_ne!(old, new);
        assert_eq!(old.birth_date(), new.birth_date());
    }

    #[test]
    fn each_fault_has_its_own_cause() {
        let cases = [
            ("140398-945", HetuFault::Length),
            ("140398\u{2013}9468", HetuFault::Lookalike('\u{2013}')),
            ("140398\u{2011}9468", HetuFault::Lookalike('\u{2011}')),
            ("140398\u{2212}9468", HetuFault::Lookalike('\u{2212}')),
            ("210705\u{410}932J", HetuFault::Lookalike('\u{410}')),
            ("140398 -9468", HetuFault::Blank),
            ("140398-\u{a0}9468", HetuFault::Blank),
            ("140398-9468\u{200b}", HetuFault::Blank),
            (" 140398-9468", HetuFault::Blank),
            ("Anna Berg\u{2013}Oja", HetuFault::Length),
            ("14039x-9468", HetuFault::Length),
            ("140398G9468", HetuFault::Separator),
            ("140398y9468", HetuFault::Separator),
            ("320198-9457", HetuFault::Date),
            ("310298-9457", HetuFault::Date),
            ("290200-901C", HetuFault::WrongSeparator),
            ("140398A9468", HetuFault::WrongSeparator),
            ("140398-9458", HetuFault::CheckCharacter),
        ];
        for (text, fault) in cases {
            assert_eq!(Hetu::parse(text, TODAY).unwrap_err(), fault, "{}", fault.code());
        }
        let lowest = Hetu::compose(date(1998, 3, 14), '-', 2).unwrap();
        assert_eq!(Hetu::parse(lowest.as_str(), TODAY), Ok(lowest));
        assert_eq!(Hetu::compose(date(1998, 3, 14), '-', 1), None);
    }

    #[test]
    fn typed_input_is_forgiven_case_and_blanks_only() {
        assert!(Hetu::parse_typed(" 210705a932j ", TODAY).is_ok());
        assert_eq!(Hetu::parse("210705a932j", TODAY), Err(HetuFault::Separator));
    }

    #[test]
    fn the_separator_that_would_fit_is_told_and_only_where_the_rest_is_right() {
        let fits = |text| Hetu::separator_that_fits(text, TODAY);
        assert_eq!(fits(" 140398a9468 "), Some('-'));
        assert_eq!(fits("290200-901C"), Some('A'));
        assert_eq!(fits("290200-901D"), None, "the check character is wrong too");
        assert_eq!(fits("140398-9468"), None, "there is nothing wrong");
        assert_eq!(fits("320198-9457"), None);
    }

    #[test]
    fn debug_shows_nothing() {
        let hetu = Hetu::parse("210705A932J", TODAY).unwrap();
        assert_eq!(format!("{hetu:?}"), "Hetu(personal)");
    }

    proptest::proptest! {
        #[test]
        fn never_panics_on_any_text(text in ".{0,14}") {
            let _ = Hetu::parse(&text, TODAY);
            let _ = Hetu::parse_typed(&text, TODAY);
            let _ = Hetu::from_stored(&text);
        }

        #[test]
        fn one_changed_digit_is_always_noticed(year in 1900i32..2020, month in 1u32..=12, day in 1u32..=28,
            individual in 2u16..=999, place in 0usize..9, by in 1u8..=9) {
            let separator = if year < 2000 { '-' } else { 'A' };
            let hetu = Hetu::compose(date(year, month, day), separator, individual).unwrap();
            let mut bytes = *hetu.as_str().as_bytes().first_chunk::<11>().unwrap();
            let place = if place < 6 { place } else { place + 1 };
            bytes[place] = b'0' + (bytes[place] - b'0' + by) % 10;
            proptest::prop_assert!(Hetu::parse(std::str::from_utf8(&bytes).unwrap(), TODAY).is_err());
        }
    }
}
