//! A learner's history as a timeline: what happened, when, by whom and by which right, why, and what it changed.

mod details;

use std::collections::BTreeSet;

use app::caller::Caller;
use app::report::approvals::NamedEvent;
use app::report::learner::{EntryCause, HistoryEntry, LearnerView, UndoOrder, import_of};
use events::{Fact, Meta, Opened, OpenedEvent, PersonOid, Position};

use super::facts::{Change, Shown};
use super::{at_event, to_entry};
use crate::staff::address::{self, Address};
use crate::staff::dates::When;
use crate::staff::words::{Words, coded};
pub use details::details;
use details::words;
use texts::Texts;

/// The sentence of a note on handing over that takes an earlier one back.
pub const TAKEN_BACK: &str = "event-hand-over-taken-back";

/// So many events of other learners are named by an entry that has them count no longer.
const OF_OTHERS: usize = 3;

/// An event that counts no longer, with what it was where it is one of this history.
type Reversed = (Position, Option<NamedEvent>);

/// An entry of the timeline.
pub struct Entry {
    /// Position of the event; also the end of the element's id.
    pub position: String,
    /// When.
    pub when: When,
    /// What.
    pub what: String,
    /// The linked number that it is about, where it is not the page's own.
    pub of: Option<String>,
    /// More about it.
    pub details: Vec<String>,
    /// By whom, by which right, along which way.
    pub by: String,
    /// Why, where a reason is recorded.
    pub why: Option<String>,
    /// The entry that led to this one: its sentence and link.
    pub cause: Option<(String, String)>,
    /// The import it belongs to: text, and the page for those who may open it.
    pub import: Option<(String, Option<String>)>,
    /// Values before and after.
    pub changes: Vec<Change>,
    /// Why its personal data cannot be read.
    pub unreadable: Option<String>,
    /// The learner as it stood here.
    pub href: String,
    /// The page shows the learner as it stood here.
    pub is_shown: bool,
    /// It counts no longer: the entry that reversed it, where there is one.
    pub undone: Option<Option<String>>,
    /// The entries that it has count no longer: what each was, and where it stands.
    pub reverses: Vec<(String, String)>,
    /// Of other learners' entries how many are not named.
    pub reverses_more: Option<String>,
    /// Where it may be reversed.
    pub reverse: Option<String>,
    /// What is different between here and where the page shows the learner.
    pub compare: Option<String>,
    /// What it brought about, for those who read everything.
    pub effects: Option<String>,
    /// It happened after what the page shows.
    pub is_later: bool,
    /// Kind of state in the style sheet.
    pub kind: &'static str,
}

/// The part of the timeline that stands at an address.
pub fn entries(
    shown: &Shown<'_>,
    caller: &Caller,
    (here, view): (&Address, &LearnerView),
    at: Option<Position>,
) -> Vec<Entry> {
    let entry = |entry: &HistoryEntry| {
        let (t, meta) = (shown.words.t, &entry.event.recorded.envelope.meta);
        let position = entry.event.position();
        let (named, left_out) = named_events(entry);
        Entry {
            position: position.to_string(),
            when: entry.event.recorded_at().into(),
            what: what(&t, &entry.event.fact, entry.cause),
            of: of_another(view, &entry.event)
                .map(|oid| t.with(if oid == view.person.oid { "entry-of-head" } else { "entry-of" }, "oid", oid)),
            details: entry
                .order
                .iter()
                .flat_map(|order| ordered(&t, order, |meta| by(&shown.words, caller, meta)))
                .chain(restored(&t, view, entry))
                .chain(entry.brings_back.iter().map(|event| brought_back(&t, event)))
                .chain(details(&shown.words, &entry.event.fact, entry.undone.is_some()))
                .collect(),
            by: by(&shown.words, caller, meta),
            why: meta.reason.map(|reason| coded(&t, "reason", reason)),
            cause: entry.cause.map(|cause| led_to(&t, (here, view), cause)),
            import: import_of(&entry.order.as_ref().map_or(&entry.event, |order| &order.event).fact).map(|import| {
                let title = t.with("import-title", "number", view.imports.of(import));
                let opened = view.opened_imports.contains(&import);
                (title, opened.then(|| address::import(import).to_string()))
            }),
            changes: entry
                .change
                .as_ref()
                .map_or_else(Vec::new, |(before, after)| shown.changes(before.as_deref(), after)),
            unreadable: unreadable(&t, &entry.event.fact),
            href: at_event(here, position),
            is_shown: at == Some(position),
            undone: entry.undone.map(|undone| undone.by.map(|by| to_entry(here, view, by))),
            reverses: named.iter().map(|named| reversed(&t, (here, view), *named)).collect(),
            reverses_more: (left_out > 0).then(|| t.count("event-of-others", left_out)),
            reverse: reversal(caller, view, entry),
            compare: at.filter(|at| *at != position).map(|at| super::compare::between(view.oid, at, position)),
            effects: caller.reads_all().then(|| super::effects::of(view.person.oid, position)),
            is_later: at.is_some_and(|at| position > at),
            kind: kind(&entry.event.fact),
        }
    };
    view.history.items.iter().map(entry).collect()
}

