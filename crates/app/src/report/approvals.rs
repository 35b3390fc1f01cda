//! What waits for a second official, and what became of what was asked of late. For the keeper of the registry alone.

use std::collections::BTreeSet;

use domain::approval::{About, Approval, DECIDES};
pub use domain::named_event::NamedEvent;
use domain::request::{End, Request};
use domain::reverse::{Wanted as Reversal, reversed};
use events::codes::{Reason, RequestKind};
use events::{Actor, EventKind, Fact, Instant, KindSet, OpenedEvent, OrganisationOid, PersonOid, Position};
use store::TagKey;
use store::tag_index::{Order, Span};

use crate::caller::Caller;
use crate::commands::{Approvable, Look};
use crate::pipeline::approvals::{MOST, kept, prevented};
use crate::{App, AppError};

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
    /// The events that it has count no longer.
    pub reverses: Vec<NamedEvent>,
    /// The events that count again, where some of those are reversals.
    pub restores: Vec<NamedEvent>,
    /// Who asked.
    pub asked_by: Actor,
    /// When.
    pub asked_at: Instant,
    /// Name of the refusal by which it cannot be given now, where that was asked for.
    pub prevented: Option<&'static str>,
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
    /// It cannot be given any more.
    pub prevented: bool,
}

impl ApprovalEnd {
    /// How something ended that was asked by `asked_by`, by the event that decided it, or that ended its request.
    fn of(ended: &OpenedEvent, asked_by: &Actor) -> ApprovalEnd {
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
        let lines = self.listed_approvals(caller, |asked| asked.decided.is_none()).await?;
        Ok(lines.map(|lines| lines.into_iter().filter(|line| line.ended.is_none()).collect()))
    }

    /// The same, each with why it cannot be given any more, and those that ended last.
    pub async fn approvals_and_ended(
        &self,
        caller: &Caller,
    ) -> Result<Option<(Vec<ApprovalLine>, Vec<ApprovalLine>)>, AppError> {
        let Some(lines) = self.listed_approvals(caller, |_| true).await? else { return Ok(None) };
        let (mut waiting, mut ended): (Vec<_>, Vec<_>) = lines.into_iter().partition(|line| line.ended.is_none());
        ended.sort_by_key(|line| std::cmp::Reverse(line.ended.as_ref().map(|end| end.decision().at)));
        ended.truncate(ENDED);
        let caller = caller.clone();
        let weighed = move |app: &App| {
            for line in &mut waiting {
                line.prevented = prevented(app, &caller, line.number)?;
            }
            Ok(waiting)
        };
        Ok(Some((self.blocking(weighed).await?, ended)))
    }

    /// What was asked for to accept a request, the newest first, whether it waits or not. For the keeper of the registry
    /// alone; others are told of nothing.
    pub async fn approvals_of_request(
        &self,
        caller: &Caller,
        request: Position,
    ) -> Result<Vec<ApprovalLine>, AppError> {
        let of_request = move |asked: &Asked| asked.accepts() == Some(request);
        Ok(self.listed_approvals(caller, of_request).await?.unwrap_or_default())
    }

    /// What waits and would change any of these records, the newest first. For the keeper of the registry alone; others are
    /// told of nothing.
    pub async fn approvals_about(&self, caller: &Caller, records: &[PersonOid]) -> Result<Vec<Waiting>, AppError> {
        let records: BTreeSet<PersonOid> = records.iter().copied().collect();
        self.waiting_for(caller, move |concerned| !concerned.people.is_disjoint(&records)).await
    }

    /// What waits and would undo an import, or bring it back.
    pub async fn approvals_about_import(&self, caller: &Caller, import: Position) -> Result<Vec<Waiting>, AppError> {
        self.waiting_for(caller, move |concerned| concerned.imports.contains(&import)).await
    }

    async fn waiting_for(
        &self,
        caller: &Caller,
        matches: impl Fn(&Concerned) -> bool + Send + 'static,
    ) -> Result<Vec<Waiting>, AppError> {
        if !caller.is_keeper() {
            return Ok(Vec::new());
        }
        let caller = caller.clone();
        self.blocking(move |app| {
            let mut look = Look::begin(app, &caller);
            let mut waiting = Vec::new();
            for asked in all_asked(&look)?.into_iter().filter(|asked| asked.decided.is_none()) {
                if matches(&asked.concerned(app)?) && asked.end(&mut look)?.is_none() {
                    let Approval { number, command, asked_by, .. } = asked.approval;
                    let prevented = prevented(app, &caller, number)?.is_some();
                    waiting.push(Waiting { number, command, own: asked_by == caller.actor(), prevented });
                }
            }
            Ok(waiting)
        })
        .await
    }

