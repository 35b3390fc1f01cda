//! Every type of event, and what it means to decisions. Anyone who adds one says it here, or this does not compile; and what
//! is said is compared with what the folds do.

use std::collections::BTreeSet;

use domain::person::{CHANGES, CLAIMS, Followed, claimants};
use domain::{Draft, Notices, Person};
use events::catalogue::{ImportNoticeClaimed, PersonalDataErased, Provenance, RegisterAvailable, RegisterUnavailable};
use events::codes::{NotSent, NoticeRound, Outage};
use events::{EventKind, Fact, Position, Subject, Tag, With};

use crate::given::*;
use crate::{
    acknowledge_changes, approval, erased, import, move_in, note_hand_over, reassign_rows, report_unsent_rows, request,
    review_conflict, undo_import,
};

/// What an event means to anyone who is among its tags.
#[derive(Debug, PartialEq)]
enum Means {
    /// It claims or releases identifiers, and so changes what decisions see of the person.
    Claim,
    /// It changes what decisions see of the person.
    Change,
    /// Nothing: at most the person's history has it.
    Nothing,
}

fn means(fact: &Fact) -> Means {
    match fact {
        Fact::PersonRegistered(_)
        | Fact::HetuAssigned(_)
        | Fact::HetuReplaced(_)
        | Fact::HetuRemoved(_)
        | Fact::IdentifiedFromRegister(_)
        | Fact::RegisterDataRefreshed(_)
        | Fact::IdentifierAttached(_)
        | Fact::IdentifierDetached(_)
        | Fact::Reversed(_)
        | Fact::ErasureOrdered(_) => Means::Claim,
        Fact::OrganisationJoined(_)
        | Fact::OrganisationLeft(_)
        | Fact::IdentificationFailed(_)
        | Fact::IdentifiedByOfficial(_)
        | Fact::PersonDetailsCorrected(_)
        | Fact::PersonPassivated(_)
        | Fact::PersonReactivated(_)
        | Fact::PassivePersonSent(_)
        | Fact::IdentificationRequested(_)
        | Fact::MovedFromOnr(_)
        | Fact::MarkedNotDuplicate(_)
        | Fact::ImportRowReassigned(_)
        | Fact::PersonLinked(_) => Means::Change,
        Fact::ImportRowsReceived(_)
        | Fact::ImportReceived(_)
        | Fact::ImportRowResolved(_)
        | Fact::ImportRowRefused(_)
        | Fact::ImportRowWithheld(_)
        | Fact::ImportCompleted(_)
        | Fact::ImportDataExpired(_)
        | Fact::RegisterUnavailable(_)
        | Fact::RegisterAvailable(_)
        | Fact::PersonalDataErased(_)
        | Fact::ImportNoticeClaimed(_)
        | Fact::ImportNoticeSent(_)
        | Fact::ImportNoticeNotSent(_)
        | Fact::ConflictReviewed(_)
        | Fact::ConflictReviewTakenBack(_)
        | Fact::ApprovalAsked(_)
        | Fact::ApprovalGiven(_)
        | Fact::ApprovalRefused(_)
        | Fact::RequestOpened(_)
        | Fact::RequestDecided(_)
        | Fact::ImportUndoOrdered(_)
        | Fact::ImportRowsUndone(_)
        | Fact::HandOverNoted(_)
        | Fact::UnsentRowsReported(_)
        | Fact::ChangesAcknowledged(_)
        | Fact::ReasonStated(_)
        | Fact::ConsumerRemoved(_) => Means::Nothing,
    }
}

/// Whose key an event's personal data is sealed under.
#[derive(Debug, PartialEq)]
pub enum Whose {
    Persons,
    Imports,
    /// A comparison's, which may be about somebody else.
    Cases,
    /// Nothing in it is personal.
    Nobodys,
}

/// A type that has personal data needs a test of every fold that reads it, in `erased`.
pub fn whose(fact: &Fact) -> Whose {
    match fact {
        Fact::ImportRowsReceived(_)
        | Fact::ImportReceived(_)
        | Fact::ImportRowRefused(_)
        | Fact::UnsentRowsReported(_)
        | Fact::ImportUndoOrdered(_) => Whose::Imports,
        Fact::ImportRowResolved(_)
        | Fact::ImportRowReassigned(_)
        | Fact::PersonRegistered(_)
        | Fact::HetuAssigned(_)
        | Fact::HetuReplaced(_)
        | Fact::IdentifiedFromRegister(_)
        | Fact::HetuRemoved(_)
        | Fact::RegisterDataRefreshed(_)
        | Fact::IdentifiedByOfficial(_)
        | Fact::PersonDetailsCorrected(_)
        | Fact::PersonPassivated(_)
        | Fact::PersonReactivated(_)
        | Fact::IdentifierAttached(_)
        | Fact::IdentifierDetached(_)
        | Fact::PersonLinked(_)
        | Fact::MarkedNotDuplicate(_)
        | Fact::Reversed(_)
        | Fact::ApprovalAsked(_)
        | Fact::ApprovalRefused(_)
        | Fact::RequestOpened(_)
        | Fact::RequestDecided(_)
        | Fact::ReasonStated(_) => Whose::Persons,
        Fact::IdentificationFailed(with) if with.data.case.is_some() => Whose::Cases,
        Fact::IdentificationFailed(_)
        | Fact::PassivePersonSent(_)
        | Fact::ImportRowWithheld(_)
        | Fact::ImportCompleted(_)
        | Fact::ImportDataExpired(_)
        | Fact::OrganisationJoined(_)
        | Fact::OrganisationLeft(_)
        | Fact::RegisterUnavailable(_)
        | Fact::RegisterAvailable(_)
        | Fact::ErasureOrdered(_)
        | Fact::PersonalDataErased(_)
        | Fact::ImportNoticeClaimed(_)
        | Fact::ImportNoticeSent(_)
        | Fact::ImportNoticeNotSent(_)
        | Fact::IdentificationRequested(_)
        | Fact::MovedFromOnr(_)
        | Fact::ApprovalGiven(_)
        | Fact::ConflictReviewed(_)
        | Fact::ConflictReviewTakenBack(_)
        | Fact::ImportRowsUndone(_)
        | Fact::HandOverNoted(_)
        | Fact::ChangesAcknowledged(_)
        | Fact::ConsumerRemoved(_) => Whose::Nobodys,
    }
}

