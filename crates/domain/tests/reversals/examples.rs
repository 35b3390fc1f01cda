//! Given, when, then: the worked examples of docs/reversal.md, by their numbers there.

use std::collections::BTreeSet;

use domain::link::{HetuOfMember, Refusal as NotLinked, Wanted, Why, joining};
use domain::reverse::{Conflict, Goes, Kept, Refusal};
use events::codes::HetuFate;
use events::{Position, Tag};

use super::world::{World, handle, oid, settled, wanted};

const A: u64 = 1;
const B: u64 = 2;
const C: u64 = 3;
const H1: u16 = 1;
const H2: u16 = 2;

/// A, B and C, of whom nobody has a hetu.
fn three() -> World {
    let mut world = World::default();
    for number in [A, B, C] {
        world.registers(number, None);
    }
    world
}

fn heads(world: &World) -> [u64; 3] {
    [A, B, C].map(|number| [A, B, C].into_iter().find(|head| oid(*head) == world.group(number).head().oid).unwrap())
}

fn headed_by(head: u64) -> Wanted {
    Wanted { head: Some(oid(head)), ..Wanted::default() }
}

#[test]
fn example_1_a_link_is_reversed_after_changes_on_both_sides() {
    let mut world = three();
    world.registers(4, Some(H1));
    world.identifies(4, H1, None);
    let mut apart = world.clone();
    let link = world.links(B, 4, &Wanted::default()).unwrap();
    assert_eq!(world.group(B).oppijanumero(), Some(oid(4)));
    // Both go on being changed, by whoever addresses them.
    for world in [&mut world, &mut apart] {
        world.joined_by(4, 31);
        world.joined_by(B, 32);
    }
    let plan = world.plan(&[link]).unwrap();
    assert_eq!(plan.addressed_to_head, [Position(link + 1)], "it is asked for whom the change of the head was meant");
    world.reverses(&[link]).unwrap();
    for number in [A, B, C, 4] {
        assert!(settled(world.person(number)) == settled(apart.person(number)), "{number}");
    }
    assert_eq!(world.group(B).oppijanumero(), None);
}

#[test]
fn example_2_links_of_links_are_reversed_in_any_order() {
    let mut world = three();
    let lower = world.links(B, C, &headed_by(B)).unwrap();
    let upper = world.links(A, B, &headed_by(A)).unwrap();
    assert_eq!(heads(&world), [A, A, A]);
    let mut first = world.clone();
    first.reverses(&[upper]).unwrap();
    assert_eq!(heads(&first), [A, B, B]);
    world.reverses(&[lower]).unwrap();
    assert_eq!(heads(&world), [A, A, C]);
    world.reverses(&[upper]).unwrap();
    first.reverses(&[lower]).unwrap();
    assert_eq!((heads(&world), heads(&first)), ([A, B, C], [A, B, C]));
}

#[test]
fn example_3_a_test_hetu_is_withdrawn_by_the_link_and_comes_back_with_its_reversal() {
    let mut world = three();
    world.registers(4, Some(H1));
    world.identifies(4, H1, None);
    world.assigns(B, H2);
    assert_eq!(world.clone().links(4, B, &Wanted::default()), Err(NotLinked::HetuUnsaid));
    let withdrawing = Wanted { hetu: HetuOfMember::Withdrawn, ..Wanted::default() };
    let first = world.links(4, B, &withdrawing).unwrap();
    assert_eq!((world.log.len() as u64, world.holder(H2)), (first + 1, None));
    let link = first + 1;
    let plan = world.plan(&[link]).unwrap();
    assert_eq!(plan.goes.get(&Position(first)), Some(&Goes::SameCommand));
    // The link alone: B is alone, and without the hetu.
    let mut alone = world.clone();
    let mut leaving = wanted(&[link]);
    leaving.leave.insert(Position(first));
    assert_eq!(domain::reverse::plan(&alone.scene(), &leaving).unwrap().kept.get(&Position(first)), Some(&Kept::Left));
    alone.reverses_so(&leaving).unwrap();
    assert_eq!((alone.group(B).is_member(), alone.holder(H2)), (false, None));
    world.reverses(&[link]).unwrap();
    assert_eq!((world.group(B).is_member(), world.holder(H2)), (false, Some(B)));
}

