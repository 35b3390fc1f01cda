//! Read models of random histories in which records are linked and events stop counting: whoever follows has what whoever
//! rebuilds has, and both say what the log says, today and at the end of every past day.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a broken assumption must fail the test")]

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::PathBuf;

use domain::cause::cause;
use domain::status::status;
use domain::{Cause, Person, Status};
use events::{Day, Fact, Head, OpenedEvent, PersonOid, Position};
use proptest::prelude::*;
use rusqlite::Connection;
use uuid::Uuid;

use crate::batch::fold;
use crate::counts::query::{Criteria, Scope, Summary, changed, summary, summary_at};
use crate::failures::query::{Question, page};
use crate::import_rows::query::{ImportRow, of_import};
use crate::imports::query::get;
use crate::people::fold::People;
use crate::read_db::{create, create_indexes, remove};
use crate::set_aside::fold::Batch;
use crate::{ReadError, compare};

mod histories;

use histories::{IMPORT, Log, PEOPLE, Step, any_step, group_of, oid, person_of, rows_of};

/// What the log says, folded from zero.
struct Told {
    summary: Summary,
    /// Of each record that occurs in a row: its state, and the number of its person.
    rows: BTreeMap<PersonOid, (Status, Option<PersonOid>)>,
    failing: BTreeMap<PersonOid, Cause>,
}

fn told(events: &[OpenedEvent]) -> Told {
    let imported: BTreeSet<PersonOid> = rows_of(events).into_values().collect();
    let mut told = Told { summary: Summary::default(), rows: BTreeMap::new(), failing: BTreeMap::new() };
    let mut heads = BTreeSet::new();
    for oid in imported {
        let group = group_of(events, oid).unwrap();
        let state = status(group.shown());
        told.rows.insert(oid, (state, group.oppijanumero()));
        if heads.insert(group.head().oid) {
            match state {
                Status::Successful => told.summary.successful += 1,
                Status::InProgress => told.summary.in_progress += 1,
                Status::Failed => told.summary.failed += 1,
            }
            told.failing.extend(cause(group.shown()).map(|cause| (group.head().oid, cause)));
        }
    }
    told
}

/// A file of read models of events that came so many at a time.
struct Models(PathBuf);

impl Models {
    /// `forgets` reads everybody from the file for each batch.
    fn of(events: &[OpenedEvent], at_once: usize, forgets: bool) -> Models {
        let path = std::env::temp_dir().join(format!("oppijaloki-counts-{}.db", Uuid::new_v4()));
        let connection = create(&path, Uuid::nil()).unwrap();
        create_indexes(&connection).unwrap();
        let person_at = |oid: PersonOid, at: Position| -> Result<Option<Person>, ReadError> {
            Ok(person_of(&events[..at.0 as usize], oid))
        };
        let mut people = People::open(&connection).unwrap();
        for part in events.chunks(at_once) {
            if forgets {
                people = People::open(&connection).unwrap();
            }
            let last = &part.last().unwrap().recorded;
            let reached = Head { position: last.position, chain: last.chain };
            let batch = Batch { events: part.to_vec(), aside: Vec::new(), reached };
            fold(&connection, &mut people, &batch, &person_at).unwrap();
        }
        Models(path)
    }

    fn ask<T>(&self, ask: impl FnOnce(&Connection) -> T) -> T {
        ask(&Connection::open(&self.0).unwrap())
    }
}

impl Drop for Models {
    fn drop(&mut self) {
        let _ = remove(&self.0);
    }
}

fn say_what_the_log_says(connection: &Connection, events: &[OpenedEvent]) {
    let told = told(events);
    assert_eq!(summary(connection, &Scope::Everybody, &Criteria::default()).unwrap(), told.summary);
    let of_import = Criteria { import: Some(IMPORT), ..Criteria::default() };
    assert_eq!(summary(connection, &Scope::Everybody, &of_import).unwrap(), told.summary, "counted one by one");
    let mut by_status: HashMap<Status, u32> = HashMap::new();
    of_import_rows(connection, |oid, status, oppijanumero| {
        assert_eq!(told.rows.get(&oid), Some(&(status, oppijanumero)), "{oid}");
        *by_status.entry(status).or_default() += 1;
    });
    assert_eq!(led_to(connection), rows_of(events));
    let import = get(connection, IMPORT).unwrap().unwrap();
    assert_eq!(import.conflicts as usize, in_conflict(events));
    assert_eq!(numbers(connection), renumbered(events));
    let counted = |status| by_status.get(&status).copied().unwrap_or_default();
    let expected = [Status::Successful, Status::InProgress, Status::Failed].map(counted);
    assert_eq!([import.successful, import.in_progress, import.failed], expected);
    let (scope, search) = (Scope::Everybody, None);
    let (import, since_before, since_from, modified_since) = (None, None, None, None);
    let all = Question { scope, as_of: None, cause: None, import, since_before, since_from, modified_since, search };
    let (listed, _) = page(connection, &all, None, 100).unwrap();
    let listed: BTreeMap<PersonOid, Cause> = listed.iter().map(|one| (one.person.oid, one.cause)).collect();
    assert_eq!(listed, told.failing);
    let (changed, total) = changed(connection, &Scope::Everybody, &Criteria::default(), 0, 100).unwrap();
    assert_eq!(total as usize, told.rows.len(), "records that senders know");
    for (oid, person) in changed {
        assert_eq!(person.oid, group_of(events, oid).unwrap().head().oid);
    }
}

