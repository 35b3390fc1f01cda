//! One learner as an official sees them, now or as it stood at an event, and their history.

use domain::cause::cause;
use domain::status::status;
use domain::{Cause, Person, Status};
use events::codes::Right;
use events::{Fact, OpenedEvent, PersonOid, Position};
use projections::counts::query::Scope;
use projections::imports::query::{ImportSummary, get};

use super::curtain::Curtain;
use super::imports::sees;
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

/// Rights by which an official works on the learners of an organisation, and so sees them.
const SEES_LEARNERS: &[Right] = &[
    Right::Oppijoidentuonti,
    Right::HenkilonRu,
    Right::Read,
    Right::ManuaalinenYksilointi,
    Right::VtjVertailunakyma,
    Right::Duplikaattinakyma,
];

impl App {
    /// The learners whose passport numbers and e-mail identifiers a caller may see: those whose pages they may open.
    pub fn identifiers_shown(&self, caller: &Caller) -> Scope {
        match self.seen_through(caller, SEES_LEARNERS) {
            None => Scope::Everybody,
            Some(organisations) => Scope::Organisations(organisations.into_iter().collect()),
        }
    }

    /// A learner, now or as it stood at an event. The look is recorded in the access register by whoever shows it.
    pub async fn learner(
        &self,
        caller: &Caller,
        oid: PersonOid,
        at: Option<Position>,
    ) -> Result<Result<LearnerView, LearnerRefusal>, AppError> {
        let events = self.history(oid, None).await?;
        let Some(now) = Person::fold(&events) else { return Ok(Err(LearnerRefusal::Unknown)) };
        if !sees(self.seen_through(caller, SEES_LEARNERS).as_ref(), &now.organisations) {
            return Ok(Err(LearnerRefusal::Forbidden));
        }
        let shown = match at {
            None => Some(now.clone()),
            Some(at) => Person::fold(events.iter().filter(|event| event.position() <= at)),
        };
        // Nobody had this OID yet.
        let Some(mut person) = shown else { return Ok(Err(LearnerRefusal::Unknown)) };
        let curtain = self.curtain(caller, &now, &events).await?;
        let hidden = curtain.person(&mut person);
        let history = history(events, &curtain);
        let (status, cause, oppijanumero) = (status(&person), cause(&person), person.oppijanumero());
        let position = person.position;
        Ok(Ok(LearnerView { person, status, cause, oppijanumero, hidden, position, history }))
    }

    async fn curtain(&self, caller: &Caller, now: &Person, events: &[OpenedEvent]) -> Result<Curtain, AppError> {
        if caller.reads_all() {
            return Ok(Curtain { protected: None, compares: true, sent: None });
        }
        let compares = self.seen_through(caller, &[Right::VtjVertailunakyma]);
        let numbers: Vec<Position> = events.iter().filter_map(import_of).collect();
        let imports = self.ask(move |connection| numbers.into_iter().map(|number| get(connection, number)).collect());
        let imports: Vec<Option<ImportSummary>> = imports.await?;
        let shown = imports.into_iter().flatten().filter(|import| self.shows_data(caller, import));
        Ok(Curtain {
            protected: Some(now.protected),
            compares: sees(compares.as_ref(), &now.organisations),
            sent: Some(shown.map(|import| import.number).collect()),
        })
    }
}

/// Every event with the person before and after it.
fn history(events: Vec<OpenedEvent>, curtain: &Curtain) -> Vec<HistoryEntry> {
    let mut state = None;
    let entry = |event: OpenedEvent| {
        let before: Option<Person> = state.clone();
        Person::apply(&mut state, &event);
        let behind = |person: &Option<Person>| {
            let mut person = person.clone();
            if let Some(person) = &mut person {
                curtain.person(person);
            }
            person
        };
        HistoryEntry { before: behind(&before), after: behind(&state), event: curtain.event(event) }
    };
    events.into_iter().map(entry).collect()
}

fn import_of(event: &OpenedEvent) -> Option<Position> {
    match &event.fact {
        Fact::ImportRowResolved(with) => Some(with.data.import),
        Fact::ImportRowRefused(with) => Some(with.data.import),
        _ => None,
    }
}
