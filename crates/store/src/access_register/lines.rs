//! What is asked of the register, and what it answers.

use events::{Day, Instant, PersonOid};

use super::{LookKind, Looker};

/// Which entries, the newest first.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// About this person.
    pub person: Option<PersonOid>,
    /// By this subject.
    pub subject: Option<String>,
    /// Not before this day.
    pub from: Option<Day>,
    /// Not after this day.
    pub to: Option<Day>,
    /// Looks of these kinds are left out: of lines of lists there are many for each page that is opened, and of fetches by
    /// programs many for each official.
    pub without: &'static [LookKind],
    /// Entries to pass over.
    pub skip: u32,
    /// Most entries.
    pub limit: u32,
}

impl Wanted {
    /// Numbers of the kinds that are left out, as the tables have them.
    pub(super) fn kinds_left_out(&self) -> String {
        let numbers: Vec<String> = self.without.iter().map(|kind| (*kind as u32).to_string()).collect();
        numbers.join(", ")
    }
}

/// Looks of one day, or a single one at a person under a protection order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookLine {
    /// At whom.
    pub person: PersonOid,
    /// Who.
    pub looker: Looker,
    /// What they are called, where a sign-in said so.
    pub name: Option<String>,
    /// What was seen.
    pub kind: Option<LookKind>,
    /// How often.
    pub times: u64,
    /// First time that day.
    pub first: Instant,
    /// Last time that day.
    pub last: Instant,
    /// A single look at a person under a protection order.
    pub protected: bool,
}

/// Refused requests of one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusalLine {
    /// Whose.
    pub looker: Looker,
    /// What they are called, where a sign-in said so.
    pub name: Option<String>,
    /// Method and route.
    pub route: String,
    /// HTTP status.
    pub status: u16,
    /// Whom the request named.
    pub person: Option<PersonOid>,
    /// How often.
    pub times: u64,
    /// First time that day.
    pub first: Instant,
    /// Last time that day.
    pub last: Instant,
}

/// A day as the tables have it.
pub(super) fn number(day: Day) -> i64 {
    i64::from(day.number())
}

/// The person of a refusal as the tables have them.
pub(super) fn person_number(person: Option<PersonOid>) -> u64 {
    person.map_or(NOBODY, PersonOid::number)
}

/// The same, read back.
pub(super) fn person_of(number: u64) -> Option<PersonOid> {
    (number != NOBODY).then(|| PersonOid::from_number(number))
}

/// Stands for the person of a refused request that named nobody.
const NOBODY: u64 = 0;
