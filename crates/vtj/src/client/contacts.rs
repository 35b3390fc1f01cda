//! Addresses and e-mail of the register, as contact groups.

use chrono::NaiveDate;
use events::person::{ContactDetail, ContactField, ContactGroup, ContactOrigin, ContactType};

use super::lenient::Odd;
use super::wire::Group;

/// Contact groups found so far: one of a kind, that with the latest start.
#[derive(Default)]
pub(super) struct Contacts(Vec<(Option<NaiveDate>, ContactGroup)>);

impl Contacts {
    /// Takes in a group of that kind. One without any value, or one that has ended, adds nothing.
    pub(super) fn add(&mut self, kind: ContactType, group: &Group<'_>, today: Option<NaiveDate>) -> Result<(), Odd> {
        if ended(group, today)? {
            return Ok(());
        }
        let details = details(kind, group)?;
        if details.is_empty() {
            return Ok(());
        }
        let (start, group) =
            (group.alkupv.get()?, ContactGroup { kind, origin: ContactOrigin::Register, details, origin_code: None });
        match self.0.iter_mut().find(|(_, known)| known.kind == kind) {
            Some(known) if start >= known.0 => *known = (start, group),
            Some(_) => {}
            None => self.0.push((start, group)),
        }
        Ok(())
    }

    /// The groups in the order of their kinds: the register's own order means nothing and may change.
    pub(super) fn finish(mut self) -> Vec<ContactGroup> {
        self.0.sort_by_key(|(_, group)| group.kind);
        self.0.into_iter().map(|(_, group)| group).collect()
    }
}

/// The kind of contact group that a tag names.
pub(super) fn kind_of(tag: &str) -> Option<ContactType> {
    Some(match tag {
        "VAKINAINEN_KOTIMAINEN_OSOITE" => 4,
        "VAKINAINEN_ULKOMAINEN_OSOITE" => 5,
        "SAHKOPOSTIOSOITE" => 8,
        "TILAPAINEN_KOTIMAINEN_OSOITE" => 9,
        "TILAPAINEN_ULKOMAINEN_OSOITE" => 10,
        "KOTIMAINEN_POSTIOSOITE" => 11,
        "ULKOMAINEN_POSTIOSOITE" => 12,
        _ => return None,
    })
}

/// Whether a row held only until a day that is past. Where today is not known, an end date is taken as past.
pub(super) fn ended(group: &Group<'_>, today: Option<NaiveDate>) -> Result<bool, Odd> {
    Ok(group.loppupv.get()?.is_some_and(|end| today.is_none_or(|today| end < today)))
}

fn details(kind: ContactType, group: &Group<'_>) -> Result<Vec<ContactDetail>, Odd> {
    use ContactField::{City, Country, Email, PostalCode, StreetAddress};
    let country = || Ok(group.valtionimi.get()?.or(group.valtiokoodi.get()?));
    let fields = match kind {
        4 | 9 => [
            (StreetAddress, street(group)?),
            (PostalCode, owned(group.postinumero.get()?)),
            (City, owned(group.postitoimipaikka.get()?)),
        ],
        5 | 10 => [
            (StreetAddress, owned(group.lahiosoite.get()?)),
            (City, owned(group.paikkakunta.get()?)),
            (Country, owned(country()?)),
        ],
        11 => [
            (StreetAddress, owned(group.postiosoite.get()?)),
            (PostalCode, owned(group.postinumero.get()?)),
            (City, owned(group.postitoimipaikka.get()?)),
        ],
        12 => [
            (StreetAddress, joined([group.postiosoite.get()?, group.postiosoite_lisarivi.get()?], ", ")),
            (City, owned(group.postitoimipaikka.get()?)),
            (Country, owned(country()?)),
        ],
        _ => [(Email, owned(group.sahkopostiosoite.get()?)), (City, None), (Country, None)],
    };
    Ok(fields.into_iter().filter_map(|(field, value)| Some(ContactDetail { field, value: value? })).collect())
}

fn owned(text: Option<&str>) -> Option<String> {
    text.map(str::to_owned)
}

fn joined<const N: usize>(parts: [Option<&str>; N], between: &str) -> Option<String> {
    let mut text = String::new();
    for part in parts.into_iter().flatten() {
        if !text.is_empty() {
            text.push_str(between);
        }
        text.push_str(part);
    }
    Some(text).filter(|text| !text.is_empty())
}

/// Street, number, staircase letter, apartment number without its leading zeros, letter of a divided apartment.
/// A house without a street name has no street address.
fn street(group: &Group<'_>) -> Result<Option<String>, Odd> {
    let apartment = group.huoneistonumero.get()?.map(|number| number.trim_start_matches('0'));
    let rest = [
        group.katunumero.get()?,
        group.huoneistokirjain.get()?,
        apartment.filter(|number| !number.is_empty()),
        group.jakokirjain.get()?,
    ];
    let Some(name) = group.katunimi.get()? else { return Ok(None) };
    let [number, staircase, apartment, division] = rest;
    Ok(joined([Some(name), number, staircase, apartment, division], " "))
}
