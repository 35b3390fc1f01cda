//! Tab *Tuontikooste*: imports with their counts.

use app::report::Slice;
use app::report::imports::ImportLine;

use super::query::{self, COLUMNS, Query, Tab};
use crate::staff::address;
use crate::staff::charts::stacked;
use crate::staff::dates::When;
use crate::staff::paging::Paging;
use crate::staff::words::Words;
use texts::Texts;

/// The tab.
pub struct ImportTab {
    /// Number asked for.
    pub number: String,
    /// It was no number.
    pub number_fault: bool,
    /// Part of the sender's name asked for.
    pub sender: String,
    /// What the form carries along.
    pub hidden: Vec<(String, String)>,
    /// Columns that can be ordered by.
    pub columns: Vec<Column>,
    /// The list.
    pub lines: Vec<ImportRow>,
    /// Links below it.
    pub paging: Paging,
    /// Is the list narrowed?
    pub narrowed: bool,
    /// The list without narrowing.
    pub everything: String,
}

/// Head of a column.
pub struct Column {
    /// Its name.
    pub label: String,
    /// The list ordered by it.
    pub href: String,
    /// `aria-sort`: `ascending`, `descending`, or empty when the list is ordered by another.
    pub sort: &'static str,
    /// Holds numbers.
    pub numeric: bool,
}

/// A line of the list.
pub struct ImportRow {
    /// Number.
    pub number: String,
    /// Its page.
    pub href: String,
    /// When it came.
    pub received: When,
    /// Name of the service, or words that it is not known.
    pub sent_by: String,
    /// Rows, grouped digits: all, successful, failed, in progress, with conflicts.
    pub counts: [String; 5],
    /// Successful, in progress and failed as one bar.
    pub bar: String,
    /// Rows in all.
    pub total: u32,
    /// Rows done.
    pub processed: u32,
    /// How far it is, in words.
    pub progress: String,
    /// When all rows were done.
    pub completed: Option<When>,
    /// The path it came by.
    pub interface: String,
}

impl ImportRow {
    /// An import as a line.
    pub fn new(t: &Texts, line: &ImportLine) -> ImportRow {
        let counts = [line.total, line.successful, line.failures, line.in_progress, line.conflicts];
        let (done, all) = (t.number(line.processed), t.number(line.total));
        ImportRow {
            number: line.known_as.to_string(),
            href: address::import(line.number).to_string(),
            received: line.received.into(),
            sent_by: line.sent_by.clone().unwrap_or_else(|| t.get("unknown")),
            counts: counts.map(|n| t.number(n)),
            bar: stacked(&[
                (line.successful.into(), "good"),
                (line.in_progress.into(), "busy"),
                (line.failures.into(), "bad"),
            ]),
            total: line.total,
            processed: line.processed,
            progress: t.with_all("import-progress", &[("done", done), ("total", all)]),
            completed: line.completed.map(When::from),
            interface: line.interface.map_or_else(|| t.get("unknown"), |interface| interface.to_string()),
        }
    }
}

impl ImportTab {
    /// The tab of a query and what was found.
    pub fn new(query: &Query, slice: &Slice<ImportLine>, words: &Words<'_>) -> ImportTab {
        let t = words.t;
        let column = |(column, name): &(_, &'static str)| Column {
            label: t.get(&format!("column-{name}")),
            href: query.sorted_by(*column, name).to_string(),
            sort: match (query.sort == *column, query.descending) {
                (false, _) => "",
                (true, true) => "descending",
                (true, false) => "ascending",
            },
            numeric: !["numero", "aika", "kasittelija"].contains(name),
        };
        ImportTab {
            number: query.import_typed.clone(),
            number_fault: query.import_fault,
            sender: query.sender.clone().unwrap_or_default(),
            hidden: query.address.hidden(&[query::IMPORT, query::SENDER, "kohta"]),
            columns: COLUMNS.iter().map(column).collect(),
            lines: slice.items.iter().map(|line| ImportRow::new(&t, line)).collect(),
            paging: Paging::of(&t, &query.address, &query.part, slice),
            narrowed: query.is_narrowed(),
            everything: query.tab_address(Tab::Imports).to_string(),
        }
    }
}
