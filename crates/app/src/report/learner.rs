//! One learner as an official sees them, now or as it stood at an event, and their history.

use std::collections::BTreeSet;

use domain::cause::cause;
use domain::reverse::reversed;
use domain::status::status;
use domain::{Cause, Group, Person, Status};
use events::codes::Right;
use events::{Actor, Day, Fact, Instant, KindSet, OpenedEvent, OrganisationOid, PersonOid, Position, Tag};
use projections::counts::query::Scope;
use projections::days::query::last_event as last_event_by;
use projections::hand_overs::query::handed_over_now;
use projections::imports::query::{ImportRecord, get};
use projections::people::query::also_here_as;
use store::{Order, Reading, Span, TagKey};

use super::Slice;
use super::curtain::Curtain;
pub use super::history::{Cause as EntryCause, HistoryEntry, HistoryPart, Undone};
use super::history::{Unveiled, Walk};
use super::imports::sees;
pub use super::undo_orders::UndoOrder;
use super::undo_orders::{UndoOrders, orders};
use crate::caller::Caller;
use crate::commands::{NoteHandOver, OrderErasure};
use crate::imports::numbers::ImportNumbers;
use crate::people::{changes, group_at};
use crate::{App, AppError};

/// A learner.
pub struct LearnerView {
    /// The OID that was asked for.
    pub oid: PersonOid,
    /// The person as of the event asked, or now: the record that heads the one asked for, completed from those linked with
    /// it. Protected data is already removed unless the caller may see it.
    pub person: Person,
    /// The person as they are now, when `person` is as of an event; protected data is removed likewise.
    pub now: Option<Person>,
    /// The records that are linked to the person's now, where `person` is as of an event.
    pub members_now: Vec<PersonOid>,
    /// The records that are linked to the person's, in the order in which they joined.
    pub members: Vec<PersonOid>,
    /// State.
    pub status: Status,
    /// Why somebody must act.
    pub cause: Option<Cause>,
    /// The oppijanumero.
    pub oppijanumero: Option<PersonOid>,
    /// Others here who are the same person by the register's word: one of them holds a hetu of another. Known of now.
    pub also_here_as: Vec<PersonOid>,
    /// When they were handed over to the keeper, for the error in which they stand now.
    pub handed_over: Option<Instant>,
    /// May the caller note that, or take it back?
    pub may_hand_over: bool,
    /// A protection order hides data from this caller.
    pub hidden: bool,
    /// May the caller order that the learner's data is erased?
    pub may_erase: bool,
    /// The last event that this shows.
    pub position: Position,
    /// When that happened.
    pub recorded: Instant,
    /// The part of the history that was asked for, whatever it shows the person at.
    pub history: Slice<HistoryEntry>,
    /// The numbers of the imports that it names.
    pub imports: ImportNumbers,
    /// Those of them whose pages the caller may open.
    pub opened_imports: BTreeSet<Position>,
}

