//! Names in the form in which they are compared.

use crate::HeldNames;
use crate::normalise::name;

/// The names that the other side holds, normalised.
pub(crate) struct NormalNames {
    pub(crate) first_names: String,
    pub(crate) surname: String,
    pub(crate) former_surnames: Vec<String>,
}

impl NormalNames {
    pub(crate) fn of(names: HeldNames<'_>) -> Self {
        NormalNames {
            first_names: name(names.first_names),
            surname: name(names.surname),
            former_surnames: names.former_surnames.iter().map(|surname| name(surname)).collect(),
        }
    }
}
