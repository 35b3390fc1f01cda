//! Query parameters of the list endpoints: *OppijaTuontiCriteria* and paging (ONR's behaviour).
//!
//! As in ONR unknown parameters are ignored and an empty value is none. Faults name the parameter, never its value,
//! which may be a name or a hetu.

mod changed_since;
mod wanted;

use std::fmt;

use app::report::imports::{ImportColumn, ImportFilter};
use axum::extract::Query;
use axum::http::{StatusCode, Uri};
use events::{Identifier, Instant, OrganisationOid, Position};

use super::errors::{Exception, OnrError};

pub use changed_since::read_instant;
pub use wanted::{read_day, read_described, read_wanted};

/// Pages are Java's ints in ONR.
const LAST_PAGE: u32 = i32::MAX as u32;

/// The longest `nimiHaku`, in characters.
const LONGEST_NAME_QUERY: usize = 255;
/// The most organisations in one query.
const MOST_ORGANISATIONS: usize = 1_000;

/// Which imported persons are asked for. No `Debug` of what may be personal.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct ImportCriteria {
    /// `tuontiId`: of this import only.
    pub import: Option<i64>,
    /// `muokattuJalkeen`: changed at or after.
    pub changed_since: Option<Instant>,
    /// `vainVirheet`: failed ones only.
    pub failed_only: bool,
    /// `nimiHaku`: by name, OID or hetu. Personal.
    pub name_query: Option<String>,
    /// `organisaatioOids`: of these organisations; `None` asks for all that the caller may see. Each stands once.
    pub organisations: Option<Vec<OrganisationOid>>,
}

impl fmt::Debug for ImportCriteria {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ImportCriteria")
            .field("import", &self.import)
            .field("changed_since", &self.changed_since)
            .field("failed_only", &self.failed_only)
            .field("organisations", &self.organisations)
            .finish_non_exhaustive()
    }
}

/// Which page of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageRequest {
    /// Counted from 1.
    pub number: u32,
    /// The most rows on it, at least 1.
    pub size: u32,
}

impl PageRequest {
    /// How many rows come before the page.
    pub fn offset(&self) -> u64 {
        u64::from(self.number.saturating_sub(1)) * u64::from(self.size)
    }
}

/// How many rows a page has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageLimits {
    /// When `count` is not given.
    pub default: u32,
    /// At most.
    pub most: u32,
}

/// A query parameter is not what it should be: 400.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("query parameter {parameter}: {cause}")]
pub struct QueryFault {
    /// Its name; empty when the query as a whole cannot be read.
    pub parameter: &'static str,
    /// What it should be.
    pub cause: String,
    /// How ONR calls the fault.
    pub exception: Exception,
}

impl From<QueryFault> for OnrError {
    fn from(fault: QueryFault) -> OnrError {
        OnrError::Message { exception: fault.exception, message: Some(fault.to_string()) }
    }
}

/// The parameters of a query, in its order.
struct Parameters(Vec<(String, String)>);

impl Parameters {
    fn of(uri: &Uri) -> Result<Parameters, QueryFault> {
        let Query(pairs) =
            Query::<Vec<(String, String)>>::try_from_uri(uri).map_err(|_| fault("", "not a query in UTF-8"))?;
        Ok(Parameters(pairs))
    }

    /// Values of a parameter that are not empty.
    fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(key, value)| key == name && !value.trim().is_empty()).map(|(_, value)| value.trim())
    }

    /// The value of a parameter that must be there and may be empty; the first one when it is repeated.
    fn given(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.trim())
    }

    /// The value of a parameter; the first one when it is repeated.
    fn one(&self, name: &str) -> Option<&str> {
        self.given(name).filter(|value| !value.is_empty())
    }
}

