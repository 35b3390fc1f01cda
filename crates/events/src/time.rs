//! Days and instants as they stand in the log: numbers there, ISO 8601 text in JSON.

use jiff::Timestamp;
use jiff::civil::Date;
use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

/// A calendar day; in the log the number yyyymmdd.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(pub Date);

impl Day {
    /// The number yyyymmdd, as in the log.
    pub fn number(self) -> i32 {
        let (year, month, day) = (i32::from(self.0.year()), i32::from(self.0.month()), i32::from(self.0.day()));
        year * 10_000 + month * 100 + day
    }

    /// The first instant after this day in Finland.
    pub fn ends_in_finland(self) -> Instant {
        let midnight = self.0.tomorrow().and_then(|next| next.to_zoned(helsinki()));
        midnight.map_or(Instant(i64::MAX), |midnight| Instant::from(midnight.timestamp()))
    }
}

impl<C> Encode<C> for Day {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut minicbor::Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.i32(self.number())?.ok()
    }
}

impl<'b, C> Decode<'b, C> for Day {
    fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        let n = d.i32()?;
        // Euclidean, so that a year before 0 comes back as it was written.
        let (year, rest) = (n.div_euclid(10_000), n.rem_euclid(10_000));
        let parts = (i16::try_from(year), i8::try_from(rest / 100), i8::try_from(rest % 100));
        let (Ok(year), Ok(month), Ok(day)) = parts else {
            return Err(minicbor::decode::Error::message("not a day"));
        };
        Date::new(year, month, day).map(Day).map_err(minicbor::decode::Error::message)
    }
}

impl schemars::JsonSchema for Day {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Day".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "date", "description": "stored as the number yyyymmdd" })
    }
}

/// An instant to the millisecond; in the log milliseconds since 1970 in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Encode, Decode)]
#[cbor(transparent)]
pub struct Instant(#[n(0)] i64);

impl Instant {
    /// From milliseconds since 1970, the form in which today's interface gives instants too.
    pub fn from_millis(millis: i64) -> Instant {
        Instant(millis)
    }

    /// Milliseconds since 1970.
    pub fn millis(self) -> i64 {
        self.0
    }

    /// The same instant for calendar arithmetic; out-of-range values become the earliest instant.
    pub fn timestamp(self) -> Timestamp {
        Timestamp::from_millisecond(self.0).unwrap_or(Timestamp::MIN)
    }

    /// This instant and so many seconds.
    pub fn plus_seconds(self, seconds: i64) -> Instant {
        Instant(self.0.saturating_add(seconds.saturating_mul(1000)))
    }

    /// The calendar day in Finland, by whose days the register counts.
    pub fn day_in_finland(self) -> Date {
        self.timestamp().to_zoned(helsinki()).date()
    }
}

fn helsinki() -> jiff::tz::TimeZone {
    jiff::tz::TimeZone::get("Europe/Helsinki").unwrap_or(jiff::tz::TimeZone::UTC)
}

impl From<Timestamp> for Instant {
    fn from(timestamp: Timestamp) -> Instant {
        Instant(timestamp.as_millisecond())
    }
}

impl std::fmt::Display for Instant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.timestamp().fmt(f)
    }
}

impl Serialize for Instant {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl schemars::JsonSchema for Instant {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Instant".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "format": "date-time",
            "description": "stored as milliseconds since 1970 in UTC",
        })
    }
}