#[test]
fn example_4_a_hetu_that_is_somebody_elses_meanwhile_is_put_to_the_official() {
    let mut world = three();
    let given = world.assigns(A, H1);
    let withdrawn = world.removes(A, H1, HetuFate::Withdrawn);
    world.registers(4, Some(H1));
    assert_eq!(world.reverses(&[withdrawn]), Err(Refusal::Undecided));
    let plan = world.plan(&[withdrawn]).unwrap();
    assert_eq!(plan.conflicts, [Conflict::Taken { tag: Tag::Hetu(handle(H1)), of: oid(A), holder: oid(4) }]);
    // A gives it up: everything else of the reversal holds.
    let wants = domain::reverse::Wanted { give_up: BTreeSet::from([handle(H1)]), ..wanted(&[withdrawn]) };
    world.reverses_so(&wants).unwrap();
    assert_eq!((world.holder(H1), given < withdrawn), (Some(4), true));
}

#[test]
fn example_5_a_reversal_is_reversed() {
    let mut world = three();
    let link = world.links(A, B, &headed_by(A)).unwrap();
    let before = world.person(B).clone();
    let reversal = world.reverses(&[link]).unwrap();
    assert_eq!(world.reverses(&[link]), Err(Refusal::AlreadyReversed));
    assert!(!world.group(B).is_member());
    world.reverses(&[reversal]).unwrap();
    assert!(world.group(B).is_member() && settled(world.person(B)) == settled(&before));
}

#[test]
fn example_6_a_reversed_link_that_is_in_the_way_of_a_later_one() {
    let mut world = three();
    let link = world.links(A, B, &headed_by(A)).unwrap();
    let reversal = world.reverses(&[link]).unwrap();
    let other = world.links(C, B, &headed_by(C)).unwrap();
    let plan = world.plan(&[reversal]).unwrap();
    let edges = [Position(link), Position(other)];
    assert_eq!(plan.conflicts, [Conflict::TwoLinks { member: oid(B), edges }]);
    assert_eq!(plan.comes_back, [Position(link)].into());
    assert_eq!(plan.may_go, [Position(other)].into(), "the other one counts only when the reversal is reversed");
    world.reverses(&[reversal, other]).unwrap();
    assert_eq!(heads(&world), [A, A, C]);
}

#[test]
fn example_7_a_reversal_that_would_close_a_circle() {
    let mut world = three();
    let link = world.links(A, B, &headed_by(A)).unwrap();
    let reversal = world.reverses(&[link]).unwrap();
    let other = world.links(B, A, &headed_by(B)).unwrap();
    let conflicts = world.plan(&[reversal]).unwrap().conflicts;
    assert!(conflicts.contains(&Conflict::Circle { member: oid(A), edge: Position(other) }), "{conflicts:?}");
    assert_eq!(world.reverses(&[reversal]), Err(Refusal::Undecided));
}

#[test]
fn a_reversal_does_not_link_two_whom_the_register_has_confirmed_meanwhile() {
    let mut world = three();
    world.registers(4, Some(H1));
    world.identifies(4, H1, None);
    let link = world.links(B, 4, &Wanted::default()).unwrap();
    let reversal = world.reverses(&[link]).unwrap();
    world.assigns(B, H2);
    let plan = world.plan(&[reversal]).unwrap();
    assert_eq!(plan.conflicts, [], "a hetu of the member alone stands in nobody's way");
    world.identifies(B, H2, None);
    let plan = world.plan(&[reversal]).unwrap();
    let conflict = Conflict::BothVerified { member: oid(B), other: oid(4), edge: Position(link) };
    assert_eq!((plan.conflicts, plan.may_go), (vec![conflict], [].into()));
    assert_eq!(world.reverses(&[reversal]), Err(Refusal::Undecided));
}

#[test]
fn example_8_a_registration_is_reversed_with_what_it_caused() {
    let mut world = three();
    let registered = world.registers(4, Some(H1));
    let identified = world.identifies(4, H1, Some(registered));
    let link = world.links(4, B, &Wanted::default()).unwrap();
    let plan = world.plan(&[registered]).unwrap();
    assert_eq!(plan.goes.get(&Position(identified)), Some(&Goes::CausedBy(Position(registered))));
    assert_eq!(plan.conflicts, [Conflict::VoidHead { member: oid(B), edge: Position(link) }]);
    world.reverses(&[registered, link]).unwrap();
    let void = world.person(4).clone();
    assert!(void.void && !void.is_identified() && world.holder(H1).is_none() && !world.group(B).is_member());
    world.registers(5, Some(H1));
    assert_eq!(world.holder(H1), Some(5), "the next row with the hetu is a new person");
}

#[test]
fn example_9_an_identification_goes_with_the_hetu_it_rested_on_and_comes_back_with_it() {
    let mut world = three();
    let given = world.assigns(A, H1);
    let identified = world.identifies(A, H1, Some(given));
    let as_identified = world.person(A).clone();
    let plan = world.plan(&[given]).unwrap();
    assert_eq!(plan.goes.get(&Position(identified)), Some(&Goes::CausedBy(Position(given))));
    let reversal = world.reverses(&[given]).unwrap();
    assert!(!world.person(A).is_identified() && world.holder(H1).is_none());
    world.reverses(&[reversal]).unwrap();
    assert!(settled(world.person(A)) == settled(&as_identified));
}

