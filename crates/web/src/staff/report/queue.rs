//! How the error list is sorted and where a page of it begins, as its address says; and the links around a page.

use app::report::queue::{ErrorColumn, ErrorOrder, ErrorPage, ErrorStart};
use app::rules::Cause;
use events::{Day, PersonOid};

use super::query::{self, ASCENDING, DIRECTION, SORT};
use crate::staff::address::Address;
use crate::staff::words::coded;
use texts::Texts;

/// Query name of the page's number, from 1.
const PAGE: &str = "sivu";
/// Query name of the learner behind whom the page begins.
const BEHIND: &str = "jalkeen";
/// Query name of the letter that is jumped to.
pub const LETTER: &str = "kirjain";
/// Query name of the day that is jumped to.
pub const UNTIL: &str = "asti";
/// Query name of the number of lines.
const SIZE: &str = "koko";
/// Numbers of lines that are offered; the first is usual, and the last still makes a page of less than 100 KB.
const SIZES: [u32; 3] = [20, 50, 70];
/// Value of the direction: the last one first.
pub const DESCENDING: &str = "laskeva";
/// Value that asks for the list by cause.
pub const BY_CAUSE: &str = "syy";
/// Letters that names are jumped to by.
const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖ";

/// Columns that the list is sorted by, with their names in addresses and whether the last one usually comes first; the
/// texts' keys end with the same names.
pub const COLUMNS: [(ErrorColumn, &str, bool); 7] = [
    (ErrorColumn::Name, "nimi", false),
    (ErrorColumn::Born, "syntynyt", false),
    (ErrorColumn::Oid, "oppija-oid", false),
    (ErrorColumn::Cause, "syy", false),
    (ErrorColumn::Since, "alkaen", true),
    (ErrorColumn::Import, "tuonti", true),
    (ErrorColumn::Organisations, "organisaatiot", false),
];

/// The newest errors come first.
const USUAL: (ErrorColumn, &str, bool) = COLUMNS[4];

/// Where in which order.
#[derive(Debug, Clone)]
pub struct Place {
    /// Sorted by.
    pub column: ErrorColumn,
    /// The last one first.
    pub descending: bool,
    /// Number of the page, from 1, as far as it is known.
    pub page: u64,
    /// Lines of a page.
    pub size: u32,
    behind: Option<PersonOid>,
    letter: Option<char>,
    /// The day that was jumped to.
    pub until: Option<Day>,
}

impl Place {
    /// As an address says.
    pub fn read(address: &Address) -> Place {
        let named = |name: &str| COLUMNS.iter().find(|(_, known, _)| *known == name);
        let (column, _, falls) = address.value(SORT).and_then(named).copied().unwrap_or(USUAL);
        let size = address.value(SIZE).and_then(|size| size.parse().ok()).filter(|size| SIZES.contains(size));
        Place {
            column,
            descending: address.value(DIRECTION).map_or(falls, |direction| direction != ASCENDING),
            page: address.value(PAGE).and_then(|page| page.parse().ok()).filter(|page| *page > 0).unwrap_or(1),
            size: size.unwrap_or(SIZES[0]),
            behind: address.value(BEHIND).and_then(|oid| oid.parse().ok()),
            letter: address
                .value(LETTER)
                .and_then(|letter| letter.chars().next())
                .filter(|letter| letter.is_alphabetic()),
            until: address.value(UNTIL).and_then(|day| day.parse().ok()),
        }
    }

    /// Name of the column in addresses.
    pub fn name(&self) -> &'static str {
        COLUMNS.iter().find(|(column, ..)| *column == self.column).map_or("", |(_, name, _)| *name)
    }

    /// The order, with causes in the order of the words for them.
    pub fn order(&self, t: &Texts) -> ErrorOrder {
        let mut causes: Vec<(String, Cause)> =
            Cause::all().map(|cause| (coded(t, "cause", cause.name()), cause)).collect();
        causes.sort_by_key(|(words, _)| words.to_lowercase());
        ErrorOrder {
            column: self.column,
            descending: self.descending,
            causes: causes.into_iter().map(|(_, cause)| cause).collect(),
            language: t.lang(),
        }
    }

    /// Where the page begins.
    pub fn start(&self) -> ErrorStart {
        let lines = (self.page - 1).saturating_mul(self.size.into());
        match (self.behind, self.letter, self.until) {
            (Some(oid), ..) => ErrorStart::After(oid, lines),
            (None, Some(letter), _) if self.column == ErrorColumn::Name => ErrorStart::Letter(letter.to_string()),
            (None, _, Some(day)) if self.column == ErrorColumn::Since => ErrorStart::Until(day.ends_in_finland()),
            _ => ErrorStart::Skip(lines),
        }
    }

    /// Does the page begin at a letter or a day, so that its number is not known?
    fn jumped(&self) -> bool {
        !matches!(self.start(), ErrorStart::Skip(_)) && (self.letter.is_some() || self.until.is_some())
    }
}

