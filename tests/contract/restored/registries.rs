//! Registries whose journal and vault can be kept and put back, on each engine.

use std::collections::HashMap;
use std::sync::Arc;

use async_trait::async_trait;
use events::{Head, Position};
use oppijaloki_tests::nodes::NodeBench;
use oppijaloki_tests::postgres::{Cluster, Database};
use oppijaloki_tests::temp::copy_files;
use oppijaloki_tests::wait::wait_until;
use store::journal::memory::MemoryJournal;
use store::journal::postgres::PostgresJournal;
use store::journal::{EventBytes, Journal};
use store::{Accept, Store, VaultPlace};
use uuid::Uuid;

/// One part of a registry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    Journal,
    Vault,
}

/// See the module. What is kept has a name.
#[async_trait(?Send)]
pub trait Registry: Sized {
    /// A new one; none where what it needs is not installed.
    async fn start() -> Option<Self>;
    /// Its node.
    fn bench(&mut self) -> &mut NodeBench;
    /// Keeps a part as it is now, while nothing uses it.
    async fn keep(&mut self, part: Part, name: &'static str);
    /// Puts a part back as it was kept.
    async fn put_back(&mut self, part: Part, name: &'static str);

    /// Returns when nothing of it is open any more.
    async fn closed(&mut self) {
        let folder = self.bench().folder.path().to_owned();
        let free = async || store::lock_folder(&folder).is_ok();
        wait_until("the folder is free", crate::SOON, free).await;
    }

    /// The store, opened.
    async fn open(&mut self) -> Store {
        self.bench().open().await
    }

    /// Why the store is not opened.
    async fn refused(&mut self) -> String {
        self.bench().try_open().await.err().expect("it is opened").to_string()
    }

    /// The store, opened with what an operator accepts.
    async fn accept(&mut self, accept: Accept) -> Store {
        self.bench().accept = accept;
        let store = self.bench().open().await;
        self.bench().accept = Accept::default();
        store
    }

    /// Deletes what may be deleted while nothing uses it. A thread that fills a filter of keys may outlive the store a little.
    async fn lose_cache(&mut self) {
        self.closed().await;
        let cache = self.bench().cache();
        let gone = async || std::fs::remove_dir_all(&cache).is_ok();
        wait_until("nothing of the cache is used", crate::SOON, gone).await;
    }
}

fn folder(part: Part) -> &'static str {
    match part {
        Part::Journal => "journal",
        Part::Vault => "vault",
    }
}

fn keep_files(bench: &NodeBench, part: Part, name: &str) {
    let kept = bench.folder.join(&format!("kept-{name}-{}", folder(part)));
    let _ = std::fs::remove_dir_all(&kept);
    copy_files(&bench.folder.join(folder(part)), &kept);
}

fn put_back_files(bench: &NodeBench, part: Part, name: &str) {
    std::fs::remove_dir_all(bench.folder.join(folder(part))).unwrap();
    copy_files(&bench.folder.join(&format!("kept-{name}-{}", folder(part))), &bench.folder.join(folder(part)));
}

/// Files of one node.
pub struct Embedded(NodeBench);

#[async_trait(?Send)]
impl Registry for Embedded {
    async fn start() -> Option<Embedded> {
        Some(Embedded(NodeBench::embedded()))
    }

    fn bench(&mut self) -> &mut NodeBench {
        &mut self.0
    }

    async fn keep(&mut self, part: Part, name: &'static str) {
        self.closed().await;
        keep_files(&self.0, part, name);
    }

    async fn put_back(&mut self, part: Part, name: &'static str) {
        self.closed().await;
        put_back_files(&self.0, part, name);
    }
}

/// A node that follows a journal in memory; the vault is in files of its own.
pub struct Followed {
    bench: NodeBench,
    journal: Arc<dyn Journal>,
    kept: HashMap<&'static str, Vec<EventBytes>>,
}

#[async_trait(?Send)]
impl Registry for Followed {
    async fn start() -> Option<Followed> {
        let journal: Arc<dyn Journal> = Arc::new(MemoryJournal::new(Uuid::new_v4()));
        Some(Followed { bench: NodeBench::following(Arc::clone(&journal)), journal, kept: HashMap::new() })
    }

    fn bench(&mut self) -> &mut NodeBench {
        &mut self.bench
    }

    async fn keep(&mut self, part: Part, name: &'static str) {
        self.closed().await;
        if part == Part::Vault {
            return keep_files(&self.bench, part, name);
        }
        let all = self.journal.tail(Position::START, usize::MAX >> 1).await.unwrap();
        self.kept.insert(name, all.into_iter().map(|event| event.bytes).collect());
    }

