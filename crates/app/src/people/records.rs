//! People's records for programs that read them: one by OID or identifier, or thousands at once.

use domain::{Group, Person};
use events::{Hetu, Identifier, Instant, PersonOid};
use projections::people::query::{by_oid, by_oids, changed_since};

use crate::{App, AppError};

impl App {
    /// The person with an OID; `None` when it was never issued. While the read models lag, the log is read.
    pub async fn record(&self, oid: PersonOid) -> Result<Option<Person>, AppError> {
        if self.read_position() < self.store().head().position {
            return Ok(self.person(oid).await?.map(Group::into_addressed));
        }
        let found = self.ask(move |connection| by_oid(connection, oid)).await?;
        Ok(found.map(|found| found.person))
    }

    /// The people with these OIDs, in their order and each once; OIDs that were never issued are left out.
    pub async fn records(&self, oids: Vec<PersonOid>) -> Result<Vec<Person>, AppError> {
        self.caught_up().await;
        self.ask(move |connection| by_oids(connection, &oids)).await
    }

    /// Who holds a hetu now or held it before. Text that is no hetu is nobody's.
    pub async fn record_by_hetu(&self, hetu: &str) -> Result<Option<Person>, AppError> {
        match Hetu::parse(hetu, self.now().day_in_finland()) {
            Ok(hetu) => self.record_by(Identifier::hetu(&hetu)).await,
            Err(_) => Ok(None),
        }
    }

    /// Those whose present hetu is one of these, in their order.
    pub async fn records_by_hetus(&self, hetus: Vec<String>) -> Result<Vec<Person>, AppError> {
        self.blocking(move |app| {
            let today = app.now().day_in_finland();
            let mut found: Vec<Person> = Vec::new();
            for hetu in hetus.iter().filter_map(|hetu| Hetu::parse(hetu, today).ok()) {
                let holder = app.holder_of(Identifier::hetu(&hetu))?.map(Group::into_addressed);
                let present = holder.filter(|person| person.hetu.is_some_and(|known| known.hetu == hetu));
                found.extend(present.filter(|person| found.iter().all(|known| known.oid != person.oid)));
            }
            Ok(found)
        })
        .await
    }

    /// Who holds an identifier: a hetu, a passport number or an e-mail identifier.
    pub async fn record_by(&self, identifier: Identifier) -> Result<Option<Person>, AppError> {
        self.blocking(move |app| Ok(app.holder_of(identifier)?.map(Group::into_addressed))).await
    }

    /// OIDs of people that changed at an instant or later, in the order of change.
    pub async fn changed_since(&self, wanted: ChangedSince) -> Result<Vec<PersonOid>, AppError> {
        self.caught_up().await;
        let ChangedSince { since, only, skip, limit } = wanted;
        match only {
            None => self.ask(move |connection| changed_since(connection, since, skip, limit)).await,
            Some(only) => {
                let mut people = self.ask(move |connection| by_oids(connection, &only)).await?;
                people.retain(|person| person.modified_at >= since);
                people.sort_by_key(|person| person.modified_at);
                let skipped = people.into_iter().skip(usize::try_from(skip).unwrap_or(usize::MAX));
                let limit = limit.map_or(usize::MAX, |limit| usize::try_from(limit).unwrap_or(usize::MAX));
                Ok(skipped.take(limit).map(|person| person.oid).collect())
            }
        }
    }
}

/// Which changed people are asked for.
#[derive(Debug, Clone)]
pub struct ChangedSince {
    /// Changed at this instant or later.
    pub since: Instant,
    /// Only these.
    pub only: Option<Vec<PersonOid>>,
    /// So many are passed over.
    pub skip: u64,
    /// At most so many; all when absent.
    pub limit: Option<u64>,
}
