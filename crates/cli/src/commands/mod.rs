//! One file for each command.

pub mod bench;
pub mod completions;
pub mod config;
pub mod demo;
pub mod errors;
pub mod generate;
pub mod history;
pub mod import;
pub mod journal;
pub mod migrate;
pub mod rebuild;
pub mod serve;
pub mod verify;

/// A readable sentence about what went wrong and what to do.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Failure(pub String);
