//! *Oppijoiden tuontiraportti*: the summary, the error list and the list of imports.
//!
//! | module | what it is |
//! |---|---|
//! | `query` | what the address asks for |
//! | `errors` | tab *Virheet* |
//! | `imports` | tab *Tuontikooste* |

mod errors;
mod imports;
mod query;

use app::access::LookKind;
use app::report::errors::ErrorLine;
use app::report::imports::ImportLine;
use app::report::{Slice, View};
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use events::Day;
use projections::counts::query::{Scope, Summary};
use serde::Deserialize;

pub use errors::ErrorTab;
pub use imports::{ImportRow as ImportLineView, ImportTab};
pub use query::{Query, Tab};

use super::address::{Address, REPORT};
use super::dates::When;
use super::form::Sent;
use super::language::Asked;
use super::page::{Chrome, render};
use super::refusal::{Refusal, refuse};
use super::session::Official;
use super::words::Words;
use super::{Staff, search};
use texts::Texts;

/// The right that opens the report.
const RIGHT: &str = "OPPIJOIDENTUONTI";

/// The page.
#[derive(Template)]
#[template(path = "staff/report.html")]
pub struct ReportPage {
    c: Chrome,
    t: Texts,
    summary: Summary,
    tabs: [(String, String, bool); 2],
    day: DayChoice,
    errors: Option<ErrorTab>,
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
    /// Errors, with the causes and organisations that they can be narrowed to.
    Errors(Slice<ErrorLine>),
    /// Imports.
    Imports(Slice<ImportLine>),
}

impl ReportPage {
    /// The page of a query and what was found.
    pub fn new(
        frame: (&Asked, &Official),
        query: &Query,
        scope: &Scope,
        summary: Summary,
        listed: &Listed,
        words: &Words<'_>,
    ) -> ReportPage {
        let (asked, official) = frame;
        let t = asked.t;
        let mut c = Chrome::new(asked, Some(official), t.get("report-title")).at_report();
        let (mut errors, mut imports) = (None, None);
        let mut running = summary.in_progress > 0;
        match listed {
            Listed::Errors(slice) => errors = Some(ErrorTab::new(query, scope, slice, words)),
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
            tabs: [tab(Tab::Errors), tab(Tab::Imports)],
            day: day(query),
            errors,
            imports,
            help,
        }
    }
}

fn day(query: &Query) -> DayChoice {
    let now = super::paging::at_start(&query.address).without(query::DAY);
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
pub async fn show(State(staff): State<Staff>, official: Official, asked: Asked) -> Response {
    let made = page(&staff, &official, &asked).await;
    made.unwrap_or_else(|refusal| refuse(&asked, Some(&official), refusal))
}

async fn page(staff: &Staff, official: &Official, asked: &Asked) -> Result<Response, Refusal> {
    let (app, caller) = (&staff.app, &official.caller);
    let scope = app.report_scope(caller, &[]).ok_or(Refusal::NoRight(RIGHT))?;
    let today = Day(app.now().day_in_finland());
    let term = staff.search.open(&caller.subject, asked.address.value(query::SEARCH));
    let query = Query::read(&asked.address, term, today);
    let view = View { scope: scope.clone(), as_of: query.day, after: query.part.after(), limit: query.part.size };
    let summary = app.report_summary(scope.clone(), query.day).await?;
    let listed = match query.tab {
        Tab::Errors => {
            Listed::Errors(app.report_errors(view, query.error_filter(app.identifiers_shown(caller))).await?)
        }
        Tab::Imports => Listed::Imports(app.report_imports(view, query.import_filter()).await?),
    };
    if let Listed::Errors(slice) = &listed {
        staff.showed(official, LookKind::Listed, slice.items.iter().map(|line| (line.oid, false))).await?;
    }
    Ok(render(&ReportPage::new((asked, official), &query, &scope, summary, &listed, &staff.words(asked.t))))
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
    paiva: String,
    koko: String,
}

/// Turns a narrowed error list into an address. The term typed may be a name or a hetu, so it is sealed there.
pub async fn narrow(State(staff): State<Staff>, official: Official, Sent(form): Sent<Narrowed>) -> Response {
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
            .set_some(query::DAY, self.paiva.parse::<events::Day>().ok().map(|day| day.0))
            .set_some("koko", self.koko.parse::<u32>().ok())
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
            paiva: typed(),
            koko: typed(),
            haku: typed(),
        };
        let address = form.address("sealed").to_string();
        assert!(!address.contains("Virtanen") && !address.contains("Aino"), "{address}");
        assert!(address.contains("tuonti=ei-numero"), "the page must say that it was no number: {address}");
    }
}
