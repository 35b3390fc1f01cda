//! People by where they live, by contact details, and everybody one after the other, for programs.

use std::collections::BTreeSet;

use domain::Person;
use events::person::{ContactField, ContactOrigin};
use events::{Day, Instant, PersonOid};
use rusqlite::{Connection, params};

use super::{INDEX, contact_key};
use crate::ReadError;
use crate::people::query::person;

/// Contact details by which somebody is found.
const FINDING: [ContactField; 3] = [ContactField::Email, ContactField::Phone, ContactField::MobilePhone];

/// In which lists somebody stands.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Listed {
    /// Code of *kunta*; 0 when not known, or not to be told.
    pub municipality: u16,
    /// E-mail addresses and telephone numbers.
    pub contacts: BTreeSet<String>,
}

impl Listed {
    /// A protection order hides where somebody lives, and what the register gives of their contact details.
    pub fn of(person: &Person) -> Listed {
        let shown = person.contacts.iter().filter(|group| !person.protected || group.origin != ContactOrigin::Register);
        let details = shown.flat_map(|group| &group.details).filter(|detail| FINDING.contains(&detail.field));
        let municipality = person.municipality.as_deref().filter(|_| !person.protected);
        Listed {
            municipality: municipality.and_then(|code| code.parse().ok()).unwrap_or(0),
            contacts: details.map(|detail| detail.value.clone()).collect(),
        }
    }
}

/// People who live in a municipality and were born on a day or later, in the order in which they came.
pub fn living_in(
    connection: &Connection,
    municipality: u16,
    born_from: Day,
    skip: u64,
    limit: u64,
) -> Result<Vec<Person>, ReadError> {
    let mut find = connection.prepare_cached(
        "SELECT state FROM search_people JOIN people ON key = person
         WHERE municipality = ?1 AND municipality <> 0 AND born >= ?2 ORDER BY person LIMIT ?3 OFFSET ?4",
    )?;
    let limits = (i64::try_from(limit).unwrap_or(i64::MAX), i64::try_from(skip).unwrap_or(i64::MAX));
    let mut rows = find.query(params![municipality, born_from.number(), limits.0, limits.1])?;
    let mut people = Vec::new();
    while let Some(row) = rows.next()? {
        people.push(person(row.get_ref(0)?)?);
    }
    Ok(people)
}

/// OIDs of people with an e-mail address or a telephone number.
pub fn with_contact(connection: &Connection, value: &str, most: usize) -> Result<Vec<PersonOid>, ReadError> {
    let key = contact_key(value);
    let mut people = INDEX.range(connection, &key, &[&key[..], &[0]].concat())?;
    let mut find = connection.prepare_cached("SELECT oid FROM people WHERE key = ?1")?;
    let mut found = Vec::new();
    while found.len() < most
        && let Some((_, person)) = people.next()?
    {
        found.push(find.query_row([person], |row| Ok(PersonOid::from_number(row.get(0)?)))?);
    }
    Ok(found)
}

/// Everybody who changed at an instant or later, in the order of change, until `take` has enough.
pub fn each_changed(
    connection: &Connection,
    since: Instant,
    mut take: impl FnMut(Person) -> bool,
) -> Result<(), ReadError> {
    let mut find = connection.prepare_cached("SELECT state FROM people WHERE modified >= ?1 ORDER BY modified, key")?;
    let mut rows = find.query([since.millis()])?;
    while let Some(row) = rows.next()? {
        if !take(person(row.get_ref(0)?)?) {
            break;
        }
    }
    Ok(())
}
