//! The body of `PUT /henkilo`: what is to be another, and nothing else. What is null stays as it is.

use std::borrow::Cow;

use app::commands::{HetuWanted, Update};
use events::Day;
use serde::Deserialize;

use super::BodyFault;
use super::checks::{Checks, Place};
use super::fault::Reported;
use super::learner::{self, Group, Language, Nationality};
use super::person::{check_municipality, service_language};
use super::text::{Object, Text};
use crate::onr::rules::CodeSets;

#[derive(Deserialize)]
pub(super) struct Sent<'a> {
    #[serde(borrow, default, rename = "oidHenkilo")]
    oid: Text<'a>,
    passivoitu: Option<bool>,
    #[serde(borrow, default)]
    etunimet: Text<'a>,
    #[serde(borrow, default)]
    kutsumanimi: Text<'a>,
    #[serde(borrow, default)]
    sukunimi: Text<'a>,
    #[serde(borrow, default)]
    hetu: Text<'a>,
    #[serde(borrow, default)]
    syntymaaika: Text<'a>,
    #[serde(borrow, default)]
    kuolinpaiva: Text<'a>,
    #[serde(borrow, default)]
    sukupuoli: Text<'a>,
    #[serde(borrow, default)]
    kotikunta: Text<'a>,
    #[serde(borrow, rename = "asiointiKieli")]
    service_language: Option<Object<Language<'a>>>,
    #[serde(borrow)]
    aidinkieli: Option<Object<Language<'a>>>,
    #[serde(borrow)]
    kansalaisuus: Option<Vec<Option<Object<Nationality<'a>>>>>,
    #[serde(borrow, rename = "yhteystiedotRyhma")]
    groups: Option<Vec<Option<Object<Group<'a>>>>>,
}

/// Whom to change, and how. Rules about codes are told only to those who may change the person.
pub struct UpdateSent {
    /// The OID; empty when it was left out.
    pub oid: String,
    /// What is to be another, or what is wrong with it.
    pub update: Result<Update, BodyFault>,
}

/// Checks the body by both layers.
pub(super) fn check(sent: Sent<'_>, codes: &CodeSets, mut checks: Checks) -> Result<UpdateSent, BodyFault> {
    let oid = checks.text(Place::Body, "oidHenkilo", sent.oid).ok().flatten().map(Cow::into_owned);
    let mut text = |field: &str, sent: Text<'_>| checks.text(Place::Body, field, sent).map(own);
    let (first_names, call_name) = (text("etunimet", sent.etunimet), text("kutsumanimi", sent.kutsumanimi));
    let (surname, municipality) = (text("sukunimi", sent.sukunimi), text("kotikunta", sent.kotikunta));
    let hetu = hetu(sent.hetu, &mut checks);
    let mut day =
        |field: &str, sent: Text<'_>| -> Result<Option<Day>, Reported> { checks.date(Place::Body, field, sent) };
    let (birth_date, died) = (day("syntymaaika", sent.syntymaaika), day("kuolinpaiva", sent.kuolinpaiva));
    let service_language = service_language(sent.service_language, &mut checks);
    let contacts = sent.groups.map(|groups| learner::contacts(groups, &mut checks));
    let sex = learner::sex(sent.sukupuoli, &codes.sex, &mut checks);
    check_municipality(municipality.as_ref().ok().and_then(Option::as_deref), codes, &mut checks);
    let language = sent.aidinkieli;
    let language = language.map(|Object(language)| learner::language(language.code, &codes.language, &mut checks));
    let nationalities =
        sent.kansalaisuus.map(|nationalities| learner::nationalities(nationalities, &codes.country, &mut checks));
    let deferred = checks.end_of_first()?;
    let whole = || {
        Ok::<_, Reported>(Update {
            first_names: first_names?,
            call_name: call_name?,
            surname: surname?,
            birth_date: birth_date?,
            sex: sex?,
            language: language.transpose()?,
            service_language: service_language?,
            nationalities: nationalities.transpose()?,
            contacts: contacts.transpose()?,
            municipality: municipality?,
            died: died?,
            hetu: hetu?,
            passive: sent.passivoitu,
        })
    };
    let update = deferred.and_then(|()| whole().map_err(BodyFault::from));
    Ok(UpdateSent { oid: oid.unwrap_or_default(), update })
}

/// An empty hetu takes the present one away; one of nothing but blanks is none. Source: ONR's `PUT /henkilo`.
fn hetu(sent: Text<'_>, checks: &mut Checks) -> Result<HetuWanted, Reported> {
    if matches!(&sent, Text::Sent(text) if text.is_empty()) {
        return Ok(HetuWanted::None);
    }
    match checks.text(Place::Body, "hetu", sent.without_blanks_around())? {
        None => Ok(HetuWanted::AsItIs),
        Some(text) => checks.hetu(Place::Body, "hetu", &text).map(HetuWanted::This),
    }
}

fn own(text: Option<Cow<'_, str>>) -> Option<String> {
    text.map(Cow::into_owned)
}
