//! Object identifiers of persons and organisations.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The arc of person OIDs.
const PERSON_ARC: &str = "1.2.246.562.24.";
/// The arc of organisation OIDs.
const ORGANISATION_ARC: &str = "1.2.246.562.10.";

/// OID of a person: `1.2.246.562.24.` + 10 digits + a check digit. The *oppijanumero* is the OID of an identified
/// person. Every OID ever issued answers for ever.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, minicbor::Encode, minicbor::Decode)]
#[cbor(transparent)]
pub struct PersonOid(#[n(0)] u64);

/// The text is not an OID of the arc that was expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an OID of the form {0}")]
pub struct NotAnOid(&'static str);

/// Not a person's.
const NOT_A_PERSON: NotAnOid = NotAnOid("1.2.246.562.24.12345678901: eleven digits behind 1.2.246.562.24.");
/// Not an organisation's.
const NOT_AN_ORGANISATION: NotAnOid = NotAnOid("1.2.246.562.10.12345678901: digits behind 1.2.246.562.10.");

impl PersonOid {
    /// Ten digits from which OIDs are drawn, as in today's registry.
    pub const NUMBERS: std::ops::Range<u64> = 1_000_000_000..10_000_000_000;

    /// A new OID from ten digits, 1 000 000 000 – 9 999 999 999 in today's registry. The check digit is added.
    pub fn issue(ten_digits: u64) -> PersonOid {
        let ten_digits = ten_digits % 10_000_000_000;
        PersonOid(ten_digits * 10 + check_digit(ten_digits))
    }

    /// The last arc as a number; what the log and the indexes hold.
    pub fn number(self) -> u64 {
        self.0
    }

    /// Takes a stored number back.
    pub fn from_number(number: u64) -> PersonOid {
        PersonOid(number)
    }
}

/// Weights 7-3-1 from the right (IBM), as in production OIDs of today's registry.
fn check_digit(ten_digits: u64) -> u64 {
    let mut rest = ten_digits;
    let mut sum = 0;
    for place in 0..10 {
        sum += (rest % 10) * [7, 3, 1][place % 3];
        rest /= 10;
    }
    (10 - sum % 10) % 10
}

impl fmt::Display for PersonOid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{PERSON_ARC}{:011}", self.0)
    }
}

impl fmt::Debug for PersonOid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for PersonOid {
    type Err = NotAnOid;

    /// Eleven digits under the person arc. The check digit is not demanded: today's registry does not check it either,
    /// and an unknown OID is answered as unknown.
    fn from_str(text: &str) -> Result<Self, NotAnOid> {
        let digits = text.strip_prefix(PERSON_ARC).ok_or(NOT_A_PERSON)?;
        if digits.len() != 11 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(NOT_A_PERSON);
        }
        digits.parse().map(PersonOid).map_err(|_| NOT_A_PERSON)
    }
}

/// OID of an organisation, stored without its arc; old ones have up to 22 digits.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, minicbor::Encode, minicbor::Decode)]
#[cbor(transparent)]
pub struct OrganisationOid(#[n(0)] String);

impl OrganisationOid {
    /// The root of the organisation tree, held by OPH: `1.2.246.562.10.00000000001`.
    pub fn root() -> OrganisationOid {
        OrganisationOid("00000000001".to_owned())
    }

    /// Is this the root of the organisation tree?
    pub fn is_root(&self) -> bool {
        self.0 == "00000000001"
    }
}

impl fmt::Display for OrganisationOid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{ORGANISATION_ARC}{}", self.0)
    }
}

impl fmt::Debug for OrganisationOid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for OrganisationOid {
    type Err = NotAnOid;

    fn from_str(text: &str) -> Result<Self, NotAnOid> {
        let digits = text.strip_prefix(ORGANISATION_ARC).ok_or(NOT_AN_ORGANISATION)?;
        let fits = (1..=30).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        fits.then(|| OrganisationOid(digits.to_owned())).ok_or(NOT_AN_ORGANISATION)
    }
}

/// Text in JSON, in the dotted form that people know.
macro_rules! as_text {
    ($type:ident, $title:literal, $pattern:literal) => {
        impl Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
            }
        }

        impl schemars::JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($type).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "description": $title, "type": "string", "pattern": $pattern })
            }
        }
    };
}

as_text!(
    PersonOid,
    "OID of a person; stored as the unsigned number of its last arc",
    r"^1\.2\.246\.562\.24\.[0-9]{11}$"
);
as_text!(
    OrganisationOid,
    "OID of an organisation; stored as the text of its last arc",
    r"^1\.2\.246\.562\.10\.[0-9]{1,30}$"
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digit_follows_the_production_rule() {
        // OIDs published in today's registry's documentation.
        for text in ["1.2.246.562.24.20518733467", "1.2.246.562.24.00000000001"] {
            assert_eq!(text.parse::<PersonOid>().unwrap().to_string(), text);
        }
        let issued = PersonOid::issue(1_234_567_890);
        assert_eq!(issued.number() / 10, 1_234_567_890);
        // From the right: 8×7 + 9×3 + 0×1 + 1×7 + 2×3 + 3×1 + 4×7 + 5×3 + 6×1 + 7×7 = 197, three short of 200.
        assert_eq!(PersonOid::issue(7_654_321_098).number() % 10, 3);
    }

    #[test]
    fn other_arcs_and_lengths_are_not_person_oids() {
        for text in ["1.2.246.562.10.20518733467", "1.2.246.562.24.2051873346", "1.2.246.562.24.+0518733467", ""] {
            assert_eq!(text.parse::<PersonOid>(), Err(NOT_A_PERSON));
        }
        assert!("1.2.246.562.10.2013112014294919827487".parse::<OrganisationOid>().is_ok());
        assert!(OrganisationOid::root().to_string().parse::<OrganisationOid>().unwrap().is_root());
    }
}
