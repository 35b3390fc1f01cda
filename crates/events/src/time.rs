//! Days and instants as they stand in the log: numbers there, ISO 8601 text in JSON.

use std::str::FromStr;

use chrono::offset::LocalResult;
use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, SecondsFormat, TimeDelta, TimeZone, Utc};
use chrono_tz::Europe::Helsinki;
use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

/// A day written out in code. Panics where the calendar has no such day, so that it is for constants and for tests; text
/// from outside is read by [`Day::from_str`].
#[expect(clippy::expect_used, reason = "the day stands in the code, so that the first run shows a wrong one")]
pub const fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day of the calendar")
}

/// A calendar day; in the log the number yyyymmdd.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Day(pub NaiveDate);

/// The text is not a day written `yyyy-MM-dd`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a day is written yyyy-MM-dd")]
pub struct NotADay;

impl Day {
    /// The earliest day that can be stored.
    pub const MIN: Day = Day(date(-9999, 1, 1));
    /// The latest day that can be stored.
    pub const MAX: Day = Day(date(9999, 12, 31));

    /// The number yyyymmdd, as in the log. Days beyond [`Day::MIN`] and [`Day::MAX`] give the number of the nearer one.
    pub fn number(self) -> i32 {
        let day = self.clamp(Day::MIN, Day::MAX).0;
        day.year() * 10_000 + (day.month() * 100 + day.day()) as i32
    }

    /// Year, month and day as three numbers.
    pub fn year_month_day(self) -> [i32; 3] {
        let number = self.number();
        [number / 10_000, number.abs() / 100 % 100, number.abs() % 100]
    }

    /// The day of a number yyyymmdd, where there is one.
    pub fn from_number(number: i32) -> Option<Day> {
        // Euclidean, so that a year before 0 comes back as it was written.
        let (year, rest) = (number.div_euclid(10_000), number.rem_euclid(10_000) as u32);
        let day = NaiveDate::from_ymd_opt(year, rest / 100, rest % 100).map(Day);
        day.filter(|day| (Day::MIN..=Day::MAX).contains(day))
    }

    /// A day as people in Finland (`1.9.2026`) or programs (`2026-09-01`) write it.
    pub fn typed(text: &str) -> Option<Day> {
        let text = text.trim();
        let finnish = || NaiveDate::parse_from_str(text, "%d.%m.%Y").ok().map(Day);
        text.parse().ok().or_else(finnish).filter(|day| (Day::MIN..=Day::MAX).contains(day))
    }

    /// The day so many days earlier, or the earliest there is.
    pub fn earlier(self, days: u64) -> Day {
        self.0.checked_sub_days(Days::new(days)).map_or(Day::MIN, |day| Day(day).max(Day::MIN))
    }

    /// Days from an earlier day to this one; none from a later one.
    pub fn days_since(self, earlier: Day) -> u32 {
        u32::try_from(self.0.signed_duration_since(earlier.0).num_days()).unwrap_or_default()
    }

    /// The first instant after this day in Finland.
    pub fn ends_in_finland(self) -> Instant {
        let next = self.0.checked_add_days(Days::new(1)).filter(|next| *next <= Day::MAX.0);
        next.map_or(Instant(i64::MAX), |next| Instant::local_in_finland(next.and_time(NaiveTime::MIN)))
    }
}

impl FromStr for Day {
    type Err = NotADay;

