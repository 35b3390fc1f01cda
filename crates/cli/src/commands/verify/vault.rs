//! Checks that the vault is as new as the journal: it records the last event that it has seen.

use events::Position;
use store::{Store, StoreError};

use super::Failure;

/// Says how far the vault has seen the journal; fails when the journal holds another history. A vault that was copied
/// after the journal has seen more of it, as it should; a start asks an operator all the same.
pub fn compare(store: &Store, say: &mut dyn FnMut(&str)) -> Result<(), Failure> {
    let seen = store.vault().seen().map_err(|error| Failure(error.to_string()))?.head;
    let head = store.head();
    if head.position == Position::START && seen.position > head.position {
        return Err(Failure(StoreError::EmptiedJournal(seen.position).to_string()));
    }
    if seen.position > head.position {
        let (more, seen) = (seen.position.0 - head.position.0, seen.position);
        say(&match store.is_beside() {
            true => format!("vault      has seen event {seen}: the server has recorded {more} events since this began"),
            false => format!(
                "vault      has seen event {seen}: {more} events were recorded after this journal was copied, and are not \
                 in it"
            ),
        });
        return Ok(());
    }
    store.node().log.check_holds(seen).map_err(|_| {
        Failure(format!(
            "ALARM: the vault has seen another event {} than this journal holds: the two are not of one history; keep \
             both as evidence, and put back copies that belong together",
            seen.position
        ))
    })?;
    say(&match head.position.0 - seen.position.0 {
        0 => format!("vault      has seen the journal up to its last event, {}", head.position),
        more => format!("vault      has seen event {}; {more} events came after it", seen.position),
    });
    Ok(())
}
