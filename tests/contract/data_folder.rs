//! What a node's data folder promises as a whole: nobody's personal data in clear, one process at a time, and a vault
//! that forgets again after it was restored from an older copy.

use events::catalogue::{ErasureOrdered, ImportDataExpired, Provenance};
use events::person::{Names, PersonDetails};
use events::{EventKind, Fact, Hetu, Identifier, KeyId, KindSet, Opened, PersonOid, Subject, Tag, With};
use oppijaloki_tests::drafts::{Draft, import, person, registered};
use oppijaloki_tests::nodes::{NodeBench, append};
use oppijaloki_tests::temp::{contains, copy_files, files_under};
use store::{Store, StoreError};

const FIRST_NAMES: &str = "Kyllikki Äijänaho";
const SURNAME: &str = "Öhmansson-Virtakangas";
const EMAIL: &str = "kyllikki.virtakangas@example.fi";

/// A synthetic hetu: individual number of the range that is given to nobody.
fn hetu() -> Hetu {
    Hetu::parse("010190-996T", events::date(2026, 1, 1)).unwrap()
}

fn details() -> PersonDetails {
    PersonDetails {
        names: Names {
            first_names: FIRST_NAMES.to_owned(),
            call_name: "Kyllikki".to_owned(),
            surname: SURNAME.to_owned(),
        },
        hetu: Some(hetu()),
        emails: vec![EMAIL.to_owned()],
        ..PersonDetails::default()
    }
}

/// Registers a person with sealed details and a claimed hetu.
pub async fn register(store: &Store, who: PersonOid) -> KeyId {
    let key = store.vault().create_keys(&[Subject::Person(who)]).unwrap()[0];
    let identifiers = [Identifier::hetu(&hetu()), Identifier::email(EMAIL).unwrap()];
    let handles = store.vault().handles(&identifiers).unwrap();
    let fact = registered(who, details());
    let draft = Draft::new();
    let sealed = store.vault().seal(&fact, draft.next_id(), Subject::Person(who), key).unwrap();
    let tags = [Tag::Person(who), Tag::Hetu(handles[0]), Tag::Email(handles[1])];
    append(store, draft.sealed_event(&fact, &tags, sealed.into_iter().collect()).unit()).await;
    key
}