    /// Exactly `yyyy-MM-dd`: the parser of dates would take blanks, signs and single digits too.
    fn from_str(text: &str) -> Result<Day, NotADay> {
        let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *text.as_bytes() else { return Err(NotADay) };
        let number = |digits: &[u8]| {
            digits.iter().try_fold(0, |n, digit| digit.is_ascii_digit().then(|| n * 10 + u32::from(digit - b'0')))
        };
        let parts = (number(&[y1, y2, y3, y4]), number(&[m1, m2]), number(&[d1, d2]));
        let (Some(year), Some(month), Some(day)) = parts else { return Err(NotADay) };
        NaiveDate::from_ymd_opt(year as i32, month, day).map(Day).ok_or(NotADay)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Day, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl<C> Encode<C> for Day {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut minicbor::Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        if !(Day::MIN..=Day::MAX).contains(self) {
            return Err(minicbor::encode::Error::message("a day beyond the years -9999 to 9999"));
        }
        e.i32(self.number())?.ok()
    }
}

impl<'b, C> Decode<'b, C> for Day {
    fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        Day::from_number(d.i32()?).ok_or_else(|| minicbor::decode::Error::message("not a day"))
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

    /// The same instant for calendar arithmetic. One beyond the days that can be stored gives the nearest within them,
    /// wherever on earth the day is asked for.
    pub fn utc(self) -> DateTime<Utc> {
        const FIRST: DateTime<Utc> = date(-9999, 1, 2).and_time(NaiveTime::MIN).and_utc();
        const LAST: DateTime<Utc> = date(9999, 12, 31).and_time(NaiveTime::MIN).and_utc();
        let nearest = if self.0 < 0 { FIRST } else { LAST };
        DateTime::from_timestamp_millis(self.0).map_or(nearest, |instant| instant.clamp(FIRST, LAST))
    }

    /// The instant at which clocks in Finland show a time. Where they are put back and show it twice, the first one;
    /// where they are put forward and never show it, as if they had not yet been put forward.
    pub fn local_in_finland(local: NaiveDateTime) -> Instant {
        const HOUR: TimeDelta = TimeDelta::hours(1);
        let instant = match Helsinki.from_local_datetime(&local) {
            LocalResult::Single(only) => only.to_utc(),
            LocalResult::Ambiguous(first, _) => first.to_utc(),
            LocalResult::None => match Helsinki.from_local_datetime(&(local - HOUR)).earliest() {
                Some(before) => before.to_utc() + HOUR,
                None => local.and_utc(),
            },
        };
        Instant::from(instant)
    }

    /// Date and time that clocks in Finland show.
    pub fn in_finland(self) -> NaiveDateTime {
        self.utc().with_timezone(&Helsinki).naive_local()
    }

    /// This instant and so many seconds.
    pub fn plus_seconds(self, seconds: i64) -> Instant {
        Instant(self.0.saturating_add(seconds.saturating_mul(1000)))
    }

    /// This instant and so much later, to the millisecond.
    pub fn plus(self, time: std::time::Duration) -> Instant {
        Instant(self.0.saturating_add(i64::try_from(time.as_millis()).unwrap_or(i64::MAX)))
    }

    /// The calendar day in Finland, by whose days the register counts.
    pub fn day_in_finland(self) -> NaiveDate {
        self.in_finland().date()
    }

    /// Date and time as people in Finland read them: `29.11.2026 08:17`.
    pub fn read_in_finland(self) -> String {
        let local = self.in_finland();
        format!("{}.{}.{} {}", local.day(), local.month(), local.year(), local.format("%H:%M"))
    }

    /// As text with Finland's offset, to the millisecond: `2026-11-29T08:17:57.107+02:00`.
    pub fn text_in_finland(self) -> String {
        self.utc().with_timezone(&Helsinki).to_rfc3339_opts(SecondsFormat::Millis, false)
    }
}

impl From<DateTime<Utc>> for Instant {
    fn from(instant: DateTime<Utc>) -> Instant {
        Instant(instant.timestamp_millis())
    }
}

impl std::fmt::Display for Instant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text = self.utc().to_rfc3339_opts(SecondsFormat::AutoSi, true);
        match text.split_once('.') {
            None => f.write_str(&text),
            // Without closing zeros, as in the stored examples.
            Some((seconds, fraction)) => write!(f, "{seconds}.{}Z", fraction.trim_end_matches(['0', 'Z'])),
        }
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
