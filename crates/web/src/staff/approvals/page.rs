//! The page of what waits for a second official, and of what was decided of late.

use std::collections::HashMap;

use app::report::approvals::{ApprovalEnd, ApprovalLine};
use app::report::imports::ImportLine;
use askama::Template;
use events::{PersonOid, Position};
use texts::Texts;

use super::{heading, of, of_request};
use crate::staff::address::{self, APPROVALS};
use crate::staff::command::{People, called};
use crate::staff::dates::When;
use crate::staff::language::Asked;
use crate::staff::learner::Labelled;
use crate::staff::learner::edit::DONE;
use crate::staff::learner::history::named;
use crate::staff::page::{Chrome, Section};
use crate::staff::requests;
use crate::staff::session::Official;
use crate::staff::words::{Badge, Words, coded};

/// The page.
#[derive(Template)]
#[template(path = "staff/approvals.html")]
pub struct ApprovalsPage {
    c: Chrome,
    t: Texts,
    csrf: String,
    help: String,
    /// What has just been decided.
    done: Option<String>,
    /// What another official has decided meanwhile.
    decided: Option<Decided>,
    lines: Vec<Line>,
    /// What ended last.
    ended: Vec<Line>,
}

/// Something that waits, or waited.
struct Line {
    id: String,
    heading: String,
    people: Vec<Concerned>,
    /// The import that it is about: title and page, and who sent how many rows.
    import: Option<(String, String)>,
    sent: Vec<String>,
    /// The request that it accepts: its page, and what was said in it.
    request: Option<(String, Vec<Labelled>)>,
    words: Option<String>,
    /// On which ground data would be erased.
    ground: Option<String>,
    /// The acts that a reversal covers.
    reverses: Vec<String>,
    /// The acts that count again by it.
    restores: Vec<String>,
    asked_by: String,
    when: When,
    own: bool,
    /// It can be given, as far as that is known before the preview.
    can_be_given: bool,
    action: String,
    /// Why it cannot be given, or was neither given nor refused.
    fault: Option<Told>,
    /// That was just tried.
    is_refused: bool,
    /// The reason that was typed then.
    reason: String,
    ended: Option<Ended>,
}

/// Somebody whom it is about.
struct Concerned {
    oid: String,
    /// Name and birth date; `None` of somebody who is not in the registry.
    called: Option<String>,
    href: String,
}

/// What the page tells of those whom it is about.
#[derive(Default)]
pub struct Beside {
    /// The learners.
    pub people: People,
    /// The imports that wait to be undone.
    pub imports: HashMap<Position, ImportLine>,
}

/// What is wrong, as it is told at one of the lines.
struct Told {
    /// What is wrong, and what to do next.
    texts: Vec<String>,
    of_reason: bool,
}

/// Something that another official has decided meanwhile.
struct Decided {
    href: String,
    told: Vec<String>,
    /// What was typed here.
    typed: Option<String>,
}

/// What became of something that was asked for, in words.
pub struct Ended {
    /// How it ended.
    pub badge: Badge,
    /// Who decided.
    pub by: String,
    /// When.
    pub when: When,
    /// Why.
    pub words: Option<String>,
}

impl Ended {
    /// In words, for an official.
    pub fn of(words: &Words<'_>, official: &Official, end: &ApprovalEnd) -> Ended {
        let (kind, text) = match end {
            ApprovalEnd::Given(_) => ("good", "approval-state-given"),
            ApprovalEnd::Refused(_) => ("bad", "approval-state-refused"),
            ApprovalEnd::TakenBack(_) => ("off", "approval-state-taken-back"),
            ApprovalEnd::WithRequest(_) => ("off", "approval-state-with-request"),
        };
        let decision = end.decision();
        Ended {
            badge: Badge { kind, text: words.t.get(text) },
            by: words.actor(&decision.by, &official.caller),
            when: decision.at.into(),
            words: decision.words.clone(),
        }
    }
}

/// Why one of them was neither given nor refused.
pub struct LineFault<'a> {
    /// Which.
    pub number: Position,
    /// Keys of the texts that say what is wrong, and what to do next.
    pub texts: &'a [&'a str],
    /// The reason why it was to be refused, as it was typed, where that is what is wrong.
    pub typed: Option<&'a str>,
}

impl LineFault<'_> {
    fn told(&self, t: &Texts) -> Told {
        Told { texts: self.texts.iter().map(|key| t.get(key)).collect(), of_reason: self.typed.is_some() }
    }
}

