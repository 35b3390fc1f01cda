//! Resolve rows of an import: each row is a unit with its own condition; a batch is decided and appended in one go, and
//! only the rows that lost are decided again.

use std::collections::HashMap;

use domain::earlier_rows::EarlierRows;
use domain::match_row::{AskRegister, Handles, Holders, RowOf, match_row, refuse};
use domain::register_record::RecordHetus;
use domain::register_says::RegisterSays;
use domain::{Draft, Group, Person, person};
use events::codes::RowRefusal;
use events::person::{RegisterRecord, SentRow};
use events::unseen::without_blanks_around;
use events::{
    CommandId, CommandSource, EventId, Handle, Hetu, Identifier, ImportId, Instant, KeyId, OrganisationOid, PersonOid,
    Position, RegisterAnswer, Subject, Tag,
};
use store::{Condition, Guard, Lane, Outcome, Reading, StoreError, TagKey, Unit};

use crate::maker::Grounds;
use crate::people::{changes, claims, group_in, with_linked};
use crate::write::Decided;
use crate::{App, AppError, Maker};

mod by_register;

pub(crate) use by_register::{Answers, Asking};

/// What rows need to know of their import.
#[derive(Debug, Clone)]
pub struct ImportInWork {
    /// Its number.
    pub number: Position,
    /// Its id.
    pub id: ImportId,
    /// The key of its raw rows.
    pub key: KeyId,
    /// The sender's organisations.
    pub organisations: Vec<OrganisationOid>,
    /// The event by which it was accepted.
    pub received: Option<EventId>,
    /// When it was.
    pub received_at: Instant,
    /// On whose behalf the registry carries on.
    pub maker: Maker,
}

/// A row and its number.
pub type NumberedRow = (u32, SentRow);

/// The handles of a batch's identifiers and who holds them, by one reading.
struct HandleClaims<'a> {
    reading: Reading<'a>,
    handles: Vec<Handles>,
    /// Persons who may hold each handle.
    claimants: Vec<(Handle, Vec<PersonOid>)>,
}

/// Everything that a batch's decisions need, read at one position.
struct RowInputs {
    read_at: Position,
    handles: Vec<Handles>,
    holders: HashMap<Handle, PersonOid>,
    people: HashMap<PersonOid, Option<Group>>,
    new_oids: Vec<PersonOid>,
    answers: Answers,
    /// The hetus of the records among the answers, by the hetu asked.
    record_hetus: HashMap<Hetu, RecordHetus>,
    /// The rows that led to people whom the register has not confirmed, and of whom it has a record.
    earlier: HashMap<PersonOid, EarlierRows>,
}

/// A batch as far as it could be decided.
#[derive(Default)]
struct Batch {
    rows: Vec<NumberedRow>,
    /// One for each of the rows.
    units: Vec<Unit>,
    asking: Vec<Asking>,
}

impl App {
    /// Resolves rows by what the register has said so far; gives those about which it must be asked first. Rows that
    /// another node resolved meanwhile are done too.
    pub(crate) async fn resolve_by(
        &self,
        import: &ImportInWork,
        mut rows: Vec<NumberedRow>,
        answers: &Answers,
    ) -> Result<Vec<Asking>, AppError> {
        let mut asking = Vec::new();
        while !rows.is_empty() {
            let (work, by, together) = (import.clone(), answers.clone(), rows.clone());
            let batch = match self.blocking(move |app| app.decide_rows(&work, together, by)).await {
                Ok(batch) => batch,
                // Some row leads to a person with an event that cannot be read.
                Err(error) if of_one_event(&error) => {
                    rows = self.one_by_one(import, rows, answers).await?;
                    continue;
                }
                Err(error) => return Err(error),
            };
            asking.extend(batch.asking);
            rows = match self.store().submit(batch.units, Lane::Bulk).await {
                Ok(outcomes) => lost(batch.rows, &outcomes),
                Err(StoreError::TooLarge) => self.one_by_one(import, batch.rows, answers).await?,
                Err(error) => return Err(error.into()),
            };
        }
        Ok(asking)
    }

