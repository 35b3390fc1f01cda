//! Personal data: the values that are only ever stored sealed.
//!
//! None of these types can be serialised by serde, and their `Debug` prints nothing, so that personal data cannot reach
//! a log line, an error or a URL by accident. They are encoded as CBOR for sealing alone.

use minicbor::{Decode, Encode};
use schemars::JsonSchema;

use crate::hetu::Hetu;
use crate::time::Day;

/// Gives types a `Debug` that shows their name and nothing else.
macro_rules! silent_debug {
    ($($type:ident),* $(,)?) => {$(
        impl std::fmt::Debug for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($type), "(personal)"))
            }
        }
    )*};
}

/// A person's names as one source gives them.
#[derive(Clone, PartialEq, Eq, Default, Encode, Decode, JsonSchema)]
pub struct Names {
    /// All first names (*etunimet*), separated by single spaces.
    #[n(0)]
    pub first_names: String,
    /// The name used (*kutsumanimi*): one of the first names or a part of one.
    #[n(1)]
    pub call_name: String,
    /// Surname (*sukunimi*).
    #[n(2)]
    pub surname: String,
}

/// What kind of address or channel a contact group holds; see [`ContactGroup::kind`].
pub type ContactType = u8;

/// Where a contact group came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, JsonSchema)]
#[cbor(index_only)]
#[schemars(rename_all = "snake_case")]
pub enum ContactOrigin {
    /// The population register (`alkupera1`): read-only, hidden by a protection order.
    #[n(0)]
    Register,
    /// An official (`alkupera2`).
    #[n(1)]
    Official,
    /// Anybody else: any other code of *yhteystietojenalkupera*, told again as `alkupera6` (*other*).
    #[n(2)]
    Other,
}

/// Kind of one contact detail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, JsonSchema)]
#[cbor(index_only)]
#[schemars(rename_all = "snake_case")]
pub enum ContactField {
    /// `YHTEYSTIETO_SAHKOPOSTI`
    #[n(0)]
    Email,
    /// `YHTEYSTIETO_PUHELINNUMERO`
    #[n(1)]
    Phone,
    /// `YHTEYSTIETO_MATKAPUHELINNUMERO`
    #[n(2)]
    MobilePhone,
    /// `YHTEYSTIETO_KATUOSOITE`
    #[n(3)]
    StreetAddress,
    /// `YHTEYSTIETO_KUNTA`
    #[n(4)]
    Municipality,
    /// `YHTEYSTIETO_POSTINUMERO`
    #[n(5)]
    PostalCode,
    /// `YHTEYSTIETO_KAUPUNKI`
    #[n(6)]
    City,
    /// `YHTEYSTIETO_MAA`
    #[n(7)]
    Country,
}

/// One contact detail.
#[derive(Clone, PartialEq, Eq, Encode, Decode, JsonSchema)]
pub struct ContactDetail {
    /// What it is.
    #[n(0)]
    pub field: ContactField,
    /// Its value; never empty.
    #[n(1)]
    pub value: String,
}

/// Contact details of one kind from one source (*yhteystietoryhmä*).
#[derive(Clone, PartialEq, Eq, Encode, Decode, JsonSchema)]
pub struct ContactGroup {
    /// The number N of code `yhteystietotyyppiN` in code set *yhteystietotyypit*. Given by anybody: 1 home address,
    /// 2 address at work, 3 address of leisure, 6 from an application, 7 other. Of the population register:
    /// 4 permanent domestic address, 5 permanent foreign address, 8 e-mail address, 9 temporary domestic address,
    /// 10 temporary foreign address, 11 domestic postal address, 12 foreign postal address.
    #[n(0)]
    pub kind: ContactType,
    /// Who supplied it.
    #[n(1)]
    pub origin: ContactOrigin,
    /// At least one detail.
    #[n(2)]
    pub details: Vec<ContactDetail>,
    /// The number N of code `alkuperaN` in code set *yhteystietojenalkupera*, where the origin does not say it.
    #[n(3)]
    pub origin_code: Option<u8>,
}

