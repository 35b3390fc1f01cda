//! One request: what is asked and why, what is known of the use of its numbers, and the keeper's decision.

use app::AppError;
use app::commands::{
    Accepting, Call, Command, Fetched, OpenRequest, RefusalKind, RefuseRequest, UserKind, WithdrawRequest,
};
use app::report::approvals::ApprovalLine;
use app::report::requests::{RequestState, RequestView};
use askama::Template;
use axum::extract::{Extension, Path, State};
use axum::http::StatusCode;
use axum::response::{Redirect, Response};
use events::codes::{Channel, PassivationCause, RequestKind};
use events::{PersonOid, Position, RequestId};
use texts::Texts;

use super::{badge, of};
use crate::access;
use crate::staff::address::{self, Address, REQUESTS};
use crate::staff::approvals::Ended;
use crate::staff::command::{Confirming, Form, Frame, People, RETURN, called, confirm, done, people_shown};
use crate::staff::dates::When;
use crate::staff::form::Sent;
use crate::staff::language::Asked;
use crate::staff::learner::Labelled;
use crate::staff::learner::edit::fields::{Field, Fields, Input};
use crate::staff::learner::edit::said;
use crate::staff::page::{Chrome, with_status};
use crate::staff::refusal::{Refusal, refuse};
use crate::staff::session::{Official, check_csrf};
use crate::staff::words::{Badge, Words, coded};
use crate::staff::{Staff, advice, approvals};

/// Field that tells which form was sent, and its values.
const ACT: &str = "teko";
const ACCEPT: &str = "hyvaksy";
const REFUSE: &str = "hylkaa";
const WITHDRAW: &str = "peru";
/// Query name by which the page is told what was just decided, and its values.
const DONE: &str = "tehty";
const DECIDED: [(&str, &str); 3] = [
    ("hyvaksytty", "request-done-accepted"),
    ("hylatty", "request-done-refused"),
    ("peruttu", "request-done-withdrawn"),
];

/// The page.
#[derive(Template)]
#[template(path = "staff/request.html")]
pub struct RequestPage {
    c: Chrome,
    t: Texts,
    heading: String,
    badge: Badge,
    stale: bool,
    /// What was just decided.
    done: Option<String>,
    /// What is wrong, and what to do next.
    fault: Option<(String, String)>,
    /// Its persons, each with whether it is still open about them.
    people: Vec<(Named, bool)>,
    /// The other of two persons.
    other: Option<Named>,
    words: Option<String>,
    unused_elsewhere: bool,
    by: String,
    organisations: String,
    when: When,
    answer: Option<String>,
    /// Who has fetched the numbers, for whoever may decide or audits.
    evidence: Option<Labelled>,
    /// Where it waits for a second official that the request is accepted: what is said of that, and the page.
    waits: Option<(String, String)>,
    /// That a second official was asked, for the keeper.
    approvals: Vec<Asking>,
    /// The form that accepts: what it does, and its fields.
    accept: Option<(String, Vec<Field>)>,
    /// The field of the form that refuses.
    refuse: Option<Field>,
    withdraws: bool,
    csrf: String,
    key: String,
    action: String,
    back: &'static str,
}

/// Somebody: OID and page, and the name where the official may see it.
struct Named {
    oid: String,
    href: String,
    name: Option<String>,
}

/// That a second official was asked to agree that the request is accepted.
struct Asking {
    href: String,
    by: String,
    when: When,
    /// The answer that is to be given.
    words: Option<String>,
    /// What became of it; `None` while it waits.
    ended: Option<Ended>,
}

impl Asking {
    fn of(words: &Words<'_>, official: &Official, line: &ApprovalLine) -> Asking {
        Asking {
            href: approvals::of(line.number),
            by: words.actor(&line.asked_by, &official.caller),
            when: line.asked_at.into(),
            words: line.words.clone(),
            ended: line.ended.as_ref().map(|end| Ended::of(words, official, end)),
        }
    }
}

/// What came back with a form, and why nothing was done.
#[derive(Default)]
pub struct Returned {
    /// What was typed.
    pub typed: Fields,
    /// Name and field of the refusal.
    pub refused: Option<(&'static str, Option<&'static str>)>,
    /// The form was not made in this session.
    pub stale: bool,
}

