//! One event that cannot be folded stops nobody else: the read models go on without it, and say which it is.

use std::sync::Arc;

use events::person::PersonDetails;
use events::{EventId, PersonOid, Position, Subject, Tag};
use oppijaloki_tests::drafts::{Draft, envelope, new_command, organisation, person, registered};
use oppijaloki_tests::nodes::{NodeBench, append};
use projections::people::query::{PersonState, by_oid};
use projections::{ReadDb, Runner, catch_up_to, compare, rebuild, set_aside};
use store::Store;
use store::journal::EventBytes;
use uuid::Uuid;

use crate::data_folder::register;

/// Registers a person past the sequencer, which takes no number twice.
async fn register_past_everybody(store: &Store, who: PersonOid) {
    let key = store.vault().create_keys(&[Subject::Person(who)]).unwrap()[0];
    let (command, fact) = (new_command(), registered(who, PersonDetails::default()));
    let id = EventId(Uuid::new_v4());
    let sealed = store.vault().seal(&fact, id, Subject::Person(who), key).unwrap();
    let event = envelope(command, id, &fact, &[Tag::Person(who)], sealed.into_iter().collect());
    let bytes: EventBytes = event.to_bytes().into();
    let head = store.journal().head().await.unwrap();
    store.journal().append(head, &[bytes]).await.unwrap();
}

async fn catch_up(store: &Arc<Store>) -> Vec<u64> {
    let mut runner = Runner::open(Arc::clone(store), store.journal().identity().await.unwrap()).unwrap();
    assert_eq!(catch_up_to(&mut runner, store.head().position).unwrap(), store.head().position);
    let aside = ReadDb::at(store.cache_folder()).ask(|connection| set_aside::query::first(connection, 10)).unwrap();
    aside.iter().map(|one| one.position.0).collect()
}

fn found(store: &Store, n: u64) -> PersonState {
    ReadDb::at(store.cache_folder()).ask(|connection| by_oid(connection, person(n))).unwrap().unwrap()
}

/// The same from a rebuild: what was set aside while following is set aside then too.
async fn equals_a_rebuild(bench: &NodeBench, store: &Arc<Store>) {
    let fresh = bench.folder.join("fresh");
    std::fs::create_dir_all(&fresh).unwrap();
    let journal = store.journal().identity().await.unwrap();
    assert_eq!(rebuild(store, journal, &fresh, |_| {}).unwrap(), store.head().position);
    let live = ReadDb::at(store.cache_folder());
    assert_eq!(compare(live.path(), ReadDb::at(&fresh).path()).unwrap().err(), None);
}

#[tokio::test]
async fn an_event_that_cannot_be_read_is_set_aside_and_the_models_go_on() {
    let bench = NodeBench::followed();
    let store = Arc::new(bench.open().await);
    register(&store, person(1)).await;
    append(&store, Draft::new().joining(1).change(|event| event.data = vec![0x01]).unit()).await;
    register(&store, person(2)).await;
    append(&store, Draft::new().joining(2).change(|event| event.event_type = "PersonBlessed".to_owned()).unit()).await;
    append(&store, Draft::new().joining(1).unit()).await;
    assert_eq!(catch_up(&store).await, [2, 4]);
    assert!(found(&store, 1).person.organisations.contains(&organisation(1)), "what came after is folded");
    equals_a_rebuild(&bench, &store).await;
}

#[tokio::test]
async fn of_two_people_with_one_number_the_first_keeps_it_and_nobody_else_is_held_up() {
    // In one batch with the first, and in another one.
    for again_at_once in [true, false] {
        let bench = NodeBench::followed();
        let store = Arc::new(bench.open().await);
        register(&store, person(1)).await;
        append(&store, Draft::new().joining(1).unit()).await;
        if !again_at_once {
            assert!(catch_up(&store).await.is_empty());
        }
        register_past_everybody(&store, person(1)).await;
        drop(store);
        let store = Arc::new(bench.open().await);
        register(&store, person(2)).await;
        assert_eq!(catch_up(&store).await, [3]);
        assert_eq!(found(&store, 1).person.registered_at.millis(), oppijaloki_tests::nodes::BEGINNING);
        assert!(found(&store, 1).person.organisations.contains(&organisation(1)));
        assert_eq!(found(&store, 2).person.position, Position(4));
        equals_a_rebuild(&bench, &store).await;
    }
}
