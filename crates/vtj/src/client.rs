//! The client of the register's REST interface: what is known now of the holders of hetus (`perustiedot`).
//!
//! Nothing is retried here and nothing is remembered: an outage is a value, and the one who asks decides when to ask
//! again. Only the number of requests at the same time is held down.

mod config;
mod contacts;
mod entry;
mod lenient;
mod outage;
mod read;
mod record;
mod wire;

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;
use events::person::RegisterRecord;
use events::{Hetu, Instant};
use reqwest::header::{DATE, HeaderMap};
use reqwest::{Client, Url};
use tokio::sync::Semaphore;
use uuid::Uuid;

pub use config::{LARGEST_BATCH, RegisterConfig, RegisterConfigError};
pub use entry::Entry;
pub use outage::RegisterOutage;
pub use read::{NotAnAnswer, read_answer};

/// The largest answer that is read. A person takes 1–3 KiB, the largest batch thus some 3 MiB.
const LARGEST_ANSWER: usize = 16 * 1024 * 1024;

/// What the register says of one hetu. Its `Debug` says which case it is and nothing else.
#[derive(Clone, PartialEq, Eq)]
pub enum Answer {
    /// Its holder. The record's hetu differs from the one asked when that has been replaced.
    Found(Box<RegisterRecord>),
    /// The register does not know the hetu.
    NotFound,
    /// The hetu is no longer in force and no other has replaced it.
    Passive,
    /// The register knows the hetu but no name of its holder.
    NoName,
    /// The register may not give us the holder's name.
    Withheld,
    /// The answer about this one person cannot be understood, contradicts itself, is there twice, or is larger than
    /// anybody's could be.
    Unreadable,
}

impl std::fmt::Debug for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Answer::Found(_) => "Found(personal)",
            Answer::NotFound => "NotFound",
            Answer::Passive => "Passive",
            Answer::NoName => "NoName",
            Answer::Withheld => "Withheld",
            Answer::Unreadable => "Unreadable",
        })
    }
}

/// The register's answers to one [`Register::ask`].
#[derive(Debug, Clone)]
pub struct Answers {
    /// What the register or the way to it calls its answer, for its support and for the events that rest on it. When
    /// it took several requests, their ids in the order in which they were made, separated by single spaces.
    pub id: String,
    /// One for each hetu asked, in their order.
    pub answers: Vec<Answer>,
}

/// A connection to the register. Clones share its connections and its limit of requests at the same time.
#[derive(Clone)]
pub struct Register {
    client: Client,
    url: Url,
    batch_size: usize,
    x_road: bool,
    turns: Arc<Semaphore>,
}

impl std::fmt::Debug for Register {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Register").field("url", &self.url.as_str()).finish_non_exhaustive()
    }
}

impl Register {
    /// Prepares connections; opens none.
    pub fn new(config: RegisterConfig) -> Result<Register, RegisterConfigError> {
        let (url, client) = config::prepare(&config)?;
        Ok(Register {
            client,
            url,
            batch_size: config.batch_size,
            x_road: config.x_road_client.is_some(),
            turns: Arc::new(Semaphore::new(config.max_in_flight)),
        })
    }

    /// Asks about hetus. More than `batch_size` of them are asked in several requests, one after the other; a hetu
    /// given twice is asked once. Hetus that the register says are replaced take one more request for all of those that
    /// replace them. An outage in any request is one of the whole: nothing is known then, and nothing was changed.
    pub async fn ask(&self, hetus: &[Hetu]) -> Result<Answers, RegisterOutage> {
        let mut found = Findings::default();
        self.ask_further(hetus.iter().copied(), &mut found).await?;
        let replacing: Vec<Hetu> = found.entries.iter().filter_map(replaced_by).collect();
        self.ask_further(replacing.iter().copied(), &mut found).await?;
        if found.ids.is_empty() {
            found.ids = Uuid::new_v4().to_string();
        }
        let answers = if replacing.is_empty() && found.entries.len() == hetus.len() {
            found.entries.into_iter().map(answered).collect()
        } else {
            hetus.iter().map(|hetu| found.settle(hetu)).collect()
        };
        Ok(Answers { id: found.ids, answers })
    }

    /// Asks about those that nothing is known of yet.
    async fn ask_further(&self, hetus: impl Iterator<Item = Hetu>, found: &mut Findings) -> Result<(), RegisterOutage> {
        let mut unknown = Vec::with_capacity(hetus.size_hint().0);
        for hetu in hetus {
            let place = found.places.len();
            found.places.entry(hetu).or_insert_with(|| {
                unknown.push(hetu);
                place
            });
        }
        for batch in unknown.chunks(self.batch_size) {
            let (id, entries) = self.request(batch).await?;
            found.entries.extend(entries);
            if !found.ids.is_empty() {
                found.ids.push(' ');
            }
            found.ids.push_str(&id);
        }
        Ok(())
    }