impl ApprovalsPage {
    /// The page of what waits, and of what ended last. `fault` is why one of them was neither given nor refused.
    pub fn new(
        (asked, official): (&Asked, &Official),
        words: &Words<'_>,
        (waiting, ended, beside): (&[ApprovalLine], &[ApprovalLine], &Beside),
        fault: Option<&LineFault<'_>>,
    ) -> ApprovalsPage {
        let t = asked.t;
        let line = |line: &ApprovalLine| {
            let of_line = fault.filter(|fault| fault.number == line.number);
            Line::of((words, official), (line, beside), of_line)
        };
        // What was decided meanwhile waits no more: how is told at the top.
        let decided = fault.and_then(|fault| {
            if waiting.iter().any(|line| line.number == fault.number) {
                return None;
            }
            // It may have been decided so long ago that it is not listed any more.
            let line = ended.iter().find(|line| line.number == fault.number);
            let how = line.map(|line| told_at_once(words, official, line));
            let told = [fault.texts.first().map(|key| t.get(key)), how];
            Some(Decided {
                href: of(fault.number),
                told: told.into_iter().flatten().collect(),
                typed: fault
                    .typed
                    .filter(|typed| !typed.is_empty())
                    .map(|typed| t.with("approvals-typed", "words", typed)),
            })
        });
        let c = Chrome::new(asked, Some(official), t.get("nav-approvals")).within(Section::Approvals);
        let done = asked.address.value(DONE).map(|done| format!("approvals-done-{done}")).filter(|key| t.has(key));
        ApprovalsPage {
            c,
            t,
            csrf: official.csrf.clone(),
            help: address::help("approvals").to_string(),
            // What was done before says nothing of what is wrong now.
            done: done.filter(|_| fault.is_none()).map(|key| t.get(&key)),
            decided,
            lines: waiting.iter().map(line).collect(),
            ended: ended.iter().map(line).collect(),
        }
    }

    fn is_faulty(&self) -> bool {
        self.decided.is_some() || self.lines.iter().any(|line| line.is_refused)
    }
}

impl Line {
    fn has_faulty_reason(&self) -> bool {
        self.fault.as_ref().is_some_and(|fault| fault.of_reason)
    }

    fn of(
        (words, official): (&Words<'_>, &Official),
        (line, beside): (&ApprovalLine, &Beside),
        fault: Option<&LineFault<'_>>,
    ) -> Line {
        let t = words.t;
        let own = line.asked_by == official.caller.actor();
        let concerned = |oid: PersonOid| Concerned {
            oid: oid.to_string(),
            called: beside.people.get(&oid).map(|person| called(&t, person)),
            href: address::learner(oid).to_string(),
        };
        let prevented = line.prevented.map(|name| Told::prevented(&t, name, own));
        Line {
            id: line.number.to_string(),
            heading: heading(&t, line),
            people: line.person.into_iter().chain(line.other).map(concerned).collect(),
            import: line.import.zip(line.import_known_as).map(|(import, number)| {
                (t.with("import-title", "number", number), address::import(import).to_string())
            }),
            sent: line
                .import
                .and_then(|import| beside.imports.get(&import))
                .map(|import| sent(words, import))
                .unwrap_or_default(),
            request: line.request.as_ref().map(|request| (requests::of(request.number), of_request(words, line))),
            words: line.words.clone(),
            ground: line.ground.map(|ground| coded(&t, "reason", ground)),
            reverses: line.reverses.iter().map(|event| named(&t, event)).collect(),
            restores: line.restores.iter().map(|event| named(&t, event)).collect(),
            own,
            asked_by: words.actor(&line.asked_by, &official.caller),
            when: line.asked_at.into(),
            can_be_given: prevented.is_none() && fault.is_none_or(|fault| fault.typed.is_some()),
            action: format!("{APPROVALS}/{}", line.number),
            is_refused: fault.is_some(),
            fault: fault.map(|fault| fault.told(&t)).or(prevented),
            reason: fault.and_then(|fault| fault.typed).unwrap_or_default().to_owned(),
            ended: line.ended.as_ref().map(|end| Ended::of(words, official, end)),
        }
    }
}

impl Told {
    /// Why it cannot be given now: whoever asked takes it back, and others refuse it.
    fn prevented(t: &Texts, name: &str, own: bool) -> Told {
        let next = if own { "approvals-prevented-own" } else { "approvals-prevented" };
        Told { texts: vec![t.get(&format!("refused-{name}")), t.get(next)], of_reason: false }
    }
}

/// Who sent an import, when, and how many rows.
fn sent(words: &Words<'_>, import: &ImportLine) -> Vec<String> {
    let t = words.t;
    let from = words.organisations(&import.organisations);
    from.into_iter().chain([When::from(import.received).human, t.count("rows-of-import", import.total)]).collect()
}

/// How something ended, in one line.
fn told_at_once(words: &Words<'_>, official: &Official, line: &ApprovalLine) -> String {
    let ended = line.ended.as_ref().map(|end| Ended::of(words, official, end));
    let told = ended.map(|Ended { badge, by, when, words }| {
        let words = words.map(|words| format!(" ”{words}”")).unwrap_or_default();
        format!("{} · {by}, {}{words}", badge.text, when.human)
    });
    format!("{}: {}", heading(&words.t, line), told.unwrap_or_default())
}
