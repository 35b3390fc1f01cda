//! One learner, for reading: state in words, what to do, data, and the history, each entry of which leads to the learner
//! as it stood there.
//!
//! | module | what it is |
//! |---|---|
//! | `compare` | the learner at two points of the history |
//! | `edit` | what officials do to a learner |
//! | `facts` | a person's data as labels and values, and which of them differ between two persons |
//! | `hand_over` | handing the learner over to OPH, and taking that back |
//! | `history` | events in sentences |
//! | `list` | the error list that led here, and who comes next |
//! | `stood` | how the learner stood at an event |

pub mod compare;
pub mod edit;
pub mod effects;
pub mod facts;
pub mod hand_over;
pub mod history;
pub mod list;
mod stood;

use app::access::LookKind;
use app::commands::{Command, OrderErasure};
use app::report::approvals::Waiting;
use app::report::learner::{HistoryPart, LearnerView, import_of};
use app::report::requests::RequestView;
use app::rules::Cause;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use events::{Day, PersonOid, Position};

pub use history::Entry;

use super::address::{self, Address};
use super::dates::{When, day};
use super::language::Asked;
use super::page::{Chrome, render};
use super::paging::{Paging, Part, jump};
use super::refusal::{Refusal, refuse};
use super::session::Official;
use super::words::{self, Badge, CauseWords, Reader, Words, name_or_none, oid_text};
use super::{Staff, approvals, requests};
use edit::{Action, activity, request};
use facts::Shown;
use list::InList;
pub use stood::Stood;
use texts::Texts;

/// Query name of the event at which the learner is shown.
const EVENT: &str = "tapahtuma";
/// Id of the section with the history.
const HISTORY: &str = "historia";

/// A label and its values.
#[derive(Clone)]
pub struct Labelled {
    /// The label.
    pub label: String,
    /// Values, or one of words where there is none.
    pub values: Vec<String>,
}

/// The page.
#[derive(Template)]
#[template(path = "staff/learner.html")]
pub struct LearnerPage {
    c: Chrome,
    t: Texts,
    heading: String,
    oid: String,
    badges: Vec<Badge>,
    oppijanumero: Option<String>,
    /// The OID is not the oppijanumero, so it stands beside.
    shows_oid: bool,
    /// More of the head.
    strip: Vec<Labelled>,
    in_progress: bool,
    cause: Option<CauseWords>,
    /// The register did not confirm the hetu of somebody who is identified without it.
    failed_beside: Option<CauseWords>,
    /// It is being asked about such a hetu.
    asked_beside: bool,
    hint: Option<String>,
    next_try: Option<When>,
    /// Begins an e-mail to OPH; the keeper asks nobody.
    ask: Option<String>,
    /// When they died, in a sentence.
    died: Option<String>,
    /// The record that heads this one, when it is a member: OID and page.
    head: Option<(String, String)>,
    /// Records that are linked to the person: OIDs and pages.
    members: Vec<(String, String)>,
    /// OIDs and pages of others who are the same person.
    also_here_as: Vec<(String, String)>,
    /// The number was given to somebody else too, who has no other one yet.
    shared: bool,
    /// OIDs and pages of others to whom the number was given.
    separated: Vec<(String, String)>,
    hidden: bool,
    protected: bool,
    basics: Vec<Labelled>,
    identifiers: Vec<Labelled>,
    contacts: Vec<Labelled>,
    organisations: Vec<String>,
    /// Where the form that orders an erasure is sent, and what it carries.
    erase: Option<String>,
    entries: Vec<Entry>,
    paging: Paging,
    /// The entry at which the learner is shown, when it is not now.
    stood: Option<Stood>,
    /// When they were handed over to OPH, in a sentence.
    handed_over: Option<String>,
    /// The form that notes that, or takes it back: where it is sent, and what the page's forms carry.
    hand_over: Option<(String, String)>,
    /// Where two points of the history are compared.
    compare: String,
    /// Who has looked at them, for auditors.
    looks: Option<String>,
    /// The list that led here.
    list: Option<InList>,
    help: String,
    /// Requests to the keeper that are open: what each asks, and its page for whoever may open it.
    requests: Vec<(String, Option<String>)>,
    /// What may be done here.
    actions: Vec<Action>,
    /// Why nothing is offered that would change a passive learner, and where to have that changed: text and page.
    passive: Option<(String, Option<(String, String)>)>,
    /// That their data is erased, and what whoever has the number does.
    erased: Option<CauseWords>,
    /// What has just been done.
    done: Option<String>,
    /// Rows of imports that led here by a hetu which was just taken away: how many, and where it is decided whose they are.
    rows_turn: Option<(String, String)>,
}

