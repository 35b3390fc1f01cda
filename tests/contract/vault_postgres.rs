//! The vault that several nodes share, on PostgreSQL: what the file promises, and what two nodes at once may rely on.

use std::sync::Arc;

use events::catalogue::Provenance;
use events::{EventKind, Fact, Identifier, KeyId, KindSet, Opened, Subject, Tag};
use oppijaloki_tests::drafts::{Draft, person, registered};
use oppijaloki_tests::nodes::{NodeBench, append, secrets, secrets_with};
use oppijaloki_tests::postgres::{Cluster, Database};
use oppijaloki_tests::temp::TempFolder;
use store::journal::postgres::PostgresJournal;
use store::{Store, StoreError, Vault, VaultPlace};
use uuid::Uuid;

fn open(database: &Database) -> Vault {
    Vault::open_postgres(&database.url(), &secrets()).unwrap()
}

fn email(n: u64) -> Identifier {
    Identifier::email(&format!("somebody.{n}@example.fi")).unwrap()
}

#[test]
fn two_nodes_give_an_identifier_one_handle_whoever_asks_first() {
    let Some(cluster) = Cluster::shared() else { return };
    let database = cluster.database();
    let vaults = [open(&database), open(&database)];
    let all: Vec<Identifier> = (0..200).map(email).collect();
    let reversed: Vec<Identifier> = all.iter().rev().cloned().collect();
    assert!(vaults[0].find_handles(&all).unwrap().iter().all(Option::is_none));
    // At once, and in opposite orders: neither waits for the other for ever.
    let (one, mut other) = std::thread::scope(|scope| {
        let one = scope.spawn(|| vaults[0].handles(&all).unwrap());
        let other = scope.spawn(|| vaults[1].handles(&reversed).unwrap());
        (one.join().unwrap(), other.join().unwrap())
    });
    other.reverse();
    assert!(one == other);
    let distinct: std::collections::BTreeSet<_> = one.iter().map(|handle| handle.0).collect();
    assert_eq!(distinct.len(), 200);
}

#[test]
fn wrong_secrets_and_another_journal_are_refused() {
    let Some(cluster) = Cluster::shared() else { return };
    let database = cluster.database();
    let (mine, other) = (Uuid::new_v4(), Uuid::new_v4());
    open(&database).bind(mine, true).unwrap();
    open(&database).bind(mine, false).unwrap();
    assert!(matches!(open(&database).bind(other, true), Err(StoreError::ForeignVault)));
    let wrong = Vault::open_postgres(&database.url(), &secrets_with(&[(1, 99)]));
    assert!(matches!(wrong.err(), Some(StoreError::WrongSecrets(_))));
    let new = cluster.database();
    assert!(matches!(open(&new).bind(mine, false), Err(StoreError::NewVault)));
}

/// A node over a journal and a vault in one database.
async fn node(database: &Database) -> NodeBench {
    let journal = PostgresJournal::open(&database.url(), Uuid::new_v4()).await.unwrap();
    let mut bench = NodeBench::following(Arc::new(journal));
    bench.vault = VaultPlace::Postgres(database.url());
    bench
}

/// Registers a person whose details are sealed under a key of their own.
async fn register(store: &Store, n: u64) -> KeyId {
    let key = store.vault().create_keys(&[Subject::Person(person(n))]).unwrap()[0];
    let handle = store.vault().handles(&[email(n)]).unwrap()[0];
    let (fact, draft) = (registered(person(n), Default::default()), Draft::new());
    let sealed = store.vault().seal(&fact, draft.next_id(), Subject::Person(person(n)), key).unwrap();
    let tags = [Tag::Person(person(n)), Tag::Email(handle)];
    append(store, draft.sealed_event(&fact, &tags, sealed.into_iter().collect()).unit()).await;
    key
}

async fn erase(store: &Store, n: u64, key: KeyId) {
    let handles = store.vault().handles(&[email(n)]).unwrap();
    let order = events::catalogue::ErasureOrdered {
        about: Provenance::unlinked(person(n), None),
        persons: vec![person(n)],
        keys: vec![key],
        handles,
    };
    let fact = Fact::ErasureOrdered(events::With::new(order, Default::default()));
    append(store, Draft::new().event(&fact, &[Tag::Person(person(n))]).unit()).await;
    store.apply_erasure(&fact).unwrap();
}

