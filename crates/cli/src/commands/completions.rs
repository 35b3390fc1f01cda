//! `oppijaloki completions SHELL`: a script by which a shell completes the commands and their arguments.

use clap_complete::{Shell, generate};

use super::Failure;

/// Arguments of `completions`.
#[derive(clap::Args)]
#[command(after_help = "For bash: oppijaloki completions bash > ~/.local/share/bash-completion/completions/oppijaloki")]
pub struct Arguments {
    /// The shell.
    #[arg(value_enum)]
    shell: Shell,
}

/// Prints the script. `cli` is the whole command line.
pub fn run(arguments: Arguments, mut cli: clap::Command) -> Result<(), Failure> {
    let mut script = Vec::new();
    generate(arguments.shell, &mut cli, "oppijaloki", &mut script);
    crate::output::written(std::io::Write::write_all(&mut std::io::stdout(), &script))
}
