//! What an official has done since they signed in.

use std::collections::{BTreeSet, HashMap, HashSet};

use domain::approval::{Approval, DECIDES};
use domain::{Person, Status};
use events::codes::{DetailField, RequestKind, RequestOutcome};
use events::{EventKind, Fact, ImportId, Instant, KindSet, OpenedEvent, Position, Tag};
use projections::acts::query::{Act, of_official};
use store::TagKey;

use super::approvals::{ApprovalEnd, end_of, request_of};
use crate::caller::Caller;
use crate::commands::{Approvable, Look};
use crate::pipeline::approvals::kept;
use crate::{App, AppError};

/// So many acts are listed; the newest ones.
const MOST: usize = 200;

/// Acts of which their events say more than their type.
const TOLD: KindSet = KindSet::of(&[
    EventKind::HandOverNoted,
    EventKind::ApprovalAsked,
    EventKind::ApprovalGiven,
    EventKind::ApprovalRefused,
    EventKind::PersonDetailsCorrected,
    EventKind::RequestOpened,
    EventKind::RequestDecided,
]);

/// An act of an official.
pub struct ActLine {
    /// Position of its event.
    pub position: Position,
    /// When.
    pub at: Instant,
    /// What it was; `None` when this program does not know the event.
    pub kind: Option<EventKind>,
    /// Whom it is about, as they are now.
    pub person: Option<(Person, Status)>,
    /// Of an act about an import: the import, and the number by which people know it.
    pub import: Option<(Position, i64)>,
    /// Of an act about something that needs two officials: name of the command that was asked for.
    pub command: Option<String>,
    /// The request that was opened or decided, or that what was asked for accepts: its number, and what it asks for.
    pub request: Option<(Position, RequestKind)>,
    /// The fields that were corrected.
    pub fields: Vec<DetailField>,
    /// How the request was decided.
    pub outcome: Option<RequestOutcome>,
    /// It counts no longer.
    pub reversed: bool,
    /// It took back what the official had noted or asked before.
    pub taken_back: bool,
    /// What became of what was asked for; `None` while it waits, and of any other act.
    pub ended: Option<ApprovalEnd>,
}

/// What the events of acts say.
#[derive(Default)]
struct Told {
    taken_back: HashSet<Position>,
    commands: HashMap<Position, String>,
    requests: HashMap<Position, (Position, RequestKind)>,
    outcomes: HashMap<Position, RequestOutcome>,
    fields: HashMap<Position, Vec<DetailField>>,
    imports: HashMap<Position, Position>,
    ended: HashMap<Position, ApprovalEnd>,
}

impl App {
    /// What an official has done on the pages since an instant, the newest first. The look is recorded in the access register
    /// by the one who shows it.
    pub async fn sitting(&self, caller: &Caller, since: Instant) -> Result<Vec<ActLine>, AppError> {
        self.caught_up().await;
        let who = caller.subject.clone();
        let mut acts = self.ask(move |connection| of_official(connection, &who, since, MOST)).await?;
        // A reason belongs to what was done for it, which stands beside it.
        acts.retain(|act| EventKind::named(&act.kind) != Some(EventKind::ReasonStated));
        let says_more =
            |act: &&Act| act.person.is_none() || EventKind::named(&act.kind).is_some_and(|kind| TOLD.has(kind));
        let positions: Vec<Position> = acts.iter().filter(says_more).map(|act| act.position).collect();
        let of_caller = caller.clone();
        let mut told = self.blocking(move |app| told(app, &of_caller, &positions)).await?;
        let numbers = self.import_numbers(told.imports.values().copied().collect::<BTreeSet<_>>()).await?;
        let line = |act: Act| ActLine {
            position: act.position,
            at: act.at,
            kind: EventKind::named(&act.kind),
            person: act.person,
            import: told.imports.get(&act.position).map(|import| (*import, numbers.of(*import))),
            command: told.commands.remove(&act.position),
            request: told.requests.remove(&act.position),
            outcome: told.outcomes.remove(&act.position),
            fields: told.fields.remove(&act.position).unwrap_or_default(),
            reversed: act.reversed,
            taken_back: told.taken_back.contains(&act.position),
            ended: told.ended.remove(&act.position),
        };
        Ok(acts.into_iter().map(line).collect())
    }
}