/// Who ordered that an import is undone, or that its rows are restored, who had asked for it, and why.
pub fn ordered(t: &Texts, order: &UndoOrder, who: impl Fn(&Meta) -> String) -> Vec<String> {
    let (said, keys) = match &order.event.fact {
        Fact::ImportUndoOrdered(with) => {
            let keys = ["detail-undo-asked", "detail-undo-approved", "detail-import-undone"];
            (words(t, &with.personal, |personal| &personal.words), keys)
        }
        Fact::Reversed(with) => {
            let keys = ["detail-restore-asked", "detail-undo-approved", "detail-import-restored"];
            (words(t, &with.personal, |personal| &personal.words), keys)
        }
        _ => return Vec::new(),
    };
    let told = |key: &str, event: &OpenedEvent| {
        let (who, when) = (who(&event.recorded.envelope.meta), When::from(event.recorded_at()).human);
        t.with_all(key, &[("who", who), ("when", when)])
    };
    let by_whom = match &order.asked {
        Some(asked) => vec![told(keys[0], asked), told(keys[1], &order.event)],
        None => vec![told(keys[2], &order.event)],
    };
    by_whom.into_iter().chain(said).collect()
}

/// The record that an event is about, where it is another one than the page's.
fn of_another(view: &LearnerView, event: &OpenedEvent) -> Option<PersonOid> {
    let about: Vec<PersonOid> = event.persons().collect();
    if about.contains(&view.oid) { None } else { about.first().copied() }
}

/// That an event counts again.
fn brought_back(t: &Texts, event: &NamedEvent) -> String {
    let named = [("position", event.position.to_string()), ("what", what_it_was(t, event))];
    t.with("detail-brings-back", "event", t.with_all("reverse-event", &named))
}

/// The imports of which an entry takes a part of the undoing back.
fn restored(t: &Texts, view: &LearnerView, entry: &HistoryEntry) -> Vec<String> {
    let imports: BTreeSet<Position> = entry.restores.iter().filter_map(|order| import_of(&order.event.fact)).collect();
    let told = |import| t.with("detail-restores", "number", view.imports.of(import));
    imports.into_iter().map(told).collect()
}

/// Entries that a reversal has: own ones all, and of other learners the first few; how many others are left out. Of an
/// import that is undone no others are named: they are its other rows.
fn named_events(entry: &HistoryEntry) -> (Vec<Reversed>, usize) {
    let (mut named, mut others): (Vec<Reversed>, Vec<Reversed>) =
        entry.reverses.iter().partition(|(_, known)| known.is_some());
    let most = if entry.order.is_some() { 0 } else { OF_OTHERS };
    let left_out = others.len().saturating_sub(most);
    others.truncate(most);
    named.append(&mut others);
    named.sort_unstable_by_key(|(position, _)| *position);
    (named, left_out)
}