    /// One request.
    async fn request(&self, hetus: &[Hetu]) -> Result<(String, Vec<Entry>), RegisterOutage> {
        // The semaphore is never closed; were it, asking without a turn would still be right.
        let _turn = self.turns.acquire().await;
        let own_id = Uuid::new_v4().to_string();
        let mut request = self.client.post(self.url.clone()).body(question(hetus));
        if self.x_road {
            request = request.header("x-road-id", &own_id);
        }
        let response = outage::check(request.send().await?)?;
        let id = ["x-road-id", "x-road-request-id"].into_iter().find_map(|name| id_in(response.headers(), name));
        let id = id.unwrap_or(own_id);
        let today = day_of(response.headers());
        let body = read_to_end(response).await?;
        let entries = read::read_answer_of(hetus, &body, today)?;
        tracing::debug!(id, hetus = hetus.len(), bytes = body.len(), "the register answered");
        Ok((id, entries))
    }
}

/// What has been learnt in one [`Register::ask`].
#[derive(Default)]
struct Findings {
    /// Where in `entries` a hetu's is.
    places: HashMap<Hetu, usize>,
    entries: Vec<Entry>,
    ids: String,
}

impl Findings {
    fn entry(&self, hetu: &Hetu) -> Option<&Entry> {
        self.entries.get(*self.places.get(hetu)?)
    }

    /// The answer to a hetu, through the one that replaces it where one does. Of a record reached that way the hetus
    /// before it are all that either answer lists, and the one asked.
    fn settle(&self, asked: &Hetu) -> Answer {
        let (by, former) = match self.entry(asked) {
            Some(Entry::Answered(answer)) => return answer.clone(),
            Some(Entry::Replaced { by, former }) => (by, former),
            None => return Answer::Unreadable,
        };
        match self.entry(by) {
            Some(Entry::Answered(Answer::Found(record))) => {
                let mut record = record.clone();
                record::add_former_hetus(&mut record, former.iter().copied().chain([*asked]));
                Answer::Found(record)
            }
            Some(Entry::Answered(answer)) => answer.clone(),
            // Replaced once more: nobody can say how far that would go.
            Some(Entry::Replaced { .. }) | None => Answer::Unreadable,
        }
    }
}

fn replaced_by(entry: &Entry) -> Option<Hetu> {
    match entry {
        Entry::Replaced { by, .. } => Some(*by),
        Entry::Answered(_) => None,
    }
}

fn answered(entry: Entry) -> Answer {
    match entry {
        Entry::Answered(answer) => answer,
        Entry::Replaced { .. } => Answer::Unreadable,
    }
}

/// `{"hetulista": ["…"]}`; hetus hold nothing that JSON escapes. `tietoryhmat` is left out: all that is granted.
fn question(hetus: &[Hetu]) -> String {
    let mut body = String::with_capacity(20 + 14 * hetus.len());
    body.push_str("{\"hetulista\":[");
    for (place, hetu) in hetus.iter().enumerate() {
        body.push_str(if place == 0 { "\"" } else { ",\"" });
        body.push_str(hetu.as_str());
        body.push('"');
    }
    body.push_str("]}");
    body
}

fn id_in(headers: &HeaderMap, name: &str) -> Option<String> {
    let id = headers.get(name)?.to_str().ok()?.trim();
    let sensible = !id.is_empty() && id.len() <= 100 && id.bytes().all(|byte| byte.is_ascii_graphic());
    sensible.then(|| id.to_owned())
}

/// The day in Finland on which the answer was given, by the register's own clock.
fn day_of(headers: &HeaderMap) -> Option<NaiveDate> {
    let at = outage::instant(headers.get(DATE)?.to_str().ok()?)?;
    Some(Instant::from(at).day_in_finland())
}

async fn read_to_end(mut response: reqwest::Response) -> Result<Vec<u8>, RegisterOutage> {
    let announced = response.content_length().and_then(|length| usize::try_from(length).ok()).unwrap_or_default();
    let mut body = Vec::with_capacity(announced.min(LARGEST_ANSWER));
    while let Some(chunk) = response.chunk().await? {
        if body.len() + chunk.len() > LARGEST_ANSWER {
            return Err(RegisterOutage::failing("the answer is larger than any answer should be"));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}
