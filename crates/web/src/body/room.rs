//! Room for one body.

use app::caller::Caller;
use app::places::Place;

use super::{BodyLimits, BodyRefusal, LARGEST_SMALL, too_large};

/// What a body has taken so far: from the store of small bodies first, and whole from that of large ones once it is
/// one. Given back when dropped.
pub(super) struct Room {
    small: Place,
    large: Place,
    largest: u64,
    /// Or why not.
    may_be_large: Result<(), BodyRefusal>,
}

impl Room {
    /// For a caller's body that may be large, or not for this reason.
    pub(super) fn new(limits: &BodyLimits, caller: &Caller, may_be_large: Result<(), BodyRefusal>) -> Room {
        let (small, large) = (limits.small.none_yet(caller), limits.large.none_yet(caller));
        Room { small, large, largest: limits.largest, may_be_large }
    }

    /// May the whole body have so many bytes?
    pub(super) fn allows(&self, bytes: u64) -> Result<(), BodyRefusal> {
        if bytes > LARGEST_SMALL {
            self.may_be_large?;
        }
        if bytes > self.largest { Err(too_large()) } else { Ok(()) }
    }

    /// Takes room for more bytes.
    pub(super) fn grow(&mut self, more: u64) -> Result<(), BodyRefusal> {
        let whole = self.small.held() + self.large.held() + more;
        self.allows(whole)?;
        if whole <= LARGEST_SMALL {
            return self.small.grow(more).map_err(|_| BodyRefusal::NoPlace);
        }
        self.large.grow(self.small.held() + more).map_err(|_| BodyRefusal::NoPlace)?;
        self.small.give_back();
        Ok(())
    }

    pub(super) fn is_large(&self) -> bool {
        self.large.held() > 0
    }
}
