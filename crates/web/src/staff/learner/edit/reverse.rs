//! `…/oppija/{oid}/peru`: what would happen if an event of the timeline counted no longer; conflicts are put to the official
//! before anything is appended.

use std::collections::BTreeSet;

use app::Person;
use app::commands::{Conflict, Goes, Kept, Plan, Reversal, ReverseEvents, RowToHead};
use axum::response::Response;
use events::{EventKind, Handle, PersonOid, Position};
use texts::Texts;

use super::fields::{Field, Fields, Input};
use super::layout::ActForm;
use super::pages::ActPage;
use super::{Acting, Returned, link, returned, shown};
use crate::staff::Staff;
use crate::staff::address::{self, Address};
use crate::staff::dates::When;
use crate::staff::language::Asked;
use crate::staff::learner::Labelled;
use crate::staff::learner::history::named;
use crate::staff::refusal::Refusal;

/// Query name of the event.
const EVENT: &str = "tapahtuma";
/// Field with the event whose link was pressed.
const PRESSED: &str = "pressed";
/// Field with the events that were offered, ticked or not.
const OFFERED: &str = "offered";

/// The page for an event of a learner.
pub fn of_event(oid: PersonOid, position: Position) -> String {
    Address::of(format!("{}/peru", address::learner(oid))).set(EVENT, position).to_string()
}

/// The page.
pub struct Reverse;

impl ActPage for Reverse {
    type Opens = ReverseEvents;

