//! Decides when a notice about an import is due, and when none will be sent any more. Source: docs/rules.md.

use events::catalogue::{FailedRows, ImportNoticeClaimed, ImportNoticeNotSent, ImportNoticeSent};
use events::codes::{NotSent, NoticeRound};
use events::{
    Backoff, EventId, EventKind, Fact, ImportId, Instant, KindSet, Opened, OpenedEvent, Position, RequestId, Tag, With,
};

use crate::Draft;

/// Types of events that say how far an import's notices are.
pub const TYPES: KindSet = KindSet::of(&[
    EventKind::ImportReceived,
    EventKind::ImportCompleted,
    EventKind::ImportDataExpired,
    EventKind::ImportNoticeClaimed,
    EventKind::ImportNoticeSent,
    EventKind::ImportNoticeNotSent,
]);

/// Delays between two tries. The first is longer than any mail server takes to answer, so that no try is still under way.
const BACKOFF: Backoff = Backoff::seconds(10 * 60, 4 * 60 * 60);
/// After so many tries, which take between four and five days (RFC 5321, 4.5.4.1), the notice is given up.
const MOST_TRIES: u32 = 30;

/// How far an import's notices are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notices {
    /// The import's number.
    pub import: Position,
    /// Its id.
    pub id: ImportId,
    /// The request it came with.
    pub request: RequestId,
    /// The event by which it came.
    pub received: EventId,
    /// Where notices go.
    pub address: Address,
    /// When every row was resolved or refused.
    pub completed_at: Option<Instant>,
    /// The first notice, once it was sent: what it said.
    pub told: Option<ImportNoticeClaimed>,
    /// The newest try of the notice that is awaited.
    pub claim: Option<Claim>,
    /// No first and no further notice will be sent any more.
    pub ended: bool,
    /// Notices of numbers that changed.
    pub numbers: NumbersTold,
}

/// How far the notices are that tell of numbers which changed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NumbersTold {
    /// Until when changes have been told of, or are by the try that was begun.
    pub until: Option<Instant>,
    /// How many notices were sent or given up.
    pub ended: u32,
    /// The newest try of one that is not.
    pub claim: Option<Claim>,
}

/// Whether there is somewhere to send a notice to. The address itself is personal and not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Address {
    /// The sender gave none.
    None,
    /// The sender gave one.
    Given,
    /// It is no longer readable, as it should be.
    Expired,
    /// It cannot be read, and that is an alarm.
    KeyLost,
}

/// A try that was begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// What is sent.
    pub said: ImportNoticeClaimed,
    /// The event that says so.
    pub event: EventId,
    /// When.
    pub at: Instant,
}

/// An import's rows by what a notice tells of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rows {
    /// Rows without a final answer.
    pub open: u32,
    /// Rows that have failed, by reason.
    pub failed: Vec<FailedRows>,
    /// Has a row failed that was open when the first notice was sent?
    pub failed_since: bool,
    /// The position as of which all this was found.
    pub counted_at: Position,
}

/// What is to be done about an import's notices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing just now.
    Wait,
    /// Write this down, then send it.
    Send(ImportNoticeClaimed),
    /// Write down that nothing more will be sent.
    End(ImportNoticeNotSent),
}

