//! Answers of our own interface as JSON: names in snake case, instants and days as in ISO 8601, nothing left out. No type
//! here is `Debug` that holds anything personal.

mod candidates;
mod learner;
mod report;

pub use candidates::{CandidateAnswer, CandidatesAnswer, FindingAnswer, PairAnswer};
pub use learner::{
    ContactAnswer, ContactDetailAnswer, FailureAnswer, Held, HistoryAnswer, LearnerAnswer, NamesAnswer, ValueChange,
};
pub use report::{
    ConflictAnswer, ConflictKindCount, ErrorAnswer, ImportAnswer, ImportDetailsAnswer, ReviewAnswer, RowAnswer,
    SideAnswer, SliceAnswer, SummaryAnswer,
};
