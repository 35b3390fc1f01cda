//! `…/oppija/{oid}/vertailu`: a learner at two points of their history, field by field where they differ.

use app::access::LookKind;
use app::report::learner::{LearnerRefusal, LearnerView};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use events::{Day, PersonOid, Position};
use texts::Texts;

use super::facts::{Change, Shown, value};
use crate::staff::Staff;
use crate::staff::address::{self, Address};
use crate::staff::dates::When;
use crate::staff::language::Asked;
use crate::staff::page::{Chrome, render};
use crate::staff::refusal::{Refusal, refuse};
use crate::staff::session::Official;
use crate::staff::words::{Words, name_or_none};

/// Query names of the two points.
const POINTS: [&str; 2] = ["alku", "loppu"];

/// The page.
#[derive(Template)]
#[template(path = "staff/compare.html")]
pub struct ComparePage {
    c: Chrome,
    t: Texts,
    action: String,
    back: String,
    oid: String,
    name: String,
    fields: [Field; 2],
    found: Option<Found>,
}

/// A field of the form.
pub struct Field {
    name: &'static str,
    label: String,
    typed: String,
    /// Why what was typed is no point.
    fault: Option<String>,
}

/// What was found.
pub struct Found {
    /// The two points, the earlier one first.
    points: [String; 2],
    changes: Vec<Change>,
}

/// A point of a history, as it was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Point {
    /// An event.
    Event(Position),
    /// The end of a day in Finland.
    Day(Day),
}

impl Point {
    /// An event's number, or a day as officials (`1.9.2026`) or programs (`2026-09-01`) write it.
    fn read(typed: &str) -> Option<Point> {
        let typed = typed.trim();
        if let Ok(position) = typed.parse::<u32>() {
            return Some(Point::Event(Position(position.into())));
        }
        Day::typed(typed).map(Point::Day)
    }

    /// Does the log have it, whose newest event this is? A day has its end, whatever happened on it.
    fn has_been(self, newest: Position) -> bool {
        !matches!(self, Point::Event(position) if position > newest)
    }
}

/// The learner at a point; nobody had the number before the registration.
pub struct Side {
    /// The point.
    pub at: Position,
    /// The learner.
    pub view: Option<LearnerView>,
}

impl ComparePage {
    /// The form, and what was found where both points are given.
    pub fn new(
        (asked, official): (&Asked, &Official),
        (now, newest): (&LearnerView, Position),
        found: Option<&[Side; 2]>,
        words: &Words<'_>,
    ) -> ComparePage {
        let (t, oid) = (asked.t, now.oid);
        // Until something is chosen it is what the learner's page has at hand: its oldest event, and the newest.
        let at_hand = [now.history.items.iter().map(|entry| entry.event.position()).min(), Some(now.position)];
        let field = |(name, at_hand): (&'static str, Option<Position>)| {
            let chosen = asked.address.value(name).map(ToString::to_string);
            let typed = chosen.or(at_hand.map(|position| position.to_string())).unwrap_or_default();
            let fault = match Point::read(&typed) {
                None => (!typed.is_empty()).then(|| t.get("compare-fault")),
                Some(point) if point.has_been(newest) => None,
                Some(_) => Some(t.with("compare-not-yet", "newest", newest)),
            };
            Field { name, label: t.get(&format!("compare-{name}")), typed, fault }
        };
        ComparePage {
            c: Chrome::new(asked, Some(official), t.with("compare-title", "oid", oid)).below_report(),
            action: path(oid).to_string(),
            back: address::learner(oid).to_string(),
            oid: oid.to_string(),
            name: name_or_none(&t, &now.person.names),
            fields: [(POINTS[0], at_hand[0]), (POINTS[1], at_hand[1])].map(field),
            found: found.map(|sides| Found::new(sides, words)),
            t,
        }
    }
}

impl Found {
    fn new(sides: &[Side; 2], words: &Words<'_>) -> Found {
        let t = words.t;
        let told = |side: &Side| match &side.view {
            None => t.with("compare-nobody-yet", "position", side.at),
            Some(view) => {
                let when = When::from(view.recorded).human;
                t.with_all("compare-point", &[("when", when), ("position", view.position.to_string())])
            }
        };
        let [before, after] = sides;
        let hidden = sides.iter().any(|side| side.view.as_ref().is_some_and(|view| view.hidden));
        let changes = after.view.as_ref().map(|after| {
            let number = numbered([before.view.as_ref(), Some(after)], &t);
            let before = before.view.as_ref().map(|before| &before.person);
            number.into_iter().chain(Shown { words: *words, hidden }.differences(before, &after.person)).collect()
        });
        Found { points: [told(before), told(after)], changes: changes.unwrap_or_default() }
    }
}

