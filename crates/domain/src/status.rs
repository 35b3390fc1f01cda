//! The state of an imported person: one definition for summary, error list and import summaries. Source: docs/rules.md,
//! after OPH's instructions.

use serde::Serialize;

use crate::person::{Person, Readable};

/// Where a person stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Identified by any means, passive and not sent in again since, or erased: nobody has to act.
    Successful,
    /// Has a hetu and no final answer yet.
    InProgress,
    /// The rest: somebody must act.
    Failed,
}

impl Status {
    /// Its name in answers and texts.
    pub fn name(self) -> &'static str {
        match self {
            Status::Successful => "successful",
            Status::InProgress => "in_progress",
            Status::Failed => "failed",
        }
    }

    /// The number under which read models keep it.
    pub fn number(self) -> u8 {
        match self {
            Status::Successful => 0,
            Status::InProgress => 1,
            Status::Failed => 2,
        }
    }

    /// Takes a kept number back.
    pub fn from_number(number: u8) -> Status {
        match number {
            0 => Status::Successful,
            1 => Status::InProgress,
            _ => Status::Failed,
        }
    }
}

/// A person's state. A failure that is tried again by itself is still listed: an official may know better. It follows
/// from facts that are not personal, so that a past day counts the same when its people have been erased since.
pub fn status(person: &Person) -> Status {
    if person.is_identified() || person.is_settled_passive() || person.erased {
        Status::Successful
    } else if person.passive.is_none()
        && person.holds_hetu()
        && person.failure.is_none()
        && person.readable != Readable::KeyLost
    {
        Status::InProgress
    } else {
        Status::Failed
    }
}
