//! An official asks the keeper for what they may not do themselves.

use events::catalogue::{RequestOpened, RequestWords};
use events::codes::RequestKind;
use events::{PersonOid, Position, Subject, With};

use super::{Request, tags};
use crate::addressed::Addressed;
use crate::draft::Draft;
use crate::group::Group;
use crate::person::Person;
use crate::refusal::RefusalKind;
use crate::refusals::refuses_words;
use crate::text::{check_statement, said};

/// Most persons of one request: their reasons and answers fit into one command, however long they are.
pub const MOST: usize = 30;

/// Why nothing is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenRefusal {
    /// Nobody is named.
    Nobody,
    /// More than [`MOST`].
    TooMany,
    /// What is asked can be asked about one person at a time.
    OneAlone,
    /// There is no such person.
    NoPerson,
    /// One of several does not exist.
    OneUnknown,
    /// The data of a person was erased, or cannot be read.
    Unreadable,
    /// A person is passive already.
    PassiveAlready,
    /// A person is active already.
    ActiveAlready,
    /// The other person is missing, or is the same.
    NoOther,
    /// The two are linked already.
    Linked,
    /// The register has not confirmed the person.
    NotConfirmed,
    /// The register has not confirmed both of two, so a link is enough.
    NotBothConfirmed,
    /// The register has confirmed both of two, so a link is not enough.
    BothConfirmed,
    /// The person is not identified.
    NotIdentified,
    /// The record is linked with no other one, or with several, and none of them is named.
    NoLink,
    /// Nobody stated that the number is not in use elsewhere.
    UsedElsewhere,
    /// The reason is missing.
    WordsMissing,
    /// The reason is too long.
    WordsTooLong,
    /// The reason has characters that no text may have.
    WordsMalformed,
    /// The same is asked about the same person already, by the request of this number.
    OpenAlready(Position),
}

refuses_words!(OpenRefusal);

impl crate::Refusal for OpenRefusal {
    const ALL: &'static [OpenRefusal] = &[
        OpenRefusal::Nobody,
        OpenRefusal::TooMany,
        OpenRefusal::OneAlone,
        OpenRefusal::NoPerson,
        OpenRefusal::OneUnknown,
        OpenRefusal::Unreadable,
        OpenRefusal::PassiveAlready,
        OpenRefusal::ActiveAlready,
        OpenRefusal::NoOther,
        OpenRefusal::Linked,
        OpenRefusal::NotConfirmed,
        OpenRefusal::NotBothConfirmed,
        OpenRefusal::BothConfirmed,
        OpenRefusal::NotIdentified,
        OpenRefusal::NoLink,
        OpenRefusal::UsedElsewhere,
        OpenRefusal::WordsMissing,
        OpenRefusal::WordsTooLong,
        OpenRefusal::WordsMalformed,
        OpenRefusal::OpenAlready(Position::START),
    ];

    fn name(self) -> &'static str {
        match self {
            OpenRefusal::Nobody => "nobody-chosen",
            OpenRefusal::TooMany => "request-too-many",
            OpenRefusal::OneAlone => "request-one-alone",
            OpenRefusal::NoPerson => "no-person",
            OpenRefusal::OneUnknown => "one-unknown",
            OpenRefusal::Unreadable => "person-unreadable",
            OpenRefusal::PassiveAlready => "passive-already",
            OpenRefusal::ActiveAlready => "active-already",
            OpenRefusal::NoOther => "link-no-other",
            OpenRefusal::Linked => "linked-already",
            OpenRefusal::NotConfirmed => "not-identified-from-register",
            OpenRefusal::NotBothConfirmed => "merge-not-verified",
            OpenRefusal::BothConfirmed => "both-verified",
            OpenRefusal::NotIdentified => "not-identified-so",
            OpenRefusal::NoLink => "request-no-link",
            OpenRefusal::UsedElsewhere => "request-used-elsewhere",
            OpenRefusal::WordsMissing => "words-missing",
            OpenRefusal::WordsTooLong => "words-too-long",
            OpenRefusal::WordsMalformed => "words-malformed",
            OpenRefusal::OpenAlready(_) => "request-open-already",
        }
    }

    fn kind(self) -> RefusalKind {
        match self {
            OpenRefusal::NoPerson => RefusalKind::NotFound,
            OpenRefusal::Nobody | OpenRefusal::TooMany | OpenRefusal::OneAlone | OpenRefusal::OneUnknown => {
                RefusalKind::Invalid("people")
            }
            OpenRefusal::NoOther => RefusalKind::Invalid("other"),
            OpenRefusal::UsedElsewhere => RefusalKind::Invalid("unused_elsewhere"),
            OpenRefusal::WordsMissing | OpenRefusal::WordsTooLong | OpenRefusal::WordsMalformed => {
                RefusalKind::Invalid("words")
            }
            _ => RefusalKind::Conflict,
        }
    }

    fn number(self) -> Option<Position> {
        match self {
            OpenRefusal::OpenAlready(number) => Some(number),
            _ => None,
        }
    }
}

/// What an official asks, with what was read for it.
pub struct Asked<'a> {
    /// What for.
    pub kind: RequestKind,
    /// Each person, with those linked with them.
    pub people: &'a [Option<Group>],
    /// The other person of two.
    pub other: Option<&'a Group>,
    /// They state that the numbers are not in use elsewhere.
    pub unused_elsewhere: bool,
    /// Why, in their own words.
    pub words: &'a str,
    /// Every request about any of the persons so far.
    pub earlier: &'a [Request],
}

