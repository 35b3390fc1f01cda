//! The keeper takes a consumer of the changes that is gone off the list of those who acknowledge.

use events::catalogue::ConsumerRemoved;
use events::{ConsumerId, OpenedEvent, Tag, With};

use crate::acknowledge_changes::known;
use crate::draft::Draft;
use crate::refusal::RefusalKind;
use crate::refusals::refusals;

refusals! {
    /// Why the list stays as it is.
    Refusal {
        /// No consumer of that name is on the list.
        NoConsumer => "no-consumer", RefusalKind::NotFound;
    }
}

/// Decides, by the newest event of the consumer.
pub fn remove_consumer(consumer: &str, newest: Option<&OpenedEvent>) -> Result<Draft, Refusal> {
    let (Some(upto), false) = known(newest) else { return Err(Refusal::NoConsumer) };
    let data = ConsumerRemoved { consumer: consumer.to_owned(), upto };
    Ok(Draft::plain(With::new(data, Default::default()), vec![Tag::Consumer(ConsumerId::named(consumer))]))
}
