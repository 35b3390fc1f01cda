//! The judge: a second, simpler model of the sequencer. It knows no index, no batches and no nodes; it reads the log that
//! came out, from the first event to the last, and holds every answer against it.

use std::collections::HashMap;

use events::{CommandId, Head, Position, Recorded, Tag};
use store::Outcome;

/// *No event of these types with this tag*, in names.
#[derive(Debug, Clone)]
pub struct NamedGuard {
    /// The tag.
    pub tag: Tag,
    /// Names of the types.
    pub types: Vec<&'static str>,
}

/// What somebody tried, and what they were told.
#[derive(Debug, Clone)]
pub struct Attempt {
    /// The command.
    pub command: CommandId,
    /// At which position it was decided.
    pub read_at: Position,
    /// On what.
    pub guards: Vec<NamedGuard>,
    /// Type and tags of each event.
    pub events: Vec<(&'static str, Vec<Tag>)>,
    /// The answer.
    pub outcome: Outcome,
    /// How long the journal was when the answer came.
    pub answered_at: Position,
}

/// Is there, after `after` and up to `up_to`, an event of a guarded type with its tag?
fn contradicted(log: &[impl AsRef<Recorded>], attempt: &Attempt, up_to: u64) -> bool {
    let between = &log[attempt.read_at.0.min(up_to) as usize..up_to as usize];
    between.iter().map(|event| &event.as_ref().envelope).any(|event| {
        attempt
            .guards
            .iter()
            .any(|guard| event.tags.contains(&guard.tag) && guard.types.contains(&event.event_type.as_str()))
    })
}

/// Holds every answer against the log. Decisions read before `checkable_from` may have lost for their age alone.
pub fn judge(log: &[impl AsRef<Recorded>], attempts: &[Attempt], checkable_from: Position) {
    let done = one_run_for_each_command(log);
    let mut accounted_for = 0;
    for attempt in attempts {
        let run = done.get(&attempt.command);
        match attempt.outcome {
            Outcome::Appended { first } => {
                assert_eq!(run, Some(&(first.0, attempt.events.len() as u64)), "{attempt:?}");
                let stored = &log[first.0 as usize - 1..][..attempt.events.len()];
                let stored = stored.iter().map(|event| &event.as_ref().envelope);
                let stored: Vec<(&str, &[Tag])> =
                    stored.map(|event| (event.event_type.as_str(), &event.tags[..])).collect();
                let sent: Vec<(&str, &[Tag])> = attempt.events.iter().map(|(name, tags)| (*name, &tags[..])).collect();
                assert_eq!(stored, sent, "{attempt:?}");
                assert!(!contradicted(log, attempt, first.0 - 1), "should have lost: {attempt:?}");
                accounted_for += attempt.events.len();
            }
            Outcome::AlreadyDone { first, events } => {
                assert_eq!(run, Some(&(first.0, u64::from(events))), "{attempt:?}");
            }
            Outcome::Lost => {
                let too_old = attempt.read_at < checkable_from;
                assert!(too_old || contradicted(log, attempt, attempt.answered_at.0), "lost for nothing: {attempt:?}");
            }
        }
    }
    assert_eq!(accounted_for, log.len(), "events in the log that nobody was told of");
}

/// First position and length of what each command appended: one piece each, the chain unbroken, time never back.
fn one_run_for_each_command(log: &[impl AsRef<Recorded>]) -> HashMap<CommandId, (u64, u64)> {
    let mut done: HashMap<CommandId, (u64, u64)> = HashMap::new();
    let mut head = Head::START;
    let mut recorded = i64::MIN;
    for event in log.iter().map(AsRef::as_ref) {
        head = head.after(&event.envelope.to_bytes());
        assert_eq!((event.position, event.chain), (head.position, head.chain));
        assert!(event.envelope.meta.recorded.millis() >= recorded, "time runs back at {}", event.position);
        recorded = event.envelope.meta.recorded.millis();
        let (first, events) = done.entry(event.envelope.meta.command).or_insert((event.position.0, 0));
        assert_eq!(*first + *events, event.position.0, "a command was appended in pieces, or twice");
        assert_eq!(event.envelope.id, event.envelope.meta.command.event(*events as u32));
        *events += 1;
    }
    done
}
