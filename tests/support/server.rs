//! A whole registry as people meet it: the demo of the one binary, in this process, over real HTTP on a free port, with
//! the population register's stand-in beside it. It can be stopped and started again on the same folder.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use events::{Fact, OpenedEvent, PersonOid, Position};
use oppijaloki::commands::demo::{self, Running, SEED, Surroundings};
use oppijaloki::config::SecretsFile;
use projections::people::query::{Found, by_oid};
use store::journal::Journal;
use store::{Engine, Store, StoreConfig};
use uuid::Uuid;
use vtj::population::{InventedPerson, Population};
use vtj::stand_in::Control;
use web::auth::issuer::SigningKey;

use crate::client::Client;
use crate::nodes::{HandClock, memory_journal};
use crate::temp::TempFolder;
use crate::wait::{wait_for, wait_until};

/// How many people the population register knows.
pub const PEOPLE: u64 = 2_000;
/// Identification must be over this soon while the register answers.
pub const SOON: Duration = Duration::from_secs(10);
/// Generous enough for a machine that does other things at the same time; nothing should ever take as long.
pub const IN_THE_END: Duration = Duration::from_secs(60);

/// Which journal a journey runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    /// The embedded one, whose file is also the local log.
    Embedded,
    /// One in memory that the node follows into a local log.
    Followed,
}

/// See the module.
pub struct Registry {
    folder: TempFolder,
    journal: Option<Arc<dyn Journal>>,
    surroundings: Surroundings,
    running: Option<Running>,
}

impl Registry {
    /// Starts an empty registry.
    pub async fn start(on: On) -> Registry {
        Registry::start_with(on, Surroundings::default()).await
    }

    /// Starts an empty registry with another clock, or another way out for mail.
    pub async fn start_with(on: On, surroundings: Surroundings) -> Registry {
        let journal = (on == On::Followed).then(memory_journal);
        Registry::start_in(TempFolder::new(), journal, surroundings).await
    }

    /// Starts an empty registry by a clock that is set by hand.
    pub async fn start_at(on: On, clock: &HandClock) -> Registry {
        Registry::start_with(on, Surroundings { clock: clock.clock(), ..Surroundings::default() }).await
    }

    /// Starts an empty registry that follows this journal.
    pub async fn following(journal: Arc<dyn Journal>) -> Registry {
        Registry::start_in(TempFolder::new(), Some(journal), Surroundings::default()).await
    }

    async fn start_in(folder: TempFolder, journal: Option<Arc<dyn Journal>>, surroundings: Surroundings) -> Registry {
        crate::logs::keep();
        // Making a key takes longer than anything else at the start: all registries of one process share theirs.
        std::fs::write(folder.join(SIGNING_KEY), signing_key_der()).unwrap();
        let mut registry = Registry { folder, journal, surroundings, running: None };
        registry.start_again().await;
        registry
    }

    /// Starts on the folder as it is. The register begins anew: it has forgotten changes, faults and counts.
    pub async fn start_again(&mut self) {
        assert!(self.running.is_none(), "it is running");
        let (folder, surroundings) = (self.folder.path(), self.surroundings.clone());
        self.running = Some(demo::start_with(self.engine(), 0, folder, PEOPLE, surroundings).await.unwrap());
    }

    /// Stops as an operator does, and returns when the folder is free.
    pub async fn stop(&mut self) {
        self.running.take().expect("it is running").stop().await.unwrap();
        let lock = self.folder.join("lock");
        let free = async || std::fs::File::open(&lock).unwrap().try_lock().is_ok();
        wait_until("the data folder is free", IN_THE_END, free).await;
    }

    fn engine(&self) -> Engine {
        self.journal.as_ref().map_or(Engine::Embedded, |journal| Engine::Followed(Arc::clone(journal)))
    }

    fn running(&self) -> &Running {
        self.running.as_ref().expect("it is running")
    }

    /// The application itself, for what cannot be seen from outside yet.
    pub fn app(&self) -> &app::App {
        &self.running().app
    }

    /// Its address, `127.0.0.1:…`.
    pub fn address(&self) -> std::net::SocketAddr {
        self.running().address
    }

    /// Controls of the population register: people, faults, counts of requests.
    pub fn register(&self) -> Control {
        self.running().stand_in.control()
    }

    /// Somebody whom the population register knows.
    pub fn somebody(&self, number: u64) -> InventedPerson {
        assert!(number < PEOPLE);
        Population::new(SEED, PEOPLE).person(number)
    }

    /// The data folder or a path in it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// The student information system of the university.
    pub async fn university(&self) -> Client {
        Client::sign_in(self.address(), "demo-university").await
    }

    /// The pupil register of the school.
    pub async fn school(&self) -> Client {
        Client::sign_in(self.address(), "demo-school").await
    }

