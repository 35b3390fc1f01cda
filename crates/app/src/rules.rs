//! The rules further in that the edge needs: code lists to check codes against and to name them by, causes and states
//! of the report, and the two rules for the name used.

pub use domain::Cause;
pub use domain::Status;
pub use domain::code_sets::{CodeName, CodeSet, CodeSets};
pub use matching::{call_name_fits, call_name_is_one_of};
