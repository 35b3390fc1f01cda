//! Tab *Virheet*: imported people whom somebody must look at, what is wrong, and what to do.

use app::AppError;
use app::access::LookKind;
use app::report::Slice;
use app::report::errors::ErrorLine;
use app::report::queue::{ErrorColumn, ErrorPage, Group};
use app::rules::Cause;
use events::{Day, Instant};
use projections::counts::query::Scope;

use super::query::{self, Query};
use super::queue::{self, Column, QueuePaging};
use crate::staff::Staff;
use crate::staff::address::{self, Address, REPORT};
use crate::staff::dates::When;
use crate::staff::download::{FORMAT, Format};
use crate::staff::paging::Paging;
use crate::staff::search::Term;
use crate::staff::session::Official;
use crate::staff::words::{self, CauseWords, Words, coded, name_or_none};

/// Above this many organisations a list to choose from helps nobody: a name is typed.
const MOST_ORGANISATIONS: usize = 150;
/// Ages that errors can be narrowed to, in days.
const AGES: [u32; 4] = [1, 7, 30, 90];

/// What the tab was found to show.
pub enum Found {
    /// A page of the list as it stands now.
    Now(ErrorPage),
    /// The list by cause: each with its first learners.
    Groups(Vec<(Group, ErrorPage)>),
    /// The list as it stood at the end of a day.
    Then(Slice<ErrorLine>),
}

impl Found {
    /// Every line.
    pub fn lines(&self) -> Vec<&ErrorLine> {
        match self {
            Found::Now(page) => page.lines.iter().collect(),
            Found::Groups(groups) => groups.iter().flat_map(|(_, page)| &page.lines).collect(),
            Found::Then(slice) => slice.items.iter().collect(),
        }
    }
}

/// Records that a list showed people. Names are not what a protection order hides.
pub async fn looked_at<'l>(
    staff: &Staff,
    official: &Official,
    lines: impl IntoIterator<Item = &'l ErrorLine>,
) -> Result<(), AppError> {
    let people: Vec<_> = lines.into_iter().map(|line| (line.oid, false)).collect();
    staff.showed(official, LookKind::Listed, people).await
}

/// The tab.
pub struct ErrorTab {
    /// The form.
    pub form: ErrorForm,
    /// Flat or by cause: text, address, is it this one; empty for past days.
    pub views: Vec<(String, String, bool)>,
    /// Heads of the columns; empty for past days.
    pub columns: Vec<Column>,
    /// The flat list.
    pub lines: Vec<ErrorRow>,
    /// The list by cause.
    pub groups: Vec<GroupRows>,
    /// What to do about each cause on the page.
    pub steps: Vec<CauseWords>,
    /// Links below the flat list of now.
    pub paging: Option<QueuePaging>,
    /// Links below the list of a past day.
    pub past: Option<Paging>,
    /// Is the list narrowed?
    pub narrowed: bool,
    /// The list without narrowing.
    pub everything: String,
    /// Organisations stand in a column: the lines differ in them.
    pub many: bool,
    /// Carried by the form of those who are chosen.
    pub csrf: String,
    /// The whole list as a file.
    pub csv: String,
    /// The same as a workbook.
    pub xlsx: String,
}

/// Everybody with one cause.
pub struct GroupRows {
    /// Name of the cause in ids.
    pub name: String,
    /// Why, and what to do.
    pub cause: CauseWords,
    /// How many, for how long, in words.
    pub told: String,
    /// The first of them.
    pub lines: Vec<ErrorRow>,
    /// All of them, in words and as an address; absent when the first are all.
    pub all: Option<(String, String)>,
}

/// What the list can be narrowed by: (value, text, chosen).
pub struct ErrorForm {
    /// What is searched.
    pub term: String,
    /// What was searched cannot be told any more.
    pub term_gone: bool,
    /// Causes, with how many there are where that is known.
    pub causes: Vec<(String, String, bool)>,
    /// Ages in days.
    pub ages: Vec<(u32, String, bool)>,
    /// Organisations; empty where there is no choice or too much of it.
    pub organisations: Vec<(String, String, bool)>,
    /// There are so many organisations that one is typed.
    pub many_organisations: bool,
    /// The organisation typed.
    pub organisation: String,
    /// Names of organisations to choose from while typing.
    pub known: Vec<String>,
    /// Number of the import.
    pub import: String,
    /// It was no number.
    pub import_fault: bool,
    /// Only those since this day.
    pub since: String,
    /// Only those since the last visit: address, when that was, and whether it is chosen.
    pub visit: Option<(String, When, bool)>,
    /// Something is narrowed that stands under *more*.
    pub more: bool,
    /// What the form carries along.
    pub hidden: Vec<(String, String)>,
}

