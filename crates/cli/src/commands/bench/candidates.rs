//! Possible duplicates: how soon they are found, and how well. Learners are registered twice, the second time as careless
//! senders write them, and without an identifier in common; then it is counted who finds whom.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;
use std::time::{Duration, Instant};

use app::caller::{Caller, CallerKind, Grant};
use events::codes::Right;
use events::{OrganisationOid, PersonOid, Position};
use matching::{Finding, Score};
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

/// Registers so many learners, and one in ten of them again; and writes them to a file where one is named.
pub async fn measure(
    running: &Running,
    people: u64,
    (first, count): (u64, u64),
    labelled: Option<&Path>,
) -> Result<(), Failure> {
    let client = Client::sign_in(running).await?;
    let (sent, kinds) = learners(&Options { first_person: first, ..Options::plain(SEED, people, count) });
    if let Some(path) = labelled {
        write_labelled(path, &sent, &kinds).map_err(|error| Failure(format!("{}: {error}", path.display())))?;
    }
    let oids = register(running, &client, &sent).await?;
    // A second record stands just before the first.
    let both = |at: usize, kind: Careless| [(oids[at], (oids[at + 1], kind)), (oids[at + 1], (oids[at], kind))];
    let pairs: Pairs = kinds.iter().flat_map(|(at, kind)| both(*at, *kind)).collect();
    let found = ask(running, &oids, &pairs).await?;
    found.tell(oids.len(), &pairs);
    Ok(())
}

/// Who is whose other record, and what was done to one of them.
type Pairs = HashMap<PersonOid, (PersonOid, Careless)>;

/// Learners without a hetu, one in ten of them twice: the rows, and which of them are such second records.
fn learners(options: &Options) -> (Vec<Row>, HashMap<usize, Careless>) {
    let (mut sent, mut kinds) = (Vec::new(), HashMap::new());
    for (n, made) in rows(options).enumerate() {
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
    (sent, kinds)
}

/// Writes learners in the form of FEBRL: both records of a person have one number in `rec_id`.
fn write_labelled(path: &Path, sent: &[Row], kinds: &HashMap<usize, Careless>) -> Result<(), csv::Error> {
    let mut file = csv::Writer::from_path(path)?;
    file.write_record(["rec_id", "given_name", "call_name", "surname", "date_of_birth", "sex", "kind"])?;
    for (at, Row { names, birth_date, sex, .. }) in sent.iter().enumerate() {
        let kind = kinds.get(&at);
        let id = kind.map_or_else(|| format!("rec-{at}-org"), |_| format!("rec-{}-dup-0", at + 1));
        let [born, sex] = [birth_date, sex].map(|text| text.as_deref().unwrap_or_default());
        let kind = kind.map_or("", |kind| kind.name());
        file.write_record([&id, &names.first_names, &names.call_name, &names.surname, born, sex, kind])?;
    }
    Ok(file.flush()?)
}

/// Asks for the candidates of everybody who is there twice, and of others.
async fn ask(running: &Running, oids: &[PersonOid], pairs: &Pairs) -> Result<Found, Failure> {
    let grants = vec![Grant { organisation: OrganisationOid::root(), right: Right::Rekisterinpitaja }];
    let caller = Caller { kind: CallerKind::Person, subject: "bench".to_owned(), client: None, grants };
    let step = (oids.len() / ASKED).max(1);
    let mut found = Found::default();
    let asked = oids.iter().enumerate().filter(|(n, oid)| n % step == 0 || pairs.contains_key(*oid));
    for (n, oid) in asked {
        let began = Instant::now();
        let answer = running.app.candidates(&caller, *oid, CANDIDATES).await;
        if n % step == 0 {
            found.times.push(began.elapsed());
        }
        let answer = answer.map_err(|error| Failure(error.to_string()))?;
        let answer = answer.map_err(|error| Failure(error.to_string()))?;
        let other = pairs.get(oid);
        for candidate in answer.found.iter().filter(|candidate| candidate.score.is_proposed()) {
            let pair = (*oid.min(&candidate.person.oid), *oid.max(&candidate.person.oid));
            let is_right = other.is_some_and(|(other, _)| *other == candidate.person.oid);
            if found.proposed.insert(pair) && !is_right {
                *found.wrong.entry(reasons(&candidate.score)).or_default() += 1;
            }
        }
        if let Some((other, kind)) = other {
            let hit = answer.found.iter().any(|candidate| candidate.person.oid == *other);
            let counted = found.of_kind.entry(kind.name()).or_default();
            (counted.0, counted.1) = (counted.0 + 1, counted.1 + u64::from(hit));
        }
    }
    Ok(found)
}

/// The rules and points of a score, without a name.
fn reasons(score: &Score) -> String {
    let finding = |of: &Finding| format!("{:?} {:?} {}", of.field, of.rule, of.points);
    score.findings.iter().map(finding).collect::<Vec<_>>().join(", ")
}

#[derive(Default)]
struct Found {
    /// How long the answers took.
    times: Vec<Duration>,
    /// Pairs that are proposed.
    proposed: HashSet<(PersonOid, PersonOid)>,
    /// How many pairs are proposed wrongly, by the reasons for it.
    wrong: BTreeMap<String, u64>,
    /// Records of each kind, and how many of them find the other one.
    of_kind: BTreeMap<&'static str, (u64, u64)>,
}

impl Found {
    fn tell(mut self, people: usize, pairs: &Pairs) {
        let once = || pairs.iter().filter(|(oid, (other, _))| *oid < other);
        let is_proposed = |oid: PersonOid, other: PersonOid| self.proposed.contains(&(oid, other));
        let right = once().filter(|(oid, (other, _))| is_proposed(**oid, *other)).count() as f64;
        let (precision, recall) = (right / self.proposed.len().max(1) as f64, right / (pairs.len() / 2).max(1) as f64);
        let (wanted, hit) = self.of_kind.values().fold((0, 0), |sum, kind| (sum.0 + kind.0, sum.1 + kind.1));
        say!(
            "candidates {people} people, {} of them twice: recall at {CANDIDATES} {:.4}; proposed pairs: precision \
             {precision:.4}, recall {recall:.4}, F1 {:.4}; median {:.2} ms, p99 {:.2} ms",
            pairs.len() / 2,
            hit as f64 / wanted.max(1) as f64,
            2.0 * precision * recall / (precision + recall).max(f64::EPSILON),
            millis(percentile(&mut self.times, 50)),
            millis(percentile(&mut self.times, 99)),
        );
        for (kind, (wanted, hit)) in &self.of_kind {
            let told = once().filter(|(oid, (other, of))| of.name() == *kind && is_proposed(**oid, *other)).count();
            say!("             {kind:<20} {hit} of {wanted} found, {told} pairs proposed");
        }
        for (reasons, pairs) in &self.wrong {
            say!("             proposed wrongly: {pairs} pairs, {reasons}");
        }
    }
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