/// The oppijanumero, where it differs: by identification, or by a link.
fn numbered(views: [Option<&LearnerView>; 2], t: &Texts) -> Option<Change> {
    let [before, after] = views.map(|view| view.and_then(|view| view.oppijanumero));
    let told = |number: Option<PersonOid>| value(t, number.map(|number| number.to_string()));
    (before != after).then(|| Change { label: t.get("label-oppijanumero"), before: told(before), after: told(after) })
}

fn path(oid: PersonOid) -> Address {
    Address::of(format!("{}/vertailu", address::learner(oid)))
}

/// The page of a learner's history on which two points are compared.
pub fn of(oid: PersonOid) -> String {
    path(oid).to_string()
}

/// The page that compares two events.
pub fn between(oid: PersonOid, one: Position, other: Position) -> String {
    path(oid).set(POINTS[0], one.min(other)).set(POINTS[1], one.max(other)).to_string()
}

/// Shows it to those who may see the learner.
pub async fn show(State(staff): State<Staff>, official: Official, asked: Asked, Path(oid): Path<String>) -> Response {
    let made = page(&staff, &official, &asked, &oid).await;
    made.unwrap_or_else(|refusal| refuse(&asked, Some(&official), refusal))
}

async fn page(staff: &Staff, official: &Official, asked: &Asked, oid: &str) -> Result<Response, Refusal> {
    let oid: PersonOid = oid.parse().map_err(|_| Refusal::NotFound)?;
    // Who may not see the learner is told so before anything else.
    let now = seen(staff, official, oid, None).await?.ok_or(Refusal::NoLearner)?;
    let newest = staff.app.store().head().position;
    let point = |name: &str| asked.address.value(name).and_then(Point::read).filter(|point| point.has_been(newest));
    let points = POINTS.map(point);
    let found = match points {
        [Some(one), Some(other)] => {
            let (one, other) = (position(staff, one).await?, position(staff, other).await?);
            let side =
                async |at: Position| Ok::<_, Refusal>(Side { at, view: seen(staff, official, oid, Some(at)).await? });
            Some([side(one.min(other)).await?, side(one.max(other)).await?])
        }
        _ => None,
    };
    let kind = if found.is_some() { LookKind::History } else { LookKind::Page };
    staff.showed(official, kind, [(oid, now.person.protected)]).await?;
    let (staff, asked, official) = (staff.clone(), asked.clone(), official.clone());
    let app = staff.app.clone();
    let page =
        move || render(&ComparePage::new((&asked, &official), (&now, newest), found.as_ref(), &staff.words(asked.t)));
    Ok(app.blocking(move |_| Ok(page())).await?)
}

async fn position(staff: &Staff, point: Point) -> Result<Position, Refusal> {
    match point {
        Point::Event(position) => Ok(position),
        Point::Day(day) => Ok(staff.app.last_event_of(day).await?),
    }
}

/// The learner at a point, or now; `None` where nobody had the number.
async fn seen(
    staff: &Staff,
    official: &Official,
    oid: PersonOid,
    at: Option<Position>,
) -> Result<Option<LearnerView>, Refusal> {
    match staff.app.learner(&official.caller, oid, at, None).await? {
        Ok(view) => Ok(Some(view)),
        Err(LearnerRefusal::Unknown) => Ok(None),
        Err(refusal) => Err(refusal.into()),
    }
}

#[cfg(test)]
mod tests {
    use events::date;

    use super::*;

    #[test]
    fn a_point_is_an_event_or_a_day() {
        let day = Some(Point::Day(Day(date(2026, 9, 1))));
        assert_eq!(Point::read(" 42 "), Some(Point::Event(Position(42))));
        assert_eq!((Point::read("1.9.2026"), Point::read("01.09.2026"), Point::read("2026-09-01")), (day, day, day));
        for typed in ["", "eilen", "31.2.2026", "-1", "1.9."] {
            assert_eq!(Point::read(typed), None, "{typed}");
        }
    }

    #[test]
    fn the_earlier_point_stands_first() {
        let (one, other) = (Position(7), Position(3));
        let oid = PersonOid::issue(1_234_567_890);
        assert_eq!(between(oid, one, other), between(oid, other, one));
        assert!(between(oid, one, other).ends_with("/vertailu?alku=3&loppu=7"));
    }
}
