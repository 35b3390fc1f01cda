//! Records that are proposed as one person's, and the groups that they form: what the review queue shows. Advice, on which
//! no decision rests.
//!
//! | file | what it is |
//! |---|---|
//! | `find.rs` | which pairs a record is in |
//! | `sweep.rs` | everybody compared with everybody who shares a key |
//! | `groups.rs` | pairs written, and the groups that they form |
//! | `file.rs` | the file |
//! | `run.rs` | follows the read models, at leisure |
//! | `query.rs` | what may be asked |

mod file;
mod find;
mod groups;
pub mod query;
mod run;
mod sweep;

pub use file::PairsDb;
pub use run::PairsRunner;
pub use sweep::sweep;

use events::{Day, PersonOid};

/// Two records that are proposed as one person's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pair {
    /// The smaller OID.
    pub a: PersonOid,
    /// The other.
    pub b: PersonOid,
    /// How likely.
    pub points: i16,
}

impl Pair {
    fn of(one: PersonOid, other: PersonOid, points: i16) -> Pair {
        Pair { a: one.min(other), b: one.max(other), points }
    }
}

/// Could two records with these birth dates be proposed at all?
fn may_be_proposed(a: Option<Day>, b: Option<Day>) -> bool {
    matching::birth_dates_agree(a, b)
}
