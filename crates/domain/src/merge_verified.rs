//! Two persons whom the register has confirmed turn out to be one: the younger number joins the older. Source:
//! docs/rules.md, *Links and reversals*; docs/decisions/0036-merging-two-verified-persons.md.
//!
//! Only the register can say so, and only of the hetus that both have now. Every hetu goes on leading to the person: the
//! one that is in force by the register's word is the present one, the others are superseded.

use events::catalogue::{
    AssignedHetu, HetuAssigned, HetuReplaced, LinkStatement, PersonLinked, Provenance, ReplacedHetu,
};
use events::codes::{HetuFate, LinkReason};
use events::person::RegisterRecord;
use events::{Hetu, LinkId, Tag, With};

use crate::addressed::Addressed;
use crate::change_hetu::removal;
use crate::draft::Draft;
use crate::group::Group;
use crate::identify::Finding;
use crate::link::age;
use crate::person::{Person, Readable};
use crate::refusal::RefusalKind;
use crate::refusals::{refusals, refuses_words};
use crate::register_record::RecordHetus;
use crate::text::{check_statement, said};

refusals! {
    /// Why the two stay apart.
    Refusal {
        /// There is no such person.
        NoPerson => "no-person", RefusalKind::NotFound;
        /// The other person does not exist.
        NoOther => "link-no-other", RefusalKind::Invalid("other");
        /// Both OIDs are of one person already.
        Linked => "linked-already", RefusalKind::Conflict;
        /// The data of one was erased, cannot be read, or their registration does not count.
        Unreadable => "link-unreadable", RefusalKind::Conflict;
        /// One of them is passive: whoever made them so meant that the number is not used.
        Passive => "person-passive", RefusalKind::Conflict;
        /// The register has not confirmed both, so a link is enough.
        NotVerified => "merge-not-verified", RefusalKind::Conflict;
        /// The reason in words is missing.
        WordsMissing => "merge-needs-words", RefusalKind::Invalid("words");
        /// The reason in words is too long.
        WordsTooLong => "words-too-long", RefusalKind::Invalid("words");
        /// The reason in words has characters that no text may have.
        WordsMalformed => "words-malformed", RefusalKind::Invalid("words");
        /// The register was asked about other hetus than those that the two have now.
        NotAsked => "merge-hetu-changed", RefusalKind::Conflict;
        /// The register has no record of one person that has both hetus.
        NoRecord => "merge-register-silent", RefusalKind::Conflict;
        /// The register says that they are two persons.
        TwoPersons => "merge-register-says-two", RefusalKind::Conflict;
        /// A third person here holds one of the record's hetus.
        OtherHolder => "record-hetu-in-use", RefusalKind::Conflict;
    }
}

refuses_words!(Refusal);

/// What the register said of a hetu.
#[derive(Clone, Copy)]
pub struct Answer<'a> {
    /// The hetu that it was asked about.
    pub asked: Hetu,
    /// What it said.
    pub finding: &'a Finding,
}

impl Answer<'_> {
    fn record(&self) -> Option<&RegisterRecord> {
        match self.finding {
            Finding::Found(record) => Some(record),
            _ => None,
        }
    }
}

/// The hetus about which the register is to be asked before the two are merged; `None` where they would not be merged
/// whatever it says.
pub fn to_ask(one: Option<&Group>, other: Option<&Group>) -> Option<[Hetu; 2]> {
    mergeable(one, other).ok().and_then(|groups| hetus(&groups).ok())
}

/// The register's record, where it says that the holders of both hetus are one person: both answers are one record, or one
/// hetu's record names the other hetu and the register knows nobody else by that one.
pub fn one_person<'a>([one, other]: [&'a Answer<'a>; 2]) -> Result<&'a RegisterRecord, Refusal> {
    let names = |record: &RegisterRecord, hetu: Hetu| record.hetu == hetu || record.former_hetus.contains(&hetu);
    let (found, asked) = match (one.record(), other.record()) {
        (Some(record), Some(same)) if record.hetu == same.hetu => return Ok(record),
        (Some(_), Some(_)) => return Err(Refusal::TwoPersons),
        (Some(record), None) => (record, other.asked),
        (None, Some(record)) => (record, one.asked),
        (None, None) => return Err(Refusal::NoRecord),
    };
    if names(found, asked) { Ok(found) } else { Err(Refusal::NoRecord) }
}

