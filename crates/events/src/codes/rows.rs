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
