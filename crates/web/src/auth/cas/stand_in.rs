//! A CAS server and käyttöoikeuspalvelu with invented users, for the demo and for tests: tickets over REST, what the one
//! says of them, and what the other has granted.
//!
//! | request | answers |
//! |---|---|
//! | `POST /cas/v1/tickets` with `username` and `password` | 201, `Location` of a ticket-granting ticket; 401 |
//! | `POST /cas/v1/tickets/{tgt}` with `service` | 200, a service ticket; 404 for an unknown ticket |
//! | `GET /cas/p3/proxyValidate?ticket=&service=` | who brought it; each ticket once |
//! | `GET /cas/login` | how to get a ticket |
//! | `POST /kayttooikeus-service/oauth2/token` with `client_id` and `client_secret` of a user | 200, a token; 401 |
//! | `GET /kayttooikeus-service/userDetails/{username}` with that token | 200, the user's roles; 404 |
//! | `PUT`, `DELETE /kayttooikeus-service/control/away` | käyttöoikeuspalvelu answers 503 from now on, or is back |

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use app::caller::role_of_right;
use axum::extract::{Form, Path, Query, State};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, LOCATION};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::json;

use crate::auth::issuer::IssuerClient;

/// Tickets are forgotten when there are so many.
const MOST: usize = 10_000;

/// See the module.
pub struct StandIn {
    users: Vec<IssuerClient>,
    tickets: Mutex<Tickets>,
    away: AtomicBool,
}

#[derive(Default)]
struct Tickets {
    /// Users by ticket-granting ticket.
    granting: HashMap<String, usize>,
    /// Users and services by service ticket that nobody has brought yet.
    service: HashMap<String, (usize, String)>,
}

impl StandIn {
    /// A server that knows these users.
    pub fn new(users: Vec<IssuerClient>) -> Arc<StandIn> {
        Arc::new(StandIn { users, tickets: Mutex::default(), away: AtomicBool::new(false) })
    }

    fn tickets(&self) -> MutexGuard<'_, Tickets> {
        let mut tickets = self.tickets.lock().unwrap_or_else(PoisonError::into_inner);
        if tickets.granting.len() + tickets.service.len() >= MOST {
            *tickets = Tickets::default();
        }
        tickets
    }
}

/// Answers on a listener until the process ends.
pub async fn serve(listener: tokio::net::TcpListener, stand_in: Arc<StandIn>) {
    if let Err(error) = axum::serve(listener, router(stand_in)).await {
        tracing::error!(%error, "the stand-in of the CAS server has ended");
    }
}

/// Its paths.
pub fn router(stand_in: Arc<StandIn>) -> Router {
    Router::new()
        .route("/cas/v1/tickets", post(sign_in))
        .route("/cas/v1/tickets/{tgt}", post(ticket))
        .route("/cas/p3/proxyValidate", get(validate))
        .route("/cas/login", get(|| async { "POST username and password to /cas/v1/tickets\n" }))
        .route("/kayttooikeus-service/oauth2/token", post(token))
        .route("/kayttooikeus-service/userDetails/{username}", get(user_details))
        .route(
            "/kayttooikeus-service/control/away",
            put(|State(server): State<Arc<StandIn>>| async move { server.away.store(true, Ordering::SeqCst) })
                .delete(|State(server): State<Arc<StandIn>>| async move { server.away.store(false, Ordering::SeqCst) }),
        )
        .with_state(stand_in)
}

/// The token that it gives; nobody else takes it.
const TOKEN: &str = "stand-in";

#[derive(Deserialize)]
struct Client {
    client_id: String,
    client_secret: String,
}

async fn token(State(server): State<Arc<StandIn>>, Form(sent): Form<Client>) -> Response {
    if server.away.load(Ordering::SeqCst) {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    let known = server.users.iter().any(|user| user.id == sent.client_id && user.secret == sent.client_secret);
    match known {
        true => Json(json!({"access_token": TOKEN, "token_type": "Bearer", "expires_in": 300})).into_response(),
        false => StatusCode::UNAUTHORIZED.into_response(),
    }
}

async fn user_details(
    State(server): State<Arc<StandIn>>,
    Path(username): Path<String>,
    headers: HeaderMap,
) -> Response {
    if server.away.load(Ordering::SeqCst) {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    if headers.get(AUTHORIZATION).is_none_or(|sent| *sent != format!("Bearer {TOKEN}")) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    match server.users.iter().find(|user| user.id == username) {
        Some(user) => {
            let authorities: Vec<_> = roles(user).map(|role| json!({"authority": role})).collect();
            Json(json!({"username": user.subject, "authorities": authorities})).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Each with its organisation, and without.
fn roles(user: &IssuerClient) -> impl Iterator<Item = String> {
    user.grants.iter().flat_map(|grant| {
        let role = format!("ROLE_APP_{}", role_of_right(grant.right));
        [role.clone(), format!("{role}_{}", grant.organisation)]
    })
}

#[derive(Deserialize)]
struct Credentials {
    username: String,
    password: String,
}

async fn sign_in(State(server): State<Arc<StandIn>>, Form(sent): Form<Credentials>) -> Response {
    let known = |user: &IssuerClient| user.id == sent.username && user.secret == sent.password;
    let Some(user) = server.users.iter().position(known) else { return StatusCode::UNAUTHORIZED.into_response() };
    let ticket = format!("TGT-{}", uuid::Uuid::new_v4());
    server.tickets().granting.insert(ticket.clone(), user);
    (StatusCode::CREATED, [(LOCATION, format!("/cas/v1/tickets/{ticket}"))]).into_response()
}

#[derive(Deserialize)]
struct Wanted {
    service: String,
}

async fn ticket(State(server): State<Arc<StandIn>>, Path(tgt): Path<String>, Form(sent): Form<Wanted>) -> Response {
    let mut tickets = server.tickets();
    let Some(user) = tickets.granting.get(&tgt).copied() else { return StatusCode::NOT_FOUND.into_response() };
    let ticket = format!("ST-{}", uuid::Uuid::new_v4());
    tickets.service.insert(ticket.clone(), (user, sent.service));
    ticket.into_response()
}

#[derive(Deserialize)]
struct Brought {
    ticket: String,
    service: String,
}

async fn validate(State(server): State<Arc<StandIn>>, Query(brought): Query<Brought>) -> Response {
    let issued = server.tickets().service.remove(&brought.ticket);
    let user = issued.filter(|(_, service)| *service == brought.service).and_then(|(user, _)| server.users.get(user));
    let inside = user.map_or_else(
        || "<cas:authenticationFailure code=\"INVALID_TICKET\">not recognised</cas:authenticationFailure>".to_owned(),
        success,
    );
    let text = format!("<cas:serviceResponse xmlns:cas=\"http://www.yale.edu/tp/cas\">{inside}</cas:serviceResponse>");
    ([(CONTENT_TYPE, "application/xml;charset=UTF-8")], text).into_response()
}

fn success(user: &IssuerClient) -> String {
    // Rights are käyttöoikeuspalvelu's to tell.
    let IssuerClient { id, subject, .. } = user;
    format!(
        "<cas:authenticationSuccess><cas:user>{id}</cas:user><cas:attributes><cas:oidHenkilo>{subject}</cas:oidHenkilo>\
         <cas:kayttajaTyyppi>PALVELU</cas:kayttajaTyyppi></cas:attributes></cas:authenticationSuccess>"
    )
}
