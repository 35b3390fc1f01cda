//! *Omat toimet*: what an official has done since they signed in, each with the way to take it back where there is one.

use std::collections::{BTreeMap, BTreeSet};

use app::access::LookKind;
use app::commands::{AddHetu, CorrectDetails, NoteHandOver, is_reversible};
use app::report::sitting::ActLine;
use app::{App, Person};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use events::codes::{DetailField, RequestKind};
use events::{EventKind, Position};
use texts::Texts;

use super::Staff;
use super::address::{self, APPROVALS};
use super::approvals::{self, Ended};
use super::dates::When;
use super::language::Asked;
use super::learner::edit::reverse;
use super::learner::hand_over;
use super::learner::history::{TAKEN_BACK, sentence};
use super::page::{Chrome, Section, render};
use super::refusal::{Refusal, refuse};
use super::session::Official;
use super::words::{Badge, Words, coded, command_title, name_or_none};

/// The page.
#[derive(Template)]
#[template(path = "staff/sitting.html")]
pub struct SittingPage {
    c: Chrome,
    t: Texts,
    since: When,
    /// That others wait which the official asked for in an earlier session: text and page.
    earlier: Option<(String, &'static str)>,
    csrf: String,
    lines: Vec<Line>,
}

/// An act.
pub struct Line {
    when: When,
    what: String,
    person: Option<Concerned>,
    /// The import that it is about: its name, and its page.
    import: Option<(String, String)>,
    /// It waits for a second official, or cannot be given any more.
    waits: Option<Badge>,
    /// What became of what was asked for.
    ended: Option<Ended>,
    /// It counts no longer.
    reversed: bool,
    /// How it is taken back: text and page.
    undo: Option<(String, String)>,
    /// Where it is taken back at once.
    undo_at_once: Option<String>,
    /// Only the keeper takes it back.
    of_keeper: bool,
}

/// Whom it is about.
struct Concerned {
    name: String,
    oid: String,
    href: String,
    badges: Vec<Badge>,
}

/// What the official may do about a person, by which an act of theirs is taken back.
pub type May<'a> = dyn Fn(Undo, &Person) -> bool + 'a;

/// How an act is taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undo {
    /// By a reversal.
    Reverse,
    /// On the page of the hetu.
    Hetu,
    /// On the page of the details.
    Details,
    /// At once.
    HandOver,
}

impl SittingPage {
    /// The page of what was done; `waiting` is all that waits which the official has asked for.
    pub fn new(
        (asked, official): (&Asked, &Official),
        words: &Words<'_>,
        acts: &[ActLine],
        waiting: &BTreeMap<Position, bool>,
        may: &May<'_>,
    ) -> SittingPage {
        let t = asked.t;
        let c = Chrome::new(asked, Some(official), t.get("sitting-title")).within(Section::Sitting);
        let mut noted = BTreeSet::new();
        let made = |act: &ActLine| {
            let ended = act.ended.as_ref().map(|end| Ended::of(words, official, end));
            let line = line(&t, act, waiting.get(&act.position).copied(), may);
            // An earlier note of the same learner has been followed by another.
            let newest = act.kind != Some(EventKind::HandOverNoted)
                || act.person.as_ref().is_none_or(|(person, _)| noted.insert(person.oid));
            Line { ended, undo_at_once: line.undo_at_once.filter(|_| newest), ..line }
        };
        let lines: Vec<Line> = acts.iter().map(made).collect();
        let earlier = waiting.keys().filter(|number| acts.iter().all(|act| act.position != **number)).count();
        let earlier = (earlier > 0).then(|| (t.count("sitting-waits-earlier", earlier), APPROVALS));
        SittingPage { c, t, since: official.since.into(), earlier, csrf: official.csrf.clone(), lines }
    }
}

/// `waits`: a second official has not decided about it; `true` inside when it cannot be given any more.
fn line(t: &Texts, act: &ActLine, waits: Option<bool>, may: &May<'_>) -> Line {
    let person = act.person.as_ref().map(|(person, _)| person);
    let ways = act.kind.map(ways).unwrap_or_default();
    let way = person.filter(|_| !act.reversed).and_then(|person| ways.iter().find(|way| may(**way, person)));
    Line {
        when: act.at.into(),
        what: what(t, act),
        person: act.person.as_ref().map(|(person, status)| Concerned {
            name: name_or_none(t, &person.names),
            oid: person.oid.to_string(),
            href: address::learner(person.oid).to_string(),
            badges: Badge::of_person(t, person, *status),
        }),
        import: act.import.map(|(import, known_as)| {
            (t.with("import-title", "number", known_as), address::import(import).to_string())
        }),
        waits: waits.map(|prevented| match prevented {
            true => Badge { kind: "off", text: t.get("approval-state-prevented") },
            false => Badge { kind: "busy", text: t.get("approval-state-waits") },
        }),
        ended: None,
        reversed: act.reversed,
        undo: match waits.is_some() {
            true => Some((t.get("approvals-take-back"), approvals::of(act.position))),
            false => way.zip(person).and_then(|(way, person)| undo(t, *way, act, person)),
        },
        undo_at_once: (way == Some(&Undo::HandOver) && !act.taken_back)
            .then(|| person.map(|person| hand_over::from_sitting(person.oid)))
            .flatten(),
        of_keeper: !act.reversed && way.is_none() && act.kind.is_some_and(is_reversible),
    }
}

