//! `oppijaloki import FILE`: learners from a file into a running registry, over the same interface that student
//! information systems use.
//!
//! Each bad row is refused alone, before anything is sent, by the rules that the server has; the good ones are sent in
//! as few imports as its limit allows. Results go to standard output, all talk to standard error, and neither ever
//! repeats a hetu or a name.
//!
//! | file | what it does |
//! |---|---|
//! | `file`, `csv_file`, `json_file` | reads a file row by row |
//! | `contents` | what a file holds, and what may be wrong with it |
//! | `check`, `advice` | checks each row and says what to do about it |
//! | `parts` | rows as bodies of imports |
//! | `server`, `registry`, `credentials`, `trouble` | asks the server, and says what can go wrong |
//! | `follow` | waits until rows are resolved and learners identified |
//! | `session` | the whole from checked rows to results |
//! | `results` | what became of each row |
//! | `report` | rows that were refused here, reported to the registry |
//! | `summary` | what is said of all of them in the end |

mod advice;
pub mod check;
pub mod contents;
pub mod credentials;
mod csv_file;
pub mod file;
pub mod follow;
mod json_file;
pub mod parts;
pub mod registry;
mod report;
pub mod results;
pub mod server;
pub mod session;
mod summary;
pub mod trouble;

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::ValueEnum;
use domain::code_sets::CodeSets;

use super::Failure;
use super::generate::ImportPath;
use check::{Checked, RefusedRow, Rules, check, notice_is_good};
use contents::RowFault;
use follow::Pace;
use results::Outcome;
use server::Server;
use session::{Plan, Session, Wait};
use texts::{Lang, Texts};
use web::csv_file::Wording;

pub use csv_file::read_csv;
pub use json_file::read_json;

/// The largest file that is read, in bytes.
const LARGEST_FILE: u64 = 2 * 1024 * 1024 * 1024;
/// How many refused rows are told of on standard error.
const MOST_TOLD: usize = 1_000;
/// Exit code when rows need somebody and everything else went well.
const SOME_FAILED: i32 = 2;

/// Arguments of `import`.
#[derive(clap::Args)]
#[command(
    after_help = "The secret comes from the environment, never from the command line, where others can read it:\n  \
    export OPPIJALOKI_CLIENT_ID=demo-university OPPIJALOKI_CLIENT_SECRET=…\n  \
    oppijaloki import learners.csv > numbers.csv\n\n\
    Exit code: 0 when no row needs anybody; 2 when some were refused, here or by the registry, or have failed already:\n\
    their causes stand in the results; 1 when the import failed.\n\
    With --report-refused rows that are refused here stand on the page of the import too."
)]
pub struct Arguments {
    /// The file: JSON (a list of rows, or a whole body) or CSV with a header row; `-` is standard input.
    file: PathBuf,
    #[command(flatten)]
    server: Server,
    /// Path that the learners go by.
    #[arg(long, value_enum, default_value = "oppija")]
    interface: ImportPath,
    /// Where a notice is sent when officials are needed; goes before the file's own.
    #[arg(long, value_name = "EMAIL")]
    notice: Option<String>,
    /// Send nothing when any row is refused.
    #[arg(long)]
    strict: bool,
    /// Report rows that are refused here to the registry: the import's page shows them, with their numbers in the file,
    /// references and faults, and nothing else of what stands in them.
    #[arg(long)]
    report_refused: bool,
    /// Read and check, tell what would be sent, and send nothing.
    #[arg(long)]
    dry_run: bool,
    /// What to wait for.
    #[arg(long, value_enum, default_value = "resolved")]
    wait: WaitFor,
    /// Seconds to wait without any progress.
    #[arg(long, default_value_t = 120, value_name = "SECONDS")]
    patience: u64,
    /// Numbers of imports that an interrupted run of the same file has sent, in their order; they are not sent again.
    #[arg(long, value_delimiter = ',', value_name = "NUMBER")]
    follow: Vec<i64>,
    /// The largest import in MiB; a larger file is sent in several.
    #[arg(long, default_value_t = 64, value_name = "MIB", value_parser = clap::value_parser!(u32).range(1..=1024))]
    max_body: u32,
    /// Results as one JSON object.
    #[arg(long)]
    json: bool,
    /// In what the CSV of the results speaks: codes for programs, or the words of a language.
    #[arg(long, value_enum, default_value = "codes")]
    words: ResultWords,
}

