//! One person whom very many rows name: what reading about them costs, one request after the other and many at once, in
//! time and in memory, and how soon everybody else is answered meanwhile.

use std::time::{Duration, Instant};

use events::{PersonOid, Position};
use futures_util::future::try_join_all;
use projections::import_rows::query::{Which, page};
use serde_json::Value;
use tokio::sync::watch;
use vtj::population::Population;

use super::client::{Client, millis, percentile, read};
use super::machine::{forget_peak_memory, memory_mb, peak_memory_mb};
use super::pages::Browser;
use crate::commands::Failure;
use crate::commands::demo::{Running, SEED};
use crate::generate::{Options, Row, rows, to_oppija_json};

/// How often each is asked for, one request after the other.
const TIMES: usize = 30;
/// So many requests at once,
const AT_ONCE: usize = 32;
/// so often.
const ROUNDS: usize = 5;
const LOOK_AGAIN: Duration = Duration::from_millis(50);
/// A pause between two looks at whether others are answered.
const PROBE: Duration = Duration::from_millis(2);

/// Sends an import of so many rows with one hetu, each named a little differently than the one before, and measures
/// whatever shows that person or these rows.
pub async fn measure(running: &Running, people: u64, count: u64) -> Result<(), Failure> {
    let importer = Client::sign_in(running).await?;
    let (number, oid) = import(running, &importer, people, count).await?;
    let (program, browser) = (Client::sign_in_as(running, "demo-oph").await?, sign_in(running).await?);
    say!("one person {count} rows of one hetu; ms of one request, of {AT_ONCE} at once, and MB more meanwhile");
    let api = format!("/api/v1/persons/{oid}");
    for path in [api.clone(), format!("{api}/history"), format!("{api}/history?limit=100")] {
        let ask = async || program.clone().get(&path).await.map(|bytes| bytes.len());
        report(running, &path.replace(&oid.to_string(), "{oid}"), ask).await?;
    }
    let (learner, import) = (format!("/henkilo-ui/oppija/{oid}"), format!("/henkilo-ui/oppijoidentuonti/{number}"));
    for page in [learner.clone(), format!("{learner}?koko=100"), format!("{import}?nakyma=ristiriidat"), import] {
        let ask = async || browser.get(&page).await.map(|(page, _)| page.len());
        let name = page.replace(&oid.to_string(), "{oid}").replace(&number.to_string(), "{number}");
        report(running, &name, ask).await?;
    }
    Ok(())
}

async fn sign_in(running: &Running) -> Result<Browser, Failure> {
    Browser::sign_in(&format!("http://{}", running.address), "rekisterinpitaja").await
}

async fn import(
    running: &Running,
    importer: &Client,
    people: u64,
    count: u64,
) -> Result<(Position, PersonOid), Failure> {
    let learner = rows(&Options::plain(SEED, people, 1)).next().map(|made| made.row).unwrap_or_default();
    // Somebody whom nothing else here is about.
    let hetu = Population::new(SEED, people).hetu(people - 1);
    let row = |n: u64| {
        let mut row = Row { hetu: Some(hetu.as_str().to_owned()), tunniste: Some(n.to_string()), ..learner.clone() };
        row.names.surname.extend((n % 2 == 1).then_some('x'));
        row
    };
    let body = to_oppija_json((0..count).map(row).collect::<Vec<_>>().iter(), None);
    forget_peak_memory();
    let (before, began, megabytes) = (memory_mb(), Instant::now(), body.len() / 1_000_000);
    let accepted: Value = read(importer.put("/oppija", body)).await?;
    let sent = began.elapsed().as_secs_f64();
    let number = Position(accepted["id"].as_u64().unwrap_or_default());
    let failed = |error: app::AppError| Failure(error.to_string());
    loop {
        let import = running.app.import(number).await.map_err(failed)?;
        if import.is_some_and(|import| import.completed.is_some() && import.in_progress == 0) {
            break;
        }
        tokio::time::sleep(LOOK_AGAIN).await;
    }
    say!(
        "import     {count} rows of one hetu ({megabytes} MB): {:.1} s (accepted after {sent:.1} s); memory {before} MB \
         before, {} MB at its peak, {} MB after",
        began.elapsed().as_secs_f64(),
        peak_memory_mb(),
        memory_mb()
    );
    let first = running.app.ask(move |connection| page(connection, number, Which::All, None, 1)).await;
    let person = first.map_err(failed)?.pop().and_then(|row| row.person);
    let (person, _) = person.ok_or_else(|| Failure("the rows led to nobody".to_owned()))?;
    Ok((number, person.addressed().oid))
}

/// Measures one read; `ask` gives how many bytes were answered.
async fn report(running: &Running, name: &str, ask: impl AsyncFn() -> Result<usize, Failure>) -> Result<(), Failure> {
    let timed = async || {
        let began = Instant::now();
        let bytes = ask().await?;
        Ok::<_, Failure>((began.elapsed(), bytes))
    };
    let (mut alone, mut together, mut largest) = (Vec::new(), Vec::new(), 0);
    for _ in 0..TIMES {
        let (time, bytes) = timed().await?;
        alone.push(time);
        largest = largest.max(bytes);
    }
    forget_peak_memory();
    let before = memory_mb();
    let (done, until) = watch::channel(false);
    let others = tokio::spawn(others(format!("http://{}/health/live", running.address), until));
    for _ in 0..ROUNDS {
        let answers = try_join_all((0..AT_ONCE).map(|_| timed())).await?;
        together.extend(answers.into_iter().map(|(time, _)| time));
    }
    let more = peak_memory_mb().saturating_sub(before);
    let _ = done.send(true);
    let slowest = others.await.unwrap_or_default();
    say!(
        "           {name:52} p50 {:6.1}  p95 {:6.1} | p50 {:6.1}  max {:6.1}  +{more:3} MB | {:4} KB | others ≤ {:.1}",
        millis(percentile(&mut alone, 50)),
        millis(percentile(&mut alone, 95)),
        millis(percentile(&mut together, 50)),
        millis(percentile(&mut together, 100)),
        largest / 1024,
        millis(slowest)
    );
    Ok(())
}

/// The longest time that somebody else waited who asks whether the process is alive.
async fn others(address: String, until: watch::Receiver<bool>) -> Duration {
    let (http, mut slowest) = (reqwest::Client::new(), Duration::ZERO);
    while !*until.borrow() {
        let began = Instant::now();
        let answered = http.get(&address).send().await.is_ok();
        slowest = slowest.max(if answered { began.elapsed() } else { Duration::MAX });
        tokio::time::sleep(PROBE).await;
    }
    slowest
}
