//! *Pyynnöt*: what providers ask the keeper for. Whoever reads everything sees the queue of what is open; everybody sees
//! what they asked themselves, and what became of it.

pub mod one;

use std::collections::BTreeSet;

use app::report::Slice;
use app::report::requests::{RequestState, RequestView};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use events::Position;
use texts::Texts;

use super::Staff;
use super::address::{self, Address, REQUESTS};
use super::dates::When;
use super::language::Asked;
use super::page::{Chrome, Section, render};
use super::paging::{Paging, Part};
use super::refusal::{Refusal, refuse};
use super::session::Official;
use super::words::{Badge, Words, coded};

/// Query name of the list that is shown, and its value for one's own.
const VIEW: (&str, &str) = ("nakyma", "omat");

/// The page of a list.
#[derive(Template)]
#[template(path = "staff/requests.html")]
pub struct RequestsPage {
    c: Chrome,
    t: Texts,
    heading: String,
    told: String,
    /// Says that there are none.
    none: String,
    /// The other list: text and address.
    other: Option<(String, String)>,
    lines: Vec<Line>,
    paging: Paging,
}

/// A request.
struct Line {
    number: String,
    href: String,
    kind: String,
    /// The first of its persons, and how many others there are.
    oid: String,
    person: String,
    others: Option<String>,
    organisations: String,
    when: When,
    badge: Badge,
}

impl Line {
    fn of(words: &Words<'_>, view: &RequestView, waits: bool) -> Line {
        let t = words.t;
        let (oid, others) = match &view.people[..] {
            [(oid, _), others @ ..] => (Some(*oid), others.len()),
            [] => (None, 0),
        };
        Line {
            number: view.number.to_string(),
            href: of(view.number),
            kind: coded(&t, "request-kind", view.kind),
            oid: oid.map(|oid| oid.to_string()).unwrap_or_default(),
            person: oid.map(|oid| address::learner(oid).to_string()).unwrap_or_default(),
            others: (others > 0).then(|| t.count("request-others", others)),
            organisations: words.organisations(&view.organisations).join(", "),
            when: view.at.into(),
            badge: badge(&t, view, waits),
        }
    }
}

impl RequestsPage {
    /// The page of a list: of what is open, or of one's own. `both` may look at either; `waiting` are those of which the
    /// acceptance waits for a second official.
    pub fn new(
        (asked, official): (&Asked, &Official),
        words: &Words<'_>,
        (slice, waiting): (&Slice<RequestView>, &BTreeSet<Position>),
        (own, both): (bool, bool),
    ) -> RequestsPage {
        let (t, list) = (words.t, if own { "own" } else { "open" });
        let text = |part: &str| t.get(&format!("requests-{list}{part}"));
        let other = match own {
            true => (t.get("requests-to-open"), REQUESTS.to_owned()),
            false => (t.get("requests-to-own"), Address::of(REQUESTS).set(VIEW.0, VIEW.1).to_string()),
        };
        let heading = t.get("requests-title");
        RequestsPage {
            c: Chrome::new(asked, Some(official), heading.clone()).within(Section::Requests),
            heading: text(""),
            told: text("-told"),
            none: text("-none"),
            other: both.then_some(other),
            lines: slice.items.iter().map(|view| Line::of(words, view, waiting.contains(&view.number))).collect(),
            paging: Paging::of(&t, &asked.address, &Part::read(&asked.address), slice),
            t,
        }
    }
}

/// Shows a list.
pub async fn show(State(staff): State<Staff>, official: Official, asked: Asked) -> Response {
    let made = async {
        let (app, caller) = (&staff.app, &official.caller);
        one::demand(&staff, &official)?;
        let (reads, asks) = (caller.reads_all(), app.may_ask(caller));
        let (part, own) = (Part::read(&asked.address), !reads || asked.address.value(VIEW.0) == Some(VIEW.1));
        let slice = match own {
            true => app.own_requests(caller, part.after(), part.size).await?,
            false => app.open_requests(caller, part.after(), part.size).await?.ok_or(Refusal::NotFound)?,
        };
        let waiting = app.approvals(caller).await?.unwrap_or_default();
        let waiting = waiting.iter().filter_map(|line| Some(line.request.as_ref()?.number)).collect();
        let words = staff.words(asked.t);
        Ok(render(&RequestsPage::new((&asked, &official), &words, (&slice, &waiting), (own, reads && asks))))
    };
    made.await.unwrap_or_else(|refusal: Refusal| refuse(&asked, Some(&official), refusal))
}

/// The page of a request.
pub fn of(number: Position) -> String {
    format!("{REQUESTS}/{number}")
}

/// How a request stands. `waits`: the keeper accepts it, and a second official has not decided.
fn badge(t: &Texts, view: &RequestView, waits: bool) -> Badge {
    if waits && view.state == RequestState::Open {
        return Badge { kind: "busy", text: t.get("request-state-waits") };
    }
    let name = view.state.name();
    let kind = match name.as_str() {
        "accepted" | "happened" => "good",
        "refused" => "bad",
        "open" => "busy",
        _ => "off",
    };
    Badge { kind, text: t.get(&format!("request-state-{name}")) }
}
