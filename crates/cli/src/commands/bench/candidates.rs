//! Possible duplicates: how soon they are found, and how well. Learners are registered twice, the second time as careless
//! senders write them, and without an identifier in common; then it is counted who finds whom.

use std::collections::{HashMap, HashSet};
use std::time::Instant;

use app::caller::{Caller, CallerKind, Grant};
use events::codes::Right;
use events::{OrganisationOid, PersonOid, Position};
use projections::import_rows::query::{Which, page};
use serde_json::Value;

use super::client::{Client, millis, percentile, read};
use crate::commands::Failure;
use crate::commands::demo::{Running, SEED};
use crate::generate::{Careless, Options, Row, rows, to_oppija_json};

/// Rows of one import.
const ROWS: usize = 50_000;
/// Every so many learners one is registered twice.
const TWICE: usize = 10;
/// Candidates that are asked for.
const CANDIDATES: usize = 10;
/// How often they are asked for, for the times.
const ASKED: usize = 2_000;

/// Registers so many learners, and one in ten of them again.
pub async fn measure(running: &Running, people: u64, first: u64, count: u64) -> Result<(), Failure> {
    let client = Client::sign_in(running).await?;
    let options = Options { first_person: first, ..Options::plain(SEED, people, count) };
    let (mut sent, mut kinds) = (Vec::new(), HashMap::new());
    for (n, made) in rows(&options).enumerate() {
        let clean = hetuless(made.row, &format!("a{n}"));
        if n % TWICE == 0 {
            let kind = Careless::ALL[n / TWICE % Careless::ALL.len()];
            let mut again = clean.clone();
            if kind.spoil(&mut again, SEED, n as u64) {
                again.email = Some(format!("b{n}@example.com"));
                kinds.insert(sent.len(), kind);
                sent.push(again);
            }
        }
        sent.push(clean);
    }
    let oids = register(running, &client, &sent).await?;
    // A second record stands just before the first.
    let pairs: HashMap<PersonOid, (PersonOid, Careless)> = kinds
        .iter()
        .flat_map(|(at, kind)| [(oids[*at], (oids[at + 1], *kind)), (oids[at + 1], (oids[*at], *kind))])
        .collect();
    let (mut found, mut of_kind) = (Found::default(), HashMap::<&str, (u64, u64)>::new());
    let mut times = Vec::new();
    let grants = vec![Grant { organisation: OrganisationOid::root(), right: Right::Rekisterinpitaja }];
    let caller = Caller { kind: CallerKind::Person, subject: "bench".to_owned(), client: None, grants };
    let step = (oids.len() / ASKED).max(1);
    let asked = oids.iter().enumerate().filter(|(n, oid)| n % step == 0 || pairs.contains_key(*oid));
    let mut proposed: HashSet<(PersonOid, PersonOid)> = HashSet::new();
    for (n, oid) in asked {
        let began = Instant::now();
        let answer = running.app.candidates(&caller, *oid, CANDIDATES).await;
        if n % step == 0 {
            times.push(began.elapsed());
        }
        let answer = answer.map_err(|error| Failure(error.to_string()))?;
        let answer = answer.map_err(|error| Failure(error.to_string()))?;
        for other in answer.found.iter().filter(|other| other.score.is_proposed()) {
            proposed.insert((*oid.min(&other.person.oid), *oid.max(&other.person.oid)));
        }
        if let Some((other, kind)) = pairs.get(oid) {
            let hit = answer.found.iter().any(|candidate| candidate.person.oid == *other);
            let counted = of_kind.entry(kind.name()).or_default();
            (counted.0, counted.1) = (counted.0 + 1, counted.1 + u64::from(hit));
            found.wanted += 1;
            found.found += u64::from(hit);
        }
    }
    let real = |(a, b): &&(PersonOid, PersonOid)| pairs.get(a).is_some_and(|(other, _)| other == b);
    let right = proposed.iter().filter(real).count() as f64;
    let (precision, recall) = (right / proposed.len().max(1) as f64, right / (pairs.len() / 2).max(1) as f64);
    say!(
        "candidates {} people, {} of them twice: recall at {CANDIDATES} {:.4}; proposed pairs: precision {precision:.4}, recall \
         {recall:.4}, F1 {:.4}; median {:.2} ms, p99 {:.2} ms",
        oids.len(),
        pairs.len() / 2,
        found.found as f64 / found.wanted.max(1) as f64,
        2.0 * precision * recall / (precision + recall).max(f64::EPSILON),
        millis(percentile(&mut times, 50)),
        millis(percentile(&mut times, 99)),
    );
    let mut of_kind: Vec<_> = of_kind.into_iter().collect();
    of_kind.sort_unstable();
    for (kind, (wanted, hit)) in of_kind {
        let pairs = pairs.iter().filter(|(oid, (other, of))| of.name() == kind && *oid < other);
        let told = pairs.filter(|(oid, (other, _))| proposed.contains(&(**oid, *other))).count();
        say!("             {kind:<20} {hit} of {wanted} found, {told} pairs proposed");
    }
    Ok(())
}

#[derive(Default)]
struct Found {
    wanted: u64,
    found: u64,
}

/// The learner of a row, known by an e-mail address of their own alone.
pub fn hetuless(row: Row, name: &str) -> Row {
    Row { hetu: None, email: Some(format!("{name}@example.com")), nationalities: vec!["752".to_owned()], ..row }
}

/// Sends rows and gives whom each led to.
pub async fn register(running: &Running, client: &Client, sent: &[Row]) -> Result<Vec<PersonOid>, Failure> {
    let mut oids = Vec::with_capacity(sent.len());
    for part in sent.chunks(ROWS) {
        let accepted: Value = read(client.put("/oppija", to_oppija_json(part.iter(), None))).await?;
        let number = Position(accepted["id"].as_u64().unwrap_or_default());
        let failed = |error: app::AppError| Failure(error.to_string());
        while running.app.import(number).await.map_err(failed)?.is_none_or(|import| import.completed.is_none()) {
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        let rows = running.app.ask(move |connection| page(connection, number, Which::All, None, u32::MAX)).await;
        oids.extend(
            rows.map_err(failed)?.into_iter().filter_map(|row| row.person.map(|(person, _)| person.addressed().oid)),
        );
    }
    if oids.len() == sent.len() { Ok(oids) } else { Err(Failure("a row led to nobody".to_owned())) }
}
