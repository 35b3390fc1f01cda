//! Values that take any JSON: what has an unexpected shape or is beyond all measure becomes *odd*, which matters only to
//! who reads it.

use std::borrow::Cow;
use std::marker::PhantomData;

use chrono::NaiveDate;
use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// The longest text, in bytes: longer than any name or address. A record of such texts alone still fits in an event.
const LONGEST_TEXT: usize = 1_000;
/// The longest list: nobody has had as many hetus, surnames or nationalities.
pub(super) const LONGEST_LIST: usize = 100;

/// A field of a group has not the shape that it should.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Odd;

/// A text.
#[derive(Default)]
pub(super) enum Text<'a> {
    #[default]
    Absent,
    Is(Cow<'a, str>),
    Odd,
}

impl Text<'_> {
    /// The text without blanks around it; `None` when it is absent, null or blank.
    pub(super) fn get(&self) -> Result<Option<&str>, Odd> {
        match self {
            Text::Absent => Ok(None),
            Text::Is(text) => Ok(Some(text.trim()).filter(|text| !text.is_empty())),
            Text::Odd => Err(Odd),
        }
    }

    /// Whether it is exactly this word.
    pub(super) fn is(&self, word: &str) -> bool {
        self.get() == Ok(Some(word))
    }
}

/// A text in Finnish and Swedish, or one text without a language.
#[derive(Default)]
pub(super) struct Words<'a> {
    fi: Text<'a>,
    sv: Text<'a>,
}

impl Words<'_> {
    /// The Finnish text, or the Swedish one when there is no Finnish.
    pub(super) fn get(&self) -> Result<Option<&str>, Odd> {
        Ok(self.fi.get()?.or(self.sv.get()?))
    }
}

/// A date of any precision; a month or a year alone begins with its first day.
#[derive(Default, Clone, Copy)]
pub(super) enum When {
    #[default]
    Absent,
    Is(NaiveDate),
    Odd,
}

impl When {
    pub(super) fn get(self) -> Result<Option<NaiveDate>, Odd> {
        match self {
            When::Absent => Ok(None),
            When::Is(date) => Ok(Some(date)),
            When::Odd => Err(Odd),
        }
    }

    /// `2005-07-21`, `2005-07` or `2005`; an unknown month or day may also be written `00`.
    fn parse(text: &str) -> When {
        let day = text.trim().split('T').next().unwrap_or_default();
        if day.is_empty() {
            return When::Absent;
        }
        let digits = |part: &&str| part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
        let mut parts = day.split('-').map(|part| Some(part).filter(digits)?.parse::<u32>().ok());
        let mut part = || parts.next().unwrap_or(Some(1));
        let (Some(year), Some(month), Some(day), true) = (part(), part(), part(), parts.next().is_none()) else {
            return When::Odd;
        };
        NaiveDate::from_ymd_opt(year as i32, month.max(1), day.max(1)).map_or(When::Odd, When::Is)
    }
}

/// True or false.
#[derive(Default, Clone, Copy)]
pub(super) enum Flag {
    #[default]
    Absent,
    Is(bool),
    Odd,
}

impl Flag {
    pub(super) fn get(self) -> Result<Option<bool>, Odd> {
        match self {
            Flag::Absent => Ok(None),
            Flag::Is(truth) => Ok(Some(truth)),
            Flag::Odd => Err(Odd),
        }
    }
}

/// Whether a field is there at all; null counts as not.
#[derive(Default, Clone, Copy)]
pub(super) struct Present(pub(super) bool);

/// A list; anything else is odd.
pub(super) enum List<T> {
    Is(Vec<T>),
    Odd,
}

impl<T> Default for List<T> {
    fn default() -> Self {
        List::Is(Vec::new())
    }
}

impl<T> List<T> {
    pub(super) fn get(&self) -> Result<&[T], Odd> {
        match self {
            List::Is(items) => Ok(items),
            List::Odd => Err(Odd),
        }
    }
}

/// A value that takes any JSON: by default whatever is not overridden is odd.
trait Lenient<'de>: Default {
    fn odd() -> Self;

    fn of_text(_: Cow<'de, str>) -> Self {
        Self::odd()
    }

    fn of_truth(_: bool) -> Self {
        Self::odd()
    }

    fn of_object<A: MapAccess<'de>>(mut fields: A) -> Result<Self, A::Error> {
        while fields.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Self::odd())
    }

    fn of_list<A: SeqAccess<'de>>(mut items: A) -> Result<Self, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Self::odd())
    }
}

