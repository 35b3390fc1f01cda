//! Two records of one learner are linked, and the link is reversed: how long an official waits for each, for its preview,
//! and for the learner as they are then.

use std::time::{Duration, Instant};

use events::{PersonOid, Position};
use serde_json::{Value, json};

use super::candidates::{hetuless, register};
use super::client::{Client, millis, percentile};
use super::commands::preview;
use crate::commands::Failure;
use crate::commands::demo::{Running, SEED};
use crate::generate::{Options, rows};

/// Learners who are there twice.
const LEARNERS: u64 = 1_000;
/// The type of the event that is reversed.
const LINKED: &str = "PersonLinked";

/// Registers learners twice, links the two records of each, and reverses it, one learner after the other.
pub async fn measure(running: &Running, people: u64, first: u64) -> Result<(), Failure> {
    let client = Client::sign_in(running).await?;
    let options = Options { first_person: first, ..Options::plain(SEED, people, LEARNERS) };
    let twice = rows(&options)
        .enumerate()
        .flat_map(|(n, made)| ["d", "e"].map(|of| hetuless(made.row.clone(), &format!("{of}{n}"))));
    let oids = register(running, &client, &twice.collect::<Vec<_>>()).await?;
    running.app.caught_up().await;
    let keeper = Client::sign_in_as(running, "demo-oph").await?;
    let (mut links, mut reversals) = (Times::default(), Times::default());
    for pair in oids.as_chunks().0 {
        let [one, other]: &[PersonOid; 2] = pair;
        let head = running.app.store().head().position;
        let path = format!("/api/v1/persons/{one}/links");
        links.add(act(&keeper, &path, &json!({"other": other.to_string()}), *one).await?);
        let path = format!("/api/v1/persons/{one}/reversals");
        let link = link_after(running, head)?;
        reversals.add(act(&keeper, &path, &json!({"events": [link.0], "words": "measured"}), *one).await?);
    }
    links.report("link");
    reversals.report("reversal");
    Ok(())
}

/// Previews and confirms, and shows the learner; with the time of each.
async fn act(keeper: &Client, path: &str, body: &Value, about: PersonOid) -> Result<[Duration; 3], Failure> {
    let began = Instant::now();
    let tag = preview(keeper, path, body).await?;
    let previewed = began.elapsed();
    let began = Instant::now();
    let answer = keeper.command(path, body, Some(&tag)).await?;
    if !answer.status().is_success() {
        return Err(Failure(format!("a command was answered {}", answer.status())));
    }
    let done = began.elapsed();
    keeper.get(&format!("/api/v1/persons/{about}")).await?;
    Ok([previewed, done, began.elapsed()])
}

/// The link that was made since a position.
fn link_after(running: &Running, position: Position) -> Result<Position, Failure> {
    let events = running.app.store().node().log.after(position, 100).map_err(|error| Failure(error.to_string()))?;
    let link = events.iter().find(|event| event.envelope.event_type == LINKED);
    link.map(|event| event.position).ok_or_else(|| Failure("no link was made".to_owned()))
}

/// Times of previews, of commands, and of commands with the learner shown behind them.
#[derive(Default)]
struct Times([Vec<Duration>; 3]);

impl Times {
    fn add(&mut self, took: [Duration; 3]) {
        self.0.iter_mut().zip(took).for_each(|(times, took)| times.push(took));
    }

    fn report(mut self, name: &str) {
        for (what, times) in ["preview", "confirmed", "confirmed and shown"].into_iter().zip(&mut self.0) {
            let [p50, p99] = [50, 99].map(|part| millis(percentile(times, part)));
            say!("links      {name}, {what:20} p50 {p50:6.1} ms  p99 {p99:6.1} ms");
        }
    }
}