impl LearnerPage {
    /// With what may be done here; nothing is done to the past.
    fn with_actions(self, actions: Vec<Action>) -> LearnerPage {
        let actions = if self.stood.is_some() { Vec::new() } else { actions };
        let first = |action: &&Action| [activity::PAGE, request::PAGE].contains(&action.name);
        let passive = self.passive.map(|(why, _)| {
            let leads = actions.iter().find(first);
            (why, leads.map(|action| (self.t.get(&format!("passive-first-{}", action.name)), action.href.clone())))
        });
        LearnerPage { actions, passive, ..self }
    }

    /// With advice that fits the acts: whoever may act is told where, and the keeper is not told to ask the keeper.
    fn with_advice(self, failed: Option<Cause>, (keeps, audits): (bool, bool)) -> LearnerPage {
        let acts: Vec<&'static str> = self.actions.iter().map(|action| action.name).collect();
        let (t, reader) = (self.t, Reader { keeps, acts: &acts });
        let cause = self.cause.zip(failed).map(|(words, cause)| match audits {
            // Whoever audits puts nobody right.
            true => CauseWords { next: String::new(), ..words },
            false => words.told_to(&t, cause, reader),
        });
        LearnerPage { cause, ..self }
    }

    /// With the requests to the keeper that are open, and what waits for a second official; of the past none is told.
    pub fn with_requests(self, open: &[(RequestView, bool)], waiting: &[Waiting]) -> LearnerPage {
        let t = self.t;
        let waits = |waiting: &Waiting| {
            let key = match waiting {
                Waiting { prevented: true, .. } => "approval-waits-prevented",
                Waiting { own: true, .. } => "approval-waits-about",
                Waiting { own: false, .. } => "approval-waits-for-you",
            };
            (t.with(key, "what", words::command_title(&t, &waiting.command)), Some(approvals::of(waiting.number)))
        };
        let told = |(view, opens): &(RequestView, bool)| {
            let (number, kind) = (view.number.to_string(), words::coded(&t, "request-kind", view.kind));
            let told = [("number", number), ("kind", kind), ("when", When::from(view.at).human)];
            (t.with_all("request-open-about", &told), opens.then(|| requests::of(view.number)))
        };
        let all = waiting.iter().map(waits).chain(open.iter().map(told));
        let requests = if self.stood.is_some() { Vec::new() } else { all.collect() };
        // What is asked for already is not asked for again.
        let erase = self.erase.filter(|_| !waiting.iter().any(|it| it.command == OrderErasure::NAME));
        LearnerPage { requests, erase, ..self }
    }