struct Any<T>(PhantomData<T>);

impl<'de, T: Lenient<'de>> Visitor<'de> for Any<T> {
    type Value = T;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("any value")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<T, E> {
        Ok(T::of_text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<T, E> {
        Ok(T::of_text(Cow::Owned(text.to_owned())))
    }

    fn visit_bool<E>(self, truth: bool) -> Result<T, E> {
        Ok(T::of_truth(truth))
    }

    fn visit_unit<E>(self) -> Result<T, E> {
        Ok(T::default())
    }

    fn visit_i64<E>(self, _: i64) -> Result<T, E> {
        Ok(T::odd())
    }

    fn visit_u64<E>(self, _: u64) -> Result<T, E> {
        Ok(T::odd())
    }

    fn visit_f64<E>(self, _: f64) -> Result<T, E> {
        Ok(T::odd())
    }

    fn visit_map<A: MapAccess<'de>>(self, fields: A) -> Result<T, A::Error> {
        T::of_object(fields)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<T, A::Error> {
        T::of_list(items)
    }
}

impl<'de: 'a, 'a> Lenient<'de> for Text<'a> {
    fn odd() -> Self {
        Text::Odd
    }

    fn of_text(text: Cow<'de, str>) -> Self {
        // Blanks around it do not count: old systems fill up their fields with them.
        if text.trim().len() <= LONGEST_TEXT { Text::Is(text) } else { Text::Odd }
    }
}

impl<'de: 'a, 'a> Lenient<'de> for Words<'a> {
    fn odd() -> Self {
        Words { fi: Text::Odd, sv: Text::Odd }
    }

    fn of_text(text: Cow<'de, str>) -> Self {
        Words { fi: Text::of_text(text), sv: Text::Absent }
    }

    fn of_object<A: MapAccess<'de>>(mut fields: A) -> Result<Self, A::Error> {
        let mut words = Words::default();
        while let Some(key) = fields.next_key::<Text<'de>>()? {
            match key.get() {
                Ok(Some("fi")) => words.fi = fields.next_value()?,
                Ok(Some("sv")) => words.sv = fields.next_value()?,
                _ => drop(fields.next_value::<IgnoredAny>()?),
            }
        }
        Ok(words)
    }
}

impl<'de> Lenient<'de> for When {
    fn odd() -> Self {
        When::Odd
    }

    fn of_text(text: Cow<'de, str>) -> Self {
        When::parse(&text)
    }

    /// `tarkkuus` (the precision) is not read: `arvo` shows it where it matters.
    fn of_object<A: MapAccess<'de>>(mut fields: A) -> Result<Self, A::Error> {
        let mut when = When::Absent;
        while let Some(key) = fields.next_key::<Text<'de>>()? {
            match key.get() {
                Ok(Some("arvo")) => when = fields.next_value()?,
                _ => drop(fields.next_value::<IgnoredAny>()?),
            }
        }
        Ok(when)
    }
}

impl<'de> Lenient<'de> for Flag {
    fn odd() -> Self {
        Flag::Odd
    }

    fn of_truth(truth: bool) -> Self {
        Flag::Is(truth)
    }
}

impl<'de> Lenient<'de> for Present {
    fn odd() -> Self {
        Present(true)
    }
}

impl<'de, T: Deserialize<'de>> Lenient<'de> for List<T> {
    fn odd() -> Self {
        List::Odd
    }

    fn of_list<A: SeqAccess<'de>>(mut items: A) -> Result<Self, A::Error> {
        let mut list = Vec::new();
        while list.len() < LONGEST_LIST
            && let Some(item) = items.next_element()?
        {
            list.push(item);
        }
        let mut longer = false;
        while items.next_element::<IgnoredAny>()?.is_some() {
            longer = true;
        }
        Ok(if longer { List::Odd } else { List::Is(list) })
    }
}

macro_rules! take_any_json {
    ($([$($generics:tt)*] $type:ty;)*) => {$(
        impl<'de, $($generics)*> Deserialize<'de> for $type where $type: Lenient<'de> {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_any(Any(PhantomData))
            }
        }
    )*};
}

take_any_json! {
    ['a] Text<'a>;
    ['a] Words<'a>;
    [] When;
    [] Flag;
    [] Present;
    [T] List<T>;
}
