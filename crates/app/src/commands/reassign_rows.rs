//! Say to whom rows of imports lead that led to one person.

use std::collections::{BTreeMap, BTreeSet};

use domain::person::counting::turns;
use domain::reassign_rows::{Found, Holder, Refusal, To, Wanted, first_of_new, reassign_rows};
use domain::rows::{MOST, PersonRows, READS, RowNumber};
use domain::{Draft, Group};
use events::codes::Right;
use events::person::SentRow;
use events::{EventId, Fact, Identifier, OpenedEvent, OrganisationOid, PersonOid, Tag};

use super::{Command, Fresh, Identified, Look, Opens, Reach};
use crate::{App, AppError};

/// See the module.
#[derive(Clone)]
pub struct ReassignRows {
    /// The person to whom the rows lead.
    pub person: PersonOid,
    /// Where they go.
    pub wanted: Wanted,
}

/// What the decision rests on.
pub struct State {
    holder: Option<Holder>,
    /// Those to whom rows go, and whom the right reaches.
    targets: BTreeMap<PersonOid, Group>,
    /// Identifiers of the row from which a new person is registered.
    identifiers: Vec<(Identifier, Identified)>,
    /// The last event by which identifiers may have ceased to lead to the person.
    turned_by: Option<EventId>,
}

impl Command for ReassignRows {
    const NAME: &'static str = "reassign_rows";
    const RIGHTS: &'static [Opens] = &[Opens::within(Right::HenkilonRu), Opens::at_root(Right::Rekisterinpitaja)];
    const MUST_BE_CONFIRMED: bool = true;
    type State = State;
    /// To whom each row leads now.
    type Answer = Vec<(RowNumber, PersonOid)>;
    type Refusal = Refusal;

    fn look(&self, look: &mut Look<'_>) -> Result<State, AppError> {
        let holder = holder(look, self.person)?;
        let history = look.history(self.person)?;
        let turned_by = history.iter().rfind(|event| turns(event)).map(|event| event.recorded.envelope.id);
        let mut targets = BTreeMap::new();
        let named = self.wanted.rows.values().filter_map(|to| if let To::Person(oid) = to { Some(*oid) } else { None });
        for oid in named.collect::<BTreeSet<_>>() {
            let target = look.group(oid)?;
            let reached = target.filter(|target| look.grants(Self::RIGHTS, target.organisations()));
            targets.extend(reached.map(|target| (oid, target)));
        }
        let first = holder.as_ref().and_then(|holder| first_of_new(holder, &self.wanted));
        let identifiers = first.map(identifiers).unwrap_or_default();
        let found = identifiers.into_iter().map(|one| Ok((one.clone(), look.identifier(&one)?)));
        Ok(State { identifiers: found.collect::<Result<_, AppError>>()?, holder, targets, turned_by })
    }

    fn reach(&self, state: &State) -> Reach {
        let organisations = |holder: &Holder| holder.group.organisations().iter().cloned().collect();
        state.holder.as_ref().map_or(Reach::Nothing, |holder| Reach::Person(organisations(holder)))
    }

    fn decide(&self, state: &State, fresh: &mut Fresh) -> Result<Vec<Draft>, Refusal> {
        let found = state.identifiers.iter().filter_map(|(identifier, found)| {
            let tag = Tag::of(identifier.kind(), fresh.handle(identifier, found.handle))?;
            Some(Found { kind: identifier.kind(), tag, held: found.holder.is_some() })
        });
        let found: Vec<Found> = found.collect();
        reassign_rows(state.holder.as_ref(), &self.wanted, &state.targets, fresh.oid(), &found)
    }

    fn answer(&self, facts: &[&Fact]) -> Option<Self::Answer> {
        let rows = facts.iter().filter_map(|fact| match fact {
            Fact::ImportRowReassigned(with) => Some(((with.data.import, with.data.row), with.data.about.addressed)),
            _ => None,
        });
        Some(rows.collect::<Vec<_>>()).filter(|rows| !rows.is_empty())
    }

    fn cause(&self, state: &State) -> Option<EventId> {
        let holder = state.holder.as_ref()?;
        let person = holder.group.addressed();
        let mut rows = self.wanted.rows.keys().filter_map(|number| holder.rows.rows.get(number));
        state.turned_by.filter(|_| rows.any(|row| row.turns(person)))
    }
}

/// A person with the rows that lead to them. A new row makes the decision void.
pub(crate) fn holder(look: &mut Look<'_>, person: PersonOid) -> Result<Option<Holder>, AppError> {
    let Some(group) = look.group(person)? else { return Ok(None) };
    let mut events = look.history(person)?;
    events.extend(look.newest(Tag::Person(person), READS, MOST)?);
    events.sort_by_key(OpenedEvent::position);
    events.dedup_by_key(|event| event.position());
    Ok(Some(Holder { group, rows: PersonRows::fold(person, &events) }))
}

fn identifiers(sent: &SentRow) -> Vec<Identifier> {
    let hetu = sent.hetu.iter().map(Identifier::hetu);
    let passport = sent.passport.iter().filter_map(|number| Identifier::passport(number));
    let email = sent.email.iter().filter_map(|email| Identifier::email(email));
    hetu.chain(passport).chain(email).collect()
}

/// A row that leads to a person, for whoever decides to whom it shall lead.
pub struct RowToDecide {
    /// Number of the import, and of the row in it, from 0.
    pub number: RowNumber,
    /// The identifier by which it came does not lead to the person any more.
    pub turns: bool,
    /// What was sent; absent where it cannot be read, or the caller may not see it.
    pub sent: Option<SentRow>,
    /// The sender's organisations.
    pub organisations: Vec<OrganisationOid>,
}

impl App {
    /// The rows that lead to a person, the newest first; those that turn before the others. What was sent is shown to those
    /// who may see that of the import.
    pub async fn rows_to_decide(
        &self,
        caller: &crate::caller::Caller,
        person: PersonOid,
    ) -> Result<Vec<RowToDecide>, AppError> {
        let caller = caller.clone();
        self.blocking(move |app| {
            let mut look = Look::begin(app, &caller);
            let Some(holder) = holder(&mut look, person)? else { return Ok(Vec::new()) };
            let seen = app.seen_through(&caller, &[Right::TuontidataRead]);
            let person = holder.group.addressed();
            let mut rows: Vec<RowToDecide> = Vec::new();
            for (number, row) in holder.rows.rows.iter().rev() {
                let shown = crate::report::imports::sees(seen.as_ref(), &row.organisations);
                let (turns, sent) = (row.turns(person), row.sent.clone().filter(|_| shown));
                rows.push(RowToDecide { number: *number, turns, sent, organisations: row.organisations.clone() });
            }
            rows.sort_by_key(|row| !row.turns);
            Ok(rows)
        })
        .await
    }
}
