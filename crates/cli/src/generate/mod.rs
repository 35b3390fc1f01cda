//! Synthetic imports of any size from a seed, each row labelled with the truth.
//!
//! Learners are drawn from the invented people of [`vtj::population`], so that the register's stand-in knows them when
//! it is started with the same seed and number of people. Some rows are spoilt in the ways in which real ones are, see
//! [`Kind`]; how many of each is the [`Mix`]. With every row goes its [`Truth`]: who the learner really is, what was
//! done to the row, and what the registry should make of it.
//!
//! The same [`VERSION`], seed and options give the same rows for ever, on every machine: the draws are our own
//! (`generate/dice.rs`) and a test compares them with what they were. Nothing is held but a few hundred learners, so a
//! million rows need no more memory than a hundred.
//!
//! No hetu made here could be a real person's: individual numbers are 900–989, or 990–999 for those that stand for test
//! hetus.
//!
//! ```
//! use oppijaloki::generate::{Options, rows, to_oppija_json};
//! let options = Options::new(1, 2000, 10);
//! let made: Vec<_> = rows(&options).collect();
//! let body = to_oppija_json(made.iter().map(|made| &made.row), Some("opintotoimisto@example.com"));
//! assert_eq!(made.len(), 10);
//! assert!(body.starts_with("{\"sahkoposti\":\"opintotoimisto@example.com\",\"henkilot\":["));
//! ```

mod careless;
mod dice;
mod draft;
mod faults;
mod hetus;
mod kinds;
mod learners;
mod mix;
mod noise;
mod row;
mod rows;
mod truth;
mod write;

use events::codes::Interface;

pub use careless::Careless;
pub use faults::Fault;
pub use kinds::Kind;
pub use mix::{Mix, MixError, WHOLE};
pub use row::Row;
pub use rows::{Rows, rows};
pub use truth::{Expect, Truth, Who};
pub use write::{Format, Writer, to_oppija_json, to_yleistunniste_json};

/// Raised whenever any seed could give other rows than before.
pub const VERSION: u64 = 2;

/// What to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Seed of the people and of the draws. Give the stand-in the same.
    pub seed: u64,
    /// How many people the register's stand-in knows.
    pub people: u64,
    /// How many rows.
    pub rows: u64,
    /// Rows of which path.
    pub interface: Interface,
    /// Index of the first person drawn. A run that begins where another ended is about other people.
    pub first_person: u64,
    /// How many rows of each kind.
    pub mix: Mix,
}

impl Options {
    /// Rows of `PUT /oppija`, mixed as [`Mix::typical`].
    pub fn new(seed: u64, people: u64, rows: u64) -> Options {
        Options { seed, people, rows, interface: Interface::Oppija, first_person: 0, mix: Mix::typical() }
    }

    /// Clean rows alone, each about another learner: for measurements.
    pub fn plain(seed: u64, people: u64, rows: u64) -> Options {
        Options { mix: Mix::plain(), ..Options::new(seed, people, rows) }
    }

    /// About how many people from `first_person` on the rows take. When there are fewer, the last rows are about the
    /// learners of earlier ones.
    pub fn people_needed(&self) -> u64 {
        let taken = |kind: Kind| {
            let kind_made = if kind.fits(self.interface) { kind } else { Kind::Clean };
            kind_made.people_taken() * u64::from(self.mix.share(kind))
        };
        let of_whole: u64 = Kind::all().map(taken).sum();
        let needed = u128::from(self.rows) * u128::from(of_whole) / u128::from(WHOLE);
        u64::try_from(needed).unwrap_or(u64::MAX)
    }
}

/// A row and what is true of it.
#[derive(Clone, PartialEq)]
pub struct Generated {
    /// As it is sent.
    pub row: Row,
    /// As it is.
    pub truth: Truth,
}

#[cfg(test)]
mod tests;