/// The details of a person as the store gives them now.
fn read(store: &Store, who: PersonOid) -> Opened<PersonDetails> {
    let events = store.read().events(Tag::Person(who), KindSet::of(&[EventKind::PersonRegistered])).unwrap();
    match &events[0].fact {
        Fact::PersonRegistered(with) => with.personal.clone(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn no_file_holds_personal_data_in_clear() {
    for bench in [NodeBench::embedded(), NodeBench::followed()] {
        let store = bench.open().await;
        register(&store, person(1)).await;
        store.node().index.flush().unwrap();
        assert!(read(&store, person(1)) == Opened::Known(details()));

        // The search itself works: what is not personal is found, in the journal's own file or in the copy of it.
        let files = files_under(bench.folder.path());
        let holding = |text: &str| -> Vec<String> {
            let found = files.iter().filter(|(_, bytes)| contains(bytes, text.as_bytes()));
            found.map(|(path, _)| path.file_name().unwrap().to_string_lossy().into_owned()).collect()
        };
        assert!(!holding("PersonRegistered").is_empty());
        for personal in
            [hetu().as_str(), "010190", FIRST_NAMES, "Kyllikki", SURNAME, "Virtakangas", EMAIL, "example.fi"]
        {
            assert_eq!(holding(personal), Vec::<String>::new(), "{personal} in clear");
        }
    }
}

#[tokio::test]
async fn a_vault_restored_from_before_an_erasure_forgets_again_at_the_start() {
    let bench = NodeBench::embedded();
    let store = bench.open().await;
    let (erased, kept) = (person(1), person(2));
    let (key, _) = (register(&store, erased).await, register_another(&store, kept).await);
    let hetu = Identifier::hetu(&hetu());
    let handle = store.vault().handles(std::slice::from_ref(&hetu)).unwrap()[0];
    let backup = bench.folder.join("backup");
    copy_files(&bench.folder.join("vault"), &backup);

    let order = ErasureOrdered {
        about: Provenance::unlinked(erased, None),
        persons: vec![erased],
        keys: vec![key],
        handles: vec![handle],
    };
    let fact = Fact::ErasureOrdered(With::new(order, Default::default()));
    append(&store, Draft::new().event(&fact, &[Tag::Person(erased)]).unit()).await;
    store.apply_erasure(&fact).unwrap();
    assert!(read(&store, erased) == Opened::Erased);
    drop(store);

    std::fs::remove_dir_all(bench.folder.join("vault")).unwrap();
    copy_files(&backup, &bench.folder.join("vault"));
    let store = bench.open().await;
    assert!(read(&store, erased) == Opened::Erased);
    assert_eq!(store.vault().find_handles(&[hetu]).unwrap(), [None]);
    assert!(read(&store, kept) == Opened::Known(details()), "somebody else was erased too");
}

/// Registers a person who claims nothing.
async fn register_another(store: &Store, who: PersonOid) {
    let key = store.vault().create_keys(&[Subject::Person(who)]).unwrap()[0];
    let fact = registered(who, details());
    let draft = Draft::new();
    let sealed = store.vault().seal(&fact, draft.next_id(), Subject::Person(who), key).unwrap();
    append(store, draft.sealed_event(&fact, &[Tag::Person(who)], sealed.into_iter().collect()).unit()).await;
}

#[tokio::test]
async fn an_expired_import_stays_expired_in_a_restored_vault() {
    let bench = NodeBench::followed();
    let store = bench.open().await;
    let key = store.vault().create_keys(&[Subject::Import(import(1))]).unwrap()[0];
    let fact = registered(person(1), details());
    let draft = Draft::new();
    let sealed = store.vault().seal(&fact, draft.next_id(), Subject::Import(import(1)), key).unwrap();
    append(&store, draft.sealed_event(&fact, &[Tag::Person(person(1))], sealed.into_iter().collect()).unit()).await;
    let backup = bench.folder.join("backup");
    copy_files(&bench.folder.join("vault"), &backup);

    let expired = ImportDataExpired { import_id: import(1), key };
    let fact = Fact::ImportDataExpired(With::new(expired, Default::default()));
    append(&store, Draft::new().event(&fact, &[Tag::Import(import(1))]).unit()).await;
    drop(store);

    // Nobody applied it before the crash; the vault is older still.
    std::fs::remove_dir_all(bench.folder.join("vault")).unwrap();
    copy_files(&backup, &bench.folder.join("vault"));
    let store = bench.open().await;
    assert!(read(&store, person(1)) == Opened::Erased);
}

#[tokio::test]
async fn a_key_missing_for_no_reason_is_told_from_an_erasure() {
    let mut bench = NodeBench::embedded();
    let store = bench.open().await;
    let key = register(&store, person(1)).await;
    drop(store);
    let vault = rusqlite::Connection::open(bench.folder.join("vault/vault.db")).unwrap();
    assert_eq!(vault.execute("DELETE FROM keys WHERE id = ?1", [key.0.as_bytes()]).unwrap(), 1);
    drop(vault);
    assert!(matches!(bench.try_open().await, Err(StoreError::OlderVault { .. })));
    bench.accept.older_vault = true;
    assert!(read(&bench.open().await, person(1)) == Opened::KeyLost);
}

/// The journal's file in a database shell of somebody who has taken away what keeps it append-only.
pub fn shell(bench: &NodeBench) -> rusqlite::Connection {
    let shell = rusqlite::Connection::open(bench.folder.join("journal/journal.db")).unwrap();
    let triggers: Vec<String> = {
        let mut names = shell.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'").unwrap();
        names.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    triggers.iter().for_each(|name| shell.execute_batch(&format!("DROP TRIGGER {name}")).unwrap());
    shell
}

#[tokio::test]
async fn a_log_whose_end_was_altered_is_not_gone_on_with() {
    let bench = NodeBench::embedded();
    let store = bench.open().await;
    for n in 1..=3 {
        register_another(&store, person(n)).await;
    }
    drop(store);
    let shell = shell(&bench);
    // The event is another person's now: it still decodes.
    let changed = "UPDATE journal SET event = (SELECT event FROM journal WHERE position = 1) WHERE position = 2";
    assert_eq!(shell.execute(changed, []).unwrap(), 1);
    drop(shell);
    let refused = bench.try_open().await.err().unwrap().to_string();
    assert!(refused.contains("event 2"), "{refused}");
}

#[tokio::test]
async fn a_data_folder_is_used_by_one_process_at_a_time() {
    let bench = NodeBench::embedded();
    let store = bench.open().await;
    assert!(matches!(bench.try_open().await, Err(StoreError::InUse)));
    drop(store);
    bench.open().await;
}

/// Anyone who copies the files of a stopped node, or counts them, finds one file for each.
#[test]
fn a_clean_stop_leaves_nothing_in_write_ahead_logs() {
    let bench = NodeBench::embedded();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let store = bench.open().await;
        register(&store, person(1)).await;
        assert!(read(&store, person(1)) == Opened::Known(details()));
        store.journal().head().await.unwrap();
    });
    drop(runtime);
    let left: Vec<std::path::PathBuf> = ["journal", "vault", "cache"]
        .iter()
        .flat_map(|folder| files_under(&bench.folder.path().join(folder)))
        .map(|(name, _)| name)
        .filter(|name| name.to_string_lossy().ends_with("-wal"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}
