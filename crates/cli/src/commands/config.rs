//! `oppijaloki config`: describes the configuration.

use super::Failure;
use crate::config::{Config, SecretsFile};

/// Arguments of `config`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Print new secrets for the vault and for sessions instead; keep them in a file that only the service can read.
    #[arg(long)]
    secrets: bool,
}

/// Prints the JSON Schema of the configuration, or new secrets.
pub fn run(arguments: Arguments) -> Result<(), Failure> {
    if arguments.secrets {
        let text = toml::to_string(&SecretsFile::draw()).map_err(|error| Failure(error.to_string()))?;
        print!("{text}");
        return Ok(());
    }
    say!("{}", schema());
    Ok(())
}

/// The JSON Schema of the configuration, as `schemas/config.json` holds it.
pub fn schema() -> String {
    serde_json::to_string_pretty(&schemars::schema_for!(Config)).unwrap_or_default()
}
