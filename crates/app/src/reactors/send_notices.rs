//! Sends notices about imports. Each try is written down before it is made, and its end after it: a crash in between
//! repeats one message, under the same Message-ID, and loses none.

use std::sync::Arc;
use std::time::Duration;

use domain::notice::{Notices, Rows, TYPES, Verdict};
use domain::{Draft, Status, status};
use events::catalogue::ImportNoticeClaimed;
use events::codes::{NotSent, NoticeRound};
use events::{Backoff, CommandId, CommandSource, EventId, Fact, Instant, PersonOid, Position, Tag};
use projections::notices::query::{Due, counted, due, numbers_changed, numbers_due};
use store::{Condition, Lane, Outcome, StoreError, Unit};

use super::{count_turn, pause, stopped};
use crate::app::random_share;
use crate::mail::{Mail, NotTaken, Notice};
use crate::maker::Grounds;
use crate::write::{Decided, Done};
use crate::{App, AppError, Maker};

/// At least how often notices that have become due by the clock are looked for.
const LOOK_AGAIN: Duration = Duration::from_secs(30);
/// After news in the log: a notice is in no hurry, and imports must not be slowed down by it.
const NO_HURRY: Duration = Duration::from_millis(500);
/// Delays while the mail server cannot be used.
const BACKOFF: Backoff = Backoff::seconds(1, 300);
/// People whose past state is read at once.
const PEOPLE_AT_ONCE: usize = 500;
/// Numbers that changed longer ago, in seconds, are not told of by mail any more: the report shows them.
const NUMBERS_WITHIN: i64 = 10 * 24 * 60 * 60;
/// Tries of one round have numbers below this.
const ROUND: u32 = 1_000;

/// Runs until the application stops.
pub async fn run(app: App) {
    let Some(mail) = app.parts.mail.clone() else {
        tracing::info!("no mail server is configured: no notices about imports are sent");
        return;
    };
    let mut failures = 0_u32;
    while !stopped(&app) {
        let mut reads = app.watch_reads();
        match count_turn(&app, "send_notices", send_due(&app, &mail).await) {
            Ok(Ended::Done) => {
                failures = 0;
                tokio::select! {
                    _ = reads.changed() => pause(&app, NO_HURRY).await,
                    () = pause(&app, LOOK_AGAIN) => {}
                }
            }
            Ok(Ended::Away(why)) => {
                tracing::warn!(%why, "the mail server cannot be used; notices wait");
                failures = failures.saturating_add(1);
                pause(&app, BACKOFF.with_jitter(failures, random_share())).await;
            }
            Err(error) => {
                tracing::error!(%error, "notices about imports cannot be sent; trying again");
                pause(&app, Duration::from_secs(1)).await;
            }
        }
    }
}

enum Ended {
    Done,
    Away(NotTaken),
}

async fn send_due(app: &App, mail: &Mail) -> Result<Ended, AppError> {
    let now = app.now();
    let resolved_by = now.plus_seconds(-notice_after(app));
    let (since, pause) = (now.plus_seconds(-NUMBERS_WITHIN), notice_after(app));
    let found = app.ask(move |connection| {
        let (due, numbers) = (due(connection, resolved_by, now)?, numbers_due(connection, since, pause, now)?);
        Ok((due, numbers))
    });
    let (mut due, numbers) = found.await?;
    due.extend(numbers.into_iter().filter(|one| !due.contains(one)).collect::<Vec<_>>());
    if due.is_empty() {
        return Ok(Ended::Done);
    }
    if let Err(why) = mail.ready().await {
        return Ok(Ended::Away(why));
    }
    for import in due {
        if stopped(app) {
            break;
        }
        attend(app, mail, import).await?;
    }
    // What was written must not be found due again.
    app.caught_up().await;
    Ok(Ended::Done)
}

/// Does what is to be done about one import.
async fn attend(app: &App, mail: &Mail, import: Due) -> Result<(), AppError> {
    match app.blocking(move |app| decide(app, import)).await? {
        None => Ok(()),
        Some(Plan::End(unit)) => app.append(unit, Lane::Bulk).await.map(drop),
        Some(Plan::Send(attempt, unit)) => {
            let outcome = app.store().submit(vec![unit], Lane::Bulk).await?;
            match outcome.first() {
                Some(Outcome::Appended { .. }) => send(app, mail, *attempt).await,
                // Lost, or claimed by another node: then it is theirs to send.
                _ => Ok(()),
            }
        }
    }
}

enum Plan {
    End(Unit),
    /// To be made once its claim stands in the log.
    Send(Box<Attempt>, Unit),
}

struct Attempt {
    notices: Notices,
    claim: ImportNoticeClaimed,
    /// The claim's event.
    event: Option<EventId>,
    to: Recipient,
}

/// Who is told of which import.
struct Recipient {
    address: String,
    received: Instant,
    service: Option<String>,
}

