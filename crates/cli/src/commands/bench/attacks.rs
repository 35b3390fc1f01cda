//! What everybody else notices while somebody attacks: how soon `/health/live` answers, and single look-ups of known people by
//! another sender, under each kind of attack in turn. Attackers, the others and the server share the machine's cores.

use std::path::Path;
use std::time::{Duration, Instant};

use events::{PersonOid, Position};
use serde_json::Value;
use tokio::task::JoinSet;
use vtj::population::Population;

use super::client::{Client, millis, percentile, read};
use super::look_up;
use super::pages::Browser;
use super::soak::server::Process;
use crate::commands::Failure;
use crate::commands::demo::SEED;
use crate::generate::{Options, Row, rows, to_oppija_json};

mod kinds;

/// People who are looked up meanwhile.
const KNOWN: u64 = 5_000;
const PEOPLE: u64 = 2 * KNOWN;
/// How long each attack lasts.
const LASTS: Duration = Duration::from_secs(15);
/// Look-ups of others at the same time.
const LOOK_UPS_AT_ONCE: u64 = 4;
/// A pause of the others between two requests, as people and programs have one.
const PAUSE: Duration = Duration::from_millis(5);
const LOOK_AGAIN: Duration = Duration::from_millis(200);

/// What is attacked.
#[derive(Clone)]
pub struct Target {
    /// `http://` and where the server answers.
    pub origin: String,
    /// The sender who attacks.
    pub attacker: Client,
    /// An official who may see everybody.
    pub official: Browser,
    /// Somebody whom very many rows name.
    pub learner: PersonOid,
    /// The import of these rows.
    pub import: Position,
}

/// Starts a server of its own, and measures under each attack. `rows_of_one`: so many rows name one learner.
pub async fn measure(folder: &Path, rows_of_one: u64) -> Result<(), Failure> {
    let process = Process::start(folder, PEOPLE)?;
    let origin = format!("http://{}", process.address);
    let university = Client::sign_in_at(&origin, "demo-university").await?;
    let attacker = Client::sign_in_at(&origin, "demo-school").await?;
    let people: Vec<Row> = rows(&Options::plain(SEED, PEOPLE, KNOWN)).map(|made| made.row).collect();
    import(&university, &people).await?;
    let (import, learner) = import_one(&attacker, rows_of_one).await?;
    let official = Browser::sign_in(&origin, "rekisterinpitaja").await?;
    let target = Target { origin, attacker, official, learner, import };
    println!("attacks    {rows_of_one} rows of one learner; {} s each; ms of the others", LASTS.as_secs());
    for (name, begin) in kinds::ALL {
        let mut attack = JoinSet::new();
        begin(&target, &mut attack);
        let others = others(target.origin.clone(), university.clone());
        report(name, others.await?);
        attack.shutdown().await;
    }
    let began = Instant::now();
    let mut attack = JoinSet::new();
    kinds::bodies_that_trickle(&target, &mut attack);
    kinds::readers_of_nothing(&target, &mut attack);
    process.stop()?;
    println!("           stopped under attack after {:.1} s", began.elapsed().as_secs_f64());
    Ok(())
}

/// Sends rows in, and waits until all of them are resolved and identified.
async fn import(sender: &Client, rows: &[Row]) -> Result<Position, Failure> {
    let accepted: Value = read(sender.put("/oppija", to_oppija_json(rows.iter(), None))).await?;
    let number = accepted["id"].as_u64().unwrap_or_default();
    loop {
        let import: Value = read(sender.own(&format!("/api/v1/imports/{number}"))).await?;
        if !import["completed"].is_null() && import["in_progress"] == 0 {
            return Ok(Position(number));
        }
        tokio::time::sleep(LOOK_AGAIN).await;
    }
}

/// Rows of one hetu, each named a little differently than the one before.
async fn import_one(sender: &Client, count: u64) -> Result<(Position, PersonOid), Failure> {
    let learner = rows(&Options::plain(SEED, PEOPLE, 1)).next().map(|made| made.row).unwrap_or_default();
    let hetu = Population::new(SEED, PEOPLE).hetu(PEOPLE - 1);
    let row = |n: u64| {
        let mut row = Row { hetu: Some(hetu.as_str().to_owned()), tunniste: Some(n.to_string()), ..learner.clone() };
        row.names.surname.extend((n % 2 == 1).then_some('x'));
        row
    };
    let number = import(sender, &(0..count).map(row).collect::<Vec<_>>()).await?;
    let rows: Value = read(sender.own(&format!("/api/v1/imports/{}/rows?limit=1", number.0))).await?;
    let oid = rows["items"][0]["oid"].as_str().and_then(|oid| oid.parse().ok());
    oid.map(|oid| (number, oid)).ok_or_else(|| Failure("the rows led to nobody".to_owned()))
}

/// How long the others waited.
struct Others {
    live: Vec<Duration>,
    look_ups: Vec<Duration>,
    refused: usize,
}

/// Others are other machines: they have a thread of their own.
async fn others(origin: String, sender: Client) -> Result<Others, Failure> {
    let asked = tokio::task::spawn_blocking(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.map_err(|error| Failure(error.to_string()))?.block_on(ask(origin, sender.anew()?))
    });
    asked.await.map_err(|error| Failure(error.to_string()))?
}

async fn ask(origin: String, sender: Client) -> Result<Others, Failure> {
    let until = Instant::now() + LASTS;
    let mut work = JoinSet::new();
    for worker in 0..LOOK_UPS_AT_ONCE {
        work.spawn(look_up_known(sender.clone(), worker, until));
    }
    let (http, mut live) = (reqwest::Client::new(), Vec::new());
    while Instant::now() < until {
        let began = Instant::now();
        let answered = http.get(format!("{origin}/health/live")).send().await.is_ok();
        live.push(if answered { began.elapsed() } else { LASTS });
        tokio::time::sleep(PAUSE).await;
    }
    let mut others = Others { live, look_ups: Vec::new(), refused: 0 };
    while let Some(done) = work.join_next().await {
        let (times, refused) = done.map_err(|error| Failure(error.to_string()))?;
        others.look_ups.extend(times);
        others.refused += refused;
    }
    Ok(others)
}

/// How long each took, and how many were refused or not answered.
async fn look_up_known(sender: Client, worker: u64, until: Instant) -> (Vec<Duration>, usize) {
    let population = Population::new(SEED, PEOPLE);
    let (mut times, mut refused) = (Vec::new(), 0);
    for n in 0u64.. {
        if Instant::now() >= until {
            break;
        }
        let index = (n * LOOK_UPS_AT_ONCE + worker).wrapping_mul(2_654_435_761) % KNOWN;
        let began = Instant::now();
        let answer = sender.post("/yleistunniste/hae", look_up::body(&population, index)).send().await;
        times.push(began.elapsed());
        refused += usize::from(!answer.is_ok_and(|answer| answer.status().is_success()));
        tokio::time::sleep(PAUSE).await;
    }
    (times, refused)
}

fn report(name: &str, Others { mut live, mut look_ups, refused }: Others) {
    println!(
        "           {name:44} live p50 {:5.1} p99 {:5.1} max {:5.1} | look-up p50 {:5.1} p99 {:5.1} max {:5.1} | {} \
         look-ups, {refused} refused",
        millis(percentile(&mut live, 50)),
        millis(percentile(&mut live, 99)),
        millis(percentile(&mut live, 100)),
        millis(percentile(&mut look_ups, 50)),
        millis(percentile(&mut look_ups, 99)),
        millis(percentile(&mut look_ups, 100)),
        look_ups.len(),
    );
}
