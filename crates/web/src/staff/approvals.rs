//! Two officials: ordering an erasure on a learner's page, and the page *waiting for a second official*.

use app::access::LookKind;
use app::commands::{ApprovalLine, ApprovalRefusal, Call, OrderErasure, Outcome, RefuseApproval};
use app::rules;
use askama::Template;
use axum::extract::{Extension, Path, State};
use axum::http::StatusCode;
use axum::response::{Redirect, Response};
use events::codes::Channel;
use events::{PersonOid, Position, RequestId};
use serde::Deserialize;
use texts::Texts;

use super::Staff;
use super::address::{self, APPROVALS, Address};
use super::command::{Confirming, Form, Frame, confirm, done};
use super::dates::When;
use super::form::Sent;
use super::import::undo;
use super::kept::KeptPage;
use super::language::Asked;
use super::learner::Labelled;
use super::learner::edit::DONE;
use super::learner::history::named;
use super::page::{Chrome, Section, render, with_status};
use super::refusal::{Refusal, refuse};
use super::session::{Official, check_csrf};
use super::words::{Words, command_title, name_or_none};

/// Rights that show the page, as officials know them.
const RIGHTS: &str = "REKISTERINPITAJA";

/// Where it stands on the page.
pub fn of(number: Position) -> String {
    format!("{APPROVALS}#pyynto-{number}")
}

/// The page.
#[derive(Template)]
#[template(path = "staff/approvals.html")]
pub struct ApprovalsPage {
    c: Chrome,
    t: Texts,
    csrf: String,
    /// What has just been decided.
    done: Option<String>,
    lines: Vec<Line>,
}

/// Something that waits.
struct Line {
    id: String,
    heading: String,
    people: Vec<(String, String)>,
    import: Option<(String, String)>,
    words: Option<String>,
    /// The acts that a reversal covers.
    reverses: Vec<String>,
    asked_by: String,
    when: When,
    own: bool,
    action: String,
    /// Why it was not refused.
    fault: Option<String>,
    /// The reason that was typed then.
    reason: String,
}

/// What is wrong with the reason for which something was to be refused.
pub struct ReasonFault<'a> {
    /// What was to be refused.
    pub number: Position,
    /// Key of the text that says what is wrong.
    pub text: &'static str,
    /// The reason as it was typed.
    pub typed: &'a str,
}

impl ApprovalsPage {
    /// The page of what waits.
    /// `fault` is what is wrong with the reason why one of them was to be refused.
    pub fn new(
        (asked, official): (&Asked, &Official),
        words: &Words<'_>,
        lines: &[ApprovalLine],
        fault: Option<&ReasonFault<'_>>,
    ) -> ApprovalsPage {
        let t = asked.t;
        let page_of = |oid: PersonOid| (oid.to_string(), address::learner(oid).to_string());
        let line = |line: &ApprovalLine| {
            let wrong = fault.filter(|fault| fault.number == line.number);
            Line {
                id: line.number.to_string(),
                heading: command_title(&t, &line.command),
                people: line.person.into_iter().chain(line.other).map(page_of).collect(),
                import: line
                    .import
                    .zip(line.import_known_as)
                    .map(|(import, number)| (number.to_string(), address::import(import).to_string())),
                words: line.words.clone(),
                reverses: line.reverses.iter().map(|(kind, at, position)| named(&t, *kind, *at, *position)).collect(),
                own: line.asked_by == official.caller.actor(),
                asked_by: words.actor(&line.asked_by, &official.caller),
                when: line.asked_at.into(),
                action: format!("{APPROVALS}/{}", line.number),
                fault: wrong.map(|fault| t.get(fault.text)),
                reason: wrong.map(|fault| fault.typed.to_owned()).unwrap_or_default(),
            }
        };
        let c = Chrome::new(asked, Some(official), t.get("approvals-title")).within(Section::Approvals);
        let done = asked.address.value(DONE).map(|done| format!("approvals-done-{done}")).filter(|key| t.has(key));
        let (done, lines) = (done.map(|key| t.get(&key)), lines.iter().map(line).collect());
        ApprovalsPage { c, t, csrf: official.csrf.clone(), done, lines }
    }

    fn is_faulty(&self) -> bool {
        self.lines.iter().any(|line| line.fault.is_some())
    }
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
    let made = async {
        let lines = staff.app.approvals(&official.caller).await?.ok_or(Refusal::NoRight(RIGHTS))?;
        Ok(render(&ApprovalsPage::new((&asked, &official), &staff.words(asked.t), &lines, None)))
    };
    made.await.unwrap_or_else(|refusal: Refusal| refuse(&asked, Some(&official), refusal))
}

/// The form that orders an erasure.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Erasure {
    reason: String,
    #[serde(flatten)]
    confirming: Confirming,
}

