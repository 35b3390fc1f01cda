//! A disk that becomes full under a registry that works: what cannot be kept is refused, what was acknowledged stays and
//! is read, and when there is room again everything goes on by itself, without a restart.
//!
//! A real full disk would need a file system of its own. Instead no file of the process may grow beyond a limit, which
//! is lifted in the end: the system refuses the writes in the same places, and sends a signal with each refusal that would
//! end a process which does not expect it.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::ops::Range;
use std::process::{Child, ChildStdout, Command, Stdio};

use oppijaloki::commands::demo::SEED;
use oppijaloki::generate::{Row, to_oppija_json};
use oppijaloki_tests::client::{Client, oids, row_about};
use oppijaloki_tests::processes::{finished, oppijaloki};
use oppijaloki_tests::server::IN_THE_END;
use oppijaloki_tests::temp::TempFolder;
use oppijaloki_tests::wait::wait_until;
use reqwest::Method;
use serde_json::{Value, json};
use vtj::population::Population;

/// No file may be larger, in bytes.
const FULL: u64 = 4 << 20;
/// Enough for far more imports than fit: a slow machine writes less of each before the next one comes.
const PEOPLE: u64 = 60_000;
/// Rows of each import.
const ROWS: u64 = 500;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_acknowledged_is_lost_and_everything_goes_on_when_there_is_room() {
    let folder = TempFolder::new();
    let registry = Registry::start(&folder).await;
    let university = Client::sign_in(registry.address, "demo-university", registry.address).await;
    let send = async |n: u64| university.send(Method::PUT, "/oppija", to_oppija_json(&rows(n), None)).await;

    registry.limit_files(&FULL.to_string());
    let (mut acknowledged, mut refused) = (Vec::new(), None);
    for n in 0..PEOPLE / ROWS {
        let answer = send(n).await;
        if answer.status != 200 {
            refused = Some((n, answer));
            break;
        }
        acknowledged.push(answer.json()["id"].as_u64().unwrap());
    }
    let (n, answer) = refused.expect("the disk is never full");
    assert_eq!(answer.status, 503, "{}", answer.text);
    assert!(answer.header("retry-after").is_some());
    assert!(!acknowledged.is_empty(), "nothing could be written at all");
    let first = university.get(&format!("/oppija/tuonti={}/perustiedot", acknowledged[0])).await;
    assert_eq!(first.status, 200, "reading goes on: {}", first.text);

    // Not even a page fits any more, and anyone who asks is told before they try; and again as soon as there is room.
    registry.limit_files("1");
    assert_eq!(send(n).await.status, 503);
    assert_eq!(registry.ready().await, (503, json!(false)));
    registry.limit_files("unlimited");
    assert_eq!(registry.ready().await, (200, json!(true)));
    let written = async || {
        let answer = send(n).await;
        (answer.status == 200).then(|| acknowledged.push(answer.json()["id"].as_u64().unwrap())).is_some()
    };
    wait_until("an import is taken again", IN_THE_END, written).await;
    let mut everybody = Vec::new();
    for number in acknowledged {
        let done = async || university.import_status(number).await["kasitelty"] == true;
        wait_until("every row is done", IN_THE_END, done).await;
        let rows = university.rows(number).await;
        assert_eq!(rows.len() as u64, ROWS);
        everybody.extend(oids(&rows));
    }
    let people = everybody.len();
    everybody.sort();
    everybody.dedup();
    assert_eq!(everybody.len(), people, "somebody was made twice, or two became one");
    let settled = async || university.summary("").await["keskeneraiset"] == 0;
    wait_until("everybody is identified", IN_THE_END, settled).await;
}

