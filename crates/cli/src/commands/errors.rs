//! `oppijaloki errors`: the error list of a running registry, for whoever works at the command line. Names stay in the
//! registry: each line has the address of the learner's page.

use std::io::{self, Write};
use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::Cause;
use events::Instant;
use events::codes::Interface;
use web::csv_file::{CsvFile, Wording};
use web::staff::dates::When;

use super::Failure;
use super::import::ResultWords;
use super::import::registry::{ListedError, Registry};
use super::import::server::Server;

/// Columns: their names for programs, and the keys of their words.
const COLUMNS: [(&str, &str); 5] = [
    ("oid", "label-oid"),
    ("cause", "queue-syy"),
    ("since", "queue-alkaen"),
    ("import", "queue-tuonti"),
    ("page", "cli-errors-page"),
];
/// The first wait before a question is repeated.
const PAUSE: Duration = Duration::from_secs(1);

/// Arguments of `errors`.
#[derive(clap::Args)]
#[command(after_help = "The secret comes from the environment, as for `oppijaloki import`.\n\
    Learners of the organisations for which the caller has OPPIJOIDENTUONTI are listed. No names are written; the page\n\
    of each learner shows them.")]
pub struct Arguments {
    #[command(flatten)]
    server: Server,
    /// Only learners with this cause, by its code, such as no_hetu.
    #[arg(long, value_name = "CAUSE", value_parser = cause)]
    cause: Option<Cause>,
    /// Only learners of this import.
    #[arg(long, value_name = "NUMBER")]
    import: Option<i64>,
    /// As JSON.
    #[arg(long)]
    json: bool,
    /// In what the CSV speaks: codes for programs, or the words of a language.
    #[arg(long, value_enum, default_value = "codes")]
    words: ResultWords,
}

fn cause(name: &str) -> Result<Cause, String> {
    let known = || Cause::all().map(Cause::name).collect::<Vec<_>>().join(", ");
    Cause::from_name(name).ok_or_else(|| format!("no such cause; one of: {}", known()))
}

/// Asks and prints.
pub fn run(arguments: Arguments) -> Result<(), Failure> {
    let mut registry = arguments.server.registry(Interface::Oppija, PAUSE)?;
    let runtime = tokio::runtime::Runtime::new().map_err(|error| Failure(error.to_string()))?;
    let cause = arguments.cause.map(Cause::name);
    let listed = runtime.block_on(registry.errors(cause.as_deref(), arguments.import));
    let listed = listed.map_err(|trouble| Failure(trouble.to_string()))?;
    let out = io::stdout().lock();
    crate::output::written(match arguments.json {
        true => write_json(out, &listed),
        false => write_csv(out, &registry, &listed, arguments.words.into()),
    })
}

fn write_json(mut out: impl Write, listed: &[ListedError]) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut out, listed)?;
    writeln!(out)
}

fn write_csv(out: impl Write, registry: &Registry, listed: &[ListedError], words: Wording) -> io::Result<()> {
    let mut file = CsvFile::begin(out)?;
    file.row(COLUMNS.map(|(column, key)| words.said(column, key)))?;
    for ListedError { oid, cause, since, import } in listed {
        file.row([
            oid.clone(),
            words.said(cause, &format!("cause-{cause}")).into_owned(),
            moment(since, words),
            import.map(|number| number.to_string()).unwrap_or_default(),
            registry.learner(oid).unwrap_or_default(),
        ])?;
    }
    file.finish().map(drop)
}

/// A moment as programs take it, or as the pages show it.
fn moment(since: &str, words: Wording) -> String {
    match (words, since.parse::<DateTime<Utc>>()) {
        (Wording::Words(_), Ok(moment)) => When::from(Instant::from(moment)).human,
        _ => since.to_owned(),
    }
}
