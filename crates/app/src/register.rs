//! The population register, as uses and reactors ask it.

use domain::person;
use domain::register_record::RecordHetus;
use events::person::RegisterRecord;
use events::{Handle, Hetu, Identifier, OpenedEvent, PersonOid, Position, Tag};
use store::{Guard, TagKey};

use crate::people::{claims, holders};
use crate::{App, AppError};

mod findings;
mod heard;
mod outage;

pub(crate) use findings::{Findings, RegisterFinding};
pub(crate) use heard::FoundHetus;
pub use heard::{ComparisonView, Heard, HeardOfBoth};
pub(crate) use outage::{Availability, SharedAvailability};

impl App {
    /// Asks the register what is not known yet, unless it does not answer just now; `false` then.
    pub(crate) async fn hear(&self, findings: &mut Findings, hetus: Vec<Hetu>) -> bool {
        if !self.register.get().may_be_asked(self.now()) {
            return false;
        }
        match findings.ask(self, hetus).await {
            Ok(asked) => {
                if asked {
                    self.register.answered(self.now());
                }
                true
            }
            Err(outage) => {
                self.register.failed(&outage, self.now());
                // Anyone who identifies writes it down too, at the latest at their next turn.
                if let Err(error) = self.register.get().write_down(self).await {
                    tracing::warn!(%error, "that the register does not answer could not be written down yet");
                }
                false
            }
        }
    }

    /// The hetus of records as the log knows them at a position; blocks. Missing handles are made. A dead
    /// handle is destroyed, and a new one is drawn.
    pub(crate) fn record_hetus(
        &self,
        records: &[&RegisterRecord],
        read_at: Position,
    ) -> Result<Vec<RecordHetus>, AppError> {
        if records.is_empty() {
            return Ok(Vec::new());
        }
        let identifiers: Vec<Identifier> =
            records.iter().flat_map(|record| hetus_of(record)).map(|hetu| Identifier::hetu(&hetu)).collect();
        loop {
            let handles = self.store().vault().handles(&identifiers)?;
            let tags: Vec<TagKey> = handles.iter().map(|handle| Tag::Hetu(*handle).into()).collect();
            let reading = self.store().read();
            let claimed = reading.events_of_all(&tags, claims())?;
            let of_handle = || handles.iter().copied().zip(&claimed);
            let dead: Vec<Handle> =
                of_handle().filter(|(_, events)| person::is_dead(*events)).map(|(dead, _)| dead).collect();
            if !dead.is_empty() {
                self.destroy_dead(&dead)?;
                continue;
            }
            // What is newer than the position makes the decision lose anyway.
            let claimed: Vec<(Handle, Vec<OpenedEvent>)> = handles.iter().copied().zip(claimed).collect();
            let holders = holders(&reading, &claimed, read_at)?;
            let mut held = handles.iter().map(|handle| (*handle, holders.get(handle).map(|person| person.oid)));
            let of_record = |record: &&RegisterRecord| {
                let of_record: Vec<(Handle, Option<PersonOid>)> =
                    held.by_ref().take(1 + record.former_hetus.len()).collect();
                let holders = of_record.iter().filter_map(|(_, holder)| *holder).collect();
                let mut handles = of_record.into_iter().map(|(handle, _)| handle);
                let current = handles.next()?;
                Some(RecordHetus { current, former: handles.collect(), holders })
            };
            return Ok(records.iter().filter_map(of_record).collect());
        }
    }
}

/// The present one, and those before it.
fn hetus_of(record: &RegisterRecord) -> impl Iterator<Item = Hetu> + '_ {
    std::iter::once(record.hetu).chain(record.former_hetus.iter().copied())
}

/// No new claim on any of these hetus.
pub(crate) fn guards_of(hetus: &RecordHetus) -> impl Iterator<Item = Guard> + '_ {
    let handles = std::iter::once(&hetus.current).chain(&hetus.former);
    handles.map(|handle| Guard { tag: Tag::Hetu(*handle).into(), types: claims() })
}
