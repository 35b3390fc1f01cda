//! People's records for programs that read them: one by OID or identifier, or thousands at once. A record that heads others
//! is completed from them; a member stands as it was made.

use domain::{Group, Person};
use events::{Hetu, Identifier, Instant, PersonOid, Tag};
use projections::people::links::{self, all_shown, as_shown, heads, shown};
use projections::people::query::changed_since;

pub use projections::people::links::Linked;

use super::changes;
use crate::people::group;
use crate::{App, AppError};

impl App {
    /// The person with an OID; `None` when it was never issued. The read models answer, unless they lack something that
    /// the log has of the person.
    pub async fn record(&self, oid: PersonOid) -> Result<Option<Person>, AppError> {
        self.blocking(move |app| app.record_now(oid, as_shown, shown)).await
    }

    /// The person whom an OID leads to: the head of its record, or the record that is alone.
    pub async fn head(&self, oid: PersonOid) -> Result<Option<Person>, AppError> {
        let known = |connection: &_, oid| Ok(heads(connection, &[oid])?.pop().map(|(_, head)| head));
        self.blocking(move |app| app.record_now(oid, Group::into_shown, known)).await
    }

    /// The records that are linked to this one, in the order in which they joined; none for a member.
    pub async fn members(&self, oid: PersonOid) -> Result<Vec<Person>, AppError> {
        let group = self.person(oid).await?;
        let members = |group: Group| if group.is_member() { Vec::new() } else { group.members().to_vec() };
        Ok(group.map(members).unwrap_or_default())
    }

    fn record_now(
        &self,
        oid: PersonOid,
        of_group: impl Fn(Group) -> Person,
        known: impl FnOnce(&projections::Connection, PersonOid) -> Result<Option<Person>, projections::ReadError>,
    ) -> Result<Option<Person>, AppError> {
        // What the models hold is at least as new as this.
        let read_to = self.read_position();
        let found = self.reads().ask(|connection| known(connection, oid))?;
        let mut reading = self.store().read();
        let linked = found.iter().flat_map(Person::linked).collect::<Vec<_>>();
        let newer = |oid: PersonOid| reading.may_have_after(Tag::Person(oid), changes(), read_to);
        let lags = read_to < reading.position() && std::iter::once(oid).chain(linked).any(newer);
        if lags { Ok(group(&mut reading, oid)?.map(of_group)) } else { Ok(found) }
    }

    /// The people with these OIDs, in their order and each once; OIDs that were never issued are left out.
    pub async fn records(&self, oids: Vec<PersonOid>) -> Result<Vec<Person>, AppError> {
        self.caught_up().await;
        self.ask(move |connection| all_shown(connection, &oids)).await
    }

    /// The persons whom these OIDs lead to, each beside the OID asked; OIDs that were never issued are left out.
    pub async fn heads(&self, oids: Vec<PersonOid>) -> Result<Vec<(PersonOid, Person)>, AppError> {
        self.caught_up().await;
        self.ask(move |connection| heads(connection, &oids)).await
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
