//! One batch: read the people, ask the register about their hetus, decide, append; what lost is decided again with the
//! same answer, since an answer is bound to the hetu asked.

use domain::identify::{Asked, Finding, identify};
use domain::{Draft, Person};
use events::codes::{IdentificationWay, IdentifierKind};
use events::{CaseId, CommandId, CommandSource, EventId, Handle, Hetu, PersonOid, Position, RequestId, Subject, Tag};
use projections::people::query::Waiting;
use store::{Condition, Guard, Identifier, Lane, Outcome, Unit};
use uuid::Uuid;
use vtj::client::RegisterOutage;

use super::Ended;
use super::findings::Findings;
use crate::maker::Grounds;
use crate::people::{changes, claims};
use crate::write::Decided;
use crate::{App, AppError, Maker};

/// A person who waits, as of a position.
struct Candidate {
    person: Person,
    hetu: Hetu,
    read_at: Position,
    request: RequestId,
    cause: EventId,
}

/// Identifies a batch of people, as far as the register answers.
pub(super) async fn identify_all(app: App, batch: Vec<Waiting>) -> (Vec<Waiting>, Ended) {
    let ended = try_identify(&app, &batch).await.unwrap_or_else(Ended::Failed);
    (batch, ended)
}

async fn try_identify(app: &App, batch: &[Waiting]) -> Result<Ended, AppError> {
    let mut oids: Vec<PersonOid> = batch.iter().map(|one| one.oid).collect();
    let mut findings = Findings::default();
    // Decisions that lost are read anew; whoever has another hetu by then is asked about again.
    while !oids.is_empty() {
        let candidates = app.blocking(move |app| candidates(app, &oids)).await?;
        if let Err(outage) = ask(app, &candidates, &mut findings).await {
            return Ok(Ended::Outage(outage));
        }
        let decided = app.blocking(move |app| {
            let units = decide(app, &candidates, &findings)?;
            Ok((units, findings))
        });
        let (units, answered) = decided.await?;
        findings = answered;
        let (people, units): (Vec<PersonOid>, Vec<Unit>) = units.into_iter().unzip();
        let outcomes = app.store().submit(units, Lane::Bulk).await?;
        let lost = people.into_iter().zip(&outcomes).filter(|(_, outcome)| **outcome == Outcome::Lost);
        oids = lost.map(|(oid, _)| oid).collect();
    }
    Ok(Ended::Done { asked: findings.any_answer() })
}

/// Those who still wait.
fn candidates(app: &App, oids: &[PersonOid]) -> Result<Vec<Candidate>, AppError> {
    let reading = app.store().read();
    let now = app.now();
    let tags: Vec<_> = oids.iter().map(|oid| Tag::Person(*oid).into()).collect();
    let histories = reading.events_of_all(&tags, changes())?;
    let candidate = |events: &Vec<events::OpenedEvent>| {
        let person = Person::fold(events)?;
        let since = person.awaits_register()?;
        let hetu = person.hetu?.hetu;
        let asked_already = person.failure.as_ref().and_then(|failure| failure.next_try).is_some_and(|next| next > now);
        let cause = events.iter().find(|event| event.position() == since).filter(|_| !asked_already)?;
        let envelope = &cause.recorded.envelope;
        let (request, cause) = (envelope.meta.request, envelope.id);
        Some(Candidate { person, hetu, read_at: reading.position(), request, cause })
    };
    Ok(histories.iter().filter_map(candidate).collect())
}

/// Asks about every hetu of which nothing is known yet. Test hetus are never looked up.
async fn ask(app: &App, candidates: &[Candidate], findings: &mut Findings) -> Result<(), RegisterOutage> {
    let unknown = candidates.iter().map(|candidate| candidate.hetu).filter(|hetu| !findings.know(hetu));
    let (test, real): (Vec<Hetu>, Vec<Hetu>) = unknown.partition(|hetu| app.is_test_hetu(hetu));
    findings.are_test_hetus(test);
    if !real.is_empty() {
        let answers = app.parts.register.ask(&real).await?;
        findings.learn(real, answers, app.now());
    }
    Ok(())
}

fn decide(app: &App, candidates: &[Candidate], findings: &Findings) -> Result<Vec<(PersonOid, Unit)>, AppError> {
    let mut people = Vec::with_capacity(candidates.len());
    let mut makers = Vec::with_capacity(candidates.len());
    let mut decisions = Vec::with_capacity(candidates.len());
    for candidate in candidates {
        let Some(found) = findings.of(&candidate.hetu) else { continue };
        let (drafts, condition) = decide_one(app, candidate, &found.finding)?;
        if !drafts.is_empty() {
            people.push(candidate.person.oid);
            makers.push(Maker::registry(candidate.request));
            decisions.push((candidate, found.answer.clone(), drafts, condition));
        }
    }
    let decided = decisions.into_iter().zip(&makers).map(|((candidate, register, drafts, condition), maker)| {
        let person = &candidate.person;
        let attempt = person.failure.as_ref().map_or(0, |failure| failure.attempt);
        let command = CommandId::derived(CommandSource::Identification, person.hetu_since, attempt);
        let grounds = Grounds { cause: Some(candidate.cause), register, ..Grounds::default() };
        let keys = person.key.map(|key| (Subject::Person(person.oid), key)).into_iter().collect();
        Decided { command, maker, grounds, drafts, condition, keys }
    });
    Ok(people.into_iter().zip(app.seal(decided.collect())?).collect())
}

fn decide_one(app: &App, candidate: &Candidate, found: &Finding) -> Result<(Vec<Draft>, Condition), AppError> {
    let person = &candidate.person;
    let guards = vec![Guard { tag: Tag::Person(person.oid).into(), types: changes() }];
    let mut condition = Condition { read_at: candidate.read_at, guards };
    let mut asked = Asked {
        hetu: candidate.hetu,
        now: app.now(),
        new_handle: None,
        other_holder: None,
        case: CaseId(Uuid::now_v7()),
        way: IdentificationWay::Automatic,
    };
    if let Finding::Found(record) = found
        && record.hetu != candidate.hetu
    {
        let (handle, holder) = holder_of(app, record.hetu, candidate.read_at)?;
        asked.new_handle = Some(handle);
        asked.other_holder = holder.filter(|holder| *holder != person.oid);
        condition.guards.push(Guard { tag: Tag::Hetu(handle).into(), types: claims() });
    }
    Ok((identify(person, found, &asked), condition))
}

/// The handle of the hetu that the register has by now, and who holds it here, as of a position.
fn holder_of(app: &App, hetu: Hetu, read_at: Position) -> Result<(Handle, Option<PersonOid>), AppError> {
    let identifier = Identifier { kind: IdentifierKind::Hetu, value: hetu.as_str().to_owned() };
    let handle = app.store().vault().handles(&[identifier])?.pop().ok_or(AppError::Stopping)?;
    let claimed = app.store().read().events_of_all(&[Tag::Hetu(handle).into()], claims())?.pop().unwrap_or_default();
    // What is newer than the position makes the decision lose anyway.
    let known = claimed.iter().filter(|event| event.position() <= read_at);
    Ok((handle, domain::person::holder(handle, known)))
}
