//! Who might be the same: normalise and compare names, and say why.
//!
//! | module | question it answers |
//! |---|---|
//! | `blank` | is a name a name at all |
//! | `normalise` | which letters count when two names are compared |
//! | `names` | the names of the other side, normalised once |
//! | `similarity` | how alike are two names, from 0 to 1 |
//! | `compare` | are these names similar enough to be identified, or to be no contradiction |
//! | `grade` | if they are not: nearly the same, or clearly different |
//! | `conflict` | in which ways do the names of an imported row differ from those held |
//! | `call_name` | does the call name belong to the first names |
//! | `search` | does what an official typed find these names |
//! | `phonetic` | how does a name sound |
//! | `blocks` | which records are worth comparing |
//! | `choice` | which of them are compared, when they are many |
//! | `likeness` | how likely are two records of one person, and why |
//! | `turning` | what would turn the outcome |
//!
//! Everything here is a pure function of text: no clock, no randomness, nothing stored. The same names give the same
//! answer for as long as [`RULES_VERSION`] stays the same; events record the version they were decided by.
//!
//! Rules named "ONR" are facts about today's Oppijanumerorekisteri (its public repository); rules named "OPH" come
//! from the instructions for officials. Where we go our own way, the function says so.
//!
//! Any text is taken, however strange or long: nothing panics, and the work grows linearly with the length, because only
//! the first 255 characters (`similarity::COMPARED_CHARS`) of a name are compared letter by letter.

mod blank;
mod blocks;
mod call_name;
mod choice;
mod compare;
mod conflict;
mod grade;
mod likeness;
mod names;
mod normalise;
mod phonetic;
mod search;
mod similarity;
mod turning;

pub use blank::is_blank;
pub use blocks::{Block, asked_blocks, blocks};
pub use call_name::{call_name_fits, call_name_is_one_of};
pub use choice::{Choice, OF_ONE_KEY};
pub use compare::{Comparison, Verdict, compare_with_register, names_match};
pub use conflict::{NameConflict, name_conflicts};
pub use grade::NEARLY_SIMILAR;
pub use likeness::{Field, Finding, Likeness, POSSIBLE, PROPOSED, Rule, Score, birth_dates_agree, score};
pub use normalise::{is_same_name, normalise};
pub use search::{NameWords, SearchWords};
pub use similarity::{SIMILAR_ENOUGH, similarity};
pub use turning::turning;

/// Version of the rules in this crate. Events that rest on a comparison record it, so that an old decision can be read
/// by the rules of its day. Raise it whenever any pair of names could get another answer (a new version of
/// `deunicode` counts too).
pub const RULES_VERSION: u16 = 5;

// Neither of these is `Debug`: names are personal data, and a debug line is how they end up in a log.

/// The names somebody sent or that we hold, as they were written: *etunimet* and *sukunimi*.
#[derive(Clone, Copy)]
pub struct Names<'a> {
    /// All first names, separated by spaces.
    pub first_names: &'a str,
    /// The present surname.
    pub surname: &'a str,
}

/// The names that the other side holds: the population register's, or ours when an imported row is compared with them.
#[derive(Clone, Copy)]
pub struct HeldNames<'a> {
    /// All first names, separated by spaces.
    pub first_names: &'a str,
    /// The present surname.
    pub surname: &'a str,
    /// Earlier surnames, in any order (in VTJ the name-history entries 05, 07 and 10; ONR 4.4).
    pub former_surnames: &'a [String],
}
