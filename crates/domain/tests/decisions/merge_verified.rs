//! Two persons whom the register has confirmed turn out to be one: only its word merges them, and every hetu leads on.

use domain::identify::Finding;
use domain::merge_verified::{Answer, Refusal, merge_verified, to_ask};
use domain::register_record::RecordHetus;
use domain::{Draft, Group};
use events::codes::{HetuFate, LinkReason};
use events::person::{PersonDetails, RegisterRecord};
use events::{Fact, Hetu, Tag};

use crate::counting::settled;
use crate::given::*;
use crate::group::after;

const OLD: u64 = 1;
const YOUNG: u64 = 2;

/// Two persons with hetus 946 and 947, the older number first, each confirmed by their own.
fn both() -> Vec<Draft> {
    let of = |number, individual| {
        let own = RegisterRecord { hetu: hetu(individual), ..record() };
        let sent = PersonDetails { hetu: Some(hetu(individual)), ..details() };
        [registered(oid(number), sent), asked_by(identified(oid(number), own), hetu(individual))]
    };
    [of(OLD, 946), of(YOUNG, 947)].concat()
}

fn found(present: u16, former: &[u16]) -> Finding {
    let former_hetus = former.iter().map(|individual| hetu(*individual)).collect();
    Finding::Found(Box::new(RegisterRecord { hetu: hetu(present), former_hetus, ..record() }))
}

fn known(present: Hetu, holders: &[u64]) -> RecordHetus {
    let holders = holders.iter().map(|number| oid(*number)).collect();
    RecordHetus { current: handle(present.as_str()), former: Vec::new(), holders }
}

/// What comes of it when the register says this of hetu 946 and that of 947.
fn merged(life: &[Draft], [of_946, of_947]: [&Finding; 2], hetus: &RecordHetus) -> Result<Vec<Draft>, Refusal> {
    let (old, young) = (after(OLD, life), after(YOUNG, life));
    let answers = [Answer { asked: hetu(946), finding: of_946 }, Answer { asked: hetu(947), finding: of_947 }];
    merge_verified(Some(&young), Some(&old), Some(&answers), hetus, "the register says so")
}

fn with(life: &[Draft], drafts: Vec<Draft>) -> Vec<Draft> {
    [life.to_vec(), drafts].concat()
}

/// Present hetu and former ones of a group.
fn hetus(group: &Group) -> (Option<Hetu>, Vec<Hetu>) {
    let shown = group.shown();
    (shown.hetu.map(|known| known.hetu), shown.superseded.iter().map(|known| known.hetu).collect())
}

#[test]
fn the_older_number_heads_and_the_hetu_in_force_is_the_one_that_the_register_names() {
    let life = both();
    let newer = found(947, &[946]);
    let drafts = merged(&life, [&newer, &newer], &known(hetu(947), &[YOUNG, OLD])).unwrap();
    assert_eq!(types(&drafts), ["HetuRemoved", "PersonLinked"]);
    let Fact::HetuRemoved(removed) = &drafts[0].fact else { panic!("{drafts:?}") };
    assert_eq!((removed.data.about.addressed, removed.data.fate), (oid(OLD), HetuFate::Superseded));
    let Fact::PersonLinked(link) = &drafts[1].fact else { panic!("{drafts:?}") };
    assert_eq!((link.data.about.addressed, link.data.to), (oid(YOUNG), oid(OLD)));
    assert_eq!(link.data.reason, LinkReason::VerifiedMerged);
    let person = after(YOUNG, &with(&life, drafts));
    assert_eq!((person.head().oid, person.oppijanumero()), (oid(OLD), Some(oid(OLD))));
    assert_eq!(hetus(&person), (Some(hetu(947)), vec![hetu(946)]));
}

#[test]
fn where_the_older_number_has_the_hetu_in_force_nothing_but_the_link_is_needed() {
    let life = both();
    let older = found(946, &[947]);
    let drafts = merged(&life, [&older, &Finding::Passive], &known(hetu(946), &[OLD, YOUNG])).unwrap();
    assert_eq!(types(&drafts), ["PersonLinked"]);
    assert_eq!(hetus(&after(OLD, &with(&life, drafts))), (Some(hetu(946)), vec![hetu(947)]));
}

#[test]
fn a_third_hetu_that_has_replaced_both_is_given_to_the_head() {
    let life = both();
    let third = found(948, &[946, 947]);
    let drafts = merged(&life, [&third, &third], &known(hetu(948), &[OLD, YOUNG])).unwrap();
    assert_eq!(types(&drafts), ["HetuReplaced", "PersonLinked"]);
    let (present, former) = hetus(&after(OLD, &with(&life, drafts)));
    assert_eq!((present, former.len()), (Some(hetu(948)), 2));
    assert!(former.contains(&hetu(946)) && former.contains(&hetu(947)));
    let elsewhere = known(hetu(948), &[3, OLD, YOUNG]);
    assert_eq!(merged(&life, [&third, &third], &elsewhere), Err(Refusal::OtherHolder));
}

