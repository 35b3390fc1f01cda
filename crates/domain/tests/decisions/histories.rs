//! Properties of any plausible history of a person: events in any order, any of them unreadable.

use domain::earlier_rows::EarlierRows;
use domain::identify::{Finding, RegisterQuestion};
use domain::match_row::{Handles, RowOf};
use domain::person::{Applied, CHANGES, Readable};
use domain::register_record::KnownRecord;
use domain::register_says::RegisterSays;
use domain::{Draft, Person, look_up, status::status};
use events::codes::{FailureCause, HetuFate, IdentificationWay};
use events::person::{Names, PersonDetails, RegisterRecord, SentRow};
use events::recorded::OpenedEvent;
use events::{Day, Hetu, Opening, Position};
use proptest::prelude::*;

use crate::erased::{resolved, sorted, unreadable};
use crate::given::*;
use crate::import::whole;
use crate::person::joined;

fn any_hetu() -> impl Strategy<Value = Hetu> {
    (900u16..910).prop_map(hetu)
}

fn any_names() -> impl Strategy<Value = Names> {
    let name = "[ABÅ][aeo]{0,3}( [AB][aeo]{1,3}|-[AB][aeo]{1,3})?";
    (name, "[AB]?[aeo]{0,2}", name)
        .prop_map(|(first_names, call_name, surname)| names(&first_names, &call_name, &surname))
}

fn any_details() -> impl Strategy<Value = PersonDetails> {
    (any_names(), proptest::option::of(any_hetu()), any::<bool>(), any::<bool>()).prop_map(
        |(names, hetu, born, passport)| {
            let passports = passport.then(|| "P1".to_owned()).into_iter().collect();
            PersonDetails { names, hetu, birth_date: born.then_some(Day(BORN)), passports, ..details() }
        },
    )
}

fn any_record() -> impl Strategy<Value = RegisterRecord> {
    (any_hetu(), any_names(), any::<bool>(), any::<bool>()).prop_map(|(current, names, protected, known)| {
        let text = |text: &str| known.then(|| text.to_owned());
        let former_hetus = if known { vec![hetu(911)] } else { Vec::new() };
        RegisterRecord {
            hetu: current,
            names,
            former_hetus,
            protected,
            sex: text("1"),
            municipality: text("091"),
            ..record()
        }
    })
}

fn any_change() -> impl Strategy<Value = Draft> {
    let one = oid(1);
    let any_fate = prop_oneof![Just(HetuFate::Superseded), Just(HetuFate::Withdrawn)];
    prop_oneof![
        (0u64..4).prop_map(|number| joined(vec![organisation(number)])),
        any_hetu().prop_map(move |assigned| hetu_assigned(one, assigned)),
        (0u64..4).prop_map(move |number| left(one, vec![organisation(number)])),
        Just(row_withheld(one, 0)),
        any_record().prop_map(move |record| refreshed(one, record)),
        (any_hetu(), any_hetu(), any_fate).prop_map(move |(from, to, fate)| hetu_replaced(one, from, to, fate)),
        any_record().prop_map(move |record| identified(one, record)),
        (any_record(), 0usize..FailureCause::ALL.len(), 1u32..20, any::<bool>()).prop_map(
            move |(record, cause, attempt, kept)| failed(
                one,
                FailureCause::ALL[cause],
                attempt,
                kept.then_some(record)
            )
        ),
        any::<bool>().prop_map(move |words| identified_by_official(one, words.then_some("words"))),
        Just(resolved()),
        (0..whole().len()).prop_map(|index| whole().remove(index)),
        any_details().prop_map(move |details| registered(one, details)),
    ]
}

/// A registration and changes, mostly; sometimes an erasure; sometimes no registration at all.
fn any_drafts() -> impl Strategy<Value = Vec<Draft>> {
    let change = prop_oneof![9 => any_change().boxed(), 1 => Just(erasure_ordered(oid(1))).boxed()];
    (proptest::option::weighted(0.95, any_details()), proptest::collection::vec(change, 0..12)).prop_map(
        |(details, changes)| details.map(|details| registered(oid(1), details)).into_iter().chain(changes).collect(),
    )
}

