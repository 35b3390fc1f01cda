//! What officials have said of two records: that they are two persons'. It counts until something new is known of either, and
//! whoever looks at the pair again is told of it.

use std::collections::{BTreeMap, BTreeSet};

use domain::Person;
use events::{Actor, Fact, Instant, PersonOid, Position};

use crate::{App, AppError};

/// That two records are two persons'.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// The two records.
    pub of: [PersonOid; 2],
    /// Who said so.
    pub by: Actor,
    /// When.
    pub at: Instant,
    /// Why, in their own words, where they said and it can be read.
    pub words: Option<String>,
}

impl App {
    /// What was said of any two of these records and has not been taken back, the newest first, whether or not something is
    /// known since.
    pub async fn judgements(&self, records: &[&Person]) -> Result<Vec<Judgement>, AppError> {
        let oids: BTreeSet<PersonOid> = records.iter().map(|record| record.oid).collect();
        let marks =
            records.iter().flat_map(|record| record.apart.iter().map(|mark| (mark.since, record.oid, mark.other)));
        let among = marks.filter(|(_, own, other)| own != other && oids.contains(other));
        let wanted: BTreeMap<Position, [PersonOid; 2]> =
            among.map(|(since, own, other)| (since, [own, other])).collect();
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        self.blocking(move |app| {
            let events = app.store().events_at(&wanted.keys().copied().collect::<Vec<_>>())?;
            let judgement = |event: &events::OpenedEvent| {
                let Fact::MarkedNotDuplicate(with) = &event.fact else { return None };
                let (by, at) = (event.recorded.envelope.meta.actor.clone(), event.recorded_at());
                let words = with.personal.known().and_then(|said| said.words.clone());
                Some(Judgement { of: *wanted.get(&event.position())?, by, at, words })
            };
            Ok(events.iter().rev().filter_map(judgement).collect())
        })
        .await
    }
}
