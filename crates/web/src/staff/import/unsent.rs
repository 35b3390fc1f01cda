//! Rows of the sender's file that its program refused before sending, and reported.

use app::report::Slice;
use app::report::unsent::UnsentRow;
use events::catalogue::UnsentFault;

use crate::staff::address::Address;
use crate::staff::paging::{Paging, Part};
use crate::staff::words::coded;
use texts::Texts;

/// The tab.
pub struct UnsentTab {
    /// The rows.
    pub lines: Vec<UnsentLine>,
    /// Links below them.
    pub paging: Paging,
}

/// A row.
pub struct UnsentLine {
    /// Number in the sender's file.
    pub number: String,
    /// The sender's own reference.
    pub tunniste: Option<String>,
    /// The field as the interface names it, `None` for the whole row; what is wrong; what to do.
    pub faults: Vec<(Option<String>, String, String)>,
}

impl UnsentTab {
    /// The tab of an address and what was found.
    pub fn new(t: &Texts, address: &Address, slice: &Slice<UnsentRow>) -> UnsentTab {
        let fault = |UnsentFault { field, fault }: &UnsentFault| {
            let next = t.get(&format!("row-fault-{fault}-next"));
            (field.map(|field| field.to_string()), coded(t, "row-fault", fault), next)
        };
        let line = |row: &UnsentRow| UnsentLine {
            number: t.number(row.row),
            tunniste: row.tunniste.clone(),
            faults: row.faults.iter().map(fault).collect(),
        };
        let paging = Paging::of(t, address, &Part::read(address), slice);
        UnsentTab { lines: slice.items.iter().map(line).collect(), paging }
    }
}
