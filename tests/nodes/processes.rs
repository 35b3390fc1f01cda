//! Whole nodes as processes of their own, over one PostgreSQL, as they are run: what people and programs do on several
//! of them at once.

use std::collections::BTreeSet;

use oppijaloki::config::SecretsFile;
use oppijaloki::generate::Row;
use oppijaloki_tests::client::{Answer, Client, oids, row_about};
use oppijaloki_tests::postgres::{Cluster, Database};
use oppijaloki_tests::processes::{Installation, Node};
use oppijaloki_tests::server::{On, Registry};
use oppijaloki_tests::temp::TempFolder;
use oppijaloki_tests::wait::{wait_for, wait_until};
use reqwest::Method;

use crate::bench::IN_THE_END;
use crate::cluster_or_leave_out;

/// Several nodes, with the demo's token issuer and population register beside them.
pub struct House {
    /// Issuer and register.
    pub outside: Registry,
    /// How nodes are started.
    pub nodes: Installation,
    _folder: TempFolder,
}

impl House {
    /// Without any node yet.
    pub async fn new(database: &Database) -> House {
        let (outside, folder) = (Registry::start(On::Embedded).await, TempFolder::new());
        let nodes = Installation {
            folder: folder.path().to_owned(),
            journal: database.url(),
            secrets: folder.join("secrets.toml"),
            issuer: outside.issuer(),
            register: outside.register_url(),
            more: String::new(),
        };
        SecretsFile::draw().write(&nodes.secrets).unwrap();
        House { outside, nodes, _folder: folder }
    }

    /// Starts a node and returns when it is ready.
    pub async fn node(&self, name: &str, role: &str) -> Node {
        self.nodes.node(name, role).await
    }

    /// The university's program, on this node.
    pub async fn university(&self, node: &Node) -> Client {
        let token = self.outside.university().await.token().to_owned();
        Client::with_token(node.address, Some(token))
    }

    /// OPH's program, on this node.
    async fn oph(&self, node: &Node) -> Client {
        let token = self.outside.oph().await.token().to_owned();
        Client::with_token(node.address, Some(token))
    }

    /// Rows about these people.
    pub fn rows(&self, numbers: std::ops::Range<u64>) -> Vec<Row> {
        numbers.map(|n| row_about(&self.outside.somebody(n), &format!("stu-{n}"))).collect()
    }
}

