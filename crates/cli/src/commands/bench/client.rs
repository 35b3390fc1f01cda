//! A client of the registry, as a student information system would be one.

use std::time::Duration;

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::commands::Failure;
use crate::commands::demo::{CLIENT_SECRET, Running};

/// A signed-in client. Clones share connections.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    server: String,
    base: String,
    token: String,
}

impl Client {
    /// As the sample university.
    pub async fn sign_in(running: &Running) -> Result<Client, Failure> {
        Client::sign_in_as(running, "demo-university").await
    }

    /// As a sample client.
    pub async fn sign_in_as(running: &Running, id: &str) -> Result<Client, Failure> {
        Client::sign_in_at(&format!("http://{}", running.address), id).await
    }

    /// As a sample client of a server somewhere.
    pub async fn sign_in_at(server: &str, id: &str) -> Result<Client, Failure> {
        let http = reqwest::Client::builder().build().map_err(|error| Failure(error.to_string()))?;
        let token = token(&http, server, id).await?;
        let (base, server) = (format!("{server}/oppijanumerorekisteri-service"), server.to_owned());
        Ok(Client { http, base, server, token })
    }

    /// The same client with a token that nobody has issued.
    pub fn forged(&self) -> Client {
        let unsigned = self.token.rsplit_once('.').map_or("", |(unsigned, _)| unsigned);
        Client { token: format!("{unsigned}.{}", "A".repeat(342)), ..self.clone() }
    }

    /// What it shows on each request.
    pub fn token(&self) -> &str {
        &self.token
    }

    /// The same client with connections of its own.
    pub fn anew(&self) -> Result<Client, Failure> {
        let http = reqwest::Client::builder().build().map_err(|error| Failure(error.to_string()))?;
        Ok(Client { http, ..self.clone() })
    }

    /// What stands at a path of any interface.
    pub async fn get(&self, path: &str) -> Result<Vec<u8>, Failure> {
        let failed = |error: reqwest::Error| Failure(error.without_url().to_string());
        let answer = self.own(path).send().await.and_then(reqwest::Response::error_for_status).map_err(failed)?;
        Ok(answer.bytes().await.map_err(failed)?.to_vec())
    }

    /// Sends a command to our own interface; `confirms` is the tag of its preview.
    pub async fn command(
        &self,
        path: &str,
        body: &Value,
        confirms: Option<&str>,
    ) -> Result<reqwest::Response, Failure> {
        let request = self.http.post(format!("{}{path}", self.server)).bearer_auth(&self.token).json(body);
        let request = match confirms {
            Some(tag) => request.header(reqwest::header::IF_MATCH, tag),
            None => request,
        };
        request.send().await.map_err(|error| Failure(error.without_url().to_string()))
    }

    /// Asks our own interface.
    pub fn own(&self, path: &str) -> reqwest::RequestBuilder {
        self.http.get(format!("{}{path}", self.server)).bearer_auth(&self.token)
    }

    /// Asks on the compatible paths.
    pub fn read(&self, path: &str) -> reqwest::RequestBuilder {
        self.http.get(format!("{}{path}", self.base)).bearer_auth(&self.token)
    }

    /// Sends a body.
    pub fn put(&self, path: &str, body: impl Into<reqwest::Body>) -> reqwest::RequestBuilder {
        self.request(self.http.put(format!("{}{path}", self.base)), body)
    }

    /// Sends a body.
    pub fn post(&self, path: &str, body: impl Into<reqwest::Body>) -> reqwest::RequestBuilder {
        self.request(self.http.post(format!("{}{path}", self.base)), body)
    }

    fn request(&self, builder: reqwest::RequestBuilder, body: impl Into<reqwest::Body>) -> reqwest::RequestBuilder {
        builder.bearer_auth(&self.token).header("content-type", "application/json").body(body)
    }
}

/// Takes a token of a sample client.
pub async fn token(http: &reqwest::Client, origin: &str, client: &str) -> Result<String, Failure> {
    let form = format!("grant_type=client_credentials&client_id={client}&client_secret={CLIENT_SECRET}");
    let request = http.post(format!("{origin}/kayttooikeus-service/oauth2/token"));
    let answer: Value = read(request.header("content-type", "application/x-www-form-urlencoded").body(form)).await?;
    Ok(answer["access_token"].as_str().unwrap_or_default().to_owned())
}

/// The answer as JSON; anything but success is a failure.
pub async fn read<T: DeserializeOwned>(request: reqwest::RequestBuilder) -> Result<T, Failure> {
    let failed = |error: reqwest::Error| Failure(error.without_url().to_string());
    request.send().await.and_then(reqwest::Response::error_for_status).map_err(failed)?.json().await.map_err(failed)
}

/// The time that so many of a hundred do not exceed.
pub fn percentile(times: &mut [Duration], of_hundred: usize) -> Duration {
    times.sort_unstable();
    times.get((times.len() * of_hundred / 100).min(times.len().saturating_sub(1))).copied().unwrap_or_default()
}

/// In milliseconds.
pub fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