    async fn put_back(&mut self, part: Part, name: &'static str) {
        self.closed().await;
        if part == Part::Vault {
            return put_back_files(&self.bench, part, name);
        }
        let older = MemoryJournal::new(self.journal.identity().await.unwrap());
        older.append(Head::START, &self.kept[name]).await.unwrap();
        self.journal = Arc::new(older);
        self.bench.follow(Arc::clone(&self.journal));
    }
}

/// Journal and vault in a database each.
pub struct Postgres {
    bench: NodeBench,
    databases: HashMap<Part, Database>,
    kept: HashMap<(Part, &'static str), String>,
}

impl Postgres {
    async fn lead_to(&mut self, part: Part, database: Database) {
        match part {
            Part::Journal => {
                let journal = PostgresJournal::open(&database.url(), Uuid::new_v4()).await.unwrap();
                self.bench.follow(Arc::new(journal));
            }
            Part::Vault => self.bench.vault = VaultPlace::Postgres(database.url()),
        }
        self.databases.insert(part, database);
    }
}

#[async_trait(?Send)]
impl Registry for Postgres {
    async fn start() -> Option<Postgres> {
        let cluster = Cluster::shared()?;
        let bench = NodeBench::followed();
        let mut registry = Postgres { bench, databases: HashMap::new(), kept: HashMap::new() };
        registry.lead_to(Part::Journal, cluster.database()).await;
        registry.lead_to(Part::Vault, cluster.database()).await;
        Some(registry)
    }

    fn bench(&mut self) -> &mut NodeBench {
        &mut self.bench
    }

    async fn keep(&mut self, part: Part, name: &'static str) {
        let dump = self.databases[&part].dump(&format!("oppijaloki_{}", folder(part)));
        self.kept.insert((part, name), dump);
    }

    async fn put_back(&mut self, part: Part, name: &'static str) {
        let database = Cluster::shared().unwrap().database();
        database.restore(&self.kept[&(part, name)]);
        self.lead_to(part, database).await;
    }
}

/// The journal in a stream of KurrentDB's stand-in; the vault is in files of the node's own.
#[cfg(feature = "kurrentdb")]
pub struct KurrentDb {
    bench: NodeBench,
    stand_in: oppijaloki_tests::kurrentdb::StandIn,
    journal: Arc<dyn Journal>,
    kept: HashMap<&'static str, Vec<EventBytes>>,
    streams: usize,
}

#[cfg(feature = "kurrentdb")]
impl KurrentDb {
    async fn stream(
        stand_in: &oppijaloki_tests::kurrentdb::StandIn,
        number: usize,
        identity: Uuid,
    ) -> Arc<dyn Journal> {
        let address = stand_in.address(&format!("journal-{number}"));
        Arc::new(store::journal::kurrentdb::KurrentJournal::open(&address, identity).await.unwrap())
    }
}

#[cfg(feature = "kurrentdb")]
#[async_trait(?Send)]
impl Registry for KurrentDb {
    async fn start() -> Option<KurrentDb> {
        let stand_in = oppijaloki_tests::kurrentdb::StandIn::start();
        let journal = KurrentDb::stream(&stand_in, 0, Uuid::new_v4()).await;
        let bench = NodeBench::following(Arc::clone(&journal));
        Some(KurrentDb { bench, stand_in, journal, kept: HashMap::new(), streams: 0 })
    }

    fn bench(&mut self) -> &mut NodeBench {
        &mut self.bench
    }

    async fn keep(&mut self, part: Part, name: &'static str) {
        self.closed().await;
        if part == Part::Vault {
            return keep_files(&self.bench, part, name);
        }
        let all = self.journal.tail(Position::START, 1_000_000).await.unwrap();
        self.kept.insert(name, all.into_iter().map(|event| event.bytes).collect());
    }

    async fn put_back(&mut self, part: Part, name: &'static str) {
        self.closed().await;
        if part == Part::Vault {
            return put_back_files(&self.bench, part, name);
        }
        let identity = self.journal.identity().await.unwrap();
        let older = MemoryJournal::new(identity);
        older.append(Head::START, &self.kept[name]).await.unwrap();
        self.streams += 1;
        self.journal = KurrentDb::stream(&self.stand_in, self.streams, identity).await;
        store::journal::copy::copy(&older, self.journal.as_ref(), &|_, _| {}).await.unwrap();
        self.bench.follow(Arc::clone(&self.journal));
    }
}
