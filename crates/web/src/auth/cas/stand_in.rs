//! A CAS server with invented users, for the demo and for tests: tickets over REST, and what it says of them.
//!
//! | request | answers |
//! |---|---|
//! | `POST /cas/v1/tickets` with `username` and `password` | 201, `Location` of a ticket-granting ticket; 401 |
//! | `POST /cas/v1/tickets/{tgt}` with `service` | 200, a service ticket; 404 for a ticket that is none |
//! | `GET /cas/p3/proxyValidate?ticket=&service=` | who brought it; each ticket once |
//! | `GET /cas/login` | how to get a ticket |

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use app::caller::role_of_right;
use axum::Router;
use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, LOCATION};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::Deserialize;

use crate::auth::issuer::IssuerClient;

/// Tickets are forgotten when there are so many.
const MOST: usize = 10_000;

/// See the module.
pub struct StandIn {
    users: Vec<IssuerClient>,
    tickets: Mutex<Tickets>,
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
        Arc::new(StandIn { users, tickets: Mutex::default() })
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
fn router(stand_in: Arc<StandIn>) -> Router {
    Router::new()
        .route("/cas/v1/tickets", post(sign_in))
        .route("/cas/v1/tickets/{tgt}", post(ticket))
        .route("/cas/p3/proxyValidate", get(validate))
        .route("/cas/login", get(|| async { "POST username and password to /cas/v1/tickets\n" }))
        .with_state(stand_in)
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
    let IssuerClient { id, subject, grants, .. } = user;
    let roles: String = grants
        .iter()
        .flat_map(|grant| {
            let role = format!("ROLE_APP_{}", role_of_right(grant.right));
            [role.clone(), format!("{role}_{}", grant.organisation)]
        })
        .map(|role| format!("<cas:roles>{role}</cas:roles>"))
        .collect();
    format!(
        "<cas:authenticationSuccess><cas:user>{id}</cas:user><cas:attributes><cas:oidHenkilo>{subject}</cas:oidHenkilo>\
         <cas:kayttajaTyyppi>PALVELU</cas:kayttajaTyyppi>{roles}</cas:attributes></cas:authenticationSuccess>"
    )
}
