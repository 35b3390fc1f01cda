//! One import: its summary, its rows, its conflicts side by side, and its numbers as CSV.
//!
//! | module | what it is |
//! |---|---|
//! | `rows` | what became of each row |
//! | `conflicts` | sent, registry then, registry now |
//! | `download` | the rows as CSV |
//! | `funnel` | how far the rows came |
//! | `undo` | the whole import is taken back |
//! | `unsent` | rows of the sender's file that were never sent |

mod conflicts;
mod download;
mod funnel;
pub mod rows;
pub mod undo;
mod unsent;

use std::collections::BTreeSet;

use app::AppError;
use app::access::LookKind;
use app::commands::{Call, Command, CommandRefusal, Outcome, ReviewConflict};
use app::report::approvals::Waiting;
use app::report::conflicts::Conflict;
use app::report::imports::{ImportDetails, NotShown, RowLine};
use app::report::unsent::UnsentRow;
use app::report::{Slice, View};
use askama::Template;
use axum::extract::{Extension, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use events::codes::Channel;
use events::{Position, RequestId};
use projections::counts::query::Scope;

pub use conflicts::ConflictTab;
pub use rows::RowTab;
pub use unsent::UnsentTab;

use super::address::{self, Address};
use super::download::FORMAT;
use super::form::Sent;
use super::language::Asked;
use super::page::{Chrome, render};
use super::paging::{Part, at_start};
use super::refusal::{Refusal, refuse};
use super::report::ImportLineView;
use super::session::{Official, check_csrf, with_position};
use super::words::Words;
use super::{Staff, command};
use texts::Texts;

/// Query name of the tab.
const TAB: &str = "nakyma";
const CONFLICTS: &str = "ristiriidat";
const UNSENT: &str = "lahettamatta";
/// Query name of the row that has just been noted as checked, from 0.
const NOTED: &str = "merkitty";
/// Query name of how many rows were just noted.
const NOTED_ROWS: &str = "merkittyja";
/// Query name of the row whose note was just taken back.
const TAKEN_BACK: &str = "peruttu";
/// More rows than stand on a page are never noted at once.
const MOST_ROWS: usize = 100;
/// Rights that show what was sent, as officials know them.
const RIGHTS: &str = "TUONTIDATA_READ, REKISTERINPITAJA, REKISTERINPITAJA_READ";

/// The page.
#[derive(Template)]
#[template(path = "staff/import.html")]
pub struct ImportPage {
    c: Chrome,
    t: Texts,
    heading: String,
    line: ImportLineView,
    refused: u32,
    refused_href: String,
    renumbered: u32,
    renumbered_href: String,
    withheld: u32,
    /// How far it was taken back, where it was.
    undone: Vec<String>,
    unsent: u32,
    unsent_href: String,
    funnel: Vec<funnel::Step>,
    /// How many of the rows with conflicts are checked, where there are any.
    conflicts_checked: Option<String>,
    /// Text, address, is it this one.
    tabs: Vec<(String, String, bool)>,
    rows: Option<RowTab>,
    conflicts: Option<ConflictTab>,
    not_sent: Option<UnsentTab>,
    /// The right that is missing to see conflicts.
    missing_right: Option<String>,
    noted: Option<String>,
    csv: String,
    csv_in_words: String,
    xlsx: String,
    failed_href: String,
    /// Rows with conflicts, for those who may not see what was sent.
    conflicts_href: String,
    help: String,
    /// Where it is taken back, for those who may.
    undo: Option<(String, String)>,
    /// Where its undoing waits for a second official.
    undo_waits: Option<(String, String)>,
}

/// What stands below the summary.
pub enum Listed {
    /// Rows.
    Rows(Slice<RowLine>),
    /// Conflicts.
    Conflicts(Slice<Conflict>),
    /// Rows that were not sent.
    Unsent(Slice<UnsentRow>),
    /// Nothing: the right is missing.
    Nothing,
}

impl Listed {
    /// Whoever checked a conflict is called by name, whoever asks by that of their session.
    fn with_names(mut self, words: &Words<'_>, official: &Official) -> Listed {
        let called = |by: &str| if by == official.caller.subject { official.name.clone() } else { words.signed_in(by) };
        let name = |by: &mut String| *by = called(by);
        match &mut self {
            Listed::Rows(slice) => {
                slice.items.iter_mut().filter_map(|row| row.checked.as_mut()).for_each(|(_, by)| name(by));
            }
            Listed::Conflicts(slice) => {
                slice.items.iter_mut().filter_map(|one| one.checked.as_mut()).for_each(|(_, by)| name(by));
            }
            Listed::Unsent(_) | Listed::Nothing => {}
        }
        self
    }
}

impl ImportPage {
    /// The page of an import and what was found.
    pub fn new(frame: (&Asked, &Official), details: &ImportDetails, waits: Option<&Waiting>, listed: &Listed) -> Self {
        let (asked, official) = frame;
        let (t, number) = (asked.t, details.line.number);
        let own = address::import(number);
        let heading = t.with("import-title", "number", details.line.known_as);
        let mut c = Chrome::new(asked, Some(official), heading.clone()).below_report();
        c.live = details.line.in_progress > 0 || details.line.completed.is_none();
        let (mut rows, mut conflicts, mut not_sent, mut missing_right) = (None, None, None, None);
        match listed {
            Listed::Rows(slice) => rows = Some(RowTab::new(frame, details, slice)),
            Listed::Conflicts(slice) => conflicts = Some(ConflictTab::new(frame, details, slice)),
            Listed::Unsent(slice) => not_sent = Some(UnsentTab::new(&t, &asked.address, slice)),
            Listed::Nothing => missing_right = Some(t.with("conflicts-no-right", "rights", RIGHTS)),
        }
        let tab = |name: &str| own.clone().set(TAB, name).to_string();
        let conflicts_text = t.with("tab-conflicts", "count", t.number(details.line.conflicts));
        let unsent_text = t.with("tab-unsent", "count", t.number(details.unsent));
        let mut tabs = vec![(t.get("tab-rows"), own.to_string(), rows.is_some())];
        // Whoever may not see what was sent has the rows with conflicts among the other rows.
        let on_conflicts = rows.is_none() && not_sent.is_none();
        tabs.extend((details.shows_data || on_conflicts).then(|| (conflicts_text, tab(CONFLICTS), on_conflicts)));
        tabs.extend((details.unsent > 0).then(|| (unsent_text, tab(UNSENT), not_sent.is_some())));
        let unsent_href = tab(UNSENT);
        let file = rows::narrowed(&asked.address, Address::of(format!("{own}.csv")));
        let counts = [("checked", details.conflicts_checked), ("total", details.line.conflicts)];
        ImportPage {
            line: ImportLineView::new(&t, &details.line),
            refused: details.refused,
            funnel: funnel::steps(&t, details),
            refused_href: own.clone().set(rows::STATE, "refused").to_string(),
            renumbered: details.renumbered,
            renumbered_href: own.clone().set(rows::STATE, "renumbered").to_string(),
            withheld: details.withheld,
            undone: Vec::new(),
            unsent: details.unsent,
            unsent_href,
            conflicts_checked: (details.line.conflicts > 0)
                .then(|| t.with_all("conflicts-checked", &counts.map(|(name, n)| (name, t.number(n))))),
            tabs,
            rows,
            conflicts,
            not_sent,
            missing_right,
            noted: noted(&t, &asked.address).filter(|noted| !stands_at_its_row(noted, listed)).map(|noted| noted.told),
            csv: file.to_string(),
            csv_in_words: file.clone().set(download::WORDING.0, download::WORDING.1).to_string(),
            xlsx: file.set(FORMAT, "xlsx").to_string(),
            conflicts_href: own.clone().set(rows::STATE, "conflicts").to_string(),
            failed_href: own.set(rows::STATE, "failed").to_string(),
            help: address::help("import").to_string(),
            undo: undo::offer(&t, official, details, waits.is_some()),
            undo_waits: waits.map(|waits| undo::waits(&t, waits)),
            c,
            t,
            heading,
        }
    }
}

/// Shows an import, or as `….csv` gives its rows to download.
pub async fn show(State(staff): State<Staff>, official: Official, asked: Asked, Path(name): Path<String>) -> Response {
    let made = match name.strip_suffix(".csv") {
        Some(number) => download::answer(&staff, &official, &asked, number).await,
        None => page(&staff, &official, &asked, &name).await,
    };
    made.unwrap_or_else(|refusal| refuse(&asked, Some(&official), refusal))
}

async fn page(staff: &Staff, official: &Official, asked: &Asked, number: &str) -> Result<Response, Refusal> {
    let (app, caller) = (&staff.app, &official.caller);
    let number = import_number(number)?;
    let details = shown(app.report_import(caller, number).await)?;
    let part = Part::read(&asked.address);
    let view = View { scope: Scope::Everybody, as_of: None, after: part.after(), limit: part.size };
    let listed = match asked.address.value(TAB) {
        Some(CONFLICTS) if details.shows_data => {
            let filter = conflicts::filter(&asked.address);
            Listed::Conflicts(shown(app.report_conflicts(caller, number, filter, view).await)?)
        }
        Some(CONFLICTS) => Listed::Nothing,
        Some(UNSENT) if details.unsent > 0 => {
            Listed::Unsent(shown(app.report_unsent_rows(caller, number, view).await)?)
        }
        _ => {
            let filter = rows::filter(&asked.address);
            Listed::Rows(shown(app.report_rows(caller, number, filter, view).await)?)
        }
    };
    let waits = undo::waiting(staff, official, number).await?;
    let listed = listed.with_names(&staff.words(asked.t), official);
    let (kind, people): (_, Vec<_>) = match &listed {
        Listed::Rows(slice) => {
            let named = slice.items.iter().filter(|row| row.names.is_some());
            (LookKind::Listed, named.filter_map(|row| row.oid).collect())
        }
        Listed::Conflicts(slice) => (LookKind::SentData, slice.items.iter().flat_map(Conflict::people).collect()),
        Listed::Unsent(_) | Listed::Nothing => (LookKind::Listed, Vec::new()),
    };
    // Names and hetus are not what a protection order hides.
    staff.showed(official, kind, people.into_iter().map(|oid| (oid, false))).await?;
    let mut page = ImportPage::new((asked, official), &details, waits.as_ref(), &listed);
    page.undone = undo::done(staff, official, &asked.t, details.undo).await?;
    page.c = page.c.in_outage(app.outage().await?.as_ref());
    Ok(render(&page))
}

fn import_number(text: &str) -> Result<Position, Refusal> {
    let number = text.parse::<i64>().ok().and_then(|number| u64::try_from(number).ok());
    number.map(Position).ok_or(Refusal::NotFound)
}

fn shown<T>(answer: Result<Result<T, NotShown>, AppError>) -> Result<T, Refusal> {
    answer?.map_err(|not| match not {
        NotShown::Unknown | NotShown::NotReady => Refusal::NotFound,
        NotShown::Forbidden => Refusal::OtherImport,
    })
}

/// The form of the buttons.
#[derive(Default)]
struct Reviewed {
    csrf: String,
    /// The query of the page with the button.
    query: String,
    /// The note is taken back.
    taken_back: bool,
    /// Rows that are chosen, from 0.
    rows: BTreeSet<u32>,
}

impl Reviewed {
    fn read(form: Vec<(String, String)>) -> Reviewed {
        let mut reviewed = Reviewed::default();
        for (name, value) in form {
            match name.as_str() {
                conflicts::ROW if reviewed.rows.len() < MOST_ROWS => reviewed.rows.extend(value.parse::<u32>().ok()),
                conflicts::TAKEN_BACK => reviewed.taken_back = true,
                "csrf" => reviewed.csrf = value,
                "query" => reviewed.query = value,
                _ => {}
            }
        }
        reviewed
    }
}

/// Notes that a conflict was checked in the sender's own register, or takes the note back, and leads back to where the
/// button was.
pub async fn review(
    State(staff): State<Staff>,
    official: Official,
    asked: Asked,
    Extension(request): Extension<RequestId>,
    Path((number, row)): Path<(String, String)>,
    Sent(form): Sent<Vec<(String, String)>>,
) -> Response {
    let done = async {
        let (import, row) = (import_number(&number)?, row.parse::<u32>().map_err(|_| Refusal::NotFound)?);
        let form = Reviewed { rows: BTreeSet::from([row]), ..Reviewed::read(form) };
        review_all((&staff, &official, request), import, form).await
    };
    done.await.unwrap_or_else(|refusal| refuse(&asked, Some(&official), refusal))
}

/// The same of all rows that are chosen.
pub async fn review_chosen(
    State(staff): State<Staff>,
    official: Official,
    asked: Asked,
    Extension(request): Extension<RequestId>,
    Path(number): Path<String>,
    Sent(form): Sent<Vec<(String, String)>>,
) -> Response {
    let done = async {
        let number = import_number(&number)?;
        if !shown(staff.app.report_import(&official.caller, number).await)?.may_review {
            return Err(Refusal::Lacks(ReviewConflict::RIGHTS));
        }
        review_all((&staff, &official, request), number, Reviewed::read(form)).await
    };
    done.await.unwrap_or_else(|refusal| refuse(&asked, Some(&official), refusal))
}

async fn review_all(
    (staff, official, request): (&Staff, &Official, RequestId),
    import: Position,
    form: Reviewed,
) -> Result<Response, Refusal> {
    if !check_csrf(official, &form.csrf) {
        return Err(Refusal::StaleForm);
    }
    let (taken_back, mut done) = (form.taken_back, None);
    for row in &form.rows {
        let call = Call::new(official.caller.clone(), Channel::Staff, request);
        match staff.app.carry_out(ReviewConflict { import, row: *row, taken_back }, call).await? {
            // Somebody else was quicker: what was wanted holds.
            Outcome::Refused(already) if matches!(already.name(), "already-checked" | "not-checked") => {}
            Outcome::Done { position, .. } => done = done.max(Some(position)),
            outcome => drop(command::done(outcome, |()| StatusCode::NO_CONTENT)?),
        }
    }
    let to = Redirect::to(&back(import, &form));
    Ok(done.map_or_else(|| to.clone().into_response(), |position| with_position(position, to.clone())))
}

fn back(number: Position, form: &Reviewed) -> String {
    let page = Address::read(&address::import(number).to_string(), Some(&form.query));
    let page = page.without(NOTED).without(NOTED_ROWS).without(TAKEN_BACK);
    let mut rows = form.rows.iter();
    let page = match (rows.next(), rows.next()) {
        (None, _) => return page.to_string(),
        (Some(row), None) if form.taken_back => page.set(TAKEN_BACK, row),
        (Some(row), None) => page.set(NOTED, row),
        (Some(_), Some(_)) => page.set(NOTED_ROWS, form.rows.len()),
    };
    format!("{page}#ilmoitus")
}

/// What was just done.
struct Noted {
    /// In a sentence.
    told: String,
    /// The row that it was done to, from 0; `None` where there were several.
    row: Option<u32>,
}

/// What was just done, as the query says.
fn noted(t: &Texts, address: &Address) -> Option<Noted> {
    let number = |name: &str| address.value(name)?.parse::<u32>().ok();
    let of_row = |key: &str, row: u32| Noted { told: t.with(key, "row", row.saturating_add(1)), row: Some(row) };
    None.or_else(|| number(NOTED).map(|row| of_row("conflict-noted", row)))
        .or_else(|| number(TAKEN_BACK).map(|row| of_row("conflict-taken-back", row)))
        .or_else(|| number(NOTED_ROWS).map(|rows| Noted { told: t.count("conflicts-noted", rows), row: None }))
}

/// What was just done to this row.
fn noted_of_row(t: &Texts, address: &Address, row: u32) -> Option<String> {
    noted(t, address).filter(|noted| noted.row == Some(row)).map(|noted| noted.told)
}

/// It is said beside its row, so that whoever works down the list stays where they are.
fn stands_at_its_row(noted: &Noted, listed: &Listed) -> bool {
    match listed {
        Listed::Rows(slice) => slice.items.iter().any(|line| Some(line.row) == noted.row),
        Listed::Conflicts(slice) => slice.items.iter().any(|one| Some(one.row) == noted.row),
        Listed::Unsent(_) | Listed::Nothing => false,
    }
}

/// The query of an address from its beginning, without what was just noted; the button carries it along.
fn query_of(address: &Address) -> String {
    address.clone().without(NOTED).without(NOTED_ROWS).without(TAKEN_BACK).query()
}

/// An import's address with one thing chosen again, from the beginning of the list.
fn chosen(address: &Address, name: &str, value: &str) -> String {
    at_start(address).without(NOTED).without(NOTED_ROWS).without(TAKEN_BACK).set(name, value).to_string()
}
