//! The one binary, as a library: commands, and the one place that puts a node together.

use std::process::ExitCode;
use std::sync::Arc;

use clap::{CommandFactory, Parser, Subcommand};
use texts::{Lang, Texts};

/// Prints a line as `println!` does, which panics when nobody reads any more.
macro_rules! say {
    ($($line:tt)*) => { crate::output::line(format_args!($($line)*)) };
}

pub mod accept;
pub mod commands;
pub mod config;
pub mod data;
pub mod engine;
pub mod generate;
mod language;
pub mod names;
pub mod neighbours;
pub mod node;
mod output;
mod progress;
pub mod server;
pub mod sign_in;
mod uptime;
pub mod words;

/// The learner number registry.
#[derive(Parser)]
#[command(name = "oppijaloki", version, about = "Event-sourced identity registry for the Finnish learner number")]
struct Cli {
    /// Language of what people read: fi, sv or en; else that of LC_ALL, LC_MESSAGES or LANG, or English.
    #[arg(long, global = true, value_name = "LANGUAGE", value_parser = language::parse)]
    lang: Option<Lang>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run everything on this machine with invented people: registry, population register and sample clients.
    Demo(commands::demo::Arguments),
    /// Run the registry as configured.
    Serve(commands::serve::Arguments),
    /// Import learners from a file into a running registry.
    Import(commands::import::Arguments),
    /// List the learners of a running registry who need somebody.
    Errors(commands::errors::Arguments),
    /// Tell what happened to one person, in plain words.
    History(commands::history::Arguments),
    /// Rebuild the read models from the log.
    Rebuild(commands::rebuild::Arguments),
    /// Check that the history proves itself and that everything derived from it is right.
    Verify(commands::verify::Arguments),
    /// Make synthetic people and imports of any size from a seed, labelled with the truth.
    Generate(commands::generate::Arguments),
    /// Copy a journal from one engine into another.
    Journal(commands::journal::Arguments),
    /// Move in from the registry before this one (Oppijanumerorekisteri, ONR).
    Migrate(commands::migrate::Arguments),
    /// Measure this machine.
    Bench(commands::bench::Arguments),
    /// Describe the configuration.
    Config(commands::config::Arguments),
    /// Print a script that completes commands and arguments in a shell.
    Completions(commands::completions::Arguments),
}

/// Runs the command line; every failure ends in one readable sentence and a non-zero code.
pub fn run() -> ExitCode {
    run_with(std::env::args_os())
}

/// As [`run`] with these arguments, the first of which is the program's name.
pub fn run_with(arguments: impl IntoIterator<Item = std::ffi::OsString>) -> ExitCode {
    survive_quotas();
    let Cli { lang, command } = Cli::parse_from(arguments);
    let t = Texts(language::chosen(lang, |name| std::env::var(name).ok()));
    let result = match command {
        Command::Demo(arguments) => commands::demo::run(arguments),
        Command::Serve(arguments) => commands::serve::run(arguments),
        Command::Import(arguments) => commands::import::run(arguments, t),
        Command::Errors(arguments) => commands::errors::run(arguments),
        Command::History(arguments) => commands::history::run(arguments, t),
        Command::Rebuild(arguments) => commands::rebuild::run(arguments),
        Command::Verify(arguments) => commands::verify::run(arguments),
        Command::Generate(arguments) => commands::generate::run(arguments),
        Command::Journal(arguments) => commands::journal::run(arguments),
        Command::Migrate(arguments) => commands::migrate::run(arguments, t),
        Command::Bench(arguments) => commands::bench::run(arguments),
        Command::Config(arguments) => commands::config::run(arguments),
        Command::Completions(arguments) => commands::completions::run(arguments, Cli::command()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("oppijaloki: {failure}");
            ExitCode::FAILURE
        }
    }
}

/// A file that is as large as it may be (`RLIMIT_FSIZE`, systemd's `LimitFSIZE`) is an error of the writer, as a
/// full disk is, and no reason to be ended by a signal.
fn survive_quotas() {
    // The flag is never looked at: what was not written is told by the error of the write. Where the signal cannot be
    // caught, everything but this works all the same.
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::default());
}

/// The real clocks; everything else is given them.
#[expect(clippy::disallowed_methods, reason = "the one place where the shell reads the clock")]
pub fn clock() -> store::Clock {
    let uptime = uptime::of_this_machine();
    store::Clock::new(|| chrono::Utc::now().into(), uptime)
}
