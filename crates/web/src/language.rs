//! Which language an answer is in, from the headers of its request.

use axum::http::HeaderMap;
use axum::http::header::ACCEPT_LANGUAGE;
use texts::Lang;

use crate::headers::{cookies, weighted};

/// The cookie that remembers a choice made on a page.
pub const COOKIE_NAME: &str = "lang";

/// The language of an answer: the one chosen earlier, else the client's wish, else Finnish.
pub fn wanted(headers: &HeaderMap) -> Lang {
    remembered(headers).or_else(|| preferred(headers)).unwrap_or(Lang::Fi)
}

fn remembered(headers: &HeaderMap) -> Option<Lang> {
    cookies(headers).filter(|cookie| cookie.name() == COOKIE_NAME).find_map(|cookie| Lang::from_code(cookie.value()))
}

/// The best liked of our languages (RFC 9110, 12.5.4); of equally liked ones the first.
pub fn preferred(headers: &HeaderMap) -> Option<Lang> {
    let mut best: Option<(Lang, f32)> = None;
    for (tag, weight) in weighted(headers, ACCEPT_LANGUAGE) {
        let code = tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        if let Some(lang) = Lang::from_code(&code)
            && weight > best.map_or(0.0, |(_, best)| best)
        {
            best = Some((lang, weight));
        }
    }
    best.map(|(lang, _)| lang)
}

#[cfg(test)]
mod tests {
    use axum::http::header::COOKIE;

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
