//! The pages of signing in, as HTML.

use std::fmt::Write;

use app::organisations::OrganisationTree;
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;

use super::SampleUser;
use super::address::{HOME, SIGN_IN, SIGN_OUT};
use crate::staff::language::Asked;
use crate::staff::page::{Chrome, PlainPage, with_status};
use crate::staff::session::Official;

/// When it is worth trying again while the provider does not answer, in seconds.
const RETRY: HeaderValue = HeaderValue::from_static("10");

/// Nobody can sign in here: 501, since waiting mends nothing.
pub fn not_configured(asked: &Asked) -> Response {
    let t = asked.t;
    page(
        StatusCode::NOT_IMPLEMENTED,
        asked,
        &t.get("sign-in-not-configured"),
        &paragraph(&t.get("sign-in-not-configured-why")),
    )
}

/// A form came when the session had ended.
pub fn session_ended(asked: &Asked) -> Response {
    let t = asked.t;
    let body = paragraph(&t.get("sign-in-ended-why")) + &link(SIGN_IN, &t.get("sign-in-again"));
    page(StatusCode::UNAUTHORIZED, asked, &t.get("sign-in-ended"), &body)
}

/// A form that no page of this session made.
pub fn foreign_form(asked: &Asked) -> Response {
    let t = asked.t;
    page(
        StatusCode::FORBIDDEN,
        asked,
        &t.get("sign-in-ended"),
        &(paragraph(&t.get("sign-in-ended-why")) + &link(HOME, &t.get("sign-in-to-the-report"))),
    )
}

/// What was begun is not known here any more.
pub fn stale(asked: &Asked) -> Response {
    let t = asked.t;
    page(
        StatusCode::BAD_REQUEST,
        asked,
        &t.get("sign-in-stale"),
        &(paragraph(&t.get("sign-in-stale-why")) + &link(SIGN_IN, &t.get("sign-in-try-again"))),
    )
}

/// The provider does not answer.
pub fn unavailable(asked: &Asked) -> Response {
    let t = asked.t;
    let body = paragraph(&t.get("sign-in-unavailable-why")) + &link(SIGN_IN, &t.get("sign-in-try-again"));
    let mut response = page(StatusCode::SERVICE_UNAVAILABLE, asked, &t.get("sign-in-unavailable"), &body);
    response.headers_mut().insert(RETRY_AFTER, RETRY);
    response
}

/// The provider said no.
pub fn refused(asked: &Asked) -> Response {
    let t = asked.t;
    page(
        StatusCode::FORBIDDEN,
        asked,
        &t.get("sign-in-refused"),
        &(paragraph(&t.get("sign-in-refused-why")) + &link(SIGN_IN, &t.get("sign-in-try-again"))),
    )
}

/// The provider's answer does not hold.
pub fn untrusted(asked: &Asked) -> Response {
    let t = asked.t;
    page(
        StatusCode::BAD_GATEWAY,
        asked,
        &t.get("sign-in-untrusted"),
        &(paragraph(&t.get("sign-in-untrusted-why")) + &link(SIGN_IN, &t.get("sign-in-try-again"))),
    )
}

/// Somebody without any right of ours; `elsewhere` signs them out at the provider, or they would come back as the same.
pub fn no_rights(asked: &Asked, elsewhere: Option<&str>) -> Response {
    let t = asked.t;
    let mut body = paragraph(&t.get("sign-in-no-rights-why"))
        + &paragraph(&t.get("sign-in-no-rights-which"))
        + &paragraph(&t.get("sign-in-no-rights-who"));
    body += &elsewhere
        .map_or_else(|| link(SIGN_IN, &t.get("sign-in-again")), |elsewhere| link(elsewhere, &t.get("sign-out")));
    page(StatusCode::FORBIDDEN, asked, &t.get("sign-in-no-rights"), &body)
}

/// Somebody with rights in more organisations than a session holds.
pub fn too_many_grants(asked: &Asked) -> Response {
    let t = asked.t;
    page(StatusCode::FORBIDDEN, asked, &t.get("sign-in-too-many"), &paragraph(&t.get("sign-in-too-many-why")))
}

