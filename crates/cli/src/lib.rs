//! The one binary, as a library: commands, and the one function that puts a node together.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

pub mod commands;
pub mod generate;

/// The learner number registry.
#[derive(Parser)]
#[command(name = "oppijaloki", version, about = "Event-sourced identity registry for the Finnish learner number")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Make synthetic people and imports of any size from a seed, labelled with the truth.
    Generate(commands::generate::Arguments),
    /// Import learners from a file into a running registry.
    Import(commands::import::Arguments),
}

/// Runs the command line; every failure ends in one readable sentence and a non-zero code.
pub fn run() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Generate(arguments) => commands::generate::run(arguments),
        Command::Import(arguments) => commands::import::run(arguments),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("oppijaloki: {failure}");
            ExitCode::FAILURE
        }
    }
}
