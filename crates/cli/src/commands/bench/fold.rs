//! How long it takes to fold a person of whom many events no longer count: twice over their events.

use std::sync::Arc;
use std::time::Instant;

use domain::Person;
use events::catalogue::{
    AssignedHetu, HetuAssigned, HetuRemoved, OrganisationJoined, PersonRegistered, Provenance, RemovedHetu,
    ReversalStatement, Reversed,
};
use events::codes::{HetuFate, Origin};
use events::envelope::ENVELOPE_FORMAT;
use events::{
    Chain, CommandId, Envelope, Fact, Handle, Hetu, OpenedEvent, OrganisationOid, PersonOid, Position, Recorded, Tag,
    With,
};
use uuid::Uuid;

use super::client::{millis, percentile};
use super::journal::meta;
use crate::commands::Failure;

/// Events of the person, and how many of them are reversed, each by an event of its own.
const EVENTS: u64 = 1_000;
const REVERSED: u64 = 100;
const TIMES: usize = 500;

/// Prints the figure.
pub fn measure() -> Result<(), Failure> {
    let hetu = Hetu::compose(events::date(1998, 3, 14), '-', 946)
        .ok_or_else(|| Failure("an invented hetu is none".to_owned()))?;
    let organisation = |n: u64| format!("1.2.246.562.10.{n:011}").parse::<OrganisationOid>();
    let person = PersonOid::issue(1_000_000_000);
    let (about, handle) = (Provenance::unlinked(person, None), Handle([1; 16]));
    let mut history = Vec::new();
    for n in 1..=EVENTS + REVERSED {
        let fact: Fact = if n == 1 {
            let data = PersonRegistered { about, origin: Origin::ImportRow, import: None, organisations: Vec::new() };
            With::new(data, Default::default()).into()
        } else if n > EVENTS {
            let named = 2 + (n - EVENTS) * (EVENTS / REVERSED - 1);
            let data = Reversed { about, events: vec![Position(named)] };
            With::new(data, ReversalStatement { words: None }).into()
        } else if n % 20 == 0 {
            With::new(HetuAssigned { about, assigned: handle }, AssignedHetu { assigned: hetu }).into()
        } else if n % 20 == 10 {
            let data = HetuRemoved { about, removed: handle, fate: HetuFate::Withdrawn };
            With::new(data, RemovedHetu { removed: hetu, words: None }).into()
        } else {
            let organisations = vec![organisation(n % 7).map_err(|error| Failure(error.to_string()))?];
            With::new(OrganisationJoined { about, organisations }, Default::default()).into()
        };
        history.push(event(n, fact, vec![Tag::Person(person)]));
    }
    let mut times = Vec::with_capacity(TIMES);
    for _ in 0..TIMES {
        let began = Instant::now();
        let folded = std::hint::black_box(Person::fold(&history));
        times.push(began.elapsed());
        drop(folded);
    }
    say!(
        "fold       {EVENTS} events of one person and {REVERSED} reversals: median {:.2} ms, p99 {:.2} ms",
        millis(percentile(&mut times, 50)),
        millis(percentile(&mut times, 99))
    );
    Ok(())
}

fn event(position: u64, fact: Fact, tags: Vec<Tag>) -> OpenedEvent {
    let command = CommandId(Uuid::from_u128(position.into()));
    let envelope = Envelope {
        format: ENVELOPE_FORMAT,
        id: command.event(0),
        event_type: fact.event_type().to_owned(),
        version: fact.version(),
        tags,
        data: fact.data_bytes(),
        sealed: Vec::new(),
        meta: meta(command),
    };
    let recorded = Recorded { position: Position(position), chain: Chain::START, size: 0, envelope };
    OpenedEvent { recorded: Arc::new(recorded), fact }
}
