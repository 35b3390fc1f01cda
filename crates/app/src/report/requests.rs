//! What providers ask the keeper for: the queue of what is open, one's own, those about a learner, and what is known of use.

use std::collections::BTreeSet;

use domain::request::End;
use events::catalogue::RequestOpened;
use events::codes::{RequestKind, RequestOutcome, Right};
use events::{Actor, Fact, Instant, OpenedEvent, OrganisationOid, PersonOid, Position};
use projections::requests::query::{Part, by, count_open, open, open_about, parts};
use store::access_register::Looker;

use super::imports::sees;
use super::{Cursor, Slice, page_length, slice};
use crate::caller::Caller;
use crate::commands::{Fetched, OpenRequest};
use crate::{App, AppError};

/// Of so many of its persons it is told who has fetched their numbers.
const PEOPLE: usize = 20;
/// Rights of those who work on the learners of an organisation and see what it asks.
const ASKS: &[Right] = &[Right::Oppijoidentuonti, Right::HenkilonRu];

/// How a request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestState {
    /// It is open about somebody.
    Open,
    /// It was decided.
    Decided(RequestOutcome),
    /// What it asks for happened by another way.
    Happened,
}

impl RequestState {
    /// Its name, in lower case with underscores.
    pub fn name(self) -> String {
        match self {
            RequestState::Open => "open".to_owned(),
            RequestState::Decided(outcome) => outcome.to_string(),
            RequestState::Happened => "happened".to_owned(),
        }
    }

    fn of(parts: &[Part]) -> RequestState {
        let decided = |part: &Part| match part.end {
            Some(End::Decided(outcome, at)) => Some((at, outcome)),
            _ => None,
        };
        if parts.iter().any(|part| part.end.is_none()) {
            return RequestState::Open;
        }
        let last = parts.iter().filter_map(decided).max_by_key(|(at, _)| *at);
        last.map_or(RequestState::Happened, |(_, outcome)| RequestState::Decided(outcome))
    }
}

/// A request.
#[derive(Debug, Clone)]
pub struct RequestView {
    /// Its number.
    pub number: Position,
    /// What is asked for.
    pub kind: RequestKind,
    /// About whom, each with whether it is still open about them.
    pub people: Vec<(PersonOid, bool)>,
    /// The other of two persons.
    pub other: Option<PersonOid>,
    /// The link that is to count no longer.
    pub link: Option<Position>,
    /// Whoever asks states that the numbers are not in use elsewhere.
    pub unused_elsewhere: bool,
    /// Why, in their own words; absent where it cannot be read any more.
    pub words: Option<String>,
    /// Who asked.
    pub by: Actor,
    /// For which organisations.
    pub organisations: Vec<OrganisationOid>,
    /// When.
    pub at: Instant,
    /// How it stands.
    pub state: RequestState,
    /// The keeper's answer, in words.
    pub answer: Option<String>,
}

