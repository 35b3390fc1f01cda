//! Bodies that bring learners in, read and checked: `PUT /oppija`, `PUT /yleistunniste`, `POST /yleistunniste/hae` and
//! `POST /oppija`.
//!
//! The rules are ONR's, in its two layers (ONR's behaviour): rules about shape first (a message, error shape
//! A), then code lists (single fields, error shape B). Every fault is collected, nothing of a faulty body is kept, and
//! one fault refuses the whole import. Unknown properties are ignored.
//!
//! Values of the body are never repeated in a fault, except what is plainly a code. Where we are stricter than ONR, or
//! milder, it stands at the rule; in short:
//! - text of more than 255 characters and text with control characters is refused here; ONR's database fails later;
//! - a row whose only identifier is an empty hetu has no identifier, and is refused;
//! - a property that stands twice in one object is refused: it is not clear what the sender meant;
//! - an integer is taken for text (`{"koodi": 246}`), as ONR's JSON reader does; other wrong types are refused.
//!
//! The functions here are pure, never panic whatever the bytes, and hold at most a small multiple of the body.

mod checks;
mod code_list;
mod email;
mod envelope;
mod fault;
mod learner;
mod oppija;
mod person;
pub(in crate::onr) mod text;
mod update;
mod yleistunniste;

use chrono::NaiveDate;
use events::Hetu;
use events::person::{Names, PersonDetails, SentRow};

use super::rules::CodeSets;
use checks::{Checks, Place};

pub use person::{Identifying, PersonSent};
pub use update::UpdateSent;

pub use fault::{BodyFault, Rule, Unreadable, Violation, Violations};

/// An import that may be stored: every row has passed every check.
#[derive(Clone, PartialEq, Eq)]
pub struct ImportBody {
    /// Where a notice is sent when officials are needed.
    pub notice_address: Option<String>,
    /// At least one row, in the order sent.
    pub rows: Vec<SentRow>,
}

/// `POST /yleistunniste/hae`: find or create one learner.
#[derive(Clone, PartialEq, Eq)]
pub struct LookUpBody {
    /// Whose number is asked.
    pub hetu: Hetu,
    /// What the sender calls them.
    pub names: Names,
}

/// `POST /oppija`: one learner without a hetu.
#[derive(Clone, PartialEq, Eq)]
pub struct SingleLearner {
    /// Names, birth date, codes, passports and contact details; language in lower case; never a hetu.
    pub details: PersonDetails,
    /// Is the learner to be identified by this very request (`yksiloity`)?
    pub identify: bool,
}

/// Reads `PUT /oppija`. `today` bounds birth dates in hetus.
pub fn read_oppija_import(body: &[u8], today: NaiveDate, codes: &CodeSets) -> Result<ImportBody, BodyFault> {
    let mut checks = Checks::new(today);
    let sent = envelope::read(body, &mut checks, |row, at, checks| oppija::check(row, at, codes, checks))?;
    let address = checks.email(Place::Body, "sahkoposti", sent.address, 1);
    finish(checks, address, sent.rows)
}

/// Reads `PUT /yleistunniste`. `today` bounds birth dates in hetus. An empty notice address is none.
pub fn read_yleistunniste_import(body: &[u8], today: NaiveDate) -> Result<ImportBody, BodyFault> {
    let mut checks = Checks::new(today);
    let sent = envelope::read(body, &mut checks, yleistunniste::check_row)?;
    let address = checks.email(Place::Body, "sahkoposti", sent.address, 0);
    finish(checks, address, sent.rows)
}

/// Reads `POST /yleistunniste/hae` (and `POST /henkilo/exists`, which has the same body).
pub fn read_look_up(body: &[u8], today: NaiveDate) -> Result<LookUpBody, BodyFault> {
    let mut checks = Checks::new(today);
    let person = envelope::read_one(body)?;
    let person = yleistunniste::check_person(person, Place::Body, &mut checks);
    checks.end()?;
    person.map(|(hetu, names)| LookUpBody { hetu, names }).map_err(BodyFault::from)
}

/// Reads `POST /oppija`. Whether the hetuless learner may be created is decided later.
pub fn read_single_learner(body: &[u8], codes: &CodeSets) -> Result<SingleLearner, BodyFault> {
    // No hetu is read here, so no day bounds one.
    let mut checks = Checks::new(NaiveDate::default());
    let sent = envelope::read_one(body)?;
    let learner = learner::check(sent, false, codes, &mut checks);
    checks.end()?;
    learner.map_err(BodyFault::from)
}

/// Reads `POST /henkilo`. `today` bounds birth dates in hetus.
pub fn read_person(body: &[u8], today: NaiveDate, codes: &CodeSets) -> Result<PersonSent, BodyFault> {
    let sent = (envelope::read_one(body)?, envelope::read_one(body)?);
    person::check(sent, false, codes, Checks::new(today))
}

/// Reads `POST /s2s/findOrCreateHenkiloPerustieto`. `today` bounds birth dates in hetus.
pub fn read_found_or_created(body: &[u8], today: NaiveDate, codes: &CodeSets) -> Result<PersonSent, BodyFault> {
    let sent: person::Basics<'_> = envelope::read_one(body)?;
    person::check(sent.into_sent(), true, codes, Checks::new(today))
}

/// Reads `PUT /henkilo`. `today` bounds birth dates in hetus.
pub fn read_update(body: &[u8], today: NaiveDate, codes: &CodeSets) -> Result<UpdateSent, BodyFault> {
    update::check(envelope::read_one(body)?, codes, Checks::new(today))
}

fn finish(
    checks: Checks,
    address: Result<Option<String>, fault::Reported>,
    rows: Vec<SentRow>,
) -> Result<ImportBody, BodyFault> {
    checks.end()?;
    Ok(ImportBody { notice_address: address?.filter(|address| !address.is_empty()), rows })
}

/// Gives types a `Debug` that shows their name and nothing else: what they hold is personal.
macro_rules! silent_debug {
    ($($type:ident),*) => {$(
        impl std::fmt::Debug for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($type), "(personal)"))
            }
        }
    )*};
}

silent_debug!(ImportBody, LookUpBody, SingleLearner);

#[cfg(test)]
mod refusal_tests;
#[cfg(test)]
mod single_learner_tests;
#[cfg(test)]
#[path = "import_body_tests.rs"]
mod tests;
