//! What is drawn or made for a command: OIDs of new persons, handles of identifiers that nobody has had yet.
//!
//! A decision is first run with placeholders, which are the same each time: so a preview draws and makes nothing, and its
//! fingerprint does not depend on chance. Then it is run with what was drawn and made.

use events::{Handle, Identifier, Instant, PersonOid};

use crate::DrawOid;

/// Hands out what a decision asks for.
pub struct Fresh {
    now: Instant,
    source: Source,
    /// The identifiers for which handles were asked, in that order.
    asked: Vec<Identifier>,
}

enum Source {
    Placeholders { given: u64 },
    Drawn { draw: DrawOid, handles: Vec<(Identifier, Handle)> },
}

impl Fresh {
    pub(crate) fn placeholders(now: Instant) -> Fresh {
        Fresh { now, source: Source::Placeholders { given: 0 }, asked: Vec::new() }
    }

    pub(crate) fn drawn(now: Instant, draw: DrawOid, handles: Vec<(Identifier, Handle)>) -> Fresh {
        Fresh { now, source: Source::Drawn { draw, handles }, asked: Vec::new() }
    }

    /// The present instant. What follows from it and goes into an event must not change from second to second, or no
    /// confirmation would ever fit.
    pub fn now(&self) -> Instant {
        self.now
    }

    /// The OID of a new person.
    pub fn oid(&mut self) -> PersonOid {
        match &mut self.source {
            Source::Placeholders { given } => {
                *given += 1;
                PersonOid::issue(*given)
            }
            Source::Drawn { draw, .. } => draw(),
        }
    }

    /// The handle of an identifier that was looked up: the one it has, or else a new one.
    pub fn handle(&mut self, identifier: &Identifier, known: Option<Handle>) -> Handle {
        if let Some(handle) = known {
            return handle;
        }
        let at = self.asked.iter().position(|asked| asked == identifier).unwrap_or(self.asked.len());
        if at == self.asked.len() {
            self.asked.push(identifier.clone());
        }
        let placeholder = Handle((at as u128).to_be_bytes());
        match &self.source {
            Source::Placeholders { .. } => placeholder,
            Source::Drawn { handles, .. } => {
                let made = handles.iter().find(|(made, _)| made == identifier);
                made.map_or(placeholder, |(_, handle)| *handle)
            }
        }
    }

    /// The identifiers that need handles.
    pub(crate) fn asked(&self) -> &[Identifier] {
        &self.asked
    }

    /// Were all handles made that the decision asked for? A decision that is no function asks for others.
    pub(crate) fn is_complete(&self) -> bool {
        match &self.source {
            Source::Placeholders { .. } => false,
            Source::Drawn { handles, .. } => {
                self.asked.iter().all(|asked| handles.iter().any(|(made, _)| made == asked))
            }
        }
    }
}
