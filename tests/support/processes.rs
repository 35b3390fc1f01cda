//! Nodes as processes of their own, as they are run: `oppijaloki serve` with a configuration file, over one PostgreSQL.
//!
//! A process is the test's own program again. Each program whose tests begin nodes has one test named `node`, which
//! calls [`be_the_node`].

use std::fs::File;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use crate::postgres::free_port;
use crate::server::IN_THE_END;
use crate::wait::wait_until;

/// Names configuration file and role to a child process.
const NODE: &str = "OPPIJALOKI_TEST_NODE";

/// In a child process: the node itself. Among the other tests it does nothing.
pub fn be_the_node() {
    let Ok(arguments) = std::env::var(NODE) else { return };
    // However the test ends, its end of the pipe is closed then.
    std::thread::spawn(|| {
        let _ = std::io::copy(&mut std::io::stdin(), &mut std::io::sink());
        std::process::exit(1);
    });
    let arguments = ["oppijaloki", "serve"].into_iter().chain(arguments.split('\n')).map(Into::into);
    oppijaloki::run_with(arguments.collect::<Vec<_>>());
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
        self.begin_at(SocketAddr::from(([127, 0, 0, 1], free_port())), name, role)
    }

    /// Starts a node that answers at this address.
    pub fn begin_at(&self, address: SocketAddr, name: &str, role: &str) -> Node {
        let file = self.folder.join(format!("{name}.toml"));
        std::fs::write(&file, self.configuration(name, address)).unwrap();
        let log = File::options().create(true).append(true).open(self.folder.join(format!("{name}.log"))).unwrap();
        let mut node = Command::new(std::env::current_exe().unwrap());
        node.args(["--exact", "node", "--nocapture"]).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(log);
        node.env(NODE, format!("--config\n{}\n--role\n{role}", file.display()));
        Node { process: node.spawn().unwrap(), address }
    }

    fn configuration(&self, name: &str, address: SocketAddr) -> String {
        let Installation { folder, journal, secrets, issuer, register, more } = self;
        let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/app/demo");
        let (demo, folder, secrets) = (demo.display(), folder.display(), secrets.display());
        std::fs::write(self.folder.join("register-password"), "full").unwrap();
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
