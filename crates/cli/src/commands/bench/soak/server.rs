//! The server as a process of its own, and what the kernel says about it.

use std::fmt;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::answers::{Answers, Counts};
use super::in_file;
use crate::commands::Failure;

/// A running `demo`. It is killed when it is dropped.
pub struct Process {
    child: Child,
    /// Where it answers.
    pub address: String,
}

impl Process {
    /// Starts one, and waits until it answers. What it logs goes into a file beside its data.
    pub fn start(folder: &Path, people: u64) -> Result<Process, Failure> {
        let failed = |error: std::io::Error| Failure(format!("the server does not start: {error}"));
        let log_file = folder.with_extension("log");
        let log = std::fs::File::create(&log_file).map_err(|error| in_file(&log_file, &error))?;
        let mut command = Command::new(std::env::current_exe().map_err(failed)?);
        command.args(["demo", "--port", "0", "--empty", "--people", &people.to_string(), "--data"]).arg(folder);
        let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(log).spawn().map_err(failed)?;
        let mut process = Process { child, address: String::new() };
        let ended = || Failure(format!("the server does not start; see {}", log_file.display()));
        let mut lines = BufReader::new(process.child.stdout.take().ok_or_else(ended)?).lines().map_while(Result::ok);
        let told = |line: String| Some(line.split_once("ready on http://")?.1.split(' ').next()?.to_owned());
        process.address = lines.find_map(told).ok_or_else(ended)?;
        // A process that prints to a closed pipe is killed.
        std::thread::spawn(move || lines.for_each(drop));
        Ok(process)
    }

    /// What it holds now.
    pub async fn sample(&self, since: Duration, answers: &Answers) -> Result<Sample, Failure> {
        let gone = |error: std::io::Error| Failure(format!("the server is gone: {error}"));
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).map_err(gone)?;
        let field = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
            line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
        };
        Ok(Sample {
            seconds: since.as_secs(),
            events: events(&self.address).await?,
            resident_kb: field("VmRSS"),
            anonymous_kb: field("RssAnon"),
            threads: field("Threads"),
            descriptors: std::fs::read_dir(format!("/proc/{}/fd", self.child.id())).map_err(gone)?.count() as u64,
            answers: answers.counts(),
        })
    }

    /// Ends it as a service manager does.
    pub fn stop(mut self) -> Result<(), Failure> {
        let failed = |error: std::io::Error| Failure(format!("the server does not end: {error}"));
        Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().map_err(failed)?;
        let status = self.child.wait().map_err(failed)?;
        if status.success() { Ok(()) } else { Err(Failure(format!("the server ended with {status}"))) }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Position of the last event of the log.
pub async fn events(address: &str) -> Result<u64, Failure> {
    let failed = |error: reqwest::Error| Failure(format!("the server's metrics: {}", error.without_url()));
    let metrics = reqwest::get(format!("http://{address}/metrics")).await.map_err(failed)?.text().await;
    let metrics = metrics.map_err(failed)?;
    let position = metrics.lines().find_map(|line| line.strip_prefix("oppijaloki_log_position ")?.parse().ok());
    position.ok_or_else(|| Failure("the server's metrics do not say how many events there are".to_owned()))
}

/// What was seen at one moment.
#[derive(Clone, Copy, Default)]
pub struct Sample {
    /// Since the load began.
    pub seconds: u64,
    /// In the log.
    pub events: u64,
    /// `VmRSS`: with pages of files, which the kernel may take back.
    pub resident_kb: u64,
    /// `RssAnon`: what the process itself holds.
    pub anonymous_kb: u64,
    /// Threads.
    pub threads: u64,
    /// Open files and connections.
    pub descriptors: u64,
    /// Answers so far.
    pub answers: Counts,
}

impl Sample {
    /// The first line of the file.
    pub const HEADER: &'static str =
        "seconds,events,rss_kb,rss_anon_kb,threads,file_descriptors,answers,answers_4xx,answers_5xx,unanswered";
}

impl fmt::Display for Sample {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Sample { seconds, events, resident_kb, anonymous_kb, threads, descriptors, answers } = self;
        let Counts { all, refused, failed, lost } = answers;
        write!(
            f,
            "{seconds},{events},{resident_kb},{anonymous_kb},{threads},{descriptors},{all},{refused},{failed},{lost}"
        )
    }
}
