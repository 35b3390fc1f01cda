//! What the service does: one file per use (permission, read, decide, append, wait), and the reactors.
//!
//! What must never be: a decision in here. Uses read what a decision needs, ask `domain`, and append what it says, again
//! and again until nothing newer contradicts it.

pub mod access;
pub mod acknowledgements;
mod app;
pub mod applications;
pub mod background;
pub mod caller;
pub mod changes;
pub mod commands;
mod counts;
pub mod current;
pub mod directory;
mod error;
pub mod imports;
pub mod invariants;
pub mod mail;
mod maker;
pub mod migrate;
pub mod officials;
pub mod organisations;
pub mod people;
mod pipeline;
pub mod places;
pub mod reactors;
mod register;
pub mod report;
pub mod rules;
mod settings;
mod write;

pub use app::{App, DrawOid, Parts, draw_from_all};
pub use counts::{Calls, Counted};
pub use domain::{Group, Person};
pub use error::{AppError, Fault};
pub use maker::Maker;
pub use settings::Settings;
pub use store::timings::Spent;
pub use store::{ClockState, JournalState};
