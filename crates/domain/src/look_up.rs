//! The single find-or-create by hetu and names (`POST /yleistunniste/hae`): ONR's rule, where names that differ are
//! refused and one first name of several is no difference.

use events::catalogue::{FoundBy, HetuReplaced, PersonRegistered, Provenance, ReplacedHetu};
use events::codes::{HetuFate, IdentificationWay, Origin};
use events::person::{Names, PersonDetails, RegisterRecord};
use events::{Handle, Hetu, OrganisationOid, PersonOid, Tag, With};

use crate::draft::Draft;
use crate::identify::{Finding, identification, names_of};
use crate::match_row::join_organisations;
use crate::person::{Person, Readable};

/// Nationality of a person of whom only hetu and names were given: *unknown*.
const NATIONALITY_UNKNOWN: &str = "999";

/// Who is looked for.
#[derive(Clone)]
pub struct LookUp {
    /// Hetu.
    pub hetu: Hetu,
    /// Names as given.
    pub names: Names,
    /// Organisations that gain access.
    pub organisations: Vec<OrganisationOid>,
}

/// Why no number is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Neither this registry nor the population register knows the hetu.
    #[error("neither this registry nor the population register knows the personal identity code")]
    NotFound,
    /// The hetu is somebody's whose names differ.
    #[error("the names differ from those of the person with this personal identity code")]
    NamesDiffer,
}

/// A person with the hetu exists, found by this handle of it: do the names fit? They gain the caller's organisations.
pub fn found(look_up: &LookUp, person: &Person, handle: Handle) -> Result<Vec<Draft>, Refusal> {
    if person.readable != Readable::Yes {
        return Err(Refusal::NotFound);
    }
    if !matching::names_match(names(look_up), person.held_names()) {
        return Err(Refusal::NamesDiffer);
    }
    let about = Provenance::of(person.oid, Some(FoundBy::Hetu(handle)));
    Ok(join_organisations(person, about, &look_up.organisations).into_iter().collect())
}

/// Nobody has the hetu here: what does the register say? The record of the person that it knows by fitting names.
pub fn fitting<'a>(look_up: &LookUp, finding: &'a Finding) -> Result<&'a RegisterRecord, Refusal> {
    match finding {
        Finding::Found(record) if names_fit(look_up, record) => Ok(record),
        Finding::NotFound | Finding::TestHetu => Err(Refusal::NotFound),
        _ => Err(Refusal::NamesDiffer),
    }
}

/// Registers a person whom the register knows and, as it has just answered, identifies them at once.
/// When the register has another hetu for them by now, `new_handle` is its handle and the one asked is superseded.
pub fn register(
    look_up: &LookUp,
    record: &RegisterRecord,
    oid: PersonOid,
    handle: Handle,
    new_handle: Option<Handle>,
) -> Vec<Draft> {
    let (new, about) = (Provenance::of(oid, None), Provenance::of(oid, Some(FoundBy::Hetu(handle))));
    let (origin, organisations) = (Origin::SingleLookUp, look_up.organisations.clone());
    let registered = PersonRegistered { about: new, origin, import: None, organisations };
    let registered = Draft::about(oid, With::new(registered, details(look_up))).tagged([Tag::Hetu(handle)]);
    let replace = new_handle.filter(|_| record.hetu != look_up.hetu).map(|assigned| {
        let data = HetuReplaced { about, assigned, former: handle, fate: HetuFate::Superseded };
        let personal = ReplacedHetu { assigned: record.hetu, former: look_up.hetu };
        Draft::about(oid, With::new(data, personal)).tagged([Tag::Hetu(assigned), Tag::Hetu(handle)])
    });
    let identify = identification(about, record, IdentificationWay::SingleLookUp);
    [registered].into_iter().chain(replace).chain([identify]).collect()
}

/// Do the names fit the register's?
fn names_fit(look_up: &LookUp, record: &RegisterRecord) -> bool {
    matching::names_match(names(look_up), names_of(record))
}

fn names(look_up: &LookUp) -> matching::Names<'_> {
    matching::Names { first_names: &look_up.names.first_names, surname: &look_up.names.surname }
}

fn details(look_up: &LookUp) -> PersonDetails {
    PersonDetails {
        names: look_up.names.clone(),
        hetu: Some(look_up.hetu),
        nationalities: vec![NATIONALITY_UNKNOWN.to_owned()],
        ..PersonDetails::default()
    }
}
