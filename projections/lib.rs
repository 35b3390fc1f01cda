//! Read models: pure folds of the log and their tables. All live in one `read.db` with one checkpoint, so that no
//! answer shows two positions; all may be thrown away and rebuilt.
//!
//! Each model has a directory: `table.sql`, `fold.rs` (what an event changes), `query.rs` (what may be asked).
//! `run.rs` brings them forward, `rebuild.rs` rebuilds them beside the live ones and swaps.

pub mod acknowledgements;
pub mod acts;
pub mod candidates;
pub mod counts;
pub mod days;
pub mod erasures;
pub mod failures;
pub mod hand_overs;
pub mod import_rows;
pub mod imports;
pub mod notices;
pub mod organisation_sets;
pub mod pairs;
pub mod people;
pub mod queue;
pub mod register;
pub mod requests;
pub mod search;
pub mod set_aside;
pub mod undos;
pub mod unsent_rows;

mod batch;
mod compare;
mod error;
mod inverted_index;
mod read_db;
mod rebuild;
mod run;

#[cfg(test)]
mod erased_tests;
#[cfg(test)]
mod what_counts_tests;

pub use compare::compare;
pub use error::ReadError;
pub use read_db::ReadDb;
pub use rebuild::{Progress, rebuild};
pub use run::{Runner, catch_up_to};
/// A connection on which a question is asked.
pub use rusqlite::Connection;

/// Raised whenever a fold or `domain::Person` changes what is kept for the same events: older files are rebuilt.
const VERSION: u32 = 15;

/// Tables of all models, in the order in which they are made.
const TABLES: &[&str] = &[
    include_str!("organisation_sets/table.sql"),
    include_str!("days/table.sql"),
    include_str!("people/table.sql"),
    include_str!("failures/table.sql"),
    include_str!("queue/table.sql"),
    include_str!("hand_overs/table.sql"),
    include_str!("acts/table.sql"),
    include_str!("acknowledgements/table.sql"),
    include_str!("search/table.sql"),
    include_str!("imports/table.sql"),
    include_str!("import_rows/table.sql"),
    include_str!("counts/table.sql"),
    include_str!("register/table.sql"),
    include_str!("erasures/table.sql"),
    include_str!("notices/table.sql"),
    include_str!("set_aside/table.sql"),
    include_str!("undos/table.sql"),
    include_str!("unsent_rows/table.sql"),
    include_str!("requests/table.sql"),
    include_str!("candidates/table.sql"),
];

/// Indexes of people; a rebuild makes them when everybody is written.
const INDEXES_OF_PEOPLE: &str = include_str!("people/indexes.sql");

/// Indexes of the other models; a rebuild makes them last.
const OTHER_INDEXES: &[&str] = &[
    include_str!("failures/indexes.sql"),
    include_str!("queue/indexes.sql"),
    include_str!("acts/indexes.sql"),
    include_str!("search/indexes.sql"),
    include_str!("import_rows/indexes.sql"),
];
