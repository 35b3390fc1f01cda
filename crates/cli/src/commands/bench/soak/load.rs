//! Those who use the server: senders of imports, programs and officials, and an official with a page that is open.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use events::codes::Interface;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use reqwest::{Method, StatusCode};
use serde_json::Value;
use tokio::task::JoinSet;
use tokio::time::MissedTickBehavior;
use vtj::population::Population;

use super::super::client::token;
use super::super::pages::Browser;
use super::answers::Answers;
use super::requests::{Known, Request, Who, draw};
use super::{Plan, server};
use crate::commands::Failure;
use crate::commands::demo::SEED;
use crate::generate::{Options, rows, to_oppija_json, to_yleistunniste_json};

const SENDERS: u64 = 2;
const READERS: u64 = 8;
const LARGEST_IMPORT: u64 = 300;
const NOTICE_ADDRESS: &str = "opintotoimisto@lumijoki.example";
/// Signs in again after so many requests: well before a token or a session ends.
const REQUESTS_OF_A_SESSION: u64 = 200;
const LOOK_AGAIN: Duration = Duration::from_millis(500);

/// Begins all of it; it goes on until it is aborted.
pub fn begin(address: &str, plan: &Plan, answers: &Answers) -> JoinSet<Result<(), Failure>> {
    let load = Load {
        origin: format!("http://{address}"),
        answers: answers.clone(),
        known: Arc::default(),
        population: Population::new(SEED, plan.people()),
        began: Instant::now(),
        events_per_second: plan.events_per_second,
    };
    let mut work = JoinSet::new();
    for sender in 0..SENDERS {
        work.spawn(load.clone().send(StdRng::seed_from_u64(sender)));
    }
    let pause = Duration::from_secs(READERS) / plan.requests_per_second.max(1) as u32;
    for reader in 0..READERS {
        work.spawn(load.clone().read(StdRng::seed_from_u64(SENDERS + reader), pause));
    }
    work.spawn(load.keep_a_page_open());
    work
}

#[derive(Clone)]
struct Load {
    origin: String,
    answers: Answers,
    known: Arc<Mutex<Known>>,
    population: Population,
    began: Instant,
    events_per_second: u64,
}

impl Load {
    fn known(&self) -> std::sync::MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sends imports and reads what became of them, while there are fewer events than there should be by now.
    async fn send(self, mut random: StdRng) -> Result<(), Failure> {
        loop {
            let mut session = Session::sign_in(&self).await?;
            while session.requests < REQUESTS_OF_A_SESSION {
                let wanted = self.began.elapsed().as_secs() * self.events_per_second;
                if server::events(self.address()).await? < wanted {
                    self.import(&mut session, &mut random).await;
                } else {
                    tokio::time::sleep(LOOK_AGAIN).await;
                }
            }
        }
    }

    fn address(&self) -> &str {
        self.origin.trim_start_matches("http://")
    }

    async fn import(&self, session: &mut Session, random: &mut StdRng) {
        let count = random.random_range(1..=LARGEST_IMPORT);
        let first_person = {
            let mut known = self.known();
            let next = known.sent;
            if random.random_ratio(1, 4) {
                // People who were sent before.
                random.random_range(0..next.max(1))
            } else {
                known.sent = next + count;
                next
            }
        };
        let options = Options { first_person, ..Options::new(SEED, self.population.size(), count) };
        let (path, interface) = match random.random_range(0..3) {
            0 => ("yleistunniste", Interface::Yleistunniste),
            _ => ("oppija", Interface::Oppija),
        };
        let made: Vec<_> = rows(&Options { interface, ..options }).map(|made| made.row).collect();
        let body = match interface {
            Interface::Yleistunniste => to_yleistunniste_json(made.iter(), Some(NOTICE_ADDRESS)),
            _ => to_oppija_json(made.iter(), Some(NOTICE_ADDRESS)),
        };
        let base = format!("/oppijanumerorekisteri-service/{path}");
        let sent = Request { who: Who::University, method: Method::PUT, path: base.clone(), body };
        let Some((StatusCode::OK, answer)) = session.ask(self, &sent).await else { return };
        let Some(number) = json(&answer)["id"].as_u64() else { return };
        let look = |path: String| Request { who: Who::University, method: Method::GET, path, body: String::new() };
        let status = look(format!("{base}/tuonti={number}/perustiedot"));
        while let Some((StatusCode::OK, answer)) = session.ask(self, &status).await
            && json(&answer)["kasitelty"] != true
        {
            tokio::time::sleep(LOOK_AGAIN).await;
        }
        session.ask(self, &look(format!("{base}/tuonti={number}"))).await;
        self.known().remember_import(number, random);
    }

