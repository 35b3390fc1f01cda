//! What the report's address asks for. An unknown value is ignored, and where somebody typed it the
//! page says so.

use app::AppError;
use app::report::errors::ErrorFilter;
use app::report::imports::{ImportColumn, ImportFilter};
use app::rules::Cause;
use events::{Day, Instant, OrganisationOid, Position};
use projections::counts::query::Scope;

use super::queue::{self, Place};
use crate::staff::Staff;
use crate::staff::address::{Address, REPORT};
use crate::staff::language::Asked;
use crate::staff::paging::Part;
use crate::staff::search::Term;
use crate::staff::session::Official;

/// Query name of the tab.
const TAB: &str = "nakyma";
/// Query name of the sealed search term.
pub const SEARCH: &str = "haku";
/// Query name of the cause.
pub const CAUSE: &str = "syy";
/// Query name of the import's number.
pub const IMPORT: &str = "tuonti";
/// Query name of the least age of errors in days.
pub const AGE: &str = "ika";
/// Query name of the organisation.
pub const ORGANISATION: &str = "organisaatio";
/// Query name of the day.
pub const DAY: &str = "paiva";
/// Query name of the sender.
pub const SENDER: &str = "kasittelija";
/// Query name of the column that a list is sorted by.
pub const SORT: &str = "jarjestys";
/// Query name of the direction.
pub const DIRECTION: &str = "suunta";
/// The first one first.
pub const ASCENDING: &str = "nouseva";
/// Query name of the day, or the visit, since which errors are asked for.
pub const SINCE: &str = "uudet";
/// Stands for the visit before this one.
pub const VISIT: &str = "kaynti";
/// Query name of how many have just been handed over.
pub const OVER: &str = "siirretty";
/// Query name of about how many the register is asked.
pub const ASKED: &str = "kysytty";
/// Query name of about how many it is not.
pub const NOT_ASKED: &str = "kysymatta";
/// Query name of how many have just been made passive.
pub const PASSIVATED: &str = "passivoitu";
/// Nobody was chosen of those about whom something was to be done.
pub const NOBODY: &str = "valittu";
/// Query name of the list by cause.
pub const GROUPED: &str = "ryhmat";
/// Query name under which a learner's page carries the query of the list that led there.
pub const LIST: &str = "lista";
/// Stands for a number that was none.
pub const NOT_A_NUMBER: &str = "ei-numero";

/// The two parts of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    /// *Virheet*.
    Errors,
    /// *Tuontikooste*.
    Imports,
}

impl Tab {
    /// Key of its label.
    pub fn label(self) -> &'static str {
        match self {
            Tab::Errors => "tab-errors",
            Tab::Imports => "tab-imports",
        }
    }
}

/// Since when errors are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// A day.
    Day(Day),
    /// The last visit.
    Visit,
}

/// Everything that the address says.
#[derive(Debug, Clone)]
pub struct Query {
    /// Which tab.
    pub tab: Tab,
    /// Which page of its list.
    pub part: Part,
    /// As of the end of which day; now when absent.
    pub day: Option<Day>,
    /// Key of what is wrong with the day.
    pub day_fault: Option<&'static str>,
    /// Today in Finland.
    pub today: Day,
    /// What is searched.
    pub term: Term,
    /// Only this cause.
    pub cause: Option<Cause>,
    /// Only this import.
    pub import: Option<Position>,
    /// The number as it was typed.
    pub import_typed: String,
    /// Something that is no number stands for the import.
    pub import_fault: bool,
    /// Only errors of this age in days.
    pub age: Option<u32>,
    /// Only this organisation.
    pub organisation: Option<OrganisationOid>,
    /// Only errors since then.
    pub since: Option<Since>,
    /// The list of errors by cause.
    pub grouped: bool,
    /// How errors are sorted, and which page.
    pub place: Place,
    /// Part of the sender's name.
    pub sender: Option<String>,
    /// Column that imports are ordered by.
    pub sort: ImportColumn,
    /// Largest or newest first.
    pub descending: bool,
    /// The address itself.
    pub address: Address,
}

/// Columns that can be ordered by, with their names in addresses; the texts' keys end with the same.
pub const COLUMNS: [(ImportColumn, &str); 8] = [
    (ImportColumn::Number, "numero"),
    (ImportColumn::Received, "aika"),
    (ImportColumn::SentBy, "kasittelija"),
    (ImportColumn::Total, "yhteensa"),
    (ImportColumn::Successful, "onnistuneet"),
    (ImportColumn::Failures, "virheet"),
    (ImportColumn::InProgress, "kesken"),
    (ImportColumn::Conflicts, "ristiriidat"),
];

impl Query {
    /// Reads an address.
    pub fn read(address: &Address, term: Term, today: Day) -> Query {
        let tab = if address.value(TAB) == Some("kooste") { Tab::Imports } else { Tab::Errors };
        let (day, day_fault) = read_day(address.value(DAY), today);
        let import = address.value(IMPORT);
        let number = import.and_then(|text| text.parse::<u64>().ok()).filter(|number| i64::try_from(*number).is_ok());
        let sort = address.value(SORT).and_then(|name| COLUMNS.iter().find(|(_, known)| *known == name));
        let sender = address.value(SENDER).map(|text| text.chars().take(100).collect());
        Query {
            tab,
            part: Part::read(address),
            day,
            day_fault,
            today,
            term,
            cause: address.value(CAUSE).and_then(Cause::from_name),
            import: number.map(Position),
            import_typed: number.map(|number| number.to_string()).unwrap_or_default(),
            import_fault: import.is_some() && number.is_none(),
            age: address.value(AGE).and_then(|days| days.parse().ok()),
            organisation: address.value(ORGANISATION).and_then(|oid| oid.parse().ok()),
            since: address.value(SINCE).and_then(since),
            grouped: address.value(GROUPED).is_some() && day.is_none(),
            place: Place::read(address),
            sender,
            sort: sort.map_or(ImportColumn::Number, |(column, _)| *column),
            descending: address.value(DIRECTION) != Some(ASCENDING),
            address: address.clone(),
        }
    }