/// Whether a person can be read.
fn readable(store: &Store, n: u64) -> Opened<()> {
    let events = store.read().events(Tag::Person(person(n)), KindSet::of(&[EventKind::PersonRegistered])).unwrap();
    events[0].fact.readability()
}

/// The rehearsal of a restore: the journal of today, the vault of yesterday, a node with an empty cache.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_yesterdays_vault_the_erased_stay_erased_and_the_unreadable_are_lost_and_not_erased() {
    let Some(cluster) = Cluster::shared() else { return };
    let (database, restored) = (cluster.database(), cluster.database());
    let store = node(&database).await.open().await;
    let (erased, _kept) = (register(&store, 1).await, register(&store, 2).await);
    let yesterday = database.dump("oppijaloki_vault");
    register(&store, 3).await;
    erase(&store, 1, erased).await;
    assert_eq!([1, 2, 3].map(|n| readable(&store, n)), [Opened::Erased, Opened::Known(()), Opened::Known(())]);

    // In this order, as when it is backed up: the vault is never older than the journal then. Here it is.
    restored.restore(&database.dump("oppijaloki_journal"));
    restored.restore(&yesterday);
    let mut bench = node(&restored).await;
    assert!(matches!(bench.try_open().await, Err(StoreError::OlderVault { .. })));
    bench.accept.older_vault = true;
    let store = bench.open().await;
    assert_eq!([1, 2, 3].map(|n| readable(&store, n)), [Opened::Erased, Opened::Known(()), Opened::KeyLost]);
    assert!(store.vault().find_handles(&[email(1)]).unwrap() == [None], "the erased person's handle came back");
    // Whatever was restored goes on.
    register(&store, 4).await;
    assert_eq!(readable(&store, 4), Opened::Known(()));
}

/// What one node destroys another one has in memory: the log tells it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_erasure_on_one_node_reaches_the_keys_that_another_one_remembers() {
    let Some(cluster) = Cluster::shared() else { return };
    let database = cluster.database();
    let benches = [node(&database).await, node(&database).await];
    let (here, there) = (benches[0].open().await, benches[1].open().await);
    let key = register(&here, 1).await;
    erase(&here, 1, key).await;
    // The read models apply each erasure as it passes them; here by hand.
    let order = events::catalogue::ErasureOrdered {
        about: Provenance::unlinked(person(1), None),
        persons: vec![person(1)],
        keys: vec![key],
        handles: Vec::new(),
    };
    there.apply_erasure(&Fact::ErasureOrdered(events::With::new(order, Default::default()))).unwrap();
    let sealed = there.vault().seal(
        &registered(person(1), Default::default()),
        events::EventId(Uuid::nil()),
        Subject::Person(person(1)),
        key,
    );
    assert!(matches!(sealed.err(), Some(StoreError::Erased)));
}

