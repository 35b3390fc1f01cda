//! From checked rows to the server's answers: send, wait, fetch.

use std::path::Path;

use indicatif::{ProgressBar, ProgressStyle};

use texts::Texts;

use super::check::{GoodRow, RefusedRow};
use super::follow::{Accepted, Ended, Pace, identified, resolved};
use super::parts::{Part, body, split};
use super::registry::{AnsweredRow, Registry, RowCause};
use super::report::report;
use super::trouble::{RefusedField, Trouble};
use crate::commands::Failure;
use crate::progress::progress_bar;

/// What is to be sent.
pub struct Plan<'a> {
    rows: &'a [GoodRow],
    notice: Option<String>,
    parts: Vec<Part>,
    /// Rows that are not sent, but reported.
    reported: &'a [RefusedRow],
}

/// What to wait for before results are fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wait {
    /// Until every row is resolved.
    Resolved,
    /// Also until the register has answered.
    Identified,
}

/// What came of it.
pub struct Done {
    /// Numbers of the imports, one for each part.
    pub imports: Vec<i64>,
    /// Their rows, one list for each part.
    pub answers: Vec<Vec<AnsweredRow>>,
    /// Which of them need somebody, and why, where the registry tells; one list for each part.
    pub causes: Vec<Option<Vec<RowCause>>>,
    /// The page of each import and that of its failed rows, where the registry is one of ours.
    pub pages: Vec<[String; 2]>,
    /// How many rows that were not sent were reported; `None` where the registry does not take them.
    pub reported: Result<Option<usize>, Trouble>,
    /// Why the waiting was given up, while there are results all the same.
    pub unfinished: Option<Failure>,
}

/// One run against a server.
pub struct Session<'a> {
    registry: Registry,
    plan: &'a Plan<'a>,
    file: &'a Path,
    pace: Pace,
    accepted: Vec<Accepted>,
    t: Texts,
}

