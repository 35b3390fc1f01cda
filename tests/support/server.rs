//! A whole registry as people meet it: the demo of the one binary, in this process, over real HTTP on a free port, with
//! the population register's stand-in beside it. It can be stopped and started again on the same folder.
//!
//! With two nodes they are processes of their own over one PostgreSQL, and answer everything and do all the work. The
//! demo in this process is a third node then, which nobody asks: it stands for token issuer and population register,
//! and through it tests look into the log.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use events::{Fact, OpenedEvent, PersonOid, Position};
use oppijaloki::commands::demo::{self, Running, SEED, Surroundings};
use oppijaloki::config::SecretsFile;
use oppijaloki::server::Role;
use projections::people::query::{PersonState, by_oid};
use store::access_register::AccessPlace;
use store::journal::Journal;
use store::journal::postgres::PostgresJournal;
use store::{Accept, Checks, Engine, Store, StoreConfig, VaultPlace};
use uuid::Uuid;
use vtj::population::{InventedPerson, Population};
use vtj::stand_in::Control;
use web::auth::issuer::SigningKey;

use crate::client::Client;
use crate::nodes::{HandClock, memory_journal, whole_log};
use crate::postgres::Cluster;
use crate::processes::{Installation, Node};
use crate::temp::TempFolder;
use crate::wait::{wait_for, wait_until};
use crate::way::Way;

/// How many people the population register knows.
pub const PEOPLE: u64 = 2_000;
/// Identification must be over this soon while the register answers.
pub const SOON: Duration = Duration::from_secs(30);
/// Generous enough for a machine that does other things at the same time; nothing should ever take as long.
pub const IN_THE_END: Duration = Duration::from_secs(120);

/// On what a journey runs.
#[derive(Clone, Copy)]
pub enum On {
    /// One node with the embedded journal, whose file is also the local log.
    Embedded,
    /// One node that follows a journal in memory into a local log.
    Followed,
    /// Two nodes as two processes over a database of this server; requests go to them in turn.
    TwoNodes(&'static Cluster),
}

/// See the module.
pub struct Registry {
    folder: TempFolder,
    journal: Option<Arc<dyn Journal>>,
    surroundings: Surroundings,
    running: Option<Running>,
    nodes: Vec<Node>,
    way: Option<Way>,
}

impl Registry {
    /// Starts an empty registry.
    pub async fn start(on: On) -> Registry {
        Registry::start_with(on, Surroundings::default()).await
    }

    /// Starts an empty registry with another clock, or another way out for mail.
    pub async fn start_with(on: On, surroundings: Surroundings) -> Registry {
        match on {
            On::Embedded => Registry::start_in(TempFolder::new(), None, surroundings).await,
            On::Followed => Registry::start_in(TempFolder::new(), Some(memory_journal()), surroundings).await,
            On::TwoNodes(cluster) => {
                let database = cluster.database().url();
                let journal = PostgresJournal::open(&database, Uuid::new_v4()).await.unwrap();
                let (access, vault) = (AccessPlace::Postgres(database.clone()), VaultPlace::Postgres(database));
                let surroundings = Surroundings { vault, access, role: Role::Api, ..surroundings };
                Registry::start_in(TempFolder::new(), Some(Arc::new(journal)), surroundings).await
            }
        }
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
        crate::patience::begin();
        // Making a key takes longer than anything else at the start: all registries of one process share theirs.
        std::fs::write(folder.join(SIGNING_KEY), signing_key_der()).unwrap();
        let mut registry = Registry { folder, journal, surroundings, running: None, nodes: Vec::new(), way: None };
        registry.start_again().await;
        registry
    }

    /// Starts on the folder as it is. The register starts again: it has forgotten changes, faults and counts.
    pub async fn start_again(&mut self) {
        assert!(self.running.is_none(), "it is running");
        let (folder, surroundings) = (self.folder.path(), self.surroundings.clone());
        self.running = Some(demo::start_with(self.engine(), 0, folder, PEOPLE, surroundings).await.unwrap());
        self.start_nodes().await;
        self.way = Some(match self.nodes.as_slice() {
            [] => self.running().address.into(),
            nodes => Way::over(nodes.iter().map(|node| node.address).collect()),
        });
    }

    async fn start_nodes(&mut self) {
        let VaultPlace::Postgres(journal) = self.surroundings.vault.clone() else { return };
        let (issuer, register) = (self.issuer(), self.register_url());
        let (folder, secrets) = (self.folder.path().to_owned(), self.path("secrets.toml"));
        let installation = Installation { folder, journal, secrets, issuer, register, more: String::new() };
        self.nodes = NODES.iter().map(|name| installation.begin(name, "both")).collect();
        for node in &self.nodes {
            node.is_ready().await;
        }
    }

    /// What an operator accepts from the next start on.
    pub fn accept(&mut self, accept: Accept) {
        self.surroundings.accept = accept;
    }

    /// The operator accepts that this event broke what must hold, from the next start on.
    pub fn accept_break(&mut self, event: Position) {
        self.surroundings.settings.accepted_breaks.insert(event);
    }

