//! The service where people apply, with one invented application of everybody, and the CAS server that opens its sessions,
//! for the demo and for tests.
//!
//! | request | answers |
//! |---|---|
//! | `POST /lomake-editori/api/external/onr/applications` with OIDs | their applications; 302 to CAS without a session |
//! | `GET /lomake-editori/auth/cas/j_spring_cas_security_check?ticket=` | asks CAS; a session, or 401 |
//! | `/cas/…` | as [`web::auth::cas::stand_in`] |
//!
//! It can be made to answer otherwise ([`Applications::say`]), or not until it may ([`Applications::hold`]).

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::extract::{Query, State};
use axum::http::header::{COOKIE, LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};
use tokio::sync::watch;
use web::auth::cas::stand_in as cas;
use web::auth::issuer::IssuerClient;

/// The user that its CAS server knows, and the password.
pub const USER: (&str, &str) = ("oppijaloki", "stand-in-password");
/// Where CAS brings its tickets, below the address.
const CHECK: &str = "/lomake-editori/auth/cas/j_spring_cas_security_check";
/// The cookie of its sessions.
const SESSION: &str = "ring-session";

/// See the module.
pub struct Applications {
    said: Mutex<Option<(StatusCode, String)>>,
    held: watch::Sender<bool>,
    sessions: Mutex<HashSet<String>>,
}

impl Default for Applications {
    fn default() -> Applications {
        Applications { said: Mutex::default(), held: watch::Sender::new(false), sessions: Mutex::default() }
    }
}

impl Applications {
    /// From now on it answers this whoever has a session, or as it should.
    pub fn say(&self, answer: Option<(StatusCode, &str)>) {
        *locked(&self.said) = answer.map(|(status, text)| (status, text.to_owned()));
    }

    /// From now on it answers nothing, or everybody who waits and comes.
    pub fn hold(&self, holds: bool) {
        self.held.send_replace(holds);
    }

    /// It knows no session any more.
    pub fn forget_sessions(&self) {
        locked(&self.sessions).clear();
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// It, and where it is.
#[derive(Clone)]
struct Server {
    applications: Arc<Applications>,
    address: String,
    http: reqwest::Client,
}

/// Answers on a listener until the process ends.
pub async fn serve(listener: tokio::net::TcpListener, applications: Arc<Applications>) {
    let Ok(address) = listener.local_addr() else { return };
    let server = Server { applications, address: format!("http://{address}"), http: reqwest::Client::new() };
    let user = IssuerClient {
        id: USER.0.to_owned(),
        secret: USER.1.to_owned(),
        subject: "1.2.246.562.24.00000010029".to_owned(),
        grants: Vec::new(),
    };
    let routes = Router::new()
        .route("/lomake-editori/api/external/onr/applications", post(applications_of))
        .route(CHECK, get(check))
        .with_state(server)
        .merge(cas::router(cas::StandIn::new(vec![user])));
    if let Err(error) = axum::serve(listener, routes).await {
        tracing::error!(%error, "the stand-in of the service where people apply has ended");
    }
}

async fn check(State(server): State<Server>, Query(brought): Query<HashMap<String, String>>) -> Response {
    let Server { applications, address, http } = server;
    let ticket = brought.get("ticket").cloned().unwrap_or_default();
    let asked = [("ticket", ticket), ("service", format!("{address}{CHECK}"))];
    let url = reqwest::Url::parse_with_params(&format!("{address}/cas/p3/proxyValidate"), asked);
    let Ok(url) = url else { return StatusCode::UNAUTHORIZED.into_response() };
    let said = match http.get(url).send().await {
        Ok(answer) => answer.text().await.unwrap_or_default(),
        Err(_) => String::new(),
    };
    if !said.contains("<cas:authenticationSuccess>") {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let session = uuid::Uuid::new_v4().to_string();
    locked(&applications.sessions).insert(session.clone());
    let cookie = format!("{SESSION}={session}; Path=/lomake-editori; HttpOnly");
    (StatusCode::FOUND, [(LOCATION, "/lomake-editori".to_owned()), (SET_COOKIE, cookie)]).into_response()
}

async fn applications_of(
    State(server): State<Server>,
    headers: HeaderMap,
    Json(people): Json<Vec<String>>,
) -> Response {
    let Server { applications, address, .. } = server;
    let cookies = headers.get(COOKIE).and_then(|cookies| cookies.to_str().ok()).unwrap_or_default();
    let mut named = cookies.split("; ").filter_map(|cookie| cookie.strip_prefix(SESSION)?.strip_prefix('='));
    if !named.any(|session| locked(&applications.sessions).contains(session)) {
        return (StatusCode::FOUND, [(LOCATION, format!("{address}/cas/login"))]).into_response();
    }
    let _ = applications.held.subscribe().wait_for(|held| !held).await;
    if let Some(said) = locked(&applications.said).clone() {
        return said.into_response();
    }
    Json(people.iter().map(|person| application_of(person)).collect::<Vec<_>>()).into_response()
}

/// Somebody's application, invented.
fn application_of(person: &str) -> Value {
    json!({
        "oid": number_of(person), "henkiloOid": person, "haku": "1.2.246.562.29.00000000000000000001",
        "form": "1dc3311d-2235-40d6-88d2-de2bd63e087b", "kansalaisuus": ["246"], "aidinkieli": "fi",
        "matkapuhelin": "+358 50 000 0000", "email": "hakija@example.com", "lahiosoite": "Hakijankatu 1",
        "postinumero": "00100", "postitoimipaikka": "Helsinki", "passinNumero": null, "idTunnus": null,
    })
}

/// The number of the application of somebody.
pub fn number_of(person: &str) -> String {
    let own = person.rsplit('.').next().unwrap_or_default();
    format!("1.2.246.562.11.{own:0>20}")
}
