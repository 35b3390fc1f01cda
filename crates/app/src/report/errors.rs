//! The error list: imported people whom somebody must look at, the newest error first.

use std::collections::HashMap;

use domain::{Cause, Group, Person};
use events::codes::Hint;
use events::person::Names;
use events::{Day, Hetu, Identifier, Instant, OrganisationOid, PersonOid, Position};
use projections::counts::query::{Criteria, Scope, summary, summary_at};
use projections::days::query::last_event;
use projections::failures::query::{Failure, Place, Question, Search, numbered_page, page};
use projections::imports::query::{ImportRecord, get};
use projections::{Connection, ReadError};

use super::{Cursor, Slice, View};
use crate::people::group_at;
use crate::{App, AppError};

/// So many imports of one person are looked at, the newest first.
const MOST_IMPORTS: usize = 50;

/// Which errors.
#[derive(Debug, Clone, Default)]
pub struct ErrorFilter {
    /// What the official typed: see docs/rules.md, *The error list*.
    pub search: Option<String>,
    /// Only these, who were chosen; nothing typed counts beside them.
    pub people: Option<Vec<PersonOid>>,
    /// Whom the official may find by passport number and e-mail identifier, see [`App::identifiers_shown`].
    pub identifiers_of: Option<Scope>,
    /// Only this cause.
    pub cause: Option<Cause>,
    /// Only people of this import.
    pub import: Option<Position>,
    /// Only errors that have stood for at least so many days.
    pub older_than_days: Option<u32>,
    /// Only errors that began at this instant or later.
    pub since: Option<Instant>,
    /// Only people of this organisation (within the scope).
    pub organisation: Option<OrganisationOid>,
}

/// A line of the error list.
#[derive(Clone)]
pub struct ErrorLine {
    /// The person.
    pub oid: PersonOid,
    /// Names; empty when erased.
    pub names: Names,
    /// Birth date: the one in the hetu, where there is one.
    pub birth_date: Option<Day>,
    /// Birth date as sent with the registration.
    pub sent_birth_date: Option<Day>,
    /// Why, and so what to do next.
    pub cause: Cause,
    /// What to suspect beside the cause.
    pub hint: Option<Hint>,
    /// Another here who is the same person by the register's word, and holds one of their hetus.
    pub also_here_as: Option<PersonOid>,
    /// Since when the error stands.
    pub since: Instant,
    /// When the learner was handed over to the keeper, for this error.
    pub handed_over: Option<Instant>,
    /// When the register is asked again by itself.
    pub next_try: Option<Instant>,
    /// When the person's record was created.
    pub created: Instant,
    /// The person's newest import that was sent for the scope, or else the newest.
    pub import: Option<Position>,
    /// The number by which programs know it.
    pub import_known_as: Option<i64>,
    /// It was sent for the scope, so it may be opened.
    pub opens: bool,
    /// Who sent it: name of the service, or `None` when it is not known.
    pub sent_by: Option<String>,
    /// The person's organisations that are within the scope.
    pub organisations: Vec<OrganisationOid>,
}

impl ErrorFilter {
    fn is_none(&self) -> bool {
        let narrowed = self.search.is_some() || self.people.is_some() || self.cause.is_some() || self.import.is_some();
        !narrowed && self.older_than_days.is_none() && self.organisation.is_none() && self.since.is_none()
    }
}

impl App {
    /// A page of the error list.
    pub async fn report_errors(&self, view: View, filter: ErrorFilter) -> Result<Slice<ErrorLine>, AppError> {
        self.caught_up().await;
        self.blocking(move |app| {
            let Some(question) = app.question(&view, &filter)? else {
                return Ok(view.slice(Vec::new(), Some(0), nowhere));
            };
            let whole = filter.is_none();
            let limit = view.length() as usize + 1;
            let after = view.place().map(|(since, person)| Place { since, person });
            let (found, total, until) = app.reads().ask(|connection| {
                let (found, mut total) = page(connection, &question, after, limit)?;
                if whole {
                    total = Some(failed(connection, &view)?);
                }
                let until = view.as_of.map(|day| last_event(connection, day)).transpose()?;
                Ok((with_services(connection, found, until, &view.scope)?, total, until))
            })?;
            let slice = view.slice(found, total, |(failure, _)| Cursor::at(failure.place.since, failure.place.person));
            let then = app.people_then(slice.items.iter().map(|(failure, _)| failure.person.oid).collect(), until)?;
            let lines = slice.items.into_iter().map(|(failure, newest)| line(failure, newest, &then, &view.scope));
            Ok(Slice { items: lines.collect(), next: slice.next, total: slice.total })
        })
        .await
    }