    fn decide_rows(&self, import: &ImportInWork, rows: Vec<NumberedRow>, answers: Answers) -> Result<Batch, AppError> {
        let known = self.read_for(&rows, answers)?;
        let (mut batch, mut decisions) = (Batch::default(), Vec::with_capacity(rows.len()));
        for (n, row) in rows.into_iter().enumerate() {
            match known.decide(import, n, &row) {
                Ok(decided) => {
                    decisions.push(decided);
                    batch.rows.push(row);
                }
                Err(AskRegister(hetu)) => batch.asking.push((row, hetu)),
            }
        }
        batch.units = self.seal(decisions)?;
        Ok(batch)
    }

    /// Handles of all identifiers and who holds them, read at one position. Where one is dead, it is buried and all are
    /// read again: its identifier has another handle by then.
    fn holders(&self, rows: &[NumberedRow]) -> Result<HandleClaims<'_>, AppError> {
        loop {
            let handles = self.row_handles(rows)?;
            let reading = self.store().read();
            let tags: Vec<(Handle, TagKey)> = handles.iter().flat_map(tags_of).collect();
            let keys: Vec<TagKey> = tags.iter().map(|(_, key)| *key).collect();
            let claimed = reading.events_of_all(&keys, claims())?;
            let claimed = || tags.iter().map(|(handle, _)| *handle).zip(&claimed);
            let dead: Vec<Handle> =
                claimed().filter(|(_, events)| person::is_dead(*events)).map(|(dead, _)| dead).collect();
            if dead.is_empty() {
                let claimants = claimed().map(|(handle, events)| (handle, person::claimants(events))).collect();
                return Ok(HandleClaims { reading, handles, claimants });
            }
            self.destroy_dead(&dead)?;
        }
    }

    /// One pass: handles of all identifiers, their claims, and the people that they lead to.
    fn read_for(&self, rows: &[NumberedRow], answers: Answers) -> Result<RowInputs, AppError> {
        let HandleClaims { reading, handles, claimants } = self.holders(rows)?;
        let sent_oids = rows.iter().filter_map(|(_, row)| sent_oid(row));
        let mut oids: Vec<PersonOid> = claimants.iter().flat_map(|(_, oids)| oids).copied().chain(sent_oids).collect();
        oids.sort_unstable();
        oids.dedup();
        let tags: Vec<TagKey> = oids.iter().map(|oid| Tag::Person(*oid).into()).collect();
        let events = reading.events_of_all(&tags, changes())?;
        let mut people: HashMap<PersonOid, Option<Person>> =
            oids.iter().zip(&events).map(|(oid, events)| (*oid, Person::fold(events))).collect();
        with_linked(&reading, &mut people)?;
        let holds = |handle: Handle, oid: &PersonOid| {
            people.get(oid).and_then(Option::as_ref).is_some_and(|person| person.holds(handle))
        };
        let holder = |(handle, oids): &(Handle, Vec<PersonOid>)| {
            oids.iter().find(|oid| holds(*handle, oid)).map(|oid| (*handle, *oid))
        };
        let holders = claimants.iter().filter_map(holder).collect();
        let new_oids = rows.iter().map(|_| self.draw_oid()).collect();
        let (hetus, records): (Vec<Hetu>, Vec<&RegisterRecord>) = answers.findings.records().unzip();
        let record_hetus = hetus.into_iter().zip(self.record_hetus(&records, reading.position())?).collect();
        let earlier = self.earlier_rows(&reading, people.values().flatten(), &answers)?;
        let read_at = reading.position();
        let people = oids.iter().map(|oid| (*oid, group_in(&people, *oid))).collect();
        Ok(RowInputs { read_at, handles, holders, people, new_oids, answers, record_hetus, earlier })
    }

    fn row_handles(&self, rows: &[NumberedRow]) -> Result<Vec<Handles>, AppError> {
        let mut all: Vec<Identifier> = Vec::with_capacity(rows.len());
        let mut take = |identifier: Option<Identifier>| {
            all.extend(identifier);
            all.len()
        };
        // How many identifiers there are up to each one's place.
        let counts: Vec<[usize; 3]> = rows.iter().map(|(_, row)| identifiers(row).map(&mut take)).collect();
        let (mut handles, mut taken) = (self.store().vault().handles(&all)?.into_iter(), 0);
        let mut next = |count: usize| (std::mem::replace(&mut taken, count) < count).then(|| handles.next()).flatten();
        let of_row = |counts: &[usize; 3]| {
            let [hetu, passport, email] = counts.map(&mut next);
            Handles { hetu, passport, email }
        };
        Ok(counts.iter().map(of_row).collect())
    }

    /// Finds the rows that no engine could store, and those that lead to a person with an event that cannot be read, and
    /// refuses them alone; gives those that must be decided again.
    async fn one_by_one(
        &self,
        import: &ImportInWork,
        rows: Vec<NumberedRow>,
        answers: &Answers,
    ) -> Result<Vec<NumberedRow>, AppError> {
        let mut again = Vec::new();
        for (number, row) in rows {
            let (work, one, by) = (import.clone(), vec![(number, row.clone())], answers.clone());
            let batch = match self.blocking(move |app| app.decide_rows(&work, one, by)).await {
                Ok(batch) => batch,
                Err(error) if of_one_event(&error) => {
                    tracing::error!(import = import.number.0, row = number, %error, "a row leads to a person who cannot be read");
                    self.refuse_alone(import, number, row.tunniste, RowRefusal::PersonUnreadable).await?;
                    continue;
                }
                Err(error) => return Err(error),
            };
            again.extend(batch.asking.into_iter().map(|(row, _)| row));
            match self.store().submit(batch.units, Lane::Bulk).await {
                Ok(outcomes) => again.extend(lost(batch.rows, &outcomes)),
                Err(StoreError::TooLarge) => {
                    self.refuse_alone(import, number, row.tunniste, RowRefusal::TooLarge).await?;
                }
                Err(error) => return Err(error.into()),
            }
        }
        Ok(again)
    }

    async fn refuse_alone(
        &self,
        import: &ImportInWork,
        row: u32,
        tunniste: Option<String>,
        cause: RowRefusal,
    ) -> Result<(), AppError> {
        let work = import.clone();
        let refusal = self.blocking(move |app| app.refusal(&work, row, tunniste, cause)).await?;
        self.store().submit(refusal, Lane::Bulk).await?;
        Ok(())
    }

    fn refusal(
        &self,
        import: &ImportInWork,
        row: u32,
        tunniste: Option<String>,
        cause: RowRefusal,
    ) -> Result<Vec<Unit>, AppError> {
        // A reference so long that it was part of the problem is not kept.
        let tunniste = tunniste.filter(|tunniste| tunniste.len() <= 1000);
        let draft = refuse(&row_of(import, row), tunniste, cause, None);
        self.seal(vec![decided(import, row, vec![draft], Condition::default(), Vec::new(), None)])
    }
}