    /// Asks for one thing after the other.
    async fn read(self, mut random: StdRng, pause: Duration) -> Result<(), Failure> {
        let mut clock = tokio::time::interval(pause);
        clock.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            let mut session = Session::sign_in(&self).await?;
            while session.requests < REQUESTS_OF_A_SESSION {
                clock.tick().await;
                let request = draw(&mut random, &self.known(), &self.population);
                let Some((StatusCode::OK, answer)) = session.ask(&self, &request).await else { continue };
                if request.path.ends_with("/hae")
                    && let Some(oid) = json(&answer)["oid"].as_str()
                {
                    self.known().remember_person(oid.to_owned(), &mut random);
                }
            }
        }
    }

    /// A page is told that something changed; a stream ends by itself and is asked for again.
    async fn keep_a_page_open(self) -> Result<(), Failure> {
        let changes = "/henkilo-ui/oppijoidentuonti/tapahtumat".to_owned();
        let changes = Request { who: Who::Official, method: Method::GET, path: changes, body: String::new() };
        loop {
            let mut session = Session::sign_in(&self).await?;
            while session.requests < REQUESTS_OF_A_SESSION {
                session.ask(&self, &changes).await;
            }
        }
    }
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}

/// Two programs and a browser, with their connections.
struct Session {
    http: reqwest::Client,
    university: String,
    keeper: String,
    official: Browser,
    requests: u64,
}

impl Session {
    async fn sign_in(load: &Load) -> Result<Session, Failure> {
        let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build();
        let http = http.map_err(|error| Failure(error.to_string()))?;
        Ok(Session {
            university: token(&http, &load.origin, "demo-university").await?,
            keeper: token(&http, &load.origin, "demo-oph").await?,
            official: Browser::sign_in(&load.origin, "rekisterinpitaja").await?,
            http,
            requests: 0,
        })
    }

    /// The answer and its body, read to the end; where a form leads elsewhere, that of the page there.
    async fn ask(&mut self, load: &Load, request: &Request) -> Option<(StatusCode, String)> {
        self.requests += 1;
        let answer = self.request(load, request).send().await;
        load.answers.count(answer.as_ref().map(reqwest::Response::status));
        let answer = answer.ok()?;
        let location = answer.headers().get("location").and_then(|there| there.to_str().ok().map(str::to_owned));
        let read = (answer.status(), answer.text().await.ok()?);
        match location {
            Some(path) if request.method == Method::POST => {
                let there = Request { who: request.who, method: Method::GET, path, body: String::new() };
                Box::pin(self.ask(load, &there)).await
            }
            _ => Some(read),
        }
    }

    fn request(&self, load: &Load, request: &Request) -> reqwest::RequestBuilder {
        let Request { who, method, path, body } = request;
        let builder = self.http.request(method.clone(), format!("{}{path}", load.origin)).body(body.clone());
        let json = |builder: reqwest::RequestBuilder| builder.header("content-type", "application/json");
        match who {
            Who::University => json(builder).bearer_auth(&self.university),
            Who::Keeper => json(builder).bearer_auth(&self.keeper),
            Who::Nobody => json(builder),
            Who::Forger(number) => {
                let signed = self.keeper.rsplit_once('.').map_or("", |(signed, _)| signed);
                json(builder).bearer_auth(format!("{signed}.{number}"))
            }
            Who::Official => builder
                .header("cookie", &self.official.cookies)
                .header("content-type", "application/x-www-form-urlencoded"),
        }
    }
}
