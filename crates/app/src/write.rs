//! From drafts to units: keys are made, personal data is sealed, and each event says who made it.

use std::collections::{HashMap, HashSet};

use domain::Draft;
use events::envelope::ENVELOPE_FORMAT;
use events::{CommandId, Envelope, KeyId, Meta, OpenedEvent, Subject};
use store::{Condition, Lane, Outcome, Unit, Vault};

use crate::maker::Grounds;
use crate::{App, AppError, Maker};

/// How often an interactive command is decided again before its sender is asked to come back.
pub(crate) const TRIES: usize = 10;

/// What a decision wants appended.
pub(crate) struct Decided<'a> {
    pub command: CommandId,
    pub maker: &'a Maker,
    pub grounds: Grounds,
    pub drafts: Vec<Draft>,
    pub condition: Condition,
    /// Keys that exist already; all others are made.
    pub keys: Vec<(Subject, KeyId)>,
}

/// What became of a single unit.
pub(crate) enum Done {
    /// Its events stand in the log, now or since the same command was carried out before.
    Appended(Vec<OpenedEvent>),
    /// Decide again.
    Lost,
}

impl App {
    /// Seals everything that was decided; blocks. New keys of all units are made durable in one go.
    pub(crate) fn seal(&self, decided: Vec<Decided<'_>>) -> Result<Vec<Unit>, AppError> {
        seal(self.store().vault(), decided)
    }

    /// Appends one unit and gives what stands in the log for its command.
    pub(crate) async fn append(&self, unit: Unit, lane: Lane) -> Result<Done, AppError> {
        let events = unit.events.len() as u32;
        let outcome = self.store().submit(vec![unit], lane).await?;
        let (first, events) = match outcome.first() {
            Some(Outcome::Appended { first }) => (*first, events),
            Some(Outcome::AlreadyDone { first, events }) => (*first, *events),
            Some(Outcome::Lost) | None => return Ok(Done::Lost),
        };
        self.blocking(move |app| Ok(Done::Appended(app.store().events_of(first, events)?))).await
    }
}

/// As [`App::seal`], where there is no application.
pub(crate) fn seal(vault: &Vault, decided: Vec<Decided<'_>>) -> Result<Vec<Unit>, AppError> {
    let mut keys: HashMap<Subject, KeyId> = decided.iter().flat_map(|unit| unit.keys.iter().copied()).collect();
    let subjects = decided.iter().flat_map(|unit| &unit.drafts).filter_map(|draft| draft.subject);
    let missing: HashSet<Subject> = subjects.filter(|subject| !keys.contains_key(subject)).collect();
    let missing: Vec<Subject> = missing.into_iter().collect();
    let created = vault.create_keys(&missing)?;
    keys.extend(missing.into_iter().zip(created));
    decided.into_iter().map(|unit| seal_unit(vault, unit, &keys)).collect()
}

fn seal_unit(vault: &Vault, unit: Decided<'_>, keys: &HashMap<Subject, KeyId>) -> Result<Unit, AppError> {
    let Decided { command, maker, grounds, drafts, condition, .. } = unit;
    let seal = |(n, draft): (usize, Draft)| -> Result<Envelope, AppError> {
        let id = command.event(n as u32);
        let sealed = match draft.subject.and_then(|subject| Some((subject, *keys.get(&subject)?))) {
            Some((subject, key)) => vault.seal(&draft.fact, id, subject, key)?,
            None => None,
        };
        let meta = maker.meta(command, &grounds, draft.compared);
        let meta = Meta { valid_from: draft.valid_from, cause: draft.cause.or(meta.cause), ..meta };
        Ok(Envelope {
            format: ENVELOPE_FORMAT,
            id,
            event_type: draft.fact.event_type().to_owned(),
            version: draft.fact.version(),
            tags: draft.tags,
            data: draft.fact.data_bytes(),
            sealed: sealed.into_iter().collect(),
            meta,
        })
    };
    let events: Result<Vec<Envelope>, AppError> = drafts.into_iter().enumerate().map(seal).collect();
    Ok(Unit { command, events: events?, condition })
}
