//! What waits for a second official, and what became of what was asked of late. For the keeper of the registry alone.

use domain::approval::{About, Approval, DECIDES};
use domain::request::{End, Request};
use domain::reverse::Wanted as Reversal;
use events::codes::{Reason, RequestKind};
use events::{Actor, EventKind, Fact, Instant, KindSet, OpenedEvent, OrganisationOid, PersonOid, Position, Tag};
use store::TagKey;
use store::tag_index::{Order, Span};

use crate::caller::Caller;
use crate::commands::{Approvable, Look};
use crate::pipeline::approvals::{ASKS_OR_DECIDES, has_ended, kept, undecided};
use crate::{App, AppError};

/// Most approvals that are read; the newest ones.
const MOST: usize = 500;
/// So many that no longer wait are listed.
const ENDED: usize = 20;

/// Something that waits for a second official, or waited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApprovalLine {
    /// Its number.
    pub number: Position,
    /// Name of the command.
    pub command: String,
    /// The person whom it is about.
    pub person: Option<PersonOid>,
    /// The other person, where two would be merged.
    pub other: Option<PersonOid>,
    /// Number of the import that it is about.
    pub import: Option<Position>,
    /// The number by which programs know it.
    pub import_known_as: Option<i64>,
    /// The request of a provider that it accepts.
    pub request: Option<AcceptedRequest>,
    /// Why, in the words of whoever asked; `None` when nothing was said or it cannot be read any more.
    pub words: Option<String>,
    /// On which ground data would be erased.
    pub ground: Option<Reason>,
    /// The events that it has count no longer: what each is, when it was, and where it stands.
    pub reverses: Vec<(EventKind, Instant, Position)>,
    /// Who asked.
    pub asked_by: Actor,
    /// When.
    pub asked_at: Instant,
    /// What became of it; `None` while it waits.
    pub ended: Option<ApprovalEnd>,
}

/// A request of a provider, as a second official must know it who accepts it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcceptedRequest {
    /// Its number.
    pub number: Position,
    /// What is asked for.
    pub kind: RequestKind,
    /// For which organisations.
    pub organisations: Vec<OrganisationOid>,
    /// Why, in the provider's words.
    pub words: Option<String>,
}

/// What became of something that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ApprovalEnd {
    /// A second official agreed, and it was carried out.
    Given(Decision),
    /// A second official did not agree.
    Refused(Decision),
    /// Whoever asked took it back.
    TakenBack(Decision),
    /// The request that it accepts was answered or came about otherwise, so nothing is left to agree to. Who brought that
    /// about, and what the keeper answered.
    WithRequest(Decision),
}

/// Who decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Who.
    pub by: Actor,
    /// When.
    pub at: Instant,
    /// Why, in their own words.
    pub words: Option<String>,
}

/// Something that waits about a learner or an import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Its number.
    pub number: Position,
    /// Name of the command.
    pub command: String,
    /// The caller has asked for it, so another official decides.
    pub own: bool,
}

impl ApprovalEnd {
    /// How something ended that was asked by `asked_by`, by the event that decided it, or that ended its request.
    pub(super) fn of(ended: &OpenedEvent, asked_by: &Actor) -> ApprovalEnd {
        let words = match &ended.fact {
            Fact::ApprovalRefused(with) => with.personal.known().and_then(|said| said.words.clone()),
            Fact::RequestDecided(with) => with.personal.known().and_then(|said| said.words.clone()),
            _ => None,
        };
        let by = ended.recorded.envelope.meta.actor.clone();
        let (taken_back, decision) = (by == *asked_by, Decision { by, at: ended.recorded_at(), words });
        match ended.fact {
            Fact::ApprovalGiven(_) => ApprovalEnd::Given(decision),
            Fact::ApprovalRefused(_) if taken_back => ApprovalEnd::TakenBack(decision),
            Fact::ApprovalRefused(_) => ApprovalEnd::Refused(decision),
            _ => ApprovalEnd::WithRequest(decision),
        }
    }

