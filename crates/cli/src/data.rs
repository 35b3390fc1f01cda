//! The data folder as commands on it see it, while no server uses it; or beside one, for reading.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use events::{Fact, KindSet, OpenedEvent, PersonOid, Position, Tag};
use projections::people::history::person_at;
use store::{Accept, Checks, Engine, Order, OwnFolder, Span, Store, StoreConfig, StoreError, TagKey, VaultPlace};
use tokio::runtime::Runtime;

use crate::commands::Failure;
use crate::config::{Config, SecretsFile};
use crate::names::Names;

/// Which data folder.
#[derive(clap::Args, Clone)]
pub struct DataArguments {
    /// The data folder: that of the configuration, or else ./demo-data. With a journal that nodes share it may be a folder
    /// of its own, beside those that servers use.
    #[arg(long)]
    pub data: Option<PathBuf>,
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

/// Where the demo keeps its data when nothing is said.
const DEMO_DATA: &str = "./demo-data";

/// An open data folder.
pub struct Data {
    runtime: Runtime,
    store: Arc<Store>,
    folder: PathBuf,
    names: Names,
    /// Where it is read beside a server. Behind the store, which still writes there when it is closed.
    _own: Option<OwnFolder>,
}

impl Data {
    /// Opens the folder as a server does. One that a server is using is refused.
    pub fn open(arguments: &DataArguments) -> Result<Data, Failure> {
        Data::open_checked(arguments, Checks::Start)
    }

    /// As [`Data::open`], and begins a registry where there is none yet.
    pub fn open_or_begin(arguments: &DataArguments) -> Result<Data, Failure> {
        Data::open_alone(Opening::of(arguments, true)?, Checks::Start)
    }

    /// As [`Data::open`], and checks so much.
    pub fn open_checked(arguments: &DataArguments, checks: Checks) -> Result<Data, Failure> {
        Data::open_alone(Opening::new(arguments)?, checks)
    }

    fn open_alone(opening: Opening, checks: Checks) -> Result<Data, Failure> {
        let runtime = Runtime::new().map_err(|error| Failure(error.to_string()))?;
        let store = runtime.block_on(opening.alone(checks))?.map_err(|error| Failure(error.to_string()))?;
        Ok(opening.done(runtime, store, None))
    }

    /// As [`Data::open_checked`], for reading: beside the server, where one uses the folder.
    pub fn open_for_reading(arguments: &DataArguments, checks: Checks) -> Result<Data, Failure> {
        let opening = Opening::new(arguments)?;
        let runtime = Runtime::new().map_err(|error| Failure(error.to_string()))?;
        match runtime.block_on(opening.alone(checks))? {
            Ok(store) => Ok(opening.done(runtime, store, None)),
            Err(StoreError::InUse) => {
                let (store, own) = runtime.block_on(opening.beside(checks))?;
                Ok(opening.done(runtime, store, Some(own)))
            }
            Err(error) => Err(Failure(error.to_string())),
        }
    }

    /// Names of organisations and services.
    pub fn names(&self) -> &Names {
        &self.names
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

    /// Hands over every event about these records, in order, until `take` has had enough. Only some of them are in memory
    /// at the same time.
    pub fn history(
        &self,
        records: &[PersonOid],
        mut take: impl FnMut(&OpenedEvent) -> ControlFlow<()>,
    ) -> Result<(), Failure> {
        let reading = self.store.read();
        let tags: Vec<TagKey> = records.iter().map(|oid| Tag::Person(*oid).into()).collect();
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

    /// The number by which programs and officials know an import; its position where that cannot be read.
    pub fn import_known_as(&self, import: Position) -> i64 {
        match self.store.events_of(import, 1).unwrap_or_default().first().map(|event| &event.fact) {
            Some(Fact::ImportReceived(with)) => with.data.import_id.known_as(import),
            _ => import.0 as i64,
        }
    }

    /// A record and those linked with it now; it stands first.
    pub fn linked(&self, oid: PersonOid) -> Result<Vec<PersonOid>, Failure> {
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

/// What is opened, and how.
struct Opening {
    config: Option<Config>,
    folder: PathBuf,
    secrets: SecretsFile,
    names: Names,
}

impl Opening {
    fn new(arguments: &DataArguments) -> Result<Opening, Failure> {
        Opening::of(arguments, false)
    }

    /// `begin`: there need be no registry yet.
    fn of(arguments: &DataArguments, begin: bool) -> Result<Opening, Failure> {
        // What is rebuilt, or is an alarm, is said here too.
        crate::server::start_logging("warn");
        let config = arguments.config.as_deref().map(Config::read).transpose()?;
        let configured = config.as_ref().map(|config| config.data.clone());
        let folder = arguments.data.clone().or(configured).unwrap_or_else(|| DEMO_DATA.into());
        if !begin && config.as_ref().and_then(Config::journal_address).is_none() {
            look_for_journal(&folder)?;
        }
        let secrets = match &config {
            Some(config) => SecretsFile::read(&config.secrets)?,
            None => SecretsFile::read(&folder.join(DEMO_SECRETS))?,
        };
        let names = config.as_ref().map_or_else(Names::of_demo, Names::configured)?;
        Ok(Opening { config, folder, secrets, names })
    }

    fn store_config(&self, engine: Engine, checks: Checks) -> Result<StoreConfig, Failure> {
        Ok(StoreConfig {
            folder: self.folder.clone(),
            engine,
            vault: self.config.as_ref().map(Config::vault_place).unwrap_or_default(),
            access: self.config.as_ref().map(Config::access_place).unwrap_or_default(),
            secrets: self.secrets.keys()?,
            clock: crate::clock(),
            checks,
            accept: Accept::default(),
            progress: crate::engine::show_progress,
        })
    }

    async fn alone(&self, checks: Checks) -> Result<Result<Store, StoreError>, Failure> {
        let engine = crate::engine::open(self.config.as_ref().and_then(Config::journal_address)).await?;
        Ok(Store::open(self.store_config(engine, checks)?).await)
    }

    async fn beside(&self, checks: Checks) -> Result<(Store, OwnFolder), Failure> {
        let config = self.store_config(Engine::Embedded, checks)?;
        let shares = self.config.as_ref().is_some_and(|config| config.journal_address().is_some());
        if shares || !matches!(config.vault, VaultPlace::Folder) {
            return Err(Failure(format!(
                "a server uses {}: name another folder with --data, into which the log is copied from the journal",
                self.folder.display()
            )));
        }
        let own = OwnFolder::within(&self.folder).map_err(|error| Failure(error.to_string()))?;
        let store = Store::open_beside(config, &own).await.map_err(|error| Failure(error.to_string()))?;
        Ok((store, own))
    }

    fn done(self, runtime: Runtime, store: Store, own: Option<OwnFolder>) -> Data {
        Data { runtime, store: Arc::new(store), folder: self.folder, names: self.names, _own: own }
    }
}
