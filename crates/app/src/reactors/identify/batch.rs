//! One batch: read the people, ask the register about their hetus, decide, append; what lost is decided again with the
//! same answer, since an answer is bound to the hetu asked.
//!
//! What fails for one person alone (a key that is lost, an event that was altered) must not keep the others waiting: a
//! batch that fails by it is halved until that person is found, and goes on without them.

use std::collections::HashMap;
use std::sync::Arc;

use domain::identify::{Finding, RegisterQuestion, identify};
use domain::person::Readable;
use domain::register_record::RecordHetus;
use domain::{Draft, Group, Person};
use events::codes::IdentificationWay;
use events::person::RegisterRecord;
use events::{
    CaseId, CommandId, CommandSource, EventId, Fact, Hetu, Instant, OpenedEvent, PersonOid, Position, RequestId,
    Subject, Tag,
};
use projections::people::query::Waiting;
use store::{Condition, Guard, Lane, Outcome, StoreError, Unit};
use uuid::Uuid;
use vtj::client::RegisterOutage;

use crate::maker::Grounds;
use crate::people::{changes, group_in, with_linked};
use crate::reactors::stopped;
use crate::register::{Findings, guards_of};
use crate::write::Decided;
use crate::{App, AppError, Maker};

/// More attempts than there are for one person.
const PLACE: u32 = 1_000;

/// What became of a batch.
pub(super) struct Batch {
    /// Who was in it.
    pub people: Vec<Waiting>,
    /// Those of them who failed for a reason of their own.
    pub held_back: Vec<(PersonOid, AppError)>,
    /// How it ended for the others.
    pub ended: Ended,
}

/// How a batch ended.
pub(super) enum Ended {
    /// Everybody who is not held back has an answer, or no longer needs one.
    Done {
        /// The register was asked, and answered.
        asked: bool,
    },
    /// The register did not answer.
    Outage(RegisterOutage),
    /// Storage failed: the batch is tried again.
    Failed(AppError),
}

/// A person who waits, as of a position.
struct Candidate {
    group: Group,
    hetu: Hetu,
    /// The event since which they wait.
    since: Position,
    /// Their place among the persons of that event: a reversal may let several wait.
    place: u32,
    read_at: Position,
    request: RequestId,
    cause: EventId,
    way: IdentificationWay,
}

/// Identifies a batch of people, as far as the register answers.
pub(super) async fn identify_all(app: App, people: Vec<Waiting>) -> Batch {
    let oids = people.iter().map(|one| one.oid).collect();
    let mut work = Work { app: &app, findings: Arc::default(), held_back: Vec::new() };
    let ended = work.identify(oids).await.unwrap_or_else(Ended::Failed);
    Batch { people, held_back: work.held_back, ended }
}

struct Work<'a> {
    app: &'a App,
    findings: Arc<Findings>,
    held_back: Vec<(PersonOid, AppError)>,
}

