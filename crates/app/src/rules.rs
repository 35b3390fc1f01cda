//! The rules of `domain` and `matching` that the edge needs, exported again: code lists, the two rules for the call name,
//! when a name is blank, which characters texts may have, the findings of a comparison, and the words for a person's
//! state.

pub use domain::cause::Cause;
pub use domain::code_sets::{CodeName, CodeSet, CodeSets};
pub use domain::person::{Failure, Followed, IdentifiedBy, Readable};
pub use domain::status::{Status, status};
pub use domain::text::said;
pub use domain::text::{TextFault, text_fault};
pub use matching::{
    Comparison, Field, Finding, PROPOSED, RULES_VERSION, Rule, Score, Verdict, call_name_fits, call_name_is_one_of,
    is_blank, is_same_name,
};
