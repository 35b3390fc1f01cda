//! A restore is never silent: journal, vault and cache that do not belong together are refused by a sentence that says
//! what happened and what to do, on every engine, and what an operator accepts is remembered and named.
//!
//! A promise is a plain async function over a [`Registry`]. What can only be done to files stands in `restored_files.rs`.

use events::catalogue::{ErasureOrdered, ImportDataExpired, Provenance};
use events::person::PersonDetails;
use events::{EventKind, Fact, Identifier, KeyId, KindSet, Opened, Subject, Tag, With};
use oppijaloki_tests::drafts::{Draft, import, person, registered};
use oppijaloki_tests::nodes::{append, secrets_with};
use store::{Accept, Checks, Lane, Store};
use uuid::Uuid;

mod registries;

use registries::Part::{Journal, Vault};
use registries::Registry;

macro_rules! on_every_engine {
    ($($promise:ident,)*) => {
        mod embedded {
            on_every_engine! { one registries::Embedded: $($promise,)* }
        }
        mod followed {
            on_every_engine! { one registries::Followed: $($promise,)* }
        }
        mod postgres {
            on_every_engine! { one registries::Postgres: $($promise,)* }
        }
        #[cfg(feature = "kurrentdb")]
        mod kurrentdb {
            on_every_engine! { one registries::KurrentDb: $($promise,)* }
        }
    };
    (one $module:ident::$registry:ident: $($promise:ident,)*) => {
        $(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $promise() {
                use super::registries::Registry;
                let Some(registry) = super::$module::$registry::start().await else { return };
                super::$promise(registry).await;
            }
        )*
    };
}

on_every_engine! {
    an_older_vault_is_refused_whatever_came_after,
    what_was_accepted_is_remembered_and_named,
    an_older_journal_is_refused_whatever_it_lacks,
    a_journal_that_went_another_way_is_refused,
    journal_and_vault_of_one_moment_go_on,
    what_happens_by_itself_is_never_refused,
    a_lost_handle_is_found_again_where_the_claim_can_be_read,
    an_erasure_that_the_journal_has_lost_reads_as_lost,
}

/// The identifier of person `n`.
fn email(n: u64) -> Identifier {
    Identifier::email(&format!("somebody.{n}@example.fi")).unwrap()
}

/// Registers person `n`, who is found by an identifier.
async fn register(store: &Store, n: u64) -> KeyId {
    let key = store.vault().create_keys(&[Subject::Person(person(n))]).unwrap()[0];
    let handle = store.vault().handles(&[email(n)]).unwrap()[0];
    let details = PersonDetails { emails: vec![email(n).into_normal_form()], ..PersonDetails::default() };
    let (fact, draft) = (registered(person(n), details), Draft::new());
    let sealed = store.vault().seal(&fact, draft.next_id(), Subject::Person(person(n)), key).unwrap();
    let tags = [Tag::Person(person(n)), Tag::Email(handle)];
    append(store, draft.sealed_event(&fact, &tags, sealed.into_iter().collect()).unit()).await;
    key
}

/// Whether person `n` can be read, and is found by their identifier.
fn known(store: &Store, n: u64) -> (Opened<()>, bool) {
    let kinds = KindSet::of(&[EventKind::PersonRegistered]);
    let readable = store.read().events(Tag::Person(person(n)), kinds).unwrap()[0].fact.readability();
    let handle = store.vault().find_handles(&[email(n)]).unwrap()[0];
    let found = handle.is_some_and(|handle| !store.read().events(Tag::Email(handle), kinds).unwrap().is_empty());
    (readable, found)
}

const WELL_KNOWN: (Opened<()>, bool) = (Opened::Known(()), true);
const OLDER_VAULT: Accept = Accept { older_vault: true, older_journal: false, clock: false };
const OLDER_JOURNAL: Accept = Accept { older_vault: false, older_journal: true, clock: false };

/// Appends so many events that use no key.
async fn joining(store: &Store, events: usize) {
    for some in (0..events).collect::<Vec<_>>().chunks(2_000) {
        let units = some.iter().map(|_| Draft::new().joining(1).unit()).collect();
        store.submit(units, Lane::Bulk).await.unwrap();
    }
}

async fn erase(store: &Store, n: u64, key: KeyId) {
    let handles = store.vault().handles(&[email(n)]).unwrap();
    let tags: Vec<Tag> = handles.iter().map(|handle| Tag::Email(*handle)).chain([Tag::Person(person(n))]).collect();
    let about = Provenance::unlinked(person(n), None);
    let order = ErasureOrdered { about, persons: vec![person(n)], keys: vec![key], handles };
    let fact = Fact::ErasureOrdered(With::new(order, Default::default()));
    append(store, Draft::new().event(&fact, &tags).unit()).await;
    store.apply_erasure(&fact).unwrap();
}

