//! Whole nodes with the journal on KurrentDB and the vault on PostgreSQL, as they are configured and run.

use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use oppijaloki::commands::serve::serve;
use oppijaloki::config::{Config, SecretsFile};
use oppijaloki::generate::Row;
use oppijaloki::server::Role;
use oppijaloki_tests::client::{Client, oids, row_about};
use oppijaloki_tests::kurrentdb::StandIn;
use oppijaloki_tests::postgres::Cluster;
use oppijaloki_tests::server::{On, Registry};
use oppijaloki_tests::temp::TempFolder;
use oppijaloki_tests::wait::wait_until;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

const IN_THE_END: Duration = Duration::from_secs(60);

/// A node, until it is dropped.
struct Node {
    address: SocketAddr,
    running: JoinHandle<()>,
}

impl Drop for Node {
    fn drop(&mut self) {
        self.running.abort();
    }
}

/// What nodes share: secrets, the demo's issuer of tokens and its population register, journal and vault.
struct House {
    outside: Registry,
    folder: TempFolder,
    journal: String,
    vault: String,
}

impl House {
    async fn node(&self, name: &str) -> Node {
        let file = self.folder.join(&format!("{name}.toml"));
        std::fs::write(&file, self.configuration(name)).unwrap();
        let config = Config::read(&file).unwrap();
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let running = tokio::spawn(async {
            serve(config, Role::Both, listener, std::future::pending()).await.unwrap();
        });
        let ready = async || {
            let answer = reqwest::get(format!("http://{address}/health/ready")).await;
            answer.is_ok_and(|answer| answer.status() == 200)
        };
        wait_until("the node is ready", IN_THE_END, ready).await;
        Node { address, running }
    }

    fn configuration(&self, name: &str) -> String {
        let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/app/demo");
        let House { outside, folder, journal, vault } = self;
        let (issuer, register) = (outside.issuer(), outside.register_url());
        let (folder, demo) = (folder.path().display(), demo.display());
        format!(
            "data = '{folder}/{name}'\nsecrets = '{folder}/secrets.toml'\njournal = '{journal}'\nvault = '{vault}'\n\
             organisations = '{demo}/organisations.json'\nservices = '{demo}/services.json'\n\
             [tokens]\nkey_set = '{issuer}/oauth2/jwks'\nissuer = '{issuer}'\naudience = 'oppijaloki'\n\
             [register]\nbase_url = '{register}'\nuser = 'full'\npassword_file = '{folder}/password'\n\
             [rules]\ntest_hetus_from = 990\ntest_hetus_to = 999\n",
        )
    }

    async fn university(&self, node: &Node) -> Client {
        Client::with_token(node.address, Some(self.outside.university().await.token().to_owned()))
    }

    fn rows(&self, numbers: std::ops::Range<u64>) -> Vec<Row> {
        numbers.map(|n| row_about(&self.outside.somebody(n), &format!("stu-{n}"))).collect()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn imports_on_two_nodes_come_through_a_server_that_is_killed() {
    let Some(cluster) = Cluster::shared() else { return };
    let (mut server, database) = (StandIn::start(), cluster.database());
    let (outside, folder) = (Registry::start(On::Embedded).await, TempFolder::new());
    SecretsFile::draw().write(&folder.join("secrets.toml")).unwrap();
    oppijaloki_tests::temp::write_secret(&folder.join("password"), "full");
    let house = House { outside, folder, journal: server.address("journal"), vault: database.url() };

    let (one, other) = (house.node("one").await, house.node("other").await);
    let (here, there) = (house.university(&one).await, house.university(&other).await);
    let (a, b) = (here.import(&house.rows(0..120)).await, there.import(&house.rows(60..180)).await);
    let begun = async || here.import_status(a).await["kasiteltyja"].as_u64().unwrap() >= 1;
    wait_until("rows are done", IN_THE_END, begun).await;
    server.kill();
    server.start_again();
    // Each first by its own node: who sees that done has taken in the other import too.
    for (client, number) in [(&here, a), (&there, b), (&here, b), (&there, a)] {
        let resolved = async || client.import_status(number).await["kasitelty"] == true;
        wait_until("every row is done", IN_THE_END, resolved).await;
    }
    let (first, second) = (oids(&there.rows(a).await), oids(&here.rows(b).await));
    assert_eq!((first.len(), second.len()), (120, 120));
    assert_eq!(first[60..], second[..60], "somebody in both imports was made twice");
    // The journal is where it was to be.
    let streams = server.streams();
    assert!(["journal", "journal-lease-reactors"].iter().all(|name| streams.contains(&(*name).to_owned())));
}
