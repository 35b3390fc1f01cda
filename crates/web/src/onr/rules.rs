//! What this interface uses of the rules in `app`: code lists, the two rules for the call name, when a name is blank, and
//! which characters texts may have.

pub use app::rules::{
    CodeName, CodeSet, CodeSets, TextFault, call_name_fits, call_name_is_one_of, is_blank, text_fault,
};
