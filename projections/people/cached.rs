//! A record as a batch has it: what is known of it, and what the batch changes.

use domain::person::{Applied, Failure};
use domain::{Cause, Person};
use events::person::Names;
use events::{Fact, Instant, OpenedEvent, PersonOid, Position};

use crate::ReadError;
use crate::people::fold::{Change, Counted, Failing, FoundBy, RowsOfImport};
use crate::people::history::PersonAt;
use crate::people::keys::PersonKey;

/// Of which import, when, which oppijanumero the record had, and which it has since.
#[derive(Clone)]
pub(crate) struct NumberChange {
    pub import: u64,
    pub at: i64,
    pub was: Option<PersonOid>,
    pub now: Option<PersonOid>,
}

/// What is known of a record.
#[derive(Clone)]
pub(crate) struct CachedPerson {
    pub key: PersonKey,
    pub standing: Option<Counted>,
    /// Key of the head of the group; nothing where the record is alone.
    pub head: Option<PersonKey>,
    /// When the group changed.
    pub modified: Instant,
    /// The record occurs in an import.
    pub imported: bool,
    pub failing: Option<Failing>,
    pub imports: Vec<RowsOfImport>,
    pub gained: Vec<(u64, i64)>,
    /// The record's oppijanumero: its head's.
    pub number: Option<PersonOid>,
    pub renumbered: Vec<NumberChange>,
    pub person: Option<Person>,
    /// Names under which the error list has the person; empty when it has not.
    pub listed: Names,
    /// By what the record is found in the file; not known of one that was read and not changed yet, nor in a rebuild.
    pub found_by: Option<FoundBy>,
}

impl CachedPerson {
    /// Somebody of whom nothing is known yet.
    pub fn unknown(key: PersonKey) -> CachedPerson {
        let (standing, imported, failing, imports) = (None, false, None, Vec::new());
        CachedPerson {
            key,
            standing,
            head: None,
            modified: Instant::from_millis(0),
            imported,
            failing,
            imports,
            gained: Vec::new(),
            number: None,
            renumbered: Vec::new(),
            person: None,
            listed: Names::default(),
            found_by: None,
        }
    }

    /// Folds one event.
    pub fn apply(
        &mut self,
        oid: PersonOid,
        event: &OpenedEvent,
        person_at: PersonAt<'_>,
        live: bool,
    ) -> Result<(), ReadError> {
        if live && self.standing.is_some() && self.found_by.is_none() {
            self.found_by = self.person.as_ref().map(FoundBy::of);
        }
        match &event.fact {
            Fact::ImportRowResolved(with) => self.gains(with.data.import, 1),
            Fact::ImportRowReassigned(with) if with.data.from != with.data.about.addressed => {
                self.gains(with.data.import, if with.data.from == oid { -1 } else { 1 });
            }
            _ => {}
        }
        if Person::apply(&mut self.person, event) == Applied::ReadAgain {
            self.person = person_at(oid, event.position())?;
        }
        Ok(())
    }

    /// A row more leads to the person, or one fewer.
    fn gains(&mut self, import: Position, by: i64) {
        self.gained.push((import.0, by));
        match self.imports.iter_mut().find(|(number, _)| *number == import.0) {
            Some((_, rows)) => *rows = rows.saturating_add_signed(by as i32),
            None => self.imports.push((import.0, u32::from(by > 0))),
        }
        self.imports.retain(|(_, rows)| *rows > 0);
        self.imported = !self.imports.is_empty();
    }

    /// This is the record's oppijanumero from now on. Where it had another one, rows that led to it answer otherwise.
    pub fn has_number(&mut self, now: Option<PersonOid>, at: Instant) {
        let was = std::mem::replace(&mut self.number, now);
        if was != now {
            let change = |(import, _): &RowsOfImport| NumberChange { import: *import, at: at.millis(), was, now };
            self.renumbered.extend(self.imports.iter().map(change));
        }
    }

    /// The person fails for this cause from now on, or no longer; `failure` is their last attempt. One that was made again in
    /// vain fails since the first.
    pub fn fails(&mut self, cause: Option<Cause>, at: Instant, failure: Option<Failure>) {
        if cause != self.failing.map(|failing| failing.cause) {
            let since = failure.filter(|failure| failure.at == at).map_or(at, |failure| failure.since);
            self.failing = cause.map(|cause| Failing { cause, since });
        }
    }

    /// Persons to whom the record is linked, either way.
    pub fn linked(&self) -> impl Iterator<Item = PersonOid> + '_ {
        let to = |person: &Person| person.link.map(|link| link.to);
        self.person.iter().flat_map(move |person| to(person).into_iter().chain(person.members.iter().copied()))
    }

    /// What the batch changed. `names` are those under which the error list has the person from now on.
    pub fn change(&mut self, after: Counted, names: Names, live: bool) -> Change {
        let found_by = self.person.as_ref().filter(|_| live).map(FoundBy::of);
        let found_by = found_by.map(|after| {
            let before = self.found_by.replace(after.clone());
            // Who was read and not changed is found as before.
            let unchanged = before.is_none() && self.standing.is_some();
            (before.or_else(|| unchanged.then(|| after.clone())), after)
        });
        let before = self.standing.replace(after);
        let turned = before.is_some_and(|before| before.status != after.status);
        let imports = if turned { self.imports.clone() } else { Vec::new() };
        let renamed = names != self.listed;
        self.listed = names;
        let (gained, names) = (std::mem::take(&mut self.gained), renamed.then(|| self.listed.clone()));
        Change { key: self.key, before, after, imports, gained, names, found_by }
    }
}
