//! Tends the vault: keys are rewrapped when a newer key-encryption key is configured, and keys that nothing uses are
//! swept.
//!
//! A key is durable before the event that uses it. Where that event never came, the key is left over: of a row that was
//! decided again, or of an import that broke off. What such an import had stored is nobody's, and stays readable until
//! its key is destroyed, which the log says like every other end of raw rows.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use domain::Draft;
use events::catalogue::ImportDataExpired;
use events::codes::Reason;
use events::{CommandId, CommandSource, EventKind, ImportId, KeyId, KindSet, Recorded, Subject, Tag, With};
use store::{Lane, Outcome, StoreError, TagKey, Unit};
use uuid::Uuid;

use super::{count_turn, pause, stopped};
use crate::maker::Grounds;
use crate::write::Decided;
use crate::{App, AppError, Maker};

const LOOK_AGAIN: Duration = Duration::from_secs(60 * 60);
/// Younger keys may be about to be used, in seconds.
const GRACE: i64 = 24 * 60 * 60;
/// Keys looked at in one go.
const AT_ONCE: usize = 1_000;
/// Events looked at in one go.
const EVENTS_AT_ONCE: usize = 5_000;

/// Runs until the application stops.
pub async fn run(app: App) {
    while !stopped(&app) {
        if let Err(error) = count_turn(&app, "tend_vault", tend(&app).await) {
            tracing::error!(%error, "the vault cannot be tended; trying again");
        }
        pause(&app, LOOK_AGAIN).await;
    }
}

async fn tend(app: &App) -> Result<(), AppError> {
    while !stopped(app) && app.may_expire() && sweep_some(app).await? {}
    if app.blocking(|app| Ok(app.store().vault().has_older_versions()?)).await? {
        rewrap_all(app).await?;
    }
    Ok(())
}

/// Goes through all keys; they are wrapped by the newest version then.
async fn rewrap_all(app: &App) -> Result<(), AppError> {
    let mut after = KeyId(Uuid::nil());
    while !stopped(app) {
        match app.blocking(move |app| Ok(app.store().vault().rewrap_some(after, AT_ONCE)?)).await? {
            Some(last) => after = last,
            None => {
                tracing::info!("every key of the vault is wrapped by the newest key-encryption key");
                return Ok(());
            }
        }
    }
    Ok(())
}

/// What a sweep found among some keys.
struct Sweep {
    unused: Vec<KeyId>,
    abandoned: Vec<Unit>,
    last: KeyId,
}

/// Looks at the next keys; `false` when there are none.
async fn sweep_some(app: &App) -> Result<bool, AppError> {
    let Some(Sweep { unused, abandoned, last }) = app.blocking(find).await? else { return Ok(false) };
    if unused.len() + abandoned.len() > 0 {
        tracing::info!(keys = unused.len(), imports = abandoned.len(), "keys that nothing uses are swept");
    }
    if !abandoned.is_empty() {
        let outcomes = app.store().submit(abandoned, Lane::Bulk).await?;
        if outcomes.contains(&Outcome::Lost) {
            // An import was accepted after all, after a day: what is swept is looked at again.
            return Err(AppError::Busy);
        }
    }
    app.blocking(move |app| Ok(app.store().vault().swept(&unused, last)?)).await?;
    Ok(true)
}

fn find(app: &App) -> Result<Option<Sweep>, AppError> {
    let keys = app.store().vault().unswept(app.now().plus_seconds(-GRACE), AT_ONCE)?;
    let Some((last, _)) = keys.last().copied() else { return Ok(None) };
    let (mut unused, mut abandoned) = (Vec::new(), Vec::new());
    let (imports, others): (Vec<_>, Vec<_>) =
        keys.into_iter().partition(|(_, subject)| matches!(subject, Subject::Import(_)));
    let used = used_keys(app, &others)?;
    unused.extend(others.into_iter().map(|(key, _)| key).filter(|key| !used.contains(key)));
    for (key, subject) in imports {
        let Subject::Import(import) = subject else { continue };
        match of_import(app, import)? {
            Chunks::Accepted => {}
            Chunks::None => unused.push(key),
            Chunks::Abandoned(first) => abandoned.extend(expiry(app, import, key, &first)?),
        }
    }
    Ok(Some(Sweep { unused, abandoned, last }))
}

/// Those keys of persons and comparisons under which something of theirs is sealed.
fn used_keys(app: &App, keys: &[(KeyId, Subject)]) -> Result<HashSet<KeyId>, StoreError> {
    let node = app.store().node();
    let tags: Vec<TagKey> = keys.iter().filter_map(|(_, subject)| tag(*subject)).map(TagKey::from).collect();
    let found = node.index.find_all(&tags, KindSet::ALL, app.store().head().position)?;
    let mut positions: Vec<_> = found.iter().flatten().map(|posting| posting.position).collect();
    positions.sort_unstable();
    positions.dedup();
    let mut used = HashSet::new();
    // Of one person there may be any number of them.
    for positions in positions.chunks(EVENTS_AT_ONCE) {
        let events = node.log.at(positions)?;
        used.extend(events.iter().flat_map(|event| &event.envelope.sealed).map(|part| part.key));
    }
    Ok(used)
}

fn tag(subject: Subject) -> Option<Tag> {
    match subject {
        Subject::Person(oid) => Some(Tag::Person(oid)),
        Subject::Case(case) => Some(Tag::Case(case)),
        Subject::Import(_) => None,
    }
}

/// What the log has of an import.
enum Chunks {
    None,
    Abandoned(Arc<Recorded>),
    Accepted,
}

fn of_import(app: &App, import: ImportId) -> Result<Chunks, StoreError> {
    let (node, head) = (app.store().node(), app.store().head().position);
    let find = |kind| node.index.find(Tag::Import(import).into(), KindSet::of(&[kind]), head);
    if !find(EventKind::ImportReceived)?.is_empty() {
        return Ok(Chunks::Accepted);
    }
    let Some(first) = find(EventKind::ImportRowsReceived)?.first().map(|posting| posting.position) else {
        return Ok(Chunks::None);
    };
    let first = node.log.at(&[first])?.pop();
    Ok(first.map_or(Chunks::None, Chunks::Abandoned))
}

/// Ends what is kept of an import that nobody accepted, unless somebody does at the last moment.
fn expiry(app: &App, import: ImportId, key: KeyId, first: &Recorded) -> Result<Option<Unit>, AppError> {
    let mut reading = app.store().read();
    if !reading.events(Tag::Import(import), KindSet::of(&[EventKind::ImportReceived]))?.is_empty() {
        return Ok(None);
    }
    let data = ImportDataExpired { import_id: import, key };
    let drafts = vec![Draft::plain(With::new(data, Default::default()), vec![Tag::Import(import)])];
    let meta = &first.envelope.meta;
    let maker = Maker::registry(meta.request);
    let command = CommandId::derived(CommandSource::ImportExpiry, first.position, 0);
    let grounds =
        Grounds { cause: Some(first.envelope.id), reason: Some(Reason::RetentionEnded), ..Grounds::default() };
    let condition = reading.into_condition();
    Ok(app.seal(vec![Decided { command, maker: &maker, grounds, drafts, condition, keys: Vec::new() }])?.pop())
}
