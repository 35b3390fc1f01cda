//! *Oppijoiden tuontiraportti*: the summary, the error list and the list of imports.
//!
//! | module | what it is |
//! |---|---|
//! | `query` | what the address asks for |
//! | `errors` | tab *Virheet* |
//! | `queue` | how the error list is sorted, and the links around a page of it |
//! | `download` | the error list as a file |
//! | `chosen`, `passivate` | what is done to those who are chosen |
//! | `imports` | tab *Tuontikooste* |

pub mod chosen;
pub mod download;
pub mod errors;
mod imports;
pub mod passivate;
pub mod query;
pub mod queue;

use app::AppError;
use app::report::errors::ErrorFilter;
use app::report::imports::{ImportColumn, ImportFilter, ImportLine};
use app::report::queue::{ErrorStart, Group};
use app::report::{Slice, View};
use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use events::Instant;
use projections::counts::query::{Scope, Summary};
use serde::Deserialize;

pub use errors::{ErrorTab, Found};
pub use imports::{ImportRow as ImportLineView, ImportTab};
pub use query::{Query, Tab, query_of};

use super::address::{Address, REPORT};
use super::dates::When;
use super::filters::{self, Filter};
use super::form::Sent;
use super::language::Asked;
use super::page::{Chrome, Section, render};
use super::refusal::{Refusal, refuse};
use super::session::{Cookies, Official};
use super::visits::Visit;
use super::words::Words;
use super::{Staff, search};
use texts::Texts;

/// So many learners stand under each cause.
const OF_GROUP: u32 = 5;
/// The right that opens the report.
pub const RIGHT: &str = "OPPIJOIDENTUONTI";

/// The page.
#[derive(Template)]
#[template(path = "staff/report.html")]
pub struct ReportPage {
    c: Chrome,
    t: Texts,
    summary: Summary,
    /// The same now, where the page shows a past day.
    now: Option<Summary>,
    tabs: [(String, String, bool); 2],
    day: DayChoice,
    errors: Option<ErrorTab>,
    /// Filters that the official keeps, with their numbers.
    filters: Vec<(Filter, usize)>,
    /// Where filters are sent.
    saved: &'static str,
    /// Where those who are chosen are sent.
    chosen: &'static str,
    /// The query of this page.
    here: String,
    /// What has just become of those who were chosen, in words.
    done: Vec<String>,
    /// That is only that nobody was chosen.
    nobody_chosen: bool,
    /// What may be done to those who are chosen.
    acts: chosen::Acts,
    /// Where they are made passive.
    passivate: &'static str,
    /// Number of the newest import; not for past days.
    newest: Option<String>,
    /// Where a script asks for it.
    newest_at: &'static str,
    imports: Option<ImportTab>,
    help: String,
}

/// The report as it stood on a day.
pub struct DayChoice {
    /// As the field holds it.
    value: String,
    /// Latest day to choose.
    latest: String,
    /// Key of what is wrong with the day, if anything.
    fault: Option<&'static str>,
    /// The day shown, when it is not now.
    shown: Option<When>,
    /// The report now.
    now: String,
    /// What its form carries along.
    hidden: Vec<(String, String)>,
}

/// What stands below the summary.
pub enum Listed {
    /// Errors.
    Errors(Found),
    /// Imports.
    Imports(Slice<ImportLine>),
}

/// What the page is made from besides what was found.
pub struct Frame<'a> {
    /// What was asked for.
    pub asked: &'a Asked,
    /// By whom.
    pub official: &'a Official,
    /// The same, read.
    pub query: &'a Query,
    /// Whose errors and imports.
    pub scope: &'a Scope,
    /// Causes with how many there are now.
    pub groups: &'a [Group],
    /// The last look of the visit before.
    pub visit: Option<Instant>,
    /// Filters that the official keeps.
    pub filters: &'a [Filter],
    /// What may be done to those who are chosen.
    pub acts: chosen::Acts,
    /// Words.
    pub words: &'a Words<'a>,
}

impl ReportPage {
    /// The page of a query and what was found.
    pub fn new(frame: &Frame<'_>, summary: Summary, listed: &Listed) -> ReportPage {
        let Frame { asked, official, query, scope, groups, visit, filters, acts, words } = frame;
        let t = asked.t;
        let mut c = Chrome::new(asked, Some(official), t.get("report-title")).within(Section::Report);
        let (mut errors, mut imports) = (None, None);
        let mut running = summary.in_progress > 0;
        match listed {
            Listed::Errors(found) => {
                let csrf = official.csrf.as_str();
                let frame = errors::Frame { query, scope, groups, visit: *visit, csrf, words };
                errors = Some(ErrorTab::new(&frame, found));
            }
            Listed::Imports(slice) => {
                running |= slice.items.iter().any(|line| line.completed.is_none());
                imports = Some(ImportTab::new(query, slice, words));
            }
        }
        c.live = running && query.day.is_none();
        let tab = |tab: Tab| (t.get(tab.label()), query.tab_address(tab).to_string(), tab == query.tab);
        let help = super::address::help("import-report").to_string();
        ReportPage {
            c,
            t,
            summary,
            now: None,
            tabs: [tab(Tab::Errors), tab(Tab::Imports)],
            day: day(query),
            errors,
            filters: filters.iter().cloned().zip(0..).collect(),
            saved: super::address::SAVED,
            chosen: super::address::CHOSEN,
            here: here(query),
            done: chosen::done(&t, &asked.address),
            nobody_chosen: asked.address.value(query::NOBODY).is_some(),
            acts: *acts,
            passivate: super::address::PASSIVATE,
            newest: None,
            newest_at: super::address::NEWEST,
            imports,
            help,
        }
    }
}