    async fn listed_approvals(
        &self,
        caller: &Caller,
        listed: impl Fn(&Asked) -> bool + Send + 'static,
    ) -> Result<Option<Vec<ApprovalLine>>, AppError> {
        if !caller.is_keeper() {
            return Ok(None);
        }
        let caller = caller.clone();
        let read = move |app: &App| {
            let mut look = Look::begin(app, &caller);
            let (mut decided, mut lines): (Vec<_>, Vec<_>) =
                all_asked(&look)?.into_iter().filter(listed).partition(|asked| asked.decided.is_some());
            decided.sort_by_key(|asked| std::cmp::Reverse(asked.decided.as_ref().map(OpenedEvent::position)));
            decided.truncate(ENDED);
            lines.extend(decided);
            lines.into_iter().map(|asked| app.approval_line(asked, &mut look)).collect()
        };
        self.blocking(read).await.map(Some)
    }

    fn approval_line(&self, asked: Asked, look: &mut Look<'_>) -> Result<ApprovalLine, AppError> {
        let ended = asked.end(look)?;
        let request = match asked.accepts() {
            Some(number) => request_of(look, number)?.0,
            None => None,
        };
        let Asked { approval, at: asked_at, kept, .. } = asked;
        let (reverses, restores) = match &kept {
            Some(Approvable::ReverseEvents(reversal)) => self.named_by(&reversal.wanted)?,
            _ => (Vec::new(), Vec::new()),
        };
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
            restores,
            asked_by: approval.asked_by,
            asked_at,
            prevented: None,
            ended,
        })
    }

    /// The events that a reversal names, and those that count again by it, as the list tells of them.
    fn named_by(&self, wanted: &Reversal) -> Result<(Vec<NamedEvent>, Vec<NamedEvent>), AppError> {
        let events = self.store().events_at(&wanted.events.iter().copied().collect::<Vec<_>>())?;
        let restored: Vec<Position> = events.iter().flat_map(|event| reversed(&event.fact)).copied().collect();
        let restored = if restored.is_empty() { Vec::new() } else { self.store().events_at(&restored)? };
        let named = |events: &[OpenedEvent]| events.iter().map(NamedEvent::of).collect();
        Ok((named(&events), named(&restored)))
    }
}

/// Something that was asked for.
struct Asked {
    approval: Approval,
    at: Instant,
    /// The command; `None` when it cannot be read.
    kept: Option<Approvable>,
    /// What a second official, or whoever asked, decided.
    decided: Option<OpenedEvent>,
}

/// Whom and which imports something would change, as far as it names them itself.
struct Concerned {
    people: BTreeSet<PersonOid>,
    imports: BTreeSet<Position>,
}

impl Asked {
    fn accepts(&self) -> Option<Position> {
        self.kept.as_ref().and_then(Approvable::accepts)
    }

    fn end(&self, look: &mut Look<'_>) -> Result<Option<ApprovalEnd>, AppError> {
        end_of(look, &self.approval, self.decided.as_ref(), self.accepts())
    }

    /// A reversal changes everybody whom its events are about, and takes back the undoing of imports.
    fn concerned(&self, app: &App) -> Result<Concerned, AppError> {
        let (mut people, mut imports) = match self.approval.about {
            About::Person(about) => (BTreeSet::from([about.addressed]), BTreeSet::new()),
            About::Import(number, _) => (BTreeSet::new(), BTreeSet::from([number])),
        };
        people.extend(self.kept.as_ref().and_then(Approvable::register_asked_of).into_iter().flatten());
        if let Some(Approvable::ReverseEvents(reversal)) = &self.kept {
            let events = app.store().events_at(&reversal.wanted.events.iter().copied().collect::<Vec<_>>())?;
            people.extend(events.iter().flat_map(OpenedEvent::persons));
            imports.extend(app.brought_back_by(&events)?);
        }
        Ok(Concerned { people, imports })
    }
}

/// How something ended that was asked for: by a decision, or with the request that it accepts.
pub(super) fn end_of(
    look: &mut Look<'_>,
    approval: &Approval,
    decided: Option<&OpenedEvent>,
    accepts: Option<Position>,
) -> Result<Option<ApprovalEnd>, AppError> {
    let ended = match (decided, accepts) {
        (Some(decided), _) => Some(decided.clone()),
        (None, Some(request)) => request_of(look, request)?.1,
        (None, None) => None,
    };
    Ok(ended.map(|event| ApprovalEnd::of(&event, &approval.asked_by)))
}

/// What was asked for, the newest first.
fn all_asked(look: &Look<'_>) -> Result<Vec<Asked>, AppError> {
    let (asks, whole) = (KindSet::of(&[EventKind::ApprovalAsked]), Span::until(look.reading.position()));
    let events = look.reading.page(&[TagKey::approvals()], asks, whole, Order::NewestFirst, MOST)?;
    let asked: Vec<(Approval, Instant)> =
        events.iter().filter_map(|event| Some((Approval::asked(event)?, event.recorded_at()))).collect();
    let tags: Vec<TagKey> = asked.iter().map(|(approval, _)| approval.about.tag().into()).collect();
    let later = look.reading.events_of_all(&tags, DECIDES)?;
    let with_decision = |((approval, at), later): ((Approval, Instant), &Vec<OpenedEvent>)| Asked {
        decided: approval.decision(later).cloned(),
        kept: kept(&approval),
        approval,
        at,
    };
    Ok(asked.into_iter().zip(&later).map(with_decision).collect())
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