/// What is known of a person when they enter the registry.
#[derive(Clone, PartialEq, Eq, Default, Encode, Decode, JsonSchema)]
pub struct PersonDetails {
    /// Names as given.
    #[n(0)]
    pub names: Names,
    /// Current hetu.
    #[n(1)]
    pub hetu: Option<Hetu>,
    /// Birth date as given; absent when none was. Where the person has a hetu, the date in the hetu counts instead, and
    /// one given that disagrees makes the hetu suspect.
    #[n(2)]
    pub birth_date: Option<Day>,
    /// Code of code set *sukupuoli*: `1` man, `2` woman.
    #[n(3)]
    pub sex: Option<String>,
    /// Mother tongue, lower-case code of code set *kieli*.
    #[n(4)]
    pub language: Option<String>,
    /// Codes of code set *maatjavaltiot2*.
    #[n(5)]
    pub nationalities: Vec<String>,
    /// Passport numbers that find this person.
    #[n(6)]
    pub passports: Vec<String>,
    /// E-mail identifiers that find this person.
    #[n(7)]
    pub emails: Vec<String>,
    /// Contact details.
    #[n(8)]
    pub contacts: Vec<ContactGroup>,
    /// What programs that register persons say beside; absent where they say nothing of it.
    #[n(9)]
    pub more: Option<MoreDetails>,
}

/// What programs that register persons say beside what an import does.
#[derive(Clone, PartialEq, Eq, Default, Encode, Decode, JsonSchema)]
pub struct MoreDetails {
    /// Language in which the person is served, lower-case code of code set *kieli*.
    #[n(0)]
    pub service_language: Option<String>,
    /// Home municipality, code of code set *kunta*.
    #[n(1)]
    pub municipality: Option<String>,
    /// Protection order (*turvakielto*).
    #[n(2)]
    pub protected: bool,
    /// Day of death.
    #[n(3)]
    pub died: Option<Day>,
    /// eIDAS identifiers that find this person, and by which they are identified.
    #[n(4)]
    pub eidas: Vec<String>,
    /// Accounts at identity providers that find this person, each with its provider and a colon before it.
    #[n(5)]
    pub accounts: Vec<String>,
    /// Said to have no Finnish hetu.
    #[n(6)]
    pub no_finnish_hetu: bool,
}

/// One row of an import as it was sent, after its shape was checked.
#[derive(Clone, PartialEq, Eq, Default, Encode, Decode, JsonSchema)]
pub struct SentRow {
    /// The sender's own reference. Neither unique nor always present.
    #[n(0)]
    pub tunniste: Option<String>,
    /// Person OID in text, as sent; it may be unknown.
    #[n(1)]
    pub oid: Option<String>,
    /// Hetu.
    #[n(2)]
    pub hetu: Option<Hetu>,
    /// Passport number.
    #[n(3)]
    pub passport: Option<String>,
    /// E-mail address given as an identifier.
    #[n(4)]
    pub email: Option<String>,
    /// Names.
    #[n(5)]
    pub names: Names,
    /// Birth date.
    #[n(6)]
    pub birth_date: Option<Day>,
    /// Code of code set *sukupuoli*.
    #[n(7)]
    pub sex: Option<String>,
    /// Code of code set *kieli*, upper-case as sent in imports.
    #[n(8)]
    pub language: Option<String>,
    /// Codes of code set *maatjavaltiot2*.
    #[n(9)]
    pub nationalities: Vec<String>,
}

/// What the population register holds of a person.
#[derive(Clone, PartialEq, Eq, Encode, Decode, JsonSchema)]
pub struct RegisterRecord {
    /// The person's current hetu. It differs from the one asked when the hetu has been replaced.
    #[n(0)]
    pub hetu: Hetu,
    /// Hetus that the register says were theirs before.
    #[n(1)]
    pub former_hetus: Vec<Hetu>,
    /// First names and surname; the call name is empty when the register has none.
    #[n(2)]
    pub names: Names,
    /// Surnames held before.
    #[n(3)]
    pub former_surnames: Vec<String>,
    /// Birth date; may differ from the one in the hetu.
    #[n(4)]
    pub birth_date: Option<Day>,
    /// `1` man, `2` woman.
    #[n(5)]
    pub sex: Option<String>,
    /// Mother tongue, lower-case.
    #[n(6)]
    pub language: Option<String>,
    /// Current nationalities.
    #[n(7)]
    pub nationalities: Vec<String>,
    /// Home municipality; absent when there is none or it is withheld.
    #[n(8)]
    pub municipality: Option<String>,
    /// Protection order (*turvakielto*): hides addresses and home municipality.
    #[n(9)]
    pub protected: bool,
    /// Day of death.
    #[n(10)]
    pub died: Option<Day>,
    /// Addresses and e-mail; empty when protected.
    #[n(11)]
    pub contacts: Vec<ContactGroup>,
}

silent_debug!(Names, ContactDetail, ContactGroup, PersonDetails, MoreDetails, SentRow, RegisterRecord);
