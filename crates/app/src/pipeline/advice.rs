//! What a preview shows beside what the decision changes: rows of imports that turn or answer otherwise, who comes into the
//! error list or leaves it, and who has fetched the numbers. It is advice: nothing of it is part of the fingerprint, and it
//! is not asked for when a command is carried out.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use domain::cause::cause;
use domain::request::{self, ended_by};
use domain::rows::{PersonRows, READS, RowNumber};
use domain::{Cause, Draft, Group};
use events::codes::RequestKind;
use events::{Fact, Instant, OpenedEvent, OrganisationOid, PersonOid, Position, Tag};
use projections::people::query::imported;
use store::TagKey;
use store::access_register::{LookKind, LookLine, Looker, Wanted};

use super::impact::{Seen, States};
use super::look::Look;
use crate::caller::Caller;
use crate::report::learner::sender_of;
use crate::{App, AppError};

/// So many rows are shown, and so many of each person are looked at.
const ROWS: usize = 100;
/// Of so many persons the rows, and who has fetched them, are looked for.
const PEOPLE: usize = 20;
/// So many entries of the access register are read of one person.
const LOOKS: u32 = 200;
/// What programs do.
const FETCHED: [LookKind; 2] = [LookKind::Numbers, LookKind::Fetched];

/// See the module.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Advice {
    /// Rows of imports that would answer otherwise, or would rest on nothing any more.
    pub rows: Vec<RowImpact>,
    /// There are more of them than are shown.
    pub more_rows: bool,
    /// Who would come into the error list, leave it, or stand there for another cause.
    pub listed: Vec<ListImpact>,
    /// Requests that would be closed.
    pub requests: Vec<ClosedRequest>,
    /// Which programs have fetched the numbers of those who would change. Use outside the registry is unknown.
    pub fetched: Vec<Fetched>,
}

/// What would change of one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowImpact {
    /// Number of the import, and of the row in it, from 0.
    pub number: RowNumber,
    /// What it answers.
    pub before: Numbers,
    /// What it would answer.
    pub after: Numbers,
    /// The identifier by which it came would not lead to its person any more: somebody must decide.
    pub turns: bool,
}

/// The numbers in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numbers {
    /// The person.
    pub oid: PersonOid,
    /// Their oppijanumero.
    pub oppijanumero: Option<PersonOid>,
}

/// What would change of the error list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListImpact {
    /// Who.
    pub oid: PersonOid,
    /// Why they stand in it.
    pub before: Option<Cause>,
    /// Why they would.
    pub after: Option<Cause>,
}

/// A request to the keeper that would be open no more about a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosedRequest {
    /// Its number.
    pub number: Position,
    /// What it asks for.
    pub kind: RequestKind,
    /// The person.
    pub oid: PersonOid,
}

/// Somebody whose program has fetched a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// The number.
    pub oid: PersonOid,
    /// For which organisation; absent where that is not known.
    pub organisation: Option<OrganisationOid>,
    /// The program through which they came, where it is known.
    pub client: Option<String>,
    /// Who; absent where the reader may not know.
    pub subject: Option<String>,
    /// When last.
    pub last: Instant,
    /// How often in all, as far as it is kept.
    pub times: u64,
}

impl Advice {
    pub(super) fn of(look: &Look<'_>, states: &States, drafts: &[Draft]) -> Result<Advice, AppError> {
        let oids: Vec<PersonOid> = states.changed().take(PEOPLE).collect();
        let rows = rows_of(look, &oids)?;
        let mut advice = Advice { rows: moved(states, drafts), ..Advice::default() };
        let moved: HashSet<RowNumber> = advice.rows.iter().map(|row| row.number).collect();
        for (oid, Led { rows, .. }) in &rows {
            let own = rows.rows.iter().filter(|(number, _)| !moved.contains(number));
            advice.rows.extend(own.filter_map(|(number, row)| {
                let (before, after) = (states.before(*oid)?, states.after(*oid)?);
                let turns = !row.turns(before.record) && row.turns(after.record);
                let [before, after] = [numbers(before), numbers(after)];
                // A number that comes is what the sender waits for.
                let renumbered = before.oppijanumero.is_some() && before != after;
                (turns || renumbered).then_some(RowImpact { number: *number, before, after, turns })
            }));
        }
        advice.more_rows = advice.rows.len() > ROWS;
        advice.rows.truncate(ROWS);
        advice.listed = listed(look.app(), states, &rows, drafts)?;
        advice.requests = closed(look, drafts)?;
        for (oid, Led { rows, senders }) in &rows {
            let organisations: BTreeSet<_> = rows.rows.values().flat_map(|row| &row.organisations).collect();
            let is_sender = |looker: &Looker| {
                let of_sender = looker.organisation.as_ref().is_some_and(|own| organisations.contains(own));
                of_sender || senders.contains(&looker.subject)
            };
            advice.fetched.extend(look.app().fetched_by(look.caller(), *oid, is_sender)?);
        }
        Ok(advice)
    }
}

/// The rows that lead to a person, and whose programs have sent them.
struct Led {
    rows: PersonRows,
    senders: BTreeSet<String>,
}

