//! Records that are one person's: who heads whom, what they look like together, and rows that lead to one of them.

use domain::match_row::{Handles, Holders, RowOf, match_row};
use domain::organisations::{Access, change_access};
use domain::person::IdentifiedBy;
use domain::register_says::RegisterSays;
use domain::{Draft, Group, Person};
use events::catalogue::{FoundBy, Provenance};
use events::codes::{ConflictKind, HetuFate};
use events::person::{PersonDetails, RegisterRecord, SentRow};
use events::recorded::OpenedEvent;
use events::{Fact, PersonOid, Position, Tag};
use proptest::prelude::*;

use crate::counting::settled;
use crate::given::*;

const A: u64 = 1;
const B: u64 = 2;
const C: u64 = 3;

/// The record of an OID with those linked with it, after a history of several persons.
fn group(addressed: u64, events: &[OpenedEvent]) -> Group {
    let of = |oid: PersonOid| {
        Person::fold(events.iter().filter(|event| event.recorded.envelope.tags.contains(&Tag::Person(oid))))
    };
    Group::of(oid(addressed), (1..=6).filter_map(|number| of(oid(number)))).unwrap()
}

pub fn after(addressed: u64, drafts: &[Draft]) -> Group {
    group(addressed, &history(drafts.to_vec()))
}

/// No longer count: a link's tags name both persons.
fn unlinked(places: &[u64], persons: &[u64]) -> Draft {
    let mut draft = reversed(oid(persons[0]), places);
    for person in &persons[1..] {
        draft = draft.tagged([Tag::Person(oid(*person))]);
    }
    draft
}

fn member(number: u64) -> PersonDetails {
    PersonDetails { emails: vec![format!("e{number}@example.org")], language: None, ..without_hetu() }
}

fn three() -> Vec<Draft> {
    vec![registered(oid(A), details()), registered(oid(B), member(B)), registered(oid(C), member(C))]
}

fn heads(drafts: &[Draft]) -> [PersonOid; 3] {
    [A, B, C].map(|number| after(number, drafts).head().oid)
}

#[test]
fn example_5_links_form_a_tree_and_everybody_below_its_root_is_a_member_of_it() {
    let linked_twice = [three(), vec![linked(oid(C), oid(B)), linked(oid(B), oid(A))]].concat();
    assert_eq!(heads(&linked_twice), [oid(A); 3]);
    let members: Vec<PersonOid> = after(C, &linked_twice).members().iter().map(|member| member.oid).collect();
    assert_eq!(members.len(), 2, "two levels outside");
    let upper = [linked_twice.clone(), vec![unlinked(&[5], &[B, A])]].concat();
    assert_eq!(heads(&upper), [oid(A), oid(B), oid(B)]);
    let lower = [linked_twice, vec![unlinked(&[4], &[C, B])]].concat();
    assert_eq!(heads(&lower), [oid(A), oid(A), oid(C)]);
}

#[test]
fn example_4_a_member_has_the_number_of_its_head_and_all_organisations_until_the_link_is_reversed() {
    let life = [three(), vec![identified(oid(A), record()), linked(oid(B), oid(A))]].concat();
    let b = after(B, &life);
    assert_eq!((b.oppijanumero(), b.is_member()), (Some(oid(A)), true));
    let email = handle("e2@example.org");
    let of = RowOf { import: Position(9), id: import_id(), row: 0, organisations: &[organisation(7)] };
    let handles = Handles { email: Some(email), ..Handles::default() };
    let holders = Holders { email: Some(&b), ..Holders::default() };
    let sent = SentRow { email: Some("e2@example.org".to_owned()), ..row() };
    let drafts = match_row(&of, &sent, &handles, &holders, oid(99), RegisterSays::NotAsked).ok().unwrap();
    let about = Provenance { addressed: oid(B), by: Some(FoundBy::Email(email)), head: oid(A) };
    let Fact::OrganisationJoined(joined) = &drafts[0].fact else { panic!("{:?}", types(&drafts)) };
    assert_eq!(joined.data.about, about);
    let Fact::ImportRowResolved(row) = &drafts[1].fact else { panic!("{:?}", types(&drafts)) };
    assert_eq!((row.data.about, row.data.withheld), (about, false));

    let life = [life, drafts].concat();
    assert!(after(A, &life).organisations().contains(&organisation(7)));
    let life = [life, vec![unlinked(&[5], &[B, A])]].concat();
    assert!(!after(A, &life).organisations().contains(&organisation(7)));
    let b = after(B, &life);
    assert!(b.organisations().contains(&organisation(7)) && b.oppijanumero().is_none());
}

