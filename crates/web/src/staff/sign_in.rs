//! Signing in and out: by the configured provider, in the demo by a choice of sample users.

pub mod address;
mod attempt;
pub mod page;

use std::sync::Arc;

use app::caller::Caller;
use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::extract::{DefaultBodyLimit, Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use axum::{Form, Router};
use serde::Deserialize;

pub use attempt::Attempt;

use self::address::{CALLBACK, HOME, MYSELF, SIGN_IN, SIGN_OUT, local};
use super::Staff;
use super::address::Address;
use super::language::Asked;
use super::oidc::{NotSignedIn, Provider};
use super::refusal::refuse;
use super::session::{Official, Sessions, check_csrf};

/// The largest form of these pages, in bytes.
const LARGEST_FORM: usize = 16 * 1024;

/// How officials sign in.
pub struct SignIn {
    /// Makes and reads sessions.
    pub sessions: Sessions,
    /// Who says who they are.
    pub by: By,
}

/// Who says who somebody is.
pub enum By {
    /// An OpenID provider.
    Provider(Box<Provider>),
    /// Nobody: one chooses. For the demo alone.
    Choice(Vec<SampleUser>),
}

/// Somebody whom one can be in the demo.
#[derive(Debug, Clone)]
pub struct SampleUser {
    /// How the form names them.
    pub id: String,
    /// Their invented name.
    pub name: String,
    /// What they may do.
    pub caller: Caller,
}

/// Routes of signing in and out.
pub fn routes() -> Router<Staff> {
    Router::new()
        .route(SIGN_IN, get(begin).post(choose))
        .route(CALLBACK, get(come_back))
        .route(SIGN_OUT, get(signed_out).post(sign_out))
        .route(MYSELF, get(myself))
        .layer(DefaultBodyLimit::max(LARGEST_FORM))
}

#[derive(Deserialize)]
struct Wanted {
    takaisin: Option<String>,
}

async fn begin(State(staff): State<Staff>, asked: Asked, wanted: Result<Query<Wanted>, QueryRejection>) -> Response {
    let Some(sign_in) = &staff.sign_in else { return page::not_configured(&asked) };
    let back = wanted.ok().and_then(|Query(wanted)| wanted.takaisin);
    // No link of the page repeats where somebody else would like one to go.
    let address = asked.address.clone().set_some("takaisin", back.as_deref().and_then(local));
    let asked = Asked { address, ..asked };
    let now = staff.app.now();
    let (attempt, mut response) = match &sign_in.by {
        By::Choice(users) => {
            let (attempt, back) = (Attempt::here(now), back.as_deref().and_then(local));
            let page = page::choice(&asked, users, &staff.app.organisations(), &attempt.state, back);
            (attempt, page)
        }
        By::Provider(provider) => match provider.question(back.as_deref(), asked.t.lang(), now).await {
            Ok((attempt, address)) => (attempt, Redirect::to(&address).into_response()),
            Err(fault) => return said(fault, &asked),
        },
    };
    if attempt.keep(&sign_in.sessions, response.headers_mut()) { response } else { page::stale(&asked) }
}

/// A choice in the demo. No `Debug`: it carries a token.
#[derive(Deserialize)]
struct Chosen {
    kuka: String,
    csrf: String,
    takaisin: Option<String>,
}

async fn choose(
    State(staff): State<Staff>,
    asked: Asked,
    headers: HeaderMap,
    chosen: Result<Form<Chosen>, FormRejection>,
) -> Response {
    let Some(sign_in) = &staff.sign_in else { return page::not_configured(&asked) };
    let (By::Choice(users), Ok(Form(chosen))) = (&sign_in.by, chosen) else { return page::stale(&asked) };
    let now = staff.app.now();
    let user = users.iter().find(|user| user.id == chosen.kuka);
    let attempt = Attempt::answered(&sign_in.sessions, &headers, &chosen.csrf, now);
    let (Some(user), Some(_)) = (user, attempt) else { return page::stale(&asked) };
    let back = chosen.takaisin.as_deref().and_then(local).unwrap_or(HOME);
    enter(&staff, sign_in, &user.caller, &user.name, back, &asked).await
}

/// What the provider sends back. No `Debug`: it carries a code.
#[derive(Deserialize)]
struct Answered {
    state: Option<String>,
    code: Option<String>,
    iss: Option<String>,
    error: Option<String>,
}

async fn come_back(
    State(staff): State<Staff>,
    asked: Asked,
    headers: HeaderMap,
    official: Result<Official, Response>,
    answered: Result<Query<Answered>, QueryRejection>,
) -> Response {
    // The address holds a code that no link may repeat.
    let asked = Asked { address: Address::of(SIGN_IN), ..asked };
    let Some(sign_in) = &staff.sign_in else { return page::not_configured(&asked) };
    let (By::Provider(provider), Ok(Query(answered))) = (&sign_in.by, answered) else { return page::stale(&asked) };
    let now = staff.app.now();
    let state = answered.state.unwrap_or_default();
    let Some(attempt) = Attempt::answered(&sign_in.sessions, &headers, &state, now) else {
        // Signed in through another tab meanwhile: nothing is missing.
        return if official.is_ok() { Redirect::to(HOME).into_response() } else { page::stale(&asked) };
    };
    if let Err(fault) = provider.check_issuer(answered.iss.as_deref(), now).await {
        return said(fault, &asked);
    }
    if let Some(error) = answered.error {
        return said(NotSignedIn::of_answer(&error), &asked);
    }
    let Some(code) = answered.code.filter(|code| !code.is_empty()) else { return page::stale(&asked) };
    let who = match provider.answer(code, &attempt, now).await {
        Ok(who) => who,
        Err(fault) => return said(fault, &asked),
    };
    if who.caller.grants.is_empty() {
        return page::no_rights(&asked, provider.sign_out_address(now).await.as_deref());
    }
    enter(&staff, sign_in, &who.caller, &who.name, attempt.back.as_deref().unwrap_or(HOME), &asked).await
}

async fn enter(staff: &Staff, sign_in: &SignIn, caller: &Caller, name: &str, back: &str, asked: &Asked) -> Response {
    // The access register must say who looked: without it nobody comes in.
    if let Err(error) = staff.app.called(caller.subject.clone(), name.to_owned()).await {
        return refuse(asked, None, error);
    }
    // Käyttöoikeuspalvelu is asked for their name before anybody else is shown what they did.
    staff.app.officials().name(&caller.subject);
    let mut response = Redirect::to(back).into_response();
    let headers = response.headers_mut();
    match sign_in.sessions.begin(headers, caller, name, staff.app.now()) {
        Ok(()) => response,
        Err(_) => page::too_many_grants(asked),
    }
}

#[derive(Deserialize)]
struct SignOut {
    csrf: String,
}

async fn sign_out(
    State(staff): State<Staff>,
    asked: Asked,
    official: Result<Official, Response>,
    form: Result<Form<SignOut>, FormRejection>,
) -> Response {
    let Some(sign_in) = &staff.sign_in else { return page::not_configured(&asked) };
    if let Ok(official) = official
        && !form.is_ok_and(|Form(form)| check_csrf(&official, &form.csrf))
    {
        return page::foreign_form(&asked);
    }
    let mut response = match &sign_in.by {
        By::Choice(_) => Redirect::to(SIGN_OUT).into_response(),
        By::Provider(provider) => page::signed_out(&asked, provider.sign_out_address(staff.app.now()).await.as_deref()),
    };
    sign_in.sessions.end(response.headers_mut());
    response
}

async fn signed_out(asked: Asked) -> Response {
    page::signed_out(&asked, None)
}

async fn myself(State(staff): State<Staff>, asked: Asked, official: Official) -> Response {
    page::myself(&asked, &official, &staff.app.organisations())
}

fn said(fault: NotSignedIn, asked: &Asked) -> Response {
    match fault {
        NotSignedIn::Unavailable => page::unavailable(asked),
        NotSignedIn::Refused => page::refused(asked),
        NotSignedIn::Untrusted => page::untrusted(asked),
        NotSignedIn::Stale => page::stale(asked),
    }
}

/// Shared by the requests of a node.
pub type SharedSignIn = Arc<SignIn>;