/// Decides from the log, with the rows as the read models count them.
fn decide(app: &App, import: Due) -> Result<Option<Plan>, AppError> {
    let mut reading = app.store().read();
    let events = reading.events(Tag::Import(import.id), TYPES)?;
    let Some(notices) = Notices::fold(&events) else { return Ok(None) };
    let rows = rows(app, &notices)?;
    let verdict = match notices.decide(&rows, notice_after(app), app.now()) {
        Verdict::Wait => {
            let (changed, at) = app.reads().ask(|connection| numbers_changed(connection, notices.import))?;
            notices.decide_numbers(changed, at, notice_after(app), app.now())
        }
        verdict => verdict,
    };
    let to = events.iter().find_map(recipient);
    let condition = reading.into_condition();
    match (verdict, to) {
        (Verdict::Send(claim), Some(to)) => {
            let command = CommandSource::NoticeClaim;
            let number = ROUND * number_of(&notices, claim.round) + claim.attempt;
            let command = CommandId::derived(command, notices.import, number);
            let draft = notices.claimed(claim.clone());
            let unit = unit(app, &notices, command, Some(notices.received), draft, condition)?;
            Ok(unit.map(|unit| {
                let event = unit.events.first().map(|event| event.id);
                Plan::Send(Box::new(Attempt { notices, claim, event, to }), unit)
            }))
        }
        (Verdict::End(end), _) => {
            let draft = notices.not_sent(end.round, end.cause);
            let cause = notices.claim_of(end.round).map_or(notices.received, |claim| claim.event);
            let unit = unit(app, &notices, end_command(&notices, end.round), Some(cause), draft, condition)?;
            Ok(unit.map(Plan::End))
        }
        (Verdict::Wait | Verdict::Send(_), _) => Ok(None),
    }
}

fn recipient(event: &events::OpenedEvent) -> Option<Recipient> {
    let Fact::ImportReceived(with) = &event.fact else { return None };
    let address = with.personal.known().and_then(|address| address.email.clone())?;
    Some(Recipient { address, received: event.recorded_at(), service: with.data.service.clone() })
}

fn rows(app: &App, notices: &Notices) -> Result<Rows, AppError> {
    let counted = app.reads().ask(|connection| counted(connection, notices.import))?;
    let failed_since = match &notices.told {
        Some(told) if counted.open == 0 => any_open_at(app, &counted.people, told.counted_at)?,
        _ => false,
    };
    Ok(Rows { open: counted.open, failed: counted.failed, failed_since, counted_at: counted.at })
}

/// Was one of these people in progress at a position?
fn any_open_at(app: &App, people: &[PersonOid], position: Position) -> Result<bool, StoreError> {
    for people in people.chunks(PEOPLE_AT_ONCE) {
        let asked: Vec<(PersonOid, Position)> = people.iter().map(|oid| (*oid, position)).collect();
        if app.people_at(&asked, status::status)?.contains(&Some(Status::InProgress)) {
            return Ok(true);
        }
    }
    Ok(false)
}

async fn send(app: &App, mail: &Mail, attempt: Attempt) -> Result<(), AppError> {
    let ImportNoticeClaimed { import, round, attempt: number, .. } = attempt.claim;
    let Recipient { received, service, .. } = &attempt.to;
    let (received, service) = (*received, service.clone());
    let notice = Notice { said: attempt.claim.clone(), received, service, at: app.now() };
    let refused = match mail.send(&notice, &attempt.to.address).await {
        Ok(()) => None,
        Err(why @ NotTaken::Later(_)) => {
            // Nobody knows whether it arrived; the claim says when it is tried again.
            tracing::warn!(%import, %round, attempt = number, %why, "a notice was not taken; it will be sent again");
            return Ok(());
        }
        Err(why) => {
            tracing::error!(%import, %round, attempt = number, %why, "a notice cannot be sent");
            Some(if why == NotTaken::MalformedAddress { NotSent::MalformedAddress } else { NotSent::Refused })
        }
    };
    let attempt = Arc::new(attempt);
    loop {
        let ended = Arc::clone(&attempt);
        let Some(unit) = app.blocking(move |app| end(app, &ended, refused)).await? else { return Ok(()) };
        if let Done::Appended(_) = app.append(unit, Lane::Bulk).await? {
            return Ok(());
        }
    }
}

/// Decides how the end of a try is written down. That the server took the message is written whatever else has happened
/// meanwhile: it is so. That it did not is nothing any more once the notice has ended, or somebody else is trying.
fn end(app: &App, attempt: &Attempt, refused: Option<NotSent>) -> Result<Option<Unit>, AppError> {
    let Attempt { notices, claim, event, .. } = attempt;
    let command = end_command(notices, claim.round);
    let Some(why) = refused else {
        return unit(app, notices, command, *event, notices.sent(claim.round), Condition::default());
    };
    let mut reading = app.store().read();
    let events = reading.events(Tag::Import(notices.id), TYPES)?;
    let newest = Notices::fold(&events).and_then(|notices| notices.claim_of(claim.round).map(|claim| claim.event));
    if newest != *event {
        return Ok(None);
    }
    unit(app, notices, command, *event, notices.not_sent(claim.round, why), reading.into_condition())
}

fn end_command(notices: &Notices, round: NoticeRound) -> CommandId {
    CommandId::derived(CommandSource::NoticeEnd, notices.import, number_of(notices, round))
}

/// The number of a notice: there may be several of changed numbers.
fn number_of(notices: &Notices, round: NoticeRound) -> u32 {
    match round {
        NoticeRound::First | NoticeRound::Further => round.number(),
        NoticeRound::Numbers => round.number() + notices.numbers.ended,
    }
}

fn unit(
    app: &App,
    notices: &Notices,
    command: CommandId,
    cause: Option<EventId>,
    draft: Draft,
    condition: Condition,
) -> Result<Option<Unit>, AppError> {
    let maker = Maker::registry(notices.request);
    let grounds = Grounds { cause, ..Grounds::default() };
    let decided = Decided { command, maker: &maker, grounds, drafts: vec![draft], condition, keys: Vec::new() };
    Ok(app.seal(vec![decided])?.pop())
}

fn notice_after(app: &App) -> i64 {
    i64::try_from(app.parts.settings.notice_after.as_secs()).unwrap_or(i64::MAX / 2000)
}
