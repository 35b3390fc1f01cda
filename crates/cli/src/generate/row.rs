//! A row as it is sent: text, right or wrong, as a student information system writes it.

use events::codes::Interface;
use events::person::Names;
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

/// One row. Invented, yet with no `Debug` like everything that has the shape of personal data.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// The sender's own reference.
    pub tunniste: Option<String>,
    /// Person OID.
    pub oid: Option<String>,
    /// Hetu.
    pub hetu: Option<String>,
    /// Passport number.
    pub passport: Option<String>,
    /// E-mail address as an identifier.
    pub email: Option<String>,
    /// Names; an empty one is sent as empty.
    pub names: Names,
    /// Birth date, `yyyy-MM-dd`.
    pub birth_date: Option<String>,
    /// Code of code set *sukupuoli*.
    pub sex: Option<String>,
    /// Code of code set *kieli*, in upper case.
    pub language: Option<String>,
    /// Codes of code set *maatjavaltiot2*.
    pub nationalities: Vec<String>,
}

impl Row {
    /// The row as an element of `henkilot`. What is not given is left out, but for names and nationalities.
    pub fn json(&self, interface: Interface) -> String {
        // Text alone: writing it to memory does not fail.
        serde_json::to_string(&AsJson(self, interface)).unwrap_or_default()
    }
}

/// A row as an element of `henkilot`. What is not given is left out.
pub(super) struct AsJson<'a>(pub(super) &'a Row, pub(super) Interface);

struct Learner<'a>(&'a Row, Interface);

#[derive(Serialize)]
struct Code<'a> {
    koodi: &'a str,
}

impl Serialize for AsJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(tunniste) = &self.0.tunniste {
            map.serialize_entry("tunniste", tunniste)?;
        }
        map.serialize_entry("henkilo", &Learner(self.0, self.1))?;
        map.end()
    }
}

impl Serialize for Learner<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Learner(row, interface) = self;
        let whole = *interface == Interface::Oppija;
        let mut map = serializer.serialize_map(None)?;
        let mut put = |name: &str, value: &Option<String>| match value {
            Some(value) => map.serialize_entry(name, value),
            None => Ok(()),
        };
        if whole {
            put("oid", &row.oid)?;
        }
        put("hetu", &row.hetu)?;
        if whole {
            put("passinumero", &row.passport)?;
            put("sahkoposti", &row.email)?;
        }
        map.serialize_entry("etunimet", &row.names.first_names)?;
        map.serialize_entry("kutsumanimi", &row.names.call_name)?;
        map.serialize_entry("sukunimi", &row.names.surname)?;
        if !whole {
            return map.end();
        }
        if let Some(birth_date) = &row.birth_date {
            map.serialize_entry("syntymaaika", birth_date)?;
        }
        if let Some(sex) = &row.sex {
            map.serialize_entry("sukupuoli", &Code { koodi: sex })?;
        }
        if let Some(language) = &row.language {
            map.serialize_entry("aidinkieli", &Code { koodi: language })?;
        }
        let codes: Vec<Code<'_>> = row.nationalities.iter().map(|koodi| Code { koodi }).collect();
        map.serialize_entry("kansalaisuus", &codes)?;
        map.end()
    }
}
