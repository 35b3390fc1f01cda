//! Makes the raw rows and the notice address of imports unreadable some time after completion.

use std::time::Duration;

use domain::{Draft, Notices, notice};
use events::catalogue::ImportDataExpired;
use events::codes::{NotSent, Reason};
use events::{CommandId, CommandSource, Position, RequestId, Tag, With};
use projections::imports::query::{ImportRecord, expired};
use store::{Lane, Unit};

use super::{count_turn, pause, stopped};
use crate::maker::Grounds;
use crate::write::{Decided, Done};
use crate::{App, AppError, Maker};

const LOOK_AGAIN: Duration = Duration::from_secs(60);

/// Runs until the application stops.
pub async fn run(app: App) {
    while !stopped(&app) {
        match count_turn(&app, "expire_imports", expire_some(&app).await) {
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
    if !app.may_expire() {
        return Ok(0);
    }
    let kept = i64::try_from(app.parts.settings.raw_rows_kept.as_secs()).unwrap_or(i64::MAX / 2000);
    let before = app.now().plus_seconds(-kept);
    let due = app.ask(move |connection| expired(connection, before)).await?;
    let count = due.len();
    for import in due {
        expire(app, import).await?;
    }
    Ok(count)
}

/// Until nothing came in between: a notice may have been claimed or sent while this was decided.
async fn expire(app: &App, import: ImportRecord) -> Result<(), AppError> {
    let Some(key) = import.key else { return Ok(()) };
    let (id, number, request) = (import.id, import.number, import.request);
    while !stopped(app) {
        let unit =
            app.blocking(move |app| decide(app, ImportDataExpired { import_id: id, key }, number, request)).await?;
        let Some(unit) = unit else { break };
        if let Done::Appended(_) = app.append(unit, Lane::Bulk).await? {
            break;
        }
    }
    Ok(())
}

fn decide(app: &App, data: ImportDataExpired, number: Position, request: RequestId) -> Result<Option<Unit>, AppError> {
    let tag = Tag::Import(data.import_id);
    let mut reading = app.store().read();
    let events = reading.events(tag, notice::TYPES)?;
    let condition = reading.into_condition();
    // A notice that is still awaited cannot be sent any more, and the log says so.
    let unsent =
        Notices::fold(&events).and_then(|notices| Some(notices.not_sent(notices.awaited()?, NotSent::Expired)));
    let drafts = unsent.into_iter().chain([Draft::plain(With::new(data, Default::default()), vec![tag])]).collect();
    let maker = Maker::registry(request);
    let command = CommandId::derived(CommandSource::ImportExpiry, number, 0);
    let grounds = Grounds { reason: Some(Reason::RetentionEnded), ..Grounds::default() };
    let decided = Decided { command, maker: &maker, grounds, drafts, condition, keys: Vec::new() };
    Ok(app.seal(vec![decided])?.pop())
}
