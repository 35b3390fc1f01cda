//! `…/oppija/{oid}/peru`: what would happen if an event of the timeline counted no longer; conflicts are put to the official
//! before anything is appended.

use std::collections::BTreeSet;

use app::commands::{Conflict, Goes, Kept, Plan, Reversal, ReverseEvents};
use axum::response::Response;
use events::{Handle, Position};
use texts::Texts;

use super::fields::{Field, Fields, Input};
use super::layout::ActForm;
use super::pages::ActPage;
use super::{Acting, Returned, returned, shown};
use crate::staff::address::{self, Address};
use crate::staff::language::Asked;
use crate::staff::learner::Labelled;
use crate::staff::learner::history::sentence;
use crate::staff::refusal::Refusal;

/// Query name of the event.
const EVENT: &str = "tapahtuma";

/// The page for an event of a learner.
pub fn of_event(oid: events::PersonOid, position: Position) -> String {
    Address::of(format!("{}/peru", address::learner(oid))).set(EVENT, position).to_string()
}

/// The page.
pub struct Reverse;

impl ActPage for Reverse {
    type Opens = ReverseEvents;

    fn at_first(asked: &Asked) -> Returned {
        let named = asked.address.value(EVENT).unwrap_or_default().to_owned();
        Returned { typed: Fields(vec![("events".to_owned(), named)]), ..Returned::default() }
    }

    async fn page(acting: &Acting<'_>, returned: Returned) -> Result<Response, Refusal> {
        page(acting, returned).await
    }

    async fn sent(acting: &Acting<'_>, typed: Fields) -> Result<Response, Refusal> {
        sent(acting, typed).await
    }
}

async fn sent(acting: &Acting<'_>, typed: Fields) -> Result<Response, Refusal> {
    let mut wanted = wanted(acting, &typed);
    if typed.has("give_up")
        && let Ok(plan) = acting.frame.staff.app.reversal_plan(&acting.frame.official.caller, wanted.clone()).await?
    {
        wanted.give_up = plan.conflicts.iter().filter_map(taken).collect();
    }
    let kept: &[&str] =
        if typed.has("give_up") { &["events", "leave", "give_up", "words"] } else { &["events", "leave", "words"] };
    match acting.confirm(ReverseEvents { wanted }, ("reverse", kept), &typed, "peruttu").await {
        Ok(response) => Ok(response),
        // There is no such event; the learner is there.
        Err(Refusal::Refused(name, app::commands::RefusalKind::NotFound)) => {
            page(acting, Returned { typed, refused: vec![(name, Some("events"))], ..Returned::default() }).await
        }
        Err(refusal) => page(acting, returned(refusal, typed)?).await,
    }
}

fn taken(conflict: &Conflict) -> Option<Handle> {
    match conflict {
        Conflict::Taken { tag, .. } => tag.handle(),
        _ => None,
    }
}

fn wanted(acting: &Acting<'_>, typed: &Fields) -> Reversal {
    Reversal {
        about: Some(acting.oid()),
        events: positions(typed.one("events")),
        leave: positions(typed.one("leave")),
        give_up: BTreeSet::new(),
        words: typed.some("words"),
    }
}

fn positions(text: &str) -> BTreeSet<Position> {
    text.split([',', ' ', ';']).filter_map(|part| part.trim().parse().ok()).map(Position).collect()
}

async fn page(acting: &Acting<'_>, mut returned: Returned) -> Result<Response, Refusal> {
    let t = acting.t();
    let plan =
        acting.frame.staff.app.reversal_plan(&acting.frame.official.caller, wanted(acting, &returned.typed)).await?;
    let facts = match &plan {
        Ok(plan) => facts(&t, plan),
        Err(_) => Vec::new(),
    };
    let nothing_named = returned.typed.one("events").is_empty();
    if let Err(refusal) = &plan
        && returned.refused.is_empty()
        && !nothing_named
    {
        returned.refused.push(shown(*refusal));
    }
    let typed = &returned.typed;
    let mut fields = vec![
        Field::new(&t, "events", typed.one("events"), Input::Line),
        Field::new(&t, "leave", typed.one("leave"), Input::Line),
    ];
    if plan.as_ref().is_ok_and(|plan| plan.conflicts.iter().any(|conflict| taken(conflict).is_some())) {
        fields.push(Field::new(&t, "give_up", typed.one("give_up"), Input::Tick));
    }
    fields.push(Field::new(&t, "words", typed.one("words"), Input::Lines));
    let form = ActForm::new(&t, "peru", "reverse", fields);
    Ok(acting.page("edit-reverse", facts, vec![form], returned))
}

/// The plan in words.
fn facts(t: &Texts, plan: &Plan) -> Vec<Labelled> {
    let event = |position: &Position| {
        let what = plan.kinds.get(position).map(|kind| sentence(t, kind.name())).unwrap_or_default();
        t.with_all("reverse-event", &[("position", position.to_string()), ("what", what)])
    };
    let goes = plan.goes.iter().map(|(position, goes)| {
        let why = match goes {
            Goes::Named => t.get("reverse-why-named"),
            Goes::SameCommand => t.get("reverse-why-same"),
            Goes::CausedBy(cause) => t.with("reverse-why-caused", "position", cause),
        };
        format!("{} ({why})", event(position))
    });
    let kept = plan.kept.iter().map(|(position, kept)| {
        let why = t.get(if *kept == Kept::Decided { "reverse-kept-decided" } else { "reverse-kept-left" });
        format!("{} ({why})", event(position))
    });
    let conflicts = plan.conflicts.iter().map(|conflict| match conflict {
        Conflict::Taken { of, holder, .. } => {
            t.with_all("reverse-taken", &[("of", of.to_string()), ("holder", holder.to_string())])
        }
        Conflict::TwoLinks { member, edges: [one, other] } => {
            let named = [("member", member.to_string()), ("one", one.to_string()), ("other", other.to_string())];
            t.with_all("reverse-two-links", &named)
        }
        Conflict::Circle { member, edge } => {
            t.with_all("reverse-circle", &[("member", member.to_string()), ("edge", edge.to_string())])
        }
        Conflict::VoidHead { member, edge } => {
            t.with_all("reverse-void-head", &[("member", member.to_string()), ("edge", edge.to_string())])
        }
    });
    let lists = [
        ("reverse-goes", goes.collect::<Vec<_>>()),
        ("reverse-kept", kept.collect()),
        ("reverse-conflicts", conflicts.collect()),
        ("reverse-to-head", plan.addressed_to_head.iter().map(event).collect()),
    ];
    let full = lists.into_iter().filter(|(_, values)| !values.is_empty());
    full.map(|(key, values)| Labelled { label: t.get(key), values }).collect()
}
