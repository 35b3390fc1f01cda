//! A learner's history as a timeline: what happened, when, by whom and by which right, why, and what it changed.

use std::collections::BTreeSet;

use app::caller::Caller;
use app::commands::Approvable;
use app::report::learner::{EntryCause, HistoryEntry, LearnerView, UndoOrder, import_of};
use app::rules::Cause;
use events::catalogue::{
    ApprovalAsked, IdentificationFailed, IdentifiedByOfficial, ImportRowReassigned, ImportRowResolved,
    ImportRowWithheld, MarkedNotDuplicate, OfficialStatement, PersonLinked, RequestDecided, RequestOpened, RowOutcome,
};
use events::{EventKind, Fact, Instant, Meta, Opened, OpenedEvent, PersonOid, Position, With};

use super::facts::{Change, Shown};
use super::{at_event, to_entry};
use crate::staff::address::{self, Address};
use crate::staff::dates::When;
use crate::staff::words::{Words, coded, command_title, conflicts};
use texts::Texts;

/// The sentence of a note on handing over that takes an earlier one back.
pub const TAKEN_BACK: &str = "event-hand-over-taken-back";

/// So many events of other learners are named by an entry that has them count no longer.
const OF_OTHERS: usize = 3;

/// An event that counts no longer, with its type where it is one of this history.
type Reversed = (Position, Option<&'static str>);

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
            of: of_another(view, &entry.event).map(|oid| t.with("entry-of", "oid", oid)),
            details: entry
                .order
                .iter()
                .flat_map(|order| ordered(&t, order, |meta| by(&shown.words, caller, meta)))
                .chain(restored(&t, view, entry))
                .chain(details(&shown.words, &entry.event.fact))
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
        entry.reverses.iter().partition(|(_, of_type)| of_type.is_some());
    let most = if entry.order.is_some() { 0 } else { OF_OTHERS };
    let left_out = others.len().saturating_sub(most);
    others.truncate(most);
    named.append(&mut others);
    named.sort_unstable();
    (named, left_out)
}

/// An event that a reversal names. One of another learner's history is named by its number.
fn reversed(t: &Texts, (here, view): (&Address, &LearnerView), (position, of_type): Reversed) -> (String, String) {
    let what = of_type.map_or_else(|| t.get("event-of-another"), |of_type| sentence(t, of_type));
    let named = [("position", position.to_string()), ("what", what)];
    (t.with_all("reverse-event", &named), to_entry(here, view, position))
}

