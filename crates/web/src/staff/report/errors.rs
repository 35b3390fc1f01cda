//! Tab *Virheet*: imported people whom somebody must look at, what is wrong, and what to do.

use app::report::Slice;
use app::report::errors::ErrorLine;
use app::rules::Cause;
use projections::counts::query::Scope;

use super::query::{self, Query};
use crate::staff::address::{self, Address, REPORT};
use crate::staff::dates::When;
use crate::staff::paging::Paging;
use crate::staff::search::Term;
use crate::staff::words::{self, CauseWords, Words, coded, name_or_none};

/// Above this many organisations a list to choose from helps nobody: the OID is typed.
const MOST_ORGANISATIONS: usize = 150;
/// Ages that errors can be narrowed to, in days.
const AGES: [u32; 4] = [1, 7, 30, 90];

/// The tab.
pub struct ErrorTab {
    /// The form.
    pub form: ErrorForm,
    /// The list.
    pub lines: Vec<ErrorRow>,
    /// Links below it.
    pub paging: Paging,
    /// Is the list narrowed?
    pub narrowed: bool,
    /// The list without narrowing.
    pub everything: String,
}

/// What the list can be narrowed by: (value, text, chosen).
pub struct ErrorForm {
    /// What is searched.
    pub term: String,
    /// What was searched cannot be told any more.
    pub term_gone: bool,
    /// Causes.
    pub causes: Vec<(String, String, bool)>,
    /// Ages in days.
    pub ages: Vec<(u32, String, bool)>,
    /// Organisations; empty where there is no choice or too much of it.
    pub organisations: Vec<(String, String, bool)>,
    /// There are so many organisations that one is typed.
    pub many_organisations: bool,
    /// The organisation typed.
    pub organisation: String,
    /// Number of the import.
    pub import: String,
    /// It was no number.
    pub import_fault: bool,
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
    /// Why, and what to do.
    pub cause: CauseWords,
    /// What to suspect.
    pub hint: Option<String>,
    /// OID and page of another who is the same person.
    pub also_here_as: Option<(String, String)>,
    /// Since when.
    pub since: When,
    /// When the register is asked again.
    pub next_try: Option<When>,
    /// Number and page of the newest import.
    pub import: Option<(String, String)>,
    /// Who sent it.
    pub sent_by: Option<String>,
    /// Names of organisations.
    pub organisations: Vec<String>,
}

impl ErrorTab {
    /// The tab of a query and what was found.
    pub fn new(query: &Query, scope: &Scope, slice: &Slice<ErrorLine>, words: &Words<'_>) -> ErrorTab {
        ErrorTab {
            form: form(query, scope, words),
            lines: slice.items.iter().map(|line| row(line, words)).collect(),
            paging: Paging::of(&words.t, &query.address, &query.part, slice),
            narrowed: query.is_narrowed(),
            everything: Address::of(REPORT).set_some(query::DAY, query.day.map(|day| day.0)).to_string(),
        }
    }
}

fn form(query: &Query, scope: &Scope, words: &Words<'_>) -> ErrorForm {
    let t = words.t;
    let cause = |cause: Cause| {
        let name = cause.name();
        (name.clone(), coded(&t, "cause", name), query.cause == Some(cause))
    };
    let organisations = organisations(query, scope, words);
    let many = organisations.len() > MOST_ORGANISATIONS || matches!(scope, Scope::Everybody);
    ErrorForm {
        term: if let Term::Words(term) = &query.term { term.clone() } else { String::new() },
        term_gone: query.term == Term::Gone,
        causes: Cause::all().map(cause).collect(),
        ages: AGES.map(|days| (days, t.count("filter-age-days", days), query.age == Some(days))).to_vec(),
        organisations: if many || organisations.len() < 2 { Vec::new() } else { organisations },
        many_organisations: many,
        organisation: query.organisation.as_ref().map(ToString::to_string).unwrap_or_default(),
        import: query.import.map(|number| number.to_string()).unwrap_or_default(),
        import_fault: query.import_fault,
        hidden: query.address.hidden(&["haku", "syy", "tuonti", "ika", "organisaatio", "kohta", "nakyma"]),
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

fn row(line: &ErrorLine, words: &Words<'_>) -> ErrorRow {
    ErrorRow {
        oid: line.oid.to_string(),
        href: address::learner(line.oid).to_string(),
        name: name_or_none(&words.t, &line.names),
        born: line.birth_date.map(When::from),
        cause: CauseWords::of(&words.t, line.cause),
        hint: line.hint.map(|hint| words::hint(&words.t, hint, line.sent_birth_date, line.birth_date)),
        also_here_as: line.also_here_as.map(|oid| (oid.to_string(), address::learner(oid).to_string())),
        since: line.since.into(),
        next_try: line.next_try.map(When::from),
        import: line.import.map(|number| (number.to_string(), address::import(number).to_string())),
        sent_by: line.sent_by.clone(),
        organisations: words.organisations(&line.organisations),
    }
}
