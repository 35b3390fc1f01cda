//! Bodies that register a person: `POST /henkilo` and `POST /s2s/findOrCreateHenkiloPerustieto`. What stands in `POST
//! /oppija` too is read there.

use std::borrow::Cow;

use events::Hetu;
use events::person::{MoreDetails, PersonDetails};
use serde::Deserialize;

use super::BodyFault;
use super::checks::{Checks, Place};
use super::fault::{Reported, Rule};
use super::learner::{self, Language, Learner, Nationality};
use super::text::{Object, Text};
use crate::onr::rules::CodeSets;

/// Languages in which people are served.
const SERVED_IN: [&str; 3] = ["fi", "sv", "en"];
/// Identity providers whose identifiers are taken.
const PROVIDERS: &str = "email, google, oppijaToken and eidas";

/// What a body says beside what a learner's does.
#[derive(Deserialize, Default)]
pub(super) struct Person<'a> {
    #[serde(borrow, default, rename = "oidHenkilo")]
    oid: Text<'a>,
    #[serde(borrow, default)]
    hetu: Text<'a>,
    #[serde(borrow, default, rename = "eidasTunniste")]
    eidas: Text<'a>,
    #[serde(borrow)]
    identifications: Option<Vec<Option<Object<Identification<'a>>>>>,
    #[serde(borrow, rename = "asiointiKieli")]
    service_language: Option<Object<Language<'a>>>,
    #[serde(borrow, default)]
    kotikunta: Text<'a>,
    turvakielto: Option<bool>,
    #[serde(rename = "eiSuomalaistaHetua")]
    no_finnish_hetu: Option<bool>,
    yksiloity: Option<bool>,
    duplicate: Option<bool>,
}

/// What `findOrCreateHenkiloPerustieto` reads. Programs send more, of any shape: ONR passes over it.
#[derive(Deserialize)]
pub(super) struct Basics<'a> {
    #[serde(borrow, default, rename = "oidHenkilo")]
    oid: Text<'a>,
    #[serde(borrow, default)]
    hetu: Text<'a>,
    #[serde(borrow, default, rename = "eidasTunniste")]
    eidas: Text<'a>,
    #[serde(borrow)]
    identifications: Option<Vec<Option<Object<Identification<'a>>>>>,
    #[serde(borrow, rename = "asiointiKieli")]
    service_language: Option<Object<Language<'a>>>,
    turvakielto: Option<bool>,
    #[serde(borrow, default)]
    etunimet: Text<'a>,
    #[serde(borrow, default)]
    kutsumanimi: Text<'a>,
    #[serde(borrow, default)]
    sukunimi: Text<'a>,
    #[serde(borrow, default)]
    syntymaaika: Text<'a>,
    #[serde(borrow, default)]
    sukupuoli: Text<'a>,
    #[serde(borrow)]
    aidinkieli: Option<Object<Language<'a>>>,
    #[serde(borrow)]
    kansalaisuus: Option<Vec<Option<Object<Nationality<'a>>>>>,
}

impl<'a> Basics<'a> {
    /// As the body of a registration that says nothing else.
    pub(super) fn into_sent(self) -> (Learner<'a>, Person<'a>) {
        let learner = Learner {
            etunimet: self.etunimet,
            kutsumanimi: self.kutsumanimi,
            sukunimi: self.sukunimi,
            syntymaaika: self.syntymaaika,
            sukupuoli: self.sukupuoli,
            aidinkieli: self.aidinkieli,
            kansalaisuus: self.kansalaisuus,
            ..Learner::default()
        };
        let person = Person {
            oid: self.oid,
            hetu: self.hetu,
            eidas: self.eidas,
            identifications: self.identifications,
            service_language: self.service_language,
            turvakielto: self.turvakielto,
            ..Person::default()
        };
        (learner, person)
    }
}

/// An identifier of an identity provider.
#[derive(Deserialize)]
struct Identification<'a> {
    #[serde(borrow, default, rename = "idpEntityId")]
    provider: Text<'a>,
    #[serde(borrow, default)]
    identifier: Text<'a>,
}

/// Identifiers by which somebody is looked for.
#[derive(Clone, Default)]
pub struct Identifying {
    /// Hetu.
    pub hetu: Option<Hetu>,
    /// E-mail identifiers.
    pub emails: Vec<String>,
    /// eIDAS identifiers.
    pub eidas: Vec<String>,
    /// Accounts, each with its provider and a colon before it.
    pub accounts: Vec<String>,
}

/// Somebody to be registered. Rules about codes and names are broken only for whoever is registered: somebody who is
/// found is found whatever else is said of them.
pub struct PersonSent {
    /// The OID that they are looked for by.
    pub oid: Option<String>,
    /// What identifies them.
    pub identifying: Identifying,
    /// Everything, or what is wrong with it.
    pub details: Result<PersonDetails, BodyFault>,
    /// The caller identifies them.
    pub identify: bool,
}