async fn an_older_vault_is_refused_whatever_came_after<R: Registry>(mut registry: R) {
    // With one new person, with several, and with so many later events that none of the newest ones uses a new key.
    for (people, later) in [(1, 0), (3, 10), (2, 6_000)] {
        let store = registry.open().await;
        let first = store.head().position.0 + 1;
        register(&store, first).await;
        drop(store);
        registry.keep(Vault, "older").await;
        let store = registry.open().await;
        for n in 1..=people {
            register(&store, first + n).await;
        }
        joining(&store, later).await;
        drop(store);
        registry.put_back(Vault, "older").await;
        for lose_cache in [false, true] {
            if lose_cache {
                registry.lose_cache().await;
            }
            let why = registry.refused().await;
            let lacks = format!("it lacks the key of event {}", first + 1);
            for words in ["the vault is older than the journal", &lacks, "--accept-older-vault"] {
                assert!(why.contains(words), "{words}: {why}");
            }
        }
        let store = registry.accept(OLDER_VAULT).await;
        assert_eq!(known(&store, first), WELL_KNOWN);
        assert_eq!(known(&store, first + 1), (Opened::KeyLost, false));
    }
}

async fn what_was_accepted_is_remembered_and_named<R: Registry>(mut registry: R) {
    register(&registry.open().await, 1).await;
    registry.keep(Vault, "older").await;
    let store = registry.open().await;
    register(&store, 2).await;
    register(&store, 3).await;
    drop(store);
    registry.put_back(Vault, "older").await;
    drop(registry.accept(OLDER_VAULT).await);
    let file = std::fs::read_to_string(registry.bench().folder.join("lost-identifiers.csv")).unwrap();
    assert_eq!(file, format!("event;person\n2;{}\n3;{}\n", person(2), person(3)));
    for lose_cache in [false, true] {
        if lose_cache {
            registry.lose_cache().await;
        }
        let store = registry.open().await;
        assert_eq!([1, 2, 3].map(|n| known(&store, n).0), [Opened::Known(()), Opened::KeyLost, Opened::KeyLost]);
    }
    // What is lost next is not accepted with it.
    register(&registry.open().await, 4).await;
    registry.put_back(Vault, "older").await;
    assert!(registry.refused().await.contains("the vault is older than the journal"));
}

async fn an_older_journal_is_refused_whatever_it_lacks<R: Registry>(mut registry: R) {
    // One event without any key, one person, many events.
    for lacking in 0..3 {
        let store = registry.open().await;
        let first = store.head().position.0 + 1;
        register(&store, first).await;
        drop(store);
        registry.keep(Journal, "older").await;
        let store = registry.open().await;
        match lacking {
            0 => joining(&store, 1).await,
            1 => drop(register(&store, first + 1).await),
            _ => joining(&store, 3_000).await,
        }
        let last = store.head().position;
        drop(store);
        registry.put_back(Journal, "older").await;
        // While the cache is there, it says so; without it the vault does.
        assert!(registry.refused().await.contains("lost its end"));
        registry.lose_cache().await;
        let why = registry.refused().await;
        let seen = format!("the vault has seen event {last}, and the journal ends at event {first}");
        for words in ["the journal is older than the vault", &seen, "--accept-older-journal"] {
            assert!(why.contains(words), "{words}: {why}");
        }
        let store = registry.accept(OLDER_JOURNAL).await;
        assert_eq!(known(&store, first), WELL_KNOWN);
        drop(store);
        joining(&registry.open().await, 1).await;
    }
}

async fn a_journal_that_went_another_way_is_refused<R: Registry>(mut registry: R) {
    register(&registry.open().await, 1).await;
    registry.keep(Journal, "older").await;
    registry.keep(Vault, "older").await;
    joining(&registry.open().await, 2).await;
    registry.keep(Vault, "newer").await;
    // Somebody goes on with both older ones, and somebody else puts the newer vault back.
    registry.put_back(Journal, "older").await;
    registry.put_back(Vault, "older").await;
    registry.lose_cache().await;
    joining(&registry.open().await, 5).await;
    registry.put_back(Vault, "newer").await;
    for lose_cache in [false, true] {
        if lose_cache {
            registry.lose_cache().await;
        }
        let why = registry.refused().await;
        assert!(why.contains("has seen event 3, and the journal holds another event 3"), "{why}");
    }
    let wrong = {
        registry.bench().accept = OLDER_VAULT;
        registry.refused().await
    };
    assert!(wrong.contains("--accept-older-journal"), "{wrong}");
}