/// The address of the last page, for whoever asked for one behind it: the list has become shorter meanwhile.
pub fn last_page(address: &Address, place: &Place, page: &ErrorPage) -> Option<Address> {
    let behind = page.lines.is_empty() && place.page > 1;
    let last = page.total.map_or(1, |total| total.div_ceil(place.size.into()).max(1));
    behind.then(|| at_start(address).set(PAGE, last.min(place.page - 1)))
}

/// The list's address at its beginning.
pub fn at_start(address: &Address) -> Address {
    let done = [query::OVER, query::ASKED, query::NOT_ASKED, query::PASSIVATED, query::NOBODY];
    [PAGE, BEHIND, LETTER, UNTIL].into_iter().chain(done).fold(address.clone(), |address, name| address.without(name))
}

/// Head of a column.
pub struct Column {
    /// Its name.
    pub label: String,
    /// The list sorted by it; chosen again, the other way round.
    pub href: String,
    /// `aria-sort`: `ascending`, `descending`, or empty when the list is sorted by another.
    pub sort: &'static str,
    /// Name in the style sheet.
    pub name: &'static str,
}

/// Heads of the columns: without causes where each has a list of its own, and without organisations where they are the
/// same throughout.
pub fn columns(t: &Texts, address: &Address, place: &Place, (causes, organisations): (bool, bool)) -> Vec<Column> {
    let column = |(column, name, falls): &(ErrorColumn, &'static str, bool)| {
        let chosen = place.column == *column;
        let descending = if chosen { !place.descending } else { *falls };
        let address = at_start(address).set(SORT, name);
        let direction = if descending { DESCENDING } else { ASCENDING };
        Column {
            label: t.get(&format!("queue-{name}")),
            href: address.set(DIRECTION, direction).to_string(),
            sort: match (chosen, place.descending) {
                (false, _) => "",
                (true, true) => "descending",
                (true, false) => "ascending",
            },
            name,
        }
    };
    let shown = |(column, ..): &&(ErrorColumn, &str, bool)| match column {
        ErrorColumn::Cause => causes,
        ErrorColumn::Organisations => organisations,
        _ => true,
    };
    COLUMNS.iter().filter(shown).map(column).collect()
}

/// Links below the list.
pub struct QueuePaging {
    /// Which lines these are, of how many.
    pub told: String,
    /// One page back.
    pub previous: Option<String>,
    /// One page on.
    pub next: Option<String>,
    /// To the beginning.
    pub first: Option<String>,
    /// The page's number, and how many there are, where both are known.
    pub pages: Option<(u64, u64)>,
    /// What the form for the number carries along.
    pub hidden: Vec<(String, String)>,
    /// Letters, their addresses, and whether it is this one; empty unless the list is sorted by names.
    pub letters: Vec<(char, String, bool)>,
    /// The list is sorted by days, so that one can be jumped to: as the field holds it.
    pub day: Option<String>,
    /// Numbers of lines: number, address, is it this one.
    pub sizes: Vec<(u32, String, bool)>,
}