impl Work<'_> {
    async fn identify(&mut self, mut oids: Vec<PersonOid>) -> Result<Ended, AppError> {
        // Decisions that lost are read again; anyone who has another hetu by then is asked about again.
        while !oids.is_empty() {
            let candidates = self.read(oids).await?;
            if let Err(outage) = self.ask(&candidates).await {
                return Ok(Ended::Outage(outage));
            }
            oids = self.carry_out(candidates).await?;
        }
        Ok(Ended::Done { asked: self.findings.any_answer() })
    }

    /// Those who still wait.
    async fn read(&mut self, oids: Vec<PersonOid>) -> Result<Vec<Arc<Candidate>>, AppError> {
        let (mut parts, mut found) = (vec![oids], Vec::new());
        while let Some(part) = parts.pop() {
            let oids = part.clone();
            match self.app.blocking(move |app| candidates(app, &oids)).await {
                Ok(candidates) => found.extend(candidates.into_iter().map(Arc::new)),
                Err(error) if self.is_everybodys(&error) => return Err(error),
                Err(error) => match part[..] {
                    [one] => self.held_back.push((one, error)),
                    _ => parts.extend(halves(part)),
                },
            }
        }
        Ok(found)
    }

    /// Asks about every hetu of which nothing is known yet.
    async fn ask(&mut self, candidates: &[Arc<Candidate>]) -> Result<(), RegisterOutage> {
        let hetus = candidates.iter().map(|candidate| candidate.hetu);
        Arc::make_mut(&mut self.findings).ask(self.app, hetus).await.map(drop)
    }

    /// Decides and appends; gives those whose decisions lost.
    async fn carry_out(&mut self, candidates: Vec<Arc<Candidate>>) -> Result<Vec<PersonOid>, AppError> {
        let (mut parts, mut lost) = (vec![candidates], Vec::new());
        while let Some(part) = parts.pop() {
            match self.append(part.clone()).await {
                Ok(those) => lost.extend(those),
                Err(error) if self.is_everybodys(&error) => return Err(error),
                Err(error) => match &part[..] {
                    [one] if self.cannot_be_kept(one, &error) => parts.push(part),
                    [one] => self.held_back.push((one.group.addressed().oid, error)),
                    _ => parts.extend(halves(part)),
                },
            }
        }
        Ok(lost)
    }

    async fn append(&self, candidates: Vec<Arc<Candidate>>) -> Result<Vec<PersonOid>, AppError> {
        let findings = Arc::clone(&self.findings);
        let decided = self.app.blocking(move |app| decide(app, &candidates, &findings)).await?;
        let (people, units): (Vec<PersonOid>, Vec<Unit>) = decided.into_iter().unzip();
        let outcomes = self.app.store().submit(units, Lane::Bulk).await?;
        let lost = people.into_iter().zip(&outcomes).filter(|(_, outcome)| **outcome == Outcome::Lost);
        Ok(lost.map(|(oid, _)| oid).collect())
    }

    /// A record that no event can hold is one that cannot be read. Only once: what is appended instead is small.
    fn cannot_be_kept(&mut self, one: &Candidate, error: &AppError) -> bool {
        let too_large = matches!(error, AppError::Store(StoreError::TooLarge));
        too_large && Arc::make_mut(&mut self.findings).cannot_read(&one.hetu)
    }

    /// Does this concern everybody, or may it be one person's trouble?
    fn is_everybodys(&self, error: &AppError) -> bool {
        error.is_outage() || stopped(self.app)
    }
}

fn halves<T>(mut part: Vec<T>) -> [Vec<T>; 2] {
    let second = part.split_off(part.len() / 2);
    [part, second]
}

/// Those who still wait, as of one position.
fn candidates(app: &App, oids: &[PersonOid]) -> Result<Vec<Candidate>, AppError> {
    let reading = app.store().read();
    let now = app.now();
    let tags: Vec<_> = oids.iter().map(|oid| Tag::Person(*oid).into()).collect();
    let histories = reading.events_of_all(&tags, changes())?;
    let folded = oids.iter().zip(&histories).map(|(oid, events)| (*oid, Person::fold(events)));
    let mut people: HashMap<PersonOid, Option<Person>> = folded.collect();
    with_linked(&reading, &mut people)?;
    let mut candidates = Vec::with_capacity(oids.len());
    for (oid, events) in oids.iter().zip(&histories) {
        let Some(group) = group_in(&people, *oid) else { continue };
        let person = group.addressed();
        // They may still wait, but nobody can tell whom to ask about.
        if person.readable == Readable::KeyLost {
            return Err(StoreError::KeyLost.into());
        }
        candidates.extend(candidate(group, events, reading.position(), now));
    }
    Ok(candidates)
}

fn candidate(group: Group, events: &[OpenedEvent], read_at: Position, now: Instant) -> Option<Candidate> {
    let person = group.addressed();
    let since = person.awaits_register()?;
    let hetu = person.hetu?.hetu;
    let asked_already = person.failure.as_ref().and_then(|failure| failure.next_try).is_some_and(|next| next > now);
    let cause = events.iter().find(|event| event.position() == since).filter(|_| !asked_already)?;
    let envelope = &cause.recorded.envelope;
    let way = match cause.fact {
        Fact::IdentificationRequested(_) => IdentificationWay::Asked,
        _ => IdentificationWay::Automatic,
    };
    let (request, cause) = (envelope.meta.request, envelope.id);
    let waiting = envelope.tags.iter().filter(|tag| matches!(tag, Tag::Person(_)));
    let place = waiting.take_while(|tag| **tag != Tag::Person(person.oid)).count() as u32;
    Some(Candidate { group, hetu, since, place, read_at, request, cause, way })
}