impl<'a> Plan<'a> {
    /// These rows in imports of at most so many bytes.
    pub fn new(rows: &'a [GoodRow], notice: Option<String>, most: usize) -> Plan<'a> {
        let parts = split(rows, notice.as_deref(), most);
        Plan { rows, notice, parts, reported: &[] }
    }

    /// The same, with rows that are not sent, but reported to the registry.
    pub fn reporting(self, reported: &'a [RefusedRow]) -> Plan<'a> {
        Plan { reported, ..self }
    }

    /// The imports.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    fn rows(&self, part: &Part) -> &'a [GoodRow] {
        self.rows.get(part.rows.clone()).unwrap_or_default()
    }
}

impl<'a> Session<'a> {
    /// Nothing is sent yet. `file` is named where a message says how to go on.
    pub fn new(registry: Registry, plan: &'a Plan<'a>, file: &'a Path, (pace, t): (Pace, Texts)) -> Session<'a> {
        Session { registry, plan, file, pace, accepted: Vec::new(), t }
    }

    /// Sends every part but the first ones, which have the numbers in `follow` already; waits; fetches the rows.
    pub async fn run(&mut self, follow: &[i64], wait: Wait) -> Result<Done, Failure> {
        self.send_all(follow).await?;
        // Now: whatever happens to the waiting, the page shows them.
        let reported = self.report().await;
        let mut unfinished = None;
        let ended = self.wait_until_resolved().await.map_err(|trouble| self.failed(&trouble))?;
        if let Ended::Patience(left) = ended {
            return Err(self.with_how_to_follow(&self.t.count("cli-import-not-resolved", left)));
        }
        if wait == Wait::Identified {
            let ended = self.wait_until_identified().await.map_err(|trouble| self.failed(&trouble))?;
            if let Ended::Patience(left) = ended {
                unfinished = Some(self.with_how_to_follow(&self.t.count("cli-import-not-identified", left)));
            }
        }
        let (mut answers, mut causes, mut pages) = (Vec::new(), Vec::new(), Vec::new());
        for one in self.accepted.clone() {
            let rows = self.registry.rows(one.import).await;
            answers.push(rows.map_err(|trouble| self.failed(&trouble))?);
            let told = self.registry.causes(one.import).await.map_err(|trouble| self.failed(&trouble))?;
            pages.extend(
                told.is_some().then(|| [self.registry.page(one.import), self.registry.failed_rows(one.import)]),
            );
            causes.push(told);
        }
        Ok(Done { imports: self.imports(), answers, causes, pages, reported, unfinished })
    }

    async fn send_all(&mut self, follow: &[i64]) -> Result<(), Failure> {
        let parts = &self.plan.parts;
        if follow.len() > parts.len() {
            return Err(Failure(format!(
                "--follow names {} imports, and the file makes {}",
                follow.len(),
                parts.len()
            )));
        }
        if parts.len() > 1 {
            eprintln!("The file is larger than one import may be: it is sent in {} imports.", parts.len());
        }
        for (place, part) in parts.iter().enumerate() {
            let basics = match follow.get(place) {
                Some(import) => self.registry.basics(*import).await.map_err(|trouble| self.failed(&trouble))?,
                None => self.send(place, part).await?,
            };
            let rows = part.rows.len() as u64;
            if basics.kasiteltavia != rows {
                return Err(Failure(format!(
                    "import {} has {} rows and this file {rows}: is it the same file, and are the options the same?",
                    basics.id, basics.kasiteltavia
                )));
            }
            let hetuless = self.plan.rows(part).iter().filter(|row| !row.has_hetu).count() as u64;
            self.accepted.push(Accepted { import: basics.id, rows, hetuless });
            let said = [("import", basics.id.to_string()), ("rows", self.t.number(rows))];
            eprintln!("{}", self.t.with_all("cli-import-received", &said));
        }
        Ok(())
    }

    async fn send(&mut self, place: usize, part: &Part) -> Result<super::registry::Basics, Failure> {
        let (plan, all) = (self.plan, self.plan.parts.len());
        let mib = part.bytes as f64 / f64::from(1 << 20);
        let spinner = spinner(format!("sending import {} of {all}: {} rows, {mib:.1} MiB", place + 1, part.rows.len()));
        let sent = self.registry.send(|| body(part, plan.rows, plan.notice.as_deref())).await;
        spinner.finish_and_clear();
        sent.map_err(|trouble| match &trouble {
            Trouble::Broken => self.with_how_to_follow(&format!(
                "{trouble}: whether the import has arrived is not known. Look at the import report, or send the file \
                 again: importing twice makes nobody twice"
            )),
            Trouble::Refused(fields) => {
                let named: String = fields.iter().map(|field| self.named(part, field)).collect();
                self.with_how_to_follow(&format!("{trouble}{named}"))
            }
            _ => self.failed(&trouble),
        })
    }

    /// A field that the server named, by its place in the file.
    fn named(&self, part: &Part, field: &RefusedField) -> String {
        let row = field.row.and_then(|row| self.plan.rows(part).get(row));
        let place = row.map_or("the import".to_owned(), |row| row.place.said(self.t));
        let code = field.code.as_ref().map(|code| format!(" ({code})")).unwrap_or_default();
        format!("\n  {place}: {}{code}", field.field)
    }

    async fn report(&mut self) -> Result<Option<usize>, Trouble> {
        let first = |part: &Part| self.plan.rows(part).first().map_or(0, |row| row.place.row);
        let firsts = self.plan.parts.iter().map(first);
        let imports: Vec<(i64, u64)> = self.imports().into_iter().zip(firsts).collect();
        report(&mut self.registry, self.plan.reported, &imports).await
    }

    async fn wait_until_resolved(&mut self) -> Result<Ended, Trouble> {
        let bar = progress_bar(self.accepted.iter().map(|one| one.rows).sum(), "rows resolved");
        let ended = resolved(&mut self.registry, &self.accepted, self.pace, |done| bar.set_position(done)).await;
        bar.finish_and_clear();
        ended
    }

    async fn wait_until_identified(&mut self) -> Result<Ended, Trouble> {
        let bar = progress_bar(self.accepted.iter().map(|one| one.rows).sum(), "learners answered by the register");
        let show = |people: u64, left: u64| {
            bar.set_length(people);
            bar.set_position(people.saturating_sub(left));
        };
        let ended = identified(&mut self.registry, &self.accepted, self.pace, show).await;
        bar.finish_and_clear();
        ended
    }

    fn failed(&self, trouble: &Trouble) -> Failure {
        self.with_how_to_follow(&trouble.to_string())
    }

    fn imports(&self) -> Vec<i64> {
        self.accepted.iter().map(|one| one.import).collect()
    }

    /// With what is received already, and how to go on with it.
    fn with_how_to_follow(&self, why: &str) -> Failure {
        let numbers: Vec<String> = self.imports().iter().map(i64::to_string).collect();
        if numbers.is_empty() {
            return Failure(why.to_owned());
        }
        let pages: String =
            self.imports().iter().map(|import| format!("  {}\n", self.registry.page(*import))).collect();
        let (numbers, file) = (numbers.join(","), self.file.display());
        let goes_on = self.t.with("cli-import-goes-on", "imports", &numbers);
        let follow = self.t.get("cli-import-follow");
        Failure(format!("{why}\n{goes_on}\n{pages}{follow}\n  oppijaloki import {file} --follow {numbers}"))
    }
}

fn spinner(message: String) -> ProgressBar {
    let spinner = ProgressBar::new_spinner().with_message(message);
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {elapsed}") {
        spinner.set_style(style);
    }
    spinner.enable_steady_tick(std::time::Duration::from_millis(120));
    spinner
}
