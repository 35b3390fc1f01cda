//! One learner as an official sees them, now or as it stood at an event, and their history.

use domain::{Cause, Person, Status};
use events::{OpenedEvent, PersonOid, Position};

use crate::caller::Caller;
use crate::{App, AppError};

/// A learner.
pub struct LearnerView {
    /// The person as of the event asked, or now. Protected data is already removed unless the caller may see it.
    pub person: Person,
    /// State.
    pub status: Status,
    /// Why somebody must act.
    pub cause: Option<Cause>,
    /// The oppijanumero.
    pub oppijanumero: Option<PersonOid>,
    /// A protection order hides data from this caller.
    pub hidden: bool,
    /// The last event that this shows.
    pub position: Position,
    /// The history of all OIDs ever linked, the newest last, up to now; each entry with the person before it, so that
    /// values before and after can be shown.
    pub history: Vec<HistoryEntry>,
}

/// Something that happened to the learner.
pub struct HistoryEntry {
    /// What happened.
    pub event: OpenedEvent,
    /// The person before it; `None` before the registration.
    pub before: Option<Person>,
    /// The person after it.
    pub after: Option<Person>,
}

/// Why a learner is not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LearnerRefusal {
    /// No such person.
    #[error("there is no person with this OID")]
    Unknown,
    /// The caller has no right to any of the person's organisations.
    #[error("no right to any organisation of this person")]
    Forbidden,
}

impl App {
    /// A learner, now or as it stood at an event. The look is recorded in the access register by whoever shows it.
    pub async fn learner(
        &self,
        caller: &Caller,
        oid: PersonOid,
        at: Option<Position>,
    ) -> Result<Result<LearnerView, LearnerRefusal>, AppError> {
        Err(AppError::Stopping)
    }
}
