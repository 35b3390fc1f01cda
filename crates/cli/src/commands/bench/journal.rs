//! The journal alone: units of plain events from many writers through one node's sequencer, a second node that follows,
//! and a third one that catches up from nothing.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use events::catalogue::{OrganisationJoined, Provenance};
use events::codes::Channel;
use events::envelope::ENVELOPE_FORMAT;
use events::sealed::Algorithm;
use events::{
    Actor, CommandId, Envelope, Fact, KeyId, Meta, PersonOid, Position, RequestId, SealedPart, Subject, Tag, With,
};
use store::access_register::AccessPlace;
use store::{Accept, Checks, Condition, Lane, Store, StoreConfig, Unit, VaultPlace};
use uuid::Uuid;

use super::client::{millis, percentile};
use crate::commands::Failure;
use crate::config::SecretsFile;

/// How long each combination is measured.
const TIME: Duration = Duration::from_secs(3);
const WRITERS: [usize; 3] = [1, 8, 64];
const EVENTS: [usize; 3] = [1, 10, 200];
/// Bytes of personal data in each event: what a person's names and dates take.
const SEALED: usize = 250;

/// Measures the embedded journal, or the empty one at this address.
pub async fn measure(address: Option<&str>, folder: &Path) -> Result<(), Failure> {
    let node = async |name: &str| open(address, &folder.join(name)).await;
    let store = Arc::new(node("writer").await?);
    if store.head().position != Position::START {
        return Err(Failure("the journal is not empty; a measurement begins with an empty one".to_owned()));
    }
    let follower = match address {
        Some(_) => {
            // It takes the vault of its folder for the journal's own only while the journal is empty.
            drop(node("late").await?);
            Some(Arc::new(node("follower").await?))
        }
        None => None,
    };
    let following = follower.clone().map(|node| tokio::spawn(async move { node.follow().await }));
    for writers in WRITERS {
        for events in EVENTS {
            write(&store, writers, events).await?;
        }
    }
    if let Some(follower) = &follower {
        lag(&store, follower).await?;
        let events = store.head().position.0;
        let began = Instant::now();
        let late = node("late").await?;
        let seconds = began.elapsed().as_secs_f64();
        say!("catch-up   {events} events from nothing: {:.0} events/s", late.head().position.0 as f64 / seconds);
    }
    following.iter().for_each(tokio::task::JoinHandle::abort);
    Ok(())
}

async fn open(address: Option<&str>, folder: &Path) -> Result<Store, Failure> {
    std::fs::create_dir_all(folder).map_err(|error| Failure(error.to_string()))?;
    let file = folder.join("secrets.toml");
    if !file.exists() {
        SecretsFile::draw().write(&file)?;
    }
    let config = StoreConfig {
        folder: folder.to_owned(),
        engine: crate::engine::open(address).await?,
        vault: VaultPlace::Folder,
        access: AccessPlace::Folder,
        secrets: SecretsFile::read(&file)?.keys()?,
        clock: crate::clock(),
        checks: Checks::Start,
        accept: Accept::default(),
        progress: |_, _| {},
    };
    Store::open(config).await.map_err(|error| Failure(error.to_string()))
}

/// So many writers at once, each of which sends so many events and waits for the answer.
async fn write(store: &Arc<Store>, writers: usize, events: usize) -> Result<(), Failure> {
    let (began, before) = (Instant::now(), store.head().position.0);
    let mut writing = tokio::task::JoinSet::new();
    for _ in 0..writers {
        let store = Arc::clone(store);
        writing.spawn(async move {
            let mut times = Vec::new();
            while began.elapsed() < TIME {
                let sent = Instant::now();
                store.submit(vec![unit(events)], Lane::Interactive).await?;
                times.push(sent.elapsed());
            }
            Ok::<_, store::StoreError>(times)
        });
    }
    let mut times = Vec::new();
    while let Some(done) = writing.join_next().await {
        let done = done.map_err(|error| Failure(error.to_string()))?;
        times.extend(done.map_err(|error| Failure(error.to_string()))?);
    }
    let rate = (store.head().position.0 - before) as f64 / began.elapsed().as_secs_f64();
    say!(
        "journal    {writers:>2} writers, {events:>3} events each: {rate:>7.0} events/s, append p50 {:.2} ms, p99 {:.2} ms",
        millis(percentile(&mut times, 50)),
        millis(percentile(&mut times, 99))
    );
    Ok(())
}

/// From an answer on one node until the other one holds it.
async fn lag(store: &Store, follower: &Store) -> Result<(), Failure> {
    let mut held = follower.watch();
    let reached = |error: tokio::sync::watch::error::RecvError| Failure(error.to_string());
    let head = store.head().position;
    held.wait_for(|position| *position >= head).await.map_err(reached)?;
    let mut times = Vec::new();
    for _ in 0..200 {
        store.submit(vec![unit(1)], Lane::Interactive).await.map_err(|error| Failure(error.to_string()))?;
        let (answered, head) = (Instant::now(), store.head().position);
        held.wait_for(|position| *position >= head).await.map_err(reached)?;
        times.push(answered.elapsed());
    }
    say!(
        "tail       another node holds an event p50 {:.2} ms, p99 {:.2} ms after the answer",
        millis(percentile(&mut times, 50)),
        millis(percentile(&mut times, 99))
    );
    Ok(())
}

fn unit(events: usize) -> Unit {
    let command = CommandId(Uuid::new_v4());
    let events = (0..events as u32).map(|n| event(command, n)).collect();
    Unit { command, events, condition: Condition::default() }
}

/// An event as large as most are.
fn event(command: CommandId, n: u32) -> Envelope {
    let person = PersonOid::issue(1_000_000_000 + u64::from(n));
    let data = OrganisationJoined { about: Provenance::unlinked(person, None), organisations: Vec::new() };
    let fact = Fact::OrganisationJoined(With::new(data, Default::default()));
    let sealed = SealedPart {
        subject: Subject::Person(person),
        key: KeyId(Uuid::nil()),
        algorithm: Algorithm::Aes256Gcm,
        nonce: [0; 12],
        bytes: vec![0; SEALED],
    };
    Envelope {
        format: ENVELOPE_FORMAT,
        id: command.event(n),
        event_type: fact.event_type().to_owned(),
        version: fact.version(),
        tags: vec![Tag::Person(person)],
        data: fact.data_bytes(),
        sealed: vec![sealed],
        meta: meta(command),
    }
}

/// Of an event that nobody in particular has made.
pub(super) fn meta(command: CommandId) -> Meta {
    Meta {
        recorded: events::Instant::from_millis(0),
        valid_from: None,
        actor: Actor::Registry,
        right: None,
        organisations: vec![],
        channel: Channel::Cli,
        client: None,
        command,
        request: RequestId(Uuid::nil()),
        cause: None,
        reason: None,
        compensates: None,
        asked: None,
        rules: None,
        register: None,
    }
}
