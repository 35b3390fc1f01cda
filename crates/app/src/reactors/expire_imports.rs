//! Makes the raw rows and the notice address of imports unreadable some time after completion.

use std::time::Duration;

use domain::{Draft, Notices, notice};
use events::catalogue::ImportDataExpired;
use events::codes::{NotSent, Reason};
use events::{CommandId, CommandSource, Tag, With};
use projections::imports::query::{ImportSummary, expired};
use store::{Condition, Lane, TypeSet};

use super::{pause, stopped};
use crate::maker::Grounds;
use crate::write::Decided;
use crate::{App, AppError, Maker};

const LOOK_AGAIN: Duration = Duration::from_secs(60);

/// Runs until the application stops.
pub async fn run(app: App) {
    while !stopped(&app) {
        match expire_some(&app).await {
            Ok(0) => pause(&app, LOOK_AGAIN).await,
            Ok(_) => app.caught_up().await,
            Err(error) => {
                tracing::error!(%error, "raw rows of imports cannot be made to expire; trying again");
                pause(&app, LOOK_AGAIN).await;
            }
        }
    }
}

/// Expires what is due; the read models' writer destroys each key on seeing its event, as it does on every node.
async fn expire_some(app: &App) -> Result<usize, AppError> {
    let kept = i64::try_from(app.parts.settings.raw_rows_kept.as_secs()).unwrap_or(i64::MAX / 2000);
    let before = app.now().plus_seconds(-kept);
    let due = app.ask(move |connection| expired(connection, before)).await?;
    let count = due.len();
    for import in due {
        expire(app, import).await?;
    }
    Ok(count)
}

async fn expire(app: &App, import: ImportSummary) -> Result<(), AppError> {
    let Some(key) = import.key else { return Ok(()) };
    let unit = app
        .blocking(move |app| {
            let data = ImportDataExpired { import_id: import.id, key };
            let expired = Draft::plain(With::new(data, Default::default()), vec![Tag::Import(import.id)]);
            // A notice that is still awaited cannot be sent any more, and the log says so.
            let events = app.store().read().events(Tag::Import(import.id), TypeSet::of(notice::TYPES))?;
            let notices = Notices::fold(&events);
            let unsent = notices.and_then(|notices| Some(notices.not_sent(notices.awaited()?, NotSent::Expired)));
            let drafts = unsent.into_iter().chain([expired]).collect();
            let maker = Maker::registry(import.request);
            let command = CommandId::derived(CommandSource::ImportExpiry, import.number, 0);
            let grounds = Grounds { reason: Some(Reason::RetentionEnded), ..Grounds::default() };
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
