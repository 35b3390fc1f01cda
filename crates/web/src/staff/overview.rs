//! *Yleiskuva*: the report at a glance. Each chart stands beside its table, and each figure leads to the list behind it.

use app::report::overview::{ListDay, MOST_WAITING, OutageNow, Overview, SilentDay};
use app::rules::Cause;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use events::Day;
use projections::counts::query::Summary;

use super::Staff;
use super::address::{self, Address, REPORT};
use super::charts::{Columns, Curve, bar, stacked};
use super::dates::{When, day};
use super::language::Asked;
use super::page::{Chrome, Section, render};
use super::refusal::{Refusal, refuse};
use super::report::{RIGHT, query};
use super::session::Official;
use super::words::{CauseWords, Words};
use texts::Texts;

/// Ages of errors that are counted, in days.
const AGES: [u64; 2] = [30, 90];
/// So many days are drawn, as the reader chooses; the first unless they do.
const DAYS: [u64; 2] = [30, 90];
/// The choice in the address.
const OF_DAYS: &str = "paivia";
/// So many organisations stand side by side, those with the most errors first.
const MOST_ORGANISATIONS: usize = 50;

/// The page.
#[derive(Template)]
#[template(path = "staff/overview.html")]
pub struct OverviewPage {
    c: Chrome,
    t: Texts,
    summary: Summary,
    /// All learners as one bar.
    whole: String,
    errors: &'static str,
    /// For each age: words, how many.
    ages: Vec<(String, String)>,
    causes: Vec<CauseLine>,
    /// How many days are drawn: words, address, whether it is these.
    choices: Vec<(String, String, bool)>,
    /// How many errors were open at the end of each day, drawn.
    curve: String,
    /// What came and went, drawn.
    chart: String,
    open: String,
    came: String,
    solved: String,
    /// Each day, the newest first: how many were open, came, and were solved.
    days: Vec<(When, [String; 3])>,
    organisations: Option<Organisations>,
    register: RegisterWords,
    week: RegisterWeek,
    help: String,
}

/// Everybody with one cause.
pub struct CauseLine {
    what: CauseWords,
    people: String,
    median: String,
    oldest: String,
    bar: String,
    href: String,
}

/// Organisations side by side.
pub struct Organisations {
    causes: Vec<String>,
    lines: Vec<OrganisationLine>,
    /// There are more than these.
    more: bool,
}

/// Errors of an organisation.
pub struct OrganisationLine {
    name: String,
    href: String,
    total: String,
    /// For each cause: how many, how dark (0–4), and the list.
    cells: Vec<(String, u8, Option<String>)>,
}

/// Whether the register answers, in words.
#[derive(Debug, Clone)]
pub struct RegisterWords {
    /// Kind of state in the style sheet.
    pub kind: &'static str,
    /// The state.
    pub state: String,
    /// Since when, how many wait, and when it is asked again.
    pub details: Vec<String>,
}

