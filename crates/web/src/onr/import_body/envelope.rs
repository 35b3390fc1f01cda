//! The frame of both imports, `{"sahkoposti"?, "henkilot": […]}`, read row by row.
//!
//! Each row is checked as soon as it has been read and only what passes is kept, so that 25 MB of brackets do not
//! become gigabytes of empty rows.

use std::fmt;
use std::marker::PhantomData;

use events::person::SentRow;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::checks::{Checks, Place};
use super::fault::{BodyFault, Reported, Rule};
use super::text::{Object, Text};

/// An import as far as it could be read.
pub(super) struct Envelope<'de> {
    /// The notice address, not yet checked.
    pub(super) address: Text<'de>,
    /// Every row, when all have passed; else nothing of use.
    pub(super) rows: Vec<SentRow>,
}

/// Reads the frame, handing each row with its index to `check`. Faults of rows go into `checks`.
pub(super) fn read<'de, R, F>(body: &'de [u8], checks: &mut Checks, check: F) -> Result<Envelope<'de>, BodyFault>
where
    R: Deserialize<'de>,
    F: FnMut(R, usize, &mut Checks) -> Result<SentRow, Reported>,
{
    let mut reader = serde_json::Deserializer::from_slice(without_mark(body));
    let frame = Frame(Rows { checks: &mut *checks, check, row: PhantomData });
    let (address, rows) = frame.deserialize(&mut reader).map_err(|error| BodyFault::unreadable(&error))?;
    reader.end().map_err(|error| BodyFault::unreadable(&error))?;
    if rows.is_none() {
        checks.report(Place::Body, "henkilot", Rule::NotEmpty);
    }
    Ok(Envelope { address, rows: rows.unwrap_or_default() })
}

/// Reads a body that is one object.
pub(super) fn read_one<'de, T: Deserialize<'de>>(body: &'de [u8]) -> Result<T, BodyFault> {
    let read: Object<T> = serde_json::from_slice(without_mark(body)).map_err(|error| BodyFault::unreadable(&error))?;
    Ok(read.0)
}

/// Some programs begin UTF-8 with a byte order mark; ONR's JSON reader passes over it.
fn without_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body)
}

#[derive(serde::Deserialize)]
#[serde(field_identifier, rename_all = "lowercase")]
enum Key {
    Sahkoposti,
    Henkilot,
    #[serde(other)]
    Other,
}

struct Frame<'c, R, F>(Rows<'c, R, F>);

impl<'de, R, F> DeserializeSeed<'de> for Frame<'_, R, F>
where
    R: Deserialize<'de>,
    F: FnMut(R, usize, &mut Checks) -> Result<SentRow, Reported>,
{
    type Value = (Text<'de>, Option<Vec<SentRow>>);

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, R, F> Visitor<'de> for Frame<'_, R, F>
where
    R: Deserialize<'de>,
    F: FnMut(R, usize, &mut Checks) -> Result<SentRow, Reported>,
{
    type Value = (Text<'de>, Option<Vec<SentRow>>);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let (mut address, mut rows) = (None, None);
        let mut reader = Some(self.0);
        while let Some(key) = entries.next_key()? {
            match key {
                Key::Sahkoposti if address.is_some() => return Err(A::Error::duplicate_field("sahkoposti")),
                Key::Sahkoposti => address = Some(entries.next_value()?),
                Key::Henkilot => {
                    let seed = reader.take().ok_or_else(|| A::Error::duplicate_field("henkilot"))?;
                    rows = entries.next_value_seed(seed)?;
                }
                Key::Other => {
                    entries.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok((address.unwrap_or_default(), rows))
    }
}

/// Reads `henkilot`; `None` when it is null or empty.
struct Rows<'c, R, F> {
    checks: &'c mut Checks,
    check: F,
    row: PhantomData<R>,
}

impl<'de, R, F> DeserializeSeed<'de> for Rows<'_, R, F>
where
    R: Deserialize<'de>,
    F: FnMut(R, usize, &mut Checks) -> Result<SentRow, Reported>,
{
    type Value = Option<Vec<SentRow>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, R, F> Visitor<'de> for Rows<'_, R, F>
where
    R: Deserialize<'de>,
    F: FnMut(R, usize, &mut Checks) -> Result<SentRow, Reported>,
{
    type Value = Option<Vec<SentRow>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<Self::Value, A::Error> {
        let mut kept = Vec::new();
        let mut at = 0;
        while let Some(row) = items.next_element::<Option<Object<R>>>()? {
            let checked = match row {
                Some(Object(row)) => (self.check)(row, at, self.checks),
                None => Err(self.checks.report(Place::Row(at), "", Rule::NotNull)),
            };
            match checked {
                Ok(row) if self.checks.faultless() => kept.push(row),
                // The import is refused as a whole: let go of what was kept, and read on for the other faults.
                _ => kept = Vec::new(),
            }
            at += 1;
        }
        Ok((at > 0).then_some(kept))
    }
}
