//! What the vault promises: handles, seals that cannot be moved, keys that are gone for good, secrets that must fit.

use std::path::PathBuf;

use events::catalogue::{PersonRegistered, Provenance};
use events::codes::Origin;
use events::person::{Names, PersonDetails};
use events::{Actor, CommandId, Hetu, ImportId, Instant, Meta, PersonOid, RequestId, With};

use super::*;

/// A folder that is gone after the test.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Folder {
        Folder(std::env::temp_dir().join(format!("oppijaloki-vault-{}", Uuid::new_v4())))
    }

    fn open(&self) -> Vault {
        self.open_with(&[(1, 1)], 9).unwrap()
    }

    /// With key-encryption keys of these versions, each filled with a byte, and a hash key filled with one.
    fn open_with(&self, keys: &[(u32, u8)], hash_key: u8) -> Result<Vault, StoreError> {
        let key_encryption_keys = keys.iter().map(|(version, fill)| (*version, [*fill; 32].into())).collect();
        Vault::open(&self.0, &VaultSecrets { key_encryption_keys, identifier_hash_key: [hash_key; 32].into() })
    }

    /// Are these bytes in any file, also in what SQLite keeps beside its file?
    fn holds(&self, wanted: &[u8]) -> bool {
        std::fs::read_dir(&self.0).unwrap().any(|file| {
            let content = std::fs::read(file.unwrap().path()).unwrap();
            content.windows(wanted.len()).any(|window| window == wanted)
        })
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn passport(text: &str) -> Identifier {
    Identifier::passport(text).unwrap()
}

fn email(text: &str) -> Identifier {
    Identifier::email(text).unwrap()
}

fn person() -> PersonOid {
    PersonOid::issue(1_000_000_001)
}

fn details() -> PersonDetails {
    let names =
        Names { first_names: "Aino".to_owned(), call_name: "Aino".to_owned(), surname: "Koivuranta".to_owned() };
    PersonDetails { names, ..PersonDetails::default() }
}

fn fact() -> Fact {
    let about = Provenance::unlinked(person(), None);
    let data = PersonRegistered { about, origin: Origin::SingleLearner, import: None, organisations: Vec::new() };
    Fact::PersonRegistered(With::new(data, details()))
}

/// The vault's file itself.
fn in_file(vault: &Vault) -> std::sync::MutexGuard<'_, rusqlite::Connection> {
    match &vault.storage {
        Storage::File(file) => file.lock(),
        Storage::Postgres(_) => panic!("not a file"),
    }
}

/// How a key stands in the file.
fn wrapped(vault: &Vault, key: KeyId) -> Vec<u8> {
    let find = "SELECT wrapped FROM keys WHERE id = ?1";
    in_file(vault).query_row(find, [key.0.as_bytes()], |row| row.get(0)).unwrap()
}

/// The fact as an event whose personal data is sealed under a key.
fn sealed(vault: &Vault, key: KeyId) -> Envelope {
    let (fact, id) = (fact(), EventId(Uuid::new_v4()));
    let part = vault.seal(&fact, id, Subject::Person(person()), key).unwrap().unwrap();
    Envelope {
        format: 1,
        id,
        event_type: fact.event_type().to_owned(),
        version: fact.version(),
        tags: Vec::new(),
        data: fact.data_bytes(),
        sealed: vec![part],
        meta: Meta {
            recorded: Instant::from_millis(0),
            valid_from: None,
            actor: Actor::Registry,
            right: None,
            organisations: vec![],
            channel: events::codes::Channel::Cli,
            client: None,
            command: CommandId(Uuid::nil()),
            request: RequestId(Uuid::nil()),
            cause: None,
            reason: None,
            compensates: None,
            asked: None,
            rules: None,
            register: None,
        },
    }
}

fn new_key(vault: &Vault) -> KeyId {
    vault.create_keys(&[Subject::Person(person())]).unwrap()[0]
}

