//! A learner as they stood at an event: when that was, and what is different now.

use std::collections::BTreeSet;

use app::Person;
use app::report::learner::LearnerView;
use events::{PersonOid, Position};

use super::facts::{self, Change, Shown};
use super::{EVENT, to_entry};
use crate::staff::address::Address;
use crate::staff::dates::When;

/// The learner as it stood at an event.
pub struct Stood {
    /// When that was.
    pub when: When,
    /// Position of the event.
    pub position: String,
    /// The learner now.
    pub now: String,
    /// The entry in the history.
    pub entry: String,
    /// What is different now.
    pub changes: Vec<Change>,
}

impl Stood {
    /// As of an event.
    pub fn new(address: &Address, view: &LearnerView, at: Position, shown: &Shown<'_>) -> Stood {
        Stood {
            when: view.recorded.into(),
            position: at.to_string(),
            now: address.clone().without(EVENT).to_string(),
            entry: to_entry(address, view, at),
            changes: view.now.as_ref().map(|now| changes(view, now, shown)).unwrap_or_default(),
        }
    }
}

/// What is different now: with whom the number is linked, and the data.
fn changes(view: &LearnerView, now: &Person, shown: &Shown<'_>) -> Vec<Change> {
    let t = &shown.words.t;
    let oids = |head: PersonOid, members: &[PersonOid]| {
        let others: BTreeSet<PersonOid> =
            members.iter().copied().chain([head]).filter(|oid| *oid != view.oid).collect();
        facts::value(t, Some(others.iter().map(PersonOid::to_string).collect::<Vec<_>>().join(", ")))
    };
    let (before, after) = (oids(view.person.oid, &view.members), oids(now.oid, &view.members_now));
    let linked = (before != after).then(|| Change { label: t.get("learner-linked"), before, after });
    linked.into_iter().chain(shown.differences(Some(&view.person), now)).collect()
}
