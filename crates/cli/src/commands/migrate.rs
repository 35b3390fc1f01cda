//! `oppijaloki migrate from-onr`: moves in from the registry before this one (Oppijanumerorekisteri, ONR).

use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

use app::migrate::{Migration, Report, Why, request};
use domain::move_in::{Left, LeftLink};
use onr::{Database, Zone};

use super::Failure;
use crate::data::{Data, DataArguments};
use crate::progress::progress_bar;

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
pub fn run(arguments: Arguments) -> Result<(), Failure> {
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
    print!("{}", told(&report, began.elapsed().as_secs_f64()));
    if let Some(file) = &arguments.report {
        let fault = |error| Failure(format!("{} cannot be written: {error}", file.display()));
        std::fs::write(file, unmoved(&report)).map_err(fault)?;
    }
    match report.differing.first() {
        None => Ok(()),
        Some(first) => Err(Failure(format!(
            "{} of {} persons compared are not the same on both sides, {first} first: run the same again",
            report.differing.len(),
            report.compared
        ))),
    }
}

fn told(report: &Report, seconds: f64) -> String {
    let mut text = String::new();
    let (read, speed) = (report.read, report.read as f64 / seconds);
    let _ = writeln!(text, "{read} persons read in {seconds:.1} s ({speed:.0} persons/s)");
    let _ = writeln!(text, "{} new, {} changed, {} events appended\n", report.new, report.changed, report.events);
    let _ = writeln!(text, "{:<34}{:>12}{:>12}", "", "ONR", "here");
    for (name, there, here) in report.counts() {
        let _ = writeln!(text, "{name:<34}{there:>12}{here:>12}");
    }
    for (name, there) in report.no_place() {
        let _ = writeln!(text, "{name:<34}{there:>12}{:>12}", "not taken");
    }
    let (compared, differing) = (report.compared, report.differing.len());
    let _ = writeln!(text, "\n{compared} persons compared on both sides, {differing} of them differ");
    if report.imports_left > 0 {
        let _ = writeln!(text, "{:>12}  import not taken: not done in ONR yet, or without rows", report.imports_left);
    }
    let mut whys: Vec<Why> = report.unmoved.iter().map(|unmoved| unmoved.why).collect();
    whys.sort_unstable();
    for whys in whys.chunk_by(|one, other| one == other) {
        let _ = writeln!(text, "{:>12}  {}", whys.len(), why(whys[0]));
    }
    text
}

fn unmoved(report: &Report) -> String {
    report.unmoved.iter().map(|unmoved| format!("{},{}\n", unmoved.oid, why(unmoved.why))).collect()
}

fn why(why: Why) -> String {
    match why {
        Why::Person(left) => person(left),
        Why::Link(left) => match left {
            LeftLink::Unknown => "link not taken: one of the two is not here",
            LeftLink::LinkedOtherwise => "link not taken: linked to somebody else here",
            LeftLink::Circle => "link not taken: the two would head each other",
            LeftLink::ErasedHere => "link not taken: one of the two was erased here",
        }
        .to_owned(),
    }
}

fn person(left: Left) -> String {
    match left {
        Left::NotAnOid => "person not taken: the number is no OID of a person",
        Left::TooLarge => "person not taken: more than an event may hold",
        Left::ErasedHere => "person not taken: erased here, or cannot be read",
        Left::ChangedHere => "change not taken: the person has changed here too",
        Left::Malformed(kind) => return format!("{kind} not taken: malformed"),
        Left::InUse(kind) => return format!("{kind} not taken: another person has it"),
        Left::IdentifiedWithoutHetu => "identification from the register not taken: the person has no hetu",
        Left::IdentifiedWithoutEidas => "identification by eIDAS not taken: the person has no such identifier",
        Left::IdentificationEnded => "end of an identification not taken: revoke it here",
        Left::LinkEnded => "end of a link not taken: reverse it here",
        Left::NotCorrectable => "protection order, or having no Finnish hetu, not taken",
        Left::Organisation => "organisation not taken: no OID of an organisation",
        Left::Contact => "contact details not taken: of an unknown kind",
    }
    .to_owned()
}
