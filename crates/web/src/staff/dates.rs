//! Days and instants as officials read them: `d.M.yyyy`, and the time of day in Helsinki.

use chrono::Datelike;
use events::{Day, Instant};

/// An instant or a day twice: for programs (`datetime` of `<time>`) and for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct When {
    /// ISO 8601.
    pub machine: String,
    /// As people read it.
    pub human: String,
}

impl From<Instant> for When {
    fn from(instant: Instant) -> When {
        When { machine: instant.to_string(), human: instant.read_in_finland() }
    }
}

impl From<Day> for When {
    fn from(day_of: Day) -> When {
        When { machine: day_of.0.to_string(), human: day(day_of) }
    }
}

/// `d.M.yyyy`.
pub fn day(day: Day) -> String {
    format!("{}.{}.{}", day.0.day(), day.0.month(), day.0.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_is_told_by_the_clock_in_helsinki() {
        let summer: chrono::DateTime<chrono::Utc> = "2026-07-01T21:05:00Z".parse().unwrap();
        assert_eq!(When::from(Instant::from(summer)).human, "2.7.2026 00:05");
        let winter: chrono::DateTime<chrono::Utc> = "2026-01-09T07:30:00Z".parse().unwrap();
        assert_eq!(When::from(Instant::from(winter)).human, "9.1.2026 09:30");
    }
}
