//! Carries out what was ordered of whole imports, part by part. Each part is judged when its turn comes, and is appended
//! under the condition that nothing of its persons has changed; a crash in between is made good by the next start.

use std::time::Duration;

use domain::undo_import::{Progress, READS, carry_out};
use events::{CommandId, CommandSource, Position, Tag};
use projections::undos::query::underway;
use store::Lane;

use super::{pause, stopped};
use crate::imports::undo::{part, read};
use crate::maker::Grounds;
use crate::write::{Decided, Done};
use crate::{App, AppError, Maker};

const LOOK_AGAIN: Duration = Duration::from_secs(60);
const TRY_AGAIN: Duration = Duration::from_secs(1);
const SOON: Duration = Duration::from_millis(100);

/// Runs until the application stops.
pub async fn run(app: App) {
    while !stopped(&app) {
        let mut reads = app.watch_reads();
        match undo_some(&app).await {
            Ok(()) => {
                tokio::select! {
                    _ = reads.changed() => pause(&app, SOON).await,
                    () = pause(&app, LOOK_AGAIN) => {}
                }
            }
            Err(error) => {
                tracing::error!(%error, "which imports are to be undone cannot be read; trying again");
                pause(&app, TRY_AGAIN).await;
            }
        }
    }
}

/// One import that cannot be undone holds up no other.
async fn undo_some(app: &App) -> Result<(), AppError> {
    for import in app.ask(underway).await? {
        while !stopped(app) {
            match undo_part(app, import).await {
                Ok(Part::Undone) => {}
                Ok(Part::Lost) => pause(app, SOON).await,
                Ok(Part::None) => break,
                Err(error) => {
                    tracing::error!(import = import.0, %error, "an import cannot be undone further; trying again");
                    pause(app, TRY_AGAIN).await;
                    break;
                }
            }
        }
    }
    Ok(())
}

/// What became of the next part of an import.
enum Part {
    Undone,
    /// Somebody changed one of its persons meanwhile: it is judged again.
    Lost,
    /// There is none.
    None,
}

async fn undo_part(app: &App, number: Position) -> Result<Part, AppError> {
    let unit = app
        .blocking(move |app| {
            let mut reading = app.store().read();
            let Some(import) = read(&mut reading, app, number)? else { return Ok(None) };
            let Progress::Underway(order, next) = import.progress else { return Ok(None) };
            let Some(ordered) = app.store().events_of(order, 1)?.pop() else { return Ok(None) };
            let read = part(&reading, app, &import, (order, next))?;
            for person in read.persons.values() {
                reading.guard(Tag::Person(*person), READS);
            }
            let drafts = carry_out(&import.of, &read.part, &read.events);
            let envelope = &ordered.recorded.envelope;
            let maker = Maker::registry(envelope.meta.request);
            let command = CommandId::derived(CommandSource::ImportUndo, order, next);
            let grounds = Grounds { cause: Some(envelope.id), reason: envelope.meta.reason, ..Grounds::default() };
            let condition = reading.into_condition();
            let decided = Decided { command, maker: &maker, grounds, drafts, condition, keys: Vec::new() };
            Ok(app.seal(vec![decided])?.pop())
        })
        .await?;
    let Some(unit) = unit else { return Ok(Part::None) };
    Ok(match app.append(unit, Lane::Bulk).await? {
        Done::Appended(_) => Part::Undone,
        Done::Lost => Part::Lost,
    })
}
