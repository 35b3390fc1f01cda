//! Commands of officials while an import runs, twenty in flight: how long each takes, and its preview; and how soon a learner
//! who was given a hetu is identified.

use std::time::{Duration, Instant};

use events::PersonOid;
use futures_util::stream::{self, StreamExt};
use projections::people::links::all_shown;
use reqwest::StatusCode;
use reqwest::header::ETAG;
use serde_json::{Value, json};
use vtj::population::Population;

use super::candidates::{hetuless, register};
use super::client::{Client, millis, percentile};
use super::import;
use super::nodes::Node;
use crate::commands::Failure;
use crate::commands::demo::{Running, SEED};
use crate::generate::{Options, rows};

/// Learners to whom each command is done once.
const LEARNERS: u64 = 4_000;
/// So many commands are under way at once.
const IN_FLIGHT: usize = 20;
const LOOK_AGAIN: Duration = Duration::from_millis(25);

/// Registers learners without a hetu, sends an import, and meanwhile every command about each of the learners.
pub async fn measure(node: &Node, people: u64, known: u64, count: u64) -> Result<(), Failure> {
    let learners = learners(node, people, known + count).await?;
    let keeper = Client::sign_in_as(&node.running, "demo-oph").await?;
    say!(
        "commands   {LEARNERS} learners in a registry of {known}, {IN_FLIGHT} in flight, an import of {count} rows; ms"
    );
    let import = import::measure(std::slice::from_ref(node), people, known, count);
    let commands = async {
        tokio::time::sleep(import::UNDER_WAY).await;
        all(&node.running, &keeper, &learners).await
    };
    let began = Instant::now();
    let timed = async { import.await.map(|()| began.elapsed()) };
    let took = async { commands.await.map(|()| began.elapsed()) };
    let (commands, import) = tokio::join!(took, timed);
    let (commands, import) = (commands?, import?);
    steps(&node.running);
    if commands > import {
        let alone = (commands - import).as_secs_f64();
        say!("           the import ended {alone:.1} s before the commands: name more --rows");
    }
    Ok(())
}

/// Where the time went, by what the registry itself counts.
fn steps(running: &Running) {
    for (step, spent) in running.app.timed() {
        let mean = millis(spent.took) / spent.times() as f64;
        let end = |part| spent.percentile(part).map_or("more".to_owned(), |end| format!("{:.1}", millis(end)));
        say!(
            "           step {step:21} p50 <= {}  p99 <= {}  mean {mean:.1}  {} times",
            end(50),
            end(99),
            spent.times()
        );
    }
}

/// A learner, and the hetu that the register knows them by.
struct Learner {
    oid: PersonOid,
    hetu: String,
}

/// Learners as a sender knows them who has no hetus.
async fn learners(node: &Node, people: u64, first: u64) -> Result<Vec<Learner>, Failure> {
    let options = Options { first_person: first, ..Options::plain(SEED, people, LEARNERS) };
    let sent: Vec<_> = rows(&options).enumerate().map(|(n, made)| hetuless(made.row, &format!("c{n}"))).collect();
    let oids = register(&node.running, &node.client, &sent).await?;
    let population = Population::new(SEED, people);
    let hetus = (first..).map(|index| population.hetu(index).as_str().to_owned());
    Ok(oids.into_iter().zip(hetus).map(|(oid, hetu)| Learner { oid, hetu }).collect())
}

/// Every command about each learner, one command after the other.
async fn all(running: &Running, keeper: &Client, learners: &[Learner]) -> Result<(), Failure> {
    let passive = json!({"cause": "unused_number"});
    let again = json!({"words": "again"});
    report(keeper, learners, ("correct a detail", "corrections", false), |_| json!({"service_language": "sv"})).await?;
    report(keeper, learners, ("preview of a passivation", "passivation?preview=true", false), |_| passive.clone())
        .await?;
    report(keeper, learners, ("passivate, confirmed", "passivation", true), |_| passive.clone()).await?;
    report(keeper, learners, ("make active, confirmed", "reactivation", true), |_| again.clone()).await?;
    let began = Instant::now();
    let given =
        report(keeper, learners, ("add a hetu", "hetu", false), |learner| json!({"hetu": learner.hetu})).await?;
    identified(running, learners, (began, given)).await
}