impl App {
    /// Requests that are open, the oldest first, for whoever reads everything: `None` for others.
    pub async fn open_requests(
        &self,
        caller: &Caller,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<Option<Slice<RequestView>>, AppError> {
        if !caller.reads_all() {
            return Ok(None);
        }
        self.caught_up().await;
        let (after, length) = (after.as_ref().and_then(place), page_length(limit));
        let ask = move |connection: &_| Ok((open(connection, after, length as u32 + 1)?, count_open(connection)?));
        let (numbers, total) = self.ask(ask).await?;
        Ok(Some(self.views(numbers, length, Some(total)).await?))
    }

    /// Requests that a caller has made, the newest first.
    pub async fn own_requests(
        &self,
        caller: &Caller,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<Slice<RequestView>, AppError> {
        self.caught_up().await;
        let (who, before, length) = (caller.subject.clone(), after.as_ref().and_then(place), page_length(limit));
        let numbers = self.ask(move |connection| by(connection, &who, before, length as u32 + 1)).await?;
        self.views(numbers, length, None).await
    }

    /// Requests that are open about any of these records, the oldest first, for somebody who may see the learner; each with
    /// whether they may open it.
    pub async fn requests_about(
        &self,
        caller: &Caller,
        records: &[PersonOid],
    ) -> Result<Vec<(RequestView, bool)>, AppError> {
        self.caught_up().await;
        let records = records.to_vec();
        let about = move |connection: &_| {
            let mut numbers = BTreeSet::new();
            for oid in records {
                numbers.extend(open_about(connection, oid)?);
            }
            Ok(numbers)
        };
        let numbers: Vec<Position> = self.ask(about).await?.into_iter().collect();
        let length = numbers.len();
        let views = self.views(numbers, length, None).await?.items;
        let with_opens = |view: RequestView| {
            let opens = self.opens_request(caller, &view);
            (view, opens)
        };
        Ok(views.into_iter().map(with_opens).collect())
    }

    /// A request, for whoever reads everything, made it, or works for an organisation for which it was made; `None` for
    /// others, and when there is no such request.
    pub async fn request(&self, caller: &Caller, number: Position) -> Result<Option<RequestView>, AppError> {
        self.caught_up().await;
        let view = self.views(vec![number], 1, None).await?.items.pop();
        Ok(view.filter(|view| self.opens_request(caller, view)))
    }

    fn opens_request(&self, caller: &Caller, view: &RequestView) -> bool {
        let seen = self.seen_through(caller, ASKS);
        caller.reads_all() || view.by == caller.actor() || sees(seen.as_ref(), &view.organisations)
    }

    /// May somebody ask the keeper for anything at all?
    pub fn may_ask(&self, caller: &Caller) -> bool {
        self.may_somewhere::<OpenRequest>(caller)
    }

    /// Whose programs have fetched the numbers that a request is about, whoever asks and those for whom it was made left out.
    /// Use outside the registry is unknown.
    pub async fn fetched_beside(&self, caller: &Caller, view: &RequestView) -> Result<Vec<Fetched>, AppError> {
        let (caller, own) = (caller.clone(), view.organisations.clone());
        let people: BTreeSet<PersonOid> = view.people.iter().map(|(oid, _)| *oid).chain(view.other).collect();
        self.blocking(move |app| {
            let tree = app.organisations();
            let covers = |organisation: &OrganisationOid| {
                own.iter().any(|own| !own.is_root() && tree.covers(std::slice::from_ref(own), organisation))
            };
            let is_own = |looker: &Looker| looker.organisation.as_ref().is_some_and(covers);
            let mut found = Vec::new();
            for oid in people.into_iter().take(PEOPLE) {
                found.extend(app.fetched_by(&caller, oid, is_own)?);
            }
            Ok(found)
        })
        .await
    }

    /// Requests by their numbers; one more than asked tells that there is a next page.
    async fn views(
        &self,
        numbers: Vec<Position>,
        length: usize,
        total: Option<u64>,
    ) -> Result<Slice<RequestView>, AppError> {
        let read = move |connection: &_| {
            let with_parts = |number: Position| Ok((number, parts(connection, number)?));
            numbers.into_iter().map(with_parts).collect::<Result<Vec<_>, projections::ReadError>>()
        };
        let found = self.ask(read).await?;
        self.blocking(move |app| {
            let views = found.iter().map(|(number, parts)| app.view(*number, parts)).collect::<Result<Vec<_>, _>>()?;
            let cursor = |view: &RequestView| Cursor::at(view.number.0 as i64, 0);
            Ok(slice(views.into_iter().flatten().collect(), length, total, cursor))
        })
        .await
    }

    /// What was said stands in the log alone.
    fn view(&self, number: Position, parts: &[Part]) -> Result<Option<RequestView>, AppError> {
        let (Some(first), Some(event)) = (parts.first(), self.store().events_of(number, 1)?.pop()) else {
            return Ok(None);
        };
        let RequestOpened { kind, other, link, unused_elsewhere, .. } = first.asked.clone();
        let meta = &event.recorded.envelope.meta;
        let opened = parts.iter().map(|part| Position(number.0 + u64::from(part.asked.place)));
        let decided = parts.iter().filter_map(|part| match part.end {
            Some(End::Decided(_, at)) => Some(at),
            _ => None,
        });
        Ok(Some(RequestView {
            number,
            kind,
            people: parts.iter().map(|part| (part.asked.about.addressed, part.end.is_none())).collect(),
            other,
            link,
            unused_elsewhere,
            words: self.said(opened)?,
            by: meta.actor.clone(),
            organisations: meta.organisations.clone(),
            at: event.recorded_at(),
            state: RequestState::of(parts),
            answer: self.said(decided)?,
        }))
    }

    /// What was asked or answered, by the first of these events that can be read: each has the same words, sealed under the
    /// key of another person.
    fn said(&self, events: impl Iterator<Item = Position>) -> Result<Option<String>, AppError> {
        for at in events {
            let said = self.store().events_of(at, 1)?.pop().as_ref().and_then(words);
            if said.is_some() {
                return Ok(said);
            }
        }
        Ok(None)
    }
}

/// What was asked or answered.
fn words(event: &OpenedEvent) -> Option<String> {
    match &event.fact {
        Fact::RequestOpened(with) => with.personal.known().map(|said| said.words.clone()),
        Fact::RequestDecided(with) => with.personal.known().and_then(|said| said.words.clone()),
        _ => None,
    }
}

fn place(cursor: &Cursor) -> Option<Position> {
    cursor.place().and_then(|(number, _)| u64::try_from(number).ok()).map(Position)
}
