//! Commands: everything that officials and programs change, each one small file in `commands/`.
//!
//! A command is a value: `ReviewConflict { import, row, … }`. Its file implements [`Command`] and says five things: which
//! rights open it, what it reads, whose organisations the right must reach, the decision (a pure function in `domain`),
//! and its answer. Everything else is written once, in `pipeline/`:
//!
//! 1. A command that was carried out before under the same id is answered with its recorded outcome.
//! 2. `look` reads the state. It never writes: handles of identifiers are looked up, not made.
//! 3. The right is checked on that state, so the check stands inside the condition.
//! 4. `decide` is run with placeholders for whatever would have to be drawn or made. A refusal ends here, and so does a
//!    **preview**: nothing was written.
//! 5. The [`Fingerprint`] that the sender confirms is compared with the present one.
//!    A command that needs a second official (`needs_second`) is now asked for instead of carried out.
//! 6. Handles and keys are made, OIDs are drawn, and `decide` is run again with them. Its events are sealed and appended
//!    under the condition that nothing which was read has changed. When the condition is lost, all of it begins again.
//!
//! [`App::preview`](crate::App::preview) and [`App::carry_out`](crate::App::carry_out) run a command, and both answer
//! with an [`Outcome`], which is a value: only faults are errors. `docs/checklists/add-a-command.md` lists the steps for
//! a new one.

mod accept_request;
mod acknowledge_changes;
mod add_hetu;
mod change_access;
mod change_identifiers;
mod correct_details;
mod end_access;
mod force_link_as_asked;
mod give_approval;
mod identify_as_asked;
mod identify_by_hand;
mod identify_now;
mod link_as_asked;
mod link_records;
mod mark_not_duplicate;
mod merge_verified;
mod note_hand_over;
mod open_request;
mod order_erasure;
mod override_with_register;
mod passivate;
mod passivate_as_asked;
mod passivate_several;
mod reactivate;
mod reassign_rows;
mod refresh_from_register;
mod refuse_approval;
mod refuse_request;
mod register_learner;
mod register_person;
mod remove_consumer;
mod remove_hetu;
mod reopen_pair;
mod replace_hetu;
mod report_unsent_rows;
mod request_identification;
mod reverse_events;
mod review_conflict;
mod revoke_identification;
mod separate_persons;
mod undo_import;
mod unlink_as_asked;
mod update_person;
mod withdraw_request;

use domain::approval::About;
use domain::{Draft, Refusal};
use events::codes::{Channel, DetailField, Reason};
use events::{AskedDigest, CommandId, EventId, Fact, OrganisationOid, Position, RegisterAnswer, RequestId};
use uuid::Uuid;

