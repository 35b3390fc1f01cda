//! `oppijaloki rebuild`: rebuilds the read models from the first event.

use store::Checks;

use super::Failure;
use crate::data::{Data, DataArguments};
use crate::progress::progress_bar;

/// Arguments of `rebuild`.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    data: DataArguments,
}

/// Rebuilds into a new file, which replaces the old one only when it is whole.
pub fn run(arguments: Arguments) -> Result<(), Failure> {
    let data = Data::open_checked(&arguments.data, Checks::WholeLog)?;
    let bar = progress_bar(data.store().head().position.0, "events");
    let began = std::time::Instant::now();
    let folder = data.store().cache_folder().to_owned();
    let reached = projections::rebuild(data.store(), data.journal()?, &folder, |now| bar.set_position(now.done.0));
    let reached = reached.map_err(|error| Failure(error.to_string()))?;
    bar.finish_and_clear();
    let seconds = began.elapsed().as_secs_f64();
    say!("{reached} events folded in {seconds:.1} s ({:.0} events/s)", reached.0 as f64 / seconds);
    Ok(())
}
