//! Two officials: a command that needs a second one is kept until another official has decided.

use domain::approval::{About, Approval, DECIDES, ask};
use domain::reverse::Wanted as Reversal;
use domain::{Draft, Refusal, RefusalKind};
use events::catalogue::AskedCommand;
use events::{Actor, EventKind, Instant, KindSet, OpenedEvent, PersonOid, Position, Tag};
use minicbor::{Decode, Encode};
use store::TagKey;
use store::tag_index::{Order, Span};

use super::fresh::Fresh;
use super::look::Look;
use crate::commands::{
    AcceptRequest, Command, Fingerprint, HeardOfBoth, MergeVerified, OrderErasure, ReverseEvents, RevokeIdentification,
    UndoImport,
};
use crate::{App, AppError};

/// Most approvals that are listed; the newest ones.
const MOST: usize = 500;

/// Everything that says what waits.
const ASKS_OR_DECIDES: KindSet = DECIDES.and(KindSet::of(&[EventKind::ApprovalAsked]));

/// Commands that need a second official, as they are kept. A number is never used again: what is asked may wait long.
#[derive(Clone, Encode, Decode)]
pub enum Approvable {
    /// See [`OrderErasure`].
    #[n(0)]
    OrderErasure(#[n(0)] OrderErasure),
    /// See [`ReverseEvents`].
    #[n(1)]
    ReverseEvents(#[n(0)] ReverseEvents),
    /// See [`UndoImport`].
    #[n(2)]
    UndoImport(#[n(0)] UndoImport),
    /// See [`RevokeIdentification`].
    #[n(3)]
    RevokeIdentification(#[n(0)] RevokeIdentification),
    /// See [`MergeVerified`].
    #[n(4)]
    MergeVerified(#[n(0)] MergeVerified),
    /// See [`AcceptRequest`].
    #[n(5)]
    AcceptRequest(#[n(0)] AcceptRequest),
}

/// The decision of a kept command of any type.
type Decide = dyn Fn(&mut Fresh) -> Result<Vec<Draft>, Refused> + Send;

/// A kept command, looked at again.
pub struct Again {
    /// What it would append now.
    pub decide: Box<Decide>,
    /// The fingerprint of that; `None` when it is refused.
    pub fingerprint: Option<Fingerprint>,
    /// Its reason.
    pub reason: Option<events::codes::Reason>,
    /// What a second official must agree about.
    pub second: Option<About>,
}

/// A refusal of a command of any type.
pub type Refused = (&'static str, RefusalKind);

impl Approvable {
    fn name(&self) -> &'static str {
        match self {
            Approvable::OrderErasure(_) => OrderErasure::NAME,
            Approvable::ReverseEvents(_) => ReverseEvents::NAME,
            Approvable::UndoImport(_) => UndoImport::NAME,
            Approvable::RevokeIdentification(_) => RevokeIdentification::NAME,
            Approvable::MergeVerified(_) => MergeVerified::NAME,
            Approvable::AcceptRequest(_) => AcceptRequest::NAME,
        }
    }

    /// The reason of whoever asked for a command, where it can be read.
    pub fn words_of(asked: &AskedCommand) -> Option<String> {
        read(asked).and_then(Approvable::words)
    }

    /// Why, in the words of whoever asked.
    fn words(self) -> Option<String> {
        match self {
            Approvable::OrderErasure(order) => Some(order.words),
            Approvable::ReverseEvents(reversal) => reversal.wanted.words,
            Approvable::UndoImport(undo) => Some(undo.words),
            Approvable::RevokeIdentification(revocation) => revocation.words,
            Approvable::MergeVerified(merge) => Some(merge.words),
            Approvable::AcceptRequest(accepted) => accepted.words().map(str::to_owned),
        }
    }

    /// What asks a second official for it.
    pub(super) fn ask(&self, about: About, Fingerprint(fingerprint): Fingerprint) -> Draft {
        let mut command = Vec::new();
        // Writing CBOR to a vector cannot fail.
        let _ = minicbor::encode(self, &mut command);
        ask(about, self.name(), AskedCommand { command, fingerprint })
    }

    /// Number of an approval of the same that waits. One that is asked for meanwhile makes the decision void.
    pub(super) fn waits(&self, about: About, look: &mut Look<'_>) -> Result<Option<Position>, AppError> {
        let events = look.events(about.tag(), ASKS_OR_DECIDES)?;
        let same = |approval: &Approval| kept(approval).is_some_and(|kept| self.does_as(&kept));
        Ok(undecided(&events).find(same).map(|approval| approval.number))
    }

    /// Of two that are about the same: once one of them is carried out, nothing is left for the other.
    fn does_as(&self, other: &Approvable) -> bool {
        match (self, other) {
            (Approvable::OrderErasure(_), Approvable::OrderErasure(_))
            | (Approvable::UndoImport(_), Approvable::UndoImport(_)) => true,
            (Approvable::ReverseEvents(one), Approvable::ReverseEvents(other)) => {
                one.wanted.events == other.wanted.events
            }
            (Approvable::RevokeIdentification(one), Approvable::RevokeIdentification(other)) => one.way == other.way,
            (Approvable::MergeVerified(one), Approvable::MergeVerified(other)) => one.other == other.other,
            (Approvable::AcceptRequest(one), Approvable::AcceptRequest(other)) => one.request() == other.request(),
            _ => false,
        }
    }

    /// Two persons of whom the register must be asked before it is carried out.
    pub(crate) fn register_asked_of(&self) -> Option<[PersonOid; 2]> {
        match self {
            Approvable::MergeVerified(command) => Some([command.person, command.other]),
            Approvable::AcceptRequest(command) => command.merges(),
            _ => None,
        }
    }

    /// Looks at it again, as when it was asked: before anything else is read. `heard` is what the register says now.
    pub(crate) fn again(&self, heard: &HeardOfBoth, look: &mut Look<'_>) -> Result<Again, AppError> {
        match self {
            Approvable::OrderErasure(command) => again(command, look),
            Approvable::ReverseEvents(command) => again(command, look),
            Approvable::UndoImport(command) => again(command, look),
            Approvable::RevokeIdentification(command) => again(command, look),
            Approvable::MergeVerified(command) => {
                again(&MergeVerified { heard: heard.clone(), ..command.clone() }, look)
            }
            Approvable::AcceptRequest(command) => again(&command.hearing(heard.clone()), look),
        }
    }
}

/// A command within another one, in the state that is read now.
pub(crate) fn again<C: Command>(command: &C, look: &mut Look<'_>) -> Result<Again, AppError>
where
    C::State: 'static,
{
    let state = command.look(look)?;
    let drafts = command.decide(&state, &mut Fresh::placeholders(look.app().now())).ok();
    let fingerprint = drafts.map(|drafts| look.fingerprint(C::NAME, &drafts)).transpose()?;
    let (reason, second) = (command.reason(&state), command.needs_second(&state).map(|(about, _)| about));
    let command = command.clone();
    let decide = move |fresh: &mut Fresh| {
        command.decide(&state, fresh).map_err(|refusal: C::Refusal| (refusal.name(), refusal.kind()))
    };
    Ok(Again { decide: Box::new(decide), fingerprint, reason, second })
}

/// What waits, of the events that say so.
fn undecided(events: &[OpenedEvent]) -> impl Iterator<Item = Approval> {
    let asked = events.iter().filter_map(Approval::asked).map(move |approval| approval.after(events));
    asked.filter(|approval| !approval.decided)
}

/// The command that was asked for; `None` when it cannot be read.
pub(crate) fn kept(approval: &Approval) -> Option<Approvable> {
    read(approval.asked.known()?)
}

fn read(asked: &AskedCommand) -> Option<Approvable> {
    minicbor::decode(&asked.command).ok()
}

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
    /// Why, in the words of whoever asked; `None` when nothing was said or it cannot be read any more.
    pub words: Option<String>,
    /// The events that it has count no longer: what each is, when it was, and where it stands.
    pub reverses: Vec<(EventKind, Instant, Position)>,
    /// Who asked.
    pub asked_by: Actor,
    /// When.
    pub asked_at: Instant,
    /// It is given or refused.
    pub decided: bool,
}

impl App {
    /// What waits for a second official, the newest first, for the keeper of the registry alone: `None` for others.
    pub async fn approvals(&self, caller: &crate::caller::Caller) -> Result<Option<Vec<ApprovalLine>>, AppError> {
        if !caller.is_keeper() {
            return Ok(None);
        }
        let lines = self.blocking(|app| app.read_approvals()).await?;
        Ok(Some(lines.into_iter().filter(|line| !line.decided).collect()))
    }

    /// What waits for a second official about any of these records, the newest first: number and name of the command. For
    /// the keeper of the registry alone; others are told of nothing.
    pub async fn approvals_about(
        &self,
        caller: &crate::caller::Caller,
        records: &[PersonOid],
    ) -> Result<Vec<(Position, String)>, AppError> {
        if !caller.is_keeper() {
            return Ok(Vec::new());
        }
        let tags: Vec<TagKey> = records.iter().map(|oid| Tag::Person(*oid).into()).collect();
        self.blocking(move |app| app.waiting_about(&tags)).await
    }

    /// The same about an import.
    pub async fn approvals_about_import(
        &self,
        caller: &crate::caller::Caller,
        import: Position,
    ) -> Result<Vec<(Position, String)>, AppError> {
        if !caller.is_keeper() {
            return Ok(Vec::new());
        }
        self.blocking(move |app| {
            let received = app.store().events_at(&[import])?;
            let tags = received.iter().flat_map(|event| &event.recorded.envelope.tags);
            let import = tags.filter(|tag| matches!(tag, Tag::Import(_))).map(|tag| (*tag).into());
            app.waiting_about(&import.collect::<Vec<_>>())
        })
        .await
    }

    fn waiting_about(&self, tags: &[TagKey]) -> Result<Vec<(Position, String)>, AppError> {
        let reading = self.store().read();
        let events = reading.page(tags, ASKS_OR_DECIDES, Span::until(reading.position()), Order::NewestFirst, MOST)?;
        Ok(undecided(&events).map(|approval| (approval.number, approval.command)).collect())
    }

    fn read_approvals(&self) -> Result<Vec<ApprovalLine>, AppError> {
        let reading = self.store().read();
        let (asks, whole) = (KindSet::of(&[EventKind::ApprovalAsked]), Span::until(reading.position()));
        let events = reading.page(&[TagKey::approvals()], asks, whole, Order::NewestFirst, MOST)?;
        let asked: Vec<(Approval, Instant)> =
            events.iter().filter_map(|event| Some((Approval::asked(event)?, event.recorded_at()))).collect();
        let tags: Vec<TagKey> = asked.iter().map(|(approval, _)| approval.about.tag().into()).collect();
        let later = reading.events_of_all(&tags, DECIDES)?;
        let line = |((approval, asked_at), later): ((Approval, Instant), Vec<OpenedEvent>)| {
            let approval = approval.after(&later);
            let kept = kept(&approval);
            let reverses = match &kept {
                Some(Approvable::ReverseEvents(reversal)) => self.named_by(&reversal.wanted)?,
                _ => Vec::new(),
            };
            let other = kept.as_ref().and_then(Approvable::register_asked_of).map(|[_, other]| other);
            let words = kept.and_then(Approvable::words);
            let Approval { number, command, about, asked_by, decided, .. } = approval;
            let (person, import, import_known_as) = match about {
                About::Person(about) => (Some(about.addressed), None, None),
                About::Import(number, id) => (None, Some(number), Some(id.known_as(number))),
            };
            Ok(ApprovalLine {
                number,
                command,
                person,
                other,
                import,
                import_known_as,
                words,
                reverses,
                asked_by,
                asked_at,
                decided,
            })
        };
        asked.into_iter().zip(later).map(line).collect()
    }

    /// The events that a reversal names, as the list tells of them.
    fn named_by(&self, wanted: &Reversal) -> Result<Vec<(EventKind, Instant, Position)>, AppError> {
        let events = self.store().events_at(&wanted.events.iter().copied().collect::<Vec<_>>())?;
        Ok(events.iter().map(|event| (event.fact.kind(), event.recorded_at(), event.position())).collect())
    }
}
