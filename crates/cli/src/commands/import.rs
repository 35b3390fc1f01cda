//! Placeholder.
use super::Failure;
/// Arguments.
#[derive(clap::Args)]
pub struct Arguments {}
/// Runs the command.
pub fn run(_: Arguments) -> Result<(), Failure> { Ok(()) }
