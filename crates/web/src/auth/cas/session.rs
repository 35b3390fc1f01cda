//! A session of CAS as its cookie holds it: sealed, so that every node with the same secret reads it and nobody else.

use app::caller::{Caller, CallerKind};
use events::Instant;
use minicbor::{Decode, Encode};

use crate::staff::keys::{Keys, Purpose};
use crate::staff::session::grants;

/// A session ends so long after it began, in seconds: programs sign in anew when it has, and rights may have changed.
const LIFETIME: i64 = 3600;
/// Clocks of two nodes may differ by so much, in seconds.
const LEEWAY: i64 = 60;

/// What the cookie says.
#[derive(Encode, Decode)]
pub struct CasSession {
    #[n(0)]
    is_service: bool,
    #[n(1)]
    subject: String,
    #[n(2)]
    client: Option<String>,
    /// Milliseconds since 1970.
    #[n(3)]
    began: i64,
    /// By which ticket it began.
    #[cbor(n(4), with = "minicbor::bytes")]
    pub(super) ticket: [u8; 16],
    #[n(5)]
    grants: Vec<grants::Group>,
}

impl CasSession {
    /// Begins now. `None` when the rights cannot be packed.
    pub(super) fn begin(caller: &Caller, ticket: [u8; 16], now: Instant) -> Option<CasSession> {
        Some(CasSession {
            is_service: caller.kind == CallerKind::Service,
            subject: caller.subject.clone(),
            client: caller.client.clone(),
            began: now.millis(),
            ticket,
            grants: grants::pack(&caller.grants)?,
        })
    }

    /// Text that only a holder of the secret can read or make.
    pub(super) fn seal(&self, keys: &Keys) -> Option<String> {
        keys.seal(Purpose::CasSession, keys.current(), &minicbor::to_vec(self).ok()?)
    }

    /// What was sealed.
    pub(super) fn open(keys: &Keys, sealed: &str) -> Option<CasSession> {
        minicbor::decode(&keys.open(Purpose::CasSession, sealed)?.1).ok()
    }

    /// Has it not ended?
    pub(super) fn holds(&self, now: Instant) -> bool {
        (-LEEWAY * 1000..LIFETIME * 1000).contains(&(now.millis() - self.began))
    }

    /// Whose it is.
    pub(super) fn caller(&self) -> Option<Caller> {
        let kind = if self.is_service { CallerKind::Service } else { CallerKind::Person };
        let (subject, client) = (self.subject.clone(), self.client.clone());
        Some(Caller { kind, subject, client, grants: grants::unpack(&self.grants)? })
    }
}
