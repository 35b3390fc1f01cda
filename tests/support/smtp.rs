//! A real mail server in a process of its own: Python's aiosmtpd. Where it is not installed, tests that need it say so
//! and are skipped, except in CI, where they fail.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use crate::skipped::skipped;
use crate::temp::TempFolder;

const PROGRAM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/support/smtp_server.py");
/// Where a Python that has it may be: as told, as found first, and the system's own.
const PYTHONS: [&str; 2] = ["python3", "/usr/bin/python3"];

/// The mail that arrived, whichever server process took it.
pub struct Mailbox(TempFolder);

/// The server; it ends when this is dropped.
pub struct SmtpServer {
    process: Child,
    /// Where it listens on 127.0.0.1.
    pub port: u16,
}

impl Mailbox {
    /// An empty one; `None`, with the reason printed, where there is no mail server to be had.
    pub fn new() -> Option<Mailbox> {
        if python().is_some() {
            return Some(Mailbox(TempFolder::new()));
        }
        let reason =
            "there is no mail server: `python3 -m pip install aiosmtpd`, or PYTHON_WITH_AIOSMTPD says which Python";
        skipped("notices by SMTP", reason);
        None
    }

    /// Starts a server that puts mail here. Port 0 takes a free one.
    pub fn server(&self, port: u16) -> SmtpServer {
        self.start(port, &[])
    }

    /// As [`Mailbox::server`], for those who sign in.
    pub fn server_asking_for(&self, user: &str, password: &str) -> SmtpServer {
        self.start(0, &[user, password])
    }

    fn start(&self, port: u16, sign_in: &[&str]) -> SmtpServer {
        let python = python().expect("it was there before");
        let mut command = Command::new(python);
        command.args(["-W", "ignore"]).arg(PROGRAM).arg(port.to_string()).arg(self.0.path()).args(sign_in);
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        SmtpServer { port: line.trim().parse().expect("the port on which it listens"), process }
    }

    /// Lets servers answer that think about `slow@…`.
    pub fn let_go(&self) {
        std::fs::write(self.0.join("go"), "").unwrap();
    }

    /// The messages that arrived, in order.
    pub fn messages(&self) -> Vec<Value> {
        let files = crate::temp::files_under(self.0.path());
        let mut whole: Vec<_> = files.into_iter().filter(|(path, _)| is_whole(path)).collect();
        whole.sort();
        whole.into_iter().map(|(_, text)| serde_json::from_slice(&text).unwrap()).collect()
    }
}

fn is_whole(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "json")
}

impl SmtpServer {
    /// Has the process ended by itself?
    pub fn has_ended(&mut self) -> bool {
        self.process.try_wait().unwrap().is_some()
    }
}

impl Drop for SmtpServer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A Python that has aiosmtpd.
fn python() -> Option<String> {
    let told = std::env::var("PYTHON_WITH_AIOSMTPD").ok();
    let has_it = |python: &String| {
        let asked = Command::new(python).args(["-c", "import aiosmtpd"]).stderr(Stdio::null()).status();
        asked.is_ok_and(|status| status.success())
    };
    told.into_iter().chain(PYTHONS.map(str::to_owned)).find(has_it)
}
