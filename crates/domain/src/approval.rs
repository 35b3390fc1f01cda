//! Two officials: what one of them asks for, another one gives or refuses. Nobody approves their own.

use events::catalogue::{ApprovalAsked, ApprovalGiven, ApprovalRefused, AskedCommand, Provenance, RefusalWords};
use events::{Actor, EventKind, Fact, ImportId, KindSet, Opened, OpenedEvent, Position, Subject, Tag, With};

use crate::draft::Draft;
use crate::refusal::RefusalKind;
use crate::refusals::refuses_words;
use crate::text::check_statement;

/// Types of events that decide an approval.
pub const DECIDES: KindSet = KindSet::of(&[EventKind::ApprovalGiven, EventKind::ApprovalRefused]);

/// What a command that needs a second official is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// A person.
    Person(Provenance),
    /// An import.
    Import(Position, ImportId),
}

impl About {
    /// The tag by which the decision about it is found.
    pub fn tag(self) -> Tag {
        match self {
            About::Person(about) => Tag::Person(about.addressed),
            About::Import(_, id) => Tag::Import(id),
        }
    }

    /// Under whose key what is asked is sealed: it goes when what it is about goes.
    fn subject(self) -> Subject {
        match self {
            About::Person(about) => Subject::Person(about.addressed),
            About::Import(_, id) => Subject::Import(id),
        }
    }

    fn person(self) -> Option<Provenance> {
        match self {
            About::Person(about) => Some(about),
            About::Import(..) => None,
        }
    }

    fn import(self) -> Option<Position> {
        match self {
            About::Import(number, _) => Some(number),
            About::Person(_) => None,
        }
    }
}

/// Something that was asked for.
#[derive(Clone)]
pub struct Approval {
    /// Position of its `ApprovalAsked`, which is its number.
    pub number: Position,
    /// What it is about.
    pub about: About,
    /// Name of the command.
    pub command: String,
    /// Who asked.
    pub asked_by: Actor,
    /// The command and its fingerprint, as far as they can be read.
    pub asked: Opened<AskedCommand>,
    /// It is given or refused already.
    pub decided: bool,
}

/// Why nothing comes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// There is no approval with this number.
    NoApproval,
    /// It is given or refused already.
    AlreadyDecided,
    /// Whoever asked cannot give it.
    OwnApproval,
    /// What was asked for cannot be read any more: the person's data is erased.
    Unreadable,
    /// What would happen now is not what was asked for.
    Changed,
    /// The reason why it is refused is too long.
    WordsTooLong,
    /// The reason has characters that no text may have.
    WordsMalformed,
    /// The command itself is refused now: the name of that refusal, and its kind.
    Command(&'static str, RefusalKind),
}

refuses_words!(Refusal);

impl crate::Refusal for Refusal {
    const ALL: &'static [Refusal] = &[
        Refusal::NoApproval,
        Refusal::AlreadyDecided,
        Refusal::OwnApproval,
        Refusal::Unreadable,
        Refusal::Changed,
        Refusal::WordsTooLong,
        Refusal::WordsMalformed,
    ];

    fn name(self) -> &'static str {
        match self {
            Refusal::NoApproval => "no-approval",
            Refusal::AlreadyDecided => "approval-decided",
            Refusal::OwnApproval => "own-approval",
            Refusal::Unreadable => "approval-unreadable",
            Refusal::Changed => "approval-changed",
            Refusal::WordsTooLong => "words-too-long",
            Refusal::WordsMalformed => "words-malformed",
            Refusal::Command(name, _) => name,
        }
    }

    fn kind(self) -> RefusalKind {
        match self {
            Refusal::NoApproval => RefusalKind::NotFound,
            Refusal::Command(_, kind) => kind,
            Refusal::WordsTooLong | Refusal::WordsMalformed => RefusalKind::Invalid("words"),
            _ => RefusalKind::Conflict,
        }
    }
}

impl Approval {
    /// Folds what asked for it; `None` when the event is another one.
    pub fn asked(event: &OpenedEvent) -> Option<Approval> {
        let Fact::ApprovalAsked(with) = &event.fact else { return None };
        let import = event.recorded.envelope.tags.iter().find_map(|tag| match tag {
            Tag::Import(id) => Some(*id),
            _ => None,
        });
        let about = match (with.data.about, with.data.import.zip(import)) {
            (Some(about), _) => About::Person(about),
            (None, Some((number, id))) => About::Import(number, id),
            (None, None) => return None,
        };
        Some(Approval {
            number: event.position(),
            about,
            command: with.data.command.clone(),
            asked_by: event.recorded.envelope.meta.actor.clone(),
            asked: with.personal.clone(),
            decided: false,
        })
    }

    /// The same, after the events that may have decided it.
    pub fn after<'a>(mut self, events: impl IntoIterator<Item = &'a OpenedEvent>) -> Approval {
        self.decided |= self.decision(events).is_some();
        self
    }

    /// What decided it, of these events.
    pub fn decision<'a>(&self, events: impl IntoIterator<Item = &'a OpenedEvent>) -> Option<&'a OpenedEvent> {
        events.into_iter().find(|event| match &event.fact {
            Fact::ApprovalGiven(with) => with.data.asked == self.number,
            Fact::ApprovalRefused(with) => with.data.asked == self.number,
            _ => false,
        })
    }
}

/// A first official asks.
pub fn ask(about: About, command: &str, asked: AskedCommand) -> Draft {
    let data = ApprovalAsked { about: about.person(), import: about.import(), command: command.to_owned() };
    draft(about, With::new(data, asked))
}

/// A second official agrees. `present` is the fingerprint of what would happen now.
pub fn give(approval: Option<&Approval>, by: &Actor, present: [u8; 16]) -> Result<Draft, Refusal> {
    let approval = undecided(approval)?;
    if same_person(&approval.asked_by, by) {
        return Err(Refusal::OwnApproval);
    }
    let asked = approval.asked.known().ok_or(Refusal::Unreadable)?;
    if asked.fingerprint != present {
        return Err(Refusal::Changed);
    }
    let about = approval.about;
    let data = ApprovalGiven { about: about.person(), import: about.import(), asked: approval.number };
    Ok(Draft::plain(With::new(data, Default::default()), vec![about.tag()]))
}

/// A second official does not agree, or the first one takes it back.
pub fn refuse(approval: Option<&Approval>, words: Option<String>) -> Result<Draft, Refusal> {
    let approval = undecided(approval)?;
    check_statement(words.as_deref())?;
    let about = approval.about;
    let data = ApprovalRefused { about: about.person(), import: about.import(), asked: approval.number };
    Ok(draft(about, With::new(data, RefusalWords { words })))
}

fn undecided(approval: Option<&Approval>) -> Result<&Approval, Refusal> {
    match approval {
        None => Err(Refusal::NoApproval),
        Some(approval) if approval.decided => Err(Refusal::AlreadyDecided),
        Some(approval) => Ok(approval),
    }
}

/// A program that acts with somebody's own subject is nobody else.
fn same_person(one: &Actor, other: &Actor) -> bool {
    match (one, other) {
        (Actor::Person(one) | Actor::Service(one), Actor::Person(other) | Actor::Service(other)) => one == other,
        _ => one == other,
    }
}

fn draft(about: About, fact: impl Into<Fact>) -> Draft {
    Draft::plain(fact, vec![about.tag()]).sealed_for(about.subject())
}
