//! A program links records to a person, or takes links back (`link`, `forcelink`, `unlink`). Who heads is decided as in
//! today's registry: the only one of them who is identified or has a hetu, else the person addressed. Source: ONR's
//! behaviour; docs/decisions/0027-what-counts.md.

use events::catalogue::{LinkStatement, PersonLinked, Provenance, ReversalStatement, Reversed};
use events::codes::LinkReason;
use events::{LinkId, PersonOid, Position, Tag, With};

use crate::addressed::Addressed;
use crate::draft::Draft;
use crate::group::Group;
use crate::person::{IdentifiedBy, Person, Readable};
use crate::refusal::RefusalKind;
use crate::refusals::refusals;
use crate::update_person::reactivated;

/// A record that is to be linked, with whatever stands around it.
#[derive(Clone)]
pub struct Record {
    /// The record with those linked with it.
    pub group: Group,
    /// Positions of its identifications by hand that count.
    pub by_hand: Vec<Position>,
}

impl Record {
    fn person(&self) -> &Person {
        self.group.addressed()
    }

    /// Identified in any way, or by a hetu that nobody has confirmed yet.
    fn is_somebody(&self) -> bool {
        self.person().is_identified() || self.person().holds_hetu()
    }
}

refusals! {
    /// Why nothing is linked.
    Refusal {
        /// There is no such person.
        NoPerson => "no-person", RefusalKind::NotFound;
        /// One of the others does not exist.
        NoOther => "link-no-other", RefusalKind::Invalid("other");
        /// The data of one was erased, cannot be read, or their registration does not count.
        Unreadable => "link-unreadable", RefusalKind::Conflict;
        /// The person is linked to another one already.
        Linked => "linked-already", RefusalKind::Conflict;
        /// More than one of them is identified, or has a hetu.
        SeveralIdentified => "both-identified", RefusalKind::Conflict;
        /// One of the others is identified by the register or by eIDAS, or has a hetu.
        Verified => "link-of-verified", RefusalKind::Conflict;
        /// Everything is as it was.
        NothingChanges => "nothing-changes", RefusalKind::Conflict;
    }
}

/// Which of the records heads, and which are linked to it. Nobody stands in `others` twice, nor the person addressed.
pub fn linked<'a>(person: &'a Record, others: &'a [Record], force: bool) -> (&'a Record, Vec<&'a Record>) {
    let head = others.iter().find(|other| other.is_somebody_beside(force)).unwrap_or(person);
    let all = others.iter().chain([person]);
    (head, all.filter(|record| record.person().oid != head.person().oid).collect())
}

impl Record {
    /// The same, when an identification by hand alone does not count with `force`.
    fn is_somebody_beside(&self, force: bool) -> bool {
        self.is_somebody() && !(force && self.is_by_hand_alone())
    }

    fn is_by_hand_alone(&self) -> bool {
        !self.by_hand.is_empty() && !self.person().holds_hetu() && !self.is_strong()
    }

    fn is_strong(&self) -> bool {
        let identified = &self.person().identified;
        identified.contains(&IdentifiedBy::Register) || identified.contains(&IdentifiedBy::Eidas)
    }
}

/// Decides. With `force` the identifications by hand of the others do not count any more.
pub fn link_as_asked(person: Option<&Record>, others: &[Record], force: bool) -> Result<Vec<Draft>, Refusal> {
    let person = person.ok_or(Refusal::NoPerson)?;
    if force && others.iter().any(|other| other.is_strong() || other.person().holds_hetu()) {
        return Err(Refusal::Verified);
    }
    if person.person().link.is_some() {
        return Err(Refusal::Linked);
    }
    if others.is_empty() {
        return Err(Refusal::NothingChanges);
    }
    let usable = |record: &Record| {
        let person = record.person();
        person.readable == Readable::Yes && !person.erased && !person.void
    };
    if !(usable(person) && others.iter().all(usable)) {
        return Err(Refusal::Unreadable);
    }
    let of_path = usize::from(person.is_somebody());
    if of_path + others.iter().filter(|other| other.is_somebody_beside(force)).count() > 1 {
        return Err(Refusal::SeveralIdentified);
    }
    let mut drafts: Vec<Draft> = Vec::new();
    if force {
        drafts.extend(others.iter().filter_map(|other| taken_back(other.person(), other.by_hand.clone())));
    }
    let (head, members) = linked(person, others, force);
    drafts.extend(joined(head, &members));
    if drafts.is_empty() { Err(Refusal::NothingChanges) } else { Ok(drafts) }
}

fn joined(head: &Record, members: &[&Record]) -> Vec<Draft> {
    let (mut drafts, to) = (Vec::new(), head.person());
    let above = head.group.head();
    // Whoever heads is in use; and whoever headed them until now is a member of theirs.
    if let Some(link) = to.link {
        drafts.extend(taken_back(to, vec![link.since]));
        drafts.push(edge(above.oid, to.oid, above.position.max(to.position)));
    }
    if to.passive.is_some() {
        drafts.push(reactivated(&addressed(to)));
    }
    for member in members {
        let person = member.person();
        match person.link {
            // They are a member already.
            Some(_) if member.group.head().oid == to.oid => continue,
            None if person.oid == above.oid => continue,
            Some(link) => drafts.extend(taken_back(person, vec![link.since])),
            None => {}
        }
        drafts.push(edge(person.oid, to.oid, person.position.max(to.position)));
    }
    drafts
}

/// One edge.
fn edge(joins: PersonOid, to: PersonOid, at: Position) -> Draft {
    let about = Provenance { addressed: joins, by: None, head: joins };
    let link = LinkId::between(joins, to, at);
    let data = PersonLinked { about, to, link, reason: LinkReason::SamePerson };
    let draft = Draft::about(joins, With::new(data, LinkStatement { words: None }));
    draft.tagged([Tag::Person(to), Tag::Link(link)])
}

/// These events of a person do not count any more.
fn taken_back(person: &Person, events: Vec<Position>) -> Option<Draft> {
    let link = person.link.filter(|link| events.contains(&link.since));
    let tags = link.map(|link| [Tag::Person(link.to), Tag::Link(link.id)]);
    let data = Reversed { about: addressed(person).about(), events };
    (!data.events.is_empty()).then(|| {
        let draft = Draft::about(person.oid, With::new(data, ReversalStatement { words: None }));
        draft.tagged(tags.into_iter().flatten())
    })
}

fn addressed(person: &Person) -> Addressed {
    Addressed { person: person.clone(), head: person.oid, organisations: Vec::new() }
}

/// The link of a member to this head does not count any more, and the member is in use again.
pub fn unlink_as_asked(head: Option<&Group>, member: Option<&Group>) -> Result<Vec<Draft>, Refusal> {
    let (head, member) = (head.ok_or(Refusal::NoPerson)?, member.ok_or(Refusal::NoOther)?);
    let person = member.addressed();
    let heads = head.has(person.oid) && !head.is_member();
    let linked = person.link.filter(|link| heads || link.to == head.addressed().oid);
    let mut drafts: Vec<Draft> = linked.and_then(|link| taken_back(person, vec![link.since])).into_iter().collect();
    if person.passive.is_some() {
        drafts.push(reactivated(&addressed(person)));
    }
    if drafts.is_empty() { Err(Refusal::NothingChanges) } else { Ok(drafts) }
}
