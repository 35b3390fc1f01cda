//! Which language a page is in: `?lang=sv` chooses and is remembered; else the browser's wish; else Finnish.

use std::convert::Infallible;

use axum::extract::{FromRequestParts, OriginalUri, Request};
use axum::http::header::{ACCEPT_LANGUAGE, COOKIE, LOCATION, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::address::Address;
use super::texts::{Lang, Texts};

/// The name in the query by which a language is chosen.
pub const CHOICE: &str = "lang";
/// The cookie that remembers a choice has the same name.
const COOKIE_NAME: &str = CHOICE;

/// What was asked for: the language and the address.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Texts of the language.
    pub t: Texts,
    /// The whole address.
    pub address: Address,
}

impl Asked {
    /// What a request with this address and these headers asks for.
    pub fn of(uri: &Uri, headers: &HeaderMap) -> Asked {
        Asked { t: Texts(wanted(headers)), address: Address::read(uri.path(), uri.query()) }
    }
}

impl<S: Sync> FromRequestParts<S> for Asked {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Asked, Infallible> {
        let original = parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |OriginalUri(uri)| uri);
        Ok(Asked::of(original, &parts.headers))
    }
}

/// Remembers a chosen language and leads to the same address without the choice.
pub async fn choose(request: Request, next: Next) -> Response {
    let address = Address::read(request.uri().path(), request.uri().query());
    let chosen = address.value(CHOICE).and_then(Lang::from_code).filter(|_| request.method() == Method::GET);
    let Some(lang) = chosen else { return next.run(request).await };
    let cookie = format!("{COOKIE_NAME}={}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly", lang.code());
    let headers = [(SET_COOKIE, cookie), (LOCATION, address.without(CHOICE).to_string())];
    (StatusCode::SEE_OTHER, headers).into_response()
}

fn wanted(headers: &HeaderMap) -> Lang {
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
