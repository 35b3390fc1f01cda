//! Parts of a history against the whole of it.

use events::catalogue::{ImportRowResolved, OrganisationJoined, PersonRegistered, Provenance, ResolvedRow, RowOutcome};
use events::codes::{Channel, IdentifierKind, Origin};
use events::envelope::ENVELOPE_FORMAT;
use events::person::PersonDetails;
use events::recorded::Recorded;
use events::{Actor, Chain, CommandId, Envelope, Fact, Instant, Meta, OrganisationOid, PersonOid, RequestId, With};
use uuid::Uuid;

use super::*;

fn id(n: u64) -> EventId {
    EventId(Uuid::from_u128(n.into()))
}

fn about() -> Provenance {
    Provenance::unlinked(PersonOid::issue(1), None)
}

fn organisation(n: u64) -> OrganisationOid {
    format!("1.2.246.562.10.{:011}", 990_000_000 + n).parse().unwrap()
}

/// The event at a position; it was caused by another one.
fn event(n: u64, cause: Option<u64>, fact: impl Into<Fact>) -> OpenedEvent {
    let fact = fact.into();
    let meta = Meta {
        recorded: Instant::from_millis(n as i64),
        valid_from: None,
        actor: Actor::Registry,
        right: None,
        organisations: vec![],
        channel: Channel::Reactor,
        client: None,
        command: CommandId(Uuid::nil()),
        request: RequestId(Uuid::nil()),
        cause: cause.map(id),
        reason: None,
        compensates: None,
        asked: None,
        rules: None,
        register: None,
    };
    let (event_type, data, sealed) = (fact.event_type().to_owned(), Vec::new(), Vec::new());
    let tags = vec![Tag::Person(PersonOid::issue(1))];
    let envelope = Envelope { format: ENVELOPE_FORMAT, id: id(n), event_type, version: 1, tags, data, sealed, meta };
    OpenedEvent { recorded: Arc::new(Recorded { position: Position(n), chain: Chain::START, size: 0, envelope }), fact }
}

fn row(n: u64) -> OpenedEvent {
    let data = ImportRowResolved {
        import: Position(1),
        row: n as u32,
        about: about(),
        outcome: RowOutcome::Matched(IdentifierKind::Hetu),
        conflicts: Vec::new(),
        contradicting: Vec::new(),
        withheld: false,
        hetu_offered: false,
    };
    // Of an event of another history, of a row, or of what changed the person.
    let cause = [Some(1), Some(3), Some(2), None][n as usize % 4];
    event(n, cause, With::new(data, ResolvedRow { tunniste: None, sent: None }))
}

fn joined(n: u64) -> OpenedEvent {
    let data = OrganisationJoined { about: about(), organisations: vec![organisation(n)] };
    event(n, Some(2), With::new(data, Default::default()))
}

/// A registration among rows, and changes among rows, beside each other and at the end.
fn history() -> Vec<OpenedEvent> {
    let data = PersonRegistered { about: about(), origin: Origin::ImportRow, import: None, organisations: Vec::new() };
    let registered = event(2, Some(1), With::new(data, PersonDetails::default()));
    vec![registered, row(3), row(5), joined(6), joined(7), row(9), row(10), row(11), joined(14), row(15), joined(20)]
}

fn changes_person(event: &OpenedEvent) -> bool {
    domain::person::CHANGES.contains(events::kind_number(event.fact.event_type()))
}

fn organisations(person: &Person) -> usize {
    person.organisations.len()
}

/// What is shown of an entry: where it stands, organisations before and after, and what caused it.
type Told = (u64, Option<(Option<usize>, usize)>, Option<u64>);

fn told(entry: &HistoryEntry) -> Told {
    let change =
        entry.change.as_ref().map(|(before, after)| (before.as_deref().map(organisations), organisations(after)));
    (entry.event.position().0, change, entry.cause.map(|cause| cause.position.0))
}

/// The same, by folding everything again and again.
fn plainly(history: &[OpenedEvent], n: usize, page: &[OpenedEvent]) -> Told {
    let state = |n: usize| Person::fold(&history[..n]).as_ref().map(organisations);
    let event = &history[n];
    let change = changes_person(event).then(|| (state(n), state(n + 1).unwrap()));
    // A row that caused something is found where it is on the same page.
    let found = |cause: &&OpenedEvent| changes_person(cause) || page.iter().any(|on| on.position() == cause.position());
    let wanted = event.recorded.envelope.meta.cause;
    let cause = history.iter().filter(found).find(|event| Some(event.recorded.envelope.id) == wanted);
    (event.position().0, change, cause.map(|event| event.position().0))
}

fn walk(history: &[OpenedEvent], stop: Option<u64>, part: &[OpenedEvent]) -> (Option<usize>, Vec<HistoryEntry>) {
    let mut walk = Walk::new(PersonOid::issue(1), &[], stop.map(Position), part.to_vec());
    history.iter().filter(|event| changes_person(event)).for_each(|event| walk.take(event.clone()));
    let (_, stood, part) = walk.end();
    (
        stood.as_ref().map(organisations),
        part.behind(&Curtain { protected: None, compares: true, sent: None }, &Default::default()),
    )
}

#[test]
fn whatever_part_is_looked_at_its_entries_say_what_they_changed_and_what_caused_them() {
    let history = history();
    for from in 0..=history.len() {
        for to in from..=history.len() {
            let page = &history[from..to];
            let (_, entries) = walk(&history, None, page);
            let expected: Vec<Told> = (from..to).map(|n| plainly(&history, n, page)).collect();
            assert_eq!(entries.iter().map(told).collect::<Vec<_>>(), expected, "{from}..{to}");
        }
    }
}

#[test]
fn a_person_is_shown_as_they_stood_at_any_event_whatever_part_is_looked_at() {
    let history = history();
    for stop in 0..=21 {
        let until = history.iter().take_while(|event| event.position().0 <= stop);
        let expected = Person::fold(until).as_ref().map(organisations);
        for page in [&history[..0], &history[2..5], &history[..]] {
            assert_eq!(walk(&history, Some(stop), page).0, expected, "at {stop}");
        }
    }
    assert_eq!(walk(&history, None, &[]).0, Some(4));
}

#[test]
fn people_are_kept_for_entries_that_changed_them_and_for_no_others() {
    let history = history();
    let mut walk = Walk::new(PersonOid::issue(1), &[], None, history.clone());
    history.iter().filter(|event| changes_person(event)).for_each(|event| walk.take(event.clone()));
    assert_eq!(walk.states.len(), 5, "one after each change: it is the one before the next");
}