impl RowInputs {
    fn decide<'a>(
        &self,
        import: &'a ImportInWork,
        n: usize,
        (number, row): &NumberedRow,
    ) -> Result<Decided<'a>, AskRegister> {
        let handles = self.handles[n];
        let person_of = |handle: Option<Handle>| self.people.get(self.holders.get(&handle?)?)?.as_ref();
        let oid = sent_oid(row);
        let holders = Holders {
            oid: oid.and_then(|oid| self.people.get(&oid)?.as_ref()),
            hetu: person_of(handles.hetu),
            passport: person_of(handles.passport),
            email: person_of(handles.email),
        };
        let (of, new) = (row_of(import, *number), self.new_oids[n]);
        let people = [holders.oid, holders.hetu, holders.passport, holders.email];
        let mut condition = self.condition(&handles, oid, people.into_iter().flatten());
        let decide = |register| match_row(&of, row, &handles, &holders, new, register);
        let (drafts, answer) = match decide(RegisterSays::NotAsked) {
            Ok(drafts) => (drafts, None),
            Err(AskRegister(hetu)) => {
                let records = people.into_iter().flatten().map(Group::addressed);
                let asked = records.into_iter().find(|person| person.hetu.is_some_and(|own| own.hetu == hetu));
                (decide(self.heard(hetu, asked, &mut condition)?)?, self.answer_to(&hetu))
            }
        };
        let key_of = |person: &Person| Some((Subject::Person(person.oid), person.key?));
        let keys = people.into_iter().flatten().map(Group::addressed).filter_map(key_of).collect();
        Ok(decided(import, *number, drafts, condition, keys, answer))
    }

    /// No new claim on any identifier of the row, and no change of anybody it leads to.
    fn condition<'p>(
        &self,
        handles: &Handles,
        sent: Option<PersonOid>,
        people: impl Iterator<Item = &'p Group>,
    ) -> Condition {
        let mut guards: Vec<Guard> = tags_of(handles).map(|(_, tag)| Guard { tag, types: claims() }).collect();
        let changed = |oid: PersonOid| Guard { tag: Tag::Person(oid).into(), types: changes() };
        guards.extend(people.flat_map(Group::records).map(|person| changed(person.oid)));
        guards.extend(sent.map(changed));
        Condition { read_at: self.read_at, guards }
    }
}

