//! The data folder as commands on it see it, while no server uses it.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use events::{KindSet, OpenedEvent, PersonOid, Tag};
use projections::people::history::person_at;
use store::{Accept, Checks, Order, Span, Store, StoreConfig, TagKey};
use tokio::runtime::Runtime;

use crate::commands::Failure;
use crate::config::{Config, SecretsFile};

/// Which data folder.
#[derive(clap::Args, Clone)]
pub struct DataArguments {
    /// The data folder.
    #[arg(long, default_value = "./demo-data")]
    pub data: PathBuf,
    /// The configuration file of `serve`; it then says where data and secrets are.
    #[arg(long)]
    pub config: Option<PathBuf>,
}

/// Is there an embedded journal? Nothing is made where there is none.
fn look_for_journal(folder: &Path) -> Result<(), Failure> {
    match std::fs::metadata(folder.join("journal")) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => Err(Failure(format!(
            "permission denied: {} may not be looked into by this user; run the command as the user that the registry runs as",
            folder.display()
        ))),
        Err(_) => Err(Failure(format!("there is no registry in {}; --data names its folder", folder.display()))),
    }
}

/// File with the demo's secrets, beside its data.
pub const DEMO_SECRETS: &str = "secrets.toml";

/// Events of a history that are read at once.
const EVENTS_AT_ONCE: usize = 500;

/// An open data folder.
pub struct Data {
    runtime: Runtime,
    store: Arc<Store>,
    folder: PathBuf,
}

impl Data {
    /// Opens the folder as a server does. One that a server is using is refused.
    pub fn open(arguments: &DataArguments) -> Result<Data, Failure> {
        Data::open_checked(arguments, Checks::Start)
    }

    /// As [`Data::open`], and checks so much.
    pub fn open_checked(arguments: &DataArguments, checks: Checks) -> Result<Data, Failure> {
        // What is rebuilt, or is an alarm, is said here too.
        crate::server::start_logging("warn");
        let config = arguments.config.as_deref().map(Config::read).transpose()?;
        let (folder, secrets) = match &config {
            Some(config) => (config.data.clone(), config.secrets.clone()),
            None => (arguments.data.clone(), arguments.data.join(DEMO_SECRETS)),
        };
        let address = config.as_ref().and_then(Config::journal_address);
        if address.is_none() {
            look_for_journal(&folder)?;
        }
        let secrets = SecretsFile::read(&secrets)?.keys()?;
        let runtime = Runtime::new().map_err(|error| Failure(error.to_string()))?;
        let engine = runtime.block_on(crate::engine::open(address))?;
        let vault = config.as_ref().map(Config::vault_place).unwrap_or_default();
        let (clock, progress) = (crate::clock(), crate::engine::show_progress);
        let accept = Accept::default();
        let store = StoreConfig { folder: folder.clone(), engine, vault, secrets, clock, checks, accept, progress };
        let store = runtime.block_on(Store::open(store)).map_err(|error| Failure(error.to_string()))?;
        Ok(Data { runtime, store: Arc::new(store), folder })
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The log and the vault.
    pub fn store(&self) -> &Arc<Store> {
        &self.store
    }

    /// For the few calls that are asynchronous.
    pub fn runtime(&self) -> &Runtime {
        &self.runtime
    }

    /// Which journal this is.
    pub fn journal(&self) -> Result<uuid::Uuid, Failure> {
        self.runtime.block_on(self.store.journal().identity()).map_err(|error| Failure(error.to_string()))
    }

    /// Hands over every event about a person, in order, until `take` has had enough. Only some of them are in memory at the
    /// same time.
    pub fn history(
        &self,
        oid: PersonOid,
        mut take: impl FnMut(&OpenedEvent) -> ControlFlow<()>,
    ) -> Result<(), Failure> {
        let reading = self.store.read();
        let tags: Vec<TagKey> = self.linked(oid)?.into_iter().map(|oid| Tag::Person(oid).into()).collect();
        let mut span = Span::until(reading.position());
        loop {
            let events = reading.page(&tags, KindSet::ALL, span, Order::OldestFirst, EVENTS_AT_ONCE);
            let events = events.map_err(|error| Failure(error.to_string()))?;
            let Some(last) = events.last() else { return Ok(()) };
            span.after = last.position();
            if events.iter().try_for_each(&mut take).is_break() {
                return Ok(());
            }
        }
    }

    /// A record and those linked with it now.
    fn linked(&self, oid: PersonOid) -> Result<Vec<PersonOid>, Failure> {
        let (mut all, mut at) = (vec![oid], 0);
        while let Some(next) = all.get(at).copied() {
            at += 1;
            let person = person_at(&self.store, next, self.store.head().position);
            let person = person.map_err(|error| Failure(error.to_string()))?;
            for oid in person.iter().flat_map(domain::Person::linked) {
                if !all.contains(&oid) {
                    all.push(oid);
                }
            }
        }
        Ok(all)
    }
}