/// The query of the page, from its beginning: for filters that are kept.
fn here(query: &Query) -> String {
    queue::at_start(&query.address).query()
}

fn day(query: &Query) -> DayChoice {
    let now = queue::at_start(&super::paging::at_start(&query.address)).without(query::DAY);
    DayChoice {
        value: query.day.map(|day| day.0.to_string()).unwrap_or_default(),
        latest: query.today.0.to_string(),
        fault: query.day_fault,
        shown: query.day.map(When::from),
        hidden: now.hidden(&[]),
        now: now.to_string(),
    }
}

/// Shows the report.
pub async fn show(State(staff): State<Staff>, official: Official, asked: Asked, headers: HeaderMap) -> Response {
    let made = page(&staff, &official, &asked, &headers).await;
    made.unwrap_or_else(|refusal| refuse(&asked, Some(&official), refusal))
}

async fn page(staff: &Staff, official: &Official, asked: &Asked, headers: &HeaderMap) -> Result<Response, Refusal> {
    let (app, caller) = (&staff.app, &official.caller);
    let scope = app.report_scope(caller, &[]).ok_or(Refusal::NoRight(RIGHT))?;
    let (query, visit) = (query_of(staff, official, asked).await?, visit(staff, official, headers));
    let summary = app.report_summary(scope.clone(), query.day).await?;
    let groups = match query.tab {
        Tab::Errors if query.day.is_none() => app.error_groups(scope.clone()).await?,
        _ => Vec::new(),
    };
    let listed = match query.tab {
        Tab::Errors => {
            Listed::Errors(errors_of(staff, official, &query, (&scope, &groups), (visit.before, asked.t)).await?)
        }
        Tab::Imports => {
            let view =
                View { scope: scope.clone(), as_of: query.day, after: query.part.after(), limit: query.part.size };
            Listed::Imports(app.report_imports(view, query.import_filter()).await?)
        }
    };
    if let Listed::Errors(errors::Found::Now(found)) = &listed
        && let Some(last) = queue::last_page(&asked.address, &query.place, found)
    {
        return Ok(Redirect::to(&last.to_string()).into_response());
    }
    if let Listed::Errors(found) = &listed {
        errors::looked_at(staff, official, found.lines()).await?;
    }
    let words = staff.words(asked.t);
    let filters = filters::kept(staff, official, headers);
    let (query, scope, groups, filters, words) = (&query, &scope, groups.as_slice(), filters.as_slice(), &words);
    let acts = chosen::Acts::of(app, caller);
    let frame = Frame { asked, official, query, scope, groups, visit: visit.before, filters, acts, words };
    let mut page = ReportPage::new(&frame, summary, &listed);
    page.c = page.c.in_outage(app.outage().await?.as_ref());
    match query.day {
        None => page.newest = newest(staff, scope).await?,
        Some(_) => page.now = Some(app.report_summary(scope.clone(), None).await?),
    }
    let mut answer = render(&page);
    if let Some(sign_in) = &staff.sign_in {
        visit.keep(sign_in.sessions.cookies, answer.headers_mut());
    }
    Ok(answer)
}

/// The number of the newest import, for pages that wait for one.
pub async fn newest_import(State(staff): State<Staff>, official: Official, asked: Asked) -> Response {
    let Some(scope) = staff.app.report_scope(&official.caller, &[]) else {
        return refuse(&asked, Some(&official), Refusal::NoRight(RIGHT));
    };
    match newest(&staff, &scope).await {
        Ok(number) => number.unwrap_or_default().into_response(),
        Err(error) => refuse(&asked, Some(&official), error),
    }
}

async fn newest(staff: &Staff, scope: &Scope) -> Result<Option<String>, AppError> {
    let view = View { scope: scope.clone(), as_of: None, after: None, limit: 1 };
    let filter = ImportFilter { number: None, sent_by: None, sort: ImportColumn::Number, descending: true };
    let found = staff.app.report_imports(view, filter).await?;
    Ok(found.items.first().map(|line| line.number.to_string()))
}

