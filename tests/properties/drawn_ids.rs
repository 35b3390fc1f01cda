//! Ids that are drawn at random come into use once, whoever draws them: the space of numbers is so small here that most
//! draws meet one in use.

use std::collections::BTreeSet;
use std::sync::Arc;

use events::person::PersonDetails;
use events::{Position, Tag};
use oppijaloki_tests::drafts::{Draft, completed, import, person, registered};
use oppijaloki_tests::nodes::{NodeBench, memory_journal, whole_journal};
use proptest::prelude::*;
use rand::{RngExt, SeedableRng};
use store::journal::Journal;
use store::{Lane, Outcome, Store, Unit};
use tokio::task::JoinSet;

/// How many numbers there are.
const NUMBERS: u64 = 40;

/// A person with a number drawn from the few, alone in their command or not.
fn registration(draw: &mut rand::rngs::StdRng) -> Unit {
    let oid = person(draw.random_range(0..NUMBERS));
    let draft = Draft::new().event(&registered(oid, PersonDetails::default()), &[Tag::Person(oid)]);
    // Nothing was read, and no guard says anything of the number.
    let draft = if draw.random() { draft.event(&completed(Position(1)), &[Tag::Import(import(1))]) } else { draft };
    draft.unit()
}

/// Registers so many people, some at a time, each drawn again until it is taken.
async fn register(store: Arc<Store>, seed: u64, people: usize, at_once: usize, lane: Lane) {
    let mut draw = rand::rngs::StdRng::seed_from_u64(seed);
    let mut left = people;
    while left > 0 {
        let units = (0..at_once.min(left)).map(|_| registration(&mut draw)).collect();
        let outcomes = store.submit(units, lane).await.unwrap();
        left -= outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Appended { .. })).count();
    }
}

async fn scenario(senders: Vec<(bool, u64, usize, bool)>, restart: bool) {
    let journal: Arc<dyn Journal> = memory_journal();
    let benches = [NodeBench::following(journal.clone()), NodeBench::following(journal.clone())];
    let mut expected = 0;
    // The second time the index answers from its file.
    for round in 0..1 + u64::from(restart) {
        let stores = [Arc::new(benches[0].open().await), Arc::new(benches[1].open().await)];
        let mut running = JoinSet::new();
        for (second, seed, at_once, bulk) in &senders {
            let (store, lane) = (&stores[usize::from(*second)], if *bulk { Lane::Bulk } else { Lane::Interactive });
            running.spawn(register(Arc::clone(store), seed + round, 6, *at_once, lane));
            expected += 6;
        }
        running.join_all().await;
        stores.iter().for_each(|store| store.node().index.flush().unwrap());
    }
    let log = whole_journal(journal.as_ref()).await;
    let registrations: Vec<Tag> = log
        .iter()
        .filter(|event| event.envelope.event_type == "PersonRegistered")
        .map(|event| event.envelope.tags[0])
        .collect();
    assert_eq!(registrations.len(), expected, "everybody got a number");
    assert_eq!(registrations.iter().collect::<BTreeSet<_>>().len(), expected, "and nobody the number of another");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, max_shrink_iters: 50, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nobody_is_registered_under_a_number_in_use(
        senders in prop::collection::vec((any::<bool>(), any::<u64>().prop_map(|seed| seed >> 1), 1..5usize, any::<bool>()), 1..4),
        restart in any::<bool>(),
    ) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(4).enable_all().build().unwrap();
        runtime.block_on(scenario(senders, restart));
    }
}
