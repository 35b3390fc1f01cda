//! What a page is asked for: its address, and its language, which `?lang=sv` chooses for all pages to come.

use std::convert::Infallible;

use axum::extract::{FromRequestParts, OriginalUri, Request};
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use texts::{Lang, Texts};

use super::address::Address;
use crate::language::{COOKIE_NAME, wanted};

/// The name in the query by which a language is chosen.
pub const CHOICE: &str = "lang";

/// What was asked for: the language and the address.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Texts of the language.
    pub t: Texts,
    /// The whole address.
    pub address: Address,
    /// Nothing here is real.
    pub demo: bool,
}

/// Stands among a request's extensions where nothing is real.
#[derive(Debug, Clone, Copy)]
pub struct Demo;

impl Asked {
    /// What a request with this address and these headers asks for.
    pub fn of(uri: &Uri, headers: &HeaderMap) -> Asked {
        Asked { t: Texts(wanted(headers)), address: Address::read(uri.path(), uri.query()), demo: false }
    }
}

impl<S: Sync> FromRequestParts<S> for Asked {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Asked, Infallible> {
        let original = parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |OriginalUri(uri)| uri);
        let demo = parts.extensions.get::<Demo>().is_some();
        Ok(Asked { demo, ..Asked::of(original, &parts.headers) })
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