pub use crate::register::{ComparisonView, Heard, HeardOfBoth};
pub use accept_request::{AcceptRequest, Accepting};
pub use acknowledge_changes::AcknowledgeChanges;
pub use add_hetu::AddHetu;
pub use change_access::ChangeAccess;
pub use change_identifiers::ChangeIdentifiers;
pub use correct_details::CorrectDetails;
pub use domain::acknowledge_changes::Refusal as AcknowledgementRefusal;
pub use domain::approval::Refusal as ApprovalRefusal;
pub use domain::change_identifiers::{Change as IdentifierChange, Refusal as IdentifierRefusal};
pub use domain::correct_details::{Correction, Seen, contact_faults, email_faults, passport_faults};
pub use domain::identify_by_hand::Refusal as HandRefusal;
pub use domain::identify_by_hand::Statement;
pub use domain::link::{HetuOfMember, Wanted as Joining, Why};
pub use domain::link_as_asked::Refusal as LinkRefusal;
pub use domain::organisations::{Access, Refusal as AccessRefusal};
pub use domain::override_with_register::Refusal as OverrideRefusal;
pub use domain::passivate::Refusal as PassivationRefusal;
pub use domain::reassign_rows::{To as RowGoes, Wanted as Reassignment};
pub use domain::refresh_from_register::Refusal as RefreshRefusal;
pub use domain::refresh_from_register::UserKind;
pub use domain::register_person::{NewPerson, Refusal as RegistrationRefusal};
pub use domain::report_unsent_rows::{MOST_FAULTS, MOST_ROWS, Reported};
pub use domain::reverse::{Conflict, Goes, Kept, Plan, Wanted as Reversal, is_reversible};
pub use domain::revoke_identification::Refusal as RevocationRefusal;
pub use domain::update_person::{HetuWanted, Refusal as UpdateRefusal, Update};
pub use domain::{Refusal as CommandRefusal, RefusalKind};
pub use end_access::EndAccess;
pub use force_link_as_asked::ForceLinkAsAsked;
pub use give_approval::GiveApproval;
pub use identify_as_asked::IdentifyAsAsked;
pub use identify_by_hand::IdentifyByHand;
pub use identify_now::IdentifyNow;
pub use link_as_asked::LinkAsAsked;
pub use link_records::LinkRecords;
pub use mark_not_duplicate::MarkNotDuplicate;
pub use merge_verified::MergeVerified;
pub use note_hand_over::NoteHandOver;
pub use open_request::OpenRequest;
pub use order_erasure::{GROUNDS as ERASURE_GROUNDS, OrderErasure};
pub use override_with_register::OverrideWithRegister;
pub use passivate::Passivate;
pub use passivate_as_asked::PassivateAsAsked;
pub use passivate_several::PassivateSeveral;
pub use reactivate::Reactivate;
pub use reassign_rows::{ReassignRows, RowToDecide};
pub use refresh_from_register::RefreshFromRegister;
pub use refuse_approval::RefuseApproval;
pub use refuse_request::RefuseRequest;
pub use register_learner::RegisterLearner;
pub use register_person::RegisterPerson;
pub use remove_consumer::RemoveConsumer;
pub use remove_hetu::RemoveHetu;
pub use reopen_pair::ReopenPair;
pub use replace_hetu::ReplaceHetu;
pub use report_unsent_rows::ReportUnsentRows;
pub use request_identification::RequestIdentification;
pub use reverse_events::{ReverseEvents, RowToHead};
pub use review_conflict::ReviewConflict;
pub use revoke_identification::RevokeIdentification;
pub use separate_persons::SeparatePersons;
pub use undo_import::UndoImport;
pub use unlink_as_asked::UnlinkAsAsked;
pub use update_person::UpdatePerson;
pub use withdraw_request::WithdrawRequest;

use crate::caller::{Caller, CallerKind};
pub use crate::pipeline::advice::{Advice, ClosedRequest, Fetched, ListImpact, Numbers, RowImpact};
pub use crate::pipeline::approvals::Approvable;
pub use crate::pipeline::declared::{Declared, all};
pub use crate::pipeline::fresh::Fresh;
pub use crate::pipeline::impact::{Change, FIELDS, Impact, PersonImpact};
pub use crate::pipeline::look::{Identified, Look};
pub use crate::pipeline::rights::{Opens, Reach, Where};
use crate::pipeline::rights::{granted, held_somewhere};
use crate::{App, AppError};