/// Why a learner is not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LearnerRefusal {
    /// No such person.
    #[error("there is no person with this OID")]
    Unknown,
    /// The person belongs to none of the organisations whose learners the caller may open. Callers are told the same as of
    /// an unknown OID; the access register is told the difference.
    #[error("the caller may open no learner of this person's organisations")]
    Hidden,
    /// The caller lacks the right, whoever has this OID.
    #[error("a right is missing")]
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
    /// The last event that had happened by the end of a day in Finland.
    pub async fn last_event_of(&self, day: Day) -> Result<Position, AppError> {
        self.caught_up().await;
        self.ask(move |connection| last_event_by(connection, day)).await
    }

    /// The learners whose passport numbers and e-mail identifiers a caller may see: those whose pages they may open.
    pub fn identifiers_shown(&self, caller: &Caller) -> Scope {
        match self.seen_through(caller, SEES_LEARNERS) {
            None => Scope::Everybody,
            Some(organisations) => Scope::Organisations(organisations.into_iter().collect()),
        }
    }

    /// The organisations whose learners a caller may open; `None` for all.
    pub(super) fn opens_learners(&self, caller: &Caller) -> Option<BTreeSet<OrganisationOid>> {
        self.seen_through(caller, SEES_LEARNERS)
    }

    /// May the caller open a learner of these organisations?
    pub(crate) fn opens_learner_of(&self, caller: &Caller, organisations: &[OrganisationOid]) -> bool {
        sees(self.opens_learners(caller).as_ref(), organisations)
    }

    /// A learner, now or as it stood at an event, with a part of their history where one is wanted. The look is recorded in
    /// the access register by the one who shows it.
    pub async fn learner(
        &self,
        caller: &Caller,
        oid: PersonOid,
        at: Option<Position>,
        part: Option<HistoryPart>,
    ) -> Result<Result<LearnerView, LearnerRefusal>, AppError> {
        let asker = caller.clone();
        self.reading_histories(caller, move |app| app.read_learner(&asker, oid, at, part)).await
    }

    fn read_learner(
        &self,
        caller: &Caller,
        oid: PersonOid,
        at: Option<Position>,
        part: Option<HistoryPart>,
    ) -> Result<Result<LearnerView, LearnerRefusal>, AppError> {
        let opened = self.opens_learners(caller);
        if opened.as_ref().is_some_and(BTreeSet::is_empty) {
            return Ok(Err(LearnerRefusal::Forbidden));
        }
        let reading = self.store().read();
        let Some(read) = read_group(&reading, oid, at, (part.as_ref(), caller.reads_all()))? else {
            return Ok(Err(LearnerRefusal::Unknown));
        };
        let GroupRead { mut now, members_now, stood, history, last } = read;
        if !sees(opened.as_ref(), &now.organisations) {
            return Ok(Err(LearnerRefusal::Hidden));
        }
        // Nobody may have had this OID yet.
        let (Some(stood), Some(last)) = (stood, last) else { return Ok(Err(LearnerRefusal::Unknown)) };
        let members = stood.members().iter().map(|member| member.oid).collect();
        let mut person = stood.into_shown();
        let orders = self.orders_of(&history, reading.position())?;
        let told = history.events().chain(orders.values().map(|order| &order.event));
        let named: BTreeSet<Position> = told.filter_map(|event| import_of(&event.fact)).collect();
        let imports: Vec<Option<ImportRecord>> =
            self.reads().ask(|connection| named.into_iter().map(|number| get(connection, number)).collect())?;
        let imports: Vec<ImportRecord> = imports.into_iter().flatten().collect();
        let curtain = self.curtain(caller, &now, &imports);
        let hidden = curtain.person(&mut person);
        curtain.person(&mut now);
        let entries = history.behind(&curtain, &orders);
        let nothing = Slice { items: Vec::new(), next: None, total: None };
        let history = part.map_or(nothing, |part| part.slice(entries));
        let (status, cause, oppijanumero) = (status(&person), cause(&person), person.oppijanumero());
        let holder = now.failure.as_ref().and_then(|failure| failure.other_holder);
        let own: Vec<OrganisationOid> = now.organisations.iter().cloned().collect();
        let may_hand_over = self.may::<NoteHandOver>(caller, &own);
        let (mut also_here_as, handed_over) =
            self.reads().ask(|connection| Ok((also_here_as(connection, oid)?, handed_over_now(connection, oid)?)))?;
        also_here_as.extend(holder.filter(|holder| !also_here_as.contains(holder)));
        let (position, recorded) = (last.position(), last.recorded_at());
        let may_erase = !now.erased && self.may::<OrderErasure>(caller, &[]);
        let now = at.is_some().then_some(now);
        Ok(Ok(LearnerView {
            oid,
            person,
            now,
            members_now,
            members,
            status,
            cause,
            oppijanumero,
            also_here_as,
            handed_over,
            may_hand_over,
            hidden,
            may_erase,
            position,
            recorded,
            history,
            opened_imports: self.opened_imports(caller, &imports),
            imports: ImportNumbers::of_all(&imports),
        }))
    }

    /// The orders that led to parts of undone imports, and those of which reversals by officials take parts back.
    fn orders_of(&self, history: &Unveiled, end: Position) -> Result<UndoOrders, AppError> {
        let by_official = |event: &&OpenedEvent| event.recorded.envelope.meta.actor != Actor::Registry;
        let named: Vec<Position> =
            history.events().filter(by_official).flat_map(|event| reversed(&event.fact)).copied().collect();
        let named = if named.is_empty() { Vec::new() } else { self.store().events_at(&named)? };
        orders(self, history.events().chain(&named), end)
    }

    fn curtain(&self, caller: &Caller, now: &Person, imports: &[ImportRecord]) -> Curtain {
        if caller.reads_all() {
            return Curtain { protected: None, compares: true, sent: None };
        }
        let compares = self.seen_through(caller, &[Right::VtjVertailunakyma]);
        let shown = imports.iter().filter(|import| self.shows_data(caller, import));
        Curtain {
            protected: Some(now.protected),
            compares: sees(compares.as_ref(), &now.organisations),
            sent: Some(shown.map(|import| import.number).collect()),
        }
    }
}

