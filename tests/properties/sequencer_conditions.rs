//! What makes a decision void, and what does not disturb it.

use events::{EventKind, KindSet, Position, Tag};
use oppijaloki_tests::drafts::{Draft, completed, import, new_command, person};
use oppijaloki_tests::nodes::{NodeBench, append, submit, whole_log};
use store::{Lane, Outcome};

use crate::sequencer_commands::on_both_engines;

on_both_engines! {
    what_was_there_when_it_was_read_is_no_contradiction_and_what_came_after_is,
    only_the_types_that_a_guard_names_disturb_it,
    only_the_tag_that_a_guard_names_disturbs_it,
    of_two_units_that_contradict_each_other_the_first_wins,
    a_unit_is_not_contradicted_by_its_own_events,
    an_event_of_a_type_that_this_program_does_not_know_disturbs_every_guard_on_its_tag,
    whoever_lost_may_read_again_and_decide_again_under_the_same_command,
    a_reading_sees_nothing_past_the_position_at_which_it_began,
}

const JOINED: &[EventKind] = &[EventKind::OrganisationJoined];

fn on(n: u64) -> Tag {
    Tag::Person(person(n))
}

async fn what_was_there_when_it_was_read_is_no_contradiction_and_what_came_after_is(bench: NodeBench) {
    let store = bench.open().await;
    for _ in 0..3 {
        append(&store, Draft::new().joining(1).unit()).await;
    }
    let decided_at = |position| Draft::new().joining(7).read_at(Position(position)).guard(on(1), JOINED).unit();
    assert_eq!(submit(&store, decided_at(0)).await.unwrap(), Outcome::Lost);
    assert_eq!(submit(&store, decided_at(2)).await.unwrap(), Outcome::Lost);
    assert_eq!(whole_log(&store).len(), 3);
    assert_eq!(submit(&store, decided_at(3)).await.unwrap(), Outcome::Appended { first: Position(4) });
    // What came after is not about the guarded person.
    assert_eq!(submit(&store, decided_at(3)).await.unwrap(), Outcome::Appended { first: Position(5) });
}

async fn only_the_types_that_a_guard_names_disturb_it(bench: NodeBench) {
    let store = bench.open().await;
    let tags = [on(1), Tag::Import(import(1))];
    append(&store, Draft::new().event(&completed(Position(1)), &tags).unit()).await;
    let harmless = Draft::new().joining(1).guard(on(1), &[EventKind::OrganisationJoined, EventKind::PersonRegistered]);
    append(&store, harmless.unit()).await;
    let disturbed = Draft::new().joining(1).guard(on(1), &[EventKind::PersonRegistered, EventKind::ImportCompleted]);
    assert_eq!(submit(&store, disturbed.unit()).await.unwrap(), Outcome::Lost);
}

async fn only_the_tag_that_a_guard_names_disturbs_it(bench: NodeBench) {
    let store = bench.open().await;
    append(&store, Draft::new().joining(1).unit()).await;
    append(&store, Draft::new().joining(9).guard(on(2), JOINED).guard(on(3), JOINED).unit()).await;
    // One guard of several is enough.
    let one_of_three = Draft::new().joining(9).guard(on(2), JOINED).guard(on(1), JOINED).guard(on(3), JOINED);
    assert_eq!(submit(&store, one_of_three.unit()).await.unwrap(), Outcome::Lost);
}

async fn of_two_units_that_contradict_each_other_the_first_wins(bench: NodeBench) {
    let store = bench.open().await;
    // Both decided that nobody had joined person 1 to anything, on what they read at the start.
    let claim = |n: u64| Draft::new().joining(1).joining(n).guard(on(1), JOINED).unit();
    let independent = Draft::new().joining(5).guard(on(4), JOINED).unit();
    let outcomes = store.submit(vec![claim(2), claim(3), independent], Lane::Interactive).await.unwrap();
    assert_eq!(
        outcomes,
        [Outcome::Appended { first: Position(1) }, Outcome::Lost, Outcome::Appended { first: Position(3) }]
    );
    // Nothing of the loser is in the log.
    assert_eq!(whole_log(&store).len(), 3);
    assert_eq!(store.node().index.find(on(3).into(), KindSet::ALL, Position(3)).unwrap(), []);
}

async fn a_unit_is_not_contradicted_by_its_own_events(bench: NodeBench) {
    let store = bench.open().await;
    append(&store, Draft::new().joining(1).joining(1).guard(on(1), JOINED).unit()).await;
}

async fn an_event_of_a_type_that_this_program_does_not_know_disturbs_every_guard_on_its_tag(bench: NodeBench) {
    let store = bench.open().await;
    let from_the_future = Draft::new().joining(1).change(|event| event.event_type = "PersonsEntangled".to_owned());
    append(&store, from_the_future.unit()).await;
    let guarded = |n| Draft::new().joining(9).guard(on(n), &[EventKind::PersonRegistered]).unit();
    assert_eq!(submit(&store, guarded(1)).await.unwrap(), Outcome::Lost);
    append(&store, guarded(2)).await;
}

async fn whoever_lost_may_read_again_and_decide_again_under_the_same_command(bench: NodeBench) {
    let store = bench.open().await;
    let command = new_command();
    let types = KindSet::of(JOINED);
    let mut reading = store.read();
    assert!(reading.events(on(1), types).unwrap().is_empty());
    append(&store, Draft::new().joining(1).unit()).await;
    let outcome = submit(&store, Draft::of(command).joining(1).under(reading.into_condition()).unit()).await.unwrap();
    assert_eq!(outcome, Outcome::Lost);

    let mut reading = store.read();
    assert_eq!(reading.events(on(1), types).unwrap().len(), 1);
    append(&store, Draft::of(command).joining(1).under(reading.into_condition()).unit()).await;
    assert_eq!(whole_log(&store).len(), 2);
}

async fn a_reading_sees_nothing_past_the_position_at_which_it_began(bench: NodeBench) {
    let store = bench.open().await;
    append(&store, Draft::new().joining(1).joining(2).unit()).await;
    let mut reading = store.read();
    append(&store, Draft::new().joining(1).joining(2).unit()).await;

    let seen: Vec<Position> =
        reading.events(on(1), KindSet::ALL).unwrap().iter().map(|event| event.position()).collect();
    assert_eq!(seen, [Position(1)]);
    assert!(reading.events(on(2), KindSet::of(&[EventKind::PersonRegistered])).unwrap().is_empty());
    let condition = reading.into_condition();
    assert_eq!((condition.read_at, condition.guards.len()), (Position(2), 2));
    // Both reads count: the second found nothing, and that is what was decided upon.
    assert_eq!(submit(&store, Draft::new().joining(3).under(condition).unit()).await.unwrap(), Outcome::Lost);
}