/// The personal data as the vault opens it now.
fn personal(vault: &Vault, event: &Envelope) -> Opened<PersonDetails> {
    match vault.open_fact(event).unwrap() {
        Fact::PersonRegistered(with) => with.personal,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_handle_belongs_to_one_identifier_of_one_kind_for_good() {
    let folder = Folder::new();
    let vault = folder.open();
    let all = [passport("FI1234567"), email("FI1234567"), passport("FI1234568"), passport("FI1234567")];
    assert_eq!(vault.find_handles(&all).unwrap(), [None; 4]);
    let handles = vault.handles(&all).unwrap();
    assert_eq!(handles[0], handles[3]);
    assert!(handles[0] != handles[1] && handles[0] != handles[2] && handles[1] != handles[2]);

    // Some known, some not: those that were known keep theirs.
    let more = [Identifier::hetu(&Hetu::compose(events::date(1990, 1, 1), '-', 901).unwrap()), all[1].clone()];
    assert_eq!(vault.handles(&more).unwrap()[1], handles[1]);
    drop(vault);
    let found = folder.open().find_handles(&all).unwrap();
    assert_eq!(found.into_iter().flatten().collect::<Vec<_>>(), handles);
    // A handle says nothing of its identifier: in another vault with the same secrets it is another one.
    let other = Folder::new();
    assert_ne!(other.open().handles(&all).unwrap()[0], handles[0]);
}

#[test]
fn what_was_sealed_opens_again_also_after_a_restart() {
    let folder = Folder::new();
    let vault = folder.open();
    let event = sealed(&vault, new_key(&vault));
    assert!(personal(&vault, &event) == Opened::Known(details()));
    drop(vault);
    assert!(personal(&folder.open(), &event) == Opened::Known(details()));
}

#[test]
fn the_same_data_never_looks_the_same() {
    let folder = Folder::new();
    let vault = folder.open();
    let key = new_key(&vault);
    let (one, other) = (sealed(&vault, key), sealed(&vault, key));
    assert_ne!(one.sealed[0].nonce, other.sealed[0].nonce);
    assert_ne!(one.sealed[0].bytes, other.sealed[0].bytes);
}

#[test]
fn a_sealed_part_opens_nowhere_but_where_it_was_sealed() {
    let folder = Folder::new();
    let vault = folder.open();
    let key = new_key(&vault);
    let other_key = new_key(&vault);
    let event = sealed(&vault, key);
    type Change = fn(&mut Envelope, KeyId);
    let changes: [(&str, Change); 9] = [
        ("another event", |event, _| event.id = EventId(Uuid::new_v4())),
        ("another type", |event, _| event.event_type = "OrganisationJoined".to_owned()),
        ("another version", |event, _| event.version += 1),
        ("another person", |event, _| event.sealed[0].subject = Subject::Person(PersonOid::issue(7))),
        ("another kind of subject", |event, _| event.sealed[0].subject = Subject::Import(ImportId(Uuid::nil()))),
        ("another key", |event, key| event.sealed[0].key = key),
        ("altered bytes", |event, _| event.sealed[0].bytes[0] ^= 1),
        ("a shortened text", |event, _| event.sealed[0].bytes.truncate(10)),
        ("another nonce", |event, _| event.sealed[0].nonce[0] ^= 1),
    ];
    for (what, change) in changes {
        let mut moved = event.clone();
        change(&mut moved, other_key);
        assert!(matches!(vault.open_fact(&moved), Err(StoreError::Tampered)), "{what}");
    }
    assert!(personal(&vault, &event) == Opened::Known(details()));
}

#[test]
fn a_wrapped_key_serves_under_no_other_name() {
    let folder = Folder::new();
    let vault = folder.open();
    let (mine, theirs) = (new_key(&vault), new_key(&vault));
    let event = sealed(&vault, mine);
    drop(vault);
    let file = rusqlite::Connection::open(folder.0.join("vault.db")).unwrap();
    let swap = "UPDATE keys SET wrapped = (SELECT wrapped FROM keys WHERE id = ?2) WHERE id = ?1";
    assert_eq!(file.execute(swap, [mine.0.as_bytes(), theirs.0.as_bytes()]).unwrap(), 1);
    let vault = folder.open();
    assert!(matches!(vault.open_fact(&event), Err(StoreError::Tampered)));
    // Nor is anything sealed under the wrong key, which an erasure would then miss.
    let sealed = vault.seal(&fact(), EventId(Uuid::nil()), Subject::Person(person()), mine);
    assert!(matches!(sealed, Err(StoreError::Tampered)));
}

#[test]
fn a_destroyed_key_reads_as_erased_and_a_missing_one_as_lost() {
    let folder = Folder::new();
    let vault = folder.open();
    let (destroyed, missing) = (new_key(&vault), new_key(&vault));
    let (erased, lost) = (sealed(&vault, destroyed), sealed(&vault, missing));
    vault.destroy(&[destroyed], &[]).unwrap();
    vault.destroy(&[destroyed], &[]).unwrap();
    in_file(&vault).execute("DELETE FROM keys WHERE id = ?1", [missing.0.as_bytes()]).unwrap();

    assert!(personal(&vault, &erased) == Opened::Erased);
    drop(vault);
    let vault = folder.open();
    assert!(personal(&vault, &erased) == Opened::Erased);
    assert!(personal(&vault, &lost) == Opened::KeyLost);
    // Nor can anything be sealed under either.
    let seal = |key| vault.seal(&fact(), EventId(Uuid::nil()), Subject::Person(person()), key).err();
    assert!(matches!(seal(destroyed), Some(StoreError::Erased)));
    assert!(matches!(seal(missing), Some(StoreError::KeyLost)));
    // A key that this copy of the vault never had may be destroyed too: then it is not lost.
    vault.destroy(&[missing], &[]).unwrap();
    assert!(personal(&vault, &lost) == Opened::Erased);
}

#[test]
fn whoever_was_just_reading_a_key_does_not_bring_it_back() {
    let folder = Folder::new();
    let vault = folder.open();
    let key = new_key(&vault);
    let event = sealed(&vault, key);
    // A reader has loaded the key and not yet remembered it when the erasure comes.
    let loaded = vault.load(&[key]).unwrap().pop().unwrap();
    vault.destroy(&[key], &[]).unwrap();
    vault.unwrapped().remember(key, loaded);
    assert!(personal(&vault, &event) == Opened::Erased);
}

#[test]
fn nothing_of_a_key_or_handle_is_left_in_the_files_and_no_key_is_ever_in_them_in_clear() {
    let folder = Folder::new();
    let vault = folder.open();
    let (key, kept) = (new_key(&vault), new_key(&vault));
    let email = [email("aino@example.fi")];
    let handle = vault.handles(&email).unwrap()[0];
    let Some(Slot::Key(clear)) = vault.load(&[key]).unwrap().pop() else { panic!("no key") };
    let (wrapped, wrapped_kept) = (wrapped(&vault, key), wrapped(&vault, kept));
    assert!(folder.holds(&wrapped) && folder.holds(&handle.0) && folder.holds(&vault.hash(&email[0])));
    for in_clear in [&clear[..], b"aino@example.fi", &[1; 32], &[9; 32]] {
        assert!(!folder.holds(in_clear));
    }

    vault.destroy(&[key], &[handle]).unwrap();
    assert!(!folder.holds(&wrapped) && !folder.holds(&handle.0) && !folder.holds(&vault.hash(&email[0])));
    assert!(folder.holds(&wrapped_kept));
    // Anyone who comes again is a new person.
    assert_eq!(vault.find_handles(&email).unwrap(), [None]);
    assert_ne!(vault.handles(&email).unwrap()[0], handle);
}

/// The text of a refusal at opening.
fn refusal(vault: Result<Vault, StoreError>) -> String {
    match vault.err() {
        Some(refusal @ StoreError::WrongSecrets(_)) => refusal.to_string(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn wrong_secrets_are_refused_before_anything_is_written_with_them() {
    let folder = Folder::new();
    let event = {
        let vault = folder.open_with(&[(2, 2)], 9).unwrap();
        sealed(&vault, new_key(&vault))
    };
    assert!(refusal(folder.open_with(&[(2, 2)], 8)).contains("the identifier hash key is not the one"));
    assert!(refusal(folder.open_with(&[(2, 3)], 9)).contains("a key-encryption key is not the one"));
    assert!(refusal(folder.open_with(&[], 9)).contains("no key-encryption key is configured"));
    // A refused start leaves no trace: what stood in that configuration besides is not believed later.
    assert!(refusal(folder.open_with(&[(1, 66), (2, 3), (3, 66)], 9)).contains("a key-encryption key is not the one"));

    let vault = folder.open_with(&[(1, 1), (2, 2), (3, 3)], 9).unwrap();
    assert!(personal(&vault, &event) == Opened::Known(details()));
}

#[test]
fn a_new_version_of_the_key_encryption_key_wraps_what_is_new_and_the_old_one_is_still_needed() {
    let folder = Folder::new();
    let vault = folder.open_with(&[(1, 1)], 9).unwrap();
    let old = sealed(&vault, new_key(&vault));
    drop(vault);

    let vault = folder.open_with(&[(1, 1), (2, 2)], 9).unwrap();
    let key = new_key(&vault);
    let new = sealed(&vault, key);
    assert!(personal(&vault, &old) == Opened::Known(details()));
    drop(vault);
    // Neither alone will do: that is said before anything is read or written.
    for alone in [(1, 1), (2, 2)] {
        assert!(refusal(folder.open_with(&[alone], 9)).contains("is not configured; put its version back"));
    }

    // When every key is rewrapped, the old one may go.
    let vault = folder.open_with(&[(1, 1), (2, 2)], 9).unwrap();
    let before = wrapped(&vault, old.sealed[0].key);
    assert!(vault.has_older_versions().unwrap());
    assert!(refusal(folder.open_with(&[(2, 2)], 9)).contains("is not configured"));
    let mut after = KeyId(Uuid::nil());
    while let Some(last) = vault.rewrap_some(after, 1).unwrap() {
        after = last;
    }
    assert!(!vault.has_older_versions().unwrap());
    drop(vault);
    assert!(!folder.holds(&before), "a copy of the old key would still open it");
    for secrets in [&[(1, 1), (2, 2)][..], &[(2, 2)]] {
        let vault = folder.open_with(secrets, 9).unwrap();
        assert!(!vault.has_older_versions().unwrap());
        assert!(personal(&vault, &old) == Opened::Known(details()));
        assert!(personal(&vault, &new) == Opened::Known(details()));
    }
    assert!(matches!(folder.open_with(&[(1, 1)], 9), Err(StoreError::WrongSecrets(_))));
}

#[test]
fn keys_are_swept_once_each_in_the_order_in_which_they_were_made() {
    let folder = Folder::new();
    let vault = folder.open();
    let keys: Vec<KeyId> = (0..5).map(|_| new_key(&vault)).collect();
    let (used, unused) = (sealed(&vault, keys[0]), sealed(&vault, keys[1]));
    let long_ago = Instant::from_millis(1_000);
    let later = Instant::from_millis(i64::MAX / 1_000_000);
    let ids = |limit| vault.unswept(later, limit).unwrap().into_iter().map(|(id, _)| id).collect::<Vec<_>>();
    assert!(vault.unswept(long_ago, 10).unwrap().is_empty(), "they may be about to be used");
    assert_eq!(ids(2), keys[..2]);
    assert_eq!(vault.unswept(later, 1).unwrap()[0].1, Subject::Person(person()));

    vault.swept(&keys[1..2], keys[1]).unwrap();
    assert_eq!(ids(10), keys[2..]);
    drop(vault);
    let vault = folder.open();
    assert_eq!(vault.unswept(later, 10).unwrap().len(), 3);
    assert!(personal(&vault, &used) == Opened::Known(details()));
    // Not as if it had been erased on purpose.
    assert!(personal(&vault, &unused) == Opened::KeyLost);
}

#[test]
fn a_vault_belongs_to_one_journal_from_its_first_event_on() {
    let (mine, other) = (Uuid::new_v4(), Uuid::new_v4());
    let folder = Folder::new();
    folder.open().bind(mine, true).unwrap();
    folder.open().bind(mine, true).unwrap();
    folder.open().bind(mine, false).unwrap();
    for empty in [true, false] {
        assert!(matches!(folder.open().bind(other, empty), Err(StoreError::ForeignVault)));
    }
    // A new vault beside a journal with events would take everybody for a stranger.
    let new = Folder::new();
    assert!(matches!(new.open().bind(mine, false), Err(StoreError::NewVault)));
    new.open().bind(mine, true).unwrap();
}

#[test]
fn an_identifier_shows_its_kind_and_nothing_else() {
    let shown = format!("{:?}", email("aino@example.fi"));
    assert_eq!(shown, "Identifier(Email)");
}