async fn journal_and_vault_of_one_moment_go_on<R: Registry>(mut registry: R) {
    let store = registry.open().await;
    register(&store, 1).await;
    joining(&store, 5).await;
    drop(store);
    registry.keep(Journal, "backup").await;
    registry.keep(Vault, "backup").await;
    register(&registry.open().await, 2).await;
    registry.put_back(Journal, "backup").await;
    registry.put_back(Vault, "backup").await;
    assert!(registry.refused().await.contains("lost its end"), "the cache knows more");
    registry.lose_cache().await;
    assert_eq!(known(&registry.open().await, 1), WELL_KNOWN);
    // And the cache of before goes with the older ones.
    registry.keep(Journal, "again").await;
    assert_eq!(known(&registry.open().await, 1), WELL_KNOWN);
}

/// Orphans, sweeps, erasures, expiries, keys rewrapped, and all of it with and without the cache.
async fn what_happens_by_itself_is_never_refused<R: Registry>(mut registry: R) {
    let store = registry.open().await;
    let erased = register(&store, 1).await;
    register(&store, 2).await;
    // Made durable, and the process was killed before the event came.
    let orphans = store.vault().create_keys(&[Subject::Person(person(3)), Subject::Import(import(1))]).unwrap();
    store.vault().handles(&[email(3)]).unwrap();
    drop(store);
    let store = registry.open().await;
    store.vault().swept(&orphans[..1], orphans[0]).unwrap();
    erase(&store, 1, erased).await;
    let expired = ImportDataExpired { import_id: import(1), key: orphans[1] };
    let fact = Fact::ImportDataExpired(With::new(expired, Default::default()));
    append(&store, Draft::new().event(&fact, &[Tag::Import(import(1))]).unit()).await;
    drop(store);
    // Nobody has carried the expiry out yet; then everything is rewrapped.
    let both = secrets_with(&[(1, 11), (2, 12)]);
    let store = registry.bench().try_open_with(both).await.unwrap();
    let mut after = KeyId(Uuid::nil());
    while let Some(last) = store.vault().rewrap_some(after, 100).unwrap() {
        after = last;
    }
    drop(store);
    for lose_cache in [false, true] {
        if lose_cache {
            registry.lose_cache().await;
        }
        for checks in [Checks::Start, Checks::WholeLog, Checks::Verify] {
            let secrets = secrets_with(&[(1, 11), (2, 12)]);
            let store = registry.bench().try_open_checked(secrets, checks).await.unwrap();
            assert_eq!(known(&store, 2), WELL_KNOWN);
            assert_eq!(known(&store, 1), (Opened::Erased, false));
        }
    }
}

async fn a_lost_handle_is_found_again_where_the_claim_can_be_read<R: Registry>(mut registry: R) {
    let store = registry.open().await;
    for n in 1..=3 {
        register(&store, n).await;
    }
    let handles = store.vault().find_handles(&[email(2), email(3)]).unwrap();
    // Their keys stay, and what leads to them is gone: of the last two, as when a table was put back alone.
    store.vault().destroy(&[], &handles.into_iter().flatten().collect::<Vec<_>>()).unwrap();
    drop(store);
    let why = registry.refused().await;
    assert!(why.contains("it lacks the handle of an identifier of event 2"), "{why}");
    let store = registry.accept(OLDER_VAULT).await;
    assert_eq!([1, 2, 3].map(|n| known(&store, n)), [WELL_KNOWN; 3]);
    drop(store);
    let file = std::fs::read_to_string(registry.bench().folder.join("lost-identifiers.csv")).unwrap();
    assert_eq!(file, "event;person\n");
    assert_eq!(known(&registry.open().await, 3), WELL_KNOWN);
}

async fn an_erasure_that_the_journal_has_lost_reads_as_lost<R: Registry>(mut registry: R) {
    let store = registry.open().await;
    let key = register(&store, 1).await;
    register(&store, 2).await;
    drop(store);
    registry.keep(Journal, "older").await;
    erase(&registry.open().await, 1, key).await;
    registry.put_back(Journal, "older").await;
    registry.lose_cache().await;
    assert!(registry.refused().await.contains("--accept-older-journal"));
    for _ in 0..2 {
        let store = registry.accept(OLDER_JOURNAL).await;
        assert_eq!(known(&store, 1), (Opened::KeyLost, false), "no erasure in the log says so");
        assert_eq!(known(&store, 2), WELL_KNOWN);
    }
    drop(registry.open().await);
}