    /// The same day and size in a tab.
    pub fn tab_address(&self, tab: Tab) -> Address {
        let day = self.day.map(|day| day.0);
        let address = Address::of(REPORT).set_some(DAY, day);
        if tab == Tab::Imports { address.set(TAB, "kooste") } else { address }
    }

    /// The imports ordered by a column: newly chosen the largest first, chosen again the other way round.
    pub fn sorted_by(&self, column: ImportColumn, name: &str) -> Address {
        let turn = self.sort == column && self.descending;
        let address = crate::staff::paging::at_start(&self.address).set(SORT, name);
        if turn { address.set(DIRECTION, ASCENDING) } else { address.without(DIRECTION) }
    }

    /// The query by which a learner's page finds the list again; never empty.
    pub fn as_list(&self) -> String {
        queue::at_start(&self.address).without(GROUPED).set(SORT, self.place.name()).query()
    }

    /// Which errors are asked for, by somebody who may see the identifiers of people in this scope and was last here at
    /// `visit`.
    pub fn error_filter(&self, identifiers_of: Scope, visit: Option<Instant>) -> ErrorFilter {
        let search = match &self.term {
            Term::Words(words) => Some(words.clone()),
            Term::Nothing | Term::Gone => None,
        };
        let organisation = self.organisation.clone();
        let (cause, import, older_than_days) = (self.cause, self.import, self.age);
        let since = self.since.and_then(|since| match since {
            Since::Day(day) => Some(day.earlier(1).ends_in_finland()),
            Since::Visit => visit,
        });
        let identifiers_of = Some(identifiers_of);
        ErrorFilter { search, people: None, identifiers_of, cause, import, older_than_days, since, organisation }
    }

    /// Which imports are asked for.
    pub fn import_filter(&self) -> ImportFilter {
        ImportFilter { number: self.import, sent_by: self.sender.clone(), sort: self.sort, descending: self.descending }
    }

    /// Is the list narrowed at all?
    pub fn is_narrowed(&self) -> bool {
        let narrow = self.import.is_some() || self.sender.is_some() || self.cause.is_some() || self.age.is_some();
        narrow || self.organisation.is_some() || self.term != Term::Nothing || self.since.is_some()
    }
}

/// What an address asks for. The number of an import is the one by which programs and officials know it.
pub async fn query_of(staff: &Staff, official: &Official, asked: &Asked) -> Result<Query, AppError> {
    let term = staff.search.open(&official.caller.subject, asked.address.value(SEARCH));
    let query = Query::read(&asked.address, term, Day(staff.app.now().day_in_finland()));
    let Some(number) = query.import else { return Ok(query) };
    let import = staff.app.import_meant(&official.caller, number).await?;
    Ok(Query { import: Some(import), ..query })
}

fn since(text: &str) -> Option<Since> {
    if text == VISIT { Some(Since::Visit) } else { text.parse().ok().map(Since::Day) }
}

/// The day asked for: today is now, and what is no past day is said to be wrong.
fn read_day(text: Option<&str>, today: Day) -> (Option<Day>, Option<&'static str>) {
    let Some(text) = text else { return (None, None) };
    match text.parse().map(Day) {
        Ok(day) if day > today => (None, Some("day-future")),
        Ok(day) if day == today => (None, None),
        Ok(day) => (Some(day), None),
        Err(_) => (None, Some("day-unreadable")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(text: &str) -> Query {
        let today = Day("2026-11-22".parse().unwrap());
        Query::read(&Address::read(REPORT, Some(text)), Term::Nothing, today)
    }

    #[test]
    fn a_day_must_be_past_and_today_is_now() {
        assert_eq!(query("paiva=2026-11-01").day, Some(Day("2026-11-01".parse().unwrap())));
        assert_eq!((query("paiva=2026-11-22").day, query("paiva=2026-11-22").day_fault), (None, None));
        assert_eq!(query("paiva=2026-11-23").day_fault, Some("day-future"));
        assert_eq!(query("paiva=eilen").day_fault, Some("day-unreadable"));
    }

    #[test]
    fn a_column_chosen_again_is_turned_round_and_every_choice_begins_at_the_first_page() {
        let plain = query("nakyma=kooste&kohta=x").sorted_by(ImportColumn::Total, "yhteensa").to_string();
        assert_eq!(plain, "/henkilo-ui/oppijoidentuonti?nakyma=kooste&jarjestys=yhteensa");
        let again = query("nakyma=kooste&jarjestys=yhteensa").sorted_by(ImportColumn::Total, "yhteensa").to_string();
        assert!(again.ends_with("suunta=nouseva"), "{again}");
        assert!(!query("nakyma=kooste&jarjestys=yhteensa&suunta=nouseva").descending);
    }

    #[test]
    fn a_number_that_is_none_is_said_to_be_wrong_and_narrows_nothing() {
        let query = query("tuonti=ei-numero&syy=nonsense");
        assert!(query.import_fault && !query.is_narrowed());
    }
}