/// Sends a command about each learner and prints how long it took; gives when each was answered.
async fn report(
    keeper: &Client,
    learners: &[Learner],
    (name, act, confirmed): (&str, &str, bool),
    body: impl Fn(&Learner) -> Value,
) -> Result<Vec<(PersonOid, Instant)>, Failure> {
    let one = |learner: &Learner| {
        let (path, body, oid) = (format!("/api/v1/persons/{}/{act}", learner.oid), body(learner), learner.oid);
        async move {
            let tag = if confirmed { Some(preview(keeper, &path, &body).await?) } else { None };
            let began = Instant::now();
            let answer = keeper.command(&path, &body, tag.as_deref()).await?;
            let (took, status) = (began.elapsed(), answer.status());
            if !status.is_success() {
                return Err(Failure(format!("{act} was answered {status}")));
            }
            Ok((took, (oid, Instant::now())))
        }
    };
    let answers: Vec<Result<_, Failure>> = stream::iter(learners).map(one).buffer_unordered(IN_FLIGHT).collect().await;
    let (mut times, answered): (Vec<Duration>, Vec<_>) =
        answers.into_iter().collect::<Result<Vec<_>, _>>()?.into_iter().unzip();
    let [p50, p99, most] = [50, 99, 100].map(|part| millis(percentile(&mut times, part)));
    say!("           {name:26} p50 {p50:6.1}  p99 {p99:6.1}  max {most:6.1}");
    Ok(answered)
}

/// What a confirmation of a command carries.
pub async fn preview(keeper: &Client, path: &str, body: &Value) -> Result<String, Failure> {
    let answer = keeper.command(&format!("{path}?preview=true"), body, None).await?;
    let tag = answer.headers().get(ETAG).and_then(|tag| tag.to_str().ok()).map(str::to_owned);
    match (answer.status(), tag) {
        (StatusCode::OK, Some(tag)) => Ok(tag),
        (status, _) => Err(Failure(format!("a preview was answered {status}"))),
    }
}

/// How soon they are identified after they were given a hetu.
async fn identified(
    running: &Running,
    learners: &[Learner],
    (began, given): (Instant, Vec<(PersonOid, Instant)>),
) -> Result<(), Failure> {
    let (mut waiting, mut times) = (given, Vec::with_capacity(learners.len()));
    while !waiting.is_empty() {
        let oids: Vec<PersonOid> = waiting.iter().map(|(oid, _)| *oid).collect();
        let people = running.app.ask(move |connection| all_shown(connection, &oids)).await;
        let people = people.map_err(|error| Failure(error.to_string()))?;
        let failed = people.iter().filter(|person| person.failure.is_some()).count();
        if failed > 0 {
            return Err(Failure(format!("{failed} learners were not identified")));
        }
        let done: std::collections::HashSet<PersonOid> =
            people.iter().filter(|person| person.is_identified()).map(|person| person.oid).collect();
        times.extend(waiting.iter().filter(|(oid, _)| done.contains(oid)).map(|(_, at)| at.elapsed()));
        waiting.retain(|(oid, _)| !done.contains(oid));
        tokio::time::sleep(LOOK_AGAIN).await;
    }
    let [p50, p99] = [50, 99].map(|part| percentile(&mut times, part).as_secs_f64());
    let all = began.elapsed().as_secs_f64();
    say!("           identified after           p50 {p50:6.2} s  p99 {p99:6.2} s  all {LEARNERS} in {all:.1} s");
    Ok(())
}