    /// OPH, the keeper of the registry.
    pub async fn oph(&self) -> Client {
        Client::sign_in(self.address(), "demo-oph").await
    }

    /// A client with any token.
    pub fn with_token(&self, token: Option<String>) -> Client {
        Client::with_token(self.address(), token)
    }

    /// Where its population register is reached.
    pub fn register_url(&self) -> String {
        self.running().stand_in.base_url()
    }

    /// The key that the issuer signs with.
    pub fn signing_key(&self) -> SigningKey {
        SigningKey::from_pkcs8(&signing_key_der()).ok().unwrap()
    }

    /// `iss` of the issuer's tokens.
    pub fn issuer(&self) -> String {
        format!("http://{}/kayttooikeus-service", self.address())
    }

    /// Everything in the log, opened.
    pub fn events(&self) -> Vec<OpenedEvent> {
        let store = self.app().store();
        let recorded = store.node().log.after(Position::START, usize::MAX >> 1).unwrap();
        recorded.into_iter().map(|event| store.open_event(event).unwrap()).collect()
    }

    /// How many events of the log are of a type.
    pub fn count(&self, event_type: &str) -> usize {
        self.events().iter().filter(|event| event.fact.event_type() == event_type).count()
    }

    /// The position of the last event.
    pub fn head(&self) -> u64 {
        self.app().store().head().position.0
    }

    /// A person as the read models have them.
    pub async fn person(&self, oid: &str) -> Found {
        let oid: PersonOid = oid.parse().unwrap();
        self.app().caught_up().await;
        let found = self.app().ask(move |connection| by_oid(connection, oid)).await.unwrap();
        found.unwrap_or_else(|| panic!("{oid} is nobody"))
    }

    /// Waits until the register has been asked about everybody who waits and the answers stand in the read models.
    pub async fn everybody_settled(&self, within: Duration) {
        let oph = self.oph().await;
        let settled = async || oph.summary("").await["keskeneraiset"] == 0;
        wait_until("nobody waits for the register", within, settled).await;
    }

    /// Waits until the log holds an event of a type after a position, and gives it.
    pub async fn event_after(&self, position: u64, event_type: &str) -> OpenedEvent {
        let newer = |event: &OpenedEvent| event.position().0 > position && event.fact.event_type() == event_type;
        let look = async || self.events().into_iter().find(|event| newer(event));
        wait_for(&format!("an event {event_type}"), IN_THE_END, look).await
    }

    /// The store of the stopped registry, as a tool on its folder opens it, and the id of its journal.
    pub async fn open_store(&self) -> (Arc<Store>, Uuid) {
        assert!(self.running.is_none(), "it must be stopped first");
        let secrets = SecretsFile::read(&self.folder.join("secrets.toml")).unwrap().keys().unwrap();
        let folder = self.folder.path().to_owned();
        let (engine, vault, clock) = (self.engine(), Default::default(), oppijaloki::clock());
        let config = StoreConfig { folder, engine, vault, secrets, clock, progress: |_, _| {} };
        let store = Store::open(config).await.unwrap();
        let journal = store.journal().identity().await.unwrap();
        (Arc::new(store), journal)
    }

    /// Everything precious that is on disk or in the journal elsewhere, with a name for each piece.
    pub async fn precious_bytes(&self) -> Vec<(String, Vec<u8>)> {
        let mut found = Vec::new();
        for folder in ["journal", "vault"] {
            let folder: PathBuf = self.folder.join(folder);
            let files = if folder.exists() { crate::temp::files_under(&folder) } else { Vec::new() };
            found.extend(files.into_iter().map(|(path, bytes)| (path.display().to_string(), bytes)));
        }
        if let Some(journal) = &self.journal {
            let stored = journal.tail(Position::START, usize::MAX >> 1).await.unwrap();
            found.extend(stored.iter().map(|event| (format!("event {}", event.position), event.bytes.to_vec())));
        }
        found
    }
}

/// The row number of an event that resolved or refused a row, with its import.
pub fn row_done(event: &OpenedEvent) -> Option<(Position, u32)> {
    match &event.fact {
        Fact::ImportRowResolved(with) => Some((with.data.import, with.data.row)),
        Fact::ImportRowRefused(with) => Some((with.data.import, with.data.row)),
        _ => None,
    }
}

/// Where the demo keeps its key.
const SIGNING_KEY: &str = "demo-signing-key.der";

fn signing_key_der() -> Vec<u8> {
    static KEY: OnceLock<Vec<u8>> = OnceLock::new();
    KEY.get_or_init(|| SigningKey::generate().ok().unwrap().to_pkcs8().ok().unwrap()).clone()
}

/// Removes a folder with everything in it.
pub fn delete_folder(path: &Path) {
    std::fs::remove_dir_all(path).unwrap();
}
