//! What the edge needs of the rules further in: code lists to check codes against and to name them by, and the two
//! rules for the name used. Everything else about learners is decided behind `app`.

pub use app::rules::{CodeName, CodeSet, CodeSets, TextFault, call_name_fits, call_name_is_one_of, text_fault};
