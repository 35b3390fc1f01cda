//! `kill -9` at random moments, two hundred times, while clients send without a pause: nothing that was acknowledged is
//! lost, nothing is done twice, and everything goes on by itself.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use events::{Fact, Hetu, OpenedEvent, PersonOid, Position};
use oppijaloki::commands::demo::SEED;
use oppijaloki::data::{Data, DataArguments};
use oppijaloki::generate::{Options, Row, rows, to_oppija_json};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use serde_json::Value;
use store::local_log::read;

/// Kills of each folder; two folders are worked on at the same time.
const KILLS: u64 = 100;
const PEOPLE: u64 = 20_000;
/// Every fifth process is killed while it opens its folder, the others while clients work with it.
const WHILE_OPENING: u64 = 5;
const LONGEST_OPENING: u64 = 300;
const LIVES_MS: std::ops::Range<u64> = 50..300;
const LARGEST_IMPORT: u64 = 30;
const IN_THE_END: Duration = Duration::from_secs(120);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_kills_lose_nothing_and_repeat_nothing() {
    let (one, two) = tokio::join!(tokio::spawn(folder_of_kills(1)), tokio::spawn(folder_of_kills(2)));
    one.unwrap();
    two.unwrap();
}

/// What was acknowledged, and so must be there for ever.
#[derive(Default)]
struct Acknowledged {
    /// Imports: number, and how many rows.
    imports: Vec<(u64, u64)>,
    /// Look-ups: who, and the OID given.
    people: Vec<(u64, String)>,
}

/// What the clients of one folder share.
#[derive(Clone, Default)]
struct Work {
    acknowledged: Arc<Mutex<Acknowledged>>,
    /// The next learner. Clients take overlapping stretches, so that they meet in the same new people.
    next_person: Arc<AtomicU64>,
}

async fn folder_of_kills(seed: u64) {
    let folder = Folder::new();
    let work = Work::default();
    let mut random = StdRng::seed_from_u64(seed);
    for kill in 0..KILLS {
        let mut process = Process::start(&folder.0);
        if kill % WHILE_OPENING == WHILE_OPENING - 1 {
            pause(random.random_range(0..LONGEST_OPENING)).await;
        } else {
            let address = process.ready().await;
            let mut clients = Vec::new();
            for name in ["demo-university", "demo-school"] {
                let client = Client::sign_in(&address, name).await.unwrap();
                let random = StdRng::seed_from_u64(random.random());
                clients.push(tokio::spawn(use_until_it_dies(client, work.clone(), random)));
            }
            pause(random.random_range(LIVES_MS)).await;
            process.kill();
            for client in clients {
                client.await.unwrap();
            }
        }
        process.kill();
    }
    all_is_well_in_the_end(&folder, &work).await;
}

/// The moment of a kill is what is tried out here; nothing is awaited by it.
async fn pause(millis: u64) {
    tokio::time::sleep(Duration::from_millis(millis)).await;
}

/// A client as there are many: it sends an import, reads its rows when they are done, sends the next, and sometimes looks
/// somebody up. The first thing that fails ends it: the process is gone.
async fn use_until_it_dies(client: Client, work: Work, mut random: StdRng) -> Option<()> {
    loop {
        let count = random.random_range(1..=LARGEST_IMPORT);
        let first = work.next_person.fetch_add(count.div_ceil(2), Ordering::Relaxed) % (PEOPLE - LARGEST_IMPORT);
        if random.random_ratio(1, 4) {
            let oid = client.look_up(first).await?;
            work.acknowledged.lock().unwrap().people.push((first, oid));
            continue;
        }
        let number = client.import(first, count).await?;
        work.acknowledged.lock().unwrap().imports.push((number, count));
        while client.status(number).await?["kasitelty"] != true {}
    }
}

