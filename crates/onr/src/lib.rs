//! The registry before this one (Oppijanumerorekisteri, ONR): its PostgreSQL database is read, and its rows are put in the
//! terms of this registry. Nothing is ever written there.
//!
//! The schema is that of ONR's migration `V20260615120000000`; table and column names are its own.

mod contacts;
mod database;
mod failure;
mod import;
mod person;
mod rows;

pub use database::{Counts, Database, Failure, Page, PageRow, Zone};
pub use import::read_import;
pub use person::{Read, read};
pub use rows::{Comparison, Contact, ContactRow, FailureRow, Identification, ImportRow, ImportedRow, PersonRow};
