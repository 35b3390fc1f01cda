//! What an official typed outlives their session: a form that comes back when nobody is signed in any more is answered with
//! a page that holds all of it until somebody has signed in.

use askama::Template;
use axum::body::to_bytes;
use axum::extract::Request;
use axum::http::header::CONTENT_TYPE;
use axum::http::{Method, StatusCode};
use axum::response::Response;

use super::language::{Asked, Demo};
use super::page::{Chrome, with_status};
use super::session::Official;
use super::sign_in::address;
use texts::Texts;

/// Forms are no larger than this, in bytes.
const LARGEST: usize = 256 * 1024;
/// What a form carries that belongs to the session, and is made anew by the next one.
const OF_SESSION: [&str; 3] = ["csrf", "fingerprint", KEPT];
/// Field of a form that this page has sent: whoever sends it again has not signed in in between.
const KEPT: &str = "kept";

/// The page.
#[derive(Template)]
#[template(path = "staff/kept.html")]
pub struct KeptPage {
    c: Chrome,
    t: Texts,
    heading: String,
    told: String,
    /// It has been sent on without signing in.
    still_out: bool,
    action: String,
    /// Where one signs in first; absent for whoever has.
    sign_in: Option<String>,
    /// Texts that were typed, to be read again before they are sent.
    typed: Vec<String>,
    hidden: Vec<(String, String)>,
}

impl KeptPage {
    /// The page of a form whose session has ended.
    pub fn signed_out(asked: &Asked, fields: Vec<(String, String)>) -> KeptPage {
        let (t, here) = (asked.t, asked.address.to_string());
        let heading = t.get("edit-kept-title");
        let mut hidden = fields;
        let still_out = hidden.iter().any(|(name, _)| name == KEPT);
        hidden.retain(|(name, _)| !OF_SESSION.contains(&name.as_str()));
        hidden.push((KEPT.to_owned(), "true".to_owned()));
        KeptPage {
            c: Chrome::new(asked, None, heading.clone()),
            t,
            heading,
            told: t.get("edit-kept-told"),
            still_out,
            // It opens beside this page, which one comes back to.
            sign_in: Some(address::sign_in(address::MYSELF)),
            action: here,
            typed: Vec::new(),
            hidden,
        }
    }

    /// The page of a form of another session: `typed` is read again, and all is sent anew.
    pub fn again(asked: &Asked, official: &Official, typed: &str, fields: &[(&str, &str)]) -> KeptPage {
        let t = asked.t;
        let heading = t.get("edit-kept-again");
        let mut hidden: Vec<(String, String)> =
            fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        hidden.push(("csrf".to_owned(), official.csrf.clone()));
        KeptPage {
            c: Chrome::new(asked, Some(official), heading.clone()).below_report(),
            t,
            heading,
            told: t.get("edit-stale"),
            still_out: false,
            sign_in: None,
            action: asked.address.to_string(),
            typed: vec![typed.to_owned()],
            hidden,
        }
    }

    /// As an answer.
    pub fn answer(&self) -> Response {
        let status = if self.sign_in.is_some() { StatusCode::UNAUTHORIZED } else { StatusCode::FORBIDDEN };
        with_status(status, self)
    }
}

/// Is this a form of one of our own pages, other than those by which one signs in and out?
pub fn is_own_form(request: &Request) -> bool {
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    request.method() == Method::POST
        && header("sec-fetch-site") == "same-origin"
        && header(CONTENT_TYPE.as_str()).starts_with("application/x-www-form-urlencoded")
        && !address::is_of_sign_in(request.uri().path())
}

/// The answer to such a form when nobody is signed in; `None` when it cannot be read.
pub async fn kept(request: Request) -> Option<Response> {
    let demo = request.extensions().get::<Demo>().is_some();
    let asked = Asked { demo, ..Asked::of(request.uri(), request.headers()) };
    let body = to_bytes(request.into_body(), LARGEST).await.ok()?;
    let fields = form_urlencoded::parse(&body).into_owned().collect();
    Some(KeptPage::signed_out(&asked, fields).answer())
}
