//! Going on with an older vault, or an older journal, because an operator says so: what was lost is counted, handles are
//! found again by the claims that can still be read, and the rest is named.

use std::collections::{HashMap, HashSet};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use events::{Handle, Identifier, KeyId, Opened, PersonOid, Position, Recorded};

use crate::StoreError;
use crate::claims::{Claimed, Claims, claims, may_claim};
use crate::consistency::{BATCH, VaultClaims, is_held, lost_keys, opened};
use crate::erasures::Erasures;
use crate::local_log::LocalLog;
use crate::vault::{Seen, Vault};

/// File with those whose identifiers are lost.
const LOST_IDENTIFIERS: &str = "lost-identifiers.csv";

/// Whose an identifier is, and the event that claims it.
type Claim = (Position, PersonOid);

/// What was found while the whole log was read.
#[derive(Default)]
struct Recovered {
    lost_keys: HashSet<KeyId>,
    /// Handles that stand for identifiers again.
    found_again: u64,
    /// Handles that nobody can look for: their identifiers cannot be read.
    unreadable: HashMap<Handle, Claim>,
    /// Claims of identifiers that the vault knows by other handles by now: their holders have second numbers already.
    elsewhere: Vec<Claim>,
}

/// Accepts what is lost, says what it was, and remembers that it is accepted up to here.
pub(crate) fn accept(
    asked: &VaultClaims,
    vault: &Vault,
    log: &LocalLog,
    erasures: &Erasures,
    folder: &Path,
) -> Result<(), StoreError> {
    let head = log.head()?;
    let mut found = Recovered::default();
    let mut after = Position::START;
    while after < head.position {
        let events = log.after(after, BATCH)?;
        let Some(last) = events.last().map(|event| event.position) else { break };
        found.look_at(vault, erasures, &events)?;
        after = last;
    }
    // A handle that stands for an identifier finds its person, whoever can read them.
    vault.each_handle(|handle| {
        found.unreadable.remove(&handle);
    })?;
    let lost = found.lost_claims();
    let file = write(folder, &lost)?;
    let unexplained = erasures.unexplained(&asked.destroyed);
    tracing::error!(
        keys = found.lost_keys.len(),
        destroyed = unexplained,
        handles_found_again = found.found_again,
        people_without_identifiers = lost.len(),
        file = %file.display(),
        up_to = %head.position,
        "ALARM: what the vault lacks is accepted as lost; the people in the file are not found by identifiers any more, \
         and get a second number when they are sent in by one"
    );
    let seen = Seen { head, accepted: head.position, unexplained };
    let noted = vault.note_seen(asked.seen.head, seen)?;
    let meanwhile =
        || StoreError::Unavailable("another node has written to the vault meanwhile; start again".to_owned());
    if noted { Ok(()) } else { Err(meanwhile()) }
}

impl Recovered {
    fn look_at(&mut self, vault: &Vault, erasures: &Erasures, events: &[Arc<Recorded>]) -> Result<(), StoreError> {
        self.lost_keys.extend(lost_keys(vault, erasures, events)?);
        let mut readable: Vec<(Claim, Claimed)> = Vec::new();
        for (event, fact) in opened(vault, events.iter().filter(|event| may_claim(&event.envelope)))? {
            let Some(Claims { person, handles, released, identifiers }) = claims(&event.envelope, &fact) else {
                continue;
            };
            let claim = (event.position, person);
            released.map(|handle| self.unreadable.remove(&handle));
            match identifiers {
                Opened::Known(claimed) => {
                    let held = claimed.into_iter().filter(|claimed| is_held(claimed, erasures));
                    readable.extend(held.map(|claimed| (claim, claimed)));
                }
                Opened::Erased | Opened::KeyLost => {
                    let held = handles.into_iter().filter(|handle| !erasures.names_handle(*handle));
                    self.unreadable.extend(held.map(|handle| (handle, claim)));
                }
            }
        }
        self.find_again(vault, readable)
    }

    /// Puts back the handles of claims that can be read.
    fn find_again(&mut self, vault: &Vault, readable: Vec<(Claim, Claimed)>) -> Result<(), StoreError> {
        let identifiers: Vec<Identifier> = readable.iter().map(|(_, claimed)| claimed.identifier.clone()).collect();
        let known = vault.find_handles(&identifiers)?;
        let (mut lost, mut whose): (Vec<(Identifier, Handle)>, Vec<Claim>) = (Vec::new(), Vec::new());
        for ((claim, claimed), known) in readable.into_iter().zip(known) {
            match (known, claimed.handle) {
                (Some(known), _) if claimed.among.contains(&known) => {}
                (None, Some(handle)) => {
                    lost.push((claimed.identifier, handle));
                    whose.push(claim);
                }
                _ => self.elsewhere.push(claim),
            }
        }
        for ((stands, (_, handle)), claim) in vault.put_back_handles(&lost)?.iter().zip(&lost).zip(whose) {
            if stands == handle {
                self.found_again += 1;
            } else {
                self.elsewhere.push(claim);
            }
        }
        Ok(())
    }

    /// Claims by which nobody is found any more, in the order of the log.
    fn lost_claims(&self) -> Vec<Claim> {
        let mut lost: Vec<Claim> = self.unreadable.values().chain(&self.elsewhere).copied().collect();
        lost.sort_unstable();
        lost.dedup();
        lost
    }
}

/// Writes down whose identifiers are lost, for anyone who must tell senders.
fn write(folder: &Path, lost: &[Claim]) -> Result<PathBuf, StoreError> {
    let path = folder.join(LOST_IDENTIFIERS);
    let lines: String = lost.iter().map(|(position, person)| format!("{position};{person}\n")).collect();
    let opened = std::fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&path);
    let written = opened.and_then(|mut file| file.write_all(format!("event;person\n{lines}").as_bytes()));
    written.map_err(|error| StoreError::Unavailable(format!("{}: {error}", path.display())))?;
    Ok(path)
}
