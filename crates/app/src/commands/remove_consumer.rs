//! Take a consumer of the changes that is gone off the list of those who acknowledge.

use domain::Draft;
use domain::acknowledge_changes::READS;
use domain::remove_consumer::{Refusal, remove_consumer};
use events::codes::Right;
use events::{ConsumerId, Fact, OpenedEvent, Tag};

use super::{Command, Fresh, Look, Opens, Reach};
use crate::AppError;

/// See the module.
#[derive(Debug, Clone)]
pub struct RemoveConsumer {
    /// The consumer, as the list names it.
    pub consumer: String,
}

impl Command for RemoveConsumer {
    const NAME: &'static str = "remove_consumer";
    const RIGHTS: &'static [Opens] = &[Opens::at_root(Right::Rekisterinpitaja)];
    /// The newest of its events.
    type State = Option<OpenedEvent>;
    type Answer = ();
    type Refusal = Refusal;

    fn look(&self, look: &mut Look<'_>) -> Result<Option<OpenedEvent>, AppError> {
        Ok(look.newest(Tag::Consumer(ConsumerId::named(&self.consumer)), READS, 1)?.pop())
    }

    fn reach(&self, _: &Option<OpenedEvent>) -> Reach {
        Reach::Organisations(Vec::new())
    }

    fn decide(&self, newest: &Option<OpenedEvent>, _: &mut Fresh) -> Result<Vec<Draft>, Refusal> {
        remove_consumer(&self.consumer, newest.as_ref()).map(|draft| vec![draft])
    }

    fn answer(&self, facts: &[&Fact]) -> Option<()> {
        matches!(facts, [Fact::ConsumerRemoved(_)]).then_some(())
    }
}
