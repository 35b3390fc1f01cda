//! Files that hold what they should not: what is precious is refused by name and with what to do about it, what can be
//! rebuilt is rebuilt.

use std::fs::OpenOptions;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::sync::Arc;

use events::{KindSet, Position, Tag};
use oppijaloki_tests::drafts::{Draft, person};
use oppijaloki_tests::nodes::{NodeBench, append, positions};
use oppijaloki_tests::temp::copy_files;
use projections::{ReadDb, ReadError, Runner};
use store::{Store, StoreError};

use crate::data_folder::register;

/// What a file suffers, in words and in bytes.
type Damage = (&'static str, fn(&Path));

const DAMAGES: [Damage; 4] = [
    ("it begins with something else", |file| overwrite(file, 0, &[b'x'; 64])),
    ("its second half is missing", |file| cut(file, |length| length / 2 / PAGE * PAGE)),
    ("it ends in its first page", |file| cut(file, |_| PAGE - 1_000)),
    ("its list of tables is gone", |file| overwrite(file, 100, &[0; PAGE as usize - 100])),
];

const PAGE: u64 = 4096;

fn overwrite(file: &Path, at: u64, bytes: &[u8]) {
    OpenOptions::new().write(true).open(file).unwrap().write_all_at(bytes, at).unwrap();
}

fn cut(file: &Path, to: impl Fn(u64) -> u64) {
    let file = OpenOptions::new().write(true).open(file).unwrap();
    file.set_len(to(file.metadata().unwrap().len())).unwrap();
}

/// Does something with a node, and returns when nothing of it is open any more.
fn while_it_runs<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(work)
}

/// A node with somebody in it, whose index and read models hold them; it is stopped.
fn with_somebody(bench: NodeBench) -> NodeBench {
    while_it_runs(async {
        let store = Arc::new(bench.open().await);
        register(&store, person(1)).await;
        append(&store, Draft::new().joining(1).unit()).await;
        read_models(&store).await.unwrap();
    });
    bench
}

async fn read_models(store: &Arc<Store>) -> Result<Runner, ReadError> {
    Runner::open_at_head(store, store.journal().identity().await.unwrap())
}

#[test]
fn a_precious_file_that_is_damaged_is_named_with_what_to_do() {
    for (file, remedy) in [
        ("journal/journal.db", "restore journal and vault from a backup"),
        ("vault/vault.db", "restore journal and vault from a backup"),
        ("access/access.db", "put its backup there"),
    ] {
        for (what, damage) in DAMAGES {
            let bench = with_somebody(NodeBench::embedded());
            let path = bench.folder.join(file);
            damage(&path);
            let length = path.metadata().unwrap().len();
            let said = while_it_runs(bench.try_open()).err().unwrap_or_else(|| panic!("{file}: {what}, and it starts"));
            assert!(matches!(said, StoreError::Damaged(_)), "{file}, {what}: {said}");
            for words in [path.to_str().unwrap(), "stop", "as evidence", remedy] {
                assert!(said.to_string().contains(words), "{file}, {what}: {said} does not say {words}");
            }
            assert_eq!(path.metadata().unwrap().len(), length, "{file} is evidence");
        }
    }
}

#[test]
fn a_file_of_the_cache_that_is_damaged_is_made_anew() {
    for (what, damage) in DAMAGES {
        for (file, bench) in [
            ("index.db", NodeBench::embedded()),
            ("read.db", NodeBench::embedded()),
            ("index.db", NodeBench::followed()),
            ("log.db", NodeBench::followed()),
            ("read.db", NodeBench::followed()),
        ] {
            let bench = with_somebody(bench);
            let path = bench.cache().join(file);
            damage(&path);
            while_it_runs(async {
                let store = Arc::new(bench.open().await);
                let runner = read_models(&store).await.unwrap_or_else(|error| panic!("{file}, {what}: {error}"));
                assert_eq!(*runner.watch().borrow(), Position(2), "{file}, {what}");
                assert_eq!(positions(&store, Tag::Person(person(1)), KindSet::ALL), [1, 2], "{file}, {what}");
            });
            let shell = rusqlite::Connection::open(&path).unwrap();
            let whole: String = shell.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
            assert_eq!(whole, "ok", "{file}, {what}");
        }
    }
}

/// Whichever of them is damaged: the other still knows what the log must hold.
#[test]
fn what_one_damaged_file_knew_of_the_log_the_other_still_says() {
    for damaged in ["index.db", "read.db"] {
        let bench = NodeBench::embedded();
        while_it_runs(async { append(&bench.open().await, Draft::new().joining(1).unit()).await });
        copy_files(&bench.folder.join("journal"), &bench.folder.join("backup"));
        let mut bench = with_somebody(bench);
        // What the vault says of it is another matter.
        bench.accept.older_journal = true;
        std::fs::remove_dir_all(bench.folder.join("journal")).unwrap();
        copy_files(&bench.folder.join("backup"), &bench.folder.join("journal"));
        DAMAGES[0].1(&bench.cache().join(damaged));
        let refused = while_it_runs(async {
            match bench.try_open().await {
                Err(refused) => refused,
                Ok(store) => match read_models(&Arc::new(store)).await.err() {
                    Some(ReadError::Log(refused)) => refused,
                    other => panic!("{damaged} is damaged, and nobody misses the end of the log: {other:?}"),
                },
            }
        });
        assert!(matches!(refused, StoreError::CutShort { .. }), "{refused}");
    }
}

/// Damage that comes while a node runs is told by the one who meets it.
#[test]
fn damage_that_is_met_later_names_its_file_too() {
    let bench = with_somebody(NodeBench::embedded());
    let read = ReadDb::at(&bench.cache());
    DAMAGES[1].1(read.path());
    let said = read.position().unwrap_err().to_string();
    for words in ["read.db", "stop, delete this file, and start again"] {
        assert!(said.contains(words), "{said}");
    }
}
