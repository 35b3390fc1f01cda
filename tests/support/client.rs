//! A program that uses the registry over HTTP, with one method for each thing that it does.

use std::net::SocketAddr;
use std::time::Duration;

use oppijaloki::generate::{Row, to_oppija_json, to_yleistunniste_json};
use reqwest::Method;
use reqwest::header::HeaderMap;
use serde_json::Value;
use vtj::population::{InventedPerson, Sex};

use crate::wait::wait_for;
use crate::way::Way;

/// Under which every path of the compatible interface stands.
pub const CONTEXT: &str = "/oppijanumerorekisteri-service";
/// Where notices of imports are asked to be sent.
pub const NOTICE_ADDRESS: &str = "opintotoimisto@lumijoki.example";
/// Rows of an import must be resolved this soon: the number of a one-row import within 2 s.
const ROWS_DONE: Duration = Duration::from_secs(30);

/// A signed-in program. Its paths are those below the context path.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    way: Way,
    token: Option<String>,
}

/// What came back.
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Headers.
    pub headers: HeaderMap,
    /// The body as it was sent.
    pub text: String,
}

impl Answer {
    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("not JSON ({error}), status {}", self.status))
    }

    /// The body of an answer that must be a success.
    pub fn ok(&self) -> Value {
        assert_eq!(self.status, 200, "{}", self.text);
        self.json()
    }

    /// A header as text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }
}

impl Client {
    /// Takes a token of one of the demo's clients at the issuer's address, as any program does.
    pub async fn sign_in(issuer: SocketAddr, client: &str, way: impl Into<Way>) -> Client {
        let http = reqwest::Client::new();
        let form = format!("grant_type=client_credentials&client_id={client}&client_secret=demo-secret");
        let request = http.post(format!("http://{issuer}/kayttooikeus-service/oauth2/token"));
        let request = request.header("content-type", "application/x-www-form-urlencoded").body(form);
        let answer: Value = request.send().await.unwrap().json().await.unwrap();
        let token = answer["access_token"].as_str().expect("a token").to_owned();
        Client { http, way: way.into(), token: Some(token) }
    }

    /// A client with any token, or none.
    pub fn with_token(way: impl Into<Way>, token: Option<String>) -> Client {
        Client { http: reqwest::Client::new(), way: way.into(), token }
    }

    /// The token that it sends.
    pub fn token(&self) -> &str {
        self.token.as_deref().expect("a token")
    }