/// Signed out here; `elsewhere` is where signing out goes on.
pub fn signed_out(asked: &Asked, elsewhere: Option<&str>) -> Response {
    let t = asked.t;
    let Some(elsewhere) = elsewhere else {
        return page(StatusCode::OK, asked, &t.get("sign-in-signed-out"), &link(SIGN_IN, &t.get("sign-in-again")));
    };
    // Not a redirect: where forms may lead is limited to this host, redirects after them included.
    let onward = format!(r#"<meta http-equiv="refresh" content="0; url={}">"#, escaped(elsewhere));
    let body = paragraph(&t.get("sign-in-signing-out-there")) + &link(elsewhere, &t.get("sign-in-go-on"));
    document(StatusCode::OK, asked, None, &t.get("sign-in-signed-out"), &onward, &body)
}

/// The demo's choice of users.
pub fn choice(
    asked: &Asked,
    users: &[SampleUser],
    organisations: &OrganisationTree,
    token: &str,
    back: Option<&str>,
) -> Response {
    let t = asked.t;
    let mut body = paragraph(&t.get("sign-in-choose"));
    let back = back.map(|back| hidden("takaisin", back)).unwrap_or_default();
    for user in users {
        let _ = write!(
            body,
            r#"<form method="post" action="{SIGN_IN}">{token}{back}<button name="kuka" value="{id}">{name}</button>{rights}</form>"#,
            token = hidden("csrf", token),
            id = escaped(&user.id),
            name = escaped(&user.name),
            rights = rights(asked, &user.caller, organisations),
        );
    }
    page(StatusCode::OK, asked, &t.get("sign-in"), &body)
}

/// Who one is, what one may do, and the way out.
pub fn myself(asked: &Asked, official: &Official, organisations: &OrganisationTree) -> Response {
    let t = asked.t;
    let body = format!(
        r#"<p><strong>{name}</strong></p><h2>{heading}</h2>{rights}<form method="post" action="{SIGN_OUT}">{csrf}<button>{out}</button></form>{home}"#,
        name = escaped(&official.name),
        heading = t.get("sign-in-my-rights"),
        rights = rights(asked, &official.caller, organisations),
        csrf = hidden("csrf", &official.csrf),
        out = t.get("sign-out"),
        home = link(HOME, &t.get("sign-in-to-the-report")),
    );
    document(StatusCode::OK, asked, Some(official), &t.get("sign-in-myself"), "", &body)
}

fn rights(asked: &Asked, caller: &app::caller::Caller, organisations: &OrganisationTree) -> String {
    let mut list = String::from("<ul>");
    for grant in &caller.grants {
        let oid = grant.organisation.to_string();
        let name =
            organisations.name(&grant.organisation).and_then(|name| name.text(asked.t.lang().code())).unwrap_or(&oid);
        let _ = write!(list, "<li>{}: {}</li>", escaped(name), grant.right);
    }
    list + "</ul>"
}

fn page(status: StatusCode, asked: &Asked, title: &str, body: &str) -> Response {
    document(status, asked, None, title, "", body)
}

fn document(
    status: StatusCode,
    asked: &Asked,
    official: Option<&Official>,
    title: &str,
    head: &str,
    body: &str,
) -> Response {
    let c = Chrome::new(asked, official, title.to_owned());
    let (heading, head, body) = (title.to_owned(), head.to_owned(), body.to_owned());
    with_status(status, &PlainPage { c, heading, body, head })
}

fn paragraph(text: &str) -> String {
    format!("<p>{}</p>", escaped(text))
}

fn link(address: &str, text: &str) -> String {
    format!(r#"<p><a href="{}">{}</a></p>"#, escaped(address), escaped(text))
}

fn hidden(name: &str, value: &str) -> String {
    format!(r#"<input type="hidden" name="{name}" value="{}">"#, escaped(value))
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}
