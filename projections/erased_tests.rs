//! Rows, imports and erasures of subjects whose data cannot be read: no fact is lost, nothing personal stays, and anyone who
//! has read the data before keeps no more than anyone who comes later.

#![allow(clippy::unwrap_used, reason = "a broken assumption must fail the test")]

use std::sync::Arc;

use events::catalogue::*;
use events::codes::*;
use events::envelope::ENVELOPE_FORMAT;
use events::person::PersonDetails;
use events::sealed::Algorithm;
use events::*;
use rusqlite::Connection;
use rusqlite::types::Value;
use uuid::Uuid;

use crate::batch::fold;
use crate::erasures::query::pending;
use crate::people::fold::People;
use crate::read_db::{create, create_indexes, remove};
use crate::set_aside::fold::Batch;

fn oid() -> PersonOid {
    PersonOid::issue(1_234_567_890)
}

const IMPORT_ID: ImportId = ImportId(Uuid::from_u128(77));
const IMPORT: Subject = Subject::Import(IMPORT_ID);

fn person() -> Subject {
    Subject::Person(oid())
}

fn key(subject: Subject) -> KeyId {
    KeyId(Uuid::from_u128(if subject == IMPORT { 2 } else { 1 }))
}

/// An event at a position, found by person and import, caused by the one before.
fn event(position: u64, fact: impl Into<Fact>, subject: Option<Subject>) -> OpenedEvent {
    let (fact, id) = (fact.into(), |n: u64| EventId(Uuid::from_u128(n.into())));
    let meta = Meta {
        recorded: Instant::from_millis(1_793_613_600_000 + position as i64),
        valid_from: None,
        actor: Actor::Person("official".to_owned()),
        right: None,
        organisations: vec![],
        channel: Channel::Onr,
        client: None,
        command: CommandId(Uuid::from_u128(3)),
        request: RequestId(Uuid::from_u128(4)),
        cause: Some(id(position - 1)),
        reason: None,
        compensates: None,
        asked: None,
        rules: None,
        register: None,
    };
    let part = |subject| SealedPart {
        subject,
        key: key(subject),
        algorithm: Algorithm::Aes256Gcm,
        nonce: [0; 12],
        bytes: Vec::new(),
    };
    let tags = match &fact {
        Fact::ImportReceived(_) | Fact::ImportRowRefused(_) | Fact::ImportCompleted(_) => vec![Tag::Import(IMPORT_ID)],
        _ => vec![Tag::Person(oid()), Tag::Import(IMPORT_ID)],
    };
    let envelope = Envelope {
        format: ENVELOPE_FORMAT,
        id: id(position),
        event_type: fact.event_type().to_owned(),
        version: fact.version(),
        tags,
        data: fact.data_bytes(),
        sealed: subject.map(part).into_iter().collect(),
        meta,
    };
    let recorded = Recorded { position: Position(position), chain: Chain::START, size: 0, envelope };
    OpenedEvent { recorded: Arc::new(recorded), fact }
}

/// An import with a row that created a person, one that differed from them, and one that was refused; then the order to
/// erase the person, that it was done, and the end of the import's data.
fn history() -> Vec<OpenedEvent> {
    let (oid, import_id) = (oid(), IMPORT_ID);
    let (import, about) = (Position(1), Provenance::unlinked(oid, Some(FoundBy::Oid)));
    // One set for all: what number a set gets depends on how events fall into batches.
    let organisations = vec![OrganisationOid::root()];
    let (interface, origin) = (Interface::Oppija, Origin::ImportRow);
    let registered = PersonRegistered { about, origin, import: Some(import), organisations: organisations.clone() };
    let received = ImportReceived { import_id, interface, rows: 3, organisations, service: None };
    let resolved = |row, outcome, conflicts: &[ConflictKind]| {
        let (conflicts, contradicting, withheld) = (conflicts.to_vec(), vec![], false);
        let hetu_offered = false;
        let data = ImportRowResolved { import, row, about, outcome, conflicts, contradicting, withheld, hetu_offered };
        With::new(data, ResolvedRow { tunniste: Some(format!("reference {row}")), sent: None })
    };
    let refused = ImportRowRefused { import, row: 2, about: None, cause: RowRefusal::TooLarge, field: None };
    let matched = RowOutcome::Matched(IdentifierKind::Oid);
    let order = ErasureOrdered { about, persons: vec![oid], keys: vec![key(person())], handles: vec![] };
    vec![
        event(1, With::new(received, NoticeAddress { email: Some("n@example.org".to_owned()) }), Some(IMPORT)),
        event(2, With::new(registered, PersonDetails::default()), Some(person())),
        event(3, resolved(0, RowOutcome::Created, &[]), Some(person())),
        event(4, resolved(1, matched, &[ConflictKind::Spelling]), Some(person())),
        event(5, With::new(refused, RefusedRow { tunniste: Some("reference 2".to_owned()) }), Some(IMPORT)),
        event(6, With::new(ConflictReviewed { about, import, row: 1 }, NothingPersonal {}), None),
        event(7, With::new(ImportCompleted { import, resolved: 2, refused: 1 }, NothingPersonal {}), None),
        event(8, With::new(order, NothingPersonal {}), None),
        event(9, With::new(PersonalDataErased { about, persons: vec![oid] }, NothingPersonal {}), None),
        event(10, With::new(ImportDataExpired { import_id, key: key(IMPORT) }, NothingPersonal {}), None),
    ]
}