/// Reads the events of acts, what approvals were asked for, and the imports.
fn told(app: &App, caller: &Caller, positions: &[Position]) -> Result<Told, AppError> {
    let events = app.store().events_at(positions)?;
    let asked_for = |event: &OpenedEvent| match &event.fact {
        Fact::ApprovalGiven(with) => Some(with.data.asked),
        Fact::ApprovalRefused(with) => Some(with.data.asked),
        Fact::ApprovalAsked(_) => Some(event.position()),
        _ => None,
    };
    let asks: Vec<Position> = events.iter().filter_map(asked_for).collect();
    let asks: HashMap<Position, OpenedEvent> =
        app.store().events_at(&asks)?.into_iter().map(|event| (event.position(), event)).collect();
    let mut look = Look::begin(app, caller);
    let ended = ended(&mut look, &events)?;
    let mut told = Told { imports: imports_of(app, &events)?, ended, ..Told::default() };
    for event in &events {
        let asked = asked_for(event).and_then(|asked| asks.get(&asked));
        if let Some(Fact::ApprovalAsked(with)) = asked.map(|asked| &asked.fact) {
            told.commands.insert(event.position(), with.data.command.clone());
        }
        let accepts = || kept(&asked.and_then(Approval::asked)?)?.accepts();
        let request = match &event.fact {
            Fact::RequestOpened(with) => Some(domain::request::number(event.position(), &with.data)),
            Fact::RequestDecided(with) => Some(with.data.request),
            _ => accepts(),
        };
        if let Some(request) = request.map(|request| request_of(&mut look, request)).transpose()?.and_then(|of| of.0) {
            told.requests.insert(event.position(), (request.number, request.kind));
        }
        match &event.fact {
            Fact::RequestDecided(with) => drop(told.outcomes.insert(event.position(), with.data.outcome)),
            Fact::PersonDetailsCorrected(with) => drop(told.fields.insert(event.position(), with.data.fields.clone())),
            _ => {}
        }
        if takes_back(event, asked) {
            told.taken_back.insert(event.position());
        }
    }
    Ok(told)
}

/// Does an event take back what its official had noted or asked before?
fn takes_back(event: &OpenedEvent, asked: Option<&OpenedEvent>) -> bool {
    let of_same = |asked: &OpenedEvent| asked.recorded.envelope.meta.actor == event.recorded.envelope.meta.actor;
    match &event.fact {
        Fact::HandOverNoted(with) => with.data.taken_back,
        Fact::ApprovalRefused(_) => asked.is_some_and(of_same),
        _ => false,
    }
}

/// How those of the events ended that asked for an approval.
fn ended(look: &mut Look<'_>, events: &[OpenedEvent]) -> Result<HashMap<Position, ApprovalEnd>, AppError> {
    let asked: Vec<Approval> = events.iter().filter_map(Approval::asked).collect();
    let tags: Vec<TagKey> = asked.iter().map(|approval| approval.about.tag().into()).collect();
    let later = look.reading.events_of_all(&tags, DECIDES)?;
    let mut ended = HashMap::new();
    for (approval, later) in asked.iter().zip(&later) {
        let accepts = kept(approval).as_ref().and_then(Approvable::accepts);
        let end = end_of(look, approval, approval.decision(later), accepts)?;
        ended.extend(end.map(|end| (approval.number, end)));
    }
    Ok(ended)
}

/// The imports that events name which are about nobody.
fn imports_of(app: &App, events: &[OpenedEvent]) -> Result<HashMap<Position, Position>, AppError> {
    let import = |event: &OpenedEvent| {
        event.recorded.envelope.tags.iter().find_map(|tag| match tag {
            Tag::Import(id) if event.persons().next().is_none() => Some((event.position(), *id)),
            _ => None,
        })
    };
    let named: Vec<(Position, ImportId)> = events.iter().filter_map(import).collect();
    let tags: Vec<TagKey> = named.iter().map(|(_, id)| Tag::Import(*id).into()).collect();
    let received = app.store().read().events_of_all(&tags, KindSet::of(&[EventKind::ImportReceived]))?;
    let first = received.iter().map(|events| events.first().map(OpenedEvent::position));
    Ok(named.iter().zip(first).filter_map(|((act, _), import)| Some((*act, import?))).collect())
}
