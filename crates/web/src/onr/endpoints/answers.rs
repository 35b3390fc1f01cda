//! People and imports in the shapes of the compatible interface.

use app::imports::read::VisibleImport;
use app::people::wanted::is_passive;
use app::rules::CodeSets;
use app::{Group, Person};
use events::PersonOid;
use events::person::ContactOrigin;
use projections::import_rows::query::ImportRow;
use projections::imports::query::ImportRecord;

use crate::onr::shapes::{
    Code, ContactGroupAnswer, ImportBasics, Learner, Millis, NumberDetails, OppijaRow, YleistunnisteRow,
};

/// How far an import is.
pub(super) fn basics(import: &ImportRecord) -> ImportBasics {
    let done = import.resolved + import.refused;
    ImportBasics::new(import.known_as(), i64::from(import.total), i64::from(done))
}

/// The numbers of a person as of an OID.
pub(super) fn numbers(oid: PersonOid, group: &Group) -> NumberDetails {
    NumberDetails {
        linked: linked(group),
        oid: oid.to_string(),
        oppijanumero: group.oppijanumero().map(|oid| oid.to_string()),
        passivoitu: is_passive(group.addressed()) || group.is_void(),
    }
}

/// The OIDs of the same person beside the one addressed.
fn linked(group: &Group) -> Vec<String> {
    let others = group.records().iter().filter(|record| record.oid != group.addressed().oid);
    others.map(|record| record.oid.to_string()).collect()
}

/// A row of `GET /yleistunniste/tuonti={id}`. Refused rows led to nobody and have none.
pub(super) fn number_row(_: &VisibleImport, row: &ImportRow, _: &CodeSets) -> Option<YleistunnisteRow> {
    let (group, _) = row.person.as_ref()?;
    let (conflict, tunniste) = (!row.conflicts.is_empty(), row.tunniste.clone());
    Some(YleistunnisteRow { conflict, henkilo: numbers(group.addressed().oid, group), tunniste })
}

/// A row of `GET /oppija/tuonti={id}`.
pub(super) fn learner_row(import: &VisibleImport, row: &ImportRow, codes: &CodeSets) -> Option<OppijaRow> {
    let (group, _) = row.person.as_ref()?;
    let (person, linked) = (group.shown(), Some(linked(group)));
    let henkilo = if import.shows(group) { learner(person, codes, linked) } else { number_only(person, linked) };
    let (oid, passivoitu) = (group.addressed().oid.to_string(), is_passive(group.addressed()) || group.is_void());
    let henkilo = Learner { oid, passivoitu, ..henkilo };
    Some(OppijaRow { conflict: !row.conflicts.is_empty(), henkilo, tunniste: row.tunniste.clone() })
}

/// A learner in full.
pub(super) fn learner(person: &Person, codes: &CodeSets, linked: Option<Vec<String>>) -> Learner {
    let shown = |group: &&events::person::ContactGroup| !person.protected || group.origin != ContactOrigin::Register;
    let municipality = person.municipality.as_ref().filter(|_| !person.protected);
    Learner {
        aidinkieli: person.language.as_ref().map(|code| Code::of_language(&codes.language, code)),
        etunimet: Some(person.names.first_names.clone()),
        hetu: person.hetu.map(|known| known.hetu.as_str().to_owned()),
        kansalaisuus: person.nationalities.iter().map(|code| Code::of(&codes.country, code)).collect(),
        kotikunta: municipality.map(|code| Code::of(&codes.municipality, code)),
        kutsumanimi: Some(person.names.call_name.clone()),
        linked,
        luotu: Some(Millis(person.registered_at)),
        muokattu: Some(Millis(person.modified_at)),
        oid: person.oid.to_string(),
        oppijanumero: person.oppijanumero().map(|oid| oid.to_string()),
        passivoitu: is_passive(person),
        sukunimi: Some(person.names.surname.clone()),
        sukupuoli: person.sex_or_by_hetu().map(|code| Code::of(&codes.sex, code)),
        syntymaaika: person.birth_date,
        yhteystiedot_ryhma: person
            .contacts
            .iter()
            .filter(shown)
            .enumerate()
            .map(|(n, group)| ContactGroupAnswer::of(n as i64 + 1, group))
            .collect(),
    }
}

/// What a sender sees of somebody whose record their row does not open: the number, nothing else.
fn number_only(person: &Person, linked: Option<Vec<String>>) -> Learner {
    Learner {
        aidinkieli: None,
        etunimet: None,
        hetu: None,
        kansalaisuus: Vec::new(),
        kotikunta: None,
        kutsumanimi: None,
        linked,
        luotu: None,
        muokattu: None,
        oid: person.oid.to_string(),
        oppijanumero: person.oppijanumero().map(|oid| oid.to_string()),
        passivoitu: is_passive(person),
        sukunimi: None,
        sukupuoli: None,
        syntymaaika: None,
        yhteystiedot_ryhma: Vec::new(),
    }
}
