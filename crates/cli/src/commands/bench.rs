//! `oppijaloki bench`: measures this machine. Everything runs over real HTTP on loopback, with the population register's
//! stand-in in the same process, so that both share the cores; only a soak has a server of its own. fsync is on.

use std::path::{Path, PathBuf};

use app::caller::{Caller, CallerKind, Grant};
use app::report::learner::HistoryPart;
use events::OrganisationOid;
use events::codes::Right;

use super::Failure;
use super::demo::{self, Running};

mod attacks;
mod candidates;
mod client;
mod commands;
mod fold;
mod import;
mod journal;
mod links;
mod look_up;
mod machine;
mod nodes;
mod one_person;
mod pages;
mod reads;
mod rebuild;
mod soak;
mod sweep;

/// Arguments of `bench`.
#[derive(clap::Args)]
pub struct Arguments {
    /// What is measured; all of it in turn when nothing is named.
    #[arg(value_enum)]
    what: Vec<What>,
    /// Rows of the import that is measured.
    #[arg(long, default_value_t = 100_000)]
    rows: u64,
    /// People who are in the registry before.
    #[arg(long, default_value_t = 0)]
    known: u64,
    /// How many of them are in the folder already, from a measurement that began with the same numbers.
    #[arg(long, requires = "data", default_value_t = 0)]
    filled: u64,
    /// Single look-ups that are measured.
    #[arg(long, default_value_t = 20_000)]
    look_ups: u64,
    /// Rows of one and the same person that are sent in besides, for history and attacks: then whatever shows that person is
    /// measured.
    #[arg(long, default_value_t = 0)]
    rows_of_one: u64,
    /// Address of an empty journal on PostgreSQL or KurrentDB that is measured instead of the embedded one: name
    /// `journal`, or `import` with whatever of `look-up` and `history` shall follow.
    #[arg(long)]
    journal: Option<String>,
    /// Address of an empty PostgreSQL database for the vault, when it is not the journal's.
    #[arg(long, requires = "journal")]
    vault: Option<String>,
    /// Nodes that share the journal, and the import.
    #[arg(long, requires = "journal", default_value_t = 1)]
    nodes: usize,
    /// Imports that the rows come in, for pages.
    #[arg(long, default_value_t = 500)]
    imports: u64,
    /// Organisations that send them, for pages.
    #[arg(long, default_value_t = 300)]
    organisations: u64,
    /// Minutes that a soak lasts.
    #[arg(long, default_value_t = 120)]
    minutes: u64,
    /// Events a second that a soak writes.
    #[arg(long, default_value_t = 80)]
    events_per_second: u64,
    /// Requests a second of a soak beside its imports.
    #[arg(long, default_value_t = 40)]
    requests_per_second: u64,
    /// Writes the learners of `candidates` here as well, labelled: for another program that finds duplicates.
    #[arg(long)]
    labelled: Option<PathBuf>,
    /// Folder for `soak.csv` and `soak.svg`.
    #[arg(long, default_value = ".")]
    output: PathBuf,
    /// Folder for the data; it must not exist. A temporary one is used and removed when none is named.
    #[arg(long)]
    data: Option<PathBuf>,
}

/// What can be measured.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum What {
    /// An import end to end: sent, resolved, identified, in all read models.
    Import,
    /// Single look-ups, most of known people, many at a time.
    LookUp,
    /// What programs read: single persons, `--look-ups` of each kind, and lists.
    Reads,
    /// The single reads alone, and while an import of `--rows` rows runs. Only when named.
    ReadsBeside,
    /// One person's history.
    History,
    /// The journal alone: appends of many writers, and with `--journal` nodes that follow.
    Journal,
    /// The pages for officials, over `--rows` rows in `--imports` imports of `--organisations` organisations. Only when
    /// named.
    Pages,
    /// How soon everybody else is answered by a server of its own while it is attacked, in one way after the other. Only
    /// when named.
    Attacks,
    /// What a server of its own holds in memory through hours of mixed load. Only when named.
    Soak,
    /// Possible duplicates among `--rows` learners, one in ten of whom is there twice: how soon and how well they are found.
    Candidates,
    /// Commands of officials and their previews while an import of `--rows` rows runs. Only when named.
    Commands,
    /// Two records of each of 1,000 learners linked, and the links reversed: previews, commands, and what is shown then. Only
    /// when named.
    Links,
    /// The sweep for the review queue: everybody compared with all who share a key with them, after the import. Only when
    /// named.
    Sweep,
    /// A person folded of whom many events are reversed.
    Fold,
    /// The read models rebuilt, and what everything takes on disk.
    Rebuild,
}