/// Something that an official or a program wants done.
pub trait Command: Clone + Send + Sync + 'static {
    /// Its name, in lower case with underscores, as in the metrics and in `tests/journeys/permissions/table.txt`.
    const NAME: &'static str;
    /// The rights that open it; one of them is enough. The first that reaches is recorded with the events. Pages that
    /// hide buttons, problems that name the missing right, and the table of permissions follow this declaration.
    const RIGHTS: &'static [Opens];
    /// It is carried out only when its sender confirms the preview, by the fingerprint.
    const MUST_BE_CONFIRMED: bool = false;

    /// What the decision rests on.
    type State: Send;
    /// What the sender is told when it is done.
    type Answer: Send + 'static;
    /// Why it is refused.
    type Refusal: Refusal;

    /// Reads the state. Whatever is read becomes part of the condition, unless [`Look`] says otherwise.
    fn look(&self, look: &mut Look<'_>) -> Result<Self::State, AppError>;

    /// What the right must reach, in the state that was read.
    fn reach(&self, state: &Self::State) -> Reach;

    /// Decides. It is run more than once and must be a function of `self`, `state` and `fresh` alone.
    fn decide(&self, state: &Self::State, fresh: &mut Fresh) -> Result<Vec<Draft>, Self::Refusal>;

    /// Everything that speaks against what was typed, for whoever fills in a form: [`Command::decide`] names the first. Empty
    /// for commands with nothing to type.
    fn faults(&self, _: &Self::State) -> Vec<Self::Refusal> {
        Vec::new()
    }

    /// Fields that others have changed since the sender saw them, and that the command would change too.
    fn overtaken(&self, _: &Self::State) -> Vec<DetailField> {
        Vec::new()
    }

    /// The answer, by what the command appended, now or when it was carried out before. `None` when these are the events
    /// of another command.
    fn answer(&self, facts: &[&Fact]) -> Option<Self::Answer>;

    /// The register's answer that it rests on.
    fn register(&self) -> Option<RegisterAnswer> {
        None
    }

    /// Why, as a code that stands in each event.
    fn reason(&self, _: &Self::State) -> Option<Reason> {
        None
    }

    /// The event that led to it.
    fn cause(&self, _: &Self::State) -> Option<EventId> {
        None
    }

    /// What it is about, and itself as it is kept, when a second official must agree in this state: then it is asked for
    /// (`ApprovalAsked`), and [`GiveApproval`] carries it out.
    fn needs_second(&self, _: &Self::State) -> Option<(About, Approvable)> {
        None
    }
}

impl App {
    /// Everything that speaks against what was typed for a command that was refused: this, and more of its kind. Blocks.
    pub fn faults_of<C: Command>(
        &self,
        caller: &Caller,
        command: &C,
        refusal: C::Refusal,
    ) -> Result<Faults<C::Refusal>, AppError> {
        let state = command.look(&mut Look::begin(self, caller))?;
        let all = command.faults(&state);
        let named = all.iter().any(|one| one.name() == refusal.name());
        Ok(Faults { all: if named { all } else { vec![refusal] }, overtaken: command.overtaken(&state) })
    }
}

/// What speaks against a command that was refused.
pub struct Faults<R> {
    /// All refusals, at least one.
    pub all: Vec<R>,
    /// Fields that others have changed since the sender saw them.
    pub overtaken: Vec<DetailField>,
}

/// Who sends a command, by which way, and what they say about it.
#[derive(Debug, Clone)]
pub struct Call {
    /// Who.
    pub caller: Caller,
    /// The way.
    pub channel: Channel,
    /// The request.
    pub request: RequestId,
    /// The sender's own name for the command. Without one each call is a command of its own.
    pub named: Option<Named>,
    /// The preview that the sender confirms.
    pub confirms: Option<Fingerprint>,
}

impl Call {
    /// A call without a name, which confirms nothing.
    pub fn new(caller: Caller, channel: Channel, request: RequestId) -> Call {
        Call { caller, channel, request, named: None, confirms: None }
    }

    /// Does the caller hold one of the rights of a command at all? Whether it reaches what the command is about is checked
    /// when it is run.
    pub fn may_hold<C: Command>(&self) -> bool {
        held_somewhere(&self.caller, C::RIGHTS)
    }

    /// The command's id; a new one when the sender gave no name.
    pub(crate) fn id(&self) -> CommandId {
        self.named.as_ref().map_or_else(|| CommandId(Uuid::new_v4()), |named| named.id)
    }

    /// What is asked for, when the command has a name.
    pub(crate) fn asked(&self) -> Option<AskedDigest> {
        self.named.as_ref().map(|named| named.asked)
    }
}

/// The sender's name for a command (`Idempotency-Key`): sent again, it is answered with the first outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named {
    id: CommandId,
    asked: AskedDigest,
}

