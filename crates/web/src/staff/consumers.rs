//! *Muutosten kuittaukset*: which systems have acknowledged the changes up to where, and which of them an event.

use app::acknowledgements::{ConsumerLine, Taking};
use app::commands::{Call, RemoveConsumer};
use askama::Template;
use axum::extract::{Extension, State};
use axum::response::{Redirect, Response};
use events::codes::Channel;
use events::{Position, RequestId};
use serde::Deserialize;
use texts::Texts;

use super::Staff;
use super::access_register;
use super::address::{self, Address};
use super::command::done;
use super::dates::When;
use super::form::Sent;
use super::language::Asked;
use super::page::{Chrome, Section, render};
use super::refusal::{Refusal, refuse};
use super::session::{Official, check_csrf};

/// Query name of an event.
pub const EVENT: &str = "tapahtuma";

/// The page.
#[derive(Template)]
#[template(path = "staff/consumers.html")]
pub struct ConsumersPage {
    c: Chrome,
    t: Texts,
    lines: Vec<Line>,
    /// For the forms that take a system off the list; `None` where the official may not.
    csrf: Option<String>,
    /// The event that is asked for, as it was typed.
    event: String,
    takings: Option<TakingsTable>,
    /// There is no such event, or systems are told nothing of it.
    no_event: bool,
}

/// A system and what is left to it.
struct Line {
    name: String,
    /// What it is called in its tokens.
    consumer: String,
    /// It has a name beside that.
    named: bool,
    upto: String,
    at: When,
    left: String,
    oldest: Option<When>,
}

/// Which systems have acknowledged an event; a part of other pages too.
pub struct TakingsTable {
    /// Its position.
    pub event: String,
    /// Each system.
    pub lines: Vec<TakingLine>,
}

/// Whether a system has.
pub struct TakingLine {
    /// What it is called.
    pub name: String,
    /// What it is called in its tokens, beside a name.
    pub consumer: Option<String>,
    /// When it did; `None` when it has not yet.
    pub at: Option<When>,
}

impl TakingsTable {
    /// The table of an event.
    pub fn new(event: Position, takings: &[Taking]) -> TakingsTable {
        let line = |taking: &Taking| {
            let (name, consumer) = named(&taking.name, &taking.consumer);
            TakingLine { name, consumer, at: taking.taken.map(When::from) }
        };
        TakingsTable { event: event.to_string(), lines: takings.iter().map(line).collect() }
    }
}

/// What a system is called, and its name in tokens beside that.
fn named(name: &Option<String>, consumer: &str) -> (String, Option<String>) {
    match name {
        Some(name) => (name.clone(), Some(consumer.to_owned())),
        None => (consumer.to_owned(), None),
    }
}

/// What is known of the event that is asked for.
pub type Found = Option<(Position, Option<Vec<Taking>>)>;

impl ConsumersPage {
    /// The page of all systems, and of an event.
    pub fn new(
        (asked, official): (&Asked, &Official),
        consumers: &[ConsumerLine],
        found: &Found,
        may_remove: bool,
    ) -> ConsumersPage {
        let t = asked.t;
        let line = |line: &ConsumerLine| {
            let (name, consumer) = (named(&line.name, &line.consumer).0, line.consumer.clone());
            let (upto, at, left) = (line.upto.to_string(), line.at.into(), t.number(line.left));
            Line {
                name,
                consumer,
                named: line.name.is_some(),
                upto,
                at,
                left,
                oldest: line.oldest_left.map(When::from),
            }
        };
        let typed = asked.address.value(EVENT).unwrap_or_default();
        let table = |(event, takings): &(Position, Option<Vec<Taking>>)| {
            takings.as_ref().map(|takings| TakingsTable::new(*event, takings))
        };
        let takings = found.as_ref().and_then(table);
        ConsumersPage {
            c: Chrome::new(asked, Some(official), t.get("consumers-title")).within(Section::Consumers),
            t,
            lines: consumers.iter().map(line).collect(),
            csrf: may_remove.then(|| official.csrf.clone()),
            // What is no number may be anything that slipped in: it is not repeated.
            event: found.as_ref().map(|(event, _)| event.to_string()).unwrap_or_default(),
            no_event: !typed.is_empty() && takings.is_none(),
            takings,
        }
    }
}

/// The page of an event.
pub fn of(event: Position) -> String {
    Address::of(address::CONSUMERS).set(EVENT, event).to_string()
}

/// Shows it to those who read everything.
pub async fn show(State(staff): State<Staff>, official: Official, asked: Asked) -> Response {
    let made = async {
        if !official.caller.reads_all() {
            return Err(Refusal::NoRight(access_register::RIGHTS));
        }
        let event = asked.address.value(EVENT).and_then(|text| u64::try_from(text.parse::<i64>().ok()?).ok());
        let found: Found = match event.map(Position) {
            Some(event) => Some((event, staff.app.taken(event).await?)),
            None => None,
        };
        let consumers = staff.app.consumers().await?;
        let may_remove = staff.app.may::<RemoveConsumer>(&official.caller, &[]);
        Ok(render(&ConsumersPage::new((&asked, &official), &consumers, &found, may_remove)))
    };
    made.await.unwrap_or_else(|refusal: Refusal| refuse(&asked, Some(&official), refusal))
}

/// The form that takes a system off the list.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Removal {
    csrf: String,
    consumer: String,
}

/// Takes a system that is gone off the list.
pub async fn remove(
    State(staff): State<Staff>,
    official: Official,
    asked: Asked,
    Extension(request): Extension<RequestId>,
    Sent(form): Sent<Removal>,
) -> Response {
    let made = async {
        if !check_csrf(&official, &form.csrf) {
            return Err(Refusal::StaleForm);
        }
        let call = Call::new(official.caller.clone(), Channel::Staff, request);
        let outcome = staff.app.carry_out(RemoveConsumer { consumer: form.consumer }, call).await?;
        done(outcome, |()| Redirect::to(address::CONSUMERS))
    };
    made.await.unwrap_or_else(|refusal| refuse(&asked, Some(&official), refusal))
}

/// What is known in the samples of pages: one system that has taken everything, and one that is behind.
#[cfg(test)]
pub fn samples() -> (Vec<ConsumerLine>, Vec<Taking>) {
    let at = events::Instant::from_millis(1_795_298_400_000);
    let line = |consumer: &str, name: Option<&str>, left, oldest_left| ConsumerLine {
        consumer: consumer.to_owned(),
        name: name.map(str::to_owned),
        upto: Position(4_711),
        at,
        left,
        oldest_left,
    };
    let lines = vec![line("koski", Some("Koski"), 0, None), line("ataru-backend", None, 12_345, Some(at))];
    let taking = |line: &ConsumerLine| Taking {
        consumer: line.consumer.clone(),
        name: line.name.clone(),
        taken: (line.left == 0).then_some(at),
    };
    let takings = lines.iter().map(taking).collect();
    (lines, takings)
}