    /// A page of the error list for those who count pages, and how many lines there are in all.
    pub async fn numbered_errors(
        &self,
        scope: Scope,
        criteria: Criteria,
        skip: u64,
        limit: u64,
    ) -> Result<(Vec<ListedError>, u64), AppError> {
        self.caught_up().await;
        self.blocking(move |app| {
            let view = View { scope, as_of: None, after: None, limit: 1 };
            let filter = ErrorFilter { search: criteria.name, import: criteria.import, ..ErrorFilter::default() };
            let Some(question) = app.question(&view, &filter)? else { return Ok((Vec::new(), 0)) };
            let question = Question { modified_since: criteria.modified_since, ..question };
            Ok(app.reads().ask(|connection| {
                let (found, total) = numbered_page(connection, &question, skip, limit)?;
                let listed = |failure: Failure| {
                    let first = failure.imports.iter().min().map(|number| get(connection, *number)).transpose()?;
                    Ok(ListedError { person: failure.person, cause: failure.cause, first_import: first.flatten() })
                };
                Ok((found.into_iter().map(listed).collect::<Result<_, ReadError>>()?, total))
            })?)
        })
        .await
    }

    /// What to ask the read models; `None` when nobody can be found.
    pub(super) fn question(&self, view: &View, filter: &ErrorFilter) -> Result<Option<Question>, AppError> {
        let chosen = filter.people.clone().map(Search::People);
        let search = match filter
            .search
            .as_deref()
            .filter(|_| chosen.is_none())
            .map(str::trim)
            .filter(|typed| !typed.is_empty())
        {
            None => chosen,
            Some(typed) => match self.searched(typed, filter.identifiers_of.as_ref())? {
                None => return Ok(None),
                found => found,
            },
        };
        let end = view.as_of.map_or_else(|| self.now(), Day::ends_in_finland);
        let days = |days: u32| end.plus_seconds(-i64::from(days) * 24 * 60 * 60);
        Ok(Some(Question {
            scope: narrowed(&view.scope, filter.organisation.as_ref()),
            as_of: view.as_of,
            cause: filter.cause,
            import: filter.import,
            since_before: filter.older_than_days.map(days),
            since_from: filter.since,
            modified_since: None,
            search,
        }))
    }

    /// An OID and a hetu lead to one person; everything else may be a name, a reference or another identifier. `None`
    /// when nobody has that hetu.
    fn searched(&self, typed: &str, identifiers_of: Option<&Scope>) -> Result<Option<Search>, AppError> {
        if let Ok(oid) = typed.parse() {
            return Ok(Some(Search::People(vec![oid])));
        }
        if let Ok(hetu) = Hetu::parse_typed(typed, self.now().day_in_finland()) {
            let person = self.holder_of(Identifier::hetu(&hetu))?;
            let present = person.filter(|group| group.shown().hetu.is_some_and(|known| known.hetu == hetu));
            return Ok(present.map(|group| Search::People(vec![group.head().oid])));
        }
        let mut holders = Vec::new();
        if let Some(scope) = identifiers_of {
            for identifier in [Identifier::passport(typed), Identifier::email(typed)].into_iter().flatten() {
                let holder = self.holder_of(identifier)?.filter(|group| scope.meets(group.organisations()));
                holders.extend(holder.map(|group| group.head().oid));
            }
        }
        Ok(Some(Search::Text { typed: typed.to_owned(), holders }))
    }

    /// People as they were after an event; nobody when it is about now.
    fn people_then(
        &self,
        oids: Vec<PersonOid>,
        until: Option<Position>,
    ) -> Result<HashMap<PersonOid, Person>, AppError> {
        let Some(until) = until else { return Ok(HashMap::new()) };
        let asked: Vec<(PersonOid, Position)> = oids.into_iter().map(|oid| (oid, until)).collect();
        let reading = self.store().read();
        let mut people = HashMap::new();
        for person in self.people_at(&asked, Person::clone)?.into_iter().flatten() {
            let oid = person.oid;
            let linked = person.linked().next().is_some();
            let group = if linked { group_at(&reading, oid, Some(until))? } else { Some(Group::alone(person)) };
            people.extend(group.map(|group| (oid, group.into_shown())));
        }
        Ok(people)
    }
}