#[test]
fn example_10_what_a_person_decided_afterwards_is_kept_unless_it_is_named() {
    let mut world = three();
    let given = world.assigns(A, H1);
    let by_hand = world.identified_by_hand(A);
    let link = world.links(A, B, &headed_by(A)).unwrap();
    let plan = world.plan(&[given]).unwrap();
    assert_eq!(plan.goes.keys().copied().collect::<Vec<_>>(), [Position(given)]);
    world.reverses(&[given]).unwrap();
    assert!(world.person(A).is_identified() && world.group(B).is_member());
    world.reverses(&[by_hand, link]).unwrap();
    assert!(!world.person(A).is_identified() && !world.group(B).is_member());
}

#[test]
fn example_11_nothing_of_an_erased_group_is_reversed() {
    let mut world = three();
    let link = world.links(A, B, &headed_by(A)).unwrap();
    world.erases(B);
    assert_eq!(world.reverses(&[link]), Err(Refusal::Erased));
    assert_eq!(world.links(A, C, &Wanted::default()), Err(NotLinked::Unreadable));
    assert!(world.person(A).erased && world.group(B).is_member(), "links are as before");
}

#[test]
fn example_12_two_officials_reverse_the_same_and_two_link_each_way() {
    let mut world = three();
    let link = world.links(A, B, &headed_by(A)).unwrap();
    assert_eq!(world.links(B, A, &headed_by(B)), Err(NotLinked::Linked), "it would close a circle");
    world.reverses(&[link]).unwrap();
    assert_eq!(world.reverses(&[link]), Err(Refusal::AlreadyReversed));
}

#[test]
fn who_heads_and_why() {
    let mut world = World::default();
    world.registers(A, None);
    world.registers(B, None);
    world.registers(C, Some(H1));
    world.registers(4, Some(H2));
    world.registers(5, None);
    world.identifies(4, H2, None);
    world.identified_by_hand(5);
    let of = |one: u64, other: u64, wanted: &Wanted| {
        let (one, other) = (world.group(one), world.group(other));
        joining(&one, &other, wanted).map(|joining| (joining.head.head().oid, joining.why))
    };
    let unsaid = Wanted::default();
    assert_eq!(of(B, A, &unsaid), Ok((oid(A), Why::Oldest)));
    assert_eq!(of(A, B, &headed_by(B)), Ok((oid(B), Why::Chosen)));
    assert_eq!(of(A, C, &unsaid), Ok((oid(C), Why::HoldsHetu)));
    assert_eq!(of(A, C, &headed_by(A)), Err(NotLinked::OtherHeads));
    assert_eq!(of(C, 5, &unsaid), Ok((oid(5), Why::ByHand)));
    assert_eq!(of(4, 5, &unsaid), Ok((oid(4), Why::Verified)));
    assert_eq!(of(4, C, &headed_by(C)), Err(NotLinked::OtherHeads));
    // A hetu that is withdrawn lends no rank.
    let withdrawing = Wanted { hetu: HetuOfMember::Withdrawn, ..headed_by(A) };
    assert_eq!(of(A, C, &withdrawing), Ok((oid(A), Why::Chosen)));
}

#[test]
fn who_is_not_linked() {
    let mut world = World::default();
    for (number, hetu) in [(A, H1), (B, H2)] {
        world.registers(number, Some(hetu));
        world.identifies(number, hetu, None);
    }
    world.registers(C, None);
    world.registers(4, None);
    world.identified_by_hand(C);
    world.identified_by_hand(4);
    assert_eq!(world.clone().links(A, B, &Wanted::default()), Err(NotLinked::BothVerified));
    let refused = domain::link::link(Some(&world.group(C)), Some(&world.group(4)), &Wanted::default(), false);
    assert_eq!(refused, Err(NotLinked::BothByHand));
    assert!(world.clone().links(C, 4, &Wanted::default()).is_ok(), "with the right");
    let void = world.registers(5, None);
    world.reverses(&[void]).unwrap();
    assert_eq!(world.links(A, 5, &Wanted::default()), Err(NotLinked::Unreadable));
}

#[test]
fn what_the_world_did_is_not_taken_back() {
    let mut world = three();
    let erased = world.erases(C);
    assert_eq!(world.reverses(&[erased]), Err(Refusal::NotReversible));
    assert_eq!(world.reverses(&[99]), Err(Refusal::NoEvent));
    assert_eq!(world.reverses(&[]), Err(Refusal::NoEvent));
}
