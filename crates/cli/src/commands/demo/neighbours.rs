//! The demo's organisaatiopalvelu, koodisto and käyttöoikeuspalvelu on one port, and the service where people apply on
//! another: stand-ins that the registry asks as it asks the real ones.

use std::io::Write;
use std::net::{Ipv4Addr, SocketAddr};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::commands::Failure;
use crate::commands::demo::OTHER_PORT;
use crate::config::{AccessRightsService, ApplicationService, Neighbours};
use crate::neighbours::stand_in::{CLIENT, StandIn, applications, serve};
use crate::server::listen;

/// Where they are beside a registry on this port: behind the population register and the CAS server.
pub fn beside(port: u16) -> [SocketAddr; 2] {
    [3, 4].map(|further| SocketAddr::from((Ipv4Addr::LOCALHOST, if port == 0 { 0 } else { port + further })))
}

/// Starts them, until the process ends; gives how the registry asks them. Our secrets there are kept in the folder.
pub async fn start([others, applying]: [SocketAddr; 2], data: &Path) -> Result<Neighbours, Failure> {
    let (others, applying) = (listen(others, OTHER_PORT)?, listen(applying, OTHER_PORT)?);
    let address =
        |listener: &tokio::net::TcpListener| listener.local_addr().map_err(|error| Failure(error.to_string()));
    let (server, apply) = (address(&others)?, address(&applying)?);
    tokio::spawn(serve(others, Arc::new(StandIn::default())));
    tokio::spawn(applications::serve(applying, Arc::default()));
    store::folder::private(data).map_err(|error| Failure(format!("{}: {error}", data.display())))?;
    Ok(Neighbours {
        refresh_minutes: 60,
        organisations: Some(format!("http://{server}/organisaatio-service")),
        codes: Some(format!("http://{server}/koodisto-service")),
        services: None,
        officials: Some(AccessRightsService {
            server: format!("http://{server}/kayttooikeus-service"),
            client_id: CLIENT.0.to_owned(),
            client_secret_file: kept(data.join("demo-kayttooikeus-secret"), CLIENT.1)?,
        }),
        applications: Some(ApplicationService {
            server: format!("http://{apply}/lomake-editori"),
            cas: format!("http://{apply}/cas"),
            user: applications::USER.0.to_owned(),
            password_file: kept(data.join("demo-applications-password"), applications::USER.1)?,
        }),
    })
}

/// A secret of a stand-in, in a file of ours.
fn kept(file: PathBuf, secret: &str) -> Result<PathBuf, Failure> {
    let opened = std::fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&file);
    let written = opened.and_then(|mut open| open.write_all(secret.as_bytes()));
    written.map_err(|error| Failure(format!("{}: {error}", file.display())))?;
    Ok(file)
}
