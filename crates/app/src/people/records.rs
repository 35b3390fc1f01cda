//! People's records for programs that read them: one by OID or identifier, or thousands at once. A record that heads others
//! is completed from them; a member stands as it was made.

use std::collections::{BTreeSet, HashMap};

use domain::{Group, Person};
use events::{Hetu, Identifier, Instant, PersonOid, Tag};
use projections::people::links::{self, as_shown};
use projections::people::query::{by_oid, changed_since, group_of};

pub use projections::people::links::{Linked, seen};

use super::changes;
use crate::caller::Caller;
use crate::people::{group, may_hold};
use crate::{App, AppError};

/// From so many people on a list is worth a second thread.
const MANY: usize = 500;

/// What the read models say of a person.
enum Models {
    /// All that the log has of them.
    Know(Option<Group>),
    /// The log has more.
    Lag,
}

impl App {
    /// These persons as they are now, for the keeper of the registry alone: nobody for others. The look is recorded by the
    /// one who shows them.
    pub async fn shown_to_keeper(
        &self,
        caller: &Caller,
        oids: BTreeSet<PersonOid>,
    ) -> Result<HashMap<PersonOid, Person>, AppError> {
        if !caller.is_keeper() {
            return Ok(HashMap::new());
        }
        self.ask(move |connection| {
            let person = |oid| Ok(by_oid(connection, oid)?.map(|found| (oid, found.person)));
            oids.into_iter().filter_map(|oid| person(oid).transpose()).collect()
        })
        .await
    }

    /// The person with an OID; `None` when it was never issued.
    pub async fn record(&self, oid: PersonOid) -> Result<Option<Person>, AppError> {
        self.blocking(move |app| Ok(app.group_now(oid)?.map(as_shown))).await
    }

