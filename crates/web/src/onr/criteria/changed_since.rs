//! `muokattuJalkeen`: an instant in any of the forms that ONR reads.

use events::Instant;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use super::{QueryFault, fault};

/// Where dates without a zone are meant.
const ZONE: &str = "Europe/Helsinki";

/// Reads milliseconds since 1970 (digits alone), a date (its first moment in Finland), or a date and time with an
/// offset or, without one, in Finland.
pub fn read_instant(text: &str) -> Result<Instant, QueryFault> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        let millis: i64 = text.parse().map_err(|_| not_an_instant())?;
        return Timestamp::from_millisecond(millis).map(Instant::from).map_err(|_| not_an_instant());
    }
    // A plus that was not percent-encoded has become a space: 2026-05-01T12:00:00 03:00.
    let mended = text.replacen(' ', "+", usize::from(text.contains('T')));
    if let Ok(timestamp) = mended.parse::<Timestamp>() {
        return Ok(timestamp.into());
    }
    let local = if mended.contains('T') {
        mended.parse::<DateTime>()
    } else {
        mended.parse::<Date>().map(|date| date.to_datetime(jiff::civil::Time::midnight()))
    };
    let zone = TimeZone::get(ZONE).map_err(|_| not_an_instant())?;
    let zoned = local.and_then(|local| local.to_zoned(zone)).map_err(|_| not_an_instant())?;
    Ok(zoned.timestamp().into())
}

fn not_an_instant() -> QueryFault {
    fault("muokattuJalkeen", "must be a date, a date and time (ISO 8601), or milliseconds since 1970")
}