/// An event that a reversal names. One of another learner's history is named by its number.
fn reversed(t: &Texts, (here, view): (&Address, &LearnerView), (position, known): Reversed) -> (String, String) {
    let what = known.map_or_else(|| t.get("event-of-another"), |event| what_it_was(t, &event));
    let named = [("position", position.to_string()), ("what", what)];
    (t.with_all("reverse-event", &named), to_entry(here, view, position))
}

/// The page on which the keeper has it count no longer, while it counts.
fn reversal(caller: &Caller, view: &LearnerView, entry: &HistoryEntry) -> Option<String> {
    // Nothing of somebody whose data was erased is taken back.
    let stands = entry.undone.is_none() && !view.person.erased;
    let may = caller.is_keeper() && stands && app::commands::is_reversible(entry.event.fact.kind());
    may.then(|| super::edit::reverse::of_event(view.oid, entry.event.position()))
}

/// What an event means for the learner, in the one language of states.
fn kind(fact: &Fact) -> &'static str {
    match fact {
        Fact::IdentifiedFromRegister(_) | Fact::IdentifiedByOfficial(_) => "good",
        Fact::IdentificationFailed(_) | Fact::ImportRowRefused(_) | Fact::ErasureOrdered(_) => "bad",
        Fact::ImportRowWithheld(_) | Fact::ImportRowReassigned(_) | Fact::PassivePersonSent(_) => "note",
        Fact::PersonPassivated(_) => "passive",
        Fact::ImportRowResolved(with) if !with.data.conflicts.is_empty() => "note",
        _ => "plain-event",
    }
}

/// What happened, in a sentence.
fn what(t: &Texts, fact: &Fact, cause: Option<EntryCause>) -> String {
    match fact {
        Fact::Reversed(with) if with.data.events.len() == 1 => t.get("event-reversed-one"),
        Fact::RequestDecided(with) => coded(t, "event-request", with.data.outcome),
        Fact::ApprovalRefused(_) => match cause {
            Some(EntryCause { by_same: true, .. }) => t.get("event-approval-withdrawn"),
            Some(EntryCause { by_same: false, .. }) => t.get("event-approval-refused"),
            None => sentence(t, fact.event_type()),
        },
        Fact::HandOverNoted(with) if with.data.taken_back => t.get(TAKEN_BACK),
        fact => sentence(t, fact.event_type()),
    }
}

/// An event among others: what happened, when, and its number.
pub fn named(t: &Texts, event: &NamedEvent) -> String {
    let (what, when) = (what_it_was(t, event), When::from(event.at).human);
    t.with_all("reverse-choice", &[("what", what), ("when", when), ("position", event.position.to_string())])
}

/// What an event that is named was, in a sentence; of a link, who joined whom.
pub fn what_it_was(t: &Texts, event: &NamedEvent) -> String {
    match event.link {
        Some((member, to)) => t.with_all("event-linked-to", &[("member", member.to_string()), ("to", to.to_string())]),
        None => sentence(t, event.kind.name()),
    }
}

/// What happened, in a sentence. A type that has none yet is named.
pub fn sentence(t: &Texts, event_type: &str) -> String {
    let key = format!("event-{event_type}");
    if t.has(&key) { t.get(&key) } else { t.with("event-other", "type", event_type) }
}

fn led_to(t: &Texts, (here, view): (&Address, &LearnerView), cause: EntryCause) -> (String, String) {
    (sentence(t, cause.event_type), to_entry(here, view, cause.position))
}

/// Who, by which right and for which organisations, along which way.
fn by(words: &Words<'_>, caller: &Caller, meta: &Meta) -> String {
    let t = words.t;
    let who = words.actor(&meta.actor, caller);
    let organisations = words.for_whom(&who, &meta.organisations);
    let right = meta.right.map(|right| t.with("by-right", "right", right));
    let channel = coded(&t, "channel", meta.channel);
    [Some(who), organisations, right, Some(channel)].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn unreadable(t: &Texts, fact: &Fact) -> Option<String> {
    match fact.readability() {
        Opened::Known(()) => None,
        Opened::Erased => Some(t.get("value-erased")),
        Opened::KeyLost => Some(t.get("value-key-lost")),
    }
}
