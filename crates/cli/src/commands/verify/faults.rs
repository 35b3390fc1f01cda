//! What is wrong with events, kind by kind: how often, where first, and what to do.

use std::collections::BTreeMap;

use events::Position;

use super::Failure;

/// A kind of fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// It does not decode, or its sealed part does not open with its key.
    Unreadable,
    /// Its bytes are not those that a writer writes: something stands behind, or is written in another way.
    NotAsWritten,
    /// It carries a kind of tag that its type never carries.
    Tags,
    /// The subject of its sealed part is not among its tags.
    Subject,
    /// Its id does not follow from its command and its place in it.
    Id,
    /// Its command was carried out before, with other events in between.
    Command,
    /// It was recorded before the event before it.
    Recorded,
    /// Its key is missing.
    KeyLost,
    /// Its key was destroyed, and no erasure in the log names it.
    KeyDestroyed,
    /// It claims identifiers that the vault does not know by its tags.
    Unfindable,
    /// It claims what somebody else holds.
    Doubled,
    /// It takes an id into use that another event took into use before.
    UsedTwice,
    /// It links a person who is a member already.
    LinkedTwice,
    /// It makes persons members of each other.
    Circle,
    /// It is about a number that was never issued, which does not answer.
    NobodyThere,
    /// It gives a row of an import a second state.
    RowTwice,
    /// It completes an import of which a row has no state.
    RowWithoutState,
}

impl Fault {
    /// What events do, and what to do about it.
    fn words(self) -> (&'static str, &'static str) {
        const FORGED: &str = "no program of this registry has written that; stop, keep the journal as evidence, and restore \
                              a backup that `oppijaloki verify` finds whole";
        match self {
            Fault::Unreadable => (
                "events cannot be read",
                "when a newer program wrote them run that one; else stop, keep journal and vault as evidence, and \
                 restore a backup of both that `oppijaloki verify` finds whole",
            ),
            Fault::NotAsWritten => ("events hold bytes that do not belong to them", FORGED),
            Fault::Tags => ("events carry tags that their type never carries", FORGED),
            Fault::Subject => ("events seal the data of a subject that they are not tagged with", FORGED),
            Fault::Id => ("events have ids that do not follow from their commands", FORGED),
            Fault::Command => ("commands are begun again after other events", FORGED),
            Fault::Recorded => ("events were recorded before the one before them", FORGED),
            Fault::KeyLost => (
                "events have lost their keys, which no erasure in the log explains",
                "restore a vault at least as new as the journal",
            ),
            Fault::KeyDestroyed => (
                "keys are destroyed in the vault that no erasure in the log names",
                "nobody in the registry has ordered that; keep the vault as evidence, and restore a copy of it from before",
            ),
            Fault::Unfindable => (
                "claims of identifiers are not in the vault",
                "imports would not find these people; restore the vault's backup of the same age as the journal",
            ),
            Fault::Doubled => (
                "claims are of identifiers that somebody else holds",
                "look at both histories with `oppijaloki history`, and find out how the second one was let in",
            ),
            Fault::UsedTwice => (
                "ids are taken into use a second time: two people have one OID, or two imports or comparisons one id",
                "the first keeps the number; separate two people on the page of the number, which gives the later one \
                 another, and tell everybody who was given it for the later one",
            ),
            Fault::LinkedTwice => ("persons become members of two others at once", FORGED),
            Fault::NobodyThere => ("numbers are used that were never issued", FORGED),
            Fault::RowTwice => ("rows of imports have a second state, or were never received", FORGED),
            Fault::RowWithoutState => ("imports are completed of which rows have no state", FORGED),
            Fault::Circle => ("persons are members of each other, so that nobody heads them", FORGED),
        }
    }
}

/// The faults found, by kind.
#[derive(Default)]
pub struct Faults(BTreeMap<Fault, Seen>);

struct Seen {
    count: u64,
    first: Position,
    detail: String,
}

impl Faults {
    /// Writes down a fault; `detail` is shown of the first one of its kind and never personal.
    pub fn add(&mut self, fault: Fault, at: Position, detail: impl std::fmt::Display) {
        let seen = self.0.entry(fault).or_insert_with(|| Seen { count: 0, first: at, detail: detail.to_string() });
        seen.count += 1;
        if at < seen.first {
            (seen.first, seen.detail) = (at, detail.to_string());
        }
    }

    /// Was nothing of these kinds found?
    pub fn none_of(&self, kinds: &[Fault]) -> bool {
        kinds.iter().all(|kind| !self.0.contains_key(kind))
    }

    /// All of them in words, when there are any.
    pub fn failure(&self) -> Option<Failure> {
        let line = |(fault, seen): (&Fault, &Seen)| {
            let ((what, next), Seen { count, first, detail }) = (fault.words(), seen);
            let detail = if detail.is_empty() { String::new() } else { format!(", {detail}") };
            format!("ALARM: {what} ({count} in all, the first at event {first}{detail}): {next}")
        };
        let lines: Vec<String> = self.0.iter().map(line).collect();
        (!lines.is_empty()).then(|| Failure(lines.join("\n")))
    }
}