#[test]
fn a_hetu_of_a_member_is_not_shown_before_the_one_in_force() {
    // The younger one has a member whose hetu was said to be theirs too, later than their own.
    let member = registered(oid(3), PersonDetails { hetu: Some(hetu(949)), ..details() });
    let life = with(&both(), vec![member, linked(oid(3), oid(YOUNG))]);
    let newer = found(947, &[946]);
    let drafts = merged(&life, [&newer, &newer], &known(hetu(947), &[YOUNG, OLD])).unwrap();
    let (present, former) = hetus(&after(OLD, &with(&life, drafts)));
    assert_eq!(present, Some(hetu(947)));
    assert!(former.contains(&hetu(946)) && former.contains(&hetu(949)));
}

#[test]
fn a_person_who_was_merged_is_merged_once_more() {
    let newer = found(947, &[946]);
    let first = merged(&both(), [&newer, &newer], &known(hetu(947), &[YOUNG, OLD])).unwrap();
    let of_third = RegisterRecord { hetu: hetu(948), ..record() };
    let third = [
        registered(oid(3), PersonDetails { hetu: Some(hetu(948)), ..details() }),
        asked_by(identified(oid(3), of_third), hetu(948)),
    ];
    let life = with(&with(&both(), first), third.to_vec());
    let (old, third) = (after(OLD, &life), after(3, &life));
    assert_eq!(to_ask(Some(&old), Some(&third)), Some([hetu(947), hetu(948)]));
    let newest = found(948, &[947, 946]);
    let answers = [hetu(947), hetu(948)].map(|asked| Answer { asked, finding: &newest });
    let drafts = merge_verified(Some(&third), Some(&old), Some(&answers), &known(hetu(948), &[3, YOUNG, OLD]), "again");
    let person = after(YOUNG, &with(&life, drafts.unwrap()));
    assert_eq!((person.head().oid, hetus(&person).0), (oid(OLD), Some(hetu(948))));
    assert_eq!(person.members().len(), 2);
}

#[test]
fn without_the_registers_word_nobody_is_merged() {
    let life = both();
    let nobody = known(hetu(947), &[]);
    let (one, other, newer) = (found(946, &[]), found(947, &[]), found(947, &[946]));
    let refused = |answers: [&Finding; 2]| merged(&life, answers, &nobody).unwrap_err();
    assert_eq!(refused([&one, &other]), Refusal::TwoPersons);
    assert_eq!(refused([&one, &newer]), Refusal::TwoPersons, "a hetu that is in force is nobody's former one");
    for silent in [Finding::NotFound, Finding::Passive, Finding::Withheld, Finding::Unreadable, Finding::NoName] {
        assert_eq!(refused([&silent, &silent]), Refusal::NoRecord);
        assert_eq!(refused([&silent, &other]), Refusal::NoRecord, "its record does not name the other hetu");
        assert!(merged(&life, [&silent, &newer], &nobody).is_ok(), "its record names the other hetu");
    }
    let (old, young) = (after(OLD, &life), after(YOUNG, &life));
    let asked_before = [hetu(946), hetu(948)].map(|asked| Answer { asked, finding: &newer });
    for answers in [None, Some(&asked_before)] {
        let refused = merge_verified(Some(&old), Some(&young), answers, &nobody, "why");
        assert_eq!(refused, Err(Refusal::NotAsked));
    }
}

#[test]
fn only_two_persons_whom_the_register_has_confirmed_are_merged_and_with_a_reason() {
    let life = both();
    let newer = found(947, &[946]);
    let answers = [hetu(946), hetu(947)].map(|asked| Answer { asked, finding: &newer });
    let (old, young) = (after(OLD, &life), after(YOUNG, &life));
    let decide = |one: Option<&Group>, other: Option<&Group>, words: &str| {
        merge_verified(one, other, Some(&answers), &known(hetu(947), &[YOUNG, OLD]), words).unwrap_err()
    };
    assert_eq!(decide(None, Some(&old), "why"), Refusal::NoPerson);
    assert_eq!(decide(Some(&old), None, "why"), Refusal::NoOther);
    assert_eq!(decide(Some(&old), Some(&old), "why"), Refusal::Linked);
    assert_eq!(decide(Some(&old), Some(&young), " "), Refusal::WordsMissing);
    let unconfirmed = after(3, &with(&life, vec![registered(oid(3), without_hetu())]));
    assert_eq!(decide(Some(&old), Some(&unconfirmed), "why"), Refusal::NotVerified);
    assert_eq!(to_ask(Some(&old), Some(&unconfirmed)), None, "the register is asked about nobody");
    let erased = after(YOUNG, &with(&life, vec![erasure_ordered(oid(YOUNG))]));
    assert_eq!(decide(Some(&old), Some(&erased), "why"), Refusal::Unreadable);
}

#[test]
fn when_the_merge_counts_no_longer_each_has_what_they_had() {
    let life = both();
    let newer = found(947, &[946]);
    let drafts = merged(&life, [&newer, &newer], &known(hetu(947), &[YOUNG, OLD])).unwrap();
    let tags: Vec<Tag> = drafts.iter().flat_map(|draft| draft.tags.clone()).collect();
    let undone = reversed(oid(OLD), &[5, 6]).tagged(tags);
    let apart = with(&with(&life, drafts), vec![undone]);
    for number in [OLD, YOUNG] {
        let (now, then) = (after(number, &apart), after(number, &life));
        assert!(now.members().is_empty() && !now.is_member());
        assert!(settled(now.shown()) == settled(then.shown()));
    }
}