/// Decides. `answers` are what the register said of the hetus of the two, in any order, and `hetus` those of its record.
pub fn merge_verified(
    one: Option<&Group>,
    other: Option<&Group>,
    answers: Option<&[Answer<'_>; 2]>,
    hetus: &RecordHetus,
    words: &str,
) -> Result<Vec<Draft>, Refusal> {
    let groups = mergeable(one, other)?;
    if said(Some(words)).is_none() {
        return Err(Refusal::WordsMissing);
    }
    check_statement(Some(words))?;
    let asked = self::hetus(&groups)?;
    let about = |hetu: Hetu| answers.and_then(|answers| answers.iter().find(|answer| answer.asked == hetu));
    let (Some(of_one), Some(of_other)) = (about(asked[0]), about(asked[1])) else { return Err(Refusal::NotAsked) };
    let record = one_person([of_one, of_other])?;
    if hetus.holders.iter().any(|holder| groups.iter().all(|group| !group.has(*holder))) {
        return Err(Refusal::OtherHolder);
    }
    let [one, other] = groups;
    let (head, member) = if age(one) <= age(other) { (one, other) } else { (other, one) };
    let mut drafts = in_force([head, member], record.hetu, hetus)?;
    drafts.push(joins(member, head, words));
    Ok(drafts)
}

/// Both, where only the register's word is missing.
fn mergeable<'a>(one: Option<&'a Group>, other: Option<&'a Group>) -> Result<[&'a Group; 2], Refusal> {
    let groups = [one.ok_or(Refusal::NoPerson)?, other.ok_or(Refusal::NoOther)?];
    let usable = |person: &Person| person.readable == Readable::Yes && !person.erased;
    match () {
        () if groups[0].has(groups[1].addressed().oid) => Err(Refusal::Linked),
        () if groups.iter().any(|group| group.is_void() || !group.records().iter().all(usable)) => {
            Err(Refusal::Unreadable)
        }
        () if groups.iter().any(|group| group.shown().passive.is_some()) => Err(Refusal::Passive),
        () if !groups.iter().all(|group| group.shown().is_in_register()) => Err(Refusal::NotVerified),
        () => Ok(groups),
    }
}

/// The present hetu of each.
fn hetus(groups: &[&Group; 2]) -> Result<[Hetu; 2], Refusal> {
    let hetu = |group: &Group| group.shown().hetu.map(|known| known.hetu).ok_or(Refusal::NotVerified);
    Ok([hetu(groups[0])?, hetu(groups[1])?])
}

/// What makes this hetu the present one of all of them. A head shows its own hetu before that of a member: where a member
/// has the one in force, every other present hetu is superseded; where nobody has it, the head gets it.
fn in_force(groups: [&Group; 2], hetu: Hetu, hetus: &RecordHetus) -> Result<Vec<Draft>, Refusal> {
    let head = groups[0].head();
    let has = |person: &Person| person.hetu.is_some_and(|known| known.hetu == hetu);
    if has(head) {
        return Ok(Vec::new());
    }
    let records = || groups.into_iter().flat_map(|group| group.records().iter().map(move |person| (group, person)));
    if records().any(|(_, person)| has(person)) {
        let others = records().filter(|(_, person)| !has(person));
        let superseded = |(group, person): (&Group, &Person)| {
            Some(removal(&at(group, person), person.hetu?, HetuFate::Superseded, None))
        };
        return Ok(others.filter_map(superseded).collect());
    }
    // One of them had it once. Two records cannot claim it.
    if records().any(|(_, person)| person.oid != head.oid && person.has_hetu(&hetu)) {
        return Err(Refusal::OtherHolder);
    }
    Ok(vec![given(groups[0], hetu, hetus)])
}

/// The head gets the hetu in force, and its own is superseded.
fn given(head: &Group, hetu: Hetu, hetus: &RecordHetus) -> Draft {
    let (person, assigned) = (head.head(), hetus.current);
    let about = at(head, person).about();
    match person.hetu {
        Some(own) => {
            let data = HetuReplaced { about, assigned, former: own.handle, fate: HetuFate::Superseded };
            let personal = ReplacedHetu { assigned: hetu, former: own.hetu, words: None };
            let draft = Draft::about(person.oid, With::new(data, personal));
            draft.tagged([Tag::Hetu(assigned), Tag::Hetu(own.handle)])
        }
        None => {
            let (data, personal) = (HetuAssigned { about, assigned }, AssignedHetu { assigned: hetu });
            Draft::about(person.oid, With::new(data, personal)).tagged([Tag::Hetu(assigned)])
        }
    }
}

fn joins(member: &Group, head: &Group, words: &str) -> Draft {
    let (joins, to) = (member.head(), head.head().oid);
    let about = Provenance::unlinked(joins.oid, None);
    let link = LinkId::between(joins.oid, to, member.shown().position.max(head.shown().position));
    let data = PersonLinked { about, to, link, reason: LinkReason::VerifiedMerged };
    let draft = Draft::about(joins.oid, With::new(data, LinkStatement { words: Some(words.to_owned()) }));
    draft.tagged([Tag::Person(to), Tag::Link(link)])
}

fn at(group: &Group, person: &Person) -> Addressed {
    Addressed { person: person.clone(), head: group.head().oid, organisations: Vec::new() }
}