/// Reads the criteria of a request.
pub fn read_criteria(uri: &Uri) -> Result<ImportCriteria, QueryFault> {
    let parameters = Parameters::of(uri)?;
    let import = parameters.one("tuontiId").map(|text| text.parse());
    let changed_since = parameters.one("muokattuJalkeen").map(read_instant);
    let name_query = parameters.one("nimiHaku");
    if name_query.is_some_and(|text| text.chars().count() > LONGEST_NAME_QUERY) {
        return Err(fault("nimiHaku", &format!("must have at most {LONGEST_NAME_QUERY} characters")));
    }
    Ok(ImportCriteria {
        import: import.transpose().map_err(|_| fault("tuontiId", "must be a whole number"))?,
        changed_since: changed_since.transpose()?,
        failed_only: parameters
            .one("vainVirheet")
            .map(|text| read_flag("vainVirheet", text))
            .transpose()?
            .unwrap_or(false),
        name_query: name_query.map(str::to_owned),
        organisations: read_organisations(&parameters)?,
    })
}

/// Reads `page` (from 1, default 1) and `count` of a request.
pub fn read_page(uri: &Uri, limits: PageLimits) -> Result<PageRequest, QueryFault> {
    let parameters = Parameters::of(uri)?;
    // As in ONR: text that is no number has another name than a number out of bounds.
    let named = |fault: QueryFault| {
        let is_number = parameters.one(fault.parameter).is_some_and(|text| text.parse::<i32>().is_ok());
        let exception = if is_number { Exception::ConstraintViolation } else { Exception::NotANumber };
        QueryFault { exception, ..fault }
    };
    let number = read_count(&parameters, "page", 1, LAST_PAGE).map_err(named)?;
    let size = read_count(&parameters, "count", limits.default, limits.most).map_err(named)?;
    Ok(PageRequest { number, size })
}

fn read_count(parameters: &Parameters, name: &'static str, default: u32, most: u32) -> Result<u32, QueryFault> {
    let Some(text) = parameters.one(name) else { return Ok(default) };
    match text.parse() {
        Ok(number) if (1..=most).contains(&number) => Ok(number),
        _ => Err(fault(name, &format!("must be a whole number from 1 to {most}"))),
    }
}

/// Which imports are asked for, and in which order (`tuontikooste`).
pub struct ListCriteria {
    /// `id`, and part of the `author`'s name, and `field` and `sort`.
    pub filter: ImportFilter,
    /// `page` and `pageSize`.
    pub page: PageRequest,
}

/// Columns by their names in `field`.
const COLUMNS: [(&str, ImportColumn); 9] = [
    ("id", ImportColumn::Number),
    ("timestamp", ImportColumn::Received),
    ("oid", ImportColumn::Sender),
    ("author", ImportColumn::SentBy),
    ("total", ImportColumn::Total),
    ("successful", ImportColumn::Successful),
    ("failures", ImportColumn::Failures),
    ("inProgress", ImportColumn::InProgress),
    ("conflicts", ImportColumn::Conflicts),
];

/// Reads the criteria of `tuontikooste`.
pub fn read_list_criteria(uri: &Uri, limits: PageLimits) -> Result<ListCriteria, QueryFault> {
    let parameters = Parameters::of(uri)?;
    let number = parameters.one("id").map(|text| text.parse().ok().filter(|number| *number <= i64::MAX as u64));
    let number = match number {
        Some(None) => return Err(fault("id", "must be a whole number")),
        number => number.flatten().map(Position),
    };
    let sort = match parameters.one("field") {
        None => Some(ImportColumn::Received),
        Some(name) => COLUMNS.iter().find(|(known, _)| *known == name).map(|(_, column)| *column),
    };
    let descending = match parameters.one("sort") {
        None | Some("DESC") => true,
        Some("ASC") => false,
        Some(_) => return Err(fault("sort", "must be ASC or DESC")),
    };
    let names = COLUMNS.map(|(name, _)| name).join(", ");
    let sort = sort.ok_or_else(|| fault("field", &format!("must be one of {names}")))?;
    let size = read_count(&parameters, "pageSize", limits.default, limits.most)?;
    let page = PageRequest { number: read_count(&parameters, "page", 1, LAST_PAGE)?, size };
    let sent_by = parameters.one("author").map(str::to_owned);
    Ok(ListCriteria { filter: ImportFilter { number, sent_by, sort, descending }, page })
}