/// Whether the register answered on the last days.
pub struct RegisterWeek {
    /// In a sentence.
    told: String,
    /// Each day: its name, kind of state, how long it did not answer.
    days: Vec<(String, &'static str, String)>,
}

impl RegisterWeek {
    fn of(t: &Texts, days: &[SilentDay]) -> RegisterWeek {
        let silent = days.iter().filter(|(_, silent)| !silent.is_zero()).count();
        let told = if silent == 0 { t.get("register-week-good") } else { t.count("register-week-bad", silent) };
        RegisterWeek { told, days: days.iter().map(|silent| register_day(t, silent)).collect() }
    }
}

impl RegisterWords {
    /// Of what is known now.
    pub fn of(t: &Texts, outage: Option<&OutageNow>) -> RegisterWords {
        let Some(outage) = outage else {
            return RegisterWords { kind: "good", state: t.get("register-answers"), details: Vec::new() };
        };
        let many = outage.waiting >= MOST_WAITING;
        let waiting = if many { "register-waiting-many" } else { "register-waiting" };
        let mut details =
            vec![t.with("register-since", "when", When::from(outage.since).human), t.count(waiting, outage.waiting)];
        details.extend(outage.next_try.map(|at| t.with("next-try", "when", When::from(at).human)));
        RegisterWords { kind: "bad", state: t.get("register-silent"), details }
    }
}

impl OverviewPage {
    /// The page of what was found.
    pub fn new(
        frame: (&Asked, &Official, Day),
        summary: Summary,
        overview: &Overview,
        outage: Option<&OutageNow>,
        words: &Words<'_>,
    ) -> OverviewPage {
        let (asked, official, today) = frame;
        let t = asked.t;
        let parts = [(summary.successful, "good"), (summary.in_progress, "busy"), (summary.failed, "bad")];
        let (open, came, solved) = (t.get("overview-still-open"), t.get("overview-came"), t.get("overview-solved"));
        let drawn = |of: &ListDay| (short(of.day), of.flow.came, of.flow.solved);
        let columns: Vec<(String, u64, u64)> = overview.days.iter().map(drawn).collect();
        let points: Vec<(String, u64)> = overview.days.iter().map(|of| (short(of.day), of.open)).collect();
        let told =
            |of: &ListDay| (When::from(of.day), [of.open, of.flow.came, of.flow.solved].map(|people| t.number(people)));
        let choice = |days: u64| {
            let href = asked.address.clone().set(OF_DAYS, days).to_string();
            (t.with("overview-days", "days", days), href, days == chosen(&asked.address))
        };
        OverviewPage {
            c: Chrome::new(asked, Some(official), t.get("overview-title")).within(Section::Overview),
            t,
            summary,
            whole: stacked(&parts),
            errors: REPORT,
            ages: AGES.map(|days| older(&t, overview, today, days)).to_vec(),
            causes: causes(&t, overview, today),
            choices: DAYS.map(choice).to_vec(),
            curve: Curve { days: &points, name: &open }.draw(),
            chart: Columns { days: &columns, names: [&came, &solved] }.draw(),
            open,
            came,
            solved,
            days: overview.days.iter().rev().map(told).collect(),
            organisations: overview.organisations.as_ref().map(|_| organisations(words, overview)),
            register: RegisterWords::of(&t, outage),
            week: RegisterWeek::of(&t, &overview.register),
            help: address::help("overview").to_string(),
        }
    }
}

/// How many days the reader wants to see.
fn chosen(address: &Address) -> u64 {
    let asked = address.value(OF_DAYS).and_then(|days| days.parse().ok());
    asked.filter(|days| DAYS.contains(days)).unwrap_or(DAYS[0])
}

/// A day: its name, kind of state, and how long the register did not answer.
fn register_day(t: &Texts, (of, silent): &SilentDay) -> (String, &'static str, String) {
    // Whatever was shorter than a minute was an outage too.
    let minutes = silent.as_secs().div_ceil(60);
    let told = match (silent.is_zero(), minutes / 60, minutes % 60) {
        (true, ..) => t.get("register-day-good"),
        (false, 0, minutes) => t.with("register-day-minutes", "minutes", minutes),
        (false, hours, minutes) => {
            let parts = [("hours", hours.to_string()), ("minutes", minutes.to_string())];
            t.with_all("register-day-hours", &parts)
        }
    };
    (short(*of), if silent.is_zero() { "good" } else { "bad" }, told)
}

/// A day without its year, as a chart names it.
fn short(of: Day) -> String {
    day(of).rsplit_once('.').map(|(day, _)| format!("{day}.")).unwrap_or_default()
}

fn older(t: &Texts, overview: &Overview, today: Day, days: u64) -> (String, String) {
    let limit = today.earlier(days + 1);
    let people: u64 = overview.ages.range(..=limit).map(|(_, people)| people).sum();
    (t.with("overview-older", "days", days), t.number(people))
}

fn causes(t: &Texts, overview: &Overview, today: Day) -> Vec<CauseLine> {
    let largest = overview.groups.first().map_or(0, |group| group.people);
    let age = |since: Day| t.count("days", today.days_since(since));
    let line = |group: &app::report::queue::Group| CauseLine {
        what: CauseWords::of(t, group.cause),
        people: t.number(group.people),
        median: age(group.median),
        oldest: age(group.oldest),
        bar: bar(group.people, largest, "bad"),
        href: of_cause(group.cause).to_string(),
    };
    overview.groups.iter().map(line).collect()
}

fn of_cause(cause: Cause) -> Address {
    Address::of(REPORT).set(query::CAUSE, cause.name())
}

fn organisations(words: &Words<'_>, overview: &Overview) -> Organisations {
    let (t, found) = (words.t, overview.organisations.iter().flatten());
    let causes: Vec<Cause> = overview.groups.iter().map(|group| group.cause).collect();
    let mut found: Vec<_> = found.map(|(oid, by_cause)| (by_cause.values().sum::<u64>(), oid, by_cause)).collect();
    found.sort_by_key(|(total, oid, _)| (std::cmp::Reverse(*total), *oid));
    let more = found.len() > MOST_ORGANISATIONS;
    let largest = found.iter().flat_map(|(_, _, by_cause)| by_cause.values()).max().copied().unwrap_or_default();
    let lines = found.into_iter().take(MOST_ORGANISATIONS).map(|(total, oid, by_cause)| {
        let cell = |cause: &Cause| {
            let people = by_cause.get(cause).copied().unwrap_or_default();
            let href = of_cause(*cause).set(query::ORGANISATION, oid).to_string();
            (t.number(people), dark(people, largest), (people > 0).then_some(href))
        };
        OrganisationLine {
            name: words.organisation(oid),
            href: Address::of(REPORT).set(query::ORGANISATION, oid).to_string(),
            total: t.number(total),
            cells: causes.iter().map(cell).collect(),
        }
    });
    let lines = lines.collect();
    let causes = causes.into_iter().map(|cause| CauseWords::of(&t, cause).what).collect();
    Organisations { causes, lines, more }
}

/// How dark a cell is, of five.
fn dark(people: u64, largest: u64) -> u8 {
    if people == 0 || largest == 0 { 0 } else { 1 + (people * 3 / largest) as u8 }
}

/// Shows the overview.
pub async fn show(State(staff): State<Staff>, official: Official, asked: Asked) -> Response {
    let made = page(&staff, &official, &asked).await;
    made.unwrap_or_else(|refusal| refuse(&asked, Some(&official), refusal))
}

async fn page(staff: &Staff, official: &Official, asked: &Asked) -> Result<Response, Refusal> {
    let app = &staff.app;
    let scope = app.report_scope(&official.caller, &[]).ok_or(Refusal::NoRight(RIGHT))?;
    let summary = app.report_summary(scope.clone(), None).await?;
    let overview = app.overview(scope, chosen(&asked.address)).await?;
    let outage = app.outage().await?;
    let today = Day(app.now().day_in_finland());
    let frame = (asked, official, today);
    Ok(render(&OverviewPage::new(frame, summary, &overview, outage.as_ref(), &staff.words(asked.t))))
}
