//! The single find-or-create by hetu and names (`POST /yleistunniste/hae`): ONR's rule, where names that differ are
//! refused and one first name of several is no difference. The names that decide are the register's: those of a person
//! whom it has not confirmed are anybody's.

use events::catalogue::{FoundBy, HetuReplaced, PersonRegistered, Provenance, ReplacedHetu};
use events::codes::{HetuFate, IdentificationWay, Origin};
use events::person::{Names, PersonDetails, RegisterRecord};
use events::{Handle, Hetu, OrganisationOid, PersonOid, Tag, With};

use crate::draft::Draft;
use crate::earlier_rows::judged_again;
use crate::group::Group;
use crate::identify::Finding;
use crate::match_row::join_organisations;
use crate::person::Readable;
use crate::register_record::{KnownRecord, fits, identification, identified, names_of, refreshed};
use crate::register_says::RegisterSays;

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

/// Why nothing is decided, or nothing is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// The register must be asked about the hetu first.
    AskRegister,
    /// No number is given.
    Refused(Refusal),
}

/// A person with the hetu exists, found by this handle of it or of another one that the register says is theirs: do the
/// names fit? They gain the caller's organisations.
pub fn found(look_up: &LookUp, group: &Group, handle: Handle, register: RegisterSays<'_>) -> Result<Vec<Draft>, Stop> {
    if group.readable() != Readable::Yes {
        return Err(Stop::Refused(Refusal::NotFound));
    }
    let (person, about) = (group.addressed(), group.about(Some(FoundBy::Hetu(handle))));
    let held = matching::names_match(names(look_up), group.shown().held_names());
    let first = match register {
        RegisterSays::Record(known, earlier) if confirms(look_up, held, known.record) => {
            if person.is_in_register() {
                refreshed(person, [about; 2], known)
            } else if known.hetus.other_than(group).is_some() {
                Vec::new()
            } else {
                let again = judged_again(person, about, earlier, known.record, &look_up.organisations);
                let identified = identified(person, [about; 2], known, IdentificationWay::SingleLookUp);
                identified.into_iter().chain(again).collect()
            }
        }
        _ if held && group.shown().is_in_register() => Vec::new(),
        RegisterSays::NotAsked => return Err(Stop::AskRegister),
        RegisterSays::Nothing if held => Vec::new(),
        RegisterSays::Nothing | RegisterSays::Record(..) => return Err(Stop::Refused(Refusal::NamesDiffer)),
    };
    Ok(first.into_iter().chain(join_organisations(person, about, &look_up.organisations)).collect())
}

/// Where somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existing {
    /// In this registry, under this OID.
    Here(PersonOid),
    /// In the population register alone.
    InRegister,
}

/// Is there somebody with the hetu and the names? `held` has the hetu here; `finding` is what the register said, once it
/// was asked. Names that it has not confirmed decide nothing.
pub fn existing(look_up: &LookUp, held: Option<&Group>, finding: Option<&Finding>) -> Result<Existing, Stop> {
    match (held, finding) {
        (Some(group), _) if group.readable() != Readable::Yes => Err(Stop::Refused(Refusal::NotFound)),
        (Some(group), _) if matching::names_match(names(look_up), group.shown().held_names()) => {
            Ok(Existing::Here(group.addressed().oid))
        }
        (_, None) => Err(Stop::AskRegister),
        (Some(group), Some(Finding::Found(record))) if names_fit(look_up, record) => {
            Ok(Existing::Here(group.addressed().oid))
        }
        (Some(_), Some(_)) => Err(Stop::Refused(Refusal::NamesDiffer)),
        (None, Some(finding)) => fitting(look_up, finding).map(|_| Existing::InRegister).map_err(Stop::Refused),
    }
}

/// Does the register confirm the names? Those that fit ours may be older than the register's present ones.
fn confirms(look_up: &LookUp, held: bool, record: &RegisterRecord) -> bool {
    names_fit(look_up, record) || (held && fits(&look_up.names, record))
}

/// Nobody has the hetu here: what does the register say? The record of the person that it knows by fitting names.
pub fn fitting<'a>(look_up: &LookUp, finding: &'a Finding) -> Result<&'a RegisterRecord, Refusal> {
    match finding {
        Finding::Found(record) if names_fit(look_up, record) => Ok(record),
        Finding::NotFound | Finding::TestHetu => Err(Refusal::NotFound),
        _ => Err(Refusal::NamesDiffer),
    }
}

/// Registers a person whom the register knows and, as it has just answered, identifies them at once. `handle` is that of
/// the hetu asked. When the register has another one for them by now, the one asked is superseded, like those before it.
/// Nobody else may hold any of them.
pub fn register(look_up: &LookUp, known: KnownRecord<'_>, oid: PersonOid, handle: Handle) -> Vec<Draft> {
    let new = Provenance::unlinked(oid, None);
    let about = Provenance { by: Some(FoundBy::Hetu(handle)), ..new };
    let (origin, organisations) = (Origin::SingleLookUp, look_up.organisations.clone());
    let registered = PersonRegistered { about: new, origin, import: None, organisations };
    let registered = Draft::about(oid, With::new(registered, details(look_up))).tagged([Tag::Hetu(handle)]);
    let replace = (known.record.hetu != look_up.hetu).then(|| {
        let assigned = known.hetus.current;
        let data = HetuReplaced { about, assigned, former: handle, fate: HetuFate::Superseded };
        let personal = ReplacedHetu { assigned: known.record.hetu, former: look_up.hetu, words: None };
        Draft::about(oid, With::new(data, personal)).tagged([Tag::Hetu(assigned), Tag::Hetu(handle)])
    });
    let identify = identification(about, known, IdentificationWay::SingleLookUp, true);
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
