//! Arguments of commands that ask a running registry: where it is, and who asks.

use std::time::Duration;

use events::codes::Interface;
use zeroize::Zeroizing;

use super::credentials::Credentials;
use super::registry::{Connection, Registry, is_this_machine};
use crate::commands::Failure;

/// See the module.
#[derive(clap::Args)]
pub struct Server {
    /// Address of the registry.
    #[arg(long, env = "OPPIJALOKI_SERVER", default_value = "http://127.0.0.1:8090")]
    server: String,
    /// Client that asks for a token.
    #[arg(long, env = "OPPIJALOKI_CLIENT_ID")]
    client_id: Option<String>,
    /// Its secret; give it by the environment.
    #[arg(long, env = "OPPIJALOKI_CLIENT_SECRET", hide_env_values = true, value_name = "SECRET")]
    client_secret: Option<String>,
    /// Token endpoint; without it SERVER/kayttooikeus-service/oauth2/token.
    #[arg(long, env = "OPPIJALOKI_TOKEN_URL")]
    token_url: Option<String>,
    /// A token instead of a client; give it by the environment.
    #[arg(long, env = "OPPIJALOKI_TOKEN", hide_env_values = true)]
    token: Option<String>,
}

impl Server {
    /// The registry that they name. `pause` is the first wait before a question to it is repeated.
    pub fn registry(&self, interface: Interface, pause: Duration) -> Result<Registry, Failure> {
        let credentials = match (&self.token, &self.client_id, &self.client_secret) {
            (Some(token), _, _) => Credentials::Token(Zeroizing::new(token.clone())),
            (None, Some(id), Some(secret)) => Credentials::Client {
                id: id.clone(),
                secret: Zeroizing::new(secret.clone()),
                endpoint: self.token_url.clone(),
            },
            _ => {
                return Err(Failure(
                    "no credentials: set OPPIJALOKI_CLIENT_ID and OPPIJALOKI_CLIENT_SECRET (or OPPIJALOKI_TOKEN) in the \
                     environment; for the demo they are demo-university and demo-secret"
                        .to_owned(),
                ));
            }
        };
        if self.server.starts_with("http:") && !is_this_machine(&self.server) {
            eprintln!("Warning: the connection to the server is not encrypted; use https outside of tests.");
        }
        let connection = Connection { server: self.server.clone(), interface, credentials, pause };
        Registry::new(connection).map_err(|trouble| Failure(trouble.to_string()))
    }
}