    /// Prepares any request below the context path.
    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        self.request_at(method, CONTEXT, path)
    }

    /// Prepares any request of our own interface.
    pub fn own_request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        self.request_at(method, web::api::PATH, path)
    }

    fn request_at(&self, method: Method, prefix: &str, path: &str) -> reqwest::RequestBuilder {
        let request = self.http.request(method, format!("http://{}{prefix}{path}", self.way.next()));
        let request = self.way.carry(request);
        match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    /// Sends a request that was prepared.
    pub async fn sent(&self, request: reqwest::RequestBuilder) -> Answer {
        self.answer(request).await
    }

    async fn answer(&self, request: reqwest::RequestBuilder) -> Answer {
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        self.way.note(&headers);
        Answer { status, headers, text: response.text().await.unwrap() }
    }

    /// Sends any request of our own interface, with a body of JSON when it has one.
    pub async fn own(&self, method: Method, path: &str, body: Option<Value>) -> Answer {
        self.own_with(method, path, &[], body).await
    }

    /// The same, with more headers.
    pub async fn own_with(&self, method: Method, path: &str, headers: &[(&str, &str)], body: Option<Value>) -> Answer {
        let request = self.own_request(method, path);
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        self.answer(match body {
            Some(body) => request.header("content-type", "application/json").body(body.to_string()),
            None => request,
        })
        .await
    }

    /// Sends a command as its sender should: previews it, and confirms exactly that.
    pub async fn own_confirmed(&self, path: &str, body: &Value) -> Answer {
        let preview = self.own(Method::POST, &format!("{path}?preview=true"), Some(body.clone())).await.ok();
        let tag = format!("\"{}\"", preview["fingerprint"].as_str().expect("a fingerprint"));
        self.own_with(Method::POST, path, &[("If-Match", &tag)], Some(body.clone())).await
    }

    /// `GET` of our own interface, which must succeed.
    pub async fn own_get(&self, path: &str) -> Value {
        self.own(Method::GET, path, None).await.ok()
    }

    /// Sends any request without a body.
    pub async fn get(&self, path: &str) -> Answer {
        self.answer(self.request(Method::GET, path)).await
    }

    /// Sends any request with a body of JSON.
    pub async fn send(&self, method: Method, path: &str, body: impl Into<reqwest::Body>) -> Answer {
        self.answer(self.request(method, path).header("content-type", "application/json").body(body)).await
    }

    /// `PUT /oppija`; gives the import's number.
    pub async fn import(&self, rows: &[Row]) -> u64 {
        self.import_with(rows, None).await
    }

    /// As [`Client::import`], with an address for notices.
    pub async fn import_noticed(&self, rows: &[Row], address: &str) -> u64 {
        self.import_with(rows, Some(address)).await
    }

    async fn import_with(&self, rows: &[Row], notice: Option<&str>) -> u64 {
        let answer = self.send(Method::PUT, "/oppija", to_oppija_json(rows, notice)).await;
        accepted(&answer, rows)
    }

    /// `PUT /yleistunniste`; gives the import's number.
    pub async fn import_numbers(&self, rows: &[Row]) -> u64 {
        let answer = self.send(Method::PUT, "/yleistunniste", to_yleistunniste_json(rows, None)).await;
        accepted(&answer, rows)
    }

    /// As [`Client::import`], and waits until every row is resolved; gives their OIDs in the order sent.
    pub async fn import_resolved(&self, rows: &[Row]) -> Vec<String> {
        let number = self.import(rows).await;
        self.resolved(number).await;
        oids(&self.rows(number).await)
    }

    /// `GET /oppija/tuonti={number}/perustiedot`.
    pub async fn import_status(&self, number: u64) -> Value {
        self.get(&format!("/oppija/tuonti={number}/perustiedot")).await.ok()
    }

    /// Is an import done, and how many of its rows are? `None` when the answer is to come back later.
    pub async fn rows_done(&self, number: u64) -> Option<(bool, u64)> {
        let answer = self.get(&format!("/oppija/tuonti={number}/perustiedot")).await;
        let basics = (answer.status != 503).then(|| answer.ok())?;
        Some((basics["kasitelty"] == true, basics["kasiteltyja"].as_u64().unwrap()))
    }

    /// Waits until every row of an import is resolved.
    pub async fn resolved(&self, number: u64) {
        let look = async || (self.rows_done(number).await?.0).then_some(());
        wait_for("every row of the import is resolved", ROWS_DONE, look).await;
    }

    /// `GET /oppija/tuonti={number}`: the rows with the whole learners.
    pub async fn rows(&self, number: u64) -> Vec<Value> {
        let answer = self.get(&format!("/oppija/tuonti={number}")).await.ok();
        answer["henkilot"].as_array().unwrap().clone()
    }

    /// `GET /yleistunniste/tuonti={number}`: the rows with the numbers alone.
    pub async fn number_rows(&self, number: u64) -> Vec<Value> {
        let answer = self.get(&format!("/yleistunniste/tuonti={number}")).await.ok();
        answer["henkilot"].as_array().unwrap().clone()
    }

    /// `POST /yleistunniste/hae`: finds or creates by hetu and names.
    pub async fn look_up(&self, row: &Row) -> Answer {
        self.send(Method::POST, "/yleistunniste/hae", look_up_body(row)).await
    }

    /// `GET /yleistunniste/hae/{oid}`: the numbers of a person.
    pub async fn numbers(&self, oid: &str) -> Answer {
        self.get(&format!("/yleistunniste/hae/{oid}")).await
    }

    /// `POST /oppija`: registers one learner without a hetu.
    pub async fn register_learner(&self, learner: &Value) -> Answer {
        self.send(Method::POST, "/oppija", learner.to_string()).await
    }

    /// `GET /oppija/yhteenveto?{query}`: imported people by state.
    pub async fn summary(&self, query: &str) -> Value {
        self.get(&format!("/oppija/yhteenveto?{query}")).await.ok()
    }

    /// `GET /oppija/muuttuneet?{query}`: a page of imported learners in the order in which they changed.
    pub async fn changed(&self, query: &str) -> Value {
        self.get(&format!("/oppija/muuttuneet?{query}")).await.ok()
    }
}

fn accepted(answer: &Answer, rows: &[Row]) -> u64 {
    let basics = answer.ok();
    assert_eq!((&basics["kasiteltavia"], &basics["kasiteltyja"]), (&rows.len().into(), &0.into()));
    assert_eq!(basics["kasitelty"], rows.is_empty());
    basics["id"].as_u64().unwrap()
}

/// The body of a single look-up.
pub fn look_up_body(row: &Row) -> String {
    serde_json::json!({
        "hetu": row.hetu,
        "etunimet": row.names.first_names,
        "kutsumanimi": row.names.call_name,
        "sukunimi": row.names.surname,
    })
    .to_string()
}

/// The OIDs that rows led to.
pub fn oids(rows: &[Value]) -> Vec<String> {
    rows.iter().map(|row| row["henkilo"]["oid"].as_str().unwrap().to_owned()).collect()
}

/// A row about somebody as the population register has them.
pub fn row_about(person: &InventedPerson, tunniste: &str) -> Row {
    Row {
        tunniste: Some(tunniste.to_owned()),
        hetu: Some(person.hetu.as_str().to_owned()),
        names: events::person::Names {
            first_names: person.first_names.clone(),
            call_name: person.call_name.clone(),
            surname: person.surname.clone(),
        },
        birth_date: Some(person.birth_date.to_string()),
        sex: Some(if person.sex == Sex::Man { "1" } else { "2" }.to_owned()),
        language: Some("FI".to_owned()),
        nationalities: vec!["246".to_owned()],
        ..Row::default()
    }
}

/// A row about a foreign learner without a hetu and without any identifier yet.
pub fn foreign_row(first_names: &str, surname: &str, tunniste: &str) -> Row {
    let call_name = first_names.split(' ').next().unwrap_or_default().to_owned();
    Row {
        tunniste: Some(tunniste.to_owned()),
        names: events::person::Names { first_names: first_names.to_owned(), call_name, surname: surname.to_owned() },
        birth_date: Some("2001-02-03".to_owned()),
        nationalities: vec!["752".to_owned()],
        ..Row::default()
    }
}