/// The words that Spring takes for true and false.
fn read_flag(name: &'static str, text: &str) -> Result<bool, QueryFault> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "on" | "yes" | "1" => Ok(true),
        "false" | "off" | "no" | "0" => Ok(false),
        _ => Err(fault(name, "must be true or false")),
    }
}

/// Repeated, or separated by commas, or both.
fn read_organisations(parameters: &Parameters) -> Result<Option<Vec<OrganisationOid>>, QueryFault> {
    let name = "organisaatioOids";
    let mut organisations: Vec<OrganisationOid> = Vec::new();
    for text in parameters.all(name).flat_map(|value| value.split(',')).map(str::trim).filter(|text| !text.is_empty()) {
        let organisation = text.parse().map_err(|_| fault(name, "must be OIDs of organisations"))?;
        if organisations.len() == MOST_ORGANISATIONS {
            return Err(fault(name, &format!("must be at most {MOST_ORGANISATIONS}")));
        }
        if !organisations.contains(&organisation) {
            organisations.push(organisation);
        }
    }
    Ok((!organisations.is_empty()).then_some(organisations))
}

fn fault(parameter: &'static str, cause: &str) -> QueryFault {
    QueryFault { parameter, cause: cause.to_owned(), exception: Exception::ArgumentNotValid }
}

/// Reads `idp` and `id`: the identifier asked for; `None` for one that can be nobody's.
pub fn read_identification(uri: &Uri) -> Result<Option<Identifier>, OnrError> {
    let parameters = Parameters::of(uri)?;
    let (idp, id) = (parameters.one("idp"), parameters.given("id"));
    // In ONR's short form.
    let (Some(idp), Some(id)) = (idp, id) else { return Err(OnrError::Status(StatusCode::BAD_REQUEST)) };
    match idp {
        "email" => Ok(Identifier::email(id)),
        // ONR keeps eIDAS identifiers apart, and finds nobody by them here; `oidByEidas` does.
        "eidas" => Ok(None),
        "google" | "oppijaToken" if id.is_empty() => Ok(None),
        "google" | "oppijaToken" => Ok(Identifier::account(&format!("{idp}:{id}"))),
        _ => Err(illegal("idp must be oppijaToken, google, email or eidas")),
    }
}

/// Reads `offset`, and how many at most under a name of its own; all of them when it is absent.
pub fn read_part(uri: &Uri, amount: &'static str) -> Result<(u64, Option<u64>), OnrError> {
    let parameters = Parameters::of(uri)?;
    // ONR's are Java's longs beside `limit`, and ints beside `amount`.
    let most = if amount == "limit" { i64::MAX } else { i32::MAX.into() };
    let number = |name: &'static str| match parameters.one(name).map(str::parse::<i64>) {
        None => Ok(None),
        Some(Ok(number)) if number.abs() <= most => Ok(Some(number)),
        Some(_) => {
            let message = Some(fault(name, "must be a whole number").to_string());
            Err(OnrError::Message { exception: Exception::NotANumber, message })
        }
    };
    let offset = u64::try_from(number("offset")?.unwrap_or(0)).map_err(|_| illegal("Offset must not be negative."))?;
    match number(amount)? {
        None => Ok((offset, None)),
        Some(limit) if limit > 0 => Ok((offset, Some(limit.unsigned_abs()))),
        Some(_) => Err(illegal("Limit must be greater than 0.")),
    }
}

fn illegal(message: &str) -> OnrError {
    OnrError::Message { exception: Exception::IllegalArgument, message: Some(message.to_owned()) }
}

/// `startdate` and `enddate` must be there, and be days.
pub fn read_days(uri: &Uri) -> Result<(), OnrError> {
    let parameters = Parameters::of(uri)?;
    for name in ["startdate", "enddate"] {
        // In ONR's short form.
        let day = parameters.one(name).ok_or(OnrError::Status(StatusCode::BAD_REQUEST))?;
        read_day(day)?;
    }
    Ok(())
}

#[cfg(test)]
#[path = "criteria_tests.rs"]
mod tests;