/// The positions after which the person's, and the import's data cannot be read any more.
const ORDERED: usize = 8;
const DONE: usize = 9;
const EXPIRED: usize = 10;

/// The same events, opened when these subjects' data cannot be read.
fn opened(events: &[OpenedEvent], gone: &[Subject], opening: Opening<'_>) -> Vec<OpenedEvent> {
    let open = |event: &OpenedEvent| {
        let envelope = &event.recorded.envelope;
        if !envelope.sealed.iter().any(|part| gone.contains(&part.subject)) {
            return event.clone();
        }
        let fact = Fact::decode(&envelope.event_type, envelope.version, &envelope.data, Some(opening)).unwrap();
        OpenedEvent { recorded: Arc::clone(&event.recorded), fact }
    };
    events.iter().map(open).collect()
}

/// Nothing stops counting here.
fn nobody(_: PersonOid, _: Position) -> Result<Option<domain::Person>, crate::ReadError> {
    Ok(None)
}

/// Read models of events that came so many at a time.
fn models<T>(events: &[OpenedEvent], at_once: usize, ask: impl FnOnce(&Connection) -> T) -> T {
    let path = std::env::temp_dir().join(format!("oppijaloki-erased-{}.db", Uuid::new_v4()));
    let connection = create(&path, Uuid::nil()).unwrap();
    create_indexes(&connection).unwrap();
    let mut people = People::open(&connection).unwrap();
    for part in events.chunks(at_once) {
        let last = &part.last().unwrap().recorded;
        let reached = Head { position: last.position, chain: last.chain };
        fold(&connection, &mut people, &Batch { events: part.to_vec(), aside: Vec::new(), reached }, &nobody).unwrap();
    }
    let answer = ask(&connection);
    drop(connection);
    remove(&path).unwrap();
    answer
}

fn rows(connection: &Connection, query: &str) -> Vec<Vec<Value>> {
    let mut statement = connection.prepare(query).unwrap();
    let columns = statement.column_count();
    let found = statement.query_map([], |row| (0..columns).map(|column| row.get(column)).collect()).unwrap();
    found.map(Result::unwrap).collect()
}

fn everything(connection: &Connection) -> Vec<Vec<Vec<Value>>> {
    let tables = ["import_rows", "conflict_reviews", "imports", "imports_by_day", "erasures", "notices"];
    tables.iter().map(|table| rows(connection, &format!("SELECT * FROM {table}"))).collect()
}

fn references(connection: &Connection) -> Vec<Option<String>> {
    let mut statement = connection.prepare("SELECT tunniste FROM import_rows ORDER BY row").unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

#[test]
fn references_go_with_the_data_that_they_were_sent_with() {
    let text = |row: u32| Some(format!("reference {row}"));
    let left = |length: usize| models(&history()[..length], 3, references);
    assert_eq!(left(ORDERED - 1), [text(0), text(1), text(2)]);
    assert_eq!(left(ORDERED), [None, None, text(2)], "a refused row is the import's");
    assert_eq!(left(EXPIRED), [None, None, None]);
}

#[test]
fn an_erasure_is_pending_until_it_is_done() {
    let pending = |length: usize| models(&history()[..length], 1, |connection| pending(connection).unwrap());
    assert_eq!((pending(ORDERED - 1), pending(ORDERED), pending(DONE)), (vec![], vec![Position(8)], vec![]));
}

#[test]
fn whoever_read_the_data_before_it_went_keeps_no_more_than_whoever_comes_later() {
    let gone: [(usize, &[Subject]); 3] = [(ORDERED, &[person()]), (DONE, &[person()]), (EXPIRED, &[person(), IMPORT])];
    for (length, gone) in gone {
        let events = &history()[..length];
        let later = models(&opened(events, gone, Opening::Erased), length, everything);
        for at_once in [1, 4, length] {
            assert_eq!(models(events, at_once, everything), later, "{length} events, {at_once} at a time");
        }
    }
}

#[test]
fn a_lost_key_takes_no_fact_away() {
    let events = &history()[..ORDERED - 1];
    let facts = |connection: &Connection| {
        let import =
            "SELECT number, total, resolved, refused, successful, in_progress, conflicts, completed FROM imports";
        let rows_of = "SELECT import, row, person, conflicts, withheld, refusal FROM import_rows";
        [import, rows_of, "SELECT * FROM conflict_reviews"].map(|query| rows(connection, query))
    };
    let whole = models(events, 2, facts);
    for gone in [&[person()][..], &[IMPORT], &[person(), IMPORT]] {
        for opening in [Opening::KeyLost, Opening::Erased] {
            assert_eq!(models(&opened(events, gone, opening), 2, facts), whole, "{gone:?}");
        }
    }
}
