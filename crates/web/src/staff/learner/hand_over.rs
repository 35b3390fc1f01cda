//! The button by which a learner is handed over to OPH, and by which that is taken back.

use app::commands::{Call, CommandRefusal, NoteHandOver, Outcome};
use axum::extract::{Extension, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use events::codes::Channel;
use events::{PersonOid, RequestId};
use serde::Deserialize;

use super::list::Carried;
use crate::staff::Staff;
use crate::staff::address::{self, Address};
use crate::staff::command;
use crate::staff::form::Sent;
use crate::staff::language::Asked;
use crate::staff::refusal::{Refusal, refuse};
use crate::staff::session::{Official, check_csrf};

/// Query name of the page to which it leads back, where that is not the learner's.
const BACK: &str = "takaisin";
/// Stands for the list of what the official did.
const SITTING: &str = "omat-toimet";

/// Where the form of the button is sent; it carries the list along that led to the learner.
pub fn page_of(address: &Address, oid: PersonOid) -> String {
    Carried::read(address).on(Address::of(format!("{}/siirretty", address::learner(oid)))).to_string()
}

/// The same from the list of what an official did, to which it then leads back.
pub fn from_sitting(oid: PersonOid) -> String {
    Address::of(format!("{}/siirretty", address::learner(oid))).set(BACK, SITTING).to_string()
}

/// The form of the button.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct HandedOver {
    csrf: String,
    /// Not empty: the note is taken back.
    peru: String,
}

/// Notes that a learner was handed over to OPH, or takes the note back, and leads to their page.
pub async fn note(
    State(staff): State<Staff>,
    official: Official,
    asked: Asked,
    Extension(request): Extension<RequestId>,
    Path(oid): Path<String>,
    Sent(form): Sent<HandedOver>,
) -> Response {
    let done = async {
        let person: PersonOid = oid.parse().map_err(|_| Refusal::NotFound)?;
        if !check_csrf(&official, &form.csrf) {
            return Err(Refusal::StaleForm);
        }
        let note = NoteHandOver { person, taken_back: !form.peru.is_empty() };
        let call = Call::new(official.caller.clone(), Channel::Staff, request);
        let to = match asked.address.value(BACK) {
            Some(SITTING) => Redirect::to(address::SITTING),
            _ => Redirect::to(&Carried::read(&asked.address).on(address::learner(person)).to_string()),
        };
        match staff.app.carry_out(note, call).await? {
            // Somebody else was quicker: what was wanted holds.
            Outcome::Refused(already) if already.name() == "already-noted" => Ok(to.into_response()),
            outcome => command::done(outcome, |()| to),
        }
    };
    done.await.unwrap_or_else(|refusal| refuse(&asked, Some(&official), refusal))
}
