//! Ordering that a person's data is erased.

use domain::order_erasure::{Refusal, ToErase, order_erasure};
use domain::text::LONGEST_STATEMENT;
use events::{Fact, Handle, PersonOid, Tag};

use crate::given::*;

fn somebody(number: u64, identifiers: &[Tag]) -> ToErase {
    ToErase {
        person: person([registered(oid(number), details())]),
        identifiers: identifiers.to_vec(),
        other_keys: vec![],
    }
}

#[test]
fn everybody_of_the_group_goes_with_all_keys_and_identifiers() {
    let identifiers = [Tag::Hetu(handle("hetu")), Tag::Passport(handle("P1"))];
    let group = [somebody(1, &identifiers), somebody(2, &[Tag::Eidas(handle("e")), identifiers[0]])];
    let draft = order_erasure(oid(2), &group, "asked for by the learner").unwrap();
    let Fact::ErasureOrdered(with) = &draft.fact else { panic!("an order") };
    let persons: Vec<PersonOid> = vec![oid(1), oid(2)];
    assert_eq!((with.data.about.addressed, &with.data.persons), (oid(2), &persons));
    assert_eq!(with.data.keys.len(), 2);
    let mut handles: Vec<Handle> = with.data.handles.clone();
    handles.sort_unstable();
    let mut expected = [handle("hetu"), handle("P1"), handle("e")];
    expected.sort_unstable();
    assert_eq!(handles, expected, "each once");
    for tag in persons.into_iter().map(Tag::Person).chain(identifiers) {
        assert!(draft.tags.contains(&tag), "{tag:?}");
    }
}

#[test]
fn it_needs_a_reason_and_somebody_whose_data_is_there() {
    let group = || vec![somebody(1, &[])];
    let refused = |group: Vec<ToErase>, reason: &str| order_erasure(oid(1), &group, reason).unwrap_err();
    assert_eq!(refused(group(), " "), Refusal::ReasonMissing);
    assert_eq!(refused(group(), &"x".repeat(LONGEST_STATEMENT + 1)), Refusal::WordsTooLong);
    assert_eq!(refused(group(), "a\u{202e}b"), Refusal::WordsMalformed);
    assert_eq!(refused(vec![], "why"), Refusal::NoPerson);
    let drafts = [registered(oid(1), details())];
    let gone = person([drafts.to_vec(), vec![erasure_of(&drafts)]].concat());
    let erased = ToErase { person: gone, identifiers: vec![], other_keys: vec![] };
    assert_eq!(refused(vec![erased], "why"), Refusal::AlreadyErased);
}
