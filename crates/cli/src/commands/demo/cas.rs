//! The demo's CAS server and käyttöoikeuspalvelu: the stand-in on a port of its own.

use std::net::SocketAddr;

use web::auth::cas::stand_in::{StandIn, serve};
use web::auth::cas::{AccessRightsConfig, CasConfig};
use web::auth::issuer::IssuerClient;

use crate::commands::Failure;
use crate::commands::demo::{CLIENT_SECRET, OTHER_PORT};
use crate::server::listen;

/// How the registry at an address knows it.
pub fn config(server: &str, registry: SocketAddr) -> CasConfig {
    let rights = server.trim_end_matches("/cas");
    CasConfig {
        server: server.to_owned(),
        own: format!("http://{registry}"),
        access_rights: Some(AccessRightsConfig {
            server: format!("{rights}/kayttooikeus-service"),
            client_id: "demo-oph".to_owned(),
            client_secret: CLIENT_SECRET.to_owned(),
        }),
    }
}

/// Starts it, until the process ends; gives its address.
pub async fn start(at: SocketAddr, users: Vec<IssuerClient>) -> Result<String, Failure> {
    let listener = listen(at, OTHER_PORT)?;
    let address = listener.local_addr().map_err(|error| Failure(error.to_string()))?;
    tokio::spawn(serve(listener, StandIn::new(users)));
    Ok(format!("http://{address}/cas"))
}
