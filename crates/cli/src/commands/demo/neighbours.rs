//! The demo's organisaatiopalvelu and koodisto: the stand-in on a port of its own.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use crate::commands::Failure;
use crate::config::Neighbours;
use crate::neighbours::stand_in::{StandIn, serve};
use crate::server::listen;

/// Where they are beside a registry on this port: behind the population register and the CAS server.
pub fn beside(port: u16) -> SocketAddr {
    SocketAddr::from((Ipv4Addr::LOCALHOST, if port == 0 { 0 } else { port + 3 }))
}

/// Starts them, until the process ends; gives how the registry asks them.
pub async fn start(at: SocketAddr) -> Result<Neighbours, Failure> {
    let listener = listen(at)?;
    let address = listener.local_addr().map_err(|error| Failure(error.to_string()))?;
    tokio::spawn(serve(listener, Arc::new(StandIn::default())));
    Ok(Neighbours {
        refresh_minutes: 60,
        organisations: Some(format!("http://{address}/organisaatio-service")),
        codes: Some(format!("http://{address}/koodisto-service")),
        services: None,
    })
}
