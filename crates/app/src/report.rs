//! The import report: what officials see of imports, errors, conflicts and single learners.
//!
//! | module | what it is |
//! |---|---|
//! | `errors` | the error list: imported people whom somebody must look at |
//! | `imports` | the list of imports and one import's rows |
//! | `conflicts` | rows that differ from the registry: sent, registry then, registry now |
//! | `learner` | one learner, now or as it stood at an event, and their history |
//! | `summary` | distinct imported people by state |

pub mod conflicts;
pub mod errors;
pub mod imports;
pub mod learner;
pub mod summary;

use events::Day;
use projections::counts::query::Scope;

/// A part of a list. Lists are paged by cursor: any depth costs the same.
#[derive(Debug, Clone)]
pub struct Slice<T> {
    /// The lines of this page.
    pub items: Vec<T>,
    /// Where the next page begins; `None` on the last.
    pub next: Option<Cursor>,
    /// How many there are in all, where that is known without reading them.
    pub total: Option<u64>,
}

/// A place in a list: opaque text that may stand in an address. It holds no personal data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor(pub String);

/// Whose lines, how many, from where, and as of which day.
#[derive(Clone)]
pub struct View {
    /// The organisations through which the official looks.
    pub scope: Scope,
    /// The report as it stood at the end of this day (Helsinki); `None` for now.
    pub as_of: Option<Day>,
    /// Where the page begins.
    pub after: Option<Cursor>,
    /// Most lines of the page, 1–100.
    pub limit: u32,
}
