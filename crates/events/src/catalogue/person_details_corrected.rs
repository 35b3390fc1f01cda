//! An official corrected a person's details.

use minicbor::{Decode, Encode};
use schemars::JsonSchema;
use serde::Serialize;

use super::{EventType, Provenance};
use crate::codes::DetailField;
use crate::person::ContactGroup;
use crate::time::Day;

/// These fields of the person have other values from now on. Identifiers are no details: events of their own give and take
/// them.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct PersonDetailsCorrected {
    /// The person.
    #[n(0)]
    pub about: Provenance,
    /// The fields, at least one. Each has the value that stands in the personal part; where none does, it is empty from now
    /// on.
    #[n(1)]
    pub fields: Vec<DetailField>,
}

/// The new values of the fields that were corrected, under the person's key. Other fields are absent and mean nothing.
#[derive(Clone, PartialEq, Eq, Default, Encode, Decode, JsonSchema)]
pub struct CorrectedDetails {
    /// All first names.
    #[n(0)]
    pub first_names: Option<String>,
    /// The name used.
    #[n(1)]
    pub call_name: Option<String>,
    /// Surname.
    #[n(2)]
    pub surname: Option<String>,
    /// Birth date.
    #[n(3)]
    pub birth_date: Option<Day>,
    /// Code of code set *sukupuoli*.
    #[n(4)]
    pub sex: Option<String>,
    /// Mother tongue, lower-case code of code set *kieli*.
    #[n(5)]
    pub language: Option<String>,
    /// Service language (*asiointikieli*), lower-case code of code set *kieli*.
    #[n(6)]
    pub service_language: Option<String>,
    /// Codes of code set *maatjavaltiot2*.
    #[n(7)]
    pub nationalities: Vec<String>,
    /// Contact details from anybody but the register: they take the place of all such ones.
    #[n(8)]
    pub contacts: Vec<ContactGroup>,
    /// Why, in the official's own words.
    #[n(9)]
    pub words: Option<String>,
    /// Home municipality, code of code set *kunta*.
    #[n(10)]
    pub municipality: Option<String>,
    /// Day of death.
    #[n(11)]
    pub died: Option<Day>,
}

impl EventType for PersonDetailsCorrected {
    const NAME: &'static str = "PersonDetailsCorrected";
    const VERSION: u16 = 1;
    type Personal = CorrectedDetails;
}
