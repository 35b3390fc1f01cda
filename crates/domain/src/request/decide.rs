//! The keeper accepts a request or refuses it, or whoever asked takes it back.

use events::catalogue::{RequestAnswer, RequestDecided};
use events::codes::{RequestKind, RequestOutcome};
use events::{Actor, Subject, Tag, With};

use super::{Request, tags};
use crate::draft::Draft;
use crate::refusal::RefusalKind;
use crate::refusals::refuses_words;
use crate::text::{check_statement, said};

/// Why nothing is decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// There is no request with this number.
    NoRequest,
    /// It is open no more.
    Ended,
    /// An answer in words is needed.
    WordsMissing,
    /// The answer is too long.
    WordsTooLong,
    /// The answer has characters that no text may have.
    WordsMalformed,
    /// Somebody else asked.
    NotOwn,
    /// Nobody says why the persons are made passive.
    CauseMissing,
    /// One of the persons is void: the import that created them was undone.
    PersonVoid,
    /// The command that it asks for is refused now: the name of that refusal, and its kind.
    Command(&'static str, RefusalKind),
}

refuses_words!(Refusal);

impl crate::Refusal for Refusal {
    const ALL: &'static [Refusal] = &[
        Refusal::NoRequest,
        Refusal::Ended,
        Refusal::WordsMissing,
        Refusal::WordsTooLong,
        Refusal::WordsMalformed,
        Refusal::NotOwn,
        Refusal::CauseMissing,
        Refusal::PersonVoid,
    ];

    fn name(self) -> &'static str {
        match self {
            Refusal::NoRequest => "no-request",
            Refusal::Ended => "request-ended",
            Refusal::WordsMissing => "request-answer-missing",
            Refusal::WordsTooLong => "request-answer-too-long",
            Refusal::WordsMalformed => "request-answer-malformed",
            Refusal::NotOwn => "request-not-own",
            Refusal::CauseMissing => "passivation-cause-missing",
            Refusal::PersonVoid => "request-person-void",
            Refusal::Command(name, _) => name,
        }
    }

    fn kind(self) -> RefusalKind {
        match self {
            Refusal::NoRequest => RefusalKind::NotFound,
            Refusal::WordsMissing | Refusal::WordsTooLong | Refusal::WordsMalformed => RefusalKind::Invalid("words"),
            Refusal::CauseMissing => RefusalKind::Invalid("cause"),
            Refusal::Command(_, kind) => kind,
            Refusal::Ended | Refusal::NotOwn | Refusal::PersonVoid => RefusalKind::Conflict,
        }
    }
}

/// What is decided.
#[derive(Debug, Clone, Copy)]
pub struct Decision<'a> {
    /// What becomes of the request.
    pub outcome: RequestOutcome,
    /// The answer, in words.
    pub words: Option<&'a str>,
    /// Who decides.
    pub by: &'a Actor,
}

/// Decides a request about each of its persons about whom it is open; `parts` are all of them.
pub fn decide(parts: &[Request], decision: Decision<'_>) -> Result<Vec<Draft>, Refusal> {
    let first = parts.first().ok_or(Refusal::NoRequest)?;
    if decision.outcome == RequestOutcome::Withdrawn && first.by != *decision.by {
        return Err(Refusal::NotOwn);
    }
    let open: Vec<&Request> = parts.iter().filter(|part| part.end.is_none()).collect();
    if open.is_empty() {
        return Err(Refusal::Ended);
    }
    let words = said(decision.words);
    // What DVV answered to a question is told in words: nothing here changes by it.
    let needed = match decision.outcome {
        RequestOutcome::Accepted => first.asked.kind == RequestKind::Check,
        RequestOutcome::Refused => true,
        RequestOutcome::Withdrawn => false,
    };
    if needed && words.is_none() {
        return Err(Refusal::WordsMissing);
    }
    check_statement(words)?;
    let draft = |part: &Request| {
        let about = part.asked.about;
        let data = RequestDecided { about, request: part.number, outcome: decision.outcome };
        let answer = RequestAnswer { words: words.map(str::to_owned) };
        Draft::plain(With::new(data, answer), tags(&part.asked)).sealed_for(Subject::Person(about.addressed))
    };
    Ok(by_person(parts, open.into_iter().map(draft).collect()))
}

/// What is done because of a request about several persons: the event that asks about a person led to what is done about
/// them. The first one led to the command.
pub fn by_person(parts: &[Request], drafts: Vec<Draft>) -> Vec<Draft> {
    let others = || parts.iter().filter(|part| part.asked.place > 0);
    let caused = |draft: Draft| match others().find(|part| draft.tags.contains(&Tag::Person(part.person()))) {
        Some(part) => draft.caused_by(part.id),
        None => draft,
    };
    drafts.into_iter().map(caused).collect()
}