fn of_import_rows(connection: &Connection, mut take: impl FnMut(PersonOid, Status, Option<PersonOid>)) {
    of_import(connection, IMPORT, |row| {
        let (group, status) = row.person.unwrap();
        take(group.addressed().oid, status, group.oppijanumero());
    })
    .unwrap();
}

/// The person to whom each row leads.
fn led_to(connection: &Connection) -> BTreeMap<u32, PersonOid> {
    let mut found = BTreeMap::new();
    let take = |row: ImportRow| found.extend([(row.row, row.person.unwrap().0.addressed().oid)]);
    of_import(connection, IMPORT, take).unwrap();
    found
}

/// How many rows are in a conflict: only those that were assigned to somebody.
fn in_conflict(events: &[OpenedEvent]) -> usize {
    let conflicts = events.iter().filter_map(|event| match &event.fact {
        Fact::ImportRowReassigned(with) => Some((with.data.row, !with.data.conflicts.is_empty())),
        _ => None,
    });
    conflicts.collect::<BTreeMap<u32, bool>>().values().filter(|differs| **differs).count()
}

/// Records in rows that have another number than they first had: the last one before, and when it changed.
type Numbers = BTreeMap<PersonOid, (PersonOid, i64)>;

/// The numbers of a record that was in a row when they changed.
struct Changed {
    first: Option<PersonOid>,
    was: Option<PersonOid>,
    now: Option<PersonOid>,
    at: i64,
}

fn renumbered(events: &[OpenedEvent]) -> Numbers {
    let (mut changed, mut before) = (BTreeMap::<PersonOid, Changed>::new(), BTreeMap::new());
    for (n, event) in events.iter().enumerate() {
        let then = &events[..=n];
        // Whose row goes away with this very event had it when the number changed, and whose comes has it.
        let imported: BTreeSet<PersonOid> = rows_of(then).into_values().collect();
        for oid in (1..=PEOPLE).map(oid) {
            let now = group_of(then, oid).and_then(|group| group.oppijanumero());
            let was = before.insert(oid, now).flatten();
            if was == now || !imported.contains(&oid) {
                continue;
            }
            let at = event.recorded_at().millis();
            // A record's own first number is no change, and is the one that its senders know.
            let own_first = (was.is_none() && now == Some(oid)).then_some(oid);
            match changed.get(&oid).map(|known| known.first) {
                None if own_first.is_some() => {}
                known => {
                    let first = known.unwrap_or(was).or(own_first);
                    changed.insert(oid, Changed { first, was, now, at });
                }
            }
        }
    }
    let another = |(oid, one): (PersonOid, Changed)| {
        let first = one.first.filter(|_| one.now != one.first)?;
        Some((oid, (one.was.unwrap_or(first), one.at)))
    };
    changed.into_iter().filter_map(another).collect()
}

fn numbers(connection: &Connection) -> Numbers {
    let select = "SELECT oid, coalesce(was, first), at FROM renumbered JOIN people ON key = person
                  WHERE first IS NOT NULL AND now IS NOT first";
    let mut find = connection.prepare(select).unwrap();
    let number = |number| PersonOid::from_number(number);
    let rows = find.query_map([], |row| Ok((number(row.get(0)?), (number(row.get(1)?), row.get(2)?)))).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

/// Days end after the last event of each.
fn days(events: &[OpenedEvent]) -> BTreeMap<Day, usize> {
    events.iter().enumerate().map(|(n, event)| (Day(event.recorded_at().day_in_finland()), n + 1)).collect()
}

/// Whoever is linked and separated on one day is on the error list as before, however the events fell into batches.
#[test]
fn an_entry_of_the_error_list_that_changes_and_changes_back_on_one_day_stays_as_it_was() {
    let steps = [
        Step::Register(3, None),
        Step::Join(3, 0),
        Step::Row(3),
        Step::Register(2, None),
        Step::Link(2, 3),
        Step::Register(1, None),
        Step::Reverse(3),
    ];
    let events = Log::of(&steps);
    let rebuilt = Models::of(&events, events.len(), false);
    let followed = Models::of(&events, 1, false);
    assert_eq!(compare(&followed.0, &rebuilt.0).unwrap().err(), None);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, max_shrink_iters: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_linked_reversed_withdrawn_or_erased_read_models_say_what_the_log_says(
        steps in proptest::collection::vec(any_step(), 1..40), at_once in 1usize..9
    ) {
        let events = Log::of(&steps);
        let rebuilt = Models::of(&events, events.len(), false);
        rebuilt.ask(|connection| say_what_the_log_says(connection, &events));
        for forgets in [false, true] {
            let followed = Models::of(&events, at_once, forgets);
            prop_assert_eq!(compare(&followed.0, &rebuilt.0).unwrap().err(), None);
        }
        for (day, until) in days(&events) {
            let then = rebuilt.ask(|connection| summary_at(connection, &Scope::Everybody, day).unwrap());
            prop_assert_eq!(then, told(&events[..until]).summary);
        }
    }
}
