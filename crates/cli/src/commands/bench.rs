//! Placeholder.
use super::Failure;
/// Arguments.
#[derive(clap::Args)]
pub struct Arguments {}
/// Runs.
pub fn run(_: Arguments) -> Result<(), Failure> { Ok(()) }
