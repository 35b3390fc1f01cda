//! Why an imported person needs somebody to act: one cause each, with its own next step. Source: docs/rules.md, after
//! OPH's instructions.

use events::catalogue::WhyFailed;
use events::codes::FailureCause;

use crate::person::{Person, Readable};
use crate::status::{Status, status};

/// Why a person stands in the error list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cause {
    /// No hetu: somebody identifies the person by hand.
    NoHetu,
    /// The attempt to identify failed.
    Identification(FailureCause),
    /// The key to the personal data is lost: an operator must act.
    KeyLost,
    /// The registration does not count any more: what belongs to a person is sent in again.
    Void,
    /// A row led to a passive person: they are made active again, or passivated once more.
    Passivated,
}

impl Cause {
    /// Every cause.
    pub fn all() -> impl Iterator<Item = Cause> {
        let identification = FailureCause::ALL.iter().map(|cause| Cause::Identification(*cause));
        [Cause::NoHetu].into_iter().chain(identification).chain([Cause::KeyLost, Cause::Void, Cause::Passivated])
    }

    /// The number under which read models keep it.
    pub fn number(self) -> u32 {
        match self {
            Cause::NoHetu => 0,
            Cause::KeyLost => 2,
            Cause::Void => 3,
            Cause::Passivated => 4,
            Cause::Identification(cause) => 10 + cause.number(),
        }
    }

    /// Takes a kept number back.
    pub fn from_number(number: u32) -> Option<Cause> {
        Cause::all().find(|cause| cause.number() == number)
    }

    /// The name in addresses, answers and texts, such as `no_hetu` or `not_in_register`.
    pub fn name(self) -> String {
        match self {
            Cause::NoHetu => "no_hetu".to_owned(),
            Cause::KeyLost => "key_lost".to_owned(),
            Cause::Void => "person_void".to_owned(),
            Cause::Passivated => "person_passivated".to_owned(),
            Cause::Identification(cause) => cause.to_string(),
        }
    }

    /// What a notice tells the sender; `None` where the sender can do nothing.
    pub fn told(self) -> Option<WhyFailed> {
        match self {
            Cause::NoHetu => Some(WhyFailed::NoHetu),
            Cause::Identification(cause) => Some(WhyFailed::Identification(cause)),
            Cause::Passivated => Some(WhyFailed::Passivated),
            Cause::KeyLost | Cause::Void => None,
        }
    }

    /// The cause of a name.
    pub fn from_name(name: &str) -> Option<Cause> {
        Cause::all().find(|cause| cause.name() == name)
    }
}

/// Why a person is in the error list; `None` when they are not.
pub fn cause(person: &Person) -> Option<Cause> {
    if status(person) != Status::Failed {
        return None;
    }
    Some(match &person.failure {
        _ if person.readable == Readable::KeyLost => Cause::KeyLost,
        _ if person.void => Cause::Void,
        _ if person.passive.is_some() => Cause::Passivated,
        Some(failure) => Cause::Identification(failure.cause),
        None => Cause::NoHetu,
    })
}