/// A line of the list.
pub struct ErrorRow {
    /// OID.
    pub oid: String,
    /// The learner's page.
    pub href: String,
    /// Name.
    pub name: String,
    /// Birth date.
    pub born: Option<When>,
    /// What is wrong.
    pub cause: String,
    /// There is something to suspect, said on the learner's page.
    pub hint: Option<String>,
    /// Since when.
    pub since: When,
    /// The day alone.
    pub day: String,
    /// For how many days.
    pub age: String,
    /// It has come since the last visit.
    pub is_new: bool,
    /// When it was handed over to OPH.
    pub handed_over: Option<String>,
    /// Number and page of the newest import; no page where it may not be opened.
    pub import: Option<(String, Option<String>)>,
    /// Names of organisations.
    pub organisations: String,
}

/// What a tab is made from besides what was found.
pub struct Frame<'a> {
    /// What is asked for.
    pub query: &'a Query,
    /// Whose errors.
    pub scope: &'a Scope,
    /// Causes with how many there are now.
    pub groups: &'a [Group],
    /// The last look of the visit before.
    pub visit: Option<Instant>,
    /// Carried by forms.
    pub csrf: &'a str,
    /// Words.
    pub words: &'a Words<'a>,
}

impl ErrorTab {
    /// The tab of a query and what was found.
    pub fn new(frame: &Frame<'_>, found: &Found) -> ErrorTab {
        let (query, words) = (frame.query, frame.words);
        let t = words.t;
        let rows = |lines: &[ErrorLine]| lines.iter().map(|line| row(frame, line)).collect::<Vec<_>>();
        let mut tab = ErrorTab {
            form: form(frame),
            views: Vec::new(),
            columns: Vec::new(),
            lines: Vec::new(),
            groups: Vec::new(),
            steps: steps(frame, found),
            paging: None,
            past: None,
            narrowed: query.is_narrowed(),
            everything: Address::of(REPORT).set_some(query::DAY, query.day.map(|day| day.0)).to_string(),
            many: query.place.column == ErrorColumn::Organisations || many(found),
            csrf: frame.csrf.to_owned(),
            csv: file_of(&query.address, Format::Csv),
            xlsx: file_of(&query.address, Format::Xlsx),
        };
        match found {
            Found::Then(slice) => {
                tab.lines = rows(&slice.items);
                tab.past = Some(Paging::of(&t, &query.address, &query.part, slice));
            }
            Found::Now(page) => {
                tab.views = views(frame);
                tab.columns = queue::columns(&t, &query.address, &query.place, (true, tab.many));
                tab.lines = rows(&page.lines);
                tab.paging = Some(QueuePaging::of(&t, &query.address, &query.place, page));
            }
            Found::Groups(groups) => {
                tab.views = views(frame);
                tab.columns = queue::columns(&t, &query.address, &query.place, (false, tab.many));
                tab.groups = groups.iter().map(|(group, page)| group_rows(frame, group, rows(&page.lines))).collect();
            }
        }
        tab
    }
}

/// Do the lines differ in their organisations?
fn many(found: &Found) -> bool {
    let lines = found.lines();
    lines.iter().any(|line| line.organisations.len() > 1 || line.organisations != lines[0].organisations)
}

/// The list as a file, narrowed and sorted as it is shown.
fn file_of(address: &Address, format: Format) -> String {
    let asked = if format == Format::Csv { "" } else { format.name() };
    let query = queue::at_start(address).set(FORMAT, asked).to_string();
    let query = query.split_once('?').map(|(_, query)| format!("?{query}")).unwrap_or_default();
    format!("{}{query}", address::ERRORS_CSV)
}

fn views(frame: &Frame<'_>) -> Vec<(String, String, bool)> {
    let (t, start) = (frame.words.t, queue::at_start(&frame.query.address));
    let grouped = frame.query.grouped;
    vec![
        (t.get("queue-flat"), start.clone().without(query::GROUPED).to_string(), !grouped),
        (t.get("queue-grouped"), start.set(query::GROUPED, queue::BY_CAUSE).to_string(), grouped),
    ]
}

fn group_rows(frame: &Frame<'_>, group: &Group, lines: Vec<ErrorRow>) -> GroupRows {
    let (t, query) = (frame.words.t, frame.query);
    let name = group.cause.name();
    let age = |day: Day| t.count("days", query.today.days_since(day));
    let told = t.with_all(
        "queue-group",
        &[("people", t.count("learners", group.people)), ("median", age(group.median)), ("oldest", age(group.oldest))],
    );
    let all = queue::at_start(&query.address).without(query::GROUPED).set(query::CAUSE, &name).to_string();
    let more = group.people > lines.len() as u64;
    let cause = CauseWords::of(&t, group.cause);
    GroupRows { name, cause, told, lines, all: more.then(|| (t.count("queue-all", group.people), all)) }
}

