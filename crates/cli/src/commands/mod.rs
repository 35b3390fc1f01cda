//! One file for each command.

pub mod bench;
pub mod config;
pub mod demo;
pub mod generate;
pub mod history;
pub mod import;
pub mod rebuild;
pub mod serve;
pub mod verify;

/// A readable sentence about what went wrong and what to do.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Failure(pub String);

impl Failure {
    /// From anything that can say what went wrong, with what was being done.
    pub fn while_doing(what: &'static str) -> impl Fn(String) -> Failure {
        move |why| Failure(format!("{what}: {why}"))
    }
}
