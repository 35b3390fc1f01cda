//! The fold of attempts to identify a person by the register: those that failed, and that it is asked anew.

use events::catalogue::IdentificationFailed;
use events::codes::FailureCause;
use events::{Instant, OpenedEvent};

use super::{Failure, Person};

impl Person {
    /// The register did not identify the person.
    pub(super) fn failed(&mut self, failed: &IdentificationFailed, event: &OpenedEvent) {
        self.cases.extend(failed.case.zip(event.key()));
        let same = self.failed_before().filter(|(cause, _)| *cause == failed.cause);
        self.failure = Some(Failure {
            since: same.map_or(event.recorded_at(), |(_, since)| since),
            cause: failed.cause,
            hint: failed.hint,
            attempt: failed.attempt,
            next_try: failed.next_try,
            case: failed.case,
            at: event.recorded_at(),
            other_holder: failed.other_holder,
        });
    }

    /// The register is asked about the present hetu as if it had not been asked before.
    pub(super) fn ask_anew(&mut self, event: &OpenedEvent) {
        self.asked_again = self.failed_before();
        self.hetu_since = event.position();
    }

    /// Takes why the last attempt about the present hetu failed, and since when.
    fn failed_before(&mut self) -> Option<(FailureCause, Instant)> {
        let asked = self.asked_again.take();
        self.failure.take().map(|failure| (failure.cause, failure.since)).or(asked)
    }
}