/// What to do about each cause on the page, once for each. A list by cause says it with each cause.
fn steps(frame: &Frame<'_>, found: &Found) -> Vec<CauseWords> {
    if matches!(found, Found::Groups(_)) {
        return Vec::new();
    }
    let lines = found.lines();
    let shown = |cause: &Cause| lines.iter().any(|line| line.cause == *cause);
    Cause::all().filter(shown).map(|cause| CauseWords::of(&frame.words.t, cause)).collect()
}

fn form(frame: &Frame<'_>) -> ErrorForm {
    let (query, words) = (frame.query, frame.words);
    let t = words.t;
    let cause = |cause: Cause| {
        let name = cause.name();
        let people = frame.groups.iter().find(|group| group.cause == cause).map(|group| group.people);
        let text = coded(&t, "cause", &name);
        let text = people.map_or_else(|| text.clone(), |people| format!("{text} ({})", t.number(people)));
        (name, text, query.cause == Some(cause))
    };
    let organisations = organisations(query, frame.scope, words);
    let many = organisations.len() > MOST_ORGANISATIONS || matches!(frame.scope, Scope::Everybody);
    let typed = query.organisation.as_ref().map(|oid| words.organisation(oid)).unwrap_or_default();
    let visit = |at: Instant| {
        let address = queue::at_start(&query.address).set(query::SINCE, query::VISIT);
        (address.to_string(), When::from(at), query.since == Some(query::Since::Visit))
    };
    let since = if let Some(query::Since::Day(day)) = query.since { day.0.to_string() } else { String::new() };
    ErrorForm {
        term: if let Term::Words(term) = &query.term { term.clone() } else { String::new() },
        term_gone: query.term == Term::Gone,
        causes: Cause::all().map(cause).collect(),
        ages: AGES.map(|days| (days, t.count("filter-age-days", days), query.age == Some(days))).to_vec(),
        organisations: if many || organisations.len() < 2 { Vec::new() } else { organisations },
        many_organisations: many,
        organisation: typed,
        known: if many { words.known_organisations(MOST_ORGANISATIONS) } else { Vec::new() },
        import: query.import_typed.clone(),
        import_fault: query.import_fault,
        more: query.import.is_some()
            || query.import_fault
            || query.age.is_some()
            || !since.is_empty()
            || query.organisation.is_some(),
        since,
        visit: frame.visit.filter(|_| query.day.is_none()).map(visit),
        hidden: queue::at_start(&query.address).hidden(&[
            query::SEARCH,
            query::CAUSE,
            query::IMPORT,
            query::AGE,
            query::ORGANISATION,
            query::SINCE,
            "kohta",
            "nakyma",
        ]),
    }
}

fn organisations(query: &Query, scope: &Scope, words: &Words<'_>) -> Vec<(String, String, bool)> {
    let Scope::Organisations(oids) = scope else { return Vec::new() };
    let choice = |oid: &events::OrganisationOid| {
        let chosen = query.organisation.as_ref() == Some(oid);
        (oid.to_string(), words.organisation(oid), chosen)
    };
    let mut choices: Vec<_> = oids.iter().map(choice).collect();
    choices.sort_by_key(|(_, name, _)| name.to_lowercase());
    choices
}

fn row(frame: &Frame<'_>, line: &ErrorLine) -> ErrorRow {
    let (words, query) = (frame.words, frame.query);
    let t = words.t;
    let day = Day(line.since.day_in_finland());
    let hint = line.hint.map(|hint| words::hint(&t, hint, line.sent_birth_date, line.birth_date));
    ErrorRow {
        oid: line.oid.to_string(),
        href: address::learner(line.oid).set(query::LIST, query.as_list()).to_string(),
        name: name_or_none(&t, &line.names),
        born: line.birth_date.map(When::from),
        cause: coded(&t, "cause", line.cause.name()),
        hint,
        since: line.since.into(),
        day: crate::staff::dates::day(day),
        age: t.count("days-short", query.day.unwrap_or(query.today).days_since(day)),
        handed_over: line.handed_over.map(|at| crate::staff::dates::day(Day(at.day_in_finland()))),
        is_new: frame.visit.is_some_and(|visit| line.since >= visit),
        import: line
            .import
            .zip(line.import_known_as)
            .map(|(import, number)| (number.to_string(), line.opens.then(|| address::import(import).to_string()))),
        organisations: words.organisations(&line.organisations).join(", "),
    }
}