/// Asks as somebody who has just been answered elsewhere.
async fn get_after(client: &Client, path: &str, written: &Answer) -> Answer {
    let position = written.header("x-log-position").expect("a position").to_owned();
    let answer = client.request(Method::GET, path).header("x-log-position", position).send().await.unwrap();
    let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
    Answer { status, headers, text: answer.text().await.unwrap() }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_written_on_one_node_is_read_on_the_other_at_once() {
    let cluster = cluster_or_leave_out!(Cluster::shared());
    let house = House::new(&cluster.database()).await;
    // One answers, the other one works.
    let (api, worker) = (house.node("api", "api").await, house.node("worker", "both").await);
    let (here, there) = (house.university(&api).await, house.university(&worker).await);
    for n in 0..20 {
        let found = here.look_up(&row_about(&house.outside.somebody(n), "")).await;
        let oid = found.ok()["oid"].as_str().unwrap().to_owned();
        let numbers = get_after(&there, &format!("/yleistunniste/hae/{oid}"), &found).await;
        assert_eq!(numbers.status, 200, "look-up {n} is not seen on the other node");
    }
    let number = here.import(&house.rows(100..160)).await;
    here.resolved(number).await;
    there.resolved(number).await;
    assert_eq!(oids(&here.rows(number).await), oids(&there.rows(number).await));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_people_sent_to_two_nodes_at_once_are_made_once() {
    let cluster = cluster_or_leave_out!(Cluster::shared());
    let house = House::new(&cluster.database()).await;
    let (one, other) = (house.node("one", "both").await, house.node("other", "both").await);
    let (here, there) = (house.university(&one).await, house.university(&other).await);
    for n in 0..30 {
        let row = row_about(&house.outside.somebody(n), "");
        let (a, b) = tokio::join!(here.look_up(&row), there.look_up(&row));
        assert_eq!(a.ok()["oid"], b.ok()["oid"], "person {n} was made twice");
    }
    let rows = house.rows(20..120);
    let (a, b) = tokio::join!(here.import(&rows), there.import(&rows));
    for client in [&here, &there] {
        client.resolved(a).await;
        client.resolved(b).await;
    }
    assert_eq!(oids(&here.rows(a).await), oids(&there.rows(b).await));
    let oph = house.oph(&one).await;
    let settled = async || oph.summary("").await["keskeneraiset"] == 0;
    wait_until("everybody is identified", IN_THE_END, settled).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn when_the_working_node_dies_another_one_carries_on() {
    let cluster = cluster_or_leave_out!(Cluster::shared());
    let house = House::new(&cluster.database()).await;
    let first = house.node("first", "worker").await;
    let second = house.node("second", "both").await;
    let here = house.university(&second).await;
    let number = here.import(&house.rows(0..400)).await;
    let begun = async || here.import_status(number).await["kasiteltyja"].as_u64().unwrap() > 0;
    wait_until("the import is begun", IN_THE_END, begun).await;
    drop(first);
    let done = async || (here.import_status(number).await["kasitelty"] == true).then_some(());
    wait_for("the other node finishes the import", IN_THE_END, done).await;
    assert_eq!(here.rows(number).await.len(), 400);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_the_database_is_away_nodes_answer_and_refuse_and_then_go_on_by_themselves() {
    let mut cluster = cluster_or_leave_out!(Cluster::start());
    let house = House::new(&cluster.database()).await;
    let node = house.node("node", "both").await;
    let university = house.university(&node).await;
    let number = university.import(&house.rows(0..20)).await;
    university.resolved(number).await;
    let before = oids(&university.rows(number).await);

    cluster.kill();
    wait_until("the node says it", IN_THE_END, async || node.journal().await.as_deref() == Some("away")).await;
    assert_eq!(node.ready().await.unwrap().0, 200, "reading goes on");
    let metrics = reqwest::get(format!("http://{}/metrics", node.address)).await.unwrap().text().await.unwrap();
    assert!(metrics.contains("oppijaloki_journal_followed 0"), "{metrics}");
    assert_eq!(oids(&university.rows(number).await), before);
    let refused = university.look_up(&row_about(&house.outside.somebody(50), "")).await;
    assert_eq!(refused.status, 503, "{}", refused.text);
    assert!(refused.header("retry-after").is_some());

    cluster.start_again();
    wait_until("the node says it", IN_THE_END, async || node.journal().await.as_deref() == Some("followed")).await;
    let written = async || university.look_up(&row_about(&house.outside.somebody(50), "")).await.status == 200;
    wait_until("writing goes on", IN_THE_END, written).await;
}

/// Two imports that share people, on two nodes, and a database that is killed in the middle: every row is done once, and
/// nobody is made twice.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn imports_on_two_nodes_come_through_a_database_that_is_killed() {
    let mut cluster = cluster_or_leave_out!(Cluster::start());
    let house = House::new(&cluster.database()).await;
    let (one, other) = (house.node("one", "both").await, house.node("other", "both").await);
    let (here, there) = (house.university(&one).await, house.university(&other).await);
    let (a, b) = (here.import(&house.rows(0..300)).await, there.import(&house.rows(150..450)).await);
    for done in [1, 100] {
        let reached = async || here.rows_done(a).await.is_some_and(|(_, rows)| rows >= done);
        wait_until("rows are done", IN_THE_END, reached).await;
        cluster.kill();
        cluster.start_again();
    }
    for (client, number) in [(&here, a), (&here, b), (&there, a), (&there, b)] {
        let resolved = async || client.rows_done(number).await.is_some_and(|(done, _)| done);
        wait_until("every row is done", IN_THE_END, resolved).await;
    }
    let (first, second) = (oids(&there.rows(a).await), oids(&here.rows(b).await));
    assert_eq!((first.len(), second.len()), (300, 300));
    assert_eq!(first[150..], second[..150], "somebody in both imports was made twice");
    let everybody: BTreeSet<&String> = first.iter().chain(&second).collect();
    assert_eq!(everybody.len(), 450);
}

/// It cannot know who was erased since it was stopped: so it answers nothing about anybody.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_that_starts_while_the_database_is_away_serves_nobodys_data_until_it_is_back() {
    let mut cluster = cluster_or_leave_out!(Cluster::start());
    let house = House::new(&cluster.database()).await;
    let node = house.node("node", "both").await;
    let number = house.university(&node).await.import(&house.rows(0..5)).await;
    house.university(&node).await.resolved(number).await;
    drop(node);
    cluster.stop();

    let node = house.nodes.begin("node", "both");
    wait_until("the node answers", IN_THE_END, async || node.ready().await.is_some()).await;
    assert_eq!(node.ready().await.unwrap().0, 503);
    assert_eq!(node.journal().await.as_deref(), Some("away"));
    let university = house.university(&node).await;
    let refused = university.get(&format!("/oppija/tuonti={number}")).await;
    assert_eq!(refused.status, 503);
    assert!(refused.header("retry-after").is_some());

    cluster.start_again();
    node.is_ready().await;
    assert_eq!(university.rows(number).await.len(), 5);
}

/// A request's lines name the request; everything else stands under the id of the node's start.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_line_of_a_log_has_an_id_to_follow() {
    let cluster = cluster_or_leave_out!(Cluster::shared());
    let house = House::new(&cluster.database()).await;
    house.outside.register().set_fault(vtj::stand_in::Fault { status: Some(500), ..Default::default() }).unwrap();
    let node = house.node("one", "both").await;
    let university = house.university(&node).await;
    university.import(&house.rows(0..1)).await;
    let log = || std::fs::read_to_string(house.nodes.folder.join("one.log")).unwrap();
    let noticed = async || log().contains("the register does not answer");
    wait_until("the register's outage is in the log", IN_THE_END, noticed).await;
    node.stop().await;
    let without = |line: &&str| {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        !line["spans"].as_array().is_some_and(|spans| spans.iter().any(|span| span["request_id"].is_string()))
    };
    assert_eq!(log().lines().find(without), None);
}