/// The page on which the keeper has it count no longer, while it counts.
fn reversal(caller: &Caller, view: &LearnerView, entry: &HistoryEntry) -> Option<String> {
    // Nothing of somebody whose data was erased is taken back.
    let stands = entry.undone.is_none() && !view.person.erased;
    let may = caller.is_keeper() && stands && app::commands::is_reversible(entry.event.fact.kind());
    may.then(|| super::edit::reverse::of_event(view.person.oid, entry.event.position()))
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
pub fn named(t: &Texts, kind: EventKind, at: Instant, position: Position) -> String {
    let (what, when) = (sentence(t, kind.name()), When::from(at).human);
    t.with_all("reverse-choice", &[("what", what), ("when", when), ("position", position.to_string())])
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

/// More about what happened, a sentence each.
pub fn details(shown: &Words<'_>, fact: &Fact) -> Vec<String> {
    let t = shown.t;
    match fact {
        Fact::PersonRegistered(with) => vec![coded(&t, "origin", with.data.origin)],
        Fact::ImportRowResolved(with) => resolved(&t, &with.data),
        Fact::ImportRowRefused(with) => vec![row_of(&t, with.data.row), coded(&t, "row-refusal", with.data.cause)],
        Fact::ImportRowWithheld(with) => withheld(&t, &with.data),
        Fact::PassivePersonSent(with) => vec![row_of(&t, with.data.row)],
        Fact::ImportRowReassigned(with) => reassigned(&t, with),
        Fact::ConflictReviewed(with) => vec![row_of(&t, with.data.row)],
        Fact::OrganisationJoined(with) => shown.organisations(&with.data.organisations),
        Fact::OrganisationLeft(with) => shown.organisations(&with.data.organisations),
        Fact::HetuReplaced(with) => {
            [coded(&t, "fate", with.data.fate)].into_iter().chain(words(&t, &with.personal, |p| &p.words)).collect()
        }
        Fact::HetuRemoved(with) => {
            [coded(&t, "fate", with.data.fate)].into_iter().chain(words(&t, &with.personal, |p| &p.words)).collect()
        }
        Fact::PersonDetailsCorrected(with) => words(&t, &with.personal, |p| &p.words).into_iter().collect(),
        Fact::PersonPassivated(with) => {
            let cause = coded(&t, "passivation", with.data.cause);
            [cause].into_iter().chain(words(&t, &with.personal, |p| &p.words)).collect()
        }
        Fact::PersonReactivated(with) => words(&t, &with.personal, |p| &p.words).into_iter().collect(),
        Fact::ReasonStated(with) => words(&t, &with.personal, |p| &p.words).into_iter().collect(),
        Fact::RequestOpened(with) => asked(&t, with),
        Fact::RequestDecided(with) => decided(&t, with),
        Fact::ApprovalAsked(with) => second_asked(&t, with),
        Fact::ApprovalRefused(with) => words(&t, &with.personal, |p| &p.words).into_iter().collect(),
        Fact::PersonLinked(with) => linked(&t, with),
        Fact::MarkedNotDuplicate(with) => apart(&t, with),
        Fact::Reversed(with) => words(&t, &with.personal, |p| &p.words).into_iter().collect(),
        Fact::IdentifiedFromRegister(with) => {
            let verified = with.data.verified_with;
            let with_whom =
                verified.map(|with| t.with("detail-verified-with", "who", coded(&t, "verified-with", with)));
            [coded(&t, "way", with.data.way)].into_iter().chain(with_whom).collect()
        }
        Fact::IdentificationFailed(with) => failed(&t, &with.data),
        Fact::IdentifiedByOfficial(with) => by_official(&t, with),
        _ => Vec::new(),
    }
}

/// A row, counted from 1; in the log it is counted from 0.
fn row_of(t: &Texts, row: u32) -> String {
    t.with("detail-row", "row", t.number(row.saturating_add(1)))
}

/// What the official wrote.
fn words<P>(t: &Texts, personal: &Opened<P>, of: impl Fn(&P) -> &Option<String>) -> Option<String> {
    personal.known().and_then(|personal| of(personal).as_ref()).map(|words| t.with("detail-words", "words", words))
}

fn asked(t: &Texts, with: &With<RequestOpened>) -> Vec<String> {
    let told = [coded(t, "request-kind", with.data.kind)];
    let said = with.personal.known().map(|said| t.with("detail-words", "words", &said.words));
    told.into_iter().chain(said).collect()
}

/// What a second official is asked for, and why.
fn second_asked(t: &Texts, with: &With<ApprovalAsked>) -> Vec<String> {
    let said = with.personal.known().and_then(Approvable::words_of);
    let said = said.map(|words| t.with("detail-words", "words", words));
    [command_title(t, &with.data.command)].into_iter().chain(said).collect()
}

fn decided(t: &Texts, with: &With<RequestDecided>) -> Vec<String> {
    let told = [t.with("detail-request", "number", with.data.request), coded(t, "request-state", with.data.outcome)];
    told.into_iter().chain(words(t, &with.personal, |personal| &personal.words)).collect()
}

fn linked(t: &Texts, with: &With<PersonLinked>) -> Vec<String> {
    let (member, to) = (with.data.about.addressed.to_string(), with.data.to.to_string());
    let told =
        [t.with_all("detail-linked", &[("member", member), ("to", to)]), coded(t, "link-reason", with.data.reason)];
    told.into_iter().chain(words(t, &with.personal, |personal| &personal.words)).collect()
}

fn apart(t: &Texts, with: &With<MarkedNotDuplicate>) -> Vec<String> {
    let (one, other) = (with.data.about.addressed.to_string(), with.data.other.to_string());
    let pair = [("one", one), ("other", other), ("points", with.data.points.to_string())];
    let told = [t.with_all("detail-apart", &pair)];
    told.into_iter().chain(words(t, &with.personal, |personal| &personal.words)).collect()
}

fn resolved(t: &Texts, row: &ImportRowResolved) -> Vec<String> {
    let mut told = vec![row_of(t, row.row)];
    told.push(match row.outcome {
        RowOutcome::Created => t.get("detail-created"),
        RowOutcome::Matched(by) => t.with("detail-matched", "identifier", coded(t, "identifier", by)),
    });
    if !row.conflicts.is_empty() {
        told.push(t.with("detail-conflicts", "kinds", conflicts(t, &row.conflicts).join(", ")));
    }
    if row.withheld {
        told.push(t.get("row-withheld"));
    }
    if row.hetu_offered {
        told.push(t.get("detail-hetu-offered"));
    }
    told
}

fn withheld(t: &Texts, row: &ImportRowWithheld) -> Vec<String> {
    let kinds = conflicts(t, &row.conflicts).join(", ");
    vec![row_of(t, row.row), t.with("detail-conflicts", "kinds", kinds), t.get("row-withheld")]
}

fn reassigned(t: &Texts, with: &With<ImportRowReassigned>) -> Vec<String> {
    let (row, to) = (&with.data, with.data.about.addressed);
    let where_to = match row.from == to {
        true => t.get("detail-row-stays"),
        false => t.with_all("detail-row-moved", &[("from", row.from.to_string()), ("to", to.to_string())]),
    };
    let mut told = vec![row_of(t, row.row), where_to];
    told.push(coded(t, "row-cause", row.cause));
    if !row.conflicts.is_empty() {
        told.push(t.with("detail-conflicts", "kinds", conflicts(t, &row.conflicts).join(", ")));
    }
    told.extend(row.withheld.then(|| t.get("row-withheld")));
    told.extend(words(t, &with.personal, |personal| &personal.words));
    told
}

fn failed(t: &Texts, failed: &IdentificationFailed) -> Vec<String> {
    let mut told = vec![coded(t, "cause", Cause::Identification(failed.cause).name())];
    told.extend(failed.hint.map(|hint| coded(t, "hint", hint)));
    if failed.attempt > 1 {
        told.push(t.count("detail-attempt", failed.attempt));
    }
    told.extend(failed.next_try.map(|at| t.with("next-try", "when", When::from(at).human)));
    told
}

fn by_official(t: &Texts, with: &With<IdentifiedByOfficial>) -> Vec<String> {
    let mut told = Vec::new();
    if with.data.no_finnish_hetu {
        told.push(t.get("detail-no-finnish-hetu"));
    }
    told.extend(with.data.similar_seen.map(|seen| t.count("detail-similar-seen", seen)));
    told.extend(words(t, &with.personal, |OfficialStatement { words }| words));
    told
}
