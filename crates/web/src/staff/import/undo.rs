//! `…/oppijoidentuonti/{number}/kumoa`: a whole import is taken back. The page says what would be undone and what would be
//! kept, and why; then it is confirmed.

use app::commands::{Command, UndoImport};
use app::imports::numbers::ImportNumbers;
use app::imports::undo::{Going, Keeping, UndoPlan};
use app::report::approvals::Waiting;
use app::report::imports;
use app::report::requests::RequestView;
use askama::Template;
use axum::extract::{Extension, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use events::{Meta, PersonOid, Position, RequestId};
use serde::Deserialize;
use texts::Texts;

use super::{import_number, shown};
use crate::staff::Staff;
use crate::staff::address::{self, Address};
use crate::staff::approvals;
use crate::staff::command::{Confirming, Form, Frame, People, confirm, people_shown};
use crate::staff::form::Sent;
use crate::staff::kept::KeptPage;
use crate::staff::language::Asked;
use crate::staff::learner::Labelled;
use crate::staff::learner::history::ordered;
use crate::staff::page::{Chrome, with_status};
use crate::staff::refusal::{Refusal, refuse};
use crate::staff::session::{Official, check_csrf};
use crate::staff::words::{coded, name_or_none};

/// So many rows that go, and as many that are kept, are listed.
const LISTED: usize = 200;
/// And so many on a page that confirms.
const PREVIEWED: usize = 20;

/// The page.
#[derive(Template)]
#[template(path = "staff/import_undo.html")]
pub struct UndoPage {
    c: Chrome,
    t: Texts,
    heading: String,
    help: String,
    back: String,
    csrf: String,
    action: String,
    words: String,
    /// What is wrong, and what to do next.
    fault: Option<(String, String)>,
    told: Vec<String>,
    /// Rows that are undone, with what becomes of each, and rows that are kept, with why.
    lists: Vec<RowList>,
    /// Where it waits for a second official, who has been asked already.
    waits: Option<(String, String)>,
    /// It may be ordered now.
    offered: bool,
}

/// Rows of one kind.
struct RowList {
    id: &'static str,
    title: String,
    /// Heading of what is said of each.
    column: String,
    rows: Vec<RowLine>,
    /// How many are not listed.
    more: Option<String>,
}

/// A row of an import.
struct RowLine {
    number: String,
    /// Of the person to whom it led.
    name: String,
    oid: String,
    /// Their page.
    href: String,
    /// What is said of it.
    told: String,
    /// The import on which it rests: title and page.
    rests_on: Option<(String, String)>,
}

impl UndoPage {
    /// The page of what would happen. `done` says what was undone before, and by whom.
    pub fn new(
        (asked, official): (&Asked, &Official),
        (number, known_as): (Position, i64),
        (plan, named, done): (&UndoPlan, (&People, &ImportNumbers), Vec<String>),
        waiting: Option<&Waiting>,
        (words, refused): (&str, Option<&'static str>),
    ) -> UndoPage {
        let t = asked.t;
        // Of rows that were undone it is said by whom, and not that they did nothing.
        let mut told = if done.is_empty() || plan.undone > 0 { figures(&t, plan) } else { done };
        told.extend(plan.left.map(|left| t.count("undo-left", left)));
        if plan.needs_second && plan.left.is_none() {
            told.push(t.get("preview-needs-second"));
        }
        let heading = t.with("undo-heading", "number", known_as);
        UndoPage {
            c: Chrome::new(asked, Some(official), heading.clone()).below_report(),
            t,
            heading,
            help: address::help("undo-import").to_string(),
            back: address::import(number).to_string(),
            csrf: official.csrf.clone(),
            action: here(number).to_string(),
            words: words.to_owned(),
            fault: refused.map(|name| (t.get(&format!("refused-{name}")), t.get(&format!("refused-{name}-next")))),
            told,
            lists: lists(&t, plan, named, LISTED),
            waits: waiting.map(|waiting| waits(&t, waiting)),
            offered: plan.left.is_none() && plan.undone > 0 && waiting.is_none(),
        }
    }
}

/// How many rows are undone, and how many are not.
fn figures(t: &Texts, plan: &UndoPlan) -> Vec<String> {
    let mut told = vec![t.count("undo-undone", plan.undone), t.count("undo-kept", plan.kept)];
    if plan.nothing > 0 {
        told.push(t.count("undo-nothing-done", plan.nothing));
    }
    told
}

/// The first rows that go, and the first that are kept.
fn lists(t: &Texts, plan: &UndoPlan, (people, numbers): (&People, &ImportNumbers), most: usize) -> Vec<RowList> {
    let line = |row: u32, oid: PersonOid, told: String, import: Option<Position>| RowLine {
        number: t.number(row.saturating_add(1)),
        name: people.get(&oid).map_or_else(|| t.get("value-none"), |person| name_or_none(t, &person.names)),
        oid: oid.to_string(),
        href: address::learner(oid).to_string(),
        told,
        rests_on: import
            .map(|import| (t.with("import-title", "number", numbers.of(import)), address::import(import).to_string())),
    };
    let going = |row: &Going| line(row.row, row.oid, t.get(if row.voids { "undo-voids" } else { "undo-leaves" }), None);
    let keeps = |row: &Keeping| line(row.row, row.oid, coded(t, "kept-because", row.because), row.import);
    let going: Vec<_> = plan.goes.iter().take(most).map(going).collect();
    let kept: Vec<_> = plan.listed.iter().take(most).map(keeps).collect();
    // Of an undoing that is under way, rows that are undone already are not listed.
    let all_going = if plan.left.is_none() { plan.undone as usize } else { plan.goes.len() };
    let list = |id, title, column, rows: Vec<_>, all: usize| {
        let more = all.saturating_sub(rows.len());
        let more = (more > 0).then(|| t.count("rows-not-shown", more));
        (!rows.is_empty()).then(|| RowList { id, title: t.get(title), column: t.get(column), rows, more })
    };
    let lists = [
        list("kumottavat", "undo-goes-title", "undo-becomes", going, all_going),
        list("sailyvat", "undo-kept-title", "undo-why", kept, plan.kept as usize),
    ];
    lists.into_iter().flatten().collect()
}

/// Is all of an import undone, so that nothing is left to undo?
fn is_whole(undo: imports::Undo) -> bool {
    matches!(undo, imports::Undo { done: true, undone: 1.., restored: 0, kept: 0, .. })
}

/// The page on which an import, or what was kept of it, may be undone, for the keeper, unless that is done or asked for.
pub fn offer(
    t: &Texts,
    official: &Official,
    details: &imports::ImportDetails,
    waits: bool,
) -> Option<(String, String)> {
    let offered = official.caller.is_keeper() && !waits && !details.undo.is_some_and(is_whole);
    let is_rest = details.undo.is_some_and(|undo| undo.undone > 0);
    let text = || t.get(if is_rest { "undo-link-rest" } else { "undo-link" });
    offered.then(|| (text(), here(details.line.number).to_string()))
}

/// The undoing of an import that waits for a second official: its number, for the keeper.
pub async fn waiting(staff: &Staff, official: &Official, import: Position) -> Result<Option<Waiting>, Refusal> {
    Ok(staff.app.approvals_about_import(&official.caller, import).await?.into_iter().next())
}

/// That it waits, as it is said to the official, and where.
pub fn waits(t: &Texts, waiting: &Waiting) -> (String, String) {
    // What is reversed is the undoing; the import itself cannot be.
    let key = match (waiting.command == UndoImport::NAME, waiting.own) {
        (true, _) if waiting.prevented => "undo-waits-prevented",
        (false, _) if waiting.prevented => "restore-waits-prevented",
        (true, true) => "undo-waits",
        (true, false) => "undo-waits-for-you",
        (false, true) => "restore-waits",
        (false, false) => "restore-waits-for-you",
    };
    (t.get(key), approvals::of(waiting.number))
}

/// How far an undoing is that was ordered.
fn told(t: &Texts, undo: imports::Undo) -> Vec<String> {
    let state = t.get(match undo {
        imports::Undo { done: false, .. } => "import-being-undone",
        imports::Undo { undone: 0, restored: 1.., .. } => "import-undo-reversed",
        _ => "import-undone",
    });
    let rows = [(undo.undone, "import-undone-rows"), (undo.restored, "import-restored-rows"), (undo.kept, "undo-kept")];
    let counted = rows.into_iter().filter(|(rows, _)| *rows > 0).map(|(rows, key)| t.count(key, rows));
    [state].into_iter().chain(counted).collect()
}

/// What a page that confirms the undoing of an import says of what follows.
pub async fn follows(
    staff: &Staff,
    official: &Official,
    t: &Texts,
    import: Position,
) -> Result<Vec<Labelled>, Refusal> {
    let Some(plan) = staff.app.undo_plan(&official.caller, import).await? else { return Ok(Vec::new()) };
    let known_as = staff.app.import_numbers([import].into()).await?.of(import);
    let label = t.with("undo-heading", "number", known_as);
    let mut told = vec![Labelled { label, values: figures(t, &plan) }];
    let people = people(staff, official, &plan, PREVIEWED).await?;
    let numbers = numbers(staff, &plan).await?;
    for list in lists(t, &plan, (&people, &numbers), PREVIEWED) {
        let line = |RowLine { number, name, oid, told, rests_on, .. }: &RowLine| {
            let rests_on = rests_on.as_ref().map(|(title, _)| format!(": {title}")).unwrap_or_default();
            format!("{number} · {name} · {oid} · {told}{rests_on}")
        };
        let values = list.rows.iter().map(line).chain(list.more).collect();
        told.push(Labelled { label: list.title, values });
    }
    told.extend(open_requests(staff, official, t, &plan).await?);
    Ok(told)
}

/// Requests that are open about those whose rows go. They stay open: where the number becomes void, nothing can be done but
/// to refuse them.
async fn open_requests(
    staff: &Staff,
    official: &Official,
    t: &Texts,
    plan: &UndoPlan,
) -> Result<Option<Labelled>, Refusal> {
    let oids: Vec<PersonOid> = plan.goes.iter().map(|going| going.oid).collect();
    let open = staff.app.requests_about(&official.caller, &oids).await?;
    let told = |(view, _): &(RequestView, bool)| {
        let parts = [("number", view.number.to_string()), ("kind", coded(t, "request-kind", view.kind))];
        t.with_all("request-title", &parts)
    };
    let values: Vec<String> = open.iter().map(told).collect();
    Ok((!values.is_empty()).then(|| Labelled { label: t.get("undo-requests"), values }))
}

/// The persons of the first rows of a plan; that they were shown is recorded.
async fn people(staff: &Staff, official: &Official, plan: &UndoPlan, most: usize) -> Result<People, Refusal> {
    let goes = plan.goes.iter().take(most).map(|going| going.oid);
    let oids = goes.chain(plan.listed.iter().take(most).map(|keeping| keeping.oid)).collect();
    people_shown(staff, official, oids).await
}

/// Of the imports on which kept rows rest.
async fn numbers(staff: &Staff, plan: &UndoPlan) -> Result<ImportNumbers, Refusal> {
    Ok(staff.app.import_numbers(plan.listed.iter().filter_map(|keeping| keeping.import).collect()).await?)
}

/// What was undone of an import before, who ordered it and agreed, and why; nothing where it never was.
pub async fn done(
    staff: &Staff,
    official: &Official,
    t: &Texts,
    undo: Option<imports::Undo>,
) -> Result<Vec<String>, Refusal> {
    let Some(undo) = undo else { return Ok(Vec::new()) };
    let words = staff.words(*t);
    let who = |meta: &Meta| words.actor(&meta.actor, &official.caller);
    let mut done = vec![told(t, undo).join(" ")];
    for at in [undo.ordered].into_iter().chain(undo.restored_by) {
        done.extend(staff.app.undo_order(at).await?.iter().flat_map(|order| ordered(t, order, who)));
    }
    Ok(done)
}

fn here(number: Position) -> Address {
    Address::of(format!("{}/kumoa", address::import(number)))
}

/// The form.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Undo {
    words: String,
    #[serde(flatten)]
    confirming: Confirming,
}

/// What would happen.
pub async fn show(
    State(staff): State<Staff>,
    official: Official,
    asked: Asked,
    Path(number): Path<String>,
) -> Response {
    let made = async { page(&staff, &official, &asked, import_number(&number)?, ("", None)).await };
    made.await.unwrap_or_else(|refusal| refuse(&asked, Some(&official), refusal))
}

async fn page(
    staff: &Staff,
    official: &Official,
    asked: &Asked,
    number: Position,
    typed: (&str, Option<&'static str>),
) -> Result<Response, Refusal> {
    if !official.caller.is_keeper() {
        return Err(Refusal::Lacks(UndoImport::RIGHTS));
    }
    let plan = staff.app.undo_plan(&official.caller, number).await?.ok_or(Refusal::NotFound)?;
    let waiting = waiting(staff, official, number).await?;
    let people = people(staff, official, &plan, LISTED).await?;
    let numbers = numbers(staff, &plan).await?;
    let details = shown(staff.app.report_import(&official.caller, number).await)?;
    let done = done(staff, official, &asked.t, details.undo).await?;
    let status = if typed.1.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let (import, plan) = ((number, details.line.known_as), (&plan, (&people, &numbers), done));
    Ok(with_status(status, &UndoPage::new((asked, official), import, plan, waiting.as_ref(), typed)))
}

/// Previews it, and orders it when that is confirmed.
pub async fn send(
    State(staff): State<Staff>,
    official: Official,
    asked: Asked,
    Extension(request): Extension<RequestId>,
    Path(number): Path<String>,
    Sent(sent): Sent<Undo>,
) -> Response {
    let made = async {
        let number = import_number(&number)?;
        if !check_csrf(&official, &sent.confirming.csrf) && !sent.words.is_empty() {
            return Ok(KeptPage::again(&asked, &official, &sent.words, &[("words", &sent.words)]).answer());
        }
        let form = Form {
            command: UndoImport { import: number, words: sent.words.clone() },
            texts: "undo",
            learner: None,
            said: vec![Labelled { label: asked.t.get("field-words"), values: vec![sent.words.clone()] }],
            follows: follows(&staff, &official, &asked.t, number).await?,
            side_by_side: Vec::new(),
            fields: vec![("words", sent.words.clone())],
            action: here(number).to_string(),
            back: here(number).to_string(),
            returns: false,
        };
        let frame = Frame { staff: &staff, asked: &asked, official: &official, request };
        match confirm(frame, &sent.confirming, form, |_| here(number).to_string()).await {
            Err(Refusal::Refused(name, kind)) if kind != app::commands::RefusalKind::NotFound => {
                page(&staff, &official, &asked, number, (&sent.words, Some(name))).await
            }
            made => made,
        }
    };
    made.await.unwrap_or_else(|refusal| refuse(&asked, Some(&official), refusal))
}