/// What was done, in a sentence; of something that needs two officials also what it is.
fn what(t: &Texts, act: &ActLine) -> String {
    let done = match act.kind {
        Some(EventKind::ApprovalRefused) if act.taken_back => t.get("event-approval-taken-back"),
        Some(EventKind::ApprovalRefused) => t.get("act-approval-refused"),
        Some(EventKind::ApprovalGiven) => t.get("act-approval-given"),
        Some(_) if act.taken_back => t.get(TAKEN_BACK),
        Some(kind) => match act.outcome {
            Some(outcome) => coded(t, "event-request", outcome),
            None => sentence(t, kind.name()),
        },
        None => t.get("unknown"),
    };
    let of_request = |key: &str, (number, kind): (Position, RequestKind)| {
        t.with_all(key, &[("number", number.to_string()), ("kind", coded(t, "request-kind", kind))])
    };
    let of = match (&act.command, act.request) {
        (Some(_), Some(request)) => Some(of_request("approvals-accept-title", request)),
        (Some(command), None) => Some(command_title(t, command)),
        (None, Some(request)) => Some(of_request("request-title", request)),
        (None, None) if act.fields.is_empty() => None,
        (None, None) => {
            let label = |field: &DetailField| match field {
                DetailField::Nationalities => t.get("label-nationality"),
                DetailField::DayOfDeath => t.get("label-died"),
                field => t.get(&format!("label-{}", field.to_string().replace('_', "-"))),
            };
            Some(act.fields.iter().map(label).collect::<Vec<_>>().join(", "))
        }
    };
    match of {
        Some(of) => t.with_all("act-of-command", &[("act", done), ("command", of)]),
        None => done,
    }
}

/// How an event of a kind may be taken back, the best way first.
fn ways(kind: EventKind) -> &'static [Undo] {
    match kind {
        EventKind::HandOverNoted => &[Undo::HandOver],
        EventKind::HetuAssigned | EventKind::HetuReplaced | EventKind::HetuRemoved => &[Undo::Reverse, Undo::Hetu],
        EventKind::PersonDetailsCorrected | EventKind::IdentifierAttached | EventKind::IdentifierDetached => {
            &[Undo::Reverse, Undo::Details]
        }
        kind if is_reversible(kind) => &[Undo::Reverse],
        _ => &[],
    }
}

/// The page on which it is taken back; `None` where that happens at once.
fn undo(t: &Texts, way: Undo, act: &ActLine, person: &Person) -> Option<(String, String)> {
    let page = |name: &str| format!("{}{name}", address::learner(person.oid));
    match way {
        Undo::Reverse => Some((t.get("sitting-reverse"), reverse::of_event(person.oid, act.position))),
        Undo::Hetu => Some((t.get("sitting-correct"), page("/hetu"))),
        Undo::Details => Some((t.get("sitting-correct"), page("/muokkaa"))),
        Undo::HandOver => None,
    }
}

fn may(app: &App, official: &Official, way: Undo, person: &Person) -> bool {
    let (caller, organisations) = (&official.caller, person.organisations.iter().cloned().collect::<Vec<_>>());
    match way {
        Undo::Reverse => caller.is_keeper(),
        Undo::Hetu => app.may::<AddHetu>(caller, &organisations),
        Undo::Details => app.may::<CorrectDetails>(caller, &organisations),
        Undo::HandOver => app.may::<NoteHandOver>(caller, &organisations),
    }
}

/// Shows what the official has done.
pub async fn show(State(staff): State<Staff>, official: Official, asked: Asked) -> Response {
    let made = async {
        let acts = staff.app.sitting(&official.caller, official.since).await?;
        let people = acts.iter().filter_map(|act| act.person.as_ref()).map(|(person, _)| (person.oid, false));
        let people: BTreeSet<_> = people.collect();
        staff.showed(&official, LookKind::Listed, people).await?;
        let (waiting, _) = staff.app.approvals_and_ended(&official.caller).await?.unwrap_or_default();
        let own = waiting.iter().filter(|line| line.asked_by == official.caller.actor());
        let waiting = own.map(|line| (line.number, line.prevented.is_some())).collect();
        let may = |way: Undo, person: &Person| may(&staff.app, &official, way, person);
        let words = staff.words(asked.t);
        Ok(render(&SittingPage::new((&asked, &official), &words, &acts, &waiting, &may)))
    };
    made.await.unwrap_or_else(|refusal: Refusal| refuse(&asked, Some(&official), refusal))
}