    /// What is made of the record of an OID with those linked with it. A row of the read models that is found by its key is
    /// read where it is asked for: handing such a read to another thread costs more than the read.
    pub async fn made_of_group<T: Send + 'static>(
        &self,
        oid: PersonOid,
        make: impl FnOnce(&Group) -> T + Send + 'static,
    ) -> Result<Option<T>, AppError> {
        match self.group_in_models(oid)? {
            Models::Know(found) => Ok(found.as_ref().map(make)),
            Models::Lag => self.blocking(move |app| Ok(app.group_now(oid)?.as_ref().map(make))).await,
        }
    }

    /// The same of whoever holds a hetu now or held it before. Text that is no hetu is nobody's.
    pub async fn made_of_holder<T: Send + 'static>(
        &self,
        hetu: &str,
        make: impl FnOnce(&Group) -> T + Send + 'static,
    ) -> Result<Option<T>, AppError> {
        let Ok(hetu) = Hetu::parse(hetu, self.now().day_in_finland()) else { return Ok(None) };
        let hetu = Identifier::hetu(&hetu);
        // A vault on another machine is not waited for on a thread that answers requests.
        if self.store().vault().is_in_file()
            && let Models::Know(found) = self.holder_in_models(hetu.clone())?
        {
            return Ok(found.as_ref().map(make));
        }
        self.blocking(move |app| Ok(app.holder_of(hetu)?.as_ref().map(make))).await
    }

    /// The records that are linked to this one, in the order in which they joined; none for a member.
    pub async fn members(&self, oid: PersonOid) -> Result<Vec<Person>, AppError> {
        let group = self.person(oid).await?;
        let members = |group: Group| if group.is_member() { Vec::new() } else { group.members().to_vec() };
        Ok(group.map(members).unwrap_or_default())
    }

    /// The record of an OID with those linked with it. The read models answer, unless they lack something that the log has
    /// of one of them.
    pub(crate) fn group_now(&self, oid: PersonOid) -> Result<Option<Group>, AppError> {
        match self.group_in_models(oid)? {
            Models::Know(found) => Ok(found),
            Models::Lag => Ok(group(&mut self.store().read(), oid)?),
        }
    }

    /// The same, out of the read models alone.
    fn group_in_models(&self, oid: PersonOid) -> Result<Models, AppError> {
        // What the models hold is at least as new as this.
        let read_to = self.read_position();
        let found = self.reads().ask(|connection| group_of(connection, oid))?;
        let reading = self.store().read();
        let records = || found.iter().flat_map(Group::records);
        let all = || records().flat_map(|record| std::iter::once(record.oid).chain(record.linked()));
        let newer = |oid: PersonOid| reading.may_have_after(Tag::Person(oid), changes(), read_to);
        let lags = read_to < reading.position() && std::iter::once(oid).chain(all()).any(newer);
        Ok(if lags { Models::Lag } else { Models::Know(found) })
    }

    /// Who holds an identifier: the log says who claimed it, and the read models say the rest.
    fn holder_in_models(&self, identifier: Identifier) -> Result<Models, AppError> {
        let Some((tag, handle)) = self.handle_of(identifier)? else { return Ok(Models::Know(None)) };
        for oid in may_hold(&self.store().read(), tag)? {
            match self.group_in_models(oid)? {
                Models::Know(Some(group)) if group.addressed().holds(handle) => return Ok(Models::Know(Some(group))),
                Models::Know(_) => {}
                Models::Lag => return Ok(Models::Lag),
            }
        }
        Ok(Models::Know(None))
    }

    /// Folds the records of these OIDs, each with those linked with it, in their order and each once; OIDs that were never
    /// issued are left out. One is in memory at a time. Many are folded in two parts at once, of which the first stands first.
    pub async fn fold_groups<T: Send + 'static>(
        &self,
        oids: &[PersonOid],
        begin: impl Fn() -> T,
        fold: impl FnMut(&mut T, &Group) + Clone + Send + 'static,
    ) -> Result<Vec<T>, AppError> {
        self.caught_up().await;
        let mut oids = links::once(oids);
        let part = |oids: Vec<PersonOid>| {
            let (mut into, mut fold) = (begin(), fold.clone());
            self.ask(move |connection| {
                links::each(connection, &oids, |group| fold(&mut into, &group))?;
                Ok(into)
            })
        };
        if oids.len() < MANY {
            return Ok(vec![part(oids).await?]);
        }
        let rest = oids.split_off(oids.len() / 2);
        let (first, second) = tokio::try_join!(part(oids), part(rest))?;
        Ok(vec![first, second])
    }

    /// Every record that is linked with one of these, or every linked record at all, each beside its head.
    pub async fn links(&self, of: Option<Vec<PersonOid>>) -> Result<Vec<Linked>, AppError> {
        self.caught_up().await;
        self.ask(move |connection| links::links(connection, of.as_deref())).await
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
                let holder = app.holder_of(Identifier::hetu(&hetu))?.map(as_shown);
                let present = holder.filter(|person| person.hetu.is_some_and(|known| known.hetu == hetu));
                found.extend(present.filter(|person| found.iter().all(|known| known.oid != person.oid)));
            }
            Ok(found)
        })
        .await
    }

    /// Who is found by an identifier of an identity provider: the head, where a member holds it.
    pub async fn head_by(&self, identifier: Identifier) -> Result<Option<Person>, AppError> {
        self.blocking(move |app| Ok(app.holder_of(identifier)?.map(Group::into_shown))).await
    }

    /// Who holds an identifier: a hetu, a passport number or an e-mail identifier.
    pub async fn record_by(&self, identifier: Identifier) -> Result<Option<Person>, AppError> {
        self.blocking(move |app| Ok(app.holder_of(identifier)?.map(as_shown))).await
    }

    /// OIDs of people that changed at an instant or later, in the order of change; all without a limit.
    pub async fn changed_since(
        &self,
        since: Instant,
        skip: u64,
        limit: Option<u64>,
    ) -> Result<Vec<PersonOid>, AppError> {
        self.caught_up().await;
        self.ask(move |connection| changed_since(connection, since, skip, limit)).await
    }
}
