//! Who asks: a token, or a client that gets one (OAuth 2.0 client credentials).

use reqwest::Client;
use reqwest::header::CONTENT_TYPE;
use serde::Deserialize;
use zeroize::Zeroizing;

/// The token endpoint below the server's address, as in käyttöoikeuspalvelu.
const TOKEN_PATH: &str = "/kayttooikeus-service/oauth2/token";

/// Who asks. No `Debug`: it knows secrets.
pub enum Credentials {
    /// The caller that this token names.
    Token(Zeroizing<String>),
    /// A client that gets tokens.
    Client {
        /// `client_id`.
        id: String,
        /// `client_secret`.
        secret: Zeroizing<String>,
        /// Address of the token endpoint; without it the server's own.
        endpoint: Option<String>,
    },
}

/// Why there is no token.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TokenTrouble {
    /// The endpoint cannot be reached.
    #[error("no token endpoint answers: is it running, and is --token-url (or --server) right?")]
    Unreachable,
    /// The client is not known, or its secret is wrong.
    #[error("the token endpoint does not accept the client: check OPPIJALOKI_CLIENT_ID and OPPIJALOKI_CLIENT_SECRET")]
    NotAccepted,
    /// Any other answer.
    #[error("the token endpoint answers with status {0} and no token: is --token-url right?")]
    NoToken(u16),
}

#[derive(Deserialize)]
struct TokenAnswer {
    access_token: String,
}

impl Credentials {
    /// A token; a client asks for a new one each time.
    pub(super) async fn token(&self, http: &Client, server: &str) -> Result<String, TokenTrouble> {
        let (id, secret, endpoint) = match self {
            Credentials::Token(token) => return Ok(token.to_string()),
            Credentials::Client { id, secret, endpoint } => (id, secret, endpoint),
        };
        let url = endpoint.clone().unwrap_or_else(|| format!("{server}{TOKEN_PATH}"));
        let (id, secret) = (encoded(id), encoded(secret));
        let form = format!("grant_type=client_credentials&client_id={}&client_secret={}", *id, *secret);
        let request = http.post(url).header(CONTENT_TYPE, "application/x-www-form-urlencoded").body(form);
        let response = request.send().await.map_err(|_| TokenTrouble::Unreachable)?;
        match response.status().as_u16() {
            200 => {
                let bytes = response.bytes().await.map_err(|_| TokenTrouble::Unreachable)?;
                let answer: TokenAnswer = serde_json::from_slice(&bytes).map_err(|_| TokenTrouble::NoToken(200))?;
                Ok(answer.access_token)
            }
            400 | 401 | 403 => Err(TokenTrouble::NotAccepted),
            status => Err(TokenTrouble::NoToken(status)),
        }
    }
}

/// Text as a value in a form (WHATWG URL, 5).
fn encoded(text: &str) -> Zeroizing<String> {
    let mut encoded = String::with_capacity(text.len() * 3);
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'*' => encoded.push(char::from(byte)),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    Zeroizing::new(encoded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        assert_eq!(encoded("demo-secret_1.*").as_str(), "demo-secret_1.*");
        assert_eq!(encoded("a&b=c d+ä%").as_str(), "a%26b%3Dc%20d%2B%C3%A4%25");
    }
}
