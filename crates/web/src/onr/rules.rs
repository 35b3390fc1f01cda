//! What the edge needs of the rules further in: code lists to check codes against and to name them by, the two rules
//! for the name used, when a name is blank, and which characters texts may have. Everything else about learners is decided behind `app`.

pub use app::rules::{
    CodeName, CodeSet, CodeSets, TextFault, call_name_fits, call_name_is_one_of, is_blank, text_fault,
};
