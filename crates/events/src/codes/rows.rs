//! Codes about what becomes of rows of imports later.

use minicbor::{Decode, Encode};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

codes! {
    /// Why an official had to decide to whom a row of an import leads. Source: docs/rules.md.
    "snake_case" ReassignmentCause {
        /// The identifier by which the row came does not lead to the person any more.
        0 => IdentifierEnded,
        /// The registration of the person does not count any more.
        1 => RegistrationVoid,
        /// Nothing has changed: the row led to the wrong person.
        2 => WrongPerson,
    }
}

codes! {
    /// Why a row of an import that is taken back is kept: who relies on what it did.
    "snake_case" KeptBecause {
        /// An official has acted on the person.
        0 => Official,
        /// Another import led to the person, or gave the same access.
        1 => OtherImport,
        /// The population register has changed the person since.
        2 => Register,
        /// A program has acted on the person.
        3 => Program,
        /// Somebody outside the sender's organisations has fetched the number.
        4 => Fetched,
    }
}

codes! {
    /// A field of a row, as the interface names it.
    "snake_case" RowField {
        /// The sender's own reference.
        0 => Tunniste,
        /// The learner as a whole.
        1 => Henkilo,
        /// OID.
        2 => Oid,
        /// Hetu.
        3 => Hetu,
        /// Passport number.
        4 => Passinumero,
        /// E-mail identifier.
        5 => Sahkoposti,
        /// First names.
        6 => Etunimet,
        /// Call name.
        7 => Kutsumanimi,
        /// Surname.
        8 => Sukunimi,
        /// Birth date.
        9 => Syntymaaika,
        /// Sex.
        10 => Sukupuoli,
        /// Mother tongue.
        11 => Aidinkieli,
        /// Nationalities.
        12 => Kansalaisuus,
    }
}

codes! {
    /// Why a sender's program refused a row before it sent the others.
    "snake_case" RowFault {
        /// The row cannot be read: cells are missing or too many, a quote is not closed, it is no row at all.
        0 => Unreadable,
        /// A value of another kind than the field has, or a date that is none.
        1 => WrongKind,
        /// What must be there is missing.
        2 => Missing,
        /// Too long, or empty where it must not be.
        3 => Length,
        /// Not an e-mail address.
        4 => Email,
        /// Not words with single blanks between them.
        5 => Words,
        /// A character that no text may have.
        6 => Character,
        /// None of the identifiers is there.
        7 => NoIdentifier,
        /// The call name is none of the first names.
        8 => CallName,
        /// A blank in the hetu.
        9 => HetuBlank,
        /// The hetu has another length or other characters.
        10 => HetuLength,
        /// The seventh character of the hetu is no separator.
        11 => HetuSeparator,
        /// The hetu does not begin with a date.
        12 => HetuDate,
        /// The date of the hetu fits another separator.
        13 => HetuWrongSeparator,
        /// The individual number of the hetu is given to nobody.
        14 => HetuIndividualNumber,
        /// The check character of the hetu does not match.
        15 => HetuCheckCharacter,
        /// A Finnish citizen without a hetu.
        16 => HetuNeeded,
        /// A code that its code set does not have.
        17 => UnknownCode,
        /// Any other rule.
        18 => Other,
    }
}
