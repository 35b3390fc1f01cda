//! Two officials: the page of what waits for a second one, and of what was decided of late. `erasure` orders an erasure on
//! a learner's page, and `page` is what the list looks like.

pub mod page;

use app::commands::{
    ApprovalRefusal, Call, Command, CommandRefusal, OrderErasure, Outcome, RefusalKind, RefuseApproval,
};
use app::report::approvals::ApprovalLine;
use app::rules;
use axum::extract::{Extension, Path, State};
use axum::http::StatusCode;
use axum::response::{Redirect, Response};
use events::codes::Channel;
use events::{Position, RequestId};
use serde::Deserialize;
use texts::Texts;

use super::Staff;
use super::address::{APPROVALS, Address};
use super::command::{Confirming, Form, Frame, confirm, done, people_shown};
use super::dates::When;
use super::form::Sent;
use super::import::undo;
use super::kept::KeptPage;
use super::language::Asked;
use super::learner::Labelled;
use super::learner::edit::DONE;
use super::learner::edit::reverse::brought_back;
use super::learner::history::named;
use super::page::{render, with_status};
use super::refusal::{Refusal, refuse};
use super::session::{Official, check_csrf};
use super::words::{Words, coded, command_title};

pub use page::{ApprovalsPage, Beside, Ended, LineFault};

/// Rights that show the page, as officials know them.
const RIGHTS: &str = "REKISTERINPITAJA";

/// Where it stands on the page.
pub fn of(number: Position) -> String {
    format!("{APPROVALS}#pyynto-{number}")
}

/// What is asked for; of a request that is accepted, which one.
fn heading(t: &Texts, line: &ApprovalLine) -> String {
    match &line.request {
        Some(request) => t.with_all(
            "approvals-accept-title",
            &[("number", request.number.to_string()), ("kind", coded(t, "request-kind", request.kind))],
        ),
        None => command_title(t, &line.command),
    }
}

/// Who made the request that is accepted, and why.
fn of_request(words: &Words<'_>, line: &ApprovalLine) -> Vec<Labelled> {
    let Some(request) = &line.request else { return Vec::new() };
    let said = |label: &str, values: Vec<String>| Labelled { label: words.t.get(label), values };
    let why = request.words.clone().unwrap_or_else(|| words.t.get("value-erased"));
    vec![
        said("request-organisations", words.organisations(&request.organisations)),
        said("approvals-request-reason", vec![why]),
    ]
}

/// The page that says what was decided.
fn decided(what: &str) -> String {
    Address::of(APPROVALS).set(DONE, what).to_string()
}

/// The page that says that a second official was asked.
pub fn was_asked() -> String {
    decided("pyydetty")
}

/// The page that says that the same was asked before, at the place where it waits.
pub fn waits_already(number: Position) -> String {
    format!("{}#pyynto-{number}", decided("odottaa"))
}

/// What waits for a second official.
pub async fn show(State(staff): State<Staff>, official: Official, asked: Asked) -> Response {
    let made = async { Ok(render(&page(&staff, (&asked, &official), None).await?)) };
    made.await.unwrap_or_else(|refusal: Refusal| refuse(&asked, Some(&official), refusal))
}

async fn page(
    staff: &Staff,
    (asked, official): (&Asked, &Official),
    fault: Option<&LineFault<'_>>,
) -> Result<ApprovalsPage, Refusal> {
    let lines = staff.app.approvals_and_ended(&official.caller).await?;
    let (waiting, ended) = lines.ok_or(Refusal::NoRight(RIGHTS))?;
    let concerned = waiting.iter().chain(&ended).flat_map(|line| line.person.into_iter().chain(line.other));
    let mut beside = Beside { people: people_shown(staff, official, concerned.collect()).await?, ..Beside::default() };
    for import in waiting.iter().filter_map(|line| line.import) {
        let details = staff.app.report_import(&official.caller, import).await?;
        beside.imports.extend(details.ok().map(|details| (import, details.line)));
    }
    Ok(ApprovalsPage::new((asked, official), &staff.words(asked.t), (&waiting, &ended, &beside), fault))
}

/// What was asked, and why, for whoever agrees to it.
fn said(words: &Words<'_>, official: &Official, line: Option<&ApprovalLine>) -> Vec<Labelled> {
    let Some(line) = line else { return Vec::new() };
    let t = &words.t;
    let by = format!("{}, {}", words.actor(&line.asked_by, &official.caller), When::from(line.asked_at).human);
    let asked = [("approvals-what", heading(t, line)), ("approvals-asked", by)];
    let asked = asked.map(|(label, value)| Labelled { label: t.get(label), values: vec![value] });
    let reverses: Vec<String> = line.reverses.iter().map(|event| named(t, event)).collect();
    let reverses = (!reverses.is_empty()).then(|| Labelled { label: t.get("reverse-goes"), values: reverses });
    let restores: Vec<String> = line.restores.iter().map(|event| named(t, event)).collect();
    let restores = (!restores.is_empty()).then(|| Labelled { label: t.get("reverse-comes-back"), values: restores });
    let why = line.words.clone().map(|words| Labelled { label: t.get("approvals-reason"), values: vec![words] });
    let ground = line.ground.map(|ground| coded(t, "reason", ground));
    let ground = ground.map(|ground| Labelled { label: t.get("field-ground"), values: vec![ground] });
    asked.into_iter().chain(ground).chain(of_request(words, line)).chain(reverses).chain(restores).chain(why).collect()
}

