//! Which language an answer is in, from the headers of its request.

use axum::http::header::{ACCEPT_LANGUAGE, COOKIE};
use axum::http::{HeaderMap, HeaderValue};
use texts::Lang;

/// The cookie that remembers a choice made on a page.
pub const COOKIE_NAME: &str = "lang";

/// The language of an answer: the one chosen earlier, else the client's wish, else Finnish.
pub fn wanted(headers: &HeaderMap) -> Lang {
    remembered(headers).or_else(|| preferred(headers)).unwrap_or(Lang::Fi)
}

fn remembered(headers: &HeaderMap) -> Option<Lang> {
    let cookies = headers.get_all(COOKIE).iter().filter_map(text).flat_map(|line| line.split(';'));
    cookies.filter_map(|cookie| cookie.trim().split_once('=')).find_map(|(name, value)| {
        let ours = name == COOKIE_NAME;
        ours.then(|| Lang::from_code(value)).flatten()
    })
}

/// The best liked of our languages (RFC 9110, 12.5.4); of equally liked ones the first.
pub fn preferred(headers: &HeaderMap) -> Option<Lang> {
    let ranges = headers.get_all(ACCEPT_LANGUAGE).iter().filter_map(text).flat_map(|line| line.split(','));
    let mut best: Option<(Lang, f32)> = None;
    for range in ranges {
        let (tag, weight) = range.split_once(';').unwrap_or((range, "q=1"));
        let weight: f32 = weight.trim().strip_prefix("q=").and_then(|q| q.parse().ok()).unwrap_or(0.0);
        let code = tag.trim().split('-').next().unwrap_or_default().to_ascii_lowercase();
        if let Some(lang) = Lang::from_code(&code)
            && weight > best.map_or(0.0, |(_, best)| best)
        {
            best = Some((lang, weight));
        }
    }
    best.map(|(lang, _)| lang)
}

fn text(value: &HeaderValue) -> Option<&str> {
    value.to_str().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lang(accept: &str, cookie: &str) -> Lang {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_LANGUAGE, accept.parse().unwrap());
        headers.insert(COOKIE, cookie.parse().unwrap());
        wanted(&headers)
    }

    #[test]
    fn a_choice_goes_before_the_browser_and_the_browser_before_finnish() {
        assert_eq!(lang("sv-FI,sv;q=0.9,fi;q=0.8", ""), Lang::Sv);
        assert_eq!(lang("de, en;q=0.5, sv;q=0.7", ""), Lang::Sv);
        assert_eq!(lang("sv", "a=b; lang=en"), Lang::En);
        assert_eq!(lang("de", "lang=xx"), Lang::Fi);
        assert_eq!(lang("sv;q=0", ""), Lang::Fi);
        assert_eq!(lang("EN-gb, fi;q=0.9", ""), Lang::En);
        assert_eq!(lang("en;q=nonsense", ""), Lang::Fi);
    }
}