impl Named {
    /// Fewest and most characters of a key. A UUID has 36.
    pub const LENGTH: std::ops::RangeInclusive<usize> = 16..=128;

    /// A caller's command under a key, with everything that it asks for. `None` when the key is too short or too long, or
    /// has other characters than visible ones of ASCII.
    pub fn new(caller: &Caller, key: &str, asked: &[u8]) -> Option<Named> {
        let fits = Named::LENGTH.contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic());
        let kind = match caller.kind {
            CallerKind::Person => "person",
            CallerKind::Service => "service",
        };
        let id = CommandId::named(&format!("{kind}:{}", caller.subject), key);
        fits.then(|| Named { id, asked: AskedDigest::of(key, asked) })
    }
}

/// Hash of what was read for a command and of what would be appended. A confirmation carries it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fingerprint(pub(crate) [u8; 16]);

impl std::fmt::Display for Fingerprint {
    /// In hexadecimal.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl std::str::FromStr for Fingerprint {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Fingerprint, Self::Err> {
        // A text of another length is another number, and so no fingerprint that was ever shown.
        Ok(Fingerprint(u128::from_str_radix(text, 16)?.to_be_bytes()))
    }
}

/// What would happen.
#[derive(Debug, Clone)]
pub struct Preview {
    /// What a confirmation carries.
    pub fingerprint: Fingerprint,
    /// What would change.
    pub impact: Impact,
    /// What to know beside that. It is no part of the fingerprint.
    pub advice: Advice,
    /// A second official must agree before it is done.
    pub needs_second: bool,
}

/// What became of a command.
#[derive(Debug)]
pub enum Outcome<C: Command> {
    /// It is done.
    Done {
        /// What the sender is told.
        answer: C::Answer,
        /// Position of the last event it appended.
        position: Position,
        /// It was carried out before, under the same id.
        again: bool,
    },
    /// A second official is asked. Nothing else was done.
    Asked {
        /// Number of the approval: the position of its `ApprovalAsked`.
        approval: Position,
        /// It was asked before, under the same id.
        again: bool,
    },
    /// Only a preview was asked for.
    Previewed(Preview),
    /// It must be confirmed, and what was confirmed is not what would happen now: nothing was done.
    Moved(Preview),
    /// The decision refuses it.
    Refused(C::Refusal),
    /// The caller holds none of the rights of [`Command::RIGHTS`] for what it is about.
    RightMissing,
    /// It is about a person whom the caller may not know of. Callers are told the same as of an unknown OID.
    Hidden,
    /// The sender gave this name to another command before.
    NameTaken,
    /// The same is asked for already and waits for a second official: the number of that approval.
    AlreadyAsked(Position),
}

impl<C: Command> Outcome<C> {
    /// Its name in metrics and log lines.
    pub fn name(&self) -> &'static str {
        match self {
            Outcome::Done { again: false, .. } => "done",
            Outcome::Done { again: true, .. } => "already_done",
            Outcome::Asked { .. } => "asked",
            Outcome::Previewed(_) => "previewed",
            Outcome::Moved(_) => "moved",
            Outcome::Refused(_) => "refused",
            Outcome::RightMissing => "right_missing",
            Outcome::Hidden => "hidden",
            Outcome::NameTaken => "name_taken",
            Outcome::AlreadyAsked(_) => "already_asked",
        }
    }
}

impl crate::App {
    /// May this caller carry out a command about something that belongs to these organisations? For pages that hide
    /// buttons; the command itself is checked again.
    pub fn may<C: Command>(&self, caller: &Caller, organisations: &[OrganisationOid]) -> bool {
        granted(&self.organisations(), caller, C::RIGHTS, organisations).is_some()
    }

    /// Does this caller hold one of a command's rights at all? For buttons about several things at once.
    pub fn may_somewhere<C: Command>(&self, caller: &Caller) -> bool {
        held_somewhere(caller, C::RIGHTS)
    }
}