    /// The timeline.
    #[cfg(test)]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The page of a learner; `at` is the event asked for.
    pub fn new(frame: (&Asked, &Official), view: &LearnerView, at: Option<Position>, words: &Words<'_>) -> LearnerPage {
        let ((asked, official), person, t) = (frame, &view.person, words.t);
        // The title stands in the browser's history, so it has the OID and no name.
        let title = t.with("learner-title", "oid", view.oid);
        let mut c = Chrome::new(asked, Some(official), title).below_report();
        let (failed_beside, asked_beside) = beside(view);
        c.live = at.is_none() && (view.status == app::rules::Status::InProgress || asked_beside);
        let failed = view.cause.is_some() || failed_beside.is_some();
        let failure = person.failure.as_ref().filter(|_| failed);
        let of_hetu = person.hetu.map(|known| Day(known.hetu.birth_date()));
        let shown = Shown { words: *words, hidden: view.hidden };
        LearnerPage {
            heading: name_or_none(&t, &person.names),
            oid: view.oid.to_string(),
            head: Some(person.oid).filter(|head| *head != view.oid).map(page_of),
            members: view.members.iter().filter(|member| **member != view.oid).copied().map(page_of).collect(),
            badges: Badge::of_person(&t, person, view.status),
            oppijanumero: oid_text(view.oppijanumero),
            shows_oid: view.oppijanumero != Some(view.oid),
            strip: shown.labelled(person, facts::STRIP),
            in_progress: at.is_none() && view.status == app::rules::Status::InProgress,
            cause: view.cause.map(|cause| CauseWords::of(&t, cause)),
            failed_beside: failed_beside.map(|cause| CauseWords::of(&t, cause)),
            asked_beside,
            hint: failure
                .and_then(|failure| failure.hint)
                .map(|hint| words::hint(&t, hint, person.sent_birth_date, of_hetu)),
            next_try: failure.and_then(|failure| failure.next_try).map(When::from),
            ask: (!official.caller.reads_all()).then(|| ask_oph(&t, view)),
            died: person.died.map(|day| t.with("learner-died", "when", self::day(day))),
            also_here_as: also_here_as(view),
            shared: edit::separate::is_shared(view),
            separated: person.others.iter().filter_map(|other| other.has_now).map(page_of).collect(),
            hidden: view.hidden,
            protected: person.protected,
            basics: shown.labelled(person, facts::BASICS),
            identifiers: shown.labelled(person, facts::IDENTIFIERS),
            contacts: shown.contacts(person),
            organisations: words.organisations(&person.organisations),
            erase: (view.may_erase && at.is_none())
                .then(|| format!("{}/{}", address::learner(person.oid), edit::erasure::PAGE)),
            entries: history::entries(&shown, &official.caller, (&asked.address, view), at),
            paging: Paging::of(&t, &asked.address, &Part::read(&asked.address), &view.history).at(HISTORY),
            stood: at.map(|at| Stood::new(&asked.address, view, at, &shown)),
            handed_over: view.handed_over.map(|at| t.with("hand-over-noted", "when", When::from(at).human)),
            // The keeper hands over to nobody; what others noted may be taken back.
            hand_over: (view.may_hand_over
                && at.is_none()
                && (view.handed_over.is_some() || !official.caller.is_keeper()))
            .then(|| (hand_over::page_of(&asked.address, person.oid), official.csrf.clone())),
            compare: compare::of(view.oid),
            looks: official.caller.reads_all().then(|| address::looks_at(person.oid).to_string()),
            list: None,
            help: address::help("learner").to_string(),
            requests: Vec::new(),
            actions: Vec::new(),
            erased: (at.is_none() && person.erased).then(|| CauseWords::of_erased(&t, official.caller.reads_all())),
            passive: (at.is_none() && words::is_passive(person)).then(|| (t.get("passive-told"), None)),
            done: edit::done(&t, &asked.address, person, false),
            rows_turn: None,
            c,
            t,
        }
    }
}

/// What the register said of a hetu of somebody who is identified without it, and whether it is being asked. They are on no
/// list for it, so that their page alone says it.
fn beside(view: &LearnerView) -> (Option<Cause>, bool) {
    let person = &view.person;
    let stands = person.is_identified() && !person.is_in_register() && view.cause.is_none();
    let failed = person.failure.as_ref().filter(|_| stands).map(|failure| Cause::Identification(failure.cause));
    (failed, stands && person.failure.is_none() && person.awaits_register().is_some())
}

fn also_here_as(view: &LearnerView) -> Vec<(String, String)> {
    view.also_here_as.iter().copied().map(page_of).collect()
}

/// An OID and its page.
fn page_of(oid: PersonOid) -> (String, String) {
    (oid.to_string(), address::learner(oid).to_string())
}