impl QueuePaging {
    /// Links around a page.
    pub fn of(t: &Texts, address: &Address, place: &Place, page: &ErrorPage) -> QueuePaging {
        let start = at_start(address);
        let at = |number: u64| start.clone().set(PAGE, number).to_string();
        let last = page.lines.last().filter(|_| page.more);
        let jumped = place.jumped();
        let pages = page.total.map(|total| total.div_ceil(place.size.into()).max(1));
        let by_name = place.column == ErrorColumn::Name;
        let letter =
            |letter: char| (letter, start.clone().set(LETTER, letter).to_string(), place.letter == Some(letter));
        QueuePaging {
            told: told(t, place, page, jumped),
            previous: (place.page > 1 && !jumped).then(|| at(place.page - 1)),
            next: last.map(|line| start.clone().set(PAGE, place.page + 1).set(BEHIND, line.oid).to_string()),
            first: (place.page > 1 || jumped).then(|| start.to_string()),
            pages: pages.filter(|pages| *pages > 1 && !jumped).map(|pages| (place.page, pages)),
            hidden: start.hidden(&[]),
            letters: if by_name && pages.is_none_or(|pages| pages > 1) {
                LETTERS.chars().map(letter).collect()
            } else {
                Vec::new()
            },
            day: (place.column == ErrorColumn::Since)
                .then(|| place.until.map(|day| day.0.to_string()).unwrap_or_default()),
            sizes: SIZES.map(|n| (n, start.clone().set(SIZE, n).to_string(), n == place.size)).to_vec(),
        }
    }
}

/// Which lines are shown, as far as that is known.
fn told(t: &Texts, place: &Place, page: &ErrorPage, jumped: bool) -> String {
    let shown = page.lines.len() as u64;
    let before = (place.page - 1).saturating_mul(place.size.into());
    match page.total {
        Some(0) => t.get("paging-none"),
        Some(total) if shown > 0 && !jumped => t.with_all(
            "paging-range",
            &[("from", t.number(before + 1)), ("to", t.number(before + shown)), ("total", t.number(total))],
        ),
        Some(total) => t.count("paging-total", total),
        None => t.count("paging-shown", shown),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::staff::address::REPORT;

    fn read(query: &str) -> (Address, Place) {
        let address = Address::read(REPORT, Some(query));
        let place = Place::read(&address);
        (address, place)
    }

    #[test]
    fn the_newest_come_first_unless_something_else_is_asked_for() {
        let (_, place) = read("");
        assert!(place.column == ErrorColumn::Since && place.descending && place.page == 1);
        let (_, place) = read("jarjestys=nimi");
        assert!(place.column == ErrorColumn::Name && !place.descending);
        assert!(read("jarjestys=alkaen&suunta=nouseva").1.column == ErrorColumn::Since);
        assert!(!read("jarjestys=alkaen&suunta=nouseva").1.descending);
    }

    #[test]
    fn a_page_is_gone_to_by_number_letter_day_or_learner() {
        let start = |query: &str| format!("{:?}", read(query).1.start());
        assert_eq!(start("sivu=3&koko=50"), "Skip(100)");
        assert_eq!(start("sivu=0"), "Skip(0)");
        assert_eq!(start("jarjestys=nimi&kirjain=K"), "Letter(\"K\")");
        assert_eq!(start("kirjain=K"), "Skip(0)", "days have no letters");
        assert!(start("asti=2026-11-02").starts_with("Until("));
        let oid = PersonOid::issue(1_234_567_890);
        assert!(start(&format!("sivu=2&jalkeen={oid}")).ends_with(", 20)"));
    }

    #[test]
    fn a_page_behind_the_end_leads_to_the_last_one() {
        let to = |query: &str, total| {
            let (address, place) = read(query);
            let page = ErrorPage { lines: Vec::new(), more: false, total };
            last_page(&address, &place, &page).map(|address| address.to_string())
        };
        assert_eq!(to("syy=no_hetu&sivu=99", Some(45)), Some(format!("{REPORT}?syy=no_hetu&sivu=3")));
        assert_eq!(to("sivu=99", None), Some(format!("{REPORT}?sivu=1")), "how many there are is not known");
        assert_eq!(to("sivu=2", Some(0)), Some(format!("{REPORT}?sivu=1")));
        assert_eq!(to("", Some(0)), None, "an empty list has one page");
    }

    #[test]
    fn a_column_chosen_again_is_turned_round_from_the_first_page() {
        let (address, place) = read("syy=no_hetu&jarjestys=nimi&sivu=7&kirjain=B");
        let columns = columns(&Texts(texts::Lang::Fi), &address, &place, (true, true));
        assert_eq!((columns[0].sort, columns[4].sort), ("ascending", ""));
        assert_eq!(columns[0].href, format!("{REPORT}?syy=no_hetu&jarjestys=nimi&suunta=laskeva"));
    }
}