#[test]
fn access_given_to_a_member_names_the_head_that_it_was_given_under() {
    let life = [three(), vec![linked(oid(B), oid(A))]].concat();
    let gained = Access::Gained(vec![organisation(7)]);
    let drafts = change_access(&gained, Some(&after(B, &life))).unwrap();
    let [Fact::OrganisationJoined(with)] = [&drafts[0].fact] else { panic!("another event") };
    assert_eq!((with.data.about.addressed, with.data.about.head), (oid(B), oid(A)));
}

#[test]
fn identifiers_that_lead_to_two_records_of_one_person_contradict_nothing() {
    let apart = three();
    let linked_up = [three(), vec![linked(oid(B), oid(A))]].concat();
    let conflicts = |drafts: &[Draft]| {
        let (a, b) = (after(A, drafts), after(B, drafts));
        let handles =
            Handles { hetu: Some(handle(hetu(946).as_str())), email: Some(handle("e2@example.org")), passport: None };
        let holders = Holders { hetu: Some(&a), email: Some(&b), ..Holders::default() };
        let of = RowOf { import: Position(9), id: import_id(), row: 0, organisations: &[organisation(1)] };
        let sent = SentRow { hetu: Some(hetu(946)), email: Some("e2@example.org".to_owned()), ..row() };
        let drafts = match_row(&of, &sent, &handles, &holders, oid(99), RegisterSays::NotAsked).ok().unwrap();
        let Fact::ImportRowResolved(row) = &drafts.last().unwrap().fact else { panic!("{:?}", types(&drafts)) };
        row.data.conflicts.clone()
    };
    assert_eq!(conflicts(&apart), [ConflictKind::ContradictingIdentifiers]);
    assert_eq!(conflicts(&linked_up), []);
}

#[test]
fn example_6_what_was_said_to_either_stays_with_it() {
    let named = |names| RegisterRecord { names, ..record() };
    let of_a = refreshed(oid(A), named(names("Anna", "Anna", "Kettu")));
    let of_b = refreshed(oid(B), named(names("Berta", "Berta", "Kettu")));
    let life = [three(), vec![linked(oid(B), oid(A)), of_a, of_b, unlinked(&[4], &[B, A])]].concat();
    let [a, b] = [A, B].map(|number| after(number, &life).shown().names.call_name.clone());
    assert_eq!((a.as_str(), b.as_str()), ("Anna", "Berta"));
}

#[test]
fn example_10_a_merge_of_two_verified_records_shows_the_newer_hetu_and_its_values() {
    let (h1, h2) = (hetu(946), hetu(947));
    let record_of_b = RegisterRecord { hetu: h2, names: names("Tuulia Vieno", "Tuulia", "Kettukangas"), ..record() };
    let both = vec![
        registered(oid(A), details()),
        asked_by(identified(oid(A), record()), h1),
        registered(oid(B), PersonDetails { hetu: Some(h2), ..details() }),
        asked_by(identified(oid(B), record_of_b), h2),
    ];
    let merge = [both.clone(), vec![hetu_removed(oid(A), h1, HetuFate::Superseded), linked(oid(B), oid(A))]].concat();
    let person = after(A, &merge).into_shown();
    assert_eq!((person.oid, person.oppijanumero()), (oid(A), Some(oid(A))));
    assert!(person.hetu.is_some_and(|own| own.hetu == h2) && person.superseded.iter().any(|former| former.hetu == h1));
    assert_eq!(person.names.call_name, "Tuulia");
    let [a, b] = [A, B].map(|number| after(number, &merge));
    assert!(a.addressed().holds(handle(h1.as_str())) && b.addressed().holds(handle(h2.as_str())));
    let undone = unlinked(&[5, 6], &[A, B]).tagged([Tag::Hetu(handle(h1.as_str()))]);
    let apart = [merge, vec![undone]].concat();
    for number in [A, B] {
        let (now, then) = (after(number, &apart), after(number, &both));
        assert!(now.members().is_empty() && settled(now.shown()) == settled(then.shown()));
    }
}

