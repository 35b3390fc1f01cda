//! An official found that two records are one person's: the one joins the other. Source: docs/rules.md, *Links*.
//!
//! A link moves nothing: it is one edge from a record to the record whose person it is, and it may be reversed at any time
//! (see `reverse`). The edge leads from the head of the group that becomes members to the record that was meant, so that
//! the edges of either group stay what they are, each with its own reason.

use events::catalogue::{LinkStatement, PersonLinked, Provenance};
use events::codes::{HetuFate, LinkReason};
use events::{LinkId, PersonOid, Tag, With};

use crate::addressed::Addressed;
use crate::change_hetu::removal;
use crate::draft::Draft;
use crate::group::Group;
use crate::person::{KnownHetu, Person, Readable};
use crate::refusal::RefusalKind;
use crate::refusals::{refusals, refuses_words};
use crate::text::check_statement;

/// What the official wants.
#[derive(Clone, Default)]
pub struct Wanted {
    /// Who shall head, where nothing decides it.
    pub head: Option<PersonOid>,
    /// What becomes of the members' own hetu, where they have one beside the head's.
    pub hetu: HetuOfMember,
    /// Why, in the official's own words.
    pub words: Option<String>,
}

/// What becomes of the hetu of those who become members, where the head has another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum HetuOfMember {
    /// Nothing is said.
    #[default]
    Unsaid,
    /// It is the person's too, and leads to them.
    Kept,
    /// It was never the person's: a test hetu, or somebody else's.
    Withdrawn,
}

/// Why somebody heads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The register has confirmed them, and not the other.
    Verified,
    /// An official has identified them, and nobody the other.
    ByHand,
    /// They have a hetu, and the other has none.
    HoldsHetu,
    /// The official chose.
    Chosen,
    /// Nothing decides, so it is the number that is the oldest.
    Oldest,
    /// Both were registered at one moment; its number is the smaller one.
    Smaller,
}

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
        /// The register has confirmed both.
        BothVerified => "both-verified", RefusalKind::Conflict;
        /// An official has identified both, and the identification of one would not count any more.
        BothByHand => "both-identified", RefusalKind::Conflict;
        /// The one who is wanted as head is outranked by the other.
        OtherHeads => "other-heads", RefusalKind::Invalid("head");
        /// Both have hetus, and nothing is said about the member's.
        HetuUnsaid => "hetu-of-member", RefusalKind::Invalid("hetu");
        /// The member's hetu is to be withdrawn, and the register has confirmed the member by it.
        HetuVerified => "hetu-verified", RefusalKind::Invalid("hetu");
        /// The reason in words is too long.
        WordsTooLong => "words-too-long", RefusalKind::Invalid("words");
        /// The reason in words has characters that no text may have.
        WordsMalformed => "words-malformed", RefusalKind::Invalid("words");
    }
}

refuses_words!(Refusal);

/// How two groups come together.
#[derive(Debug)]
pub struct Joining<'a> {
    /// Those who are joined.
    pub head: &'a Group,
    /// Those who become members.
    pub member: &'a Group,
    /// Why these head.
    pub why: Why,
}

