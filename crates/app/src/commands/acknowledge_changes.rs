//! A consumer says up to which position it has taken the changes.

use domain::Draft;
use domain::acknowledge_changes::{Progress, READS, Refusal, acknowledge_changes, known};
use events::codes::Right;
use events::{ConsumerId, Fact, Position, Tag};

use super::{Command, Fresh, Look, Opens, Reach};
use crate::AppError;

/// See the module.
#[derive(Debug, Clone, Copy)]
pub struct AcknowledgeChanges {
    /// The cursor of the answer with which the last of the changes came.
    pub cursor: Position,
}

impl Command for AcknowledgeChanges {
    const NAME: &'static str = "acknowledge_changes";
    const RIGHTS: &'static [Opens] =
        &[Opens::at_root(Right::Rekisterinpitaja), Opens::at_root(Right::RekisterinpitajaRead)];
    type State = Progress;
    type Answer = ();
    type Refusal = Refusal;

    fn look(&self, look: &mut Look<'_>) -> Result<Progress, AppError> {
        let consumer = look.caller().consumer();
        let newest = look.newest(Tag::Consumer(ConsumerId::named(&consumer)), READS, 1)?;
        let (upto, removed) = known(newest.last());
        let head = look.head();
        let nothing_between = match upto {
            Some(upto) if upto < self.cursor => !look.app().may_tell_between(upto, self.cursor.min(head))?,
            _ => false,
        };
        Ok(Progress { consumer, upto, removed, head, nothing_between })
    }

    fn reach(&self, _: &Progress) -> Reach {
        Reach::Organisations(Vec::new())
    }

    fn decide(&self, progress: &Progress, _: &mut Fresh) -> Result<Vec<Draft>, Refusal> {
        Ok(acknowledge_changes(progress, self.cursor)?.into_iter().collect())
    }

    fn answer(&self, facts: &[&Fact]) -> Option<()> {
        matches!(facts, [] | [Fact::ChangesAcknowledged(_)]).then_some(())
    }
}