#[test]
fn what_the_head_lacks_comes_from_the_members_and_protection_and_death_hold_for_all() {
    let protected = RegisterRecord { protected: true, died: record().birth_date, ..record() };
    let head = PersonDetails { language: None, nationalities: vec!["246".to_owned()], ..without_hetu() };
    let other = PersonDetails { language: Some("sv".to_owned()), nationalities: vec!["752".to_owned()], ..member(B) };
    let life = vec![
        registered(oid(A), head),
        registered(oid(B), other),
        identified_by_official(oid(B), None),
        refreshed(oid(B), RegisterRecord { language: Some("sv".to_owned()), nationalities: vec![], ..protected }),
        linked(oid(B), oid(A)),
    ];
    let person = after(A, &life).into_shown();
    assert_eq!((person.language.as_deref(), person.nationalities.len()), (Some("sv"), 2));
    assert!(person.protected && person.died.is_some());
    assert!(person.identified.is_empty(), "identified as the head is: a member's identification does not count");
    assert_eq!(after(B, &life).addressed().identified.first(), Some(&IdentifiedBy::Official));
    assert_eq!(person.emails, ["e2@example.org"]);
}

/// Links and reversals of them as commands let them through: nobody twice, no circle.
fn any_links() -> impl Strategy<Value = Vec<Draft>> {
    let step = (1u64..5, 1u64..5, any::<bool>(), any::<proptest::sample::Index>());
    proptest::collection::vec(step, 1..16).prop_map(|steps| {
        let mut life: Vec<Draft> = (1..5).map(|number| registered(oid(number), member(number))).collect();
        for (member, to, links, which) in steps {
            let now = history(life.clone());
            if links {
                let (one, other) = (group(member, &now), group(to, &now));
                if one.addressed().link.is_none() && !other.has(oid(member)) {
                    life.push(linked(oid(member), oid(to)));
                }
                continue;
            }
            let tags = |place: u64| life[place as usize - 1].tags.clone();
            let may_turn: Vec<u64> = (5..=life.len() as u64).collect();
            if may_turn.is_empty() {
                continue;
            }
            let place = may_turn[which.index(may_turn.len())];
            let turned = reversed(oid(member), &[place]).tagged(tags(place));
            let after = history([life.clone(), vec![turned.clone()]].concat());
            if keeps_invariants(&after) {
                life.push(turned);
            }
        }
        life
    })
}

fn keeps_invariants(events: &[OpenedEvent]) -> bool {
    let groups: Vec<Group> = (1..5).map(|number| group(number, events)).collect();
    // Whom a record has joined has the same head, so nobody is in a circle.
    groups.iter().all(|one| one.addressed().link.is_none_or(|link| one.has(link.to) && one.head().link.is_none()))
}

proptest! {
    #[test]
    fn whatever_is_linked_and_reversed_everybody_has_one_head_and_records_stay_as_they_were(life in any_links()) {
        let alone: Vec<Person> = (1..5).map(|number| after(number, &life[..4]).addressed().clone()).collect();
        for length in 4..=life.len() {
            let events = history(life[..length].to_vec());
            for number in 1..5 {
                let one = group(number, &events);
                prop_assert!(one.records().iter().all(|record| group_of(record.oid, &events).head().oid == one.head().oid));
                prop_assert!(one.head().link.is_none());
                let record = Person { link: None, members: Default::default(), ..settled(one.addressed()) };
                let then = &alone[number as usize - 1];
                prop_assert_eq!(settled(&record) == settled(then), true);
            }
        }
    }
}

fn group_of(person: PersonOid, events: &[OpenedEvent]) -> Group {
    group((1..=6).find(|number| oid(*number) == person).unwrap(), events)
}
