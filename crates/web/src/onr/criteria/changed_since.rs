//! `muokattuJalkeen`: an instant in any of the forms that ONR reads, which are those of Joda's `dateTimeParser`.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveTime, TimeDelta, Weekday};
use events::Instant;

use super::{QueryFault, fault};

/// Reads milliseconds since 1970 (digits alone), or a date and time of ISO 8601: a calendar date, a week date or an ordinal
/// date, of which the end may be left out; behind a `T` hours, minutes and seconds, of which the end may be left out and the
/// last may have a fraction; and an offset. Without an offset it is meant in Finland.
pub fn read_instant(text: &str) -> Result<Instant, QueryFault> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        let instant = text.parse().ok().and_then(DateTime::from_timestamp_millis);
        return instant.map(Instant::from).ok_or_else(not_an_instant);
    }
    // A plus that was not percent-encoded has become a space: 2026-05-01T12:00:00 03:00.
    let mended = text.replacen(' ', "+", 1);
    read_iso(&mended).ok_or_else(not_an_instant)
}

fn not_an_instant() -> QueryFault {
    fault("muokattuJalkeen", "must be a date, a date and time (ISO 8601), or milliseconds since 1970")
}

fn read_iso(text: &str) -> Option<Instant> {
    // Java names the zone beside the offset, in brackets; the offset alone tells the instant.
    let unnamed = text.strip_suffix(']').and_then(|text| text.split_once('[')).map(|(text, _)| text);
    let (date, rest) = unnamed.unwrap_or(text).split_once('T').unwrap_or((text, ""));
    let date = match date {
        "" if !rest.is_empty() => NaiveDate::from_ymd_opt(1970, 1, 1)?,
        date => read_date(date)?,
    };
    let (time, offset) = rest.split_at(rest.find(['Z', '+', '-']).unwrap_or(rest.len()));
    let time = if time.is_empty() { NaiveTime::MIN } else { read_time(time)? };
    let local = date.and_time(time);
    match offset {
        "" if unnamed.is_none() => Some(Instant::local_in_finland(local)),
        "" => None,
        offset => Some(local.and_local_timezone(read_offset(offset)?).single()?.to_utc().into()),
    }
}

/// `yyyy-MM-dd`, `yyyy-MM`, `yyyy-DDD`, `yyyy-Www` or `yyyy-Www-e`; a year alone only before a `T`.
fn read_date(text: &str) -> Option<NaiveDate> {
    let parts: Vec<&str> = text.split('-').collect();
    let year = i32::try_from(number(parts.first()?, 4)?).ok()?;
    match &parts[1..] {
        [] => NaiveDate::from_ymd_opt(year, 1, 1),
        [week, day @ ..] if week.starts_with('W') => {
            let day = match day {
                [] => 1,
                [day] => number(day, 1)?,
                _ => return None,
            };
            let day = Weekday::try_from(u8::try_from(day.checked_sub(1)?).ok()?).ok()?;
            NaiveDate::from_isoywd_opt(year, number(&week[1..], 2)?, day)
        }
        [day] if day.len() == 3 => NaiveDate::from_yo_opt(year, number(day, 3)?),
        [month] => NaiveDate::from_ymd_opt(year, number(month, 2)?, 1),
        [month, day] => NaiveDate::from_ymd_opt(year, number(month, 2)?, number(day, 2)?),
        _ => None,
    }
    .filter(|date| date.year() > 0)
}

/// `HH`, `HH:mm` or `HH:mm:ss`, the last of them with a fraction behind a point or a comma.
fn read_time(text: &str) -> Option<NaiveTime> {
    let (whole, fraction) = match text.split_once(['.', ',']) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    let parts = whole.split(':').map(|part| number(part, 2)).collect::<Option<Vec<u32>>>()?;
    let (hour, minute, second, unit) = match parts[..] {
        [hour] => (hour, 0, 0, 3_600_000),
        [hour, minute] => (hour, minute, 0, 60_000),
        [hour, minute, second] => (hour, minute, second, 1_000),
        _ => return None,
    };
    let millis = fraction.map_or(Some(0), |digits| part_of(digits, unit))?;
    Some(NaiveTime::from_hms_opt(hour, minute, second)? + TimeDelta::milliseconds(millis))
}

/// A fraction of so many milliseconds.
fn part_of(digits: &str, unit: i64) -> Option<i64> {
    let digits = digits.get(..digits.len().min(9)).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    let of = 10_i64.pow(u32::try_from(digits.len()).ok().filter(|length| *length > 0)?);
    Some(unit * digits.parse::<i64>().ok()? / of)
}

/// `Z`, `+03:00`, `+0300` or `+03`.
fn read_offset(text: &str) -> Option<FixedOffset> {
    if text == "Z" {
        return FixedOffset::east_opt(0);
    }
    let (sign, rest) = text.split_at_checked(1)?;
    let (hours, minutes) = match rest.split_once(':') {
        Some(parts) => parts,
        None if rest.len() == 4 => rest.split_at_checked(2)?,
        None => (rest, "00"),
    };
    let both_digits = [hours, minutes].iter().all(|part| part.len() == 2);
    let seconds = i32::try_from(number(hours, 2)? * 3600 + number(minutes, 2)? * 60).ok().filter(|_| both_digits)?;
    FixedOffset::east_opt(if sign == "-" { -seconds } else { seconds })
}

/// Digits alone, at most so many.
fn number(text: &str, most: usize) -> Option<u32> {
    let digits = !text.is_empty() && text.len() <= most && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok())?
}