/// What follows that the changes of learners do not say: of an import that is undone, and of one that is brought back.
async fn follows(
    staff: &Staff,
    official: &Official,
    t: &Texts,
    line: Option<&ApprovalLine>,
) -> Result<Vec<Labelled>, Refusal> {
    let Some(line) = line else { return Ok(Vec::new()) };
    if line.command == OrderErasure::NAME {
        return Ok(vec![Labelled {
            label: t.get("approvals-follows"),
            values: vec![t.get("command-order-erasure-told")],
        }]);
    }
    match line.import {
        Some(import) => undo::follows(staff, official, t, import).await,
        None => brought_back(staff, t, line.reverses.iter().map(|event| event.position).collect()).await,
    }
}

/// Previews what was asked once more, and carries it out.
pub async fn give(
    State(staff): State<Staff>,
    official: Official,
    asked: Asked,
    Extension(request): Extension<RequestId>,
    Path(number): Path<String>,
    Sent(confirming): Sent<Confirming>,
) -> Response {
    let made = async {
        let approval = approval(&number)?;
        let lines = staff.app.approvals(&official.caller).await?.unwrap_or_default();
        let line = lines.into_iter().find(|line| line.number == approval);
        let form = Form {
            command: staff.app.giving(&official.caller, approval).await?,
            texts: "command-give-approval",
            said: said(&staff.words(asked.t), &official, line.as_ref()),
            follows: follows(&staff, &official, &asked.t, line.as_ref()).await?,
            side_by_side: Vec::new(),
            learner: None,
            fields: Vec::new(),
            action: format!("{APPROVALS}/{approval}"),
            back: APPROVALS.to_owned(),
            returns: false,
        };
        let frame = Frame { staff: &staff, asked: &asked, official: &official, request };
        match confirm(frame, &confirming, form, |()| decided("hyvaksytty")).await {
            // It waits on, and can be refused where the page says why it cannot be given; or it was decided meanwhile.
            Err(Refusal::Refused(name, kind)) if kind != RefusalKind::NotFound => {
                let own = line.is_some_and(|line| line.asked_by == official.caller.actor());
                let next = if own { "approvals-prevented-own" } else { "approvals-prevented" };
                let texts = [format!("refused-{name}"), next.to_owned()];
                let fault = LineFault { number: approval, texts: &texts.each_ref().map(String::as_str), typed: None };
                let page = page(&staff, (&asked, &official), Some(&fault)).await?;
                Ok(with_status(Refusal::Refused(name, kind).status(), &page))
            }
            made => made,
        }
    };
    made.await.unwrap_or_else(|refusal| refuse(&asked, Some(&official), refusal))
}

/// The form that refuses.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Refused {
    csrf: String,
    reason: String,
}

/// Refuses what was asked, or takes it back.
pub async fn refuse_it(
    State(staff): State<Staff>,
    official: Official,
    asked: Asked,
    Extension(request): Extension<RequestId>,
    Path(number): Path<String>,
    Sent(form): Sent<Refused>,
) -> Response {
    let made = async {
        if !check_csrf(&official, &form.csrf) {
            return match form.reason.as_str() {
                "" => Err(Refusal::StaleForm),
                reason => Ok(KeptPage::again(&asked, &official, reason, &[("reason", reason)]).answer()),
            };
        }
        let (number, reason) = (approval(&number)?, form.reason.trim());
        let lines = staff.app.approvals(&official.caller).await?.ok_or(Refusal::NoRight(RIGHTS))?;
        let own = lines.iter().any(|line| line.number == number && line.asked_by == official.caller.actor());
        let faulty = async |text: &str, status: StatusCode| {
            let fault = LineFault { number, texts: &[text], typed: Some(reason) };
            let page = page(&staff, (&asked, &official), Some(&fault)).await?;
            Ok(with_status(status, &page))
        };
        // Whoever takes their own request back owes nobody a reason.
        if rules::said(Some(reason)).is_none() && !own && lines.iter().any(|line| line.number == number) {
            return faulty("approvals-reason-missing", StatusCode::UNPROCESSABLE_ENTITY).await;
        }
        let command = RefuseApproval { approval: number, words: Some(reason.to_owned()).filter(|it| !it.is_empty()) };
        let call = Call::new(official.caller.clone(), Channel::Staff, request);
        let to = decided(if own { "peruttu" } else { "hylatty" });
        match staff.app.carry_out(command, call).await? {
            Outcome::Refused(refused) if refused != ApprovalRefusal::NoApproval => {
                let (name, kind) = (refused.name(), refused.kind());
                faulty(&format!("refused-{name}"), Refusal::Refused(name, kind).status()).await
            }
            outcome => done(outcome, |()| Redirect::to(&to)),
        }
    };
    made.await.unwrap_or_else(|refusal| refuse(&asked, Some(&official), refusal))
}

fn approval(number: &str) -> Result<Position, Refusal> {
    number.parse::<i64>().ok().and_then(|number| u64::try_from(number).ok()).map(Position).ok_or(Refusal::NotFound)
}
