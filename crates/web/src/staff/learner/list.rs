//! The list that led to a learner, the error list or the rows of an import: who stands beside them in it, and the way on once
//! they have left it.
//!
//! Addresses carry the query of the error list and who came next: whoever is put right leaves the list, and nobody stands
//! beside them any more. Of an import they carry its rows and the row: rows keep their order.

use app::AppError;
use app::report::queue::Neighbours;
use app::report::rows::LedTo;
use axum::http::HeaderMap;
use events::{PersonOid, Position};

use crate::staff::Staff;
use crate::staff::address::{self, Address};
use crate::staff::import::rows::filter;
use crate::staff::language::Asked;
use crate::staff::report::{self, query};
use crate::staff::session::Official;

/// Query name of the learner who came next.
const NEXT: &str = "seuraava";

/// Names in the query of a list of rows: of which import, and from which row, counted from 0.
const ROWS_OF: &str = "rivit";
const ROW: &str = "rivi";

/// What an address says of the rows of an import that led to the learner.
pub fn of_rows(import: Position, page: &Address, row: u32) -> String {
    page.clone().set(ROWS_OF, import).set(ROW, row).query()
}

/// The import whose rows a list is, and the row.
fn rows_of(list: &Address) -> Option<(Position, u32)> {
    let import = list.value(ROWS_OF)?.parse().ok().map(Position)?;
    Some((import, list.value(ROW)?.parse().ok()?))
}

/// The page of the list that an address carries: the report, unless it is of the rows of an import.
pub fn page_of(list: Option<&str>) -> Address {
    let report = Address::read(address::REPORT, list);
    match rows_of(&report) {
        None => report,
        Some((import, _)) => Address::read(address::import(import).path(), list).without(ROWS_OF).without(ROW),
    }
}

/// What addresses say of the list.
#[derive(Clone, Default)]
pub struct Carried {
    list: Option<String>,
    next: Option<PersonOid>,
}

impl Carried {
    /// As an address says.
    pub fn read(address: &Address) -> Carried {
        let list = address.value(query::LIST).map(str::to_owned);
        let next = address.value(NEXT).and_then(|oid| oid.parse().ok()).filter(|_| list.is_some());
        Carried { list, next }
    }

    /// An address that says the same.
    pub fn on(&self, address: Address) -> Address {
        address.set_some(query::LIST, self.list.as_deref()).set_some(NEXT, self.next)
    }
}

/// The list, and who stands beside the learner in it.
pub struct InList {
    /// The list.
    pub back: String,
    /// Who stands before.
    pub previous: Option<String>,
    /// Who comes next.
    pub next: Option<String>,
    /// What the learner's other pages carry along.
    pub carried: Carried,
}

impl InList {
    /// The list whose query a learner's address carries.
    pub async fn of(
        staff: &Staff,
        official: &Official,
        asked: &Asked,
        headers: &HeaderMap,
        oid: PersonOid,
    ) -> Result<Option<InList>, AppError> {
        let carried = Carried::read(&asked.address);
        let Some(list) = carried.list.as_deref() else { return Ok(None) };
        if let Some(at) = rows_of(&Address::read(address::REPORT, Some(list))) {
            return InList::of_rows(staff, official, at, carried).await.map(Some);
        }
        let address = Address::read(address::REPORT, Some(list));
        let asked_there = Asked { address: address.clone(), ..asked.clone() };
        let query = report::query_of(staff, official, &asked_there).await?;
        let scope = staff.app.report_scope(&official.caller, &[]).filter(|_| query.day.is_none());
        let beside = match scope {
            None => Neighbours::default(),
            Some(scope) => {
                let visit = report::visit(staff, official, headers).before;
                let filter = query.error_filter(staff.app.identifiers_shown(&official.caller), visit);
                staff.app.neighbours(scope, filter, query.place.order(&asked.t), oid).await?
            }
        };
        let next = beside.next.or(carried.next.filter(|next| *next != oid));
        let link = |oid: PersonOid| address::learner(oid).set(query::LIST, list).to_string();
        Ok(Some(InList {
            back: address.to_string(),
            previous: beside.previous.map(link),
            next: next.map(link),
            carried: Carried { next, ..carried.clone() },
        }))
    }

    async fn of_rows(
        staff: &Staff,
        official: &Official,
        (import, row): (Position, u32),
        carried: Carried,
    ) -> Result<InList, AppError> {
        let rows = page_of(carried.list.as_deref());
        let beside = staff.app.row_neighbours(&official.caller, import, filter(&rows), row).await?;
        let link = |(row, oid): LedTo| address::learner(oid).set(query::LIST, of_rows(import, &rows, row)).to_string();
        Ok(InList {
            back: rows.to_string(),
            previous: beside.previous.map(link),
            next: beside.next.map(link),
            carried: Carried { next: None, ..carried },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_address_says_of_the_list_goes_on_to_the_next_address() {
        let oid = PersonOid::issue(1_234_567_890);
        let address = Address::of("/x").set(query::LIST, "syy=no_hetu&jarjestys=nimi").set(NEXT, oid);
        let on = Carried::read(&address).on(Address::of("/y"));
        assert_eq!(on.to_string(), address.to_string().replace("/x", "/y"));
        let without = Carried::read(&Address::of("/x").set(NEXT, oid)).on(Address::of("/y"));
        assert_eq!(without.to_string(), "/y", "nobody comes next where there is no list");
    }
}
