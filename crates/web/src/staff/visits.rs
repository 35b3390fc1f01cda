//! When somebody last looked at the report, so that the page can say what is new since then.
//!
//! The browser keeps it in a cookie: the end of the visit before, and the last look of this one. It says nothing about
//! anybody.

use std::time::Duration;

use axum::http::HeaderMap;
use events::Instant;

use super::session::{CookieKind, Cookies};

/// A visit ends when nothing was looked at for so long.
const PAUSE: Duration = Duration::from_secs(30 * 60);
/// The browser forgets after so long, in seconds.
const KEPT_FOR: i64 = 90 * 24 * 3600;

/// A visit to the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Visit {
    /// The last look of the visit before, where there was one.
    pub before: Option<Instant>,
    now: Instant,
}

impl Visit {
    /// As the browser says.
    pub fn read(cookies: Cookies, headers: &HeaderMap, now: Instant) -> Visit {
        let held = cookies.value(headers, CookieKind::Visit).unwrap_or_default();
        let mut times = held.split('-').map(|text| text.parse().ok().map(Instant::from_millis));
        let (before, last) = (times.next().flatten(), times.next().flatten());
        let over = |last: &Instant| now.millis().saturating_sub(last.millis()) >= PAUSE.as_millis() as i64;
        Visit { before: last.filter(over).or(before), now }
    }

    /// Lets the browser remember this look.
    pub fn keep(self, cookies: Cookies, headers: &mut HeaderMap) {
        let before = self.before.unwrap_or(self.now);
        let held = format!("{}-{}", before.millis(), self.now.millis());
        cookies.set(headers, CookieKind::Visit, &held, Some(KEPT_FOR));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::staff::session::sent_back;

    const MINUTE: i64 = 60_000;

    #[test]
    fn what_is_new_is_new_for_the_whole_visit_and_the_next_one_begins_after_a_pause() {
        let cookies = Cookies { https: false };
        let mut headers = HeaderMap::new();
        let mut look = |minutes: i64| {
            let visit = Visit::read(cookies, &headers, Instant::from_millis(minutes * MINUTE));
            let mut answer = HeaderMap::new();
            visit.keep(cookies, &mut answer);
            headers = sent_back(&answer);
            visit.before.map(|at| at.millis() / MINUTE)
        };
        assert_eq!(look(0), None);
        assert_eq!((look(10), look(25), look(50)), (Some(0), Some(0), Some(0)));
        assert_eq!((look(200), look(210)), (Some(50), Some(50)));
    }
}
