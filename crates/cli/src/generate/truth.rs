//! The label of a generated row: what is true of it.

use events::codes::ConflictKind;
use serde::{Serialize, Serializer};

use super::faults::Fault;
use super::kinds::Kind;

/// What is true of a row; one line of JSON in a file of labels.
///
/// `expect` holds when the rows of an import are resolved in their order, by a registry that knows nobody of them
/// before, asks a register with the same people, and counts individual numbers 990–999 as test hetus. Learners of
/// [`Kind::Known`] must have come by an earlier run without noise.
#[derive(Clone, PartialEq, Serialize)]
pub struct Truth {
    /// Number of the row; the first is 1.
    pub row: u64,
    /// The sender's own reference, as in the row.
    pub tunniste: Option<String>,
    /// What was done to the row.
    pub kind: Kind,
    /// Who the learner really is.
    pub person: Who,
    /// Index of the person whose hetu was sent, when it is another's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hetu_of: Option<u64>,
    /// What should become of the row.
    pub expect: Expect,
    /// How the row differs from the person that it matches, when an earlier row or run brought them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub conflicts: Vec<ConflictKind>,
    /// Which rule a malformed row breaks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fault: Option<Fault>,
    /// In which field, by the name it has in an import.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<&'static str>,
}

/// Who a learner is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Who {
    /// The person of this index in the population; a number in JSON.
    Population(u64),
    /// A foreign learner without a hetu: `foreign-17`.
    Foreign(u64),
    /// Somebody whom the register does not know: `unregistered-17`.
    Unregistered(u64),
}

impl Serialize for Who {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Who::Population(index) => serializer.serialize_u64(*index),
            Who::Foreign(number) => serializer.collect_str(&format_args!("foreign-{number}")),
            Who::Unregistered(number) => serializer.collect_str(&format_args!("unregistered-{number}")),
        }
    }
}

/// What the registry should make of a row once the register has answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Expect {
    /// The row's person is identified.
    Identified,
    /// Listed: the register's names are nearly the same.
    NamesNearlySame,
    /// Listed: the register's names are clearly different.
    NamesClearlyDifferent,
    /// Listed: the register does not know the hetu.
    NotInRegister,
    /// Listed: a test or temporary hetu.
    TestHetu,
    /// Listed: there is no hetu.
    NoHetu,
    /// The row leads to a person who has another's name: its sender gains no access to them.
    ConflictDifferentName,
    /// The row leads to the person with its hetu, who is identified, and another identifier of it is somebody else's.
    ConflictContradictingIdentifiers,
    /// The row breaks a rule.
    Refused,
}