impl RequestPage {
    /// The page of a request; `evidence` is who has fetched its numbers, and `asked_for` is when a second official was asked
    /// to agree that it is accepted.
    pub fn new(
        (asked, official): (&Asked, &Official),
        words: &Words<'_>,
        view: &RequestView,
        (evidence, asked_for, known): (Option<&[Fetched]>, &[ApprovalLine], &People),
        returned: &Returned,
    ) -> RequestPage {
        let t = words.t;
        let waiting = asked_for.iter().find(|line| line.ended.is_none());
        let open = view.state == RequestState::Open;
        let decides = open && official.caller.is_keeper();
        let heading = t.with_all(
            "request-title",
            &[("number", view.number.to_string()), ("kind", coded(&t, "request-kind", view.kind))],
        );
        let named = |oid: PersonOid| Named {
            oid: oid.to_string(),
            href: address::learner(oid).to_string(),
            name: known.get(&oid).map(|person| called(&t, person)),
        };
        let done = DECIDED.iter().find(|(what, _)| asked.address.value(DONE) == Some(what));
        let of_evidence = |fetched| Labelled {
            label: t.get("request-fetched"),
            values: advice::fetchers(words, fetched, "request-fetched-nobody"),
        };
        RequestPage {
            c: Chrome::new(asked, Some(official), heading.clone()).below_requests(),
            heading,
            badge: badge(&t, view, waiting.is_some()),
            waits: waiting.map(|line| {
                let own = line.asked_by == official.caller.actor();
                let key = if own { "request-waits" } else { "request-waits-for-you" };
                (t.get(key), approvals::of(line.number))
            }),
            stale: returned.stale,
            done: done.filter(|_| !open || waiting.is_some()).map(|(_, key)| t.get(key)),
            fault: returned
                .refused
                .map(|(name, _)| (t.get(&format!("refused-{name}")), t.get(&format!("refused-{name}-next")))),
            people: view.people.iter().map(|(oid, open)| (named(*oid), *open)).collect(),
            other: view.other.map(named),
            words: view.words.clone(),
            unused_elsewhere: view.unused_elsewhere,
            by: words.actor(&view.by, &official.caller),
            organisations: words.organisations(&view.organisations).join(", "),
            when: view.at.into(),
            answer: view.answer.clone(),
            evidence: evidence.map(of_evidence),
            approvals: asked_for.iter().map(|line| Asking::of(words, official, line)).collect(),
            accept: (decides && waiting.is_none())
                .then(|| (t.get(&format!("request-accept-{}", view.kind)), accept_fields(&t, view.kind, returned))),
            refuse: decides.then(|| refuse_field(&t, returned)),
            withdraws: open && view.by == official.caller.actor(),
            csrf: official.csrf.clone(),
            key: uuid::Uuid::new_v4().to_string(),
            action: of(view.number),
            back: REQUESTS,
            t,
        }
    }

    fn answer(&self) -> Response {
        let status = match (&self.fault, self.stale) {
            (Some(_), _) => StatusCode::UNPROCESSABLE_ENTITY,
            (None, true) => StatusCode::FORBIDDEN,
            (None, false) => StatusCode::OK,
        };
        let mut response = with_status(status, self);
        if self.fault.is_some() {
            response.extensions_mut().insert(access::Denied);
        }
        response
    }
}

/// What the keeper says beside that they accept.
fn accept_fields(t: &Texts, kind: RequestKind, returned: &Returned) -> Vec<Field> {
    let typed = |name| if returned.typed.one(ACT) == ACCEPT { returned.typed.one(name) } else { "" };
    let mut fields = Vec::new();
    if kind == RequestKind::Passivate {
        let causes =
            PassivationCause::ALL.iter().map(|cause| (cause.to_string(), coded(t, "passivation-choice", cause)));
        fields.push(Field::new(t, "cause", typed("cause"), Input::Radios(causes.collect())).needed());
    }
    if kind == RequestKind::Refresh {
        let users = ["learner", "staff"].map(|user| (user.to_owned(), coded(t, "user", user)));
        let chosen = Some(typed("user")).filter(|user| !user.is_empty()).unwrap_or("learner");
        fields.push(Field::new(t, "user", chosen, Input::Radios(users.to_vec())));
    }
    let label = t.get("request-answer-label");
    fields.push(Field { label, ..Field::new(t, "words", typed("words"), Input::Lines) });
    fields.into_iter().map(|field| with_fault(t, field, ACCEPT, returned)).collect()
}

fn refuse_field(t: &Texts, returned: &Returned) -> Field {
    let typed = if returned.typed.one(ACT) == REFUSE { returned.typed.one("words") } else { "" };
    with_fault(t, Field::new(t, "words", typed, Input::Lines).needed(), REFUSE, returned)
}

fn with_fault(t: &Texts, field: Field, form: &str, returned: &Returned) -> Field {
    let own = returned.refused.filter(|(_, at)| returned.typed.one(ACT) == form && *at == Some(field.name));
    Field { error: own.map(|(name, _)| t.get(&format!("refused-{name}"))), ..field }
}

/// Shows a request.
pub async fn show(
    State(staff): State<Staff>,
    official: Official,
    asked: Asked,
    Path(number): Path<String>,
) -> Response {
    let made = page(&staff, (&asked, &official), &number, Returned::default()).await;
    made.unwrap_or_else(|refusal| refuse(&asked, Some(&official), refusal))
}

