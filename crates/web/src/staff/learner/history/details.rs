//! What an entry of the timeline says beside its sentence.

use app::commands::Approvable;
use app::rules::Cause;
use events::catalogue::{
    ApprovalAsked, IdentificationFailed, IdentifiedByOfficial, ImportRowReassigned, ImportRowResolved,
    ImportRowWithheld, MarkedNotDuplicate, OfficialStatement, PersonLinked, RequestDecided, RequestOpened, RowOutcome,
    WrittenIdentifier,
};
use events::codes::IdentifierKind;
use events::{Fact, Opened, With};
use texts::Texts;

use crate::staff::dates::When;
use crate::staff::words::{Words, coded, command_title, conflicts};

/// More about what happened, a sentence each. What counts no longer is not tried again.
pub fn details(shown: &Words<'_>, fact: &Fact, undone: bool) -> Vec<String> {
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
        Fact::IdentifierAttached(with) => identifier(&t, with.data.kind, &with.personal),
        Fact::IdentifierDetached(with) => identifier(&t, with.data.kind, &with.personal),
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
        Fact::IdentificationFailed(with) => failed(&t, &with.data, undone),
        Fact::IdentifiedByOfficial(with) => by_official(&t, with),
        _ => Vec::new(),
    }
}

/// Which identifier was given or taken, as far as it can be read.
fn identifier(t: &Texts, kind: IdentifierKind, written: &Opened<WrittenIdentifier>) -> Vec<String> {
    let text = written.known().map(|written| written.text.clone());
    vec![[Some(coded(t, "identifier", kind)), text].into_iter().flatten().collect::<Vec<_>>().join(" ")]
}

/// A row, counted from 1; in the log it is counted from 0.
fn row_of(t: &Texts, row: u32) -> String {
    t.with("detail-row", "row", t.number(row.saturating_add(1)))
}

/// What the official wrote.
pub(super) fn words<P>(t: &Texts, personal: &Opened<P>, of: impl Fn(&P) -> &Option<String>) -> Option<String> {
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

fn failed(t: &Texts, failed: &IdentificationFailed, undone: bool) -> Vec<String> {
    let mut told = vec![coded(t, "cause", Cause::Identification(failed.cause).name())];
    told.extend(failed.hint.map(|hint| coded(t, "hint", hint)));
    if failed.attempt > 1 {
        told.push(t.count("detail-attempt", failed.attempt));
    }
    let next_try = failed.next_try.filter(|_| !undone);
    told.extend(next_try.map(|at| t.with("next-try", "when", When::from(at).human)));
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
