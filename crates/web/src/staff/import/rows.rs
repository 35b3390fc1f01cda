//! What became of each row of an import.

use app::report::Slice;
use app::report::imports::{ImportDetails, RowFilter, RowLine};
use app::rules::{Cause, Status};

use super::{chosen, noted_of_row, query_of};
use crate::staff::address::{self, Address};
use crate::staff::dates::When;
use crate::staff::language::Asked;
use crate::staff::learner::list::of_rows;
use crate::staff::paging::{Paging, Part};
use crate::staff::report::query;
use crate::staff::session::Official;
use crate::staff::words::{Badge, CauseWords, coded, conflicts, full_name, oid_text};
use texts::Texts;

/// Query name of the state that rows are narrowed to.
pub const STATE: &str = "tila";

/// Query name of the cause that rows are narrowed to.
pub const CAUSE: &str = "syy";

/// What rows can be narrowed to, with names in addresses; the texts' keys end with the same.
const FILTERS: [(&str, RowFilter); 7] = [
    ("all", RowFilter::All),
    ("failed", RowFilter::Status(Status::Failed)),
    ("in_progress", RowFilter::Status(Status::InProgress)),
    ("successful", RowFilter::Status(Status::Successful)),
    ("refused", RowFilter::Refused),
    ("conflicts", RowFilter::Conflicts),
    ("renumbered", RowFilter::Renumbered),
];

/// Which rows an address asks for.
pub fn filter(address: &Address) -> RowFilter {
    if let Some(cause) = address.value(CAUSE).and_then(Cause::from_name) {
        return RowFilter::Cause(cause);
    }
    let name = address.value(STATE);
    FILTERS.iter().find(|(known, _)| Some(*known) == name).map_or(RowFilter::All, |(_, filter)| *filter)
}

/// Another address of the same rows.
pub fn narrowed(address: &Address, to: Address) -> Address {
    [STATE, CAUSE].into_iter().fold(to, |to, name| to.set_some(name, address.value(name)))
}

/// The tab.
pub struct RowTab {
    /// Text, address, is it this one.
    pub filters: Vec<(String, String, bool)>,
    /// Causes with how many rows there are: text, address, is it this one.
    pub causes: Vec<(String, String, bool)>,
    /// What to do about each cause of the failed rows, when they are shown.
    pub steps: Vec<CauseWords>,
    /// The rows.
    pub lines: Vec<Row>,
    /// Links below them.
    pub paging: Paging,
    /// The forms by which conflicts are noted as checked, for those who may.
    pub checking: Option<Checking>,
}

/// What the forms by which conflicts are noted carry.
pub struct Checking {
    /// Where they are sent; for one row its number from 0 comes behind.
    pub action: String,
    /// Against forged requests.
    pub csrf: String,
    /// The query of this page.
    pub query: String,
    /// There is a row that can be chosen.
    pub any_open: bool,
}

/// A row.
pub struct Row {
    /// Number from 0, as forms send it.
    pub id: u32,
    /// Number, from 1 as people count.
    pub number: String,
    /// The sender's own reference.
    pub tunniste: Option<String>,
    /// OID.
    pub oid: Option<String>,
    /// Oppijanumero.
    pub oppijanumero: Option<String>,
    /// Name and the learner's page, where the official may see them.
    pub learner: Option<(String, String)>,
    /// State.
    pub state: Badge,
    /// Why somebody must act.
    pub cause: Option<CauseWords>,
    /// Why it was refused, and the page about it.
    pub refusal: Option<(String, String)>,
    /// Kinds of conflict.
    pub conflicts: Vec<String>,
    /// The sender has the number alone.
    pub withheld: bool,
    /// The number changed after the import was done.
    pub renumbered: Option<String>,
    /// When its conflict was checked, and by whom.
    pub checked: Option<String>,
    /// What was just noted of it.
    pub noted: Option<String>,
}

