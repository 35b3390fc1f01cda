//! The demo's CAS server: the stand-in on a port of its own.

use std::net::SocketAddr;

use web::auth::cas::stand_in::{StandIn, serve};
use web::auth::issuer::IssuerClient;

use crate::commands::Failure;
use crate::server::listen;

/// Starts it, until the process ends; gives its address.
pub async fn start(at: SocketAddr, users: Vec<IssuerClient>) -> Result<String, Failure> {
    let listener = listen(at).await?;
    let address = listener.local_addr().map_err(|error| Failure(error.to_string()))?;
    tokio::spawn(serve(listener, StandIn::new(users)));
    Ok(format!("http://{address}/cas"))
}
