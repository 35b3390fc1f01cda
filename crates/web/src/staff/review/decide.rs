//! What a decision of the queue does: records are linked, or told apart, and either is taken back.
//!
//! What the page showed is what is confirmed: a form names it, and when anything has changed of it since, nothing is done
//! and the page is shown anew.

use app::commands::{
    Call, Command, CommandRefusal, LinkRecords, MarkNotDuplicate, Outcome, RefusalKind, ReopenPair, Reversal,
    ReverseEvents,
};
use app::report::review::{ReviewItem, ReviewRecord};
use app::report::sitting::ActLine;
use axum::response::{Redirect, Response};
use events::codes::Channel;
use events::{EventKind, PersonOid, Position};

use super::{AFTER, DONE, EVENT, PAIR, named};
use crate::staff::address::{self, Address};
use crate::staff::command::Frame;
use crate::staff::learner::edit::fields::Fields;
use crate::staff::learner::edit::link::{self, hetu_of_member};
use crate::staff::refusal::Refusal;
use crate::staff::session::{check_csrf, with_position};

/// Most groups that are decided in one go.
const AT_ONCE: usize = 50;
/// What the page says when something has changed since it was shown.
pub const MOVED: &str = "review-moved";

/// How it ended.
pub enum Decided {
    /// The next page.
    Done(Response),
    /// The group as it is now, and why nothing was done, or not all.
    Refused(Option<ReviewItem>, Vec<&'static str>),
}

/// What was done, for the next page.
struct Made {
    to: Address,
    position: Position,
}

impl Made {
    fn nothing_yet() -> Made {
        Made { to: Address::of(address::DUPLICATES), position: Position::START }
    }

    fn at(&mut self, position: Position) {
        self.position = self.position.max(position);
    }

    fn anything(&self) -> bool {
        self.position > Position::START
    }
}

pub async fn decide(frame: &Frame<'_>, typed: &Fields) -> Result<Decided, Refusal> {
    if !check_csrf(frame.official, typed.one("csrf")) {
        return Err(Refusal::StaleForm);
    }
    let mut made = Made::nothing_yet();
    let done = match typed.one("decision") {
        "undo" => match undo(frame, typed, &mut made).await {
            Ok(()) => "peruttu",
            // Somebody took it back elsewhere, or something is built on it: the queue goes on and says so.
            Err(Refusal::Refused(name, RefusalKind::Conflict | RefusalKind::Invalid(_))) => {
                return Ok(Decided::Refused(None, vec![name]));
            }
            Err(refusal) => return Err(refusal),
        },
        "later" => {
            let to = Address::of(address::DUPLICATES).set(AFTER, typed.one("place"));
            return Ok(Decided::Done(with_position(Position::START, Redirect::to(&to.to_string()))));
        }
        decision @ ("same" | "apart" | "identical") => {
            match (decide_each(frame, typed, &mut made).await, made.anything()) {
                (Ok(Ok(())), _) => done_in_full(decision, typed),
                // What is done stands, and the next page takes it back.
                (_, true) => done_in_part(decision),
                (Ok(Err(refused)), false) => {
                    let item =
                        if decision == "identical" { None } else { review_item(frame, typed.one("item")).await? };
                    return Ok(Decided::Refused(item, vec![refused]));
                }
                (Err(refusal), false) => return Err(refusal),
            }
        }
        _ => return Ok(Decided::Refused(None, vec!["review-undecided"])),
    };
    let to = made.to.set(AFTER, typed.one("after")).set(DONE, done).to_string();
    Ok(Decided::Done(with_position(made.position, Redirect::to(&to))))
}

/// What the next page says was done.
fn done_in_full(decision: &str, typed: &Fields) -> &'static str {
    match decision {
        "identical" => "samat",
        "same" => link::done(typed),
        _ => "erotettu",
    }
}

/// The same, where the rest was refused.
fn done_in_part(decision: &str) -> &'static str {
    if decision == "apart" { "erotettu-osa" } else { "samat-osa" }
}

/// Decides about each group that the form names, until one is refused.
async fn decide_each(frame: &Frame<'_>, typed: &Fields, made: &mut Made) -> Result<Result<(), &'static str>, Refusal> {
    for group in groups(typed).ok_or(Refusal::StaleForm)? {
        if let Err(refused) = decide_one(frame, group, typed, made).await? {
            return Ok(Err(refused));
        }
    }
    Ok(Ok(()))
}

/// Groups that the form names, each with what was seen of it.
fn groups(typed: &Fields) -> Option<Vec<(&str, &str)>> {
    match typed.one("decision") {
        "identical" => typed.every("chosen").into_iter().take(AT_ONCE).map(|one| one.split_once(' ')).collect(),
        _ => Some(vec![(typed.one("item"), typed.one("seen"))]),
    }
}

async fn review_item(frame: &Frame<'_>, name: &str) -> Result<Option<ReviewItem>, Refusal> {
    let name: PersonOid = name.parse().map_err(|_| Refusal::StaleForm)?;
    Ok(frame.staff.app.review_item(&frame.official.caller, name).await?)
}

/// Decides about one group, when it is still what was seen.
async fn decide_one(
    frame: &Frame<'_>,
    (name, seen): (&str, &str),
    typed: &Fields,
    made: &mut Made,
) -> Result<Result<(), &'static str>, Refusal> {
    let Some(item) = review_item(frame, name).await? else { return Ok(Err(MOVED)) };
    if item.seen.to_string() != seen {
        return Ok(Err(MOVED));
    }
    let identical = typed.one("decision") == "identical";
    let meant = |oid: &PersonOid| identical || typed.every("record").contains(&oid.to_string().as_str());
    let mut records: Vec<_> = item.records.iter().filter(|record| meant(&record.person.oid)).collect();
    // The right is held for whom it is decided about.
    records.sort_by_key(|record| !record.decides);
    let oids: Vec<PersonOid> = records.iter().map(|record| record.person.oid).collect();
    let [first, others @ ..] = &oids[..] else { return Ok(Err("review-nobody")) };
    if others.is_empty() {
        return Ok(Err("review-nobody"));
    }
    let outcome = match typed.one("decision") {
        "apart" => tell_apart(frame, &records, typed.some("words").as_deref(), made).await,
        _ => link(frame, *first, others, typed, made).await,
    };
    match outcome {
        Ok(()) => Ok(Ok(())),
        Err(refusal) => named(refusal).map(Err),
    }
}