/// The newest rows of each of these persons.
fn rows_of(look: &Look<'_>, oids: &[PersonOid]) -> Result<BTreeMap<PersonOid, Led>, AppError> {
    let tags: Vec<TagKey> = oids.iter().map(|oid| Tag::Person(*oid).into()).collect();
    let newest = look.reading.newest_of_all(&tags, READS, ROWS)?;
    let fold = |(oid, rows): (&PersonOid, Vec<OpenedEvent>)| {
        let mut events: Vec<&OpenedEvent> = look.people.get(oid).into_iter().flatten().chain(&rows).collect();
        events.sort_by_key(|event| event.position());
        events.dedup_by_key(|event| event.position());
        let senders = events.iter().filter_map(|event| sender_of(event)).map(str::to_owned).collect();
        (*oid, Led { rows: PersonRows::fold(*oid, events), senders })
    };
    Ok(oids.iter().zip(newest).map(fold).collect())
}

/// Requests about the persons whom the drafts are about, which end with one of them.
fn closed(look: &Look<'_>, drafts: &[Draft]) -> Result<Vec<ClosedRequest>, AppError> {
    let people: BTreeSet<PersonOid> = drafts.iter().flat_map(|draft| &draft.tags).filter_map(Tag::person).collect();
    let tags: Vec<TagKey> = people.into_iter().map(|oid| Tag::Person(oid).into()).collect();
    let mut found = Vec::new();
    for events in look.reading.events_of_all(&tags, request::READS)? {
        let ends = |request: &request::Request| {
            let end = |draft: &Draft| ended_by(request.number, &request.asked, &draft.fact, Position::START);
            request.end.is_none() && drafts.iter().any(|draft| end(draft).is_some())
        };
        let of = |request: request::Request| ClosedRequest {
            number: request.number,
            kind: request.asked.kind,
            oid: request.person(),
        };
        let closed = request::requests(&events).into_iter().filter(ends).map(of);
        // A request about two persons is among those of either.
        for one in closed {
            if !found.contains(&one) {
                found.push(one);
            }
        }
    }
    Ok(found)
}

fn numbers(seen: Seen<'_>) -> Numbers {
    Numbers { oid: seen.record.oid, oppijanumero: seen.group.oppijanumero() }
}

/// Rows that go to another person.
fn moved(states: &States, drafts: &[Draft]) -> Vec<RowImpact> {
    let row = |draft: &Draft| match &draft.fact {
        Fact::ImportRowReassigned(with) if with.data.from != with.data.about.addressed => {
            let (before, after) = (states.before(with.data.from)?, states.after(with.data.about.addressed)?);
            let number = (with.data.import, with.data.row);
            Some(RowImpact { number, before: numbers(before), after: numbers(after), turns: false })
        }
        _ => None,
    };
    drafts.iter().filter_map(row).collect()
}

/// Who stands in the error list is imported: a row leads to one of their records.
fn listed(
    app: &App,
    states: &States,
    rows: &BTreeMap<PersonOid, Led>,
    drafts: &[Draft],
) -> Result<Vec<ListImpact>, AppError> {
    let all: Vec<PersonOid> = states.all().collect();
    let before: HashSet<PersonOid> = app.reads().ask(|connection| imported(connection, &all))?;
    let mut after = before.clone();
    let moves = moved(states, drafts);
    after.extend(moves.iter().map(|row| row.after.oid));
    let gone: BTreeSet<RowNumber> = moves.iter().map(|row| row.number).collect();
    let is_gone = |rows: &PersonRows| !gone.is_empty() && rows.rows.keys().all(|number| gone.contains(number));
    after.retain(|oid| !rows.get(oid).is_some_and(|led| is_gone(&led.rows)));
    let cause_of = |seen: Option<Seen<'_>>, imported: &HashSet<PersonOid>, oid: PersonOid| {
        let heads = |group: &&Group| group.head().oid == oid;
        let is_imported = |group: &&Group| group.records().iter().any(|record| imported.contains(&record.oid));
        seen.map(|seen| seen.group).filter(heads).filter(is_imported).and_then(|group| cause(group.shown()))
    };
    let impact = |oid: PersonOid| {
        let (before, after) = (cause_of(states.before(oid), &before, oid), cause_of(states.after(oid), &after, oid));
        (before != after).then_some(ListImpact { oid, before, after })
    };
    Ok(all.into_iter().filter_map(impact).collect())
}

impl App {
    /// Whose programs have fetched a number; the caller and whoever is `left_out` are not told of. Blocks.
    pub(crate) fn fetched_by(
        &self,
        caller: &Caller,
        oid: PersonOid,
        left_out: impl Fn(&Looker) -> bool,
    ) -> Result<Vec<Fetched>, AppError> {
        let wanted = Wanted { person: Some(oid), limit: LOOKS, without: &[LookKind::Listed], ..Wanted::default() };
        let others = |look: &LookLine| {
            let fetched = look.kind.is_some_and(|kind| FETCHED.contains(&kind));
            fetched && look.looker.subject != caller.subject && !left_out(&look.looker)
        };
        let mut found: Vec<Fetched> = Vec::new();
        for look in self.store().access().looks(&wanted)?.into_iter().filter(others) {
            let Looker { organisation, client, subject } = look.looker;
            let subject = Some(subject).filter(|_| caller.reads_all());
            let same = |known: &&mut Fetched| {
                (&known.organisation, &known.client, &known.subject) == (&organisation, &client, &subject)
            };
            match found.iter_mut().find(same) {
                Some(known) => (known.times, known.last) = (known.times + look.times, known.last.max(look.last)),
                None => {
                    let (last, times) = (look.last, look.times);
                    found.push(Fetched { oid, organisation, client, subject, last, times });
                }
            }
        }
        Ok(found)
    }
}
