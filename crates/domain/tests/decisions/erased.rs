//! Every fold of a subject whose data cannot be read: nothing personal remains, and no fact is lost.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::identify::{Finding, RegisterQuestion};
use domain::notice::{Address, Rows, Verdict};
use domain::person::{Apart, Claim, Failure, IdentifiedBy, Link, Other, Readable};
use domain::review_conflict::RowConflict;
use domain::{Draft, Import, Notices, Person};
use events::catalogue::{FoundBy, ImportNoticeClaimed, ImportRowResolved, Provenance, ResolvedRow, RowOutcome};
use events::codes::{
    ConflictKind, FailureCause, HetuFate, IdentificationWay, IdentifierKind, NotSent, NoticeRound, PassivationCause,
};
use events::date;
use events::person::{ContactOrigin, Names, PersonDetails, RegisterRecord, SentRow};
use events::recorded::OpenedEvent;
use events::{
    CaseId, Day, Fact, Handle, Instant, KeyId, Opening, OrganisationOid, PersonOid, Position, Subject, Tag, With,
};

use crate::acts;
use crate::catalogue::{Whose, whose};
use crate::given::*;
use crate::import::{completed, received, whole};
use crate::person::{contact, joined};
use crate::review_conflict::{self, NUMBER};

/// What must survive an erasure: order, causes, who has access, what was reached.
#[derive(Debug, PartialEq)]
pub struct Facts {
    who: (PersonOid, Option<KeyId>),
    claims: Vec<Claim>,
    organisations: BTreeSet<OrganisationOid>,
    identified: BTreeSet<IdentifiedBy>,
    failure: (Option<Failure>, Option<(FailureCause, events::Instant)>),
    cases: Vec<(CaseId, KeyId)>,
    times: (Instant, Instant),
    positions: (Position, Position),
    present_hetu: Option<Handle>,
    void: bool,
    link: Option<Link>,
    members: BTreeSet<PersonOid>,
    handled_by: Option<String>,
    passive: (Option<PassivationCause>, bool),
    evidence: Position,
    apart: Vec<Apart>,
    others: Vec<Other>,
}

/// Sorts every field of a person: facts, and the names of personal ones that still hold something. A field that is
/// added does not compile before somebody has said which of the two it is.
pub fn sorted(person: &Person) -> (Facts, Vec<&'static str>) {
    let Person {
        oid,
        key,
        readable: _,
        names,
        former_surnames,
        hetu,
        superseded,
        birth_date,
        sent_birth_date,
        sex,
        language,
        nationalities,
        municipality,
        protected,
        died,
        contacts,
        passports,
        emails,
        claims,
        organisations,
        identified,
        failure,
        cases,
        registered_at,
        modified_at,
        hetu_since,
        position,
        present_hetu,
        erased: _,
        void,
        link,
        members,
        handled_by,
        eidas,
        accounts,
        no_finnish_hetu,
        service_language,
        passive,
        sent_while_passive,
        hetu_given: _,
        evidence,
        apart,
        synced_at: _,
        others,
        asked_again,
    } = person.clone();
    let personal = [
        ("names", names != Names::default()),
        ("former_surnames", !former_surnames.is_empty()),
        ("hetu", hetu.is_some()),
        ("superseded", !superseded.is_empty()),
        ("birth_date", birth_date.is_some()),
        ("sent_birth_date", sent_birth_date.is_some()),
        ("sex", sex.is_some()),
        ("language", language.is_some()),
        ("service_language", service_language.is_some()),
        ("nationalities", !nationalities.is_empty()),
        ("municipality", municipality.is_some()),
        ("protected", protected),
        ("died", died.is_some()),
        ("contacts", !contacts.is_empty()),
        ("passports", !passports.is_empty()),
        ("emails", !emails.is_empty()),
        ("eidas", !eidas.is_empty()),
        ("accounts", !accounts.is_empty()),
        ("no_finnish_hetu", no_finnish_hetu),
    ];
    let facts = Facts {
        who: (oid, key),
        claims,
        organisations,
        identified,
        failure: (failure, asked_again),
        cases,
        times: (registered_at, modified_at),
        positions: (hetu_since, position),
        present_hetu,
        void,
        link,
        members,
        handled_by,
        passive: (passive, sent_while_passive),
        evidence,
        apart,
        others,
    };
    (facts, personal.into_iter().filter(|(_, holds)| *holds).map(|(field, _)| field).collect())
}