fn decide(app: &App, candidates: &[Arc<Candidate>], findings: &Findings) -> Result<Vec<(PersonOid, Unit)>, AppError> {
    let mut people = Vec::with_capacity(candidates.len());
    let mut makers = Vec::with_capacity(candidates.len());
    let mut decisions = Vec::with_capacity(candidates.len());
    let mut hetus = hetus_of_records(app, candidates, findings)?;
    for candidate in candidates {
        let Some(found) = findings.of(&candidate.hetu) else { continue };
        let (drafts, condition) =
            decide_one(app, candidate, &found.finding, hetus.remove(&candidate.group.addressed().oid));
        if !drafts.is_empty() {
            people.push(candidate.group.addressed().oid);
            makers.push(Maker::registry(candidate.request));
            decisions.push((candidate, found.answer.clone(), drafts, condition));
        }
    }
    let decided = decisions.into_iter().zip(&makers).map(|((candidate, register, drafts, condition), maker)| {
        let person = candidate.group.addressed();
        let command = command(candidate);
        let grounds = Grounds { cause: Some(candidate.cause), register, ..Grounds::default() };
        let keys = person.key.map(|key| (Subject::Person(person.oid), key)).into_iter().collect();
        Decided { command, maker, grounds, drafts, condition, keys }
    });
    Ok(people.into_iter().zip(app.seal(decided.collect())?).collect())
}

/// The same on every node and after every restart, and another one whenever the person begins to wait again.
fn command(candidate: &Candidate) -> CommandId {
    let attempt = candidate.group.addressed().failure.as_ref().map_or(0, |failure| failure.attempt);
    let number = candidate.place * PLACE + attempt;
    CommandId::derived(CommandSource::Identification, candidate.since, number)
}

/// A record with other hetus than the one asked, and its hetus as the log knows them at a position.
type OtherHetus = (RecordHetus, Position);

/// The hetus of those records that have other ones than the hetu asked, by their person, in one reading.
fn hetus_of_records(
    app: &App,
    candidates: &[Arc<Candidate>],
    findings: &Findings,
) -> Result<HashMap<PersonOid, OtherHetus>, AppError> {
    let with_others = |candidate: &Arc<Candidate>| match &findings.of(&candidate.hetu)?.finding {
        Finding::Found(record) if record.hetu != candidate.hetu || !record.former_hetus.is_empty() => {
            Some((candidate.group.addressed().oid, &**record, candidate.read_at))
        }
        _ => None,
    };
    let found: Vec<(PersonOid, &RegisterRecord, Position)> = candidates.iter().filter_map(with_others).collect();
    let Some(read_at) = found.iter().map(|(_, _, read_at)| *read_at).min() else { return Ok(HashMap::new()) };
    let records: Vec<&RegisterRecord> = found.iter().map(|(_, record, _)| *record).collect();
    let hetus = app.record_hetus(&records, read_at)?;
    Ok(found.iter().zip(hetus).map(|((oid, _, _), hetus)| (*oid, (hetus, read_at))).collect())
}

fn decide_one(app: &App, candidate: &Candidate, found: &Finding, hetus: Option<OtherHetus>) -> (Vec<Draft>, Condition) {
    let changed = |person: &Person| Guard { tag: Tag::Person(person.oid).into(), types: changes() };
    let guards = candidate.group.records().iter().map(changed).collect();
    let mut condition = Condition { read_at: candidate.read_at, guards };
    if let Some((hetus, read_at)) = &hetus {
        condition.read_at = *read_at;
        condition.guards.extend(guards_of(hetus));
    }
    let (hetu, now, case) = (candidate.hetu, app.now(), CaseId(Uuid::now_v7()));
    let hetus = hetus.as_ref().map(|(hetus, _)| hetus);
    let asked = RegisterQuestion { hetu, now, hetus, case, way: candidate.way };
    (identify(&candidate.group, found, &asked), condition)
}
