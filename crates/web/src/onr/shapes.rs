//! The answers of the compatible interface as JSON (ONR's behaviour).
//!
//! Properties stand in alphabetical order and nulls are written, as Jackson does in ONR. Instants are milliseconds
//! since 1970, days `yyyy-MM-dd`. No type here is `Debug` that holds anything personal.

mod import;
mod learner;
mod page;
pub mod person;
mod report;
pub mod requests;

pub use import::{ImportAnswer, ImportBasics, ImportSummary, OppijaRow, YleistunnisteRow};
pub use learner::{Code, CodeNames, ContactDetailAnswer, ContactGroupAnswer, Learner, NumberAnswer, NumberDetails};
pub use page::{Changed, Page};
pub use report::{ImportListRow, ListedError, SentCode, SentDataRow, SentLearner, SortAnswer, SpringPage};

use events::Instant;
use serde::{Serialize, Serializer};
use utoipa::ToSchema;

/// An instant as a number: milliseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ToSchema)]
#[schema(value_type = i64)]
pub struct Millis(pub Instant);

impl Serialize for Millis {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(self.0.millis())
    }
}

#[cfg(test)]
#[path = "shapes_tests.rs"]
mod tests;
