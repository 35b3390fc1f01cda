//! Two officials: a command that needs a second one is kept until another official has decided.

use std::collections::BTreeSet;

use domain::approval::{About, Approval, DECIDES, Refusal as ApprovalRefusal, ask};
use domain::{Draft, Refusal, RefusalKind};
use events::catalogue::AskedCommand;
use events::{EventKind, KindSet, OpenedEvent, PersonOid, Position, Tag};
use minicbor::{Decode, Encode};
use store::TagKey;

use super::fresh::Fresh;
use super::look::Look;
use crate::caller::Caller;
use crate::commands::{
    AcceptRequest, Command, Fingerprint, HeardOfBoth, MergeVerified, OrderErasure, ReverseEvents, RevokeIdentification,
    UndoImport,
};
use crate::{App, AppError};

/// Most approvals that are read; the newest ones.
pub(crate) const MOST: usize = 500;
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
    pub(crate) fn words(self) -> Option<String> {
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
        // A merge may have been asked for on the page of either.
        let merged = self.register_asked_of().into_iter().flatten().map(Tag::Person);
        let tags: BTreeSet<Tag> = merged.chain([about.tag()]).collect();
        for tag in tags {
            for approval in undecided(&look.events(tag, ASKS_OR_DECIDES)?) {
                let Some(kept) = kept(&approval).filter(|kept| self.does_as(kept)) else { continue };
                if !has_ended(&kept, look)? {
                    return Ok(Some(approval.number));
                }
            }
        }
        match self {
            Approvable::ReverseEvents(_) => self.waits_elsewhere(look),
            _ => Ok(None),
        }
    }

    /// The same of a reversal, which may have been asked for on the page of any learner whom it changes.
    fn waits_elsewhere(&self, look: &mut Look<'_>) -> Result<Option<Position>, AppError> {
        let asked = look.newest(TagKey::approvals(), KindSet::of(&[EventKind::ApprovalAsked]), MOST)?;
        for approval in asked.iter().filter_map(Approval::asked).filter(|asked| asked.command == self.name()) {
            if kept(&approval).is_some_and(|kept| self.does_as(&kept)) {
                let (number, later) = (approval.number, look.events(approval.about.tag(), DECIDES)?);
                if approval.decision(&later).is_none() {
                    return Ok(Some(number));
                }
            }
        }
        Ok(None)
    }

    /// Of two that are about the same: once one of them is carried out, nothing is left for the other.
    fn does_as(&self, other: &Approvable) -> bool {
        let merges = |command: &Approvable| command.register_asked_of().map(BTreeSet::from);
        // Of a request that is accepted and on a page alike.
        if merges(self).is_some() || merges(other).is_some() {
            return merges(self) == merges(other);
        }
        match (self, other) {
            (Approvable::OrderErasure(_), Approvable::OrderErasure(_))
            | (Approvable::UndoImport(_), Approvable::UndoImport(_)) => true,
            (Approvable::ReverseEvents(one), Approvable::ReverseEvents(other)) => {
                one.wanted.events == other.wanted.events
            }
            (Approvable::RevokeIdentification(one), Approvable::RevokeIdentification(other)) => one.way == other.way,
            (Approvable::AcceptRequest(one), Approvable::AcceptRequest(other)) => one.request() == other.request(),
            _ => false,
        }
    }

    /// The request that it accepts.
    pub(crate) fn accepts(&self) -> Option<Position> {
        match self {
            Approvable::AcceptRequest(accepted) => Some(accepted.request()),
            _ => None,
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

/// Is nothing left to agree to, because the request that it accepts is open no more?
fn has_ended(kept: &Approvable, look: &mut Look<'_>) -> Result<bool, AppError> {
    let Some(number) = kept.accepts() else { return Ok(false) };
    Ok(look.request(number)?.iter().all(|part| part.end.is_some()))
}

/// Why something that waits cannot be given now: the name of the refusal. What rests on the register's word is looked at only
/// when it is given: the register is asked then.
pub(crate) fn prevented(app: &App, caller: &Caller, number: Position) -> Result<Option<&'static str>, AppError> {
    // A look of its own: the fingerprint is of what is read for this command alone.
    let mut look = Look::begin(app, caller);
    let Some(approval) = look.event(number)?.as_ref().and_then(Approval::asked) else { return Ok(None) };
    let unreadable = Some(ApprovalRefusal::Unreadable.name());
    let (Some(kept), Some(asked)) = (kept(&approval), approval.asked.known()) else { return Ok(unreadable) };
    if kept.register_asked_of().is_some() {
        return Ok(None);
    }
    let again = kept.again(&HeardOfBoth::default(), &mut look)?;
    let refused = (again.decide)(&mut Fresh::placeholders(app.now())).err().map(|(name, _)| name);
    let changed = again.fingerprint.is_none_or(|Fingerprint(now)| now != asked.fingerprint);
    Ok(refused.or(changed.then(|| ApprovalRefusal::Changed.name())))
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
