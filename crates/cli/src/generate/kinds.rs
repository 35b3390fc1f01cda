//! What can be done to a row.

use events::codes::Interface;
use serde::{Serialize, Serializer};

/// What was done to a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Nothing: the register's own data, sent about a learner for the first time.
    Clean,
    /// Exactly an earlier clean row, with its *tunniste*.
    Duplicate,
    /// The learner of an earlier clean row with the same data, under another *tunniste*.
    Again,
    /// As `again`, with noise in the names.
    AgainDifferently,
    /// A learner from before the first person of this run, whom an earlier plain run brought. Clean.
    Known,
    /// One letter of a name changed, dropped, doubled or put in its neighbour's place.
    Typo,
    /// Only the name used is sent of several first names.
    OneFirstName,
    /// The surname is a former one.
    FormerSurname,
    /// First names and surname in each other's place.
    SwappedNames,
    /// Letters without their marks: ä→a, š→s.
    Transliterated,
    /// Capitals, small letters, or superfluous blanks.
    Spacing,
    /// The hetu of somebody in the register about whom no other row is.
    WrongHetu,
    /// The hetu of an earlier row's learner.
    WrongHetuOfKnown,
    /// Hetu and names of one earlier learner, passport number of another.
    Contradicting,
    /// Another century's separator: a valid hetu that nobody has.
    WrongSeparator,
    /// Two mistakes that the check character does not tell: a valid hetu that nobody has.
    MistypedHetu,
    /// Somebody in the register, sent with a test or temporary hetu (990–999).
    TestHetu,
    /// A valid hetu and names of somebody whom the register does not know.
    NotInRegister,
    /// A foreign learner without a hetu, with passport number and e-mail address.
    Foreign,
    /// An earlier foreign learner again, with the passport number alone; sometimes with a typo.
    ForeignAgain,
    /// A foreign learner with an e-mail address alone.
    EmailOnly,
    /// A row that breaks a rule: on the compatible path it has the whole import refused.
    Malformed,
}

/// Name and typical share in a hundred thousand of each kind, in the order of their draws. Never reorder: append.
const KINDS: [(Kind, &str, u32); 22] = [
    (Kind::Clean, "clean", 0),
    (Kind::Duplicate, "duplicate", 500),
    (Kind::Again, "again", 1_000),
    (Kind::AgainDifferently, "again_differently", 1_000),
    (Kind::Known, "known", 0),
    (Kind::Typo, "typo", 4_000),
    (Kind::OneFirstName, "one_first_name", 6_000),
    (Kind::FormerSurname, "former_surname", 1_500),
    (Kind::SwappedNames, "swapped_names", 500),
    (Kind::Transliterated, "transliterated", 1_500),
    (Kind::Spacing, "spacing", 2_000),
    (Kind::WrongHetu, "wrong_hetu", 400),
    (Kind::WrongHetuOfKnown, "wrong_hetu_of_known", 200),
    (Kind::Contradicting, "contradicting", 100),
    (Kind::WrongSeparator, "wrong_separator", 200),
    (Kind::MistypedHetu, "mistyped_hetu", 500),
    (Kind::TestHetu, "test_hetu", 300),
    (Kind::NotInRegister, "not_in_register", 500),
    (Kind::Foreign, "foreign", 3_000),
    (Kind::ForeignAgain, "foreign_again", 500),
    (Kind::EmailOnly, "email_only", 500),
    (Kind::Malformed, "malformed", 0),
];

impl Kind {
    /// How many kinds there are.
    pub const COUNT: usize = KINDS.len();

    /// Every kind.
    pub fn all() -> impl Iterator<Item = Kind> {
        KINDS.iter().map(|(kind, _, _)| *kind)
    }

    /// Its name in options and labels.
    pub fn name(self) -> &'static str {
        KINDS[self.place()].1
    }

    /// The kind of a name.
    pub fn named(name: &str) -> Option<Kind> {
        KINDS.iter().find(|(_, known, _)| *known == name).map(|(kind, _, _)| *kind)
    }

    /// Can rows of a path be of this kind? `/yleistunniste` knows no learner without a hetu.
    pub fn fits(self, interface: Interface) -> bool {
        let hetuless = matches!(self, Kind::Foreign | Kind::ForeignAgain | Kind::EmailOnly | Kind::Contradicting);
        interface == Interface::Oppija || !hetuless
    }

    /// How many people, about whom there is no row yet, a row of this kind takes.
    pub(super) fn people_taken(self) -> u64 {
        match self {
            Kind::Duplicate | Kind::Again | Kind::AgainDifferently | Kind::Known | Kind::Contradicting => 0,
            Kind::NotInRegister | Kind::Foreign | Kind::ForeignAgain | Kind::EmailOnly => 0,
            Kind::WrongHetu => 2,
            _ => 1,
        }
    }

    pub(super) fn typical_share(self) -> u32 {
        KINDS[self.place()].2
    }

    pub(super) fn place(self) -> usize {
        self as usize
    }
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_stands_in_its_place_under_its_own_name() {
        for (place, (kind, name, _)) in KINDS.iter().enumerate() {
            assert_eq!(kind.place(), place, "{name}");
            assert_eq!(Kind::named(name), Some(*kind));
        }
    }
}
