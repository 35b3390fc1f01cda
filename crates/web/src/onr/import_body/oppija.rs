//! Rows of `PUT /oppija`: whole learners.

use events::person::{Names, SentRow};
use serde::Deserialize;
use serde_json::json;

use super::checks::{Checks, CodeField, Place};
use super::code_list::code_list;
use super::fault::{Reported, Rule};
use super::text::{Object, Text};
use crate::onr::rules::{CodeSet, CodeSets};

/// Finland in code set *maatjavaltiot2*.
const FINLAND: &str = "246";

#[derive(Deserialize)]
pub(super) struct Row<'a> {
    #[serde(borrow, default)]
    tunniste: Text<'a>,
    #[serde(borrow)]
    henkilo: Option<Object<Learner<'a>>>,
}

#[derive(Deserialize)]
struct Learner<'a> {
    #[serde(borrow, default)]
    oid: Text<'a>,
    #[serde(borrow, default)]
    hetu: Text<'a>,
    #[serde(borrow, default)]
    passinumero: Text<'a>,
    #[serde(borrow, default)]
    sahkoposti: Text<'a>,
    #[serde(borrow, default)]
    etunimet: Text<'a>,
    #[serde(borrow, default)]
    kutsumanimi: Text<'a>,
    #[serde(borrow, default)]
    sukunimi: Text<'a>,
    #[serde(borrow, default)]
    syntymaaika: Text<'a>,
    #[serde(borrow)]
    sukupuoli: Option<Object<Code<'a>>>,
    #[serde(borrow)]
    aidinkieli: Option<Object<Code<'a>>>,
    #[serde(borrow)]
    kansalaisuus: Option<Vec<Option<Object<Code<'a>>>>>,
}

#[derive(Deserialize)]
struct Code<'a> {
    #[serde(borrow, default)]
    koodi: Text<'a>,
}

/// Checks row `at` by both layers. Every rule is looked at before the first fault ends it.
pub(super) fn check(row: Row<'_>, at: usize, codes: &CodeSets, checks: &mut Checks) -> Result<SentRow, Reported> {
    let place = Place::Person(at);
    let tunniste = checks.text(Place::Row(at), "tunniste", row.tunniste);
    let Some(Object(learner)) = row.henkilo else {
        return Err(checks.report(Place::Row(at), "henkilo", Rule::NotNull));
    };
    let learner = learner.with_bare_identifiers();
    let hetu_is_absent = learner.hetu == Text::Absent;
    if !learner.has_identifier() {
        checks.report(place, "", Rule::AtLeastOneIdentifier);
    }
    let oid = checks.never_empty(place, "oid", learner.oid);
    let hetu = hetu(place, learner.hetu, checks);
    let passport = checks.passport(place, "passinumero", learner.passinumero);
    let email = checks.email(place, "sahkoposti", learner.sahkoposti, 1);
    let first_names = checks.not_empty(place, "etunimet", learner.etunimet);
    let call_name = checks.not_empty(place, "kutsumanimi", learner.kutsumanimi);
    let surname = checks.not_empty(place, "sukunimi", learner.sukunimi);
    let birth_date = checks.date(place, "syntymaaika", learner.syntymaaika);
    let sex = code(&field(place, "sukupuoli", "invalid.sukupuoli", &codes.sex), learner.sukupuoli, &codes.sex, checks);
    let language = field(place, "aidinkieli", "invalid.aidinkieli", &codes.language);
    let language = code(&language, learner.aidinkieli, &codes.language, checks);
    let nationalities = nationalities(place, learner.kansalaisuus, codes, checks);
    // Only a hetu that is null is missed: an empty one beside another identifier passes in ONR, and so here.
    if hetu_is_absent && nationalities.iter().flatten().any(|code| code == FINLAND) {
        checks.field_error(place, "hetu", "hetu.required.for.finnish", None);
    }
    Ok(SentRow {
        tunniste: tunniste?.map(Into::into),
        oid: oid?,
        hetu: hetu?,
        passport: passport?,
        email: email?,
        names: Names { first_names: first_names?, call_name: call_name?, surname: surname? },
        birth_date: birth_date?,
        sex: sex?,
        language: language?,
        nationalities: nationalities?,
    })
}

impl<'a> Learner<'a> {
    /// Blanks around an identifier never belong to it, and one that is nothing else is empty.
    fn with_bare_identifiers(self) -> Learner<'a> {
        Learner {
            oid: self.oid.without_blanks_around(),
            hetu: self.hetu.without_blanks_around(),
            passinumero: self.passinumero.without_blanks_around(),
            sahkoposti: self.sahkoposti.without_blanks_around(),
            ..self
        }
    }

    /// ONR asks only that one identifier is not null, so that there a row with nothing but `"hetu":""` makes a new
    /// person each time it is sent. Here an empty hetu is no identifier; other empty ones break their own rule.
    fn has_identifier(&self) -> bool {
        let hetu = match &self.hetu {
            Text::Absent => false,
            Text::Sent(text) => !text.is_empty(),
            Text::WrongType => true,
        };
        hetu || [&self.oid, &self.passinumero, &self.sahkoposti].into_iter().any(|text| *text != Text::Absent)
    }
}

fn field<'a>(place: Place, name: &'a str, fault: &'static str, set: &CodeSet) -> CodeField<'a> {
    CodeField { place, name, fault, koodisto: set.name().koodisto() }
}

/// At least one nationality.
fn nationalities(
    place: Place,
    sent: Option<Vec<Option<Object<Code<'_>>>>>,
    codes: &CodeSets,
    checks: &mut Checks,
) -> Result<Vec<String>, Reported> {
    let sent = sent.unwrap_or_default();
    if sent.is_empty() {
        return Err(checks.report(place, "kansalaisuus", Rule::NotEmpty));
    }
    let field = field(place, "kansalaisuus", "invalid.kansalaisuus", &codes.country);
    let sent = sent.into_iter().map(|code| code.map_or(Text::Absent, |Object(code)| code.koodi));
    code_list(&field, "koodi", sent, &codes.country, checks)
}

/// A hetu that may be left out or empty.
fn hetu(place: Place, text: Text<'_>, checks: &mut Checks) -> Result<Option<events::Hetu>, Reported> {
    match text {
        Text::Absent => Ok(None),
        Text::WrongType => Err(checks.report(place, "hetu", Rule::TypeMismatch)),
        Text::Sent(text) if text.is_empty() => Ok(None),
        Text::Sent(text) => checks.hetu(place, "hetu", &text).map(Some),
    }
}

/// A code that may be left out: layer 1 asks for its value, layer 2 for its set.
fn code(
    field: &CodeField<'_>,
    sent: Option<Object<Code<'_>>>,
    set: &CodeSet,
    checks: &mut Checks,
) -> Result<Option<String>, Reported> {
    let Some(Object(Code { koodi })) = sent else { return Ok(None) };
    let rule = match koodi {
        Text::Sent(code) if set.contains(&code) => return Ok(Some(code.into_owned())),
        Text::Sent(code) => {
            checks.unknown_code(field, &code, |code| json!({ "koodi": code }));
            return Err(Reported);
        }
        Text::Absent => Rule::NotNull,
        Text::WrongType => Rule::TypeMismatch,
    };
    Err(checks.report(field.place, &format!("{}.koodi", field.name), rule))
}
