//! What a running store does by itself: it tells the vault how far the journal is, looks at the clock, and proves, little by
//! little, what was not proven when it was opened.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use events::Position;

use super::Store;
use crate::StoreError;
use crate::vault::{Seen, Vault};

/// How soon the vault knows of an event.
const NOTE: Duration = Duration::from_secs(1);
/// How often the clock is looked at, in units of the above, also when nothing is written.
const LOOK_AT_CLOCK: u32 = 10;

/// So many old events are proven in each of these turns: a few milliseconds' work.
const PROVEN_AT_ONCE: u64 = 5_000;

/// What the vault knows of the journal, as far as this node knows.
pub(super) struct Noted(Mutex<Seen>);

impl Noted {
    /// As the vault has it now.
    pub fn of(vault: &Vault) -> Result<Noted, StoreError> {
        Ok(Noted(Mutex::new(vault.seen()?)))
    }
}

impl Store {
    /// Runs for ever, beside [`Store::follow`].
    pub async fn keep_watch(self: Arc<Self>) {
        let mut proven = Position::START;
        for turn in 0u32.. {
            tokio::time::sleep(NOTE).await;
            let store = Arc::clone(&self);
            let look = move || {
                store.note_head_or_say();
                store.prove_some(proven)
            };
            // Elsewhere than on the threads that answer requests.
            proven = tokio::task::spawn_blocking(look).await.unwrap_or(proven);
            if turn % LOOK_AT_CLOCK == 0 {
                self.look_at_clock().await;
            }
        }
    }

    /// Looks at the next old events, and tells how far it came. Where they do not follow from each other, nothing more is
    /// built on them.
    fn prove_some(&self, proven: Position) -> Position {
        let up_to = Position(proven.0 + PROVEN_AT_ONCE).min(self.unproven_up_to);
        if proven >= up_to || self.halted().is_some() {
            return proven;
        }
        match self.node.log.check(proven, up_to) {
            Ok(()) => up_to,
            // It is read again the next time.
            Err(StoreError::Unavailable(_)) => proven,
            Err(error) => {
                tracing::error!(%error, "nothing is written any more");
                self.halted.get_or_init(|| error);
                up_to
            }
        }
    }

    async fn look_at_clock(&self) {
        let asked = self.time.uptime();
        // While the journal is away the clock is held against the uptime.
        if let Ok(Some(time)) = self.journal.time().await {
            self.time.told(time, asked);
        }
        self.clock_state();
        self.time.leave_sign();
    }

    /// Tells the vault which event is the last one.
    pub(super) fn note_head_or_say(&self) {
        match self.note_head() {
            Err(error @ StoreError::OlderJournal { .. }) => {
                tracing::error!(%error, "the vault has seen another history of the journal than this node");
            }
            Err(error @ StoreError::VaultReplaced { .. }) => {
                tracing::error!(%error, "nothing is written any more");
            }
            // It is told the next time, and whatever else is written to it says what is wrong.
            Err(error) => tracing::debug!(%error, "the vault cannot be told how far the journal is"),
            Ok(()) => {}
        }
    }

    fn note_head(&self) -> Result<(), StoreError> {
        let Some(Noted(noted)) = &self.noted else { return Ok(()) };
        let mut noted = noted.lock().unwrap_or_else(PoisonError::into_inner);
        let head = self.node.head();
        if head.position <= noted.head.position {
            return Ok(());
        }
        let now = Seen { head, ..*noted };
        if self.vault.note_seen(noted.head, now)? {
            *noted = now;
            return Ok(());
        }
        // Another node was here, or somebody has put another vault there.
        let before = std::mem::replace(&mut *noted, self.vault.seen()?).head.position;
        if noted.head.position < before {
            let now = noted.head.position;
            return Err(self.halted.get_or_init(|| StoreError::VaultReplaced { before, now }).clone());
        }
        // What another node has seen must stand in this node's log too, as far as that goes.
        let known = noted.head;
        if known.position > head.position {
            return Ok(());
        }
        let held = self.node.log.check_holds(known);
        held.map_err(|_| StoreError::OlderJournal { known: known.position, head: head.position })
    }
}
