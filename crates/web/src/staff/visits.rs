//! When somebody last looked at the report, so that the page can say what is new since then.
//!
//! The browser keeps it in a cookie: for each of the officials who used it last, the end of the visit before and the last
//! look of this one. An official is told from another by a digest, which names nobody.

use std::time::Duration;

use aws_lc_rs::digest::{SHA256, digest};
use axum::http::HeaderMap;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use events::Instant;

use super::session::{CookieKind, Cookies};

/// A visit ends when nothing was looked at for so long.
const PAUSE: Duration = Duration::from_secs(30 * 60);
/// The browser forgets after so long, in seconds.
const KEPT_FOR: i64 = 90 * 24 * 3600;
/// Of how many officials a browser remembers it, the last one first.
const MOST: usize = 4;
/// Bytes of a digest, enough to tell a few officials apart.
const MARK: usize = 9;

/// A visit to the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// The last look of the visit before, where there was one.
    pub before: Option<Instant>,
    now: Instant,
    mark: String,
    /// What the cookie says of others.
    others: Vec<String>,
}

impl Visit {
    /// The visit of an official (`sub` of their session), as the browser says.
    pub fn read(cookies: Cookies, headers: &HeaderMap, official: &str, now: Instant) -> Visit {
        let mark = URL_SAFE_NO_PAD.encode(&digest(&SHA256, official.as_bytes()).as_ref()[..MARK]);
        let held = cookies.value(headers, CookieKind::Visit).unwrap_or_default();
        let each = held.split('.').filter(|one| !one.is_empty());
        let (own, others): (Vec<&str>, Vec<&str>) = each.partition(|one| one.starts_with(&mark));
        let own = own.first().and_then(|own| own.strip_prefix(&mark)).unwrap_or_default();
        let mut times = own.split('~').skip(1).map(|text| text.parse().ok().map(Instant::from_millis));
        let (before, last) = (times.next().flatten(), times.next().flatten());
        let over = |last: &Instant| now.millis().saturating_sub(last.millis()) >= PAUSE.as_millis() as i64;
        let others = others.into_iter().take(MOST - 1).map(str::to_owned).collect();
        Visit { before: last.filter(over).or(before), now, mark, others }
    }

    /// Lets the browser remember this look.
    pub fn keep(self, cookies: Cookies, headers: &mut HeaderMap) {
        let before = self.before.unwrap_or(self.now);
        let own = format!("{}~{}~{}", self.mark, before.millis(), self.now.millis());
        let held: Vec<String> = std::iter::once(own).chain(self.others).collect();
        cookies.set(headers, CookieKind::Visit, &held.join("."), Some(KEPT_FOR));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::staff::session::sent_back;

    const MINUTE: i64 = 60_000;

    /// A browser in which officials look at these minutes; told is when each of them looked before.
    fn looks(looks: &[(&str, i64)]) -> Vec<Option<i64>> {
        let cookies = Cookies { https: false };
        let mut headers = HeaderMap::new();
        let look = |(official, minutes): &(&str, i64)| {
            let visit = Visit::read(cookies, &headers, official, Instant::from_millis(minutes * MINUTE));
            let (before, mut answer) = (visit.before, HeaderMap::new());
            visit.keep(cookies, &mut answer);
            headers = sent_back(&answer);
            before.map(|at| at.millis() / MINUTE)
        };
        looks.iter().map(look).collect()
    }

    #[test]
    fn what_is_new_is_new_for_the_whole_visit_and_the_next_one_begins_after_a_pause() {
        let of_one = [0, 10, 25, 50, 200, 210].map(|minutes| ("one", minutes));
        assert_eq!(looks(&of_one), [None, Some(0), Some(0), Some(0), Some(50), Some(50)]);
    }

    #[test]
    fn officials_who_share_a_browser_each_have_visits_of_their_own() {
        let shared = [("one", 0), ("another", 100), ("one", 200), ("another", 201), ("third", 202), ("one", 203)];
        assert_eq!(looks(&shared), [None, None, Some(0), Some(100), None, Some(0)]);
    }

    #[test]
    fn the_cookie_stays_short_however_many_use_the_browser() {
        let names = ["a", "b", "c", "d", "e", "a", "e"];
        let one_after_another: Vec<_> = names.into_iter().zip(0..).collect();
        assert_eq!(looks(&one_after_another), [None, None, None, None, None, None, Some(4)]);
    }
}
