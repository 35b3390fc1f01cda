//! The service where people apply (Ataru): asked while somebody looks, by a session that CAS opens.
//!
//! | request | answers |
//! |---|---|
//! | `POST {server}/api/external/onr/applications` with OIDs | their applications; 302 to CAS or 401 without a session |
//! | `POST {cas}/v1/tickets`, then `POST {cas}/v1/tickets/{tgt}` | a ticket for the service |
//! | `GET {server}/auth/cas/j_spring_cas_security_check?ticket=` | cookies of a session |
//!
//! Source: how today's registry asks it.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use app::applications::{Application, AskApplications};
use events::PersonOid;
use reqwest::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use reqwest::redirect::Policy;
use reqwest::{Response, StatusCode};
use serde_json::{Map, Value};
use tokio::sync::Semaphore;

use super::ask::{CALLER_ID, body, form, parsed, told};
use crate::commands::Failure;
use crate::config::{self, read_secret};

/// One request is over this soon.
const TIMEOUT: Duration = Duration::from_secs(10);
/// So many questions are under way at once: one that hangs must not gather all who look.
const AT_ONCE: usize = 16;
/// What it is called in answers.
const NAME: &str = "ataru";

/// See the module.
pub struct ApplicationService {
    http: reqwest::Client,
    server: String,
    cas: String,
    user: String,
    password: String,
    /// The cookies of the session that it gave last.
    session: Mutex<String>,
    places: Arc<Semaphore>,
}

impl ApplicationService {
    /// As it is configured.
    pub fn new(config: &config::ApplicationService) -> Result<ApplicationService, Failure> {
        let http = reqwest::Client::builder().timeout(TIMEOUT).redirect(Policy::none()).build();
        let bare = |address: &str| address.trim_end_matches('/').to_owned();
        Ok(ApplicationService {
            http: http.map_err(|error| Failure(format!("[neighbours.applications]: {error}")))?,
            server: bare(&config.server),
            cas: bare(&config.cas),
            user: config.user.clone(),
            password: read_secret(&config.password_file)?.trim_end().to_owned(),
            session: Mutex::default(),
            places: Arc::new(Semaphore::new(AT_ONCE)),
        })
    }

    /// What the application asks it by. A question goes on when nobody waits for it any more, so that a session that
    /// takes longer to open than anybody waits is there for the next one.
    pub fn asked(self) -> AskApplications {
        let service = Arc::new(self);
        Arc::new(move |people| {
            let service = Arc::clone(&service);
            Box::pin(async move {
                let place = Arc::clone(&service.places).try_acquire_owned();
                let place = place.map_err(|_| "too many questions wait for an answer".to_owned())?;
                let asked = tokio::spawn(async move {
                    let _held = place;
                    service.of(&people).await
                });
                asked.await.map_err(|error| error.to_string())?
            })
        })
    }

    async fn of(&self, people: &[PersonOid]) -> Result<Vec<Application>, String> {
        let mut answer = self.ask(people).await?;
        if wants_session(&answer) {
            self.open_session().await?;
            answer = self.ask(people).await?;
        }
        if answer.status() != StatusCode::OK {
            return Err(format!("it answers {}", answer.status()));
        }
        let told: Vec<Map<String, Value>> = parsed(&body(answer).await?)?;
        let read = |said: Map<String, Value>| {
            let text = |name: &str| said.get(name).and_then(Value::as_str);
            let (applicant, number) = (text("henkiloOid")?.parse().ok()?, text("oid")?.to_owned());
            Some(Application { applicant, service: NAME, number, said })
        };
        told.into_iter()
            .map(|said| read(said).ok_or_else(|| "an application has no number or applicant".to_owned()))
            .collect()
    }

    async fn ask(&self, people: &[PersonOid]) -> Result<Response, String> {
        let people: Vec<String> = people.iter().map(ToString::to_string).collect();
        let sent = serde_json::to_vec(&people).map_err(|error| error.to_string())?;
        let request = self.http.post(format!("{}/api/external/onr/applications", self.server)).body(sent);
        let session = self.session.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let request = request.header(CONTENT_TYPE, "application/json").header(CALLER_ID.0, CALLER_ID.1);
        // It asks for both of these of whoever changes something, and takes a question for that.
        let request = request.header("CSRF", "CSRF").header(COOKIE, format!("CSRF=CSRF{session}"));
        request.send().await.map_err(told)
    }

    async fn open_session(&self) -> Result<(), String> {
        let service = format!("{}/auth/cas/j_spring_cas_security_check", self.server);
        let granted = self
            .sent(&format!("{}/v1/tickets", self.cas), &[("username", &self.user), ("password", &self.password)])
            .await?;
        if granted.status() != StatusCode::CREATED {
            return Err(format!("CAS answers {} to our name there", granted.status()));
        }
        let granting = granted.headers().get(LOCATION).and_then(|at| at.to_str().ok()?.rsplit('/').next());
        let granting = granting.ok_or("CAS names no ticket")?;
        let ticket = self.sent(&format!("{}/v1/tickets/{granting}", self.cas), &[("service", &service)]).await?;
        if ticket.status() != StatusCode::OK {
            return Err(format!("CAS answers {} to the wish for a ticket", ticket.status()));
        }
        let ticket = String::from_utf8(body(ticket).await?).map_err(|_| "CAS gives no ticket")?;
        let opened =
            self.http.get(format!("{service}?{}", form(&[("ticket", ticket.trim())])?)).send().await.map_err(told)?;
        let cookies = opened.headers().get_all(SET_COOKIE).iter();
        let cookies =
            cookies.filter_map(|cookie| cookie.to_str().ok()?.split(';').next().map(|pair| format!("; {pair}")));
        *self.session.lock().unwrap_or_else(PoisonError::into_inner) = cookies.collect();
        Ok(())
    }

    async fn sent(&self, url: &str, fields: &[(&str, &str)]) -> Result<Response, String> {
        let request = self.http.post(url).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        request.body(form(fields)?).send().await.map_err(told)
    }
}

/// Does it send whoever asks to CAS?
fn wants_session(answer: &Response) -> bool {
    let to_cas =
        || answer.headers().get(LOCATION).and_then(|at| at.to_str().ok()).is_some_and(|at| at.contains("/cas/login"));
    answer.status() == StatusCode::UNAUTHORIZED || (answer.status() == StatusCode::FOUND && to_cas())
}
