//! `muokattuJalkeen`: an instant in any of the forms that ONR reads.

use chrono::{DateTime, NaiveDateTime, NaiveTime};
use events::{Day, Instant};

use super::{QueryFault, fault};

/// Date and time with an offset from UTC: `Z`, `+03:00`, `+0300` or `+03`.
const WITH_OFFSET: [&str; 2] = ["%Y-%m-%dT%H:%M:%S%.f%#z", "%Y-%m-%dT%H:%M%#z"];
/// Date and time without one, which are meant in Finland.
const LOCAL: [&str; 2] = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M"];

/// Reads milliseconds since 1970 (digits alone), a date (its first moment in Finland), or a date and time with an
/// offset or, without one, in Finland.
pub fn read_instant(text: &str) -> Result<Instant, QueryFault> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        let instant = text.parse().ok().and_then(DateTime::from_timestamp_millis);
        return instant.map(Instant::from).ok_or_else(not_an_instant);
    }
    if let Ok(day) = text.parse::<Day>() {
        return Ok(Instant::local_in_finland(day.0.and_time(NaiveTime::MIN)));
    }
    // A plus that was not percent-encoded has become a space: 2026-05-01T12:00:00 03:00. The parser skips other blanks.
    let mended = text.replacen(' ', "+", 1);
    if mended.contains(char::is_whitespace) {
        return Err(not_an_instant());
    }
    // Java names the zone beside the offset, in brackets; the offset alone tells the instant.
    let unnamed = mended.strip_suffix(']').and_then(|text| text.split_once('[')).map_or(&*mended, |(text, _)| text);
    let with_offset = WITH_OFFSET.iter().find_map(|form| DateTime::parse_from_str(unnamed, form).ok());
    let local = || LOCAL.iter().find_map(|form| NaiveDateTime::parse_from_str(&mended, form).ok());
    let instant = with_offset.map(|instant| Instant::from(instant.to_utc()));
    instant.or_else(|| local().map(Instant::local_in_finland)).ok_or_else(not_an_instant)
}

fn not_an_instant() -> QueryFault {
    fault("muokattuJalkeen", "must be a date, a date and time (ISO 8601), or milliseconds since 1970")
}
