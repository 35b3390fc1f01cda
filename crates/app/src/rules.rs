//! The rules further in that the edge needs: code lists to check codes against and to name them by, the two rules for
//! the name used, when a name is blank, and which characters texts may have; what a comparison of records finds; and the
//! words in which a person's state is told.

pub use domain::cause::Cause;
pub use domain::code_sets::{CodeName, CodeSet, CodeSets};
pub use domain::person::{Failure, Followed, IdentifiedBy, Readable};
pub use domain::status::Status;
pub use domain::text::{TextFault, text_fault};
pub use matching::{
    Comparison, Field, Finding, PROPOSED, Rule, Score, Verdict, call_name_fits, call_name_is_one_of, is_blank,
    is_same_name,
};
