//! What programs read: single persons, 64 at a time, and lists, one after the other.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use reqwest::RequestBuilder;
use vtj::population::Population;

use super::client::{Client, millis, percentile};
use super::import::{self, some_oids};
use super::nodes::Node;
use crate::commands::Failure;
use crate::commands::demo::{Running, SEED};

/// Single requests at the same time.
const IN_FLIGHT: usize = 64;
/// Persons who are asked about in turn.
const ASKED: u64 = 50_000;
/// How often each list is asked for.
const TIMES: usize = 30;

/// A question, by a number that goes up.
type Question = Arc<dyn Fn(&Client, usize) -> RequestBuilder + Send + Sync>;

/// Measures. The registry holds people up to index `known`; `count` single requests of each kind are sent.
pub async fn measure(running: &Running, known: u64, count: u64) -> Result<(), Failure> {
    let keeper = Client::sign_in_as(running, "demo-oph").await?;
    let oids = oids(running, known).await?;
    for single in singles(&oids, Population::new(SEED, known)) {
        ask_singly(&keeper, single, count).await?;
    }
    for (name, question) in lists(&oids) {
        let mut times = Vec::with_capacity(TIMES);
        let mut bytes = 0;
        for n in 0..TIMES {
            let began = Instant::now();
            bytes = ask(question(&keeper, n)).await?;
            times.push(began.elapsed());
        }
        report(name, &mut times, &format!("{} KiB", bytes / 1024));
    }
    Ok(())
}

/// Measures the same single requests twice: alone, and while an import of `rows` rows runs.
pub async fn measure_beside(node: &Node, people: u64, known: u64, (rows, count): (u64, u64)) -> Result<(), Failure> {
    let keeper = Client::sign_in_as(&node.running, "demo-oph").await?;
    let oids = oids(&node.running, known).await?;
    let questions = || singles(&oids, Population::new(SEED, known));
    let mut alone = Vec::new();
    for single in questions() {
        alone.push(ask_singly(&keeper, single, count).await?);
    }
    let import = import::measure(std::slice::from_ref(node), people, known, rows);
    let reads = async {
        tokio::time::sleep(import::UNDER_WAY).await;
        for (single, alone) in questions().into_iter().zip(alone) {
            let name = single.0;
            let beside = ask_singly(&keeper, single, count).await?;
            say!("reads      {name}: {:.0} % fewer a second beside an import", 100.0 * (1.0 - beside / alone));
        }
        Ok(Instant::now())
    };
    let imported = async { import.await.map(|()| Instant::now()) };
    let (read, imported): (Result<Instant, Failure>, _) = tokio::join!(reads, imported);
    if read? > imported? {
        say!("reads      the import ended before the reads: name more --rows, or fewer --look-ups");
    }
    Ok(())
}

/// Persons who are asked about.
async fn oids(running: &Running, known: u64) -> Result<Arc<Vec<String>>, Failure> {
    let oids = some_oids(running, &Population::new(SEED, known), ASKED.min(known)).await?;
    if oids.is_empty() {
        return Err(Failure("there is nobody to be read".to_owned()));
    }
    Ok(Arc::new(oids.iter().map(ToString::to_string).collect()))
}

/// Sends `count` requests and says how long they took; gives how many were answered a second.
async fn ask_singly(keeper: &Client, (name, question): (&str, Question), count: u64) -> Result<f64, Failure> {
    let (client, count) = (keeper.clone(), usize::try_from(count).unwrap_or(usize::MAX));
    let began = Instant::now();
    // Clients are other machines: they have a thread of their own.
    let asked = tokio::task::spawn_blocking(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| Failure(error.to_string()))?;
        runtime.block_on(ask_all(client.anew()?, question, count))
    });
    let mut times = asked.await.map_err(|error| Failure(error.to_string()))??;
    let each_second = times.len() as f64 / began.elapsed().as_secs_f64();
    report(name, &mut times, &format!("{IN_FLIGHT} in flight, {each_second:.0}/s"));
    Ok(each_second)
}

