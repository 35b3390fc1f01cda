//! Checks at every start, before anything is written, that journal and vault belong together. With an older vault, people
//! who are known would be given second numbers; with an older journal, numbers that were given are forgotten.
//!
//! The vault notes which event of the journal it has seen last ([`Seen`]), as soon as a second after it was appended, and
//! exactly at a clean stop. So a journal that lacks this event is older than the vault; and what a vault may lack is used
//! by events behind it. The newest events are looked at in any case.

use std::collections::HashSet;
use std::sync::Arc;

use events::{Fact, Handle, Head, Identifier, KeyId, Opened, Opening, Position, Recorded};

use crate::StoreError;
use crate::claims::{Claimed, claims, may_claim};
use crate::erasures::Erasures;
use crate::error::Lack;
use crate::local_log::{LocalLog, holds};
use crate::vault::{Seen, Vault};

/// So many of the newest events are looked at in any case.
const NEWEST: u64 = 5_000;
/// Events read at once.
pub(crate) const BATCH: usize = 5_000;

/// What the vault says of itself before anything of the journal is taken in: whatever another node does meanwhile, the
/// journal knows it when it is asked afterwards.
pub(crate) struct VaultClaims {
    /// What it has seen of the journal.
    pub seen: Seen,
    /// The keys that it calls destroyed.
    pub destroyed: Vec<KeyId>,
}

impl VaultClaims {
    /// Of this vault.
    pub fn of(vault: &Vault) -> Result<VaultClaims, StoreError> {
        Ok(VaultClaims { seen: vault.seen()?, destroyed: vault.destroyed()? })
    }
}

/// Does the journal hold the last event that the vault has seen? `log` holds whatever the journal does.
pub(crate) fn check_journal(seen: Seen, log: &LocalLog) -> Result<(), StoreError> {
    let (known, head) = (seen.head, log.head()?);
    if head == Head::START && known.position > Position::START {
        return Err(StoreError::EmptiedJournal(known.position));
    }
    let Some(before) = known.position.0.checked_sub(1) else { return Ok(()) };
    let found = log.after(Position(before), 1)?.first().map(|event| event.chain);
    holds(known, found, || Ok(head.position))
        .map_err(|_| StoreError::OlderJournal { known: known.position, head: head.position })
}

/// Does the vault have the keys and handles of the events that it may lack, and of the newest ones? Are the keys that it
/// calls destroyed named by the log?
pub(crate) fn check_vault(
    asked: &VaultClaims,
    vault: &Vault,
    log: &LocalLog,
    erasures: &Erasures,
) -> Result<(), StoreError> {
    let Seen { head: seen, accepted, unexplained } = asked.seen;
    let found = erasures.unexplained(&asked.destroyed);
    if found > unexplained {
        return Err(StoreError::UnexplainedKeys(found - unexplained));
    }
    let head = log.head()?.position;
    let newest = Position(head.0.saturating_sub(NEWEST));
    let mut after = seen.position.min(newest).max(accepted);
    while after < head {
        let events = log.after(after, BATCH)?;
        let Some(last) = events.last().map(|event| event.position) else { break };
        if let Some((what, event)) = lacks(vault, erasures, &events)? {
            return Err(StoreError::OlderVault { what, event, seen: seen.position, head });
        }
        after = last;
    }
    Ok(())
}

/// What the vault lacks of these events, and the first one that needs it.
fn lacks(vault: &Vault, erasures: &Erasures, events: &[Arc<Recorded>]) -> Result<Option<(Lack, Position)>, StoreError> {
    let lost = lost_keys(vault, erasures, events)?;
    let uses_lost = |event: &&Arc<Recorded>| event.envelope.sealed.iter().any(|part| lost.contains(&part.key));
    if let Some(event) = events.iter().find(uses_lost) {
        return Ok(Some((Lack::Key, event.position)));
    }
    let claimed = claimed_in(vault, erasures, events)?;
    let identifiers: Vec<Identifier> = claimed.iter().map(|(_, claimed)| claimed.identifier.clone()).collect();
    let found = vault.find_handles(&identifiers)?;
    let stands = |claimed: &Claimed, found: &Option<Handle>| found.is_some_and(|found| claimed.among.contains(&found));
    let missing = claimed.iter().zip(&found).find(|((_, claimed), found)| !stands(claimed, found));
    Ok(missing.map(|((position, _), _)| (Lack::Handle, *position)))
}

/// Keys of these events that the vault knows nothing of, and no erasure names.
pub(crate) fn lost_keys(
    vault: &Vault,
    erasures: &Erasures,
    events: &[Arc<Recorded>],
) -> Result<HashSet<KeyId>, StoreError> {
    let used: HashSet<KeyId> = events.iter().flat_map(|event| &event.envelope.sealed).map(|part| part.key).collect();
    let wanted: Vec<KeyId> = used.into_iter().filter(|key| !erasures.names(*key)).collect();
    Ok(vault.unknown_keys(&wanted)?.into_iter().collect())
}

/// The identifiers that these events claim and that can be read, whose handles are not erased; each with its event.
fn claimed_in(
    vault: &Vault,
    erasures: &Erasures,
    events: &[Arc<Recorded>],
) -> Result<Vec<(Position, Claimed)>, StoreError> {
    let mut all = Vec::new();
    for (event, fact) in opened(vault, events.iter().filter(|event| may_claim(&event.envelope)))? {
        if let Some(Opened::Known(claimed)) = claims(&event.envelope, &fact).map(|claims| claims.identifiers) {
            let held = claimed.into_iter().filter(|claimed| is_held(claimed, erasures));
            all.extend(held.map(|claimed| (event.position, claimed)));
        }
    }
    Ok(all)
}

/// Does the log say that there is a handle?
pub(crate) fn is_held(claimed: &Claimed, erasures: &Erasures) -> bool {
    claimed.among.iter().any(|handle| !erasures.names_handle(*handle))
}

/// The facts of these events, with whatever the vault opens. What cannot be read is passed over: the read models set it
/// aside and say so, and one event stops nobody else.
pub(crate) fn opened<'a>(
    vault: &Vault,
    events: impl IntoIterator<Item = &'a Arc<Recorded>>,
) -> Result<Vec<(&'a Arc<Recorded>, Fact)>, StoreError> {
    let events: Vec<&Arc<Recorded>> = events.into_iter().collect();
    or_nothing(vault.fetch_keys(&events.iter().map(|event| &event.envelope).collect::<Vec<_>>()))?;
    let mut opened = Vec::with_capacity(events.len());
    for event in events {
        let envelope = &event.envelope;
        let Some(sealed) = or_nothing(vault.open_sealed(envelope))? else { continue };
        let opening = sealed.as_ref().map(|sealed| match sealed {
            Opened::Known(plain) => Opening::Plain(plain),
            Opened::Erased => Opening::Erased,
            Opened::KeyLost => Opening::KeyLost,
        });
        let fact = Fact::decode(&envelope.event_type, envelope.version, &envelope.data, opening);
        opened.extend(fact.ok().map(|fact| (event, fact)));
    }
    Ok(opened)
}

/// `None` when the fault lies in one event.
fn or_nothing<T>(read: Result<T, StoreError>) -> Result<Option<T>, StoreError> {
    match read {
        Ok(read) => Ok(Some(read)),
        Err(error) if error.is_of_one_event() => Ok(None),
        Err(error) => Err(error),
    }
}