/// The tags under which claims of a row's identifiers stand.
fn tags_of(handles: &Handles) -> impl Iterator<Item = (Handle, TagKey)> + use<> {
    let tags = [
        handles.hetu.map(|handle| (handle, Tag::Hetu(handle).into())),
        handles.passport.map(|handle| (handle, Tag::Passport(handle).into())),
        handles.email.map(|handle| (handle, Tag::Email(handle).into())),
    ];
    tags.into_iter().flatten()
}

/// Hetu, passport number and e-mail identifier.
pub(super) fn identifiers(row: &SentRow) -> [Option<Identifier>; 3] {
    [
        row.hetu.as_ref().map(Identifier::hetu),
        row.passport.as_deref().and_then(Identifier::passport),
        row.email.as_deref().and_then(Identifier::email),
    ]
}

fn sent_oid(row: &SentRow) -> Option<PersonOid> {
    without_blanks_around(row.oid.as_deref()?).parse().ok()
}

fn row_of(import: &ImportInWork, row: u32) -> RowOf<'_> {
    RowOf { import: import.number, id: import.id, row, organisations: &import.organisations }
}

fn decided(
    import: &ImportInWork,
    row: u32,
    drafts: Vec<Draft>,
    condition: Condition,
    mut keys: Vec<(Subject, KeyId)>,
    register: Option<RegisterAnswer>,
) -> Decided<'_> {
    keys.push((Subject::Import(import.id), import.key));
    let command = row_command(import.number, row);
    let grounds = Grounds { cause: import.received, register, ..Grounds::default() };
    Decided { command, maker: &import.maker, grounds, drafts, condition, keys }
}

/// The command that resolves or refuses a row.
pub(crate) fn row_command(import: Position, row: u32) -> CommandId {
    CommandId::derived(CommandSource::ImportRow, import, row)
}

/// Does it lie in one event of a person, and in nothing that passes by itself?
fn of_one_event(error: &AppError) -> bool {
    matches!(error, AppError::Store(error) if error.is_of_one_event())
}

fn lost(rows: Vec<NumberedRow>, outcomes: &[Outcome]) -> Vec<NumberedRow> {
    rows.into_iter().zip(outcomes).filter(|(_, outcome)| **outcome == Outcome::Lost).map(|(row, _)| row).collect()
}
