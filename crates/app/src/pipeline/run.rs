//! The steps of every command, in their order.

use std::time::Instant;

use domain::Draft;
use domain::approval::About;
use events::{CommandId, Fact, OpenedEvent, Position, Tag};
use store::{Lane, Outcome as Appended, Unit};

use super::advice::Advice;
use super::approvals::Approvable;
use super::fresh::Fresh;
use super::impact::{Impact, States};
use super::look::Look;
use super::rights::{Reach, granted, held_somewhere};
use crate::commands::{Call, Command, Fingerprint, Outcome, Preview};
use crate::maker::{Granted, Grounds};
use crate::people::claims;
use crate::reactors::identify::First;
use crate::write::{Decided, TRIES};
use crate::{App, AppError, Maker};

/// How far a command came without anything being written.
enum Weighed<'a, C: Command> {
    /// To its end.
    Ended(Outcome<C>),
    /// It may be carried out.
    Stands(Box<Stands<'a, C>>),
}

struct Stands<'a, C: Command> {
    look: Look<'a>,
    state: C::State,
    granted: Granted,
    /// What the decision was run with.
    trial: Fresh,
    /// What it gave.
    drafts: Vec<Draft>,
    fingerprint: Fingerprint,
    /// A second official must agree.
    second: Option<(About, Approvable)>,
}

impl<C: Command> Stands<'_, C> {
    /// What is shown before it is carried out.
    fn advised(&self) -> Result<Preview, AppError> {
        let states = States::of(&self.look.people, &self.drafts, self.look.caller().reads_all());
        let impact = Impact::of(&states, &self.drafts);
        let advice = Advice::of(&self.look, &states, &self.drafts)?;
        Ok(Preview { fingerprint: self.fingerprint, impact, advice, needs_second: self.second.is_some() })
    }
}

/// What is told when it is appended.
enum Answered<C: Command> {
    Done(C::Answer),
    Asked,
}

/// Where one try ended.
enum Step<C: Command> {
    Ended(Outcome<C>),
    Append(Unit, Answered<C>),
    Again,
}

impl App {
    /// What would happen: everything is read, checked and decided, and nothing is written.
    pub async fn preview<C: Command>(&self, command: C, call: Call) -> Result<Outcome<C>, AppError> {
        let id = call.id();
        let weighed = move |app: &App| {
            Ok(match app.weigh(&command, &call, id)? {
                Weighed::Ended(outcome) => outcome,
                Weighed::Stands(stands) => Outcome::Previewed(stands.advised()?),
            })
        };
        let outcome = self.blocking(weighed).await;
        self.ended(&outcome, 1);
        outcome
    }

    /// Carries a command out. Only faults are errors: everything that a sender may meet is an [`Outcome`].
    pub async fn carry_out<C: Command>(&self, command: C, call: Call) -> Result<Outcome<C>, AppError> {
        let (id, mut tries) = (call.id(), 0);
        let outcome = loop {
            tries += 1;
            match self.try_once(&command, &call, id).await {
                Ok(None) if tries < TRIES => {}
                outcome => break outcome.and_then(|outcome| outcome.ok_or(AppError::Busy)),
            }
        };
        self.ended(&outcome, tries);
        outcome
    }

    /// `None` when it must be looked at again.
    async fn try_once<C: Command>(
        &self,
        command: &C,
        call: &Call,
        id: CommandId,
    ) -> Result<Option<Outcome<C>>, AppError> {
        let (command, call, asked) = (command.clone(), call.clone(), Instant::now());
        let decide = move |app: &App| {
            let (timings, began) = (app.store().timings(), Instant::now());
            timings.note("thread", began.duration_since(asked));
            let step = app.attempt(&command, &call, id);
            timings.note("decide", began.elapsed());
            step
        };
        Ok(match self.blocking(decide).await? {
            Step::Ended(outcome) => Some(outcome),
            Step::Append(unit, answered) => self.append_command(unit, answered).await?,
            Step::Again => None,
        })
    }

    /// Counts how a command ended, and says so.
    fn ended<C: Command>(&self, outcome: &Result<Outcome<C>, AppError>, tries: usize) {
        let outcome = outcome.as_ref().map_or("failed", Outcome::name);
        self.counts.command(C::NAME, outcome, tries);
        tracing::info!(command = C::NAME, outcome, tries, "a command ended");
    }

    /// `None` when it must be looked at again: it lost, or was carried out meanwhile.
    async fn append_command<C: Command>(
        &self,
        unit: Unit,
        answered: Answered<C>,
    ) -> Result<Option<Outcome<C>>, AppError> {
        let (events, people, began) = (unit.events.len() as u64, First::people(&unit), Instant::now());
        let outcome = self.store().submit(vec![unit], Lane::Interactive).await?.pop();
        self.store().timings().note("settle", began.elapsed());
        Ok(match outcome {
            Some(Appended::Appended { first }) => {
                // Of nothing that was appended it is the end of the log.
                let position = Position((first.0 + events).saturating_sub(1));
                self.identify_first.note(people, position);
                Some(match answered {
                    Answered::Done(answer) => Outcome::Done { answer, position, again: false },
                    Answered::Asked => Outcome::Asked { approval: position, again: false },
                })
            }
            Some(Appended::AlreadyDone { .. } | Appended::Lost) | None => None,
        })
    }