async fn all_is_well_in_the_end(folder: &Folder, work: &Work) {
    let mut process = Process::start(&folder.0);
    let client = Client::sign_in(&process.ready().await, "demo-oph").await.unwrap();
    let acknowledged = std::mem::take(&mut *work.acknowledged.lock().unwrap());
    let Acknowledged { imports, people } = &acknowledged;
    eprintln!("{} imports and {} look-ups were acknowledged", imports.len(), people.len());
    assert!(imports.len() as u64 >= KILLS / 2 && people.len() as u64 >= KILLS / 10, "too little was done");
    let began = Instant::now();
    for (number, count) in &acknowledged.imports {
        while client.status(*number).await.expect("an acknowledged import is there")["kasitelty"] != true {
            assert!(began.elapsed() < IN_THE_END, "an acknowledged import does not go on by itself");
        }
        let rows = client.rows(*number).await;
        assert_eq!(rows.len() as u64, *count);
        assert!(rows.iter().all(|row| row["conflict"] == false));
    }
    while client.summary().await["keskeneraiset"] != 0 {
        assert!(began.elapsed() < IN_THE_END, "somebody waits for the register for ever");
    }
    let summary = client.summary().await;
    assert_eq!(summary["virheet"], 0, "everybody ends identified: {summary}");
    for (person, oid) in &acknowledged.people {
        assert_eq!(client.look_up(*person).await.as_ref(), Some(oid), "an acknowledged number changed");
    }
    assert!(process.stop().success(), "it ends well when it is asked to");
    let verified = Command::new(BINARY).arg("verify").arg("--data").arg(&folder.0).output().unwrap();
    assert!(verified.status.success(), "verify: {}", String::from_utf8_lossy(&verified.stderr));
    let (data, imports) = (folder.0.clone(), acknowledged.imports);
    tokio::task::spawn_blocking(move || the_log_is_whole(&data, &imports)).await.unwrap();
    let log = std::fs::read_to_string(folder.log()).unwrap();
    assert!(!log.contains("panicked"), "{log}");
}

/// Each row was done exactly once, each hetu is one person's, each person was identified once.
fn the_log_is_whole(data: &Path, acknowledged: &[(u64, u64)]) {
    let data = Data::open(&DataArguments { data: Some(data.to_owned()), config: None }).unwrap();
    let mut recorded = Vec::new();
    let keep = |event| read(&event).map(|event| recorded.push(Arc::new(event)));
    data.store().node().log.scan(Position::START, usize::MAX >> 1, keep).unwrap();
    let events = recorded.into_iter().map(|event| data.store().open_event(event).unwrap());
    let mut received: BTreeMap<Position, u32> = BTreeMap::new();
    let mut done: HashMap<(Position, u32), u32> = HashMap::new();
    let mut completed: HashMap<Position, u32> = HashMap::new();
    let mut holders: HashMap<Hetu, PersonOid> = HashMap::new();
    let mut identified: HashMap<PersonOid, u32> = HashMap::new();
    for OpenedEvent { recorded, fact } in events {
        match &fact {
            Fact::ImportReceived(with) => drop(received.insert(recorded.position, with.data.rows)),
            Fact::ImportRowResolved(with) => *done.entry((with.data.import, with.data.row)).or_default() += 1,
            Fact::ImportRowRefused(_) => panic!("no row is to be refused"),
            Fact::ImportCompleted(with) => *completed.entry(with.data.import).or_default() += 1,
            Fact::PersonRegistered(with) => {
                let hetu = with.personal.known().expect("readable").hetu.expect("everybody has one");
                assert_eq!(holders.insert(hetu, with.data.about.addressed), None, "a hetu belongs to two people");
            }
            Fact::IdentifiedFromRegister(with) => *identified.entry(with.data.about.addressed).or_default() += 1,
            _ => {}
        }
    }
    for (number, rows) in acknowledged {
        assert_eq!(received.get(&Position(*number)).copied().map(u64::from), Some(*rows), "an import is lost");
    }
    let rows: HashSet<(Position, u32)> =
        received.iter().flat_map(|(import, rows)| (0..*rows).map(|row| (*import, row))).collect();
    assert_eq!(rows, done.keys().copied().collect(), "rows that were received are not those that were done");
    assert!(done.values().all(|times| *times == 1), "a row was done twice");
    assert!(received.keys().all(|import| completed.get(import) == Some(&1)), "an import was not completed once");
    let people: HashSet<PersonOid> = holders.into_values().collect();
    assert_eq!(people, identified.keys().copied().collect(), "somebody is not identified");
    assert!(identified.values().all(|times| *times == 1), "somebody was identified twice");
}

const BINARY: &str = env!("CARGO_BIN_EXE_oppijaloki");

/// A data folder, removed with everything in it in the end.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Folder {
        let path = std::env::temp_dir().join(format!("oppijaloki-killed-{}", uuid::Uuid::new_v4()));
        std::fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    /// What all processes of this folder write to standard error.
    fn log(&self) -> PathBuf {
        log_of(&self.0)
    }
}

fn log_of(folder: &Path) -> PathBuf {
    folder.join("test.log")
}

impl Drop for Folder {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }
}

