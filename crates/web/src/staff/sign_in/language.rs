//! Which language the pages of signing in are in: the one chosen before, else the browser's wish, else Finnish.

use axum::http::header::{ACCEPT_LANGUAGE, COOKIE};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use cookie::Cookie;

/// The cookie that remembers a choice.
const CHOSEN: &str = "lang";

/// A language of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Finnish.
    Fi,
    /// Swedish.
    Sv,
    /// English.
    En,
}

impl Language {
    /// The code, as in `lang` of a document.
    pub fn code(self) -> &'static str {
        match self {
            Language::Fi => "fi",
            Language::Sv => "sv",
            Language::En => "en",
        }
    }

    /// The language of an answer to a request with these headers.
    pub fn of(headers: &HeaderMap) -> Language {
        let chosen = texts(headers, COOKIE).flat_map(Cookie::split_parse).flatten();
        let chosen = chosen.filter(|cookie| cookie.name() == CHOSEN).find_map(|cookie| named(cookie.value()));
        chosen.or_else(|| wished(headers)).unwrap_or(Language::Fi)
    }
}

fn named(code: &str) -> Option<Language> {
    [Language::Fi, Language::Sv, Language::En].into_iter().find(|language| language.code() == code)
}

/// The best liked of ours (RFC 9110, 12.5.4); of equally liked ones the first.
fn wished(headers: &HeaderMap) -> Option<Language> {
    let mut best: Option<(Language, f32)> = None;
    for range in texts(headers, ACCEPT_LANGUAGE).flat_map(|line| line.split(',')) {
        let (tag, weight) = range.split_once(';').unwrap_or((range, "q=1"));
        let weight: f32 = weight.trim().strip_prefix("q=").and_then(|weight| weight.parse().ok()).unwrap_or(0.0);
        let code = tag.trim().split('-').next().unwrap_or_default().to_ascii_lowercase();
        if let Some(language) = named(&code).filter(|_| weight > best.map_or(0.0, |(_, best)| best)) {
            best = Some((language, weight));
        }
    }
    best.map(|(language, _)| language)
}

fn texts(headers: &HeaderMap, name: HeaderName) -> impl Iterator<Item = &str> {
    headers.get_all(name).iter().filter_map(|value: &HeaderValue| value.to_str().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn language(wish: &str, cookie: &str) -> Language {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_LANGUAGE, wish.parse().unwrap());
        headers.insert(COOKIE, cookie.parse().unwrap());
        Language::of(&headers)
    }

    #[test]
    fn a_choice_goes_before_the_browser_and_the_browser_before_finnish() {
        assert_eq!(language("sv-FI,sv;q=0.9,fi;q=0.8", ""), Language::Sv);
        assert_eq!(language("de, en;q=0.5, sv;q=0.7", ""), Language::Sv);
        assert_eq!(language("sv", "a=b; lang=en"), Language::En);
        assert_eq!(language("de", "lang=de"), Language::Fi);
        assert_eq!(language("sv;q=0, en;q=0.1", ""), Language::En);
    }
}
