//! Cookies of the staff pages: their names and attributes, and long values cut into several.

use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderValue};
use cookie::{Cookie, SameSite};

use crate::headers::cookies;

/// What a browser surely keeps in one cookie, its name and attributes set aside (RFC 6265, 6.1: 4096 bytes in all).
const LONGEST_VALUE: usize = 3_800;
/// Into how many cookies a value is cut at most: a header of more than eight kilobytes does not get through every proxy.
const MOST_PARTS: usize = 2;

/// What the pages keep in a browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CookieKind {
    /// Who is signed in.
    Session,
    /// What was begun at the provider.
    Attempt,
    /// The position of what the official last wrote.
    Written,
    /// When somebody last looked at the report.
    Visit,
    /// Filters that an official keeps.
    Filters,
}

impl CookieKind {
    fn name(self) -> &'static str {
        match self {
            CookieKind::Session => "oppijaloki_session",
            CookieKind::Attempt => "oppijaloki_sign_in",
            CookieKind::Written => "oppijaloki_written",
            CookieKind::Visit => "oppijaloki_visit",
            CookieKind::Filters => "oppijaloki_filters",
        }
    }
}

/// How cookies are set where the pages stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cookies {
    /// The pages are reached over HTTPS.
    pub https: bool,
}

impl Cookies {
    /// The value of what is kept, of all its parts.
    pub fn value(self, headers: &HeaderMap, kept: CookieKind) -> Option<String> {
        let found: Vec<Cookie<'_>> = cookies(headers).collect();
        let part = |number: usize| {
            let name = self.name(kept, number);
            found.iter().find(|cookie| cookie.name() == name).map(|cookie| cookie.value().to_owned())
        };
        let first = part(0)?;
        // Parts beyond a short one are left over from a longer value.
        let whole = |first: String| {
            let full = first.len() == LONGEST_VALUE;
            (1..MOST_PARTS).take_while(|_| full).map_while(part).fold(first, |all, next| all + &next)
        };
        Some(whole(first))
    }

    /// Sets what is kept, until the browser is closed or for so many seconds. False, and nothing set, when it is too
    /// long to be kept.
    pub fn set(self, headers: &mut HeaderMap, kept: CookieKind, value: &str, seconds: Option<i64>) -> bool {
        let parts: Vec<&[u8]> = value.as_bytes().chunks(LONGEST_VALUE).collect();
        if parts.len() > MOST_PARTS {
            return false;
        }
        for number in 0..self.parts(kept).max(parts.len()) {
            let part = parts.get(number).and_then(|part| std::str::from_utf8(part).ok());
            let age = part.map_or(Some(0), |_| seconds);
            self.append(headers, self.name(kept, number), part.unwrap_or_default(), age);
        }
        true
    }

    /// Does an answer set one of these already?
    pub fn are_set(self, headers: &HeaderMap, kept: CookieKind) -> bool {
        let name = format!("{}=", self.name(kept, 0));
        headers.get_all(SET_COOKIE).iter().any(|line| line.as_bytes().starts_with(name.as_bytes()))
    }

    /// Has what is kept deleted.
    pub fn clear(self, headers: &mut HeaderMap, kept: CookieKind) {
        self.set(headers, kept, "", Some(0));
    }

    /// Parts that must be spoken of when a value is set, so that none is left over from a longer one.
    fn parts(self, kept: CookieKind) -> usize {
        if kept == CookieKind::Session { MOST_PARTS } else { 1 }
    }

    fn append(self, headers: &mut HeaderMap, name: String, value: &str, seconds: Option<i64>) {
        let mut cookie = Cookie::new(name, value);
        cookie.set_path("/");
        cookie.set_http_only(true);
        cookie.set_same_site(SameSite::Lax);
        cookie.set_secure(self.https);
        cookie.set_max_age(seconds.map(cookie::time::Duration::seconds));
        if let Ok(cookie) = HeaderValue::from_str(&cookie.to_string()) {
            headers.append(SET_COOKIE, cookie);
        }
    }

    /// `__Host-` lets nobody but this very host set the cookie; browsers take it over HTTPS alone.
    fn name(self, kept: CookieKind, part: usize) -> String {
        let prefix = if self.https { "__Host-" } else { "" };
        let number = if part == 0 { String::new() } else { format!("_{part}") };
        format!("{prefix}{}{number}", kept.name())
    }
}

#[cfg(test)]
pub(in crate::staff) mod tests {
    use axum::http::header::COOKIE;

    use super::*;

    /// What a browser sends back after these answers.
    pub fn sent_back(answers: &HeaderMap) -> HeaderMap {
        let set = answers.get_all(SET_COOKIE).iter().map(|line| Cookie::parse(line.to_str().unwrap()).unwrap());
        let kept = set.filter(|cookie| cookie.max_age().is_none_or(|age| age.is_positive()));
        let pairs: Vec<String> = kept.map(|cookie| format!("{}={}", cookie.name(), cookie.value())).collect();
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, pairs.join("; ").parse().unwrap());
        headers
    }

    #[test]
    fn cookies_are_out_of_reach_of_scripts_and_other_sites() {
        let lines = |https| {
            let mut headers = HeaderMap::new();
            Cookies { https }.set(&mut headers, CookieKind::Attempt, "value", Some(600));
            headers.get(SET_COOKIE).unwrap().to_str().unwrap().to_owned()
        };
        let over_https = lines(true);
        assert!(over_https.starts_with("__Host-oppijaloki_sign_in=value; "), "{over_https}");
        for part in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/", "Max-Age=600"] {
            assert!(over_https.contains(part), "{part} is missing: {over_https}");
        }
        assert!(!over_https.contains("Domain"));
        let plain = lines(false);
        assert!(plain.starts_with("oppijaloki_sign_in=value; ") && !plain.contains("Secure"), "{plain}");
    }

    #[test]
    fn a_long_value_is_cut_and_a_short_one_after_it_stands_alone() {
        let cookies = Cookies { https: true };
        let long = "abcdefghij".repeat(700);
        let mut headers = HeaderMap::new();
        assert!(cookies.set(&mut headers, CookieKind::Session, &long, None));
        for line in headers.get_all(SET_COOKIE) {
            assert!(line.len() <= 4096, "no browser keeps {} bytes", line.len());
        }
        assert_eq!(cookies.value(&sent_back(&headers), CookieKind::Session), Some(long));
        let mut headers = HeaderMap::new();
        assert!(cookies.set(&mut headers, CookieKind::Session, "short", None));
        assert_eq!(headers.get_all(SET_COOKIE).iter().count(), 2, "the second part of before is deleted");
        assert_eq!(cookies.value(&sent_back(&headers), CookieKind::Session), Some("short".to_owned()));
    }

    #[test]
    fn what_no_browser_would_keep_is_refused() {
        let mut headers = HeaderMap::new();
        let cookies = Cookies { https: true };
        assert!(!cookies.set(&mut headers, CookieKind::Session, &"x".repeat(2 * LONGEST_VALUE + 1), None));
        assert!(headers.is_empty());
    }
}