/// At least one of each type: a person's whole life, an import with all that can happen to one, and the rest.
pub fn one_of_each() -> Vec<Draft> {
    let (import, plain) = (Position(2), |fact: Fact| Draft::plain(fact, Vec::new()));
    let notices = Notices::fold(&history([import::received(Some("n@example.org"))])).unwrap();
    let (round, failed, counted_at) = (NoticeRound::First, Vec::new(), Position(3));
    let claim = ImportNoticeClaimed { import, round, attempt: 1, open: 1, failed, counted_at };
    let unavailable = RegisterUnavailable { outage: Outage::Throttled, next_try: moment(30) };
    let done = PersonalDataErased { about: Provenance::unlinked(oid(1), None), persons: vec![oid(1)] };
    let mut all = erased::life();
    all.push(erasure_of(&all));
    all.push(plain(With::new(done, Default::default()).into()));
    all.extend(import::whole());
    all.extend([notices.claimed(claim), notices.sent(round), notices.not_sent(round, NotSent::GivenUp)]);
    all.push(review_conflict::reviewed(3));
    all.push(review_conflict::taken_back(3));
    all.push(reassign_rows::reassigned(3));
    all.extend(approval::asked_given_refused());
    all.extend(request::opened_and_decided());
    all.push(note_hand_over::handed_over());
    all.push(acknowledge_changes::acknowledged());
    all.push(report_unsent_rows::reported());
    all.push(acknowledge_changes::removed());
    all.push(move_in::moved_from_onr(oid(1)));
    all.extend(undo_import::ordered_and_undone());
    all.push(plain(With::new(unavailable, Default::default()).into()));
    all.push(plain(With::new(RegisterAvailable { failed_attempts: 2 }, Default::default()).into()));
    all
}

#[test]
fn there_is_one_of_each_type() {
    let (found, all) = (one_of_each(), EventKind::ALL.iter().map(|kind| kind.name()));
    assert_eq!(types(&found).into_iter().collect::<BTreeSet<_>>(), all.collect());
}

#[test]
fn decisions_read_exactly_what_changes_a_person() {
    let life = history([registered(oid(1), without_hetu()), identified(oid(1), record())]);
    let before = Person::fold(&life).unwrap();
    for draft in one_of_each() {
        let (changes, kind) = (means(&draft.fact) != Means::Nothing, draft.fact.kind());
        let mut after = Followed::default();
        // Nobody is registered twice.
        let earlier = life.iter().filter(|_| kind != EventKind::PersonRegistered);
        earlier.for_each(|event| after.take(event.clone()));
        after.take(recorded(9, draft.tagged([Tag::Person(oid(1))])));
        // That there was an event is no change.
        let changed = after.into_person() != Some(Person { position: Position(9), ..before.clone() });
        assert_eq!((changed, CHANGES.has(kind)), (changes, changes), "{kind:?}");
    }
}

#[test]
fn decisions_read_exactly_what_claims_or_releases_an_identifier() {
    let (held, of_other) = (handle("hetu"), registered(oid(2), without_hetu()));
    let is_handle = |tag: &Tag| matches!(tag, Tag::Hetu(_) | Tag::Passport(_) | Tag::Email(_));
    for draft in one_of_each() {
        let (claims, kind) = (means(&draft.fact) == Means::Claim, draft.fact.kind());
        assert_eq!(draft.tags.iter().any(is_handle), claims, "handles stand on claims alone: {kind:?}");
        let events = history([of_other.clone(), draft.tagged([Tag::Hetu(held)])]);
        assert!(claimants(&events) == [oid(2)] || claims, "{kind:?}");
        assert_eq!(CLAIMS.has(kind), claims, "{kind:?}");
    }
}

#[test]
fn what_is_personal_is_sealed_for_whom_it_is_about() {
    for draft in one_of_each() {
        let sealed = draft.subject.filter(|_| draft.fact.personal_bytes().is_some());
        let found = match sealed {
            Some(Subject::Person(_)) => Whose::Persons,
            Some(Subject::Import(_)) => Whose::Imports,
            Some(Subject::Case(_)) => Whose::Cases,
            None => Whose::Nobodys,
        };
        assert_eq!(found, whose(&draft.fact), "{}", draft.fact.event_type());
    }
}