impl RowTab {
    /// The tab of an address and what was found.
    pub fn new((asked, official): (&Asked, &Official), details: &ImportDetails, slice: &Slice<RowLine>) -> RowTab {
        let (t, address, causes) = (&asked.t, &asked.address, &details.causes);
        let present = filter(address);
        let plain = address.clone().without(CAUSE);
        let cause = |(cause, rows): &(Cause, u32)| {
            let text = format!("{} ({})", coded(t, "cause", cause.name()), t.number(*rows));
            let chosen = chosen(&address.clone().without(STATE), CAUSE, &cause.name());
            (text, chosen, present == RowFilter::Cause(*cause))
        };
        let link = |(name, filter): &(&str, RowFilter)| {
            let value = if *filter == RowFilter::All { "" } else { name };
            let text = format!("{} ({})", coded(t, "rows", name), t.number(rows_of(details, *filter)));
            (text, chosen(&plain, STATE, value), *filter == present)
        };
        let list = |row: u32| of_rows(details.line.number, address, row);
        RowTab {
            filters: FILTERS.iter().map(link).collect(),
            causes: causes.iter().map(cause).collect(),
            steps: match present {
                RowFilter::Cause(cause) => vec![CauseWords::of(t, cause)],
                RowFilter::Status(Status::Failed) => {
                    causes.iter().map(|(cause, _)| CauseWords::of(t, *cause)).collect()
                }
                _ => Vec::new(),
            },
            lines: slice
                .items
                .iter()
                .map(|line| Row { noted: noted_of_row(t, address, line.row), ..row(t, line, &list(line.row)) })
                .collect(),
            paging: Paging::of(t, address, &Part::read(address), slice),
            checking: (details.may_review && present == RowFilter::Conflicts).then(|| Checking {
                action: format!("{}/ristiriidat", address::import(details.line.number)),
                csrf: official.csrf.clone(),
                query: query_of(address),
                any_open: slice.items.iter().any(|line| line.checked.is_none()),
            }),
        }
    }
}

/// How many rows that are done a filter lets through.
fn rows_of(details: &ImportDetails, filter: RowFilter) -> u32 {
    let line = &details.line;
    match filter {
        RowFilter::All => line.processed,
        RowFilter::Status(Status::Successful) => line.successful,
        RowFilter::Status(Status::Failed) => line.failures.saturating_sub(details.refused),
        RowFilter::Status(Status::InProgress) => {
            line.processed.saturating_sub(line.successful.saturating_add(line.failures))
        }
        RowFilter::Refused => details.refused,
        RowFilter::Conflicts => line.conflicts,
        RowFilter::Renumbered => details.renumbered,
        RowFilter::Cause(cause) => {
            details.causes.iter().find(|(known, _)| *known == cause).map_or(0, |(_, rows)| *rows)
        }
    }
}

fn row(t: &Texts, line: &RowLine, list: &str) -> Row {
    let learner = line.names.as_ref().zip(line.oid).map(|(names, oid)| {
        let name = full_name(names).unwrap_or_else(|| t.get("name-missing"));
        (name, address::learner(oid).set(query::LIST, list).to_string())
    });
    Row {
        id: line.row,
        number: t.number(line.row.saturating_add(1)),
        tunniste: line.tunniste.clone(),
        oid: oid_text(line.oid),
        oppijanumero: oid_text(line.oppijanumero),
        learner,
        state: Badge::of_row(t, line.status, line.passive),
        cause: line.cause.map(|cause| CauseWords::of(t, cause)),
        refusal: line.refusal.map(|why| (coded(t, "row-refusal", why), address::help("row-refused").to_string())),
        conflicts: conflicts(t, &line.conflicts),
        withheld: line.withheld,
        renumbered: line.renumbered.map(|change| {
            let when = When::from(change.at).human;
            let key = match line.oppijanumero {
                None => "row-number-gone",
                Some(now) if now == change.was => "row-number-back",
                Some(_) => "row-renumbered",
            };
            t.with_all(key, &[("when", when), ("was", change.was.to_string())])
        }),
        checked: line
            .checked
            .as_ref()
            .map(|(at, by)| t.with_all("conflict-checked", &[("when", When::from(*at).human), ("by", by.clone())])),
        noted: None,
    }
}