/// Previews an erasure, and asks a second official for it.
pub async fn erase(
    State(staff): State<Staff>,
    official: Official,
    asked: Asked,
    Extension(request): Extension<RequestId>,
    Path(oid): Path<String>,
    Sent(sent): Sent<Erasure>,
) -> Response {
    let made = async {
        let person: PersonOid = oid.parse().map_err(|_| Refusal::NotFound)?;
        if !check_csrf(&official, &sent.confirming.csrf) && !sent.reason.is_empty() {
            return Ok(KeptPage::again(&asked, &official, &sent.reason, &[("reason", &sent.reason)]).answer());
        }
        let form = Form {
            command: OrderErasure { person, words: sent.reason.clone() },
            texts: "command-order-erasure",
            said: vec![Labelled { label: asked.t.get("approvals-reason"), values: vec![sent.reason.clone()] }],
            follows: Vec::new(),
            learner: shown(&staff, (&asked, &official), person).await?,
            fields: vec![("reason", sent.reason)],
            action: format!("{}/poisto", address::learner(person)),
            back: address::learner(person).to_string(),
            returns: false,
        };
        let frame = Frame { staff: &staff, asked: &asked, official: &official, request };
        confirm(frame, &sent.confirming, form, |()| address::learner(person).to_string()).await
    };
    made.await.unwrap_or_else(|refusal| refuse(&asked, Some(&official), refusal))
}

/// Name and OID of a learner, for whoever may open their page; the look is recorded.
async fn shown(
    staff: &Staff,
    (asked, official): (&Asked, &Official),
    oid: PersonOid,
) -> Result<Option<(String, String)>, Refusal> {
    let Ok(view) = staff.app.learner(&official.caller, oid, None, None).await? else { return Ok(None) };
    staff.showed(official, LookKind::Page, [(oid, view.person.protected)]).await?;
    Ok(Some((name_or_none(&asked.t, &view.person.names), oid.to_string())))
}

/// What was asked, and why, for whoever agrees to it.
fn said(words: &Words<'_>, official: &Official, line: Option<&ApprovalLine>) -> Vec<Labelled> {
    let Some(line) = line else { return Vec::new() };
    let t = &words.t;
    let by = format!("{}, {}", words.actor(&line.asked_by, &official.caller), When::from(line.asked_at).human);
    let asked = [("approvals-what", command_title(t, &line.command)), ("approvals-asked", by)];
    let asked = asked.map(|(label, value)| Labelled { label: t.get(label), values: vec![value] });
    let reverses: Vec<String> = line.reverses.iter().map(|(kind, at, of)| named(t, *kind, *at, *of)).collect();
    let reverses = (!reverses.is_empty()).then(|| Labelled { label: t.get("reverse-goes"), values: reverses });
    let why = line.words.clone().map(|words| Labelled { label: t.get("approvals-reason"), values: vec![words] });
    asked.into_iter().chain(reverses).chain(why).collect()
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
            follows: match line.and_then(|line| line.import) {
                Some(import) => undo::follows(&staff, &official, &asked.t, import).await?,
                None => Vec::new(),
            },
            learner: None,
            fields: Vec::new(),
            action: format!("{APPROVALS}/{approval}"),
            back: APPROVALS.to_owned(),
            returns: false,
        };
        let frame = Frame { staff: &staff, asked: &asked, official: &official, request };
        confirm(frame, &confirming, form, |()| decided("hyvaksytty")).await
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
        // Whoever takes their own request back owes nobody a reason.
        let faulty = |text: &'static str| {
            let fault = ReasonFault { number, text, typed: reason };
            let page = ApprovalsPage::new((&asked, &official), &staff.words(asked.t), &lines, Some(&fault));
            Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, &page))
        };
        if rules::said(Some(reason)).is_none() && !own && lines.iter().any(|line| line.number == number) {
            return faulty("approvals-reason-missing");
        }
        let command = RefuseApproval { approval: number, words: Some(reason.to_owned()).filter(|it| !it.is_empty()) };
        let call = Call::new(official.caller.clone(), Channel::Staff, request);
        let to = decided(if own { "peruttu" } else { "hylatty" });
        match staff.app.carry_out(command, call).await? {
            Outcome::Refused(ApprovalRefusal::WordsTooLong) => faulty("refused-words-too-long"),
            Outcome::Refused(ApprovalRefusal::WordsMalformed) => faulty("refused-words-malformed"),
            outcome => done(outcome, |()| Redirect::to(&to)),
        }
    };
    made.await.unwrap_or_else(|refusal| refuse(&asked, Some(&official), refusal))
}

fn approval(number: &str) -> Result<Position, Refusal> {
    number.parse::<i64>().ok().and_then(|number| u64::try_from(number).ok()).map(Position).ok_or(Refusal::NotFound)
}