/// A running demo. It is killed when it is dropped.
struct Process {
    child: Child,
    folder: PathBuf,
}

impl Process {
    fn start(folder: &Path) -> Process {
        let log = std::fs::File::options().append(true).create(true).open(log_of(folder)).unwrap();
        let mut command = Command::new(BINARY);
        command.args(["demo", "--port", "0", "--empty", "--people", &PEOPLE.to_string(), "--data"]).arg(folder);
        let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(log).spawn().unwrap();
        Process { child, folder: folder.to_owned() }
    }

    /// Waits until it says that it is ready, and where.
    async fn ready(&mut self) -> String {
        let (stdout, folder) = (self.child.stdout.take().unwrap(), self.folder.clone());
        let read = move || {
            let mut lines = BufReader::new(stdout).lines().map(Result::unwrap);
            let address =
                lines.find_map(|line| Some(line.split_once("ready on http://")?.1.split(' ').next()?.to_owned()));
            let log = || std::fs::read_to_string(log_of(&folder)).unwrap();
            let address = address.unwrap_or_else(|| panic!("it does not start: {}", log()));
            // A process that prints to a closed pipe is killed.
            std::thread::spawn(move || lines.for_each(drop));
            address
        };
        tokio::task::spawn_blocking(read).await.unwrap()
    }

    /// SIGKILL.
    fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// SIGTERM, as a service manager stops it.
    fn stop(&mut self) -> ExitStatus {
        let asked = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(asked.success());
        self.child.wait().unwrap()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A program that uses the registry; `None` whenever the process is gone.
struct Client {
    http: reqwest::Client,
    base: String,
    token: String,
}

impl Client {
    async fn sign_in(address: &str, name: &str) -> Option<Client> {
        let http = reqwest::Client::new();
        let form = format!("grant_type=client_credentials&client_id={name}&client_secret=demo-secret");
        let request = http.post(format!("http://{address}/kayttooikeus-service/oauth2/token"));
        let request = request.header("content-type", "application/x-www-form-urlencoded").body(form);
        let answer: Value = request.send().await.ok()?.json().await.ok()?;
        let base = format!("http://{address}/oppijanumerorekisteri-service");
        Some(Client { http, base, token: answer["access_token"].as_str()?.to_owned() })
    }

    /// Whatever is answered at all must be a success.
    async fn answer(&self, request: reqwest::RequestBuilder) -> Option<Value> {
        let response = request.bearer_auth(&self.token).send().await.ok()?;
        let status = response.status();
        let text = response.text().await.ok()?;
        assert!(status.is_success(), "answered {status}: {text}");
        Some(serde_json::from_str(&text).unwrap())
    }

    async fn get(&self, path: &str) -> Option<Value> {
        self.answer(self.http.get(format!("{}{path}", self.base))).await
    }

    async fn import(&self, first_person: u64, count: u64) -> Option<u64> {
        let rows = learners(first_person, count);
        let request = self.http.put(format!("{}/oppija", self.base)).header("content-type", "application/json");
        Some(self.answer(request.body(to_oppija_json(&rows, None))).await?["id"].as_u64().unwrap())
    }

    async fn status(&self, number: u64) -> Option<Value> {
        self.get(&format!("/oppija/tuonti={number}/perustiedot")).await
    }

    async fn rows(&self, number: u64) -> Vec<Value> {
        self.get(&format!("/oppija/tuonti={number}")).await.unwrap()["henkilot"].as_array().unwrap().clone()
    }

    async fn summary(&self) -> Value {
        self.get("/oppija/yhteenveto").await.unwrap()
    }

    async fn look_up(&self, person: u64) -> Option<String> {
        let row = learners(person, 1).remove(0);
        let (hetu, names) = (row.hetu, row.names);
        let body = serde_json::json!({"hetu": hetu, "etunimet": names.first_names, "kutsumanimi": names.call_name,
            "sukunimi": names.surname});
        let request = self.http.post(format!("{}/yleistunniste/hae", self.base));
        let answer = self.answer(request.header("content-type", "application/json").body(body.to_string())).await?;
        Some(answer["oid"].as_str().unwrap().to_owned())
    }
}

/// Clean rows about people whom the register knows; without e-mail addresses, whose owners could differ by client.
fn learners(first_person: u64, count: u64) -> Vec<Row> {
    let made = rows(&Options { first_person, ..Options::plain(SEED, PEOPLE, count) });
    made.map(|made| Row { email: None, ..made.row }).collect()
}