/// A person as a page shows them.
struct GroupRead {
    /// As they are.
    now: Person,
    /// The records that are linked to theirs.
    members_now: Vec<PersonOid>,
    /// The group as it stood at the event asked for, or now.
    stood: Option<Group>,
    history: Unveiled,
    /// The last event that the page shows.
    last: Option<OpenedEvent>,
}

/// Reads a record and those linked with it: one history of them all.
fn read_group(
    reading: &Reading<'_>,
    oid: PersonOid,
    at: Option<Position>,
    (part, with_past): (Option<&HistoryPart>, bool),
) -> Result<Option<GroupRead>, AppError> {
    let tag = |oid: &PersonOid| TagKey::from(Tag::Person(*oid));
    // Those who are linked now, and, for whoever reads everything, those who were when something of the part happened: their
    // data is part of what it changed.
    let (mut linked, mut beside): (Vec<PersonOid>, BTreeSet<PersonOid>) = (Vec::new(), BTreeSet::new());
    loop {
        let tags: Vec<TagKey> = linked.iter().chain([&oid]).map(tag).collect();
        let events = part.map(|part| part.read(reading, &tags)).transpose()?.unwrap_or_default();
        let others = events.iter().filter(|event| with_past && matches!(event.fact, Fact::PersonLinked(_)));
        let others: BTreeSet<PersonOid> = others.flat_map(OpenedEvent::persons).collect();
        let own = |other: &PersonOid| *other == oid || linked.contains(other);
        beside = others.into_iter().filter(|other| !own(other)).chain(beside).collect();
        beside.retain(|other| !own(other));
        let all: Vec<PersonOid> = linked.iter().chain(&beside).copied().collect();
        let mut walk = Walk::new(oid, &all, at, events);
        let all: Vec<TagKey> = tags.iter().copied().chain(beside.iter().map(tag)).collect();
        reading.each(&all, changes(), |event| walk.take(event))?;
        let (now, stood, history) = walk.end();
        let Some(now) = now else { return Ok(None) };
        let is_linked = now.linked().next().is_some();
        if is_linked && linked.is_empty() {
            // Once more, with all records.
            let group = group_at(reading, oid, None)?;
            linked.extend(group.iter().flat_map(Group::records).map(|record| record.oid).filter(|other| *other != oid));
            if !linked.is_empty() {
                continue;
            }
        }
        let was_linked = stood.as_ref().is_some_and(|person| person.linked().next().is_some());
        let group = match (is_linked, at) {
            (true, _) => group_at(reading, oid, None)?,
            (false, _) => Some(Group::alone(now)),
        };
        let stood = match at {
            None => group.clone(),
            Some(_) if was_linked => group_at(reading, oid, at)?,
            Some(_) => stood.map(Group::alone),
        };
        let Some(group) = group else { return Ok(None) };
        let members_now = group.members().iter().map(|member| member.oid).collect();
        let last = last_event(reading, &tags, at)?;
        return Ok(Some(GroupRead { now: group.into_shown(), members_now, stood, history, last }));
    }
}

/// The last event of a history, or the last one up to an event.
fn last_event(reading: &Reading<'_>, tags: &[TagKey], at: Option<Position>) -> Result<Option<OpenedEvent>, AppError> {
    let span = Span::until(at.unwrap_or_else(|| reading.position()));
    Ok(reading.page(tags, KindSet::ALL, span, Order::NewestFirst, 1)?.pop())
}

/// The import that an event came from, or is about.
pub fn import_of(fact: &Fact) -> Option<Position> {
    match fact {
        Fact::PersonRegistered(with) => with.data.import,
        Fact::ImportRowResolved(with) => Some(with.data.import),
        Fact::ImportRowRefused(with) => Some(with.data.import),
        Fact::ImportRowWithheld(with) => Some(with.data.import),
        Fact::ImportRowReassigned(with) => Some(with.data.import),
        Fact::PassivePersonSent(with) => Some(with.data.import),
        Fact::ImportUndoOrdered(with) => Some(with.data.import),
        _ => None,
    }
}

/// Who sent the row of an import that an event is about.
pub fn sender_of(event: &OpenedEvent) -> Option<&str> {
    import_of(&event.fact)?;
    match &event.recorded.envelope.meta.actor {
        Actor::Service(subject) | Actor::Person(subject) => Some(subject),
        Actor::Registry | Actor::Operator => None,
    }
}