/// An e-mail to OPH about somebody who fails: whom, why and from which import, and nothing personal.
fn ask_oph(t: &Texts, view: &LearnerView) -> String {
    let cause = view.cause.map(|cause| CauseWords::of(t, cause).what).unwrap_or_default();
    let import = view.history.items.iter().find_map(|entry| import_of(&entry.event.fact));
    let import = import.map_or_else(|| t.get("unknown"), |import| view.imports.of(import).to_string());
    let oid = view.person.oid.to_string();
    let body = t.with_all("ask-oph-body", &[("oid", oid.clone()), ("cause", cause), ("import", import)]);
    address::letter(&t.with("ask-oph-subject", "oid", oid), &body)
}

/// The address of an entry of the history: on the page that is shown, or on the one that begins with it.
fn to_entry(address: &Address, view: &LearnerView, entry: Position) -> String {
    let here = view.history.items.iter().any(|shown| shown.event.position() == entry);
    let page = if here { String::new() } else { jump(address, &HistoryPart::beginning_with(entry)) };
    format!("{page}#tapahtuma-{entry}")
}

/// The page of a learner as they stood at an event, with the same part of the history.
fn at_event(address: &Address, position: Position) -> String {
    // What was just done is no part of an earlier state.
    address.clone().without(edit::DONE).set(EVENT, position).to_string()
}

/// Shows a learner.
pub async fn show(
    State(staff): State<Staff>,
    official: Official,
    asked: Asked,
    Path(oid): Path<String>,
    headers: HeaderMap,
) -> Response {
    let made = page(&staff, &official, &asked, &oid, &headers).await;
    made.unwrap_or_else(|refusal| refuse(&asked, Some(&official), refusal))
}

async fn page(
    staff: &Staff,
    official: &Official,
    asked: &Asked,
    oid: &str,
    headers: &HeaderMap,
) -> Result<Response, Refusal> {
    let app = &staff.app;
    let oid: PersonOid = oid.parse().map_err(|_| Refusal::NotFound)?;
    let at = match asked.address.value(EVENT) {
        Some(text) => Some(text.parse::<u64>().map(Position).map_err(|_| Refusal::NotFound)?),
        None => None,
    };
    let part = Part::read(&asked.address);
    let part = HistoryPart { newest_first: true, after: part.after(), limit: part.size };
    let view = app.learner(&official.caller, oid, at, Some(part)).await?.map_err(Refusal::from)?;
    let kind = if at.is_some() { LookKind::History } else { LookKind::Page };
    staff.showed(official, kind, [(oid, view.person.protected)]).await?;
    let list = InList::of(staff, official, asked, headers, oid).await?;
    let outage = app.outage().await?;
    let turning = edit::rows::turning(staff, official, asked, &view).await?;
    let open = app.requests_about(&official.caller, &[oid, view.person.oid]).await?;
    let records: Vec<PersonOid> = [oid, view.person.oid].into_iter().chain(view.members.iter().copied()).collect();
    let waiting = app.approvals_about(&official.caller, &records).await?;
    let (staff, asked, official) = (staff.clone(), asked.clone(), official.clone());
    // Finding what each event changed takes its time.
    let page = move || {
        let mut page = LearnerPage::new((&asked, &official), &view, at, &staff.words(asked.t));
        let carried = list.as_ref().map(|list| list.carried.clone()).unwrap_or_default();
        page.list = list;
        page.rows_turn = turning;
        page.c = page.c.in_outage(outage.as_ref());
        page.done = edit::done(&asked.t, &asked.address, &view.person, outage.is_some());
        let page = page.with_requests(&open, &waiting);
        let page = page.with_actions(edit::actions(&staff, &official, &view, (&asked.t, &carried)));
        let keeps = official.caller.is_keeper();
        render(&page.with_advice(view.cause, (keeps, official.caller.reads_all() && !keeps)))
    };
    Ok(app.blocking(move |_| Ok(page())).await?)
}
