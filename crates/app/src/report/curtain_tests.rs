//! What the curtain hides, from states and from events.

use std::sync::Arc;

use events::catalogue::{IdentificationFailed, IdentifiedFromRegister, PersonRegistered, Provenance};
use events::codes::{Channel, FailureCause, IdentificationWay, Origin};
use events::envelope::ENVELOPE_FORMAT;
use events::person::{ContactDetail, ContactOrigin, Names, PersonDetails};
use events::recorded::Recorded;
use events::{Actor, Chain, CommandId, Envelope, EventId, Hetu, Instant, Meta, PersonOid, RequestId, With};
use uuid::Uuid;

use super::*;

fn group(field: ContactField) -> ContactGroup {
    let details = vec![ContactDetail { field, value: "value".to_owned() }];
    ContactGroup { kind: 4, origin: ContactOrigin::Register, details, origin_code: None }
}

fn contacts() -> Vec<ContactGroup> {
    vec![group(ContactField::StreetAddress), group(ContactField::Email)]
}

fn record(protected: bool) -> RegisterRecord {
    RegisterRecord {
        hetu: Hetu::compose(events::date(1990, 1, 1), '-', 900).unwrap(),
        former_hetus: Vec::new(),
        names: Names::default(),
        former_surnames: Vec::new(),
        birth_date: None,
        sex: None,
        language: None,
        nationalities: Vec::new(),
        municipality: Some("091".to_owned()),
        protected,
        died: None,
        contacts: contacts(),
    }
}

fn event(fact: impl Into<Fact>) -> OpenedEvent {
    let meta = Meta {
        recorded: Instant::from_millis(0),
        valid_from: None,
        actor: Actor::Registry,
        right: None,
        organisations: vec![],
        channel: Channel::Reactor,
        client: None,
        command: CommandId(Uuid::nil()),
        request: RequestId(Uuid::nil()),
        cause: None,
        reason: None,
        compensates: None,
        asked: None,
        rules: None,
        register: None,
    };
    let (id, event_type, data) = (EventId(Uuid::nil()), String::new(), Vec::new());
    let envelope =
        Envelope { format: ENVELOPE_FORMAT, id, event_type, version: 1, tags: Vec::new(), data, sealed: vec![], meta };
    let recorded = Recorded { position: Position(1), chain: Chain::START, size: 0, envelope };
    OpenedEvent { recorded: Arc::new(recorded), fact: fact.into() }
}

fn registered() -> OpenedEvent {
    let about = Provenance::unlinked(PersonOid::issue(1), None);
    let data = PersonRegistered { about, origin: Origin::SingleLearner, import: None, organisations: Vec::new() };
    event(With::new(data, PersonDetails { contacts: contacts(), ..PersonDetails::default() }))
}

fn identified(protected: bool) -> OpenedEvent {
    let about = Provenance::unlinked(PersonOid::issue(1), None);
    let data = IdentifiedFromRegister { about, way: IdentificationWay::Automatic, former: vec![], verified_with: None };
    event(With::new(data, record(protected)))
}

fn curtain(protected: bool) -> Curtain {
    Curtain { protected: Some(protected), compares: false, sent: Some(BTreeSet::new()) }
}

/// Home municipality and fields of contact details that an event shows.
fn shown(event: &OpenedEvent) -> (Option<String>, Vec<ContactField>) {
    let fields = |groups: &[ContactGroup]| groups.iter().flat_map(|group| &group.details).map(|d| d.field).collect();
    match &event.fact {
        Fact::PersonRegistered(with) => (None, fields(&with.personal.known().unwrap().contacts)),
        Fact::IdentifiedFromRegister(with) => {
            let record = with.personal.known().unwrap();
            (record.municipality.clone(), fields(&record.contacts))
        }
        _ => (None, Vec::new()),
    }
}

#[test]
fn an_order_of_now_hides_what_was_known_before_it() {
    let open = vec![ContactField::StreetAddress, ContactField::Email];
    let municipality = Some("091".to_owned());
    for (order, fields, home) in [(true, vec![ContactField::Email], None), (false, open, municipality)] {
        assert_eq!(shown(&curtain(order).event(registered())), (None, fields.clone()));
        assert_eq!(shown(&curtain(order).event(identified(false))), (home.clone(), fields.clone()));
        let mut person = Person::fold(&[registered(), identified(false)]).unwrap();
        assert_eq!(curtain(order).person(&mut person), order);
        assert_eq!((person.municipality, person.contacts.len()), (home, fields.len()));
    }
}

#[test]
fn an_order_of_then_hides_too_but_nothing_from_whoever_reads_everything() {
    assert_eq!(shown(&curtain(false).event(identified(true))), (None, vec![ContactField::Email]));
    let everything = Curtain { protected: None, compares: true, sent: None };
    assert_eq!(shown(&everything.event(identified(true))).0.as_deref(), Some("091"));
    let mut person = Person::fold(&[registered(), identified(true)]).unwrap();
    assert!(!everything.person(&mut person) && person.municipality.is_some());
    assert!(curtain(false).person(&mut person) && person.municipality.is_none());
}

#[test]
fn the_record_that_did_not_fit_is_for_those_who_compare() {
    let about = Provenance::unlinked(PersonOid::issue(1), None);
    let data = IdentificationFailed {
        about,
        cause: FailureCause::NamesClearlyDifferent,
        hint: None,
        attempt: 1,
        next_try: None,
        case: None,
        other_holder: None,
    };
    let failed = || event(With::new(data.clone(), ComparedRecord { record: Some(record(false)) }));
    let seen = |curtain: &Curtain| match curtain.event(failed()).fact {
        Fact::IdentificationFailed(with) => with.personal.known().is_some_and(|compared| compared.record.is_some()),
        _ => false,
    };
    assert!(!seen(&curtain(false)));
    assert!(seen(&Curtain { compares: true, ..curtain(false) }));
}
