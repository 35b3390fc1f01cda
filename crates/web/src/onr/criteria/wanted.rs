//! Which people a query asks for (*HenkiloHakuCriteria*), and days in paths.

use app::people::wanted::Wanted;
use app::report::candidates::Described;
use axum::http::{StatusCode, Uri};
use events::Day;
use events::person::Names;

use super::{Parameters, QueryFault, illegal, read_flag};
use crate::onr::errors::OnrError;

/// Reads `hetu`, `henkiloOids`, `passivoitu`, `duplikaatti` and `nameQuery`.
pub fn read_wanted(uri: &Uri) -> Result<Wanted, QueryFault> {
    let parameters = Parameters::of(uri)?;
    let flag = |name: &'static str| parameters.one(name).map(|text| read_flag(name, text)).transpose();
    let oids: Vec<&str> = parameters.all("henkiloOids").flat_map(|value| value.split(',')).collect();
    Ok(Wanted {
        oids: (!oids.is_empty()).then(|| oids.iter().filter_map(|oid| oid.trim().parse().ok()).collect()),
        hetu: parameters.one("hetu").map(str::to_owned),
        passive: flag("passivoitu")?,
        member: flag("duplikaatti")?,
        name: parameters.one("nameQuery").map(str::to_owned),
        since: None,
    })
}

/// Reads `etunimet`, `kutsumanimi`, `sukunimi` and `syntymaaika`: whom somebody is about to register.
pub fn read_described(uri: &Uri) -> Result<Described, OnrError> {
    let parameters = Parameters::of(uri)?;
    // In ONR's short form.
    let name = |name| parameters.given(name).map(str::to_owned).ok_or(OnrError::Status(StatusCode::BAD_REQUEST));
    let (first_names, call_name, surname) = (name("etunimet")?, name("kutsumanimi")?, name("sukunimi")?);
    let birth_date = parameters.one("syntymaaika").map(read_day).transpose()?;
    Ok(Described { names: Names { first_names, call_name, surname }, birth_date, sex: None })
}

/// Reads a day, `yyyy-MM-dd`.
pub fn read_day(text: &str) -> Result<Day, OnrError> {
    text.parse().map_err(|_| illegal("Parse attempt failed for the day: it must be yyyy-MM-dd"))
}