/// What is asked about one person.
struct One {
    about: Addressed,
    other: Option<PersonOid>,
    link: Option<Position>,
}

/// Decides: all persons or none.
pub fn open(asked: &Asked<'_>) -> Result<Vec<Draft>, OpenRefusal> {
    let words = asked.words.trim();
    let several = matches!(asked.kind, RequestKind::Passivate | RequestKind::Reactivate);
    match asked.people.len() {
        0 => return Err(OpenRefusal::Nobody),
        1 => {}
        n if n > MOST => return Err(OpenRefusal::TooMany),
        _ if !several => return Err(OpenRefusal::OneAlone),
        _ => {}
    }
    let unknown = if asked.people.len() == 1 { OpenRefusal::NoPerson } else { OpenRefusal::OneUnknown };
    let groups = asked.people.iter().map(|group| group.as_ref().ok_or(unknown)).collect::<Result<Vec<_>, _>>()?;
    let all = groups.into_iter().map(|group| one(asked, group)).collect::<Result<Vec<_>, _>>()?;
    if asked.kind == RequestKind::Passivate && !asked.unused_elsewhere {
        return Err(OpenRefusal::UsedElsewhere);
    }
    if said(Some(words)).is_none() {
        return Err(OpenRefusal::WordsMissing);
    }
    check_statement(Some(words))?;
    let people = all.len() as u32;
    let draft = |(place, one): (u32, One)| {
        let data = RequestOpened {
            about: one.about.about(),
            kind: asked.kind,
            place,
            people,
            other: one.other,
            link: one.link,
            unused_elsewhere: asked.unused_elsewhere,
        };
        let (tags, subject) = (tags(&data), Subject::Person(data.about.addressed));
        Draft::plain(With::new(data, RequestWords { words: words.to_owned() }), tags).sealed_for(subject)
    };
    Ok((0..).zip(all).map(draft).collect())
}

fn one(asked: &Asked<'_>, group: &Group) -> Result<One, OpenRefusal> {
    // Two who are to be one are asked about by those who head them.
    let of_two = matches!(asked.kind, RequestKind::Merge | RequestKind::Link);
    let person = if of_two { group.head() } else { group.addressed() };
    let about = Addressed { person: person.clone(), head: group.head().oid, organisations: Vec::new() };
    if !about.is_readable() {
        return Err(OpenRefusal::Unreadable);
    }
    let mut one = One { other: None, link: None, about };
    match asked.kind {
        RequestKind::Passivate if person.passive.is_some() => return Err(OpenRefusal::PassiveAlready),
        RequestKind::Reactivate if person.passive.is_none() => return Err(OpenRefusal::ActiveAlready),
        RequestKind::Refresh if !group.shown().is_in_register() => return Err(OpenRefusal::NotConfirmed),
        RequestKind::Revoke if !group.addressed().is_identified() => return Err(OpenRefusal::NotIdentified),
        RequestKind::Merge | RequestKind::Link => {
            let other = asked.other.ok_or(OpenRefusal::NoOther)?;
            one.other = Some(joinable(asked.kind, group, other)?);
        }
        RequestKind::Reverse => {
            let (member, other) = link_of(group, asked.other).ok_or(OpenRefusal::NoLink)?;
            (one.link, one.other) = (member.link.map(|link| link.since), Some(other));
        }
        RequestKind::Passivate
        | RequestKind::Reactivate
        | RequestKind::Refresh
        | RequestKind::Check
        | RequestKind::Revoke => {}
    }
    let same = |earlier: &&Request| {
        let about = |oid| earlier.person() == oid || earlier.asked.other == Some(oid);
        earlier.end.is_none() && earlier.asked.kind == asked.kind && about(person.oid) && one.other.is_none_or(about)
    };
    match asked.earlier.iter().find(same) {
        Some(earlier) => Err(OpenRefusal::OpenAlready(earlier.number)),
        None => Ok(one),
    }
}

/// The head of the other one of two who are one: merged where the register has confirmed both, else linked.
fn joinable(kind: RequestKind, one: &Group, other: &Group) -> Result<events::PersonOid, OpenRefusal> {
    if one.has(other.addressed().oid) {
        return Err(OpenRefusal::Linked);
    }
    let verified = [one, other].iter().all(|group| group.shown().is_in_register());
    match (kind, verified) {
        (RequestKind::Merge, false) => Err(OpenRefusal::NotBothConfirmed),
        (RequestKind::Link, true) => Err(OpenRefusal::BothConfirmed),
        _ => Ok(other.head().oid),
    }
}

/// The member of the link that is meant, and the record at its other end: the record's own link, or the one of a record that
/// joined it, where no other one could be meant.
fn link_of<'a>(group: &'a Group, other: Option<&Group>) -> Option<(&'a Person, PersonOid)> {
    let person = group.addressed();
    let own = person.link.map(|link| (person, link.to));
    let joined = group.records().iter().filter(|member| member.link.is_some_and(|link| link.to == person.oid));
    let meant = |(_, end): &(&Person, PersonOid)| other.is_none_or(|other| other.addressed().oid == *end);
    let mut found = own.into_iter().chain(joined.map(|member| (member, member.oid))).filter(meant);
    let first = found.next();
    if found.next().is_none() { first } else { None }
}
