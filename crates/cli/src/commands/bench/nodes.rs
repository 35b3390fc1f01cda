//! The registry that is measured: one node on the embedded journal, or several on one that they share, all in this
//! process, each with a client, a population register and a token issuer of its own.

use std::path::Path;

use store::VaultPlace;
use store::access_register::AccessPlace;

use super::Arguments;
use super::client::Client;
use crate::commands::Failure;
use crate::commands::demo::{self, Running, Surroundings};
use crate::config::is_postgres;
use crate::data::DEMO_SECRETS;
use crate::engine;

/// A node and its client.
pub struct Node {
    /// The client.
    pub client: Client,
    /// The node.
    pub running: Running,
}

/// Starts them over empty folders.
pub async fn start(arguments: &Arguments, folder: &Path, people: u64) -> Result<Vec<Node>, Failure> {
    let mut nodes = Vec::new();
    for n in 0..arguments.nodes.max(1) {
        let running = match &arguments.journal {
            None => demo::start(0, folder, people).await?,
            Some(address) => {
                let own = folder.join(format!("node-{n}"));
                share_secrets(folder, &own)?;
                let engine = engine::open(Some(address)).await?;
                let vault = vault(arguments, address)?;
                let access = match &vault {
                    VaultPlace::Postgres(address) => AccessPlace::Postgres(address.clone()),
                    VaultPlace::Folder => AccessPlace::Folder,
                };
                let surroundings = Surroundings { vault, access, ..Surroundings::default() };
                demo::start_with(engine, 0, &own, people, surroundings).await?
            }
        };
        nodes.push(Node { client: Client::sign_in(&running).await?, running });
    }
    Ok(nodes)
}

fn vault(arguments: &Arguments, journal: &str) -> Result<VaultPlace, Failure> {
    match arguments.vault.as_deref().unwrap_or(journal) {
        address if is_postgres(address) => Ok(VaultPlace::Postgres(address.to_owned())),
        _ => Err(Failure("nodes share a vault: name an empty PostgreSQL database with --vault".to_owned())),
    }
}

/// Nodes of one journal have the same secrets: those of the first.
fn share_secrets(folder: &Path, own: &Path) -> Result<(), Failure> {
    let fail = |error: std::io::Error| Failure(format!("{}: {error}", own.display()));
    std::fs::create_dir_all(own).map_err(fail)?;
    let first = folder.join("node-0").join(DEMO_SECRETS);
    if first.exists() {
        std::fs::copy(first, own.join(DEMO_SECRETS)).map_err(fail)?;
    }
    Ok(())
}
