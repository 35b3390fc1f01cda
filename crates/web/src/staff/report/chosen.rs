//! Those who are chosen in the error list: as a file, handed over to OPH, asked of OPH in one request, or the register asked
//! about them now.

use app::App;
use app::caller::Caller;
use app::commands::{Call, Command, NoteHandOver, Outcome, PassivateSeveral, RequestIdentification};
use app::report::errors::ErrorFilter;
use axum::extract::{Extension, State};
use axum::response::{IntoResponse, Redirect, Response};
use events::codes::Channel;
use events::{PersonOid, Position, RequestId};
use texts::Texts;

use super::{download, query};
use crate::staff::Staff;
use crate::staff::address::{Address, REPORT};
use crate::staff::command;
use crate::staff::download::Format;
use crate::staff::form::Sent;
use crate::staff::language::Asked;
use crate::staff::learner::edit::request::request_about;
use crate::staff::refusal::{Refusal, refuse};
use crate::staff::session::{Official, check_csrf, with_position};

/// More than a page of the list has nobody.
const MOST: usize = 100;

/// What has just become of those who were chosen, as the query says: names and texts.
const DONE: [(&str, &str); 5] = [
    (query::OVER, "queue-over-done"),
    (query::ASKED, "queue-asked-done"),
    (query::NOT_ASKED, "queue-not-asked"),
    (query::PASSIVATED, "queue-passivated"),
    (query::NOBODY, "queue-nobody-chosen"),
];

/// What may be done to those who are chosen.
#[derive(Debug, Clone, Copy, Default)]
pub struct Acts {
    /// Ask the register.
    pub asks: bool,
    /// Make them passive.
    pub passivates: bool,
    /// Ask the keeper to make them passive.
    pub requests: bool,
}

impl Acts {
    /// What this caller may do; whoever may make somebody passive asks nobody for it.
    pub fn of(app: &App, caller: &Caller) -> Acts {
        let passivates = app.may::<PassivateSeveral>(caller, &[]);
        let asks = app.may_somewhere::<RequestIdentification>(caller);
        Acts { asks, passivates, requests: !passivates && app.may_ask(caller) }
    }
}

/// The form.
#[derive(Default)]
struct Chosen {
    people: Vec<PersonOid>,
    csrf: String,
    act: String,
    /// Query of the list.
    back: String,
}

impl Chosen {
    fn read(form: Vec<(String, String)>) -> Chosen {
        let mut chosen = Chosen::default();
        for (name, value) in form {
            match name.as_str() {
                "oid" if chosen.people.len() < MOST => chosen.people.extend(value.parse::<PersonOid>().ok()),
                "csrf" => chosen.csrf = value,
                "tee" => chosen.act = value,
                "query" => chosen.back = value,
                _ => {}
            }
        }
        chosen
    }
}

/// Does what the button says to those who are chosen.
pub async fn chosen(
    State(staff): State<Staff>,
    official: Official,
    asked: Asked,
    Extension(request): Extension<RequestId>,
    Sent(form): Sent<Vec<(String, String)>>,
) -> Response {
    let chosen = Chosen::read(form);
    if !check_csrf(&official, &chosen.csrf) {
        return refuse(&asked, Some(&official), Refusal::StaleForm);
    }
    let made = match chosen.act.as_str() {
        "siirretty" => hand_over(&staff, &official, request, &chosen).await,
        "vtj" => ask(&staff, &official, request, &chosen).await,
        "pyynto" => Ok(to_request(&chosen)),
        file => {
            let format = Format::named(file).unwrap_or(Format::Csv);
            let query = match super::query_of(&staff, &official, &asked).await {
                Ok(query) => query,
                Err(error) => return refuse(&asked, Some(&official), error),
            };
            if chosen.people.is_empty() {
                return nobody(&chosen);
            }
            let filter = ErrorFilter { people: Some(chosen.people), ..ErrorFilter::default() };
            return download::answer(staff, official, &asked, (&query, filter), format).await;
        }
    };
    made.unwrap_or_else(|refusal| refuse(&asked, Some(&official), refusal))
}

/// What became of a command about each of those who are chosen.
#[derive(Default)]
struct Carried {
    done: u32,
    refused: u32,
    last: Option<Position>,
}

/// Sends a command about each. Who is refused is counted: they stand so already, have left the list meanwhile, or the
/// right does not reach them.
async fn each<C: Command>(
    staff: &Staff,
    official: &Official,
    request: RequestId,
    commands: impl Iterator<Item = C>,
) -> Result<Carried, Refusal> {
    if !staff.app.may_somewhere::<C>(&official.caller) {
        return Err(Refusal::Lacks(C::RIGHTS));
    }
    let mut carried = Carried::default();
    for command in commands {
        let call = Call::new(official.caller.clone(), Channel::Staff, request);
        match staff.app.carry_out(command, call).await? {
            Outcome::Done { position, .. } => {
                (carried.done, carried.last) = (carried.done + 1, carried.last.max(Some(position)));
            }
            Outcome::Refused(_) | Outcome::RightMissing | Outcome::Hidden => carried.refused += 1,
            outcome => {
                command::done(outcome, |_| ())?;
            }
        }
    }
    Ok(carried)
}

/// Back to the list, which says that nobody was chosen.
fn nobody(of: &Chosen) -> Response {
    back_to(Address::read(REPORT, Some(&of.back)).set(query::NOBODY, 0), None)
}

/// Back to the list, which says what was done.
fn back_to(list: Address, last: Option<Position>) -> Response {
    let to = Redirect::to(&list.to_string());
    last.map_or_else(|| to.clone().into_response(), |position| with_position(position, to.clone()))
}

/// Notes each of them as handed over.
async fn hand_over(staff: &Staff, official: &Official, request: RequestId, of: &Chosen) -> Result<Response, Refusal> {
    let notes = of.people.iter().map(|person| NoteHandOver { person: *person, taken_back: false });
    let noted = each(staff, official, request, notes).await?;
    if of.people.is_empty() {
        return Ok(nobody(of));
    }
    Ok(back_to(Address::read(REPORT, Some(&of.back)).set(query::OVER, noted.done), noted.last))
}

/// Has the register asked about each of them.
async fn ask(staff: &Staff, official: &Official, request: RequestId, of: &Chosen) -> Result<Response, Refusal> {
    let questions = of.people.iter().map(|person| RequestIdentification { person: *person });
    let asked = each(staff, official, request, questions).await?;
    if of.people.is_empty() {
        return Ok(nobody(of));
    }
    let refused = Some(asked.refused).filter(|refused| *refused > 0);
    let list = Address::read(REPORT, Some(&of.back)).set(query::ASKED, asked.done).set_some(query::NOT_ASKED, refused);
    Ok(back_to(list, asked.last))
}

/// To the page on which the keeper is asked about all of them, which is that of the first.
fn to_request(of: &Chosen) -> Response {
    match &of.people[..] {
        [first, others @ ..] => Redirect::to(&request_about(*first, others).to_string()).into_response(),
        [] => nobody(of),
    }
}

/// What has just become of those who were chosen, in words.
pub fn done(t: &Texts, address: &Address) -> Vec<String> {
    let told = |(name, text): &(&str, &str)| {
        let n = address.value(name).and_then(|n| n.parse::<u32>().ok())?;
        Some(t.count(text, n))
    };
    DONE.iter().filter_map(told).collect()
}
