//! Codes about what providers ask the keeper for.

use minicbor::{Decode, Encode};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

codes! {
    /// What a provider asks the keeper of the registry for.
    "snake_case" RequestKind {
        /// The person is to be made passive.
        0 => Passivate,
        /// The passive person is to be made active again.
        1 => Reactivate,
        /// The person is to be merged with another one whom the register has confirmed too.
        2 => Merge,
        /// The link of two records is to count no longer.
        3 => Reverse,
        /// The hetu or the names are to be checked with the Digital and Population Data Services Agency (DVV).
        4 => Check,
        /// The person's data is to be refreshed from the register.
        5 => Refresh,
        /// The person is to be linked with another one who is the same.
        6 => Link,
        /// The person's identification is to be revoked.
        7 => Revoke,
    }
}

codes! {
    /// What became of a request.
    "snake_case" RequestOutcome {
        /// The keeper accepted it.
        0 => Accepted,
        /// The keeper refused it.
        1 => Refused,
        /// Whoever asked took it back.
        2 => Withdrawn,
    }
}