/// In what results speak, as an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ResultWords {
    /// The same in every language.
    Codes,
    /// Finnish.
    Fi,
    /// Swedish.
    Sv,
    /// English.
    En,
}

impl From<ResultWords> for Wording {
    fn from(words: ResultWords) -> Wording {
        match words {
            ResultWords::Codes => Wording::Codes,
            ResultWords::Fi => Wording::Words(Texts(Lang::Fi)),
            ResultWords::Sv => Wording::Words(Texts(Lang::Sv)),
            ResultWords::En => Wording::Words(Texts(Lang::En)),
        }
    }
}

/// What to wait for, as an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum WaitFor {
    /// Until every row has led to somebody.
    Resolved,
    /// Also until the population register has answered.
    Identified,
}

/// Reads, checks, sends, follows and prints. When rows were refused or have failed the process ends with code 2.
pub fn run(arguments: Arguments, t: Texts) -> Result<(), Failure> {
    let rules = Rules {
        interface: arguments.interface.into(),
        codes: CodeSets::shipped().map_err(|error| Failure(error.to_string()))?,
        today: crate::clock().now().day_in_finland(),
    };
    let runtime = tokio::runtime::Runtime::new().map_err(|error| Failure(error.to_string()))?;
    let bytes = read_file(&arguments.file)?;
    let pause = Duration::from_millis(200);
    let failed = runtime.block_on(import((&arguments, t), &bytes, &rules, pause, io::stdout().lock()))?;
    if failed {
        std::process::exit(SOME_FAILED);
    }
    Ok(())
}

fn read_file(file: &Path) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read = match file.as_os_str() == "-" {
        true => io::stdin().lock().take(LARGEST_FILE + 1).read_to_end(&mut bytes),
        false => std::fs::File::open(file).and_then(|open| open.take(LARGEST_FILE + 1).read_to_end(&mut bytes)),
    };
    read.map_err(|error| Failure(format!("{} cannot be read: {error}", file.display())))?;
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(Failure(format!("{} has more than 2 GiB: import it in several files", file.display())));
    }
    Ok(bytes)
}

/// The whole command but for its file and its exit code; true when rows need somebody. `pause` is the first wait between
/// two questions to the server.
async fn import(
    (arguments, t): (&Arguments, Texts),
    bytes: &[u8],
    rules: &Rules,
    pause: Duration,
    mut out: impl Write,
) -> Result<bool, Failure> {
    let mut contents = file::read(bytes).map_err(|fault| Failure(format!("{}: {fault}", arguments.file.display())))?;
    let notice = arguments.notice.clone().or_else(|| contents.notice.take()).filter(|notice| !notice.is_empty());
    let checked = check(contents, rules);
    tell_refused(t, &checked);
    if let (Some(notice), Some(row)) = (&notice, checked.good.first())
        && !notice_is_good(notice, row, rules)
    {
        return Err(Failure("the notice address is not an e-mail address: correct --notice or the file's".to_owned()));
    }
    let reported: &[RefusedRow] = if arguments.report_refused { &checked.refused } else { &[] };
    let plan = Plan::new(&checked.good, notice, arguments.max_body as usize * 1024 * 1024).reporting(reported);
    if arguments.dry_run {
        return dry_run((arguments, t), &checked, &plan, out);
    }
    let stopped = arguments.strict && !checked.refused.is_empty();
    if stopped {
        eprintln!("{}", t.get("cli-import-strict"));
    }
    let mut outcomes: Vec<Outcome<'_>> = checked.refused.iter().map(Outcome::refused).collect();
    let (mut failure, mut told) = (None, None);
    let (mut answers, mut imports, mut causes, mut pages) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    if stopped {
        outcomes.extend(checked.good.iter().map(Outcome::not_sent));
    } else if !checked.good.is_empty() {
        let mut session = Session::new(
            arguments.server.registry(arguments.interface.into(), pause * 5)?,
            &plan,
            &arguments.file,
            (pace(arguments, pause), t),
        );
        let done = session.run(&arguments.follow, wait(arguments)).await?;
        (answers, imports, failure) = (done.answers, done.imports, done.unfinished);
        (causes, pages) = (done.causes, done.pages);
        told = Some(done.reported);
    }
    for ((part, answered), causes) in plan.parts().iter().zip(&answers).zip(&causes) {
        let rows = checked.good.get(part.rows.clone()).unwrap_or_default();
        let paired = results::pair(rows, answered);
        let mut paired = paired.map_err(|_| Failure("the import is not of this file: check --follow".to_owned()))?;
        results::explain(&mut paired, rows, causes.as_deref().unwrap_or_default());
        outcomes.append(&mut paired);
    }
    results::sort(&mut outcomes);
    let written = match arguments.json {
        true => results::write_json(&mut out, &imports, &outcomes),
        false => results::write_csv(&mut out, &outcomes, arguments.words.into()),
    };
    crate::output::written(written)?;
    summary::tell(t, &outcomes, &pages);
    if !reported.is_empty() {
        summary::tell_reported(t, told);
    }
    failure.map_or(Ok(outcomes.iter().any(Outcome::needs_somebody)), Err)
}

