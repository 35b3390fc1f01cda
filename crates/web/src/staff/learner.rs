//! One learner, for reading: state in words, what to do, data, and the history, each entry of which leads to the learner
//! as it stood there.
//!
//! | module | what it is |
//! |---|---|
//! | `facts` | a person's data as labels and values, and which of them differ between two persons |
//! | `history` | events in sentences |

mod facts;
mod history;

use app::access::LookKind;
use app::report::learner::{LearnerRefusal, LearnerView};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use events::{Day, PersonOid, Position};

pub use history::Entry;

use super::Staff;
use super::address::{self, Address};
use super::dates::When;
use super::language::Asked;
use super::page::{Chrome, render};
use super::refusal::{Refusal, refuse};
use super::session::Official;
use super::texts::Texts;
use super::words::{self, CauseWords, Words, identified, name_or_none, oid_text, status};
use facts::{Shown, value};

/// Query name of the event at which the learner is shown.
const EVENT: &str = "tapahtuma";

/// A label and its values.
pub struct Labelled {
    /// The label.
    pub label: String,
    /// Values, or one of words where there is none.
    pub values: Vec<String>,
}

/// The page.
#[derive(Template)]
#[template(path = "staff/learner.html")]
pub struct LearnerPage {
    c: Chrome,
    t: Texts,
    heading: String,
    oid: String,
    state: String,
    identified: Vec<String>,
    in_progress: bool,
    cause: Option<CauseWords>,
    hint: Option<String>,
    next_try: Option<When>,
    hidden: bool,
    protected: bool,
    left: Vec<Labelled>,
    right: Vec<Labelled>,
    identifiers: Vec<Labelled>,
    contacts: Vec<Labelled>,
    organisations: Vec<String>,
    entries: Vec<Entry>,
    /// The entry at which the learner is shown, when it is not now.
    stood: Option<Stood>,
    help: String,
}

/// The learner as it stood at an event.
pub struct Stood {
    /// When that was.
    when: When,
    /// Position of the event.
    position: String,
    /// The learner now.
    now: String,
    /// The entry in the history.
    entry: String,
}

impl LearnerPage {
    /// The timeline.
    #[cfg(test)]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The page of a learner; `at` is the event asked for.
    pub fn new(frame: (&Asked, &Official), view: &LearnerView, at: Option<Position>, words: &Words<'_>) -> LearnerPage {
        let ((asked, official), person, t) = (frame, &view.person, words.t);
        // The title stands in the browser's history, so it has the OID and no name.
        let title = t.with("learner-title", "oid", person.oid);
        let mut c = Chrome::new(asked, Some(official), title).below_report();
        c.live = at.is_none() && view.status == app::rules::Status::InProgress;
        let failure = person.failure.as_ref().filter(|_| view.cause.is_some());
        let of_hetu = person.hetu.map(|known| Day(known.hetu.birth_date()));
        let shown = Shown { words: *words, hidden: view.hidden };
        let labelled = |keys: &[&str]| keys.iter().map(|key| shown.labelled(person, key)).collect();
        let oppijanumero = oid_text(view.oppijanumero);
        let number = Labelled { label: t.get("label-oppijanumero"), values: vec![value(&t, oppijanumero)] };
        let oid = Labelled { label: t.get("label-oid"), values: vec![person.oid.to_string()] };
        let mut right: Vec<Labelled> = labelled(facts::RIGHT);
        right.splice(0..0, [number, oid]);
        LearnerPage {
            heading: name_or_none(&t, &person.names),
            oid: person.oid.to_string(),
            state: status(&t, view.status),
            identified: identified(&t, person),
            in_progress: view.status == app::rules::Status::InProgress,
            cause: view.cause.map(|cause| CauseWords::of(&t, cause)),
            hint: failure
                .and_then(|failure| failure.hint)
                .map(|hint| words::hint(&t, hint, person.sent_birth_date, of_hetu)),
            next_try: failure.and_then(|failure| failure.next_try).map(When::from),
            hidden: view.hidden,
            protected: person.protected,
            left: labelled(facts::LEFT),
            right,
            identifiers: labelled(facts::IDENTIFIERS),
            contacts: shown.contacts(person),
            organisations: words.organisations(&person.organisations),
            entries: history::entries(&shown, &official.caller, view, at),
            stood: at.map(|at| stood(person.oid, view, at)),
            help: address::help("learner").to_string(),
            c,
            t,
        }
    }
}

fn stood(oid: PersonOid, view: &LearnerView, at: Position) -> Stood {
    let entry = view.history.iter().rfind(|entry| entry.event.position() <= at);
    Stood {
        when: entry.map_or(view.person.modified_at, |entry| entry.event.recorded_at()).into(),
        position: at.to_string(),
        now: address::learner(oid).to_string(),
        entry: format!("#tapahtuma-{at}"),
    }
}

/// The learner's page at an event.
fn at_event(oid: PersonOid, position: Position) -> Address {
    address::learner(oid).set(EVENT, position)
}

/// Shows a learner.
pub async fn show(State(staff): State<Staff>, official: Official, asked: Asked, Path(oid): Path<String>) -> Response {
    let made = page(&staff, &official, &asked, &oid).await;
    made.unwrap_or_else(|refusal| refuse(&asked, Some(&official), refusal))
}

async fn page(staff: &Staff, official: &Official, asked: &Asked, oid: &str) -> Result<Response, Refusal> {
    let oid: PersonOid = oid.parse().map_err(|_| Refusal::NotFound)?;
    let at = match asked.address.value(EVENT) {
        Some(text) => Some(text.parse::<u64>().map(Position).map_err(|_| Refusal::NotFound)?),
        None => None,
    };
    let view = staff.app.learner(&official.caller, oid, at).await?.map_err(|why| match why {
        LearnerRefusal::Unknown => Refusal::NotFound,
        LearnerRefusal::Forbidden => Refusal::OtherOrganisation,
    })?;
    let kind = if at.is_some() { LookKind::History } else { LookKind::Page };
    staff.showed(official, kind, [(oid, view.person.protected)]).await?;
    Ok(render(&LearnerPage::new((asked, official), &view, at, &staff.words(asked.t))))
}