    /// Who decided.
    pub fn decision(&self) -> &Decision {
        match self {
            ApprovalEnd::Given(by)
            | ApprovalEnd::Refused(by)
            | ApprovalEnd::TakenBack(by)
            | ApprovalEnd::WithRequest(by) => by,
        }
    }
}

impl App {
    /// What waits for a second official, the newest first, for the keeper of the registry alone: `None` for others.
    pub async fn approvals(&self, caller: &Caller) -> Result<Option<Vec<ApprovalLine>>, AppError> {
        let lines = self.listed_approvals(caller, 0).await?;
        Ok(lines.map(|lines| lines.into_iter().filter(|line| line.ended.is_none()).collect()))
    }

    /// The same, and those that ended last.
    pub async fn approvals_and_ended(
        &self,
        caller: &Caller,
    ) -> Result<Option<(Vec<ApprovalLine>, Vec<ApprovalLine>)>, AppError> {
        let Some(lines) = self.listed_approvals(caller, ENDED).await? else { return Ok(None) };
        let (waiting, mut ended): (Vec<_>, Vec<_>) = lines.into_iter().partition(|line| line.ended.is_none());
        ended.sort_by_key(|line| std::cmp::Reverse(line.ended.as_ref().map(|end| end.decision().at)));
        ended.truncate(ENDED);
        Ok(Some((waiting, ended)))
    }

    /// What waits about any of these records, the newest first. For the keeper of the registry alone; others are told of
    /// nothing.
    pub async fn approvals_about(&self, caller: &Caller, records: &[PersonOid]) -> Result<Vec<Waiting>, AppError> {
        let tags: Vec<TagKey> = records.iter().map(|oid| Tag::Person(*oid).into()).collect();
        self.waiting_for(caller, move |_| Ok(tags)).await
    }

    /// The same about an import.
    pub async fn approvals_about_import(&self, caller: &Caller, import: Position) -> Result<Vec<Waiting>, AppError> {
        let tags = move |app: &App| {
            let received = app.store().events_at(&[import])?;
            let tags = received.iter().flat_map(|event| &event.recorded.envelope.tags);
            Ok(tags.filter(|tag| matches!(tag, Tag::Import(_))).map(|tag| (*tag).into()).collect())
        };
        self.waiting_for(caller, tags).await
    }

    async fn waiting_for(
        &self,
        caller: &Caller,
        tags: impl FnOnce(&App) -> Result<Vec<TagKey>, AppError> + Send + 'static,
    ) -> Result<Vec<Waiting>, AppError> {
        if !caller.is_keeper() {
            return Ok(Vec::new());
        }
        let caller = caller.clone();
        self.blocking(move |app| {
            let (tags, mut look) = (tags(app)?, Look::begin(app, &caller));
            let whole = Span::until(look.reading.position());
            let events = look.reading.page(&tags, ASKS_OR_DECIDES, whole, Order::NewestFirst, MOST)?;
            let mut waiting = Vec::new();
            for approval in undecided(&events) {
                let ended = kept(&approval).map(|kept| has_ended(&kept, &mut look)).transpose()?;
                if ended != Some(true) {
                    let Approval { number, command, asked_by, .. } = approval;
                    waiting.push(Waiting { number, command, own: asked_by == caller.actor() });
                }
            }
            Ok(waiting)
        })
        .await
    }

    async fn listed_approvals(&self, caller: &Caller, ended: usize) -> Result<Option<Vec<ApprovalLine>>, AppError> {
        if !caller.is_keeper() {
            return Ok(None);
        }
        let caller = caller.clone();
        self.blocking(move |app| app.read_approvals(&caller, ended)).await.map(Some)
    }