    fn at_first(asked: &Asked) -> Returned {
        let pressed = asked.address.value(EVENT).unwrap_or_default().to_owned();
        Returned { typed: Fields(vec![(PRESSED.to_owned(), pressed)]), ..Returned::default() }
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
    if wanted.events.is_empty() {
        let refused = vec![("reversal-nothing-chosen", Some("events"))];
        return page(acting, Returned { typed, refused, ..Returned::default() }).await;
    }
    let (t, mut follows) = (acting.t(), Vec::new());
    if let Ok(plan) = acting.frame.staff.app.reversal_plan(&acting.frame.official.caller, wanted.clone()).await? {
        if typed.has("give_up") {
            wanted.give_up = plan.conflicts.iter().filter_map(taken).collect();
        }
        let values = wanted.events.iter().map(|position| in_words(&t, &plan, *position)).collect();
        follows.push(Labelled { label: t.get("reverse-goes"), values });
        let back: Vec<String> = plan.comes_back.iter().map(|position| in_words(&t, &plan, *position)).collect();
        follows.extend((!back.is_empty()).then(|| Labelled { label: t.get("reverse-comes-back"), values: back }));
        follows.extend(of_imports(acting, &plan).await?);
        follows.extend(asked_again(&t, &plan));
    }
    let mut kept = vec![PRESSED, OFFERED, "events", "words"];
    kept.extend(typed.has("give_up").then_some("give_up"));
    match acting.confirm_telling(ReverseEvents { wanted }, ("reverse", &kept), &typed, (follows, "peruttu")).await {
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

/// Events that are ticked are reversed; those that were offered and are not ticked count on.
fn wanted(acting: &Acting<'_>, typed: &Fields) -> Reversal {
    let events = ticked(typed);
    let leave = positions(typed.one(OFFERED)).difference(&events).copied().collect();
    Reversal { about: Some(acting.oid()), events, leave, give_up: BTreeSet::new(), words: typed.some("words") }
}

fn ticked(typed: &Fields) -> BTreeSet<Position> {
    typed.every("events").into_iter().flat_map(positions).collect()
}

fn positions(text: &str) -> BTreeSet<Position> {
    text.split(' ').filter_map(|part| part.parse().ok()).map(Position).collect()
}

fn joined<'a>(positions: impl IntoIterator<Item = &'a Position>) -> String {
    positions.into_iter().map(Position::to_string).collect::<Vec<_>>().join(" ")
}

async fn page(acting: &Acting<'_>, mut returned: Returned) -> Result<Response, Refusal> {
    let (t, app, caller) = (acting.t(), &acting.frame.staff.app, &acting.frame.official.caller);
    let opened = !returned.typed.has(OFFERED);
    // With nothing ticked, what goes with the event that was pressed is offered again.
    let mut wanted = wanted(acting, &returned.typed);
    if wanted.events.is_empty() {
        (wanted.events, wanted.leave) = (positions(returned.typed.one(PRESSED)), BTreeSet::new());
    }
    let plan = match app.reversal_plan(caller, wanted).await? {
        Ok(plan) => plan,
        Err(refusal) => {
            if returned.refused.is_empty() {
                returned.refused.push(shown(refusal));
            }
            // What was typed stays, beside what may be chosen.
            let pressed = Reversal { events: positions(returned.typed.one(PRESSED)), ..Reversal::default() };
            match app.reversal_plan(caller, pressed).await? {
                Ok(plan) if !opened => plan,
                _ => return Ok(acting.page("edit-reverse", Vec::new(), Vec::new(), returned)),
            }
        }
    };
    returned.leads.extend(to_holders(acting, &plan));
    let rows = rows_to_heads(acting, &plan, &mut returned).await?;
    let form = form(&t, &plan, &returned.typed, opened);
    let own = of_imports(acting, &plan).await?.into_iter().chain(asked_again(&t, &plan));
    let facts = own.chain(facts(&t, &plan)).chain(rows).collect();
    Ok(acting.page("edit-reverse", facts, vec![form], returned))
}

/// Rows that led to a head while a link that goes was in force, and where it is decided whose they are.
async fn rows_to_heads(acting: &Acting<'_>, plan: &Plan, returned: &mut Returned) -> Result<Option<Labelled>, Refusal> {
    let (t, staff) = (acting.t(), acting.frame.staff);
    let (rows, more) = staff.app.rows_to_heads(plan).await?;
    let numbers = staff.app.import_numbers(rows.iter().map(|row| row.import).collect()).await?;
    let line = |row: &RowToHead| {
        let (number, import) = (t.number(row.row.saturating_add(1)), numbers.of(row.import).to_string());
        let named = t.with_all("row-label", &[("row", number), ("import", import)]);
        format!("{named}, {} ({})", When::from(row.at).human, row.head)
    };
    let heads: BTreeSet<PersonOid> = rows.iter().map(|row| row.head).collect();
    let lead = |head: &PersonOid| (t.with("rows-of-linked", "oid", head), format!("{}/rivit", address::learner(*head)));
    returned.leads.extend(heads.iter().map(lead));
    let values: Vec<String> = rows.iter().map(line).chain(more.then(|| t.get("preview-rows-more"))).collect();
    Ok((!values.is_empty()).then(|| Labelled { label: t.get("reverse-rows-to-head"), values }))
}

/// That a part of the undoing of whole imports is taken back, where one of these events did it: one stands for many learners.
pub async fn brought_back(staff: &Staff, t: &Texts, events: Vec<Position>) -> Result<Vec<Labelled>, Refusal> {
    let imports = staff.app.imports_brought_back(events).await?;
    let numbers = staff.app.import_numbers(imports.clone()).await?;
    let told = |import| t.with("undo-heading", "number", numbers.of(import));
    let values: Vec<String> = imports.into_iter().map(told).collect();
    Ok((!values.is_empty()).then(|| Labelled { label: t.get("reverse-import"), values }).into_iter().collect())
}

/// The same of a plan, with how many learners change.
async fn of_imports(acting: &Acting<'_>, plan: &Plan) -> Result<Vec<Labelled>, Refusal> {
    let t = acting.t();
    let mut told = brought_back(acting.frame.staff, &t, plan.goes.keys().copied().collect()).await?;
    told.iter_mut().for_each(|told| told.values.push(t.count("reverse-learners", plan.changed.len())));
    Ok(told)
}

/// Whom the register is asked about again, since their hetu stays: whoever it knows is identified at once anew.
fn asked_again(t: &Texts, plan: &Plan) -> Option<Labelled> {
    // Whoever has a failed attempt behind them is asked about when that says, and not at once.
    let waits = |person: &Option<Person>| {
        person.as_ref().is_some_and(|person| person.awaits_register().is_some() && person.failure.is_none())
    };
    let without = |oid: &PersonOid| {
        plan.conflicts.iter().any(|conflict| matches!(conflict, Conflict::Taken { of, .. } if of == oid))
    };
    let begin = plan.changed.iter().filter(|(oid, (before, after))| !waits(before) && waits(after) && !without(oid));
    let text = |(oid, (before, after)): (&PersonOid, &(Option<Person>, Option<Person>))| {
        let hetu = |person: &Option<Person>| person.as_ref().and_then(|person| person.present_hetu);
        let key = if hetu(before) == hetu(after) { "reverse-asked-again" } else { "reverse-asked-anew" };
        t.with(key, "oid", oid)
    };
    let values: Vec<String> = begin.map(text).collect();
    (!values.is_empty()).then(|| Labelled { label: t.get("reverse-asked-again-title"), values })
}

/// Whoever has an identifier that would be somebody's again: their page, and where the two become one instead.
fn to_holders(acting: &Acting<'_>, plan: &Plan) -> Vec<(String, String)> {
    let t = acting.t();
    let holder = |conflict: &Conflict| match conflict {
        Conflict::Taken { of, holder, .. } => Some((*holder, *of == acting.oid())),
        _ => None,
    };
    let holders: BTreeSet<(PersonOid, bool)> = plan.conflicts.iter().filter_map(holder).collect();
    let leads = |(holder, from_own): &(PersonOid, bool)| {
        let page = (t.with("reverse-holder", "oid", holder), address::learner(*holder).to_string());
        let ways = || link::ways_to_one(acting, Some(*holder), &Fields::default());
        let ways = if *from_own { ways() } else { Vec::new() };
        std::iter::once(page).chain(ways.into_iter().map(|way| (way.text, way.href)))
    };
    holders.iter().flat_map(leads).collect()
}

/// The events are offered in words. What goes with the one that was pressed is ticked, and can be left.
pub fn form(t: &Texts, plan: &Plan, typed: &Fields, opened: bool) -> ActForm {
    let offered = offered(plan, &positions(typed.one(OFFERED)));
    let chosen = if opened { joined(plan.goes.keys()) } else { joined(&ticked(typed)) };
    let choices = offered.iter().map(|position| (position.to_string(), in_words(t, plan, *position))).collect();
    let mut fields = vec![
        Field::carried(PRESSED, typed.one(PRESSED).to_owned()),
        Field::carried(OFFERED, joined(&offered)),
        Field::new(t, "events", chosen, Input::Checks(choices)),
    ];
    if plan.conflicts.iter().any(|conflict| taken(conflict).is_some()) {
        fields.push(Field::new(t, "give_up", typed.one("give_up"), Input::Tick));
    }
    fields.push(Field::reason_needed(t, typed));
    ActForm::new(t, "peru", "reverse", fields)
}

/// What goes, what would go and is kept, and the links one of which must go too; and what was offered before.
fn offered(plan: &Plan, before: &BTreeSet<Position>) -> BTreeSet<Position> {
    let before = before.iter().copied().filter(|position| plan.events.contains_key(position));
    plan.goes.keys().chain(plan.kept.keys()).chain(&plan.may_go).copied().chain(before).collect()
}

fn in_words(t: &Texts, plan: &Plan, position: Position) -> String {
    plan.events.get(&position).map(|event| named(t, event)).unwrap_or_default()
}

/// The plan in words.
pub fn facts(t: &Texts, plan: &Plan) -> Vec<Labelled> {
    let event = |position: &Position| in_words(t, plan, *position);
    let other_end = |member: &PersonOid, edge: &Position| {
        let link = plan.events.get(edge).and_then(|event| event.link);
        let ends = link.map(|(one, to)| if one == *member { to } else { one });
        let end = ends.map(|oid| oid.to_string()).unwrap_or_default();
        t.with_all("reverse-edge", &[("position", edge.to_string()), ("to", end)])
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
        // Only one of them counts now: it goes, or the other does not come back.
        Conflict::TwoLinks { member, edges } if edges.iter().filter(|edge| plan.may_go.contains(edge)).count() == 1 => {
            let edge = edges.iter().find(|edge| plan.may_go.contains(edge)).map(|edge| other_end(member, edge));
            let named = [("member", member.to_string()), ("edge", edge.unwrap_or_default())];
            t.with_all("reverse-one-goes", &named)
        }
        Conflict::TwoLinks { member, edges: [one, other] } => {
            let named =
                [("member", member.to_string()), ("one", other_end(member, one)), ("other", other_end(member, other))];
            t.with_all("reverse-two-links", &named)
        }
        Conflict::Circle { member, edge } => {
            t.with_all("reverse-circle", &[("member", member.to_string()), ("edge", edge.to_string())])
        }
        Conflict::BothVerified { member, other, edge } => {
            let named = [("member", member.to_string()), ("other", other.to_string()), ("edge", edge.to_string())];
            t.with_all("reverse-both-verified", &named)
        }
        Conflict::VoidHead { member, edge } => {
            t.with_all("reverse-void-head", &[("member", member.to_string()), ("edge", edge.to_string())])
        }
    });
    let registration = plan.goes.keys().filter_map(|position| plan.events.get(position));
    let registration = registration.filter(|event| event.kind == EventKind::PersonRegistered).take(1);
    let lists = [
        ("reverse-void", registration.map(|_| t.get("reverse-void-told")).collect()),
        ("reverse-goes", goes.collect::<Vec<_>>()),
        ("reverse-comes-back", plan.comes_back.iter().map(event).collect()),
        ("reverse-kept", kept.collect()),
        ("reverse-conflicts", conflicts.collect()),
        ("reverse-to-head", plan.addressed_to_head.iter().map(event).collect()),
    ];
    let full = lists.into_iter().filter(|(_, values)| !values.is_empty());
    full.map(|(key, values)| Labelled { label: t.get(key), values }).collect()
}