/// Reads a body. `named_by_oid` says that an OID alone will do.
pub(super) fn check(
    (learner, person): (Learner<'_>, Person<'_>),
    named_by_oid: bool,
    codes: &CodeSets,
    mut checks: Checks,
) -> Result<PersonSent, BodyFault> {
    let oid = match named_by_oid {
        true => checks.never_empty(Place::Body, "oidHenkilo", person.oid).ok().flatten(),
        false => None,
    };
    let identifying = identifying(person.hetu, person.eidas, person.identifications, &mut checks);
    if oid.is_some() {
        checks.end()?;
        let details = Err(BodyFault::from(Reported));
        let identifying = identifying.unwrap_or_default();
        return Ok(PersonSent { oid, identifying, details, identify: false });
    }
    let service_language = service_language(person.service_language, &mut checks);
    let municipality = checks.text(Place::Body, "kotikunta", person.kotikunta);
    let sent = learner::check(learner, person.turvakielto == Some(true), codes, &mut checks);
    let identify = person.yksiloity.unwrap_or(false);
    let hetu = identifying.as_ref().is_ok_and(|identifying| identifying.hetu.is_some());
    let by_eidas = identifying.as_ref().is_ok_and(|identifying| !identifying.eidas.is_empty());
    for (wrong, code) in [
        (identify && hetu, "yksiloity.and.hetu.not.allowed"),
        (identify && by_eidas, "yksiloity.and.eidas.not.allowed"),
        (identify && person.duplicate == Some(true), "yksiloity.and.duplicate.not.allowed"),
    ] {
        if wrong {
            checks.field_error(Place::Body, "yksiloity", code, None);
        }
    }
    check_municipality(municipality.as_ref().ok().and_then(Option::as_deref), codes, &mut checks);
    let deferred = checks.end_of_first()?;
    let identifying = identifying.map_err(BodyFault::from)?;
    let details = deferred.and_then(|()| {
        let sent = sent.map_err(BodyFault::from)?;
        let more = MoreDetails {
            service_language: service_language.map_err(BodyFault::from)?,
            municipality: municipality.map_err(BodyFault::from)?.map(Cow::into_owned),
            protected: person.turvakielto.unwrap_or(false),
            died: None,
            eidas: identifying.eidas.clone(),
            accounts: identifying.accounts.clone(),
            no_finnish_hetu: person.no_finnish_hetu.unwrap_or(false),
        };
        Ok(PersonDetails {
            hetu: identifying.hetu,
            emails: identifying.emails.clone(),
            more: Some(more).filter(|more| *more != MoreDetails::default()),
            ..sent.details
        })
    });
    Ok(PersonSent { oid, identifying, details, identify })
}

pub(super) fn check_municipality(sent: Option<&str>, codes: &CodeSets, checks: &mut Checks) {
    if let Some(code) = sent.filter(|code| !codes.municipality.contains(code)) {
        let field = learner::field("kotikunta", "invalid.kotikunta", codes.municipality.name().koodisto());
        checks.unknown_code(&field, code, |code| code.into());
    }
}

fn identifying(
    hetu: Text<'_>,
    eidas: Text<'_>,
    identifications: Option<Vec<Option<Object<Identification<'_>>>>>,
    checks: &mut Checks,
) -> Result<Identifying, Reported> {
    let hetu = match checks.text(Place::Body, "hetu", hetu.without_blanks_around())? {
        Some(text) if !text.is_empty() => Some(checks.hetu(Place::Body, "hetu", &text)?),
        _ => None,
    };
    let eidas = checks.text(Place::Body, "eidasTunniste", eidas)?.filter(|text| !text.trim().is_empty());
    let eidas = eidas.into_iter().map(Cow::into_owned).collect();
    let mut found = Identifying { hetu, eidas, ..Identifying::default() };
    if found.hetu.is_some() && !found.eidas.is_empty() {
        return Err(checks.report(Place::Body, "eidasTunniste", Rule::HetuAndEidas));
    }
    for identification in identifications.into_iter().flatten() {
        let Some(Object(Identification { provider, identifier })) = identification else {
            return Err(checks.report(Place::Body, "identifications", Rule::NotNull));
        };
        let provider = checks.text(Place::Body, "identifications.idpEntityId", provider)?;
        let identifier = checks.not_empty(Place::Body, "identifications.identifier", identifier)?;
        match provider.as_deref() {
            Some("email") => found.emails.push(identifier),
            Some("eidas") => found.eidas.push(identifier),
            Some(provider @ ("google" | "oppijaToken")) => found.accounts.push(format!("{provider}:{identifier}")),
            _ => return Err(checks.report(Place::Body, "identifications.idpEntityId", Rule::OneOf(PROVIDERS))),
        }
    }
    Ok(found)
}

pub(super) fn service_language(
    sent: Option<Object<Language<'_>>>,
    checks: &mut Checks,
) -> Result<Option<String>, Reported> {
    let Some(Object(language)) = sent else { return Ok(None) };
    let name = "asiointiKieli.kieliKoodi";
    match checks.text(Place::Body, name, language.code)? {
        Some(code) if SERVED_IN.contains(&&*code) => Ok(Some(code.into_owned())),
        _ => Err(checks.report(Place::Body, name, Rule::ServiceLanguage)),
    }
}
