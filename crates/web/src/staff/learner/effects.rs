//! `…/oppija/{oid}/vaikutukset`: what an event brought about, as a tree, with what would undo each part of it.

use app::acknowledgements::Taking;
use app::report::effects::{Effect, Follows, Undo};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use events::{PersonOid, Position};
use texts::Texts;

use super::edit::reverse::of_event;
use super::history::what_it_was;
use crate::staff::Staff;
use crate::staff::access_register;
use crate::staff::address::{self, Address};
use crate::staff::consumers::TakingsTable;
use crate::staff::dates::When;
use crate::staff::language::Asked;
use crate::staff::page::{Chrome, render};
use crate::staff::refusal::{Refusal, refuse};
use crate::staff::session::Official;

/// Query name of the event.
const EVENT: &str = "tapahtuma";
/// Deeper steps stand as far in as this one.
const DEEPEST: u32 = 6;

/// The page.
#[derive(Template)]
#[template(path = "staff/effects.html")]
pub struct EffectsPage {
    c: Chrome,
    t: Texts,
    back: String,
    oid: String,
    lines: Vec<Line>,
    /// Who has acknowledged the event; `None` where systems are told nothing of it.
    takings: Option<TakingsTable>,
}

/// One event.
struct Line {
    depth: u32,
    position: String,
    what: String,
    when: When,
    /// Whose record it is about, where it is another one's.
    person: Option<(String, String)>,
    follows: Option<String>,
    undo: String,
    undo_href: Option<String>,
}

impl EffectsPage {
    /// The page of an event's effects, the event itself first, and of who has acknowledged it.
    pub fn new(
        (asked, official): (&Asked, &Official),
        oid: PersonOid,
        effects: &[Effect],
        takings: Option<&[Taking]>,
    ) -> EffectsPage {
        let t = asked.t;
        let may = official.caller.is_keeper();
        let event = effects.first().map(|effect| effect.position);
        let line = |effect: &Effect| {
            let person = effect.person.filter(|person| *person != oid);
            let (undo, undo_href) = match effect.undo {
                Undo::Reversal => {
                    let own = effect.person.unwrap_or(oid);
                    (t.get("effects-reversal"), may.then(|| of_event(own, effect.position)))
                }
                Undo::Undone(Some(by)) => (t.with("effects-undone-by", "position", by), None),
                Undo::Undone(None) => (t.get("effects-undone"), None),
                Undo::Nothing => (t.get("effects-nothing"), None),
            };
            Line {
                depth: effect.depth.min(DEEPEST),
                position: effect.position.to_string(),
                what: what_it_was(&t, &effect.event),
                when: effect.event.at.into(),
                person: person.map(|oid| (oid.to_string(), address::learner(oid).to_string())),
                follows: match effect.by {
                    Follows::Asked => None,
                    Follows::SameCommand => Some(t.get("effects-same-command")),
                    Follows::Caused => Some(t.get("effects-caused")),
                    Follows::Reversed => Some(t.get("effects-reversed")),
                    Follows::Restored => Some(t.get("effects-restored")),
                },
                undo,
                undo_href,
            }
        };
        EffectsPage {
            c: Chrome::new(asked, Some(official), t.get("effects-title")).below_report(),
            t,
            back: address::learner(oid).to_string(),
            oid: oid.to_string(),
            lines: effects.iter().map(line).collect(),
            takings: event.zip(takings).map(|(event, takings)| TakingsTable::new(event, takings)),
        }
    }
}

/// The page of an event of a learner.
pub fn of(oid: PersonOid, position: Position) -> String {
    Address::of(format!("{}/vaikutukset", address::learner(oid))).set(EVENT, position).to_string()
}

/// Shows it to those who read everything.
pub async fn show(State(staff): State<Staff>, official: Official, asked: Asked, Path(oid): Path<String>) -> Response {
    let made = async {
        if !official.caller.reads_all() {
            return Err(Refusal::NoRight(access_register::RIGHTS));
        }
        let oid: PersonOid = oid.parse().map_err(|_| Refusal::NotFound)?;
        let event = asked.address.value(EVENT).and_then(|text| text.parse::<i64>().ok());
        let event = event.and_then(|event| u64::try_from(event).ok()).map(Position).ok_or(Refusal::NotFound)?;
        let found = staff.app.brought_about(&official.caller, oid, event).await?.ok_or(Refusal::NotFound)?;
        let takings = staff.app.taken(event).await?;
        Ok(render(&EffectsPage::new((&asked, &official), oid, &found, takings.as_deref())))
    };
    made.await.unwrap_or_else(|refusal: Refusal| refuse(&asked, Some(&official), refusal))
}
