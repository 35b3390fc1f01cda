//! `oppijaloki migrate from-onr`: moves in from the registry before this one (Oppijanumerorekisteri, ONR).

use std::path::PathBuf;
use std::sync::Arc;

use app::migrate::{Migration, request};
use onr::{Database, Zone};
use texts::Texts;

use super::Failure;
use crate::data::{Data, DataArguments};
use crate::progress::progress_bar;

mod told;

use told::{differ, told, unmoved};

/// Arguments of `migrate`.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand)]
enum What {
    /// Move in every person of ONR's database, and what has changed there since the last time.
    FromOnr(FromOnr),
}

/// Arguments of `migrate from-onr`.
#[derive(clap::Args)]
struct FromOnr {
    /// Address of ONR's PostgreSQL database; it is only read. The environment keeps its password out of lists of processes.
    #[arg(long, env = "OPPIJALOKI_ONR_DATABASE", hide_env_values = true)]
    from: String,
    /// The time zone of ONR's server, as PostgreSQL names it: its timestamps say none.
    #[arg(long, default_value = "UTC")]
    zone: String,
    /// How many persons are compared with ONR at the end.
    #[arg(long, default_value_t = 1_000)]
    sample: u32,
    /// Where to write what could not be moved, a line for each: number and reason.
    #[arg(long)]
    report: Option<PathBuf>,
    #[command(flatten)]
    data: DataArguments,
}

/// Moves in, and says what was moved and what was not.
pub fn run(arguments: Arguments, t: Texts) -> Result<(), Failure> {
    let What::FromOnr(arguments) = arguments.what;
    let data = Data::open_or_begin(&arguments.data)?;
    let (store, now) = (Arc::clone(data.store()), crate::clock().now());
    let migration = Migration { store, now, request: request(), sample: arguments.sample.into() };
    let began = std::time::Instant::now();
    let report = data.runtime().block_on(async {
        let mut onr = Database::connect(&arguments.from, Zone(arguments.zone)).await?;
        let there = onr.counts().await?;
        let bar = progress_bar(there.persons.try_into().unwrap_or_default(), "persons");
        let report = migration.run(onr, there, &|read| bar.set_position(read)).await;
        bar.finish_and_clear();
        report
    });
    let report = report.map_err(|error| Failure(error.to_string()))?;
    print!("{}", told(t, &report, began.elapsed().as_secs_f64()));
    if let Some(file) = &arguments.report {
        let fault = |error| Failure(format!("{} cannot be written: {error}", file.display()));
        std::fs::write(file, unmoved(t, &report)).map_err(fault)?;
    }
    match report.differing.first() {
        None => Ok(()),
        Some(first) => Err(Failure(differ(t, &report, first))),
    }
}