impl Notices {
    /// Folds an import's events; `None` while it is not received.
    pub fn fold<'a>(events: impl IntoIterator<Item = &'a OpenedEvent>) -> Option<Notices> {
        let mut notices = None;
        events.into_iter().for_each(|event| Notices::apply(&mut notices, event));
        notices
    }

    /// Folds one more event.
    pub fn apply(state: &mut Option<Notices>, event: &OpenedEvent) {
        match (&event.fact, state.as_mut()) {
            (Fact::ImportReceived(_), _) => *state = received(event),
            (Fact::ImportCompleted(_), Some(notices)) => notices.completed_at = Some(event.recorded_at()),
            (Fact::ImportDataExpired(_), Some(notices)) if notices.address == Address::Given => {
                notices.address = Address::Expired;
            }
            (Fact::ImportNoticeClaimed(with), Some(notices)) => {
                let (event, at) = (event.recorded.envelope.id, event.recorded_at());
                let claim = Some(Claim { said: with.data.clone(), event, at });
                match with.data.round {
                    NoticeRound::Numbers => notices.numbers.begun(claim),
                    NoticeRound::First | NoticeRound::Further => notices.claim = claim,
                }
            }
            (Fact::ImportNoticeSent(with), Some(notices)) if with.data.round == NoticeRound::Numbers => {
                notices.numbers.end();
            }
            (Fact::ImportNoticeNotSent(with), Some(notices)) if with.data.round == NoticeRound::Numbers => {
                notices.numbers.end();
            }
            (Fact::ImportNoticeSent(with), Some(notices)) => {
                let said = notices.claim.take().map(|claim| claim.said);
                notices.ended |= with.data.round == NoticeRound::Further || said.as_ref().is_none_or(|s| s.open == 0);
                notices.told = notices.told.take().or(said);
            }
            (Fact::ImportNoticeNotSent(_), Some(notices)) => (notices.ended, notices.claim) = (true, None),
            _ => {}
        }
    }

    /// The notice that may still become due.
    pub fn awaited(&self) -> Option<NoticeRound> {
        let round = if self.told.is_some() { NoticeRound::Further } else { NoticeRound::First };
        (!self.ended && self.address != Address::None).then_some(round)
    }

    /// What is to be done now. `notice_after` is how many seconds after the last row was resolved the first notice is
    /// sent although rows are still open.
    pub fn decide(&self, rows: &Rows, notice_after: i64, now: Instant) -> Verdict {
        let (Some(round), Some(completed_at)) = (self.awaited(), self.completed_at) else { return Verdict::Wait };
        match (self.address, &self.claim) {
            (Address::Expired, _) => self.end(round, NotSent::Expired),
            (Address::KeyLost | Address::None, _) => Verdict::Wait,
            (Address::Given, Some(claim)) if now < claim.next_try() => Verdict::Wait,
            (Address::Given, Some(claim)) if claim.said.attempt >= MOST_TRIES => self.end(round, NotSent::GivenUp),
            (Address::Given, Some(claim)) => {
                Verdict::Send(ImportNoticeClaimed { attempt: claim.said.attempt + 1, ..claim.said.clone() })
            }
            (Address::Given, None) => {
                let (all_final, in_time) = (rows.open == 0, now >= completed_at.plus_seconds(notice_after));
                match round {
                    NoticeRound::First if all_final && rows.failed.is_empty() => {
                        self.end(round, NotSent::NothingFailed)
                    }
                    NoticeRound::First if all_final || in_time => self.send(round, rows),
                    NoticeRound::Further if all_final && rows.failed_since => self.send(round, rows),
                    NoticeRound::Further if all_final => self.end(round, NotSent::NothingFailed),
                    NoticeRound::First | NoticeRound::Further | NoticeRound::Numbers => Verdict::Wait,
                }
            }
        }
    }

    /// What is to be done about numbers that changed, the last of them at an instant. `pause` is how many seconds lie
    /// between two such notices at least.
    pub fn decide_numbers(&self, changed: Option<Instant>, counted_at: Position, pause: i64, now: Instant) -> Verdict {
        if self.completed_at.is_none() || self.address != Address::Given {
            return Verdict::Wait;
        }
        let until = self.numbers.until;
        match &self.numbers.claim {
            Some(claim) if now < claim.next_try() => Verdict::Wait,
            Some(claim) if claim.said.attempt >= MOST_TRIES => self.end(NoticeRound::Numbers, NotSent::GivenUp),
            Some(claim) => Verdict::Send(ImportNoticeClaimed { attempt: claim.said.attempt + 1, ..claim.said.clone() }),
            None if changed <= until || until.is_some_and(|until| now < until.plus_seconds(pause)) => Verdict::Wait,
            None => self.send(NoticeRound::Numbers, &Rows { counted_at, ..Rows::default() }),
        }
    }

    /// The newest try of a notice.
    pub fn claim_of(&self, round: NoticeRound) -> Option<&Claim> {
        match round {
            NoticeRound::Numbers => self.numbers.claim.as_ref(),
            NoticeRound::First | NoticeRound::Further => self.claim.as_ref(),
        }
    }

    fn send(&self, round: NoticeRound, rows: &Rows) -> Verdict {
        let Rows { open, failed, counted_at, .. } = rows.clone();
        Verdict::Send(ImportNoticeClaimed { import: self.import, round, attempt: 1, open, failed, counted_at })
    }

    fn end(&self, round: NoticeRound, cause: NotSent) -> Verdict {
        Verdict::End(ImportNoticeNotSent { import: self.import, round, cause })
    }

    /// A try, as it is written down before anything is sent.
    pub fn claimed(&self, claim: ImportNoticeClaimed) -> Draft {
        Draft::plain(With::new(claim, Default::default()), vec![Tag::Import(self.id)])
    }

    /// The mail server took the message.
    pub fn sent(&self, round: NoticeRound) -> Draft {
        let data = ImportNoticeSent { import: self.import, round };
        Draft::plain(With::new(data, Default::default()), vec![Tag::Import(self.id)])
    }

    /// Nothing more will be sent.
    pub fn not_sent(&self, round: NoticeRound, cause: NotSent) -> Draft {
        let data = ImportNoticeNotSent { import: self.import, round, cause };
        Draft::plain(With::new(data, Default::default()), vec![Tag::Import(self.id)])
    }
}

impl NumbersTold {
    fn begun(&mut self, claim: Option<Claim>) {
        let first = claim.as_ref().filter(|claim| claim.said.attempt == 1).map(|claim| claim.at);
        (self.until, self.claim) = (first.or(self.until), claim);
    }

    fn end(&mut self) {
        (self.ended, self.claim) = (self.ended + 1, None);
    }
}

impl Claim {
    /// When the notice may be tried again, should nothing be heard of this try.
    pub fn next_try(&self) -> Instant {
        next_try(self.at, self.said.attempt)
    }
}

/// When a notice whose try began then may be tried again.
pub fn next_try(claimed_at: Instant, attempt: u32) -> Instant {
    claimed_at.plus(BACKOFF.delay(attempt))
}

fn received(event: &OpenedEvent) -> Option<Notices> {
    let Fact::ImportReceived(with) = &event.fact else { return None };
    let address = match &with.personal {
        Opened::Known(address) if address.email.is_some() => Address::Given,
        Opened::Known(_) => Address::None,
        Opened::Erased => Address::Expired,
        Opened::KeyLost => Address::KeyLost,
    };
    let envelope = &event.recorded.envelope;
    Some(Notices {
        import: event.position(),
        id: with.data.import_id,
        request: envelope.meta.request,
        received: envelope.id,
        address,
        completed_at: None,
        told: None,
        claim: None,
        ended: false,
        numbers: NumbersTold::default(),
    })
}