async fn link(
    frame: &Frame<'_>,
    first: PersonOid,
    others: &[PersonOid],
    typed: &Fields,
    made: &mut Made,
) -> Result<(), Refusal> {
    for other in others {
        let command = LinkRecords {
            person: first,
            other: *other,
            head: None,
            hetu: hetu_of_member(typed),
            words: typed.some("words"),
        };
        match carry_out(frame, command).await {
            // The link is the last event of its command.
            Ok(position) => {
                made.at(position);
                made.to = made.to.clone().and(EVENT, position);
            }
            // Two records of one learner.
            Err(Refusal::Refused("linked-already", _)) => {}
            Err(refusal) => return Err(refusal),
        }
    }
    if made.anything() { Ok(()) } else { Err(Refusal::Refused("linked-already", RefusalKind::Conflict)) }
}

/// Notes of every two of these records that they are two persons', also of two that were not proposed: whoever says so of
/// three has said it of each pair. The records about which the official may decide stand first.
async fn tell_apart(
    frame: &Frame<'_>,
    records: &[&ReviewRecord],
    words: Option<&str>,
    made: &mut Made,
) -> Result<(), Refusal> {
    for (at, one) in records.iter().enumerate() {
        for other in records[at + 1..].iter().filter(|other| one.decides || other.decides) {
            let (person, other) = (one.person.oid, other.person.oid);
            let words = words.map(str::to_owned);
            match carry_out(frame, MarkNotDuplicate { person, other, words }).await {
                Ok(position) => made.at(position),
                // Judged before, or two records of one learner.
                Err(Refusal::Refused("apart-already" | "linked-already", _)) => continue,
                Err(refusal) => return Err(refusal),
            }
            made.to = made.to.clone().and(PAIR, format!("{person},{other}"));
        }
    }
    Ok(())
}

/// Takes back what was just decided.
async fn undo(frame: &Frame<'_>, typed: &Fields, made: &mut Made) -> Result<(), Refusal> {
    for pair in typed.every("pair") {
        let pair = pair.split_once(',').and_then(|(one, other)| Some((one.parse().ok()?, other.parse().ok()?)));
        let (person, other) = pair.ok_or(Refusal::StaleForm)?;
        made.at(carry_out(frame, ReopenPair { person, other }).await?);
    }
    let events: Option<Vec<Position>> =
        typed.every("event").into_iter().map(|event| event.parse().ok().map(Position)).collect();
    let events = events.ok_or(Refusal::StaleForm)?;
    // An address may name any event: only links that the official made since they signed in are taken back here.
    let acts = frame.staff.app.sitting(&frame.official.caller, frame.official.since).await?;
    let linked = |act: &&ActLine| act.kind == Some(EventKind::PersonLinked);
    for event in &events {
        match acts.iter().filter(linked).find(|act| act.position == *event) {
            None => return Err(Refusal::Refused("undo-not-of-sitting", RefusalKind::Conflict)),
            Some(act) if act.reversed => return Err(Refusal::Refused("already-reversed", RefusalKind::Conflict)),
            Some(_) => {}
        }
    }
    // The newest link first: each stands on the one before.
    for event in events.into_iter().rev() {
        let words = Some(frame.asked.t.get("review-undone-why"));
        let wanted = Reversal { events: [event].into(), words, ..Reversal::default() };
        made.at(carry_out(frame, ReverseEvents { wanted }).await?);
    }
    Ok(())
}

/// Carries a command out as it would be done now: what it is about was compared with what was shown.
async fn carry_out<C: Command>(frame: &Frame<'_>, command: C) -> Result<Position, Refusal> {
    let (app, official) = (&frame.staff.app, frame.official);
    let mut call = Call::new(official.caller.clone(), Channel::Staff, frame.request);
    if C::MUST_BE_CONFIRMED {
        match app.preview(command.clone(), call.clone()).await? {
            Outcome::Previewed(preview) => call.confirms = Some(preview.fingerprint),
            Outcome::Refused(refusal) => return Err(Refusal::Refused(refusal.name(), refusal.kind())),
            Outcome::RightMissing => return Err(Refusal::Lacks(C::RIGHTS)),
            Outcome::Hidden => return Err(Refusal::HiddenLearner),
            _ => return Err(Refusal::StaleForm),
        }
    }
    match app.carry_out(command, call).await? {
        Outcome::Done { position, .. } => Ok(position),
        Outcome::Refused(refusal) => Err(Refusal::Refused(refusal.name(), refusal.kind())),
        Outcome::RightMissing => Err(Refusal::Lacks(C::RIGHTS)),
        Outcome::Hidden => Err(Refusal::HiddenLearner),
        _ => Err(Refusal::StaleForm),
    }
}