/// Shows the facts of a history that fails.
struct History(Vec<OpenedEvent>);

impl std::fmt::Debug for History {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.0.iter().map(|event| &event.fact)).finish()
    }
}

fn any_history() -> impl Strategy<Value = History> {
    let openings = proptest::collection::vec(prop_oneof![8 => Just(0u8), 1 => Just(1u8), 1 => Just(2u8)], 13);
    (any_drafts(), openings).prop_map(|(drafts, openings)| {
        let open = |(event, opening): (OpenedEvent, u8)| match opening {
            0 => event,
            1 => unreadable(&event, Opening::Erased),
            _ => unreadable(&event, Opening::KeyLost),
        };
        History(history(drafts).into_iter().zip(openings).map(open).collect())
    })
}

/// Every decision gets an answer about such a person.
fn decide_everything(person: &Person, record: RegisterRecord) {
    let (hetu, hetus) = (person.hetu.map_or(hetu(946), |known| known.hetu), hetus_of(&record, &[]));
    let way = IdentificationWay::Automatic;
    let asked = RegisterQuestion { hetu, now: moment(50), hetus: Some(&hetus), case: case(), way };
    identify(person, &Finding::Found(Box::new(record.clone())), &asked);
    identify(person, &Finding::NotFound, &asked);
    let organisations = [organisation(7)];
    let of = RowOf { import: Position(1), id: import_id(), row: 0, organisations: &organisations };
    let handles = Handles { hetu: Some(handle(hetu.as_str())), ..Handles::default() };
    let holders = Holders { hetu: Some(person), ..Holders::default() };
    let known = KnownRecord { record: &record, hetus: &hetus };
    let asked = look_up::LookUp { hetu, names: own_names(), organisations: organisations.to_vec() };
    let sent = SentRow { hetu: Some(hetu), ..row() };
    let said = RegisterSays::Record(known, EarlierRows::none());
    for register in [RegisterSays::NotAsked, RegisterSays::Nothing, said] {
        let decided = match_row(&of, &sent, &handles, &holders, oid(2), register);
        assert!(decided.map_or(matches!(register, RegisterSays::NotAsked), |drafts| !drafts.is_empty()));
        let _ = look_up::found(&asked, &domain::Group::alone(person.clone()), handle(hetu.as_str()), register);
    }
    status(person);
    person.awaits_register();
}

proptest! {
    #[test]
    fn any_history_folds_and_any_person_can_be_decided_about(History(history) in any_history(), record in any_record()) {
        let Some(person) = Person::fold(&history) else { return Ok(()) };
        prop_assert_eq!(person.position, history.last().unwrap().position());
        prop_assert_eq!(person.readable == Readable::Yes || sorted(&person).1.is_empty(), true);
        decide_everything(&person, record);
    }

    #[test]
    fn a_kept_state_and_the_events_since_give_the_same_as_all_events(History(history) in any_history(), split in 0usize..13) {
        let (before, since) = history.split_at(split.min(history.len()));
        let kept = minicbor::to_vec(Person::fold(before)).unwrap();
        let mut person: Option<Person> = minicbor::decode(&kept).unwrap();
        for (n, event) in since.iter().enumerate() {
            if Person::apply(&mut person, event) == Applied::ReadAgain {
                person = Person::fold(&history[..=before.len() + n]);
            }
        }
        prop_assert!(person == Person::fold(&history));
    }

    #[test]
    fn only_changes_change_a_person(History(history) in any_history()) {
        let changes = history.iter().filter(|event| CHANGES.has(event.fact.kind()));
        let mut from_changes = Person::fold(changes);
        let person = Person::fold(&history);
        if let (Some(from_changes), Some(person)) = (&mut from_changes, &person) {
            from_changes.position = person.position;
        }
        prop_assert!(from_changes == person);
    }

    #[test]
    fn an_erasure_leaves_the_same_whatever_could_be_read_before(drafts in any_drafts()) {
        let mut events = history(drafts);
        events.push(recorded(99, erasure_ordered(oid(1))));
        let erased: Vec<OpenedEvent> = events.iter().map(|event| unreadable(event, Opening::Erased)).collect();
        prop_assert!(Person::fold(&events) == Person::fold(&erased));
    }
}