    /// Reads, checks the right on what was read, and decides with placeholders.
    fn weigh<'a, C: Command>(&'a self, command: &C, call: &'a Call, id: CommandId) -> Result<Weighed<'a, C>, AppError> {
        let mut look = Look::begin(self, &call.caller);
        if let Some(outcome) = recorded(command, call, &look.of_command(id)?) {
            return Ok(Weighed::Ended(outcome));
        }
        if !held_somewhere(&call.caller, C::RIGHTS) {
            return Ok(Weighed::Ended(Outcome::RightMissing));
        }
        let state = command.look(&mut look)?;
        let reach = command.reach(&state);
        let granted = match &reach {
            Reach::Nothing => None,
            Reach::Organisations(reached) | Reach::Person(reached) => {
                let granted = granted(&self.organisations(), &call.caller, C::RIGHTS, reached);
                let hidden = || matches!(reach, Reach::Person(_)) && !self.opens_learner_of(&call.caller, reached);
                match granted {
                    None if hidden() => return Ok(Weighed::Ended(Outcome::Hidden)),
                    None => return Ok(Weighed::Ended(Outcome::RightMissing)),
                    granted => granted,
                }
            }
        };
        let mut trial = Fresh::placeholders(self.now());
        let drafts = match command.decide(&state, &mut trial) {
            Ok(drafts) => drafts,
            Err(refusal) => return Ok(Weighed::Ended(Outcome::Refused(refusal))),
        };
        // Where there was nothing to reach, nothing may come of it either.
        let Some(granted) = granted else { return Ok(Weighed::Ended(Outcome::RightMissing)) };
        let (fingerprint, second) = (look.fingerprint(C::NAME, &drafts)?, command.needs_second(&state));
        // After the fingerprint: whoever agrees computes it without what waits.
        if let Some((about, kept)) = &second
            && let Some(approval) = kept.waits(*about, &mut look)?
        {
            return Ok(Weighed::Ended(Outcome::AlreadyAsked(approval)));
        }
        Ok(Weighed::Stands(Box::new(Stands { look, state, granted, trial, drafts, fingerprint, second })))
    }

    /// One try, up to what is to be appended.
    fn attempt<C: Command>(&self, command: &C, call: &Call, id: CommandId) -> Result<Step<C>, AppError> {
        let stands = match self.weigh(command, call, id)? {
            Weighed::Ended(outcome) => return Ok(Step::Ended(outcome)),
            Weighed::Stands(stands) => stands,
        };
        if !call.confirms.map_or(!C::MUST_BE_CONFIRMED, |confirmed| confirmed == stands.fingerprint) {
            return Ok(Step::Ended(Outcome::Moved(stands.advised()?)));
        }
        let Stands { mut look, state, granted, trial, fingerprint, second, .. } = *stands;
        // From here on it is written.
        let (drafts, answered) = match second {
            Some((about, kept)) => (vec![kept.ask(about, fingerprint)], Answered::Asked),
            None => {
                let mut fresh = self.make_handles(&mut look, &trial)?;
                let drafts = match command.decide(&state, &mut fresh) {
                    Ok(drafts) if fresh.is_complete() => drafts,
                    Ok(_) => return Ok(Step::Again),
                    Err(refusal) => return Ok(Step::Ended(Outcome::Refused(refusal))),
                };
                let facts: Vec<&Fact> = drafts.iter().map(|draft| &draft.fact).collect();
                let Some(answer) = command.answer(&facts) else { return Ok(Step::Again) };
                (drafts, Answered::Done(answer))
            }
        };
        let maker = Maker::granted(&call.caller, granted, call.channel, call.request);
        let (cause, reason, register) = (command.cause(&state), command.reason(&state), command.register());
        let grounds = Grounds { cause, reason, register, asked: call.asked() };
        let (keys, condition) = (look.keys(), look.reading.into_condition());
        let decided = Decided { command: id, maker: &maker, grounds, drafts, condition, keys };
        Ok(self.seal(vec![decided])?.pop().map_or(Step::Again, |unit| Step::Append(unit, answered)))
    }

    /// Makes handles for the identifiers that the trial asked for. From now on they must stay unclaimed, too.
    fn make_handles(&self, look: &mut Look<'_>, trial: &Fresh) -> Result<Fresh, AppError> {
        if !look.dead.is_empty() {
            self.destroy_dead(&look.dead)?;
        }
        let identifiers = trial.asked();
        let handles = match identifiers.is_empty() {
            true => Vec::new(),
            false => self.store().vault().handles(identifiers)?,
        };
        for (identifier, handle) in identifiers.iter().zip(&handles) {
            if let Some(tag) = Tag::of(identifier.kind(), *handle) {
                look.reading.guard(tag, claims());
            }
        }
        let made = identifiers.iter().cloned().zip(handles).collect();
        Ok(Fresh::drawn(trial.now(), self.parts.draw.clone(), made))
    }
}

/// The outcome of a command that was carried out before under the same id.
fn recorded<C: Command>(command: &C, call: &Call, events: &[OpenedEvent]) -> Option<Outcome<C>> {
    let last = events.last()?;
    let facts: Vec<&Fact> = events.iter().map(|event| &event.fact).collect();
    // Anyone who named nothing sent this very command.
    let same = call.asked().is_none_or(|asked| last.recorded.envelope.meta.asked == Some(asked));
    if let (true, [Fact::ApprovalAsked(with)]) = (same, &facts[..])
        && with.data.command == C::NAME
    {
        return Some(Outcome::Asked { approval: last.position(), again: true });
    }
    let answer = same.then(|| command.answer(&facts)).flatten();
    Some(answer.map_or(Outcome::NameTaken, |answer| Outcome::Done { answer, position: last.position(), again: true }))
}