fn report(name: &str, times: &mut [Duration], more: &str) {
    let (median, last) = (percentile(times, 50), percentile(times, 99));
    say!("reads      {name}: p50 {:.2} ms, p99 {:.2} ms ({more})", millis(median), millis(last));
}

fn singles(oids: &Arc<Vec<String>>, population: Population) -> Vec<(&'static str, Question)> {
    let by_oid = |path: fn(&str) -> String| -> Question {
        let oids = Arc::clone(oids);
        Arc::new(move |client, n| client.read(&path(&oids[n.wrapping_mul(2_654_435_761) % oids.len()])))
    };
    let by_hetu = move |client: &Client, n: usize| {
        let index = (n as u64).wrapping_mul(2_654_435_761) % population.size();
        client.read(&format!("/henkilo/hetu={}", population.hetu(index).as_str()))
    };
    vec![
        ("GET /henkilo/{oid}", by_oid(|oid| format!("/henkilo/{oid}"))),
        ("GET /henkilo/hetu={hetu}", Arc::new(by_hetu)),
        ("GET /henkilo/{oid}/master", by_oid(|oid| format!("/henkilo/{oid}/master"))),
    ]
}

fn lists(oids: &Arc<Vec<String>>) -> Vec<(&'static str, Question)> {
    let of = |path: &'static str, count: usize, named: bool| -> Question {
        let some: Vec<&String> = oids.iter().cycle().take(count).collect();
        let body = if named { serde_json::json!({ "henkiloOids": some }) } else { serde_json::json!(some) };
        let body = body.to_string();
        Arc::new(move |client, _| client.post(path, body.clone()))
    };
    let read = |path: String| -> Question { Arc::new(move |client, _| client.read(&path)) };
    let of_one = format!("/henkilo/{}/duplicates", oids[0]);
    let first = "/s2s/changedSince/2020-01-01?amount=5000";
    vec![
        ("henkilotByHenkiloOidList, 5,000", of("/henkilo/henkilotByHenkiloOidList", 5_000, false)),
        ("masterHenkilosByOidList, 5,000", of("/henkilo/masterHenkilosByOidList", 5_000, false)),
        ("duplicateHenkilos, 5,000", of("/s2s/duplicateHenkilos", 5_000, true)),
        ("duplicateHenkilos, 50,000", of("/s2s/duplicateHenkilos", 50_000, true)),
        ("changedSince, the first 5,000", read(first.to_owned())),
        ("changedSince, 5,000 behind 10,000", read(format!("{first}&offset=10000"))),
        ("tuontikooste", read("/oppija/tuontikooste".to_owned())),
        ("virheet, 50", read("/internal/oppijoidentuonti/virheet?count=50".to_owned())),
        ("duplicates", read(of_one)),
    ]
}

async fn ask_all(client: Client, question: Question, count: usize) -> Result<Vec<Duration>, Failure> {
    let next = Arc::new(AtomicUsize::new(0));
    let work = |_| {
        let (client, question, next) = (client.clone(), Arc::clone(&question), Arc::clone(&next));
        tokio::spawn(async move {
            let mut times = Vec::new();
            loop {
                let n = next.fetch_add(1, Ordering::Relaxed);
                if n >= count {
                    return Ok::<_, Failure>(times);
                }
                let began = Instant::now();
                ask(question(&client, n)).await?;
                times.push(began.elapsed());
            }
        })
    };
    let workers: Vec<_> = (0..IN_FLIGHT).map(work).collect();
    let mut times = Vec::with_capacity(count);
    for worker in workers {
        times.extend(worker.await.map_err(|error| Failure(error.to_string()))??);
    }
    Ok(times)
}

/// Bytes of the answer; anything but success is a failure.
async fn ask(request: RequestBuilder) -> Result<usize, Failure> {
    let failed = |error: reqwest::Error| Failure(error.without_url().to_string());
    let answer = request.send().await.and_then(reqwest::Response::error_for_status).map_err(failed)?;
    Ok(answer.bytes().await.map_err(failed)?.len())
}