/// The visit that a look at the report belongs to.
pub fn visit(staff: &Staff, official: &Official, headers: &HeaderMap) -> Visit {
    let cookies = staff.sign_in.as_ref().map_or(Cookies { https: true }, |sign_in| sign_in.sessions.cookies);
    Visit::read(cookies, headers, &official.caller.subject, staff.app.now())
}

async fn errors_of(
    staff: &Staff,
    official: &Official,
    query: &Query,
    (scope, groups): (&Scope, &[Group]),
    (visit, t): (Option<Instant>, Texts),
) -> Result<Found, AppError> {
    let app = &staff.app;
    let filter = query.error_filter(app.identifiers_shown(&official.caller), visit);
    if let Some(day) = query.day {
        let (scope, after, limit) = (scope.clone(), query.part.after(), query.part.size);
        let view = View { scope, as_of: Some(day), after, limit };
        return Ok(Found::Then(app.report_errors(view, filter).await?));
    }
    let order = query.place.order(&t);
    if !query.grouped {
        let (start, size) = (query.place.start(), query.place.size);
        return Ok(Found::Now(app.queue(scope.clone(), filter, order, start, size).await?));
    }
    let mut found = Vec::new();
    for group in groups.iter().filter(|group| query.cause.is_none_or(|cause| cause == group.cause)) {
        let filter = ErrorFilter { cause: Some(group.cause), ..filter.clone() };
        let page = app.queue(scope.clone(), filter, order.clone(), ErrorStart::Skip(0), OF_GROUP).await?;
        if !page.lines.is_empty() {
            // Narrowed further, a group is as large as what is found of it.
            let people = page.total.unwrap_or(group.people);
            found.push((Group { people, ..*group }, page));
        }
    }
    Ok(Found::Groups(found))
}

/// The form of the error list.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Narrowed {
    haku: String,
    syy: String,
    tuonti: String,
    ika: String,
    organisaatio: String,
    uudet: String,
    paiva: String,
    koko: String,
    jarjestys: String,
    suunta: String,
    ryhmat: String,
}

/// Turns a narrowed error list into an address. The term typed may be a name or a hetu, so it is sealed there.
pub async fn narrow(
    State(staff): State<Staff>,
    official: Official,
    asked: Asked,
    Sent(mut form): Sent<Narrowed>,
) -> Response {
    // An organisation is typed by its name; an address holds its OID.
    let named = staff.words(asked.t).organisation_named(&form.organisaatio);
    form.organisaatio = named.map(|oid| oid.to_string()).unwrap_or_default();
    let term = search::as_meant(&form.haku, staff.app.now().day_in_finland());
    let sealed = staff.search.seal(&official.caller.subject, &term);
    Redirect::to(&form.address(&sealed).to_string()).into_response()
}

impl Narrowed {
    /// The address that shows it.
    fn address(&self, sealed: &str) -> Address {
        // Whatever else was typed into the field of the number has no business in an address.
        let number = self.tuonti.trim();
        let is_number = !number.is_empty() && number.len() < 19 && number.bytes().all(|b| b.is_ascii_digit());
        let number = if is_number || number.is_empty() { number } else { query::NOT_A_NUMBER };
        let organisation = self.organisaatio.trim();
        let organisation = organisation.parse::<events::OrganisationOid>().is_ok().then_some(organisation);
        Address::of(REPORT)
            .set(query::SEARCH, sealed)
            .set_some(query::CAUSE, app::rules::Cause::from_name(&self.syy).map(|cause| cause.name()))
            .set(query::IMPORT, number)
            .set_some(query::AGE, self.ika.parse::<u32>().ok().filter(|days| *days > 0))
            .set_some(query::ORGANISATION, organisation)
            .set_some(query::SINCE, self.uudet.parse::<events::Day>().ok().map(|day| day.0))
            .set_some(query::DAY, self.paiva.parse::<events::Day>().ok().map(|day| day.0))
            .set_some("koko", self.koko.parse::<u32>().ok())
            .set_some(query::SORT, queue::COLUMNS.iter().map(|(_, name, _)| *name).find(|name| *name == self.jarjestys))
            .set_some(
                query::DIRECTION,
                [query::ASCENDING, queue::DESCENDING].into_iter().find(|one| *one == self.suunta),
            )
            .set_some(query::GROUPED, (self.ryhmat == queue::BY_CAUSE).then_some(queue::BY_CAUSE))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_into_the_wrong_field_never_reaches_an_address() {
        let typed = || "Virtanen Aino".to_owned();
        let form = Narrowed {
            syy: typed(),
            tuonti: typed(),
            ika: typed(),
            organisaatio: typed(),
            uudet: typed(),
            paiva: typed(),
            koko: typed(),
            jarjestys: typed(),
            suunta: typed(),
            ryhmat: typed(),
            haku: typed(),
        };
        let address = form.address("sealed").to_string();
        assert!(!address.contains("Virtanen") && !address.contains("Aino"), "{address}");
        assert!(address.contains("tuonti=ei-numero"), "the page must say that it was no number: {address}");
    }
}