/// Only the read models meet the limit: the log goes on without them, and they catch up when there is room. What they
/// kept in memory of a batch that the disk did not take counts for nothing.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn read_models_that_met_a_full_disk_are_those_of_the_log() {
    let folder = TempFolder::new();
    let registry = Registry::start(&folder).await;
    let university = Client::sign_in(registry.address, "demo-university", registry.address).await;
    let import = async |client: &Client, people: Range<u64>| {
        let answer = client.send(Method::PUT, "/oppija", to_oppija_json(&rows_about(people), None)).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        answer.json()["id"].as_u64().unwrap()
    };
    let settled = async || university.summary("").await["keskeneraiset"] == 0;
    // Of small imports the read models write more than anybody else.
    for n in 0..60 {
        import(&university, 2 * n..2 * n + 2).await;
        wait_until("everybody is identified", IN_THE_END, settled).await;
    }

    let data = folder.join("data");
    let length = |file: &str| std::fs::metadata(data.join(file)).unwrap().len();
    let full = length("cache/read.db-wal") + 3 * 4096;
    for other in ["journal/journal.db", "journal/journal.db-wal", "vault/vault.db-wal", "cache/index.db-wal"] {
        assert!(length(other) + (1 << 20) < full, "{other} would meet the limit too");
    }
    registry.limit_files(&full.to_string());
    // The same people for another school: sets of organisations that nobody had before.
    let school = Client::sign_in(registry.address, "demo-school", registry.address).await;
    let number = import(&school, 0..300).await;
    // Anyone who asks waits a second for them in vain.
    let unknown = async || school.get(&format!("/oppija/tuonti={number}/perustiedot")).await.status == 503;
    let met = async || length("cache/read.db-wal") >= full && unknown().await;
    wait_until("the read models meet the limit", IN_THE_END, met).await;
    registry.limit_files("unlimited");
    wait_until("the read models know the import", IN_THE_END, async || !unknown().await).await;
    let done = async || school.import_status(number).await["kasitelty"] == true;
    wait_until("every row is done", IN_THE_END, done).await;
    import(&university, 300..400).await;
    wait_until("everybody is identified", IN_THE_END, settled).await;

    drop(registry);
    let verified = finished(oppijaloki(&["verify", "--data", data.to_str().unwrap()])).await;
    assert!(verified.status.success(), "{verified:?}");
}

fn rows(import: u64) -> Vec<Row> {
    rows_about(import * ROWS..(import + 1) * ROWS)
}

fn rows_about(people: Range<u64>) -> Vec<Row> {
    let population = Population::new(SEED, PEOPLE);
    people.map(|n| row_about(&population.person(n), &format!("stu-{n}"))).collect()
}

/// The demo as a process.
struct Registry {
    process: Child,
    address: SocketAddr,
}

impl Registry {
    async fn start(folder: &TempFolder) -> Registry {
        let (data, people) = (folder.join("data"), PEOPLE.to_string());
        let mut demo =
            oppijaloki(&["demo", "--empty", "--port", "0", "--people", &people, "--data", data.to_str().unwrap()]);
        let mut process = demo.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let stdout = process.stdout.take().unwrap();
        let address = tokio::task::spawn_blocking(|| address(stdout)).await.unwrap();
        Registry { process, address }
    }

    /// Whether requests should be sent to it, and whether it says that it can write.
    async fn ready(&self) -> (u16, Value) {
        let answer = reqwest::get(format!("http://{}/health/ready", self.address)).await.unwrap();
        let status = answer.status().as_u16();
        let said: Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
        assert_eq!(said["ready"], json!(status == 200));
        (status, said["writing"].clone())
    }

    /// How large its files may be from now on.
    fn limit_files(&self, limit: &str) {
        let (pid, limit) = (self.process.id().to_string(), format!("--fsize={limit}:"));
        assert!(Command::new("prlimit").args(["--pid", &pid, &limit]).status().unwrap().success());
    }
}

impl Drop for Registry {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Where it says that it answers. What it says afterwards is read too: anyone who prints to a closed pipe dies of it.
fn address(stdout: ChildStdout) -> SocketAddr {
    let mut lines = BufReader::new(stdout).lines().map(Result::unwrap);
    let address = lines.find_map(|line| line.split_once("ready on http://")?.1.split(' ').next()?.parse().ok());
    std::thread::spawn(move || lines.for_each(drop));
    address.expect("it starts")
}
