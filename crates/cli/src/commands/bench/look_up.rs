//! Single look-ups (`POST /yleistunniste/hae`): nine of ten people are known, fifty at a time.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use vtj::population::Population;
use vtj::stand_in::Fault;

use super::client::{Client, millis, percentile};
use crate::commands::Failure;
use crate::commands::demo::{Running, SEED};

/// Requests at the same time.
const IN_FLIGHT: u64 = 50;
/// The register answers in this time.
const REGISTER_DELAY_MS: u64 = 2;

/// Measures. People up to index `known` are in the registry; new ones follow behind.
pub async fn measure(client: &Client, running: &Running, known: u64, count: u64) -> Result<(), Failure> {
    let delayed = Fault { delay_ms: REGISTER_DELAY_MS, ..Fault::default() };
    running.stand_in.control().set_fault(delayed).map_err(|error| Failure(error.to_string()))?;
    let population = Population::new(SEED, known + count + 10_000);
    let (client, began) = (client.clone(), Instant::now());
    // Clients are other machines: they have a thread of their own.
    let asked = tokio::task::spawn_blocking(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| Failure(error.to_string()))?;
        runtime.block_on(ask_all(client.anew()?, population, known, count))
    });
    let mut times = asked.await.map_err(|error| Failure(error.to_string()))??;
    let seconds = began.elapsed().as_secs_f64();
    say!(
        "look-up    {count} look-ups, 90 % known, {IN_FLIGHT} in flight, register in {REGISTER_DELAY_MS} ms: \
         p50 {:.1} ms, p99 {:.1} ms ({:.0}/s)",
        millis(percentile(&mut times, 50)),
        millis(percentile(&mut times, 99)),
        count as f64 / seconds
    );
    Ok(())
}

async fn ask_all(client: Client, population: Population, known: u64, count: u64) -> Result<Vec<Duration>, Failure> {
    let next = Arc::new(AtomicU64::new(0));
    let workers = (0..IN_FLIGHT).map(|_| {
        let (client, next) = (client.clone(), Arc::clone(&next));
        tokio::spawn(async move { work(&client, &population, &next, known, count).await })
    });
    let workers: Vec<_> = workers.collect();
    let mut times: Vec<Duration> = Vec::new();
    for worker in workers {
        times.extend(worker.await.map_err(|error| Failure(error.to_string()))??);
    }
    Ok(times)
}

async fn work(
    client: &Client,
    population: &Population,
    next: &AtomicU64,
    known: u64,
    count: u64,
) -> Result<Vec<Duration>, Failure> {
    let mut times = Vec::new();
    loop {
        let n = next.fetch_add(1, Ordering::Relaxed);
        if n >= count {
            return Ok(times);
        }
        // Every tenth is new; the others are spread over everybody known.
        let index = if n.is_multiple_of(10) { known + n / 10 } else { n.wrapping_mul(2_654_435_761) % known.max(1) };
        let body = body(population, index);
        let began = Instant::now();
        let answer = client.post("/yleistunniste/hae", body).send().await;
        let status = answer.map_err(|error| Failure(error.without_url().to_string()))?.status();
        times.push(began.elapsed());
        if !status.is_success() {
            return Err(Failure(format!("a look-up was answered {status}")));
        }
    }
}

/// What somebody of the register is looked up by.
pub fn body(population: &Population, index: u64) -> String {
    let person = population.person(index);
    let body = serde_json::json!({
        "hetu": person.hetu.as_str(),
        "etunimet": person.first_names,
        "kutsumanimi": person.call_name,
        "sukunimi": person.surname,
    });
    body.to_string()
}