async fn page(
    staff: &Staff,
    frame: (&Asked, &Official),
    number: &str,
    returned: Returned,
) -> Result<Response, Refusal> {
    let (asked, official) = frame;
    let (app, caller) = (&staff.app, &official.caller);
    demand(staff, official)?;
    let view = app.request(caller, request(number)?).await?.ok_or(Refusal::NotFound)?;
    let evidence = match caller.reads_all() {
        true => Some(app.fetched_beside(caller, &view).await?),
        false => None,
    };
    let asked_for = app.approvals_of_request(caller, view.number).await?;
    let oids = view.people.iter().map(|(oid, _)| *oid).chain(view.other).collect();
    let known = people_shown(staff, official, oids).await?;
    let beside = (evidence.as_deref(), &asked_for[..], &known);
    Ok(RequestPage::new(frame, &staff.words(asked.t), &view, beside, &returned).answer())
}

/// Refuses whoever neither asks nor reads everything.
pub(super) fn demand(staff: &Staff, official: &Official) -> Result<(), Refusal> {
    let may = staff.app.may_ask(&official.caller) || official.caller.reads_all();
    if may { Ok(()) } else { Err(Refusal::Lacks(OpenRequest::RIGHTS)) }
}

/// Takes a decision: accepting leads to a preview first.
pub async fn send(
    State(staff): State<Staff>,
    official: Official,
    asked: Asked,
    Extension(id): Extension<RequestId>,
    Path(number): Path<String>,
    Sent(typed): Sent<Vec<(String, String)>>,
) -> Response {
    let typed = Fields(typed);
    let frame = Frame { staff: &staff, asked: &asked, official: &official, request: id };
    let made = async {
        demand(&staff, &official)?;
        if typed.has(RETURN) {
            let returned = Returned { typed, ..Returned::default() };
            return page(&staff, (&asked, &official), &number, returned).await;
        }
        let refused = match check_csrf(&official, typed.one("csrf")) {
            false => None,
            true => match decided(frame, request(&number)?, &typed).await {
                Err(Refusal::Refused(_, RefusalKind::NotFound)) => return Err(Refusal::NotFound),
                Err(Refusal::Refused(name, kind)) => Some((name, field_of(kind))),
                // The register does not answer just now: the page says so, and what was typed is kept.
                Err(Refusal::Unavailable) => Some(("register-away", None)),
                done => return done,
            },
        };
        let stale = refused.is_none();
        page(&staff, (&asked, &official), &number, Returned { typed, refused, stale }).await
    };
    made.await.unwrap_or_else(|refusal| refuse(&asked, Some(&official), refusal))
}

async fn decided(frame: Frame<'_>, number: Position, typed: &Fields) -> Result<Response, Refusal> {
    let Frame { staff, official, request, .. } = frame;
    let call = || Call::new(official.caller.clone(), Channel::Staff, request);
    let here = |done: &str| Redirect::to(&decided_page(number, done));
    match typed.one(ACT) {
        ACCEPT => accepted(frame, number, typed).await,
        REFUSE => {
            let command = RefuseRequest { request: number, words: typed.one("words").to_owned() };
            done(staff.app.carry_out(command, call()).await?, |()| here("hylatty"))
        }
        WITHDRAW => done(staff.app.carry_out(WithdrawRequest { request: number }, call()).await?, |()| here("peruttu")),
        _ => Err(Refusal::NotFound),
    }
}

async fn accepted(frame: Frame<'_>, number: Position, typed: &Fields) -> Result<Response, Refusal> {
    let cause = PassivationCause::ALL.iter().find(|cause| cause.to_string() == typed.one("cause")).copied();
    let user = if typed.one("user") == "staff" { UserKind::Staff } else { UserKind::Learner };
    let said = Accepting { words: typed.some("words"), cause, user: Some(user) };
    let command = frame.staff.app.accepting(&frame.official.caller, number, said).await;
    let own = |name: &'static str| (name, typed.one(name).to_owned());
    let form = Form {
        command: command.map_err(|error: AppError| Refusal::from(error))?,
        texts: "command-accept-request",
        learner: None,
        said: said::again(&frame.asked.t, "command-accept-request", &["cause", "words"], typed),
        fields: vec![own(ACT), own("cause"), own("user"), own("words")],
        action: of(number),
        back: of(number),
        follows: Vec::new(),
        side_by_side: Vec::new(),
        returns: true,
    };
    let text = |name: &str| typed.one(name).to_owned();
    let confirming = Confirming { csrf: text("csrf"), key: text("key"), fingerprint: text("fingerprint") };
    confirm(frame, &confirming, form, |()| decided_page(number, "hyvaksytty")).await
}

/// The page after a decision.
fn decided_page(number: Position, what: &str) -> String {
    Address::of(of(number)).set(DONE, what).to_string()
}

fn field_of(kind: RefusalKind) -> Option<&'static str> {
    match kind {
        RefusalKind::Invalid(field) => Some(field),
        RefusalKind::NotFound | RefusalKind::Conflict => None,
    }
}

fn request(number: &str) -> Result<Position, Refusal> {
    number.parse::<i64>().ok().and_then(|number| u64::try_from(number).ok()).map(Position).ok_or(Refusal::NotFound)
}
