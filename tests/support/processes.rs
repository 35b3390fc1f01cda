//! Nodes as processes of their own, as they are run: `oppijaloki serve` with a configuration file, over one PostgreSQL.
//!
//! A process is the test's own program again. Each program whose tests begin nodes has one test named `oppijaloki`,
//! which calls [`be_the_binary`].

use std::fs::File;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Output, Stdio};

use serde_json::Value;

use crate::postgres::free_port;
use crate::server::IN_THE_END;
use crate::temp::write_secret;
use crate::wait::wait_until;

/// Tells a child process its arguments, one a line.
const ARGUMENTS: &str = "OPPIJALOKI_TEST_ARGUMENTS";

/// In a child process: the one binary itself. Among the other tests it does nothing.
pub fn be_the_binary() -> ExitCode {
    let Ok(arguments) = std::env::var(ARGUMENTS) else { return ExitCode::SUCCESS };
    // However the test ends, its end of the pipe is closed then.
    std::thread::spawn(|| {
        let _ = std::io::copy(&mut std::io::stdin(), &mut std::io::sink());
        std::process::exit(1);
    });
    oppijaloki::run_with(["oppijaloki"].into_iter().chain(arguments.split('\n')).map(Into::into).collect::<Vec<_>>())
}

/// The one binary with these arguments. It ends when its standard input does.
pub fn oppijaloki(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "oppijaloki", "--nocapture"]).env(ARGUMENTS, arguments.join("\n")).stdin(Stdio::piped());
    command
}

/// Runs such a command to its end.
pub async fn finished(mut command: Command) -> Output {
    let run = move || {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let _until_then = child.stdin.take();
        child.wait_with_output().unwrap()
    };
    tokio::task::spawn_blocking(run).await.unwrap()
}

/// What the nodes of one registry have in common.
pub struct Installation {
    /// Holds configuration, data and log of each node under its name.
    pub folder: PathBuf,
    /// Address of the journal's database, which has the vault too.
    pub journal: String,
    /// File with the secrets.
    pub secrets: PathBuf,
    /// `iss` of the tokens; its key set stands under it.
    pub issuer: String,
    /// Where the population register is reached.
    pub register: String,
    /// More sections of the configuration.
    pub more: String,
}

impl Installation {
    /// Starts a node and returns when it is ready.
    pub async fn node(&self, name: &str, role: &str) -> Node {
        let node = self.begin(name, role);
        node.is_ready().await;
        node
    }

    /// Starts a node.
    pub fn begin(&self, name: &str, role: &str) -> Node {
        let address = SocketAddr::from(([127, 0, 0, 1], free_port()));
        let file = self.folder.join(format!("{name}.toml"));
        std::fs::write(&file, self.configuration(name, address)).unwrap();
        let log = File::options().create(true).append(true).open(self.folder.join(format!("{name}.log"))).unwrap();
        let mut node = oppijaloki(&["serve", "--config", file.to_str().unwrap(), "--role", role]);
        Node { process: node.stdout(Stdio::null()).stderr(log).spawn().unwrap(), address }
    }

    fn configuration(&self, name: &str, address: SocketAddr) -> String {
        let Installation { folder, journal, secrets, issuer, register, more } = self;
        let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/app/demo");
        let (demo, folder, secrets) = (demo.display(), folder.display(), secrets.display());
        write_secret(&self.folder.join("register-password"), "full");
        format!(
            "address = '{address}'\ndata = '{folder}/{name}'\nsecrets = '{secrets}'\njournal = '{journal}'\n\
             organisations = '{demo}/organisations.json'\nservices = '{demo}/services.json'\n\
             [tokens]\nkey_set = '{issuer}/oauth2/jwks'\nissuer = '{issuer}'\naudience = 'oppijaloki'\n\
             [register]\nbase_url = '{register}'\nuser = 'full'\npassword_file = '{folder}/register-password'\n\
             [rules]\ntest_hetus_from = 990\ntest_hetus_to = 999\n{more}"
        )
    }
}

/// A node as a process; killed when it is dropped.
pub struct Node {
    process: Child,
    /// Where it answers.
    pub address: SocketAddr,
}

impl Node {
    /// What it says of itself; `None` when it does not answer.
    pub async fn ready(&self) -> Option<(u16, Value)> {
        let answer = reqwest::get(format!("http://{}/health/ready", self.address)).await.ok()?;
        Some((answer.status().as_u16(), serde_json::from_str(&answer.text().await.ok()?).ok()?))
    }

    /// Returns when it answers requests.
    pub async fn is_ready(&self) {
        let ready = async || self.ready().await.is_some_and(|(status, _)| status == 200);
        wait_until("the node is ready", IN_THE_END, ready).await;
    }

    /// How it stands to its journal.
    pub async fn journal(&self) -> Option<String> {
        Some(self.ready().await?.1["journal"]["state"].as_str()?.to_owned())
    }

    /// Stops it as an operator does, and returns when it has ended.
    pub async fn stop(mut self) {
        let told = Command::new("kill").args(["-TERM", &self.process.id().to_string()]).status().unwrap();
        assert!(told.success());
        let ended = async || self.process.try_wait().unwrap().is_some();
        wait_until("the node has ended", IN_THE_END, ended).await;
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