/// Who heads, and why; nothing is decided yet about hetus and rights.
pub fn joining<'a>(one: &'a Group, other: &'a Group, wanted: &Wanted) -> Result<Joining<'a>, Refusal> {
    if one.has(other.addressed().oid) {
        return Err(Refusal::Linked);
    }
    let usable =
        |group: &Group| group.records().iter().all(|person| person.readable == Readable::Yes && !person.erased);
    if !(usable(one) && usable(other)) || one.is_void() || other.is_void() {
        return Err(Refusal::Unreadable);
    }
    if one.shown().passive.is_some() || other.shown().passive.is_some() {
        return Err(Refusal::Passive);
    }
    let wants = |group: &Group| wanted.head.is_some_and(|head| group.has(head));
    let withdrawn = |member: bool| member && wanted.hetu == HetuOfMember::Withdrawn;
    // A hetu that is withdrawn lends no rank. Whose is withdrawn depends on who heads: the one whom the official wants does.
    let rank_of = |group: &Group, against: &Group| rank(group.shown(), withdrawn(wants(against)));
    let (ours, theirs) = (rank_of(one, other), rank_of(other, one));
    if (ours, theirs) == (VERIFIED, VERIFIED) {
        return Err(Refusal::BothVerified);
    }
    let why = match ours.max(theirs) {
        _ if ours == theirs && wanted.head.is_some() => Why::Chosen,
        _ if ours == theirs && one.head().registered_at == other.head().registered_at => Why::Smaller,
        _ if ours == theirs => Why::Oldest,
        VERIFIED => Why::Verified,
        BY_HAND => Why::ByHand,
        _ => Why::HoldsHetu,
    };
    let first = match why {
        Why::Chosen => wants(one),
        Why::Oldest | Why::Smaller => age(one) <= age(other),
        _ => ours > theirs,
    };
    let (head, member) = if first { (one, other) } else { (other, one) };
    if wants(member) {
        return Err(Refusal::OtherHeads);
    }
    Ok(Joining { head, member, why })
}

const VERIFIED: u8 = 3;
const BY_HAND: u8 = 2;
const HOLDS_HETU: u8 = 1;

fn rank(shown: &Person, without_hetu: bool) -> u8 {
    match () {
        () if shown.is_in_register() => VERIFIED,
        () if shown.is_identified() => BY_HAND,
        () if shown.holds_hetu() && !without_hetu => HOLDS_HETU,
        () => 0,
    }
}

/// Which number is the older one: that which was registered first, and of two of one moment the smaller.
pub(crate) fn age(group: &Group) -> (events::Instant, events::PersonOid) {
    (group.head().registered_at, group.head().oid)
}

/// Decides. `may_unidentify`: the official may let the identification by hand of one of them not count any more.
pub fn link(
    one: Option<&Group>,
    other: Option<&Group>,
    wanted: &Wanted,
    may_unidentify: bool,
) -> Result<Vec<Draft>, Refusal> {
    let (one, other) = (one.ok_or(Refusal::NoPerson)?, other.ok_or(Refusal::NoOther)?);
    check_statement(wanted.words.as_deref())?;
    let joining = joining(one, other, wanted)?;
    let (head, member) = (joining.head, joining.member);
    if head.shown().is_identified() && member.shown().is_identified() && !may_unidentify {
        return Err(Refusal::BothByHand);
    }
    let mut drafts = Vec::new();
    match (head.shown().holds_hetu(), member.shown().holds_hetu(), wanted.hetu) {
        (true, true, HetuOfMember::Unsaid) => return Err(Refusal::HetuUnsaid),
        (_, true, HetuOfMember::Withdrawn) => drafts.extend(withdrawals(member)?),
        _ => {}
    }
    let (joins, to) = (member.head().oid, head.addressed().oid);
    let about = Provenance { addressed: joins, by: None, head: joins };
    let link = LinkId::between(joins, to, member.shown().position.max(head.shown().position));
    let data = PersonLinked { about, to, link, reason: LinkReason::SamePerson };
    let draft = Draft::about(joins, With::new(data, LinkStatement { words: wanted.words.clone() }));
    drafts.push(draft.tagged([Tag::Person(to), Tag::Link(link)]));
    Ok(drafts)
}

/// The present hetu of each record that has one leaves it.
fn withdrawals(group: &Group) -> Result<Vec<Draft>, Refusal> {
    let records = group.records().iter();
    let holders = records.filter_map(|person| Some((person, person.hetu?)));
    holders
        .map(|(person, hetu)| match person.is_in_register() {
            true => Err(Refusal::HetuVerified),
            false => Ok(withdrawal(person, hetu, group.head().oid)),
        })
        .collect()
}

/// A hetu that was never the person's leaves them, and with it what rests on its claim.
pub(crate) fn withdrawal(person: &Person, hetu: KnownHetu, head: PersonOid) -> Draft {
    let from = Addressed { person: person.clone(), head, organisations: Vec::new() };
    removal(&from, hetu, HetuFate::Withdrawn, None)
}
