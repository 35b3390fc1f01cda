//! A registry as `oppijaloki serve` runs it, from files as an operator writes them, on a free port.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use oppijaloki::commands::serve;
use oppijaloki::config::{Config, SecretsFile};
use oppijaloki::server::Role;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::temp::{TempFolder, write_secret};

/// See the module.
pub struct Served {
    folder: TempFolder,
    listener: Option<TcpListener>,
    address: SocketAddr,
    running: Option<(oneshot::Sender<()>, JoinHandle<()>)>,
}

impl Served {
    /// Takes a port and draws secrets; nothing answers yet.
    pub async fn prepare() -> Served {
        crate::logs::keep();
        crate::patience::begin();
        let folder = TempFolder::new();
        SecretsFile::draw().write(&folder.join("secrets.toml")).unwrap();
        write_secret(&folder.join("register-password"), "none");
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        Served { folder, listener: Some(listener), address, running: None }
    }

    /// Its public address.
    pub fn address(&self) -> String {
        format!("http://{}", self.address)
    }

    /// A file beside its configuration.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Starts with this section `[sign_in]`, or none; says why when it does not.
    pub async fn start(&mut self, sign_in: &str) -> Result<(), String> {
        let file = self.folder.join("oppijaloki.toml");
        std::fs::write(&file, self.configuration(sign_in)).unwrap();
        let config = Config::read(&file).map_err(|failure| failure.to_string())?;
        let listener = self.listener.take().expect("it was not started before");
        let (stop, stopped) = oneshot::channel();
        let (failed, failure) = oneshot::channel();
        let running = tokio::spawn(async move {
            let served = serve::serve(config, Role::Both, listener, async { drop(stopped.await) }).await;
            let _ = failed.send(served.err().map(|failure| failure.to_string()));
        });
        self.running = Some((stop, running));
        let ready = crate::wait::wait_for("it answers", crate::server::IN_THE_END, async || {
            reqwest::get(format!("{}/health/live", self.address())).await.ok()
        });
        tokio::select! {
            failure = failure => Err(failure.unwrap().expect("it ends only when it fails")),
            _ = ready => Ok(()),
        }
    }

    fn configuration(&self, sign_in: &str) -> String {
        let organisations = concat!(env!("CARGO_MANIFEST_DIR"), "/../crates/app/demo/organisations.json");
        let folder = self.folder.path().display();
        format!(
            "address = \"{address}\"\ndata = \"{folder}/data\"\nsecrets = \"{folder}/secrets.toml\"\n\
             organisations = \"{organisations}\"\n\
             [tokens]\nkey_set = \"http://127.0.0.1:9/jwks\"\nissuer = \"nobody\"\n\
             [register]\nbase_url = \"http://127.0.0.1:9/api/v1\"\nuser = \"nobody\"\n\
             password_file = \"{folder}/register-password\"\n{sign_in}",
            address = self.address,
        )
    }

    /// Stops, and returns when the folder is free.
    pub async fn stop(mut self) {
        if let Some((stop, running)) = self.running.take() {
            let _ = stop.send(());
            running.await.unwrap();
        }
    }
}
