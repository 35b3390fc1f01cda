//! One person of ONR in our terms.

use chrono::NaiveDate;
use domain::move_in::{IdentifiedThere, Left, OnrPerson, Times};
use events::codes::IdentifierKind;
use events::person::{ContactOrigin, MoreDetails, Names, PersonDetails};
use events::{CaseId, Day, Hetu, OrganisationOid, PersonOid};

use crate::rows::PersonRow;
use crate::{contacts, failure};

/// A person who was read, and what of their row has no place here.
#[derive(Clone)]
pub struct Read {
    /// The person.
    pub person: OnrPerson,
    /// What cannot be expressed.
    pub left: Vec<Left>,
    /// Whom they are linked to.
    pub master: Option<PersonOid>,
}

/// Reads a row. `case` is the id of a comparison, should the row have one; `today` bounds birth dates in hetus.
pub fn read(row: &PersonRow, case: CaseId, today: NaiveDate) -> Result<Read, Left> {
    let oid: PersonOid = row.oid.parse().map_err(|_| Left::NotAnOid)?;
    let mut left = Vec::new();
    let mut hetu = |text: &String| match Hetu::parse(text, today) {
        Ok(hetu) => Some(hetu),
        Err(_) => {
            left.push(Left::Malformed(IdentifierKind::Hetu));
            None
        }
    };
    let present = row.hetu.as_ref().filter(|text| !text.is_empty()).and_then(&mut hetu);
    let former: Vec<Hetu> =
        row.hetus.iter().filter(|text| Some(*text) != row.hetu.as_ref()).filter_map(&mut hetu).collect();
    let all = contacts::groups(&row.contacts, &mut left);
    let of_register =
        |kept: bool| all.iter().filter(|group| kept == (group.origin == ContactOrigin::Register)).cloned().collect();
    let details = PersonDetails {
        names: Names {
            first_names: row.first_names.clone(),
            call_name: row.call_name.clone(),
            surname: row.surname.clone(),
        },
        hetu: present,
        birth_date: day(&row.birth_date),
        sex: row.sex.clone().filter(|code| !code.trim().is_empty()),
        language: code(&row.language),
        nationalities: row.nationalities.clone(),
        passports: row.passports.clone(),
        emails: row
            .identifications
            .iter()
            .filter(|one| one.provider == "email")
            .map(|one| one.identifier.clone())
            .collect(),
        contacts: if row.from_register { of_register(false) } else { all.clone() },
        more: Some(more(row, &mut left)),
    };
    let organisation = |text: &String| match text.parse::<OrganisationOid>() {
        Ok(oid) => Some(oid),
        Err(_) => {
            left.push(Left::Organisation);
            None
        }
    };
    let organisations = row.organisations.iter().filter_map(organisation).collect();
    let failed = present.filter(|_| !row.from_register).and_then(|hetu| failure::failed(row, &hetu, case, today));
    let identified = match (row.from_register, row.by_official) {
        (true, _) => Some(IdentifiedThere::FromRegister),
        (false, true) => Some(IdentifiedThere::ByOfficial),
        (false, false) => None,
    };
    let times = Times {
        registered: row.created,
        modified: row.modified,
        synced: row.synced,
        handled_by: row.handled_by.clone(),
    };
    let register_contacts = if row.from_register { of_register(true) } else { Vec::new() };
    let person = OnrPerson {
        oid,
        details,
        register_contacts,
        former_hetus: former,
        attached_eidas: if row.by_eidas { Vec::new() } else { row.eidas.clone() },
        organisations,
        identified,
        failed,
        passive: row.passive,
        times,
    };
    let master = row.master.as_deref().and_then(|oid| oid.parse().ok());
    Ok(Read { person, left, master })
}

fn more(row: &PersonRow, left: &mut Vec<Left>) -> MoreDetails {
    if row.by_eidas && row.eidas.is_empty() {
        left.push(Left::IdentifiedWithoutEidas);
    }
    let account = |provider: &str| provider == "google" || provider == "oppijaToken";
    let accounts = row.identifications.iter().filter(|one| account(&one.provider));
    MoreDetails {
        service_language: code(&row.service_language),
        municipality: row.municipality.clone().filter(|code| !code.is_empty()),
        protected: row.protected,
        died: day(&row.died),
        // Any other does not identify, and stands beside.
        eidas: if row.by_eidas { row.eidas.clone() } else { Vec::new() },
        accounts: accounts.map(|one| format!("{}:{}", one.provider, one.identifier)).collect(),
        no_finnish_hetu: row.no_finnish_hetu,
    }
}

fn code(text: &Option<String>) -> Option<String> {
    text.as_deref().filter(|code| !code.is_empty()).map(str::to_lowercase)
}

fn day(text: &Option<String>) -> Option<Day> {
    text.as_deref().and_then(|text| text.parse().ok())
}
