//! Finishes erasures that were ordered: keys and handles are destroyed, and that is written down. A crash in between is
//! made good by the next start.

use std::time::Duration;

use domain::Draft;
use events::catalogue::PersonalDataErased;
use events::{CommandId, CommandSource, Fact, Position, Tag, With};
use projections::erasures::query::pending;
use store::{Condition, Lane};

use super::{count_turn, pause, stopped};
use crate::maker::Grounds;
use crate::write::Decided;
use crate::{App, AppError, Maker};

const LOOK_AGAIN: Duration = Duration::from_secs(60);

/// Runs until the application stops.
pub async fn run(app: App) {
    while !stopped(&app) {
        let mut reads = app.watch_reads();
        match count_turn(&app, "complete_erasures", complete_all(&app).await) {
            Ok(()) => {
                tokio::select! {
                    _ = reads.changed() => pause(&app, Duration::from_secs(1)).await,
                    () = pause(&app, LOOK_AGAIN) => {}
                }
            }
            Err(error) => {
                tracing::error!(%error, "an erasure cannot be finished; trying again");
                pause(&app, Duration::from_secs(1)).await;
            }
        }
    }
}

async fn complete_all(app: &App) -> Result<(), AppError> {
    for ordered in app.ask(pending).await? {
        complete(app, ordered).await?;
    }
    Ok(())
}

async fn complete(app: &App, ordered: Position) -> Result<(), AppError> {
    let unit = app
        .blocking(move |app| {
            let Some(event) = app.store().events_of(ordered, 1)?.pop() else { return Ok(None) };
            let Fact::ErasureOrdered(with) = &event.fact else { return Ok(None) };
            app.store().apply_erasure(&event.fact)?;
            let (about, persons) = (with.data.about, with.data.persons.clone());
            let tags = persons.iter().map(|oid| Tag::Person(*oid)).collect();
            let drafts = vec![Draft::plain(With::new(PersonalDataErased { about, persons }, Default::default()), tags)];
            let envelope = &event.recorded.envelope;
            let maker = Maker::registry(envelope.meta.request);
            let command = CommandId::derived(CommandSource::Erasure, ordered, 0);
            let grounds = Grounds { cause: Some(envelope.id), reason: envelope.meta.reason, ..Grounds::default() };
            let decided =
                Decided { command, maker: &maker, grounds, drafts, condition: Condition::default(), keys: Vec::new() };
            Ok(app.seal(vec![decided])?.pop())
        })
        .await?;
    if let Some(unit) = unit {
        app.append(unit, Lane::Bulk).await?;
    }
    Ok(())
}