    /// Stops as an operator does, and returns when the folder is free.
    pub async fn stop(&mut self) {
        for node in self.nodes.drain(..) {
            node.stop().await;
        }
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

    fn way(&self) -> Way {
        self.way.clone().expect("it is running")
    }

    /// The application itself, for what cannot be seen from outside yet. It holds whatever any node has appended.
    pub fn app(&self) -> &app::App {
        let app = &self.running().app;
        if !self.nodes.is_empty() {
            // Nobody may be shown less now than stands here.
            self.way().seen(tokio::task::block_in_place(|| caught_up(app)));
        }
        app
    }

    /// Its address, `127.0.0.1:…`; that of the first node where there are two.
    pub fn address(&self) -> std::net::SocketAddr {
        self.way().first()
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
        self.program("demo-university").await
    }

    /// The pupil register of the school.
    pub async fn school(&self) -> Client {
        self.program("demo-school").await
    }

    /// OPH, the keeper of the registry.
    pub async fn oph(&self) -> Client {
        self.program("demo-oph").await
    }

    async fn program(&self, client: &str) -> Client {
        Client::sign_in(self.running().address, client, self.way()).await
    }

    /// A client with any token.
    pub fn with_token(&self, token: Option<String>) -> Client {
        Client::with_token(self.way(), token)
    }

    /// Where its population register is reached.
    pub fn register_url(&self) -> String {
        self.running().stand_in.base_url()
    }

    /// Address of the CAS server's stand-in, where there is one.
    pub fn cas(&self) -> String {
        self.running().cas.clone().expect("a CAS server")
    }

    /// A service ticket for a sample client, got as programs get it.
    pub async fn cas_ticket(&self, client: &str, service: &str) -> String {
        let (http, cas) = (reqwest::Client::new(), self.cas());
        let credentials = [("username", client), ("password", "demo-secret")];
        let granted = http.post(format!("{cas}/v1/tickets")).form(&credentials).send().await.unwrap();
        let granting = granted.headers()["location"].to_str().unwrap().rsplit('/').next().unwrap().to_owned();
        let ticket =
            http.post(format!("{cas}/v1/tickets/{granting}")).form(&[("service", service)]).send().await.unwrap();
        ticket.text().await.unwrap()
    }

    /// The key that the issuer signs with.
    pub fn signing_key(&self) -> SigningKey {
        SigningKey::from_pkcs8(&signing_key_der()).ok().unwrap()
    }

    /// `iss` of the issuer's tokens.
    pub fn issuer(&self) -> String {
        format!("http://{}/kayttooikeus-service", self.running().address)
    }

    /// Everything in the log, opened.
    pub fn events(&self) -> Vec<OpenedEvent> {
        let store = self.app().store();
        whole_log(store).into_iter().map(|event| store.open_event(event).unwrap()).collect()
    }

    /// The same without those that cannot be opened.
    pub fn events_that_can_be_opened(&self) -> Vec<OpenedEvent> {
        let store = self.app().store();
        whole_log(store).into_iter().filter_map(|event| store.open_event(event).ok()).collect()
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
    pub async fn person(&self, oid: &str) -> PersonState {
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

    /// The data folder of each node, first of those that answer.
    fn data_folders(&self) -> Vec<PathBuf> {
        let own = self.folder.path().to_owned();
        match &self.surroundings.vault {
            VaultPlace::Folder => vec![own],
            VaultPlace::Postgres(_) => NODES.iter().map(|name| own.join(name)).chain([own.clone()]).collect(),
        }
    }

    /// Deletes what may be deleted while it is stopped.
    pub fn delete_caches(&self) {
        for folder in self.data_folders() {
            std::fs::remove_dir_all(folder.join("cache")).unwrap();
        }
    }

    /// The store of the stopped registry, as a tool on its folder opens it, and the id of its journal.
    pub async fn open_store(&self) -> (Arc<Store>, Uuid) {
        assert!(self.running.is_none(), "it must be stopped first");
        let secrets = SecretsFile::read(&self.folder.join("secrets.toml")).unwrap().keys().unwrap();
        let folder = self.data_folders().remove(0);
        let (engine, vault, clock) = (self.engine(), self.surroundings.vault.clone(), oppijaloki::clock());
        let access = self.surroundings.access.clone();
        let (checks, accept) = (Checks::Start, Accept::default());
        let config = StoreConfig { folder, engine, vault, access, secrets, clock, checks, accept, progress: |_, _| {} };
        let store = Store::open(config).await.unwrap();
        let journal = store.journal().identity().await.unwrap();
        (Arc::new(store), journal)
    }

    /// What it has logged, and whatever else in this process; in two processes, what either has logged.
    pub fn logged(&self) -> String {
        let of_node = |name: &&str| std::fs::read_to_string(self.folder.join(&format!("{name}.log"))).unwrap();
        if self.nodes.is_empty() { crate::logs::text() } else { NODES.iter().map(of_node).collect() }
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

/// Waits until the read models hold what the journal holds now; gives its position.
fn caught_up(app: &app::App) -> Position {
    let catch_up = async {
        let head = app.store().journal().head().await.unwrap().position;
        app.wait_for(head, IN_THE_END).await.unwrap();
        head
    };
    let runtime = tokio::runtime::Handle::current();
    // On a thread of its own: waiting on this one would use up the wake-ups of whatever else the test awaits.
    std::thread::scope(|scope| scope.spawn(|| runtime.block_on(catch_up)).join()).unwrap()
}

/// The row number of an event that resolved or refused a row, with its import.
pub fn row_done(event: &OpenedEvent) -> Option<(Position, u32)> {
    match &event.fact {
        Fact::ImportRowResolved(with) => Some((with.data.import, with.data.row)),
        Fact::ImportRowRefused(with) => Some((with.data.import, with.data.row)),
        _ => None,
    }
}

/// The two nodes, and their data folders.
const NODES: [&str; 2] = ["one", "other"];

/// Where the demo keeps its key.
const SIGNING_KEY: &str = "demo-signing-key.der";

fn signing_key_der() -> Vec<u8> {
    static KEY: OnceLock<Vec<u8>> = OnceLock::new();
    KEY.get_or_init(|| SigningKey::generate().ok().unwrap().to_pkcs8().ok().unwrap()).clone()
}