/// From one node's file into the database that several share, and back: whatever could be read can be read, what was
/// destroyed stays so, and everybody is still known.
#[test]
fn a_vault_copied_into_another_storage_opens_and_finds_the_same() {
    use store::vault::copy::{Copied, copy};
    let Some(cluster) = Cluster::shared() else { return };
    let (database, folders) = (cluster.database(), [TempFolder::new(), TempFolder::new()]);
    let file = Vault::open(&folders[0].join("vault"), &secrets()).unwrap();
    file.bind(Uuid::nil(), true).unwrap();
    let identifiers: Vec<Identifier> = (0..50).map(email).collect();
    let handles = file.handles(&identifiers).unwrap();
    let keys = file.create_keys(&(0..30).map(|n| Subject::Person(person(n))).collect::<Vec<_>>()).unwrap();
    file.destroy(&keys[..3], &handles[..1]).unwrap();
    drop(file);

    let there = VaultPlace::Postgres(database.url());
    let whole = Copied { keys: 27, destroyed: 3, handles: 49 };
    let (here, back) = ((&VaultPlace::Folder, folders[0].path()), (&VaultPlace::Folder, folders[1].path()));
    for _ in 0..2 {
        assert_eq!(copy(here, (&there, folders[0].path()), &mut |_| {}).unwrap(), whole);
        assert_eq!(copy((&there, folders[0].path()), back, &mut |_| {}).unwrap(), whole);
    }
    for vault in [open(&database), Vault::open(&folders[1].join("vault"), &secrets()).unwrap()] {
        let found = vault.find_handles(&identifiers).unwrap();
        assert!(
            found[0].is_none() && found[1..].iter().zip(&handles[1..]).all(|(found, handle)| *found == Some(*handle))
        );
        let seal = |key| {
            let fact = registered(person(1), Default::default());
            vault.seal(&fact, events::EventId(Uuid::nil()), Subject::Person(person(1)), key)
        };
        assert!(matches!(seal(keys[0]).err(), Some(StoreError::Erased)));
        assert!(seal(keys[29]).unwrap().is_some());
        vault.bind(Uuid::nil(), false).unwrap();
    }
    // What a copy has destroyed since stays so, whatever an older one still has.
    open(&database).destroy(&keys[9..10], &[]).unwrap();
    Vault::open(&folders[1].join("vault"), &secrets()).unwrap().destroy(&keys[9..10], &[]).unwrap();
    copy(here, (&there, folders[0].path()), &mut |_| {}).unwrap();
    copy(here, back, &mut |_| {}).unwrap();
    for vault in [open(&database), Vault::open(&folders[1].join("vault"), &secrets()).unwrap()] {
        let fact = registered(person(9), Default::default());
        let sealed = vault.seal(&fact, events::EventId(Uuid::nil()), Subject::Person(person(9)), keys[9]);
        assert!(matches!(sealed.err(), Some(StoreError::Erased)));
    }
    // A vault of other secrets is not mixed with it.
    let other = cluster.database();
    Vault::open_postgres(&other.url(), &secrets_with(&[(1, 99)])).unwrap();
    let mixed = copy(here, (&VaultPlace::Postgres(other.url()), folders[0].path()), &mut |_| {});
    assert!(matches!(mixed, Err(StoreError::ForeignVault)));
}

#[test]
fn keys_are_wrapped_anew_and_swept_as_in_a_file() {
    let Some(cluster) = Cluster::shared() else { return };
    let database = cluster.database();
    let subjects: Vec<Subject> = (0..4).map(|n| Subject::Person(person(n))).collect();
    let keys = open(&database).create_keys(&subjects).unwrap();

    let both = || Vault::open_postgres(&database.url(), &secrets_with(&[(1, 11), (2, 2)])).unwrap();
    let vault = both();
    assert!(vault.has_older_versions().unwrap());
    let mut after = KeyId(Uuid::nil());
    while let Some(last) = vault.rewrap_some(after, 3).unwrap() {
        after = last;
    }
    assert_eq!(after, keys[3]);
    assert!(!vault.has_older_versions().unwrap());
    // The new one alone opens them, and the old one alone nothing.
    let newest = Vault::open_postgres(&database.url(), &secrets_with(&[(2, 2)])).unwrap();
    let fact = registered(person(0), Default::default());
    assert!(newest.seal(&fact, Draft::new().next_id(), subjects[0], keys[0]).unwrap().is_some());
    let oldest = Vault::open_postgres(&database.url(), &secrets());
    assert!(matches!(oldest.err(), Some(StoreError::WrongSecrets(_))));

    let later = events::Instant::from_millis(i64::MAX / 1_000_000);
    let unswept = || newest.unswept(later, 10).unwrap();
    assert_eq!(unswept().iter().map(|(key, subject)| (*key, *subject)).collect::<Vec<_>>(), {
        keys.iter().copied().zip(subjects.iter().copied()).collect::<Vec<_>>()
    });
    newest.swept(&keys[1..2], keys[2]).unwrap();
    assert_eq!(unswept(), [(keys[3], subjects[3])]);
    newest.swept(&[], keys[3]).unwrap();
    assert!(unswept().is_empty());
    let lost = both().seal(&registered(person(1), Default::default()), Draft::new().next_id(), subjects[1], keys[1]);
    assert!(matches!(lost, Err(StoreError::KeyLost)));
}

/// A node opens its vault within a task.
#[tokio::test]
async fn a_database_that_is_not_there_is_an_outage_and_said_so() {
    let address = format!("postgres://nobody@127.0.0.1:{}/nothing", oppijaloki_tests::postgres::free_port());
    let refused = Vault::open_postgres(&address, &secrets());
    assert!(matches!(refused.err(), Some(StoreError::Unavailable(why)) if why.starts_with("the vault: ")));
}
