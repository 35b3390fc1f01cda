//! What a reversal would do, as the official is shown it before anything is appended.

use std::collections::{BTreeMap, BTreeSet};

use events::{PersonOid, Position, Tag};

use crate::named_event::NamedEvent;
use crate::person::Person;

/// Why an event goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goes {
    /// It was named.
    Named,
    /// It was appended by the same command as one that goes.
    SameCommand,
    /// The event at this position caused it, and goes.
    CausedBy(Position),
}

/// Why an event is kept that has to do with one that goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// Somebody decided it; it goes only when it is named.
    Decided,
    /// The official leaves it.
    Left,
}

/// Two things that could not both hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conflict {
    /// An identifier would be a person's again, and is somebody else's meanwhile. Either is without it: the person gives it
    /// up, or nothing is reversed.
    Taken {
        /// The identifier.
        tag: Tag,
        /// Who would have it again.
        of: PersonOid,
        /// Who has it.
        holder: PersonOid,
    },
    /// A person would have joined two others. Either edge is named too.
    TwoLinks {
        /// The person.
        member: PersonOid,
        /// The edges.
        edges: [Position; 2],
    },
    /// Persons would have joined each other in a circle. One of its edges is named too.
    Circle {
        /// One of them.
        member: PersonOid,
        /// Their edge.
        edge: Position,
    },
    /// Two whom the register has confirmed would be linked, and not by its word. The edge is named too, where it counts now.
    BothVerified {
        /// The member, or one who is linked with them.
        member: PersonOid,
        /// Whom the register has confirmed above them.
        other: PersonOid,
        /// Their edge.
        edge: Position,
    },
    /// A person would be a member of somebody whose registration does not count. The edge is named too.
    VoidHead {
        /// The member.
        member: PersonOid,
        /// Their edge.
        edge: Position,
    },
}

/// Persons before and after.
pub type BothStates = BTreeMap<PersonOid, (Option<Person>, Option<Person>)>;

/// What would happen.
#[derive(Default)]
pub struct Plan {
    /// Events that would no longer count, in order.
    pub goes: BTreeMap<Position, Goes>,
    /// Events that count again, where a reversal goes.
    pub comes_back: BTreeSet<Position>,
    /// Events that have to do with them and are kept.
    pub kept: BTreeMap<Position, Kept>,
    /// What stands in the way.
    pub conflicts: Vec<Conflict>,
    /// What was done to a head while a link that goes was in force: it stays with the head.
    pub addressed_to_head: Vec<Position>,
    /// What the events named in here are.
    pub events: BTreeMap<Position, NamedEvent>,
    /// The links of conflicts that count now, so that they may be named too. One that would come back cannot: then nothing is
    /// reversed that brings it back.
    pub may_go: BTreeSet<Position>,
    /// The persons who change, before and after.
    pub changed: BothStates,
    /// Whose OID answers otherwise: these persons, and whoever is linked with them before or after.
    pub answers: BTreeSet<PersonOid>,
}

impl Conflict {
    /// The links of which one is named too.
    pub fn edges(&self) -> &[Position] {
        match self {
            Conflict::Taken { .. } => &[],
            Conflict::TwoLinks { edges, .. } => edges,
            Conflict::Circle { edge, .. } | Conflict::VoidHead { edge, .. } | Conflict::BothVerified { edge, .. } => {
                std::slice::from_ref(edge)
            }
        }
    }
}
