//! One import of ONR in our terms.

use chrono::NaiveDate;
use domain::move_in::{OnrImport, OnrRow};
use events::codes::Interface;
use events::person::{Names, SentRow};
use events::{Hetu, ImportId, OrganisationOid, PersonOid};
use serde::Deserialize;

use crate::rows::{ImportRow, ImportedRow};

/// What ONR keeps of what was sent: the body of `PUT /oppija` or `PUT /yleistunniste`.
#[derive(Deserialize)]
struct Body {
    henkilot: Vec<BodyRow>,
}

#[derive(Deserialize)]
struct BodyRow {
    tunniste: Option<String>,
    henkilo: Option<BodyPerson>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct BodyPerson {
    oid: Option<String>,
    hetu: Option<String>,
    passinumero: Option<String>,
    sahkoposti: Option<String>,
    etunimet: Option<String>,
    kutsumanimi: Option<String>,
    sukunimi: Option<String>,
    syntymaaika: Option<String>,
    sukupuoli: Option<Code>,
    aidinkieli: Option<Code>,
    kansalaisuus: Option<Vec<Code>>,
}

#[derive(Deserialize)]
struct Code {
    koodi: Option<String>,
}

/// Reads an import with its rows; `None` of one that is not done yet, or has no row that leads to anybody.
pub fn read_import(import: &ImportRow, today: NaiveDate) -> Option<OnrImport> {
    if import.done < import.planned || import.rows.is_empty() {
        return None;
    }
    let body = import.body.as_deref().and_then(|bytes| serde_json::from_slice::<Body>(bytes).ok());
    let mut sent: Vec<Option<BodyRow>> =
        body.map(|body| body.henkilot).unwrap_or_default().into_iter().map(Some).collect();
    let row = |row: &ImportedRow| {
        let oid: PersonOid = row.oid.parse().ok()?;
        let same = |sent: &&mut Option<BodyRow>| sent.as_ref().is_some_and(|sent| sent.tunniste == row.tunniste);
        let found = sent.iter_mut().find(same).and_then(Option::take).and_then(|row| row.henkilo);
        let sent = sent_row(row, found.unwrap_or_default(), today);
        Some(OnrRow { oid, conflict: row.conflict, sent })
    };
    let rows: Vec<OnrRow> = import.rows.iter().filter_map(row).collect();
    let organisations = import.organisations.iter().filter_map(|oid| oid.parse::<OrganisationOid>().ok()).collect();
    let interface = match import.interface.as_deref() {
        Some("YLEISTUNNISTE") => Interface::Yleistunniste,
        _ => Interface::Oppija,
    };
    Some(OnrImport { id: ImportId::of_onr(import.id), interface, received: import.received, organisations, rows })
}

fn sent_row(row: &ImportedRow, sent: BodyPerson, today: NaiveDate) -> SentRow {
    let code = |code: Option<Code>| code.and_then(|code| code.koodi);
    let nationalities = sent.kansalaisuus.unwrap_or_default();
    SentRow {
        tunniste: row.tunniste.clone(),
        oid: sent.oid,
        hetu: sent.hetu.and_then(|text| Hetu::parse(&text, today).ok()),
        passport: sent.passinumero,
        email: sent.sahkoposti,
        names: Names {
            first_names: sent.etunimet.unwrap_or_default(),
            call_name: sent.kutsumanimi.unwrap_or_default(),
            surname: sent.sukunimi.unwrap_or_default(),
        },
        birth_date: sent.syntymaaika.and_then(|text| text.parse().ok()),
        sex: code(sent.sukupuoli),
        language: code(sent.aidinkieli),
        nationalities: nationalities.into_iter().filter_map(|nationality| nationality.koodi).collect(),
    }
}
