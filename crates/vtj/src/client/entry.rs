//! What one answer of the register says of one hetu.

use events::Hetu;

use super::Answer;

/// What one answer says of one hetu.
#[derive(Clone)]
pub enum Entry {
    /// All there is to say.
    Answered(Answer),
    /// The hetu is no longer the person's: ask with the one in force.
    Replaced {
        /// The hetu in force now.
        by: Hetu,
        /// Hetus before it, as the answer lists them.
        former: Vec<Hetu>,
    },
}

impl std::fmt::Debug for Entry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Entry::Answered(answer) => f.debug_tuple("Answered").field(answer).finish(),
            Entry::Replaced { .. } => f.write_str("Replaced(personal)"),
        }
    }
}