/// The event as it reads when its sealed part cannot be opened; as before when it has none.
pub fn unreadable(event: &OpenedEvent, opening: Opening<'_>) -> OpenedEvent {
    let envelope = &event.recorded.envelope;
    if envelope.sealed.is_empty() {
        return event.clone();
    }
    let fact = Fact::decode(&envelope.event_type, envelope.version, &envelope.data, Some(opening)).unwrap();
    OpenedEvent { recorded: Arc::clone(&event.recorded), fact }
}

pub fn resolved() -> Draft {
    let (import, row, outcome) = (Position(2), 0, RowOutcome::Matched(IdentifierKind::Hetu));
    let about = Provenance::unlinked(oid(1), Some(FoundBy::Hetu(handle(hetu(946).as_str()))));
    let (conflicts, contradicting, withheld, hetu_offered) = (vec![], vec![], false, false);
    let data = ImportRowResolved { import, row, about, outcome, conflicts, contradicting, withheld, hetu_offered };
    let sent = Some(SentRow { hetu: Some(hetu(946)), ..crate::given::row() });
    let personal = ResolvedRow { tunniste: Some("row".to_owned()), sent };
    Draft::about(oid(1), With::new(data, personal)).tagged([Tag::Import(import_id())])
}

/// A life with every type of event that a person has, so that at its end every personal field holds something.
pub fn life() -> Vec<Draft> {
    let details = PersonDetails {
        passports: vec!["P1".to_owned()],
        emails: vec!["e@example.org".to_owned()],
        contacts: vec![contact(ContactOrigin::Other, "own")],
        ..details()
    };
    let record = RegisterRecord {
        former_hetus: vec![hetu(945)],
        former_surnames: vec!["Peuraniitty".to_owned()],
        protected: true,
        died: Some(Day(date(2026, 11, 1))),
        contacts: vec![contact(ContactOrigin::Register, "registers")],
        ..record()
    };
    let newer = RegisterRecord { former_hetus: vec![hetu(945), hetu(944)], ..record.clone() };
    let mut life = vec![
        registered(oid(1), details),
        joined(vec![organisation(2)]),
        identified_by_official(oid(1), Some("passport seen")),
        failed(oid(1), FailureCause::NamesClearlyDifferent, 1, Some(record.clone())),
        hetu_replaced(oid(1), hetu(946), hetu(947), HetuFate::Superseded),
        failed(oid(1), FailureCause::NotInRegister, 1, None),
        identified(oid(1), record),
        resolved(),
        hetu_assigned(oid(1), hetu(948)),
        refreshed(oid(1), newer),
        row_withheld(oid(1), 0),
        left(oid(1), vec![organisation(2)]),
        hetu_removed(oid(1), hetu(944), HetuFate::Withdrawn),
        linked(oid(1), oid(2)),
        marked_apart(oid(1), oid(3), [13, 1]),
        reversed(oid(1), &[12]).tagged([Tag::Hetu(handle("hetu"))]),
    ];
    life.extend(acts::life());
    life
}