/// A line of the compatible error list.
pub struct ListedError {
    /// The person.
    pub person: Person,
    /// Why.
    pub cause: Cause,
    /// The earliest import that led to the person.
    pub first_import: Option<ImportRecord>,
}

/// An import of somebody's.
#[derive(Clone)]
pub(super) struct OfPerson {
    number: Position,
    /// The number by which programs know it.
    known_as: i64,
    /// Who sent it.
    service: Option<String>,
    /// It was sent for the scope.
    opens: bool,
}

/// A failure and the import that stands beside it.
type WithService = (Failure, Option<OfPerson>);

/// Finds for each the newest import up to an event: of those sent for the scope, or else of all.
pub(super) fn with_services(
    connection: &Connection,
    found: Vec<Failure>,
    until: Option<Position>,
    scope: &Scope,
) -> Result<Vec<WithService>, ReadError> {
    let mut known: HashMap<Position, OfPerson> = HashMap::new();
    let mut look_up = |number: Position| -> Result<OfPerson, ReadError> {
        if let Some(known) = known.get(&number) {
            return Ok(known.clone());
        }
        let import = get(connection, number)?;
        let opens = import.as_ref().is_some_and(|import| scope.meets(&import.organisations));
        let known_as = import.as_ref().map_or(number.0 as i64, ImportRecord::known_as);
        let found = OfPerson { number, known_as, service: import.and_then(|import| import.service), opens };
        known.insert(number, found.clone());
        Ok(found)
    };
    let mut with = |failure: Failure| {
        let mut numbers: Vec<Position> = failure.imports.clone();
        numbers.retain(|number| until.is_none_or(|until| *number <= until));
        numbers.sort_unstable_by_key(|number| std::cmp::Reverse(*number));
        let mut chosen: Option<OfPerson> = None;
        for number in numbers.into_iter().take(MOST_IMPORTS) {
            let import = look_up(number)?;
            if import.opens || chosen.is_none() {
                let done = import.opens;
                chosen = Some(import);
                if done {
                    break;
                }
            }
        }
        Ok((failure, chosen))
    };
    found.into_iter().map(&mut with).collect()
}

pub(super) fn line(
    failure: Failure,
    import: Option<OfPerson>,
    then: &HashMap<PersonOid, Person>,
    scope: &Scope,
) -> ErrorLine {
    let person = then.get(&failure.person.oid).unwrap_or(&failure.person);
    ErrorLine {
        oid: failure.person.oid,
        names: person.names.clone(),
        birth_date: person.birth_date,
        sent_birth_date: person.sent_birth_date,
        cause: failure.cause,
        hint: person.failure.as_ref().and_then(|failure| failure.hint),
        also_here_as: person.failure.as_ref().and_then(|failure| failure.other_holder),
        since: Instant::from_millis(failure.place.since),
        handed_over: failure.handed_over,
        next_try: person.failure.as_ref().and_then(|failure| failure.next_try),
        created: person.registered_at,
        opens: import.as_ref().is_some_and(|import| import.opens),
        import: import.as_ref().map(|import| import.number),
        import_known_as: import.as_ref().map(|import| import.known_as),
        sent_by: import.and_then(|import| import.service),
        organisations: person.organisations.iter().filter(|own| scope.meets([*own])).cloned().collect(),
    }
}

/// How many stand in the whole list.
fn failed(connection: &Connection, view: &View) -> Result<u64, ReadError> {
    let counted = match view.as_of {
        None => summary(connection, &view.scope, &Criteria::default())?,
        Some(day) => summary_at(connection, &view.scope, day)?,
    };
    Ok(counted.failed)
}

/// The part of a scope that is one organisation.
fn narrowed(scope: &Scope, organisation: Option<&OrganisationOid>) -> Scope {
    match organisation {
        None => scope.clone(),
        Some(only) => Scope::Organisations(scope.meets([only]).then(|| only.clone()).into_iter().collect()),
    }
}

fn nowhere<T>(_: &T) -> Cursor {
    Cursor::at(0, 0)
}
