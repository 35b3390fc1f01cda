//! Has every row of every import one state? It is resolved or refused, once; and an import is completed when all are.

use std::collections::HashMap;

use events::{Fact, OpenedEvent, Position};

use super::faults::{Fault, Faults};

/// The imports that are not completed, after the events looked at so far: which of their rows have a state.
#[derive(Default)]
pub struct Rows {
    /// Rows that have one, of all imports.
    pub stated: u64,
    open: HashMap<Position, Vec<bool>>,
}

impl Rows {
    /// Looks at one more event.
    pub fn look_at(&mut self, event: &OpenedEvent, faults: &mut Faults) {
        let at = event.position();
        match &event.fact {
            Fact::ImportReceived(with) => drop(self.open.insert(at, vec![false; with.data.rows as usize])),
            Fact::ImportRowResolved(with) => self.state(at, with.data.import, with.data.row, faults),
            Fact::ImportRowRefused(with) => self.state(at, with.data.import, with.data.row, faults),
            Fact::ImportCompleted(with) => {
                let rows = self.open.remove(&with.data.import);
                if rows.is_some_and(|rows| rows.contains(&false)) {
                    faults.add(Fault::RowWithoutState, at, format!("import {}", with.data.import));
                }
            }
            _ => {}
        }
    }

    fn state(&mut self, at: Position, import: Position, row: u32, faults: &mut Faults) {
        let stated = self.open.get_mut(&import).and_then(|rows| rows.get_mut(row as usize));
        match stated {
            Some(stated) if !*stated => (*stated, self.stated) = (true, self.stated + 1),
            // A second state, or one of a row that was never received.
            _ => faults.add(Fault::RowTwice, at, format!("row {row} of import {import}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::verify::faults::Faults;

    /// What is found when the rows of an import of two get states in this order, and it is completed then.
    fn found(rows: &[u32]) -> Option<String> {
        let mut seen = Rows { open: HashMap::from([(Position(7), vec![false; 2])]), ..Rows::default() };
        let mut faults = Faults::default();
        for (at, row) in (8..).zip(rows) {
            seen.state(Position(at), Position(7), *row, &mut faults);
        }
        let left = seen.open.remove(&Position(7)).unwrap();
        assert_eq!(left.iter().filter(|stated| **stated).count() as u64, seen.stated);
        faults.failure().map(|failure| failure.to_string())
    }

    #[test]
    fn a_row_has_one_state_and_only_rows_that_were_received_have_one() {
        assert_eq!(found(&[1, 0]), None);
        assert!(found(&[0, 1, 0]).unwrap().contains("event 10, row 0 of import 7"));
        assert!(found(&[2]).unwrap().contains("event 8, row 2 of import 7"));
    }
}