    /// All that are not decided, and so many of the others as `ended` says, those that were decided last.
    fn read_approvals(&self, caller: &Caller, ended: usize) -> Result<Vec<ApprovalLine>, AppError> {
        let mut look = Look::begin(self, caller);
        let (asks, whole) = (KindSet::of(&[EventKind::ApprovalAsked]), Span::until(look.reading.position()));
        let events = look.reading.page(&[TagKey::approvals()], asks, whole, Order::NewestFirst, MOST)?;
        let asked: Vec<(Approval, Instant)> =
            events.iter().filter_map(|event| Some((Approval::asked(event)?, event.recorded_at()))).collect();
        let tags: Vec<TagKey> = asked.iter().map(|(approval, _)| approval.about.tag().into()).collect();
        let later = look.reading.events_of_all(&tags, DECIDES)?;
        let with_decision = |((approval, at), later): ((Approval, Instant), &Vec<OpenedEvent>)| {
            let decided = approval.decision(later).cloned();
            (approval, at, decided)
        };
        let (mut decided, mut listed): (Vec<_>, Vec<_>) =
            asked.into_iter().zip(&later).map(with_decision).partition(|(_, _, decided)| decided.is_some());
        decided.sort_by_key(|(_, _, decided)| std::cmp::Reverse(decided.as_ref().map(OpenedEvent::position)));
        decided.truncate(ended);
        listed.extend(decided);
        let line = |(approval, at, decided): (_, _, Option<_>)| {
            self.approval_line((approval, at), decided.as_ref(), &mut look)
        };
        listed.into_iter().map(line).collect()
    }

    fn approval_line(
        &self,
        (approval, asked_at): (Approval, Instant),
        decided: Option<&OpenedEvent>,
        look: &mut Look<'_>,
    ) -> Result<ApprovalLine, AppError> {
        let kept = kept(&approval);
        let reverses = match &kept {
            Some(Approvable::ReverseEvents(reversal)) => self.named_by(&reversal.wanted)?,
            _ => Vec::new(),
        };
        let accepts = kept.as_ref().and_then(Approvable::accepts);
        let (request, ended) = match accepts {
            Some(number) => request_of(look, number)?,
            None => (None, None),
        };
        let ended = decided.cloned().or(ended).map(|event| ApprovalEnd::of(&event, &approval.asked_by));
        let (person, import, import_known_as) = match approval.about {
            About::Person(about) => (Some(about.addressed), None, None),
            About::Import(number, id) => (None, Some(number), Some(id.known_as(number))),
        };
        Ok(ApprovalLine {
            number: approval.number,
            command: approval.command,
            person,
            other: kept.as_ref().and_then(Approvable::register_asked_of).map(|[_, other]| other),
            import,
            import_known_as,
            request,
            ground: match &kept {
                Some(Approvable::OrderErasure(order)) => Some(order.on_ground()),
                _ => None,
            },
            words: kept.and_then(Approvable::words),
            reverses,
            asked_by: approval.asked_by,
            asked_at,
            ended,
        })
    }

    /// The events that a reversal names, as the list tells of them.
    fn named_by(&self, wanted: &Reversal) -> Result<Vec<(EventKind, Instant, Position)>, AppError> {
        let events = self.store().events_at(&wanted.events.iter().copied().collect::<Vec<_>>())?;
        Ok(events.iter().map(|event| (event.fact.kind(), event.recorded_at(), event.position())).collect())
    }
}

/// A request, and where it is open about nobody the event that ended it last.
pub(super) fn request_of(
    look: &mut Look<'_>,
    number: Position,
) -> Result<(Option<AcceptedRequest>, Option<OpenedEvent>), AppError> {
    let parts = look.request(number)?;
    let accepted = |first: &Request| AcceptedRequest {
        number,
        kind: first.asked.kind,
        organisations: first.organisations.clone(),
        words: parts.iter().find_map(|part| part.words.known()).map(|said| said.words.clone()),
    };
    let ends: Option<Vec<Position>> = parts.iter().map(|part| part.end.map(End::position)).collect();
    let last = ends.unwrap_or_default().into_iter().max();
    Ok((parts.first().map(accepted), last.map(|last| look.event(last)).transpose()?.flatten()))
}
