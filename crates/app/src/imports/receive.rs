//! Receive an import: stored whole before anything else happens, and answered with its number.

use std::time::Duration;

use domain::Draft;
use events::catalogue::{ImportReceived, ImportRowsReceived, NoticeAddress, SentRows};
use events::codes::Interface;
use events::person::SentRow;
use events::{
    Actor, CommandId, EventKind, Fact, ImportId, KeyId, KindSet, OrganisationOid, Position, Subject, Tag, With,
};
use store::{Condition, Lane, StoreError, Unit};
use uuid::Uuid;

use crate::maker::Grounds;
use crate::write::{Decided, Done};
use crate::{App, AppError, Maker};

/// Most rows of one chunk.
const ROWS_PER_CHUNK: usize = 500;
/// Most bytes of one chunk before sealing: well below the limit of an event.
const BYTES_PER_CHUNK: usize = 192 * 1024;
/// Chunks sent to the log at once.
const CHUNKS_AT_ONCE: usize = 8;

/// How long a sender waits for some chunks to be kept.
const PATIENCE: Duration = Duration::from_secs(30);

/// An import whose rows have passed every check.
pub struct NewImport {
    /// The path it came by.
    pub interface: Interface,
    /// Where a notice is sent.
    pub notice_address: Option<String>,
    /// The sender's organisations; at least one.
    pub organisations: Vec<OrganisationOid>,
    /// The rows, in the order sent.
    pub rows: Vec<SentRow>,
}

impl App {
    /// Stores the import and gives its number. Its rows are resolved by the reactor.
    pub async fn receive_import(&self, maker: Maker, import: NewImport) -> Result<Position, AppError> {
        let NewImport { interface, notice_address, organisations, rows } = import;
        let id = ImportId(Uuid::now_v7());
        let key = self
            .blocking(move |app| Ok(app.store().vault().create_keys(&[Subject::Import(id)])?.pop()))
            .await?
            .ok_or(AppError::Stopping)?;
        let subject = self.subject_name(&maker);
        let received =
            ImportReceived { import_id: id, interface, rows: rows.len() as u32, organisations, service: subject };
        let received = Draft::plain(
            Fact::from(With::new(received, NoticeAddress { email: notice_address })),
            vec![Tag::Import(id)],
        )
        .sealed_for(Subject::Import(id));
        let mut chunks = Chunks { rows: rows.into_iter().peekable(), next_row: 0, id };
        loop {
            let drafts: Vec<Draft> = chunks.by_ref().take(CHUNKS_AT_ONCE).collect();
            let last = chunks.rows.peek().is_none();
            let units = self.chunk_units(&maker, key, id, drafts).await?;
            let sent = tokio::time::timeout(PATIENCE, self.store().submit(units, Lane::Bulk)).await;
            // Chunks that nobody has accepted mean nothing.
            sent.unwrap_or(Err(StoreError::Unsettled))?;
            if last {
                break;
            }
        }
        let number = self.accept(&maker, key, id, received).await?;
        self.import_received.notify_waiters();
        Ok(number)
    }

    /// The directory's name of the sending service.
    fn subject_name(&self, maker: &Maker) -> Option<String> {
        let (Actor::Service(subject) | Actor::Person(subject)) = &maker.actor else { return None };
        let services = self.parts.services.get();
        let by_client = || services.name_of(maker.client.as_deref()?);
        services.name_of(subject).or_else(by_client).map(str::to_owned)
    }

    async fn chunk_units(
        &self,
        maker: &Maker,
        key: KeyId,
        id: ImportId,
        drafts: Vec<Draft>,
    ) -> Result<Vec<Unit>, AppError> {
        let maker = maker.clone();
        self.blocking(move |app| {
            let decided = |draft| decided(&maker, key, id, draft);
            app.seal(drafts.into_iter().map(decided).collect())
        })
        .await
    }

    async fn accept(&self, maker: &Maker, key: KeyId, id: ImportId, received: Draft) -> Result<Position, AppError> {
        let sender = maker.clone();
        let unit = self.blocking(move |app| {
            // Chunks that waited for too long were swept.
            let mut reading = app.store().read();
            if !reading.events(Tag::Import(id), KindSet::of(&[EventKind::ImportDataExpired]))?.is_empty() {
                return Ok(None);
            }
            let condition = reading.into_condition();
            Ok(app.seal(vec![Decided { condition, ..decided(&sender, key, id, received) }])?.pop())
        });
        match self.append(unit.await?.ok_or(AppError::Busy)?, Lane::Interactive).await? {
            Done::Appended(events) => events.first().map(|event| event.position()).ok_or(AppError::Stopping),
            Done::Lost => Err(AppError::Busy),
        }
    }
}

fn decided(maker: &Maker, key: KeyId, id: ImportId, draft: Draft) -> Decided<'_> {
    let keys = vec![(Subject::Import(id), key)];
    let (grounds, condition) = (Grounds::default(), Condition::default());
    Decided { command: CommandId(Uuid::new_v4()), maker, grounds, drafts: vec![draft], condition, keys }
}

/// Cuts rows into chunks that fit an event.
struct Chunks {
    rows: std::iter::Peekable<std::vec::IntoIter<SentRow>>,
    next_row: u32,
    id: ImportId,
}

impl Iterator for Chunks {
    type Item = Draft;

    fn next(&mut self) -> Option<Draft> {
        let (mut rows, mut bytes) = (Vec::new(), 0);
        while let Some(row) = self.rows.peek() {
            let size = row_size(row);
            if rows.len() == ROWS_PER_CHUNK || (bytes + size > BYTES_PER_CHUNK && !rows.is_empty()) {
                break;
            }
            bytes += size;
            rows.extend(self.rows.next());
        }
        let (first_row, count) = (self.next_row, rows.len() as u32);
        self.next_row += count;
        let data = ImportRowsReceived { import_id: self.id, first_row, rows: count };
        let draft = || Draft::plain(Fact::from(With::new(data, SentRows { sent: rows })), vec![Tag::Import(self.id)]);
        (count > 0).then(|| draft().sealed_for(Subject::Import(self.id)))
    }
}

/// An upper bound of a row's encoded size.
fn row_size(row: &SentRow) -> usize {
    let optional = [&row.tunniste, &row.oid, &row.passport, &row.email, &row.sex, &row.language];
    let texts = optional.into_iter().flatten().map(String::len).sum::<usize>();
    let names = row.names.first_names.len() + row.names.call_name.len() + row.names.surname.len();
    let nationalities = row.nationalities.iter().map(|code| code.len() + 5).sum::<usize>();
    texts + names + nationalities + 100
}