/// Measures and prints figures on standard output.
pub fn run(arguments: Arguments) -> Result<(), Failure> {
    crate::server::start_logging("error");
    let named = arguments.data.clone();
    let folder = named.clone().unwrap_or_else(|| std::env::temp_dir().join(format!("bench-{}", uuid::Uuid::new_v4())));
    if folder.exists() && arguments.filled == 0 {
        return Err(Failure(format!("{} exists already; a measurement begins with an empty folder", folder.display())));
    }
    if arguments.wants(What::Fold) && arguments.journal.is_none() {
        fold::measure()?;
        if arguments.what == [What::Fold] {
            return Ok(());
        }
    }
    if arguments.journal.is_some() && !arguments.fits_a_journal() {
        let what = "with --journal name either journal, or import with look-up and history: it must be empty each time";
        return Err(Failure(what.to_owned()));
    }
    let runtime = crate::server::runtime()?;
    let journal = arguments.journal.as_deref();
    let nodes = folder.join("nodes");
    let measured =
        if arguments.wants(What::Journal) { runtime.block_on(journal::measure(journal, &nodes)) } else { Ok(()) };
    // What the registry itself takes on disk is measured later.
    let _ = std::fs::remove_dir_all(nodes);
    if let [alone @ (What::Pages | What::Soak | What::Attacks)] = arguments.what[..] {
        let measured = runtime.block_on(measure_alone(alone, arguments, &folder));
        if named.is_none() {
            let _ = std::fs::remove_dir_all(&folder);
        }
        return measured;
    }
    let whole = arguments.what != [What::Journal];
    let measured =
        if whole { measured.and_then(|()| runtime.block_on(measure(&arguments, &folder))) } else { measured };
    drop(runtime);
    let measured =
        measured.and_then(|()| if arguments.wants(What::Rebuild) { rebuild::measure(&folder) } else { Ok(()) });
    if named.is_none() {
        let _ = std::fs::remove_dir_all(&folder);
    }
    measured
}

/// What begins with a registry of its own kind.
async fn measure_alone(what: What, arguments: Arguments, folder: &Path) -> Result<(), Failure> {
    let Arguments { rows, imports, organisations, .. } = arguments;
    let Arguments { minutes, events_per_second, requests_per_second, rows_of_one, output, .. } = arguments;
    if what == What::Soak {
        return soak::measure(folder, &soak::Plan { minutes, events_per_second, requests_per_second, output }).await;
    }
    if what == What::Attacks {
        return attacks::measure(folder, rows_of_one.max(1)).await;
    }
    pages::measure(folder, pages::Size { rows, imports, organisations }).await
}

impl Arguments {
    fn wants(&self, what: What) -> bool {
        self.what.is_empty() || self.what.contains(&what)
    }

    /// Can all that is named be measured on one journal that is empty at first?
    fn fits_a_journal(&self) -> bool {
        let follow = |what: &What| matches!(what, What::Import | What::LookUp | What::History);
        self.what == [What::Journal] || self.what.contains(&What::Import) && self.what.iter().all(follow)
    }

    /// Is nothing named that needs an import before?
    fn registers_by_itself(&self) -> bool {
        self.what.iter().all(|what| matches!(what, What::Candidates | What::Links))
    }

    /// How many people the register must know: known ones, those of imports, and new ones to look up.
    fn population(&self) -> u64 {
        self.known + 3 * self.rows + self.look_ups + 10_000
    }
}

async fn measure(arguments: &Arguments, folder: &Path) -> Result<(), Failure> {
    let people = arguments.population();
    let nodes = nodes::start(arguments, folder, people).await?;
    let Some(first) = nodes.first() else { return Ok(()) };
    import::prepare(first, people, arguments.filled..arguments.known).await?;
    let Arguments { known, rows, look_ups, rows_of_one, .. } = *arguments;
    let mut there = known;
    if arguments.what.contains(&What::Commands) {
        commands::measure(first, people, known, rows).await?;
        there += rows;
    } else if arguments.wants(What::Import) || known == 0 && !arguments.registers_by_itself() {
        import::measure(&nodes, people, known, rows).await?;
        there += rows;
    }
    if arguments.wants(What::LookUp) {
        look_up::measure(&first.client, &first.running, there, look_ups).await?;
    }
    if arguments.wants(What::Reads) {
        reads::measure(&first.running, there, look_ups).await?;
    }
    if arguments.what.contains(&What::ReadsBeside) {
        reads::measure_beside(first, people, there, (rows, look_ups)).await?;
        there += rows;
    }
    if arguments.wants(What::History) {
        history(&first.running, there).await?;
        if rows_of_one > 0 {
            one_person::measure(&first.running, people, rows_of_one).await?;
        }
    }
    if arguments.wants(What::Candidates) {
        let labelled = arguments.labelled.as_deref();
        candidates::measure(&first.running, people, (there, rows), labelled).await?;
    }
    if arguments.what.contains(&What::Links) {
        // Behind the learners whom candidates registers.
        links::measure(&first.running, people, there + rows).await?;
    }
    if arguments.what.contains(&What::Sweep) {
        sweep::measure(&first.running).await?;
    }
    for node in nodes {
        node.running.stop().await?;
    }
    Ok(())
}

/// Learners with their history, as pages show them: read from the log by tag.
async fn history(running: &Running, people: u64) -> Result<(), Failure> {
    let population = vtj::population::Population::new(demo::SEED, people);
    let oids = import::some_oids(running, &population, 1_000).await?;
    let grants = vec![Grant { organisation: OrganisationOid::root(), right: Right::Rekisterinpitaja }];
    let caller = Caller { kind: CallerKind::Person, subject: "bench".to_owned(), client: None, grants };
    let mut times = Vec::with_capacity(oids.len());
    let mut events = 0;
    for oid in oids {
        let part = HistoryPart { newest_first: true, after: None, limit: 100 };
        let began = std::time::Instant::now();
        let learner = running.app.learner(&caller, oid, None, Some(part)).await;
        times.push(began.elapsed());
        let learner = learner.map_err(|error| Failure(error.to_string()))?;
        events += learner.map_or(0, |learner| learner.history.items.len());
    }
    let median = client::percentile(&mut times, 50);
    say!(
        "history    {} histories of {events} events: median {:.2} ms, p99 {:.2} ms",
        times.len(),
        client::millis(median),
        client::millis(client::percentile(&mut times, 99))
    );
    Ok(())
}
