//! Persons who may be the same, for programs: by a record, or by what somebody is about to register. Advice: nothing is
//! linked by it.

use domain::{Person, likeness};
use events::PersonOid;
use projections::candidates::query::candidates;
use projections::people::links::as_shown;
use projections::people::query::group_of;

use super::wanted::is_passive;
use crate::report::candidates::Described;
use crate::{App, AppError};

/// The most persons who are told of.
const MOST: usize = 200;

impl App {
    /// Persons in use who may be the same as this one, the likeliest first: nobody who is linked with them, and nobody whom
    /// the register has confirmed beside somebody whom it has confirmed too.
    pub async fn alike(&self, oid: PersonOid) -> Result<Vec<Person>, AppError> {
        self.caught_up().await;
        self.ask(move |connection| {
            let Some(group) = group_of(connection, oid)? else { return Ok(Vec::new()) };
            let of = as_shown(group.clone());
            let Some(compared) = likeness(&of) else { return Ok(Vec::new()) };
            let skip = |other: &Person| {
                let both = of.is_in_register() && of.hetu.is_some() && other.is_in_register();
                is_passive(other) || group.has(other.oid) || both
            };
            let found = candidates(connection, &compared, MOST, skip)?;
            Ok(found.into_iter().map(|candidate| candidate.person).collect())
        })
        .await
    }

    /// Persons in use who may be the one described, the likeliest first.
    pub async fn alike_described(&self, described: Described) -> Result<Vec<Person>, AppError> {
        self.caught_up().await;
        self.ask(move |connection| {
            let found = candidates(connection, &described.likeness(), MOST, is_passive)?;
            Ok(found.into_iter().map(|candidate| candidate.person).collect())
        })
        .await
    }
}