fn wait(arguments: &Arguments) -> Wait {
    match arguments.wait {
        WaitFor::Resolved => Wait::Resolved,
        WaitFor::Identified => Wait::Identified,
    }
}

fn pace(arguments: &Arguments, pause: Duration) -> Pace {
    Pace { first: pause, longest: pause * 15, patience: Duration::from_secs(arguments.patience) }
}

/// Says what would be sent; true when rows would be refused.
fn dry_run(
    (arguments, t): (&Arguments, Texts),
    checked: &Checked,
    plan: &Plan<'_>,
    mut out: impl Write,
) -> Result<bool, Failure> {
    let (good, refused) = (checked.good.len(), checked.refused.len());
    let stopped = arguments.strict && refused > 0;
    let (sent, imports) = if stopped { (0, 0) } else { (good, plan.parts().len()) };
    let rows = good + refused;
    let written = match arguments.json {
        true => writeln!(
            out,
            "{}",
            serde_json::json!({"rows": rows, "would_be_sent": sent, "refused": refused, "imports": imports})
        ),
        false => writeln!(out, "rows;would_be_sent;refused;imports\n{rows};{sent};{refused};{imports}"),
    };
    crate::output::written(written)?;
    eprintln!("{}", t.get("cli-import-dry-run"));
    Ok(refused > 0)
}

fn tell_refused(t: Texts, checked: &Checked) {
    for row in checked.refused.iter().take(MOST_TOLD) {
        for fault in &row.faults {
            let field = if fault.field.is_empty() { t.get("cli-import-whole-row") } else { fault.field.clone() };
            let [cause, next] = said(t, fault);
            let said = [("place", row.place.said(t)), ("field", field), ("cause", cause), ("next", next)];
            eprintln!("{}", t.with_all("cli-import-fault", &said));
        }
    }
    let more = checked.refused.len().saturating_sub(MOST_TOLD);
    if more > 0 {
        eprintln!("{}", t.count("cli-import-more-refused", more));
    }
    if !checked.refused.is_empty() {
        let counts = [("refused", t.number(checked.refused.len())), ("good", t.number(checked.good.len()))];
        eprintln!("{}", t.with_all("cli-import-rows-refused", &counts));
    }
}

/// What is wrong with a field and what to do: to the letter in English, in other languages as the pages say it.
fn said(t: Texts, fault: &RowFault) -> [String; 2] {
    match t.lang() {
        Lang::En => [format!("{}.", fault.cause), format!("{}.", fault.next)],
        _ => ["", "-next"].map(|part| t.get(&format!("row-fault-{}{part}", fault.kind))),
    }
}

#[cfg(test)]
#[path = "import/tests.rs"]
mod tests;