const OPENINGS: [(Opening<'static>, Readable); 2] =
    [(Opening::Erased, Readable::Erased), (Opening::KeyLost, Readable::KeyLost)];

#[test]
fn a_whole_life_fills_every_personal_field() {
    let (_, personal) = sorted(&person(life()));
    assert_eq!(personal.len(), 16, "otherwise the tests here prove nothing: {personal:?}");
}

#[test]
fn a_person_none_of_whose_data_can_be_read_keeps_all_facts() {
    let events = history(life());
    for length in 1..=events.len() {
        for (opening, readable) in OPENINGS {
            let unreadable: Vec<OpenedEvent> =
                events[..length].iter().map(|event| unreadable(event, opening)).collect();
            let person = Person::fold(&unreadable).unwrap();
            assert_eq!((sorted(&person), person.readable), ((facts_of(&events[..length]), vec![]), readable));
        }
    }
}

fn facts_of(events: &[OpenedEvent]) -> Facts {
    sorted(&Person::fold(events).unwrap()).0
}

/// The persons whose event at one place cannot be read, for each place.
fn with_one_unreadable(opening: Opening<'_>) -> Vec<(Fact, Person)> {
    let events = history(life());
    let folded = |place: usize| {
        let mut events = events.clone();
        events[place] = unreadable(&events[place], opening);
        (events[place].fact.clone(), Person::fold(&events).unwrap())
    };
    (0..events.len()).map(folded).collect()
}

#[test]
fn one_part_that_cannot_be_read_leaves_nothing_that_could_pass_for_the_present() {
    let whole = person(life());
    for (opening, readable) in OPENINGS {
        for (fact, person) in with_one_unreadable(opening) {
            // A row is not the person, and neither is a reason, though they are under the person's key.
            let beside = matches!(fact, Fact::ImportRowResolved(_) | Fact::ReasonStated(_));
            if whose(&fact) == Whose::Persons && !beside {
                assert_eq!(sorted(&person), (sorted(&whole).0, vec![]), "{fact:?}");
                assert_eq!(person.readable, readable, "{fact:?}");
            } else {
                // A comparison has a key of its own, which is destroyed when it closes.
                assert!(person == whole, "{fact:?}");
            }
        }
    }
}

#[test]
fn an_order_to_erase_forgets_everything_personal_and_no_fact() {
    for length in 1..=life().len() {
        let before = history(life().into_iter().take(length));
        let order = recorded(length as u64 + 1, erasure_ordered(oid(1)));
        let after = Person::fold(before.iter().chain([&order])).unwrap();
        let (facts, personal) = sorted(&after);
        let expected = Facts {
            times: (moment(1), order.recorded_at()),
            positions: (facts_of(&before).positions.0, order.position()),
            ..facts_of(&before)
        };
        assert_eq!((facts, personal, after.readable), (expected, vec![], Readable::Erased));
    }
}

#[test]
fn an_erased_person_is_the_same_whether_the_data_had_been_read_before_or_not() {
    for length in 1..=life().len() {
        let mut events = history(life().into_iter().take(length));
        events.push(recorded(length as u64 + 1, erasure_ordered(oid(1))));
        for (opening, _) in OPENINGS {
            let later: Vec<OpenedEvent> = events.iter().map(|event| unreadable(event, opening)).collect();
            assert!(Person::fold(&events) == Person::fold(&later), "after {length} events");
        }
    }
}

#[test]
fn nothing_comes_back_after_an_erasure() {
    let mut drafts = vec![registered(oid(1), details()), erasure_ordered(oid(1))];
    drafts.extend(life().into_iter().skip(1));
    let person = person(drafts);
    assert_eq!((sorted(&person).1, person.readable), (vec![], Readable::Erased));
}

#[test]
fn a_lost_key_is_an_alarm_until_an_erasure_explains_it() {
    let events = history(life());
    let readable = |openings: &[(usize, Opening<'_>)], erased: bool| {
        let mut events = events.clone();
        for (place, opening) in openings {
            events[*place] = unreadable(&events[*place], *opening);
        }
        events.extend(erased.then(|| recorded(99, erasure_ordered(oid(1)))));
        Person::fold(&events).unwrap().readable
    };
    assert_eq!(readable(&[(0, Opening::KeyLost), (4, Opening::Erased)], false), Readable::KeyLost);
    assert_eq!(readable(&[(0, Opening::Erased), (4, Opening::KeyLost)], false), Readable::KeyLost);
    assert_eq!(readable(&[(0, Opening::KeyLost)], true), Readable::Erased);
}

#[test]
fn an_unreadable_person_waits_for_nothing_and_is_asked_about_no_more() {
    let (now, way) = (moment(9), IdentificationWay::Automatic);
    let asked = RegisterQuestion { hetu: hetu(946), now, hetus: None, case: case(), way };
    for (opening, _) in OPENINGS {
        let events = history([registered(oid(1), details())]);
        let person = Person::fold(&[unreadable(&events[0], opening)]).unwrap();
        assert_eq!(person.awaits_register(), None);
        assert_eq!(identify(&person, &Finding::Found(Box::new(record())), &asked), []);
        assert!(!person.has_hetu(&hetu(946)));
    }
}

#[test]
fn an_import_is_the_same_whether_its_rows_can_be_read_or_not() {
    let events = history(whole());
    for length in 0..=events.len() {
        let readable = Import::fold(&events[..length]);
        for (opening, _) in OPENINGS {
            let all: Vec<OpenedEvent> = events[..length].iter().map(|event| unreadable(event, opening)).collect();
            assert_eq!(Import::fold(&all), readable);
            for place in 0..length {
                let mut one = events[..length].to_vec();
                one[place] = unreadable(&one[place], opening);
                assert_eq!(Import::fold(&one), readable);
            }
        }
    }
    assert_eq!(Import::fold(&events).unwrap().key, Some(key_of(Subject::Import(import_id()))));
}

#[test]
fn a_conflict_is_the_same_and_can_be_noted_though_nothing_of_it_can_be_read() {
    let conflict = review_conflict::resolved(3, &[ConflictKind::DifferentName]);
    let life = [registered(oid(1), details()), conflict, review_conflict::reviewed(4), review_conflict::reviewed(3)];
    for length in 1..=life.len() {
        let drafts = &life[..length];
        let erased = [drafts, &[erasure_of(drafts)]].concat();
        let state = |events: &[OpenedEvent]| RowConflict::fold(events, NUMBER, 3);
        let (before, events) = (state(&history(drafts.to_vec())), history(erased));
        for (opening, _) in OPENINGS {
            let unreadable: Vec<OpenedEvent> = events.iter().map(|event| unreadable(event, opening)).collect();
            assert_eq!((state(&events), state(&unreadable)), (before, before), "after {length} events");
            assert_eq!(noted(3, state(&unreadable).as_ref()), noted(3, before.as_ref()));
        }
    }
}

fn noted(row: u32, state: Option<&RowConflict>) -> Result<Draft, domain::review_conflict::Refusal> {
    domain::review_conflict::review_conflict(NUMBER, row, state, false)
}

/// An import with everything that can be said of its notices.
fn told() -> Vec<Draft> {
    let notices = Notices::fold(&history([received(Some("n@example.org"))])).unwrap();
    let claim = |round, attempt| {
        let (import, failed, counted_at) = (Position(1), Vec::new(), Position(2));
        notices.claimed(ImportNoticeClaimed { import, round, attempt, open: 1, failed, counted_at })
    };
    let (first, further) = (NoticeRound::First, NoticeRound::Further);
    let sent = [claim(first, 1), claim(first, 2), notices.sent(first), claim(further, 1)];
    let mut all = vec![received(Some("n@example.org")), completed()];
    all.extend(sent);
    all.push(notices.not_sent(further, NotSent::Refused));
    all
}

#[test]
fn the_notices_of_an_import_whose_address_cannot_be_read_lack_nothing_else_and_go_nowhere() {
    let events = history(told());
    for length in 1..=events.len() {
        let whole = Notices::fold(&events[..length]).unwrap();
        for (opening, address) in [(Opening::Erased, Address::Expired), (Opening::KeyLost, Address::KeyLost)] {
            let unreadable: Vec<OpenedEvent> =
                events[..length].iter().map(|event| unreadable(event, opening)).collect();
            let notices = Notices::fold(&unreadable).unwrap();
            assert_eq!(notices, Notices { address, ..whole.clone() }, "after {length} events");
            let rows = Rows { open: 0, failed: Vec::new(), failed_since: true, counted_at: Position(9) };
            let ends = address == Address::Expired && whole.completed_at.is_some() && !whole.ended;
            match notices.decide(&rows, 0, moment(99)) {
                Verdict::Send(_) => panic!("sent to an address that nobody can read"),
                Verdict::End(end) => assert!(ends && end.cause == NotSent::Expired, "after {length} events"),
                Verdict::Wait => assert!(!ends, "after {length} events"),
            }
        }
    }
    // Whether there was an address cannot be told either, once the import's data has expired.
    let silent = history([received(None), completed()]);
    let silent: Vec<OpenedEvent> = silent.iter().map(|event| unreadable(event, Opening::Erased)).collect();
    assert_eq!(Notices::fold(&silent).unwrap().address, Address::Expired);
}
