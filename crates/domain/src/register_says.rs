//! What the register has said to a decision that needs its word.

use crate::earlier_rows::EarlierRows;
use crate::register_record::KnownRecord;

/// What the register has said to a decision that needs its word.
#[derive(Clone, Copy)]
pub enum RegisterSays<'a> {
    /// It was not asked yet.
    NotAsked,
    /// Nothing that helps: it does not know the hetu, has no name for it, may not tell, or cannot be asked.
    Nothing,
    /// This record; with it the rows that have led to the person found, as far as they may have to be judged again.
    Record(KnownRecord<'a>, &'a EarlierRows),
}
